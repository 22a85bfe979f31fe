"""The compiled loop that brings the benefits of a large package's order forward."""

from typing import NamedTuple

from winset.roadmaps.large._state_kernels import move_cost, state_costs
from winset.roadmaps.large._tables import Judge
from winset.scenario._arrays import TOLERANCE, Floats, Masks
from winset.scenario.jit import jit


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
