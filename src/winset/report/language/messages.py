"""Messages by language: one file each, read when the language is first spoken.

A language is a file ``<code>.toml`` in this folder: its ``locale``, by which numbers, dates and
lists are written (Unicode CLDR), and messages in groups.
"""

import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.resources import files
from typing import Any

from babel import Locale
from jinja2 import Environment, StrictUndefined, Template

from winset.scenario.errors import UsageError
from winset.scenario.tree import shown, suggest

DEFAULT = "en"

FOLDER = files(__package__)
"""Where the languages are."""

_spoken: ContextVar[str] = ContextVar("language", default=DEFAULT)


def languages() -> list[str]:
    """Return the languages there are, by their codes."""
    names = (one.name for one in FOLDER.iterdir())
    return sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml"))


def spoken() -> str:
    """Return the code of the language that is spoken now."""
    return _spoken.get()


def speak(asked: str | None, filed: str) -> None:
    """Speak, from now on, the language that is asked for, else that of a file; else English.

    Raises
    ------
    UsageError
        If there is no catalogue for the one that is asked for.
    """
    known = languages()
    if asked is not None and _known(asked) is None:
        remedy = suggest(asked, known, "languages")
        raise UsageError(f"there is no catalogue for the language {shown(asked)}; {remedy}")
    _spoken.set(_known(asked or filed) or DEFAULT)


def _known(language: str) -> str | None:
    """Return the code of the catalogue for a language, such as that of English for ``en-GB``."""
    code, known = language.lower(), languages()
    return next((one for one in (code, code.partition("-")[0]) if one in known), None)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak a language; one for which there is no file is not spoken."""
    before = _spoken.set(_known(language) or DEFAULT)
    try:
        yield
    finally:
        _spoken.reset(before)


def locale() -> Locale:
    """Return how numbers, dates and lists are written in the language that is spoken."""
    return _locale(spoken())


def message(key: str) -> str:
    """Return a message as it stands in the file, such as that of ``answer.signable``.

    Raises
    ------
    KeyError
        If there is none.
    """
    group, _, name = key.partition(".")
    return str(_read(spoken())[group][name])


def plain(key: str, **data: Any) -> str:
    """Return a message that is filled in with words alone."""
    return _ready(spoken(), key).render(data)


def environment() -> Environment:
    """Return a setting in which messages become templates."""
    return Environment(undefined=StrictUndefined, autoescape=False)  # noqa: S701 -- plain text


_ENVIRONMENT = environment()


@cache
def _ready(language: str, key: str) -> Template:  # as `say`: made once for each language
    return _ENVIRONMENT.from_string(message(key))


@cache
def _read(language: str) -> Mapping[str, Any]:
    return tomllib.loads((FOLDER / f"{language}.toml").read_text("utf-8"))


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(_read(language)["locale"])
