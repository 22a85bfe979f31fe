"""A page as Markdown, with its sources as footnotes."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from string import ascii_uppercase

from winset.language.words import full_stop
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
)
from winset.report.document.compose import led, with_keys, with_pictures
from winset.report.document.fitting import fitted_page
from winset.report.document.references import marks, numbers, web_address

_SPECIAL = re.compile(r"([\\`*_\[\]<|~$&]|^[#>+=-])|^(\d+)(?=[.)](?: |$))")


def to_markdown(page: Page, pictures: Mapping[str, PurePosixPath] | None = None) -> str:
    """Return a page as Markdown; all that comes from a scenario file is escaped.

    Parameters
    ----------
    pictures
        Where the file of each chart is, by the chart's id; without it a chart is told in words.
    """
    writer = _MarkdownWriter(numbers(page), pictures or {})
    page = with_pictures(with_keys(fitted_page(page)), pictures or {})
    lines = [f"# {escaped(page.heading)}", "", f"*{escaped(page.above)}*", ""]
    for block in (*page.lead, *page.sections):
        lines += writer.block(block, 2)
    for source, n in zip(page.sources, writer.numbers.values(), strict=True):
        address = web_address(source)
        named = full_stop(source.title) if source.note else source.title
        told = " ".join(escaped(text) for text in (named, source.note) if text)
        lines += [f"[^{n}]: {told}{f' <{address}>' if address else ''}"]
    lines += ["", "---", "", *(escaped(line) for line in page.made)]
    return "\n".join(lines) + "\n"


def escaped(text: str) -> str:
    """Return a text that Markdown shows as it is."""
    return _SPECIAL.sub(_as_it_is, " ".join(text.split()))


def _as_it_is(found: re.Match[str]) -> str:
    return f"\\{found[1]}" if found[1] else f"{found[2]}\\"


class _MarkdownWriter:
    """Writes blocks; knows the numbers of the sources and where the pictures are."""

    def __init__(self, refs: dict[str, int], pictures: Mapping[str, PurePosixPath]) -> None:
        self.numbers = refs
        self.pictures = pictures

    def block(self, block: Block, level: int) -> list[str]:  # noqa: C901, PLR0911 - a table
        match block:
            case Section(heading=heading, blocks=blocks):
                inside = (line for one in blocks for line in self.block(one, level + 1))
                return [f"{'#' * level} {escaped(heading)}", "", *inside]
            case Finding(sentences=said):
                return [f"**{self._cited(said)}**", ""]
            case Details(summary=summary, blocks=blocks):
                inside = (line for one in blocks for line in self.block(one, level + 1))
                return [f"**{escaped(summary)}**", "", *inside]
            case Paragraph(sentences=said, label=label):
                head = f"**{escaped(led(label) if said else label)}** " if label else ""
                return [f"{head}{self._cited(said)}", ""]
            case BulletList(items=items, lettered=True):
                choices = zip(ascii_uppercase, items, strict=False)
                return ["\\\n".join(f"{sign}. {self._cited(item)}" for sign, item in choices), ""]
            case BulletList(items=items, numbered=numbered):
                signs = (f"{n}." if numbered else "-" for n in range(1, len(items) + 1))
                pairs = zip(signs, items, strict=True)
                return [*(f"{sign} {self._cited(item)}" for sign, item in pairs), ""]
            case Facts(rows=rows):
                told = (f"- **{escaped(led(label))}** {self._cited(one)}" for label, one in rows)
                return [*told, ""]
            case Table(caption=caption, columns=columns, rows=rows):
                named = [f"*{escaped(caption)}*", ""] if caption else []
                return [*named, *self._table(columns, rows)]
            case ChartBlock(chart=chart):
                alt = escaped(f"{chart.title}. {chart.alt}")
                return [f"![{alt}](<{self.pictures[chart.id]}>)", ""]
            case ReadingNote(text=text):
                return [f"*{escaped(text)}*", ""]

    def _cited(self, sentences: Iterable[Sentence]) -> str:
        return " ".join(f"{_words(one)}{self._marks(one.basis)}" for one in sentences)

    def _marks(self, basis: Iterable[str]) -> str:
        return "".join(f"[^{n}]" for n in marks(basis, self.numbers))

    def _table(self, columns: Iterable[str], rows: Iterable[Row]) -> Iterator[str]:
        names = list(columns)
        yield _line(map(escaped, names))
        yield _line("---" for _ in names)
        for row in rows:
            first, *rest = map(escaped, row.cells)
            yield _line([f"{first}{self._marks(row.basis)}", *rest])
        yield ""


def _words(one: Sentence) -> str:
    return f"**{escaped(one.text)}**" if one.strong else escaped(one.text)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
