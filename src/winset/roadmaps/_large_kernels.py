"""Compiled loops over the done-sets of one large package, one bit a set.

A done-set is an integer; the lowest six bits number the sets within a word of 64, the rest, its
*high part*, the word. The high part is split again into an *outer* part, which numbers blocks of
words, and an *inner* part, which numbers the words of a block.

Whatever an order must not exceed is an *amount*, additive but for the surcharge of relapses:

    x(S) = start + Σ_{k∈S} step_k + Σ_{b complete in S} bonus_b + max_{k∈S} relapse_k ≤ limit,

and on a move S → S+k, where step k can be pretended, x(S) without relapse + pretence_k ≤ limit.
Within a word the high part's sum is one number y, and the sets whose low sums are at most limit − y
are a prefix of the 64 in order of their low sums: one look-up gives the mask of them.
"""

from typing import NamedTuple

import numpy as np

from winset.scenario.compiled import TOLERANCE, Bools, Floats, Masks
from winset.scenario.jit import jit

LOW = 6
"""Steps whose sets share a word."""

CHUNK = 8
"""Steps whose sums are tabled together where single states are judged."""

WITHOUT = np.array(
    [sum(1 << s for s in range(64) if not s >> b & 1) for b in range(LOW)], dtype=np.uint64
).view(np.int64)
"""The sets of a word that lack each low step."""

END = np.array([1 << (1 << low) - 1 for low in range(LOW)] + [-1 << 63], dtype=np.int64)
"""The set of all low steps, for each number of them."""


class Rows(NamedTuple):
    """The amounts an order must keep small: one row a party (share), one a pair (lack of trust).

    Attributes
    ----------
    is_share : (rows,)
        Whether the amount is a party's shortfall, Xb + fallback − Π − no_deal − V, whose cost is
        its share of B; else it is a loss, no_deal − fallback − Xv − G, whose cost is the trust
        that is lacking.
    start, empty : (rows,)
        The constant part; the amount where nothing is done.
    step, relapse, pretence : (rows, steps)
        What each step adds; the surcharges.
    bonus : (rows, bonuses)
        What each complete bonus adds.
    worth, scale, trust : (rows,)
        V and B of the party, and its trust in the other.
    """

    is_share: Bools
    start: Floats
    empty: Floats
    step: Floats
    relapse: Floats
    pretence: Floats
    bonus: Floats
    worth: Floats
    scale: Floats
    trust: Floats


class Judge(NamedTuple):
    """What it takes to judge a single state or move.

    Attributes
    ----------
    rows : Rows
    terms : (rows, 4)
        `is_share`, `worth`, `scale` and `trust` of the rows side by side.
    sums, surges : (chunks, 256, rows)
        Sums of steps, and the largest relapse, over the subsets of eight steps each.
    when : (bonuses,)
        The steps that complete each bonus.
    after, before : (steps,)
        Who must come before each step, and who after it.
    place : (steps,)
        Places in the file.
    """

    rows: Rows
    terms: Floats
    sums: Floats
    surges: Floats
    when: Masks
    after: Masks
    before: Masks
    place: Masks


class Lookup(NamedTuple):
    """The sets of a word by their low sums, a table for each row and context.

    A *context* says which bonuses have their high part complete. In each context, table t is of row
    t's low sums, and table rows + t of those plus the dearest relapse on a low step.

    Attributes
    ----------
    values, sets : (tables, 64)
        Distinct sums, ascending, and the sets of a word whose sums are at most as large.
    starts : (tables, cells)
        The place in `values` at which the search for an amount in each cell of a grid starts.
    grid : (tables, 3)
        First and last of `values`, and cells per unit.
    """

    values: Floats
    sets: Masks
    starts: Masks
    grid: Floats


class Words(NamedTuple):
    """What a pass over all words reads; none of it depends on the limits.

    Attributes
    ----------
    lookup : Lookup
        The low parts.
    span : (rows, 4)
        Over all contexts the least and largest low sum, over a block the least and largest inner.
    surcharged : (rows,)
        Whether a low step has a relapse.
    inner, inner_surge : (rows, words of a block)
        Sums and dearest relapses of the inner part.
    outer, outer_surge : (rows, blocks)
        The same for the outer part.
    inner_after, outer_after : (words of a block,), (blocks,)
        All that must come before the steps of each part.
    holding : (64,)
        The sets of a word that hold each set of low steps.
    closed
        The sets of a word that respect who comes before whom among the low steps.
    ordered
        Whether anyone must come before anyone.
    """

    lookup: Lookup
    span: Floats
    surcharged: Bools
    inner: Floats
    inner_surge: Floats
    outer: Floats
    outer_surge: Floats
    inner_after: Masks
    outer_after: Masks
    holding: Masks
    closed: int
    ordered: bool


class Limits(NamedTuple):
    """What a pass must not exceed.

    Attributes
    ----------
    rows : (rows with a limit,)
        Which rows have one.
    movers : (rows with a limit and a pretence,)
        Which of them bind moves too.
    limit : (rows,)
        The largest amounts.
    first : (steps,)
        Which steps can be done first.
    """

    rows: Masks
    movers: Masks
    limit: Floats
    first: Bools


class Reach(NamedTuple):
    """A set of done-sets.

    Attributes
    ----------
    words : (words,)
        One bit a done-set; what is in blocks without any has no meaning.
    blocks : (blocks,)
        Whether a block has any.
    """

    words: Masks
    blocks: Bools


class Cage(NamedTuple):
    """The only done-sets that are of use to a pass: blocks without any are left out.

    Attributes
    ----------
    words : (words of the blocks that have any,)
        One bit a done-set.
    place : (blocks,)
        Which of these blocks each is, -1 where it is left out; empty if all sets are of use.
    """

    words: Masks
    place: Masks


class Tables(NamedTuple):
    """A `Lookup` in two arrays, for a tight loop.

    Attributes
    ----------
    sums : (tables, 3 + 64)
        `grid` and `values`.
    marks : (tables, 64 + cells)
        `sets` and `starts`.
    """

    sums: Floats
    marks: Masks


class Near(NamedTuple):
    """What binds the moves from the sets of a block.

    Attributes
    ----------
    extra : (rows, steps)
        What a pretence adds, 0 where it does not bind.
    dearest : (rows,)
        The largest of that over the low and inner steps.
    room : (rows, words of a block)
        What the limit leaves to the low sums without it.
    """

    extra: Floats
    dearest: Floats
    room: Floats


class Tests(NamedTuple):
    """What binds the sets of a block.

    Attributes
    ----------
    tables : (tests,)
        The tables of low sums to look into.
    room : (tests, words of a block)
        What the limit leaves to them.
    """

    tables: Masks
    room: Floats


class Work(NamedTuple):
    """Room to work on one block: (words of a block,) each.

    Attributes
    ----------
    block : (words,)
        The sets collected, then those found.
    free : (words,)
        The sets that are of use.
    tables : (words,)
        The first table of each word's context.
    tied : (words,)
        Whether a pretence on a low or inner step may be too much at some set.
    """

    block: Masks
    free: Masks
    tables: Masks
    tied: Bools


class Scratch(NamedTuple):
    """What a pass works with."""

    tables: Tables
    near: Near
    work: Work


# --- single states ---------------------------------------------------------------------------


@jit
def total(sums: Floats, mask: int, row: int) -> float:
    """Return the sum of a row over the steps of a set."""
    x = 0.0
    for c in range(len(sums)):
        x += sums[c, mask >> (CHUNK * c) & 255, row]
    return x


@jit
def dearest(surges: Floats, mask: int, row: int) -> float:
    """Return the largest relapse of a row over the steps of a set."""
    x = 0.0
    for c in range(len(surges)):
        x = max(x, surges[c, mask >> (CHUNK * c) & 255, row])
    return x


@jit
def complete(when: Masks, bonus: Floats, mask: int, row: int) -> float:
    """Return the sum of a row over the bonuses that are complete."""
    x = 0.0
    for b in range(len(when)):
        if mask & when[b] == when[b]:
            x += bonus[row, b]
    return x


@jit
def amount(judge: Judge, mask: int, row: int) -> float:
    """Return a row's amount at a state, without relapses."""
    if mask == 0:
        return float(judge.rows.empty[row])
    x = judge.rows.start[row] + total(judge.sums, mask, row)
    return float(x + complete(judge.when, judge.rows.bonus, mask, row))


@jit
def cost(terms: Floats, row: int, x: float) -> float:
    """Return what an amount costs: as a share of B, or in trust that is lacking."""
    is_share, worth, scale, trust = terms[row]
    if is_share:
        if scale > 0:
            return float(x / scale)
        return np.inf if x > TOLERANCE else -np.inf
    if x <= TOLERANCE:
        return 0.0
    if worth < -TOLERANCE:
        return 1.0
    return float(max(0.0, x / (max(worth, 0.0) + x) - trust))


@jit
def state_costs(judge: Judge, mask: int) -> tuple[float, float]:
    """Return a state's share and lack."""
    share, lack = -np.inf, 0.0
    for row in range(len(judge.terms)):
        x = amount(judge, mask, row) + dearest(judge.surges, mask, row)
        if judge.rows.is_share[row]:
            share = max(share, cost(judge.terms, row, x))
        else:
            lack = max(lack, cost(judge.terms, row, x))
    return share, lack


@jit
def move_cost(judge: Judge, mask: int, k: int) -> float:
    """Return the share that a pretence on step k needs at a state."""
    share = -np.inf
    for row in range(len(judge.terms)):
        extra = judge.rows.pretence[row, k]
        if extra > 0:
            share = max(share, cost(judge.terms, row, amount(judge, mask, row) + extra))
    return share


# --- a first order: the beam -----------------------------------------------------------------


class Beam(NamedTuple):
    """How to search for a first order.

    Attributes
    ----------
    forward
        From nothing done to the end, or the other way.
    on_lack
        Whether the lack of trust is made small, or the share.
    cap
        The largest value of the other one.
    floor
        Values below this are as good as it.
    width
        States kept a level.
    """

    forward: bool
    on_lack: bool
    cap: float
    floor: float
    width: int


@jit
def edges(judge: Judge, beam: Beam, mask: int, into: Floats) -> None:
    """Write the cost of doing (or undoing) each step at a state, infinite where it cannot be."""
    steps = len(judge.after)
    for k in range(steps):
        if beam.forward:
            possible = not mask >> k & 1 and judge.after[k] & ~mask == 0
        else:
            possible = mask >> k & 1 and judge.before[k] & mask == 0
        into[k] = -np.inf if possible else np.inf
    for row in range(len(judge.terms)):
        capped = judge.rows.is_share[row] == beam.on_lack
        if capped and beam.cap == np.inf:
            continue
        start, here = judge.rows.start[row], amount(judge, mask, row)
        for k in range(steps):
            if into[k] == np.inf:
                continue
            there = mask ^ (1 << k)
            x = start + total(judge.sums, there, row)
            x += complete(judge.when, judge.rows.bonus, there, row)
            if there == 0:
                x = judge.rows.empty[row]
            extra = judge.rows.pretence[row, k]
            if extra > 0:
                before = here if beam.forward else x
                x = max(x + dearest(judge.surges, there, row), before + extra)
            else:
                x += dearest(judge.surges, there, row)
            value = cost(judge.terms, row, x)
            if capped:
                value = np.inf if value > beam.cap else -np.inf
            into[k] = max(into[k], value)


@jit
def place_in(seen: Masks, mask: int) -> int:
    """Return where a set stands, or belongs, in a hash table with open addresses (0: free)."""
    spot = (mask * 0x9E3779B97F4A7C1 >> 20) & (len(seen) - 1)
    while seen[spot] != 0 and seen[spot] != mask + 1:
        spot = (spot + 1) & (len(seen) - 1)
    return spot


@jit
def beam_search(judge: Judge, beam: Beam) -> tuple[Masks, float]:
    """Return an order with a small bottleneck, and a bound below which no order's can be.

    Level by level the `width` states of least bottleneck are kept, the cheaper state first among
    equals. No order beats the smaller of the value found and the least bottleneck dropped.
    """
    steps = len(judge.after)
    most = beam.width * steps
    table = 1
    while table < 2 * most:
        table *= 2
    state = np.zeros((steps + 1, beam.width), dtype=np.int64)
    parent = np.zeros((steps + 1, beam.width), dtype=np.int64)
    worst = np.full(beam.width, beam.floor)
    state[0, 0] = 0 if beam.forward else (1 << steps) - 1
    kept, bound = 1, np.inf
    child, origin = np.empty(most, dtype=np.int64), np.empty(most, dtype=np.int64)
    key, own, costs = np.empty(most), np.empty(most), np.empty(steps)
    for level in range(steps):
        seen, where = np.zeros(table, dtype=np.int64), np.empty(table, dtype=np.int64)
        count = 0
        for s in range(kept):
            mask = state[level, s]
            edges(judge, beam, mask, costs)
            for k in range(steps):
                here = costs[k]
                if here == np.inf:
                    continue
                there = mask ^ (1 << k)
                spot = place_in(seen, there)
                if seen[spot] == 0:
                    seen[spot] = there + 1
                    where[spot] = count
                    child[count], key[count] = there, np.inf
                    count += 1
                c = where[spot]
                if max(worst[s], here) < key[c]:
                    key[c], own[c], origin[c] = max(worst[s], here), here, s
        if count == 0:
            return np.empty(0, dtype=np.int64), bound
        rank = np.argsort(own[:count], kind="mergesort")
        rank = rank[np.argsort(key[:count][rank], kind="mergesort")]
        kept = min(count, beam.width)
        if kept < count:
            bound = min(bound, key[rank[kept]])
        for s in range(kept):
            c = rank[s]
            state[level + 1, s], parent[level + 1, s], worst[s] = child[c], origin[c], key[c]
    order = trace(state, parent)
    return (order if beam.forward else order[::-1].copy()), min(bound, worst[0])


@jit
def trace(state: Masks, parent: Masks) -> Masks:
    """Return the steps along which the first state of the last level was reached."""
    order = np.empty(len(state) - 1, dtype=np.int64)
    s = 0
    for level in range(len(order), 0, -1):
        before = parent[level, s]
        changed = state[level, s] ^ state[level - 1, before]
        k = 0
        while changed >> k != 1:
            k += 1
        order[level - 1] = k
        s = before
    return order


# --- all states: the pass over words ---------------------------------------------------------


@jit
def tables_of(lookup: Lookup) -> Tables:
    """Return the tables of low sums for a tight loop."""
    return Tables(
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
    """Return what binds moves, with no room worked out yet."""
    rows = 0 if len(limits.movers) == 0 else limits.movers[-1] + 1
    extra, dearest = np.zeros((rows, len(judge.after))), np.zeros(rows)
    for row in limits.movers:
        extra[row] = judge.rows.pretence[row]
        dearest[row] = extra[row, :inside].max()
    return Near(extra, dearest, np.zeros((rows, size)))


@jit
def make_room(words: Words, limits: Limits, outer: int, near: Near) -> None:
    """Work out the room that a block leaves to moves."""
    for row in limits.movers:
        base = limits.limit[row] - words.outer[row, outer]
        for j in range(near.room.shape[1]):
            near.room[row, j] = base - words.inner[row, j]


@jit
def tie(tables: Tables, limits: Limits, near: Near, work: Work) -> None:
    """Write which words of a block have sets at which a low or inner step may not be done."""
    work.tied[:] = False
    for row in limits.movers:
        for j in range(len(work.tied)):
            most = tables.sums[work.tables[j] + row, 1]
            if near.room[row, j] - near.dearest[row] < most:
                work.tied[j] = True


@jit
def tests_of(words: Words, limits: Limits) -> Tests:
    """Return what binds sets, with no room worked out yet."""
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
def collect(tables: Tables, near: Near, work: Work, part: Masks, k: int) -> None:
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
def fill(tables: Tables, near: Near, tests: Tests, work: Work, low: int) -> bool:
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
    steps = len(judge.after)
    inside = steps - bits_of(len(reach.blocks))
    tables, tests = tables_of(words.lookup), tests_of(words, limits)
    near, work = near_of(judge, limits, inside, size), new_work(size)
    scratch = Scratch(tables, near, work)
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
        contexts(judge, outer, work.tables)
        make_tests(words, limits, outer, tests)
        make_room(words, limits, outer, near)
        tie(tables, limits, near, work)
        if fill(tables, near, tests, work, min(LOW, inside)):
            reach.blocks[outer] = True
            reach.words[outer * size : (outer + 1) * size] = work.block
    return is_reached(reach, (1 << steps) - 1)


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
def fill_back(tables: Tables, near: Near, work: Work, low: int) -> bool:
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
    inside = len(judge.after) - bits_of(len(reach.blocks))
    tables, low = tables_of(words.lookup), min(LOW, inside)
    near, work = near_of(judge, limits, inside, size), new_work(size)
    scratch = Scratch(tables, near, work)
    last = len(reach.blocks) - 1
    for outer in range(last, -1, -1):
        if not reach.blocks[outer]:
            continue
        work.free[:] = reach.words[outer * size : (outer + 1) * size]
        work.block[:] = 0
        if outer == last:
            work.block[size - 1] = END[low]
        contexts(judge, outer, work.tables)
        make_room(words, limits, outer, near)
        tie(tables, limits, near, work)
        push(judge, words, limits, reach, outer, scratch)
        reach.blocks[outer] = fill_back(tables, near, work, low)
        reach.words[outer * size : (outer + 1) * size] = work.block


@jit
def cage_of(reach: Reach) -> Cage:
    """Return done-sets as a cage."""
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
    return Cage(words, place)


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


# --- benefits sooner -------------------------------------------------------------------------


class Benefits(NamedTuple):
    """What each step, and each bonus once it is complete, adds to the benefits in place."""

    step: Floats
    bonus: Floats
    when: Masks


@jit
def sooner(judge: Judge, caps: tuple[float, float], benefits: Benefits, order: Masks) -> Masks:
    """Swap neighbours while that brings benefits sooner and the order stays within the caps."""
    steps = len(order)
    for _ in range(steps * steps):
        changed = False
        mask = 0
        for position in range(steps - 1):
            a, b = order[position], order[position + 1]
            if is_sooner(judge, benefits, mask, (a, b)) and may_swap(judge, caps, mask, (a, b)):
                order[position], order[position + 1] = b, a
                changed = True
            mask |= 1 << order[position]
        if not changed:
            break
    return order


@jit
def is_sooner(judge: Judge, benefits: Benefits, mask: int, pair: tuple[int, int]) -> bool:
    """Return whether step b before a is better than a before b: more benefit, or file order."""
    a, b = pair
    gain = benefits.step[b] - benefits.step[a]
    for c in range(len(benefits.when)):
        missing = benefits.when[c] & ~mask
        if missing == 1 << b:
            gain += benefits.bonus[c]
        elif missing == 1 << a:
            gain -= benefits.bonus[c]
    return bool(gain > TOLERANCE or (gain >= -TOLERANCE and judge.place[b] < judge.place[a]))


@jit
def may_swap(judge: Judge, caps: tuple[float, float], mask: int, pair: tuple[int, int]) -> bool:
    """Return whether b and then a can be done at a state, within the caps."""
    a, b = pair
    if judge.after[b] & ~mask != 0:
        return False
    share, lack = state_costs(judge, mask | 1 << b)
    share = max(share, move_cost(judge, mask, b), move_cost(judge, mask | 1 << b, a))
    return share <= caps[0] and lack <= caps[1]
