"""One-at-a-time sensitivity: each uncertain number is varied alone, and which of them decide.

The swings are the bars of a tornado diagram.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from winset.firmness.draws import is_uncertain, scale_gains
from winset.firmness.subjects import BEST, Fate, Subject, fates_of
from winset.scenario import Bias, Scenario
from winset.scenario.numbered import numbers_of, with_points

_LOOKS = 2  # values tried between the point and each end before a change is pinned down
_HALVINGS = 10  # to a thousandth of the way between two stops


@dataclass(frozen=True, slots=True)
class InputFactor:
    """A number with a range, or all gains of a party (``gains.party``), and how to vary it.

    Attributes
    ----------
    stops
        The values to try, ascending.
    smooth
        Whether values between the stops are possible.
    at
        Returns the scenario with the number at a value.
    """

    name: str
    point: float
    stops: tuple[float, ...]
    smooth: bool
    at: Callable[[float], Scenario]

    @property
    def width(self) -> float:
        """The length of the range."""
        return self.stops[-1] - self.stops[0]


@dataclass(frozen=True, slots=True)
class Swing:
    """The effect of one number on the best package, from one end of its range to the other."""

    name: str
    low: float
    high: float
    at_low: Fate
    at_high: Fate

    @property
    def size(self) -> float:
        """How far the margin or the trust to spare moves, whichever is more."""
        moves = (
            abs(self.at_high.margin - self.at_low.margin),
            abs(self.at_high.trust - self.at_low.trust),
        )
        return max((move for move in moves if np.isfinite(move)), default=np.inf)


@dataclass(frozen=True, slots=True)
class Flip:
    """The smallest change of one number that changes what becomes of a package.

    `share` is the change as a share of the number's range.
    """

    subject: str
    name: str
    point: float
    value: float
    share: float
    fate: Fate


@dataclass(frozen=True, slots=True)
class OneAtATime:
    """The effects of varying one number alone."""

    swing: Swing | None
    flips: tuple[Flip, ...]


def input_factors(scenario: Scenario) -> tuple[InputFactor, ...]:
    """Return the numbers with a range, and each party's gains as a whole where these may err."""
    bias = scenario.bias
    gains = () if bias is None else (_gains_factor(scenario, p.id, bias) for p in scenario.parties)
    return (*_number_factors(scenario), *gains)


def vary(
    factor: InputFactor, subjects: tuple[Subject, ...], base: Mapping[str, Fate]
) -> OneAtATime:
    """Return the effects of one factor on the packages, between the ends of its range."""
    seen = {value: fates_of(factor.at(value), subjects) for value in factor.stops}
    low, high = factor.stops[0], factor.stops[-1]
    swing = None
    if BEST in base:
        swing = Swing(factor.name, low, high, seen[low][BEST], seen[high][BEST])
    flips: list[Flip] = []
    for subject in subjects:
        here = {value: fates[subject.name] for value, fates in seen.items()}
        here[factor.point] = base[subject.name]
        found = [_flip(factor, subject, here, side) for side in (-1, 1)]
        flips += sorted((f for f in found if f is not None), key=lambda flip: flip.share)[:1]
    return OneAtATime(swing, tuple(flips))


def _flip(
    factor: InputFactor, subject: Subject, seen: Mapping[float, Fate], side: int
) -> Flip | None:
    """Return the nearest value on one side of the point at which a package's outcome changes.

    Walks from stop to stop, then halves the way between the last that is unchanged and the first
    that is changed.
    """
    kept = factor.point
    outcome = seen[kept].outcome
    beyond = sorted((v for v in seen if (v - kept) * side > 0), key=lambda v: abs(v - kept))
    for stop in beyond:
        if seen[stop].outcome != outcome:
            found = (stop, seen[stop])
            value, fate = _pin_down(factor, subject, kept, stop) if factor.smooth else found
            share = abs(value - factor.point) / factor.width
            return Flip(subject.name, factor.name, factor.point, value, share, fate)
        kept = stop
    return None


def _pin_down(
    factor: InputFactor, subject: Subject, kept: float, changed: float
) -> tuple[float, Fate]:
    """Halve the way between an unchanged and a changed value; return the changed end."""

    def fate_at(value: float) -> Fate:
        return fates_of(factor.at(value), (subject,))[subject.name]

    outcome, fate = fate_at(kept).outcome, fate_at(changed)
    for _ in range(_HALVINGS):
        middle = (kept + changed) / 2
        there = fate_at(middle)
        if there.outcome == outcome:
            kept = middle
        else:
            changed, fate = middle, there
    return changed, fate


def _number_factors(scenario: Scenario) -> Iterator[InputFactor]:
    for path, number in numbers_of(scenario).items():
        if not is_uncertain(scenario, path, number):
            continue
        if number.values:
            stops = tuple(sorted(set(number.values)))
        else:
            low, high = float(number.low or 0.0), float(number.high or 0.0)
            stops = _stops(low, number.point, high)
        yield InputFactor(path, number.point, stops, not number.values, _setter(scenario, path))


def _gains_factor(scenario: Scenario, party: str, bias: Bias) -> InputFactor:
    return InputFactor(
        name=f"gains.{party}",
        point=1.0,
        stops=_stops(bias.low, 1.0, bias.high),
        smooth=True,
        at=lambda scale: scale_gains(scenario, {party: scale}),
    )


def _setter(scenario: Scenario, path: str) -> Callable[[float], Scenario]:
    return lambda value: with_points(scenario, {path: value})


def _stops(low: float, point: float, high: float) -> tuple[float, ...]:
    """Return values from end to end, evenly spaced on each side of the point."""
    below, above = np.linspace(low, point, _LOOKS + 1), np.linspace(point, high, _LOOKS + 1)
    return tuple(sorted({float(value) for value in (*below, *above)}))
