"""How wide words are in a picture, and how they break into lines."""

import unicodedata
from collections.abc import Iterator

_WIDTHS = {
    "ijl'|": 0.222,
    " !,./:;I[]\\ftr()-`\u2018\u2019·": 0.333,
    '*^{}"“”': 0.45,
    "ckvxyzsJ": 0.5,
    "abdeghnopquL?0123456789_$#–=+<>~": 0.57,
    "FTZABEKPSVXY&": 0.667,
    "CDHNRUw": 0.722,
    "GOQ": 0.778,
    "mM%→←↑↓": 0.86,
    "W—…@": 1.02,
}
_EMS = {letter: width for letters, width in _WIDTHS.items() for letter in letters}
"""How wide letters are in Liberation Sans, Arial and Helvetica, as a share of the type's size."""

_WIDE, _CAPITAL, _SMALL = 1.0, 0.75, 0.6
_BOLD = 1.07
_OTHER = 1.08
"""How much wider faces are that take their place where they are not installed (Noto Sans)."""


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide a line of text is, in pixels."""
    return sum(map(_em, text)) * size * _OTHER * (_BOLD if bold else 1)


def wrapped(text: str, room: float, size: float, *, bold: bool = False) -> list[str]:
    """Return a text in lines that have room: broken between words, and within where one is longer.

    Examples
    --------
    >>> wrapped("Open the great dam", 75, 13)
    ['Open the', 'great dam']
    >>> wrapped("Gggggggggggg", 54, 13)
    ['Gggggg', 'gggggg']
    """
    lines: list[str] = []
    for word in text.split():
        for piece in _pieces(word, room, size, bold):
            longer = f"{lines[-1]} {piece}" if lines else piece
            if lines and width(longer, size, bold=bold) <= room:
                lines[-1] = longer
            else:
                lines.append(piece)
    return lines


def _pieces(word: str, room: float, size: float, bold: bool) -> Iterator[str]:
    """Yield a word, in parts where a line has no room for the whole of it."""
    part = ""
    for letter in word:
        if part and width(part + letter, size, bold=bold) > room:
            yield part
            part = ""
        part += letter
    if part:
        yield part


def _em(letter: str) -> float:
    known = _EMS.get(letter)
    if known is not None:
        return known
    if unicodedata.combining(letter) or unicodedata.category(letter) == "Cf":
        return 0.0
    if unicodedata.east_asian_width(letter) in "WF":
        return _WIDE
    plain = unicodedata.normalize("NFD", letter)[0]
    if plain != letter:
        return _em(plain)
    return _CAPITAL if letter.isupper() else _SMALL
