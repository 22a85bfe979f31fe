"""Text for a console that lacks some characters: signs keep their meaning, the rest a mark."""

import codecs

NAME = "winset.plain"

PIPED = 100
"""Characters a line where the output does not go to a terminal."""

_PLAIN = {
    "\N{MINUS SIGN}": "-",
    "\N{EN DASH}": "-",
    "\N{HORIZONTAL ELLIPSIS}": "...",
    "\N{LEFT DOUBLE QUOTATION MARK}": '"',
    "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
    "\N{RIGHT SINGLE QUOTATION MARK}": "'",
    "\N{MIDDLE DOT}": "-",
    "\N{FULL BLOCK}": "#",
    "\N{BOX DRAWINGS LIGHT VERTICAL}": "|",
    "\N{RIGHTWARDS ARROW}": "->",
    "\N{RIGHTWARDS ARROW OVER LEFTWARDS ARROW}": "<->",
    "\N{LESS-THAN OR EQUAL TO}": "<=",
    "\N{GREATER-THAN OR EQUAL TO}": ">=",
    "\N{FIRST STRONG ISOLATE}": "",
    "\N{POP DIRECTIONAL ISOLATE}": "",
}


def register() -> str:
    """Make the way of meeting such characters known to streams; return its name."""
    codecs.register_error(NAME, _replace)
    return NAME


def _replace(error: UnicodeError) -> tuple[str, int]:
    """Return substitutes for characters that cannot be written, a question mark at worst."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    met = error.object[error.start : error.end]
    return "".join(_PLAIN.get(letter, "?") for letter in met), error.end
