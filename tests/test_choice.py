"""What Winset recommends is never a package that another one beats."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from generators.games import to_scenario
from generators.random_games import draws, random_game
from references.choice_reference import beats, choice
from winset.deals.find import find_deals
from winset.deals.packages import list_packages
from winset.deals.solutions import choose, largest_product
from winset.roadmaps.by_trust import best_by_trust
from winset.roadmaps.choose import judge_packages
from winset.roadmaps.plan import plan_roadmap
from winset.roadmaps.safeguards import safeguards_of
from winset.scenario import Scenario, load_file
from winset.scenario.game import Floats, Game, compile_game

FAULTS = Path(__file__).parent / "data" / "faults"
STEPS = "abcde"


@settings(deadline=None)
@given(
    arrays(
        np.float64,
        st.tuples(st.integers(1, 4), st.integers(1, 31)),
        elements=st.integers(0, 3).map(float),
    )
)
def test_the_largest_product_is_the_rule(values: Floats) -> None:
    masks = np.arange(1, values.shape[1] + 1)
    worth = {
        frozenset(s for k, s in enumerate(STEPS) if int(mask) >> k & 1): tuple(map(Fraction, point))
        for mask, point in zip(masks, values.T.tolist(), strict=True)
    }
    found = list(worth)[largest_product(masks, values)]
    assert found == choice(worth, STEPS)
    assert not any(beats(point, worth[found]) for point in worth.values())


def test_who_hardly_gains_does_not_outweigh_the_others() -> None:
    """By the product alone the second would be chosen: it gives everybody something."""
    values = np.array([[10.0, 0.5], [9.0, 0.5], [0.0, 1e-6]])
    masks = np.array([3, 4])
    assert (choose(masks, values), largest_product(masks, values)) == (0, 1)


def test_a_neutral_party_does_not_hide_the_gains_of_the_others() -> None:
    scenario = load_file(FAULTS / "zero-product.yaml")
    for package in ("nash", "all"):
        found = plan_roadmap(scenario, package)
        assert found is not None
        assert dict(found.values) == {"a": 51, "b": 51, "g": 0}
        assert found.package == ("small", "large")
    top = best_by_trust(safeguards_of(compile_game(scenario)))[-1]
    assert (top.package, top.values) == (("small", "large"), {"a": 51, "b": 51, "g": 0})


def test_nash_before_a_neutral_party() -> None:
    nash = find_deals(load_file(FAULTS / "nash0.yaml")).solutions["nash"]
    assert nash is not None
    assert [dict(deal.values) for deal in nash] == [{"a": 5, "b": 5, "g": 0}]


def beside_a_neutral_party(scenario: Scenario) -> Scenario:
    """Return a scenario with a party more, to which nothing is worth anything."""
    idle = replace(scenario.parties[0], id="idle", name="Idle", home=(), trust={})
    zero = replace(idle.no_deal, point=0.0)
    idle = replace(idle, no_deal=zero, fallback=zero, breach_penalty=zero, guarantee=zero)
    return replace(scenario, parties=(*scenario.parties, idle))


def worth(values: Mapping[str, float], game: Game) -> list[Fraction]:
    """Return a point in the order of the game's rows."""
    return [Fraction(values[party]) for party in game.parties]


@pytest.mark.slow
@pytest.mark.parametrize("neutral", [False, True])
def test_nothing_that_holds_beats_the_best(neutral: bool) -> None:
    held = 0
    for rng in draws(51, 150):
        scenario = to_scenario(random_game(rng, rng.randint(2, 4), signed=True))
        if neutral:
            scenario = beside_a_neutral_party(scenario)
        found = plan_roadmap(scenario, "nash")
        safeguards = safeguards_of(compile_game(scenario))
        for one in judge_packages(safeguards):
            rivals = one.packages.values[:, one.judged.holds].T.tolist()
            held += len(rivals) > 1
            assert found is not None or not rivals
            assert not found or not any(
                beats(v, worth(found.values, safeguards.game)) for v in rivals
            )
    assert held > 20


def test_nothing_that_is_signable_beats_a_nash_solution() -> None:
    for rng in draws(52, 150):
        scenario = beside_a_neutral_party(to_scenario(random_game(rng, 4, signed=False)))
        game = compile_game(scenario)
        packages = list_packages(game)
        rivals = packages.values[:, packages.signable].T.tolist()
        for deal in find_deals(scenario).solutions["nash"] or ():
            assert not any(beats(v, worth(deal.values, game)) for v in rivals)
