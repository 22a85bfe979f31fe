"""The frontier is what its definition says, pair by pair, on ties and near-ties too."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from winset.deals import frontier
from winset.deals._kernels import ascending
from winset.deals.frontier import pareto_frontier
from winset.scenario.game import Bools, Floats

PARTIES = (1, 2, 3, 4)
SIZES = (0, 1, 2, 3, 9, 40, 120)
GRAINS = (1.0, 0.1, 3e-10)
NOISES = (0.0, 4e-10, 6e-10, 1e-9, 1.1e-9)


def by_definition(values: Floats) -> Bools:
    """Return the frontier by comparing all pairs: a in rows, b in columns."""
    a, b = values[:, :, None], values[:, None, :]
    no_worse = np.all(a >= b, axis=0)
    better = np.any(a > b, axis=0)
    return np.asarray(~np.any(no_worse & better, axis=0))


def near_tied(rng: np.random.Generator, parties: int, packages: int) -> Iterator[Floats]:
    """Yield whole amounts of every grain, each with every size of noise."""
    for grain, noise in product(GRAINS, NOISES):
        whole = rng.integers(0, 8, (parties, packages))
        yield grain * whole + noise * rng.integers(-2, 3, (parties, packages))


def additive(rng: np.random.Generator, parties: int, issues: int) -> Floats:
    """Return the worth of all outcomes of issues with five alternatives each, rounded at times."""
    weights = rng.random((parties, issues, 5)).round(int(rng.integers(1, 4)))
    values = np.zeros((parties, 1))
    for k in range(issues):
        values = (values[:, :, None] + weights[:, k, None, :]).reshape(parties, -1)
    return values


def crossing(first: Floats) -> Floats:
    """Return packages of which the second party loses what the first gains: all undominated."""
    return np.stack([first, -first])


@pytest.mark.parametrize("parties", PARTIES)
@pytest.mark.parametrize("packages", SIZES)
def test_small_instances(parties: int, packages: int) -> None:
    rng = np.random.default_rng([parties, packages])
    for _ in range(10):
        for values in near_tied(rng, parties, packages):
            np.testing.assert_array_equal(pareto_frontier(values), by_definition(values))


@pytest.mark.parametrize("parties", PARTIES)
def test_samples_and_compiled_sort(parties: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """What only pays on many packages is right on few."""
    monkeypatch.setattr(frontier, "_FEW", 1)
    rng = np.random.default_rng(parties)
    for packages in SIZES:
        for values in near_tied(rng, parties, packages):
            np.testing.assert_array_equal(pareto_frontier(values), by_definition(values))


@pytest.mark.parametrize("parties", PARTIES)
@pytest.mark.parametrize("noise", NOISES)
def test_thousands(parties: int, noise: float) -> None:
    """Beyond the size where a sample rules out most."""
    rng = np.random.default_rng(parties)
    values = np.tile(additive(rng, parties, 5), 2)
    values += noise * rng.integers(-2, 3, values.shape)
    assert values.shape[1] > frontier._FEW
    np.testing.assert_array_equal(pareto_frontier(values), by_definition(values))


@pytest.mark.parametrize(
    "first",
    [
        np.linspace(0, 1, 200_000),
        np.exp(np.linspace(-300, 300, 50_000)),
        np.repeat(np.arange(50.0), 1000) + np.linspace(0, 1e-10, 50_000),
        np.array([0.0, 1e308] + [5e-324] * 5000),
    ],
    ids=["even", "exponential", "clusters", "extreme"],
)
def test_all_on_the_frontier(first: Floats) -> None:
    rng = np.random.default_rng(0)
    for order in (np.arange(len(first)), rng.permutation(len(first))):
        assert pareto_frontier(crossing(first[order])).all()


def test_equal_packages_are_all_kept() -> None:
    for parties in PARTIES:
        assert pareto_frontier(np.ones((parties, 5000))).all()


def test_everybody_wants_the_same() -> None:
    """One package is best for all."""
    worth = np.append(np.linspace(0, 1, 6000), [1 - 1e-15])
    for parties in PARTIES:
        kept = np.flatnonzero(pareto_frontier(np.tile(worth, (parties, 1))))
        assert kept.tolist() == [5999]


def test_layout() -> None:
    """Views that are not laid out row by row give the same."""
    rows = np.random.default_rng(0).integers(0, 9, (100, 3)).astype(np.float64)
    for values in (rows.T, rows.T[::-1, ::2]):
        np.testing.assert_array_equal(pareto_frontier(values), by_definition(values))


tables = arrays(
    np.float64,
    st.tuples(st.integers(1, 5), st.integers(0, 30)),
    elements=st.one_of(
        st.integers(-3, 3).map(float),
        st.integers(-4, 4).map(lambda n: n * 6e-10),
        st.floats(-1e6, 1e6),
    ),
)


@given(tables)
def test_definition(values: Floats) -> None:
    np.testing.assert_array_equal(pareto_frontier(values), by_definition(values))


@given(tables, st.integers(0, 1000))
def test_order_does_not_matter(values: Floats, seed: int) -> None:
    rng = np.random.default_rng(seed)
    packages, parties = rng.permutation(values.shape[1]), rng.permutation(values.shape[0])
    kept = pareto_frontier(values)
    np.testing.assert_array_equal(pareto_frontier(values[:, packages]), kept[packages])
    np.testing.assert_array_equal(pareto_frontier(values[parties]), kept)


@given(tables)
def test_idempotent(values: Floats) -> None:
    assert pareto_frontier(values[:, pareto_frontier(values)]).all()


@given(tables)
def test_a_party_twice_or_indifferent_changes_nothing(values: Floats) -> None:
    kept = pareto_frontier(values)
    np.testing.assert_array_equal(pareto_frontier(np.concatenate([values, values[:1]])), kept)
    indifferent = np.full((1, values.shape[1]), 7.0)
    np.testing.assert_array_equal(pareto_frontier(np.concatenate([values, indifferent])), kept)


@given(arrays(np.float64, st.integers(1, 400), elements=st.floats(-1e300, 1e300)))
def test_ascending(amounts: Floats) -> None:
    ordered, places = ascending(amounts)
    np.testing.assert_array_equal(ordered, np.sort(amounts))
    np.testing.assert_array_equal(amounts[places], ordered)
    assert np.unique(places).size == amounts.size
