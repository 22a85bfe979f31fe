"""What stands after a bar in a message: the helpers of the language."""

from functools import cache

from jinja2 import Environment

from winset.language import dates, letters, names, words
from winset.language.templates import environment

_HELPERS = (
    *(words.amount, words.signed, words.share, words.off, words.often, words.plural),
    *(words.count, words.spelled, words.from_to, words.listed, letters.capital, words.in_sentences),
    *(words.quoted, words.all_quoted, names.verb),
    *(dates.days, dates.day, dates.dated),
)


@cache
def with_helpers() -> Environment:
    """Return the setting in which messages become templates."""
    env = environment()
    env.filters |= {helper.__name__: helper for helper in _HELPERS}
    return env
