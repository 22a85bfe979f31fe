"""Places in the plain data of a file, and what is found wrong there.

A path is a tuple of keys and list positions; in text its parts are joined by dots
(``steps.open-dam.value.up``, ``record.0.kept``).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import Any, TypeAlias

from winset.language.catalogue import worded

Path: TypeAlias = tuple[str | int, ...]
"""A place in the data: keys and list positions (from 0), from the top down."""

LONGEST_GUESS = 60  # a longer word is not a misspelt id, and comparing it would take long
SHOWN = 40
MOST_NAMED = 12
LONGEST_PART = 100  # of a path; a key of `sets` is a path itself


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong at a place of the data; `on_key` where the key itself is meant."""

    path: Path
    wrong: str
    remedy: str
    on_key: bool = False


def printable(text: str) -> str:
    r"""Return `text` with everything a terminal might obey written as an escape.

    So is what is not a character, such as a byte of a file's name that is not UTF-8.

    Examples
    --------
    >>> printable("\x1b[31m \udcff \ufffe")
    '\\x1b[31m \\xff \\ufffe'
    """
    return text if text.isprintable() else "".join(map(_escaped, text))


def _escaped(letter: str) -> str:
    if "\udc80" <= letter <= "\udcff":  # how Python writes such a byte
        return rf"\x{ord(letter) - 0xDC00:x}"
    return letter if letter.isprintable() else letter.encode("unicode_escape").decode()


def dotted(path: Path) -> str:
    """Return a path as text, safe to print.

    Examples
    --------
    >>> dotted(("bonuses", 0, "value", "up"))
    'bonuses.0.value.up'
    """
    return ".".join([printable(str(part)[:LONGEST_PART]) for part in path])


def shown(value: Any) -> str:  # noqa: PLR0911 -- one return a kind of value reads best
    """Return a value as a message names it: short, and safe to print."""
    match value:
        case None:
            return worded("errors.shown.nothing")
        case bool():
            return "true" if value else "false"
        case int() | float():
            return f"{value:.12g}"
        case str() if len(value) > SHOWN:
            return f"'{printable(value[:SHOWN])}…'"
        case str():
            return f"'{printable(value)}'"
        case Mapping():
            return worded("errors.shown.mapping")
        case _:
            return worded("errors.shown.list")


def children(data: Any, *pattern: str) -> Iterator[tuple[Path, Any]]:
    """Yield every place that a pattern fits, with what stands there; ``*`` fits any key or item.

    Data of another shape than the pattern expects yields nothing: the format's own check speaks
    of that.
    """
    if not pattern:
        yield (), data
        return
    for key, value in _entries(data, pattern[0]):
        for rest, found in children(value, *pattern[1:]):
            yield (key, *rest), found


def _entries(data: Any, part: str) -> Iterable[tuple[str | int, Any]]:
    if isinstance(data, dict):
        return data.items() if part == "*" else ((k, data[k]) for k in (part,) if k in data)
    return enumerate(data) if isinstance(data, list) and part == "*" else ()


def mapping(data: Any, *path: str) -> dict[str, Any]:
    """Return the mapping at a path, or an empty one where none stands there."""
    for part in path:
        data = data.get(part) if isinstance(data, dict) else None
    return data if isinstance(data, dict) else {}


def reached(data: Any, path: Path) -> tuple[bool, Any]:
    """Return whether something stands at a path, and what."""
    for part in path:
        held = dict(enumerate(data)) if isinstance(data, list) else data
        if not isinstance(held, dict) or part not in held:
            return False, None
        data = held[part]
    return True, data


def texts(data: Any) -> list[str]:
    """Return the texts of a list, or none where it is not a list."""
    return [item for item in data if isinstance(item, str)] if isinstance(data, list) else []


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that `word` is most likely meant to be, or None."""
    if len(word) > LONGEST_GUESS:
        return None
    words = list(known)
    alike = next((one for one in words if plain_id(one) == plain_id(word)), None)
    close = get_close_matches(word, words, n=1, cutoff=0.6)
    return alike or (close[0] if close else None)


@lru_cache(maxsize=4096)
def plain_id(word: str) -> str:
    """Return a word as an id would have it: in lower case, with hyphens.

    Examples
    --------
    >>> plain_id("Open_dam ")
    'open-dam'
    """
    return "-".join(re.split(r"[\s_-]+", word.strip().lower()))


def unknown(word: Any, known: Iterable[str], what: str) -> tuple[str, str]:
    """Return what is wrong with a word that is not known, and the remedy; see `suggest`."""
    return worded(f"errors.no_such.{what}", word=shown(word)), suggest(str(word), known, what)


def suggest(word: str, known: Iterable[str], what: str) -> str:
    """Return the remedy for an unknown word: the nearest known one, or all of them.

    Parameters
    ----------
    what
        The key of how all of them are named, in ``errors.known``.
    """
    words = list(known)
    close = nearest(word, words)
    if close:
        return worded("errors.known.near", word=shown(close))
    if not words:
        return worded(f"errors.none_known.{what}")
    names = [printable(word[:SHOWN]) for word in words[:MOST_NAMED]]
    more = ["…"] if len(words) > MOST_NAMED else []
    return worded(f"errors.known.{what}", names=", ".join(names + more))
