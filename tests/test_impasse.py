"""The engine's reasons, largest sets and certificates, against known answers and the plain twin."""

from __future__ import annotations

from collections import Counter
from itertools import permutations

import numpy as np
import pytest

from generators.random_games import draws
from generators.random_impasses import random_impasse
from references import impasse_reference as twin
from references.impasse_cases import CASES, Case, sets
from references.reason_check import complaints
from winset.impasse.groups import groups_of
from winset.impasse.marco import ExtremalSet, explore
from winset.impasse.reasons import Reason, explore_groups, largest_of, reasons_of
from winset.impasse.solver import Solver
from winset.scenario import Scenario
from winset.scenario.game import compile_game

Sets = frozenset[frozenset[str]]


def reasons(scenario: Scenario) -> tuple[Reason, ...]:
    solver = Solver(scenario)
    return reasons_of(solver, explore_groups(solver))


def given_up(scenario: Scenario) -> Sets:
    solver = Solver(scenario)
    return frozenset(frozenset(one.given_up) for one in largest_of(solver, explore_groups(solver)))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_known_reasons(case: Case) -> None:
    found = reasons(case.scenario)
    assert frozenset(frozenset(one.groups) for one in found) == sets(case.reasons)
    assert {kind for one in found for kind in one.kinds} == case.kinds
    assert len({one.conflict for one in found}) == case.parts
    assert given_up(case.scenario) == sets(case.given_up or ())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_known_certificates_bear_the_check(case: Case) -> None:
    for reason in reasons(case.scenario):
        assert complaints(case.scenario, reason.to_dict()) == []


@pytest.mark.slow
def test_reasons_and_largest_sets_are_those_of_the_twin() -> None:
    seen: Counter[str] = Counter()
    for rng in draws(91, 150):
        scenario = random_impasse(rng)
        solver = Solver(scenario)
        explored = explore_groups(solver)
        found = [solver.groups.ids(one) for one in explored.reasons]
        assert {frozenset(one) for one in found} == set(map(frozenset, twin.reasons(scenario)))
        largest = {frozenset(solver.groups.ids(one)) for one in explored.largest}
        assert largest == set(map(frozenset, twin.maximal(scenario)))
        assert [len(one) for one in found] == sorted(len(one) for one in found)
        seen["deal"] += solver.can_hold(solver.groups.everything)
        seen["nothing at all"] += () in found
        seen["three and more"] += any(len(one) > 2 for one in found)
    assert len(seen) == 3
    assert min(seen.values()) > 3


@pytest.mark.slow
def test_certificates_of_random_scenarios_bear_the_check() -> None:
    for rng in draws(92, 60):
        scenario = random_impasse(rng)
        for reason in reasons(scenario):
            assert complaints(scenario, reason.to_dict()) == []


def test_groups_and_their_kinds_are_those_of_the_twin() -> None:
    for rng in draws(93, 60):
        scenario = random_impasse(rng)
        groups = groups_of(scenario)
        found = {group.id: group.kind for group in groups.of(groups.everything)}
        assert found == twin.kinds(scenario)
        assert list(found) == list(twin.kinds(scenario))


@pytest.mark.slow
def test_a_barrier_counts_every_package_once() -> None:
    """Packages that no order keeps are unordered, fail at the start, at the end, or between."""
    seen: Counter[str] = Counter()
    for rng in draws(94, 80):
        for reason in reasons(random_impasse(rng)):
            assert reason.certificate is not None
            barrier = reason.certificate.barrier
            assert barrier.between is not None
            parts = (barrier.unordered, barrier.start, barrier.end, len(barrier.between))
            assert sum(parts) == barrier.packages
            seen.update(dict(zip(("unordered", "start", "end", "between"), parts, strict=True)))
    assert min(seen.values()) > 3


@pytest.mark.slow
def test_every_order_of_a_blocked_package_passes_one_of_its_places() -> None:
    checked = 0
    for rng in draws(95, 60):
        scenario = random_impasse(rng)
        if compile_game(scenario).bounds.ids:
            continue  # limits on the way bar some orders as well
        for reason in reasons(scenario):
            assert reason.certificate is not None
            for blocked in reason.certificate.barrier.between or ():
                places = [
                    (frozenset(place.done), place.move and frozenset(place.move))
                    for place in blocked.places
                ]
                kept: set[str] = set(reason.groups)
                for order in lawful_orders(scenario, kept, blocked.package):
                    visited = set(places_of(order))
                    assert visited & set(places)
                    checked += 1
    assert checked > 25


def lawful_orders(
    scenario: Scenario, kept: set[str], package: tuple[str, ...]
) -> list[tuple[str, ...]]:
    """Return the orders that prerequisites, policies and demanded orders among `kept` allow."""
    pairs = [
        (before, step.id)
        for step in scenario.steps
        for before in step.after
        if not step.policy or f"prerequisite:{step.id}" in kept
    ]
    pairs += [
        pair
        for demand in scenario.demands
        if f"demand:{demand.id}" in kept
        for pair in demand.before
    ]
    inside = [(x, y) for x, y in pairs if x in package and y in package]
    return [
        order
        for order in permutations(package)
        if all(order.index(x) < order.index(y) for x, y in inside)
    ]


def places_of(order: tuple[str, ...]) -> list[tuple[frozenset[str], frozenset[str] | None]]:
    states = [frozenset(order[:n]) for n in range(len(order) + 1)]
    moves = zip(states, order, strict=False)
    return [*((state, None) for state in states), *((done, frozenset([k])) for done, k in moves)]


@pytest.mark.parametrize("count", [1, 2, 5, 8])
def test_exploring_finds_what_brute_force_finds(count: int) -> None:
    rng = np.random.default_rng(count)
    for _ in range(12):
        barred = [int(one) for one in rng.integers(1, 1 << count, size=rng.integers(0, 5))]

        def can_hold(members: int, barred: list[int] = barred) -> bool:
            return not any(one & members == one for one in barred)

        every = range(1 << count)
        least = {
            m
            for m in every
            if not can_hold(m) and all(can_hold(m & ~(1 << n)) for n in range(count) if m >> n & 1)
        }
        most = {
            m
            for m in every
            if can_hold(m) and not any(can_hold(m | 1 << n) for n in range(count) if not m >> n & 1)
        }
        found = list(explore(count, can_hold))
        guesses = [ExtremalSet(int(rng.integers(1 << count)), bool(rng.integers(2)))] * 3
        assert list(explore(count, can_hold, [*guesses, *found[::2]])) == found
        assert {one.members for one in found if not one.holds} == least
        assert {one.members for one in found if one.holds} == most
        assert len(found) == len(least) + len(most)


def smaller(members: int, count: int) -> list[int]:
    return [members & ~(1 << n) for n in range(count) if members >> n & 1]


def larger(members: int, count: int) -> list[int]:
    return [members | 1 << n for n in range(count) if not members >> n & 1]
