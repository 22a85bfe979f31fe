"""Numbers and lists in plain words, the same everywhere."""

import math
from collections.abc import Iterable
from datetime import date

from winset.scenario.compiled import TOLERANCE

MINUS = "\N{MINUS SIGN}"


def amount(value: float | None) -> str:
    """Return a number with three significant digits at most; a dash where it is undefined.

    Examples
    --------
    >>> amount(12.345), amount(1234.5), amount(0.0), amount(None)
    ('12.3', '1,234', '0', '–')
    """
    if value is None:
        return "–"
    if abs(value) < max(TOLERANCE, 5e-4):
        return "0"
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    text = f"{abs(value):,.{digits}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return (MINUS if value < 0 else "") + text


def exact(value: float) -> str:
    """Return a number as it was given, for a fact.

    Examples
    --------
    >>> exact(0.752), exact(12000.0), exact(-4.1)
    ('0.752', '12,000', '−4.1')
    """
    return f"{value:,.12g}".replace("-", MINUS)


def precise(value: float) -> str:
    """Return a number with four significant digits, for comparing it with one close by.

    Examples
    --------
    >>> precise(0.98263), precise(-9.0)
    ('0.9826', '−9')
    """
    if abs(value) < 5e-7:
        return "0"
    return f"{value:.4g}".replace("-", MINUS)


def signed(value: float) -> str:
    """Return a number with its sign: what is gained or lost."""
    text = amount(value)
    return f"+{text}" if value > 0 and text != "0" else text


def share(value: float) -> str:
    """Return a share or chance in per cent."""
    return f"{100 * value:.0f}%"


def enough(value: float) -> str:
    """Return a share that is just enough, in per cent and rounded up so that it still is.

    Examples
    --------
    >>> enough(1 / 3), enough(0.5)
    ('33.4%', '50%')
    """
    return f"{math.ceil(1000 * value - 1e-4) / 10:g}%"


def count(number: int, thing: str, things: str | None = None) -> str:
    """Return a number with its noun: ``1 package``, ``12 packages``."""
    return f"{number:,} {thing if number == 1 else things or thing + 's'}"


def listed(words: Iterable[str]) -> str:
    """Return words with commas and an ``and``."""
    items = list(words)
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"


def days(when: tuple[date, date]) -> str:
    """Return the first and last day of talks: ``27–28 February 2019``."""
    first, last = when
    end = f"{last.day} {last:%B %Y}"
    if first == last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{end}"
    return f"{first.day} {first:%B}{'' if first.year == last.year else f' {first.year}'} – {end}"


def capital(text: str) -> str:
    """Return a text that begins with a capital."""
    return text[:1].upper() + text[1:]


def month(day: date) -> str:
    """Return a day's month: ``Mar 2019``."""
    return f"{day:%b} {day.year}"


def bar(value: float, most: float, width: int = 10) -> str:
    """Return a bar around a middle line: losses to the left, gains to the right."""
    filled = 0 if most <= 0 else round(width * min(1.0, abs(value) / most))
    filled = max(filled, 1) if abs(value) > TOLERANCE else filled
    blocks = "█" * filled
    return f"{blocks if value < 0 else '':>{width}}│{blocks if value > 0 else '':<{width}}"
