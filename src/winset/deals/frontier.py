"""Which packages no other beats for everybody: the Pareto frontier."""

import numpy as np

from winset.deals._kernels import undominated
from winset.scenario.compiled import TOLERANCE, Bools, Floats


def pareto_frontier(values: Floats) -> Bools:
    """Return which columns no other column dominates.

    a dominates b if it is no worse for anybody and better for somebody; amounts within 1e-9 of each
    other are equal, so that packages which only rounding separates are both kept.

    Parameters
    ----------
    values : (parties, packages)

    Returns
    -------
    (packages,) of bool
    """
    return _sweep(*values) if len(values) == 2 else _peel(values)


def _sweep(first: Floats, second: Floats) -> Bools:
    """Two parties: sort by one, and look up the other's best among those as good or better."""
    order = np.argsort(first, kind="stable")
    ascending = first[order]
    best_from = np.append(np.maximum.accumulate(second[order][::-1])[::-1], -np.inf)
    as_good = best_from[np.searchsorted(ascending, first - TOLERANCE, side="left")]
    better = best_from[np.searchsorted(ascending, first + TOLERANCE, side="right")]
    return np.asarray((as_good <= second + TOLERANCE) & (better < second - TOLERANCE))


def _peel(values: Floats) -> Bools:
    """Any number of parties: largest sums first, each compared with the frontier so far."""
    order = np.argsort(-values.sum(axis=0), kind="stable")
    kept = np.zeros(values.shape[1], dtype=np.bool_)
    kept[order] = undominated(np.ascontiguousarray(values.T[order]), TOLERANCE)
    return kept
