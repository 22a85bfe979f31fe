"""The inverse question (inverse GMCR): which rankings of a party make a state an equilibrium.

Whether it is one hangs on a few comparisons of the party only: of the wanted state with those where
its own moves and the others' answers lead, and, by SEQ, of states between which it would move when
it answers somebody else. All strict orders of the states that are compared are looked at, or a
sample of them where there are too many; each is read as which of the comparisons hold.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import permutations
from math import factorial
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from winset.aftermath.graph import StateId, StatePlace, id_of
from winset.aftermath.walks import Moves, Walker, legal_walks
from winset.scenario.conflict import Concept
from winset.tools.result import Result, plain_fields

MOST_RANKED = 8
"""States that a party compares, at most, for all their orders to be looked at."""

SAMPLES = 2_000
"""Orders that are drawn where there are more states."""

MOST_COMPARED = 10
"""Comparisons at most for the conditions to be worked out."""

Pair: TypeAlias = tuple[StatePlace, StatePlace]
"""Two states, the first preferred to the second."""

Prefers: TypeAlias = Callable[[StatePlace, StatePlace], bool]


@dataclass(frozen=True, slots=True)
class Inverse(Result):
    """How many rankings of a party make a state an equilibrium, and what they have in common.

    Attributes
    ----------
    state, party, concept
        The wanted state (its number), whose rankings, and the concept.
    now
        Whether it is an equilibrium with the preferences of the file.
    barred_by
        The other parties for which it is unstable whatever this party prefers.
    compared
        The numbers of the states whose order matters.
    exact
        Whether all strict orders of these were looked at; else a sample.
    rankings, fitting
        How many were looked at, and in how many the state is an equilibrium.
    conditions
        Each a list of pairs (better, worse) that is enough for it, with none to spare; None where
        there are too many comparisons, or orders were drawn.
    """

    state: StateId
    party: str
    concept: Concept
    now: bool
    barred_by: tuple[str, ...]
    compared: tuple[StateId, ...]
    exact: bool
    rankings: int
    fitting: int
    conditions: tuple[tuple[tuple[StateId, StateId], ...], ...] | None

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        enough = self.conditions
        if enough is None:
            return plain_fields(self)
        pairs = [[{"better": a, "worse": b} for a, b in one] for one in enough]
        return plain_fields(self) | {"conditions": pairs}


def _never(better: StatePlace, worse: StatePlace) -> bool:
    return False


def _always(better: StatePlace, worse: StatePlace) -> bool:
    return True


class _Question:
    """One wanted state and one party: what its stability hangs on.

    `barred` are the others for which the state is unstable even where this party answers at will,
    `open` those for which it hangs on its answers.
    """

    def __init__(self, walker: Walker, party: int, state: StatePlace, concept: Concept) -> None:
        self.walker, self.party, self.state, self.concept = walker, party, state, concept
        self.own = walker.moves(party, state)
        others = [p for p in range(len(walker.rank)) if p != party]
        by = walker.improvements if concept == "seq" else walker.moves
        nash = concept == "nash"
        self.answers = {} if nash else {to: _reached(by, others, to) for to in self.own}
        if concept == "seq":
            unstable = [p for p in others if not self._holds_for(p, _never)]
            self.barred = [p for p in unstable if not self._holds_for(p, _always)]
            self.open = [p for p in unstable if p not in self.barred]
        else:  # what the others fear does not hang on what this party likes
            self.barred = [p for p in others if walker.undeterred(p, state, concept)]
            self.open = []

    def _holds_for(self, other: int, prefers: Prefers) -> bool:
        """Return whether the state is SEQ for another party, this one answering as it prefers."""
        walker, own = self.walker, self.walker.rank[other]
        answering = [p for p in range(len(walker.rank)) if p != other]
        return all(
            any(own[u] <= own[self.state] for u in _reached(self._by(prefers), answering, to))
            for to in walker.improvements(other, self.state)
        )

    def _by(self, prefers: Prefers) -> Moves:
        def moves(party: int, state: StatePlace) -> Sequence[StatePlace]:
            if party != self.party:
                return self.walker.improvements(party, state)
            return [to for to in self.walker.moves(party, state) if prefers(to, state)]

        return moves

    def comparisons(self) -> list[Pair]:
        """Return the comparisons that decide, each once."""
        walker, party, wanted = self.walker, self.party, self.state
        states = set(self.own).union(*self.answers.values())
        if self.concept == "smr":
            states |= {out for u in list(states) for out in walker.moves(party, u)}
        pairs = [(state, wanted) for state in sorted(states - {wanted})]
        for other in self.open:
            answering = [p for p in range(len(walker.rank)) if p != other]
            for to in walker.improvements(other, wanted):
                between = {to} | _reached(self._by(_always), answering, to)
                pairs += [(out, s) for s in sorted(between) for out in walker.moves(party, s)]
        kept: dict[Pair, None] = {}
        for better, worse in pairs:
            if (worse, better) not in kept:
                kept[better, worse] = None
        return list(kept)

    def holds(self, prefers: Prefers) -> bool:
        """Return whether the state is an equilibrium for those who are not barred."""
        return self._own_holds(prefers) and all(self._holds_for(p, prefers) for p in self.open)

    def _own_holds(self, prefers: Prefers) -> bool:
        def better(state: StatePlace) -> bool:
            return state != self.state and prefers(state, self.state)

        def deters(u: StatePlace) -> bool:
            ways_out = self.walker.moves(self.party, u) if self.concept == "smr" else ()
            return not better(u) and not any(map(better, ways_out))

        return not any(
            better(to) and not any(map(deters, self.answers.get(to, ()))) for to in self.own
        )


def _reached(by: Moves, movers: Sequence[int], start: StatePlace) -> set[StatePlace]:
    """Return the states that movers reach by legal sequences of at least one move."""
    return {end for _, end in legal_walks(by, movers, start)}


def inverse_question(
    walker: Walker, party: int, state: StatePlace, concept: Concept, seed: int = 0
) -> Inverse:
    """Return which rankings of a party make a state an equilibrium.

    Parameters
    ----------
    walker
        The graph; the other parties' preferences are taken from it.
    party, state
        Places in the graph.
    concept
        The concept of stability.
    seed
        What a sample of rankings starts from.
    """
    question = _Question(walker, party, state, concept)
    pairs = question.comparisons()
    compared = sorted({s for pair in pairs for s in pair} | {state})
    exact = len(compared) <= MOST_RANKED
    orders = _orders(len(compared), seed, exact=exact)
    place = {s: k for k, s in enumerate(compared)}
    bits = np.array([orders[:, place[a]] > orders[:, place[b]] for a, b in pairs], dtype=np.bool_)
    patterns, counts = np.unique(
        bits.reshape(len(pairs), len(orders)).T, axis=0, return_counts=True
    )
    fits = np.array([not question.barred and _fits(question, pairs, row) for row in patterns])
    now = not any(walker.undeterred(p, state, concept) for p in range(len(walker.rank)))
    graph = walker.graph
    return Inverse(
        state=id_of(state),
        party=graph.parties[party],
        concept=concept,
        now=now,
        barred_by=tuple(name for p, name in graph.each_party() if p in question.barred),
        compared=tuple(map(id_of, compared)),
        exact=exact,
        rankings=factorial(len(compared)) if exact else len(orders),
        fitting=int(counts[fits].sum()),
        conditions=_conditions(pairs, patterns, fits) if exact else None,
    )


def _orders(states: int, seed: int, *, exact: bool) -> NDArray[np.int64]:
    """Return orders as the place of each state, the higher the better: (orders, states)."""
    if exact:
        return np.array(list(permutations(range(states))))
    rng = np.random.default_rng(seed)
    return rng.permuted(np.tile(np.arange(states), (SAMPLES, 1)), axis=1)


def _fits(question: _Question, pairs: Sequence[Pair], row: NDArray[np.bool_]) -> bool:
    held = dict(zip(pairs, map(bool, row), strict=True))

    def prefers(better: StatePlace, worse: StatePlace) -> bool:
        found = held.get((better, worse))
        return not held[worse, better] if found is None else found

    return question.holds(prefers)


def _conditions(
    pairs: Sequence[Pair], patterns: NDArray[np.bool_], fits: NDArray[np.bool_]
) -> tuple[tuple[tuple[StateId, StateId], ...], ...] | None:
    """Return the least sets of comparisons that are enough (prime implicants), the shortest first.

    Counts of orders that fit and do not are summed over "either way" for each comparison in turn.
    """
    if len(pairs) > MOST_COMPARED:
        return None
    tables = np.zeros((2, *(2,) * len(pairs)), dtype=np.int64)
    for row, fit in zip(patterns, fits, strict=True):
        tables[(int(fit), *map(int, row))] = 1
    for axis in range(1, len(pairs) + 1):
        tables = np.concatenate([tables, tables.sum(axis=axis, keepdims=True)], axis=axis)
    enough = (tables[0] == 0) & (tables[1] > 0)
    prime = enough.copy()
    for axis in range(len(pairs)):
        shorter = np.take(enough, [2], axis=axis)
        needless = np.concatenate([shorter, shorter, np.zeros_like(shorter)], axis=axis)
        prime &= ~needless
    found = [
        tuple(pair if digit else pair[::-1] for pair, digit in zip(pairs, cell, strict=True)
              if digit != 2)
        for cell in np.argwhere(prime).tolist()
    ]  # fmt: skip
    shifted = [tuple((id_of(a), id_of(b)) for a, b in one) for one in found]
    return tuple(sorted(shifted, key=lambda one: (len(one), one)))
