"""What stands in the drawings of a chart, read from their specifications."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from winset.report.charts.measure import width
from winset.report.document.chart import Chart

Marks = list[dict[str, Any]]


def both(chart: Chart) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """Return the narrow and the wide drawing of a chart."""
    return chart.drawings.narrow, chart.drawings.wide


def marks(spec: Mapping[str, Any], kind: str) -> Marks:
    """Return the marks of a kind; of texts those on top of their halo."""
    found: Marks = []
    for layer in spec["layer"]:
        if layer["mark"]["type"] == kind and "strokeJoin" not in layer["mark"]:
            found += layer["data"]["values"]
    return found


def texts(spec: Mapping[str, Any]) -> list[str]:
    """Return the lines of text in a drawing, in the order in which they were written."""
    return [mark["text"] for mark in marks(spec, "text")]


def sizes(spec: Mapping[str, Any]) -> Iterator[float]:
    """Yield the sizes of type of a drawing."""
    for layer in spec["layer"]:
        if layer["mark"]["type"] == "text":
            yield layer["mark"]["fontSize"]


def boxes(spec: Mapping[str, Any]) -> list[tuple[str, tuple[float, float, float, float]]]:
    """Return each text of a drawing, and what it takes: left, top, right and bottom."""
    size = max(sizes(spec))
    found = []
    for mark in marks(spec, "text"):
        wide = width(mark["text"], size, bold=mark["fontWeight"] == "bold")
        left = mark["x"] - {"left": 0.0, "center": 0.5, "right": 1.0}[mark["align"]] * wide
        found.append(
            (mark["text"], (left, mark["y"] - size / 2, left + wide, mark["y"] + size / 2))
        )
    return found
