"""Names that are written from right to left, among words that are written from left to right."""

import unicodedata
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from types import MappingProxyType
from typing import TypeVar, cast

T = TypeVar("T")

OPEN, CLOSE = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
_RIGHT_TO_LEFT = {"R", "AL", "AN"}


def isolated(text: str) -> str:
    """Return a text that cannot turn the direction of the words around it.

    Characters that would change the direction themselves are refused where a file is read.

    Examples
    --------
    >>> isolated("Upriver")
    'Upriver'
    >>> len(isolated("\N{HEBREW LETTER ALEF}"))
    3
    """
    if text.isascii() or is_isolated(text):
        return text
    if any(unicodedata.bidirectional(letter) in _RIGHT_TO_LEFT for letter in text):
        return f"{OPEN}{text}{CLOSE}"
    return text


def is_isolated(text: str) -> bool:
    """Return whether a text is kept apart, as a whole, from the words around it."""
    return text.startswith(OPEN) and text.find(CLOSE) == len(text) - 1


def with_isolated(told: T) -> T:
    """Return a scenario, or what holds one, whose texts cannot turn the direction of others.

    What a reader sees is made of it. The thing itself comes back where no text of it could.
    """
    if isinstance(told, str):
        return cast("T", isolated(told))
    if isinstance(told, tuple):
        parts = tuple(map(with_isolated, told))
        same = all(a is b for a, b in zip(parts, told, strict=True))
        return told if same else cast("T", parts)
    if isinstance(told, Mapping):
        items = {key: with_isolated(value) for key, value in told.items()}
        same = all(items[key] is value for key, value in told.items())
        return told if same else cast("T", MappingProxyType(items))
    if is_dataclass(told) and not isinstance(told, type):
        given = {one.name: getattr(told, one.name) for one in fields(told)}
        changed = {key: with_isolated(value) for key, value in given.items()}
        changed = {key: value for key, value in changed.items() if value is not given[key]}
        return replace(told, **changed) if changed else told
    return told
