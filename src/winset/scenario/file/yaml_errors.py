"""What to do about text that is not YAML, or another than was meant, in plain words."""

import re
from dataclasses import dataclass

from winset.scenario.slips import is_unseen, named
from winset.scenario.tree import printable, shown
from winset.scenario.yaml_scalars import number

_REMEDIES = (
    ("'\\t' that cannot start", "a tab stands where only spaces may", "indent with spaces"),
    (
        "that cannot start any token",
        "a text may not start with this character",
        "put the text in quotes",
    ),
    (
        "mapping values are not allowed here",
        "a colon is not expected here",
        "indent it like its neighbours, or put a text that holds `: ` in quotes",
    ),
    (
        "sequence entries are not allowed here",
        "a list item is not expected here",
        "start the list on the next line, or write [a, b]",
    ),
    ("expected ',' or ']'", "the list is not closed", "add `,` between items and `]` at the end"),
    ("expected ',' or '}'", "the mapping is not closed", "add `,` between keys and `}` at the end"),
    (
        "expected <block end>",
        "this line does not fit the ones above it",
        "indent all keys and items of a block alike",
    ),
    ("could not find expected ':'", "a key has no value", "write `key: value`"),
    (
        "unknown escape character",
        "this text has an escape that does not exist",
        "write \\\\ for a backslash, or use single quotes",
    ),
    (
        "expected the node content",
        "a value is missing",
        "write the value, or close the bracket before it",
    ),
    (
        "unexpected end of stream",
        "the text in quotes is not closed",
        "add the closing quote",
    ),
    (
        "expected alphabetic or numeric character",
        "a text may not start with this character",
        "put the text in quotes",
    ),
    (
        "undefined tag handle",
        "the tag is not known here",
        "remove it; a file holds plain values only",
    ),
    (
        "incompatible YAML document",
        "the file asks for another YAML than 1.2",
        "remove the %YAML line",
    ),
    (
        "unexpected document separator",
        "the text in quotes is not closed",
        "add the closing quote",
    ),
)


def remedy_for(context: str | None, problem: str | None) -> tuple[str, str]:
    """Return what is wrong and what would be right, for a message of the YAML library.

    Parameters
    ----------
    context, problem
        What the library was doing, and what it met.
    """
    said = (problem or context or "this is not YAML").strip()
    for fragment, wrong, remedy in _REMEDIES:
        if fragment in said.replace("\t", "\\t"):
            return wrong, remedy
    return "this is not YAML", "check this line and the one before it"


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
        wrong = f"there is no space after the colon of {shown(word)}"
        return Stray(wrong, f"write {printable(key)}: {printable(value)}", key=key, value=value)
    if before is not None and decimal_comma(before, word, between.strip()):
        point = f"{before.replace('.', '')}.{word}"
        wrong = f"{shown(f'{before},{word}')} has a comma for a decimal point"
        return Stray(wrong, f"write {point}", decimal=point)
    if before is not None and number(before) is None:
        return Stray(*cut_text(before))
    return Stray(f"the key {shown(word)} has no value", f"write {printable(word)}: value")


def decimal_comma(before: str, after: str, between: str) -> bool:
    """Return whether a comma between two words may be that of a decimal number."""
    whole = _BEFORE_COMMA.fullmatch(before) and _AFTER_COMMA.fullmatch(after)
    return between == "," and whole is not None


def two_numbers(before: str, after: str) -> tuple[str, str]:
    """Return what is wrong with a comma that parts two numbers, or one, and what to write."""
    wrong = f"{shown(f'{before},{after}')} may be one number or two"
    return wrong, f"write {before}.{after} with a point, or a space after the comma"


def cut_text(before: str) -> tuple[str, str]:
    """Return what is wrong with a text in braces that a comma ends."""
    wrong = f"the comma ends the text {shown(before)}"
    return wrong, "put a text that holds a comma in quotes, and a list in brackets: [a, b]"


def is_json(text: str) -> bool:
    """Return whether a text is JSON, where no space need follow a comma."""
    return _JSON.match(text) is not None


def is_table(text: str) -> bool:
    """Return whether a text is a table, such as a spreadsheet saves, rather than a scenario."""
    lines = [line for line in text.splitlines()[:20] if line.strip() and line[:1] != "#"][:2]
    if len(lines) < 2 or any(_KEY.match(line) for line in lines):
        return False
    return any(lines[0].count(mark) == lines[1].count(mark) > 0 for mark in ",;\t")


def glued(line: str) -> tuple[int, str] | None:
    """Return the column of a key whose colon no space follows, and how to write it."""
    found = _GLUED.fullmatch(line)
    if not found:
        return None
    return len(found[1]) + 1, f"write {printable(found[2])}: {printable(found[3][:20].strip())}"


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
