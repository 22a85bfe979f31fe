"""Where it ends: an absorbing Markov chain from the status quo, by a stated rule of moving."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from winset.aftermath.graph import StatePlace
from winset.aftermath.walks import Walker
from winset.scenario import MoveRule

Floats = NDArray[np.float64]

MOST_CHAINED = 2_000
"""States that the rule of moving can lead to, at most, for chances to be worked out."""


@dataclass(frozen=True, slots=True)
class Chances:
    """Where moves by a rule end, from a state on.

    Attributes
    ----------
    ends
        The chance of ending in each state that nobody leaves, above 0.
    cycle
        The chance that it never ends.
    moves
        The number of moves to be expected; None where it may never end.
    """

    ends: Mapping[StatePlace, float]
    cycle: float
    moves: float | None

    def mean(self, values: Floats) -> float | None:
        """Return the expected value of numbers given by state; None where moves may never end."""
        if self.moves is None:
            return None
        return float(sum(chance * values[state] for state, chance in self.ends.items()))


def chances_from(walker: Walker, rule: MoveRule, start: StatePlace) -> Chances | None:
    """Return where moves by a rule end; None where more than `MOST_CHAINED` states may come.

    The chain is solved exactly: with Q the chances among the states that are left again and R those
    of stepping into an end, the ends have (I − Q)⁻¹R (Kemeny and Snell 1960). States from which no
    end can be reached count as one end, the cycle.
    """
    chain = _chain(walker, rule, start)
    if chain is None:
        return None
    states = list(chain)
    place = {state: k for k, state in enumerate(states)}
    step = np.zeros((len(states), len(states)))
    for state, row in chain.items():
        for to, chance in row.items():
            step[place[state], place[to]] += chance
    over = step.sum(axis=1) == 0
    endless = ~_reaching(step, over)
    left = ~over & ~endless
    if not left[0]:
        return Chances({} if endless[0] else {start: 1.0}, float(endless[0]), _count(endless[0]))
    inner = np.eye(int(left.sum())) - step[np.ix_(left, left)]
    goals = np.column_stack(
        [step[np.ix_(left, over)], step[np.ix_(left, endless)].sum(axis=1), np.ones(left.sum())]
    )
    first = np.linalg.solve(inner, goals)[0]
    ends = [state for k, state in enumerate(states) if over[k]]
    cycle = max(0.0, float(first[-2])) if endless.any() else 0.0
    return Chances(
        ends={s: float(p) for s, p in zip(ends, first, strict=False) if p > 0},
        cycle=cycle,
        moves=None if cycle > 0 else float(first[-1]),
    )


def _count(endless: bool) -> float | None:
    return None if endless else 0.0


def _chain(
    walker: Walker, rule: MoveRule, start: StatePlace
) -> dict[StatePlace, dict[StatePlace, float]] | None:
    """Return the chances of the next state, from each that may come; the start is the first."""
    chain: dict[StatePlace, dict[StatePlace, float]] = {}
    todo = [start]
    while todo:
        state = todo.pop()
        if state in chain:
            continue
        chain[state] = _next(walker, rule, state)
        if len(chain) > MOST_CHAINED:
            return None
        todo.extend(chain[state])
    return chain


def _next(walker: Walker, rule: MoveRule, state: StatePlace) -> dict[StatePlace, float]:
    """Return the chances of the next state; none where nobody moves."""
    options: list[tuple[float, Sequence[StatePlace]]] = []
    for party, name in enumerate(walker.graph.parties):
        free: Sequence[StatePlace] = walker.undeterred(party, state, rule.concept)
        if free and rule.picks == "best":
            rank = walker.rank[party]
            most = max(rank[to] for to in free)
            free = [to for to in free if rank[to] == most]
        if free:
            weight = rule.weight[name].point if name in rule.weight else 1.0
            options.append((weight, free))
    total = sum(weight for weight, _ in options)
    chances: dict[StatePlace, float] = {}
    for weight, free in options:
        for to in free:
            chances[to] = chances.get(to, 0.0) + weight / total / len(free)
    return chances


def _reaching(step: Floats, over: "NDArray[np.bool_]") -> "NDArray[np.bool_]":
    """Return from which states an end can be reached, ends included."""
    reaching = over.copy()
    while True:
        more = reaching | ((step > 0) & reaching).any(axis=1)
        if (more == reaching).all():
            return reaching
        reaching = more
