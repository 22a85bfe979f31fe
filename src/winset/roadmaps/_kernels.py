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

    variant: Masks
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
    variant : (sets,)
        Which of the numbers that steps may set hold at each done-set.
    state : (sets, parties)
        At each done-set.
    opens : (sets, parties)
        Against openly breaking there, to which a pretence adds.
    pretence : (variants, parties, steps)
        What a pretence adds; 0 where there is none.
    move : (variants, steps, parties)
        At each move, wherever it is made.
    """

    variant: Masks
    state: Floats
    opens: Floats
    pretence: Floats
    move: Floats


class Fronts(NamedTuple):
    """For each done-set the smallest vectors of largest needs over its orders.

    Attributes
    ----------
    start : (sets + 1,)
        The rows of each done-set: from its own place to the next.
    vectors : (rows, parties)
        The needs.
    before : (rows,)
        The row that each was reached from, -1 at the empty set.
    step : (rows,)
        The step done last.
    """

    start: Masks
    vectors: Floats
    before: Masks
    step: Masks


@jit
def move_share(costs: Costs, done: int, a: int) -> float:
    """Return the largest shortfall, as a share of B, of a pretence on step a at a state."""
    worst = -np.inf
    pretence = costs.pretence[costs.variant[done]]
    for i in range(len(costs.value)):
        if pretence[i, a] > 0:
            gap = costs.opens[done, i] + pretence[i, a] - costs.value[i]
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
    lack = costs.move_lack[costs.variant[done], a]
    return lack <= caps.lack and move_share(costs, done, a) <= caps.share


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
            next_lack = max(costs.move_lack[costs.variant[done], a], costs.state_lack[then])
            if next_lack <= caps.lack:
                share[then] = min(share[then], max(share[done], next_share))
            if next_share <= caps.share:
                lack[then] = min(lack[then], max(lack[done], next_lack))
    return share[size - 1], lack[size - 1]


@jit
def count_bits(mask: int) -> int:
    """Return how many steps a set holds."""
    count = 0
    while mask:
        mask &= mask - 1
        count += 1
    return count


@jit
def weight_of_place(benefit: Floats, steps: int) -> float:
    """Return what one pair out of place weighs: more than the benefits of two orders can differ."""
    return float(1.0 + steps * (benefit.max() - benefit.min()))


@jit
def merit(benefit: Floats, later: Masks, weight: float, done: int, a: int) -> float:
    """Return what doing step a next is good for: the benefits then in place, less misplacements."""
    misplaced = count_bits(done & later[a])
    return float(benefit[done | (1 << a)] - weight * misplaced)


@jit
def soonest(costs: Costs, caps: Caps, benefit: Floats, later: Masks) -> tuple[Masks, int]:
    """Return the order within both caps whose benefits come soonest, and how many are within.

    Orders with the fewest pairs out of place come first, and ties go to the earlier step. Worked
    from the end: `best` is the largest sum of merits over the moves that are still to come, -inf
    where the end cannot be reached.

    Parameters
    ----------
    benefit : (states,)
    later : (steps,)
        The steps that should only come after each; zeros for no wish.
    """
    size, steps = len(costs.state_share), len(costs.after)
    weight = weight_of_place(benefit, steps)
    best = np.full(size, -np.inf)
    count = np.zeros(size, dtype=np.int64)
    if costs.state_share[0] <= caps.share and costs.state_lack[0] <= caps.lack:
        best[size - 1] = 0.0
        count[size - 1] = 1
    for done in range(size - 2, -1, -1):
        for a in range(steps):
            then = done | (1 << a)
            if then != done and count[then] > 0 and within(costs, caps, done, a):
                best[done] = max(best[done], merit(benefit, later, weight, done, a) + best[then])
                count[done] = min(MOST_TIES, count[done] + count[then])
    order = np.full(steps, -1, dtype=np.int64)
    done = 0
    for position in range(steps if count[0] > 0 else 0):
        for a in range(steps):
            then = done | (1 << a)
            if then == done or count[then] == 0 or not within(costs, caps, done, a):
                continue
            if merit(benefit, later, weight, done, a) + best[then] >= best[done] - TOLERANCE:
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
def predecessors(masks: Masks, steps: int) -> Masks:
    """Return where each done-set without each of its steps stands: (sets, steps), -1: nowhere."""
    places = np.full((len(masks), steps), -1, dtype=np.int64)
    for s in range(len(masks)):
        for k in range(steps):
            if masks[s] >> k & 1:
                places[s, k] = place_of(masks[:s], masks[s] ^ (1 << k))
    return places


@jit
def span_beyond(places: Masks, values: Floats, wanted: Bools) -> tuple[Floats, Floats]:
    """Return each party's least and largest value over the wanted packages that hold a done-set.

    (sets, parties) each; infinite and -infinite where no wanted package does.
    """
    sets, parties = values.shape
    least = np.full(values.shape, np.inf)
    most = np.full(values.shape, -np.inf)
    for s in range(sets - 1, -1, -1):
        if wanted[s]:
            for i in range(parties):
                least[s, i] = min(least[s, i], values[s, i])
                most[s, i] = max(most[s, i], values[s, i])
        if most[s, 0] == -np.inf:
            continue
        for rest in places[s]:
            if rest >= 0:
                for i in range(parties):
                    least[rest, i] = min(least[rest, i], least[s, i])
                    most[rest, i] = max(most[rest, i], most[s, i])
    return least, most


@jit
def below(small: Floats, a: int, large: Floats, b: int) -> bool:
    """Return whether no entry of row a of the first table exceeds that of row b of the second."""
    for i in range(small.shape[1]):  # noqa: SIM110 - a plain loop compiles to far less
        if small[a, i] > large[b, i]:
            return False
    return True


@jit
def last_move(needs: Needs, s: int, rest: int, k: int, floor: Floats) -> None:
    """Write into the first row of `floor` what the move from `rest` to s by step k needs."""
    v = needs.variant[rest]
    for i in range(floor.shape[1]):
        largest = max(needs.state[s, i], needs.move[v, k, i])
        if needs.pretence[v, i, k] > 0:
            largest = max(largest, needs.opens[rest, i] + needs.pretence[v, i, k])
        floor[0, i] = largest


@jit
def settle(front: Floats, origin: Masks, size: int) -> int:
    """Settle the row after the first `size` among them: keep the smallest; return the new size."""
    for row in range(size):
        if below(front, row, front, size):
            return size
    kept = 0
    for row in range(size + 1):
        if row == size or not below(front, size, front, row):
            if kept != row:
                for i in range(front.shape[1]):
                    front[kept, i] = front[row, i]
                origin[kept, 0] = origin[row, 0]
                origin[kept, 1] = origin[row, 1]
            kept += 1
    return kept


@jit
def climb(places: Masks, needs: Needs, least: Floats, most: Floats) -> Fronts:
    """Return the smallest vectors of largest needs over all orders of each done-set.

    Where only some packages matter, what they are worth bounds the needs that do: those above
    `most` are dropped, those below `least` are as good as `least`.

    Parameters
    ----------
    places : (sets, steps)
        Where each done-set's predecessors stand.
    least, most : (sets, parties)
    """
    sets, steps = places.shape
    parties = most.shape[1]
    start = np.zeros(sets + 1, dtype=np.int64)
    vectors = np.empty((2 * sets + 16, parties))
    origins = np.full((2 * sets + 16, 2), -1, dtype=np.int64)
    front = np.empty((64, parties))
    origin = np.empty((64, 2), dtype=np.int64)
    floor = np.empty((1, parties))
    if below(needs.state, 0, most, 0):
        vectors[0] = needs.state[0]
        start[1] = 1
    for s in range(1, sets):
        size = 0
        for k in range(steps if below(needs.state, s, most, s) else 0):
            rest = places[s, k]
            if rest < 0 or start[rest] == start[rest + 1]:
                continue
            last_move(needs, s, rest, k, floor)
            for i in range(parties):
                floor[0, i] = max(floor[0, i], least[s, i])
            if not below(floor, 0, most, s):
                continue
            for row in range(start[rest], start[rest + 1]):
                if size + 1 == len(front):
                    front = np.concatenate((front, np.empty_like(front)))
                    origin = np.concatenate((origin, np.empty_like(origin)))
                for i in range(parties):
                    front[size, i] = max(vectors[row, i], floor[0, i])
                origin[size, 0] = row
                origin[size, 1] = k
                if below(front, size, most, s):
                    size = settle(front, origin, size)
        while start[s] + size > len(vectors):
            vectors = np.concatenate((vectors, np.empty_like(vectors)))
            origins = np.concatenate((origins, np.empty_like(origins)))
        vectors[start[s] : start[s] + size] = front[:size]
        origins[start[s] : start[s] + size] = origin[:size]
        start[s + 1] = start[s] + size
    rows = start[sets]
    return Fronts(start, vectors[:rows], origins[:rows, 0].copy(), origins[:rows, 1].copy())


@jit
def nearest_rows(fronts: Fronts, values: Floats, scale: Floats) -> tuple[Masks, Floats]:
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
                if scale[s, i] > 0:
                    worst = max(worst, gap / scale[s, i])
                elif gap > TOLERANCE:
                    worst = np.inf
            if rows[s] < 0 or worst < least[s]:
                rows[s] = row
                least[s] = worst
    return rows, least


@jit
def rows_within(fronts: Fronts, values: Floats, wanted: Bools) -> Masks:
    """Return, for each wanted package, a row whose needs its values meet, or -1.

    The values come with the tolerance added.
    """
    rows = np.full(len(values), -1, dtype=np.int64)
    for s in range(len(values)):
        for row in range(fronts.start[s], fronts.start[s + 1] if wanted[s] else 0):
            if below(fronts.vectors, row, values, s):
                rows[s] = row
                break
    return rows
