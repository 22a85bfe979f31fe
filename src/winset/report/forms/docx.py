"""A page as a Word file that an office can go on writing in: headings, lists, tables, pictures."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from io import BytesIO
from string import ascii_uppercase
from typing import Any, TypeAlias
from urllib.parse import quote
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from winset.language.catalogue import say
from winset.language.words import full_stop
from winset.report.charts.style import INK, SIDES, SOFT, TINT, WEAK
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
    Section,
    Sentence,
    Table,
)
from winset.report.document.chart import Chart
from winset.report.document.compose import column_shares, led, with_annex, with_pictures
from winset.report.document.fitting import fitted_page
from winset.report.document.references import marks, numbers, web_address
from winset.scenario import Source

_Part: TypeAlias = Any
"""A piece of a Word file, of which the library tells no type."""

_LONG_AGO = datetime(1980, 1, 1)
"""Stands for the day of writing, so that the same page is the same file."""

_WIDTH, _TALLEST = Cm(17), Cm(22)
_SMALL, _MARGIN = Pt(8.5), Cm(1.7)

_READ = 2
"""Sides whose colours can be read as words."""
_DOT = 914_400 // (96 * 2)
"""A dot of a picture, twice as fine as a screen's, in the units of Word."""

_PROPERTY = 255
"""Letters that a property of a Word file holds."""

_BULLETS, _NUMBERED, _CONTINUED = "ListBullet", "ListNumber", "ListContinue"

_DEEPEST = 9
"""The last level of a heading that Word has."""

_IN_ADDRESSES = "%:/?#[]@!$&'()*+,;=~"
"""What an address may hold besides letters and digits; Word refuses a file with anything else."""

_NO_TEXT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML cannot hold."""


def to_docx(page: Page, pictures: Mapping[str, bytes]) -> bytes:
    """Return a page as a Word file; all that comes from a scenario file is text.

    Parameters
    ----------
    pictures
        The charts as PNG, by the chart's id; one that has none is told in words and as a table.
    """
    page = with_pictures(with_annex(fitted_page(page)), pictures)
    word = Document()
    _set_up(word, page)
    writer = _WordWriter(word, numbers(page), pictures)
    writer.line("Title", page.heading)
    writer.line("Subtitle", page.above)
    writer.blocks((*page.lead, *page.sections), 1)
    if page.sources:
        writer.sources(page.sources)
    return _packed(word)


def _set_up(word: _Part, page: Page) -> None:
    """Say what the file is, and set its paper, language and foot."""
    about, made = word.core_properties, _plain(" ".join(page.made))
    about.title, about.subject = (_plain(text)[:_PROPERTY] for text in (page.title, page.kind))
    about.author, about.language, about.comments = "Winset", page.lang, made[:_PROPERTY]
    about.created = about.modified = _LONG_AGO
    (paper,) = word.sections
    paper.page_width, paper.page_height = Cm(21), Cm(29.7)
    paper.left_margin = paper.right_margin = Cm(2)
    paper.top_margin = paper.bottom_margin = _MARGIN
    paper.header_distance = paper.footer_distance = _MARGIN // 2
    _set_styles(word)
    for language in word.styles.element.xpath(".//w:rPrDefault//w:lang"):
        for name in ("w:val", "w:eastAsia", "w:bidi"):
            language.set(qn(name), page.lang)
    foot = paper.footer.paragraphs[0]
    foot.add_run(f"{made} ").font.size = Pt(8)
    _inside(foot.paragraph_format.element, "w:fldSimple", instr="PAGE")


def _set_styles(word: _Part) -> None:
    """Set text and headings in the colours and sizes of the other forms."""
    sizes = {"Title": 20, "Subtitle": 9, "Caption": 10, "Heading 1": 13, "Heading 2": 11}
    named = ("Title", "Subtitle", "Caption", *(f"Heading {n}" for n in range(1, _DEEPEST + 1)))
    for style in map(word.styles.__getitem__, named):
        style.font.color.rgb = _colour(INK)
        style.font.size = Pt(sizes.get(style.name, 10))
        style.font.italic = False
        style.paragraph_format.space_before = Pt(9 if style.name.startswith("Head") else 3)
        style.paragraph_format.space_after = Pt(3)
        for border in style.element.xpath(".//w:pBdr"):
            border.getparent().remove(border)
    text = word.styles["Normal"]
    text.font.size, text.paragraph_format.space_after = Pt(10), Pt(4)
    text.paragraph_format.line_spacing = 1.05


class _WordWriter:
    """Writes blocks; knows the numbers of the sources and the pictures."""

    def __init__(self, word: _Part, refs: dict[str, int], pictures: Mapping[str, bytes]) -> None:
        self.word = word
        self.numbers = refs
        self.pictures = pictures

    def line(self, style: str = "", text: str = "") -> _Part:
        """Write a paragraph of a style, by the style's id in the library's own file."""
        line = self.word.add_paragraph(_plain(text))
        if style:
            line.paragraph_format.element.style = style
        return line

    def blocks(self, blocks: Iterable[Block], level: int) -> None:
        for block in blocks:
            self.block(block, level)

    def block(self, block: Block, level: int) -> None:  # noqa: C901, PLR0912 - a table
        match block:
            case Section(look="box", heading=heading, blocks=(Facts(rows=rows),)):
                self.line(f"Heading{min(level, _DEEPEST)}", heading)
                for label, said in rows:
                    _shade(self.said(said, led(label)), TINT)
            case Section(heading=heading, blocks=blocks, own_page=own_page):
                line = self.line(f"Heading{min(level, _DEEPEST)}", heading)
                line.paragraph_format.page_break_before = own_page
                self.blocks(blocks, level + 1)
            case Details(summary=summary, blocks=blocks):
                self.said((), summary).paragraph_format.keep_with_next = True
                self.blocks(blocks, level)
            case Finding(sentences=said):
                self.said(said).runs[0].bold = True
            case Paragraph(sentences=said, label=label, look="weak"):
                line = self.said(said, led(label))
                line.runs[0].font.color.rgb = _colour(WEAK)
                _frame(line, WEAK)
            case Paragraph(sentences=said, label=label):
                named = led(label) if label and said else label
                self.said(said, named).paragraph_format.keep_with_next = not said
            case BulletList(items=items, lettered=True):
                for letter, item in zip(ascii_uppercase, items, strict=False):
                    line = self.said(item, f"{letter}.", _CONTINUED)
                    line.paragraph_format.keep_with_next = item is not items[-1]
                    line.paragraph_format.space_after = 0
            case BulletList(items=items, numbered=numbered):
                style = _NUMBERED if numbered else _BULLETS
                lines = [self.said(item, style=style) for item in items]
                if numbered:
                    self.count_from_one(lines)
            case Facts(rows=rows):
                for label, said in rows:
                    self.said(said, led(label), _BULLETS)
            case Table():
                self.table(block)
            case ChartBlock(chart=chart):
                self.picture(chart)
            case ReadingNote(text=text):
                run = self.line().add_run(_plain(text))
                run.font.size, run.font.color.rgb = _SMALL, _colour(SOFT)

    def said(self, sentences: Iterable[Sentence], label: str = "", style: str = "") -> _Part:
        """Write sentences one after the other, below or after what they are about."""
        line = self.line(style)
        if label:
            line.add_run(_plain(label)).bold = True
        for one in sentences:
            line.add_run(f"{' ' if line.runs else ''}{_plain(one.text)}").bold = one.strong or None
            self.marks(line, one.basis)
        return line

    def marks(self, line: _Part, basis: Iterable[str]) -> None:
        """Write the numbers of sources, each a link to the source."""
        for n in marks(basis, self.numbers):
            run = line.add_run(f"{n} ")
            run.font.superscript = True
            link = _inside(line.paragraph_format.element, "w:hyperlink", anchor=f"source_{n}")
            link.append(run.element)

    def count_from_one(self, lines: Iterable[_Part]) -> None:
        """Make lines a numbered list of their own."""
        numbering = self.word.part.numbering_part.element
        kind = self.word.styles["List Number"].element.pPr.numPr.numId.val
        own = numbering.add_num(numbering.num_having_numId(kind).abstractNumId.val)
        own.add_lvlOverride(ilvl=0).add_startOverride(1)
        for line in lines:
            numbered = line.paragraph_format.element.get_or_add_pPr().get_or_add_numPr()
            numbered.get_or_add_ilvl().val = 0
            numbered.get_or_add_numId().val = own.numId

    def table(self, block: Table) -> None:
        if block.caption:
            caption = self.line("Caption", block.caption)
            caption.paragraph_format.keep_with_next = True
        shares = column_shares(block)
        widths = [_WIDTH * share // sum(shares) for share in shares]
        table = self.word.add_table(
            1 + len(block.rows), len(widths), self.word.styles["Normal Table"]
        )
        table.autofit = False
        _rules(table)
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        head, *body = table.rows
        for n, run in enumerate(self.row(head, block.columns, block.numeric)):
            run.bold = True
            if block.sides.get(n, _READ) < _READ:
                run.font.color.rgb = _colour(SIDES[block.sides[n]])
        (repeated,) = head.cells[0].paragraphs[0].paragraph_format.element.xpath("ancestor::w:tr")
        _inside(repeated.get_or_add_trPr(), "w:tblHeader")
        for line, row in zip(body, block.rows, strict=True):
            self.row(line, row.cells, block.numeric)
            self.marks(line.cells[0].paragraphs[0], row.basis)
        self.line()  # two tables without a line between would be one

    def row(self, line: _Part, texts: Sequence[str], numeric: frozenset[int]) -> list[_Part]:
        """Fill the cells of a row; return what stands in them."""
        runs = []
        for n, (cell, text) in enumerate(zip(line.cells, texts, strict=True)):
            held = cell.paragraphs[0]
            held.paragraph_format.space_after = 0
            if n in numeric:
                held.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            runs.append(held.add_run(_plain(text)))
            runs[-1].font.size = _SMALL
        return runs

    def picture(self, chart: Chart) -> None:
        self.line("Caption", chart.title).paragraph_format.keep_with_next = True
        self.line(text=chart.subtitle).paragraph_format.keep_with_next = True
        png = self.pictures[chart.id]
        size = [int.from_bytes(png[at : at + 4]) * _DOT for at in (16, 20)]
        scale = min(1.0, _WIDTH / size[0], _TALLEST / size[1])
        run = self.line().add_run()
        run.add_picture(BytesIO(png), *(int(scale * side) for side in size))
        (about,) = run.element.xpath(".//wp:docPr")
        about.set("title", _plain(chart.title))
        about.set("descr", _plain(f"{chart.title}. {chart.alt}"))

    def sources(self, sources: Iterable[Source]) -> None:
        self.line("Heading1", say("headings.sources"))
        lines = [self.source(n, source) for n, source in enumerate(sources, start=1)]
        self.count_from_one(lines)

    def source(self, n: int, source: Source) -> _Part:
        """Write a source as an item to which the marks in the text lead."""
        line = self.line(_NUMBERED)
        element = line.paragraph_format.element
        _inside(element, "w:bookmarkStart", id=str(n), name=f"source_{n}")
        run = line.add_run(_plain(full_stop(source.title) if source.note else source.title))
        address = web_address(source)
        if address:
            run.font.underline, run.font.color.rgb = True, RGBColor(0x05, 0x63, 0xC1)
            target = quote(address, _IN_ADDRESSES, errors="replace")
            way = self.word.part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
            link = _inside(element, "w:hyperlink")
            link.set(qn("r:id"), way)
            link.append(run.element)
        _inside(element, "w:bookmarkEnd", id=str(n))
        if source.note:
            line.add_run(_plain(f" {source.note}"))
        return line


def _inside(parent: _Part, tag: str, **values: str) -> _Part:
    """Return a new element inside another, with values of Word's own names."""
    element = OxmlElement(tag)
    for name, value in values.items():
        element.set(qn(f"w:{name}"), value)
    parent.append(element)
    return element


def _colour(code: str) -> RGBColor:
    return RGBColor.from_string(code.removeprefix("#").upper())


def _frame(line: _Part, colour: str) -> None:
    """Set a bar of a colour at the left of a paragraph."""
    border = OxmlElement("w:pBdr")
    _inside(border, "w:left", val="single", sz="24", space="6", color=colour.removeprefix("#"))
    _put(line.paragraph_format.element.get_or_add_pPr(), border, "w:shd")


def _shade(line: _Part, colour: str) -> None:
    """Set a paragraph on a ground of a colour."""
    ground = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour.removeprefix("#"))):
        ground.set(qn(f"w:{name}"), value)
    _put(line.paragraph_format.element.get_or_add_pPr(), ground)


def _put(properties: _Part, one: _Part, *after: str) -> None:
    """Put a property of a paragraph where Word looks for it: before those named, and spacing."""
    rest = ("w:tabs", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:rPr")
    properties.insert_element_before(one, *after, *rest)


def _rules(table: _Part) -> None:
    """Set light rules between the rows of a table, and none between its columns."""
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        _inside(borders, f"w:{side}", val="single", sz="4", space="0", color="B8B2A4")
    (properties,) = (
        table.columns[0]
        .cells[0]
        .paragraphs[0]
        .paragraph_format.element.xpath("ancestor::w:tbl/w:tblPr")
    )
    properties.insert_element_before(borders, "w:tblLayout", "w:tblCellMar", "w:tblLook")


def _plain(text: str) -> str:
    """Return a text in one line that XML can hold."""
    start = " " if text.startswith(" ") else ""
    return start + " ".join(_NO_TEXT.sub("\N{REPLACEMENT CHARACTER}", text).split())


def _packed(word: _Part) -> bytes:
    """Return a Word file whose parts carry no time of writing."""
    written, packed = BytesIO(), BytesIO()
    word.save(written)
    with ZipFile(written) as parts, ZipFile(packed, "w", ZIP_DEFLATED) as out:
        for name in parts.namelist():
            out.writestr(ZipInfo(name, _LONG_AGO.timetuple()[:6]), parts.read(name), ZIP_DEFLATED)
    return packed.getvalue()
