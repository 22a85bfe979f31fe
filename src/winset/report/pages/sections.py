"""What the sections of all pages share: how they are put together, and what is left out."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from winset.report.charts.chart import Chart
from winset.report.pages.document import (
    Block,
    BulletList,
    ChartBlock,
    Details,
    Facts,
    Page,
    Paragraph,
    ReadingNote,
    Row,
    Section,
    Sentence,
    Table,
)
from winset.report.pages.wording import say


def section(
    name: str, *blocks: Block | None, heading: str | None = None, own_page: bool = False
) -> Section | None:
    """Return a section of the blocks that say something, or None where none does.

    Parameters
    ----------
    name
        Its id, and the key of its heading unless that is given.
    """
    kept = tuple(block for block in blocks if block is not None and _says_something(block))
    if all(isinstance(block, ReadingNote) for block in kept):
        return None
    return Section(name, heading or say(f"headings.{name}"), kept, own_page)


def paragraph(*sentences: Sentence | None, label: str = "") -> Paragraph:
    """Return a paragraph of the sentences that there are."""
    return Paragraph(tuple(one for one in sentences if one is not None), label)


def points(items: Iterable[Iterable[Sentence]], *, numbered: bool = False) -> BulletList:
    """Return a list of the points that say something."""
    kept = (tuple(item) for item in items)
    return BulletList(tuple(item for item in kept if item), numbered)


def picture(chart: Chart | None) -> ChartBlock | None:
    """Return the block of a chart, where there is one."""
    return None if chart is None else ChartBlock(chart)


def with_pictures(page: Page, drawn: Collection[str]) -> Page:
    """Return a page in which charts without a picture are put into words.

    Parameters
    ----------
    drawn
        The ids of the charts that there is a picture of.
    """
    sections = tuple(
        replace(section, blocks=tuple(_put_into_words(section.blocks, drawn)))
        for section in page.sections
    )
    return replace(page, sections=sections)


def _put_into_words(blocks: Iterable[Block], drawn: Collection[str]) -> Iterator[Block]:
    for block in blocks:
        match block:
            case ChartBlock(chart=chart) if chart.id not in drawn:
                yield from in_words(chart)
            case Section() | Details():
                yield replace(block, blocks=tuple(_put_into_words(block.blocks, drawn)))
            case _:
                yield block


def in_words(chart: Chart) -> tuple[ReadingNote, Table]:
    """Return what a chart shows, without a picture."""
    told = ReadingNote(say("page.no_picture", title=chart.title, alt=chart.alt))
    return told, Table(chart.title, chart.columns, chart_rows(chart))


def chart_rows(chart: Chart) -> tuple[Row, ...]:
    """Return the data of a chart as rows of a table."""
    return tuple(Row(tuple(cells), chart.basis) for cells in chart.rows)


def behind(summary: str, *blocks: Block | None) -> Details | None:
    """Return blocks behind a toggle, or None where they say nothing."""
    kept = tuple(block for block in blocks if block is not None and _says_something(block))
    return Details(summary, kept) if kept else None


def _says_something(block: Block) -> bool:
    match block:
        case Paragraph(sentences=said, label=label):
            return bool(said or label)
        case BulletList(items=items):
            return bool(items)
        case Facts(rows=rows):
            return bool(rows)
        case Table(rows=rows):
            return bool(rows)
        case Details(blocks=blocks):
            return bool(blocks)
        case _:
            return True
