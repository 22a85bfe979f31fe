"""Ids are for typing: no sentence, table, chart or legend shows one, in no form."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from drawings import both, texts
from page_cases import DATA, Outline, every_page, html_of
from unmistakable import MARK, marked
from winset.aftermath.trace import trace_aftermath
from winset.analysis import Analysis, analyze
from winset.cases import path as case_path
from winset.deals.find import find_deals
from winset.report.document.blocks import Page, charts
from winset.report.forms.markdown import to_markdown
from winset.report.forms.terminal import to_text
from winset.report.pages.brief import write_brief
from winset.report.pages.cards import to_cards
from winset.report.pages.file_screens import case_screen
from winset.report.pages.first_screen import summary_screen
from winset.report.pages.screens import (
    advice_screen,
    aftermath_screen,
    analysis_screen,
    deals_screen,
    impasse_screen,
    roadmap_screen,
)
from winset.scenario import Scenario, load_text

EXAMPLES = Path(__file__).parent.parent / "docs" / "examples"
FILES = {
    "hanoi": case_path("hanoi"),
    "rivers": DATA / "rivers.yaml",
    **{path.stem: path for path in DATA.glob("trials/*.yaml")},
    **{name: EXAMPLES / f"{name}.yaml" for name in ("dam", "two-governments", "dyke", "flow")},
}
CONFLICTS = {"quarrel": EXAMPLES / "quarrel.yaml"}

pytestmark = pytest.mark.slow


@cache
def scenario_of(path: Path) -> Scenario:
    return load_text(marked(path.read_text("utf-8")))


@cache
def analysis_of(path: Path) -> Analysis:
    return analyze(scenario_of(path), firmness="quick", draws=20, seconds=20)


def screens(path: Path) -> Iterator[Page]:
    scenario, analysis = scenario_of(path), analysis_of(path)
    yield case_screen(scenario)
    yield deals_screen(scenario, find_deals(scenario))
    yield summary_screen(analysis)
    yield analysis_screen(analysis)
    yield roadmap_screen(scenario, analysis.roadmap, analysis.advice)
    if analysis.advice is not None:
        yield advice_screen(scenario, analysis.advice)
    if analysis.impasse is not None:
        yield impasse_screen(scenario, analysis.impasse)
    if analysis.aftermath is not None:
        yield aftermath_screen(scenario, analysis.aftermath)


def shown(text: str) -> list[str]:
    """Return the lines that show an id."""
    return [line for line in text.splitlines() if f"{MARK}-" in line]


@pytest.mark.parametrize("name", FILES)
@pytest.mark.xdist_group("no ids")
def test_no_screen_shows_an_id(name: str) -> None:
    for page in screens(FILES[name]):
        assert not shown(to_text(page, 400, whole=True)), page.title


@pytest.mark.parametrize("name", FILES)
@pytest.mark.xdist_group("no ids")
def test_no_page_shows_an_id(name: str) -> None:
    analysis = analysis_of(FILES[name])
    for page in every_page(analysis):
        assert not shown(to_markdown(page))
        assert not shown("\n".join(Outline(html_of(page)).words))
    assert not shown(to_cards(analysis))


@pytest.mark.parametrize("name", FILES)
@pytest.mark.xdist_group("no ids")
def test_no_chart_shows_an_id(name: str) -> None:
    for chart in charts(write_brief(analysis_of(FILES[name]))):
        assert not shown("\n".join((chart.title, chart.subtitle, chart.alt, *chart.columns)))
        assert not shown("\n".join(cell for row in chart.rows for cell in row))
        for drawing in both(chart):
            assert not shown(" ".join(texts(drawing)))


@pytest.mark.parametrize("name", CONFLICTS)
def test_a_conflict_alone_shows_none(name: str) -> None:
    scenario = scenario_of(CONFLICTS[name])
    page = aftermath_screen(scenario, trace_aftermath(scenario))
    assert not shown(to_text(page, 400, whole=True))
