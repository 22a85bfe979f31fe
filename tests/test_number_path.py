"""A number's path by its parts, held against every number of the shipped case and the examples."""

from __future__ import annotations

from pathlib import Path

import pytest

from winset import cases
from winset.report.phrases.number_names import number_name
from winset.scenario import load_file, load_text
from winset.scenario.changes import number_at, numbers_of, with_changes
from winset.scenario.number_path import NumberPath

EXAMPLES = sorted((Path(__file__).parents[1] / "docs/examples").glob("*.yaml"))
DATA = Path(__file__).parent / "data"
FILES = [*EXAMPLES, *DATA.glob("*.yaml"), *DATA.glob("trials/*.yaml"), *DATA.glob("time/*.yaml")]

PARTS = {
    "trust_prior.mean": ("trust_prior", "mean", "", "mean", None, None),
    "steps.a.value.up": ("steps", "a", "value", "up", None, None),
    "steps.a.value.trust": ("steps", "a", "value", "trust", None, None),
    "steps.sets.detection": ("steps", "sets", "detection", "detection", None, None),
    "steps.a.sets.steps.b.detection": (
        "steps",
        "a",
        "sets",
        "detection",
        "steps.b.detection",
        None,
    ),
    "parties.up.trust.down": ("parties", "up", "trust", "down", None, ("up", "down")),
    "parties.trust.no_deal": ("parties", "trust", "no_deal", "no_deal", None, None),
    "parties.up.home.trust.floor": ("parties", "up", "home", "floor", None, None),
    "bonuses.0.value.up": ("bonuses", "0", "value", "up", None, None),
}
"""Paths, and their block, owner, name and last key, what a step sets, and who trusts whom.

Ids that look like keys are told from them by where they stand.
"""


@pytest.mark.parametrize("text", PARTS)
def test_the_parts_of_a_path(text: str) -> None:
    path = NumberPath(text)
    found = (path.block, path.owner, path.name, path.last, path.set_once_done, path.trust)
    assert found == PARTS[text]


def test_a_path_is_the_text_that_it_was_read_from() -> None:
    for text in PARTS:
        path = NumberPath(text)
        assert path == text
        assert ".".join(path.keys) == text
        assert {path: 1} == {text: 1}


def test_every_number_is_found_again_by_its_path() -> None:
    scenarios = [cases.load("hanoi"), *(load_text(file.read_text("utf-8")) for file in EXAMPLES)]
    sets = 0
    for scenario in scenarios:
        numbers = numbers_of(scenario)
        for path, number in numbers.items():
            assert number_at(scenario, path) is number
            assert number_at(scenario, NumberPath(f"{path}.x")) is None
            assert path.last == path.keys[-1]
            assert numbers_of(with_changes(scenario, {path: number})) == numbers
            if path.set_once_done is not None:
                sets += 1
                assert path.set_once_done in next(
                    step.sets for step in scenario.steps if step.id == path.owner
                )
        assert number_at(scenario, NumberPath("steps.nowhere.value.nobody")) is None
    assert sets > 0


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_number_has_a_name_that_holds_no_path(file: Path) -> None:
    scenario = load_file(file)
    for path in numbers_of(scenario):
        name = number_name(scenario, path)
        assert name
        assert path not in name
        assert "_" not in name
