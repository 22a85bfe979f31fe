"""Dates in words."""

from datetime import date

from babel.dates import format_date, format_skeleton

from winset.language.templates import locale, plain


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
    return between(begin, day(last))


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


def month(one: date, *, short: bool = False) -> str:
    """Return a day's month: ``March 2019``, or for an axis or table ``Mar 2019``."""
    return _with_year("MMM" if short else "MMMM", one)


def _with_year(skeleton: str, one: date) -> str:
    if one.year >= 1000:
        return _in_words(f"y{skeleton}", one)
    return f"{_in_words(skeleton, one)} {year(one.year)}"


def _in_words(skeleton: str, one: date) -> str:
    if skeleton == "MMMM":  # which is in no language's list of skeletons
        return str(format_date(one, "LLLL", locale=locale()))
    return str(format_skeleton(skeleton, one, locale=locale()))


def between(first: str, last: str) -> str:
    """Return from when to when, in words: one where they are the same."""
    return first if first == last else plain("dates.from_to", first=first, last=last)
