"""Check that prerequisites, choices, bonuses, proposals, demands and done steps fit together."""

from collections.abc import Iterator

from winset.scenario.file.checks.precedence import (
    circle_text,
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
        wrong = f"the steps come round in a circle: {circle_text(circle)}"
        yield Finding(("steps", circle[1], "after"), wrong, "take one of them out of `after`")


def _policy_of_nothing(draft: Draft) -> Iterator[Finding]:
    for path, step in draft.each("steps"):
        if step.policy and not step.after and draft.whole(*path, "after"):
            wrong = "the step has no prerequisites that could be given up"
            remedy = "add `after`, or remove `policy`"
            yield Finding((*path, "policy"), wrong, remedy, on_key=True)


def _with_prerequisites(draft: Draft) -> Iterator[Finding]:
    """Yield the steps proposed, or done, without what they need."""
    for path, proposal in draft.each("proposals"):
        place = (*path, "steps")
        yield from _lacking(draft, place, proposal.steps, "which is not proposed")
    done = done_steps(draft.scenario)
    yield from _lacking(draft, ("standing", "done"), done, "which is not done")


def _lacking(draft: Draft, path: Path, held: tuple[str, ...], why: str) -> Iterator[Finding]:
    before = prerequisites(draft.scenario)
    for i, step in enumerate(held):
        for first in before.get(step, ()):
            if first in draft.known["steps"] and first not in held:
                wrong = f"{printable(step)} needs {printable(first)}, {why}"
                remedy = f"add {printable(first)}, or take {printable(step)} out"
                yield Finding((*path, i), wrong, remedy)


# --- choices


def _in_two_choices(draft: Draft) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for path, choice in draft.each("choices"):
        for i, step in enumerate(choice.one_of):
            if seen.setdefault(step, choice.id) != choice.id:
                wrong = f"{printable(step)} already belongs to the choice {printable(seen[step])}"
                yield Finding((*path, "one_of", i), wrong, "a step can belong to one choice only")


def _impossible_steps(draft: Draft) -> Iterator[Finding]:
    before = prerequisites(draft.scenario)
    clashes = {step: clash(needed(step, before), draft.scenario) for step in before}
    for step, both in clashes.items():
        if both and not any(clashes.get(first) for first in before[step]):
            wrong = f"this step can never be done: it takes {both}"
            yield Finding(("steps", step, "after"), wrong, "change `after` or the choice")


def _impossible_bonuses(draft: Draft) -> Iterator[Finding]:
    for path, bonus in draft.each("bonuses"):
        both = clash(bonus.when, draft.scenario)
        if both:
            wrong = f"this bonus can never count: it takes {both}"
            yield Finding((*path, "when"), wrong, "take one of the two out of `when`")


def _done_within_choices(draft: Draft) -> Iterator[Finding]:
    both = clash(done_steps(draft.scenario), draft.scenario)
    if both:
        yield Finding(("standing", "done"), f"what is done holds {both}", "take one of the two out")


# --- proposals


def _proposals_within_choices(draft: Draft) -> Iterator[Finding]:
    for path, proposal in draft.each("proposals"):
        both = clash(proposal.steps, draft.scenario)
        if both:
            remedy = "take one of the two out"
            yield Finding((*path, "steps"), f"the proposal holds {both}", remedy)
        for choice in draft.scenario.choices:
            if choice.required and not set(choice.one_of) & set(proposal.steps):
                wrong = f"the proposal holds no step of the choice {printable(choice.id)}"
                one_of = ", ".join(map(printable, choice.one_of))
                remedy = f"add one of {one_of}; the choice is required"
                yield Finding((*path, "steps"), wrong, remedy)


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
                    wrong = f"the proposal does not hold {printable(step)}"
                    remedy = "add it to `steps`, or remove the pair"
                    yield Finding((*path, "before", n, i), wrong, remedy)
            order.setdefault(pair[1], []).append(pair[0])
        circle = next(cycles(order), None)
        if circle and not own_circle:  # else it is told where the steps stand
            wrong = f"no order fits: {circle_text(circle)}"
            remedy = "remove a pair; prerequisites count as well"
            yield Finding((*path, "before"), wrong, remedy)


# --- demands


def _one_position(draft: Draft) -> Iterator[Finding]:
    for path, _ in draft.each("demands"):
        given = [key for key in POSITIONS if draft.has(*path, key)]
        if len(given) != 1:
            wrong = f"the demand says {' and '.join(given) or 'nothing'}"
            yield Finding(path, wrong, f"give exactly one of {', '.join(POSITIONS)}")


def _circular_demands(draft: Draft) -> Iterator[Finding]:
    for path, demand in draft.each("demands"):
        order: dict[str, list[str]] = {}
        for first, second in demand.before:
            order.setdefault(second, []).append(first)
        for circle in cycles(order):
            wrong = f"no order fits: {circle_text(circle)}"
            yield Finding((*path, "before"), wrong, "remove one of the pairs")


def _demands_with_meaning(draft: Draft) -> Iterator[Finding]:
    meanings = {term.id: term.meaning for term in draft.scenario.terms}
    for path, demand in draft.each("demands"):
        known = demand.term in meanings and demand.by in draft.known["parties"]
        if known and demand.by not in meanings[demand.term]:
            wrong = f"the term has no meaning for {printable(demand.by)}"
            remedy = f"add {printable(demand.by)} under `terms.{printable(demand.term)}.meaning`"
            yield Finding((*path, "term"), wrong, remedy)
