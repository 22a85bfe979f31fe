"""A file while it is checked: its plain data, and a scenario of the parts that are sound."""

from collections.abc import Iterator, Mapping
from copy import copy
from functools import cached_property
from typing import Any

from pydantic_core import ValidationError

from winset.language.catalogue import told
from winset.scenario.conflict import Conflict
from winset.scenario.file.forms import FILE, Block, ByKey, Entries, places
from winset.scenario.file.known import Known, known_ids
from winset.scenario.file.paths import number_paths
from winset.scenario.file.single_forms import Form
from winset.scenario.keys import RefusedError
from winset.scenario.model import Scenario
from winset.scenario.tree import Path, dotted, reached

_UNSOUND = (RefusedError, ValidationError)

_BLANK: Mapping[type, Mapping[str, Any]] = {
    Scenario: {"winset": 1, "title": "", "parties": ()},
    Conflict: {"options": ()},
}
"""What stands for keys that must be there and are not, where all else is looked at still."""


class Draft:
    """A file as the checks see it.

    Attributes
    ----------
    data
        The plain data of the file.
    scenario
        What is sound of it. A key with a value that the format objects to is left out, and an entry
        that must have this key.
    """

    def __init__(self, data: dict[str, Any], sound: Mapping[str, Any] | None) -> None:
        self.data = data
        self._left: list[Path] = []
        self._at: dict[Path, list[Any]] = {}
        given = self._keys(FILE, data, ()) if sound is None else sound
        self.scenario: Scenario = FILE.make(given, id="", hash="")

    @cached_property
    def places(self) -> list[tuple[Path, Any, Form]]:
        """Every place that the format knows, with what stands there, and its form."""
        return list(places(self.data))

    @cached_property
    def known(self) -> Known:
        """The ids that the file defines."""
        return known_ids(self.data)

    @cached_property
    def numbers(self) -> Mapping[str, Path]:
        """The paths of all numbers, by how they are written."""
        return {dotted(path): path for path in number_paths(self.data)}

    def has(self, *path: str | int) -> bool:
        """Return whether something stands at a path of the file."""
        return reached(self.data, path)[0]

    def whole(self, *path: str | int) -> bool:
        """Return whether nothing was left out of what stands at a path."""
        return not any(left[: len(path)] == path for left in self._left)

    def certain(self, *keys: str) -> bool:
        """Return whether nothing was left out that stands at or below keys of these names."""
        return not any(set(left) & set(keys) for left in self._left)

    def leads(self, path: Path) -> bool:
        """Return whether a number's path leads to it in the scenario as it does in the file.

        Not where a part above it was left out, or an entry of a list, which moves the others.
        """
        above = [left for left in self._left if left[:-1] == path[: len(left) - 1]]
        return not any(isinstance(left[-1], int) or left == path[: len(left)] for left in above)

    def each(self, *path: str) -> Iterator[tuple[Path, Any]]:
        """Yield the sound entries under a path, each with its place in the file."""
        found: Any = self.scenario
        for part in path:
            found = getattr(found, part, ())
        nouns = tuple(found.values() if isinstance(found, Mapping) else found)
        at = self._at.get(path)
        if at is None:
            keys = found if isinstance(found, Mapping) else map(_key_of, range(len(nouns)), nouns)
            at = list(keys)
        yield from (((*path, part), one) for part, one in zip(at, nouns, strict=True))

    def with_scenario(self, scenario: Scenario) -> "Draft":
        """Return the draft with another scenario in place of its own."""
        draft = copy(self)
        draft.scenario = scenario
        return draft

    def _keys(self, block: Block, data: dict[str, Any], path: Path) -> dict[str, Any]:
        """Return the fields of a block as far as they are sound, noting what is left out.

        Raises
        ------
        RefusedError, ValidationError
            If what it must have is not.
        """
        found = dict(_BLANK.get(block.noun, {}))
        for word, one in block.keys.items():
            needed = one.needed and one.name not in found
            if needed and word not in data:
                raise RefusedError(*told("errors.shape.missing", about=None))
            if word in data:
                try:
                    found[one.name] = self._sound(one.form, data[word], (*path, word))
                except _UNSOUND:
                    self._left.append((*path, word))
                    if needed:
                        raise
        return found

    def _sound(self, form: Form, data: Any, path: Path) -> Any:
        if isinstance(form, Block) and isinstance(data, dict):
            return form.make(self._keys(form, data, path))
        if isinstance(form, ByKey) and isinstance(form.item, Block) and isinstance(data, dict):
            return form.made(self._entries(form, data, path))
        if isinstance(form, Entries) and isinstance(form.item, Block) and isinstance(data, list):
            return tuple(self._entries(form, data, path).values())
        return form.validator.validate_python(data)

    def _entries(self, form: Form, data: Any, path: Path) -> dict[Any, Any]:
        found = {}
        for part, value, item in form.inside(data):
            try:
                found[part] = self._sound(item, value, (*path, part))
            except _UNSOUND:
                self._left.append((*path, part))
        self._at[path] = list(found)
        return found


def _key_of(place: int, noun: Any) -> str | int:
    key: str | int = getattr(noun, "id", place)
    return key
