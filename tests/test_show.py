"""A case as its file has it, without ids; and the ids alone, for typing."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from page_cases import DATA, resolve_file
from winset.report.document.blocks import assertions
from winset.report.forms.terminal import to_text
from winset.report.pages.file_screens import case_screen
from winset.report.parts.case import named_in
from winset.scenario import Scenario, load_file, load_text

Run = Callable[..., tuple[int, str, str]]

EXAMPLES = Path(__file__).parent.parent / "docs" / "examples"
FILES = sorted((*DATA.glob("*.yaml"), *DATA.glob("trials/*.yaml"), *EXAMPLES.glob("*.yaml")))

UNMISTAKABLE = """
winset: 1
title: Two sides
parties:
  zqx-up: {name: Upriver, home: {zqx-farmers: {name: Farmers}}}
  zqx-down: {name: Downriver}
observers: {zqx-delta: {name: Delta towns}}
steps:
  zqx-open:
    by: [zqx-up]
    title: Open the dam
    value: {zqx-up: {low: -3, mode: -2, high: -1}, zqx-delta: 1}
  zqx-pay: {by: [zqx-down], title: Pay, value: {zqx-up: 4, zqx-down: -1}, changes: {zqx-till: -2}}
ledgers: {zqx-till: {name: The till, start: 5, floor: 0}}
demands: {zqx-money: {by: zqx-up, title: Money, require: [zqx-pay]}}
proposals: {zqx-plan: {by: zqx-up, title: The plan, steps: [zqx-open, zqx-pay]}}
record: [{date: 2030, event: A promise, by: zqx-up, to: zqx-down, kept: 0.5}]
"""


def told(scenario: Scenario, *, ids: bool = False, width: int = 200) -> str:
    return to_text(case_screen(scenario, ids=ids), width)


def test_no_id_is_shown_but_where_it_is_to_be_typed() -> None:
    scenario = load_text(UNMISTAKABLE)
    assert "zqx" not in told(scenario)
    typed = told(scenario, ids=True)
    for id_ in re.findall(r"zqx-\w+", UNMISTAKABLE):
        assert id_ in typed or id_ == "zqx-farmers"


def test_worths_are_told_with_their_ranges() -> None:
    text = told(load_text(UNMISTAKABLE))
    assert re.search(r"Open the dam +−2 \(−3 to −1\) +\+1", text)
    assert re.search(r"The till +5 +0 +– +Pay −2", text)
    assert "Farmers must agree for Upriver" in text


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_line_rests_on_a_place_in_the_file(path: Path) -> None:
    scenario = load_file(path)
    for ids in (False, True):
        said = list(assertions(case_screen(scenario, ids=ids)))
        assert said
        for one in said:
            for ref in one.basis:
                kind, _, place = ref.partition(":")
                if kind == "file":
                    resolve_file(scenario, place)
                else:
                    assert kind == "source"
                    assert place in {source.id for source in scenario.sources}


def test_the_json_names_everything(run: Run) -> None:
    code, out, err = run("show", str(EXAMPLES / "dam.yaml"), "--format", "json")
    assert (code, err) == (0, "")
    case = json.loads(out)["case"]
    assert case["names"] == named_in(load_file(EXAMPLES / "dam.yaml"))
    assert case["values"]["open-dam"] == {"up": -4.0, "down": 9.0}


def test_a_changed_number_is_told_and_shown(run: Run) -> None:
    _, out, _ = run("show", str(EXAMPLES / "dam.yaml"), "--set", "steps.open-dam.value.up=-7")
    assert "Changed for this call: steps.open-dam.value.up=-7" in out
    assert re.search(r"Open dam +−7 +\+9", out)
