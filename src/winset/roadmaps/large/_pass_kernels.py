"""The compiled pass over all states of a large package, 64 of them a word, from the start.

Most blocks hold no set that is reached, or all of theirs: such are told without looking at words.
"""

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
from winset.roadmaps.large._tables import (
    ALL,
    LOW,
    NONE,
    WITHOUT,
    Cage,
    FlatLookup,
    Judge,
    Limits,
    Near,
    Reach,
    Scratch,
    Words,
    Work,
)
from winset.scenario._arrays import Bools, Floats, Masks
from winset.scenario.jit import jit


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
    first, found = limits.first, False
    for k in range(len(first)):
        word = 1 << k >> LOW
        if first[k] and word // size == outer:
            into[word % size] |= 1 << (1 << k if k < LOW else 0)
            found = True
    return found


@jit
def collect(  # noqa: PLR0917 -- to take arrays out of tuples, for each move, costs more
    sums: Floats,
    marks: Masks,
    extra: Floats,
    room: Floats,
    context: Masks,
    part: Masks,
    k: int,
    free: Masks,
    block: Masks,
) -> None:
    """Add to a block the free sets that step k joins to those of another, where it may be done."""
    for j in range(len(part)):
        new = part[j] & free[j] & ~block[j]
        if new != 0:
            block[j] |= new & may_step(sums, marks, extra, room, (context[j], j, k))


@jit
def add(part: Masks, into: Masks) -> None:
    """Add sets to a block."""
    for j in range(len(part)):
        into[j] |= part[j]


@jit
def is_entered(blocks: Bools, outer: int) -> bool:
    """Return whether an outer step leads to a block from one that has any sets."""
    left = outer
    while left:
        rest = left & (left - 1)
        if blocks[outer ^ left ^ rest]:
            return True
        left = rest
    return False


@jit
def pull(
    judge: Judge, words: Words, limits: Limits, reach: Reach, at: int, scratch: Scratch
) -> bool:
    """Collect what is one outer step away from a block's sets; return whether there is anything.

    Steps that may be done at all sets come first, so that the others have less to look up.
    """
    (sums, marks), (extra, _, room) = scratch.tables, scratch.near
    block, free, context, _, _ = scratch.work
    movers, limit, when, blocks, full = (
        limits.movers,
        limits.limit,
        judge.when,
        reach.blocks,
        reach.full,
    )
    span, inner, outer, every = words.span, words.inner, words.outer, scratch.every
    far, found, size = bits_of(len(blocks)), False, len(every)
    for bound in range(2):
        for bit in range(far):
            source, k = at & ~(1 << bit), len(judge.after) - far + bit
            if source == at or not blocks[source]:
                continue
            if binding(movers, limit, extra, span, outer, (source, k)) != bound:
                continue
            found = True
            part = every if full[source] else reach.words[source * size : (source + 1) * size]
            if bound == 0:
                add(part, block)
                if full[source]:
                    return True
            else:
                contexts(when, len(limit), source, context)
                make_room(movers, limit, outer[:, source], inner, room)
                collect(sums, marks, extra, room, context, part, k, free, block)
    return found


@jit
def spread(reached: int, free: int, low: int) -> int:
    """Return the free sets of a word that low steps lead to, where all may be done."""
    before = 0
    while reached not in (before, free):
        before = reached
        for k in range(low):
            reached |= (reached & WITHOUT[k]) << (1 << k) & free
    return reached


@jit
def spread_tied(  # noqa: PLR0917 -- as `collect`
    sums: Floats,
    marks: Masks,
    extra: Floats,
    room: Floats,
    starts: Masks,
    place: tuple[int, int, int],
    sets: tuple[int, int],
) -> int:
    """Return the same where some steps may not be done: looked up if that would lead anywhere.

    Parameters
    ----------
    starts
        Room for the sets at which each low step may be done.
    place
        The first table of the word's context, the word's number in its block, how many low steps.
    sets
        Those reached, and those that are free.
    """
    table, j, low = place
    reached, free = sets
    before, known = 0 if reached != free else reached, 0
    while reached != before:
        before = reached
        for k in range(low):
            new = (reached & WITHOUT[k]) << (1 << k) & free & ~reached
            if new != 0:
                if not known >> k & 1:
                    starts[k] = may_step(sums, marks, extra, room, (table, j, k)) & WITHOUT[k]
                    known |= 1 << k
                reached |= new & starts[k] << (1 << k)
    return reached


@jit
def fill(tables: FlatLookup, near: Near, work: Work, low: int) -> bool:
    """Work out the reachable sets of a block from what was collected; return whether any are."""
    sums, marks, extra, room = tables.sums, tables.marks, near.extra, near.room
    block, context, tied, free = work.block, work.tables, work.tied, work.free
    bits, found = bits_of(len(block)), False
    for j in range(len(block)):
        sets = free[j]
        reached = block[j] & sets
        for bit in range(bits if sets != 0 else 0):
            source = j & ~(1 << bit)
            new = block[source] & sets & ~reached
            if tied[source] and new != 0:
                new &= may_step(sums, marks, extra, room, (context[source], source, low + bit))
            reached |= new
        if tied[j] and reached not in (0, sets):
            place = (context[j], j, low)
            reached = spread_tied(sums, marks, extra, room, work.starts, place, (reached, sets))
        elif reached not in (0, sets):
            reached = spread(reached, sets, low)
        block[j] = reached
        found = found or reached != 0
    return found


@jit
def free_of(judge: Judge, words: Words, cage: Cage, outer: int, free: Masks) -> bool:
    """Write the sets of a block that are of use; return whether all are."""
    caged = len(cage.place) > 0
    if caged and cage.place[outer] >= 0:
        start = cage.place[outer] * len(free)
        free[:] = cage.words[start : start + len(free)]
        return False
    if caged or not words.ordered:
        free[:] = words.closed
        return words.closed == ALL
    obey(judge, words, outer, free)
    return False


@jit
def sweep(judge: Judge, words: Words, limits: Limits, cage: Cage, reach: Reach) -> bool:
    """Find every set that some order reaches within the limits; return whether the end is one.

    Sets come after their subsets, so one pass in the order of numbers is enough. Blocks that no
    order can enter are passed over, and never written, nor are those of which all is reached.

    Parameters
    ----------
    cage : Cage
        The only sets that are of use.
    """
    size, blocks, full = words.inner.shape[1], reach.blocks, reach.full
    steps, far = len(judge.after), bits_of(len(blocks))
    scratch, tests = scratch_of(judge, words, limits, far), tests_of(words, limits)
    tables, near, work, low = scratch.tables, scratch.near, scratch.work, min(LOW, steps - far)
    (block, free, _, tied, _), place = work, cage.place
    opened, clear = open_blocks(words, limits), clear_blocks(words, limits, near)
    for outer in range(len(blocks)):
        blocks[outer] = full[outer] = False
        if not opened[outer] or (len(place) > 0 and place[outer] == NONE):
            continue
        if outer & (outer - 1) != 0 and not is_entered(blocks, outer):
            continue
        every = free_of(judge, words, cage, outer, free)
        block[:] = 0
        found = outer & (outer - 1) == 0 and seed(limits, size, outer, block)
        found = pull(judge, words, limits, reach, outer, scratch) or found
        if not found:
            continue
        if every and clear[outer] and block[0] & 1:
            blocks[outer] = full[outer] = True
            continue
        tied[:] = False
        if not clear[outer]:
            enter(judge, words, limits, outer, scratch)
            make_tests(words, limits, outer, tests)
            allow(tables, tests, work)
        if fill(tables, near, work, low):
            blocks[outer] = True
            reach.words[outer * size : (outer + 1) * size] = block
    return is_reached(reach, (1 << steps) - 1)


@jit
def is_reached(reach: Reach, mask: int) -> bool:
    """Return whether a set was reached."""
    word = mask >> LOW
    block = word // (len(reach.words) // len(reach.blocks))
    if reach.full[block] or not reach.blocks[block]:
        return bool(reach.full[block])
    return bool((reach.words[word] >> (mask & 63)) & 1)
