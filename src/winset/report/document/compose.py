"""How blocks are put together, and what is left out: of what says nothing, or in a short form."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from typing import TypeAlias

from winset.language.catalogue import say
from winset.report.document.blocks import (
    Block,
    BulletList,
    ChartBlock,
    Details,
    Facts,
    Finding,
    Look,
    Page,
    Paragraph,
    ReadingNote,
    Row,
    Section,
    Sentence,
    Table,
    assertions,
)
from winset.report.document.chart import Chart
from winset.report.document.fitting import fitted_page
from winset.scenario import Source

Change: TypeAlias = Callable[[Block], Iterable[Block]]
"""What stands in place of a block."""

_NARROWEST, _WIDEST = 8, 45
_LINES_OF_HEAD = 3
"""Lines that the name of a column may take."""

_WORDY = 14
"""Letters of a cell, from which its column holds texts."""

_SPACE = re.compile(r" (?![^(]*\))")
"""A space outside brackets."""

_MEASURED = 4
"""Words of a column, the longest of which is as wide as the widest of all."""


def section(
    name: str,
    *blocks: Block | None,
    heading: str | None = None,
    own_page: bool = False,
    look: Look = "",
) -> Section | None:
    """Return a section of the blocks that say something, or None where none does.

    Parameters
    ----------
    name
        Its id, and the key of its heading unless that is given.
    """
    kept = kept_blocks(blocks)
    if all(isinstance(block, ReadingNote) for block in kept):
        return None
    return Section(name, heading or say(f"headings.{name}"), kept, own_page, look)


def paragraph(*sentences: Sentence | None, label: str = "", look: Look = "") -> Paragraph:
    """Return a paragraph of the sentences that there are."""
    return Paragraph(tuple(one for one in sentences if one is not None), label, look)


def points(
    items: Iterable[Iterable[Sentence]],
    *,
    numbered: bool = False,
    lettered: bool = False,
    most: int | None = None,
) -> BulletList:
    """Return a list of the points that say something."""
    kept = (tuple(item) for item in items)
    return BulletList(tuple(item for item in kept if item), numbered, most, lettered)


def led(label: str) -> str:
    """Return a label as it stands before a text: with a colon, unless it is a sentence itself."""
    return label if label.endswith((".", "?", "!")) else f"{label}:"


def picture(chart: Chart | None) -> ChartBlock | None:
    """Return the block of a chart, where there is one."""
    return None if chart is None else ChartBlock(chart)


def behind(summary: str, *blocks: Block | None) -> Details | None:
    """Return blocks behind a toggle, or None where they say nothing.

    A table or section that is called what the toggle is called is not named again.
    """
    kept = tuple(one for block in kept_blocks(blocks) for one in _unnamed(block, summary))
    return Details(summary, kept) if kept else None


def _unnamed(block: Block, name: str) -> Iterable[Block]:
    match block:
        case Table(caption=caption) if caption == name:
            return (replace(block, caption=""),)
        case Section(heading=heading, blocks=inside) if heading == name:
            return inside
    return (block,)


def short(page: Page) -> Page:
    """Return the short form of a page."""
    return _rewritten(fitted_page(page), _shortened)


def with_keys(page: Page) -> Page:
    """Return a page without toggles, in which answers that have a key end their section."""

    def keyed(block: Block) -> Iterable[Block]:
        if not isinstance(block, Section):
            return (block,)
        answers = [one for one in block.blocks if isinstance(one, Details) and one.key]
        rows = tuple((one.key, tuple(_said(one.blocks))) for one in answers)
        rest = tuple(one for one in block.blocks if one not in answers)
        key = section("key", Facts(rows), heading=say("page.key")) if rows else None
        return (replace(block, blocks=kept_blocks((*rest, key))),)

    return _rewritten(page, keyed)


def _said(blocks: Iterable[Block]) -> Iterator[Sentence]:
    for block in blocks:
        match block:
            case Paragraph(sentences=said):
                yield from said
            case Details(blocks=inside):
                yield from _said(inside)


def with_annex(page: Page) -> Page:
    """Return a page for paper: of a brief or analysis, what is behind toggles stands at its end."""
    if page.form not in ("analysis", "brief"):
        return with_keys(page)
    folded: list[Details] = []
    lead, shown = (tuple(_taken(of, folded)) for of in (page.lead, page.sections))
    parts = (
        Section(f"annex-{n}", one.summary, one.blocks) for n, one in enumerate(folded, start=1)
    )
    annex = section("annex", *parts, own_page=True)
    sections = tuple(one for one in (*shown, annex) if isinstance(one, Section))
    sources = tuple(in_order(page.sources, (page.headline, *lead, *sections)))
    return replace(page, lead=lead, sections=sections, sources=sources)


def in_order(
    sources: Iterable[Source], told: Iterable[Block | Sentence | None]
) -> Iterator[Source]:
    """Yield those of some sources that are cited, in the order of their first mention."""
    known = {f"source:{source.id}": source for source in sources}
    refs = dict.fromkeys(ref for one in assertions(told) for ref in one.basis)
    return (known[ref] for ref in refs if ref in known)


def _taken(blocks: Iterable[Block], folded: list[Details]) -> Iterator[Block]:
    """Yield blocks without what stands behind toggles, which is taken into a list."""
    for block in blocks:
        if isinstance(block, Details):
            folded.append(block)
        elif isinstance(block, Section):
            inside = tuple(_taken(block.blocks, folded))
            yield from [replace(block, blocks=inside)] if inside else []
        else:
            yield block


def with_pictures(page: Page, drawn: Collection[str]) -> Page:
    """Return a page in which charts without a picture are put into words.

    Parameters
    ----------
    drawn
        The ids of the charts that there is a picture of.
    """

    def told(block: Block) -> Iterable[Block]:
        if isinstance(block, ChartBlock) and block.chart.id not in drawn:
            return in_words(block.chart)
        return (block,)

    return _rewritten(page, told)


def in_words(chart: Chart) -> tuple[ReadingNote, Table]:
    """Return what a chart shows, without a picture."""
    told = ReadingNote(say("page.no_picture", title=chart.title, alt=chart.alt))
    return told, Table(chart.title, chart.columns, chart_rows(chart))


def chart_rows(chart: Chart) -> tuple[Row, ...]:
    """Return the data of a chart as rows of a table."""
    return tuple(Row(tuple(cells), chart.basis) for cells in chart.rows)


def column_shares(table: Table) -> list[int]:
    """Return what each column of a table takes of its width, from the lengths of its cells."""
    heads = (len(head) // _LINES_OF_HEAD for head in table.columns)
    return [
        max(_NARROWEST, head, min(_longest(cells), _WIDEST))
        for head, cells in zip(heads, _columns(table), strict=True)
    ]


def longest_words(table: Table) -> list[list[str]]:
    """Return the longest words of each column, which no line may break; of texts none."""
    return [
        [] if _longest(cells) > _WORDY and n not in table.numeric else _words_of(cells)
        for n, cells in enumerate(_columns(table))
    ]


def _words_of(cells: Iterable[str]) -> list[str]:
    """Return the longest of some short cells, and of the words of longer ones."""
    words = {
        word for cell in cells for word in (_SPACE.split(cell) if len(cell) > _WORDY else [cell])
    }
    return sorted(words, key=len, reverse=True)[:_MEASURED]


def _columns(table: Table) -> Iterator[list[str]]:
    """Yield the cells of each column, and the words of its head."""
    for n, head in enumerate(table.columns):
        yield [*(row.cells[n] for row in table.rows), *head.split()]


def _longest(texts: Iterable[str]) -> int:
    return max(map(len, texts), default=0)


def _shortened(block: Block) -> Iterable[Block]:
    match block:
        case Details():
            return ()
        case Table(rows=rows, most=most) if most is not None and len(rows) > most:
            return replace(block, rows=rows[:most]), _more(len(rows) - most)
        case BulletList(items=items, most=most) if most is not None and len(items) > most:
            return replace(block, items=items[:most]), _more(len(items) - most)
        case Section(blocks=()):
            return ()
    return (block,)


def _more(left: int) -> ReadingNote:
    return ReadingNote(say("page.more", left=left))


def _rewritten(page: Page, change: Change) -> Page:
    """Return a page in which each block, those inside others first, is replaced."""
    sections = (one for one in _changed(page.sections, change) if isinstance(one, Section))
    return replace(page, lead=tuple(_changed(page.lead, change)), sections=tuple(sections))


def _changed(blocks: Iterable[Block], change: Change) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Section | Details):
            yield from change(replace(block, blocks=tuple(_changed(block.blocks, change))))
        else:
            yield from change(block)


def kept_blocks(blocks: Iterable[Block | None]) -> tuple[Block, ...]:
    """Return the blocks that there are and that say something."""
    return tuple(block for block in blocks if block is not None and _says_something(block))


def _says_something(block: Block) -> bool:
    match block:
        case Paragraph(sentences=said, label=label):
            return bool(said or label)
        case Finding(sentences=held) | BulletList(items=held) | Facts(rows=held):
            return bool(held)
        case Table(rows=held) | Details(blocks=held):
            return bool(held)
        case _:
            return True
