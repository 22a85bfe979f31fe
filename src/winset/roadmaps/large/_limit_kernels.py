"""The compiled loops that work out what a block of sets may hold, and which moves from them."""

import numpy as np

from winset.roadmaps.large._tables import (
    ALL,
    LOW,
    FlatLookup,
    Judge,
    Limits,
    Lookup,
    Near,
    Scratch,
    Tests,
    Words,
    Work,
)
from winset.scenario._arrays import Bools, Floats, Masks
from winset.scenario.jit import jit


@jit
def flattened(lookup: Lookup) -> FlatLookup:
    """Return the tables of low sums for a tight loop."""
    return FlatLookup(
        np.concatenate((lookup.grid, lookup.values), axis=1),
        np.concatenate((lookup.sets, lookup.starts), axis=1),
    )


@jit
def at_most(sums: Floats, marks: Masks, table: int, y: float) -> int:
    """Return the sets of a word whose sums in a table are at most y."""
    if y < sums[table, 0]:
        return 0
    if y >= sums[table, 1]:
        return int(marks[table, 63])
    cell = int((y - sums[table, 0]) * sums[table, 2])
    place = marks[table, min(64 + cell, marks.shape[1] - 1)]
    while sums[table, 3 + place] <= y:
        place += 1
    return int(marks[table, place - 1])


@jit
def contexts(when: Masks, rows: int, outer: int, tables: Masks) -> None:
    """Write the first table of the context of each word of a block."""
    size = len(tables)
    tables[:] = 0
    for b in range(len(when)):
        high = when[b] >> LOW
        if high & ~(outer * size | (size - 1)) == 0:
            for j in range(size):
                if high & ~(outer * size | j) == 0:
                    tables[j] += 2 * rows << b


@jit
def open_blocks(words: Words, limits: Limits) -> Bools:
    """Return which blocks may hold a set that respects the limits and who comes before whom."""
    size, blocks = words.inner.shape[1], words.outer.shape[1]
    outer_sum, surge, span, after = words.outer, words.outer_surge, words.span, words.outer_after
    opened = np.ones(blocks, dtype=np.bool_)
    for outer in range(blocks if words.ordered else 0):
        opened[outer] = (after[outer] >> LOW) & ~(outer * size | (size - 1)) == 0
    for row in limits.rows:
        limit, least = limits.limit[row], span[row, 0] + span[row, 2]
        for outer in range(blocks):
            if limit - outer_sum[row, outer] - surge[row, outer] < least:
                opened[outer] = False
    return opened


@jit
def clear_blocks(words: Words, limits: Limits, near: Near) -> Bools:
    """Return in which blocks no limit binds: all sets are within, and no move is too much."""
    outer_sum, surge, span = words.outer, words.outer_surge, words.span
    clear = np.ones(outer_sum.shape[1], dtype=np.bool_)
    for row in limits.rows:
        top, dear = span[row, 1], span[row, 4] if words.surcharged[row] else -np.inf
        for outer in range(len(clear)):
            room = limits.limit[row] - outer_sum[row, outer] - span[row, 3]
            if room - max(surge[row, outer], span[row, 5]) < top or room < dear:
                clear[outer] = False
    for row in limits.movers:
        for outer in range(len(clear)):
            room = limits.limit[row] - outer_sum[row, outer] - span[row, 3]
            if room - near.dearest[row] < span[row, 1]:
                clear[outer] = False
    return clear


@jit
def near_of(judge: Judge, limits: Limits, inside: int, size: int) -> Near:
    """Return the limits to test of moves, with their slack not yet computed."""
    rows = 0 if len(limits.movers) == 0 else limits.movers[-1] + 1
    extra, dearest = np.zeros((rows, len(judge.after))), np.zeros(rows)
    for row in limits.movers:
        extra[row] = judge.rows.pretence[row]
        dearest[row] = extra[row, :inside].max()
    return Near(extra, dearest, np.zeros((rows, size)))


@jit
def scratch_of(judge: Judge, words: Words, limits: Limits, far: int) -> Scratch:
    """Return the working memory of a pass, `far` of whose steps are outer ones."""
    size = words.inner.shape[1]
    near = near_of(judge, limits, len(judge.after) - far, size)
    return Scratch(flattened(words.lookup), near, new_work(size), np.full(size, ALL))


@jit
def enter(judge: Judge, words: Words, limits: Limits, outer: int, scratch: Scratch) -> None:
    """Work out what a block leaves to moves."""
    near, work = scratch.near, scratch.work
    contexts(judge.when, len(judge.terms), outer, work.tables)
    make_room(limits.movers, limits.limit, words.outer[:, outer], words.inner, near.room)
    tie(scratch.tables, limits, near, work)


@jit
def make_room(movers: Masks, limit: Floats, base: Floats, inner: Floats, room: Floats) -> None:
    """Work out the room that a block leaves to moves, from its outer sums."""
    for row in movers:
        for j in range(room.shape[1]):
            room[row, j] = limit[row] - base[row] - inner[row, j]


@jit
def tie(tables: FlatLookup, limits: Limits, near: Near, work: Work) -> None:
    """Write which words of a block have sets at which a low or inner step may not be done."""
    sums, context, tied, room = tables.sums, work.tables, work.tied, near.room
    tied[:] = False
    for row in limits.movers:
        dearest = near.dearest[row]
        for j in range(len(tied)):
            if room[row, j] - dearest < sums[context[j] + row, 1]:
                tied[j] = True


@jit
def tests_of(words: Words, limits: Limits) -> Tests:
    """Return the limits to test of sets, with their slack not yet computed."""
    dear = limits.rows[words.surcharged[limits.rows]] + len(words.span)
    tables = np.concatenate((limits.rows, dear))
    return Tests(tables, np.zeros((len(tables), words.inner.shape[1])))


@jit
def make_tests(words: Words, limits: Limits, outer: int, tests: Tests) -> None:
    """Work out the room that a block leaves to its low sums.

    The dearest relapse is that of a low step or that of a high one; both must stay in the limit.
    """
    inner, surge, room = words.inner, words.inner_surge, tests.room
    for t in range(len(tests.tables)):
        row = tests.tables[t] % len(inner)
        base = limits.limit[row] - words.outer[row, outer]
        dear = words.outer_surge[row, outer]
        for j in range(room.shape[1]):
            room[t, j] = base - inner[row, j]
            if tests.tables[t] == row:
                room[t, j] -= max(dear, surge[row, j])


@jit
def allow(tables: FlatLookup, tests: Tests, work: Work) -> None:
    """Take from the free sets of a block those beyond the limits."""
    sums, marks, test, room = tables.sums, tables.marks, tests.tables, tests.room
    free, context = work.free, work.tables
    for j in range(len(free)):
        sets = free[j]
        for t in range(len(test)):
            if sets != 0:
                sets &= at_most(sums, marks, context[j] + test[t], room[t, j])
        free[j] = sets


@jit
def may_step(
    sums: Floats, marks: Masks, extra: Floats, room: Floats, place: tuple[int, int, int]
) -> int:
    """Return the sets of a word at which a pretence on a step is within the limits.

    Parameters
    ----------
    place
        The first table of the word's context, the word's number in its block, the step.
    """
    table, j, k = place
    mask = -1
    for row in range(len(extra)):
        if extra[row, k] > 0:
            mask &= at_most(sums, marks, table + row, room[row, j] - extra[row, k])
    return mask


@jit
def binding(
    movers: Masks, limit: Floats, extra: Floats, span: Floats, sums: Floats, place: tuple[int, int]
) -> int:
    """Return at how many sets of a block a step may not be done: 0 none, 1 some, 2 all.

    Parameters
    ----------
    movers, limit, extra, span, sums
        See `Limits`, `Near` and `Words`; the last are the outer sums.
    place
        The block, the step.
    """
    answer, (outer, k) = 0, place
    for row in movers:
        if extra[row, k] > 0:
            room = limit[row] - sums[row, outer] - extra[row, k]
            if room < span[row, 0] + span[row, 2]:
                return 2
            if room < span[row, 1] + span[row, 3]:
                answer = 1
    return answer


@jit
def bits_of(size: int) -> int:
    """Return the binary logarithm of a power of two."""
    bits = 0
    while 1 << bits < size:
        bits += 1
    return bits


@jit
def new_work(size: int) -> Work:
    """Return room to work on a block of this many words."""
    return Work(
        np.zeros(size, dtype=np.int64),
        np.zeros(size, dtype=np.int64),
        np.zeros(size, dtype=np.int64),
        np.zeros(size, dtype=np.bool_),
        np.zeros(LOW, dtype=np.int64),
    )
