"""Messages as templates, and how the language that is spoken writes numbers."""

from functools import cache
from typing import Any

from babel import Locale
from jinja2 import Environment, StrictUndefined, Template

from winset.language.messages import message, read, spoken


def locale() -> Locale:
    """Return how numbers, dates and lists are written in the language that is spoken."""
    return _locale(spoken())


def plain(key: str, **data: Any) -> str:
    """Return a message that is filled in with words alone."""
    return _ready(spoken(), key).render(data)


def environment() -> Environment:
    """Return a setting in which messages become templates."""
    return Environment(undefined=StrictUndefined, autoescape=False)  # noqa: S701 -- plain text


_ENVIRONMENT = environment()


@cache
def _ready(language: str, key: str) -> Template:  # as in `catalogue`: made once for each language
    return _ENVIRONMENT.from_string(message(key))


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(read(language, "")["locale"])
