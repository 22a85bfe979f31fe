"""What each part of the deal to look at first carries, held against judging all anew."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from generators.device_games import to_scenario
from generators.random_devices import random_device_game
from generators.random_games import draws
from test_judging import usual, with_range
from winset.advice.advise import advise, advise_on
from winset.advice.ground import ground_of
from winset.advice.result import Advice, Carrying
from winset.cli import app
from winset.deals.packages import list_packages
from winset.firmness.draws import draw
from winset.roadmaps.exits import exits_of
from winset.roadmaps.judge_order import judge_order
from winset.roadmaps.order_path import path_of
from winset.scenario import Lever, Number, Scenario, load_file, load_text
from winset.scenario.changes import change_numbers, numbers_of, with_changes
from winset.scenario.game import MoveSet, compile_game
from winset.scenario.number_path import NumberPath

SWAP = """
winset: 1
title: A swap
parties:
  a: {name: Ana, breach_penalty: {low: 0, mode: 1, high: 4}}
  b: {name: Ben, trust: {a: {low: 0.2, mode: 0.6, high: 0.9}}}
steps:
  give: {by: [a], value: {a: {low: -4, mode: -2, high: -1}, b: 5}, reversible: 0.5}
  pay: {by: [b], value: {a: 6, b: {low: -3, mode: -2, high: -1}}, after: [give], detection: 0.9}
  thank: {by: [b], value: {a: 1}, after: [pay]}
levers:
  nothing: {title: Nothing, by: [a], set: {parties.a.leaves_office: 0.5}}
  seen: {title: Seen, by: [b], set: {steps.pay.detection: 1}}
  dearer: {title: Dearer, by: [a], set: {parties.a.breach_penalty: {low: 2, mode: 4, high: 6}}}
  parts: {title: Parts, by: [b], set: {steps.pay.slices: 2}}
"""


def carried(advice: Advice) -> Carrying:
    assert advice.carrying is not None
    return advice.carrying


def kept_anew(scenario: Scenario, steps: tuple[str, ...], most: int) -> list[bool]:
    """Return in which draws a package is signed and kept, each draw's scenario judged anew."""
    drawn = draw(scenario, count=most)
    kept = []
    for n in range(drawn.count):
        game = compile_game(drawn.draw(n))
        place = int(np.flatnonzero(list_packages(game).masks == game.package(steps))[0])
        kept.append(bool(usual(game).kept[:, place].any()))
    return kept


def random_file(seed: int) -> Scenario:
    """Return the first random file from a seed in which some deal is kept at the points."""
    for rng in draws(seed, 50):
        scenario = to_scenario(random_device_game(rng, 2, ("escrow",)))
        scenario = change_numbers(scenario, partial(with_range, rng=rng))
        party, step = scenario.parties[0].id, scenario.steps[0].id
        sets = {
            f"parties.{party}.breach_penalty": Number(3.0),
            f"steps.{step}.detection": Number(1.0),
        }
        scenario = replace(scenario, levers=(Lever("more", "More", (party,), sets),))
        found = advise_on(draw(scenario, count=30))
        if found.tier == "kept" and found.first is not None and len(found.first.package) > 1:
            return scenario
    raise AssertionError("no such file")


@pytest.mark.parametrize("seed", range(6100, 6103))
def test_every_share_is_that_of_judging_anew(seed: int) -> None:
    scenario = random_file(seed)
    advice = advise(scenario, draws=30)
    found, first = carried(advice), advice.first
    assert first is not None
    whole = kept_anew(scenario, first.package, 30)
    assert np.mean(whole) == pytest.approx(first.share)
    game = compile_game(scenario)
    for one in found.without:
        if one.values is None:
            continue
        left = tuple(k for k in first.package if k not in (one.step, *one.also))
        anew = kept_anew(scenario, left, 30)
        apart = np.array(anew, dtype=float) - whole
        assert one.share == pytest.approx(np.mean(anew))
        assert one.change == pytest.approx(apart.mean())
        assert one.error == pytest.approx(apart.std() / np.sqrt(len(apart)))
    for lever in found.with_:
        changed = with_changes(scenario, scenario.levers[0].sets)
        assert lever.share == pytest.approx(np.mean(kept_anew(changed, first.package, 30)))
    assert found.without or not game.value.any()


def holds(scenario: Scenario, order: tuple[tuple[str, ...], ...]) -> bool:
    """Return whether a deal is signed and kept in an order, judged move by move."""
    game = compile_game(scenario)
    moves = tuple(MoveSet(int(game.mask(move))) for move in order)
    judged = judge_order(path_of(exits_of(game), moves), 1)
    return judged.signable and judged.verdict == "holds"


def test_in_the_order_printed() -> None:
    """A lever leaves the order as it is printed; its share is that of the order in each draw."""
    scenario = load_text(SWAP)
    advice = advise(scenario, draws=60)
    assert advice.first is not None
    levers = {lever.id: lever for lever in scenario.levers}
    told = [one for one in carried(advice).safer if one.kind == "lever" and one.order is None]
    assert told
    for one in told:
        drawn = draw(with_changes(scenario, levers[one.about[0]].sets), count=60)
        held = [holds(drawn.draw(n), advice.first.order) for n in range(60)]
        assert one.share == pytest.approx(np.mean(held))


def test_a_stake_and_a_guarantee_add_five_points_and_less_does_not() -> None:
    scenario = load_text(SWAP)
    advice = advise(scenario, draws=100)
    first, names = advice.first, {"stake": "breach_penalty", "guarantee": "guarantee"}
    assert first is not None
    drawn = draw(scenario, count=100)

    def share(name: str, party: str, size: float) -> float:
        path, held = NumberPath(f"parties.{party}.{name}"), []
        for one in map(drawn.draw, range(100)):
            now = numbers_of(one)[path].point
            held.append(holds(with_changes(one, {path: now + size}), first.order))
        return float(np.mean(held))

    told = [one for one in carried(advice).safer if one.kind in names]
    assert told
    for one in told:
        assert one.size is not None
        name, party = names[one.kind], one.about[0]
        assert one.share == pytest.approx(share(name, party, one.size))
        assert one.change >= 0.05 - 1e-9
        less = share(name, party, 0.9 * one.size)
        assert less < first.share_in_order + 0.05 - 1e-9


def test_a_lever_that_does_nothing_changes_no_share() -> None:
    advice = advise(load_text(SWAP), draws=80)
    found = {one.lever: one for one in carried(advice).with_}
    assert (found["nothing"].change, found["nothing"].error) == (0, 0)
    assert advice.first is not None
    assert found["nothing"].share == pytest.approx(advice.first.share)
    assert found["nothing"].values == advice.first.values
    assert not any(one.about == ("nothing",) for one in carried(advice).safer)
    assert found["dearer"].change > 0


def test_what_needs_a_step_goes_with_it() -> None:
    advice = advise(load_text(SWAP), draws=40)
    assert advice.first is not None
    assert advice.first.package == ("give", "pay", "thank")
    without = {one.step: one for one in carried(advice).without}
    assert without["give"].values is None  # nothing would be left
    assert without["pay"].also == ("thank",)
    assert without["pay"].values == {"a": -2, "b": 5}


def test_a_step_that_is_done_stays() -> None:
    scenario = load_text(SWAP + "standing: {date: 2031-01-01, done: [give]}\n")
    without = {one.step: one for one in carried(advise(scenario, draws=40)).without}
    assert without["give"].values is None


def test_a_choice_that_must_be_made_stays() -> None:
    barter = "  barter: {by: [b], value: {a: 0.1, b: -9}}\nlevers:"
    required = "choices: {how: {one_of: [pay, barter], required: true}}\n"
    scenario = load_text(SWAP.replace("levers:", barter) + required)
    without = {one.step: one for one in carried(advise(scenario, draws=40)).without}
    assert without["pay"].values is None


@pytest.mark.parametrize("stem", ["02-fragile-nash", "11-ladder", "13-inspectors"])
def test_leaving_a_step_out_gives_the_share_of_that_deal_among_all(stem: str) -> None:
    scenario = load_file(Path(__file__).parent / f"data/advice/{stem}.yaml")
    drawn = draw(scenario, count=100)
    advice, ground = advise_on(drawn, thorough=True), ground_of(drawn, 1)
    every = np.array([one.in_some_way for one in ground.trials.judged()])
    assert advice.first is not None
    for one in carried(advice).without:
        if one.values is not None:
            left = [k for k in advice.first.package if k not in (one.step, *one.also)]
            place = np.flatnonzero(ground.masks == ground.game.mask(left))[0]
            assert one.share == pytest.approx(every[:, place].mean())


@pytest.mark.parametrize("workers", [1, 2])
def test_the_same_whatever_the_number_of_threads(workers: int) -> None:
    scenario = load_text(SWAP)
    found = advise(scenario, draws=50, workers=workers)
    assert found.to_dict() == advise(scenario, draws=50, workers=3).to_dict()


def test_a_file_without_doubts_and_a_lever_that_brings_some() -> None:
    text = SWAP.replace("{low: 0, mode: 1, high: 4}", "1").replace(
        "{low: -4, mode: -2, high: -1}", "-2"
    )
    text = text.replace("{low: -3, mode: -2, high: -1}", "-2").replace(
        "{low: 0.2, mode: 0.6, high: 0.9}", "0.6"
    )
    advice = advise(load_text(text), draws=50)
    assert advice.certain
    found = {one.lever: one for one in carried(advice).with_}
    assert advice.first is not None
    assert found["nothing"].share == advice.first.share
    assert 0 <= found["dearer"].share <= 1


def test_the_text_and_the_data(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "swap.yaml"
    path.write_text(SWAP, encoding="utf-8")
    app(["advise", str(path), "--draws", "60", "--format", "json"])
    told = json.loads(capsys.readouterr().out)["advise"]
    assert [one["lever"] for one in told["with"]] == ["nothing", "seen", "dearer", "parts"]
    assert {"step", "also", "values", "share", "change", "error"} == set(told["without"][0])
    assert len(told["safer"]) <= 5
    app(["advise", str(path), "--draws", "60"])
    shown = " ".join(capsys.readouterr().out.split())
    assert "WHAT EACH PART CARRIES" in shown
    assert "Without this step there is no deal: give." in shown.replace("Give", "give")
    assert "though they may help talks to begin or a text to be agreed: – Nothing." in shown
    assert "WHAT WOULD MAKE IT SAFER" in shown
