"""When steps of a roadmap are done: by the day, the month, or in phases."""

from typing import TYPE_CHECKING

from winset.language.dates import between, day, days, month, year
from winset.language.templates import plain
from winset.language.words import amount

if TYPE_CHECKING:
    from winset.roadmaps.calendar import Calendar

_MONTH = 28  # days; where a phase is shorter, days are told
_YEARS_FROM = 730  # days; what takes longer is told in years


def by_day(calendar: "Calendar") -> bool:
    """Return whether a calendar counts in spans so short that its dates are days."""
    return calendar.phase_length is not None and calendar.phase_length < _MONTH


def in_years(calendar: "Calendar") -> bool:
    """Return whether the whole takes so long that it is told in years."""
    return calendar.duration * (calendar.phase_length or 0) > _YEARS_FROM


def span(calendar: "Calendar", starts: float, ends: float) -> str:
    """Return from when to when something is done, for a table: ``Mar 2031 – Jun 2031``.

    What takes a day or less is dated by that day.
    """
    first, last = calendar.day(starts), calendar.day(ends)
    if first is None or last is None:
        return f"{amount(starts)}–{amount(ends)}"
    if not by_day(calendar):
        return between(month(first, short=True), month(last, short=True))
    short = (ends - starts) * (calendar.phase_length or 0) <= 1
    return days((first, first if short else last))


def years(calendar: "Calendar", starts: float, ends: float) -> str | None:
    """Return in which years something is done: ``2019–2020``; None without dates."""
    first, last = calendar.day(starts), calendar.day(ends)
    if first is None or last is None:
        return None
    begins, over = year(first.year), year(last.year)
    return begins if begins == over else plain("dates.from_to_years", first=begins, last=over)


def moment(calendar: "Calendar", clock: float) -> str:
    """Return when something begins or ends, as a day, a month or in phases from the start."""
    when = calendar.day(clock)
    if when is None:
        return amount(clock)
    return day(when) if by_day(calendar) else month(when)
