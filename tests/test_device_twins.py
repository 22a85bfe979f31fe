"""The engine and the plain twin agree on every device, alone and with others, over all orders."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import combinations

import pytest

from generators.device_games import to_scenario
from generators.random_devices import DEVICES, random_device_game
from generators.random_games import draws
from references import device_reference as twin
from references import device_states as states
from winset.roadmaps.judge_order import judge_order
from winset.roadmaps.order_path import path_of
from winset.roadmaps.plan import plan_roadmap
from winset.roadmaps.safeguards import Safeguards, safeguards_of
from winset.roadmaps.search import best_plan
from winset.scenario import load_text
from winset.scenario.game import compile_game

pytestmark = pytest.mark.slow

CLOSE = 1e-7
MOST_SLICES = 3
TOGETHER = (*((one,) for one in DEVICES), *combinations(DEVICES, 2), DEVICES)


def close(found: float | None, expected: Fraction | float | None) -> bool:
    if found is None or expected is None or expected == float("inf"):
        return found is None and (expected is None or expected == float("inf"))
    return abs(found - expected) <= CLOSE


def assert_same_best(game: states.Game, safeguards: Safeguards, package: frozenset[str]) -> str:
    """Compare the best order of one package; return its verdict, or that there is none."""
    settled = twin.settled(game, package, MOST_SLICES)
    expected = twin.best(settled, package)
    slices = twin.smallest_slices(game, package, MOST_SLICES) or 1
    best = best_plan(safeguards, safeguards.game.mask(package), (), slices=slices)
    if expected is None:
        assert best is None
        return "no order"
    assert best is not None
    roadmap = judge_order(path_of(best.arrangement.exits, best.found.order), best.found.ties)
    judged = expected.judgement
    assert roadmap.verdict == best.found.verdict == judged.verdict
    assert roadmap.ties == expected.ties
    assert roadmap.order == expected.order
    assert close(roadmap.margin, judged.margin)
    assert close(roadmap.required_bond, judged.share)
    for party, bond in judged.bond.items():
        assert close(roadmap.bond[party], bond)
    for (party, other), required in judged.trust.items():
        assert close(roadmap.trust[party][other].required, required)
    assert roadmap.end_holds == twin.end_holds(settled, package, expected.used)
    return roadmap.verdict


@pytest.mark.parametrize("devices", TOGETHER, ids="+".join)
def test_the_best_order_of_every_package(devices: tuple[str, ...]) -> None:
    seen: Counter[str] = Counter()
    for rng in draws(300 + TOGETHER.index(devices), 25):
        game = random_device_game(rng, rng.choice((2, 3, 4)), devices)
        safeguards = safeguards_of(compile_game(to_scenario(game)))
        packages = [p for p in states.packages(game) if p]
        for package in rng.sample(packages, min(3, len(packages))):
            seen[assert_same_best(game, safeguards, package)] += 1
    assert seen["holds"] + seen["trust_only"] + seen["incentive_only"] >= 3
    assert seen.total() >= 20


@pytest.mark.parametrize("devices", TOGETHER, ids="+".join)
def test_every_package_at_once(devices: tuple[str, ...]) -> None:
    passing = 0
    for rng in draws(400 + TOGETHER.index(devices), 12):
        game = random_device_game(rng, rng.choice((2, 3, 3, 4)), devices)
        game = twin.sliced(game, 2)
        roadmap = plan_roadmap(to_scenario(game))
        expected = twin.counts(game)
        if roadmap is None:
            assert expected["holds"] == 0
            continue
        assert roadmap.all is not None
        assert roadmap.all.to_dict() == expected
        assert (roadmap.verdict == "holds") == (expected["holds"] > 0)
        passing += expected["incentive"] + expected["trust"]
    assert passing > 0


@pytest.mark.parametrize(
    ("seed", "devices"),
    [
        (34028, ("slices", "ledger", "hazard")),
        (29045, ("escrow", "hazard", "standing")),
        (10023, ("slices", "escrow", "window")),
        (29018, ("window", "hazard")),
    ],
)
def test_games_that_were_once_read_wrongly(seed: int, devices: tuple[str, ...]) -> None:
    """Steps that set numbers and have hazards; sliced steps in an escrow with a window."""
    for rng in draws(seed, 2):
        game = twin.sliced(random_device_game(rng, rng.choice((3, 4, 4)), devices), 2)
        safeguards = safeguards_of(compile_game(to_scenario(game)))
        for package in states.packages(game):
            if package:
                assert_same_best(game, safeguards, package)
        roadmap = plan_roadmap(to_scenario(game))
        if roadmap is not None and roadmap.all is not None:
            assert roadmap.all.to_dict() == twin.counts(game)


def test_an_escrow_that_what_stands_rules_out() -> None:
    text = """
winset: 1
title: One of two is done already
when: [2030-01-01, 2030-01-01]
parties: {a: {name: Ana}, b: {name: Ben}}
steps:
  x: {by: [a], value: {a: -1, b: 3}}
  y: {by: [b], value: {a: 3, b: -1}}
  z: {by: [b], value: {a: 3, b: -1}}
choices: {price: {one_of: [y, z]}}
standing: {done: [z]}
escrow: [{steps: [x, y]}]
"""
    roadmap = plan_roadmap(load_text(text))
    assert roadmap is not None
    assert roadmap.package == ("x", "z")


@pytest.mark.parametrize("devices", [("escrow", "hazard"), ("window", "ledger"), ("standing",)])
def test_packages_of_six_steps(devices: tuple[str, ...]) -> None:
    """The largest package of a few larger games: hundreds of orders each."""
    seen: Counter[str] = Counter()
    for rng in draws(600 + len(devices[0]), 4):
        game = random_device_game(rng, 6, devices, signed=True)
        safeguards = safeguards_of(compile_game(to_scenario(game)))
        package = max(states.packages(game), key=len)
        seen[assert_same_best(game, safeguards, package)] += 1
    assert seen.total() == 4
