"""What must come before what, and what excludes what, among the steps of a scenario."""

from collections.abc import Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from itertools import combinations

from winset.scenario.model import Scenario
from winset.scenario.tree import printable

Before = Mapping[str, list[str]]
"""For each step the steps that come before it."""

MOST_CYCLES = 10  # more are hardly read; breaking these usually breaks the others


def prerequisites(scenario: Scenario, *, policy: bool = True) -> dict[str, list[str]]:
    """Return for each step the steps that must be done before it, those of policy or without."""
    return {one.id: [] if one.policy and not policy else list(one.after) for one in scenario.steps}


def needed(step: str, before: Before) -> set[str]:
    """Return a step with all that must be done before it."""
    found: set[str] = set()
    open_ = [step]
    while open_:
        one = open_.pop()
        if one not in found:
            found.add(one)
            open_.extend(before.get(one, ()))
    return found


def cycles(before: Before) -> Iterator[list[str]]:
    """Yield circles, each step before the next one, first and last alike; each is then cut."""
    left = {step: list(first) for step, first in before.items()}
    for _ in range(MOST_CYCLES):
        try:
            TopologicalSorter(left).prepare()
        except CycleError as error:
            circle: list[str] = error.args[1]
            left[circle[1]] = [step for step in left[circle[1]] if step != circle[0]]
            yield circle
        else:
            return


def clash(steps: Iterable[str], scenario: Scenario) -> Mapping[str, str] | None:
    """Return which two of the steps exclude one another, and by which choice; or None."""
    held = set(steps)
    for choice in scenario.choices:
        both = [step for step in dict.fromkeys(choice.one_of) if step in held]
        for pair in combinations(both, 2):
            names = map(printable, (*pair, choice.id))
            return dict(zip(("first", "second", "choice"), names, strict=True))
    return None


def done_steps(scenario: Scenario) -> tuple[str, ...]:
    """Return the steps that an agreement under way has behind it."""
    return scenario.standing.done if scenario.standing else ()
