"""What Winset says, by message: one file a language, of templates filled in with names and numbers.

The templates are the package's own; what is put into them, from a scenario file, is never read as
a template.
"""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, StrictUndefined, Template

from winset.report.language import dates, words

LANGUAGE = "en"


def say(key: str, **data: Any) -> str:
    """Return the message of a key, such as ``answer.signable``, with data filled in."""
    return " ".join(_template(key).render(data).split())


@cache
def _template(key: str) -> Template:
    """Return a message, made ready to be filled in when it is first said."""
    group, _, name = key.partition(".")
    return _environment().from_string(_messages()[group][name])


@cache
def _messages() -> dict[str, dict[str, str]]:
    text = (files(__package__) / f"{LANGUAGE}.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def _environment() -> Environment:
    env = Environment(undefined=StrictUndefined, autoescape=False)  # noqa: S701 -- plain text
    helpers = (
        *(words.amount, words.signed, words.share, words.off, words.often),
        *(words.count, words.from_to, words.listed, words.days, words.day),
        *(words.capital, words.quoted, words.all_quoted, dates.dated),
    )
    env.filters |= {helper.__name__: helper for helper in helpers}
    return env
