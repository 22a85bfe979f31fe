"""Charts: each is told in words and as a table, and reads without colours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files
from typing import Any
from xml.etree import ElementTree

import pytest

from page_cases import CASES, MARKUP, analysis_of, pages_of
from winset.report import forms
from winset.report.charts.draw import draw
from winset.report.charts.plane import plane_chart
from winset.report.charts.style import VARIABLES
from winset.report.document.blocks import charts
from winset.report.document.chart import Chart
from winset.roadmaps.temptations import gain, loss

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("hanoi")]

NAMES = ["hanoi", *CASES]
DRAWN = ("hanoi", "harbour", "hostile", "twelve parties")


def charts_of(name: str) -> list[Chart]:
    return list(charts(next(pages_of(name))))


def encodings(spec: Any) -> Iterator[dict[str, Any]]:
    """Yield the channels of every layer of a specification."""
    if isinstance(spec, dict):
        if "encoding" in spec:
            yield spec["encoding"]
        for inside in spec.values():
            yield from encodings(inside)
    elif isinstance(spec, list):
        for inside in spec:
            yield from encodings(inside)


@pytest.mark.parametrize("name", NAMES)
def test_a_chart_is_told_in_words_and_as_a_table(name: str) -> None:
    found = charts_of(name)
    assert found
    assert len({chart.id for chart in found}) == len(found)
    for chart in found:
        assert chart.title
        assert chart.alt.endswith(".")
        assert chart.rows
        assert {len(row) for row in chart.rows} == {len(chart.columns)}


@pytest.mark.parametrize("name", NAMES)
def test_colour_never_stands_alone(name: str) -> None:
    for chart in charts_of(name):
        text = any("text" in channels for channels in encodings(chart.spec))
        for channels in encodings(chart.spec):
            if "color" in channels:
                other = {"shape", "strokeDash", "yOffset"} & set(channels)
                assert other or text, chart.id


@pytest.mark.parametrize("name", DRAWN)
def test_a_picture_is_well_formed_and_asks_for_nothing(name: str) -> None:
    found = draw(charts_of(name), ("page", "svg", "png"))
    for chart in charts_of(name):
        for drawn in (found[chart.id, "svg"].decode(), found[chart.id, "page"].decode()):
            root = ElementTree.fromstring(drawn)  # noqa: S314 -- drawn here
            assert root.attrib["role"] == "img"
            assert root.attrib["aria-label"].startswith(" ".join(chart.title.split()))
            assert "<script" not in drawn
            assert not re.search(r'(href|src)="(?!#)', drawn)
        assert found[chart.id, "png"].startswith(b"\x89PNG")


def test_a_picture_in_a_page_takes_its_colours_from_the_page() -> None:
    for (_, form), drawn in draw(charts_of("hanoi"), ("page", "svg")).items():
        if form == "page":
            assert not re.findall(r'="#[0-9a-f]{3,6}"', drawn.decode())
        else:
            assert "var(" not in drawn.decode()
    css = (files(forms) / "templates" / "page.css").read_text("utf-8")
    for variable in VARIABLES.values():
        assert css.count(f"{variable}:") == 2, "light and dark"


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
    points = along.spec["data"]["values"]
    by_what = {(p["party"], p["what"], p["n"]): p["value"] for p in points}
    for n, node in enumerate(roadmap.nodes):
        for party in ("us", "dprk"):
            assert by_what[party, "gain", n] == gain(roadmap, n, party)
            assert by_what[party, "loss", n] == loss(node, party)
