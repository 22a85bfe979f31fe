"""Pages on A4: no word is cut at an edge, however long words are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import pytest
import typst

from page_cases import KINDS, pages_of, pictures_of
from pseudo import speaking_pseudo
from winset.report.document.blocks import Page
from winset.report.document.compose import full, with_annex, with_pictures
from winset.report.forms.pdf import to_typst

pytestmark = pytest.mark.slow

WIDTH, MARGIN = 595.3, 17 * 72 / 25.4
"""Of A4, in points."""


def ends(page: Page) -> Iterator[tuple[float, float]]:
    """Yield from where to where across the paper each run of letters goes, in points."""
    pictures = pictures_of(page, "figure")
    text = to_typst(with_pictures(with_annex(full(page)), pictures))
    compiler: Any = typst.Compiler
    files = {"main.typ": text.encode(), **pictures}
    sheets = compiler(files, ignore_system_fonts=True).compile(format="svg")
    for sheet in sheets if isinstance(sheets, list) else [sheets]:
        yield from _runs(ElementTree.fromstring(sheet), 0.0)  # noqa: S314 -- made here


def _runs(element: ElementTree.Element, x: float) -> Iterator[tuple[float, float]]:
    x += _across(element.get("transform", ""))
    letters = [float(one.get("x", 0)) for one in element if one.tag.endswith("}use")]
    if letters:
        yield x + min(letters), x + max(letters)
    for inner in element:
        yield from _runs(inner, x)


def _across(transform: str) -> float:
    """Return how far to the right a transform moves what it is of."""
    moved = re.findall(r"translate\(([-\d.]+)", transform)
    moved += re.findall(r"matrix\((?:[-\d.]+[ ,]+){4}([-\d.]+)", transform)
    return sum(map(float, moved))


@pytest.mark.parametrize("name", ["hostile", "harbour"])
def test_no_word_is_cut_at_the_paper_s_edge(
    name: str, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with speaking_pseudo(tmp_path, monkeypatch):
        found = [end for page in pages_of(name) for end in ends(page)]
    assert len(found) > 100 * len(KINDS)
    assert min(left for left, _ in found) >= MARGIN - 1
    assert max(right for _, right in found) <= WIDTH - MARGIN + 1
