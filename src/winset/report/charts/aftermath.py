"""The graph of a conflict: its states, the moves that each party likes, and what lasts.

Arrows are the moves that a party likes, one colour and dash a party.
"""

from collections.abc import Iterator
from math import atan2, degrees
from typing import Any

from winset.aftermath.layout import FEW, Layout
from winset.aftermath.result import Aftermath
from winset.report.charts.style import (
    INK,
    PAPER,
    SHADES,
    SOFT,
    colours,
    dashes,
    labelled,
)
from winset.report.document.chart import Chart
from winset.report.language.directions import with_isolated
from winset.report.language.words import count, listed, share
from winset.report.phrases.aftermath import CONCEPTS, state_words, strongest
from winset.scenario import Scenario

_KINDS = ("Nash", "SEQ", "SMR", "GMR", "passing")
_SHAPES = ("square", "diamond", "triangle-up", "triangle-down", "circle")
_FILLS = (INK, SOFT, SHADES[2], SHADES[1], PAPER)
_STEP_X, _STEP_Y = 120, 34


def aftermath_chart(scenario: Scenario, found: Aftermath, layout: Layout) -> Chart:
    """Return the picture of a conflict graph: states, moves by party, what lasts."""
    scenario = with_isolated(scenario)
    arrows = list(_arrows(layout))
    marks = list(_marks(scenario, found, layout))
    title = f"What follows a breakdown: {scenario.title}"
    return Chart(
        id="aftermath",
        title=title,
        alt=description(scenario, found),
        spec={
            "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
            "title": {"text": title, "subtitle": _subtitle(scenario, found, len(marks))},
            "width": max(320, round(_STEP_X * max(mark["x"] for mark in marks))),
            "height": max(120, round(_STEP_Y * (1 - min(mark["y"] for mark in marks)))),
            "config": {
                "view": {"stroke": None},
                "font": "Liberation Sans, Arial, sans-serif",
                "legend": {"offset": 70},
            },
            "layer": [
                *(_rules(scenario, arrows) if arrows else ()),
                _points(marks),
                _labels(marks),
            ],
        },
        columns=("state", "what is on", "lasts by"),
        rows=tuple((mark["label"], mark["state"], mark["kind"]) for mark in marks),
        basis=("result:aftermath.states", "result:aftermath.equilibria"),
    )


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


def _arrows(layout: Layout) -> Iterator[dict[str, Any]]:
    """Yield the moves that are liked, each with its two ends and the angle of its head."""
    for party, moves in layout.moves.items():
        for state, to in moves:
            (x, y), (x2, y2) = layout.places[state], layout.places[to]
            yield {
                "party": party,
                "x": x,
                "y": y,
                "x2": x2,
                "y2": y2,
                "hx": x + 0.72 * (x2 - x),
                "hy": y + 0.72 * (y2 - y),
                "angle": _angle(x2 - x, y2 - y),
            }


def _angle(dx: float, dy: float) -> float:
    return round(degrees(atan2(dx * _STEP_X, dy * _STEP_Y)), 1)


def _marks(scenario: Scenario, found: Aftermath, layout: Layout) -> Iterator[dict[str, Any]]:
    ends = found.outlook.ends if found.outlook else {}
    for state, (x, y) in layout.places.items():
        concept = strongest(found, state)
        chance = f" {share(ends[state])}" if state in ends else ""
        start = " start" if state == found.status_quo else ""
        yield {
            "x": x,
            "y": y,
            "kind": CONCEPTS[concept] if concept else "passing",
            "label": f"{state}{start}{chance}",
            "state": state_words(scenario, found.state(state).on),
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
        "mark": {"type": "point", "size": 130, "stroke": INK, "filled": True, "opacity": 1},
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
