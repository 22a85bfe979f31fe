"""Every number of a scenario by its path, and scenarios with other numbers.

Paths are those of the file: ``steps.open-dam.reversible``, ``parties.up.trust.down``,
``bonuses.0.value.up``. Facts, such as figures, and what follows a breakdown are left out: no
verdict on a deal depends on them.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any, TypeVar

from winset.language.catalogue import worded
from winset.scenario.errors import UsageError
from winset.scenario.keys import unmarked
from winset.scenario.model import Scenario
from winset.scenario.number_path import NumberPath
from winset.scenario.numbers import Number
from winset.scenario.tree import shown

AnyPath = TypeVar("AnyPath", bound=str)

_PARTS = ("trust_prior", "parties", "ledgers", "steps", "bonuses", "escrow", "demands", "record")
"""The parts of a scenario whose numbers are computed with, in the order they are walked.

Levers and approaches are not among them: their numbers count once they are set.
"""


def numbers_of(scenario: Scenario) -> dict[NumberPath, Number]:
    """Return every number that verdicts on deals depend on, by its path."""
    found: dict[NumberPath, Number] = {}

    def note(path: NumberPath, number: Number) -> Number:
        found[path] = number
        return number

    change_numbers(scenario, note)
    return found


def number_at(scenario: Scenario, path: NumberPath) -> Number | None:
    """Return the number that `numbers_of` has at a path; None where it has none."""
    thing: Any = scenario if path.keys[0] in _PARTS else None
    for place, key in enumerate(path.keys):
        if isinstance(thing, Mapping):  # of numbers; the keys of `sets` are paths
            thing = thing.get(".".join(path.keys[place:]))
            break
        thing = _parts_of(thing).get(key)
    return thing if isinstance(thing, Number) else None


def with_points(scenario: Scenario, points: Mapping[AnyPath, float]) -> Scenario:
    """Return a scenario in which some numbers have other points."""
    told = {NumberPath(path): point for path, point in points.items()}
    return change_numbers(
        scenario, lambda path, n: replace(n, point=told[path]) if path in told else n
    )


def with_changes(scenario: Scenario, changes: Mapping[AnyPath, float | Number]) -> Scenario:
    """Return a scenario in which some numbers are others, also such as the file leaves out.

    As with ``--set``, the new number takes the place of whatever stood there, a range included.
    Levers and approaches are applied with it: ``with_changes(scenario, lever.sets)``.

    Parameters
    ----------
    changes
        The new numbers, by their path: ``parties.up.trust.down`` and ``parties.up.fallback`` exist
        even where the file gives none; ``steps.open-dam.slices`` takes a whole number of 1 or more.
        Whether a number is in range is not looked at.

    Raises
    ------
    UsageError
        If a path leads to no number.
    """
    for path, given in changes.items():
        number = given if isinstance(given, Number) else Number(given)
        try:
            scenario = _placed(scenario, list(NumberPath(path).keys), number)
        except LookupError:
            raise UsageError(worded("errors.paths.no_number", path=shown(path))) from None
    return scenario


def change_numbers(scenario: Scenario, change: Callable[[NumberPath, Number], Number]) -> Scenario:
    """Return a scenario whose every number is what `change` makes of it."""
    parts = {part: _changed(getattr(scenario, part), part, change) for part in _PARTS}
    return replace(scenario, **parts)


def _changed(thing: Any, path: str, change: Callable[[NumberPath, Number], Number]) -> Any:
    """Return a thing with its numbers changed; the thing itself where none is."""
    if isinstance(thing, Number):
        return change(NumberPath(path), thing)
    parts = _parts_of(thing)
    new = {key: _changed(inside, f"{path}.{key}", change) for key, inside in parts.items()}
    if all(new[key] is inside for key, inside in parts.items()):
        return thing
    if isinstance(thing, Mapping):
        return new
    return tuple(new.values()) if isinstance(thing, tuple) else replace(thing, **new)


def _placed(thing: Any, keys: list[str], number: Number) -> Any:
    """Return a thing with a number at the end of these keys."""
    if isinstance(thing, Mapping):  # of numbers; the keys of `sets` are paths
        return {**thing, ".".join(keys): number}
    first, *rest = keys
    if isinstance(thing, tuple):
        found = [n for n, one in enumerate(thing) if str(getattr(one, "id", n)) == first]
        if not found or not rest:
            raise LookupError(first)
        place = found[0]
        return (*thing[:place], _placed(thing[place], rest, number), *thing[place + 1 :])
    kinds = _kinds_of(thing.__class__)
    if first not in kinds:
        raise LookupError(first)
    new = _placed(getattr(thing, first), rest, number) if rest else _as(kinds[first], number)
    return replace(thing, **{first: new})


@cache
def _kinds_of(noun: Any) -> Mapping[str, Any]:
    """Return the kinds of value that the fields of a noun hold."""
    found = fields(noun) if is_dataclass(noun) else ()
    return {field.name: unmarked(field.type)[0] for field in found}


def _as(kind: Any, number: Number) -> Number | int:
    """Return a number as a field holds it: slices are counted."""
    if kind is Number:
        return number
    if kind is int:
        return round(number.point)
    raise LookupError(kind)


def _parts_of(thing: Any) -> Mapping[str, Any]:
    """Return the parts of a thing that may hold numbers, by their part of the path."""
    if isinstance(thing, Mapping):
        return thing
    if isinstance(thing, tuple):
        return {str(getattr(one, "id", place)): one for place, one in enumerate(thing)}
    if is_dataclass(thing):
        inside = ((field.name, getattr(thing, field.name)) for field in fields(thing))
        return {name: one for name, one in inside if not isinstance(one, str | bool | None)}
    return {}
