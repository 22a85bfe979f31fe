"""Charts: each is told in words and as a table, and reads without colours."""

from __future__ import annotations

import re
from importlib.resources import files
from itertools import combinations
from xml.etree import ElementTree

import pytest

from drawings import both, boxes, marks, texts
from page_cases import CASES, MARKUP, analysis_of, pages_of
from winset.language.words import amount, signed
from winset.report import forms
from winset.report.charts.canvas import NARROW, WIDE
from winset.report.charts.draw import draw
from winset.report.charts.plane import plane_chart
from winset.report.charts.style import INK, PAPER, SOFT, VARIABLES
from winset.report.document.blocks import charts
from winset.report.document.chart import Chart
from winset.roadmaps.temptations import gain, loss

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("hanoi")]

NAMES = ["hanoi", *CASES]
DRAWN = ("hanoi", "harbour", "hostile", "twelve parties")


def charts_of(name: str) -> list[Chart]:
    """Return the charts of all pages of a case, each once."""
    found = {chart.id: chart for page in pages_of(name) for chart in charts(page)}
    return list(found.values())


@pytest.mark.parametrize("name", NAMES)
def test_a_chart_is_told_in_words_and_as_a_table(name: str) -> None:
    found = charts_of(name)
    assert found
    assert len({chart.id for chart in found}) == len(found)
    for chart in found:
        assert chart.title
        assert chart.alt.endswith((".", "…"))
        assert chart.rows
        assert {len(row) for row in chart.rows} == {len(chart.columns)}


@pytest.mark.parametrize("name", NAMES)
def test_its_title_is_a_finding(name: str) -> None:
    """A sentence without its full stop; what is drawn stands below it."""
    for chart in charts_of(name):
        assert len(chart.title.split()) > 3
        assert not chart.title.endswith(".")
        assert chart.subtitle.endswith((".", "…"))
        assert chart.subtitle not in chart.title


@pytest.mark.parametrize("name", NAMES)
def test_colour_never_stands_alone(name: str) -> None:
    """Points of several colours have several shapes, and lines several dashes or a name each."""
    for chart in charts_of(name):
        for drawing in both(chart):
            points = {(one["fill"], one["stroke"], one["shape"]) for one in marks(drawing, "point")}
            shapes = {shape for *_, shape in points}
            filled = {fill for fill, *_ in points if fill != PAPER}
            assert len(filled - {INK, SOFT}) <= len(shapes), chart.id
            assert texts(drawing), chart.id


@pytest.mark.parametrize("name", NAMES)
def test_type_keeps_its_size_and_stays_inside(name: str) -> None:
    """No type is smaller than 12 pixels, on a telephone or on a page; no word is cut at an edge."""
    for chart in charts_of(name):
        for drawing in both(chart):
            assert drawing.size >= 12
            for text, (left, top, right, bottom) in boxes(drawing):
                assert left >= -1, (chart.id, text)
                assert top >= -1, (chart.id, text)
                assert right <= drawing.width + 1, (chart.id, text)
                assert bottom <= drawing.height + 1, (chart.id, text)


@pytest.mark.parametrize("name", NAMES)
def test_no_text_covers_another(name: str) -> None:
    for chart in charts_of(name):
        for drawing in both(chart):
            for (text, one), (other, two) in combinations(boxes(drawing), 2):
                across = min(one[2], two[2]) - max(one[0], two[0])
                down = min(one[3], two[3]) - max(one[1], two[1])
                assert min(across, down) <= 3, (chart.id, drawing.width, text, other)


@pytest.mark.parametrize("drawing", [0, 1])
def test_the_drawings_have_the_widths_of_a_telephone_and_a_page(drawing: int) -> None:
    for chart in charts_of("hanoi"):
        assert both(chart)[drawing].width == (NARROW, WIDE)[drawing]


@pytest.mark.parametrize("name", DRAWN)
def test_a_picture_is_well_formed_and_asks_for_nothing(name: str) -> None:
    found = draw(charts_of(name), ("page", "figure", "svg", "png"))
    for chart in charts_of(name):
        in_page = found[chart.id, "page"].decode()
        pair = ElementTree.fromstring(f"<div>{in_page}</div>")  # noqa: S314 -- drawn here
        assert [one.attrib["class"] for one in pair] == ["narrow", "wide"]
        alone = (found[chart.id, form].decode() for form in ("figure", "svg"))
        for drawn in (*alone, *(ElementTree.tostring(one, encoding="unicode") for one in pair)):
            root = ElementTree.fromstring(drawn)  # noqa: S314 -- drawn here
            assert root.attrib["role"] == "img"
            assert root.attrib["aria-label"].startswith(" ".join(chart.title.split()))
            assert "<script" not in drawn
            assert not re.search(r'(href|src)="(?!#)', drawn)
        assert found[chart.id, "png"].startswith(b"\x89PNG")


def test_a_picture_that_stands_alone_has_its_title() -> None:
    chart = charts_of("harbour")[0]
    found = draw([chart], ("svg", "figure"))
    first = chart.title.split()[0].encode()
    assert found[chart.id, "svg"].count(first) > found[chart.id, "figure"].count(first)


def test_a_picture_in_a_page_takes_its_colours_from_the_page() -> None:
    for (_, form), drawn in draw(charts_of("hanoi"), ("page", "svg")).items():
        if form == "page":
            assert not re.findall(r'="#[0-9a-f]{3,6}"', drawn.decode())
        else:
            assert "var(" not in drawn.decode()
    css = (files(forms) / "templates" / "page.css").read_text("utf-8")
    for variable in VARIABLES.values():
        assert css.count(f"{variable}:") >= 2, "light and dark"


def test_what_a_file_calls_things_is_shown_and_not_obeyed() -> None:
    shown = [text for chart in charts_of("hostile") for row in chart.rows for text in row]
    assert MARKUP in shown


def test_the_plane_shows_every_proposal_and_what_it_is_worth() -> None:
    analysis = analysis_of("hanoi")
    chart = plane_chart(analysis)
    assert chart is not None
    titles = [row[0] for row in chart.rows]
    assert {proposal.title for proposal in analysis.scenario.proposals} <= set(titles)
    assert titles.count("No deal") == 1
    frontier = sum(row[1] == "frontier" for row in chart.rows)
    assert frontier == sum(bool(deal.steps) for deal in analysis.deals.frontier)
    assert plane_chart(analysis_of("harbour")) is None


def test_the_way_shows_what_the_roadmap_holds() -> None:
    roadmap = analysis_of("hanoi").roadmap
    assert roadmap is not None
    along = next(chart for chart in charts_of("hanoi") if chart.id == "along")
    for n, (node, (_, *cells)) in enumerate(zip(roadmap.nodes, along.rows, strict=True)):
        assert cells == [
            told
            for party in ("us", "dprk")
            for told in (signed(gain(roadmap, n, party)), amount(loss(node, party)))
        ]
