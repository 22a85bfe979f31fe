"""What must come before what, and what excludes what, in the plain data of a file.

Data of another shape than expected is passed over: the format's own check speaks of that.
"""

from collections.abc import Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from itertools import combinations
from typing import Any, TypeAlias

from winset.scenario.tree import mapping, printable, texts

Before: TypeAlias = Mapping[str, list[str]]
"""For each step the steps that come before it."""

MOST_CYCLES = 10  # more are hardly read; breaking these usually breaks the others


def prerequisites(data: Any) -> dict[str, list[str]]:
    """Return for each step the steps that must be done before it."""
    steps = mapping(data, "steps")
    return {step: texts(mapping(entry).get("after")) for step, entry in steps.items()}


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


def circle_text(circle: list[str]) -> str:
    """Return a circle in words."""
    if len(circle) == 2:
        return f"{printable(circle[0])} before itself"
    return " before ".join(printable(step) for step in circle)


def choices(data: Any) -> dict[str, list[str]]:
    """Return the alternatives of each choice."""
    return {
        key: texts(mapping(data, "choices", key).get("one_of")) for key in mapping(data, "choices")
    }


def clash(steps: Iterable[str], data: Any) -> str | None:
    """Return in words which two of the steps exclude one another, or None."""
    held = set(steps)
    for choice, one_of in choices(data).items():
        both = [step for step in dict.fromkeys(one_of) if step in held]
        for pair in combinations(both, 2):
            first, second, which = (printable(part) for part in (*pair, choice))
            return f"both {first} and {second}, of which the choice {which} allows one"
    return None


def done_before(data: Any) -> list[str]:
    """Return the steps that an agreement under way has behind it."""
    return texts(mapping(data, "standing").get("done"))
