"""Whether the parts of what follows a breakdown fit together.

Like the other checks, these read plain data of any shape and pass over what has not the expected
one. What needs the states waits until options and conditions are right.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from winset.scenario._arrays import Masks
from winset.scenario.conditions import WORDS, Condition, ConditionError, parse_condition
from winset.scenario.kinds import MOST_OPTIONS
from winset.scenario.messages import missing
from winset.scenario.references import known_ids, lacks
from winset.scenario.states import feasible_states, state_of
from winset.scenario.tree import (
    Finding,
    Path,
    children,
    mapping,
    nearest,
    printable,
    shown,
    suggest,
    texts,
)

BLOCK = "aftermath"

CONDITIONS = (
    (BLOCK, "infeasible", "*"),
    (BLOCK, "preferences", "*", "statements", "*"),
    (BLOCK, "preferences", "*", "one_of", "*", "statements", "*"),
    (BLOCK, "common_moves", "*", "when"),
    (BLOCK, "effects", "*", "when"),
)
"""Where conditions stand."""

ORDERINGS = ((BLOCK, "preferences", "*"), (BLOCK, "preferences", "*", "one_of", "*"))


def check_conflict(data: Any) -> Iterator[Finding]:
    """Yield what is wrong with the aftermath of a file, and whether it may stand alone."""
    if lacks(data, "steps"):
        yield Finding(("steps",), *missing(("steps",)))
    yield from _no_options(data)
    yield from _conditions(data)
    yield from _one_way_of_ordering(data)
    yield from _preferences_of_movers(data)
    yield from _moves_that_do_something(data)
    yield from _states(data)


def _no_options(data: Any) -> Iterator[Finding]:
    for path, _ in children(data, BLOCK, "options", "*"):
        if path[-1] in WORDS:
            wrong = f"{shown(path[-1])} is a word of the conditions"
            yield Finding(path, wrong, "choose another id", on_key=True)


def _conditions(data: Any) -> Iterator[Finding]:
    known = known_ids(data)["options"]
    for path, text in _texts_of_conditions(data):
        try:
            condition = parse_condition(text)
        except ConditionError as error:
            yield Finding(path, error.wrong, error.remedy)
            continue
        for word in condition.options if known else ():  # else that is what needs saying
            if word not in known:
                yield Finding(
                    path, f"there is no option {shown(word)}", suggest(word, known, "options")
                )


def _texts_of_conditions(data: Any) -> Iterator[tuple[Path, str]]:
    for pattern in CONDITIONS:
        for path, text in children(data, *pattern):
            if isinstance(text, str) and text.strip():
                yield path, text


def _one_way_of_ordering(data: Any) -> Iterator[Finding]:
    for pattern in ORDERINGS:
        ways = ("statements", "ranking", "one_of")[: 3 if len(pattern) == 3 else 2]
        for path, one in children(data, *pattern):
            given = [way for way in ways if isinstance(one, dict) and way in one]
            if isinstance(one, dict) and len(given) != 1:
                wrong = (
                    f"the states are ordered in {len(given)} ways"
                    if given
                    else "nothing orders the states"
                )
                yield Finding(path, wrong, f"give one of {', '.join(ways)}")


def _preferences_of_movers(data: Any) -> Iterator[Finding]:
    block = mapping(data, BLOCK)
    if "preferences" not in block and nearest("preferences", block):
        return  # misspelt, which is told
    movers = texts([one for _, one in children(block, "options", "*", "by")])
    for _, by in children(block, "common_moves", "*", "by"):
        movers += texts(by)
    for party in dict.fromkeys(movers):
        known = party in mapping(data, "parties")
        if known and party not in mapping(block, "preferences"):
            wrong = f"{printable(party)} can move, and its preferences are missing"
            yield Finding((BLOCK, "preferences"), wrong, f"add {printable(party)} here")


def _moves_that_do_something(data: Any) -> Iterator[Finding]:
    for path, move in children(data, BLOCK, "common_moves", "*"):
        if not isinstance(move, dict):
            continue
        on, off = texts(move.get("on")), texts(move.get("off"))
        if not move.get("on") and not move.get("off"):
            yield Finding(path, "the move changes nothing", "give `on`, `off` or both")
        for option in on:
            if option in off:
                wrong = f"the move turns {printable(option)} both on and off"
                yield Finding(path, wrong, "take it out of one of the two")


# --- what needs the states


def _states(data: Any) -> Iterator[Finding]:
    options = known_ids(data)["options"]
    infeasible = _sound_conditions(data, options)
    if not options or len(options) > MOST_OPTIONS or infeasible is None:
        return
    states = feasible_states(options, infeasible.values())
    if not len(states):
        wrong = "no state is left: in each of them one of these conditions holds"
        yield Finding((BLOCK, "infeasible"), wrong, "take one of them out")
        return
    yield from _status_quo(data, options, infeasible)
    yield from _rankings(data, options, states)


def _sound_conditions(data: Any, options: list[str]) -> Mapping[str, Condition] | None:
    """Return the conditions of what cannot be, by their texts; None where one is not right."""
    found = {}
    for _, text in children(data, BLOCK, "infeasible", "*"):
        try:
            condition = parse_condition(text if isinstance(text, str) else "")
        except ConditionError:
            return None
        if not set(condition.options) <= set(options):
            return None
        found[condition.text] = condition
    return found


def _status_quo(
    data: Any, options: list[str], infeasible: Mapping[str, Condition]
) -> Iterator[Finding]:
    given = "status_quo" in mapping(data, BLOCK)
    on = mapping(data, BLOCK).get("status_quo", [])
    if not set(texts(on)) <= set(options):
        return
    columns = {option: np.array([option in texts(on)]) for option in options}
    for text, condition in infeasible.items():
        if condition.holds(columns)[0]:
            wrong = f"this state cannot be: {shown(text)} holds in it"
            remedy = "change it, or the condition"
            if not given:
                wrong = f"this key is missing, and with nothing on {shown(text)} would hold"
                remedy = "add it: the options that are on when the talks break down"
            yield Finding((BLOCK, "status_quo"), wrong, remedy)


def _rankings(data: Any, options: list[str], states: Masks) -> Iterator[Finding]:
    found = [one for pattern in ORDERINGS for one in children(data, *pattern, "ranking")]
    known = set(states.tolist()) if found else set()
    for path, ranking in found:
        yield from _ranking(path, ranking, options, known)


def _ranking(path: Path, ranking: Any, options: list[str], states: set[int]) -> Iterator[Finding]:
    """Yield which states a ranking holds twice, which cannot be, and which it leaves out."""
    seen: dict[int, Path] = {}
    sound = True
    for place, on in children(ranking, "*", "*"):
        if not isinstance(on, list) or not set(texts(on)) <= set(options):
            sound = False
            continue
        state = state_of(options, texts(on))
        if state not in states:
            yield Finding((*path, *place), f"{_named(on)} cannot be", "remove it")
        elif state in seen:
            yield Finding((*path, *place), f"{_named(on)} is ranked twice", "remove one of the two")
        seen.setdefault(state, place)
    left = sorted(states - set(seen))
    if left and sound and isinstance(ranking, list):
        first = _named([option for k, option in enumerate(options) if left[0] >> k & 1])
        states_ = "1 state is" if len(left) == 1 else f"{len(left):,} states are"
        which = "" if len(left) == 1 else "such as "
        yield Finding(path, f"{states_} missing: {which}{first}", "rank each state once")


def _named(on: list[str]) -> str:
    return f"the state [{', '.join(map(printable, on))}]"
