"""What the charts share: colours, shapes, dashes and sizes."""

from collections.abc import Iterable, Mapping
from typing import Any

INK, SOFT, GRID, PAPER = "#1b1f24", "#59616b", "#d5d9de", "#fefefe"
BLUE, VERMILION, GREEN, PURPLE, ORANGE, SKY = (
    *("#0072b2", "#d55e00", "#009e73"),
    *("#cc79a7", "#e69f00", "#56b4e9"),
)
SHADES = ("#d9e0e6", "#b9c4cf", "#7b8ea3")
"""Three greys, from few to most; they differ in lightness, so that they print."""

VARIABLES: Mapping[str, str] = {
    INK: "--ink",
    SOFT: "--soft",
    GRID: "--grid",
    PAPER: "--paper",
    BLUE: "--blue",
    VERMILION: "--vermilion",
    GREEN: "--green",
    PURPLE: "--purple",
    ORANGE: "--orange",
    SKY: "--sky",
    SHADES[0]: "--shade-1",
    SHADES[1]: "--shade-2",
    SHADES[2]: "--shade-3",
}
"""The variable of a page's style that takes a colour's place, so that it can turn dark."""

WIDTH = 460
"""Width of a plot that stands alone, in pixels."""

MOST_FACETS = 6
"""Parties, or ledgers, that a chart has room for."""

FONT = "Liberation Sans, Arial, Helvetica, sans-serif"

_COLOURS = (BLUE, VERMILION, GREEN, PURPLE, ORANGE, SKY)
_SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")
_DASHES = ([1, 0], [6, 3], [2, 2], [8, 3, 2, 3], [4, 4], [1, 3])

CONFIG: Mapping[str, Any] = {
    "aria": False,
    "background": None,
    "font": FONT,
    "view": {"stroke": None},
    "axis": {
        "labelColor": INK,
        "titleColor": INK,
        "gridColor": GRID,
        "domainColor": SOFT,
        "tickColor": SOFT,
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
    },
    "header": {"labelColor": INK, "labelFontSize": 13, "labelFontWeight": "bold", "title": None},
    "legend": {
        "labelColor": INK,
        "titleColor": INK,
        "labelFontSize": 12,
        "titleFontSize": 12,
        "orient": "top",
        "direction": "vertical",
        "labelLimit": 400,
        "layout": {"top": {"margin": 56, "anchor": "start"}},
    },
    "text": {"color": INK, "fontSize": 12},
    "rule": {"color": SOFT},
}


def chart_spec(rows: Iterable[Mapping[str, Any]], **parts: Any) -> dict[str, Any]:
    """Return a specification that shows rows, in the style of all charts."""
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "data": {"values": list(rows)},
        "config": CONFIG,
        "padding": 6,
        **parts,
    }


def colours(names: Iterable[str]) -> dict[str, list[Any]]:
    """Return the scale that gives each name a colour of its own."""
    return _scale(names, _COLOURS)


def shapes(names: Iterable[str]) -> dict[str, list[Any]]:
    """Return the scale that gives each name a shape of its own."""
    return _scale(names, _SHAPES)


def dashes(names: Iterable[str]) -> dict[str, list[Any]]:
    """Return the scale that gives each name a dash of its own."""
    return _scale(names, _DASHES)


def short(text: str, most: int = 60) -> str:
    """Return a text that fits into a chart; the chart's table has the whole of it."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _scale(names: Iterable[str], values: tuple[Any, ...]) -> dict[str, list[Any]]:
    domain = list(dict.fromkeys(names))
    return {"domain": domain, "range": [values[n % len(values)] for n in range(len(domain))]}
