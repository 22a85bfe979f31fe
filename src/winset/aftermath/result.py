"""The result of tracing an aftermath. States are named by their numbers, from 1."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from winset.aftermath.coalitions import Coalition
from winset.aftermath.graph import StateId
from winset.aftermath.walks import ConflictMove
from winset.aftermath.witnesses import StabilityWitness
from winset.scenario.conflict import Concept
from winset.tools.result import Result, plain_fields

Ids = tuple[StateId, ...]


@dataclass(frozen=True, slots=True)
class State(Result):
    """A state that can be: its number, the options that are on, and what it is like.

    `values` and `ledgers` hold those that the effects of the file speak of.
    """

    id: StateId
    on: tuple[str, ...]
    values: Mapping[str, float]
    ledgers: Mapping[str, float]

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        more = (name for name in ("values", "ledgers") if getattr(self, name))
        return plain_fields(self, "id", "on", *more)


@dataclass(frozen=True, slots=True)
class Paths(Result):
    """Improving paths from the status quo to a state, the shortest first.

    `more` where not all are listed.
    """

    to: StateId
    paths: tuple[tuple[ConflictMove, ...], ...]
    more: bool

    @property
    def shortest(self) -> int:
        """How many moves the shortest takes."""
        return len(self.paths[0])

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        return plain_fields(self, "to", "shortest", "paths", "more")


@dataclass(frozen=True, slots=True)
class Outlook(Result):
    """Where moves from a state end by the move rule, and what is then to be expected.

    Attributes
    ----------
    ends
        The chance of ending in each state.
    cycle
        The chance that it goes round for ever.
    moves
        The number of moves to be expected; None where it may go on for ever.
    expected
        By party and observer, the value to be expected in the end; None where it may never end.
    """

    ends: Mapping[StateId, float]
    cycle: float
    moves: float | None
    expected: Mapping[str, float | None]

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        ends = [{"state": state, "chance": chance} for state, chance in self.ends.items()]
        return plain_fields(self) | {"ends": ends}


@dataclass(frozen=True, slots=True)
class Break(Result):
    """The outlook where an agreement breaks at a point of a roadmap.

    `status_quo` is None where the state that would follow cannot be, `outlook` too then.
    """

    done: tuple[str, ...]
    status_quo: StateId | None
    outlook: Outlook | None


@dataclass(frozen=True, slots=True)
class Watched(Result):
    """How far the other side of other talks trusts a party, before and in states that may follow.

    `expected` is that trust by the chances of the ends; None where it may never end.
    """

    talks: str
    party: str
    before: float
    after: Mapping[StateId, float]
    expected: float | None

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        after = [{"state": state, "trust": trust} for state, trust in self.after.items()]
        return plain_fields(self) | {"after": after}


@dataclass(frozen=True, slots=True)
class Likely(Result):
    """How likely states are to be equilibria, where preferences are uncertain.

    Attributes
    ----------
    exact, combinations
        Whether all combinations of preferences were looked at, or that many drawn.
    shares
        By concept and state, the chance of being an equilibrium, above 0.
    """

    exact: bool
    combinations: int
    shares: Mapping[Concept, Mapping[StateId, float]]

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        shares = {
            concept: [{"state": state, "share": share} for state, share in row.items()]
            for concept, row in self.shares.items()
        }
        return plain_fields(self) | {"shares": shares}


@dataclass(frozen=True, slots=True, repr=False)
class Aftermath(Result):
    """What follows a breakdown.

    Attributes
    ----------
    parties
        Those who can move.
    options
        The options, by party in the order of the file.
    states
        The states that can be.
    status_quo
        The state at the start.
    stable
        By concept and party, the states that are stable.
    equilibria
        By concept, the states that are stable for all.
    isolated
        The states that nobody can move to or from.
    paths
        To each equilibrium that improvements lead to.
    outlook
        Where it ends; None where too many states may come.
    witnesses
        Why states are stable or not, of those that matter: all where there are few.
    coalitions
        Where parties are stable together; None where there are too many states or parties.
    likely
        How likely states are to be equilibria; None where preferences are certain.
    watched
        How it changes the trust of those who watch.
    breaks
        What breaking off at each point of a roadmap leads to; empty without one.
    seed
        What draws of preferences started from.
    """

    parties: tuple[str, ...]
    options: tuple[str, ...]
    states: tuple[State, ...]
    status_quo: StateId
    stable: Mapping[Concept, Mapping[str, Ids]]
    equilibria: Mapping[Concept, Ids]
    isolated: Ids
    paths: tuple[Paths, ...]
    outlook: Outlook | None
    witnesses: tuple[StabilityWitness, ...]
    coalitions: tuple[Coalition, ...] | None
    likely: Likely | None
    watched: tuple[Watched, ...]
    breaks: tuple[Break, ...]
    seed: int

    def __repr__(self) -> str:
        held = ", ".join(f"{concept} {len(ids)}" for concept, ids in self.equilibria.items())
        return f"Aftermath({len(self.states):,} states; equilibria: {held})"

    def state(self, number: int) -> State:
        """Return the state of a number."""
        return self.states[number - 1]

    def coalition_proof(self, concept: Concept) -> Ids:
        """Return the equilibria that no coalition leaves either; none where none was looked at."""
        found = set(self.equilibria[concept])
        for coalition in self.coalitions or ():
            found &= set(coalition.stable[concept])
        return tuple(sorted(found)) if self.coalitions is not None else ()

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        likely = () if self.likely is None else ("likely",)
        return plain_fields(
            self,
            "states",
            "status_quo",
            "stable",
            "equilibria",
            "isolated",
            "paths",
            "outlook",
            "witnesses",
            "coalitions",
            *likely,
            "watched",
            "breaks",
        )
