"""A page as a tree: sections of blocks, in which every assertion names what bears it out.

What bears an assertion out, its *basis*, is one or more of

- ``result:PATH``: a place in the JSON of the analysis, such as ``result:roadmap.verdict``;
- ``file:PATH``: a place in the scenario, such as ``file:parties.up.goals.0``;
- ``source:ID``: one of the file's sources.

Headings, captions, names of columns and a `ReadingNote` assert nothing of the case.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import TypeAlias

from winset.report.charts.chart import Chart
from winset.scenario import Source

_BASIS = re.compile(r"(result|file|source):\S+")


@dataclass(frozen=True, slots=True)
class Sentence:
    """An assertion, and what bears it out.

    Raises
    ------
    ValueError
        If it names no basis, or one that is none.
    """

    text: str
    basis: tuple[str, ...]

    def __post_init__(self) -> None:
        check_basis(self.basis, self.text)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table, which is an assertion as well; its first cell names it."""

    cells: tuple[str, ...]
    basis: tuple[str, ...]

    def __post_init__(self) -> None:
        check_basis(self.basis, " | ".join(self.cells))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences that belong together; `label` names what they are about."""

    sentences: tuple[Sentence, ...]
    label: str = ""


@dataclass(frozen=True, slots=True)
class BulletList:
    """Points, each of one or more sentences; numbered where their order matters."""

    items: tuple[tuple[Sentence, ...], ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels, and what is so of each."""

    rows: tuple[tuple[str, tuple[Sentence, ...]], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a caption. `numeric` holds the positions of the columns of numbers."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    numeric: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class ChartBlock:
    """A chart; its data follow as a table behind a toggle."""

    chart: Chart


@dataclass(frozen=True, slots=True)
class ReadingNote:
    """How something is to be read. It says nothing of the case."""

    text: str


@dataclass(frozen=True, slots=True)
class Details:
    """Blocks behind a toggle."""

    summary: str
    blocks: "tuple[Block, ...]"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it, further sections included.

    `own_page`: on paper it begins a page, so that it can be handed out by itself.
    """

    id: str
    heading: str
    blocks: "tuple[Block, ...]"
    own_page: bool = False


Block: TypeAlias = (
    Paragraph | BulletList | Facts | Table | ChartBlock | ReadingNote | Details | Section
)


@dataclass(frozen=True, slots=True)
class Page:
    """A whole page.

    Attributes
    ----------
    title, kind
        What it is about, and what it is.
    sources
        What it rests on, in the order of first mention.
    made
        How it was made, for its foot.
    """

    title: str
    kind: str
    lang: str
    sections: tuple[Section, ...]
    sources: tuple[Source, ...]
    made: tuple[str, ...]


def assertions(thing: object) -> Iterator[Sentence | Row]:
    """Yield every assertion of a page or block, in reading order."""
    return (one for one in _parts(thing) if isinstance(one, Sentence | Row))


def charts(thing: object) -> Iterator[Chart]:
    """Yield every chart of a page or block, in reading order."""
    return (one for one in _parts(thing) if isinstance(one, Chart))


def _parts(thing: object) -> Iterator[object]:
    """Yield a thing and all that is in it, in reading order."""
    yield thing
    if isinstance(thing, tuple):
        for inside in thing:
            yield from _parts(inside)
    elif is_dataclass(thing):
        for field in fields(thing):
            yield from _parts(getattr(thing, field.name))


def check_basis(basis: tuple[str, ...], text: str) -> None:
    """Refuse an assertion that nothing bears out.

    Raises
    ------
    ValueError
        If there is no basis, or one that is none.
    """
    if not basis or not all(_BASIS.fullmatch(ref) for ref in basis):
        raise ValueError(f"nothing bears this out: {text!r} rests on {basis!r}")
