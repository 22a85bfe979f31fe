"""A result compared with a computation of its own, figure by figure.

What a result says is data from anywhere: it may have any shape, and is never trusted.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from winset.language.catalogue import worded
from winset.tools.result import Result

TOLERANCE = 1e-6
"""Numbers agree that differ by no larger a share than this, ..."""

NOTHING = 1e-12
"""... or by no more than this: what should be 0 is seldom exactly so on another machine."""

LONGEST = 60
"""Letters of a value that are shown."""


@dataclass(frozen=True, slots=True)
class Discrepancy(Result):
    """Where a result is not what is found.

    Attributes
    ----------
    path
        The place in the result, keys and positions joined by dots.
    said, found
        What stands there, and what should, as short texts.
    """

    path: str
    said: str
    found: str


@dataclass(slots=True)
class Comparison:
    """What has been compared so far: how many figures, and where they do not agree."""

    figures: int = 0
    discrepancies: list[Discrepancy] = field(default_factory=list)

    def all(self) -> tuple[Discrepancy, ...]:
        """Return all discrepancies, each once, by their paths."""
        return tuple(sorted(dict.fromkeys(self.discrepancies), key=lambda one: one.path))

    def fault(self, path: str, said: Any, wanted: str, **data: Any) -> None:
        """Note something that is wrong, and what should be there, by its key."""
        self.note(path, said, expected(wanted, **data))

    def note(self, path: str, said: Any, found: str) -> None:
        """Note something that is wrong, told in words."""
        self.discrepancies.append(Discrepancy(path, as_text(said), found))

    def compare(self, path: str, said: Any, found: Any) -> None:
        """Compare a value, and all that is in it."""
        if isinstance(found, Mapping) and isinstance(said, Mapping):
            for key in found.keys() | said.keys():
                self._compare_part(_below(path, key), said, found, key)
        elif isinstance(found, list) and isinstance(said, list) and len(found) == len(said):
            for n, (one, other) in enumerate(zip(said, found, strict=True)):
                self.compare(f"{path}.{n}", one, other)
        else:
            self.figures += 1
            if not _agree(said, found):
                self.note(path, said, as_text(found))

    def compare_named(
        self, path: str, said: Any, found: Mapping[str, Any], names: Sequence[str]
    ) -> None:
        """Compare the parts of these names, whatever else there is; some may be in neither."""
        for name in names:
            if name in found or name in as_object(said):
                self._compare_part(_below(path, name), as_object(said), found, name)

    def only(self, path: str, said: Any, names: Collection[str]) -> None:
        """Note what a result has that no result of this kind has."""
        for key, value in as_object(said).items():
            if key not in names:
                self.fault(_below(path, key), value, "nothing")

    def all_of(self, path: str, said: Any, names: Iterable[str]) -> None:
        """Note what every result of this kind has, and this one has not."""
        for name in names:
            if name not in as_object(said):
                self.discrepancies.append(
                    Discrepancy(_below(path, name), expected("nothing"), expected("value"))
                )

    def once(self, path: str, said: Sequence[Any]) -> None:
        """Note what stands twice in a list."""
        for n, one in enumerate(said):
            if one in said[:n]:
                self.fault(f"{path}.{n}", one, "once")

    def _compare_part(
        self, path: str, said: Mapping[str, Any], found: Mapping[str, Any], key: str
    ) -> None:
        if key not in said:
            self.discrepancies.append(Discrepancy(path, expected("nothing"), as_text(found[key])))
        elif key not in found:
            self.discrepancies.append(Discrepancy(path, as_text(said[key]), expected("nothing")))
        else:
            self.compare(path, said[key], found[key])


def expected(key: str, **data: Any) -> str:
    """Return in words what should be there."""
    return worded(f"errors.expected.{key}", **data)


def _below(path: str, key: str) -> str:
    return f"{path}.{shortened(key)}" if path else shortened(key)


def _agree(said: Any, found: Any) -> bool:
    if not (_is_number(said) and _is_number(found)):
        plain = type(said) is type(found) and not isinstance(said, list | Mapping)
        return bool(plain and said == found)
    if isinstance(found, int):
        return bool(said == found)
    try:
        return bool(abs(float(said) - found) <= max(NOTHING, TOLERANCE * abs(found)))
    except OverflowError:
        return False


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def as_object(value: Any) -> Mapping[str, Any]:
    """Return a value as an object; an empty one where it is not one."""
    return value if isinstance(value, Mapping) else {}


def as_text(value: Any) -> str:
    """Return a value as a short text."""
    if isinstance(value, Mapping):
        return expected("object_of_size", count=len(value))
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return shortened(f"[{', '.join(value)}]")
    if isinstance(value, Sequence) and not isinstance(value, str):
        return expected("list_of_size", count=len(value))
    try:
        return shortened(json.dumps(value, ensure_ascii=False))
    except (TypeError, ValueError):
        return shortened(type(value).__name__)


def shortened(text: object) -> str:
    """Return a text cut to what is shown of it."""
    whole = str(text)
    return whole if len(whole) <= LONGEST else f"{whole[:LONGEST]}…"
