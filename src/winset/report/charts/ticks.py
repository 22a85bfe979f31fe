"""Places on axes that are marked: round numbers, and the turns of years or months."""

from collections.abc import Iterator
from datetime import date
from math import ceil, floor, log10

from winset.language.dates import day, month, year

_MONTHS = (1, 2, 3, 6)
_DAYS = 75
"""Days, up to which an axis of time is marked by the day."""


def numbers(low: float, high: float, most: int) -> list[float]:
    """Return round numbers between two ends, as many as fit: `most`, or one more.

    Examples
    --------
    >>> numbers(-3.2, 9.1, 6), numbers(0, 1, 4)
    ([-2.0, 0.0, 2.0, 4.0, 6.0, 8.0], [0.0, 0.5, 1.0])
    """
    fine, coarse = (_between(low, high, (high - low) / parts) for parts in (most + 2, most))
    return fine if len(fine) <= most + 1 else coarse


def _between(low: float, high: float, least: float) -> list[float]:
    """Return the numbers of a round step that is no smaller than the least."""
    step = _round_up(least or 1.0)
    return [step * n for n in range(ceil(low / step - 1e-9), floor(high / step + 1e-9) + 1)]


def _round_up(step: float) -> float:
    ten = 10.0 ** floor(log10(step))
    return next(part * ten for part in (1, 2, 5, 10) if part * ten >= step * (1 - 1e-9))


def years(first: date, last: date, most: int) -> Iterator[tuple[date, str]]:
    """Yield the turns of years, months or days from one day to another, with their names."""
    if (last - first).days <= _DAYS:
        yield from _days(first, last, most)
        return
    months = (last.year - first.year) * 12 + last.month - first.month
    by_month = [step for step in _MONTHS if months / step <= most]
    step = by_month[0] if by_month else 12 * ceil(_round_up(max(1.0, months / 12 / most)))
    for n in range(first.year * 12, last.year * 12 + last.month):
        one = date(n // 12, n % 12 + 1, 1) if n // 12 >= 1 else first
        if n % step == 0 and first <= one:
            yield one, year(one.year) if step >= 12 else month(one, short=True)


def _days(first: date, last: date, most: int) -> Iterator[tuple[date, str]]:
    step = max(1, ceil(((last - first).days + 1) / most))
    for n in range(first.toordinal(), last.toordinal() + 1, step):
        yield date.fromordinal(n), day(date.fromordinal(n))
