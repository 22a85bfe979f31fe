"""Compiled loops over the done-sets of all packages.

Every loop has a plain twin in the tests, which goes through all orders.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from winset.roadmaps._state_kernels import share_of
from winset.scenario._arrays import TOLERANCE, Floats, Masks
from winset.scenario.jit import inlined, jit

Places = NDArray[np.int32]


class Needs(NamedTuple):
    """The value that each done-set and move needs of the whole deal.

    Attributes
    ----------
    variant : (sets,)
        Which of the numbers that steps may set hold at each done-set.
    state : (sets, parties)
        At each done-set.
    opens : (sets, parties)
        Against openly breaking there, to which a pretence adds.
    pretence : (variants, parties, moves)
        What a pretence adds; 0 where there is none.
    row : (sets,)
        Which row of `move` holds at each done-set.
    move : (rows, moves, parties)
        At each move, wherever it is made.
    clock : (moves, 3) or (0, 3)
        When each move can start, at the earliest and the latest, and how long it takes; empty where
        no window binds. Else time is one more thing that a vector needs: its last entry.
    """

    variant: Masks
    state: Floats
    opens: Floats
    pretence: Floats
    row: Masks
    move: Floats
    clock: Floats


class Fronts(NamedTuple):
    """For each done-set the smallest vectors of largest needs over its orders.

    Attributes
    ----------
    start : (sets + 1,)
        The rows of each done-set: from its own place to the next.
    vectors : (rows, parties), or with a clock (rows, parties + 1)
        The needs, and the time.
    before : (rows,)
        The row that each was reached from, -1 at the start.
    move : (rows,)
        The move made last.
    """

    start: Masks
    vectors: Floats
    before: Masks
    move: Masks


@jit
def largest_of(table: Floats, masks: Masks) -> Floats:
    """Return the largest entry of each row over the steps of each set, at least 0: (sets, rows).

    Parameters
    ----------
    table : (rows, steps)
    """
    rows, steps = table.shape
    largest = np.zeros((len(masks), rows))
    for s in range(len(masks)):
        for k in range(steps):
            if masks[s] >> k & 1:
                for i in range(rows):
                    largest[s, i] = max(largest[s, i], table[i, k])
    return largest


@jit
def place_of(masks: Masks, mask: int) -> int:
    """Return where a set stands in an ascending list, -1 where it is not in it."""
    low, high = 0, len(masks)
    while low < high:
        middle = (low + high) // 2
        if masks[middle] < mask:
            low = middle + 1
        else:
            high = middle
    return low if low < len(masks) and masks[low] == mask else -1


@jit
def predecessors(masks: Masks, moves: Masks) -> Places:
    """Return where each done-set without each move stands: (sets, moves), -1: nowhere."""
    places = np.full((len(masks), len(moves)), -1, dtype=np.int32)
    every = masks[-1] + 1 == len(masks)  # then each stands at its own number
    for s in range(len(masks)):
        for m in range(len(moves)):
            if masks[s] & moves[m] == moves[m]:
                rest = masks[s] ^ moves[m]
                places[s, m] = rest if every else place_of(masks[:s], rest)
    return places


@inlined
def below(small: Floats, a: int, large: Floats, b: int) -> bool:
    """Return whether no entry of row a of the first table exceeds that of row b of the second.

    What the first has beyond the width of the second does not count.
    """
    inside = True
    for i in range(large.shape[1]):
        if small[a, i] > large[b, i]:
            inside = False
            break
    return inside


@inlined
def settle(front: Floats, origin: Masks, size: int) -> int:
    """Settle the row after the first `size` among them: keep the smallest; return the new size."""
    kept = 0
    for row in range(size + 1):
        if row < size and below(front, row, front, size):
            kept = size  # nothing gave way before, for no row is below another
            break
        if row == size or not below(front, size, front, row):
            if kept != row:
                for i in range(front.shape[1]):
                    front[kept, i] = front[row, i]
                origin[kept, 0] = origin[row, 0]
                origin[kept, 1] = origin[row, 1]
            kept += 1
    return kept


@jit
def climb(
    places: Places, needs: Needs, least: Floats, most: Floats
) -> tuple[Masks, Floats, Masks, Masks]:
    """Return the smallest vectors of largest needs over all orders of each done-set, as `Fronts`.

    Where only some packages matter, what they are worth bounds the needs that do: those above
    `most` are dropped, those below `least` are as good as `least`.

    Parameters
    ----------
    places : (sets, moves)
        Where each done-set's predecessors stand.
    least, most : (sets, parties)
    """
    variant, row_of, state, opens = needs.variant, needs.row, needs.state, needs.opens
    pretence, move, clock = needs.pretence, needs.move, needs.clock
    sets, moves = places.shape
    parties = most.shape[1]
    timed = len(clock) > 0
    width = parties + 1 if timed else parties
    start = np.zeros(sets + 1, dtype=np.int64)
    vectors = np.zeros((2 * sets + 16, width))
    origins = np.full((2 * sets + 16, 2), -1, dtype=np.int64)
    front = np.empty((64, width))
    origin = np.empty((64, 2), dtype=np.int64)
    here, floor = np.empty((1, parties)), np.empty((1, parties))
    if below(state, 0, most, 0):
        vectors[0, :parties] = state[0]
        start[1] = 1
    for s in range(1, sets):
        size, most_rows = 0, 1
        for m in range(moves):
            rest = places[s, m]
            most_rows += start[rest + 1] - start[rest] if rest >= 0 else 0
        if most_rows > len(front):  # here, as tables must not change within the inner loops
            front = np.empty((2 * most_rows, width))
            origin = np.empty((2 * most_rows, 2), dtype=np.int64)
        for i in range(parties):
            here[0, i] = max(state[s, i], least[s, i])
        for m in range(moves if below(state, s, most, s) else 0):
            rest = places[s, m]
            if rest < 0 or start[rest] == start[rest + 1]:
                continue
            v, r = variant[rest], row_of[rest]
            for i in range(parties):
                floor[0, i] = max(here[0, i], move[r, m, i])
                if pretence[v, i, m] > 0:
                    floor[0, i] = max(floor[0, i], opens[rest, i] + pretence[v, i, m])
            if not below(floor, 0, most, s):
                continue
            for row in range(start[rest], start[rest + 1]):
                for i in range(parties):
                    front[size, i] = max(vectors[row, i], floor[0, i])
                if timed:
                    begun = max(vectors[row, parties], clock[m, 0])
                    if begun > clock[m, 1] + TOLERANCE:
                        continue
                    front[size, parties] = begun + clock[m, 2]
                origin[size, 0] = row
                origin[size, 1] = m
                if below(front, size, most, s):
                    size = settle(front, origin, size)
            # no order of the set needs less than the set itself: nothing will beat such a row
            if size == 1 and not timed and below(front, 0, here, 0):
                break
        while start[s] + size > len(vectors):
            vectors = np.concatenate((vectors, np.empty_like(vectors)))
            origins = np.concatenate((origins, np.empty_like(origins)))
        vectors[start[s] : start[s] + size] = front[:size]
        origins[start[s] : start[s] + size] = origin[:size]
        start[s + 1] = start[s] + size
    rows = start[sets]
    return start, vectors[:rows], origins[:rows, 0].copy(), origins[:rows, 1].copy()


@jit
def nearest_rows(
    fronts: Fronts, values: Floats, scale: Floats, dust: Floats
) -> tuple[Masks, Floats]:
    """Return, for each done-set as a package, the row with the least shortfall as a share of B.

    Shares are signed, the largest over the parties; -1 and infinite where a set has no row.
    """
    sets, parties = values.shape
    rows = np.full(sets, -1, dtype=np.int64)
    least = np.full(sets, np.inf)
    for s in range(sets):
        for row in range(fronts.start[s], fronts.start[s + 1]):
            worst = -np.inf
            for i in range(parties):
                gap = fronts.vectors[row, i] - values[s, i]
                worst = max(worst, share_of(gap, scale[s, i], dust[s, i]))
            if rows[s] < 0 or worst < least[s]:
                rows[s] = row
                least[s] = worst
    return rows, least


@jit
def row_within(fronts: Fronts, most: Floats) -> int:
    """Return a row of the last done-set that needs no more than this, or -1.

    Parameters
    ----------
    most : (1, parties)
        With the tolerance added.
    """
    for row in range(fronts.start[-2], fronts.start[-1]):
        if below(fronts.vectors, row, most, 0):
            return row
    return -1
