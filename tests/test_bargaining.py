"""What bargaining theory picks on textbook problems, through the frontier.

A problem is a curve of agreements, sampled finely, with no deal at the origin; worse agreements
below the curve are added, so that the frontier has something to rule out. Where curves cross, the
answer is found to within a few steps of the sampling, 1e-5 or less; at a smooth maximum all points
tie whose score is within 1e-9 of the largest, which reaches about √1e-9 to either side.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from winset.deals.frontier import pareto_frontier
from winset.deals.solutions import solve
from winset.scenario.amounts import settled
from winset.scenario.game import Floats, Masks

SAMPLES = 200_001
CLOSE = 2e-4
NAMES = ("nash", "kalai_smorodinsky", "egalitarian", "utilitarian")


@dataclass(frozen=True)
class Problem:
    """Agreements as a curve: the second party's utility over the first's."""

    first: tuple[float, float]
    second: Callable[[Floats], Floats]
    none: tuple[float, float] = (0.0, 0.0)
    floors: tuple[float, float] = (0.0, 0.0)

    def values(self) -> Floats:
        """Return what signable agreements are worth, no deal and inefficient ones included."""
        first = np.linspace(*self.first, SAMPLES)
        curve = np.stack([first, self.second(first)])
        gains = settled(curve - np.array([self.none]).T, np.full(curve.shape, 4.0))
        values = np.concatenate([gains, np.zeros((2, 1))], axis=1)
        values = np.concatenate([values, 0.5 * values, values * [[0.9], [0.4]]], axis=1)
        floors = np.array([self.floors]).T
        return np.asarray(values[:, np.all(values >= floors - 1e-12, axis=0)])

    def picks(self, name: str) -> Floats:
        """Return the values of each package that a solution picks: (parties, picked)."""
        values = self.values()
        front = values[:, pareto_frontier(values)]
        places = solve(front, values.max(axis=1), comparable=True)[name]
        assert places is not None
        return front[:, places]


def less_square(top: float) -> Callable[[Floats], Floats]:
    return lambda first: top - first**2


FOUR = Problem((0, 2), less_square(4))
ONE = Problem((0, 1), less_square(1))
TRIANGLE = Problem((0, 2), lambda first: 1 - first / 2)
DOLLAR = Problem((0, 1), lambda first: 1 - first, none=(0.2, 0.1))
ROOT = Problem((0, 1), lambda first: np.sqrt(1 - first))
FLOORS = Problem((0, 1), lambda first: 1 - first, floors=(0.6, 0.0))

KNOWN = [
    ("u2 = 4 - u1²", FOUR, "nash", (sqrt(4 / 3), 8 / 3)),
    ("u2 = 4 - u1²", FOUR, "kalai_smorodinsky", (sqrt(5) - 1, 2 * sqrt(5) - 2)),
    ("u2 = 4 - u1²", FOUR, "egalitarian", ((sqrt(17) - 1) / 2,) * 2),
    ("u2 = 4 - u1²", FOUR, "utilitarian", (0.5, 3.75)),
    ("u2 = 1 - u1²", ONE, "nash", (1 / sqrt(3), 2 / 3)),
    ("u2 = 1 - u1²", ONE, "kalai_smorodinsky", ((sqrt(5) - 1) / 2,) * 2),
    ("u2 = 1 - u1²", ONE, "egalitarian", ((sqrt(5) - 1) / 2,) * 2),
    ("triangle (2, 0), (0, 1)", TRIANGLE, "nash", (1.0, 0.5)),
    ("triangle (2, 0), (0, 1)", TRIANGLE, "kalai_smorodinsky", (1.0, 0.5)),
    ("triangle (2, 0), (0, 1)", TRIANGLE, "egalitarian", (2 / 3, 2 / 3)),
    ("triangle (2, 0), (0, 1)", TRIANGLE, "utilitarian", (2.0, 0.0)),
    ("split a dollar, d = (.2, .1)", DOLLAR, "nash", (0.35, 0.35)),
    ("split a dollar, d = (.2, .1)", DOLLAR, "kalai_smorodinsky", (0.35, 0.35)),
    ("split a dollar, d = (.2, .1)", DOLLAR, "egalitarian", (0.35, 0.35)),
    ("u1 = x1, u2 = √x2", ROOT, "nash", (2 / 3, sqrt(1 / 3))),
    ("floors (.6, 0)", FLOORS, "nash", (0.6, 0.4)),
    ("floors (.6, 0)", FLOORS, "kalai_smorodinsky", (5 / 7, 2 / 7)),
    ("floors (.6, 0)", FLOORS, "egalitarian", (0.6, 0.4)),
]


@pytest.mark.parametrize(
    ("problem", "solution", "expected"),
    [row[1:] for row in KNOWN],
    ids=[f"{row[0]}: {row[2]}" for row in KNOWN],
)
def test_known_solutions(problem: Problem, solution: str, expected: tuple[float, float]) -> None:
    """Published closed forms, every package that is picked.

    Nash 1950; Kalai and Smorodinsky 1975; Kalai 1977; worked in e.g. Osborne and Rubinstein,
    *Bargaining and Markets* (1990), chapter 2. Floors clip the set of agreements: Nash moves to
    the floor, Kalai-Smorodinsky to (1 - r2)/(2 - r1 - r2).
    """
    picked = problem.picks(solution)
    assert picked.shape[1] >= 1
    assert np.abs(picked - np.array([expected]).T).max() < CLOSE


def test_a_dollar_is_worth_a_dollar_however_it_is_split() -> None:
    """Every efficient split has the largest sum."""
    assert DOLLAR.picks("utilitarian").shape[1] == 140_001


def lists(solutions: Mapping[str, Masks | None]) -> dict[str, list[int] | None]:
    return {name: None if places is None else places.tolist() for name, places in solutions.items()}


def every(places: list[int]) -> dict[str, list[int]]:
    return dict.fromkeys(NAMES, places)


def test_no_packages() -> None:
    none = np.zeros((2, 0))
    assert pareto_frontier(none).shape == (0,)
    assert lists(solve(none, np.zeros(2), comparable=True)) == every([])


@pytest.mark.parametrize("values", [(0.0, 0.0), (3.0, 0.0), (2.0, 5.0), (1.0, 2.0, 3.0)])
def test_one_package_is_every_solution(values: tuple[float, ...]) -> None:
    point = np.array([values]).T
    assert pareto_frontier(point).all()
    assert lists(solve(point, point[:, 0], comparable=True)) == every([0])


def test_nobody_can_gain() -> None:
    """All that can be signed is as good as no deal: every package is every solution."""
    solutions = solve(np.zeros((3, 4)), np.zeros(3), comparable=True)
    assert lists(solutions) == every([0, 1, 2, 3])


def test_one_party_can_gain_nothing() -> None:
    """Products, shares and least values go by the others."""
    values = np.array([[0.0, 0.0, 0.0], [1.0, 2.0, 3.0], [3.0, 2.0, 1.0]])
    assert lists(solve(values, values.max(axis=1), comparable=True)) == {
        "nash": [1],
        "kalai_smorodinsky": [1],
        "egalitarian": [1],
        "utilitarian": [0, 1, 2],
    }


def test_values_that_cannot_be_compared() -> None:
    assert lists(solve(np.eye(2), np.ones(2), comparable=False)) == {
        "nash": [0, 1],
        "kalai_smorodinsky": [0, 1],
        "egalitarian": None,
        "utilitarian": None,
    }


@pytest.mark.parametrize("scale", [1e-6, 1e-3, 1e3, 1e6])
def test_units_do_not_matter(scale: float) -> None:
    """Nash and Kalai-Smorodinsky are invariant to each party's unit; the product may be tiny."""
    values = np.array([[1.0, 2.0, 3.0, 4.0], [4.0, 3.5, 2.0, 1.0], [1.0, 1.5, 1.0, 2.0]])
    scaled = values * np.array([[scale], [1.0], [scale]])
    for worth in (values, scaled):
        picked = lists(solve(worth, worth.max(axis=1), comparable=False))
        assert (picked["nash"], picked["kalai_smorodinsky"]) == ([1], [1, 2])


@given(
    arrays(
        np.float64,
        st.tuples(st.integers(2, 4), st.integers(1, 30)),
        elements=st.integers(0, 6).map(float),
    )
)
def test_definitions(values: Floats) -> None:
    """On small whole numbers each solution is what its one-line definition says."""
    most = values.max(axis=1)
    gaining = most > 0
    scores = {
        "nash": values[gaining].prod(axis=0),
        "kalai_smorodinsky": (values[gaining] / most[gaining, None]).min(axis=0, initial=1.0),
        "egalitarian": values[gaining].min(axis=0, initial=values.max()),
        "utilitarian": values.sum(axis=0),
    }
    solutions = solve(values, most, comparable=True)
    for name, score in scores.items():
        expected = np.flatnonzero(np.isclose(score, score.max(), rtol=0, atol=1e-9))
        assert lists(solutions)[name] == expected.tolist()
