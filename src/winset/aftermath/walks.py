"""Moves followed one by one: answers of the others, and improving paths from the status quo."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import inf
from typing import TypeAlias

from winset.aftermath._kernels import Ints, best_own, least_reached
from winset.aftermath.graph import Graph, StateId, StatePlace, id_of
from winset.scenario.conflict import Concept

MOST_WALKED = 20_000
"""States on the way and unfinished paths that are followed, at most, where paths are looked for."""

MOST_PATHS = 20
"""Paths to one state that are listed at most."""

Walk: TypeAlias = tuple[tuple[int, StatePlace], ...]
"""Moves in a row: who moves, and where to."""

Moves: TypeAlias = Callable[[int, StatePlace], Sequence[StatePlace]]


class Walker:
    """A graph whose moves are remembered once they have been asked for."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.rank = graph.rank.tolist()
        self._moves: dict[tuple[int, StatePlace], list[StatePlace]] = {}
        self._least: dict[tuple[Concept, int], list[int]] = {}

    def moves(self, party: int, state: StatePlace) -> list[StatePlace]:
        """Return the states that a party can move to."""
        key = (party, state)
        if key not in self._moves:
            self._moves[key] = self.graph.moves(party, state)
        return self._moves[key]

    def improvements(self, party: int, state: StatePlace) -> list[StatePlace]:
        """Return those of them that it prefers, ascending."""
        own = self.rank[party]
        return [to for to in self.moves(party, state) if own[to] > own[state]]

    def undeterred(self, party: int, state: StatePlace, concept: Concept) -> list[StatePlace]:
        """Return the improvements that no answer of the others deters."""
        key = (concept, party)
        if key not in self._least:
            self._least[key] = _least(self.graph, party, concept).tolist()
        least, now = self._least[key], self.rank[party][state]
        return [to for to in self.improvements(party, state) if least[to] > now]

    def deters(self, party: int, state: StatePlace, sanction: StatePlace, concept: Concept) -> bool:
        """Return whether being answered so leaves a party no better off than a state."""
        own = self.rank[party]
        if own[sanction] > own[state]:
            return False
        ways_out = self.moves(party, sanction) if concept == "smr" else ()
        return all(own[out] <= own[state] for out in ways_out)

    def answer(
        self, party: int, state: StatePlace, to: StatePlace, concept: Concept
    ) -> Walk | None:
        """Return the shortest legal sequence of the others that deters an improvement, if any."""
        others = [other for other in range(len(self.rank)) if other != party]
        by = self.improvements if concept == "seq" else self.moves
        for walk, end in legal_walks(by, others, to):
            if self.deters(party, state, end, concept):
                return walk
        return None


def _least(graph: Graph, party: int, concept: Concept) -> Ints:
    """Return the value left to a party after the others' worst answer, from each state."""
    moves = graph.start, graph.source, graph.rank, party
    value: Ints = best_own(*moves) if concept == "smr" else graph.rank[party].copy()
    return value if concept == "nash" else least_reached(*moves, value, concept == "seq")


def legal_walks(
    by: Moves, movers: Sequence[int], start: StatePlace, most: float = inf
) -> Iterator[tuple[Walk, StatePlace]]:
    """Yield legal sequences of movers, the shortest first, one for each end and last mover.

    `most` is how many of them there are at most.
    """
    seen: set[tuple[StatePlace, int]] = set()
    todo: deque[tuple[Walk, StatePlace, int]] = deque([((), start, -1)])
    while todo:
        walk, state, last = todo.popleft()
        for party in movers:
            for to in by(party, state) if party != last else ():
                if (to, party) not in seen and len(seen) < most:
                    seen.add((to, party))
                    longer = (*walk, (party, to))
                    yield longer, to
                    todo.append((longer, to, party))


# --- paths


@dataclass(frozen=True, slots=True)
class ImprovingPaths:
    """Improving paths to a state, the shortest first; `more` where not all of them are listed."""

    walks: tuple[Walk, ...]
    more: bool


def improving_paths(
    walker: Walker, start: StatePlace, ends: Sequence[StatePlace]
) -> dict[StatePlace, ImprovingPaths]:
    """Return the improving paths from a state to each of some others that can be reached so.

    On a path every move is an improvement for who makes it, nobody moves twice running and no
    state comes twice (Li, Kilgour and Hipel 2005). All are listed, by length, up to `MOST_PATHS`
    for each end and `MOST_WALKED` that are followed in all; the shortest is always among them.
    """
    parties = range(len(walker.rank))
    shortest: dict[StatePlace, Walk] = {start: ()}
    for walk, end in legal_walks(walker.improvements, parties, start, MOST_WALKED):
        shortest.setdefault(end, walk)
    found: dict[StatePlace, list[Walk]] = {end: [] for end in ends if end in shortest}
    lead = _leading(walker, shortest, set(found))
    complete = True
    todo: deque[tuple[Walk, StatePlace, int, frozenset[StatePlace]]] = deque(
        [((), start, -1, frozenset([start]))]
    )
    followed = 0
    while todo:
        walk, state, last, past = todo.popleft()
        if state in found:
            found[state].append(walk)
        for party in parties:
            for to in walker.improvements(party, state) if party != last else ():
                if to in past or to not in lead:
                    continue
                followed += 1
                complete = followed < MOST_WALKED
                if complete:
                    todo.append(((*walk, (party, to)), to, party, past | {to}))
    return {end: _paths_to(shortest[end], walks, complete) for end, walks in found.items()}


def _paths_to(shortest: Walk, walks: Sequence[Walk], complete: bool) -> ImprovingPaths:
    listed = list(walks[:MOST_PATHS]) or [shortest]
    return ImprovingPaths(tuple(listed), more=not complete or len(walks) > MOST_PATHS)


def _leading(
    walker: Walker, known: dict[StatePlace, Walk], ends: set[StatePlace]
) -> set[StatePlace]:
    """Return the states among the known ones from which improvements lead to an end."""
    before: dict[StatePlace, list[StatePlace]] = {}
    for state in known:
        for party in range(len(walker.rank)):
            for to in walker.improvements(party, state):
                before.setdefault(to, []).append(state)
    lead, todo = set(ends), list(ends)
    while todo:
        for state in before.get(todo.pop(), ()):
            if state not in lead:
                lead.add(state)
                todo.append(state)
    return lead


# --- as they are told


@dataclass(frozen=True, slots=True)
class ConflictMove:
    """A move: who makes it, and the number of the state it leads to."""

    party: str
    to: StateId


def named_moves(graph: Graph, walk: Walk) -> tuple[ConflictMove, ...]:
    """Return moves by the names of parties and the numbers of states."""
    return tuple(ConflictMove(graph.parties[party], id_of(to)) for party, to in walk)
