"""Every number of a scenario by its path, and scenarios with other numbers.

Paths are those of the file: ``steps.open-dam.reversible``, ``parties.up.trust.down``,
``bonuses.0.value.up``. Facts that nothing is computed from, such as figures, are left out.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from winset.scenario.model import Scenario
from winset.scenario.numbers import Number

_PARTS = ("trust_prior", "parties", "ledgers", "steps", "bonuses", "escrow", "demands", "record")
"""The parts of a scenario whose numbers are computed with, in the order they are walked."""


def numbers_of(scenario: Scenario) -> dict[str, Number]:
    """Return every number that results depend on, by its path."""
    found: dict[str, Number] = {}

    def note(path: str, number: Number) -> Number:
        found[path] = number
        return number

    change_numbers(scenario, note)
    return found


def with_points(scenario: Scenario, points: Mapping[str, float]) -> Scenario:
    """Return a scenario in which some numbers have other points."""
    return change_numbers(
        scenario, lambda path, n: replace(n, point=points[path]) if path in points else n
    )


def with_number(scenario: Scenario, path: str, point: float) -> Scenario:
    """Return a scenario in which one number has another point, also one that the file leaves out.

    Parameters
    ----------
    path
        ``parties.up.trust.down``, or ``parties.up.fallback``, exists even where the file gives
        none.
    """
    part, *keys = path.split(".")
    return replace(scenario, **{part: _placed(getattr(scenario, part), keys, point)})


def with_changes(scenario: Scenario, points: Mapping[str, float]) -> Scenario:
    """Return a scenario with some numbers at other points, also such as the file leaves out."""
    for path, point in points.items():
        scenario = with_number(scenario, path, point)
    return scenario


def change_numbers(scenario: Scenario, change: Callable[[str, Number], Number]) -> Scenario:
    """Return a scenario whose every number is what `change` makes of it."""
    parts = {part: _changed(getattr(scenario, part), part, change) for part in _PARTS}
    return replace(scenario, **parts)


def _changed(thing: Any, path: str, change: Callable[[str, Number], Number]) -> Any:
    """Return a thing with its numbers changed; the thing itself where none is."""
    if isinstance(thing, Number):
        return change(path, thing)
    parts = _parts_of(thing)
    new = {key: _changed(inside, f"{path}.{key}", change) for key, inside in parts.items()}
    if all(new[key] is inside for key, inside in parts.items()):
        return thing
    if isinstance(thing, Mapping):
        return new
    return tuple(new.values()) if isinstance(thing, tuple) else replace(thing, **new)


def _placed(thing: Any, keys: list[str], point: float) -> Any:
    """Return a thing with the number at the end of these keys at a point."""
    if not keys:
        return replace(thing, point=point) if isinstance(thing, Number) else Number(point)
    if isinstance(thing, Mapping):  # of numbers; the keys of `sets` are paths
        key = ".".join(keys)
        return {**thing, key: _placed(thing.get(key), [], point)}
    first, *rest = keys
    if isinstance(thing, tuple):
        parts = _parts_of(thing)
        return tuple(
            _placed(one, rest, point) if key == first else one for key, one in parts.items()
        )
    return replace(thing, **{first: _placed(getattr(thing, first), rest, point)})


def _parts_of(thing: Any) -> Mapping[str, Any]:
    """Return what of a thing may hold numbers, by its part of the path."""
    if isinstance(thing, Mapping):
        return thing
    if isinstance(thing, tuple):
        return {str(getattr(one, "id", place)): one for place, one in enumerate(thing)}
    if is_dataclass(thing):
        inside = ((field.name, getattr(thing, field.name)) for field in fields(thing))
        return {name: one for name, one in inside if not isinstance(one, str | bool | None)}
    return {}
