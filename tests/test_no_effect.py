"""What of a file changes no result is told, and told truly."""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from winset import ScenarioWarning, cases, scenario
from winset.aftermath.trace import trace_aftermath
from winset.analysis import analyze
from winset.cli import main
from winset.impasse.approaches import compare_approaches
from winset.impasse.solver import Solver
from winset.roadmaps.plan import plan_roadmap
from winset.roadmaps.session import Session
from winset.scenario import Scenario
from winset.scenario.file.no_effect import RULES, Given

ROOT = Path(__file__).parent.parent
DATA = ROOT / "tests/data"
DUPLICATES = DATA / "faults/dupnames.yaml"
ULSTER = DATA / "trials/ulster.yaml"

HEAD = """winset: 1
title: A dam and a power line
when: [2031-03-01, 2031-03-02]
phase_length: 1 month
parties:
  up: {name: Upriver, breach_penalty: 2, RATIFIES trust: {down: 0.4}}
  down: {name: Downriver, breach_penalty: 2, trust: {up: 0.4}}
steps:
  gauges: {by: [up, down], value: {up: -0.5, down: 0.5} GAUGES}
  open-dam: {by: [up], value: {up: -4, down: 9}, reversible: 0.9, detection: 0.9 DAM}
  power-line: {by: [down], value: {up: 6, down: -2}, detection: 0.5, after: [gauges] LINE}
  sell-power: {by: [up], value: {up: 2, down: 1} SELL}
"""


def file(more: str = "", **places: str) -> str:
    """Return a file with something added to its party or its steps, or at its end."""
    text = HEAD
    for place in ("RATIFIES", "GAUGES", "DAM", "LINE", "SELL"):
        text = text.replace(f" {place}", f" {places.get(place.lower(), '')}")
    return text + more


AFTERMATH = """
aftermath:
  options: {patrol: {by: up}, protest: {by: up}}
  preferences: {up: {statements: [patrol]}}
"""

EMPTY = "winset: 1\ntitle: t\nparties: {up: {name: U, MORE}, down: {name: D}}\n" + AFTERMATH

LASTING = {
    "gauges": ", phases: 1",
    "dam": ", phases: 1",
    "line": ", phases: 1",
    "sell": ", phases: 2",
}
"""The steps, each with how long it takes."""

TOLD: Mapping[str, tuple[str, str, str]] = {
    "reversible": (
        file(sell=", reversible: 0.8"),
        "steps.sell-power.reversible: its performer gains by this step, and nobody else can undo",
        file(),
    ),
    "reversible of a joint step": (
        file("  fair: {by: [up, down], value: {up: 1, down: 1}, reversible: 1}\n"),
        "steps.fair.reversible: all its performers gain by this step",
        file("  fair: {by: [up, down], value: {up: 1, down: 1}}\n"),
    ),
    "head_start": (
        file(sell=", head_start: 0.5"),
        "steps.sell-power.head_start: its performer gains by this step",
        file(),
    ),
    "discount": (
        file().replace("up: {name: Upriver,", "up: {name: Upriver, discount: 0.9,"),
        "parties.up.discount: no step says in its `phases` how long it takes",
        file(),
    ),
    "leaves_office, when all is done": (
        file(**LASTING).replace(
            "up: {name: Upriver,",
            "up: {name: Upriver, leaves_office: {from: 2031-08-03, chance: 0.1},",
        ),
        "parties.up.leaves_office.from: all steps are done by 2031-08-02",
        file(**LASTING),
    ),
    "a successor, when all is done": (
        file(
            "successors: {next: {party: up, from: 2032-01-01, set: {parties.up.no_deal: 1}}}\n",
            sell=", phases: 2",
        ),
        "successors.next.from: all steps are done by 2031-08-02, so only the end is looked at",
        file(sell=", phases: 2"),
    ),
    "a successor like the one before": (
        file("successors: {next: {party: up, set: {parties.up.breach_penalty: 2}}}\n"),
        "successors.next: all that it sets is so already",
        file(),
    ),
    "automatic": (
        file(dam=", automatic: true"),
        "steps.open-dam.automatic: up gains nothing by this step and undoes it in any case",
        file(dam=", automatic: false"),
    ),
    "detection that is set before": (
        file(gauges=", sets: {steps.power-line.detection: 0.95}"),
        "steps.power-line.detection: gauges always comes before this step and sets it",
        file(gauges=", sets: {steps.power-line.detection: 0.95}").replace(
            "detection: 0.5", "detection: 0.7"
        ),
    ),
    "a step worth nothing": (
        file("  handshake: {by: [up, down], value: {up: 0}}\n"),
        "steps.handshake: the step is worth nothing to anybody, and nothing hangs on it; give its",
        file("  handshake: {by: [down]}\n"),
    ),
    "window": (
        file(line=", window: {from: 2031-03-01, to: 2040-01-01}"),
        "steps.power-line.window: it is open from the start until all steps can be done",
        file(),
    ),
    "bonus": (
        file("bonuses: [{when: [open-dam, power-line], value: {up: 0}}]\n"),
        "bonuses.0: the bonus is worth nothing to anybody, so it has no effect",
        file(),
    ),
    "lever": (
        file("levers: {none: {by: [up], set: {parties.up.breach_penalty: 2}}}\n"),
        "levers.none: all that it sets is so already, or has no effect, so it has none",
        file(),
    ),
    "lever on what has no effect": (
        file("levers: {none: {by: [up], set: {steps.sell-power.reversible: 1}}}\n"),
        "levers.none: all that it sets is so already, or has no effect",
        file("levers: {none: {by: [up], set: {steps.sell-power.reversible: 0.5}}}\n"),
    ),
    "approach": (
        file("approaches: {none: {set: {parties.up.trust.down: 0.4}}}\n"),
        "approaches.none: all that it sets is so already",
        file("approaches: {none: {set: {parties.down.trust.up: 0.4}}}\n"),
    ),
    "ratification": (
        file(ratifies="ratification: {needs: 0.7},"),
        "parties.up.ratification: none of its bodies at home has votes",
        file(),
    ),
    "a penalty without a deal": (
        EMPTY.replace("MORE", "breach_penalty: 3"),
        "parties.up.breach_penalty: there are no steps, and no deal to look at",
        EMPTY.replace(", MORE", ""),
    ),
    "the weight of one who cannot move": (
        EMPTY.replace(", MORE", "") + "  move_rule: {weight: {up: 2, down: 3}}\n",
        "aftermath.move_rule.weight.down: down has no move, so its weight has no effect",
        EMPTY.replace(", MORE", "") + "  move_rule: {weight: {up: 2, down: 9}}\n",
    ),
}
"""A file with a key that has no effect, what is told, and the file with another value there."""

NOT_TOLD: Mapping[str, str] = {
    "nothing": file(),
    "automatic": file(sell=", reversible: 0.8, automatic: true"),
    "liked by one of two": file(gauges=", reversible: 0.8"),
    "liked by a range": file(sell=", reversible: 0.8").replace(
        "value: {up: 2, down: 1}", "value: {up: {low: -1, mode: 2, high: 3}, down: 1}"
    ),
    "liked until a lever": file(
        "levers: {tax: {by: [down], set: {steps.sell-power.value.up: -1}}}\n",
        sell=", reversible: 0.8",
    ),
    "a default that is written": file(sell=", reversible: 0, head_start: 0.1"),
    "set before as policy": file(
        gauges=", sets: {steps.power-line.detection: 0.95}", line=", policy: true"
    ),
    "worth something in a bonus": file(
        "  handshake: {by: [up, down]}\nbonuses: [{when: [handshake], value: {up: 1}}]\n"
    ),
    "worth something under an approach": file(
        "  handshake: {by: [up, down]}\napproaches: {warm: {set: {steps.handshake.value.up: 1}}}\n"
    ),
    "a window that closes": file(line=", window: {to: 2031-07-01}"),
    "a lever that turns one of two": file(
        "levers: {both: {by: [up], set: {parties.up.breach_penalty: 2, parties.up.no_deal: 1}}}\n"
    ),
    "votes": file(ratifies="ratification: {needs: 0.7}, home: {house: {name: House, votes: 3}},"),
}


@dataclass(frozen=True)
class Said:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str


Run = Callable[..., Said]


@pytest.fixture(name="run")
def _run(capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*arguments: str) -> Said:
        code = 0
        try:
            main(arguments)
        except SystemExit as end:
            code = int(end.code or 0)
        printed = capsys.readouterr()
        return Said(code, printed.out, printed.err)

    return call


def told(text: str) -> list[str]:
    return [str(one) for one in scenario.load_text(text, file="f").warnings]


def results(text: str) -> Any:
    """Return all that is found of a file, but what names its keys."""
    one = scenario.load_text(text)
    if not one.steps:
        return trace_aftermath(one).to_dict()
    approaches = {
        name: found.to_dict()
        for name, found in compare_approaches(Solver(one), Session(one)).items()
    }
    return analyze(one).to_dict(), approaches.get("none"), approaches.get("")


@pytest.mark.parametrize("name", TOLD)
def test_what_has_no_effect_is_told_with_its_place(name: str) -> None:
    text, expected, _ = TOLD[name]
    (found,) = told(text)
    place, _, what = found.partition(" warning: ")
    assert what.startswith(expected)
    line = int(place.split(":")[1])
    key = expected.partition(":")[0].split(".")[-1]
    assert key in text.splitlines()[line - 1] or key.isdigit()


SHOWN = {
    "a step worth nothing",
    "a successor, when all is done",
    "a successor like the one before",
}
"""What is told, and shown all the same."""


@pytest.mark.parametrize("name", sorted(set(TOLD) - SHOWN))
def test_what_is_told_is_true(name: str) -> None:
    text, _, other = TOLD[name]
    assert text != other
    assert results(text) == results(other)


def test_every_rule_is_met() -> None:
    texts = [*(text for text, *_ in TOLD.values()), DUPLICATES.read_text("utf-8")]
    rules = {one for text in texts for one in _rules(scenario.load_text(text))}
    assert rules >= {rule.__name__ for rule in RULES} - {"_one_name"}


def _rules(one: Scenario) -> set[str]:
    return {rule.__name__ for rule in RULES if any(True for _ in rule(Given(one)))}


@pytest.mark.parametrize("name", NOT_TOLD)
def test_what_has_an_effect_is_not_told(name: str) -> None:
    assert told(NOT_TOLD[name]) == []


@pytest.mark.parametrize("name", ["worth nothing", "worth nothing, and first"])
def test_a_step_worth_nothing_is_never_recommended(name: str) -> None:
    step = "  handshake: {by: [up, down]}\n"
    text = file(step) if "first" not in name else file().replace("steps:\n", f"steps:\n{step}")
    plan = plan_roadmap(scenario.load_text(text))
    assert plan is not None
    assert plan.package
    assert "handshake" not in plan.package


def test_six_steps_of_the_agreement_of_1998_are_told() -> None:
    found = told(ULSTER.read_text("utf-8"))
    assert len(found) == 6
    assert all(".reversible: " in one and "`automatic: true`" in one for one in found)


@pytest.mark.parametrize(
    "name", [*cases.names(), *(str(one) for one in sorted((ROOT / "docs/examples").glob("*.yaml")))]
)
def test_what_ships_has_no_warning(name: str) -> None:
    assert cases.load(name).warnings == ()


# --- names


def test_parties_and_steps_of_one_name_are_told_apart() -> None:
    found = scenario.load_file(DUPLICATES)
    assert [party.name for party in found.parties] == ["Neuburg (1)", "Neuburg (2)"]
    assert [step.title for step in found.steps] == ["Build a pier (1)", "Build a pier (2)"]
    assert [one.path for one in found.warnings] == [
        "parties.north.name",
        "parties.south.name",
        "steps.build-pier.title",
        "steps.run-ferry.title",
    ]


def test_a_number_that_is_taken_is_passed_over() -> None:
    text = DUPLICATES.read_text("utf-8").replace(
        "demands:", "  other: {by: [south], title: Build a pier (1)}\ndemands:"
    )
    found = scenario.load_text(text)
    assert [k.title for k in found.steps] == [
        "Build a pier (2)",
        "Build a pier (3)",
        "Build a pier (1)",
    ]


@pytest.mark.parametrize("command", ["analyze --quick", "roadmap", "deals", "impasse"])
def test_numbers_are_shown_everywhere(run: Run, command: str) -> None:
    found = run(*command.split(), str(DUPLICATES))
    shown = " ".join(found.out.split())
    for name in ("Neuburg (1)", "Neuburg (2)"):
        assert name in shown
    assert shown.count("Neuburg") == shown.count("Neuburg (")
    assert found.err.count("warning: ") == 4


# --- how it is told


def test_python_hears_of_it_once() -> None:
    with pytest.warns(ScenarioWarning) as heard:
        found = cases.load(DUPLICATES)
    assert [str(one.message) for one in heard] == [str(one) for one in found.warnings]
    with warnings.catch_warnings():
        warnings.simplefilter("error", ScenarioWarning)
        with pytest.raises(ScenarioWarning):
            cases.load(DUPLICATES)


def test_check_tells_it_and_is_content(run: Run) -> None:
    found = run("check", str(DUPLICATES), "--format", "json")
    assert found.code == 0
    listed = json.loads(found.out)["warnings"]
    assert [one["path"] for one in listed][:2] == ["parties.north.name", "parties.south.name"]
    assert {key: listed[0][key] for key in ("line", "column", "kind")} == {
        "line": 4,
        "column": 17,
        "kind": "warning",
    }
    assert len(found.err.splitlines()) == len(listed) == 4


@pytest.mark.parametrize("command", ["check", "deals", "roadmap"])
def test_strict_makes_errors_of_it(run: Run, command: str) -> None:
    found = run(command, str(DUPLICATES), "--strict")
    assert (found.code, found.out) == (2, "")
    assert "warning" not in found.err
    assert len(found.err.splitlines()) == 4
    assert run("check", "hanoi", "--strict").code == 0


def test_a_change_for_one_call_is_told_by_its_option() -> None:
    found = scenario.load_text(file(), changes=["steps.sell-power.reversible=0.5"]).warnings
    (one,) = map(str, found)
    assert one.startswith("--set steps.sell-power.reversible=0.5: warning: its performer gains")
