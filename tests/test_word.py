"""A page as a Word file: read again, it says what the page says, and texts are texts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document

from page_cases import CASES, KINDS, LONG, MARKUP, RTL, pages_of, pictures_of
from winset.report.document.blocks import (
    BulletList,
    ChartBlock,
    Details,
    Page,
    Paragraph,
    Section,
    Sentence,
    Table,
    assertions,
    charts,
)
from winset.report.document.chart import Chart, Drawing, Drawings
from winset.report.document.compose import with_annex, with_keys
from winset.report.document.fitting import fitted_page
from winset.report.document.references import web_address
from winset.report.forms.docx import to_docx
from winset.scenario import Source

PAGES = [(name, kind) for name in CASES for kind in KINDS]
BASIS = ("result:x",)
BLANK = Drawing(1, 1, 12, halo=False, marks={})
PNG = (
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\0\0\0\nIDATx\x9c"
    b"c\0\1\0\0\5\0\1\r\n-\xb4\0\0\0\0IEND\xaeB`\x82"
)


@cache
def page_of(name: str, kind: str) -> Page:
    return dict(zip(KINDS, pages_of(name), strict=True))[kind]


@cache
def on_paper(name: str, kind: str) -> Page:
    """Return a page with all of it shown, what is folded away in an annex."""
    return with_annex(fitted_page(page_of(name, kind)))


@cache
def file_of(name: str, kind: str) -> bytes:
    page = page_of(name, kind)
    return to_docx(page, {chart.id: PNG for chart in charts(page)})


def parts(file: bytes) -> dict[str, str]:
    with ZipFile(BytesIO(file)) as packed:
        names = [name for name in packed.namelist() if name.endswith((".xml", ".rels"))]
        return {name: packed.read(name).decode() for name in names}


def blocks(thing: Any, kind: type) -> Iterator[Any]:
    """Yield all blocks of a kind on a page or in a block, in reading order."""
    if isinstance(thing, kind):
        yield thing
    for inside in (*getattr(thing, "lead", ()), *getattr(thing, "sections", ())):
        yield from blocks(inside, kind)
    for inside in getattr(thing, "blocks", ()):
        yield from blocks(inside, kind)


def said(word: Any) -> str:
    """Return all text of a Word file's body, without the marks of sources."""
    marks = word.element.body.xpath(".//w:hyperlink[@w:anchor]")
    for mark in marks:
        mark.getparent().remove(mark)
    return " ".join("".join(word.element.body.itertext()).split())


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize(("name", "kind"), PAGES)
def test_all_that_the_page_says_is_there(name: str, kind: str) -> None:
    text = squeezed(said(Document(BytesIO(file_of(name, kind)))))
    for one in assertions(page_of(name, kind)):
        for told in (one.text,) if isinstance(one, Sentence) else one.cells:
            assert squeezed(told) in text


@pytest.mark.parametrize(("name", "kind"), PAGES)
def test_an_annex_holds_what_is_folded_away(name: str, kind: str) -> None:
    page, paper = fitted_page(page_of(name, kind)), on_paper(name, kind)
    assert Counter(assertions(paper)) == Counter(assertions(page))
    folded = [one.summary for one in blocks(page, Details)]
    annexed = [one for one in paper.sections if one.id == "annex"]
    if kind != "analysis" or not folded:
        assert (paper, annexed) == (with_keys(page), [])
        return
    assert [paper.sections[-1]] == annexed
    headings = [one.heading for one in annexed[0].blocks if isinstance(one, Section)]
    nested = [one.summary for one in blocks(annexed[0], Details)]
    assert headings == [one for one in folded if one not in nested]
    assert [*blocks(paper, Details)] == [*blocks(annexed[0], Details)]


@pytest.mark.parametrize(("name", "kind"), PAGES)
def test_headings_tables_and_pictures_are_words_own(name: str, kind: str) -> None:
    page, word = on_paper(name, kind), Document(BytesIO(file_of(name, kind)))
    headings = [p.text for p in word.paragraphs if p.style and p.style.name.startswith("Heading")]
    wanted = [" ".join(one.heading.split()) for one in blocks(page, Section)]
    assert headings == [*wanted, *(["Sources"] if page.sources else [])]
    tables = list(blocks(page, Table))
    assert [len(one.rows) for one in word.tables] == [1 + len(one.rows) for one in tables]
    repeated = word.element.body.xpath(".//w:tr[w:trPr/w:tblHeader]")
    assert len(repeated) == len(tables)
    told = word.element.body.xpath(".//wp:docPr/@descr")
    drawn = [one.chart for one in blocks(page, ChartBlock)]
    assert told == [" ".join(f"{one.title}. {one.alt}".split()) for one in drawn]
    captions = [p.text for p in word.paragraphs if p.style and p.style.name == "Caption"]
    assert len(captions) == sum(bool(one.caption) for one in tables) + len(drawn)


@pytest.mark.parametrize(("name", "kind"), PAGES)
def test_each_numbered_list_begins_at_one(name: str, kind: str) -> None:
    page, word = on_paper(name, kind), Document(BytesIO(file_of(name, kind)))
    lists = [len(one.items) for one in blocks(page, BulletList) if one.numbered and one.items]
    used = word.element.body.xpath(".//w:pPr/w:numPr/w:numId/@w:val")
    assert [used.count(one) for one in dict.fromkeys(used)] == [
        *lists,
        *([len(page.sources)] if page.sources else []),
    ]
    for number in set(used):
        (own,) = word.part.numbering_part.element.xpath(f"./w:num[@w:numId={number}]")
        assert own.xpath("./w:lvlOverride/w:startOverride/@w:val") == ["1"]


@pytest.mark.parametrize("name", CASES)
def test_sources_are_links_and_marks_lead_to_them(name: str) -> None:
    page, file = page_of(name, "brief"), file_of(name, "brief")
    word = Document(BytesIO(file))
    places = word.element.body.xpath(".//w:bookmarkStart/@w:name")
    assert places == [f"source_{n}" for n in range(1, 1 + len(page.sources))]
    assert set(word.element.body.xpath(".//w:hyperlink/@w:anchor")) == set(places)
    linked = word.element.body.xpath(".//w:hyperlink/@r:id")
    assert [word.part.rels[one].target_ref for one in linked] == [
        address for source in page.sources if (address := web_address(source))
    ]


def test_language_foot_and_title_are_set() -> None:
    page, word = page_of("rivers", "brief"), Document(BytesIO(file_of("rivers", "brief")))
    assert set(word.styles.element.xpath(".//w:rPrDefault//w:lang/@w:val")) == {page.lang}
    assert page.made[0] in word.sections[0].footer.paragraphs[0].text
    about = word.core_properties
    assert (about.title, about.author, about.language) == (page.title, "Winset", page.lang)


def test_the_same_page_is_the_same_file() -> None:
    page = page_of("rivers", "brief")
    pictures = {chart.id: PNG for chart in charts(page)}
    file = to_docx(page, pictures)
    assert file == to_docx(page, pictures)
    with ZipFile(BytesIO(file)) as packed:
        assert {one.date_time for one in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    created = re.findall(r"<dcterms:\w+[^>]*>([^<]*)<", parts(file)["docProps/core.xml"])
    assert set(created) == {"1980-01-01T00:00:00Z"}


@pytest.mark.parametrize("kind", KINDS)
def test_hostile_text_stays_text(kind: str) -> None:
    word = Document(BytesIO(file_of("hostile", kind)))
    text = squeezed(said(word))
    for told in (MARKUP, RTL, LONG):
        assert squeezed(told) in text
    tags = {element.tag.rpartition("}")[2] for element in word.element.body.iter()}
    assert "script" not in tags


@pytest.mark.parametrize(
    "text",
    [
        "\0a\x1b[31mb\x7f",
        "\ufffe\uffff",
        "\ud800",
        "x" * 10_000,
        f"{RTL}\u202e",
        "<w:t>&amp;]]>",
        "",
    ],
)
def test_whatever_a_text_holds_the_file_can_be_read(text: str) -> None:
    chart = Chart(
        "c", text, text, text, Drawings(BLANK, BLANK), (text, "b"), ((text, text),), BASIS
    )
    page = Page(
        title=text,
        kind=text,
        lang="en",
        sections=(
            Section(
                "a",
                text,
                (
                    Paragraph((Sentence(text, ("source:s",)),), text),
                    Table(text, (text,), ()),
                    ChartBlock(chart),
                ),
            ),
        ),
        sources=(Source("s", text, f"https://example.org/?q={text[:40]}", note=text),),
        made=(text,),
    )
    word = Document(BytesIO(to_docx(page, {"c": PNG})))
    shown = re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", text)
    assert shown in said(word)


def test_a_picture_fits_the_paper() -> None:
    page = page_of("rivers", "analysis")
    word = Document(BytesIO(to_docx(page, pictures_of(page, "dots"))))
    assert len(word.inline_shapes) == len(list(charts(page))) > 3
    for shape in word.inline_shapes:
        assert 0 < shape.width.cm <= 17
        assert 0 < shape.height.cm <= 22


def test_a_chart_without_a_picture_is_told() -> None:
    page = page_of("rivers", "brief")
    text = squeezed(said(Document(BytesIO(to_docx(page, {})))))
    for chart in charts(page):
        assert squeezed(chart.alt) in text
