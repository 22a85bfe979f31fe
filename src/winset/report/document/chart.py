"""A chart: what it shows, in three forms."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of results.

    Attributes
    ----------
    id
        Names its files.
    alt
        What it shows, for those who do not see it.
    spec
        Vega-Lite, without a title.
    columns, rows
        Its data as a table; the first column names the row.
    basis
        The results and facts that it shows.
    letters
        The picture drawn in letters, line by line, where that can be.
    """

    id: str
    title: str
    alt: str
    spec: Mapping[str, Any]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    basis: tuple[str, ...]
    letters: tuple[str, ...] = ()
