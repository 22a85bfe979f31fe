"""Whether the parts of a file fit together: orders, choices, proposals, demands, the record.

Like `winset.scenario.references`, the checks read plain data of any shape and pass over what has
not the expected one.
"""

from collections.abc import Iterator
from typing import Any

from winset.scenario.beliefs import check_beliefs
from winset.scenario.conflict_checks import check_conflict
from winset.scenario.orders import (
    choices,
    circle_text,
    clash,
    cycles,
    done_before,
    needed,
    prerequisites,
)
from winset.scenario.references import check_references
from winset.scenario.tree import Finding, Path, children, mapping, printable, texts
from winset.scenario.whatif import FITTING, check_whatif
from winset.scenario.written import check_orders, physical

POSITIONS = ("before", "require", "refuse", "at_least", "term")


def check(data: Any) -> Iterator[Finding]:
    """Yield all that does not fit together in the data of a file."""
    checks = (
        check_references,
        *FITTING,
        check_whatif,
        check_conflict,
        _trust_in_oneself,
        _circles,
        _policy_of_nothing,
        _in_two_choices,
        _impossible_steps,
        _impossible_bonuses,
        _proposals_within_choices,
        _proposals_with_prerequisites,
        _proposals_in_order,
        check_orders,
        _one_position,
        _circular_demands,
        _demands_with_meaning,
        _done_in_order,
        _done_within_choices,
        _promises,
        check_beliefs,
    )
    for look in checks:
        yield from look(data)


def _trust_in_oneself(data: Any) -> Iterator[Finding]:
    for path, _ in children(data, "parties", "*", "trust", "*"):
        if path[1] == path[3]:
            wrong = "a party's trust in itself is not asked for"
            yield Finding(path, wrong, "remove this key", on_key=True)


# --- prerequisites


def _circles(data: Any) -> Iterator[Finding]:
    for circle in cycles(prerequisites(data)):
        wrong = f"the steps come round in a circle: {circle_text(circle)}"
        yield Finding(("steps", circle[1], "after"), wrong, "take one of them out of `after`")


def _policy_of_nothing(data: Any) -> Iterator[Finding]:
    for path, policy in children(data, "steps", "*", "policy"):
        if policy is True and not mapping(data, *map(str, path[:-1])).get("after"):
            wrong = "the step has no prerequisites that could be given up"
            yield Finding(path, wrong, "add `after`, or remove `policy`", on_key=True)


# --- choices


def _in_two_choices(data: Any) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for path, step in children(data, "choices", "*", "one_of", "*"):
        if not isinstance(step, str):
            continue
        choice = str(path[1])
        if seen.setdefault(step, choice) != choice:
            wrong = f"{printable(step)} already belongs to the choice {printable(seen[step])}"
            yield Finding(path, wrong, "a step can belong to one choice only")


def _impossible_steps(data: Any) -> Iterator[Finding]:
    before = prerequisites(data)
    clashes = {step: clash(needed(step, before), data) for step in before}
    for step, both in clashes.items():
        if both and not any(clashes.get(first) for first in before[step]):
            wrong = f"this step can never be done: it takes {both}"
            yield Finding(("steps", step, "after"), wrong, "change `after` or the choice")


def _impossible_bonuses(data: Any) -> Iterator[Finding]:
    for path, when in children(data, "bonuses", "*", "when"):
        both = clash(texts(when), data)
        if both:
            wrong = f"this bonus can never count: it takes {both}"
            yield Finding(path, wrong, "take one of the two out of `when`")


# --- proposals


def _proposals_within_choices(data: Any) -> Iterator[Finding]:
    for path, steps in children(data, "proposals", "*", "steps"):
        held = texts(steps)
        both = clash(held, data)
        if both:
            yield Finding(path, f"the proposal holds {both}", "take one of the two out")
        for choice, one_of in choices(data).items():
            required = mapping(data, "choices", choice).get("required") is True
            if required and held and not set(one_of) & set(held):
                wrong = f"the proposal holds no step of the choice {printable(choice)}"
                remedy = f"add one of {', '.join(map(printable, one_of))}; the choice is required"
                yield Finding(path, wrong, remedy)


def _proposals_with_prerequisites(data: Any) -> Iterator[Finding]:
    before = prerequisites(data)
    for path, steps in children(data, "proposals", "*", "steps"):
        held = texts(steps)
        for i, step in enumerate(held):
            for first in before.get(step, ()):
                if first in before and first not in held:
                    wrong = f"{printable(step)} needs {printable(first)}, which is not proposed"
                    remedy = f"add {printable(first)}, or take {printable(step)} out"
                    yield Finding((*path, i), wrong, remedy)


def _pairs(data: Any, *pattern: str) -> Iterator[tuple[Path, tuple[str, str]]]:
    for path, pair in children(data, *pattern, "*"):
        if isinstance(pair, list) and len(texts(pair)) == len(pair) == 2:
            yield path, (pair[0], pair[1])


def _proposals_in_order(data: Any) -> Iterator[Finding]:
    for proposal in mapping(data, "proposals"):
        held = texts(mapping(data, "proposals", proposal).get("steps"))
        order = {step: [x for x in first if x in held] for step, first in physical(data).items()}
        order = {step: first for step, first in order.items() if step in held}
        own_circle = next(cycles(order), None) is not None
        for path, (first, second) in _pairs(data, "proposals", proposal, "before"):
            for i, step in enumerate((first, second)):
                if step not in held and step in mapping(data, "steps"):
                    wrong = f"the proposal does not hold {printable(step)}"
                    yield Finding((*path, i), wrong, "add it to `steps`, or remove the pair")
            order.setdefault(second, []).append(first)
        circle = next(cycles(order), None)
        if circle and not own_circle:  # else it is told where the steps stand
            wrong = f"no order fits: {circle_text(circle)}"
            path = ("proposals", proposal, "before")
            yield Finding(path, wrong, "remove a pair; prerequisites count as well")


# --- demands


def _one_position(data: Any) -> Iterator[Finding]:
    for path, demand in children(data, "demands", "*"):
        if isinstance(demand, dict):
            given = [key for key in POSITIONS if key in demand]
            if len(given) != 1:
                wrong = f"the demand says {' and '.join(given) or 'nothing'}"
                yield Finding(path, wrong, f"give exactly one of {', '.join(POSITIONS)}")


def _circular_demands(data: Any) -> Iterator[Finding]:
    for demand in mapping(data, "demands"):
        order: dict[str, list[str]] = {}
        for _, (first, second) in _pairs(data, "demands", demand, "before"):
            order.setdefault(second, []).append(first)
        for circle in cycles(order):
            path = ("demands", demand, "before")
            yield Finding(path, f"no order fits: {circle_text(circle)}", "remove one of the pairs")


def _demands_with_meaning(data: Any) -> Iterator[Finding]:
    for path, term in children(data, "demands", "*", "term"):
        party = mapping(data, "demands", str(path[1])).get("by")
        if not isinstance(term, str) or not isinstance(party, str):
            continue
        known = term in mapping(data, "terms") and party in mapping(data, "parties")
        if known and party not in mapping(data, "terms", term, "meaning"):
            wrong = f"the term has no meaning for {printable(party)}"
            remedy = f"add {printable(party)} under `terms.{printable(term)}.meaning`"
            yield Finding(path, wrong, remedy)


# --- an agreement under way


def _done_in_order(data: Any) -> Iterator[Finding]:
    before = prerequisites(data)
    done = done_before(data)
    for path, step in children(data, "standing", "done", "*"):
        for first in before.get(step, ()) if isinstance(step, str) else ():
            if first in before and first not in done:
                wrong = f"{printable(step)} needs {printable(first)}, which is not done"
                remedy = f"add {printable(first)}, or take {printable(step)} out"
                yield Finding(path, wrong, remedy)


def _done_within_choices(data: Any) -> Iterator[Finding]:
    both = clash(done_before(data), data)
    if both:
        yield Finding(("standing", "done"), f"what is done holds {both}", "take one of the two out")


# --- the record


def _promises(data: Any) -> Iterator[Finding]:
    observers = mapping(data, "observers")
    for path, entry in children(data, "record", "*"):
        if not isinstance(entry, dict):
            continue
        by, kept = entry.get("by"), "kept" in entry
        if kept and "by" not in entry:
            wrong = "a promise was kept, but nobody made it"
            yield Finding((*path, "kept"), wrong, "add `by`", on_key=True)
        if kept and isinstance(by, str) and by in observers:
            wrong = "only the promises of parties are weighed"
            yield Finding((*path, "kept"), wrong, "remove `kept`", on_key=True)
        if "weight" in entry and not kept:
            wrong = "there is a weight, but no promise"
            yield Finding((*path, "weight"), wrong, "add `kept`, or remove `weight`", on_key=True)
        if isinstance(by, str) and by == entry.get("to"):
            yield Finding((*path, "to"), "this is who acts", "name another, or remove `to`")
