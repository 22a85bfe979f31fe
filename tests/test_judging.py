"""Every package in a draw is judged as the passes over all packages judge it, bit for bit."""

from __future__ import annotations

import dataclasses
import random
from collections import Counter
from dataclasses import replace
from itertools import combinations, permutations
from pathlib import Path

import numpy as np
import pytest

from generators.device_games import to_scenario
from generators.random_devices import DEVICES, random_device_game
from generators.random_games import draws
from winset import cases
from winset.advice.judging import Judged, judge_of
from winset.deals.packages import list_packages
from winset.firmness.draws import Draws, draw
from winset.firmness.games import games_of
from winset.firmness.outcomes import Outcomes
from winset.firmness.subjects import Subject, fates_of
from winset.roadmaps._set_kernels import climb
from winset.roadmaps.choose import packages_by_escrows
from winset.roadmaps.exits import at_stake
from winset.roadmaps.keeping import Sets
from winset.roadmaps.needs import Worth, needs_of
from winset.roadmaps.safeguards import expand, safeguards_of
from winset.scenario import Bias, Number, Observer, Ratifier, Scenario, load_file
from winset.scenario.changes import change_numbers
from winset.scenario.game import TOLERANCE, Bools, Game, Masks, compile_game

TOGETHER = (*((one,) for one in DEVICES), *combinations(DEVICES, 2), DEVICES)
SHARES = ("reversible", "head_start", "detection", "hazard", "needs")
AT_LEAST_ZERO = ("breach_penalty", "guarantee", "phases", "votes")


def with_range(path: str, number: Number, rng: random.Random) -> Number:
    """Return a number with a range or a list around its point, within what its place allows."""
    name = path.rsplit(".", maxsplit=1)[-1]
    if rng.random() < 0.5:
        return number
    share = name in SHARES or ".trust." in path
    least = 0.0 if share or name in AT_LEAST_ZERO or ".cost." in path else -np.inf
    low = max(least, number.point - rng.choice((0.25, 1.0)))
    high = min(1.0 if share else np.inf, number.point + rng.choice((0.25, 1.0, 2.0)))
    if rng.random() < 0.5:
        return replace(number, low=low, high=high)
    return replace(number, values=(high, low, number.point), weights=(1.0, 1.0, 2.0))


def peopled(scenario: Scenario, rng: random.Random) -> Scenario:
    """Return a scenario in which some vote, and some must consent."""
    home = tuple(
        Ratifier(name, name, floor=Number(rng.choice((-1.0, 0.0, 1.0))), votes=Number(votes))
        for name, votes in (("left", 2.0), ("right", 3.0))
    )
    first, *others = scenario.parties
    steps = tuple(
        replace(
            step,
            value={**step.value, "watch": Number(rng.choice((-1.0, 0.5, 1.0)))},
            consent=("watch",) if rng.random() < 0.3 else (),
        )
        for step in scenario.steps
    )
    return replace(
        scenario,
        steps=steps,
        parties=(replace(first, home=(*first.home, *home)), *others),
        observers=(Observer("watch", "Watch"),),
    )


def uncertain(rng: random.Random, devices: tuple[str, ...]) -> Scenario:
    """Return a random scenario with devices in which numbers have ranges and lists."""
    game = random_device_game(rng, rng.choice((2, 3, 4)), devices)
    scenario = to_scenario(game)
    if rng.random() < 0.4:
        scenario = peopled(scenario, rng)
    if rng.random() < 0.4:
        scenario = replace(scenario, bias=Bias(0.7, 1.5))
    return change_numbers(scenario, lambda path, number: with_range(path, number, rng))


def plainly_kept(sets: Sets, asked: Masks) -> Bools:
    """Return which packages pass both keys, from all needs of all orders of all done-sets.

    Those that the same parties perform are judged together: only they can betray.
    """
    game, acting, worth = sets.exits.game, sets.frame.acting[asked], Worth.of(sets)
    enough = worth.values + TOLERANCE * worth.gross
    endless = np.full(enough.shape, np.inf)
    kept = np.zeros(len(asked), dtype=np.bool_)
    for group in np.unique(acting):
        actors = (group >> np.arange(len(game.parties)) & 1).astype(np.bool_)
        needs = needs_of(sets, worth.gross, actors, TOLERANCE * at_stake(game))
        start, vectors, *_ = climb(sets.places, needs, -endless, endless)
        for n in np.flatnonzero(acting == group):
            rows = vectors[start[asked[n]] : start[asked[n] + 1], : enough.shape[1]]
            kept[n] = (rows <= enough[asked[n]]).all(axis=1).any()
    return kept


def usual(game: Game) -> Judged:
    """Return what the passes over all packages say of each."""
    options = list(packages_by_escrows(safeguards_of(game)))
    every = options[0][1]
    kept = np.zeros((len(options), len(every.masks)), dtype=np.bool_)
    for way, (sets, packages) in enumerate(options):
        asked = packages.signable & (packages.masks != 0)
        wide = expand(sets.exits.game, packages.masks)
        place = np.minimum(np.searchsorted(sets.frame.masks, wide), len(sets.frame.masks) - 1)
        asked &= sets.frame.masks[place] == wide
        holds = packages.masks[asked][plainly_kept(sets, place[asked])]
        kept[way, np.searchsorted(every.masks, holds)] = True
    return Judged(every.signable & (every.masks != 0), kept)


def assert_same(one: object, other: object, where: str = "game") -> None:
    """Fail where two games differ in any number."""
    if dataclasses.is_dataclass(one):
        for field in dataclasses.fields(one):
            name = field.name
            assert_same(getattr(one, name), getattr(other, name), f"{where}.{name}")
    elif isinstance(one, tuple) and isinstance(other, tuple):
        assert len(one) == len(other), where
        for n, (left, right) in enumerate(zip(one, other, strict=True)):
            assert_same(left, right, f"{where}[{n}]")
    else:
        assert np.array_equal(np.asarray(one), np.asarray(other)), where


def assert_judged_alike(drawn: Draws, some: range) -> Counter[str]:
    """Compare every package of some draws; return how many were signed and kept."""
    games = games_of(drawn)
    judge = judge_of(games.point)
    seen: Counter[str] = Counter()
    for index in some:
        game = games.game(index)
        assert_same(compile_game(drawn.draw(index)), game)
        found, expected = judge.judge(judge.ready(game)), usual(game)
        assert np.array_equal(found.signed, expected.signed)
        assert np.array_equal(found.kept, expected.kept)
        seen["signed"] += int(found.signed.sum())
        seen["kept"] += int(found.kept.sum())
        seen["by escrow"] += int(found.kept[1:].sum())
    return seen


@pytest.mark.parametrize("devices", TOGETHER, ids="+".join)
def test_every_package_of_every_draw(devices: tuple[str, ...]) -> None:
    seen: Counter[str] = Counter()
    for rng in draws(900 + TOGETHER.index(devices), 12):
        seen += assert_judged_alike(draw(uncertain(rng, devices), seed=1, count=6), range(6))
    assert seen["signed"] > 20
    assert seen["kept"] > 5
    assert devices != ("escrow",) or seen["by escrow"]


def subjects_in(game: Game, rng: random.Random) -> tuple[Subject, ...]:
    """Return some packages, and sets of steps that may be none, with orders demanded of them."""
    masks = list_packages(game).masks[1:].tolist()
    sets = [*rng.sample(masks, min(3, len(masks))), rng.randrange(1, 1 << len(game.ids))]
    found = []
    for n, mask in enumerate(sets):
        steps = game.names(mask)
        pairs = [pair for pair in permutations(steps, 2) if rng.random() < 0.2]
        found.append(Subject(f"{n}/best", steps))
        found.append(Subject(f"{n}/own", steps, before=tuple(pairs[:2])))
    return tuple(found)


@pytest.mark.parametrize("devices", TOGETHER, ids="+".join)
def test_outcomes_are_those_of_the_best_orders(devices: tuple[str, ...]) -> None:
    """Judged by done-sets in every draw as by the best order of each package."""
    seen: Counter[str] = Counter()
    for rng in draws(700 + TOGETHER.index(devices), 8):
        games = games_of(draw(uncertain(rng, devices), seed=1, count=4))
        subjects = subjects_in(games.point, rng)
        outcomes = Outcomes(games.point, subjects)
        for game in map(games.game, range(games.count)):
            fates = fates_of(game, subjects)
            found = outcomes.of(game)
            assert found == {name: fate.outcome for name, fate in fates.items()}
            one = rng.choice(subjects).name
            assert outcomes.of(game, {one}) == {one: found[one]}
            seen.update(verdict for _, verdict in found.values())
        seen["listed"] += len(outcomes.quick)
    assert len(seen) > 2
    assert seen["listed"] > 10


@pytest.mark.parametrize("file", ["rivers.yaml", "trials/mackerel.yaml", "trials/carveout.yaml"])
def test_files(file: str) -> None:
    scenario = load_file(Path(__file__).parent / "data" / file)
    assert assert_judged_alike(draw(scenario, count=4), range(4))["signed"]


@pytest.mark.slow
def test_hanoi() -> None:
    seen = assert_judged_alike(draw(cases.load("hanoi"), count=500), range(0, 500, 100))
    assert seen["kept"] > 100
