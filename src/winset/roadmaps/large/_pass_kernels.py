"""The compiled pass over all states of a large package, 64 of them a word, from the start."""

import numpy as np

from winset.roadmaps.large._tables import (
    LOW,
    WITHOUT,
    Cage,
    FlatLookup,
    Judge,
    Limits,
    Lookup,
    Near,
    Reach,
    Scratch,
    Tests,
    Words,
    Work,
)
from winset.scenario._arrays import Floats, Masks
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
def contexts(judge: Judge, outer: int, tables: Masks) -> None:
    """Write the first table of the context of each word of a block."""
    size = len(tables)
    tables[:] = 0
    for b in range(len(judge.when)):
        high = judge.when[b] >> LOW
        if high & ~(outer * size | (size - 1)) == 0:
            for j in range(size):
                if high & ~(outer * size | j) == 0:
                    tables[j] += 2 * len(judge.terms) << b


@jit
def is_open(words: Words, limits: Limits, outer: int) -> bool:
    """Return whether a block may hold a set that respects the limits and who comes before whom."""
    size = words.inner.shape[1]
    if (words.outer_after[outer] >> LOW) & ~(outer * size | (size - 1)) != 0:
        return False
    for row in limits.rows:
        room = limits.limit[row] - words.outer[row, outer] - words.outer_surge[row, outer]
        if room < words.span[row, 0] + words.span[row, 2]:
            return False
    return True


@jit
def obey(judge: Judge, words: Words, outer: int, free: Masks) -> None:
    """Write the sets of each word of a block that respect who comes before whom."""
    size = len(free)
    free[:] = words.closed
    for j in range(size if words.ordered else 0):
        word = outer * size + j
        need = words.outer_after[outer] | words.inner_after[j]
        free[j] = words.closed & words.holding[need & 63] if need >> LOW & ~word == 0 else 0
        for k in range(min(LOW, len(judge.after))):
            if judge.after[k] >> LOW & ~word != 0:
                free[j] &= WITHOUT[k]


@jit
def seed(limits: Limits, size: int, outer: int, into: Masks) -> bool:
    """Write the single steps that can be done first into a block; return whether there are any."""
    found = False
    for k in range(len(limits.first)):
        if limits.first[k]:
            word = 1 << k >> LOW
            if word // size == outer:
                into[word % size] |= 1 << (1 << k if k < LOW else 0)
                found = True
    return found


@jit
def bits_of(size: int) -> int:
    """Return the binary logarithm of a power of two."""
    bits = 0
    while 1 << bits < size:
        bits += 1
    return bits


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
    return Scratch(flattened(words.lookup), near, new_work(size))


@jit
def enter(judge: Judge, words: Words, limits: Limits, outer: int, scratch: Scratch) -> None:
    """Work out what a block asks of its sets and leaves to moves."""
    contexts(judge, outer, scratch.work.tables)
    make_room(words, limits, outer, scratch.near)
    tie(scratch.tables, limits, scratch.near, scratch.work)


@jit
def make_room(words: Words, limits: Limits, outer: int, near: Near) -> None:
    """Work out the room that a block leaves to moves."""
    for row in limits.movers:
        base = limits.limit[row] - words.outer[row, outer]
        for j in range(near.room.shape[1]):
            near.room[row, j] = base - words.inner[row, j]


@jit
def tie(tables: FlatLookup, limits: Limits, near: Near, work: Work) -> None:
    """Write which words of a block have sets at which a low or inner step may not be done."""
    work.tied[:] = False
    for row in limits.movers:
        for j in range(len(work.tied)):
            most = tables.sums[work.tables[j] + row, 1]
            if near.room[row, j] - near.dearest[row] < most:
                work.tied[j] = True


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
    for t in range(len(tests.tables)):
        row = tests.tables[t] % len(words.span)
        base = limits.limit[row] - words.outer[row, outer]
        dear = words.outer_surge[row, outer]
        for j in range(tests.room.shape[1]):
            tests.room[t, j] = base - words.inner[row, j]
            if tests.tables[t] == row:
                tests.room[t, j] -= max(dear, words.inner_surge[row, j])


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
def binding(words: Words, limits: Limits, outer: int, near: Near, k: int) -> int:
    """Return at how many sets of a block step k may not be done: 0 none, 1 some, 2 all."""
    answer = 0
    for row in limits.movers:
        if near.extra[row, k] > 0:
            room = limits.limit[row] - words.outer[row, outer] - near.extra[row, k]
            if room < words.span[row, 0] + words.span[row, 2]:
                return 2
            if room < words.span[row, 1] + words.span[row, 3]:
                answer = 1
    return answer


@jit
def collect(tables: FlatLookup, near: Near, work: Work, part: Masks, k: int) -> None:
    """Add to a block what step k joins to sets of another, where it may be done."""
    sums, marks, extra, room = tables.sums, tables.marks, near.extra, near.room
    block, context = work.block, work.tables
    for j in range(len(part)):
        new = part[j] & ~block[j]
        if new != 0:
            block[j] |= new & may_step(sums, marks, extra, room, (context[j], j, k))


@jit
def add(part: Masks, into: Masks) -> None:
    """Add sets to a block."""
    for j in range(len(part)):
        into[j] |= part[j]


@jit
def pull(
    judge: Judge, words: Words, limits: Limits, reach: Reach, outer: int, scratch: Scratch
) -> bool:
    """Collect what is one outer step away from a block's sets; return whether there is anything."""
    tables, near, work = scratch.tables, scratch.near, scratch.work
    size = len(work.free)
    far = bits_of(len(reach.blocks))
    found = False
    for bit in range(far):
        source = outer ^ (1 << bit)
        if source > outer or not reach.blocks[source]:
            continue
        k = len(judge.after) - far + bit
        bound = binding(words, limits, source, near, k)
        part = reach.words[source * size : (source + 1) * size]
        if bound == 0:
            add(part, work.block)
        elif bound == 1:
            contexts(judge, source, work.tables)
            make_room(words, limits, source, near)
            collect(tables, near, work, part, k)
        found = found or bound < 2
    return found


@jit
def spread(reached: int, free: int, low: int) -> int:
    """Return the free sets of a word that low steps lead to, where all may be done."""
    before = 0 if reached != free else reached
    while reached != before:
        before = reached
        for k in range(low):
            reached |= (reached & WITHOUT[k]) << (1 << k) & free
    return reached


@jit
def spread_tied(
    sums: Floats,
    marks: Masks,
    extra: Floats,
    room: Floats,
    place: tuple[int, int, int],
    sets: tuple[int, int],
) -> int:
    """Return the same where some steps may not be done: looked up if that would lead anywhere.

    Parameters
    ----------
    place
        The first table of the word's context, the word's number in its block, how many low steps.
    sets
        Those reached, and those that are free.
    """
    table, j, low = place
    reached, free = sets
    before = 0 if reached != free else reached
    while reached != before:
        before = reached
        for k in range(low):
            new = (reached & WITHOUT[k]) << (1 << k) & free & ~reached
            if new != 0:
                start = may_step(sums, marks, extra, room, (table, j, k)) & WITHOUT[k]
                reached |= new & start << (1 << k)
    return reached


@jit
def fill(tables: FlatLookup, near: Near, tests: Tests, work: Work, low: int) -> bool:
    """Work out the reachable sets of a block from what was collected; return whether any are."""
    sums, marks, extra, room = tables.sums, tables.marks, near.extra, near.room
    test, rest = tests.tables, tests.room
    block, context, tied, free = work.block, work.tables, work.tied, work.free
    found = False
    for j in range(len(block)):
        reached, left, k = block[j], j, low
        while left:
            if left & 1:
                source = j ^ (1 << (k - low))
                new = block[source] & ~reached
                if tied[source] and new != 0:
                    new &= may_step(sums, marks, extra, room, (context[source], source, k))
                reached |= new
            left >>= 1
            k += 1
        sets = free[j] if reached & free[j] != 0 else 0
        for t in range(len(test)):
            if sets != 0:
                sets &= at_most(sums, marks, context[j] + test[t], rest[t, j])
        reached &= sets
        if tied[j] and reached != 0:
            reached = spread_tied(sums, marks, extra, room, (context[j], j, low), (reached, sets))
        elif reached != 0:
            reached = spread(reached, sets, low)
        block[j] = reached
        found = found or reached != 0
    return found


@jit
def sweep(judge: Judge, words: Words, limits: Limits, cage: Cage, reach: Reach) -> bool:
    """Find every set that some order reaches within the limits; return whether the end is one.

    Sets come after their subsets, so one pass in the order of numbers is enough. Blocks that no
    order can enter are passed over, and never written.

    Parameters
    ----------
    cage : Cage
        The only sets that are of use.
    """
    size = words.inner.shape[1]
    steps, far = len(judge.after), bits_of(len(reach.blocks))
    scratch, tests = scratch_of(judge, words, limits, far), tests_of(words, limits)
    work, low = scratch.work, min(LOW, steps - far)
    for outer in range(len(reach.blocks)):
        reach.blocks[outer] = False
        if len(cage.place) and cage.place[outer] < 0:
            continue
        if not is_open(words, limits, outer):
            continue
        work.block[:] = 0
        found = seed(limits, size, outer, work.block)
        found = pull(judge, words, limits, reach, outer, scratch) or found
        if not found:
            continue
        if len(cage.place):
            start = cage.place[outer] * size
            work.free[:] = cage.words[start : start + size]
        else:
            obey(judge, words, outer, work.free)
        enter(judge, words, limits, outer, scratch)
        make_tests(words, limits, outer, tests)
        if fill(scratch.tables, scratch.near, tests, work, low):
            reach.blocks[outer] = True
            reach.words[outer * size : (outer + 1) * size] = work.block
    return is_reached(reach, (1 << steps) - 1)


@jit
def new_work(size: int) -> Work:
    """Return room to work on a block of this many words."""
    return Work(
        np.zeros(size, dtype=np.int64),
        np.zeros(size, dtype=np.int64),
        np.zeros(size, dtype=np.int64),
        np.zeros(size, dtype=np.bool_),
    )


@jit
def is_reached(reach: Reach, mask: int) -> bool:
    """Return whether a set was reached."""
    word = mask >> LOW
    size = len(reach.words) // len(reach.blocks)
    return bool(reach.blocks[word // size] and (reach.words[word] >> (mask & 63)) & 1 == 1)
