"""Scenarios drawn from the ranges of a scenario's numbers.

Each number is drawn by itself: a range as a PERT distribution (a beta distribution on it with the
mode weighted four times; Malcolm and others 1959), a list by its weights. Independent noise
averages out over many steps. Where the file states a `bias`, each party's gains are therefore also
multiplied as a whole by one factor, uniform on the logarithm: whoever judged them may have been an
optimist or a sceptic throughout.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from winset.scenario import Bias, Number, Scenario
from winset.scenario.changes import change_numbers, numbers_of
from winset.scenario.game import Floats
from winset.scenario.number_path import NumberPath


@dataclass(frozen=True, slots=True)
class Uncertainty:
    """The uncertain parts of a scenario: numbers with ranges, with lists, and a bias."""

    ranges: bool
    lists: bool
    bias: Bias | None

    @property
    def none(self) -> bool:
        """Whether every draw would be the scenario itself."""
        return not (self.ranges or self.lists or self.bias)


def uncertainty_of(scenario: Scenario) -> Uncertainty:
    """Return the uncertain parts of a scenario on which a verdict can hang."""
    drawn = [n for path, n in numbers_of(scenario).items() if is_uncertain(scenario, path, n)]
    return Uncertainty(
        ranges=any(not number.values for number in drawn),
        lists=any(number.values for number in drawn),
        bias=scenario.bias,
    )


def is_uncertain(scenario: Scenario, path: NumberPath, number: Number) -> bool:
    """Return whether a number can be drawn otherwise, and a verdict can hang on it."""
    one = number.low == number.high and len(set(number.values)) <= 1
    return not (one or is_idle(scenario, path))


def draw_scenario(scenario: Scenario, seed: int, index: int) -> Scenario:
    """Return the `index`-th draw of a seed, the same whatever else is drawn.

    Numbers are drawn by the order of their paths: that of the file has no part in it.
    """
    rng = np.random.default_rng([seed, index])
    factors = _factors(scenario, rng)
    numbers = sorted(numbers_of(scenario).items())
    points = {
        path: float(draw_number(one, rng, 1)[0])
        for path, one in numbers
        if not is_idle(scenario, path)
    }

    def drawn(path: NumberPath, number: Number) -> Number:
        return _scaled(path, number, points.get(path, number.point), factors)

    return change_numbers(scenario, drawn)


def is_idle(scenario: Scenario, path: NumberPath) -> bool:
    """Return whether no verdict can hang on a number: durations do only where windows are.

    No verdict hangs on what a demand would cost to drop, nor on a change of government, nor on what
    the file's warnings tell of.

    Such numbers are not drawn, so that the draws of the others do not depend on them.
    """
    told = {one.path for one in scenario.warnings}
    if path in told:
        return True
    windows = any(step.window and f"steps.{step.id}.window" not in told for step in scenario.steps)
    match path.keys:
        case ["parties", _, "leaves_office"] | ["demands", _, "cost"]:
            return True
        case ["steps", _, "phases"]:
            return not windows
    return False


def _factors(scenario: Scenario, rng: np.random.Generator) -> Mapping[str, float]:
    """Return a factor for the gains of each party; none where there is no bias."""
    bias = scenario.bias
    if bias is None:
        return {}
    low, high = np.log(bias.low), np.log(bias.high)
    return {party.id: float(np.exp(rng.uniform(low, high))) for party in scenario.ranked}


def scale_gains(scenario: Scenario, factors: Mapping[str, float]) -> Scenario:
    """Return a scenario in which parties' gains from steps and bonuses are so many times more."""
    return change_numbers(scenario, lambda path, n: _scaled(path, n, n.point, factors))


def _scaled(path: NumberPath, number: Number, point: float, factors: Mapping[str, float]) -> Number:
    """Return a number with a new point, scaled where it is a gain of somebody with a factor."""
    if point > 0:
        point *= factors.get(gains_of(path) or "", 1.0)
    return number if point == number.point else replace(number, point=point)


def gains_of(path: NumberPath) -> str | None:
    """Return whose worth of a step or bonus a number is; None where it is none."""
    worth = path.block in ("steps", "bonuses") and path.name == "value"
    return path.last if worth else None


def draw_number(number: Number, rng: np.random.Generator, count: int) -> Floats:
    """Return values drawn from a number's range or list; its point if certain: (count,)."""
    if number.values:
        weights = np.array(number.weights)
        return rng.choice(np.array(number.values), count, p=weights / weights.sum())
    if number.low is None or number.high is None or number.low == number.high:
        return np.full(count, number.point)
    width = number.high - number.low
    to_mode, from_mode = number.point - number.low, number.high - number.point
    share = rng.beta(1 + 4 * to_mode / width, 1 + 4 * from_mode / width, count)
    return np.asarray(number.low + width * share)
