"""A document on a terminal: short unless the full form is asked for, and plain where it is piped.

Colours and styles go where there is no terminal, or NO_COLOR is set. Good and bad are told apart by
blue and orange, and by the words as well, so that no line needs colours.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from io import StringIO
from string import ascii_uppercase

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Span, Text

from winset.language.letters import capitals
from winset.language.words import bar
from winset.report.document.blocks import (
    Block,
    BulletList,
    ChartBlock,
    Details,
    Facts,
    Finding,
    Page,
    Paragraph,
    ReadingNote,
    Row,
    Section,
    Sentence,
    Table,
    Tone,
)
from winset.report.document.chart import Chart
from winset.report.document.compose import chart_rows, led, short
from winset.report.document.fitting import fitted_page
from winset.report.forms.encoding import PIPED

_TONES: dict[Tone, str] = {"": "", "good": "cyan", "bad": "dark_orange3", "fair": "yellow"}
_DIM, _HEAD = "dim", "bold"

_NARROWEST, _WIDEST = 60, 110
_BAR = 4
"""Letters of a whole bar, each way."""

_NUMBER = 14
"""Letters that the head of a column of numbers may take: it leaves the room to texts."""

_MANY, _NARROW = 4, 9
"""Columns of numbers from which their heads get fewer, and how many then."""

plain_console = partial(Console, highlight=False, markup=False, emoji=False)
"""A console to which every text is text, whatever brackets and colons it holds."""


def show(page: Page, *, whole: bool = False) -> None:
    """Print a page on stdout, as wide as the terminal but no wider than reads well."""
    console = plain_console()
    width = console.width if console.is_terminal else PIPED
    console.width = max(_NARROWEST, min(width, _WIDEST))
    with console.capture() as captured:
        console.print(to_terminal(page, whole=whole))
    # rich pads lines to the full width, which clutters files and diffs
    console.file.write("".join(f"{line.rstrip()}\n" for line in captured.get().splitlines()))


def to_text(page: Page, width: int = PIPED, *, whole: bool = False) -> str:
    """Return a page as plain text."""
    console = plain_console(file=StringIO(), width=width, no_color=True)
    with console.capture() as captured:
        console.print(to_terminal(page, whole=whole))
    return "".join(f"{line.rstrip()}\n" for line in captured.get().splitlines())


def to_terminal(page: Page, *, whole: bool = False) -> RenderableType:
    """Return a page as what a terminal shows.

    Parameters
    ----------
    whole
        Whether in its full form.
    """
    told = fitted_page(page) if whole else short(page)
    heading = Text(told.heading, style=_HEAD)
    return Group(heading, *_blocks(told.lead, whole), *_blocks(told.sections, whole))


def _blocks(blocks: Iterable[Block], whole: bool, level: int = 1) -> Iterator[RenderableType]:
    for block in blocks:
        yield from _block(block, whole, level)


def _block(  # noqa: C901 - a table
    block: Block, whole: bool, level: int
) -> Iterator[RenderableType]:
    match block:
        case Section(heading=heading, blocks=blocks):
            yield from _section(heading, _blocks(blocks, whole, level + 1), level)
        case Details(summary=heading, blocks=blocks):
            yield from _section(heading, _blocks(blocks, whole, level + 1), level + 1)
        case Finding(sentences=said):
            yield _flowing(said, style=_HEAD)
        case Paragraph(sentences=said, label=label):
            yield _flowing(said, label)
        case BulletList(items=items, lettered=True):
            yield _hanging(iter(map("{}.".format, ascii_uppercase)), items)
        case BulletList(items=items, numbered=numbered):
            yield _hanging(_signs(numbered), items)
        case Facts(rows=rows):
            yield from (_flowing(said, led(label)) for label, said in rows)
        case Table(caption=caption, columns=columns, rows=rows, numeric=numeric):
            yield from _table(caption, columns, rows, numeric)
        case ChartBlock(chart=chart):
            yield from _chart(chart, whole)
        case ReadingNote(text=text):
            yield Text(text, style=_DIM)


def _section(heading: str, body: Iterable[RenderableType], level: int) -> Iterator[RenderableType]:
    if level == 1:
        yield Text()
    yield Text(capitals(heading) if level == 1 else heading, style=_HEAD)
    yield Padding(Group(*body), (0, 0, 0, 2))


def _flowing(said: Iterable[Sentence], label: str = "", style: str = "") -> Text:
    """Return sentences one after the other, below their label unless it ends in a colon."""
    told = Text(label, style=style, spans=[Span(0, len(label), _HEAD)] if label else None)
    between = " " if label.endswith(":") else "\n"
    for one in said:
        style = _HEAD if one.strong else _TONES[one.tone]
        told.append(between if told else "").append(one.text, style=style)
        between = " "
    return told


def _signs(numbered: bool) -> Iterator[str]:
    n = 0
    while True:
        n += 1
        yield f"{n}." if numbered else "–"


def _hanging(signs: Iterator[str], items: Iterable[Sequence[Sentence]]) -> Grid:
    grid = Grid.grid(padding=(0, 1, 0, 0))
    for item in items:
        grid.add_row(next(signs), _flowing(item))
    return grid


def _table(
    caption: str, columns: Sequence[str], rows: Sequence[Row], numeric: frozenset[int]
) -> Iterator[RenderableType]:
    if caption:
        yield Text(caption)
    grid = Grid(
        box=None, padding=(0, 2, 0, 0), header_style=_DIM, pad_edge=False,
        show_header=any(columns),
    )  # fmt: skip
    cells = [_cells(rows, n) for n in range(len(columns))]
    plain = [n for n in numeric if not any(n in row.amounts for row in rows)]
    head = _NUMBER if len(plain) < _MANY else _NARROW
    for n, name in enumerate(columns):
        drawn = any(n in row.amounts for row in rows)
        whole = [*cells[n], *map(Text, name.split())]
        widest = max((told.cell_len for told in whole), default=0)
        grid.add_column(
            Text(name),
            justify="right" if n in numeric and not drawn else "left",
            overflow="fold",
            max_width=max(widest, head) if n in numeric else None,
        )
    for told in zip(*cells, strict=True):
        grid.add_row(*told)
    yield grid


def _cells(rows: Sequence[Row], n: int) -> list[Text]:
    """Return the cells of a column; with bars, losses to the left of a line, gains to the right."""
    amounts = [row.amounts.get(n, 0.0) for row in rows]
    losses, gains = (max((sign * one for one in amounts), default=0.0) > 0 for sign in (-1, 1))
    most, widest = (
        max(map(abs, amounts), default=0.0),
        max((len(row.cells[n]) for row in rows), default=0),
    )
    texts = [row.cells[n] for row in rows]
    if losses or gains:
        bars = [bar(one, most, _BAR).partition("│") for one in amounts]
        texts = [
            f"{text:>{widest}} {left if losses else ''}{line}{right if gains else ''}".rstrip()
            for text, (left, line, right) in zip(texts, bars, strict=True)
        ]
    tones = (_TONES[row.tones.get(n, "")] for row in rows)
    return [Text(text, style=tone) for text, tone in zip(texts, tones, strict=True)]


def _chart(chart: Chart, whole: bool) -> Iterator[RenderableType]:
    """Yield a chart drawn in letters; in the full form one that is not, as its data."""
    if chart.letters:
        yield Text(chart.title)
        yield from map(Text, chart.letters)
    elif whole:
        yield from _table(chart.title, chart.columns, chart_rows(chart), frozenset())
