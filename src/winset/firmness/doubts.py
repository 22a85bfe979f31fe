"""What is uncertain in a scenario: numbers with ranges or lists, trust, a bias."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from winset.scenario import Bias, Number, Scenario
from winset.scenario.changes import change_numbers, numbers_of
from winset.scenario.number_path import NumberPath
from winset.scenario.trust import Promise, promises_of


@dataclass(frozen=True, slots=True)
class Uncertainty:
    """The uncertain parts of a scenario: numbers with ranges, with lists, a record, and a bias.

    `record` says whether any trust comes from promises, and not from the file itself.
    """

    ranges: bool
    lists: bool
    record: bool
    bias: Bias | None

    @property
    def none(self) -> bool:
        """Whether every draw would be the scenario itself."""
        return not (self.ranges or self.lists or self.record or self.bias)


def uncertainty_of(scenario: Scenario) -> Uncertainty:
    """Return the uncertain parts of a scenario on which a verdict can hang."""
    drawn = [n for path, n in numbers_of(scenario).items() if is_uncertain(scenario, path, n)]
    promises = promises_of(scenario)
    return Uncertainty(
        ranges=any(not number.values for number in drawn),
        lists=any(number.values for number in drawn),
        record=any(promises_heard(promises, *pair) for pair in unstated_trust(scenario)),
        bias=scenario.bias,
    )


def unstated_trust(scenario: Scenario) -> list[tuple[str, str]]:
    """Return by judge and judged whose trust the file does not give."""
    parties = scenario.parties
    return [
        (judge.id, judged.id)
        for judge in parties
        for judged in parties
        if judge is not judged and judged.id not in judge.trust
    ]


def promises_heard(promises: Sequence[Promise], judge: str, judged: str) -> list[int]:
    """Return which of the promises that count are known to a judge of a party, by their place."""
    return [n for n, one in enumerate(promises) if one.by == judged and one.to in (None, judge)]


def is_uncertain(scenario: Scenario, path: NumberPath, number: Number) -> bool:
    """Return whether a number can be drawn otherwise, and a verdict can hang on it."""
    one = number.low == number.high and len(set(number.values)) <= 1
    return not (one or is_idle(scenario, path))


def is_idle(scenario: Scenario, path: NumberPath) -> bool:
    """Return whether no verdict can hang on a number: durations do only where windows are.

    No verdict hangs on what a demand would cost to drop, nor on discounts and on changes of
    government, nor on what the file's warnings tell of.

    Such numbers are not drawn, so that the draws of the others do not depend on them.
    """
    told = {one.path for one in scenario.warnings}
    if path in told:
        return True
    windows = any(step.window and f"steps.{step.id}.window" not in told for step in scenario.steps)
    match path.keys:
        case ["parties", _, "discount" | "leaves_office"] | ["demands", _, "cost"]:
            return True
        case ["steps", _, "phases"]:
            return not windows
    return False


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
