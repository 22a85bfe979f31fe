"""The compiled passes back from the end: what can still be completed, and by which order."""

import numpy as np

from winset.roadmaps.large._limit_kernels import (
    allow,
    binding,
    bits_of,
    clear_blocks,
    contexts,
    enter,
    make_room,
    make_tests,
    may_step,
    open_blocks,
    scratch_of,
    tests_of,
)
from winset.roadmaps.large._pass_kernels import add, collect, free_of, is_reached
from winset.roadmaps.large._state_kernels import move_cost, state_costs
from winset.roadmaps.large._tables import (
    END,
    EVERY,
    LOW,
    NONE,
    UNCAGED,
    WITHOUT,
    FlatLookup,
    Judge,
    Limits,
    Near,
    Reach,
    Scratch,
    Words,
    Work,
)
from winset.scenario._arrays import Floats, Masks
from winset.scenario.jit import jit


@jit
def push(
    judge: Judge, words: Words, limits: Limits, reach: Reach, at: int, scratch: Scratch
) -> bool:
    """Collect the sets of a block from which an outer step leads to one left: see `pull`."""
    (sums, marks), (extra, _, room) = scratch.tables, scratch.near
    block, free, context, _, _ = scratch.work
    movers, limit, blocks, full = limits.movers, limits.limit, reach.blocks, reach.full
    span, inner, outer, every = words.span, words.inner, words.outer, scratch.every
    far, size, entered = bits_of(len(blocks)), len(every), False
    found = False
    for bound in range(2):
        for bit in range(far):
            there, k = at | 1 << bit, len(judge.after) - far + bit
            if there == at or not blocks[there]:
                continue
            if binding(movers, limit, extra, span, outer, (at, k)) != bound:
                continue
            found = True
            part = every if full[there] else reach.words[there * size : (there + 1) * size]
            if bound == 0:
                add(part, block)
                if full[there]:
                    return True
            else:
                if not entered:
                    contexts(judge.when, len(limit), at, context)
                    make_room(movers, limit, outer[:, at], inner, room)
                    entered = True
                collect(sums, marks, extra, room, context, part, k, free, block)
    return found


@jit
def spread_back(left: int, free: int, low: int) -> int:
    """Return the free sets of a word that lead to some of those left, where no step is barred."""
    before = 0
    while left not in (before, free):
        before = left
        for k in range(low):
            left |= (left >> (1 << k)) & WITHOUT[k] & free
    return left


@jit
def spread_back_tied(  # noqa: PLR0917 -- as `collect`
    sums: Floats,
    marks: Masks,
    extra: Floats,
    room: Floats,
    starts: Masks,
    place: tuple[int, int, int],
    sets: tuple[int, int],
) -> int:
    """Return the same where some steps may not be done: see `spread_tied`."""
    table, j, low = place
    left, free = sets
    before, known = 0 if left != free else left, 0
    while left != before:
        before = left
        for k in range(low):
            new = (left >> (1 << k)) & WITHOUT[k] & free & ~left
            if new != 0:
                if not known >> k & 1:
                    starts[k] = may_step(sums, marks, extra, room, (table, j, k))
                    known |= 1 << k
                left |= new & starts[k]
    return left


@jit
def fill_back(tables: FlatLookup, near: Near, work: Work, low: int) -> bool:
    """Work out the sets of a block that lead to the end; return whether any do: see `fill`."""
    sums, marks, extra, room = tables.sums, tables.marks, near.extra, near.room
    block, context, tied, free = work.block, work.tables, work.tied, work.free
    bits, found = bits_of(len(block)), False
    for j in range(len(block) - 1, -1, -1):
        sets = free[j]
        left = block[j] & sets
        for bit in range(bits if sets != 0 else 0):
            new = block[j | 1 << bit] & sets & ~left
            if tied[j] and new != 0:
                new &= may_step(sums, marks, extra, room, (context[j], j, low + bit))
            left |= new
        if tied[j] and left not in (0, sets):
            place = (context[j], j, low)
            left = spread_back_tied(sums, marks, extra, room, work.starts, place, (left, sets))
        elif left not in (0, sets):
            left = spread_back(left, sets, low)
        block[j] = left
        found = found or left != 0
    return found


@jit
def trim(judge: Judge, words: Words, limits: Limits, reach: Reach, afresh: bool) -> None:
    """Take away the sets from which the end cannot be reached: the same pass from the end.

    Parameters
    ----------
    afresh
        From all sets within the limits, whatever was reached before.
    """
    size, blocks, full = words.inner.shape[1], reach.blocks, reach.full
    far = bits_of(len(blocks))
    scratch, low = scratch_of(judge, words, limits, far), min(LOW, len(judge.after) - far)
    near, work, tests = scratch.near, scratch.work, tests_of(words, limits)
    clear = clear_blocks(words, limits, near)
    block, free, last = work.block, work.free, len(blocks) - 1
    if afresh:
        blocks[:] = open_blocks(words, limits)
        full[:] = False
    for outer in range(last, -1, -1):
        if not blocks[outer]:
            continue
        if afresh:
            full[outer] = free_of(judge, words, UNCAGED, outer, free) and clear[outer]
        else:
            part = reach.words[outer * size : (outer + 1) * size]
            free[:] = scratch.every if full[outer] else part
        block[:] = 0
        if outer == last:
            block[size - 1] = END[low]
        if not push(judge, words, limits, reach, outer, scratch) and outer != last:
            blocks[outer] = full[outer] = False
            continue
        if full[outer] and block[size - 1] < 0:
            continue  # the largest set of the block leads to the end, and all lead to it
        full[outer] = work.tied[:] = False
        if not clear[outer]:
            enter(judge, words, limits, outer, scratch)
            if afresh:
                make_tests(words, limits, outer, tests)
                allow(scratch.tables, tests, work)
        blocks[outer] = fill_back(scratch.tables, near, work, low)
        reach.words[outer * size : (outer + 1) * size] = block


@jit
def cage_parts(reach: Reach) -> tuple[Masks, Masks]:
    """Return the parts of done-sets as a `Cage`."""
    size = len(reach.words) // len(reach.blocks)
    words = np.empty((reach.blocks.sum() - reach.full.sum()) * size, dtype=np.int64)
    place = np.full(len(reach.blocks), NONE, dtype=np.int64)
    count = 0
    for outer in range(len(place)):
        if reach.full[outer]:
            place[outer] = EVERY
        elif reach.blocks[outer]:
            place[outer] = count
            part = reach.words[outer * size : (outer + 1) * size]
            words[count * size : (count + 1) * size] = part
            count += 1
    return words, place


@jit
def walk_back(judge: Judge, cap: float, reach: Reach, on_lack: bool) -> Masks:
    """Return an order through the sets reached, each time from the cheapest state before.

    Ties go to the step that is last in the file.
    """
    steps = len(judge.after)
    order = np.full(steps, -1, dtype=np.int64)
    mask = (1 << steps) - 1
    for position in range(steps - 1, -1, -1):
        best = np.inf
        for k in range(steps):
            there = mask ^ (1 << k)
            if there > mask or judge.before[k] & mask != 0:
                continue
            if there != 0 and not is_reached(reach, there):
                continue
            share, lack = state_costs(judge, there)
            share = max(share, move_cost(judge, there, k))
            value = lack if on_lack else share
            last = order[position]
            if share > cap or (last >= 0 and value > best):
                continue
            if last < 0 or value < best or judge.place[k] > judge.place[last]:
                best, order[position] = value, k
        mask ^= 1 << order[position]
    return order
