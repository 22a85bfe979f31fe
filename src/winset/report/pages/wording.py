"""The words of the pages: templates in one file, filled in with numbers and names.

Not all words are in it yet: those that pages share with the terminal, and those of the charts, are
made where they are. The templates are the package's own; what is put into them, from
a scenario file, is never read as a template.
"""

import datetime
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, StrictUndefined, Template

from winset.report import words
from winset.report.directions import CLOSE, is_isolated
from winset.report.pages.document import ReadingNote, Sentence

_ENDS = (".", "!", "?", "…", ".”", "؟", "。")


def say(key: str, **data: Any) -> str:
    """Return the words of a key, such as ``answer.signable``, with data filled in."""
    return " ".join(_templates()[key].render(data).split())


def sentence(key: str, *basis: str, **data: Any) -> Sentence:
    """Return an assertion in the words of a key."""
    return Sentence(say(key, **data), basis)


def about(subject: str, sentences: Iterable[Sentence]) -> Iterator[Sentence]:
    """Yield sentences that say first what they are about."""
    for one in sentences:
        yield Sentence(say("told.about", subject=subject, text=one.text), one.basis)


def note(key: str) -> ReadingNote:
    """Return how something is to be read, in the words of a key."""
    return ReadingNote(say(key))


def stated(text: str, path: str, source: str | None = None) -> Sentence:
    """Return what the file states at a path, in its own words, made into a sentence."""
    return Sentence(full_stop(text), (f"file:{path}", *sourced(source)))


def sourced(*sources: str | None) -> Iterable[str]:
    """Yield the sources that there are as the basis of an assertion."""
    return (f"source:{source}" for source in sources if source)


def full_stop(text: str) -> str:
    """Return a text that ends as a sentence does."""
    text = " ".join(text.split())
    if is_isolated(text):
        return full_stop(text.removesuffix(CLOSE)) + CLOSE
    return text if text.endswith(_ENDS) else f"{text}."


def dated(text: str) -> str:
    """Return a date of a file, a year, a month or a day, in words.

    Examples
    --------
    >>> dated("2019"), dated("0033-02"), dated("2019-02-28"), dated("")
    ('2019', 'February AD 33', '28 February 2019', '')
    """
    year, *rest = text.split("-")
    if not rest:
        return words.year(int(year)) if year else ""
    name = f"{datetime.date(int(year), int(rest[0]), 1):%B} {words.year(int(year))}"
    return f"{int(rest[1])} {name}" if rest[1:] else name


def quoted(text: str) -> str:
    """Return a name in quotation marks."""
    return f"“{text}”"


def all_quoted(texts: Iterable[str]) -> str:
    """Return names in quotation marks, with commas and an ``and``."""
    return words.listed(map(quoted, texts))


@cache
def _templates() -> dict[str, Template]:
    env = Environment(undefined=StrictUndefined, autoescape=False)  # noqa: S701 -- plain text
    helpers = (
        *(words.amount, words.signed, words.share, words.off),
        *(words.count, words.from_to, words.listed, words.days),
        *(words.capital, dated, quoted, all_quoted),
    )
    env.filters |= {helper.__name__: helper for helper in helpers}
    text = (files(__package__) / "strings.toml").read_text("utf-8")
    found = tomllib.loads(text)
    return {
        f"{group}.{name}": env.from_string(template)
        for group, strings in found.items()
        for name, template in strings.items()
    }
