"""Panels one below the other: how something changes from move to move of a roadmap."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from winset.language.catalogue import say
from winset.language.words import amount
from winset.report.charts.canvas import Canvas
from winset.report.charts.style import GRID, SOFT, Look
from winset.report.charts.ticks import numbers

_TALL, _TALL_NARROW = 110, 120
_HEAD = 1.6
"""Lines of room for names of lines above the highest number."""


@dataclass(frozen=True, slots=True)
class Line:
    """A number after each move, and what it is."""

    name: str
    look: Look
    values: Sequence[float]
    steps: bool = False
    """Whether it stays as it is until the next move."""


@dataclass(frozen=True, slots=True)
class Panel:
    """Lines in one unit, and what they are about."""

    name: str
    ink: str
    lines: Sequence[Line]

    @property
    def span(self) -> tuple[float, float]:
        """From where to where its numbers reach, with zero."""
        values = list(chain.from_iterable(line.values for line in self.lines))
        return min(0.0, *values), max(0.0, *values)


def paint_panels(panels: Sequence[Panel], canvas: Canvas) -> float:
    """Paint panels, and below the last how many moves are done; return where they end."""
    y = 0.0
    moves = max(len(line.values) for panel in panels for line in panel.lines) - 1
    left = max(canvas.room(amount(one)) for panel in panels for one in numbers(*panel.span, 4)) + 8
    step = (canvas.width - 8 - left) / max(1, moves)
    for panel in panels:
        y = canvas.block(0, y, panel.name, canvas.width, colour=panel.ink, bold=True)
        y = _paint(canvas, panel, left, step, y + _HEAD * canvas.line) + canvas.line
    for n in numbers(0, moves, 5 if canvas.narrow else 10):
        if n == int(n):
            canvas.text(left + n * step, y, amount(n), colour=SOFT, align="center")
    y += canvas.line / 2
    return canvas.block(
        canvas.width, y, say("charts.moves"), canvas.width, colour=SOFT, align="right"
    )


def _paint(canvas: Canvas, panel: Panel, left: float, step: float, top: float) -> float:
    """Paint the lines of a panel with their names; return its foot."""
    low, high = panel.span
    tall = _TALL_NARROW if canvas.narrow else _TALL
    scale = tall / (high - low or 1.0)
    foot = top + tall
    for value in numbers(low, high, 4):
        y = foot - (value - low) * scale
        canvas.rule(left, y, canvas.width, y, SOFT if value == 0 else GRID)
        canvas.text(left - 6, y, amount(value), colour=SOFT, align="right")
    paths = [
        [(left + n * step, foot - (value - low) * scale) for n, value in enumerate(line.values)]
        for line in panel.lines
    ]
    for line, points in zip(panel.lines, paths, strict=True):
        canvas.path(_in_steps(points) if line.steps else points, line.look)
        if not line.steps:
            for point in points:
                canvas.point(*point, line.look)
    within = (left, top - _HEAD * canvas.line, canvas.width, foot + canvas.line)
    for line, points in zip(panel.lines, paths, strict=True):
        canvas.label(*points[len(points) // 2], [(line.name, line.look.ink, True)], within)
    return foot


def _in_steps(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return points between which a line first goes on level, then up or down."""
    corners = ((one, (other[0], one[1])) for one, other in pairwise(points))
    return [*chain.from_iterable(corners), points[-1]]
