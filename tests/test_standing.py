"""An agreement under way: where it stands, against its plan, and what hangs on each step left."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from generators.device_games import to_scenario
from generators.random_devices import random_device_game
from generators.random_games import draws
from references import device_reference as twin
from references import device_states as states
from winset import cases
from winset.analysis import analyze
from winset.deals.find import find_deals
from winset.report.forms.terminal import show
from winset.report.pages.screens import analysis_screen
from winset.roadmaps.plan import plan_roadmap
from winset.roadmaps.standing_report import StandingReport
from winset.scenario import Scenario, ScenarioError, load_text

ROOT = Path(__file__).resolve().parents[1]
UNDER_WAY = ROOT / "docs/examples/dam-under-way.yaml"
CLOSE = 1e-7

Run = Callable[..., tuple[int, str, str]]


def report_of(scenario: Scenario, package: str = "all") -> StandingReport:
    roadmap = plan_roadmap(scenario, package)
    assert roadmap is not None
    assert roadmap.standing is not None
    return roadmap.standing


# --- against the twin


@pytest.mark.slow
@pytest.mark.parametrize(
    "devices", [("standing",), ("standing", "slices", "window"), ("standing", "hazard", "ledger")]
)
def test_the_report_agrees_with_the_twin(devices: tuple[str, ...]) -> None:
    seen, skipped = 0, 0
    for rng in draws(900 + len(devices), 40):
        game = random_device_game(rng, 4, devices)
        package = max(states.packages(game), key=len)
        roadmap = plan_roadmap(to_scenario(game), tuple(package))
        if roadmap is None:
            continue
        report = roadmap.standing
        assert report is not None
        assert frozenset(report.done) == game.done
        assert_now(game, package, roadmap.order, report)
        fresh = twin.best(replace(game, done=frozenset()), package)
        assert (report.plan is None) == (fresh is None)
        if fresh is not None and report.plan is not None:
            assert report.plan.order == fresh.order
            assert report.plan.verdict == fresh.judgement.verdict
        allowed = set(states.orders(game, package))
        for delay in report.late:
            n = max(n for n, move in enumerate(roadmap.order) if delay.step in move)
            order = [*roadmap.order]
            order[n : n + 2] = reversed(order[n : n + 2])
            there = n + 1 < len(order) and tuple(order) in allowed
            expected = twin.judge(game, package, tuple(order)).verdict if there else None
            assert delay.if_skipped == expected
            skipped += there
        seen += 1
    assert seen > 10
    assert skipped > 5


def assert_now(
    game: states.Game, package: frozenset[str], order: states.Order, report: StandingReport
) -> None:
    here = states.state_of(game, game.done)
    next_ = [move[0] for move in order[:1]]
    for i in game.parties:
        gains: list[Fraction | None] = [twin.temptation_open(game, i, package, here)]
        for name in game.done:
            saved = twin.saved_by_relapse(game, i, here, name)
            gains.append(twin.temptation_hidden(game, i, package, here, name, saved))
        for name in next_:
            saved = twin.saved_by_pretence(game, i, here, name)
            gains.append(twin.temptation_hidden(game, i, package, here, name, saved))
        others = [
            j
            for j in game.parties
            if j != i and any(j in k.by for k in game.steps if k.name in package)
        ]
        losses = [twin.exposure_state(game, i, j, here) for j in others]
        losses += [
            twin.exposure_pretence(game, i, j, package, here, name)
            for j in others
            for name in next_
        ]
        assert report.now[i].tempted == pytest.approx(
            float(max(g for g in gains if g is not None)), abs=CLOSE
        )
        assert report.now[i].exposed == pytest.approx(float(max(losses, default=0)), abs=CLOSE)


# --- by hand

CHAIN = """\
winset: 1
title: A chain of four
when: [2031-01-01, 2031-01-01]
phase_length: 10 days
parties:
  a: {name: Ana, breach_penalty: 20}
  b: {name: Ben, breach_penalty: 20}
steps:
  p: {by: [a], value: {a: -1, b: 3}, phases: 2}
  q: {by: [b], value: {a: 3, b: -1}, after: [p]}
  r: {by: [a], value: {a: -1, b: 3}, after: [q], slices: 2, phases: 3}
  s: {by: [b], value: {a: 3, b: -1}, after: [p], window: {to: 2031-03-05}}
"""


def standing(date: str, done: str) -> Scenario:
    return load_text(f"{CHAIN}standing: {{date: {date}, done: [{done}]}}\n")


def test_what_is_due() -> None:
    report = report_of(standing("2031-01-31", "p"))
    assert report.plan is not None
    assert report.plan.order[0] == ("p",)
    assert set(report.plan.due or ()) == {"q", "s"}  # 2 phases for p, 1 for both; 3 have passed
    assert report.plan.early == ()
    before = report_of(standing("2031-01-30", "p"))
    assert before.plan is not None
    assert before.plan.due == ()


def test_what_came_early() -> None:
    text = CHAIN.replace("after: [q], ", "").replace(", window: {to: 2031-03-05}", "")
    scenario = load_text(f"{text}standing: {{done: [r]}}\n")
    report = report_of(scenario)
    assert report.plan is not None
    assert report.plan.early == (() if report.plan.order[0] == ("r",) else ("r",))
    assert report.plan.due is None  # nothing tells on which day things stand so


def test_what_hangs_on_a_step() -> None:
    report = report_of(standing("2031-01-21", "p"))
    assert report.date is not None
    late = {delay.step: delay for delay in report.late}
    assert set(late) == {"q", "r", "s"}
    total = {"q": 1.0, "r": 3.0, "s": 1.0}
    order = [*late]
    for step, delay in late.items():
        assert delay.finish_delay == pytest.approx(total[step])
        assert delay.waits == tuple(order[order.index(step) + 1 :])
    # 43 days are left for s: q, s and r take 50
    assert late["r"].windows_missed == (("s",) if order.index("r") < order.index("s") else ())


def test_a_window_absorbs_a_delay() -> None:
    text = CHAIN.replace("window: {to: 2031-03-05}", "window: {from: 2031-06-01}")
    report = report_of(load_text(f"{text}standing: {{date: 2031-01-21, done: [p]}}\n"))
    late = {delay.step: delay for delay in report.late}
    order = [*late]
    for step, lasts in {"q": 1, "r": 3}.items():
        waits_anyway = order.index(step) < order.index("s")
        assert late[step].finish_delay == pytest.approx(0 if waits_anyway else lasts)
    assert late["s"].finish_delay == pytest.approx(1)


def test_all_is_done() -> None:
    report = report_of(standing("2031-03-05", "p, q, r, s"))
    assert (report.next, report.late) == ((), ())
    assert report.plan is not None
    assert report.plan.due == report.plan.early == ()


def test_nothing_done_has_no_report() -> None:
    roadmap = plan_roadmap(standing("2031-01-01", ""), "all")
    assert roadmap is None or roadmap.standing is None
    assert "standing" not in ({} if roadmap is None else roadmap.to_dict())


# --- deals, proposals, contents

CHOICE = """\
winset: 1
title: A choice that has been made
parties:
  a: {name: Ana}
  b: {name: Ben}
steps:
  x: {by: [a], value: {a: -1, b: 3}}
  y: {by: [b], value: {a: 3, b: -1}}
  z: {by: [b], value: {a: 2, b: -1}}
choices: {price: {one_of: [y, z]}}
proposals:
  old: {steps: [x, y]}
  new: {steps: [x]}
demands: {no-z: {by: b, refuse: [z]}}
"""


def test_deals_hold_what_is_done() -> None:
    deals = find_deals(load_text(CHOICE, done=["z"]))
    assert deals.packages == 2
    assert all("z" in deal.steps for deal in deals.frontier)


def test_a_proposal_counts_what_is_done(capsys: pytest.CaptureFixture[str]) -> None:
    analysis = analyze(load_text(CHOICE, done=["z"]), firmness=True)
    old, new = analysis.proposals["old"], analysis.proposals["new"]
    assert (old.own, old.best) == (None, None)  # y and z exclude each other
    assert new.values == {"a": 1, "b": 2}
    assert new.own is not None
    assert new.own.order == (("x",),)
    assert new.breaks == ("no-z",)
    json.dumps(analysis.to_dict())
    show(analysis_screen(analysis))
    assert "could not be carried out" in capsys.readouterr().out


# --- the command


def test_the_command_shows_where_things_stand(run: Run) -> None:
    code, out, err = run("roadmap", str(UNDER_WAY))
    assert (code, err) == (0, "")
    assert (
        "WHERE THINGS STAND\n  Done by 1 December 2031: open dam; read gauges. Next: power line."
        in out
    )
    assert "as things stand" in out
    found = json.loads(run("roadmap", str(UNDER_WAY), "--format", "json")[1])["roadmap"]
    assert found["standing"]["date"] == "2031-12-01"
    assert found["standing"]["done"] == ["open-dam", "read-gauges"]
    assert found["standing"]["changed"]["verdict"]["now"] == found["verdict"]


def test_done_for_one_call(run: Run) -> None:
    found = json.loads(run("roadmap", str(UNDER_WAY), "--done", "", "--format", "json")[1])
    assert "standing" not in found["roadmap"]
    assert found["scenario"]["set"] == ["standing.done="]
    arguments = ("roadmap", "--package", "all", "--done", " open-dam , power-line")
    found = json.loads(run(*arguments[:1], str(UNDER_WAY), *arguments[1:], "--format", "json")[1])
    assert found["roadmap"]["standing"]["done"] == ["open-dam", "power-line"]
    for command in ("analyze", "deals", "check"):
        quick = ("--quick",) if command == "analyze" else ()
        code, out, err = run(command, str(UNDER_WAY), "--done", "open-dam", *quick)
        assert (code, err) == (0, "")
        assert out
    assert "1 of 4 steps is done" in run("check", str(UNDER_WAY), "--done", "open-dam")[1]


def test_an_order_from_where_things_stand(run: Run) -> None:
    arguments = ("roadmap", str(UNDER_WAY), "--order", "power-line", "--format", "json")
    found = json.loads(run(*arguments)[1])["roadmap"]
    assert found["order"] == [["power-line"]]
    assert found["package"] == ["open-dam", "power-line", "read-gauges"]
    assert "turns" in found
    assert "standing" in found


@pytest.mark.parametrize(
    ("done", "told"),
    [
        ("sell-power", "sell-power needs power-line, which is not done"),
        ("foo", "there is no step 'foo'"),
    ],
)
def test_what_cannot_be_done_is_told(run: Run, done: str, told: str) -> None:
    code, out, err = run("roadmap", str(UNDER_WAY), "--done", done)
    assert (code, out) == (2, "")
    assert err.startswith(f"--done {done}: ")
    assert told in err


def test_what_is_done_keeps_to_the_choices() -> None:
    with pytest.raises(ScenarioError, match="of which the choice price allows one"):
        load_text(CHOICE, done=["y", "z"])
    assert cases.load(UNDER_WAY, done=["open-dam"]).hash != cases.load(UNDER_WAY).hash
