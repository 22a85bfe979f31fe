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

from winset.language.catalogue import told, worded
from winset.scenario.errors import Problem
from winset.scenario.file.forms import FILE, Block, ByKey, form_at
from winset.scenario.file.known import Known, known_ids
from winset.scenario.file.single_forms import Form
from winset.scenario.keys import Unit
from winset.scenario.number_path import NumberPath
from winset.scenario.quantities import ANY
from winset.scenario.slips import meant
from winset.scenario.tree import Path, dotted, nearest, printable, shown
from winset.scenario.yaml_scalars import number

MOST_GUESSED = 20_000

NOT_SET = (
    *("bias", "figures", "levers", "approaches", "successors", "beliefs", "talks", "aftermath"),
    "elsewhere",
)
"""Blocks whose numbers no lever and no approach can set: doubts, facts, and levers themselves."""


_BY_PARTY = (("steps", "value"), ("bonuses", "value"), ("escrow", "cost"))
"""Where a path ends in the party whose number it is: the block, and the key above the party."""


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
    """Yield the path of every number that a file gives or leaves to its default.

    First those that exist in any case, then those by id, then those that the file must give.
    """
    found = list(_numbers(FILE, data, (), known_ids(data)))
    yield from (path for rank in _RANKS for path, how in found if how == rank)


_RANKS = _IN_ANY_CASE, _BY_ID, _GIVEN = range(3)


def _numbers(form: Form, data: Any, path: Path, known: Known) -> Iterator[tuple[Path, int]]:
    """Yield the numbers at and below a place of a file, and how each comes to exist."""
    key = form.under
    if form.numeric:
        given = key is not None and (key.given or key.beside)
        yield path, _GIVEN if given else _IN_ANY_CASE
    elif isinstance(form, Block) and isinstance(data, dict):
        for word, one in form.keys.items():
            if not one.form.numbers:
                continue
            beside = one.key.beside
            if beside in data if beside else word in data or one.there:
                yield from _numbers(one.form, data.get(word, {}), (*path, word), known)
    elif isinstance(form, ByKey) and form.item.numeric:
        ids, given = form.key.ids, key is not None and key.given
        if ids is None or given:
            yield from (((*path, one), _GIVEN) for one in (data if isinstance(data, dict) else ()))
        else:
            own = path[-2] if ids.other else None
            yield from (((*path, one), _BY_ID) for one in known[ids.of] if one != own)
    else:
        for part, value, below in form.inside(data):
            yield from _numbers(below, value, (*path, part), known)


def _unit(path: Path) -> str | None:
    """Return the unit in which a bare number counts the span of time at a path."""
    form = form_at(path)
    unit = form and form.mark(Unit)
    return unit.of if unit else None


def whose(path: Path) -> str | None:
    """Return the party or observer whose number stands at a path; None where it is nobody's."""
    if path[0] == "parties":
        return str(path[1])
    return str(path[-1]) if (path[0], *path[-2:-1]) in _BY_PARTY else None


def settable(path: Path) -> bool:
    """Return whether a lever or an approach can set the number at a path.

    Those are the numbers that verdicts depend on; spans of time belong to the file, not to anybody
    at the table, and a cost says only what something takes.
    """
    if path[0] == "demands":
        return path[-1] != "cost"
    return path[0] not in NOT_SET and _unit(path) is None


def _apply(data: Any, change: str) -> tuple[Path, tuple[str, str] | None]:
    """Make one change; return its path, and what is wrong with it if anything."""
    name, equals, value = (part.strip() for part in change.partition("="))
    if not equals:
        return (name,), told("errors.paths.equals")
    paths = {dotted(path): path for path in number_paths(data)}
    path = paths.get(name)
    if path is None:
        return (name,), (no_number(name), did_you_mean(name, list(paths)))
    if unit := _unit(path):
        data[path[0]] = value if number(value) is None else f"{value} {unit}"
        return path, None
    if path[-1] == "slices" and value == ANY:
        _put(data, path, value)
        return path, None
    amount = number(value)
    if amount is None or math.isnan(amount):
        return path, told("errors.paths.value", value=shown(value), meant=meant(value))
    _put(data, path, amount)
    return path, None


def _put(data: Any, path: Path, amount: float | str) -> None:
    for part in path[:-1]:
        data = data.setdefault(part, {}) if isinstance(data, dict) else data[part]
    data[path[-1]] = amount


def no_number(name: str) -> str:
    """Return the fault of a path that leads nowhere."""
    return worded("errors.paths.no_number", path=shown(name))


def did_you_mean(name: str, paths: list[str]) -> str:
    """Return the remedy for a path that leads nowhere: the nearest one, or what paths look like."""
    close = nearest(name, paths[:MOST_GUESSED])
    if close:
        return worded("errors.paths.near", path=close)
    alike = [path for path in paths if NumberPath(path).block == NumberPath(name).block]
    return worded("errors.paths.alike", path=(alike or paths or ["trust_prior.mean"])[0])
