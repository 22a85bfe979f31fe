"""A conflict as a graph: the states that can be, who can move where, and how each ranks them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NewType

import numpy as np

from winset.aftermath._kernels import (
    Bools,
    Ints,
    Longs,
    count_sources,
    fill_sources,
    stable_states,
)
from winset.language.catalogue import worded
from winset.scenario import Conflict, Ordering, ScenarioTooLarge, UsageError
from winset.scenario.conflict import CONCEPTS, Concept
from winset.scenario.states import columns_of, feasible_states, state_of
from winset.scenario.tree import unknown

MOST_STATES = 1 << 17
MOST_MOVES = 50_000_000
"""States and moves of a graph at most."""


StatePlace = NewType("StatePlace", int)
"""A state by its place among those that can be, from 0."""

StateId = NewType("StateId", int)
"""A state by its number in results, from 1."""


def id_of(state: StatePlace) -> StateId:
    """Return the number of a state."""
    return StateId(state + 1)


def place_of(number: StateId) -> StatePlace:
    """Return the state that a number stands for."""
    return StatePlace(number - 1)


def places(row: Bools) -> list[StatePlace]:
    """Return the states of which something is true: (states,)."""
    return [StatePlace(state) for state in np.flatnonzero(row).tolist()]


@dataclass(frozen=True, slots=True, eq=False)
class Shared:
    """A common move: who can make it, where, and what it turns on and off, as masks."""

    by: tuple[int, ...]
    where: Bools
    on: int
    off: int


@dataclass(frozen=True, slots=True, eq=False)
class Graph:
    """The numbers of a conflict, its states by binary value.

    Attributes
    ----------
    parties : tuple of str
        Those who can move, the first to have an option or a common move first: no result may hang
        on their order in the file.
    listed : tuple of int
        Their rows in the order of the file, in which results name them.
    options : tuple of str
        The bits of a state, the lowest first.
    states : (states,)
        The states that can be, ascending.
    index : (2 ** options,)
        The place of each state; -1 where it cannot be.
    own, on, off : (parties,)
        The options of each party, and those that can be turned on and off, as masks.
    shared : tuple of Shared
        Moves that several parties can make, each by itself.
    start : (parties, states + 1)
    source : (moves,)
        From where each party can move to a state: see `winset.aftermath._kernels`.
    rank : (parties, states)
        How each party likes each state: from 0 up, below the number of states, equal where it is
        indifferent.
    """

    parties: tuple[str, ...]
    listed: tuple[int, ...]
    options: tuple[str, ...]
    states: Longs
    index: Ints
    own: Longs
    on: Longs
    off: Longs
    shared: tuple[Shared, ...]
    start: Longs
    source: Ints
    rank: Ints

    @property
    def every_state(self) -> list[StatePlace]:
        """All states."""
        return list(map(StatePlace, range(len(self.states))))

    def each_party(self) -> Iterator[tuple[int, str]]:
        """Yield each party's row and id, in the order of the file."""
        yield from ((p, self.parties[p]) for p in self.listed)

    def names(self, state: StatePlace) -> tuple[str, ...]:
        """Return the options that are on in a state, in file order."""
        mask = int(self.states[state])
        return tuple(option for k, option in enumerate(self.options) if mask >> k & 1)

    def place(self, on: Iterable[str]) -> StatePlace | None:
        """Return the state in which these options are on and no others; None if it cannot be."""
        found = int(self.index[state_of(self.options, on)])
        return None if found < 0 else StatePlace(found)

    def moves(self, party: int, state: StatePlace) -> list[StatePlace]:
        """Return the states that a party can move to, ascending."""
        mask = int(self.states[state])
        free = int(self.own[party] & ((~mask & self.on[party]) | (mask & self.off[party])))
        masks = {mask ^ turned for turned in _subsets(free)}
        masks |= {
            mask & ~one.off | one.on for one in self.shared if party in one.by and one.where[state]
        }
        found = {int(self.index[to]) for to in masks} - {-1, state}
        return sorted(map(StatePlace, found))

    def with_rank(self, rank: Ints) -> "Graph":
        """Return the same graph with other preferences."""
        return replace(self, rank=rank)


def _subsets(mask: int) -> Iterable[int]:
    """Yield the non-empty subsets of a mask."""
    subset = mask
    while subset:
        yield subset
        subset = (subset - 1) & mask


def compile_graph(conflict: Conflict, parties: Sequence[str]) -> Graph:
    """Return a conflict as a graph, each party's preferences those it most likely has.

    Parameters
    ----------
    conflict
        The options, states and preferences.
    parties
        All parties of the file, in its order.

    Raises
    ------
    ScenarioTooLarge
        Where there are more states or moves than can be looked at.
    """
    options = tuple(option.id for option in conflict.options)
    states = feasible_states(options, conflict.infeasible)
    if len(states) > MOST_STATES:
        size = {"states": len(states), "most": MOST_STATES}
        raise ScenarioTooLarge(worded("errors.large.states", **size))
    index = np.full(1 << len(options), -1, np.int32)
    index[states] = np.arange(len(states), dtype=np.int32)
    movers = [option.by for option in conflict.options]
    movers += [party for move in conflict.common_moves for party in move.by]
    who = tuple(dict.fromkeys(movers))
    listed = tuple(who.index(party) for party in parties if party in who)
    own, on, off = _masks(conflict, who)
    start = count_sources(states, index, own, on, off, MOST_MOVES)
    if start[-1, -1] > MOST_MOVES:
        raise ScenarioTooLarge(worded("errors.large.moves", most=MOST_MOVES))
    shared = _shared(conflict, options, states, who)
    source = fill_sources(states, index, own, on, off, start)
    if shared:
        start, source = _with_shared(states, index, shared, start, source)
    rank = np.array(
        [ranks(conflict.preferences[party].likeliest, options, states) for party in who],
        dtype=np.int32,
    ).reshape(len(who), len(states))
    return Graph(who, listed, options, states, index, own, on, off, shared, start, source, rank)


def _masks(conflict: Conflict, who: Sequence[str]) -> tuple[Longs, Longs, Longs]:
    """Return each party's options, and those that can be turned on and off."""
    own, on, off = np.zeros((3, len(who)), dtype=np.int64)
    for k, option in enumerate(conflict.options):
        p = who.index(option.by)
        own[p] |= 1 << k
        on[p] |= (option.moves != "off") << k
        off[p] |= (option.moves != "on") << k
    return own, on, off


def _shared(
    conflict: Conflict, options: tuple[str, ...], states: Longs, who: Sequence[str]
) -> tuple[Shared, ...]:
    columns = columns_of(options, states)
    everywhere = np.ones(len(states), dtype=np.bool_)
    return tuple(
        Shared(
            by=tuple(who.index(party) for party in move.by),
            where=everywhere if move.when is None else move.when.holds(columns),
            on=state_of(options, move.on),
            off=state_of(options, move.off),
        )
        for move in conflict.common_moves
    )


def _with_shared(
    states: Longs, index: Ints, shared: Sequence[Shared], start: Longs, source: Ints
) -> tuple[Longs, Ints]:
    """Return the sources with those of common moves, each once and sorted."""
    parties, n = len(start), len(states)
    keys = [
        np.repeat(np.arange(parties * n, dtype=np.int64), np.diff(start, axis=1).ravel()) * n
        + source
    ]
    for one in shared:
        to = index[states & ~one.off | one.on].astype(np.int64)
        here = np.flatnonzero(one.where & (to >= 0) & (to != np.arange(n)))
        keys += [(p * n + to[here]) * n + here for p in one.by]
    every = np.unique(np.concatenate(keys))
    targets, sources = np.divmod(every, n)
    ends = np.searchsorted(targets, np.arange(parties * n + 1))
    begin = np.append(ends[:-1].reshape(parties, n), ends[n::n].reshape(parties, 1), axis=1)
    return begin.astype(np.int64), sources.astype(np.int32)


def ranks(ordering: Ordering, options: tuple[str, ...], states: Longs) -> Ints:
    """Return how a party likes each state by one way of ordering them, from 0 up: (states,)."""
    score = np.zeros(len(states), dtype=np.int64)
    columns = columns_of(options, states)
    for statement in ordering.statements:
        score = 2 * score + statement.holds(columns)
    place = {int(state): k for k, state in enumerate(states)}
    for worse, group in enumerate(ordering.ranking):
        for on in group:
            score[place[state_of(options, on)]] = -worse
    return np.unique(score, return_inverse=True)[1].astype(np.int32)


def stability(graph: Graph) -> Bools:
    """Return where each party is stable: (concepts, parties, states), as in `CONCEPTS`."""
    return stable_states(graph.start, graph.source, graph.rank)


def equilibria(stable: Bools) -> dict[Concept, list[StatePlace]]:
    """Return by concept the states that are stable for all parties, from what `stability` says."""
    for_all = np.asarray(stable.all(axis=1))
    return {concept: places(for_all[c]) for c, concept in enumerate(CONCEPTS)}


def isolated(graph: Graph) -> list[StatePlace]:
    """Return the states that nobody can move to or from."""
    touched = np.zeros(len(graph.states), dtype=np.bool_)
    touched[graph.source] = True
    touched |= (np.diff(graph.start, axis=1) > 0).any(axis=0)
    return places(~touched) if len(touched) > 1 else []


def find_state(graph: Graph, on: Iterable[str]) -> StatePlace:
    """Return the state in which these options are on and no others.

    Raises
    ------
    UsageError
        If there is no such option, or the state cannot be.
    """
    wanted = list(on)
    for option in wanted:
        if option not in graph.options:
            raise UsageError("; ".join(unknown(option, graph.options, "options")))
    state = graph.place(wanted)
    if state is None:
        raise UsageError(worded("errors.aftermath.no_state", on=wanted))
    return state
