"""Where a deal exists as two numbers vary: a map with the present place on it."""

from collections.abc import Iterator
from functools import partial

from winset.impasse.thresholds import Axis, Grid
from winset.language.catalogue import say
from winset.language.letters import capital
from winset.language.words import NONE, amount
from winset.report.charts.canvas import Box, Canvas, painted_twice
from winset.report.charts.style import INK, SOFT, Look
from winset.report.charts.ticks import numbers
from winset.report.document.chart import Chart
from winset.report.phrases.number_names import number_name
from winset.scenario import Scenario

_SIDE = 340
_SHADES = (0.1, 0.5)
"""How dark it is where there is no deal, and where there is one."""
_ALIKE = 0.95
"""The share of a map from which a sentence says what it shows."""

_FULL, _EMPTY = "█", "·"


def grid_chart(scenario: Scenario, grid: Grid) -> Chart | None:
    """Return the map of a grid, its rows upwards; None where nearly all of it is the same."""
    if not 1 - _ALIKE < open_part(grid) < _ALIKE:
        return None
    names = tuple(number_name(scenario, axis.path) for axis in (grid.x, grid.y))
    x, y = map(capital, names)
    opens = say("chart_grid.yes")
    cells = [one for row in grid.opens for one in row]
    open_ = sum(cells)
    return Chart(
        id="grid",
        title=say("chart_grid.title", part=open_part(grid), aside=not grid.demands),
        subtitle=say("chart_grid.subtitle", x=x, y=y),
        alt=say("chart_grid.alt", x=x, y=y, open=open_, places=len(cells), aside=not grid.demands),
        drawings=painted_twice(partial(_paint, (x, y), grid)),
        columns=(y, *(amount(value) for value in grid.x.values)),
        rows=tuple(
            (amount(value), *(opens if one else NONE for one in row))
            for value, row in zip(grid.y.values, grid.opens, strict=True)
        ),
        basis=("result:impasse.grid",),
        letters=tuple(_letters(*names, grid=grid)),
    )


def open_part(grid: Grid) -> float:
    """Return on which share of a map there is a deal."""
    cells = [one for row in grid.opens for one in row]
    return sum(cells) / len(cells)


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


def _paint(names: tuple[str, str], grid: Grid, canvas: Canvas) -> float:
    """Paint where a deal exists, with a word in either part, and how things are."""
    x, y = names
    top = canvas.block(0, 0, y, canvas.width, colour=SOFT) + 6
    side = min(_SIDE, canvas.width - 5 * canvas.size)
    box = (3.2 * canvas.size, top, 3.2 * canvas.size + side, top + side)
    _cells(canvas, grid, box)
    _axes(canvas, grid, box)
    across, upwards = (
        _reaches(axis, now) for axis, now in zip((grid.x, grid.y), grid.now, strict=True)
    )
    if across and upwards:
        place = _place(grid, box, *grid.now)
        canvas.point(*place, Look(INK, "diamond"))
        canvas.label(*place, [(say("chart_grid.now"), INK, True)], box)
    for what, opens in (("deal", True), ("none", False)):
        canvas.label(
            *_middle(grid, box, opens=opens), [(say(f"chart_grid.{what}"), INK, False)], box
        )
    return canvas.block(0, box[3] + canvas.line + 6, x, canvas.width, colour=SOFT)


def _place(grid: Grid, box: Box, x: float, y: float) -> tuple[float, float]:
    left, top, right, bottom = box
    u, v = (
        (value - axis.values[0]) / (axis.values[-1] - axis.values[0] or 1.0)
        for axis, value in ((grid.x, x), (grid.y, y))
    )
    return left + u * (right - left), bottom - v * (bottom - top)


def _cells(canvas: Canvas, grid: Grid, box: Box) -> None:
    """Paint each place of the map half-way to its neighbours, darker where a deal exists."""
    for row, opens in enumerate(grid.opens):
        low, high = _edges(grid.y, row)
        for column, one in enumerate(opens):
            start, end = _edges(grid.x, column)
            left, bottom = _place(grid, box, start, low)
            right, top = _place(grid, box, end, high)
            canvas.rect(left, top, right, bottom, SOFT, opacity=_SHADES[one], ground=True)


def _edges(axis: Axis, place: int) -> tuple[float, float]:
    """Return from where to where a place reaches: half-way to its neighbours."""
    at = axis.values[place]
    low = axis.values[place - 1] if place else at
    high = axis.values[place + 1] if place + 1 < len(axis.values) else at
    return (low + at) / 2, (at + high) / 2


def _axes(canvas: Canvas, grid: Grid, box: Box) -> None:
    for value in numbers(grid.x.values[0], grid.x.values[-1], 4):
        x, _ = _place(grid, box, value, grid.y.values[0])
        canvas.text(x, box[3] + canvas.line / 2 + 3, amount(value), colour=SOFT, align="center")
    for value in numbers(grid.y.values[0], grid.y.values[-1], 5):
        _, y = _place(grid, box, grid.x.values[0], value)
        canvas.text(box[0] - 6, y, amount(value), colour=SOFT, align="right")


def _middle(grid: Grid, box: Box, *, opens: bool) -> tuple[float, float]:
    """Return the place of a part of the map that is nearest to the middle of it."""
    places = [
        _place(grid, box, grid.x.values[column], grid.y.values[row])
        for row, cells in enumerate(grid.opens)
        for column, one in enumerate(cells)
        if one == opens
    ]
    across, down = (sum(one[n] for one in places) / len(places) for n in (0, 1))
    return min(places, key=lambda one: abs(one[0] - across) + abs(one[1] - down))


def _reaches(axis: Axis, value: float) -> bool:
    return axis.values[0] <= value <= axis.values[-1]
