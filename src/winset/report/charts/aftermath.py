"""The graph of a conflict: its states, the moves that each party likes, and what lasts.

Arrows are the moves that a party likes, one colour and dash a party.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from math import atan2, degrees
from textwrap import wrap
from typing import Any

from winset.aftermath.layout import FEW, Layout, Place
from winset.aftermath.result import Aftermath
from winset.language.catalogue import say
from winset.language.directions import with_isolated
from winset.report.charts.style import (
    INK,
    PAPER,
    SHADES,
    SOFT,
    chart_spec,
    colours,
    dashes,
    labelled,
)
from winset.report.document.chart import Chart
from winset.report.phrases.aftermath import STRONGEST_FIRST, state_words, strongest
from winset.scenario import Scenario
from winset.scenario.conflict import Concept

_PASSING = "passing"
_LOOKS: Mapping[Concept | str, tuple[str, str]] = {
    "nash": ("square", INK),
    "seq": ("diamond", SOFT),
    "smr": ("triangle-up", SHADES[2]),
    "gmr": ("triangle-down", SHADES[1]),
    _PASSING: ("circle", PAPER),
}
"""The shape and the shade of what lasts by each concept, and of what does not last."""

_COLUMN, _LINES = 24, 9
"""Letters of a line at a state, and lines."""

_STEP = 340  # neighbours in a column are shifted by half of it at most; a line takes the rest
_LINE = 14


def aftermath_chart(scenario: Scenario, found: Aftermath, layout: Layout) -> Chart:
    """Return the picture of a conflict graph: states, moves by party, what lasts."""
    scenario = with_isolated(scenario)
    marks = list(_marks(scenario, found, layout))
    arrows = list(_arrows(layout, {mark["id"]: (mark["x"], mark["y"]) for mark in marks}))
    return Chart(
        id="aftermath",
        title=say("chart_aftermath.title", drawn=len(marks), states=len(found.states)),
        alt=_alt(scenario, found),
        spec=chart_spec(
            [],
            width=max(_STEP, *(mark["x"] for mark in marks)),
            height=max(_STEP // 4, *(mark["y"] for mark in marks)),
            layer=[
                *(_rules(scenario, arrows, len(marks)) if arrows else ()),
                _points(marks),
                _labels(marks, {"stroke": PAPER, "strokeWidth": 4, "strokeJoin": "round"}),
                _labels(marks, {}),
            ],
        ),
        columns=tuple(say(f"chart_aftermath.{name}") for name in ("state", "chance", "lasts")),
        rows=tuple((mark["state"], mark["chance"], _kind_words(mark["kind"])) for mark in marks),
        basis=("result:aftermath.states", "result:aftermath.equilibria"),
    )


def _alt(scenario: Scenario, found: Aftermath) -> str:
    """Return what the picture shows, for those who do not see it."""
    ends = found.outlook.ends if found.outlook else {}
    ranked = sorted(ends.items(), key=lambda one: -one[1])[:3]
    return say(
        "chart_aftermath.alt",
        start=state_words(scenario, found.state(found.status_quo).on),
        ends=[(state_words(scenario, found.state(end).on), chance) for end, chance in ranked],
        lasting=len(found.equilibria["seq"]),
    )


def _arrows(layout: Layout, places: Mapping[int, Place]) -> Iterator[dict[str, Any]]:
    """Yield the moves that are liked, each with its two ends and the angle of its head."""
    for party, moves in layout.moves.items():
        for state, to in moves:
            (x, y), (x2, y2) = places[state], places[to]
            yield {
                "party": party,
                "x": x,
                "y": y,
                "x2": x2,
                "y2": y2,
                "hx": x + 0.72 * (x2 - x),
                "hy": y + 0.72 * (y2 - y),
                "angle": round(degrees(atan2(x2 - x, y - y2)), 1),
            }


def _marks(scenario: Scenario, found: Aftermath, layout: Layout) -> Iterator[dict[str, Any]]:
    ends = found.outlook.ends if found.outlook else {}
    words = {state: state_words(scenario, found.state(state).on) for state in layout.places}
    lines = {
        state: _lines(
            say(
                "chart_aftermath.node",
                start=state == found.status_quo,
                chance=ends.get(state),
                state=words[state],
            )
        )
        for state in layout.places
    }
    downwards = _rows(layout, {state: len(told) for state, told in lines.items()})
    for state, (x, y) in layout.places.items():
        yield {
            "id": state,
            "x": x * _STEP,
            "y": downwards[y],
            "kind": strongest(found, state) or _PASSING,
            "lines": lines[state],
            "state": words[state],
            "chance": say("chart_aftermath.share", chance=ends.get(state)),
        }


def _rows(layout: Layout, lines: Mapping[int, int]) -> dict[float, float]:
    """Return how far down each row of states is, so that its texts end above the next."""
    tallest: dict[float, int] = {}
    for state, (_, y) in layout.places.items():
        tallest[y] = max(tallest.get(y, 0), lines[state])
    first, *rest = rows = sorted(tallest, reverse=True)
    heights = (_LINE * (tallest[above] + 2) for above in rows[:-1])
    return {first: 0, **dict(zip(rest, accumulate(heights), strict=True))}


def _lines(text: str) -> list[str]:
    """Return a text in lines of a column; the chart's table has the whole of a longer one."""
    return wrap(text, _COLUMN, max_lines=_LINES, placeholder=" …")


def _kind_words(kind: str) -> str:
    return say("chart_aftermath.passing" if kind == _PASSING else f"aftermath.word_{kind}")


def _at(x: str, y: str) -> dict[str, Any]:
    """Return the encoding of a place, counted in pixels from the top left."""
    scale = {"padding": 24, "zero": False, "nice": False}
    held = {"type": "quantitative", "axis": None}
    return {
        "x": {"field": x, **held, "scale": scale},
        "y": {"field": y, **held, "scale": {**scale, "reverse": True}},
    }


def _rules(scenario: Scenario, arrows: Sequence[dict[str, Any]], drawn: int) -> Iterator[Any]:
    who = {arrow["party"]: scenario.name(arrow["party"]) for arrow in arrows}
    title = say("chart_aftermath.moves", every=drawn <= FEW)
    by = {
        "field": "party",
        "type": "nominal",
        "legend": {"title": title, "titleLimit": 0, **labelled(who)},
    }
    colour, dash = {**by, "scale": colours(who)}, {**by, "scale": dashes(who)}
    lines = {"x2": {"field": "x2"}, "y2": {"field": "y2"}, "color": colour, "strokeDash": dash}
    angle = {"field": "angle", "type": "quantitative", "scale": None}
    head = {"type": "point", "shape": "triangle", "filled": True, "size": 40}
    for mark, encoding in (
        ({"type": "rule", "opacity": 0.65}, {**_at("x", "y"), **lines}),
        (head, {**_at("hx", "hy"), "angle": angle, "color": colour}),
    ):
        yield {"data": {"values": arrows}, "mark": mark, "encoding": encoding}


def _points(marks: Sequence[dict[str, Any]]) -> dict[str, Any]:
    met = {mark["kind"] for mark in marks}
    kinds = [kind for kind in (*STRONGEST_FIRST, _PASSING) if kind in met]
    words = labelled({kind: _kind_words(kind) for kind in kinds})
    legend = {"title": say("chart_aftermath.lasts"), **words}
    by = {"field": "kind", "type": "nominal", "legend": legend}
    shapes, fills = zip(*(_LOOKS[kind] for kind in kinds), strict=True)
    return {
        "data": {"values": marks},
        "mark": {"type": "point", "size": 130, "stroke": INK, "filled": True, "opacity": 1},
        "encoding": {
            **_at("x", "y"),
            "shape": {**by, "scale": {"domain": kinds, "range": shapes}},
            "fill": {**by, "scale": {"domain": kinds, "range": fills}},
        },
    }


def _labels(marks: Sequence[dict[str, Any]], look: dict[str, Any]) -> dict[str, Any]:
    """Return what is on at each state; first as a halo, so that no arrow crosses the letters."""
    place = {"align": "left", "baseline": "top", "dx": 11, "dy": -6, "lineHeight": _LINE}
    return {
        "data": {"values": marks},
        "mark": {"type": "text", **place, **look},
        "encoding": {**_at("x", "y"), "text": {"field": "lines"}},
    }
