"""Whether what steps set once they are done (`sets`) can be set, and to such values.

And whether a chance of being found out is one at all.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from winset.scenario.references import known_ids
from winset.scenario.tree import Finding, children, shown, suggest

SETTABLE: Mapping[str, tuple[str, ...]] = {
    "steps": ("reversible", "head_start", "detection"),
    "parties": ("fallback", "breach_penalty", "guarantee"),
}
"""What can be set, by block: what decides whether an order is kept."""

LEAST_DETECTION = 1e-9
"""No chance of being found out is smaller, unless it is 0: amounts are divided by it."""

MOST_SETTERS = 8
"""Steps with `sets` at most: each doubles the sets of numbers that a search looks at."""

_RANGES = {
    **dict.fromkeys(SETTABLE["steps"], (0.0, 1.0, "a share between 0 and 1")),
    **dict.fromkeys(("breach_penalty", "guarantee"), (0.0, float("inf"), "an amount of 0 or more")),
}


def check_settings(data: Any) -> Iterator[Finding]:
    """Yield what is wrong with what the steps of a file set."""
    known = known_ids(data)
    for path, value in children(data, "steps", "*", "sets", "*"):
        parts = str(path[-1]).split(".")
        unknown = _unknown(parts, known)
        if unknown:
            yield Finding(path, *unknown, on_key=True)
        elif outside := _out_of_range(parts[-1], value):
            yield Finding(path, *outside)
    setters = [step for step, _ in children(data, "steps", "*", "sets")]
    if len(setters) > MOST_SETTERS:
        wrong = f"{len(setters)} steps set numbers; the most is {MOST_SETTERS}"
        remedy = "group steps that set numbers, or leave out those that matter least"
        yield Finding(setters[MOST_SETTERS], wrong, remedy, on_key=True)


def check_detections(data: Any) -> Iterator[Finding]:
    """Yield what chances of being found out are too small to be told from none."""
    given = children(data, "steps", "*", "detection")
    set_later = children(data, "steps", "*", "sets", "*")
    later = ((path, value) for path, value in set_later if str(path[-1]).endswith(".detection"))
    for path, value in (*given, *later):
        small = next((n for n in numbers_in(value) if 0 < n < LEAST_DETECTION), None)
        if small is not None:
            wrong = f"{shown(small)} is too small to be told from 0"
            yield Finding(path, wrong, "give 0, or at least 1e-9")


def _unknown(parts: list[str], known: Mapping[str, list[str]]) -> tuple[str, str] | None:
    if len(parts) != 3 or parts[0] not in SETTABLE or parts[2] not in SETTABLE[parts[0]]:
        wrong = f"a step cannot set {shown('.'.join(parts))}"
        names = " or ".join(
            f"{block}.ID.{name}" for block, names in SETTABLE.items() for name in names
        )
        return wrong, f"it can set {names}; a worth that depends on other steps is a bonus"
    if parts[1] not in known[parts[0]]:
        wrong = f"there is no {'step' if parts[0] == 'steps' else 'party'} {shown(parts[1])}"
        return wrong, suggest(parts[1], known[parts[0]], parts[0])
    return None


def _out_of_range(name: str, value: Any) -> tuple[str, str] | None:
    least, most, meant = _RANGES.get(name, (-float("inf"), float("inf"), ""))
    for number in numbers_in(value):
        if not least <= number <= most:
            return f"{shown(number)} is not {meant}", f"give {meant}"
    return None


def numbers_in(value: Any) -> Iterator[float]:
    """Yield the plain numbers that a number of a file holds, in whatever form it is given."""
    if isinstance(value, dict):
        listed = value.get("values")
        candidates = [value.get(key) for key in ("low", "mode", "high", "value")]
        candidates += listed if isinstance(listed, list) else []
    else:
        candidates = [value]
    yield from (n for n in candidates if isinstance(n, int | float) and not isinstance(n, bool))
