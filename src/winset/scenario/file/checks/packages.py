"""Check that prerequisites, choices, bonuses, proposals, demands and done steps fit together."""

from collections.abc import Iterator

from winset.language.catalogue import told
from winset.scenario.file.checks.precedence import (
    clash,
    cycles,
    done_steps,
    needed,
    prerequisites,
)
from winset.scenario.file.draft import Draft
from winset.scenario.tree import Finding, Path, printable

POSITIONS = ("before", "require", "refuse", "at_least", "term")


def check_packages(draft: Draft) -> Iterator[Finding]:
    """Yield the parts of a file that no package, or no order, could meet."""
    checks = (
        _circles,
        _policy_of_nothing,
        _in_two_choices,
        _impossible_steps,
        _impossible_bonuses,
        _proposals_within_choices,
        _proposals_in_order,
        _one_position,
        _circular_demands,
        _demands_with_meaning,
        _done_within_choices,
        _with_prerequisites,
    )
    for look in checks:
        yield from look(draft)


# --- prerequisites


def _circles(draft: Draft) -> Iterator[Finding]:
    for circle in cycles(prerequisites(draft.scenario)):
        said = told("errors.packages.circle", steps=list(map(printable, circle)))
        yield Finding(("steps", circle[1], "after"), *said)


def _policy_of_nothing(draft: Draft) -> Iterator[Finding]:
    for path, step in draft.each("steps"):
        if step.policy and not step.after and draft.whole(*path, "after"):
            yield Finding((*path, "policy"), *told("errors.packages.policy"), on_key=True)


def _with_prerequisites(draft: Draft) -> Iterator[Finding]:
    """Yield the steps proposed, or done, without what they need."""
    for path, proposal in draft.each("proposals"):
        place = (*path, "steps")
        yield from _lacking(draft, place, proposal.steps, "not_proposed")
    done = done_steps(draft.scenario)
    yield from _lacking(draft, ("standing", "done"), done, "not_done")


def _lacking(draft: Draft, path: Path, held: tuple[str, ...], why: str) -> Iterator[Finding]:
    before = prerequisites(draft.scenario)
    for i, step in enumerate(held):
        for first in before.get(step, ()):
            if first in draft.known["steps"] and first not in held:
                names = {"step": printable(step), "first": printable(first)}
                yield Finding((*path, i), *told(f"errors.packages.{why}", **names))


# --- choices


def _in_two_choices(draft: Draft) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for path, choice in draft.each("choices"):
        for i, step in enumerate(choice.one_of):
            if seen.setdefault(step, choice.id) != choice.id:
                names = {"step": printable(step), "choice": printable(seen[step])}
                said = told("errors.packages.two_choices", **names)
                yield Finding((*path, "one_of", i), *said)


def _impossible_steps(draft: Draft) -> Iterator[Finding]:
    before = prerequisites(draft.scenario)
    clashes = {step: clash(needed(step, before), draft.scenario) for step in before}
    for step, both in clashes.items():
        if both and not any(clashes.get(first) for first in before[step]):
            yield Finding(("steps", step, "after"), *told("errors.packages.step", **both))


def _impossible_bonuses(draft: Draft) -> Iterator[Finding]:
    for path, bonus in draft.each("bonuses"):
        both = clash(bonus.when, draft.scenario)
        if both:
            yield Finding((*path, "when"), *told("errors.packages.bonus", **both))


def _done_within_choices(draft: Draft) -> Iterator[Finding]:
    both = clash(done_steps(draft.scenario), draft.scenario)
    if both:
        yield Finding(("standing", "done"), *told("errors.packages.done", **both))


# --- proposals


def _proposals_within_choices(draft: Draft) -> Iterator[Finding]:
    for path, proposal in draft.each("proposals"):
        both = clash(proposal.steps, draft.scenario)
        if both:
            yield Finding((*path, "steps"), *told("errors.packages.proposal", **both))
        for choice in draft.scenario.choices:
            if choice.required and not set(choice.one_of) & set(proposal.steps):
                name, steps = printable(choice.id), list(map(printable, choice.one_of))
                said = told("errors.packages.required", choice=name, steps=steps)
                yield Finding((*path, "steps"), *said)


def _proposals_in_order(draft: Draft) -> Iterator[Finding]:
    physical = prerequisites(draft.scenario, policy=False)
    for path, proposal in draft.each("proposals"):
        held = proposal.steps
        order = {
            step: [x for x in physical[step] if x in held] for step in physical if step in held
        }
        own_circle = next(cycles(order), None) is not None
        for n, pair in enumerate(proposal.before):
            for i, step in enumerate(pair):
                if step not in held and step in draft.known["steps"]:
                    said = told("errors.packages.not_held", step=printable(step))
                    yield Finding((*path, "before", n, i), *said)
            order.setdefault(pair[1], []).append(pair[0])
        circle = next(cycles(order), None)
        if circle and not own_circle:  # else it is told where the steps stand
            said = told("errors.packages.no_order", steps=list(map(printable, circle)))
            yield Finding((*path, "before"), *said)


# --- demands


def _one_position(draft: Draft) -> Iterator[Finding]:
    for path, _ in draft.each("demands"):
        given = [key for key in POSITIONS if draft.has(*path, key)]
        if len(given) != 1:
            yield Finding(path, *told("errors.packages.position", given=given, known=POSITIONS))


def _circular_demands(draft: Draft) -> Iterator[Finding]:
    for path, demand in draft.each("demands"):
        order: dict[str, list[str]] = {}
        for first, second in demand.before:
            order.setdefault(second, []).append(first)
        for circle in cycles(order):
            said = told("errors.packages.demand_order", steps=list(map(printable, circle)))
            yield Finding((*path, "before"), *said)


def _demands_with_meaning(draft: Draft) -> Iterator[Finding]:
    meanings = {term.id: term.meaning for term in draft.scenario.terms}
    for path, demand in draft.each("demands"):
        known = demand.term in meanings and demand.by in draft.known["parties"]
        if known and demand.by not in meanings[demand.term]:
            names = {"party": printable(demand.by), "term": printable(demand.term)}
            yield Finding((*path, "term"), *told("errors.packages.meaning", **names))
