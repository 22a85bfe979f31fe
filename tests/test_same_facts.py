"""The same facts and figures in every form of a page."""

from __future__ import annotations

import json
import re
from collections import Counter
from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn

from page_cases import MARKUP, RTL, Outline, analysis_of, every_page, html_of
from winset.report.document.blocks import Page, Row, assertions
from winset.report.forms.data import to_json
from winset.report.forms.docx import to_docx
from winset.report.forms.markdown import to_markdown
from winset.report.forms.pdf import to_typst
from winset.report.forms.terminal import to_text

pytestmark = pytest.mark.slow

NUMBER = re.compile(r"[+−±]?\d[\d,.]*\d%?|[+−±]?\d%?")


def numbers(text: str) -> Counter[str]:
    """Return the numbers in a text, each with how often it stands there."""
    return Counter(NUMBER.findall(text))


def in_word(page: Page) -> str:
    """Return the text of a Word file, its paragraphs apart and the marks of sources left out."""
    body = Document(BytesIO(to_docx(page, {}))).element.body
    paragraphs = (
        "".join(
            run.text for run in one.iter(qn("w:r")) if run.find(f".//{qn('w:vertAlign')}") is None
        )
        for one in body.iter(qn("w:p"))
    )
    return "\n".join(paragraphs)


FORMS = {
    "terminal": lambda page: to_text(page, 4000, whole=True),
    "html": lambda page: " ".join(Outline(html_of(page)).words),
    "markdown": lambda page: to_markdown(page).replace("\\", ""),
    "pdf": to_typst,
    "word": in_word,
    "data": to_json,
}

QUOTED = ("pdf", "data")
"""The forms in which a text stands in quotation marks."""


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", ["harbour", "rivers", "orchard"])
def test_every_figure_of_a_page_is_in_every_form(name: str, form: str) -> None:
    analysis, figures = analysis_of(name), 0
    for page in every_page(analysis):
        said = Counter[str]()
        for one in assertions(page):
            said += numbers(" \n ".join(one.cells) if isinstance(one, Row) else one.text)
        told = numbers(FORMS[form](page))
        figures += sum(said.values())
        assert not said - told
    assert figures > 40


@pytest.mark.parametrize("form", FORMS)
def test_hostile_texts_are_texts_in_every_form(form: str) -> None:
    """Markup of every form, and letters from right to left, are read as the file writes them."""
    for page in every_page(analysis_of("hostile")):
        told = " ".join(FORMS[form](page).split())
        for text in (MARKUP, RTL):
            assert (json.dumps(text, ensure_ascii=False)[1:-1] if form in QUOTED else text) in told
