"""What was meant by a text that is not a number, and by characters that nobody sees."""

import re
import unicodedata

from winset.language.catalogue import worded
from winset.scenario.yaml_scalars import number

_DASHES = str.maketrans(dict.fromkeys("−–\u2014", "-"))
_NUMBER = r"-?(?:\d+(?:[.,]\d*)?|[.,]\d+)"
_PERCENT = re.compile(rf"({_NUMBER})\s*%")
_RANGE = re.compile(r"(\d+(?:[.,]\d+)?)\s*(?:-|to|\.\.+)\s*(\d+(?:[.,]\d+)?)")
_FRACTION = re.compile(r"(-?\d{1,9})\s*/\s*(\d{1,9})")
_GROUPED = re.compile(r"-?\d{1,3}([ '\u2019_.,])\d{3}(?:\1\d{3})*(?:[.,]\d+)?")
_AMONG_WORDS = re.compile(rf"[^\d.,-]*({_NUMBER})[^\d.,-]*")


def meant(text: str) -> str | None:
    """Return what to write in place of a text where a number should stand; None: no telling.

    Examples
    --------
    >>> meant("1,5"), meant("90%"), meant("half")
    ('write 1.5, with a point', 'write 0.9: shares are parts of 1, not of 100', None)
    """
    if found := unseen(text):
        return worded("errors.slips.unseen", letter=found)
    word = text.strip().translate(_DASHES)
    if number(word) is not None:
        return worded("errors.slips.minus", number=word)
    if percent := _PERCENT.fullmatch(word):
        return worded("errors.slips.percent", number=f"{_value(percent[1]) / 100:.12g}")
    if grouped := _GROUPED.fullmatch(word):
        return _ungrouped(word, grouped[1])
    if re.fullmatch(_NUMBER, word):
        return worded("errors.slips.comma", number=f"{_value(word):.12g}")
    return _in_other_words(word)


def _in_other_words(word: str) -> str | None:
    ends = _RANGE.fullmatch(word)
    low, high = map(_value, ends.groups()) if ends else (0.0, 0.0)
    if low < high:
        range_ = {"low": low, "mode": (low + high) / 2, "high": high}
        return worded("errors.slips.range", **{end: f"{one:.12g}" for end, one in range_.items()})
    fraction = _FRACTION.fullmatch(word)
    if fraction and int(fraction[2]):
        number_ = f"{int(fraction[1]) / int(fraction[2]):.6g}"
        return worded("errors.slips.fraction", number=number_)
    if among := _AMONG_WORDS.fullmatch(word):
        return worded("errors.slips.among_words", number=f"{_value(among[1]):.12g}")
    return None


def _value(text: str) -> float:
    return float(text.replace(",", "."))


def _ungrouped(word: str, mark: str) -> str:
    """Return what to write for digits in groups of three; a lone comma may be a decimal one."""
    plain = word.replace(mark, "").replace(",", ".")
    if mark == "," and word.count(",") == 1 and "." not in word:
        return worded("errors.slips.lone_comma", number=plain, decimal=word.replace(",", "."))
    return worded("errors.slips.grouped", number=plain)


def is_unseen(letter: str) -> bool:
    """Return whether a character cannot be seen, or looks like the space that it is not."""
    return letter != " " and unicodedata.category(letter) in {"Zs", "Cf"}


def unseen(text: str) -> str | None:
    r"""Return the first character of a text that cannot be seen, by number and name.

    Examples
    --------
    >>> unseen("a\u00a0b")
    'U+00A0 (no-break space)'
    """
    return next((named(letter) for letter in text if is_unseen(letter)), None)


def named(letter: str) -> str:
    """Return a character by its number and its name."""
    name = unicodedata.name(letter, "").lower()
    number_ = f"U+{ord(letter):04X}"
    return f"{number_} ({name})" if name else number_
