"""The page on the file format says what the code does."""

import re
from pathlib import Path

import pytest

from winset import scenario, trace_aftermath
from winset.scenario import conflict_format, format_told
from winset.scenario import format as file_format
from winset.scenario.fields import Block

PAGE = (Path(__file__).parents[1] / "docs" / "format.md").read_text(encoding="utf-8")
FIRST = (Path(__file__).parent / "data" / "first.yaml").read_text(encoding="utf-8")

SECTIONS: dict[str, type[Block]] = {
    "Top level": file_format.ScenarioFile,
    "`place`": file_format.Place,
    "`trust_prior`": file_format.Prior,
    "`bias`": file_format.Bias,
    "`sources`": file_format.Source,
    "`parties`": file_format.Party,
    "`home`": file_format.Ratifier,
    "`observers`": file_format.Observer,
    "`steps`": file_format.Step,
    "`window`": file_format.Window,
    "`ledgers`": file_format.Ledger,
    "`choices`": file_format.Choice,
    "`bonuses`": file_format.Bonus,
    "`escrow`": file_format.Escrow,
    "`standing`": file_format.Standing,
    "`terms`": file_format.Term,
    "`proposals`": file_format.Proposal,
    "`demands`": file_format.Demand,
    "`levers`": file_format.Lever,
    "`approaches`": file_format.Approach,
    "`record`": file_format.Event,
    "`figures`": file_format.Figure,
    "`talks`": format_told.Talks,
    "`sessions`": format_told.Session,
    "`claims`": format_told.Claim,
    "`glossary`": format_told.Word,
    "`questions`": format_told.Question,
    "`points`": format_told.Point,
    "`aftermath`": conflict_format.Aftermath,
    "`options`": conflict_format.Option,
    "`preferences`": conflict_format.Preference,
    "`one_of`": conflict_format.Ordering,
    "`common_moves`": conflict_format.Move,
    "`effects`": conflict_format.Effect,
    "`move_rule`": conflict_format.Rule,
    "`elsewhere`": conflict_format.Elsewhere,
}


def rows(title: str) -> list[str]:
    section = re.split(r"^#+ ", PAGE.split(f"# {title}\n", 1)[1], maxsplit=1, flags=re.MULTILINE)[0]
    return [line.split("|")[1] for line in section.splitlines() if line.startswith("| `")]


@pytest.mark.parametrize("title", SECTIONS)
def test_each_table_lists_the_keys_of_its_block(title: str) -> None:
    block = SECTIONS[title]
    listed = {key: "*" in row for row in rows(title) for key in re.findall(r"`(\w+)`", row)}
    assert listed == {
        key.alias or name: key.is_required() for name, key in block.model_fields.items()
    }


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
