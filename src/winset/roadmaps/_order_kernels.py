"""Compiled loops over the states of one package.

Every loop has a plain twin in the tests, which goes through all orders.
"""

from typing import NamedTuple

import numpy as np

from winset.roadmaps._state_kernels import share_of
from winset.scenario._arrays import TOLERANCE, Bools, Floats, Masks
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
    dust: Floats
    node_state: Masks
    edges: Masks


class Caps(NamedTuple):
    """The largest share and lack that an order may have, tolerance included."""

    share: float
    lack: float


@inlined
def pretended_share(  # noqa: PLR0917 -- arrays looked up in a tuple would cost far more
    opens: Floats, unseen: Floats, value: Floats, scale: Floats, dust: Floats, state: int, move: int
) -> float:
    """Return the largest shortfall, as a share of B, of a pretence at a state."""
    worst = -np.inf
    for i in range(len(value)):
        if unseen[i, move] > 0:
            gap = opens[state, i] + unseen[i, move] - value[i]
            worst = max(worst, share_of(gap, scale[i], dust[i]))
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


@inlined
def extent(costs: Costs) -> tuple[bool, bool, int, int, int]:
    """Return whether windows bind and bounds do; how many units, which state is last; the nodes."""
    timed, last = len(costs.edges) > 0, len(costs.state_share) - 1
    nodes = len(costs.node_state) if timed else last + 1
    return timed, len(costs.allowed) > 0, len(costs.radix), last, nodes


@jit
def keeps_within(costs: Costs, caps: Caps) -> bool:
    """Return whether some order stays within both caps."""
    # arrays by names of their own: looked up in the tuple at every use, they would cost far more
    radix, stride, first, after = costs.radix, costs.stride, costs.first, costs.after
    state_share, state_lack, allowed = costs.state_share, costs.state_lack, costs.allowed
    variant, row, move_lack, pretence = costs.variant, costs.row, costs.move_lack, costs.pretence
    opens, value = costs.opens, costs.value
    scale, dust = costs.scale, costs.dust
    node_state, edges = costs.node_state, costs.edges
    timed, bounded, units, last, nodes = extent(costs)
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
            if pretended:
                share = pretended_share(opens, unseen, value, scale, dust, state, move)
                if share > caps.share:
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
    opens, value = costs.opens, costs.value
    scale, dust = costs.scale, costs.dust
    node_state, edges = costs.node_state, costs.edges
    timed, bounded, units, last, nodes = extent(costs)
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
                next_share = pretended_share(opens, unseen, value, scale, dust, state, move)
            if doubts[move] <= caps.lack:
                share[then] = min(share[then], max(share_here, next_share))
            if next_share <= caps.share:
                lack[then] = min(lack[then], max(lack_here, doubts[move]))
    return least_share, least_lack


@jit
def weight_of_place(benefit: Floats, moves: int) -> float:
    """Return the weight of a pair out of place: more than the benefits of two orders can differ."""
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
    opens, value = costs.opens, costs.value
    scale, dust = costs.scale, costs.dust
    node_state, edges = costs.node_state, costs.edges
    timed, bounded, units, last, nodes = extent(costs)
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
            if pretended:
                share = pretended_share(opens, unseen, value, scale, dust, state, move)
                if share > caps.share:
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
