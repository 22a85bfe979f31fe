"""Check that the parts of what follows a breakdown fit together.

What needs the states waits until options and conditions are right.
"""

from collections.abc import Iterable, Iterator

import numpy as np

from winset.language.catalogue import told
from winset.scenario.conditions import WORDS, Condition, ConditionError, parse_condition
from winset.scenario.conflict import Conflict, Ordered, Preference
from winset.scenario.file.draft import Draft
from winset.scenario.file.known import lacks
from winset.scenario.file.messages import missing
from winset.scenario.keys import After
from winset.scenario.kinds import MOST_OPTIONS
from winset.scenario.states import feasible_states, state_of
from winset.scenario.tree import Finding, Path, mapping, nearest, printable, shown, unknown

BLOCK = "aftermath"


def check_conflict(draft: Draft) -> Iterator[Finding]:
    """Yield what is wrong with the aftermath of a file, and whether it may stand alone."""
    if lacks(draft.data, "steps"):
        yield Finding(("steps",), *missing(("steps",)))
    conflict = draft.scenario.aftermath
    if conflict is None:
        return
    yield from _no_options(draft)
    yield from _conditions(draft)
    for path, one in draft.each(BLOCK, "preferences"):
        yield from _one_way_of_ordering(draft, path, one)
    yield from _preferences_of_movers(draft, conflict)
    yield from _moves_that_do_something(draft)
    if draft.whole(BLOCK, "options") and draft.whole(BLOCK, "infeasible"):
        yield from _states(draft, conflict)


def _no_options(draft: Draft) -> Iterator[Finding]:
    for option in draft.known["options"]:
        if option in WORDS:
            said = told("errors.conflict.word", option=shown(option))
            yield Finding((BLOCK, "options", option), *said, on_key=True)


def _conditions(draft: Draft) -> Iterator[Finding]:
    known = draft.known["options"]
    for path, text, form in draft.places if known else ():  # else that is what needs saying
        read = form.mark(After) if path[:1] == (BLOCK,) else None
        if read is None or read.read is not parse_condition or not isinstance(text, str):
            continue
        try:
            condition = parse_condition(text)
        except ConditionError:
            continue  # told by the format
        for word in condition.options:
            if word not in known:
                yield Finding(path, *unknown(word, known, "options"))


def _one_way_of_ordering(draft: Draft, path: Path, one: Ordered) -> Iterator[Finding]:
    whole = isinstance(one, Preference)
    ways = ("statements", "ranking", "one_of") if whole else ("statements", "ranking")
    given = [way for way in ways if draft.has(*path, way)]
    if len(given) != 1:
        yield Finding(path, *told("errors.conflict.ways", count=len(given), known=ways))
    for n, way in enumerate(one.one_of if isinstance(one, Preference) else ()):
        yield from _one_way_of_ordering(draft, (*path, "one_of", n), way)


def _preferences_of_movers(draft: Draft, conflict: Conflict) -> Iterator[Finding]:
    block = mapping(draft.data, BLOCK)
    if "preferences" not in block and nearest("preferences", block):
        return  # misspelt, which is told
    movers = [option.by for option in conflict.options]
    movers += [party for move in conflict.common_moves for party in move.by]
    for party in dict.fromkeys(movers):
        lacking = not draft.has(BLOCK, "preferences", party)
        if lacking and party in draft.known["parties"]:
            said = told("errors.conflict.preferences", party=printable(party))
            yield Finding((BLOCK, "preferences"), *said)


def _moves_that_do_something(draft: Draft) -> Iterator[Finding]:
    for path, move in draft.each(BLOCK, "common_moves"):
        if not move.on and not move.off and draft.whole(*path):
            yield Finding(path, *told("errors.conflict.idle"))
        for option in move.on:
            if option in move.off:
                yield Finding(path, *told("errors.conflict.both", option=printable(option)))


# --- what needs the states


def _states(draft: Draft, conflict: Conflict) -> Iterator[Finding]:
    options = draft.known["options"]
    conditions = {one.text: one for one in conflict.infeasible}
    sound = all(set(one.options) <= set(options) for one in conditions.values())
    if not options or len(options) > MOST_OPTIONS or not sound:
        return
    states = feasible_states(options, conditions.values())
    if not len(states):
        yield Finding((BLOCK, "infeasible"), *told("errors.conflict.no_state"))
        return
    if draft.whole(BLOCK, "status_quo") and set(conflict.status_quo) <= set(options):
        yield from _status_quo(draft, conflict, options, conditions.values())
    known = set(states.tolist())
    for path, one in draft.each(BLOCK, "preferences"):
        ways = [(path, one), *(((*path, "one_of", n), way) for n, way in enumerate(one.one_of))]
        for place, way in ways:
            if way.ranking:
                yield from _ranking((*place, "ranking"), way, options, known)


def _status_quo(
    draft: Draft, conflict: Conflict, options: list[str], infeasible: Iterable[Condition]
) -> Iterator[Finding]:
    on = conflict.status_quo
    columns = {option: np.array([option in on]) for option in options}
    for condition in infeasible:
        if condition.holds(columns)[0]:
            key = "status_quo" if draft.has(BLOCK, "status_quo") else "no_status_quo"
            said = told(f"errors.conflict.{key}", condition=shown(condition.text))
            yield Finding((BLOCK, "status_quo"), *said)


def _ranking(path: Path, way: Ordered, options: list[str], states: set[int]) -> Iterator[Finding]:
    """Yield which states a ranking holds twice, which cannot be, and which it leaves out."""
    seen: set[int] = set()
    sound = True
    for place, on in _states_of(way):
        if not set(on) <= set(options):
            sound = False
            continue
        state, names = state_of(options, on), list(map(printable, on))
        if state not in states:
            yield Finding((*path, *place), *told("errors.conflict.infeasible", on=names))
        elif state in seen:
            yield Finding((*path, *place), *told("errors.conflict.twice", on=names))
        seen.add(state)
    left = sorted(states - seen)
    if left and sound:
        first = [printable(option) for k, option in enumerate(options) if left[0] >> k & 1]
        yield Finding(path, *told("errors.conflict.missing", count=len(left), on=first))


def _states_of(way: Ordered) -> Iterator[tuple[Path, tuple[str, ...]]]:
    for i, group in enumerate(way.ranking):
        yield from (((i, k), on) for k, on in enumerate(group))
