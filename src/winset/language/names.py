"""Names in a sentence, in a heading and before a verb: what a language does with them.

A language says in `words.articles` which words may stand before a name; they stand in running text,
capitalised where they begin a sentence, and are left out where a name stands alone.
"""

import re
from collections.abc import Collection
from functools import cache

from winset.language.messages import known, read, spoken


class Plural(str):
    """A name that takes a verb in the plural."""

    __slots__ = ()


def verb(who: str | Collection[str], one: str, many: str) -> str:
    """Return the form of a verb that goes with a name, or with several.

    Examples
    --------
    >>> verb("Upriver", "gains", "gain"), verb(Plural("the Lakes"), "gains", "gain")
    ('gains', 'gain')
    >>> verb(["Upriver", "Downriver"], "gains", "gain")
    'gain'
    """
    names = [who] if isinstance(who, str) else list(who)
    return many if len(names) > 1 or isinstance(names[0], Plural) else one


def without_article(name: str, language: str | None = None) -> str:
    """Return a name as it stands alone: in a heading, a table, a legend.

    Parameters
    ----------
    language
        That of the name; the one that is spoken, if not given.

    Examples
    --------
    >>> without_article("the United States"), without_article("the delta"), without_article("Theia")
    ('United States', 'Delta', 'Theia')
    """
    for article in _articles(language or spoken()):
        if name.startswith(f"{article} "):
            rest = name.removeprefix(f"{article} ")
            return rest[:1].upper() + rest[1:]
    return name


def begun(text: str) -> str:
    """Return a text whose sentences begin with a capital where they begin with an article.

    The text itself is one if it ends as a sentence does.

    Examples
    --------
    >>> begun("the United States gains. the Lakes do not."), begun("the delta")
    ('The United States gains. The Lakes do not.', 'the delta')
    """
    pattern = _beginning(spoken(), whole=text.endswith((".", "!", "?")))
    return text if pattern is None else pattern.sub(lambda found: found[0].capitalize(), text)


def _articles(language: str) -> tuple[str, ...]:
    code = known(language)
    return tuple(read(code)["words"]["articles"].split()) if code else ()


@cache
def _beginning(language: str, *, whole: bool) -> re.Pattern[str] | None:
    """Return where an article begins a sentence; None in a language without articles."""
    articles = "|".join(map(re.escape, _articles(language)))
    before = r"(?<=[.!?] )" + ("|^" if whole else "")
    return re.compile(rf"(?:{before})(?:{articles})(?= )") if articles else None
