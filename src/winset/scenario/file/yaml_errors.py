"""What to do about text that is not YAML, or another than was meant, in plain words."""

import re
from dataclasses import dataclass

from winset.language.catalogue import told
from winset.scenario.slips import is_unseen, named
from winset.scenario.tree import printable, shown
from winset.scenario.yaml_scalars import number

_SAID = {
    "'\\t' that cannot start": "tab",
    "that cannot start any token": "start",
    "mapping values are not allowed here": "colon",
    "sequence entries are not allowed here": "item",
    "expected ',' or ']'": "list",
    "expected ',' or '}'": "mapping",
    "expected <block end>": "indent",
    "could not find expected ':'": "no_value",
    "unknown escape character": "escape",
    "expected the node content": "content",
    "unexpected end of stream": "quote",
    "expected alphabetic or numeric character": "start",
    "undefined tag handle": "tag",
    "incompatible YAML document": "version",
    "unexpected document separator": "quote",
}
"""What the YAML library says, and the key of what to say."""


def remedy_for(context: str | None, problem: str | None) -> tuple[str, str]:
    """Return what is wrong and what would be right, for a message of the YAML library.

    Parameters
    ----------
    context, problem
        What the library was doing, and what it met.
    """
    said = (problem or context or "").strip().replace("\t", "\\t")
    key = next((key for fragment, key in _SAID.items() if fragment in said), "other")
    return told(f"errors.yaml.{key}", tag=None)


# --- what was meant

_BEFORE_COMMA, _AFTER_COMMA = re.compile(r"[-+]?\d+(\.\d{3})*"), re.compile(r"\d+")
_GLUED = re.compile(r"(\s*(?:- +)?)([A-Za-z][\w-]*):(?!//)([^\s:].*)")
_KEY = re.compile(r".*:(\s|$)|[{\[\-?!&%]")
_JSON = re.compile(r"\s*\{\s*\"")


@dataclass(frozen=True, slots=True)
class Stray:
    """A word in braces that no value follows: what was meant by it.

    Attributes
    ----------
    wrong, remedy
        As in `Problem`.
    decimal
        The number that it is the end of: ``1,5`` read as ``1`` and ``5``.
    key, value
        What a colon without a space after it was to part.
    """

    wrong: str
    remedy: str
    decimal: str | None = None
    key: str | None = None
    value: str | None = None


def stray(word: str, before: str | None, between: str) -> Stray:
    """Return what was meant by a word in braces that no value follows.

    Parameters
    ----------
    word
        The word.
    before
        The bare word that ends the entry before it; None where that ends otherwise.
    between
        What stands between the two.
    """
    key, colon, value = word.partition(":")
    if colon and key and value:
        return Stray(*no_space(key, value, word), key=key, value=value)
    if before is not None and decimal_comma(before, word, between.strip()):
        point = f"{before.replace('.', '')}.{word}"
        said = told("errors.yaml.decimal", value=shown(f"{before},{word}"), number=point)
        return Stray(*said, decimal=point)
    if before is not None and number(before) is None:
        return Stray(*cut_text(before))
    return Stray(*told("errors.yaml.lone", word=shown(word), key=printable(word)))


def no_space(key: str, value: str, word: str | None = None) -> tuple[str, str]:
    """Return what is wrong with a key whose colon no space follows, and how to write it."""
    names = {"key": printable(key), "value": printable(value)}
    return told("errors.yaml.glued", word=None if word is None else shown(word), **names)


def decimal_comma(before: str, after: str, between: str) -> bool:
    """Return whether a comma between two words may be that of a decimal number."""
    whole = _BEFORE_COMMA.fullmatch(before) and _AFTER_COMMA.fullmatch(after)
    return between == "," and whole is not None


def two_numbers(before: str, after: str) -> tuple[str, str]:
    """Return what is wrong with a comma that parts two numbers, or one, and what to write."""
    value, number_ = shown(f"{before},{after}"), f"{before}.{after}"
    return told("errors.yaml.two_numbers", value=value, number=number_)


def cut_text(before: str) -> tuple[str, str]:
    """Return what is wrong with a text in braces that a comma ends."""
    return told("errors.yaml.cut", value=shown(before))


def is_json(text: str) -> bool:
    """Return whether a text is JSON, where no space need follow a comma."""
    return _JSON.match(text) is not None


def is_table(text: str) -> bool:
    """Return whether a text is a table, such as a spreadsheet saves, rather than a scenario."""
    lines = [line for line in text.splitlines()[:20] if line.strip() and line[:1] != "#"][:2]
    if len(lines) < 2 or any(_KEY.match(line) for line in lines):
        return False
    return any(lines[0].count(mark) == lines[1].count(mark) > 0 for mark in ",;\t")


def glued(line: str) -> tuple[int, tuple[str, str]] | None:
    """Return the column of a key whose colon no space follows, and what to say of it."""
    found = _GLUED.fullmatch(line)
    return (len(found[1]) + 1, no_space(found[2], found[3][:20].strip())) if found else None


def hidden_in(line: str) -> tuple[int, str] | None:
    """Return the column of the first character of a line that cannot be seen, and what it is."""
    if line.isascii():  # as nearly all are
        return None
    return next(((i + 1, named(one)) for i, one in enumerate(line) if is_unseen(one)), None)


def seen(text: str) -> str:
    """Return a text with plain spaces for all that look like one, without what looks like none."""
    if text.isascii():
        return text
    hidden = {letter for letter in text if is_unseen(letter)}
    return text.translate({ord(one): " " if one.isspace() else "" for one in hidden})
