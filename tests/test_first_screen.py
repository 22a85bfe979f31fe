"""The first screen of an analysis: forty lines, the answer first, nothing without a basis."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from page_cases import DATA, resolve_file, resolve_result
from winset.analysis import Analysis, analyze
from winset.cases import path as case_path
from winset.report.document.blocks import assertions
from winset.report.forms.terminal import to_text
from winset.report.pages.first_screen import summary_screen
from winset.scenario import load_file

EXAMPLES = Path(__file__).parent.parent / "docs" / "examples"
FILES = {
    "dam": EXAMPLES / "dam.yaml",
    "swap": EXAMPLES / "swap.yaml",
    "inspectors": EXAMPLES / "inspectors.yaml",
    "rivers": DATA / "rivers.yaml",
    "dam under way": EXAMPLES / "dam-under-way.yaml",
    "reservoir": EXAMPLES / "reservoir.yaml",
    **{path.stem: path for path in sorted(DATA.glob("trials/*.yaml"))},
    **{path.stem: path for path in sorted(DATA.glob("newcomers/*.yaml"))},
    "hanoi": case_path("hanoi"),
}
MOST_LINES = 40

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("first screen")]


@cache
def analysis_of(name: str) -> Analysis:
    return analyze(load_file(FILES[name]), firmness=True, draws=60)


@pytest.mark.parametrize("name", FILES)
def test_it_is_no_longer_than_a_screen(name: str) -> None:
    lines = to_text(summary_screen(analysis_of(name)), 100).splitlines()
    assert len(lines) <= MOST_LINES
    assert max(map(len, lines)) <= 100


@pytest.mark.parametrize("name", FILES)
def test_it_says_the_same_where_no_more_is_worked_out_than_it_tells(name: str) -> None:
    less = analyze(load_file(FILES[name]), firmness=True, in_short=True, draws=60)
    assert summary_screen(less) == summary_screen(analysis_of(name))


@pytest.mark.parametrize("name", FILES)
def test_it_says_the_same_without_draws(name: str) -> None:
    scenario = load_file(FILES[name])
    less, all_of_it = analyze(scenario, in_short=True), analyze(scenario)
    assert summary_screen(less) == summary_screen(all_of_it)


@pytest.mark.parametrize("name", FILES)
def test_every_line_of_it_rests_on_something(name: str) -> None:
    analysis = analysis_of(name)
    results = analysis.to_dict()
    for one in assertions(summary_screen(analysis)):
        for ref in one.basis:
            kind, _, path = ref.partition(":")
            if kind == "result":
                resolve_result(results, path)
            elif kind == "file":
                resolve_file(analysis.scenario, path)


def test_the_answer_comes_first() -> None:
    told = to_text(summary_screen(analysis_of("inspectors")), 100).splitlines()
    assert told[1] == "There is a deal that every side would sign, and keep"
    told = to_text(summary_screen(analysis_of("dam")), 100).splitlines()
    assert told[1] == "No deal was found that every side would sign and keep"
    assert "WHY THERE IS NO DEAL" in told


def test_offers_stand_beside_the_deal_that_was_found() -> None:
    told = " ".join(to_text(summary_screen(analysis_of("rivers")), 100).split())
    assert re.search(
        r"Joint plan \+2.5 \+8.5 \+0.25 \d+% Upriver could pretend: Summer water", told
    )
    assert "look here first" in told
