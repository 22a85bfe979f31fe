"""Stability for parties that move together, where all of them gain (Inohara and Hipel 2008).

A coalition reaches what its members do by legal sequences of their own. A state t is an
improvement for it if every member prefers t. The concepts are those of a single party, with the
coalition in its place and everybody else as the others; by SEQ their answers are improvements of
those who make them, one by one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from winset.aftermath._kernels import Bools, reach_matrix
from winset.aftermath.graph import Graph, StateId, id_of, places
from winset.scenario.conflict import CONCEPTS, Concept

MOST_STATES = 512
MOST_PARTIES = 6
"""States and parties at most for coalitions to be looked at."""


@dataclass(frozen=True, slots=True)
class Coalition:
    """Parties that move together, and by concept the numbers of the states stable for them."""

    members: tuple[str, ...]
    stable: dict[Concept, tuple[StateId, ...]]


def coalitions(graph: Graph) -> tuple[Coalition, ...] | None:
    """Return where each coalition of two or more is stable; None where there is too much."""
    if len(graph.states) > MOST_STATES or len(graph.parties) > MOST_PARTIES:
        return None
    return tuple(_coalition(graph, members) for members in _groups(graph.listed))


def _groups(parties: Sequence[int]) -> Iterator[tuple[int, ...]]:
    for size in range(2, len(parties) + 1):
        yield from combinations(parties, size)


def _coalition(graph: Graph, members: tuple[int, ...]) -> Coalition:
    stable = coalition_stability(graph, members)
    return Coalition(
        tuple(graph.parties[p] for p in members),
        {
            concept: tuple(map(id_of, places(row)))
            for concept, row in zip(CONCEPTS, stable, strict=True)
        },
    )


def coalition_stability(graph: Graph, members: tuple[int, ...]) -> Bools:
    """Return where a coalition is stable: (concepts, states), as in `CONCEPTS`."""
    inside = np.array([p in members for p in range(len(graph.parties))])
    rank = graph.rank
    likes = np.all([rank[p][None, :] > rank[p][:, None] for p in members], axis=0)
    own = reach_matrix(graph.start, graph.source, rank, inside, False)
    others = reach_matrix(graph.start, graph.source, rank, ~inside, False)
    credible = reach_matrix(graph.start, graph.source, rank, ~inside, True)
    improves = own & likes
    lasting = ~likes & ~_meets(likes, own)
    free = [
        improves,
        improves & ~_meets(~likes, others),
        improves & ~_meets(lasting, others),
        improves & ~_meets(~likes, credible),
    ]
    return ~np.array([one.any(axis=1) for one in free])


def _meets(wanted: Bools, reach: Bools) -> Bools:
    """Return for s and t whether some u is wanted from s and reached from t: (s, t)."""
    return np.asarray(wanted.astype(np.float32) @ reach.astype(np.float32).T > 0)
