"""Compiled loops over the done-sets of all packages.

Every loop has a plain twin in the tests, which goes through all orders.
"""

from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from winset.roadmaps._state_kernels import share_of
from winset.scenario._arrays import TOLERANCE, Bools, Floats, Masks
from winset.scenario.jit import inlined, jit

SPARSE = 64
"""Numbers for each done-set, from which on a search takes less than a table of them all."""

Places = NDArray[np.int32]
Parts = NDArray[np.int16]
Table = TypeVar("Table", Floats, Masks, Places)


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
    sets, every = len(masks), masks[-1]
    for move in moves:
        every |= move
    places = np.full((sets, len(moves)), -1, dtype=np.int32)
    if every >= SPARSE * sets:
        for s in range(sets):
            for m in range(len(moves)):
                if masks[s] & moves[m] == moves[m]:
                    places[s, m] = place_of(masks[:s], masks[s] ^ moves[m])
        return places
    place = np.full(every + 1, -1, dtype=np.int32)
    for s in range(sets):
        place[masks[s]] = s
        for m in range(len(moves)):  # with a move that it lacks it would stand further on
            places[s, m] = place[masks[s] ^ moves[m]]
    return places


@inlined
def below(small: Floats, a: int, large: Floats, b: int) -> bool:
    """Return whether no entry of row a of the first table exceeds that of row b of the second.

    What the first has beyond the width of the second does not count.
    """
    inside = True
    for i in range(large.shape[1]):
        inside &= not small[a, i] > large[b, i]
    return inside


@inlined
def settle(front: Floats, origin: Masks | None, size: int) -> int:
    """Settle the row after the first `size` among them: keep the smallest; return the new size.

    Where each was reached from moves along with it, if that is kept.
    """
    kept = 0
    for row in range(size + 1):
        if row < size and below(front, row, front, size):
            kept = size  # nothing gave way before, for no row is below another
            break
        if row == size or not below(front, size, front, row):
            if kept != row:
                for i in range(front.shape[1]):
                    front[kept, i] = front[row, i]
                if origin is not None:
                    origin[kept, 0] = origin[row, 0]
                    origin[kept, 1] = origin[row, 1]
            kept += 1
    return kept


@jit
def gates_of(move: Floats, pretence: Floats) -> Bools:
    """Return which moves may need more than where they lead: by themselves, or by a pretence."""
    gated = np.zeros(move.shape[1], dtype=np.bool_)
    for m in range(len(gated)):
        for i in range(move.shape[2]):
            for r in range(len(move)):
                gated[m] |= move[r, m, i] > -np.inf
            for v in range(len(pretence)):
                gated[m] |= pretence[v, i, m] > 0
    return gated


@inlined
def rows_before(places: Places, s: int, start: Masks) -> int:
    """Return how many rows the done-sets before this one have."""
    rows = 0
    for m in range(places.shape[1]):
        rest = places[s, m]
        rows += start[rest + 1] - start[rest] if rest >= 0 else 0
    return rows


@jit
def arriving(  # noqa: PLR0917 -- arrays in a tuple would cost more
    places: Places,
    s: int,
    start: Masks,
    vectors: Floats,
    kinds: tuple[Masks, Masks],
    opens: Floats,
    pretence: Floats,
    move: Floats,
    gated: Bools,
    clock: Floats,
    floors: Floats,
    most: Floats,
    front: Floats,
    origin: Masks,
) -> int:
    """Write the smallest vectors of needs over all orders of one done-set; return how many.

    Parameters
    ----------
    places, start, vectors
        Of the done-sets before: see `climb` and `Fronts`.
    kinds, opens, pretence, move, clock
        See `Needs`: which numbers hold, and which row of `move`; and so on.
    gated : (moves,)
        See `gates_of`.
    floors, most : (2, parties), (1, parties)
        What the done-set itself needs, then room for what a move to it needs; what may be needed.
    front, origin : (rows, parties), or with a clock (rows, parties + 1), and (rows, 2)
        What is written: the needs, and for each the row that it was reached from and the move. With
        room for one row more than there are before.
    """
    variant, row_of = kinds
    parties, timed, size = most.shape[1], len(clock) > 0, 0
    for m in range(places.shape[1] if below(floors, 0, most, 0) else 0):
        rest = places[s, m]
        if rest < 0 or start[rest] == start[rest + 1]:
            continue
        f = 0
        if gated[m]:
            v, r, f = variant[rest], row_of[rest], 1
            for i in range(parties):
                floors[1, i] = max(floors[0, i], move[r, m, i])
                if pretence[v, i, m] > 0:
                    floors[1, i] = max(floors[1, i], opens[rest, i] + pretence[v, i, m])
            if not below(floors, 1, most, 0):
                continue
        for row in range(start[rest], start[rest + 1]):
            for i in range(parties):
                front[size, i] = max(vectors[row, i], floors[f, i])
            if timed:
                begun = max(vectors[row, parties], clock[m, 0])
                if begun > clock[m, 1] + TOLERANCE:
                    continue
                front[size, parties] = begun + clock[m, 2]
            origin[size, 0] = row
            origin[size, 1] = m
            if below(front, size, most, 0):
                size = settle(front, origin, size)
        # no order of the set needs less than the set itself: nothing will beat such a row
        if size == 1 and not timed and below(front, 0, floors, 0):
            break
    return size


@jit
def with_room(table: Table, filled: int, rows: int) -> Table:
    """Return a table with its filled rows, and room for some more: twice as long where needed."""
    length = len(table)
    while filled + rows > length:
        length *= 2
    if length == len(table):
        return table
    longer = np.empty((length, table.shape[1]), dtype=table.dtype)
    for row in range(filled):
        for i in range(table.shape[1]):
            longer[row, i] = table[row, i]
    return longer


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
    kinds, state, opens = (needs.variant, needs.row), needs.state, needs.opens
    pretence, move, clock = needs.pretence, needs.move, needs.clock
    sets, parties = most.shape
    width = parties + 1 if len(clock) > 0 else parties
    start = np.zeros(sets + 1, dtype=np.int64)
    vectors = np.zeros((2 * sets + 16, width))
    origins = np.full((2 * sets + 16, 2), -1, dtype=np.int64)
    front = np.empty((64, width))
    origin = np.empty((64, 2), dtype=np.int64)
    floors, bound = np.empty((2, parties)), np.empty((1, parties))
    gated = gates_of(move, pretence)
    if below(state, 0, most, 0):
        for i in range(parties):
            vectors[0, i] = state[0, i]
        start[1] = 1
    for s in range(1, sets):
        filled = start[s]
        start[s + 1] = filled
        rows = rows_before(places, s, start)
        if rows >= len(front):
            front, origin = np.empty((2 * rows, width)), np.empty((2 * rows, 2), dtype=np.int64)
        for i in range(parties):
            floors[0, i], bound[0, i] = max(state[s, i], least[s, i]), most[s, i]
        size = arriving(
            places, s, start, vectors, kinds, opens, pretence, move, gated, clock,
            floors, bound, front, origin,
        )  # fmt: skip
        vectors, origins = with_room(vectors, filled, size), with_room(origins, filled, size)
        for row in range(size):
            for i in range(width):
                vectors[filled + row, i] = front[row, i]
            origins[filled + row, 0], origins[filled + row, 1] = origin[row, 0], origin[row, 1]
        start[s + 1] = filled + size
    filled = start[sets]
    return start, vectors[:filled], origins[:filled, 0].copy(), origins[:filled, 1].copy()


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
