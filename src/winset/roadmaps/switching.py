"""The switching values of an order: for each number the nearest at which its verdict turns.

*Switching value* is the word of project appraisal for a value at which an answer turns.

Why this is exact. With all else fixed, what a party is short of at a place, and whether the trust
in another is enough there, are monotone in every single number, the same way at all places of an
order: more worth or more to lose helps, a larger share undone hurts whoever gains by the step, and
so on. Only where a worth passes 0 there is a break: from there on its performer would keep the
step. So on each side of 0 a party or a pair that is well at both ends of a stretch is well all
along, one that is not at either is not anywhere, and one that changes does so once: the place is
found by halving.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from math import copysign, floor, isfinite, log10
from typing import Any

import numpy as np

from winset.roadmaps.given_order import GivenOrder
from winset.roadmaps.order_path import OrderPath, path_of
from winset.roadmaps.parameters import Parameter, parameters_of
from winset.roadmaps.safeguards import safeguards_of
from winset.scenario import Scenario
from winset.scenario.compiled import TOLERANCE, Bools, Floats, compile_game
from winset.scenario.numbered import with_changes

Progress = Callable[[int, int], None]

EXACT = 1e-8
"""How far beyond the nearest value that turns a key a value given may be, as a share of it, or of
its unit where it is smaller: of 1 for a share, of its party's gross gain for an amount."""

_DIGITS = 8
_STRAIGHT = 12  # lines drawn before the way is halved


@dataclass(frozen=True, slots=True)
class SwitchingValue:
    """The switching value of a number: the nearest at which an answer turns, all else unchanged.

    The answer is a key of an order, or whether a deal exists.

    Attributes
    ----------
    path
        Of the number, as `--set` takes it.
    before, after
        What it is, and the nearest value with which the answer is turned.
    change
        The way between them as a share of the number's range, or of its party's gross gain B.
    """

    path: str
    before: float
    after: float
    change: float

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {"path": self.path, "from": self.before, "to": self.after, "change": self.change}


@dataclass(frozen=True, slots=True)
class SwitchingValues:
    """The numbers that turn each key of an order, the smallest change first."""

    incentive: tuple[SwitchingValue, ...]
    trust: tuple[SwitchingValue, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "incentive": [turn.to_dict() for turn in self.incentive],
            "trust": [turn.to_dict() for turn in self.trust],
        }


def switching_values(
    scenario: Scenario, given: GivenOrder, progress: Progress = lambda done, total: None
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
            key.extend(_turns(parameter, excess))
    return SwitchingValues(*(tuple(sorted(turns, key=_rank)) for turns in found))


def _rank(turn: SwitchingValue) -> tuple[float, str]:
    return round(turn.change, 6), turn.path


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
    """Return by how much each party's deal falls short, as a function linear in most numbers."""
    return np.asarray(path.gaps() - TOLERANCE * path.scale)


def _doubted(path: OrderPath) -> Floats:
    """Return how far each pair lacks trust, L/(V+L) − p, as a function linear in most numbers."""
    loss, least = path.weighed_losses(), path.game.trust + TOLERANCE
    lack = (1 - least) * loss - least * path.value[:, None]
    return np.asarray(np.where(loss > 0, lack, np.minimum(lack, 0.0)).max(axis=0).ravel())


def _turns(parameter: Parameter, excess: Excess) -> Iterator[SwitchingValue]:
    """Yield the nearest value on either side at which a key is turned, if there is one."""
    values = [_nearest(parameter, side, excess) for side in (-1, 1)]
    near = sorted((abs(value - parameter.point), value) for value in values if value is not None)
    for distance, value in near[:1]:
        yield SwitchingValue(parameter.path, parameter.point, value, distance / parameter.unit)


def _nearest(parameter: Parameter, side: int, excess: Excess) -> float | None:
    """Return the first value on one side at which a key is turned."""
    failing = bool((excess(parameter.point) > 0).any())
    for near, far in parameter.stretches(side):
        at_near, at_far = excess(near) > 0, excess(far) > 0
        if at_near.any() != failing:
            return near
        watched = at_near if failing else at_far
        if near == far or (at_near & at_far).any() or not watched.any():
            continue
        value = _pin_down(near, far, partial(_largest, excess, watched), parameter.unit)
        if (excess(value) > 0).any() != failing:
            return value
    return None


def _largest(excess: Excess, watched: Bools, point: float) -> float:
    return float(excess(point)[watched].max())


def _pin_down(kept: float, turned: float, gap: Callable[[float], float], unit: float) -> float:
    """Return the value next to which a gap changes its sign, on the side of the end `turned`.

    By straight lines between the two ends, of which one that stays is given half its weight
    (Illinois; Dowell and Jarratt 1971), and by halving where that takes long or a gap is endless.
    """
    start, end, failing = kept, turned, gap(kept) > 0
    high, low, moved = gap(kept), gap(turned), 0
    lines = 0
    while abs(turned - kept) > exact(turned, unit):
        lines += 1
        share = high / (high - low) if isfinite(high - low) and lines <= _STRAIGHT else 0.5
        rim = exact(turned, unit) / 3 / abs(turned - kept)
        x = kept + (turned - kept) * min(max(share, rim), 1 - rim)
        if (gap(x) > 0) == failing:
            kept, high, low, moved = x, gap(x), low / (2 if moved > 0 else 1), 1
        else:
            turned, low, high, moved = x, gap(x), high / (2 if moved < 0 else 1), -1
    clear = turned + copysign(exact(turned, unit), turned - kept)  # of how the gap is rounded
    clear = min(max(clear, min(start, end)), max(start, end))
    return _shortest(clear, lambda x: (gap(x) > 0) != failing, unit)


def _shortest(value: float, turned: Callable[[float], bool], unit: float) -> float:
    """Return the number with the fewest digits, next to a value, that turns a key as well."""
    for short in shortened(value, unit):
        if abs(short - value) <= exact(value, unit):
            return short if turned(short) else value
    return value


def exact(value: float, unit: float) -> float:
    """Return how far beyond the exact switching value a reported one may be."""
    return EXACT * max(unit, abs(value))


def shortened(value: float, unit: float) -> Iterator[float]:
    """Yield a number rounded to more and more digits, down to those that matter (`exact`)."""
    first = -floor(log10(max(unit, abs(value))))
    for digits in range(first, first + _DIGITS):
        yield round(value, digits)
