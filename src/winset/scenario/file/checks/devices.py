"""Check that the escrows of a file can be used, and its steps be done in so many slices."""

from collections.abc import Iterator

from winset.language.catalogue import told
from winset.scenario.file.checks.precedence import clash, needed, prerequisites
from winset.scenario.file.draft import Draft
from winset.scenario.model import Scenario
from winset.scenario.tree import Finding, Path, printable, shown

MOST_SLICES = 62
"""Slices of all steps together at most, a step that is not sliced counted as one."""


def check_escrow(draft: Draft) -> Iterator[Finding]:
    """Yield what is wrong with the escrows of a file."""
    steps = {step.id: step for step in draft.scenario.steps}
    for path, escrow in draft.each("escrow"):
        known = [step for step in dict.fromkeys(escrow.steps) if step in steps]
        performers = {who for step in known for who in steps[step].by}
        if len(known) > 1 and len(performers) == 1:
            said = told("errors.devices.alone", party=printable(performers.pop()))
            yield Finding((*path, "steps"), *said)
        yield from _exclusive((*path, "steps"), known, draft.scenario)
        for i, step in enumerate(escrow.steps):
            yield from _too_late((*path, "steps", i), step, known, draft.scenario)
            sliced = step in steps and steps[step].slices != 1
            if sliced or not draft.whole("steps", step, "slices"):
                said = told("errors.devices.slices", step=printable(step))
                yield Finding((*path, "steps", i), *said)


def _exclusive(path: Path, steps: list[str], scenario: Scenario) -> Iterator[Finding]:
    before = prerequisites(scenario)
    alone = any(clash(needed(step, before), scenario) for step in steps)  # told at the step
    both = clash({first for step in steps for first in needed(step, before)}, scenario)
    if both and not alone:
        yield Finding(path, *told("errors.packages.escrow", **both))


def _too_late(path: Path, step: str, steps: list[str], scenario: Scenario) -> Iterator[Finding]:
    before = prerequisites(scenario)
    first = needed(step, before) - {step}
    for other in steps:
        in_a_circle = step in needed(other, before)  # told where the steps stand
        if other in first and not in_a_circle:
            names = {"step": printable(step), "first": printable(other)}
            yield Finding(path, *told("errors.devices.late", **names))


def check_slices(draft: Draft) -> Iterator[Finding]:
    """Yield where the slices of a file become too many."""
    total = len(draft.known["steps"])
    for path, step in draft.each("steps"):
        total += (step.slices or 1) - 1
        if total > MOST_SLICES and step.slices != 1:
            said = told("errors.devices.many", total=shown(total), most=MOST_SLICES)
            yield Finding((*path, "slices"), *said)
            return
