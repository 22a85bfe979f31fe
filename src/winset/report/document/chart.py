"""A chart: what it shows, in four forms."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Drawings:
    """A picture in Vega-Lite, without titles: for a telephone's width, and for a page's."""

    narrow: Mapping[str, Any]
    wide: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of results.

    Attributes
    ----------
    id
        Names its files.
    title
        What it shows: a sentence, without its full stop.
    subtitle
        What is drawn, and what the signs mean.
    alt
        What it shows, for those who do not see it.
    columns, rows
        Its data as a table; the first column names the row.
    basis
        The results and facts that it shows.
    letters
        The picture drawn in letters, line by line, where that can be.
    """

    id: str
    title: str
    subtitle: str
    alt: str
    drawings: Drawings
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    basis: tuple[str, ...]
    letters: tuple[str, ...] = ()
