"""Every number of a scenario by its path, and scenarios with other numbers.

Paths are those of the file: ``steps.open-dam.reversible``, ``parties.up.trust.down``,
``bonuses.0.value.up``. Facts that nothing is computed from, such as figures, are left out.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from winset.scenario.model import Scenario
from winset.scenario.numbers import Number

T = TypeVar("T")

_PARTS = ("trust_prior", "parties", "steps", "bonuses", "demands", "record")
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


def change_numbers(scenario: Scenario, change: Callable[[str, Number], Number]) -> Scenario:
    """Return a scenario whose every number is what `change` makes of it."""
    parts = {part: _changed(getattr(scenario, part), part, change) for part in _PARTS}
    return replace(scenario, **parts)


def _changed(thing: Any, path: str, change: Callable[[str, Number], Number]) -> Any:
    if isinstance(thing, Number):
        return change(path, thing)
    if isinstance(thing, Mapping):
        return {key: _changed(inside, f"{path}.{key}", change) for key, inside in thing.items()}
    if isinstance(thing, tuple):
        return tuple(
            _changed(inside, f"{path}.{getattr(inside, 'id', place)}", change)
            for place, inside in enumerate(thing)
        )
    if is_dataclass(thing) and not isinstance(thing, type):
        inside = {field.name: getattr(thing, field.name) for field in fields(thing)}
        numbered = {
            name: _changed(value, f"{path}.{name}", change)
            for name, value in inside.items()
            if isinstance(value, Number | Mapping | tuple) or is_dataclass(value)
        }
        return replace(thing, **numbered) if numbered else thing
    return thing
