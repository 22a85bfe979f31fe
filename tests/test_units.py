"""No verdict hangs on the unit: in cents, dollars or millions a file gives the same answers."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generators.device_games import to_scenario
from generators.random_devices import DEVICES, random_device_game
from generators.random_games import draws
from generators.random_impasses import random_impasse, random_repairs
from units import in_units
from winset import analysis
from winset.deals.find import Deal, find_deals
from winset.impasse.explain import explain_impasse
from winset.roadmaps.plan import plan_roadmap
from winset.roadmaps.roadmap import Roadmap
from winset.roadmaps.temptations import most_exposed, most_tempted
from winset.scenario import Scenario, ScenarioTooLarge, load_file
from winset.scenario.amounts import beyond, decimals_of, settled

pytestmark = pytest.mark.slow

FAULTS = Path(__file__).parent / "data" / "faults"
UNITS = ("1e-9", "1e-6", "7e-3", "0.1", "1.1", "3e2", "1e5", "1e9")


def drawn_units(rng: random.Random, scenario: Scenario) -> dict[str, str]:
    """Return another unit for each party, observer and ledger."""
    owners = [party.id for party in scenario.parties]
    owners += [one.id for one in scenario.observers]
    owners += [ledger.id for ledger in scenario.ledgers]
    return {owner: rng.choice(UNITS) for owner in owners}


def device_scenarios(seed: int, count: int) -> Iterator[tuple[Scenario, Scenario]]:
    """Yield random scenarios with every device, and the same in other units."""
    for rng in draws(seed, count):
        some = rng.sample(DEVICES, rng.choice((0, 1, 3)))
        scenario = to_scenario(random_device_game(rng, rng.choice((2, 3, 3)), some))
        yield scenario, in_units(scenario, drawn_units(rng, scenario))


def in_the_same_units(values: Mapping[str, float], units: Mapping[str, str]) -> dict[str, float]:
    return {who: value / float(units[who]) for who, value in values.items()}


def packages(deals: tuple[Deal, ...] | None) -> set[tuple[str, ...]] | None:
    return None if deals is None else {deal.steps for deal in deals}


def test_what_could_be_signed() -> None:
    for rng in draws(71, 200):
        scenario = random_impasse(rng)
        units = drawn_units(rng, scenario)
        one, two = find_deals(scenario), find_deals(in_units(scenario, units))
        for count in ("packages", "signable", "overlap"):
            assert getattr(one, count) == getattr(two, count)
        assert packages(one.frontier) == packages(two.frontier)
        for name in ("nash", "kalai_smorodinsky"):
            assert packages(one.solutions[name]) == packages(two.solutions[name])
        worth = {deal.steps: deal.values for deal in one.frontier}
        for deal in two.frontier:
            assert in_the_same_units(deal.values, units) == pytest.approx(worth[deal.steps])


def without_amounts(roadmap: Roadmap | None) -> Any:
    """Return what of a roadmap has no unit."""
    if roadmap is None:
        return None
    one = roadmap.to_dict()
    same = ("package", "signable", "verdict", "end_holds", "order", "ties", "all")
    binding = [{**place, "amount": None} for place in one["binding"]]
    free = [(point["required_bond"], point["required_trust"]) for point in one.get("front") or ()]
    numbers = [one["margin"], one["required_bond"], one["required_trust"], *np.ravel(free)]
    return {name: one.get(name) for name in same} | {
        "binding": binding,
        "tempted": [most_tempted(roadmap, n) for n in range(len(roadmap.nodes))],
        "exposed": [(most_exposed(roadmap, n) or ())[:2] for n in range(len(roadmap.nodes))],
        "cheats": [(c["party"], c["at"], c["pays"]) for c in one.get("cheating", ())],
        "numbers": [None if n is None else pytest.approx(n, abs=2e-9) for n in numbers],
    }


def planned(scenario: Scenario, package: str) -> Any:
    try:
        return without_amounts(plan_roadmap(scenario, package))
    except ScenarioTooLarge:
        return "too large"


@pytest.mark.parametrize("seed", [72, 73, 74])
def test_what_would_be_kept(seed: int) -> None:
    for scenario, again in device_scenarios(seed, 60):
        assert planned(scenario, "nash") == planned(again, "nash")


def impasse(scenario: Scenario) -> Any:
    """Return what of an impasse has no unit."""
    found = explain_impasse(scenario, more=False).to_dict()
    return {
        "deal": found["deal_exists"],
        "reasons": sorted(sorted(reason["groups"]) for reason in found["reasons"]),
        "repairs": sorted((r["levers"], r["package"], r["order"]) for r in found["repairs"]),
    }


def test_why_there_is_no_deal_and_what_would_open_one() -> None:
    for rng in draws(75, 6):
        scenario = random_repairs(rng)
        again = in_units(scenario, drawn_units(rng, scenario))
        assert impasse(scenario) == impasse(again)


def test_paid_in_two_parts_and_refunded_to_the_cent() -> None:
    scenario = load_file(FAULTS / "cents-min.yaml")
    proposal = analysis.analyze(scenario, impasse=False).proposals["p"]
    assert (proposal.signable, dict(proposal.values)) == (True, {"a": 0.0, "b": 2.0})
    assert str(proposal.values["a"]) == "0.0"


@pytest.mark.parametrize("unit", ["1e-9", "1e-2", "1", "3"])
def test_a_fund_paid_out_to_the_cent(unit: str) -> None:
    scenario = in_units(load_file(FAULTS / "ledger.yaml"), {"fund": unit})
    roadmap = plan_roadmap(scenario, "all")
    assert roadmap is not None
    assert roadmap.nodes[-1].ledgers == {"fund": 0.0}


def test_a_package_without_the_huge_step_is_judged_by_its_own_amounts() -> None:
    """A billion changes hands in one package; in another a cent decides."""
    scenario = load_file(FAULTS / "cents-min.yaml")
    first, second, refund = scenario.steps
    number = first.value["a"]
    cents = (
        (first, {"a": replace(number, point=-0.02), "b": replace(number, point=1.0)}),
        (second, {"a": replace(number, point=0.01), "b": replace(number, point=0.0)}),
        (refund, {"a": replace(number, point=1e9), "b": replace(number, point=-1e9)}),
    )
    steps = tuple(replace(step, value=value) for step, value in cents)
    proposals = (replace(scenario.proposals[0], steps=("first", "second")),)
    changed = replace(scenario, steps=steps, proposals=proposals)
    found = analysis.analyze(changed, impasse=False)
    assert dict(found.proposals["p"].refused_by) == {"a": 0.01}


amounts = st.lists(st.decimals(-(10**6), 10**6, places=3).map(float), min_size=1, max_size=12)


@settings(deadline=None)
@given(amounts, st.integers(-9, 9), st.randoms(use_true_random=False))
def test_a_sum_does_not_hang_on_the_order_or_the_unit(
    numbers: list[float], k: int, rng: random.Random
) -> None:
    """Settled sums are the floats nearest to the sums on paper."""
    exact = sum(map(Decimal, map(repr, numbers)), Decimal(0))
    shuffled = rng.sample(numbers, len(numbers))
    for some in (numbers, shuffled):
        scaled = [float(Decimal(repr(n)).scaleb(k)) for n in some]
        gross = np.array(np.abs(scaled).sum())
        found = float(settled(np.array(sum(scaled)), gross))
        if abs(exact.scaleb(k)) > 2e-9 * float(gross):
            assert found == pytest.approx(float(exact.scaleb(k)), rel=1e-15)
        elif exact == 0:
            assert found == 0


@settings(deadline=None)
@given(amounts)
def test_the_quick_way_to_settle_is_the_same(numbers: list[float]) -> None:
    rows = np.array([numbers])
    power = decimals_of(rows)
    total, gross = rows.sum(axis=1), np.abs(rows).sum(axis=1)
    if power is not None:
        assert np.rint(total * power[:, 0]) / power[:, 0] == settled(total, gross)


@pytest.mark.parametrize(
    ("one", "other", "above"),
    [
        (1, 1, False),
        (1 + 1e-8, 1, True),
        (1 + 1e-10, 1, False),
        (1e-12, 0, True),
        (0, -1e-12, True),
    ],
)
def test_beyond(one: float, other: float, above: bool) -> None:
    assert bool(beyond(one, other)) == above
    assert not beyond(one, np.inf)
    assert not beyond(-np.inf, other)
