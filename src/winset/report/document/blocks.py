"""A document as a tree: sections of blocks, in which every assertion names what bears it out.

What bears an assertion out, its *basis*, is one or more of

- ``result:PATH``: a place in the JSON of the results, such as ``result:roadmap.verdict``;
- ``file:PATH``: a place in the scenario, such as ``file:parties.up.goals.0``;
- ``source:ID``: one of the file's sources.

Headings, captions, names of columns and a `ReadingNote` assert nothing of the case.

A document has a full form and a short one, for a screen. The short form leaves out `Details`, and
of a list or table with a `most` what is beyond that.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from types import MappingProxyType
from typing import Literal, TypeAlias

from winset.language.catalogue import say
from winset.report.document.chart import Chart
from winset.scenario import Source

_BASIS = re.compile(r"(result|file|source):\S+")

Tone: TypeAlias = Literal["", "good", "bad", "fair"]
"""What an assertion means for a deal. Its words say it too: no form needs colours."""

Look: TypeAlias = Literal["", "standfirst", "weak", "box", "notes", "sheet"]
"""How one is set apart: below a headline, as a weak point, in a box, small, as wide as the page."""

Kind: TypeAlias = Literal["", "brief", "analysis", "study"]
"""What sort of document it is, by which it is set."""

ROOM = 800
"""Characters of a sentence or note that are shown, where its place does not say another number."""

_ROOM_OF_CELL = 500
_NO_TONES: Mapping[int, Tone] = MappingProxyType({})
_NO_AMOUNTS: Mapping[int, float] = MappingProxyType({})
_NO_SIDES: Mapping[int, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Sentence:
    """An assertion, and what bears it out.

    Attributes
    ----------
    strong
        Whether it is what a section or point comes to, and stands out.
    room
        How many characters of it are shown; what is beyond is folded.

    Raises
    ------
    ValueError
        If it names no basis, or one that is none.
    """

    text: str
    basis: tuple[str, ...]
    tone: Tone = ""
    strong: bool = False
    room: int = ROOM

    def __post_init__(self) -> None:
        check_basis(self.basis, self.text)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table, which is an assertion as well; its first cell names it.

    Attributes
    ----------
    tones
        Of cells, by their positions.
    amounts
        What the cells of a column with bars amount to, by their positions.
    """

    cells: tuple[str, ...]
    basis: tuple[str, ...]
    tones: Mapping[int, Tone] = field(default_factory=lambda: _NO_TONES, hash=False)
    amounts: Mapping[int, float] = field(default_factory=lambda: _NO_AMOUNTS, hash=False)

    def __post_init__(self) -> None:
        check_basis(self.basis, " | ".join(self.cells))


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found, said before all else."""

    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences that belong together; `label` names what they are about."""

    sentences: tuple[Sentence, ...]
    label: str = ""
    look: Look = ""


@dataclass(frozen=True, slots=True)
class BulletList:
    """Points, each of one or more sentences; numbered where their order matters.

    Attributes
    ----------
    lettered
        Whether letters name them, as those to choose from.
    most
        How many the short form shows; None: all.
    """

    items: tuple[tuple[Sentence, ...], ...]
    numbered: bool = False
    most: int | None = None
    lettered: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels, and what is so of each."""

    rows: tuple[tuple[str, tuple[Sentence, ...]], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a caption.

    Attributes
    ----------
    numeric
        The positions of the columns of numbers.
    most
        How many rows the short form shows; None: all.
    sides
        The places of the parties whose columns they are, by the columns' positions.
    room
        How many characters of a cell are shown; what is beyond is folded.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    numeric: frozenset[int] = frozenset()
    most: int | None = None
    sides: Mapping[int, int] = field(default_factory=lambda: _NO_SIDES, hash=False)
    room: int = _ROOM_OF_CELL


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
    """Blocks behind a toggle.

    Attributes
    ----------
    key
        What names them in a list at the end of their section, where there are no toggles; empty:
        they stand where they are.
    """

    summary: str
    blocks: "tuple[Block, ...]"
    key: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it, further sections included.

    `own_page`: on paper it begins a page, so that it can be handed out by itself.
    """

    id: str
    heading: str
    blocks: "tuple[Block, ...]"
    own_page: bool = False
    look: Look = ""


Block: TypeAlias = (
    Finding | Paragraph | BulletList | Facts | Table | ChartBlock | ReadingNote | Details | Section
)


@dataclass(frozen=True, slots=True)
class Page:
    """A whole document.

    Attributes
    ----------
    title, kind
        What it is about, and what it is.
    headline, about
        What it comes to, in place of the title, and of what; None: the title stands.
    form
        How it is set.
    lead
        What stands before the first section.
    sources
        What it rests on, in the order of first mention.
    made
        How it was made, for its foot.
    """

    title: str
    kind: str
    lang: str
    sections: tuple[Section, ...]
    sources: tuple[Source, ...] = ()
    made: tuple[str, ...] = ()
    lead: tuple[Block, ...] = ()
    headline: Sentence | None = None
    about: str = ""
    form: Kind = ""

    @property
    def heading(self) -> str:
        """What stands above all else."""
        return self.title if self.headline is None else self.headline.text

    @property
    def above(self) -> str:
        """What it is, and of what where the heading does not say that."""
        if self.headline is None:
            return self.kind
        return say("page.above", kind=self.kind, about=self.about or self.title)


def assertions(thing: object) -> Iterator[Sentence | Row]:
    """Yield every assertion of a document or block, in reading order."""
    return (one for one in _parts(thing) if isinstance(one, Sentence | Row))


def charts(thing: object) -> Iterator[Chart]:
    """Yield every chart of a document or block, in reading order."""
    return (one for one in _parts(thing) if isinstance(one, Chart))


def _parts(thing: object) -> Iterator[object]:
    """Yield a thing and all that is in it, in reading order."""
    yield thing
    if isinstance(thing, tuple):
        for inside in thing:
            yield from _parts(inside)
    elif is_dataclass(thing):
        for one in fields(thing):
            yield from _parts(getattr(thing, one.name))


def check_basis(basis: tuple[str, ...], text: str) -> None:
    """Refuse an assertion that nothing bears out.

    Raises
    ------
    ValueError
        If there is no basis, or one that is none.
    """
    if not basis or not all(_BASIS.fullmatch(ref) for ref in basis):
        raise ValueError(f"nothing bears this out: {text!r} rests on {basis!r}")
