"""The compiled search for a first good order of a large package, from either end."""

from typing import NamedTuple

import numpy as np

from winset.roadmaps.large._state_kernels import amount, complete, cost, dearest, total
from winset.roadmaps.large._tables import Judge
from winset.scenario._arrays import Floats, Masks
from winset.scenario.jit import inlined, jit


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
    ceiling
        Values from this on are of no use: an order with it is known.
    width
        States kept a level.
    """

    forward: bool
    on_lack: bool
    cap: float
    floor: float
    ceiling: float
    width: int


@jit
def edges(judge: Judge, beam: Beam, mask: int, into: Floats) -> None:
    """Write the cost of doing (or undoing) each step at a state, infinite where it cannot be."""
    for k in range(len(judge.after)):
        if beam.forward:
            possible = not mask >> k & 1 and judge.after[k] & ~mask == 0
        else:
            possible = mask >> k & 1 and judge.before[k] & mask == 0
        into[k] = -np.inf if possible else np.inf
    sums, surges, terms, pretence = judge.sums, judge.surges, judge.terms, judge.rows.pretence
    start, empty, when, bonus = judge.rows.start, judge.rows.empty, judge.when, judge.rows.bonus
    for row in range(len(terms)):
        capped = judge.rows.is_share[row] == beam.on_lack
        if capped and beam.cap == np.inf:
            continue
        here = amount(judge, mask, row)
        for k in range(len(into)):
            if into[k] == np.inf:
                continue
            there = mask ^ (1 << k)
            x = total(sums, there, row) + start[row] + complete(when, bonus, there, row)
            if there == 0:
                x = empty[row]
            dear = dearest(surges, there, row)
            if pretence[row, k] > 0:
                x = max(x + dear, (here if beam.forward else x) + pretence[row, k])
            else:
                x += dear
            value = cost(terms, row, x)
            if capped:
                value = np.inf if value > beam.cap else -np.inf
            elif value >= beam.ceiling:
                value = np.inf
            into[k] = max(into[k], value)


@jit
def place_in(seen: Masks, mask: int) -> int:
    """Return where a set stands, or belongs, in a hash table with open addresses (0: free)."""
    spot = (mask * 0x9E3779B97F4A7C1 >> 20) & (len(seen) - 1)
    while seen[spot] != 0 and seen[spot] != mask + 1:
        spot = (spot + 1) & (len(seen) - 1)
    return spot


@inlined
def is_dearer(key: Floats, own: Floats, a: int, b: int) -> bool:
    """Return whether a state stands behind another: by its key, its own cost, its number."""
    if key[a] != key[b]:
        return bool(key[a] > key[b])
    return bool(a > b if own[a] == own[b] else own[a] > own[b])


@jit
def sink(heap: Masks, size: int, key: Floats, own: Floats) -> None:
    """Let the top of a heap sink to its place among the first `size`; the dearest is on top."""
    spot, state = 0, heap[0]
    while 2 * spot + 1 < size:
        child = 2 * spot + 1
        if child + 1 < size and is_dearer(key, own, heap[child + 1], heap[child]):
            child += 1
        if not is_dearer(key, own, heap[child], state):
            break
        heap[spot] = heap[child]
        spot = child
    heap[spot] = state


@jit
def cheapest(key: Floats, own: Floats, count: int, most: int) -> Masks:
    """Return the cheapest of some states, the cheapest first: at most so many."""
    heap = np.empty(most, dtype=np.int64)
    size = 0
    for state in range(count):
        if size < most:
            spot = size
            size += 1
            while spot > 0 and is_dearer(key, own, state, heap[(spot - 1) // 2]):
                heap[spot] = heap[(spot - 1) // 2]
                spot = (spot - 1) // 2
            heap[spot] = state
        elif is_dearer(key, own, heap[0], state):
            heap[0] = state
            sink(heap, size, key, own)
    for last in range(size - 1, 0, -1):
        heap[0], heap[last] = heap[last], heap[0]
        sink(heap, last, key, own)
    return heap[:size]


@jit
def beam_search(judge: Judge, beam: Beam) -> tuple[Masks, float]:
    """Return an order with a small bottleneck, and a bound below which no order's can be.

    Level by level the `width` states of least bottleneck are kept, the cheaper state first among
    equals. No order beats the smallest of the value found, that known before, and the least
    bottleneck dropped.
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
    kept, bound = 1, beam.ceiling
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
        rank = cheapest(key, own, count, beam.width + 1)
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
