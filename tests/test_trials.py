"""Draws made ready together are those made ready one by one, bit for bit."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from generators.random_devices import DEVICES
from generators.random_games import draws
from test_judging import assert_same, uncertain
from winset.advice.judging import judge_of
from winset.advice.trials import BLOCK, HELD, Trials
from winset.firmness.draws import draw
from winset.firmness.games import games_of
from winset.scenario import Number, Scenario, load_file
from winset.scenario.changes import change_numbers

ALIKE = ("slices", "escrow", "standing")
"""Devices that leave draws alike."""

TOGETHER = [some for size in (1, 2, 3) for some in combinations(ALIKE, size)]


def assert_ready_alike(scenario: Scenario, count: int) -> bool:
    """Compare what is made ready; return whether it was made together."""
    games = games_of(draw(scenario, seed=1, count=count))
    trials = Trials(judge_of(games.point), games, 1)
    for n in range(games.count):
        for found, alone in zip(trials.ready(n), trials.judge.ready(games.game(n)), strict=True):
            tables = (*found.signing, *found.terms)
            for left, right in zip(tables, (*alone.signing, *alone.terms), strict=True):
                assert_same(left, right)
                if isinstance(left, np.ndarray):  # the compiled loops tell these apart
                    assert left.dtype == np.asarray(right).dtype
                    assert left.flags.c_contiguous
                    assert left.flags.writeable
            assert_same(found.exits.game, alone.exits.game)
    return games.alike


@pytest.mark.parametrize("devices", TOGETHER, ids="+".join)
def test_draws_made_ready_together(devices: tuple[str, ...]) -> None:
    for rng in draws(1_300 + TOGETHER.index(devices), 6):
        scenario = change_numbers(uncertain(rng, devices), certain_hazard)
        assert assert_ready_alike(scenario, BLOCK + 1)


def certain_hazard(path: str, number: Number) -> Number:
    return Number(number.point) if path.endswith(".hazard") else number


def test_draws_that_are_not_alike() -> None:
    for rng in draws(1_400, 6):
        assert_ready_alike(uncertain(rng, DEVICES), 3)


@pytest.mark.parametrize("file", ["rivers.yaml", "trials/mackerel.yaml", "trials/carveout.yaml"])
def test_files(file: str) -> None:
    assert_ready_alike(load_file(Path(__file__).parent / "data" / file), 5)


def test_later_draws_are_made_ready_alone() -> None:
    rivers = load_file(Path(__file__).parent / "data" / "rivers.yaml")
    games = games_of(draw(rivers, count=HELD + 2))
    trials = Trials(judge_of(games.point), games, 1)
    late, again = trials.ready(HELD + 1)[0], trials.ready(HELD + 1)[0]
    assert late is not again
    assert_same(tuple(late.terms), tuple(again.terms))
