"""Compiled loops over the done-sets of a package, and over those of all packages.

Every loop has a plain twin in the tests, which goes through all orders.
"""

from typing import NamedTuple

import numpy as np

from winset.scenario.compiled import TOLERANCE, Bools, Floats, Masks
from winset.scenario.jit import jit

MOST_TIES = 10**18
"""Orders as good are counted up to here; 20! is below 2.5 times this."""


class Costs(NamedTuple):
    """What one package's states and moves cost; the fields are those of `Lattice`."""

    state_share: Floats
    state_lack: Floats
    move_lack: Floats
    opens: Floats
    pretence: Floats
    value: Floats
    scale: Floats
    after: Masks


class Caps(NamedTuple):
    """The largest share and lack that an order may have, tolerance included."""

    share: float
    lack: float


class Needs(NamedTuple):
    """What each done-set and move needs the whole deal to be worth.

    Attributes
    ----------
    state : (sets, parties)
        At each done-set.
    opens : (sets, parties)
        Against openly breaking there, to which a pretence adds.
    pretence : (parties, steps)
        What a pretence adds; 0 where there is none.
    move : (steps, parties)
        At each move, wherever it is made.
    """

    state: Floats
    opens: Floats
    pretence: Floats
    move: Floats


@jit
def move_share(costs: Costs, done: int, a: int) -> float:
    """Return the largest shortfall, as a share of B, of a pretence on step a at a state."""
    worst = -np.inf
    for i in range(len(costs.value)):
        if costs.pretence[i, a] > 0:
            gap = costs.opens[done, i] + costs.pretence[i, a] - costs.value[i]
            if gap == np.inf:
                share = np.inf
            elif costs.scale[i] > 0:
                share = gap / costs.scale[i]
            else:
                share = np.inf if gap > TOLERANCE else -np.inf
            worst = max(worst, share)
    return worst


@jit
def within(costs: Costs, caps: Caps, done: int, a: int) -> bool:
    """Return whether step a can be the next at a state, and it and where it leads stay in caps."""
    then = done | (1 << a)
    if then == done or costs.after[a] & ~done != 0:
        return False
    if costs.state_share[then] > caps.share or costs.state_lack[then] > caps.lack:
        return False
    return costs.move_lack[a] <= caps.lack and move_share(costs, done, a) <= caps.share


@jit
def least(costs: Costs, caps: Caps) -> tuple[float, float]:
    """Return the least share over orders within the cap on lack, and the converse.

    A bottleneck path through the lattice: both costs are the largest over the states and moves of
    an order. Infinite where no order stays within the cap.
    """
    size = len(costs.state_share)
    share = np.full(size, np.inf)
    lack = np.full(size, np.inf)
    if costs.state_lack[0] <= caps.lack:
        share[0] = costs.state_share[0]
    if costs.state_share[0] <= caps.share:
        lack[0] = costs.state_lack[0]
    for done in range(size):
        for a in range(len(costs.after)):
            then = done | (1 << a)
            if then == done or costs.after[a] & ~done != 0:
                continue
            next_share = max(move_share(costs, done, a), costs.state_share[then])
            next_lack = max(costs.move_lack[a], costs.state_lack[then])
            if next_lack <= caps.lack:
                share[then] = min(share[then], max(share[done], next_share))
            if next_share <= caps.share:
                lack[then] = min(lack[then], max(lack[done], next_lack))
    return share[size - 1], lack[size - 1]


@jit
def soonest(costs: Costs, caps: Caps, benefit: Floats) -> tuple[Masks, int]:
    """Return the order within both caps whose benefits come soonest, and how many are within.

    Ties go to the earlier step. Worked from the end: `best` is the largest sum of benefits over the
    states that are still to come, -inf where the end cannot be reached.
    """
    size, steps = len(costs.state_share), len(costs.after)
    best = np.full(size, -np.inf)
    count = np.zeros(size, dtype=np.int64)
    best[size - 1] = 0.0
    count[size - 1] = 1
    for done in range(size - 2, -1, -1):
        for a in range(steps):
            if within(costs, caps, done, a):
                then = done | (1 << a)
                best[done] = max(best[done], benefit[then] + best[then])
                count[done] = min(MOST_TIES, count[done] + count[then])
    order = np.full(steps, -1, dtype=np.int64)
    done = 0
    for position in range(steps if count[0] > 0 else 0):
        for a in range(steps):
            then = done | (1 << a)
            if (
                within(costs, caps, done, a)
                and benefit[then] + best[then] >= best[done] - TOLERANCE
            ):
                order[position] = a
                done = then
                break
    return order, count[0]


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
def most_beyond(masks: Masks, values: Floats, wanted: Bools, steps: int) -> Floats:
    """Return, for each done-set, each party's largest value over the wanted packages that hold it.

    (sets, parties), -inf where no wanted package does.
    """
    most = np.full(values.shape, -np.inf)
    for s in range(len(masks) - 1, -1, -1):
        if wanted[s]:
            most[s] = np.maximum(most[s], values[s])
        for k in range(steps):
            if masks[s] >> k & 1:
                rest = place_of(masks, masks[s] ^ (1 << k))
                if rest >= 0:
                    most[rest] = np.maximum(most[rest], most[s])
    return most


@jit
def insert(front: Floats, size: int, vector: Floats) -> int:
    """Add a vector to the first `size` rows, the smallest ones only; return the new size."""
    for row in range(size):
        if np.all(front[row] <= vector):
            return size
    kept = 0
    for row in range(size):
        if not np.all(vector <= front[row]):
            front[kept] = front[row]
            kept += 1
    front[kept] = vector
    return kept + 1


@jit
def judge_sets(masks: Masks, values: Floats, wanted: Bools, needs: Needs) -> Bools:
    """Return which wanted packages have an order whose needs their values meet.

    For each done-set the componentwise smallest vectors of largest needs over its orders are kept
    (an antichain); vectors that exceed what any wanted package beyond could be worth are dropped.

    Parameters
    ----------
    masks : (sets,)
        Every done-set, ascending.
    values : (sets, parties)
        V, were the set the package.
    """
    sets, parties = values.shape
    steps = needs.pretence.shape[1]
    most = most_beyond(masks, values, wanted, steps) + TOLERANCE
    passes = np.zeros(sets, dtype=np.bool_)
    start = np.zeros(sets + 1, dtype=np.int64)
    store = np.empty((4 * sets + 16, parties))
    front = np.empty((64, parties))
    for s in range(sets):
        size = 0
        if s == 0 and np.all(needs.state[0] <= most[0]):
            front[0] = needs.state[0]
            size = 1
        for k in range(steps):
            rest = place_of(masks, masks[s] ^ (1 << k)) if masks[s] >> k & 1 else -1
            if rest < 0 or not np.all(needs.state[s] <= most[s]):
                continue
            for row in range(start[rest], start[rest + 1]):
                vector = np.maximum(np.maximum(store[row], needs.state[s]), needs.move[k])
                for i in range(parties):
                    if needs.pretence[i, k] > 0:
                        vector[i] = max(vector[i], needs.opens[rest, i] + needs.pretence[i, k])
                if np.all(vector <= most[s]):
                    if size == len(front):
                        front = np.concatenate((front, np.empty_like(front)))
                    size = insert(front, size, vector)
        if start[s] + size > len(store):
            store = np.concatenate((store, np.empty_like(store)))
        store[start[s] : start[s] + size] = front[:size]
        start[s + 1] = start[s] + size
        if wanted[s]:
            for row in range(size):
                passes[s] = passes[s] or np.all(front[row] <= values[s] + TOLERANCE)
    return passes
