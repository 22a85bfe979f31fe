"""One-at-a-time sensitivity: each uncertain number is varied alone, and which of them decide.

The swings are the bars of a tornado diagram. An outcome may change more than once along a number,
so that it is looked at in some places on the way before a change is pinned down.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np

from winset.firmness.doubts import is_uncertain, scale_gains
from winset.firmness.subjects import BEST, Fate, Subject, fates_of
from winset.roadmaps.bracketing import Parameter, SwitchingValue, halve
from winset.scenario import Scenario
from winset.scenario.changes import numbers_of, with_changes
from winset.scenario.game import compile_game
from winset.scenario.number_path import NumberPath

GAINS = "gains"
"""The block of a party's gains together, as a number of which they are multiples."""

_LOOKS = 2  # values tried between the point and each end before a change is pinned down
_PARTS = 1000  # of the way between two stops, to which a change is pinned down


@dataclass(frozen=True, slots=True)
class Swing:
    """The effect of one number on the best package, from one end of its range to the other."""

    name: NumberPath
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

    The change is told as a share of the number's range.
    """

    subject: str
    turn: SwitchingValue
    fate: Fate


@dataclass(frozen=True, slots=True)
class OneAtATime:
    """The effects of varying one number alone."""

    swing: Swing | None
    flips: tuple[Flip, ...]


def uncertain_parameters(scenario: Scenario) -> tuple[Parameter, ...]:
    """Return the numbers with a range, and each party's gains as a whole where these may err."""
    return tuple(_uncertain_parameters(scenario))


def vary(
    scenario: Scenario,
    parameter: Parameter,
    subjects: tuple[Subject, ...],
    base: Mapping[str, Fate],
) -> OneAtATime:
    """Return the effects of one number on the packages, between the ends of its range."""
    seen = {
        x: base if x == parameter.point else _fates(scenario, parameter, x, subjects)
        for x in (*stops_of(parameter), parameter.point)
    }
    low, high = parameter.low, parameter.high
    swing = None
    if BEST in base:
        swing = Swing(parameter.path, low, high, seen[low][BEST], seen[high][BEST])
    flips = (_flip(scenario, parameter, subject, seen) for subject in subjects)
    return OneAtATime(swing, tuple(flip for flip in flips if flip is not None))


def at(scenario: Scenario, parameter: Parameter, value: float) -> Scenario:
    """Return the scenario with a number, or a party's gains, at another value."""
    if parameter.path.block == GAINS:
        return scale_gains(scenario, {parameter.path.owner: value})
    return with_changes(scenario, {parameter.path: value})


def _fates(
    scenario: Scenario, parameter: Parameter, value: float, subjects: tuple[Subject, ...]
) -> Mapping[str, Fate]:
    return fates_of(compile_game(at(scenario, parameter, value)), subjects)


def stops_of(parameter: Parameter) -> tuple[float, ...]:
    """Return the values to look at, ascending: evenly spaced on each side of the point."""
    if parameter.values:
        return parameter.values
    below = np.linspace(parameter.low, parameter.point, _LOOKS + 1)
    above = np.linspace(parameter.point, parameter.high, _LOOKS + 1)
    return tuple(sorted({float(value) for value in (*below, *above)}))


def _flip(
    scenario: Scenario,
    parameter: Parameter,
    subject: Subject,
    seen: Mapping[float, Mapping[str, Fate]],
) -> Flip | None:
    """Return the change of a number nearest to its point that changes a package's outcome."""

    @cache
    def fate(value: float) -> Fate:
        if value in seen:
            return seen[value][subject.name]
        return _fates(scenario, parameter, value, (subject,))[subject.name]

    def changed(value: float) -> bool:
        return fate(value).outcome != fate(parameter.point).outcome

    def nearest(side: int) -> float | None:
        """Walk from stop to stop, then halve the way from the last without a change."""
        beyond = (x for x in seen if (x - parameter.point) * side >= 0)
        for kept, stop in pairwise(sorted(beyond, key=lambda x: x * side)):
            if changed(stop):
                return stop if parameter.values else halve(changed, kept, stop, _close(kept, stop))
        return None

    turn = parameter.nearest(nearest)
    return None if turn is None else Flip(subject.name, turn, fate(turn.after))


def _close(kept: float, stop: float) -> Callable[[float], float]:
    return lambda _: abs(stop - kept) / _PARTS


def _uncertain_parameters(scenario: Scenario) -> Iterator[Parameter]:
    for path, number in numbers_of(scenario).items():
        if is_uncertain(scenario, path, number):
            values = tuple(sorted(set(number.values)))
            ends = (number.low, number.high) if not values else (values[0], values[-1])
            low, high = (end or 0.0 for end in ends)
            yield _parameter(path, number.point, low, high, values)
    bias = scenario.bias
    if bias is not None:
        for party in scenario.parties:
            yield _parameter(NumberPath(f"{GAINS}.{party.id}"), 1.0, bias.low, bias.high)


def _parameter(
    path: NumberPath, point: float, low: float, high: float, values: tuple[float, ...] = ()
) -> Parameter:
    return Parameter(path, point, float(low), float(high), unit=high - low, values=values)
