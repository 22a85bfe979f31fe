"""The engine agrees with the plain twin on random games, order by order and for every package."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction

import pytest

from generators.games import to_scenario, walked
from generators.random_games import draws, random_game
from references import reference
from references.choice_reference import choice
from winset.roadmaps.plan import plan_roadmap

pytestmark = pytest.mark.slow

TRIALS = 500


def drawn_games(seed: int, trials: int, largest: int) -> list[reference.Game]:
    """Return random games, some with prerequisites and some with a choice."""
    return [
        entangled(random_game(rng, rng.randint(1, largest), signed=rng.random() < 0.5), rng)
        for rng in draws(seed, trials)
    ]


def entangled(game: reference.Game, rng: random.Random) -> reference.Game:
    names = [step.name for step in game.steps]
    if len(names) > 1 and rng.random() < 0.3:
        last = replace(game.steps[-1], after=(rng.choice(names[:-1]),))
        game = replace(game, steps=(*game.steps[:-1], last))
    if len(names) > 2 and rng.random() < 0.3:
        game = replace(game, choices=((frozenset(names[:2]), rng.random() < 0.3),))
    return game


def near(number: Fraction | None) -> object:
    return None if number is None else pytest.approx(float(number), abs=1e-9)


def test_one_order() -> None:
    for game in drawn_games(1, TRIALS, 5):
        order = tuple(next(reference.orders(game, frozenset(s.name for s in game.steps))))
        expected, found = reference.judge(game, order), walked(game, order)
        assert found.verdict == expected.verdict
        assert found.margin == near(expected.margin)
        assert found.required_bond == near(expected.share)
        assert found.end_holds == expected.end_holds
        for i, bond in expected.bond.items():
            assert found.bond[i] == near(bond)
        for (i, j), trust in expected.trust.items():
            assert found.trust[i][j].required == near(trust)


def test_best_order_and_counts() -> None:
    seen = set()
    for game in drawn_games(2, TRIALS, 4):
        found = plan_roadmap(to_scenario(game), "nash")
        counts = reference.counts(game)
        if found is None:
            assert counts["signable"] == 0
            continue
        assert found.all is not None
        assert found.all.to_dict() == counts
        order, expected, ties = reference.best(game, frozenset(found.package))
        assert tuple(step for move in found.order for step in move) == order
        assert (found.verdict, found.ties) == (expected.verdict, ties)
        seen.add(found.verdict)
    assert seen == {"holds", "incentive_only", "trust_only", "neither"}


def test_best_package_is_the_first_by_its_rule() -> None:
    for game in drawn_games(3, TRIALS, 4):
        found = plan_roadmap(to_scenario(game), "nash")
        candidates = [p for p in reference.packages(game) if p and reference.signable(game, p)]
        assert (found is None) == (not candidates)
        if found is not None:
            assert frozenset(found.package) == best_of(game, candidates)


def best_of(game: reference.Game, packages: list[frozenset[str]]) -> frozenset[str]:
    """Return the best package: verdict, least share, least lack, then the choice."""
    ranks = {p: rank(game, p) for p in packages}
    worth = {
        p: [reference.value(game, party, p) for party in game.parties]
        for p in packages
        if ranks[p] == min(ranks.values())
    }
    return choice(worth, [step.name for step in game.steps])


def rank(game: reference.Game, package: frozenset[str]) -> tuple[int, float | Fraction, Fraction]:
    """Return what comes before the values; smaller is better."""
    judged = reference.best(game, package)[1]
    share = float("inf") if judged.share is None else judged.share
    return reference.VERDICTS.index(judged.verdict), share, judged.lack
