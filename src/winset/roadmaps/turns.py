"""The numbers that turn an order's verdict, each changed alone: the nearest value that does it.

Why this is exact. With all else fixed, what a party is short of at a place, and whether the trust
in another is enough there, are monotone in every single number, the same way at all places of an
order: more worth or more to lose helps, a larger share undone hurts whoever gains by the step, and
so on. Only where a worth passes 0 there is a break: from there on its performer would keep the
step. So on each side of 0 a party or a pair that is well at both ends of a stretch is well all
along, one that is not at either is not anywhere, and one that changes does so once: the place is
found by halving.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from math import isfinite
from typing import Any

from winset.roadmaps.along import Along, along
from winset.roadmaps.devices import ways_of
from winset.roadmaps.given_order import Given
from winset.roadmaps.levers import Lever, levers_of
from winset.scenario import Scenario
from winset.scenario.compiled import TOLERANCE, Floats, compile_game
from winset.scenario.numbered import with_number

Progress = Callable[[int, int], None]

EXACT = 1e-8
"""How far beyond the nearest value that turns a key a value given may be, as a share of it, or of 1
where it is smaller."""

_DIGITS = 8


@dataclass(frozen=True, slots=True)
class Turn:
    """A number that turns a key of an order, all else unchanged.

    Attributes
    ----------
    path
        Of the number, as `--set` takes it.
    before, after
        What it is, and the nearest value with which the key is turned.
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
class Turns:
    """The numbers that turn each key of an order, the smallest change first."""

    incentive: tuple[Turn, ...]
    trust: tuple[Turn, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "incentive": [turn.to_dict() for turn in self.incentive],
            "trust": [turn.to_dict() for turn in self.trust],
        }


def turns_of(
    scenario: Scenario, given: Given, progress: Progress = lambda done, total: None
) -> Turns:
    """Return, for every number of a scenario, the nearest value that turns a key of an order.

    What is forbidden on the way, and who would sign, is not looked at again.

    Parameters
    ----------
    progress
        Called meanwhile with what is done and the total.
    """
    base = _Keys(scenario, given)
    levers = levers_of(scenario, base.way, given.used)
    found: tuple[list[Turn], ...] = ([], [])
    for n, lever in enumerate(levers):
        progress(n, len(levers))
        turned = base.turned_by(lever)
        for key, turns in enumerate(found):
            turns += _turns(lever, turned, base.spare, key)
    return Turns(*(tuple(sorted(turns, key=lambda turn: turn.change)) for turns in found))


Spare = tuple[Floats, Floats]
"""By how much each key fails, negative where there is something to spare: by party, and by pair."""


class _Keys:
    """An order whose keys can be looked at with other numbers."""

    def __init__(self, scenario: Scenario, given: Given) -> None:
        self.scenario, self.given = scenario, given
        self.way = self._along(scenario)
        self.spare = _spare(self.way)

    def turned_by(self, lever: Lever) -> Callable[[float], Spare]:
        """Return what there is to spare with a number at other values."""

        @cache
        def spare(point: float) -> Spare:
            if point == lever.point:
                return self.spare
            return _spare(self._along(with_number(self.scenario, lever.path, point)))

        return spare

    def _along(self, scenario: Scenario) -> Along:
        ways = ways_of(compile_game(scenario))
        return along(ways.exits(self.given.slices, self.given.used), self.given.order)


def _spare(way: Along) -> Spare:
    return way.shortfalls() - TOLERANCE, way.lacks().ravel() - TOLERANCE


def _turns(
    lever: Lever, spare: Callable[[float], Spare], base: Spare, key: int
) -> Iterator[Turn]:
    """Yield the nearest value on either side at which a key is turned, if there is one."""
    failing = bool((base[key] > 0).any())
    values = [_nearest(lever.stretches(side), lambda x: spare(x)[key], failing) for side in (-1, 1)]
    near = sorted((abs(value - lever.point), value) for value in values if value is not None)
    for way, value in near[:1]:
        yield Turn(lever.path, lever.point, value, way / lever.unit)


def _nearest(
    stretches: Iterable[tuple[float, float]], fails: Callable[[float], Floats], failing: bool
) -> float | None:
    """Return the first value on the way at which a key is turned that was `failing` or not."""
    for near, far in stretches:
        at_near, at_far = fails(near) > 0, fails(far) > 0
        if at_near.any() != failing:
            return near
        watched = at_near if failing else at_far
        if near == far or (at_near & at_far).any() or not watched.any():
            continue
        value = _pin_down(near, far, lambda x, w=watched: float(fails(x)[w].max()))
        if (fails(value) > 0).any() != failing:
            return value
    return None


def _pin_down(kept: float, turned: float, gap: Callable[[float], float]) -> float:
    """Return the value next to which a gap changes its sign, on the side of the end `turned`.

    A straight line between the ends is tried first, for most gaps are straight; then the way is
    halved.
    """
    failing = gap(kept) > 0
    while abs(turned - kept) > _exact(turned):
        middle, rise = (kept + turned) / 2, gap(turned) - gap(kept)
        line = kept - gap(kept) * (turned - kept) / rise if isfinite(rise) else middle
        for x in (line - _exact(line) / 3, line + _exact(line) / 3, middle):
            if min(kept, turned) < x < max(kept, turned):
                if (gap(x) > 0) == failing:
                    kept = x
                else:
                    turned = x
    return _shortest(turned, lambda x: (gap(x) > 0) != failing)


def _shortest(value: float, turned: Callable[[float], bool]) -> float:
    """Return the number with the fewest digits, next to a value, that turns a key as well."""
    for digits in range(_DIGITS):
        short = round(value, digits)
        if abs(short - value) <= _exact(value):
            return short if turned(short) else value
    return value


def _exact(value: float) -> float:
    return EXACT * max(1.0, abs(value))
