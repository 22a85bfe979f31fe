"""The graph of a conflict as a picture: a Vega-Lite specification as plain data.

States stand in columns by how many improving moves they are from the status quo, and those that it
does not lead to below; arrows are the moves that a party likes, one colour and dash a party. Where
there are too many states only those around the paths to what lasts are drawn.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import atan2, degrees
from typing import Any

from winset.aftermath.graph import StatePlace, compile_graph, id_of, place_of
from winset.aftermath.result import Aftermath
from winset.aftermath.trace import conflict_of
from winset.aftermath.walks import Walker
from winset.report import drawing_process
from winset.report.aftermath_words import CONCEPTS, state_words, strongest
from winset.report.charts.style import colours, dashes, labelled
from winset.report.directions import with_isolated
from winset.report.fonts import Font, folders
from winset.report.words import count, listed, share
from winset.scenario import Scenario

MOST_DRAWN = 60
"""States in the picture at most."""

MOST_PASSED, MOST_LASTING = 20, 12
"""Where there are more: states on the way, and others that last, at most."""

FEW = 16
"""Up to this many states every move that is liked is drawn; else each side's best ones."""

_KINDS = ("Nash", "SEQ", "SMR", "GMR", "passing")
_SHAPES = ("square", "diamond", "triangle-up", "triangle-down", "circle")
_FILLS = ("#1b1f24", "#59616b", "#7b8ea3", "#b9c4cf", "#fefefe")
_STEP_X, _STEP_Y = 120, 34

Place = tuple[float, float]


def aftermath_chart(scenario: Scenario, found: Aftermath) -> dict[str, Any]:
    """Return the picture of a conflict graph: states, moves by party, what lasts."""
    scenario = with_isolated(scenario)
    walker = Walker(compile_graph(conflict_of(scenario), [one.id for one in scenario.parties]))
    places = _places(_bands(walker, found))
    arrows = list(_arrows(scenario, walker, places))
    wide = max(x for x, _ in places.values())
    tall = -min(y for _, y in places.values())
    title = f"What follows a breakdown: {scenario.title}"
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "title": {"text": title, "subtitle": _subtitle(scenario, found, len(places))},
        "description": description(scenario, found),
        "width": max(320, round(_STEP_X * wide)),
        "height": max(120, round(_STEP_Y * (tall + 1))),
        "background": "#fefefe",
        "config": {
            "view": {"stroke": None},
            "font": "Liberation Sans, Arial, sans-serif",
            "legend": {"offset": 70},
        },
        "layer": [
            *(_rules(scenario, arrows) if arrows else ()),
            _points(list(_marks(scenario, found, places))),
            _labels(list(_marks(scenario, found, places))),
        ],
    }


def description(scenario: Scenario, found: Aftermath) -> str:
    """Return what the picture shows, for those who do not see it."""
    start = state_words(scenario, found.state(found.status_quo).on)
    text = f"It starts in state {found.status_quo}: {start}."
    ends = found.outlook.ends if found.outlook else {}
    ranked = sorted(ends.items(), key=lambda one: -one[1])[:3]
    if ranked:
        told = listed(
            f"state {s}, {state_words(scenario, found.state(s).on)} ({share(p)})" for s, p in ranked
        )
        text += f" It ends in {told}."
    lasting = count(len(found.equilibria["seq"]), "state lasts", "states last")
    return f"{text} By sequential stability {lasting}."


def _subtitle(scenario: Scenario, found: Aftermath, drawn: int) -> str:
    part = (
        "all states"
        if drawn == len(found.states)
        else f"{drawn} of {len(found.states):,} states: those on the way"
    )
    who = listed(map(scenario.name, found.parties))
    liked = "would like" if drawn <= FEW else "would like best"
    return f"{part}; arrows: moves that {who} {liked}"


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


def _arrows(
    scenario: Scenario, walker: Walker, places: Mapping[StatePlace, Place]
) -> Iterator[dict[str, Any]]:
    """Yield the moves that are liked, each with its two ends and the angle of its head."""
    for party, name in enumerate(walker.graph.parties):
        for state, (x, y) in places.items():
            for to in _drawn_moves(walker, party, state, places):
                x2, y2 = places[to]
                yield {
                    "party": name,
                    "x": x,
                    "y": y,
                    "x2": x2,
                    "y2": y2,
                    "hx": x + 0.72 * (x2 - x),
                    "hy": y + 0.72 * (y2 - y),
                    "angle": _angle(x2 - x, y2 - y),
                }


def _drawn_moves(
    walker: Walker, party: int, state: StatePlace, places: Mapping[StatePlace, Place]
) -> list[StatePlace]:
    """Return the moves to draw from a state: all that a party likes, or those it likes best."""
    liked = [to for to in walker.improvements(party, state) if to in places]
    if len(places) <= FEW:
        return liked
    rank = walker.rank[party]
    best = max((rank[to] for to in liked), default=0)
    return [to for to in liked if rank[to] == best]


def _angle(dx: float, dy: float) -> float:
    return round(degrees(atan2(dx * _STEP_X, dy * _STEP_Y)), 1)


def _marks(
    scenario: Scenario, found: Aftermath, places: Mapping[StatePlace, Place]
) -> Iterator[dict[str, Any]]:
    ends = found.outlook.ends if found.outlook else {}
    for state, (x, y) in places.items():
        number = id_of(state)
        concept = strongest(found, number)
        chance = f" {share(ends[number])}" if number in ends else ""
        start = " start" if number == found.status_quo else ""
        yield {
            "x": x,
            "y": y,
            "kind": CONCEPTS[concept] if concept else "passing",
            "label": f"{number}{start}{chance}",
            "state": state_words(scenario, found.state(number).on),
        }


_AXIS = {"axis": None, "scale": {"padding": 24, "zero": False, "nice": False}}


def _rules(scenario: Scenario, arrows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    who = {arrow["party"]: scenario.name(arrow["party"]) for arrow in arrows}
    by = {"field": "party", "type": "nominal", "title": "who moves", "legend": labelled(who)}
    colour = {**by, "scale": colours(who)}
    dash = {**by, "scale": dashes(who)}
    lines = {
        "x": {"field": "x", "type": "quantitative", **_AXIS},
        "y": {"field": "y", "type": "quantitative", **_AXIS},
        "x2": {"field": "x2"},
        "y2": {"field": "y2"},
        "color": colour,
        "strokeDash": dash,
    }
    heads = {
        "x": {"field": "hx", "type": "quantitative", **_AXIS},
        "y": {"field": "hy", "type": "quantitative", **_AXIS},
        "angle": {"field": "angle", "type": "quantitative", "scale": None},
        "color": colour,
    }
    data = {"values": arrows}
    return [
        {"data": data, "mark": {"type": "rule", "opacity": 0.65}, "encoding": lines},
        {
            "data": data,
            "mark": {"type": "point", "shape": "triangle", "filled": True, "size": 40},
            "encoding": heads,
        },
    ]


def _points(marks: list[dict[str, Any]]) -> dict[str, Any]:
    kind = {"field": "kind", "type": "nominal", "title": "lasts by"}
    return {
        "data": {"values": marks},
        "mark": {"type": "point", "size": 130, "stroke": "#1b1f24", "filled": True, "opacity": 1},
        "encoding": {
            "x": {"field": "x", "type": "quantitative", **_AXIS},
            "y": {"field": "y", "type": "quantitative", **_AXIS},
            "shape": {**kind, "scale": {"domain": list(_KINDS), "range": list(_SHAPES)}},
            "fill": {**kind, "scale": {"domain": list(_KINDS), "range": list(_FILLS)}},
            "tooltip": {"field": "state", "type": "nominal"},
        },
    }


def _labels(marks: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "data": {"values": marks},
        "mark": {"type": "text", "align": "left", "dx": 9, "dy": -8, "fontSize": 11},
        "encoding": {
            "x": {"field": "x", "type": "quantitative", **_AXIS},
            "y": {"field": "y", "type": "quantitative", **_AXIS},
            "text": {"field": "label", "type": "nominal"},
        },
    }


def draw(spec: Mapping[str, Any], picture: str, fonts: Iterable[Font] = ()) -> bytes:
    """Return a picture as a file holds it, without a network.

    Parameters
    ----------
    picture
        The name of the file: .svg or .png.
    fonts
        The fonts for letters that the program which draws does not bring along.

    Raises
    ------
    UsageError
        If the extra that draws is not installed.
    DrawingError
        Where the program that draws breaks off.
    """
    if picture.lower().endswith(".png"):
        return drawing_process.run([{"do": "png", "spec": spec, "folders": folders(fonts)}])[0]
    return drawing_process.run([{"do": "svg", "spec": spec}])[0]
