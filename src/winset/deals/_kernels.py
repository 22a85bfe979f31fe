"""Compiled loops of the search for deals.

In all of them a dominates b where a is no worse for any party and better for one; the values are
settled, so no tolerance is needed. `winset.deals.frontier` says how they fit together; the tests
hold them against the definition, pair by pair.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from winset.scenario._arrays import Bools, Floats, Masks
from winset.scenario.jit import jit

Places = NDArray[np.int32]

IN_STRIP = 4  # amounts in one strip, were they spread evenly
CROWD = 24  # amounts in one strip, up to which moving them one by one is the quickest
SPLITS = 64  # more than any tree of boxes is deep


@jit
def below_any(values: Floats, corners: Floats) -> Bools:
    """Return which columns lie below some corner for every party.

    Parameters
    ----------
    values : (parties, packages)
    corners : (corners, parties)
    """
    parties, packages = values.shape
    below = np.zeros(packages, dtype=np.bool_)
    for b in range(packages):
        for corner in range(len(corners)):
            i = 0
            while i < parties and values[i, b] < corners[corner, i]:
                i += 1
            if i == parties:
                below[b] = True
                break
    return below


@jit
def insert_each(amounts: Floats, places: Places) -> None:
    """Sort a few amounts, and their places with them, in place."""
    for p in range(1, len(amounts)):
        amount, place = amounts[p], places[p]
        q = p
        while q > 0 and amounts[q - 1] > amount:
            amounts[q], places[q] = amounts[q - 1], places[q - 1]
            q -= 1
        amounts[q], places[q] = amount, place


@jit
def into_strips(amounts: Floats, places: Places) -> Places:
    """Sort amounts, and their places with them, by strips of equal width; return where each ends.

    The least amount is in the first strip, the largest never is. There is one strip only where all
    amounts are equal, or so near or far that a width cannot be computed.
    """
    low = high = amounts[0]
    for amount in amounts:
        low = min(low, amount)
        high = max(high, amount)
    strips = len(amounts) // IN_STRIP
    scale = (strips - 1) / (high - low) if high > low else 0.0
    if not 0.0 < scale < np.inf:
        return np.full(1, np.int32(len(amounts)))
    ends = np.zeros(strips + 1, dtype=np.int32)
    for amount in amounts:
        ends[int((amount - low) * scale) + 1] += 1
    for k in range(strips):
        ends[k + 1] += ends[k]
    mixed, whose = amounts.copy(), places.copy()
    for p in range(len(mixed)):
        k = int((mixed[p] - low) * scale)
        amounts[ends[k]], places[ends[k]] = mixed[p], whose[p]
        ends[k] += 1
    return ends[:strips]


@jit
def ascending(amounts: Floats) -> tuple[Floats, Places]:
    """Return the amounts, one at least, smallest first, and where each was, in near linear time.

    Strips that are crowded are cut into strips again (proportional sort, Dobosiewicz 1978).
    """
    amounts = amounts.copy()
    places = np.empty(len(amounts), dtype=np.int32)
    for place in range(len(amounts)):
        places[place] = place
    starts = np.empty(len(amounts) // CROWD + 2, dtype=np.int64)
    stops = np.empty_like(starts)
    starts[0], stops[0] = 0, len(amounts)
    pending = 1
    while pending > 0:
        pending -= 1
        begin, stop = starts[pending], stops[pending]
        ends = into_strips(amounts[begin:stop], places[begin:stop])
        start = begin
        for k in range(len(ends)):
            end = begin + ends[k]
            if end - start > CROWD and len(ends) > 1:
                starts[pending], stops[pending] = start, end
                pending += 1
            else:
                insert_each(amounts[start:end], places[start:end])
            start = end
    return amounts, places


@jit
def sweep(first: Floats, second: Floats) -> Bools:
    """Return which packages no other dominates, for two parties; `first` ascends.

    Downwards, with the second party's best among those as good for the first, and among those
    better for the first (Kung, Luccio and Preparata 1975).

    Parameters
    ----------
    first, second : (packages,)
    """
    kept = np.empty(len(first), dtype=np.bool_)
    as_good = better = len(first) - 1
    best_as_good = best_better = -np.inf
    for b in range(len(first) - 1, -1, -1):
        while better >= 0 and first[better] > first[b]:
            best_better = max(best_better, second[better])
            better -= 1
        while as_good >= 0 and first[as_good] >= first[b]:
            best_as_good = max(best_as_good, second[as_good])
            as_good -= 1
        kept[b] = best_as_good <= second[b] and best_better < second[b]
    return kept


class Boxes(NamedTuple):
    """Points in a balanced tree of boxes (k-d tree, Bentley 1975).

    Node 1 holds all points, nodes 2b and 2b + 1 the halves of node b; row 0 is not used.

    Attributes
    ----------
    points : (leaves, points in a leaf, parties)
    lower, upper : (2 x leaves, parties)
        The corners of each node.
    """

    points: Floats
    lower: Floats
    upper: Floats


@jit
def worth_opening(boxes: Boxes, node: int, point: Floats) -> bool:
    """Return whether a box may hold a point that dominates: nowhere worse, somewhere better."""
    better = False
    for i in range(len(point)):
        if boxes.upper[node, i] < point[i]:
            return False
        better = better or boxes.upper[node, i] > point[i]
    return better


@jit
def any_dominates(points: Floats, point: Floats) -> bool:
    """Return whether some point is nowhere worse than this one, and somewhere better."""
    for a in range(len(points)):
        better = False
        i = 0
        while i < len(point) and points[a, i] >= point[i]:
            better = better or points[a, i] > point[i]
            i += 1
        if better and i == len(point):
            return True
    return False


@jit
def search(boxes: Boxes) -> Bools:
    """Return which points no other dominates, any number of parties: (leaves, points in a leaf).

    Opens the boxes that could hold a dominating point, the better half first. A box that could, and
    whose lower corner is no worse for anybody, does.
    """
    leaves, size, _ = boxes.points.shape
    kept = np.ones((leaves, size), dtype=np.bool_)
    stack = np.empty(SPLITS, dtype=np.int64)
    for b in range(leaves * size):
        point = boxes.points[b // size, b % size]
        stack[0] = 1
        height = 1
        while height > 0:
            height -= 1
            node = stack[height]
            if not worth_opening(boxes, node, point):
                continue
            if np.all(boxes.lower[node] >= point) or (
                node >= leaves and any_dominates(boxes.points[node - leaves], point)
            ):
                kept[b // size, b % size] = False
                break
            if node < leaves:
                stack[height] = 2 * node
                stack[height + 1] = 2 * node + 1
                height += 2
    return kept


@jit
def subset_totals(value: Floats, bonus: Floats, when: Masks, masks: Masks) -> Floats:
    """Return the sums of rows of values over sets, complete bonuses included: (rows, sets).

    The sums over all subsets of a few steps at a time are tabled, and looked up.

    Parameters
    ----------
    value : (rows, steps)
    bonus : (rows, bonuses)
    when : (bonuses,)
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
    for b in range(len(when)):
        for row in range(rows):
            for s in range(len(masks) if bonus[row, b] != 0 else 0):
                if masks[s] & when[b] == when[b]:
                    total[row, s] += bonus[row, b]
    return total
