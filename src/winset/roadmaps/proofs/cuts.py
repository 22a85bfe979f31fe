"""The fewest places that every order of a package must pass, each of which fails a key."""

from dataclasses import dataclass

import numpy as np

from winset.roadmaps._order_kernels import Caps
from winset.roadmaps.lattice import Lattice
from winset.roadmaps.orders import costs_of
from winset.roadmaps.proofs._cut_kernels import OrderGraph, fewest, graph_parts, passable

MOST_PLACES = 64
"""Places of a cut at most; one that takes more explains nothing."""

Spot = tuple[int, int]
"""A place: the moves done there, and the one that is next; 0 where the state itself is meant."""


@dataclass(frozen=True, slots=True, eq=False)
class _Spots:
    """The failing places of a graph by number: a state, or a state and a unit."""

    graph: OrderGraph
    units: int

    def of(self, near: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> list[int]:
        """Return the places at which the start's side ends, each once."""
        graph, width = self.graph, self.units + 1
        crossed = near[::2] & ~near[1::2]
        moves = near[1::2][graph.tail] & ~near[::2][graph.head]
        at_moves = graph.state[graph.tail[moves]] * width + 1 + graph.unit[moves]
        found = np.concatenate((graph.state[crossed] * width, at_moves))
        return [int(place) for place in np.unique(found)]

    def part(self, places: list[int]) -> bool:
        """Return whether every order passes one of these places."""
        graph, width = self.graph, self.units + 1
        shut = np.isin(graph.state * width, places)
        move_shut = np.isin(graph.state[graph.tail] * width + 1 + graph.unit, places)
        return not passable(graph, shut, move_shut)


def smallest_cut(lattice: Lattice, caps: Caps, done: int) -> list[Spot] | None:
    """Return the fewest failing places such that every order passes one of them.

    Where windows bind, a state is cut at all times at once, and the cut is one of which no place
    can be left out.

    Parameters
    ----------
    caps
        What is allowed; a place fails that asks for more.
    done
        The moves done when the search starts.

    Returns
    -------
    list of Spot, or None
        None where there is no such cut of up to `MOST_PLACES` places.
    """
    graph = OrderGraph(*graph_parts(costs_of(lattice), caps))
    size, near = fewest(graph, MOST_PLACES)
    if size > MOST_PLACES:
        return None
    spots = _Spots(graph, len(lattice.radix))
    places = spots.of(near)
    for place in places if len(lattice.edges) else ():
        rest = [other for other in places if other != place]
        places = rest if spots.part(rest) else places
    return [_spot(lattice, place, done) for place in places]


def _spot(lattice: Lattice, place: int, done: int) -> Spot:
    """Return a place as sets of moves."""
    state, unit = divmod(place, len(lattice.radix) + 1)
    digits = state // lattice.stride % lattice.radix
    made = [lattice.moves[f : f + d] for f, d in zip(lattice.first, digits, strict=True)]
    then = lattice.moves[lattice.first[unit - 1] + digits[unit - 1]] if unit else 0
    return done | sum(sum(moves) for moves in made), then
