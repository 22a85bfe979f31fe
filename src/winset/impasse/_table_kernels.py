"""The compiled loops over all packages: what each breaks, and which break the same."""

import numpy as np

from winset.scenario._arrays import Floats, Masks
from winset.scenario.jit import inlined, jit

FIRST_ROOM = 64  # patterns; there is more room where they are filled


@jit
def broken_by(masks: Masks, clauses: Masks) -> Masks:
    """Return what each package breaks of what is asked of its steps, as a set of bits: (packages,).

    Parameters
    ----------
    masks : (packages,)
    clauses : (clauses, 4)
        Steps of which one must be there for the clause to bind (0: it always does), steps that must
        be there, steps that must not, and the bit of who breaks it.
    """
    broken = np.zeros(len(masks), dtype=np.int64)
    for s in range(len(masks)):
        mask, found = masks[s], 0
        for c in range(len(clauses)):
            binds = clauses[c, 0] == 0 or mask & clauses[c, 0] != 0
            lacks = mask & clauses[c, 1] != clauses[c, 1] or mask & clauses[c, 2] != 0
            if binds and lacks:
                found |= clauses[c, 3]
        broken[s] = found
    return broken


@jit
def refused_by(masks: Masks, totals: Floats, concerned: Masks, bits: Masks, broken: Masks) -> None:
    """Add what each package breaks by what it is worth.

    Parameters
    ----------
    masks : (packages,)
    totals : (totals, packages)
        Negative where broken.
    concerned : (totals,)
        The steps of which one must be there for a total to count; -1: it always does.
    bits : (totals,)
        The bit of each total.
    broken : (packages,)
        What it breaks otherwise, as a set of bits.
    """
    for t in range(len(totals)):
        for s in range(len(masks)):
            if totals[t, s] < 0 and (concerned[t] == -1 or masks[s] & concerned[t] != 0):
                broken[s] |= bits[t]


@inlined
def slot_of(bits: int, slots: Masks, patterns: Masks) -> int:
    """Return where a set of bits is in a table of places, or is to be put."""
    last = len(slots) - 1
    slot = ((bits ^ bits >> 31) * 0x9E3779B1 >> 12) & last
    while slots[slot] >= 0 and patterns[slots[slot]] != bits:
        slot = (slot + 1) & last
    return slot


@jit
def gathered(pattern: Masks, count: int) -> tuple[Masks, Masks]:
    """Return the rows by their pattern, and where each pattern's begin."""
    begin = np.zeros(count + 1, dtype=np.int64)
    for r in range(len(pattern)):
        begin[pattern[r] + 1] += 1
    begin = np.cumsum(begin)
    filled, rows = begin[:-1].copy(), np.empty(len(pattern), dtype=np.int64)
    for r in range(len(pattern)):
        rows[filled[pattern[r]]] = r
        filled[pattern[r]] += 1
    return rows, begin


@jit
def alike(broken: Masks) -> tuple[Masks, Masks, Masks, Masks]:
    """Return the different sets of bits, ascending, and which rows have them.

    Returns
    -------
    patterns : (patterns,)
    pattern : (rows,)
        The place among them of each row's.
    rows : (rows,)
        The rows by their pattern.
    begin : (patterns + 1,)
        Where those of each pattern begin.
    """
    size = 4 * FIRST_ROOM
    slots = np.full(size, -1, dtype=np.int64)  # open addressing
    patterns = np.empty(FIRST_ROOM, dtype=np.int64)
    pattern = np.empty(len(broken), dtype=np.int64)
    count = 0
    for r in range(len(broken)):
        slot = slot_of(broken[r], slots, patterns)
        if slots[slot] == -1:
            if count == len(patterns):
                patterns = np.concatenate((patterns, np.empty_like(patterns)))
                slots = np.full(4 * len(patterns), -1, dtype=np.int64)
                for n in range(count):
                    slots[slot_of(patterns[n], slots, patterns)] = n
                slot = slot_of(broken[r], slots, patterns)
            patterns[count], slots[slot] = broken[r], count
            count += 1
        pattern[r] = slots[slot]
    order = np.argsort(patterns[:count])
    rank = np.empty(count, dtype=np.int64)
    rank[order] = np.arange(count)
    pattern = rank[pattern]
    rows, begin = gathered(pattern, count)
    return patterns[:count][order], pattern, rows, begin
