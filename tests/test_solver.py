"""The solver of the impasse: what it keeps between questions answers as if nothing were known."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np
import pytest

from generators.games import to_scenario
from generators.random_games import draws, random_game
from generators.random_impasses import random_impasse, random_repairs
from winset.impasse import passes
from winset.impasse.groups import GroupSet
from winset.impasse.solver import Solver
from winset.roadmaps._set_kernels import SPARSE, predecessors
from winset.roadmaps.exits import counting_only, exits_of
from winset.roadmaps.keeping import list_sets, moves_in, terms_of
from winset.scenario.changes import numbers_of, with_changes
from winset.scenario.game import compile_game, recompile


def same(one: Any, other: Any) -> bool:
    """Return whether two things hold the same, whatever they are made of."""
    if isinstance(one, np.ndarray):
        return one.dtype == other.dtype and np.array_equal(one, other)
    if isinstance(one, tuple):
        return len(one) == len(other) and all(map(same, one, other))
    if is_dataclass(one):
        return all(same(getattr(one, f.name), getattr(other, f.name)) for f in fields(one))
    return bool(one == other)


def test_a_game_with_a_number_changed_is_as_it_is_compiled() -> None:
    quick = 0
    for rng in draws(111, 20):
        scenario = random_repairs(rng)
        game = compile_game(scenario)
        for path, number in numbers_of(scenario).items():
            after = with_changes(scenario, {path: number.point / 2 + 0.25})
            found = recompile(game, scenario, after)
            assert same(found, compile_game(after)), path
            quick += found.value is game.value
    assert quick > 200


def test_a_game_with_several_numbers_changed_is_as_it_is_compiled() -> None:
    for rng in draws(112, 40):
        scenario = random_repairs(rng)
        numbers = numbers_of(scenario)
        some = rng.sample(sorted(numbers), min(4, len(numbers)))
        after = with_changes(scenario, {path: numbers[path].point / 2 + 0.25 for path in some})
        assert same(recompile(compile_game(scenario), scenario, after), compile_game(after))


@pytest.mark.parametrize("promising", [1, 3, 1024])
def test_what_is_known_changes_no_answer(promising: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passes, "MOST_PROMISING", promising)
    held = 0
    for rng in draws(113, 12):
        scenario = random_impasse(rng)
        solver = Solver(scenario)
        for _ in range(12):
            groups = GroupSet(rng.getrandbits(len(solver.groups.listed)))
            afresh = Solver(scenario)
            every = [
                (some := np.flatnonzero(table.unbroken(groups)))[
                    afresh.rules.passing(table, groups, some)
                ]
                for table in afresh.tables
            ]
            if rng.random() < 0.5:
                assert solver.can_hold(groups) == any(map(len, every))
            else:
                assert all(map(np.array_equal, solver.meeting(groups), every))
            held += any(map(len, every))
    assert 20 < held < 140


def test_terms_that_count_only_some_are_those_of_exits_that_do() -> None:
    for rng in draws(114, 40):
        exits = exits_of(compile_game(to_scenario(random_game(rng, 4))))
        n = len(exits.game.parties)
        tempted = np.array([rng.random() < 0.5 for _ in range(n)])
        exposed = np.array([[rng.random() < 0.5 for _ in range(n)] for _ in range(n)])
        sets = list_sets(exits)
        found = sets.counting(tempted, exposed)
        assert same(
            tuple(found), tuple(terms_of(counting_only(exits, tempted, exposed), sets.frame))
        )


@pytest.mark.parametrize("sparse", [False, True])
def test_predecessors_are_the_sets_with_a_move_less(sparse: bool) -> None:
    for rng in draws(115, 20):
        game = compile_game(random_impasse(rng))
        moves, masks = moves_in(game), list_sets(exits_of(game)).frame.masks
        shift = len(masks).bit_length() + SPARSE.bit_length() if sparse else 0
        masks, moves = masks << shift, moves << shift
        places = predecessors(masks, moves)
        listed = masks.tolist()
        for s, mask in enumerate(listed):
            for m, move in enumerate(moves.tolist()):
                rest = mask ^ move
                there = mask & move == move and rest in listed
                assert places[s, m] == (listed.index(rest) if there else -1)
