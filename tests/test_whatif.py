"""Other numbers in a scenario: as levers and approaches set them, and as `--set` does."""

from dataclasses import replace
from pathlib import Path

import pytest

from winset.report.contents import contents_of
from winset.scenario import Number, Scenario, ScenarioError, UsageError, load_text
from winset.scenario.changes import with_changes
from winset.scenario.file.checks.levers import MOST_GUESSED
from winset.scenario.file.paths import number_paths, settable
from winset.scenario.file.yaml import read
from winset.scenario.tree import dotted

RIVERS = (Path(__file__).parent / "data" / "rivers.yaml").read_text(encoding="utf-8")
LEFT_OUT = RIVERS[: RIVERS.index("levers:\n")] + RIVERS[RIVERS.index("record:\n") :]

PATHS = {dotted(path): path for path in number_paths(read(RIVERS.encode(), "f").data)}
CHANGEABLE = [name for name, path in PATHS.items() if settable(path)]


def fitting(path: str) -> float:
    values = {"slices": 3, "floor": 0.125, "start": 0.75, "cap": 95.5, "floor_on_the_way": -2.5}
    if path in ("steps.open-dam.slices", "steps.power-line.slices"):
        return 1  # in escrow
    return values.get(path.rpartition(".")[2], 0.625)


def without_mark(scenario: Scenario) -> Scenario:
    return replace(scenario, hash="", numbers="", changes=())


def test_changes_are_what_set_does() -> None:
    """A twin by way of the file: every number at once, ranges gone as well."""
    changes = {path: fitting(path) for path in CHANGEABLE}
    scenario = load_text(RIVERS)
    by_set = load_text(RIVERS, changes=[f"{path}={value}" for path, value in changes.items()])
    assert without_mark(with_changes(scenario, changes)) == without_mark(by_set)
    backwards = dict(reversed(changes.items()))
    assert with_changes(scenario, backwards) == with_changes(scenario, changes)
    assert with_changes(scenario, {}) == scenario


def test_a_lever_sets_its_numbers_as_they_are() -> None:
    scenario = load_text(RIVERS)
    station, bills = scenario.levers
    there = with_changes(scenario, {**station.sets, **bills.sets})
    assert there.steps[1].detection == Number(1.0, low=0.98, high=1.0, source="atlas")
    assert there.parties[1].trust == {"up": Number(0.75)}
    assert there.steps[3].slices == 8
    assert there.levers == scenario.levers
    assert scenario.steps[3].slices == 4


@pytest.mark.parametrize(
    "path",
    [
        "",
        "steps",
        "steps.gauges",
        "steps.gages.detection",
        "steps.gauges.detecton",
        "steps.gauges.detection.point",
        "steps.gauges.value",
        "steps.gauges.title",
        "steps.gauges.source",
        "steps.gauges.automatic",
        "parties.up.trust",
        "parties.up.home.farmers",
        "bonuses.7.value.up",
        "record_half_life",
        "title",
        "title.x",
    ],
)
def test_a_path_that_leads_nowhere_is_told(path: str) -> None:
    with pytest.raises(UsageError, match=f"there is no number at '{path}'"):
        with_changes(load_text(RIVERS), {path: 1.0})


def test_every_number_that_can_be_set_can_be_set_by_a_lever_and_by_an_approach() -> None:
    lines = "".join(f"      {path}: {fitting(path)}\n" for path in CHANGEABLE)
    text = LEFT_OUT + f"levers:\n  all:\n    by: [up]\n    set:\n{lines}"
    text += f"approaches:\n  all:\n    set:\n{lines}"
    text = text.replace("      levers", "#").replace("      approaches", "#")
    scenario = load_text(text)
    assert set(scenario.levers[0].sets) == set(CHANGEABLE)
    assert scenario.levers[0].sets == scenario.approaches[0].sets


TOLD = (
    *("bias.", "levers.", "approaches.", "successors.", "beliefs.", "talks.", "aftermath."),
    "elsewhere.",
)
"""Blocks whose numbers no lever can set."""


def test_what_nobody_can_change() -> None:
    assert set(PATHS) - set(CHANGEABLE) == {
        "record_half_life",
        "phase_length",
        "figures.flow.value",
        "demands.line-first.cost",
        *(path for path in PATHS if path.startswith(TOLD)),
    }


def test_each_lever_is_tried_by_itself() -> None:
    """Two that fit each alone are no error of the file, though together they would not fit."""
    levers = "levers:\n  a: {by: [up], set: {ledgers.salt.start: 0.9}}\n"
    levers += "  b: {by: [up], set: {ledgers.salt.cap: 0.5}}\n"
    assert len(load_text(LEFT_OUT + levers).levers) == 2


def test_many_unknown_paths_do_not_take_long() -> None:
    sets = "".join(f"      steps.gauges.detectoin{i}: 1\n" for i in range(200))
    with pytest.raises(ScenarioError) as caught:
        load_text(LEFT_OUT + f"levers:\n  a:\n    by: [up]\n    set:\n{sets}")
    guessed = [one for one in caught.value.problems if "did you mean" in one.remedy]
    assert len(caught.value.problems) == 200
    assert len(guessed) == MOST_GUESSED


def test_the_numbers_of_levers_are_counted() -> None:
    counts, bare = contents_of(load_text(RIVERS)), contents_of(load_text(LEFT_OUT))
    assert (counts["levers"], counts["approaches"]) == (2, 2)
    assert (bare["levers"], bare["approaches"]) == (0, 0)
    assert counts["ranges"] - bare["ranges"] == 2
    assert counts["sourced"] - bare["sourced"] == 3


def test_the_hash_knows_levers_costs_and_policy() -> None:
    texts = [
        RIVERS,
        LEFT_OUT,
        RIVERS.replace("policy: true", "policy: false"),
        RIVERS.replace("cost: 3", "cost: 4"),
        RIVERS.replace("parties.down.trust.up: 0.75", "parties.down.trust.up: 0.8"),
    ]
    assert len({load_text(text).hash for text in texts}) == len(texts)
