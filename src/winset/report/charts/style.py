"""What the charts share: colours, shapes, dashes and sizes."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from textwrap import wrap
from typing import Any

from winset.language.catalogue import say

INK, SOFT, GRID, PAPER = "#1b1f24", "#59616b", "#d5d9de", "#fefefe"
BLUE, VERMILION, GREEN, PURPLE, ORANGE, SKY = (
    *("#0072b2", "#d55e00", "#009e73"),
    *("#cc79a7", "#e69f00", "#56b4e9"),
)
BLACK, VIOLET, BROWN, NAVY, PLUM, LEAF = (
    *("#000000", "#8800ff", "#663311"),
    *("#112288", "#554455", "#88bb66"),
)
"""Six more, each farther from all others than the first six are from one another, in the eyes of
whoever lacks one kind of cone as well (Machado et al. 2009; distances in CIE L*a*b*)."""

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
    BLACK: "--black",
    VIOLET: "--violet",
    BROWN: "--brown",
    NAVY: "--navy",
    PLUM: "--plum",
    LEAF: "--leaf",
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

_COLOURS = (
    *(BLUE, VERMILION, GREEN, PURPLE, ORANGE, SKY),
    *(BLACK, VIOLET, BROWN, NAVY, PLUM, LEAF),
)
_COLUMN = 14
"""Letters of a line in a column's head."""

_LINE = 14
"""Pixels from a line of it to the next."""

_DASHES = (
    *([1, 0], [6, 3], [2, 2], [8, 3, 2, 3], [4, 4], [1, 3]),
    *([12, 3], [8, 2, 2, 2, 2, 2], [3, 1], [12, 6], [6, 2, 1, 2], [1, 6]),
)

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


def by_moves() -> dict[str, Any]:
    """Return the axes of what changes along a roadmap."""
    moves = {"title": say("charts.moves"), "tickMinStep": 1, "grid": False, "format": "d"}
    return {
        "x": {"field": "n", "type": "quantitative", "axis": moves},
        "y": {"field": "value", "type": "quantitative", "axis": {"title": None}},
    }


def text_above(field: str, **mark: Any) -> dict[str, Any]:
    """Return a layer with the text of a field at the left above each row."""
    return {
        "mark": {"type": "text", "align": "left", **mark},
        "encoding": {"text": {"field": field}, "x": {"value": 2}},
    }


def colours(ids: Iterable[str]) -> dict[str, list[Any]]:
    """Return the scale that gives each of a dozen a colour of its own."""
    return _scale(ids, _COLOURS)


def dashes(ids: Iterable[str]) -> dict[str, list[Any]]:
    """Return the scale that gives each of a dozen a dash of its own."""
    return _scale(ids, _DASHES)


def labelled(names: Mapping[str, str], most: int = 60) -> dict[str, str]:
    """Return the settings by which an axis, a legend or a header shows names in place of ids.

    A chart tells things apart by their ids, so that those whose names are alike, or begin alike
    and are cut, stay apart.
    """
    return {"labelExpr": f"{json.dumps(_apart(names, most))}[datum.value]"}


def said(chart: str, *keys: str) -> tuple[str, ...]:
    """Return the words of a chart, such as the names of its columns."""
    return tuple(say(f"chart_{chart}.{key}") for key in keys)


def worded(chart: str, kinds: Iterable[str]) -> dict[str, str]:
    """Return the settings by which an axis or a legend says what kinds of things there are."""
    return labelled({kind: say(f"chart_{chart}.{kind}") for kind in kinds})


def in_lines(names: Mapping[str, str]) -> dict[str, Any]:
    """Return the settings by which an axis shows names in place of ids, in lines of a column."""
    lines = {key: wrap(name, _COLUMN, max_lines=4, placeholder=" …") for key, name in names.items()}
    below = _LINE * (max(map(len, lines.values()), default=1) - 1)  # the first line stands lowest
    shown = {"labelExpr": f"{json.dumps(lines)}[datum.value]", "labelLimit": 0}
    return {**shown, "labelPadding": 4 + below}


def _apart(names: Mapping[str, str], most: int) -> dict[str, str]:
    """Return names that fit into a chart, those in the middle cut that are alike at their start."""
    starts = Counter(short(name, most) for name in names.values())
    return {
        key: short(name, most) if starts[short(name, most)] == 1 else middle(name, most)
        for key, name in names.items()
    }


def middle(text: str, most: int) -> str:
    """Return a text that fits into a chart, its middle left out where it is too long.

    Examples
    --------
    >>> middle("Democratic Republic of Vietnam", 24)
    'Democratic …c of Vietnam'
    """
    half = (most - 1) // 2
    return text if len(text) <= most else f"{text[:half]}…{text[len(text) - (most - 1 - half) :]}"


def short(text: str, most: int = 60) -> str:
    """Return a text that fits into a chart; the chart's table has the whole of it."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _scale(ids: Iterable[str], values: tuple[Any, ...]) -> dict[str, list[Any]]:
    domain = list(dict.fromkeys(ids))
    return {"domain": domain, "range": [values[n % len(values)] for n in range(len(domain))]}
