"""A chart: what it shows, in four forms."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture without titles, as marks at their places in pixels from the top left.

    Attributes
    ----------
    size
        Of its type.
    halo
        Whether words stand off from lines by a rim of the paper.
    marks
        What is painted, by kinds, the undermost first: a mark is where it stands and how it looks.
    """

    width: float
    height: float
    size: float
    halo: bool
    marks: Mapping[str, Sequence[Mapping[str, Any]]]


@dataclass(frozen=True, slots=True)
class Drawings:
    """A picture for a telephone's width, and for a page's."""

    narrow: Drawing
    wide: Drawing


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
