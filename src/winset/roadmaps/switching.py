"""The switching values of an order: for each number the nearest at which its verdict turns.

*Switching value* is the word of project appraisal for a value at which an answer turns. What falls
short at a place of an order is monotone in every number (`winset.roadmaps.bracketing`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial

import numpy as np

from winset.roadmaps.bracketing import (
    Parameter,
    SwitchingValue,
    by_change,
    cross,
    shortest,
    step_on,
)
from winset.roadmaps.given_order import GivenOrder
from winset.roadmaps.order_path import OrderPath, path_of
from winset.roadmaps.parameters import parameters_of
from winset.roadmaps.safeguards import safeguards_of
from winset.scenario import Scenario
from winset.scenario.changes import with_changes
from winset.scenario.game import TOLERANCE, Bools, Floats, compile_game
from winset.tools.progress import Progress, untold
from winset.tools.result import Result


@dataclass(frozen=True, slots=True)
class SwitchingValues(Result):
    """The numbers that turn each key of an order, the smallest change first."""

    incentive: tuple[SwitchingValue, ...]
    trust: tuple[SwitchingValue, ...]


def switching_values(
    scenario: Scenario, given: GivenOrder, progress: Progress = untold
) -> SwitchingValues:
    """Return, for every number of a scenario, the nearest value that turns a key of an order.

    What is forbidden on the way, and who would sign, is not looked at again.

    Parameters
    ----------
    progress
        Called meanwhile with what is done and the total.
    """
    keys = _Keys(scenario, given)
    parameters = parameters_of(scenario, keys.path, given.used)
    found: tuple[list[SwitchingValue], list[SwitchingValue]] = ([], [])
    for n, parameter in enumerate(parameters):
        progress(n, len(parameters))
        for key, excess in zip(found, keys.turned_by(parameter), strict=True):
            turn = parameter.nearest(partial(_nearest, parameter, excess))
            key.extend(() if turn is None else (turn,))
    return SwitchingValues(*map(by_change, found))


Excess = Callable[[float], Floats]
"""By how much a key fails with a number at a value, by party or by pair; not above 0: it passes."""


class _Keys:
    """An order whose keys can be looked at with other numbers."""

    def __init__(self, scenario: Scenario, given: GivenOrder) -> None:
        self.scenario, self.given = scenario, given
        self.path = self._along(scenario)

    def turned_by(self, parameter: Parameter) -> tuple[Excess, Excess]:
        """Return by how much each key fails with a number at other values."""

        @cache
        def path(point: float) -> OrderPath:
            if point == parameter.point:
                return self.path
            return self._along(with_changes(self.scenario, {parameter.path: point}))

        return cache(lambda point: _tempted(path(point))), cache(
            lambda point: _doubted(path(point))
        )

    def _along(self, scenario: Scenario) -> OrderPath:
        safeguards = safeguards_of(compile_game(scenario))
        return path_of(safeguards.exits(self.given.slices, self.given.used), self.given.order)


def _tempted(path: OrderPath) -> Floats:
    """Return by how much each party's deal falls short: shares of B, told in straight lines."""
    return np.asarray(path.gaps() - TOLERANCE * path.scale)


def _doubted(path: OrderPath) -> Floats:
    """Return by how much each pair lacks trust: L/(V+L) − p, told in straight lines."""
    loss, least = path.weighed_losses(), path.game.trust + TOLERANCE
    lack = (1 - least) * loss - least * path.value[:, None]
    return np.asarray(np.where(loss > 0, lack, np.minimum(lack, 0.0)).max(axis=0).ravel())


def _nearest(parameter: Parameter, excess: Excess, side: int) -> float | None:
    """Return the first value on one side at which a key is turned."""
    failing = bool((excess(parameter.point) > 0).any())
    for near, far in parameter.stretches(side):
        at_near, at_far = excess(near) > 0, excess(far) > 0
        if at_near.any() != failing:
            return near
        watched = at_near if failing else at_far
        if near == far or (at_near & at_far).any() or not watched.any():
            continue
        value = _turning_point(partial(_largest, excess, watched), near, far, parameter.unit)
        if (excess(value) > 0).any() != failing:
            return value
    return None


def _largest(excess: Excess, watched: Bools, point: float) -> float:
    return float(excess(point)[watched].max())


def _turning_point(gap: Callable[[float], float], near: float, far: float, unit: float) -> float:
    """Return a short value with which a gap has the sign that it has at the far end."""
    failing = gap(near) > 0
    clear = step_on(cross(gap, near, far, unit), far, unit)  # of how the gap is rounded
    return shortest(clear, lambda x: (gap(x) > 0) != failing, unit)
