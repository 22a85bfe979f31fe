"""Which packages no other beats for everybody: the Pareto frontier.

The frontier of a sample first rules out, in one pass, most of what is not on the frontier. Between
two parties, what is left is sorted and swept once: n log n at worst, and in practice linear. Among
more, each package looks for one that dominates it in a tree of boxes; this stays near n log n while
parties are few, and nears n² where they are many and most packages are on the frontier.
"""

import numpy as np

from winset.deals._kernels import Boxes, Places, ascending, below_any, search, sweep
from winset.scenario.game import Bools, Floats, Masks

_FEW = 4096  # packages, up to which a sample does not pay
_STRIDE = 61  # one package in so many is in the sample; a prime, so that it meets every alternative
_WORTHWHILE = 0.5  # share of a sample that must be ruled out for the others to be tried
_STRONG = 64  # packages that the others are first held against
_LEAF = 16  # points in the smallest boxes, up to twice as many


def pareto_frontier(values: Floats) -> Bools:
    """Return which columns no other column dominates.

    a dominates b if it is no worse for anybody and better for somebody. The values are settled, so
    amounts that are equal on paper are equal here.

    Parameters
    ----------
    values : (parties, packages)

    Returns
    -------
    (packages,) of bool
    """
    values = np.ascontiguousarray(values, dtype=np.float64)
    if values.shape[1] <= _FEW:
        return _undominated(values)
    sample = np.ascontiguousarray(values[:, ::_STRIDE])
    corners = _corners(sample[:, pareto_frontier(sample)], sample)
    if np.mean(below_any(sample, corners)) < _WORTHWHILE:
        return _undominated(values)
    left = ~below_any(values, corners)
    kept = left.copy()
    kept[left] = _undominated(np.compress(left, values, axis=1))
    return kept


def _corners(strong: Floats, sample: Floats) -> Floats:
    """Return the points below which a package can be left out, the most telling first.

    A package that is worse for everybody than some other is dominated, and dominates nothing that
    the other does not.
    """
    thin = -(-strong.shape[1] // _STRONG) or 1
    corners = strong[:, ::thin].T
    beaten = [np.count_nonzero(np.all(corner > sample.T, axis=1)) for corner in corners]
    return np.ascontiguousarray(corners[np.argsort(beaten)[::-1]])


def _undominated(values: Floats) -> Bools:
    """Return the frontier of all these packages, however many."""
    parties, packages = values.shape
    if packages == 0 or parties == 0:
        return np.ones(packages, dtype=np.bool_)
    kept = np.empty(packages, dtype=np.bool_)
    if parties <= 2:
        first, places = _ascending(values[0])
        kept[places] = sweep(first, values[-1, places])
        return kept
    leaves = _halve(values)
    kept[leaves] = search(_boxes(values.T[leaves]))
    return kept


def _ascending(amounts: Floats) -> tuple[Floats, Masks | Places]:
    """Return the amounts, smallest first, and where each was; few are not worth a compiled sort."""
    if len(amounts) > _FEW:
        return ascending(amounts)
    places = np.argsort(amounts)
    return amounts[places], places


def _halve(values: Floats) -> Masks:
    """Return the packages in equal leaves, halved by one party's values after the other's.

    Some packages are there twice, to fill up; that does not change what is dominated.
    """
    parties, packages = values.shape
    splits = max(packages // _LEAF, 1).bit_length() - 1
    leaves = np.resize(np.arange(packages), (1, -(-packages >> splits) << splits))
    for split in range(splits):
        half = leaves.shape[1] // 2
        order = np.argpartition(values[split % parties, leaves], half, axis=1)
        leaves = np.take_along_axis(leaves, order, axis=1).reshape(-1, half)
    return leaves


def _boxes(points: Floats) -> Boxes:
    """Return the tree over leaves of points: (leaves, points in a leaf, parties)."""
    lower, upper = [points.min(axis=1)], [points.max(axis=1)]
    while len(upper[-1]) > 1:
        lower.append(np.minimum(lower[-1][::2], lower[-1][1::2]))
        upper.append(np.maximum(upper[-1][::2], upper[-1][1::2]))
    unused = np.zeros((1, points.shape[2]))
    return Boxes(
        points, np.concatenate([unused, *lower[::-1]]), np.concatenate([unused, *upper[::-1]])
    )
