"""The compiled passes back from the end: what can still be completed, and by which order."""

import numpy as np

from winset.roadmaps.large._pass_kernels import (
    add,
    binding,
    bits_of,
    collect,
    enter,
    is_reached,
    may_step,
    scratch_of,
)
from winset.roadmaps.large._state_kernels import move_cost, state_costs
from winset.roadmaps.large._tables import (
    END,
    LOW,
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
    judge: Judge, words: Words, limits: Limits, reach: Reach, outer: int, scratch: Scratch
) -> None:
    """Collect the sets of a block from which an outer step leads to a set that is left."""
    tables, near, work = scratch.tables, scratch.near, scratch.work
    size = len(work.free)
    far = bits_of(len(reach.blocks))
    for bit in range(far):
        there = outer | 1 << bit
        if there == outer or not reach.blocks[there]:
            continue
        k = len(judge.after) - far + bit
        bound = binding(words, limits, outer, near, k)
        part = reach.words[there * size : (there + 1) * size]
        if bound == 0:
            add(part, work.block)
        elif bound == 1:
            collect(tables, near, work, part, k)


@jit
def spread_back(left: int, free: int, low: int) -> int:
    """Return the free sets of a word that lead to some of those left, where no step is barred."""
    before = 0 if left != free else left
    while left != before:
        before = left
        for k in range(low):
            left |= (left >> (1 << k)) & WITHOUT[k] & free
    return left


@jit
def spread_back_tied(
    sums: Floats,
    marks: Masks,
    extra: Floats,
    room: Floats,
    place: tuple[int, int, int],
    sets: tuple[int, int],
) -> int:
    """Return the same where some steps may not be done: see `spread_tied`."""
    table, j, low = place
    left, free = sets
    before = 0 if left != free else left
    while left != before:
        before = left
        for k in range(low):
            new = (left >> (1 << k)) & WITHOUT[k] & free & ~left
            if new != 0:
                left |= new & may_step(sums, marks, extra, room, (table, j, k))
    return left


@jit
def fill_back(tables: FlatLookup, near: Near, work: Work, low: int) -> bool:
    """Work out the sets of a block that lead to the end; return whether any do: see `fill`."""
    sums, marks, extra, room = tables.sums, tables.marks, near.extra, near.room
    block, context, tied, free = work.block, work.tables, work.tied, work.free
    found = False
    for j in range(len(block) - 1, -1, -1):
        left = block[j] & free[j]
        missing, k = len(block) - 1 - j if free[j] != 0 else 0, low
        while missing:
            if missing & 1:
                new = block[j | 1 << (k - low)] & free[j] & ~left
                if tied[j] and new != 0:
                    new &= may_step(sums, marks, extra, room, (context[j], j, k))
                left |= new
            missing >>= 1
            k += 1
        if tied[j] and left != 0:
            place = (context[j], j, low)
            left = spread_back_tied(sums, marks, extra, room, place, (left, free[j]))
        elif left != 0:
            left = spread_back(left, free[j], low)
        block[j] = left
        found = found or left != 0
    return found


@jit
def trim(judge: Judge, words: Words, limits: Limits, reach: Reach) -> None:
    """Take away the sets from which the end cannot be reached: the same pass from the end."""
    size = words.inner.shape[1]
    far = bits_of(len(reach.blocks))
    scratch, low = scratch_of(judge, words, limits, far), min(LOW, len(judge.after) - far)
    work = scratch.work
    last = len(reach.blocks) - 1
    for outer in range(last, -1, -1):
        if not reach.blocks[outer]:
            continue
        work.free[:] = reach.words[outer * size : (outer + 1) * size]
        work.block[:] = 0
        if outer == last:
            work.block[size - 1] = END[low]
        enter(judge, words, limits, outer, scratch)
        push(judge, words, limits, reach, outer, scratch)
        reach.blocks[outer] = fill_back(scratch.tables, scratch.near, work, low)
        reach.words[outer * size : (outer + 1) * size] = work.block


@jit
def cage_parts(reach: Reach) -> tuple[Masks, Masks]:
    """Return the parts of done-sets as a `Cage`."""
    size = len(reach.words) // len(reach.blocks)
    words = np.empty(reach.blocks.sum() * size, dtype=np.int64)
    place = np.full(len(reach.blocks), -1, dtype=np.int64)
    count = 0
    for outer in range(len(place)):
        if reach.blocks[outer]:
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
