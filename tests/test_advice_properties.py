"""The choice and the ladder against a plain twin, and what must change nothing in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import numpy as np
import pytest

from generators.device_games import to_scenario
from generators.random_devices import random_device_game
from generators.random_games import draws
from references.advice_reference import Case
from test_judging import usual, with_range
from units import owner
from winset.advice.advise import advise_on
from winset.advice.result import Advice
from winset.deals.packages import list_packages
from winset.firmness.draws import draw
from winset.roadmaps.plan import plan_roadmap
from winset.scenario import Number, Party, Scenario
from winset.scenario.changes import change_numbers
from winset.scenario.game import Bools, Game, compile_game

DRAWS = 12


def files(seed: int, count: int, parties: tuple[int, ...] = (2, 3)) -> Iterator[Scenario]:
    """Yield random scenarios whose numbers have ranges and lists."""
    for rng in draws(seed, count):
        scenario = to_scenario(random_device_game(rng, rng.choice(parties), ()))
        yield change_numbers(scenario, partial(with_range, rng=rng))


def judged(scenario: Scenario) -> tuple[Game, Bools, Bools]:
    """Return the game at the points, and in each draw and there which packages are kept."""
    drawn = draw(scenario, count=DRAWS)
    rows = [usual(compile_game(drawn.draw(n))).in_some_way for n in range(drawn.count)]
    game = compile_game(scenario)
    return game, np.array(rows), usual(game).in_some_way


def case_of(scenario: Scenario) -> Case:
    """Return what the twin is to know of a scenario, each draw compiled and judged anew."""
    game, rows, kept = judged(scenario)
    every = list_packages(game)
    names = [frozenset(game.names(int(mask))) for mask in every.masks]
    signable = every.signable & (every.masks != 0)
    points = {party: game.parties.index(party) for party in game.parties}
    return Case(
        steps={step.id: step.by for step in scenario.steps},
        worth={
            party: dict(zip(game.ids, game.value[i].tolist(), strict=True))
            for party, i in points.items()
        },
        bonuses=[
            (frozenset(game.names(int(when))), {p: float(amounts[i]) for p, i in points.items()})
            for when, amounts in zip(game.bonus_when, game.bonus_value.T, strict=True)
        ],
        no_deal={party: float(game.no_deal[i]) for party, i in points.items()},
        signable=[name for name, yes in zip(names, signable, strict=True) if yes],
        kept=[name for name, yes in zip(names, kept, strict=True) if yes],
        held={name: rows[:, n].tolist() for n, name in enumerate(names)},
    )


@pytest.mark.parametrize("seed", range(7100, 7105))
def test_the_choice_and_the_ladder_are_those_of_the_twin(seed: int) -> None:
    chosen = 0
    for scenario in files(seed, 12):
        found, case = advise_on(draw(scenario, count=DRAWS)), case_of(scenario)
        if not case.candidates:
            assert (found.tier, found.first, found.ladder) == ("none", None, ())
            continue
        best = case.best(case.candidates)
        assert found.first is not None
        assert found.tier == ("kept" if case.kept else "draws")
        assert found.candidates == len(case.candidates)
        assert frozenset(found.first.package) == best
        assert found.first.share == pytest.approx(case.share(best))
        assert found.first.gain == pytest.approx(case.gain(best))
        assert frozenset(found.reach) == case.large
        assert [frozenset(rung.package) for rung in found.ladder] == case.ladder()
        chosen += 1
    assert chosen > 3


def test_nothing_that_is_kept_wherever_the_first_is_beats_it() -> None:
    rivals = 0
    for scenario in files(7200, 60):
        first = advise_on(draw(scenario, count=DRAWS)).first
        case = case_of(scenario)
        if first is None or not case.kept:
            continue
        best = frozenset(first.package)
        for other in case.kept:
            always = all(b or not a for a, b in zip(case.held[best], case.held[other], strict=True))
            rivals += other != best and always
            assert not (always and case.beats(other, best))
    assert rivals


def told(advice: Advice) -> tuple[object, ...]:
    """Return what of advice has no unit, and does not hang on who else is there."""
    rungs = [(one.package, one.share, one.signed, round(one.gain, 9)) for one in advice.ladder]
    first = None if advice.first is None else advice.first.package
    return advice.tier, advice.candidates, first, rungs, dict(advice.reach), advice.any


def in_ranges(scenario: Scenario, factors: dict[str, float]) -> Scenario:
    """Return a scenario with the amounts of some parties times a factor, ranges and lists too."""

    def scaled(path: str, number: Number) -> Number:
        factor = factors.get(owner(path, {}) or "", 1.0)
        return replace(
            number,
            point=factor * number.point,
            low=None if number.low is None else factor * number.low,
            high=None if number.high is None else factor * number.high,
            values=tuple(factor * value for value in number.values),
        )

    return change_numbers(scenario, scaled)


@pytest.mark.parametrize("factor", [1000.0, 0.01])
def test_units_change_nothing(factor: float) -> None:
    chosen = 0
    for scenario in files(7300, 25):
        party = scenario.parties[0].id
        found = advise_on(draw(scenario, count=DRAWS))
        again = advise_on(draw(in_ranges(scenario, {party: factor}), count=DRAWS))
        assert told(again) == told(found)
        chosen += found.first is not None
    assert chosen > 5


def test_a_party_to_which_all_is_nothing_changes_nothing() -> None:
    chosen = 0
    for scenario in files(7400, 25):
        found = advise_on(draw(scenario, count=DRAWS))
        idle = Party("idle", "Idle")
        prior = replace(scenario.trust_prior, mean=Number(0.5), strength=Number(2.0))
        more = replace(scenario, parties=(*scenario.parties, idle), trust_prior=prior)
        again = advise_on(draw(more, count=DRAWS))
        assert told(again) == told(found)
        chosen += found.first is not None
    assert chosen > 5


def test_the_order_of_parties_changes_nothing() -> None:
    for scenario in files(7500, 25):
        turned = replace(scenario, parties=tuple(reversed(scenario.parties)))
        assert told(advise_on(draw(turned, count=DRAWS))) == told(
            advise_on(draw(scenario, count=DRAWS))
        )


def test_where_nothing_is_kept_the_nearest_is_named() -> None:
    named = 0
    for scenario in files(7600, 60):
        found = advise_on(draw(scenario, count=DRAWS))
        if found.tier != "none":
            assert found.nearest is None
            continue
        plan = plan_roadmap(scenario, "nash")
        assert (found.nearest is None) == (plan is None)
        if plan is not None and found.nearest is not None:
            assert found.nearest.package == plan.package
            assert found.nearest.values == plan.values
            named += 1
    assert named
