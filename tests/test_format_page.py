"""The page on the file format says what the code does."""

import re
from pathlib import Path

import pytest

from winset import scenario, trace_aftermath
from winset.scenario.file.forms import Block

PAGE = (Path(__file__).parents[1] / "docs" / "format.md").read_text(encoding="utf-8")
FIRST = (Path(__file__).parent / "data" / "first.yaml").read_text(encoding="utf-8")

SECTIONS: dict[str, type] = {
    "Top level": scenario.Scenario,
    "`place`": scenario.Place,
    "`trust_prior`": scenario.TrustPrior,
    "`bias`": scenario.Bias,
    "`unit`": scenario.Unit,
    "`story`": scenario.Story,
    "`sources`": scenario.Source,
    "`parties`": scenario.Party,
    "`home`": scenario.Ratifier,
    "`observers`": scenario.Observer,
    "`steps`": scenario.Step,
    "`window`": scenario.Window,
    "`ledgers`": scenario.Ledger,
    "`choices`": scenario.Choice,
    "`bonuses`": scenario.Bonus,
    "`escrow`": scenario.Escrow,
    "`standing`": scenario.Standing,
    "`terms`": scenario.Term,
    "`proposals`": scenario.Proposal,
    "`demands`": scenario.Demand,
    "`levers`": scenario.Lever,
    "`approaches`": scenario.Approach,
    "`record`": scenario.Event,
    "`figures`": scenario.Figure,
    "`talks`": scenario.Talks,
    "`sessions`": scenario.Session,
    "`claims`": scenario.Claim,
    "`glossary`": scenario.Word,
    "`questions`": scenario.Question,
    "`points`": scenario.Point,
    "`aftermath`": scenario.Conflict,
    "`options`": scenario.Option,
    "`preferences`": scenario.Preference,
    "`one_of`": scenario.Ordering,
    "`common_moves`": scenario.CommonMove,
    "`effects`": scenario.Effect,
    "`move_rule`": scenario.MoveRule,
    "`elsewhere`": scenario.Elsewhere,
}


def rows(title: str) -> list[str]:
    section = re.split(r"^#+ ", PAGE.split(f"# {title}\n", 1)[1], maxsplit=1, flags=re.MULTILINE)[0]
    return [line.split("|")[1] for line in section.splitlines() if line.startswith("| `")]


@pytest.mark.parametrize("title", SECTIONS)
def test_each_table_lists_the_keys_of_its_block(title: str) -> None:
    block = Block(SECTIONS[title])
    listed = {key: "*" in row for row in rows(title) for key in re.findall(r"`(\w+)`", row)}
    assert listed == {word: key.needed for word, key in block.keys.items()}


SIDES = "winset: 1\ntitle: Two sides\nparties: {east: {name: East}, west: {name: West}}\n"
STEPS: dict[str, str] = {
    "Slices": "",
    "`window`": "",
    "`ledgers`": "",
    "`escrow`": "steps: {free-prisoners: {by: [east]}, open-road: {by: [west]}}\n",
    "`levers`": "steps: {withdraw-troops: {by: [east]}, lift-embargo: {by: [west]}}\n",
    "`approaches`": "steps: {withdraw-troops: {by: [east]}, lift-embargo: {by: [west]}}\n",
    "`sessions`": "steps: {free-prisoners: {by: [east]}, open-road: {by: [west]}}\n",
    "`beliefs`": "steps: {free-prisoners: {by: [east]}, open-road: {by: [west]}}\n",
    "`standing`": "steps: {read-gauges: {by: [east]}, open-dam: {by: [west]}}\n",
}


@pytest.mark.parametrize("title", STEPS)
def test_the_examples_of_the_page_are_parts_of_a_file(title: str) -> None:
    part = re.findall(r"```yaml\n(.*?)```", PAGE.split(f"# {title}\n", 1)[1], re.DOTALL)[0]
    loaded = scenario.load_text(SIDES + part + STEPS[title])
    assert len(loaded.steps) == 2


def test_the_full_order_of_the_page_is_one() -> None:
    part = re.findall(r"```yaml\n(.*?)```", PAGE.split("# `order`\n", 1)[1], re.DOTALL)[0]
    steps = "".join(f"  {step}: {{by: [east]}}\n" for step in ("read-gauges", "open-dam"))
    steps += "  power-line: {by: [west]}\n  withdraw-troops: {by: [west], slices: 3}\n"
    found = scenario.load_text(f"{SIDES}steps:\n{steps}{part}").proposals[0].order
    assert [len(place.steps) for place in found] == [1, 1, 2, 1]


def test_an_aftermath_may_stand_alone() -> None:
    part = re.findall(r"```yaml\n(.*?)```", PAGE.split("# `aftermath`\n", 1)[1], re.DOTALL)[0]
    found = scenario.load_text(SIDES + part)
    assert not found.steps
    assert trace_aftermath(found).status_quo == 2


def test_the_first_file_of_the_page_loads() -> None:
    first = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)[0]
    assert first == FIRST
    assert scenario.load_text(first).title == "A dam and a power line"


def test_the_changes_of_the_page_can_be_made() -> None:
    changes = re.findall(r'"([a-z_.-]+=[0-9.]+)"', PAGE)
    assert len(changes) == 2
    assert scenario.load_text(FIRST, changes=changes).changes == tuple(changes)
