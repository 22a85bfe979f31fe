"""Why a state is stable for a party, or not: something that can be replayed by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from winset.aftermath.graph import StateId, StatePlace, id_of
from winset.aftermath.walks import ConflictMove, Walker, named_moves
from winset.scenario.conflict import CONCEPTS, Concept
from winset.tools.result import Result, plain_fields


@dataclass(frozen=True, slots=True)
class Sanction:
    """What deters an improvement: the others' answer to it, move by move."""

    improvement: StateId
    answer: tuple[ConflictMove, ...]


@dataclass(frozen=True, slots=True)
class StabilityWitness(Result):
    """Why a state is stable for a party by a concept, or why it is not.

    Attributes
    ----------
    improvement
        Where it is not: the state that the party likes best among those it can move to without
        being deterred. None where it is.
    sanctions
        Where it is: what deters each of its improvements; none at all by Nash.
    """

    state: StateId
    party: str
    concept: Concept
    improvement: StateId | None
    sanctions: tuple[Sanction, ...]

    @property
    def stable(self) -> bool:
        """Whether the state is stable for the party."""
        return self.improvement is None

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        return plain_fields(self, "state", "party", "concept", "stable", "improvement", "sanctions")


def witness(walker: Walker, party: int, state: StatePlace, concept: Concept) -> StabilityWitness:
    """Return why a state is stable for a party by a concept, or why it is not."""
    name = walker.graph.parties[party]
    free = walker.undeterred(party, state, concept)
    if free:
        best = max(free, key=lambda to: walker.rank[party][to])
        return StabilityWitness(id_of(state), name, concept, id_of(best), ())
    sanctions = (
        Sanction(id_of(to), named_moves(walker.graph, walk))
        for to in walker.improvements(party, state)
        if (walk := walker.answer(party, state, to, concept)) is not None
    )
    return StabilityWitness(id_of(state), name, concept, None, tuple(sanctions))


def witnesses(walker: Walker, states: Sequence[StatePlace]) -> tuple[StabilityWitness, ...]:
    """Return the witnesses of some states, for all parties and concepts."""
    return tuple(
        witness(walker, party, state, concept)
        for state in states
        for party in walker.graph.listed
        for concept in CONCEPTS
    )
