"""What opens a deal: against the plain twin, which tries every set of levers, and known answers."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from generators.large_files import large_file
from generators.random_games import draws
from generators.random_impasses import random_impasse, random_repairs
from references import impasse_reference as impasse
from references import repairs_reference as twin
from references.impasse_cases import NO_PENALTY, PENALTIES, REPAIRS, RepairCase
from winset import cases
from winset.impasse.explain import explain_impasse
from winset.impasse.groups import NO_GROUPS, GroupSet
from winset.impasse.interventions import Intervention, found_interventions
from winset.impasse.openings import changed, find_openings
from winset.impasse.reasons import explore_groups
from winset.impasse.repairs import Repair, Repairs, find_repairs, opened_by_file
from winset.impasse.solver import Solver
from winset.impasse.tagged_id import TaggedId
from winset.scenario import Lever, Scenario, ScenarioTooLarge, load_text
from winset.scenario.game import compile_game

pytestmark = pytest.mark.slow


def repairs(scenario: Scenario) -> Repairs:
    solver = Solver(scenario)
    return find_repairs(solver, explore_groups(solver).largest)


def of_file(scenario: Scenario) -> list[Repair]:
    return [one for one in repairs(scenario).listed if not one.found]


@pytest.mark.parametrize("case", REPAIRS, ids=lambda case: case.name)
def test_known_repairs(case: RepairCase) -> None:
    solver = Solver(case.scenario)
    if solver.can_hold(solver.groups.everything):
        assert [names for names, _ in case.repairs] == [""]
        return
    found = [(" ".join(one.levers), one.cost) for one in of_file(case.scenario)]
    assert found == [(names, None if cost is None else float(cost)) for names, cost in case.repairs]


def test_repairs_are_those_of_the_twin() -> None:
    seen: Counter[str] = Counter()
    for rng in draws(96, 24):
        scenario = random_repairs(rng)
        expected = {frozenset(one.levers): one.cost for one in twin.repairs(scenario)}
        assert set(map(frozenset, opened_by_file(Solver(scenario)))) == set(expected)
        listed = of_file(scenario)
        assert {frozenset(one.levers): one.cost for one in listed} == expected
        costs = [(one.cost is None, one.cost or 0.0, len(one.levers)) for one in listed]
        assert costs == sorted(costs)
        seen["a demand"] += any(":" in name for names in expected for name in names)
        seen["together"] += any(len(names) > 1 for names in expected)
        seen["none"] += not expected
    assert len(seen) == 3
    assert min(seen.values()) > 2


def test_no_change_of_a_repair_is_idle_and_none_stronger_than_it_must_be() -> None:
    """Each opens a deal; without any part of it, or with a weaker one, there is none."""
    seen: Counter[str] = Counter()
    for rng in draws(97, 40):
        scenario = random_impasse(rng)
        solver = Solver(scenario)
        if solver.can_hold(solver.groups.everything):
            continue
        interventions = {one.id: one for one in found_interventions(scenario, solver.game)}
        for one in repairs(scenario).listed:
            assert one.verdict == "holds"
            changes = {change.lever for change in one.changes}
            dropped = [name for name in one.levers if name not in changes]
            groups = solver.groups.but(solver.groups.mask(dropped))
            made = [interventions[change.lever] for change in one.changes]
            full = [change.after for change in one.changes]
            full = [m.full if m.path is None else x for m, x in zip(made, full, strict=True)]
            afresh = Solver(changed(solver, made, full).scenario)
            assert afresh.can_hold(groups)
            for n in range(len(made)):
                less = [*made[:n], *made[n + 1 :]], [*full[:n], *full[n + 1 :]]
                assert not changed(solver, *less).can_hold(groups)
                if not made[n].whole and made[n].kind != "transfer":
                    weaker = full[n] - 1e-6 * max(1.0, abs(full[n]))
                    assert not changed(solver, made, [*full[:n], weaker, *full[n + 1 :]]).can_hold(
                        groups
                    )
            for name in dropped:
                kept = GroupSet(groups | solver.groups.mask([name]))
                assert not changed(solver, made, full).can_hold(kept)
            seen.update(change.lever.kind for change in one.changes)
    assert {"trust", "stake"} < set(seen)


def test_the_swap_opens_with_trust_a_guarantee_slices_or_an_escrow() -> None:
    """With penalties of 50: either trust at 1/3, a guarantee of 1/3, or two slices."""
    found = {one.levers: one for one in repairs(PENALTIES.scenario).listed}
    alone: dict[str, float] = {
        levers[0]: one.changes[0].after for levers, one in found.items() if len(levers) == 1
    }
    for name in ("trust:a.b", "trust:b.a", "guarantee:a", "guarantee:b"):
        assert alone.pop(name) == pytest.approx(1 / 3, abs=1e-6)
    assert alone == {"slices:sa": 2.0, "slices:sb": 2.0, "escrow:sa+sb": 1.0}


def test_without_penalties_it_takes_a_stake_as_well() -> None:
    found = {one.levers for one in repairs(NO_PENALTY.scenario).listed}
    assert found == {
        ("escrow:sa+sb",),
        ("trust:a.b", "stake:b"),
        ("trust:b.a", "stake:a"),
    }


def test_demands_that_are_dropped_are_dropped_whole_and_told_in_parts() -> None:
    for rng in draws(98, 40):
        scenario = random_impasse(rng)
        solver = Solver(scenario)
        if solver.can_hold(solver.groups.everything):
            continue
        for one in repairs(scenario).listed:
            told = {unmet.group for unmet in one.unmet}
            assert told <= set(one.levers)
            bare = [d for d in scenario.demands if impasse.demand_group(d) in told]
            assert bool(bare) == bool(told)


def test_levers_that_do_no_harm_are_searched_as_the_others_are() -> None:
    for rng in draws(99, 20):
        scenario = random_repairs(rng)
        solver = Solver(scenario)
        expected = opened_by_file(solver)
        wary = replace(scenario, levers=(*scenario.levers, *doubles(scenario)))
        names = {lever.id for lever in scenario.levers}
        found = {one for one in opened_by_file(Solver(wary)) if not doubled(one, names)}
        assert found == expected


def doubles(scenario: Scenario) -> list[Lever]:
    """Return each lever once more under another name, so that none sets numbers of its own."""
    return [replace(lever, id=f"{lever.id}-again") for lever in scenario.levers]


def doubled(levers: tuple[str, ...], names: set[str]) -> bool:
    return any(":" not in one and one not in names for one in levers)


def test_an_opening_that_is_known_is_not_found_again() -> None:
    solver = Solver(PENALTIES.scenario)
    interventions: dict[str, Intervention] = {
        one.id: one for one in found_interventions(solver.scenario, solver.game)
    }
    trust = (interventions["trust:a.b"],)
    first = find_openings(solver, [trust], NO_GROUPS).openings
    assert len(first) == 1
    assert (
        find_openings(
            solver, [trust, (*trust, interventions["guarantee:b"])], NO_GROUPS, first
        ).openings
        == ()
    )


def test_a_payment_that_is_too_much_is_not_taken_for_enough() -> None:
    """More of it helps the taker and harms the payer, so each amount is looked at by itself."""
    found = repairs(cases.load(Path(__file__).parent / "data" / "rivers.yaml"))
    assert found.listed
    assert all(one.verdict == "holds" for one in found.listed)


def test_a_price_gap_is_closed_by_a_payment() -> None:
    scenario = load_text(
        """
winset: 1
title: A price
unit: {ann: coin, ben: coin}
parties:
  ann: {name: Ann, breach_penalty: 9, guarantee: 9, trust: {ben: 1}}
  ben: {name: Ben, breach_penalty: 9, guarantee: 9, trust: {ann: 1}}
steps: {sell: {by: [ann], value: {ann: -2, ben: 5}}}
"""
    )
    listed = {one.levers: one for one in repairs(scenario).listed}
    (payment,) = listed[TaggedId("transfer:ben.ann"),].changes
    assert payment.after == pytest.approx(2.0, abs=1e-6)


def test_no_step_is_divided_beyond_what_can_be_searched() -> None:
    chain = cases.load(Path(__file__).parent / "data" / "faults" / "chain62.yaml")
    found = found_interventions(chain, compile_game(chain))
    assert not [one for one in found if one.kind == "slices"]
    shorter = load_text(large_file(58))
    parts = [m for m in found_interventions(shorter, compile_game(shorter)) if m.kind == "slices"]
    assert {intervention.full for intervention in parts} == {5.0}
    with pytest.raises(ScenarioTooLarge, match=r"a package of \d+ steps"):
        explain_impasse(chain)
