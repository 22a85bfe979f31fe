"""Dates in words: of a file, and of a roadmap by the day, the month, or in phases."""

from datetime import date

from babel.dates import format_date, format_skeleton

from winset.report.language.messages import locale, plain
from winset.report.language.words import amount
from winset.roadmaps.calendar import Calendar

_MONTH = 28  # days; where a phase is shorter, days are told


def dated(text: str) -> str:
    """Return a date of a file, a year, a month or a day, in words.

    Examples
    --------
    >>> dated("2019"), dated("0033-02"), dated("2019-02-28"), dated("")
    ('2019', 'February AD 33', '28 February 2019', '')
    """
    numbers = [int(part) for part in text.split("-") if part]
    match numbers:
        case [whole]:
            return year(whole)
        case [whole, of_year]:
            return _with_year("MMMM", date(whole, of_year, 1))
        case [whole, of_year, of_month]:
            return day(date(whole, of_year, of_month))
    return ""


def days(when: tuple[date, date]) -> str:
    """Return the first and last day of talks.

    Examples
    --------
    >>> days((date(2019, 2, 27), date(2019, 2, 28))), days((date(2018, 12, 27), date(2019, 1, 2)))
    ('27–28 February 2019', '27 December 2018 – 2 January 2019')
    """
    first, last = when
    if first == last:
        return day(last)
    if (first.year, first.month) == (last.year, last.month):
        return plain("dates.of_a_month", first=first.day, last=day(last))
    begin = _in_words("MMMMd", first) if first.year == last.year else day(first)
    return plain("dates.from_to", first=begin, last=day(last))


def year(number: int) -> str:
    """Return a year as it is written: without zeros, and told to be one where it is short.

    Examples
    --------
    >>> year(2019), year(480), year(33)
    ('2019', '480', 'AD 33')
    """
    return f"{number}" if number >= 100 else plain("dates.early_year", year=number)


def day(one: date) -> str:
    """Return a day: ``28 February 2019``."""
    return _with_year("MMMMd", one)


def month(one: date) -> str:
    """Return a day's month: ``Mar 2019``."""
    return _with_year("MMM", one)


def _with_year(skeleton: str, one: date) -> str:
    if one.year >= 1000:
        return _in_words(f"y{skeleton}", one)
    return f"{_in_words(skeleton, one)} {year(one.year)}"


def _in_words(skeleton: str, one: date) -> str:
    if skeleton == "MMMM":  # which is in no language's list of skeletons
        return str(format_date(one, "LLLL", locale=locale()))
    return str(format_skeleton(skeleton, one, locale=locale()))


def by_day(calendar: Calendar) -> bool:
    """Return whether a calendar counts in spans so short that its dates are days."""
    return calendar.phase_length is not None and calendar.phase_length < _MONTH


def span(calendar: Calendar, starts: float, ends: float) -> str:
    """Return from when to when something is done: ``1–3 March 2031``, ``Mar 2031 – Jun 2031``.

    What takes a day or less is dated by that day.
    """
    first, last = calendar.day(starts), calendar.day(ends)
    if first is None or last is None:
        return f"{amount(starts)}–{amount(ends)}"
    if not by_day(calendar):
        return _once(month(first), month(last))
    short = (ends - starts) * (calendar.phase_length or 0) <= 1
    return days((first, first if short else last))


def moment(calendar: Calendar, clock: float) -> str:
    """Return when something begins or ends, as a day, a month or in phases from the start."""
    when = calendar.day(clock)
    if when is None:
        return amount(clock)
    return day(when) if by_day(calendar) else month(when)


def _once(first: str, last: str) -> str:
    return first if first == last else plain("dates.from_to", first=first, last=last)
