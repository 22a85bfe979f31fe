"""What commands show: every assertion names what bears it out, and its finding stands first."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from long_sentences import long_sentences
from page_cases import resolve_file, resolve_result
from winset.advice.advise import advise
from winset.advice.plan import plan_best
from winset.aftermath.trace import trace_aftermath
from winset.analysis import analyze
from winset.cases import load
from winset.deals.find import find_deals
from winset.impasse.explain import explain_impasse
from winset.report.contents import contents_of
from winset.report.document.blocks import Finding, Page, assertions, charts
from winset.report.envelope import to_json
from winset.report.pages.file_screens import check_screen
from winset.report.pages.screens import (
    advice_screen,
    aftermath_screen,
    deals_screen,
    impasse_screen,
    roadmap_screen,
    verify_screen,
)
from winset.roadmaps.plan import with_levels
from winset.roadmaps.session import Session
from winset.scenario import Scenario, load_file
from winset.scenario.changes import with_changes
from winset.verification import verify

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
FILES = {
    file.stem: file
    for files in (
        *("docs/examples/*.yaml", "tests/data/trials/*.yaml", "tests/data/newcomers/*.yaml"),
        "tests/data/advice/1*.yaml",
    )
    for file in sorted(ROOT.glob(files))
    if file.stem != "quarrel"  # which holds no steps
}

Shown = tuple[Page, Mapping[str, Any]]
"""A screen, and the JSON of its command."""


@cache
def scenario_of(name: str) -> Scenario:
    return load("hanoi") if name == "hanoi" else load_file(FILES[name])


def _deals(scenario: Scenario) -> Shown:
    found = find_deals(scenario)
    return deals_screen(scenario, found), {"deals": found.to_dict()}


def _advice(scenario: Scenario) -> Shown:
    found = advise(scenario, draws=20)
    return advice_screen(scenario, found), {"advise": found.to_dict()}


def _roadmap(scenario: Scenario) -> Shown:
    session = Session(scenario)
    advice, found = plan_best(session, draws=20)
    found = None if found is None else with_levels(session, found)
    told = {"advise": advice.to_dict(), "roadmap": None if found is None else found.to_dict()}
    return roadmap_screen(scenario, found, advice), told


def _impasse(scenario: Scenario) -> Shown:
    found = explain_impasse(scenario, seconds=20)
    return impasse_screen(scenario, found), {"impasse": json.loads(json.dumps(found.to_dict()))}


def _check(scenario: Scenario) -> Shown:
    return check_screen(scenario, contents_of(scenario)), {}


SCREENS: Mapping[str, Callable[[Scenario], Shown]] = {
    "deals": _deals,
    "advise": _advice,
    "roadmap": _roadmap,
    "impasse": _impasse,
    "check": _check,
}


@pytest.mark.parametrize("command", SCREENS)
@pytest.mark.parametrize("name", ["hanoi", *FILES])
def test_every_basis_of_a_screen_is_there_and_no_sentence_is_long(name: str, command: str) -> None:
    scenario = scenario_of(name)
    page, results = SCREENS[command](scenario)
    bear_out(scenario, page, results)
    assert not long_sentences(scenario, page)


def test_no_sentence_of_an_aftermath_is_long() -> None:
    scenario = scenario_of("hanoi")
    assert not long_sentences(scenario, aftermath_screen(scenario, trace_aftermath(scenario)))


def bear_out(scenario: Scenario, page: Page, results: Mapping[str, Any]) -> None:
    """Ask of every assertion that what bears it out is there."""
    said = list(assertions(page))
    assert said
    for one in (*said, *charts(page)):
        for ref in one.basis:
            kind, _, path = ref.partition(":")
            if kind == "file":
                resolve_file(scenario, path)
            elif kind == "result":
                resolve_result(results, path)
            else:
                assert path in {source.id for source in scenario.sources}, one


@pytest.mark.parametrize("other", [False, True], ids=["the same", "another"])
def test_every_basis_of_a_check_of_a_result_is_there(other: bool) -> None:
    swap = scenario_of("swap")
    result = json.loads(to_json(swap, analyze(swap, firmness=False).to_dict()))
    checked = with_changes(swap, {"parties.a.breach_penalty": 9}) if other else swap
    found = verify(checked, result)
    assert found.agrees is not other
    bear_out(checked, verify_screen(checked, found), {"verification": found.to_dict()})


@pytest.mark.parametrize("command", ["advise", "check", "impasse", "roadmap"])
def test_a_screen_begins_with_its_finding(command: str) -> None:
    page, _ = SCREENS[command](scenario_of("swap"))
    first = page.lead[0]
    assert isinstance(first, Finding)
    (said,) = first.sentences
    assert said.text.endswith(".")
