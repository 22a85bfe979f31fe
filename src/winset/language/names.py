"""Names in a sentence, in a heading and before a verb: what a language does with them.

A language says in `words.articles` which words may stand before a name; they stand in running text,
capitalised where they begin a sentence, and are left out where a name stands alone.
"""

import re
from collections.abc import Collection
from functools import cache
from itertools import takewhile

from winset.language.letters import capital, small
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
    >>> without_article("the United States"), without_article("The delta"), without_article("Theia")
    ('United States', 'Delta', 'Theia')
    """
    for article in words_of("articles", language or spoken()):
        if small(name).startswith(f"{article} "):
            return capital(name[len(article) + 1 :])
    return name


def with_small_article(name: str, language: str | None = None) -> str:
    """Return a name, or the title of something, that begins with a small article if with any."""
    return name if without_article(name, language) == name else small(name)


def amid_sentence(name: str, language: str) -> str:
    """Return a name as it stands amid a sentence: with a small article, if it takes one.

    Examples
    --------
    >>> amid_sentence("The United States", "en"), amid_sentence("Theia", "en")
    ('the United States', 'Theia')
    >>> amid_sentence("European Union", "en"), amid_sentence("ministry of water", "en")
    ('the European Union', 'the ministry of water')
    """
    if _takes_article(name, language):
        return f"{words_of('articles', language)[0]} {name}"
    return with_small_article(name, language)


def _takes_article(name: str, language: str) -> bool:
    """Return whether a name is that of a body, a union or islands, by its noun, and no one's."""
    joints, nouns = (words_of(kind, language) for kind in ("joints", "takers_of_the"))
    words = name.casefold().split()
    head = [*takewhile(lambda word: word not in joints, words)]
    owned = words[0] in words_of("determiners", language) or "'s" in name
    return len(words) > 1 and bool(head) and head[-1] in nouns and not owned


def begun(text: str, *, whole: bool = True) -> str:
    """Return a text whose sentences begin with a capital where they begin with an article.

    Parameters
    ----------
    whole
        Whether the text itself begins with one whatever its first word is, if it ends as a
        sentence does.

    Examples
    --------
    >>> begun("the United States gains. the Lakes do."), begun("the delta"), begun("farmers do.")
    ('The United States gains. The Lakes do.', 'the delta', 'Farmers do.')
    """
    pattern = _beginning(spoken())
    told = text if pattern is None else pattern.sub(lambda found: found[0].capitalize(), text)
    return capital(told) if whole and told.endswith((".", "!", "?")) else told


def words_of(kind: str, language: str) -> tuple[str, ...]:
    """Return words of a kind, such as the articles of names; none of a language without a file."""
    code = known(language)
    return tuple(read(code, "words")[kind].split()) if code else ()


@cache
def _beginning(language: str) -> re.Pattern[str] | None:
    """Return where an article begins a sentence amid a text; None where there are no articles."""
    articles = "|".join(map(re.escape, words_of("articles", language)))
    return re.compile(rf"(?<=[.!?] )(?:{articles})(?= )") if articles else None
