"""One number changed alone: what brackets find, held against answers whose turns are known."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import pairwise
from math import copysign, inf

from hypothesis import given
from hypothesis import strategies as st

from winset.roadmaps.bracketing import (
    Parameter,
    SwitchingValue,
    by_change,
    cross,
    exact,
    halve,
    halve_gap,
    shortest,
    step_on,
)
from winset.scenario.number_path import NumberPath

A, B, C = map(NumberPath, "abc")

amounts = st.floats(-1e6, 1e6)
units = st.sampled_from([1e-6, 1.0, 250.0, 1e6])
places = st.floats(0.001, 0.999)


@st.composite
def ways(draw: st.DrawFn) -> tuple[float, float, float, float]:
    """Return a way, a place on it at which an answer turns, and a unit."""
    unit = draw(units)
    start, length = draw(amounts), draw(st.floats(0.1, 20)) * unit * draw(st.sampled_from([-1, 1]))
    return start, start + length, start + length * draw(places), unit


def has_turned(turn: float, end: float, value: float) -> bool:
    """Whether a value lies at a turn or beyond, towards an end."""
    return value >= turn if end > turn else value <= turn


@given(ways())
def test_what_turns_once_is_found_where_it_does(way: tuple[float, float, float, float]) -> None:
    start, end, turn, unit = way
    found = halve(partial(has_turned, turn, end), start, end, partial(exact, unit=unit))
    assert has_turned(turn, end, found)
    assert abs(found - turn) <= exact(found, unit)


@given(ways(), st.lists(places, min_size=1, max_size=6))
def test_what_turns_often_is_found_next_to_a_turn(
    way: tuple[float, float, float, float], more: list[float]
) -> None:
    """However often: the value found has turned, and another as near as can be has not."""
    start, end, _, unit = way
    turns = sorted({*more, 1.5}) if len(more) % 2 == 0 else sorted(set(more))
    looked: dict[float, bool] = {start: False, end: True}

    def turned_at(value: float) -> bool:
        share = (value - start) / (end - start)
        looked[value] = sum(turn <= share for turn in turns) % 2 == 1
        return looked[value]

    found = halve(turned_at, start, end, partial(exact, unit=unit))
    assert looked[found]
    assert any(not hit and abs(x - found) <= exact(found, unit) for x, hit in looked.items())


SHAPES: dict[str, Callable[[float], float]] = {
    "line": lambda x: x,
    "bend": lambda x: x if x < 0 else 1000 * x,
    "cube": lambda x: x * x * x,
    "step": lambda x: copysign(1.0, x) if x else 0.0,
    "wall": lambda x: x if x <= 0 else inf,
    "pole": lambda x: -inf if x < -0.2 else x,
}


@given(ways(), st.sampled_from(sorted(SHAPES)), st.booleans())
def test_a_gap_is_crossed_where_it_changes_its_sign(
    way: tuple[float, float, float, float], shape: str, falls: bool
) -> None:
    start, end, turn, unit = way
    asked: list[float] = []

    def gap(value: float) -> float:
        asked.append(value)
        rising = SHAPES[shape]((value - turn) / (end - start))
        return -rising if falls else rising

    failing = gap(start) > 0
    if failing == (gap(end) > 0):  # rounded to nothing
        return
    found = cross(gap, start, end, unit)
    assert (gap(found) > 0) != failing
    assert min(start, end) <= found <= max(start, end)
    assert any((gap(x) > 0) == failing and abs(x - found) <= exact(found, unit) for x in set(asked))
    assert len(set(asked)) < (15 if shape == "line" else 60)


@given(ways(), st.integers(1, 3))
def test_a_step_on_never_leaves_the_way(way: tuple[float, float, float, float], steps: int) -> None:
    start, end, turn, unit = way
    found = step_on(turn, end, unit, steps)
    assert abs(found - turn) <= steps * exact(turn, unit) * (1 + 1e-6) + 1e-15 * abs(turn)
    assert abs(end - found) <= abs(end - turn)
    assert step_on(end, end, unit, steps) == end
    assert abs(start - found) >= abs(start - turn)


@given(ways())
def test_the_shortest_number_turns_as_well(way: tuple[float, float, float, float]) -> None:
    _, end, turn, unit = way
    value = step_on(turn, end, unit)
    turned = partial(has_turned, turn, end)
    short = shortest(value, turned, unit)
    assert turned(short)
    assert abs(short - value) <= exact(value, unit)
    for digits in range(-7, 9):
        fewer = round(value, digits)
        if abs(fewer - value) <= exact(value, unit) and turned(fewer):
            assert len(repr(abs(short))) <= max(len(repr(abs(fewer))), len(repr(abs(value))))
            break


def test_short_numbers_by_example() -> None:
    everything = partial(has_turned, -inf, inf)
    assert shortest(0.500000004, everything, 1.0) == 0.5
    assert shortest(0.500000004, lambda x: x > 0.5, 1.0) == 0.500000004
    assert shortest(12345.67890001, everything, 1.0) == 12345.679
    assert shortest(0.1234500012, everything, 1.0) == 0.12345
    assert shortest(0.000125000001, everything, 0.001) == 0.000125


@given(amounts, st.floats(0, 1e6), st.floats(0, 1e6), units)
def test_stretches_lead_to_both_ends_and_never_across_nothing(
    point: float, below: float, above: float, unit: float
) -> None:
    number = Parameter(A, point, point - below, point + above, unit, breaks=True)
    for side, end in ((-1, number.low), (1, number.high)):
        stretches = list(number.stretches(side))
        assert stretches[0][0] == point
        assert stretches[-1][1] == end
        for near, far in stretches:
            assert not (min(near, far) <= 0 < max(near, far)) or near == far
        for (_, far), (near, _) in pairwise(stretches):
            assert abs(far - near) <= 1e-9 * unit
        smooth = Parameter(A, point, number.low, number.high, unit)
        assert list(smooth.stretches(side)) == [(point, end)]


@given(amounts, st.none() | st.floats(0.1, 1e3), st.none() | st.floats(0.1, 1e3), units)
def test_the_nearer_of_both_sides_turns_it(
    point: float, below: float | None, above: float | None, unit: float
) -> None:
    number = Parameter(A, point, -1e9, 1e9, unit)
    distances = {-1: below, 1: above}

    def turns(side: int) -> float | None:
        distance = distances[side]
        return None if distance is None else point + side * distance

    found = number.nearest(turns)
    if found is None:
        assert (below, above) == (None, None)
        return
    ways = [abs(x - point) for x in map(turns, (-1, 1)) if x is not None]
    assert (found.path, found.before) == (A, point)
    assert abs(found.after - point) == min(ways)
    assert found.change == min(ways) / unit


def test_switching_values_come_by_the_size_of_their_change() -> None:
    """What is told as the same change comes by its path."""
    a, b = SwitchingValue(A, 0, 1, 0.5), SwitchingValue(B, 0, 1, 0.5 - 1e-9)
    small = SwitchingValue(C, 0, 1, 0.1)
    assert by_change([b, a, small]) == (small, a, b)


@given(ways(), st.sampled_from([1.0, 3.0]), st.sampled_from([inf, 1.0, 1e-3]))
def test_halving_a_gap_finds_what_halving_does(
    way: tuple[float, float, float, float], power: float, least: float
) -> None:
    start, end, turn, unit = way
    asked: list[float] = []

    def gap(value: float) -> float:
        asked.append(value)
        beyond = (turn - value) * copysign(1.0, end - start) / unit
        return max(copysign(abs(beyond) ** power, beyond), -least)

    within = partial(exact, unit=unit)
    found = halve_gap(gap, start, end, unit)
    assert len(asked) == len(set(asked)) <= 60
    assert found == halve(lambda value: gap(value) <= 0, start, end, within)
