"""Check each step's `sets`: the path can be set, and the value is in range.

And whether a chance of being found out is one at all.
"""

from collections.abc import Iterator, Mapping
from itertools import islice

from winset.language.catalogue import told
from winset.scenario.file.draft import Draft
from winset.scenario.file.ranges import outside
from winset.scenario.keys import keys_of
from winset.scenario.number_path import NumberPath
from winset.scenario.numbers import Number
from winset.scenario.parties import Party
from winset.scenario.steps import Step
from winset.scenario.tree import Finding, Path, children, shown, unknown

LEAST_DETECTION = 1e-9
"""No chance of being found out is smaller, unless it is 0: amounts are divided by it."""

MOST_SETTERS = 8
"""Steps with `sets` at most: each doubles the sets of numbers that a search looks at."""


SETTABLE: Mapping[str, tuple[str, ...]] = {
    block: tuple(name for name, key in keys_of(noun).items() if key.set_by_steps)
    for block, noun in (("steps", Step), ("parties", Party))
}
"""What can be set, by block: what decides whether an order is kept."""


def check_sets(draft: Draft) -> Iterator[Finding]:
    """Yield what is wrong with what the steps of a file set."""
    for path, value in children(draft.data, "steps", "*", "sets", "*"):
        about = NumberPath(path[-1]).keys
        unknown = _unknown(about, draft.known)
        if unknown:
            yield Finding(path, *unknown, on_key=True)
        else:
            yield from outside(about, path, value)
    setters = children(draft.data, "steps", "*", "sets")
    too_many = next(islice(setters, MOST_SETTERS, None), None)
    if too_many is not None:
        count = MOST_SETTERS + 1 + sum(1 for _ in setters)
        said = told("errors.sets.many", count=count, most=MOST_SETTERS)
        yield Finding(too_many[0], *said, on_key=True)


def check_detections(draft: Draft) -> Iterator[Finding]:
    """Yield the chances of detection that are too small to be told from 0."""
    for path, step in draft.each("steps"):
        yield from _too_small((*path, "detection"), step.detection)
        for about, number in step.sets.items():
            if about.endswith(".detection"):
                yield from _too_small((*path, "sets", about), number)


def _too_small(path: Path, number: Number) -> Iterator[Finding]:
    small = next((n for n in number.every if 0 < n < LEAST_DETECTION), None)
    if small is not None:
        yield Finding(path, *told("errors.sets.detection", value=shown(small)))


def _unknown(about: tuple[str, ...], known: Mapping[str, list[str]]) -> tuple[str, str] | None:
    if len(about) != 3 or about[2] not in SETTABLE.get(about[0], ()):
        known_ = [f"{block}.ID.{name}" for block, names in SETTABLE.items() for name in names]
        return told("errors.sets.path", path=shown(".".join(about)), known=known_)
    if about[1] not in known[about[0]]:
        return unknown(about[1], known[about[0]], about[0])
    return None
