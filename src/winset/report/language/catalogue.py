"""What Winset says, by message: templates filled in with names and numbers.

The templates are the package's own; what is put into them, from a scenario file, is never read as
a template.
"""

from functools import cache
from typing import Any

from jinja2 import Environment, Template

from winset.report.language import dates, words
from winset.report.language.messages import environment, message, spoken


def say(key: str, **data: Any) -> str:
    """Return the message of a key, such as ``answer.signable``, with data filled in."""
    return " ".join(_template(spoken(), key).render(data).split())


@cache
def _template(language: str, key: str) -> Template:
    """Return a message, made ready to be filled in when it is first said."""
    return _environment().from_string(message(key))


@cache
def _environment() -> Environment:
    env = environment()
    helpers = (
        *(words.amount, words.signed, words.share, words.off, words.often, words.plural),
        *(words.count, words.from_to, words.listed, words.capital),
        *(words.quoted, words.all_quoted),
        *(dates.days, dates.day, dates.dated),
    )
    env.filters |= {helper.__name__: helper for helper in helpers}
    return env
