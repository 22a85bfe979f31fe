"""One number changed, all else as it is: how far it must go until an answer turns.

The answer is asked at two values of the number, at one of which it is still what it was (`kept`)
while at the other it has turned, and the way between them is divided until they are next to each
other. How often it turns between the two says what that finds:

- *Once.* What a party is short of at a place of an order, and whether the trust in another is
  enough there, are monotone in every single number, the same way at all places of the order: more
  worth or more to lose helps, a larger share undone hurts whoever gains by the step, and so on. So
  a party or a pair that is well at both ends of a stretch is well all along, one that is not at
  either is not anywhere, and one that changes does so at the value found. For the same reason the
  values at which one deal is signed and kept are an interval.
- *Once on each side of 0.* Where a worth passes 0 its performer would keep the step from there on:
  a stretch ends there (`Parameter.stretches`).
- *More than once.* Of what the best of several packages comes to nothing is monotone. A value that
  is found has turned, next to one that has not, and there may be a nearer one. Whoever asks looks
  at some values on the way first (`winset.firmness.one_at_a_time`), or follows one deal after
  another to where each ends (`winset.impasse.closings`).
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from math import copysign, floor, isfinite, log10
from typing import Any

from winset.scenario.number_path import NumberPath
from winset.tools.result import Result

EXACT = 1e-8
"""How far beyond the nearest value that turns an answer a value given may be, as a share of it, or
of its unit where it is smaller: of 1 for a share, of its party's gross gain for an amount."""

LEAST = 1e-9
"""Stands for anything above 0 where a worth changes its side, as a share of its unit."""

_DIGITS = 8
_LINES = 12  # drawn before the way is halved


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number that is changed alone.

    Attributes
    ----------
    path
        As `--set` takes it.
    point
        What it is.
    low, high
        Between which values it is followed.
    unit
        What a change is measured by: its range, or the gross gain of its party.
    breaks
        Whether results may jump where it passes 0.
    values
        The only ones that it can take, ascending; nothing where it takes any.
    """

    path: NumberPath
    point: float
    low: float
    high: float
    unit: float
    breaks: bool = False
    values: tuple[float, ...] = ()

    def stretches(self, side: int) -> Iterator[tuple[float, float]]:
        """Yield from where to where it is followed on one side (-1 or 1), without a jump in it."""
        near, end = self.point, self.high if side > 0 else self.low
        if self.breaks and side > 0 and near <= 0 < end:
            yield near, 0.0
            near = LEAST * self.unit
        elif self.breaks and side < 0 and end <= 0 < near:
            yield near, min(near, LEAST * self.unit)
            near = 0.0
        yield near, end

    def nearest(self, turns: Callable[[int], float | None]) -> "SwitchingValue | None":
        """Return the nearer of the values with which an answer is turned on either side (-1, 1)."""
        values = [value for value in map(turns, (-1, 1)) if value is not None]
        if not values:
            return None
        value = min(values, key=lambda value: (abs(value - self.point), value))
        return SwitchingValue(self.path, self.point, value, abs(value - self.point) / self.unit)


@dataclass(frozen=True, slots=True)
class SwitchingValue(Result):
    """The switching value of a number: the nearest at which an answer turns, all else unchanged.

    The answer is a key of an order, whether a deal exists, or what becomes of a package.

    Attributes
    ----------
    path
        Of the number, as `--set` takes it.
    before, after
        What it is, and the nearest value with which the answer is turned.
    change
        The way between them as a share of the number's range, or of its party's gross gain B.
    """

    path: NumberPath
    before: float
    after: float
    change: float

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        ends = {"from": self.before, "to": self.after}
        return {"path": str(self.path), **ends, "change": self.change}


def by_change(values: Iterable[SwitchingValue]) -> tuple[SwitchingValue, ...]:
    """Return switching values, the smallest change first."""
    return tuple(sorted(values, key=lambda one: (round(one.change, 6), one.path)))


def exact(value: float, unit: float) -> float:
    """Return how far beyond the nearest value that turns an answer one that is given may be."""
    return EXACT * max(unit, abs(value))


def halve(
    turned_at: Callable[[float], bool],
    kept: float,
    turned: float,
    within: Callable[[float], float],
) -> float:
    """Return a value that turns an answer next to one that does not, by halving the way.

    Parameters
    ----------
    turned_at
        Whether a value turns it; `turned` does, `kept` does not.
    within
        How near a value that turns the answer must be to one that does not.
    """
    while abs(turned - kept) > within(turned):
        middle = (kept + turned) / 2
        if turned_at(middle):
            turned = middle
        else:
            kept = middle
    return turned


def cross(gap: Callable[[float], float], kept: float, turned: float, unit: float) -> float:
    """Return a value that turns the sign of a gap next to one that does not (see `exact`).

    By straight lines between the two ends, of which one that stays is given half its weight
    (Illinois; Dowell and Jarratt 1971), and by halving where that takes long or a gap is endless.

    Parameters
    ----------
    gap
        Has one sign at `kept`, and the other at `turned`; 0 counts as negative.
    """
    high, low, moved, lines = gap(kept), gap(turned), 0, 0
    failing = high > 0
    while abs(turned - kept) > exact(turned, unit):
        lines += 1
        share = high / (high - low) if isfinite(high - low) and lines <= _LINES else 0.5
        rim = exact(turned, unit) / 3 / abs(turned - kept)
        x = kept + (turned - kept) * min(max(share, rim), 1 - rim)
        if (gap(x) > 0) == failing:
            kept, high, low, moved = x, gap(x), low / (2 if moved > 0 else 1), 1
        else:
            turned, low, high, moved = x, gap(x), high / (2 if moved < 0 else 1), -1
    return turned


def halve_gap(gap: Callable[[float], float], kept: float, turned: float, unit: float) -> float:
    """Return what `halve` does within `exact`, where a gap is at most 0 once an answer has turned.

    Lines find where that is (`cross`), so that hardly any of the halves must be asked about.
    """
    side = copysign(1.0, turned - kept)
    nearest = {False: kept, True: turned}

    @cache
    def asked(value: float) -> float:
        amount = gap(value)
        nearest[amount <= 0] = value
        return amount

    def turned_at(value: float) -> bool:
        if side * nearest[False] < side * value < side * nearest[True]:
            return asked(value) <= 0
        return side * value >= side * nearest[True]

    cross(asked, kept, turned, unit)
    return halve(turned_at, kept, turned, partial(exact, unit=unit))


def step_on(value: float, end: float, unit: float, steps: int = 1) -> float:
    """Return a value as many times `exact` nearer to an end, not beyond it."""
    step = min(steps * exact(value, unit), abs(end - value))
    return value + copysign(step, end - value)


def shortest(value: float, turned_at: Callable[[float], bool], unit: float) -> float:
    """Return the number with the fewest digits, next to a value, that turns an answer as well.

    The value itself where none does.
    """
    first = -floor(log10(max(unit, abs(value))))
    shorter = (round(value, digits) for digits in range(first, first + _DIGITS))
    near = (short for short in shorter if abs(short - value) <= exact(value, unit))
    return next(filter(turned_at, near), value)
