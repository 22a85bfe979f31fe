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

    radix: Masks
    stride: Masks
    first: Masks
    after: Masks
    variant: Masks
    row: Masks
    allowed: Bools
    state_share: Floats
    state_lack: Floats
    move_lack: Floats
    opens: Floats
    pretence: Floats
    value: Floats
    scale: Floats
    node_state: Masks
    edges: Masks


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
    pretence : (variants, parties, moves)
        What a pretence adds; 0 where there is none.
    row : (sets,)
        Which row of `move` holds at each done-set.
    move : (rows, moves, parties)
        At each move, wherever it is made.
    clock : (moves, 3) or (0, 3)
        When each move can start, at the earliest and the latest, and how long it takes; empty where
        no window binds. Else time is one more thing that a vector needs: its last entry.
    """

    variant: Masks
    state: Floats
    opens: Floats
    pretence: Floats
    row: Masks
    move: Floats
    clock: Floats


class Fronts(NamedTuple):
    """For each done-set the smallest vectors of largest needs over its orders.

    Attributes
    ----------
    start : (sets + 1,)
        The rows of each done-set: from its own place to the next.
    vectors : (rows, parties), or with a clock (rows, parties + 1)
        The needs, and the time.
    before : (rows,)
        The row that each was reached from, -1 at the start.
    move : (rows,)
        The move made last.
    """

    start: Masks
    vectors: Floats
    before: Masks
    move: Masks


@jit
def move_share(costs: Costs, state: int, move: int) -> float:
    """Return the largest shortfall, as a share of B, of a pretence at a state."""
    worst = -np.inf
    variant = costs.variant[state] if len(costs.variant) else 0
    for i in range(len(costs.value)):
        unseen = costs.pretence[variant, i, move]
        if unseen > 0:
            gap = costs.opens[state, i] + unseen - costs.value[i]
            if gap == np.inf:
                share = np.inf
            elif costs.scale[i] > 0:
                share = gap / costs.scale[i]
            else:
                share = np.inf if gap > TOLERANCE else -np.inf
            worst = max(worst, share)
    return worst


@jit
def move_lack(costs: Costs, state: int, move: int) -> float:
    """Return the trust lacking for a pretence at a state."""
    return float(costs.move_lack[costs.row[state] if len(costs.row) else 0, move])


@jit
def count_nodes(costs: Costs) -> int:
    """Return how many nodes there are: the states, or those of a search with windows."""
    return len(costs.node_state) or len(costs.state_share)


@jit
def state_of(costs: Costs, node: int) -> int:
    """Return the state of a node."""
    return int(costs.node_state[node]) if len(costs.node_state) else node


@jit
def is_end(costs: Costs, node: int) -> bool:
    """Return whether all is done at a node."""
    return state_of(costs, node) == len(costs.state_share) - 1


@jit
def unpack(costs: Costs, state: int, digits: Masks) -> int:
    """Write how often each unit has moved at a state; return the units that are complete."""
    complete = 0
    for a in range(len(digits)):
        digits[a] = state % costs.radix[a]
        state //= costs.radix[a]
        if digits[a] + 1 == costs.radix[a]:
            complete |= 1 << a
    return complete


@jit
def arrive(costs: Costs, node: int, digits: Masks) -> int:
    """As `unpack`, for the node after the one that `digits` stands for, or any node with windows.

    States one after the other differ in few units, which is quicker than dividing.
    """
    if len(costs.node_state) or node == 0:
        return unpack(costs, state_of(costs, node), digits)
    for a in range(len(digits)):
        if digits[a] + 1 < costs.radix[a]:
            digits[a] += 1
            break
        digits[a] = 0
    complete = 0
    for a in range(len(digits)):
        if digits[a] + 1 == costs.radix[a]:
            complete |= 1 << a
    return complete


@jit
def retreat(costs: Costs, node: int, digits: Masks) -> int:
    """As `arrive`, for the node before the one that `digits` stands for."""
    if len(costs.node_state) or node == count_nodes(costs) - 1:
        return unpack(costs, state_of(costs, node), digits)
    for a in range(len(digits)):
        if digits[a] > 0:
            digits[a] -= 1
            break
        digits[a] = costs.radix[a] - 1
    complete = 0
    for a in range(len(digits)):
        if digits[a] + 1 == costs.radix[a]:
            complete |= 1 << a
    return complete


@jit
def next_node(costs: Costs, node: int, complete: int, a: int) -> int:
    """Return where the next move of a unit leads, -1 where it cannot be made."""
    if complete >> a & 1 or costs.after[a] & ~complete != 0:
        return -1
    then = int(costs.edges[node, a]) if len(costs.node_state) else node + int(costs.stride[a])
    if then >= 0 and len(costs.allowed) and not costs.allowed[state_of(costs, then)]:
        return -1
    return then


@jit
def begins(costs: Costs) -> bool:
    """Return whether the first state is allowed."""
    return bool(costs.allowed[0]) if len(costs.allowed) else True


@jit
def within(costs: Costs, caps: Caps, state: int, then: int, move: int) -> bool:
    """Return whether a move and the state it leads to stay in caps."""
    if costs.state_share[then] > caps.share or costs.state_lack[then] > caps.lack:
        return False
    if move_lack(costs, state, move) > caps.lack:
        return False
    return move_share(costs, state, move) <= caps.share


@jit
def least(costs: Costs, caps: Caps) -> tuple[float, float]:
    """Return the least share over orders within the cap on lack, and the converse.

    A bottleneck path through the lattice: both costs are the largest over the states and moves of
    an order. Infinite where no order stays within the cap.
    """
    nodes, units = count_nodes(costs), len(costs.radix)
    share = np.full(nodes, np.inf)
    lack = np.full(nodes, np.inf)
    if begins(costs) and costs.state_lack[0] <= caps.lack:
        share[0] = costs.state_share[0]
    if begins(costs) and costs.state_share[0] <= caps.share:
        lack[0] = costs.state_lack[0]
    digits = np.zeros(units, dtype=np.int64)
    least_share, least_lack = np.inf, np.inf
    for node in range(nodes):
        complete = arrive(costs, node, digits)
        if share[node] == np.inf and lack[node] == np.inf:
            continue
        state = state_of(costs, node)
        if is_end(costs, node):
            least_share = min(least_share, share[node])
            least_lack = min(least_lack, lack[node])
        for a in range(units):
            then = next_node(costs, node, complete, a)
            if then < 0:
                continue
            move, there = costs.first[a] + digits[a], state_of(costs, then)
            next_share = max(move_share(costs, state, move), costs.state_share[there])
            next_lack = max(move_lack(costs, state, move), costs.state_lack[there])
            if next_lack <= caps.lack:
                share[then] = min(share[then], max(share[node], next_share))
            if next_share <= caps.share:
                lack[then] = min(lack[then], max(lack[node], next_lack))
    return least_share, least_lack


@jit
def count_bits(mask: int) -> int:
    """Return how many steps a set holds."""
    count = 0
    while mask:
        mask &= mask - 1
        count += 1
    return count


@jit
def weight_of_place(benefit: Floats, units: int) -> float:
    """Return what one pair out of place weighs: more than the benefits of two orders can differ."""
    return float(1.0 + units * (benefit.max() - benefit.min()))


@jit
def merit(benefit: float, later: int, weight: float, begun: int) -> float:
    """Return what a move is good for: the benefits then in place, less the pairs out of place."""
    return float(benefit - weight * count_bits(begun & later)) if later else benefit


@jit
def begun_of(digits: Masks) -> int:
    """Return the units that have begun."""
    begun = 0
    for a in range(len(digits)):
        if digits[a] > 0:
            begun |= 1 << a
    return begun


@jit
def soonest(costs: Costs, caps: Caps, benefit: Floats, later: Masks) -> tuple[Masks, int]:
    """Return the order within both caps whose benefits come soonest, and how many are within.

    Orders with the fewest pairs out of place come first, and ties go to the earlier unit. Worked
    from the end: `best` is the largest sum of merits over the moves that are still to come, -inf
    where the end cannot be reached. The order names the unit of each move.

    Parameters
    ----------
    benefit : (states,)
    later : (units,)
        The units that should only begin once each is complete; zeros for no wish.
    """
    nodes, units = count_nodes(costs), len(costs.radix)
    weight = weight_of_place(benefit, int((costs.radix - 1).sum()))
    best = np.full(nodes, -np.inf)
    count = np.zeros(nodes, dtype=np.int64)
    digits = np.zeros(units, dtype=np.int64)
    open_start = begins(costs) and costs.state_share[0] <= caps.share
    open_start = open_start and costs.state_lack[0] <= caps.lack
    for node in range(nodes - 1, -1, -1):
        complete = retreat(costs, node, digits)
        if is_end(costs, node):
            best[node], count[node] = 0.0, 1
            continue
        state = state_of(costs, node)
        begun = begun_of(digits)
        for a in range(units):
            then = next_node(costs, node, complete, a)
            if then < 0 or count[then] == 0:
                continue
            there = state_of(costs, then)
            if within(costs, caps, state, there, costs.first[a] + digits[a]):
                late = later[a] if digits[a] + 2 == costs.radix[a] else 0
                gained = merit(benefit[there], late, weight, begun) + best[then]
                best[node] = max(best[node], gained)
                count[node] = min(MOST_TIES, count[node] + count[then])
    moves = int((costs.radix - 1).sum())
    order = np.full(moves, -1, dtype=np.int64)
    if not open_start or count[0] == 0:
        return order, 0
    node = 0
    for position in range(moves):
        complete = unpack(costs, state_of(costs, node), digits)
        state = state_of(costs, node)
        begun = begun_of(digits)
        for a in range(units):
            then = next_node(costs, node, complete, a)
            if then < 0 or count[then] == 0:
                continue
            there = state_of(costs, then)
            if not within(costs, caps, state, there, costs.first[a] + digits[a]):
                continue
            late = later[a] if digits[a] + 2 == costs.radix[a] else 0
            gained = merit(benefit[there], late, weight, begun) + best[then]
            if gained >= best[node] - TOLERANCE:
                order[position] = a
                node = then
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
def predecessors(masks: Masks, moves: Masks) -> Masks:
    """Return where each done-set without each move stands: (sets, moves), -1: nowhere."""
    places = np.full((len(masks), len(moves)), -1, dtype=np.int64)
    for s in range(len(masks)):
        for m in range(len(moves)):
            if masks[s] & moves[m] == moves[m]:
                places[s, m] = place_of(masks[:s], masks[s] ^ moves[m])
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
    """Return whether no entry of row a of the first table exceeds that of row b of the second.

    What the first has beyond the width of the second does not count.
    """
    for i in range(large.shape[1]):  # noqa: SIM110 - a plain loop compiles to far less
        if small[a, i] > large[b, i]:
            return False
    return True


@jit
def last_move(needs: Needs, s: int, rest: int, m: int, floor: Floats) -> None:
    """Write into the first row of `floor` what the move from `rest` to s needs."""
    v = needs.variant[rest]
    for i in range(needs.state.shape[1]):
        largest = max(needs.state[s, i], needs.move[needs.row[rest], m, i])
        if needs.pretence[v, i, m] > 0:
            largest = max(largest, needs.opens[rest, i] + needs.pretence[v, i, m])
        floor[0, i] = largest


@jit
def clocked(needs: Needs, before: float, m: int) -> float:
    """Return when a move ends that is made as soon as it can be; infinite where that is too late.

    Parameters
    ----------
    before
        When the move before it ended.
    """
    start = max(before, needs.clock[m, 0])
    return start + needs.clock[m, 2] if start <= needs.clock[m, 1] + TOLERANCE else np.inf


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
    places : (sets, moves)
        Where each done-set's predecessors stand.
    least, most : (sets, parties)
    """
    sets, moves = places.shape
    parties = most.shape[1]
    timed = len(needs.clock) > 0
    width = parties + 1 if timed else parties
    start = np.zeros(sets + 1, dtype=np.int64)
    vectors = np.zeros((2 * sets + 16, width))
    origins = np.full((2 * sets + 16, 2), -1, dtype=np.int64)
    front = np.empty((64, width))
    origin = np.empty((64, 2), dtype=np.int64)
    floor = np.empty((1, parties))
    if below(needs.state, 0, most, 0):
        vectors[0, :parties] = needs.state[0]
        start[1] = 1
    for s in range(1, sets):
        size = 0
        for m in range(moves if below(needs.state, s, most, s) else 0):
            rest = places[s, m]
            if rest < 0 or start[rest] == start[rest + 1]:
                continue
            last_move(needs, s, rest, m, floor)
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
                if timed:
                    front[size, parties] = clocked(needs, vectors[row, parties], m)
                    if front[size, parties] == np.inf:
                        continue
                origin[size, 0] = row
                origin[size, 1] = m
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
