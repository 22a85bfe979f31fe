"""Searches that run out of time tell what they have proved, and say so."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from generators.large_files import large_file
from generators.random_games import draws
from generators.random_impasses import random_impasse
from references.impasse_cases import PENALTIES
from winset import analyze, cases
from winset.impasse.explain import explain_impasse
from winset.impasse.impasse import Impasse
from winset.report.forms.markdown import to_markdown
from winset.report.pages.brief import write_brief
from winset.report.pages.full_analysis import write_analysis
from winset.scenario import Scenario, UsageError, budget, load_text
from winset.scenario.budget import Budget, OutOfTime, so_far
from winset.verification import verify

pytestmark = pytest.mark.slow

Run = Callable[..., tuple[int, str, str]]
CUT = "Time ran out before all was looked at"
DEM50 = Path(__file__).parent / "data" / "faults" / "dem50.yaml"


@pytest.fixture(name="ticks")
def _ticks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the clock go on by a second whenever it is asked."""
    ticks = count()
    monkeypatch.setattr(budget, "process_time", lambda: float(next(ticks)))


# --- the budget itself


@pytest.mark.usefixtures("ticks")
def test_a_budget_is_spent_once_it_is_started() -> None:
    some = Budget(2)
    for _ in range(5):
        some.check()
    some.start()
    some.check()
    some.check()
    with pytest.raises(OutOfTime):
        some.check()
    assert not some.complete


@pytest.mark.usefixtures("ticks")
def test_a_part_of_the_time_leaves_the_rest_to_others() -> None:
    some = Budget(100)
    some.start()

    def endless() -> Iterator[int]:
        for n in count():
            some.check()
            yield n

    first = some.within(0.1, lambda: so_far(endless()), [])
    assert 5 <= len(first) <= 10
    assert some.within(0.5, lambda: len(list(endless())), None) is None
    some.check()
    assert not some.complete


def test_without_a_limit_nothing_ends() -> None:
    some = Budget()
    some.start()
    some.check()
    assert some.within(0.5, lambda: 3, 0) == 3
    assert some.complete


# --- what is told of an impasse that is cut short


def parts(found: Impasse) -> dict[str, set[str]]:
    """Return the parts of an impasse as texts that can be compared."""
    whole = found.to_dict()
    return {
        "reasons": {str(sorted(one["groups"])) for one in whole["reasons"]},
        "largest": {str(sorted(one["given_up"])) for one in whole["largest"]},
        "proposals": {str(one) for one in whole["proposals"].items()},
        "thresholds": {str(one) for one in whole.get("thresholds", {}).get("listed", ())},
        "edge": {str(one) for one in whole.get("edge", ())},
        "approaches": {str(one) for one in whole["approaches"].items()},
    }


@pytest.mark.parametrize("seconds", [0, 5, 20, 60, 150, 1000])
@pytest.mark.usefixtures("ticks")
def test_what_is_told_is_part_of_the_whole(seconds: int) -> None:
    cut = 0
    for rng in draws(211, 6):
        scenario = random_impasse(rng)
        whole = explain_impasse(scenario, seconds=None)
        some = explain_impasse(scenario, seconds=seconds)
        assert (some.deal_exists, some.deal, some.groups) == (
            whole.deal_exists,
            whole.deal,
            whole.groups,
        )
        for name, found in parts(some).items():
            assert found <= parts(whole)[name], name
        if some.all_up_to is not None:
            known = parts(some)["reasons"]
            small = (r for r in whole.reasons if len(r.groups) <= some.all_up_to)
            assert {str(sorted(one.groups)) for one in small} <= known
        if some.complete:
            assert some.to_dict() == whole.to_dict()
        cut += not some.complete
        said = {"scenario": {"hash": scenario.hash}, "impasse": some.to_dict()}
        assert json.loads(json.dumps(said))["impasse"]["complete"] is some.complete
    assert cut or seconds > 100


def test_time_that_is_enough_changes_nothing() -> None:
    for scenario in (PENALTIES.scenario, cases.load(DEM50.parents[1] / "rivers.yaml")):
        whole, some = (explain_impasse(scenario, seconds=s) for s in (None, 600))
        assert whole.complete
        assert some.to_dict() == whole.to_dict()


@pytest.mark.parametrize("seconds", [-1, float("nan")])
def test_time_is_not_negative(seconds: float) -> None:
    with pytest.raises(UsageError, match="give 0 or more"):
        explain_impasse(PENALTIES.scenario, seconds=seconds)


# --- commands and pages


def large(name: str) -> Scenario:
    return {
        "demands": lambda: load_text(DEM50.read_text("utf-8")),
        "proposals": lambda: load_text(large_file(8, demands=50, proposals=50)),
        "levers": lambda: load_text(large_file(7, demands=8, levers=50)),
        "parties": lambda: load_text(large_file(10, parties=7, demands=6)),
    }[name]()


@pytest.mark.parametrize("name", ["demands", "proposals", "levers", "parties"])
def test_large_files_end(name: str) -> None:
    found = explain_impasse(large(name), seconds=3)
    assert not found.complete
    assert found.deal_exists or found.reasons


def test_the_command_says_that_time_ran_out(run: Run) -> None:
    code, out, _ = run("impasse", str(DEM50), "--seconds", "0")
    assert code == 0
    assert CUT in " ".join(out.split())
    assert "There was no time to find out why." in " ".join(out.split())
    code, out, _ = run("impasse", str(DEM50), "--seconds", "0", "--format", "json")
    said = json.loads(out)
    assert (said["impasse"]["complete"], said["impasse"]["reasons"]) == (False, [])
    assert verify(cases.load(DEM50), said).agrees
    code, out, _ = run("analyze", str(DEM50), "--quick", "--full", "--seconds", "0")
    assert (code, CUT in " ".join(out.split())) == (0, True)
    assert run("impasse", str(DEM50), "--seconds", "-1")[0] == 2


def test_pages_say_that_time_ran_out() -> None:
    scenario = replace(PENALTIES.scenario)
    for seconds, cut in ((0, True), (None, False)):
        analysis = analyze(scenario, firmness="quick", seconds=seconds)
        brief, page = (to_markdown(write(analysis)) for write in (write_brief, write_analysis))
        assert [text.count(CUT) for text in (brief, page)] == [cut, cut]
        assert ("There was no time to find out why." in page) is cut
