"""The one path grammar: where a number of a file stands, and how to change it for one call.

A path names keys and list positions (from 0), joined by dots: ``steps.open-dam.reversible``,
``parties.up.trust.down``, ``parties.up.home.farmers.floor``, ``bonuses.0.value.up``,
``trust_prior.mean``. Every number of the format has one, whether the file gives it or leaves it to
its default.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from winset.scenario.errors import Problem
from winset.scenario.quantities import ANY
from winset.scenario.references import known_ids
from winset.scenario.scalars import number
from winset.scenario.slips import meant
from winset.scenario.tree import Path, children, dotted, nearest, printable, shown

SPANS: dict[Path, str] = {("record_half_life",): "years", ("phase_length",): "days"}
"""Spans of time, and the unit of a bare number that is set there."""

MOST_GUESSED = 20_000

BY_DEFAULT: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("trust_prior",), ("mean", "strength")),
    ((), ("record_half_life", "phase_length")),
    (
        ("parties", "*"),
        (
            *("no_deal", "fallback", "breach_penalty", "guarantee", "leaves_office"),
            "ratification.needs",
        ),
    ),
    (("parties", "*", "home", "*"), ("floor", "no_deal", "floor_on_the_way")),
    (("ledgers", "*"), ("start", "floor", "cap")),
    (("steps", "*"), ("reversible", "head_start", "detection", "hazard", "phases", "slices")),
    (("aftermath", "effects", "*"), ("weight", "deal")),
    (("aftermath", "preferences", "*", "one_of", "*"), ("weight",)),
    (("elsewhere", "*"), ("weight",)),
)
"""Blocks, and the numbers in them that exist whether the file gives them or not."""

BY_ID: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (("parties", "*"), "trust", "parties"),
    (("parties", "*", "home", "*"), "value", "steps"),
    (("steps", "*"), "value", "parties and observers"),
    (("steps", "*"), "changes", "ledgers"),
    (("bonuses", "*"), "value", "parties and observers"),
    (("escrow", "*"), "cost", "parties"),
    (("aftermath", "effects", "*"), "value", "parties and observers"),
    (("aftermath", "effects", "*"), "changes", "ledgers"),
)
"""Blocks, the mapping of numbers in them, and what its keys name; a number left out is 0, or
follows from others."""

IF_GIVEN: tuple[tuple[str, ...], ...] = (
    ("bias", "low"),
    ("bias", "high"),
    ("parties", "*", "home", "*", "votes"),
    ("steps", "*", "sets", "*"),
    ("demands", "*", "at_least"),
    ("demands", "*", "cost"),
    ("levers", "*", "cost"),
    ("levers", "*", "set", "*"),
    ("approaches", "*", "set", "*"),
    ("record", "*", "kept"),
    ("figures", "*", "value"),
    ("talks", "sessions", "*", "rounds"),
    ("beliefs", "*", "*"),
    ("aftermath", "effects", "*", "kept", "*"),
    ("aftermath", "move_rule", "weight", "*"),
)
"""Numbers that exist only where the file gives them."""

NOT_SET = ("bias", "figures", "levers", "approaches", "beliefs", "talks", "aftermath", "elsewhere")
"""Blocks whose numbers no lever and no approach can set: doubts, facts, and levers themselves."""


@dataclass(frozen=True, slots=True)
class Changed:
    """What `apply_changes` did: the change behind every path it set, and what it could not do."""

    by_path: dict[Path, str]
    problems: tuple[Problem, ...]


def apply_changes(data: Any, changes: Sequence[str]) -> Changed:
    """Set numbers in the plain data of a file, in place.

    Whatever form a number has (a range, a list of judgements, one with a source), the plain number
    takes its place. Whether it is in range is for the check of the format to say.

    Parameters
    ----------
    data
        The plain data of a file.
    changes
        Each ``path=value``; a later one wins over an earlier one.
    """
    done: dict[Path, str] = {}
    problems: list[Problem] = []
    for change in changes:
        path, trouble = _apply(data, change)
        if trouble:
            problems.append(change_problem(change, path, *trouble))
        else:
            done[path] = change
    return Changed(done, tuple(problems))


def change_problem(change: str, path: Path, wrong: str, remedy: str) -> Problem:
    """Return the problem of a change that was made for one call."""
    return Problem(f"--set {printable(change)}", None, None, dotted(path), wrong, remedy)


def number_paths(data: Any) -> Iterator[Path]:
    """Yield the path of every number that a file gives or leaves to its default."""
    for pattern, names in BY_DEFAULT:
        for path, block in (
            [((), data)] if pattern == ("trust_prior",) else children(data, *pattern)
        ):
            if isinstance(block, dict):
                yield from ((*(path or pattern), *name.split(".")) for name in names)
    known = known_ids(data)
    for pattern, key, what in BY_ID:
        for path, block in children(data, *pattern):
            if isinstance(block, dict):
                ids = (one for one in known[what] if key != "trust" or one != path[1])
                yield from ((*path, key, one) for one in ids)
    yield from ((*path[:-1], "weight") for path, _ in children(data, "record", "*", "kept"))
    for pattern in IF_GIVEN:
        yield from (path for path, _ in children(data, *pattern))


def settable(path: Path) -> bool:
    """Return whether a lever or an approach can set the number at a path.

    Those are the numbers that verdicts depend on; spans of time belong to the file, not to anybody
    at the table, and a cost says only what something takes.
    """
    if path[0] == "demands":
        return path[-1] != "cost"
    return path[0] not in NOT_SET and path not in SPANS


def _apply(data: Any, change: str) -> tuple[Path, tuple[str, str] | None]:
    """Make one change; return its path, and what is wrong with it if anything."""
    name, equals, value = (part.strip() for part in change.partition("="))
    if not equals:
        return (name,), ("there is no `=`", "write path=value, such as steps.ID.reversible=0.5")
    paths = {dotted(path): path for path in number_paths(data)}
    path = paths.get(name)
    if path is None:
        return (name,), (no_number(name), did_you_mean(name, list(paths)))
    if path in SPANS:
        data[path[0]] = value if number(value) is None else f"{value} {SPANS[path]}"
        return path, None
    if path[-1] == "slices" and value == ANY:
        _put(data, path, value)
        return path, None
    amount = number(value)
    if amount is None or math.isnan(amount):
        remedy = meant(value) or "give a number such as 2.5"
        return path, (f"{shown(value)} is not a number", remedy)
    _put(data, path, amount)
    return path, None


def _put(data: Any, path: Path, amount: float | str) -> None:
    for part in path[:-1]:
        data = data.setdefault(part, {}) if isinstance(data, dict) else data[part]
    data[path[-1]] = amount


def no_number(name: str) -> str:
    """Return what is wrong with a path that leads nowhere."""
    return f"there is no number at {shown(name)}"


def did_you_mean(name: str, paths: list[str]) -> str:
    """Return the remedy for a path that leads nowhere: the nearest one, or what paths look like."""
    close = nearest(name, paths[:MOST_GUESSED])
    if close:
        return f"did you mean {close}?"
    first = name.partition(".")[0]
    alike = [path for path in paths if path.partition(".")[0] == first]
    return f"paths look like {(alike or paths or ['trust_prior.mean'])[0]}"
