"""Compiled loops of the search for deals."""

import numpy as np

from winset.scenario.compiled import Bools, Floats, Masks
from winset.scenario.jit import jit


@jit
def undominated(points: Floats, tolerance: float) -> Bools:
    """Return which rows no other row dominates; rows come with the largest sums first.

    A row can only be dominated by one whose sum is as large, so each is compared with the rows kept
    before it (Börzsönyi, Kossmann and Stocker 2001, block nested loops).
    """
    count, parties = points.shape
    kept = np.zeros(count, dtype=np.bool_)
    front = np.empty(count, dtype=np.int64)
    size = 0
    for b in range(count):
        beaten = False
        for slot in range(size):
            a = front[slot]
            worse = False
            better = False
            for i in range(parties):
                gap = points[a, i] - points[b, i]
                worse = worse or gap < -tolerance
                better = better or gap > tolerance
            if better and not worse:
                beaten = True
                break
        if not beaten:
            kept[b] = True
            front[size] = b
            size += 1
    return kept


@jit
def subset_totals(value: Floats, masks: Masks) -> Floats:
    """Return the sums of rows of values over sets: (rows, sets).

    The sums over all subsets of a few steps at a time are tabled, and looked up.

    Parameters
    ----------
    value : (rows, steps)
    masks : (sets,)
    """
    rows, steps = value.shape
    chunk = 1
    while chunk < 11 and 2 << chunk <= len(masks):  # no more entries than there are sets
        chunk += 1
    total = np.zeros((rows, len(masks)))
    table = np.zeros(1 << chunk)
    for start in range(0, steps, chunk):
        width = min(chunk, steps - start)
        for row in range(rows):
            for a in range(width):
                for rest in range(1 << a):
                    table[(1 << a) | rest] = table[rest] + value[row, start + a]
            for s in range(len(masks)):
                total[row, s] += table[(masks[s] >> start) & ((1 << width) - 1)]
    return total
