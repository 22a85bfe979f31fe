"""Compiled loops of the search for deals."""

import numpy as np

from winset.scenario.compiled import Bools, Floats
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
