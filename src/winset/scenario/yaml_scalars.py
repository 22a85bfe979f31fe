"""What a bare word of a file means: the core schema of YAML 1.2, and nothing else.

``NO``, ``on`` and ``12:30`` are text here, ``2019-02`` too; ``1994`` is a whole number.
"""

import math
import re
from typing import Any

from winset.language.catalogue import told

CORE = "tag:yaml.org,2002:"
TEXT_TAGS = frozenset({"!", f"{CORE}str"})
CORE_TAGS = frozenset(
    {None, "!"} | {CORE + kind for kind in ("str", "int", "float", "bool", "null", "map", "seq")}
)

WORDS = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
WHOLE = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", re.ASCII)
DECIMAL = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", re.ASCII)
ENDLESS = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)", re.ASCII)
LONGEST = 60  # digits; beyond that turning text into a number takes longer than it is worth

Trouble = tuple[str, str]
"""What is wrong, and what would be right."""

_REFUSED = {
    "control": "\0-\b\v-\x1f\x7f-\x9f\u2028\u2029",
    "direction": "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069",
    "half": "\ud800-\udfff",
    "no_character": "\ufdd0-\ufdef"
    + "".join(chr(plane + 0xFFFE) + chr(plane + 0xFFFF) for plane in range(0, 0x110000, 0x10000)),
}
"""Characters that may stand nowhere in a file: a terminal obeys them, a line reads as something
else by them, or programs that draw and set pages break off at them."""

_HALF = re.compile("[\ud800-\udbff]")
_ANY_REFUSED = re.compile(f"[{''.join(_REFUSED.values())}]")


def refused_character(text: str) -> Trouble | None:
    """Return what is wrong with a text that holds a character which no file may hold."""
    found = None if text.isprintable() else _ANY_REFUSED.search(text)  # none of them is printable
    if found is None:
        return None
    kind = next(kind for kind, ones in _REFUSED.items() if re.match(f"[{ones}]", found[0]))
    return told(f"errors.scalars.{kind}", letter=f"U+{ord(found[0]):04X}")


def paired(text: str) -> str:
    r"""Return a text whose pairs of surrogates, as JSON writes them, are single characters.

    Examples
    --------
    >>> paired("\ud83d\udd4a") == "\U0001f54a"
    True
    """
    if text.isascii() or _HALF.search(text) is None:
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


def number(text: str) -> int | float | None:
    """Return the number that a bare word writes, or None where it writes none.

    Endless and far too long numbers come as nan.

    Examples
    --------
    >>> number("-4"), number("1e3"), number("3 million")
    (-4, 1000.0, None)
    """
    if ENDLESS.fullmatch(text):
        return math.nan
    whole = WHOLE.fullmatch(text)
    if not whole and not DECIMAL.fullmatch(text):
        return None
    if len(text) > LONGEST:
        return math.nan
    if whole:
        return int(text, 0) if text[:2] in ("0o", "0x") else int(text)
    value = float(text)
    return value if math.isfinite(value) else math.nan


def resolve(text: str, tag: str | None, *, plain: bool) -> tuple[Any, Trouble | None]:
    """Return what a scalar stands for, and what is wrong with it if anything.

    Parameters
    ----------
    text
        The scalar as written, without quotes.
    tag
        Its tag, one of `CORE_TAGS`.
    plain
        Whether it stands without quotes.
    """
    if tag in TEXT_TAGS or (tag is None and not plain):
        return text, None
    if text in WORDS:
        return WORDS[text], None
    value = number(text)
    if value is None:
        return text, None
    if isinstance(value, float) and math.isnan(value):
        return value, told("errors.scalars.endless")
    return value, None
