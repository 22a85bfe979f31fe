"""Pages on A4: no word is cut at an edge or printed over another, however long words are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree

import pytest
import typst

from page_cases import KINDS, pages_of, pictures_of
from pseudo import speaking_pseudo
from winset.report.document.blocks import (
    Block,
    BulletList,
    Page,
    Paragraph,
    Section,
    Sentence,
)
from winset.report.document.compose import with_annex, with_pictures
from winset.report.document.fitting import fitted_page
from winset.report.forms.pdf import to_typst

pytestmark = pytest.mark.slow

MM = 72 / 25.4
WIDTH, HEIGHT, MARGIN, HEAD, FOOT = 595.3, 841.9, 17 * MM, 26 * MM, 15 * MM
"""Of A4, of its margin, and of what stands beside and below the text, in points."""


Run = tuple[float, float, float]
"""From where to where across the paper a run of letters goes, and how far down it stands."""


def sheets(page: Page) -> Iterator[list[Run]]:
    """Yield the runs of letters of each sheet, in points."""
    pictures = pictures_of(page, "figure")
    text = to_typst(with_pictures(with_annex(fitted_page(page)), pictures))
    compiler: Any = typst.Compiler
    files = {"main.typ": text.encode(), **pictures}
    drawn = compiler(files, ignore_system_fonts=True).compile(format="svg")
    for sheet in drawn if isinstance(drawn, list) else [drawn]:
        yield list(_runs(ElementTree.fromstring(sheet), 0.0, 0.0))  # noqa: S314 -- made here


def _runs(element: ElementTree.Element, x: float, y: float) -> Iterator[Run]:
    across, down = _moved(element.get("transform", ""))
    x, y = x + across, y + down
    letters = [float(one.get("x", 0)) for one in element if one.tag.endswith("}use")]
    if letters:
        yield x + min(letters), x + max(letters), y
    for inner in element:
        yield from _runs(inner, x, y)


def _moved(transform: str) -> tuple[float, float]:
    """Return how far to the right and down a transform moves what it is of."""
    moved = re.findall(r"translate\(([-\d.]+)[ ,]*([-\d.]*)", transform)
    moved += re.findall(r"matrix\((?:[-\d.]+[ ,]+){4}([-\d.]+)[ ,]+([-\d.]+)", transform)
    return sum(float(x) for x, _ in moved), sum(float(y or 0) for _, y in moved)


@pytest.mark.parametrize("name", ["hostile", "harbour"])
def test_no_word_is_cut_at_the_paper_s_edge(
    name: str, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with speaking_pseudo(tmp_path, monkeypatch):
        found = [run for page in pages_of(name) for sheet in sheets(page) for run in sheet]
    assert len(found) > 100 * len(KINDS)
    assert min(left for left, _, _ in found) >= MARGIN - 1
    assert max(right for _, right, _ in found) <= WIDTH - MARGIN + 1


def test_no_heading_beside_the_text_is_printed_over_the_next() -> None:
    def told(words: str) -> tuple[Sentence, ...]:
        return (Sentence(words, ("file:title",)),)

    short: tuple[Block, ...] = (Paragraph(told("One line.")), BulletList((told("A point."),)))
    headings = ("If the talks break down and nobody comes back to them at all", "What to do")
    sections = (
        Section(f"n{n}", headings[n % 3 == 2], short[n % 2 :][: 1 + n % 5 // 4]) for n in range(60)
    )
    page = Page("Talks", "Brief", "en", tuple(sections), form="brief")
    found = [sorted(y for left, _, y in sheet if left < MARGIN + HEAD) for sheet in sheets(page)]
    assert sum(map(len, found)) > 2 * len(page.sections)
    for *beside, foot in found:
        assert all(below - above > 8 for above, below in pairwise(beside))
        assert beside[-1] < HEIGHT - FOOT < foot
