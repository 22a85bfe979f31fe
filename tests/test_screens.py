"""What commands show: every assertion names what bears it out, and its finding stands first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from page_cases import resolve_file, resolve_result
from winset.advice.advise import advise
from winset.advice.plan import plan_best
from winset.cases import load
from winset.deals.find import find_deals
from winset.report.document.blocks import Finding, Page, assertions
from winset.report.pages.screens import advice_screen, deals_screen, roadmap_screen
from winset.roadmaps.plan import with_levels
from winset.roadmaps.session import Session
from winset.scenario import Scenario, load_file

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
FILES = {
    file.stem: file
    for files in ("docs/examples/*.yaml", "tests/data/trials/*.yaml", "tests/data/advice/1*.yaml")
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


SCREENS: Mapping[str, Callable[[Scenario], Shown]] = {
    "deals": _deals,
    "advise": _advice,
    "roadmap": _roadmap,
}


@pytest.mark.parametrize("command", SCREENS)
@pytest.mark.parametrize("name", ["hanoi", *FILES])
def test_every_basis_of_a_screen_is_there(name: str, command: str) -> None:
    scenario = scenario_of(name)
    page, results = SCREENS[command](scenario)
    said = list(assertions(page))
    assert said
    for one in said:
        for ref in one.basis:
            kind, _, path = ref.partition(":")
            if kind == "file":
                resolve_file(scenario, path)
            elif kind == "result":
                resolve_result(results, path)
            else:
                assert path in {source.id for source in scenario.sources}, one


@pytest.mark.parametrize("command", ["advise", "roadmap"])
def test_a_screen_begins_with_its_finding(command: str) -> None:
    page, _ = SCREENS[command](scenario_of("swap"))
    first = page.lead[0]
    assert isinstance(first, Finding)
    (said,) = first.sentences
    assert said.text.endswith(".")
