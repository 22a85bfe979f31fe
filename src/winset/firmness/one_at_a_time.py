"""One-at-a-time sensitivity: each uncertain number is varied alone, and which of them decide.

The swings are the bars of a tornado diagram. An outcome may change more than once along a number,
so that it is looked at in some places on the way before a change is pinned down.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Protocol, TypeVar

import numpy as np

from winset.firmness.doubts import gains_of, is_uncertain, scale_gains, uncertainty_of
from winset.firmness.draws import Draws
from winset.firmness.games import games_of
from winset.firmness.outcomes import Outcomes
from winset.firmness.subjects import BEST, Fate, Outcome, Subject, fates_of
from winset.roadmaps.bracketing import Parameter, SwitchingValue
from winset.scenario import Scenario
from winset.scenario.changes import numbers_of, with_changes
from winset.scenario.game import Floats, Game, compile_game
from winset.scenario.number_path import NumberPath

GAINS = "gains"
"""The block of a party's gains together, as a number of which they are multiples."""

_LOOKS = 2  # values tried between the point and each end before a change is pinned down
_PARTS = 1000  # of the way between two stops, to which a change is pinned down
_HEARD = ("record", "trust_prior")  # numbers on which trust hangs that the file does not give

T = TypeVar("T")
R = TypeVar("R")


class Each(Protocol):
    """What calls a function on each of some things, in order, in as many threads as it likes."""

    def __call__(self, work: Callable[[T], R], items: Sequence[T], /) -> list[R]:
        """Return what the function makes of each."""
        ...


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


Place = tuple[Parameter, float]
"""A number at another value."""

Key = tuple[NumberPath, str]
"""A number and a package."""


@dataclass(frozen=True, slots=True)
class _Bracket:
    """A number between a value that leaves what becomes of a package, and one that changes it.

    `within` is how near they must come to each other.
    """

    parameter: Parameter
    name: str
    kept: float
    turned: float
    within: float

    @property
    def open(self) -> bool:
        """Whether they must come nearer."""
        return abs(self.turned - self.kept) > self.within

    @property
    def middle(self) -> float:
        """Where to look next."""
        return (self.kept + self.turned) / 2

    def halved(self, *, changed: bool) -> "_Bracket":
        """Return the half in which the outcome changes."""
        middle = self.middle
        return replace(self, turned=middle) if changed else replace(self, kept=middle)


def vary(
    scenario: Scenario,
    parameters: Sequence[Parameter],
    subjects: tuple[Subject, ...],
    base: Mapping[str, Fate],
    each: Each,
) -> list[OneAtATime]:
    """Return the effects of each number on the packages, between the ends of its range."""
    outcomes = Outcomes(compile_game(scenario), subjects)
    places = [(p, x) for p in parameters for x in stops_of(p) if x != p.point]
    game = games_at(scenario, places)
    found = each(lambda n: outcomes.of(game(n)), range(len(places)))
    usual = {name: fate.outcome for name, fate in base.items()}
    seen: dict[NumberPath, dict[float, Mapping[str, Outcome]]]
    seen = {p.path: {p.point: usual} for p in parameters}
    for (p, x), one in zip(places, found, strict=True):
        seen[p.path][x] = one
    brackets = [b for p in parameters for s in subjects for b in _brackets(p, s.name, seen[p.path])]
    turns = _turns(_narrowed(scenario, outcomes, brackets, usual, each))
    asked = [(p, x, s) for p in parameters for x, s in _asked(p, subjects, turns)]
    game = games_at(scenario, [(p, x) for p, x, _ in asked])
    fates = each(lambda n: fates_of(game(n), asked[n][2:])[asked[n][2].name], range(len(asked)))
    known = {(p.path, x, s.name): fate for (p, x, s), fate in zip(asked, fates, strict=True)}
    known |= {(p.path, p.point, name): fate for p in parameters for name, fate in base.items()}
    return [_told(p, subjects, turns, known) for p in parameters]


def _asked(
    parameter: Parameter, subjects: Sequence[Subject], turns: Mapping[Key, SwitchingValue]
) -> Iterator[tuple[float, Subject]]:
    """Yield at which values of a number what becomes of a package is told in full."""
    ends = {x for x in (parameter.low, parameter.high) if x != parameter.point}
    for one in subjects:
        turn = turns.get((parameter.path, one.name))
        values = (ends if one.name == BEST else set()) | ({turn.after} if turn else set())
        yield from ((x, one) for x in sorted(values))


def _told(
    parameter: Parameter,
    subjects: Sequence[Subject],
    turns: Mapping[Key, SwitchingValue],
    known: Mapping[tuple[NumberPath, float, str], Fate],
) -> OneAtATime:
    """Return the effects of a number."""
    path, low, high = parameter.path, parameter.low, parameter.high
    swing = None
    if (path, parameter.point, BEST) in known:
        swing = Swing(path, low, high, known[path, low, BEST], known[path, high, BEST])
    found = ((one.name, turns.get((path, one.name))) for one in subjects)
    flips = (
        Flip(name, turn, known[path, turn.after, name]) for name, turn in found if turn is not None
    )
    return OneAtATime(swing, tuple(flips))


def _brackets(
    parameter: Parameter, name: str, seen: Mapping[float, Mapping[str, Outcome]]
) -> Iterator[_Bracket]:
    """Walk to either side from stop to stop; yield the last without a change, and the next."""
    usual = seen[parameter.point][name]
    for side in (-1, 1):
        beyond = (x for x in seen if (x - parameter.point) * side >= 0)
        for kept, stop in pairwise(sorted(beyond, key=lambda x: x * side)):
            if seen[stop][name] != usual:
                within = np.inf if parameter.values else abs(stop - kept) / _PARTS
                yield _Bracket(parameter, name, kept, stop, within)
                break


def _narrowed(
    scenario: Scenario,
    outcomes: Outcomes,
    brackets: list[_Bracket],
    usual: Mapping[str, Outcome],
    each: Each,
) -> list[_Bracket]:
    """Halve all until none is open."""
    while some := [n for n, one in enumerate(brackets) if one.open]:
        halves = _halved(scenario, outcomes, [brackets[n] for n in some], usual, each)
        for n, half in zip(some, halves, strict=True):
            brackets[n] = half
    return brackets


def _halved(
    scenario: Scenario,
    outcomes: Outcomes,
    brackets: Sequence[_Bracket],
    usual: Mapping[str, Outcome],
    each: Each,
) -> list[_Bracket]:
    """Return the half of each in which an outcome changes."""
    game = games_at(scenario, [(one.parameter, one.middle) for one in brackets])

    def half(n: int) -> _Bracket:
        one = brackets[n]
        return one.halved(changed=outcomes.of(game(n), {one.name})[one.name] != usual[one.name])

    return each(half, range(len(brackets)))


def _turns(brackets: Sequence[_Bracket]) -> dict[Key, SwitchingValue]:
    """Return by number and package the change nearest to the point that changes its outcome."""
    ends: dict[Key, dict[int, float]] = {}
    for one in brackets:
        side = -1 if one.turned < one.parameter.point else 1
        ends.setdefault((one.parameter.path, one.name), {})[side] = one.turned
    parameters = {one.parameter.path: one.parameter for one in brackets}
    nearest = {key: parameters[key[0]].nearest(by_side.get) for key, by_side in ends.items()}
    return {key: turn for key, turn in nearest.items() if turn is not None}


def games_at(scenario: Scenario, places: Sequence[Place]) -> Callable[[int], Game]:
    """Return the game with one number, or a party's gains, at another value, by its place."""
    numbers = numbers_of(scenario)
    points: dict[str, Floats] = {}
    for n, (parameter, value) in enumerate(places):
        path = parameter.path
        moved = {path: value}
        if path.block == GAINS:
            own = {p: one.point for p, one in numbers.items() if gains_of(p) == path.owner}
            moved = {p: point * value for p, point in own.items() if point > 0}
        for p, point in moved.items():
            points.setdefault(p, np.full(len(places), numbers[p].point))[n] = point
    doubts, weights = uncertainty_of(scenario), np.ones(len(places))
    games = games_of(Draws(scenario, 0, len(places), doubts, points, {}, weights))

    def game(n: int) -> Game:
        parameter, value = places[n]
        heard = parameter.path.block in _HEARD
        return compile_game(at(scenario, parameter, value)) if heard else games.game(n)

    return game


def at(scenario: Scenario, parameter: Parameter, value: float) -> Scenario:
    """Return the scenario with a number, or a party's gains, at another value."""
    if parameter.path.block == GAINS:
        return scale_gains(scenario, {parameter.path.owner: value})
    return with_changes(scenario, {parameter.path: value})


def stops_of(parameter: Parameter) -> tuple[float, ...]:
    """Return the values to look at, ascending: evenly spaced on each side of the point."""
    if parameter.values:
        return parameter.values
    below = np.linspace(parameter.low, parameter.point, _LOOKS + 1)
    above = np.linspace(parameter.point, parameter.high, _LOOKS + 1)
    return tuple(sorted({float(value) for value in (*below, *above)}))


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
