"""Preferences that nobody knows for sure: how likely each state is to be an equilibrium."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from math import prod

import numpy as np
from numpy.typing import NDArray

from winset.aftermath.graph import Graph, StatePlace, places, ranks, stability
from winset.scenario import Conflict
from winset.scenario.conflict import CONCEPTS, Concept

MOST_COMBINED = 500
"""Combinations of preferences that are all looked at; where there are more, as many are drawn."""

Weighted = tuple[float, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Uncertain:
    """How likely each state is to be an equilibrium.

    Attributes
    ----------
    exact
        Whether every combination of preferences was looked at; else they were drawn.
    combinations
        How many were looked at.
    shares
        By concept and state (from 0), the chance of being an equilibrium, above 0.
    """

    exact: bool
    combinations: int
    shares: Mapping[Concept, Mapping[StatePlace, float]]


def uncertain_equilibria(graph: Graph, conflict: Conflict, seed: int) -> Uncertain | None:
    """Return how likely each state is to be an equilibrium; None where preferences are certain."""
    ways = [conflict.preferences[party].ways for party in graph.parties]
    if all(len(one) == 1 for one in ways):
        return None
    orders = [[ranks(way, graph.options, graph.states) for way in one] for one in ways]
    weights = [np.array([way.weight.point for way in one]) for one in ways]
    chances = [weight / weight.sum() for weight in weights]
    exact = prod(map(len, ways)) <= MOST_COMBINED
    combined = list(_all(chances) if exact else _drawn(chances, seed))
    shares = np.zeros((len(CONCEPTS), len(graph.states)))
    for chance, picks in combined:
        rank = np.array([orders[p][pick] for p, pick in enumerate(picks)])
        shares += chance * stability(graph.with_rank(rank)).all(axis=1)
    return Uncertain(exact, len(combined), dict(zip(CONCEPTS, map(_above, shares), strict=True)))


def _all(chances: list[NDArray[np.float64]]) -> Iterator[Weighted]:
    for picks in product(*(range(len(one)) for one in chances)):
        yield prod(float(one[pick]) for one, pick in zip(chances, picks, strict=True)), picks


def _drawn(chances: list[NDArray[np.float64]], seed: int) -> Iterator[Weighted]:
    rng = np.random.default_rng(seed)
    drawn = [rng.choice(len(one), MOST_COMBINED, p=one) for one in chances]
    for picks in zip(*drawn, strict=True):
        yield 1 / MOST_COMBINED, tuple(map(int, picks))


def _above(row: NDArray[np.float64]) -> dict[StatePlace, float]:
    return {state: min(1.0, float(row[state])) for state in places(row > 0)}
