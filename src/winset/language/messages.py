"""Messages by language: one file each, read when the language is first spoken.

A language is a file ``<code>.toml`` in this folder: its ``locale``, by which numbers, dates and
lists are written (Unicode CLDR), and messages in groups.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any, cast

DEFAULT = "en"

FOLDER = Path(__file__).parent
"""Where the languages are."""

_HEADER = re.compile(r"^(?=\[(\w+))", re.MULTILINE)
"""Where a group begins, or a part of one."""

_spoken: ContextVar[str] = ContextVar("language", default=DEFAULT)


def languages() -> list[str]:
    """Return the languages there are, by their codes."""
    return sorted(file.stem for file in FOLDER.glob("*.toml"))


def known(language: str) -> str | None:
    """Return the code of the catalogue for a language, such as that of English for ``en-GB``."""
    code = language.lower()
    there = languages()
    return next((one for one in (code, code.partition("-")[0]) if one in there), None)


def spoken() -> str:
    """Return the code of the language that is spoken now."""
    return _spoken.get()


def speak(language: str) -> None:
    """Speak a language from now on; English, where there is no file for it."""
    _spoken.set(known(language) or DEFAULT)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak a language for a while, as `speak` does."""
    before = _spoken.set(known(language) or DEFAULT)
    try:
        yield
    finally:
        _spoken.reset(before)


def message(key: str) -> str:
    """Return a message as it stands in the file, such as that of ``answer.signable``.

    Raises
    ------
    KeyError
        If there is none.
    """
    group, *parts = key.split(".")
    found: Any = read(spoken(), group)
    for part in parts:
        found = found[part]
    return str(found)


@cache
def read(language: str, group: str) -> Mapping[str, Any]:
    """Return what the file of a language holds in a group; before any, where the group is empty.

    Each is parsed by itself: a command says something of a few, and all take 30 ms.
    """
    from tomllib import loads

    groups = _groups(language)
    if group not in groups:  # without a header of its own
        return cast("Mapping[str, Any]", read(language, "")[group])
    found = loads(groups[group])
    return cast("Mapping[str, Any]", found[group]) if group else found


@cache
def _groups(language: str) -> Mapping[str, str]:
    """Return the text of each group of the file of a language."""
    before, *rest = _HEADER.split((FOLDER / f"{language}.toml").read_text("utf-8"))
    groups = {"": before}
    for name, text in zip(rest[::2], rest[1::2], strict=True):
        groups[name] = groups.get(name, "") + text
    return groups
