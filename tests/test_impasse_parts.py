"""Thresholds, grids, amendments, the next attempt, approaches and the edge."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from generators.random_games import draws
from generators.random_impasses import random_impasse
from references.impasse_cases import OPEN, PENALTIES, named
from winset.impasse.amendments import answer_to
from winset.impasse.approaches import compare_approaches
from winset.impasse.closings import closings_of
from winset.impasse.explain import explain_impasse
from winset.impasse.next_attempt import after_breakdown, next_attempt
from winset.impasse.solver import Solver
from winset.impasse.thresholds import Axis, grid_of, thresholds_of, trust_axes
from winset.roadmaps.session import Session
from winset.scenario import Approach, Number, Proposal, Scenario, UsageError
from winset.scenario.changes import with_changes
from winset.scenario.number_path import NumberPath


def exists(scenario: Scenario, *, demands: bool = True) -> bool:
    solver = Solver(scenario)
    groups = solver.groups.everything
    return solver.can_hold(groups if demands else solver.groups.but(solver.groups.demands))


def test_the_swap_opens_at_a_third_of_trust() -> None:
    found = thresholds_of(Solver(PENALTIES.scenario))
    assert found.demands
    opens: dict[str, float | None] = {one.path: one.opens for one in found.listed}
    for path in ("parties.a.trust.b", "parties.b.trust.a"):
        assert opens.pop(path) == pytest.approx(1 / 3, abs=1e-6)
    assert set(opens.values()) == {None}


@pytest.mark.slow
def test_a_threshold_is_where_a_deal_opens() -> None:
    seen: Counter[str] = Counter()
    for rng in draws(101, 30):
        scenario = random_impasse(rng)
        found = thresholds_of(Solver(scenario))
        for one in found.listed:
            if one.opens is None:
                seen["never"] += 1
                assert not exists(scenario, demands=found.demands) or one.has == 0
                continue
            at = with_changes(scenario, {one.path: one.opens})
            assert exists(at, demands=found.demands)
            seen["at once"] += one.opens == 0
            if one.opens > 0:
                less = with_changes(scenario, {one.path: one.opens * (1 - 1e-6) - 1e-7})
                assert not exists(less, demands=found.demands)
                seen["somewhere"] += 1
    assert min(seen.values()) > 3
    assert len(seen) == 3


def test_a_grid_is_what_each_cell_says_alone() -> None:
    solver = Solver(PENALTIES.scenario)
    axes = trust_axes(solver, 6)
    assert axes is not None
    grid = grid_of(solver, *axes)
    for row, y in zip(grid.opens, grid.y.values, strict=True):
        for cell, x in zip(row, grid.x.values, strict=True):
            changes = {grid.x.path: x, grid.y.path: y}
            assert cell == exists(with_changes(solver.scenario, changes))
    assert {cell for row in grid.opens for cell in row} == {True, False}


def test_a_grid_of_numbers_that_may_do_harm_is_asked_cell_by_cell() -> None:
    solver = Solver(PENALTIES.scenario)
    x = Axis(NumberPath("steps.sa.reversible"), (0.0, 0.5, 1.0))
    y = Axis(NumberPath("parties.b.no_deal"), (-3.0, 0.0, 3.0))
    grid = grid_of(solver, x, y)
    for row, worth in zip(grid.opens, y.values, strict=True):
        for cell, share in zip(row, x.values, strict=True):
            assert cell == exists(with_changes(solver.scenario, {x.path: share, y.path: worth}))


@pytest.mark.parametrize(
    ("x", "y", "told"),
    [
        (Axis(NumberPath("a"), (0.0, 1.0)), Axis(NumberPath("a"), (0.0, 1.0)), "two numbers"),
        (
            Axis(NumberPath("a"), tuple(map(float, range(60)))),
            Axis(NumberPath("b"), tuple(map(float, range(60)))),
            "60",
        ),
    ],
)
def test_impossible_grids(x: Axis, y: Axis, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        grid_of(Solver(PENALTIES.scenario), x, y)


def test_an_amendment_is_the_nearest_that_the_party_accepts() -> None:
    seen: Counter[str] = Counter()
    for rng in draws(102, 60):
        scenario = random_impasse(rng)
        names = [step.id for step in scenario.steps]
        steps = tuple(rng.sample(names, rng.randint(1, len(names))))
        solver = Solver(scenario)
        answer = answer_to(solver, Proposal("plan", steps=steps, title="Plan"))
        for party, refusal in answer.parties.items():
            own = solver.groups.mask(
                group.id
                for group in solver.groups.listed
                if group.kind != "stake" and (group.holder or "").partition(".")[0] == party
            )
            places = solver.meeting(own)
            masks = [
                int(table.masks[place])
                for table, some in zip(solver.tables, places, strict=True)
                for place in some
            ]
            mask = solver.game.mask(steps) | solver.game.done
            least = min(((one ^ mask).bit_count() for one in masks), default=None)
            if refusal.amendment is None:
                assert least is None
                seen["none"] += 1
                continue
            assert len(refusal.amendment.added) + len(refusal.amendment.dropped) == least
            assert not refusal.groups or least or refusal.amendment.moved or scenario.demands
            seen["as it is"] += least == 0
            seen["amended"] += bool(least)
    assert len(seen) == 3
    assert min(seen.values()) > 3


def test_an_amendment_moves_steps_where_that_is_all_it_takes() -> None:
    scenario = named("opposed-orders").scenario
    pair = next(demand.before for demand in scenario.demands if demand.by == "ann")
    proposal = Proposal("plan", steps=tuple(dict.fromkeys(pair[0])), title="Plan", before=pair)
    answer = answer_to(Solver(scenario), proposal)
    assert answer.parties["ann"].groups == ()
    amendment = answer.parties["ben"].amendment
    assert amendment is not None
    assert (amendment.added, amendment.dropped, amendment.moved) == ((), (), pair)


def test_the_next_attempt_has_the_breakdown_in_its_record() -> None:
    bare = PENALTIES.scenario
    parties = tuple(replace(party, trust={}) for party in bare.parties)
    scenario = replace(bare, parties=parties, when=(date(2031, 3, 1), date(2031, 3, 2)))
    solver = Solver(scenario)
    found = next_attempt(solver, (), ())
    # prior mean one half of strength two, and one broken promise of weight one half
    assert {(one.before, one.after) for one in found.trust} == {(0.5, 0.4)}
    assert all(one.from_record for one in found.trust)
    heavier = next_attempt(solver, (), (), weight=2.0)
    assert {one.after for one in heavier.trust} == {0.25}
    assert heavier.new_reasons
    assert not heavier.deal_exists


def test_trust_that_the_file_gives_stays() -> None:
    found = next_attempt(Solver(PENALTIES.scenario), (), ())
    assert all(one.before == one.after and not one.from_record for one in found.trust)


def test_gestures_are_done_alone_seen_and_mostly_reversible() -> None:
    bare = PENALTIES.scenario
    parties = tuple(replace(party, trust={}) for party in bare.parties)
    first, second = bare.steps
    steps = (
        replace(first, reversible=Number(0.75)),
        replace(second, reversible=Number(0.75), detection=Number(0.5)),
    )
    found = next_attempt(Solver(replace(bare, parties=parties, steps=steps)), (), ())
    (gesture,) = found.gestures
    assert (gesture.step, gesture.by, gesture.cost, gesture.lost) == (first.id, "a", 1.0, 0.25)
    # kept 1 of weight 1 beside the prior and the breakdown: (1 + 1) / (2 + 0.5 + 1)
    assert gesture.trust["b"] == pytest.approx(2 / 3.5)
    assert gesture.gain == pytest.approx(2 / 3.5 - 0.4)


def test_the_breakdown_is_dated_on_the_last_day() -> None:
    scenario = replace(PENALTIES.scenario, when=(date(2031, 3, 1), date(2031, 3, 2)))
    again = after_breakdown(scenario)
    assert {event.day for event in again.record} == {date(2031, 3, 2)}
    assert again.when == (date(2031, 3, 3), date(2031, 3, 3))


def test_approaches_are_compared_with_things_as_they_are() -> None:
    trusting = Approach("trusting", "Trust", {"parties.a.trust.b": Number(1.0)})
    scenario = replace(PENALTIES.scenario, approaches=(trusting,))
    found = compare_approaches(Solver(scenario), Session(scenario))
    assert list(found) == ["", "trusting"]
    assert (found[""].deal_exists, found["trusting"].deal_exists) == (False, True)
    assert found[""].reasons == len(PENALTIES.reasons)
    assert found["trusting"].reasons == 0
    assert compare_approaches(Solver(PENALTIES.scenario), Session(PENALTIES.scenario)) == {}


@pytest.mark.slow
def test_the_edge_is_where_the_last_deal_ends() -> None:
    seen: Counter[str] = Counter()
    for rng in draws(103, 60):
        scenario = random_impasse(rng)
        solver = Solver(scenario)
        if not solver.can_hold(solver.groups.everything):
            continue
        for one in closings_of(solver)[:6]:
            assert not exists(with_changes(scenario, {one.path: one.after}))
            way = one.after - one.before
            assert exists(with_changes(scenario, {one.path: one.after - 1e-6 * way})) or (
                abs(way) < 1e-6
            )
            seen["closed"] += 1
    assert seen["closed"] > 20


def test_a_deal_is_said_to_exist_and_nothing_is_repaired() -> None:
    found = explain_impasse(OPEN[0].scenario)
    assert found.deal_exists
    assert found.reasons == ()
    assert found.repairs == ()
    assert found.edge is not None
    assert found.next_attempt is None
