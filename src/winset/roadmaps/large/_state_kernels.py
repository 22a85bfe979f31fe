"""The compiled loops that judge single states and moves of a large package."""

import numpy as np

from winset.roadmaps._state_kernels import share_of
from winset.roadmaps.large._tables import CHUNK, Judge
from winset.scenario._arrays import Floats, Masks
from winset.scenario.jit import inlined, jit


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


@inlined
def cost(terms: Floats, row: int, x: float) -> float:
    """Return what an amount costs: as a share of B, or in trust that is lacking."""
    dust, lack = terms[row, 4], 0.0
    if terms[row, 0]:
        lack = share_of(x, terms[row, 2], dust)
    elif x > dust and terms[row, 1] < 0:
        lack = 1.0
    elif x > dust:
        lack = max(0.0, x / (terms[row, 1] + x) - terms[row, 3])
    return lack


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
