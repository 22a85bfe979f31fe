"""What stands in the drawings of a chart, read from their marks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from winset.report.charts.measure import width
from winset.report.document.chart import Chart, Drawing

Marks = Sequence[Mapping[str, Any]]


def both(chart: Chart) -> tuple[Drawing, Drawing]:
    """Return the narrow and the wide drawing of a chart."""
    return chart.drawings.narrow, chart.drawings.wide


def marks(drawing: Drawing, kind: str) -> Marks:
    """Return the marks of a kind."""
    below = drawing.marks.get("ground", ()) if kind == "rect" else ()
    return [*below, *drawing.marks.get(kind, ())]


def texts(drawing: Drawing) -> list[str]:
    """Return the lines of text in a drawing, in the order in which they were written."""
    return [mark["text"] for mark in marks(drawing, "text")]


def boxes(drawing: Drawing) -> list[tuple[str, tuple[float, float, float, float]]]:
    """Return each text of a drawing, and what it takes: left, top, right and bottom."""
    size, found = drawing.size, []
    for mark in marks(drawing, "text"):
        wide = width(mark["text"], size, bold=mark["fontWeight"] == "bold")
        left = mark["x"] - {"left": 0.0, "center": 0.5, "right": 1.0}[mark["align"]] * wide
        found.append(
            (mark["text"], (left, mark["y"] - size / 2, left + wide, mark["y"] + size / 2))
        )
    return found
