"""What a chart is painted on: it becomes marks at their places in pixels.

Each chart is painted twice, on a narrow and on a wide canvas, so that its type keeps its size at
every width; what is painted is laid out by the widths of its words, so that no word is cut.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import atan2, ceil, cos, hypot, sin
from typing import Any, TypeAlias

import numpy as np

from winset.report.charts.measure import width, wrapped
from winset.report.charts.style import GRID, INK, PAPER, SOFT, Look
from winset.report.document.chart import Drawing, Drawings
from winset.scenario.game import Floats

Box: TypeAlias = tuple[float, float, float, float]
"""Left, top, right and bottom."""

Said: TypeAlias = tuple[str, str, bool]
"""A text, its colour, and whether it is bold."""

NARROW, WIDE = 328, 660
"""Widths of the two canvases: a telephone's page, and a text column."""

_SIZES = {NARROW: 12.5, WIDE: 13.5}
_KINDS = ("ground", "rule", "rect", "line", "point", "text")
"""The kinds of marks, in the order in which they are painted."""

_STEP = 4
_POINT, _RIM = 90, 1.4
"""How large a point is, and how much larger one whose rim is of the paper's colour."""

_HATCH = 7
_GAP = 11
_ROOMS = (400, 170, 120, 95, 75)
_BESIDE = (
    *((1, 0), (-1, 0), (1, 1), (1, -1), (-1, 1), (-1, -1), (0, 1), (0, -1)),
    *((1, 1.7), (1, -1.7), (-1, 1.7), (-1, -1.7), (0, 1.7), (0, -1.7)),
)
"""Where a label stands beside its point, best first: to the right and below, or neither."""

_HEAD = 8


@dataclass(slots=True)
class Canvas:
    """Where a chart is painted; places are pixels from the top left.

    Attributes
    ----------
    size, line
        The type's size, and from one line of text to the next.
    halo
        Whether words stand off from lines by a rim of the paper.
    """

    width: float
    halo: bool = True
    size: float = field(init=False)
    line: float = field(init=False)
    _marks: dict[str, list[dict[str, Any]]] = field(init=False)
    _taken: list[Box] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        self.size = _SIZES[NARROW if self.narrow else WIDE]
        self.line = ceil(1.25 * self.size)
        self._marks = defaultdict(list)

    @property
    def narrow(self) -> bool:
        """Whether it is the narrow one."""
        return self.width < WIDE

    def room(self, text: str, *, bold: bool = False) -> float:
        """Return how wide a line of text is."""
        return width(text, self.size, bold=bold)

    def lines(self, text: str, room: float, *, bold: bool = False) -> list[str]:
        """Return a text in the lines that it takes."""
        return wrapped(text, room, self.size, bold=bold)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        colour: str = INK,
        bold: bool = False,
        align: str = "left",
    ) -> None:
        """Write a line, its middle at a height."""
        weight = "bold" if bold else "normal"
        self._mark("text", x, y, text=text, fill=colour, align=align, fontWeight=weight)

    def block(  # noqa: PLR0913 -- how a text looks
        self,
        x: float,
        y: float,
        text: str,
        room: float,
        *,
        colour: str = INK,
        bold: bool = False,
        align: str = "left",
    ) -> float:
        """Write a text in lines, the first below a height; return the height of its end."""
        for line in self.lines(text, room, bold=bold):
            self.text(x, y + self.line / 2, line, colour=colour, bold=bold, align=align)
            y += self.line
        return y

    def rect(  # noqa: PLR0913 -- where it is and how it looks
        self,
        x: float,
        y: float,
        x2: float,
        y2: float,
        colour: str,
        *,
        opacity: float = 1,
        outline: bool = False,
        ground: bool = False,
    ) -> None:
        """Fill a rectangle: a bar over the lines, or a ground below them."""
        edge = {"stroke": colour, "strokeWidth": 1.5 if outline else 0}
        kind = "ground" if ground else "rect"
        self._mark(kind, x, y, x2=x2, y2=y2, fill=colour, fillOpacity=opacity, **edge)

    def rule(  # noqa: PLR0913 -- where it is and how it looks
        self,
        x: float,
        y: float,
        x2: float,
        y2: float,
        colour: str = GRID,
        *,
        wide: float = 1,
        dash: Sequence[int] = (1, 0),
    ) -> None:
        """Draw a straight line."""
        self._mark(
            "rule", x, y, x2=x2, y2=y2, stroke=colour, strokeWidth=wide, strokeDash=tuple(dash)
        )

    def path(self, points: Sequence[tuple[float, float]], look: Look) -> None:
        """Draw a line through points."""
        places = [(round(x, 1), round(y, 1)) for x, y in points]
        self._mark("line", *points[0], points=places, stroke=look.colour, strokeDash=look.dash)
        for (x, y), (x2, y2) in pairwise(points):
            self._take_line(x, y, x2, y2)

    def arrow(self, x: float, y: float, x2: float, y2: float, colour: str) -> None:
        """Draw a line from point to point, short of either, with a head at its end."""
        angle, long = atan2(y2 - y, x2 - x), hypot(x2 - x, y2 - y)
        way = [(x + far * cos(angle), y + far * sin(angle)) for far in (_GAP, long - _GAP)]
        end = way[1]
        for turn in (-0.4, 0.4):
            back = end[0] - _HEAD * cos(angle + turn), end[1] - _HEAD * sin(angle + turn)
            self.rule(*end, *back, colour, wide=1.6)
        self.rule(*way[0], *end, colour, wide=1.6)
        self._take_line(x, y, x2, y2)

    def point(self, x: float, y: float, look: Look) -> None:
        """Set a point, with a rim of the paper so that it stands off from lines."""
        fill = look.colour if look.filled else PAPER
        rim = PAPER if look.filled else look.colour
        size = _POINT * look.size * (_RIM if look.filled else 1)
        self._mark("point", x, y, shape=look.shape, fill=fill, stroke=rim, size=size)
        self.take((x - _GAP / 2, y - _GAP / 2, x + _GAP / 2, y + _GAP / 2))

    def hatch(self, x: float, y: float, x2: float, y2: float, colour: str) -> None:
        """Hatch a rectangle."""
        tall = y2 - y
        for n in range(1, ceil((x2 - x + tall) / _HATCH)):
            along = n * _HATCH
            start = (x + max(0.0, along - tall), y + min(tall, along))
            end = (min(x2, x + along), y + max(0.0, along - (x2 - x)))
            self.rule(*start, *end, colour, wide=0.8)

    def take(self, box: Box) -> None:
        """Keep labels away from a place, as far as that can be."""
        self._taken.append(box)

    def free(self, box: Box) -> bool:
        """Return whether nothing stands at a place that labels are kept away from."""
        return all(
            min(box[2], right) <= max(box[0], left) or min(box[3], bottom) <= max(box[1], top)
            for left, top, right, bottom in self._taken
        )

    def _take_line(self, x: float, y: float, x2: float, y2: float) -> None:
        """Keep labels away from a line, by small boxes along it."""
        many = ceil(hypot(x2 - x, y2 - y) / _STEP) or 1
        for n in range(many + 1):
            across, down = x + (x2 - x) * n / many, y + (y2 - y) * n / many
            self.take((across - 2, down - 2, across + 2, down + 2))

    def label(self, x: float, y: float, said: Sequence[Said], within: Box) -> None:
        """Write texts beside a point, one below the other, where they cover least."""
        places = list(self._places(x, y, said))
        covered = self._covered(np.array([box for box, _ in places]), within)
        box, lines = places[int(np.argmin(covered))]
        left, top, right, _ = box
        align, at = ("left", left) if (left + right) / 2 >= x else ("right", right)
        for n, (text, colour, bold) in enumerate(lines):
            middle = top + (n + 0.5) * self.line
            self.text(at, middle, text, colour=colour, bold=bold, align=align)
        self.take(box)

    def _places(self, x: float, y: float, said: Sequence[Said]) -> Iterator[tuple[Box, list[Said]]]:
        """Yield where texts could stand beside a point, best first, and in which lines."""
        for room in _ROOMS:
            lines = [
                (line, colour, bold)
                for text, colour, bold in said
                for line in self.lines(text, room, bold=bold)
            ]
            wide = max(self.room(text, bold=bold) for text, _, bold in lines)
            tall = len(lines) * self.line
            for across, down in _BESIDE:
                left = x + across * _GAP + (across - 1) / 2 * wide
                top = y + down * (_GAP / 2) + (down - 1) / 2 * tall
                yield (left, top, left + wide, top + tall), lines

    def _covered(self, boxes: Floats, within: Box) -> Floats:
        """Return how bad places are: what they cover, and far worse, what is cut."""
        taken = np.array(self._taken or [(0.0, 0.0, 0.0, 0.0)])
        shared = np.clip(
            np.minimum(boxes[:, None, 2:], taken[:, 2:])
            - np.maximum(boxes[:, None, :2], taken[:, :2]),
            0,
            None,
        )
        inner = np.array(within)
        cut = np.clip(inner[:2] - boxes[:, :2], 0, None) + np.clip(
            boxes[:, 2:] - inner[2:], 0, None
        )
        covered: Floats = shared.prod(axis=2).sum(axis=1) + 1000 * cut.sum(axis=1)
        return covered + 0.1 * np.arange(len(boxes)) + 8 * (np.arange(len(boxes)) // len(_BESIDE))

    def axis(
        self, ticks: Iterable[tuple[float, str]], y: float, y2: float, right: float | None = None
    ) -> None:
        """Draw upright hairlines, their names above those that have room for one."""
        end, most = -1.0, self.width if right is None else right
        for x, name in ticks:
            self.rule(x, y + self.line, x, y2)
            half = self.room(name) / 2
            middle = min(max(x, half), most - half)
            if middle - half >= end:
                self.text(middle, y + self.line / 2, name, colour=SOFT, align="center")
                end = middle + half + self.size

    def drawing(self, height: float) -> Drawing:
        """Return what is painted."""
        marks = {kind: tuple(self._marks[kind]) for kind in _KINDS if kind in self._marks}
        return Drawing(self.width, ceil(height), self.size, self.halo, marks)

    def _mark(self, kind: str, x: float, y: float, **more: Any) -> None:
        self._marks[kind].append({"x": round(x, 1), "y": round(y, 1), **more})


def painted_twice(paint: Callable[[Canvas], float]) -> Drawings:
    """Return the narrow and the wide drawing of a chart.

    Parameters
    ----------
    paint
        Paints on a canvas and returns the height that it took.
    """
    narrow, wide = Canvas(NARROW), Canvas(WIDE)
    return Drawings(narrow.drawing(paint(narrow)), wide.drawing(paint(wide)))
