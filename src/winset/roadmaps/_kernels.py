"""Compiled loops over the done-sets of a package, and over those of all packages.

Every loop has a plain twin in the tests, which goes through all orders.
"""

from typing import NamedTuple

import numpy as np

from winset.scenario.compiled import TOLERANCE, Bools, Floats, Masks
from winset.scenario.jit import inlined, jit

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


@inlined
def pretended_share(
    opens: Floats, unseen: Floats, value: Floats, scale: Floats, state: int, move: int
) -> float:
    """Return the largest shortfall, as a share of B, of a pretence at a state."""
    worst = -np.inf
    for i in range(len(value)):
        if unseen[i, move] > 0:
            gap = opens[state, i] + unseen[i, move] - value[i]
            if scale[i] > 0:
                worst = max(worst, gap / scale[i])
            elif gap > TOLERANCE:
                worst = np.inf
    return worst


@inlined
def unpack(state: int, radix: Masks, digits: Masks) -> None:
    """Write how often each unit has moved at a state."""
    for a in range(len(digits)):
        digits[a] = state % radix[a]
        state //= radix[a]


@inlined
def count_up(radix: Masks, digits: Masks, complete: int) -> int:
    """Go to the next state; return its complete units, given those of this one."""
    for a in range(len(digits)):
        if digits[a] + 1 < radix[a]:
            digits[a] += 1
            if digits[a] + 1 == radix[a]:
                complete |= 1 << a
            break
        digits[a] = 0
        complete &= ~(1 << a)
    return complete


@inlined
def count_down(radix: Masks, digits: Masks, complete: int) -> int:
    """Go to the state before; return its complete units, given those of this one."""
    for a in range(len(digits)):
        if digits[a] > 0:
            digits[a] -= 1
            complete &= ~(1 << a)
            break
        digits[a] = radix[a] - 1
        complete |= 1 << a
    return complete


@inlined
def completed(radix: Masks, digits: Masks) -> int:
    """Return the units that are complete."""
    complete = 0
    for a in range(len(digits)):
        if digits[a] + 1 == radix[a]:
            complete |= 1 << a
    return complete


@jit
def keeps_within(costs: Costs, caps: Caps) -> bool:
    """Return whether some order stays within both caps."""
    # arrays by names of their own: looked up in the tuple at every use, they would cost far more
    radix, stride, first, after = costs.radix, costs.stride, costs.first, costs.after
    state_share, state_lack, allowed = costs.state_share, costs.state_lack, costs.allowed
    variant, row, move_lack, pretence = costs.variant, costs.row, costs.move_lack, costs.pretence
    opens, value, scale = costs.opens, costs.value, costs.scale
    node_state, edges = costs.node_state, costs.edges
    timed, bounded, units, last = len(edges) > 0, len(allowed) > 0, len(radix), len(state_share) - 1
    nodes = len(node_state) if timed else last + 1
    pretended = (pretence > 0).any()
    reached = np.zeros(nodes, dtype=np.bool_)
    reached[0] = True
    digits = np.zeros(units, dtype=np.int64)
    complete = 0
    for node in range(nodes):
        if node > 0 and not timed:
            complete = count_up(radix, digits, complete)
        if not reached[node]:
            continue
        state = node_state[node] if timed else node
        if state_share[state] > caps.share or state_lack[state] > caps.lack:
            continue
        if bounded and not allowed[state]:
            continue
        if state == last:
            return True
        if timed:
            unpack(state, radix, digits)
            complete = completed(radix, digits)
        unseen = pretence[variant[state] if len(variant) else 0]
        doubts = move_lack[row[state] if len(row) else 0]
        for a in range(units):
            if complete >> a & 1 or after[a] & ~complete != 0:
                continue
            then = edges[node, a] if timed else node + stride[a]
            if then < 0 or reached[then]:
                continue
            move = first[a] + digits[a]
            if doubts[move] > caps.lack:
                continue
            if pretended and pretended_share(opens, unseen, value, scale, state, move) > caps.share:
                continue
            reached[then] = True
    return False


@jit
def least(costs: Costs, caps: Caps) -> tuple[float, float]:
    """Return the least share over orders within the cap on lack, and the converse.

    A bottleneck path through the lattice: both costs are the largest over the states and moves of
    an order. Infinite where no order stays within the cap. A cap of -inf spares the work for the
    other cost.
    """
    radix, stride, first, after = costs.radix, costs.stride, costs.first, costs.after
    state_share, state_lack, allowed = costs.state_share, costs.state_lack, costs.allowed
    variant, row, move_lack, pretence = costs.variant, costs.row, costs.move_lack, costs.pretence
    opens, value, scale = costs.opens, costs.value, costs.scale
    node_state, edges = costs.node_state, costs.edges
    timed, bounded, units, last = len(edges) > 0, len(allowed) > 0, len(radix), len(state_share) - 1
    nodes = len(node_state) if timed else last + 1
    pretended = (pretence > 0).any()
    share = np.full(nodes, np.inf)  # of reaching a node, what is asked at the node itself aside
    lack = np.full(nodes, np.inf)
    share[0], lack[0] = -np.inf, -np.inf
    digits = np.zeros(units, dtype=np.int64)
    complete = 0
    least_share, least_lack = np.inf, np.inf
    for node in range(nodes):
        if node > 0 and not timed:
            complete = count_up(radix, digits, complete)
        if share[node] == np.inf and lack[node] == np.inf:
            continue
        state = node_state[node] if timed else node
        if bounded and not allowed[state]:
            continue
        share_here, lack_here = np.inf, np.inf
        if state_lack[state] <= caps.lack:
            share_here = max(share[node], state_share[state])
        if state_share[state] <= caps.share:
            lack_here = max(lack[node], state_lack[state])
        if share_here == np.inf and lack_here == np.inf:
            continue
        if state == last:
            least_share, least_lack = min(least_share, share_here), min(least_lack, lack_here)
            continue
        if timed:
            unpack(state, radix, digits)
            complete = completed(radix, digits)
        unseen = pretence[variant[state] if len(variant) else 0]
        doubts = move_lack[row[state] if len(row) else 0]
        for a in range(units):
            if complete >> a & 1 or after[a] & ~complete != 0:
                continue
            then = edges[node, a] if timed else node + stride[a]
            if then < 0:
                continue
            move = first[a] + digits[a]
            next_share = -np.inf
            if pretended:
                next_share = pretended_share(opens, unseen, value, scale, state, move)
            if doubts[move] <= caps.lack:
                share[then] = min(share[then], max(share_here, next_share))
            if next_share <= caps.share:
                lack[then] = min(lack[then], max(lack_here, doubts[move]))
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
def weight_of_place(benefit: Floats, moves: int) -> float:
    """Return what one pair out of place weighs: more than the benefits of two orders can differ."""
    return float(1.0 + moves * (benefit.max() - benefit.min()))


@inlined
def misplaced_by(later: Masks, radix: Masks, digits: Masks, a: int) -> int:
    """Return how many units have begun that should only begin once a is complete, as it now is."""
    misplaced = 0
    if later[a] and digits[a] + 2 == radix[a]:
        for b in range(len(digits)):
            if digits[b] > 0 and later[a] >> b & 1:
                misplaced += 1
    return misplaced


@jit
def soonest(costs: Costs, caps: Caps, benefit: Floats, later: Masks) -> tuple[Masks, int]:
    """Return the order within both caps whose benefits come soonest, and how many are within.

    Orders with the fewest pairs out of place come first, and ties go to the earlier unit. Worked
    from the end: `best` is the largest sum, over the states still to come, of the benefits then in
    place, less a weight for each pair out of place. The order names the unit of each move.

    Parameters
    ----------
    benefit : (states,)
    later : (units,)
        The units that should only begin once each is complete; zeros for no wish.
    """
    radix, stride, first, after = costs.radix, costs.stride, costs.first, costs.after
    state_share, state_lack, allowed = costs.state_share, costs.state_lack, costs.allowed
    variant, row, move_lack, pretence = costs.variant, costs.row, costs.move_lack, costs.pretence
    opens, value, scale = costs.opens, costs.value, costs.scale
    node_state, edges = costs.node_state, costs.edges
    timed, bounded, units, last = len(edges) > 0, len(allowed) > 0, len(radix), len(state_share) - 1
    nodes = len(node_state) if timed else last + 1
    pretended, wished = (pretence > 0).any(), later.any()
    moves = (radix - 1).sum()
    weight = weight_of_place(benefit, moves)
    best = np.full(nodes, -np.inf)  # of coming to a node and going on, pairs out of place aside
    count = np.zeros(nodes, dtype=np.int64)
    choice = np.full(nodes, -1, dtype=np.int8)
    digits = radix - 1
    complete = completed(radix, digits)
    for node in range(nodes - 1, -1, -1):
        if node < last and not timed:
            complete = count_down(radix, digits, complete)
        state = node_state[node] if timed else node
        if state_share[state] > caps.share or state_lack[state] > caps.lack:
            continue
        if bounded and not allowed[state]:
            continue
        if state == last:
            best[node], count[node] = benefit[state], 1
            continue
        if timed:
            unpack(state, radix, digits)
            complete = completed(radix, digits)
        unseen = pretence[variant[state] if len(variant) else 0]
        doubts = move_lack[row[state] if len(row) else 0]
        best_here, count_here, choice_here = -np.inf, 0, -1
        for a in range(units):
            if complete >> a & 1 or after[a] & ~complete != 0:
                continue
            then = edges[node, a] if timed else node + stride[a]
            if then < 0 or count[then] == 0:
                continue
            move = first[a] + digits[a]
            if doubts[move] > caps.lack:
                continue
            if pretended and pretended_share(opens, unseen, value, scale, state, move) > caps.share:
                continue
            count_here = min(MOST_TIES, count_here + count[then])
            gained = best[then]
            if wished:
                gained -= weight * misplaced_by(later, radix, digits, a)
            if choice_here < 0 or gained > best_here + TOLERANCE:
                best_here, choice_here = gained, a
        best[node], count[node], choice[node] = benefit[state] + best_here, count_here, choice_here
    order = np.full(moves, -1, dtype=np.int64)
    node = 0
    for position in range(moves if count[0] > 0 else 0):
        order[position] = choice[node]
        node = edges[node, choice[node]] if timed else node + stride[choice[node]]
    return order, count[0]


@jit
def largest_of(table: Floats, masks: Masks) -> Floats:
    """Return the largest entry of each row over the steps of each set, at least 0: (sets, rows).

    Parameters
    ----------
    table : (rows, steps)
    """
    rows, steps = table.shape
    largest = np.zeros((len(masks), rows))
    for s in range(len(masks)):
        for k in range(steps):
            if masks[s] >> k & 1:
                for i in range(rows):
                    largest[s, i] = max(largest[s, i], table[i, k])
    return largest


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
    every = masks[-1] + 1 == len(masks)  # then each stands at its own number
    for s in range(len(masks)):
        for m in range(len(moves)):
            if masks[s] & moves[m] == moves[m]:
                rest = masks[s] ^ moves[m]
                places[s, m] = rest if every else place_of(masks[:s], rest)
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


@inlined
def below(small: Floats, a: int, large: Floats, b: int) -> bool:
    """Return whether no entry of row a of the first table exceeds that of row b of the second.

    What the first has beyond the width of the second does not count.
    """
    inside = True
    for i in range(large.shape[1]):
        if small[a, i] > large[b, i]:
            inside = False
            break
    return inside


@inlined
def settle(front: Floats, origin: Masks, size: int) -> int:
    """Settle the row after the first `size` among them: keep the smallest; return the new size."""
    kept = 0
    for row in range(size + 1):
        if row < size and below(front, row, front, size):
            kept = size  # nothing gave way before, for no row is below another
            break
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
    variant, row_of, state, opens = needs.variant, needs.row, needs.state, needs.opens
    pretence, move, clock = needs.pretence, needs.move, needs.clock
    sets, moves = places.shape
    parties = most.shape[1]
    timed = len(clock) > 0
    width = parties + 1 if timed else parties
    start = np.zeros(sets + 1, dtype=np.int64)
    vectors = np.zeros((2 * sets + 16, width))
    origins = np.full((2 * sets + 16, 2), -1, dtype=np.int64)
    front = np.empty((64, width))
    origin = np.empty((64, 2), dtype=np.int64)
    here, floor = np.empty((1, parties)), np.empty((1, parties))
    if below(state, 0, most, 0):
        vectors[0, :parties] = state[0]
        start[1] = 1
    for s in range(1, sets):
        size, most_rows = 0, 1
        for m in range(moves):
            rest = places[s, m]
            most_rows += start[rest + 1] - start[rest] if rest >= 0 else 0
        if most_rows > len(front):  # here, as tables must not change within the inner loops
            front = np.empty((2 * most_rows, width))
            origin = np.empty((2 * most_rows, 2), dtype=np.int64)
        for i in range(parties):
            here[0, i] = max(state[s, i], least[s, i])
        for m in range(moves if below(state, s, most, s) else 0):
            rest = places[s, m]
            if rest < 0 or start[rest] == start[rest + 1]:
                continue
            v, r = variant[rest], row_of[rest]
            for i in range(parties):
                floor[0, i] = max(here[0, i], move[r, m, i])
                if pretence[v, i, m] > 0:
                    floor[0, i] = max(floor[0, i], opens[rest, i] + pretence[v, i, m])
            if not below(floor, 0, most, s):
                continue
            for row in range(start[rest], start[rest + 1]):
                for i in range(parties):
                    front[size, i] = max(vectors[row, i], floor[0, i])
                if timed:
                    begun = max(vectors[row, parties], clock[m, 0])
                    if begun > clock[m, 1] + TOLERANCE:
                        continue
                    front[size, parties] = begun + clock[m, 2]
                origin[size, 0] = row
                origin[size, 1] = m
                if below(front, size, most, s):
                    size = settle(front, origin, size)
            # no order of the set needs less than the set itself: nothing will beat such a row
            if size == 1 and not timed and below(front, 0, here, 0):
                break
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
