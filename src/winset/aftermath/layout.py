"""Where the states of a conflict stand in a picture of it, and which moves are drawn.

States stand in columns by how many improving moves they are from the status quo, and those that it
does not lead to below. Where there are too many states only those around the paths to what lasts
are drawn.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from winset.aftermath.graph import StateId, StatePlace, compile_graph, id_of, place_of
from winset.aftermath.result import Aftermath
from winset.aftermath.trace import conflict_of
from winset.aftermath.walks import Walker
from winset.scenario import Scenario

MOST_DRAWN = 60
"""States in the picture at most."""

MOST_PASSED, MOST_LASTING = 20, 12
"""Where there are more: states on the way, and others that last, at most."""

FEW = 16
"""Up to this many states every move that is liked is drawn; else each side's best ones."""

Place = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Layout:
    """A picture's states and moves.

    Attributes
    ----------
    places
        Where states stand, by their number: the column from 0 to the right, the row from 0 down,
        as a negative number.
    moves
        The moves to draw, as pairs of states, by party.
    """

    places: Mapping[StateId, Place]
    moves: Mapping[str, tuple[tuple[StateId, StateId], ...]]


def layout_of(scenario: Scenario, found: Aftermath) -> Layout:
    """Return where the states of a conflict stand in a picture, and the moves between them."""
    walker = Walker(compile_graph(conflict_of(scenario), [one.id for one in scenario.parties]))
    places = _places(_bands(walker, found))
    return Layout(
        places={id_of(state): place for state, place in places.items()},
        moves={
            name: tuple(_drawn_moves(walker, party, places))
            for party, name in enumerate(walker.graph.parties)
        },
    )


def _bands(walker: Walker, found: Aftermath) -> list[list[list[StatePlace]]]:
    """Return the states to be drawn, by their distance from the status quo.

    States that improvements do not lead to from there stand in a band of their own, by their
    distance from those among them that nothing leads to.
    """
    start = place_of(found.status_quo)
    reached = {state for layer in _layers(walker, [start], set()) for state in layer}
    every = walker.graph.every_state
    wanted = _on_the_way(found) if len(found.states) > MOST_DRAWN else set(every)
    rest = wanted - reached
    led = {to for state in rest for to in _liked(walker, state)}
    roots = sorted(rest - led) or sorted(rest)[:1]
    others = _layers(walker, roots, reached)
    cut_off = rest - {state for layer in others for state in layer}
    bands = [_layers(walker, [start], set()), [*others, sorted(cut_off)]]
    kept = [[[s for s in layer if s in wanted] for layer in band] for band in bands]
    return [layers for band in kept if (layers := [layer for layer in band if layer])]


def _layers(
    walker: Walker, roots: Sequence[StatePlace], apart: set[StatePlace]
) -> list[list[StatePlace]]:
    """Return what improvements lead to, by the number of moves, without the states set apart."""
    layers, seen = [list(roots)], {*roots, *apart}
    while layers[-1]:
        reached = (to for state in layers[-1] for to in _liked(walker, state))
        fresh = sorted({state for state in reached if state not in seen})
        seen.update(fresh)
        layers.append(fresh)
    return layers[:-1]


def _liked(walker: Walker, state: StatePlace) -> Iterator[StatePlace]:
    for party in range(len(walker.rank)):
        yield from walker.improvements(party, state)


def _on_the_way(found: Aftermath) -> set[StatePlace]:
    """Return the states on the shortest paths to what lasts, and the strongest that last."""
    wanted = {place_of(found.status_quo)}
    ends = found.outlook.ends if found.outlook else {}
    ways = sorted(found.paths, key=lambda one: -ends.get(one.to, 0.0))
    for path in (path for one in ways for path in one.paths):
        more = {place_of(move.to) for move in path}
        if len(wanted | more) <= MOST_PASSED:
            wanted |= more
    for state in (*ends, *found.equilibria["nash"], *found.equilibria["seq"]):
        if len(wanted) < MOST_PASSED + MOST_LASTING:
            wanted.add(place_of(state))
    return wanted


def _places(bands: Sequence[Sequence[Sequence[StatePlace]]]) -> dict[StatePlace, Place]:
    """Return where states stand; neighbours in a column are shifted, so that arrows stay apart."""
    places: dict[StatePlace, Place] = {}
    top = 0.0
    for band in bands:
        tall = max(map(len, band))
        for x, layer in enumerate(band):
            for y, state in enumerate(layer):
                places[state] = x + 0.25 * (y % 3), -(top + (tall - len(layer)) / 2 + y)
        top += tall + 1
    return places


def _drawn_moves(
    walker: Walker, party: int, places: Mapping[StatePlace, Place]
) -> Iterator[tuple[StateId, StateId]]:
    """Yield the moves of a party to draw: all that it likes; of many those it likes best."""
    rank = walker.rank[party]
    for state in places:
        liked = [to for to in walker.improvements(party, state) if to in places]
        best = max((rank[to] for to in liked), default=0)
        for to in liked:
            if len(places) <= FEW or rank[to] == best:
                yield id_of(state), id_of(to)
