"""Where a deal exists as two numbers vary: a map with the present place on it."""

from collections.abc import Iterator
from typing import Any

from winset.impasse.thresholds import Axis, Grid
from winset.language.catalogue import say
from winset.language.words import NONE, amount, capital
from winset.report.charts.style import INK, PAPER, SHADES, chart_spec, said, worded
from winset.report.document.chart import Chart
from winset.report.phrases.number_names import number_name
from winset.scenario import Scenario

_SIDE = 340
_DEAL, _NONE = "deal", "none"
_FULL, _EMPTY = "█", "·"


def grid_chart(scenario: Scenario, grid: Grid) -> Chart | None:
    """Return the map of a grid, its rows upwards; None where it is the same everywhere."""
    if len({opens for row in grid.opens for opens in row}) == 1:
        return None
    names = tuple(number_name(scenario, axis.path) for axis in (grid.x, grid.y))
    x, y = map(capital, names)
    cells = [
        {
            **_edges("x", grid.x, column),
            **_edges("y", grid.y, row),
            "what": _DEAL if grid.opens[row][column] else _NONE,
        }
        for row in range(len(grid.y.values))
        for column in range(len(grid.x.values))
    ]
    (opens,) = said("grid", "yes")
    open_ = sum(cell["what"] == _DEAL for cell in cells)
    return Chart(
        id="grid",
        title=say("chart_grid.title", part=open_ / len(cells), aside=not grid.demands),
        alt=say("chart_grid.alt", x=x, y=y, open=open_, places=len(cells), aside=not grid.demands),
        spec=chart_spec(
            cells,
            width=_SIDE,
            height=_SIDE,
            layer=[_cells(x, y), *_present_cell(grid)],
        ),
        columns=(y, *(amount(value) for value in grid.x.values)),
        rows=tuple(
            (amount(value), *(opens if one else NONE for one in row))
            for value, row in zip(grid.y.values, grid.opens, strict=True)
        ),
        basis=("result:impasse.grid",),
        letters=tuple(_letters(*names, grid=grid)),
    )


def _letters(x: str, y: str, *, grid: Grid) -> Iterator[str]:
    """Yield the map in letters: a key, the rows from the top, the ends of the x axis, its name."""
    yield say("chart_grid.key", full=_FULL, empty=_EMPTY, y=y)
    ends = [amount(value) for value in grid.y.values]
    width = max(map(len, ends))
    for n in reversed(range(len(ends))):
        told = ends[n] if n in (0, len(ends) - 1) else ""
        yield f"{told:>{width}} {''.join(_FULL if opens else _EMPTY for opens in grid.opens[n])}"
    low, high = amount(grid.x.values[0]), amount(grid.x.values[-1])
    gap = max(1, len(grid.x.values) - len(low) - len(high))
    yield f"{'':>{width}} {low}{'':{gap}}{high}"
    yield say("chart_grid.across", x=x)


def _edges(name: str, axis: Axis, place: int) -> dict[str, float]:
    """Return from where to where a cell reaches: half-way to its neighbours."""
    at = axis.values[place]
    low = axis.values[place - 1] if place else at
    high = axis.values[place + 1] if place + 1 < len(axis.values) else at
    return {name: (low + at) / 2, f"{name}2": (at + high) / 2}


def _cells(x: str, y: str) -> dict[str, Any]:
    kinds = [_DEAL, _NONE]
    scale = {"domain": kinds, "range": [SHADES[2], SHADES[0]]}
    legend = {"title": None, "direction": "horizontal", **worded("grid", kinds)}
    return {
        "mark": {"type": "rect"},
        "encoding": {
            "x": {"field": "x", "type": "quantitative", "axis": {"title": x, "grid": False}},
            "x2": {"field": "x2"},
            "y": {"field": "y", "type": "quantitative", "axis": {"title": y, "grid": False}},
            "y2": {"field": "y2"},
            "color": {
                "field": "what",
                "type": "nominal",
                "scale": scale,
                "legend": legend,
            },
        },
    }


def _present_cell(grid: Grid) -> list[dict[str, Any]]:
    """Return the mark of how things are, where that is on the map."""
    x, y = grid.now
    if not (_reaches(grid.x, x) and _reaches(grid.y, y)):
        return []
    values = {"values": [{"x": x, "y": y, "text": say("chart_grid.now")}]}
    place = {
        "x": {"field": "x", "type": "quantitative"},
        "y": {"field": "y", "type": "quantitative"},
    }
    mark = {"type": "point", "shape": "diamond", "size": 90, "filled": True, "color": INK}
    text = {"type": "text", "dy": -13, "color": INK, "stroke": PAPER, "strokeWidth": 0}
    return [
        {"data": values, "mark": {**mark, "stroke": PAPER}, "encoding": place},
        {"data": values, "mark": text, "encoding": {**place, "text": {"field": "text"}}},
    ]


def _reaches(axis: Axis, value: float) -> bool:
    return axis.values[0] <= value <= axis.values[-1]
