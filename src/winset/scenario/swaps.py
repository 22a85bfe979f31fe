"""Whether the escrows of a file can be used, and its steps be done in so many slices."""

from collections.abc import Iterator
from typing import Any

from winset.scenario.orders import clash, needed, prerequisites
from winset.scenario.quantities import ANY, MAX_SLICES
from winset.scenario.tree import Finding, Path, children, mapping, printable, shown, texts

MOST_SLICES = 62
"""Slices of all steps together at most, a step that is not sliced counted as one."""


def check_escrow(data: Any) -> Iterator[Finding]:
    """Yield what is wrong with the escrows of a file."""
    for path, listed in children(data, "escrow", "*", "steps"):
        steps = texts(listed)
        known = [step for step in dict.fromkeys(steps) if step in mapping(data, "steps")]
        yield from _nothing_to_swap(path, known, data)
        yield from _exclusive(path, known, data)
        for i, step in enumerate(steps):
            yield from _too_late((*path, i), step, known, data)
            yield from _in_slices((*path, i), step, data)


def _nothing_to_swap(path: Path, steps: list[str], data: Any) -> Iterator[Finding]:
    performers = {who for step in steps for who in texts(mapping(data, "steps", step).get("by"))}
    if len(steps) > 1 and len(performers) == 1:
        wrong = f"{printable(performers.pop())} performs all of these steps alone"
        yield Finding(path, wrong, "add a step of another party, or remove the escrow")


def _exclusive(path: Path, steps: list[str], data: Any) -> Iterator[Finding]:
    before = prerequisites(data)
    alone = any(clash(needed(step, before), data) for step in steps)  # told where the step stands
    both = clash({first for step in steps for first in needed(step, before)}, data)
    if both and not alone:
        wrong = f"this escrow can never be used: it takes {both}"
        yield Finding(path, wrong, "take one of the two out of `steps`")


def _too_late(path: Path, step: str, steps: list[str], data: Any) -> Iterator[Finding]:
    before = prerequisites(data)
    first = needed(step, before) - {step}
    for other in steps:
        in_a_circle = step in needed(other, before)  # told where the steps stand
        if other in first and not in_a_circle:
            wrong = f"{printable(step)} needs {printable(other)} first"
            remedy = "take one of the two out: they cannot change hands in one move"
            yield Finding(path, wrong, remedy)


def _in_slices(path: Path, step: str, data: Any) -> Iterator[Finding]:
    slices = mapping(data, "steps", step).get("slices", 1)
    if slices == ANY or (isinstance(slices, int | float) and slices > 1):
        wrong = f"{printable(step)} is done in slices"
        remedy = "remove its `slices`, or take it out: an escrow hands over whole steps"
        yield Finding(path, wrong, remedy)


def check_slices(data: Any) -> Iterator[Finding]:
    """Yield where the slices of a file become too many."""
    total = len(mapping(data, "steps"))
    for path, slices in children(data, "steps", "*", "slices"):
        if not isinstance(slices, int | float) or not 1 < slices <= MAX_SLICES:
            continue  # one slice, or what the format objects to
        total += int(slices) - 1
        if total > MOST_SLICES:
            wrong = f"all steps have {shown(total)} slices together up to here"
            remedy = f"give fewer: the most is {MOST_SLICES}, a step without slices counted as one"
            yield Finding(path, wrong, remedy)
            return
