"""Results with one thing changed: refused each time, unless it is told that it was not checked."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator
from typing import Any

from winset.analysis import analyze
from winset.impasse.explain import explain_impasse
from winset.report.envelope import to_json
from winset.roadmaps.plan import plan_roadmap, with_levels
from winset.roadmaps.proofs.verify import FRONTS, UNSEEN
from winset.scenario import Scenario, WinsetError
from winset.verification import UNCHECKED, verify

Result = dict[str, Any]
Place = tuple[str | int, ...]

SWAP = (
    "winset: 1\ntitle: A small file\nparties:\n"
    "  a: {name: Ana, trust: {b: 0.2}, breach_penalty: 9}\n"
    "  b: {name: Ben, trust: {a: 0.2}, breach_penalty: 9}\nsteps:\n"
    "  x: {by: [a], value: {a: -1, b: 3}}\n  y: {by: [b], value: {a: 3, b: -1}}\n"
    "proposals: {plan: {steps: [x, y], before: [[x, y]]}}\n"
    "demands: {y-first: {by: a, before: [[y, x]]}}\n"
)

MAY_LACK = (
    *((part,) for part in ("roadmap", "proposals", "impasse", *UNCHECKED)),
    *(("roadmap", part) for part in ("certificates", *FRONTS, *UNSEEN) if part != "ties"),
    *(("impasse", part) for part in ("repairs", "repairs_complete")),
)
"""What a result may be without: there is less to check then."""

MAY_BE_FEWER = ("front", "bonds", "reasons", "largest")
"""Lists of which nobody can tell, without a search, whether something is missing."""


def results_of(scenario: Scenario) -> Iterator[Result]:
    """Yield a result of each kind that can be checked."""
    plan = plan_roadmap(scenario)
    if plan is not None:
        yield _loaded(scenario, {"roadmap": with_levels(scenario, plan).to_dict()})
        yield _loaded(scenario, analyze(scenario, impasse=False).to_dict())
    yield _loaded(scenario, {"impasse": explain_impasse(scenario, more=False).to_dict()})


def _loaded(scenario: Scenario, parts: dict[str, object]) -> Result:
    loaded: Result = json.loads(to_json(scenario, parts))
    return loaded


def places(value: Any, place: Place = ()) -> Iterator[Place]:
    """Yield the place of every value, however deep, that of the whole left out."""
    inside = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for key, one in inside:
        yield (*place, key)
        yield from places(one, (*place, key))


def tampered(rng: random.Random, result: Result) -> tuple[str, Place, Result]:
    """Return what was done to a result, where, and the result with it."""
    other = copy.deepcopy(result)
    *above, key = place = rng.choice(list(places(other)))
    holder: Any = other
    for part in above:
        holder = holder[part]
    value = holder[key]
    deed = rng.choice(("change", "change", "delete", "add", "empty", "turn", "repeat"))
    if deed == "change":
        holder[key] = _another(rng, value)
    elif deed == "delete":
        del holder[key]
    elif deed == "add" and isinstance(value, dict):
        value[rng.choice(("", "x", "note", "\u202e"))] = rng.choice((None, 1, "x", [], {}))
    elif deed == "empty" and value and isinstance(value, dict | list):
        value.clear()
    elif deed == "turn" and isinstance(value, list):
        value.reverse()
    elif deed == "repeat" and isinstance(value, list) and value:
        value.append(copy.deepcopy(rng.choice(value)))
    return deed, place, other


def _another(rng: random.Random, value: Any) -> Any:
    match value:
        case bool():
            return rng.choice((not value, None, int(value)))
        case int() | float():
            far = value + rng.choice((-1, 1)) * max(1e-4, 1e-4 * abs(value))
            return rng.choice((far, -value - 1, None, str(value), 10**400, [value]))
        case str():
            return rng.choice((f"{value}x", value.upper() + "-", "", None, 1, [value]))
        case None:
            return rng.choice((0.5, False, "none", {}))
    return rng.choice((None, 0, "x", [value], {"x": value}))


def excused(deed: str, place: Place, result: Result, unchecked: tuple[str, ...]) -> bool:
    """Return whether nobody can find that this was done to a result, as its check tells."""
    parts = [str(part) for part in place]
    if any(parts[: len(path)] == path for path in (one.split(".") for one in unchecked)):
        return True
    if deed == "turn" and parts[-1] in ("order", "places"):
        return True  # another order may show the same, and that of places has no meaning
    if deed == "add" or (deed == "change" and place not in MAY_LACK):
        return False
    if place in MAY_LACK:
        return deed in ("delete", "change")
    fewer = len(parts) > 1 and parts[1] in MAY_BE_FEWER
    return fewer and len(place) == (3 if deed == "delete" else 2) and deed in ("delete", "turn")


def complaint(rng: random.Random, scenario: Scenario, result: Result) -> str | None:
    """Return what is wrong with the check of a result that was tampered with; None: nothing."""
    deed, place, other = tampered(rng, result)
    if other == result and json.dumps(other) == json.dumps(result):
        return None
    try:
        found = verify(scenario, other)
    except WinsetError:
        return None
    unproved = place[-1] == "between" and found.reasons_proved < found.reasons  # and it says so
    if not found.agrees or unproved or excused(deed, place, result, found.unchecked):
        return None
    return f"{deed} at {'.'.join(map(str, place))} was not found"
