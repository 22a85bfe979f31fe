"""The utility plane of two parties: what each package is worth to the one and to the other."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

from winset.analysis import Analysis
from winset.language.catalogue import say
from winset.language.words import capital, listed, signed
from winset.report.charts.style import (
    BLUE,
    GREEN,
    INK,
    PURPLE,
    SHADES,
    VERMILION,
    WIDTH,
    chart_spec,
    said,
    short,
    worded,
)
from winset.report.document.chart import Chart
from winset.report.phrases.advice import named
from winset.scenario import Scenario
from winset.scenario.game import Floats

Span: TypeAlias = tuple[float, float]
Clouds: TypeAlias = tuple[Floats, Floats, Floats]

_CELLS = (64, 48)
_ROOM = 0.06
_KINDS = ("possible", "signable", "kept")


@dataclass(frozen=True, slots=True)
class _Look:
    colour: str
    shape: str
    size: int


_MARKS = {
    "proposal": _Look(VERMILION, "square", 150),
    "deal": _Look(GREEN, "diamond", 190),
    "frontier": _Look(BLUE, "circle", 26),
    "no_deal": _Look(PURPLE, "cross", 120),
}


def plane_chart(analysis: Analysis) -> Chart | None:
    """Return the plane of a scenario's two parties; None where there are not two."""
    scenario = analysis.scenario
    found = analysis.value_map
    if len(scenario.parties) != 2 or found is None:
        return None
    marks = list(_marks(analysis))
    clouds = (found.possible, found.signable, found.kept)
    spans = _spans(scenario, marks, clouds)
    cells = _cloud_cells(clouds, spans)
    x, y = (scenario.label(party.id) for party in scenario.parties)
    kinds = {kind: say(f"chart_plane.{kind}") for kind in _MARKS}
    layers = [_cloud(cells), *_axes_through_no_deal(), _points(marks), _labels(marks)]
    return Chart(
        id="plane",
        title=say("chart_plane.title", x=x, y=y),
        alt=_alt(analysis, marks),
        spec=chart_spec(
            [],
            width=WIDTH,
            height=WIDTH * 3 // 4,
            encoding={"x": _axis("x", x, spans[0]), "y": _axis("y", y, spans[1])},
            layer=layers,
        ),
        columns=(
            *said("plane", "package", "kind"),
            *(say("chart_plane.worth", party=party) for party in (x, y)),
        ),
        rows=tuple(
            (
                mark["title"],
                say("chart_plane.point", kind=kinds[mark["kind"]], label=mark["label"]),
                signed(mark["x"]),
                signed(mark["y"]),
            )
            for mark in marks
        ),
        basis=tuple(_basis(analysis)),
    )


def _basis(analysis: Analysis) -> Iterator[str]:
    yield from ("result:deals.packages", "result:deals.signable", "result:deals.frontier")
    for proposal in analysis.proposals:
        yield f"result:proposals.{proposal}.values"
    if analysis.roadmap is not None:
        yield "result:roadmap.values"


def _alt(analysis: Analysis, marks: list[dict[str, Any]]) -> str:
    scenario = analysis.scenario
    x, y = (scenario.label(party.id) for party in scenario.parties)
    return say(
        "chart_plane.alt",
        x=x,
        y=y,
        told=[mark for mark in marks if mark["kind"] in ("proposal", "deal")],
        frontier=sum(mark["kind"] == "frontier" for mark in marks),
    )


def _marks(analysis: Analysis) -> Iterator[dict[str, Any]]:
    """Yield the points with names: proposals, the roadmap's deal, the frontier, no deal."""
    scenario = analysis.scenario
    one, two = (party.id for party in scenario.parties)
    for deal in analysis.deals.frontier:
        if deal.steps:
            title = listed(map(scenario.name, deal.steps))
            yield _mark("frontier", title, deal.values[one], deal.values[two])
    if analysis.roadmap is not None:
        values = analysis.roadmap.values
        yield _mark("deal", capital(named(analysis)), values[one], values[two])
    for n, proposal in enumerate(scenario.proposals, start=1):
        values = analysis.proposals[proposal.id].values
        yield _mark("proposal", proposal.title, values[one], values[two], str(n))
    yield _mark("no_deal", capital(say("chart_plane.no_deal")), 0.0, 0.0)


def _mark(kind: str, title: str, x: float, y: float, label: str = "") -> dict[str, Any]:
    return {"kind": kind, "title": title, "x": x, "y": y, "label": label}


def _cloud_cells(clouds: Clouds, spans: tuple[Span, Span]) -> list[dict[str, Any]]:
    """Return the parts of the plane in which there are packages, and the best that is so of any."""
    x_edges, y_edges = (
        np.linspace(*span, number + 1) for span, number in zip(spans, _CELLS, strict=True)
    )
    level = np.zeros(_CELLS, dtype=int)
    for rank, points in enumerate(clouds, start=1):
        found = np.histogram2d(points[0], points[1], bins=(x_edges, y_edges))[0]
        level[found > 0] = rank
    return [
        {
            "x": float(x_edges[i]),
            "x2": float(x_edges[i + 1]),
            "y": float(y_edges[j]),
            "y2": float(y_edges[j + 1]),
            "kind": _KINDS[level[i, j] - 1],
        }
        for i, j in np.argwhere(level)
    ]


def _spans(scenario: Scenario, marks: list[dict[str, Any]], clouds: Clouds) -> tuple[Span, Span]:
    """Return what the axes reach over: all points, and all packages where none was proposed."""
    reached: tuple[list[float], list[float]] = ([0.0], [0.0])
    for values, axis, row in zip(reached, "xy", (0, 1), strict=True):
        values += [mark[axis] for mark in marks]
        if not scenario.proposals:
            values.extend(clouds[0][row].tolist())
    return _span(reached[0]), _span(reached[1])


def _span(values: list[float]) -> Span:
    low, high = min(values), max(values)
    room = _ROOM * (high - low) or 1.0
    return low - room, high + room


def _axis(axis: str, name: str, span: Span) -> dict[str, Any]:
    return {
        "field": axis,
        "type": "quantitative",
        "scale": {"domain": list(span), "nice": False},
        "axis": {
            "title": say("chart_plane.axis", party=short(name)),
            "grid": False,
            "tickCount": 6,
        },
    }


def _cloud(cells: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "data": {"values": cells},
        "mark": {"type": "rect", "clip": True},
        "encoding": {
            "x2": {"field": "x2"},
            "y2": {"field": "y2"},
            "fill": {
                "field": "kind",
                "type": "nominal",
                "scale": {"domain": list(_KINDS), "range": list(SHADES)},
                "legend": {"title": say("chart_plane.here"), **worded("plane", _KINDS)},
            },
        },
    }


def _axes_through_no_deal() -> Iterator[dict[str, Any]]:
    for axis in "xy":
        yield {
            "data": {"values": [{axis: 0}]},
            "mark": {"type": "rule", "strokeDash": [3, 3]},
            "encoding": {axis: {"field": axis}, "x" if axis == "y" else "y": None},
        }


def _points(marks: list[dict[str, Any]]) -> dict[str, Any]:
    kinds = [kind for kind in _MARKS if any(mark["kind"] == kind for mark in marks)]
    return {
        "data": {"values": [{**mark, "size": _MARKS[mark["kind"]].size} for mark in marks]},
        "mark": {"type": "point", "filled": True, "opacity": 1},
        "encoding": {
            "color": _by_kind(kinds, [_MARKS[kind].colour for kind in kinds]),
            "shape": _by_kind(kinds, [_MARKS[kind].shape for kind in kinds]),
            "size": {"field": "size", "type": "quantitative", "scale": None, "legend": None},
        },
    }


def _by_kind(kinds: list[str], values: list[str]) -> dict[str, Any]:
    scale = {"domain": kinds, "range": values}
    legend = {"title": say("chart_plane.points"), **worded("plane", kinds)}
    return {"field": "kind", "type": "nominal", "scale": scale, "legend": legend}


def _labels(marks: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "data": {"values": [mark for mark in marks if mark["kind"] == "proposal"]},
        "mark": {"type": "text", "dx": 12, "dy": -8, "fontWeight": "bold", "color": INK},
        "encoding": {"text": {"field": "label"}},
    }
