"""The kinds of text that a file holds: lines, ids, dates, spans of time.

Each is a type for the fields of nouns, and refuses what it does not hold with what is wrong and
what would be right. Numbers are in `winset.scenario.quantities`.
"""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Annotated, Any

from winset.language.catalogue import told
from winset.scenario.keys import (
    After,
    Before,
    Ids,
    Json,
    Key,
    Length,
    RefusedError,
    Size,
    Unit,
    Written,
)
from winset.scenario.tree import plain_id, shown

MAX_PARTIES = 12
MAX_STEPS = 62
MOST_OPTIONS = 20
"""Options of a conflict at most: there are two to this power of states to look at."""

MAX_ENTRIES = 200
"""The most of anything that has no limit of its own: sources, choices, people, pairs, …"""


# --- texts


def _one_line(text: Any) -> Any:
    if isinstance(text, str) and "\n" in text.strip():
        raise RefusedError(*told("errors.kinds.lines"))
    return text


Text = Annotated[str, Length(4_000)]
Line = Annotated[str, Length(300), Before(_one_line)]
MOST_OF_LABEL = 24
"""Characters of a short name."""

Label = Annotated[str, Length(MOST_OF_LABEL), Before(_one_line)]
Name = Annotated[Line, Key("What it is called.")]
Title = Annotated[
    Line, Key("What it is called; its id, hyphens as spaces, if left out.", by_id=True)
]


def _address(text: Any) -> Any:
    if isinstance(text, str) and not re.fullmatch(r"https?://[^\s<>\"']+", text):
        raise RefusedError(*told("errors.kinds.address", value=shown(text)))
    return text


Address = Annotated[str, Length(2_000), Before(_address)]


LANGUAGE = (
    r"^[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|\d{3}))?(-([A-Za-z\d]{5,8}|\d[A-Za-z\d]{3}))*$"
)


def _language(tag: Any) -> Any:
    if isinstance(tag, str) and not re.fullmatch(LANGUAGE, tag, re.ASCII):
        raise RefusedError(*told("errors.kinds.language", value=shown(tag)))
    return tag


Language = Annotated[str, Before(_language), Json({"type": "string", "pattern": LANGUAGE})]
"""A language, and where it is so a script, a region and variants (RFC 5646, 'langtag')."""

RESULT = r"^[a-z][a-z_]*(\.[a-z0-9_-]+)+$"
"""A place in the results, such as ``roadmap.verdict`` or ``deals.frontier.0.values``."""


def _result(text: Any) -> Any:
    """Refuse what cannot be a place in the results; whether it is one, the results tell."""
    if isinstance(text, str) and not re.fullmatch(RESULT, text):
        raise RefusedError(*told("errors.kinds.result", value=shown(text)))
    return text


Result = Annotated[str, Before(_result), Json({"type": "string", "pattern": RESULT})]


# --- ids

ID = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"


def _id(text: Any) -> Any:
    if isinstance(text, str) and not _is_id(text):
        meant = plain_id(text) if _is_id(plain_id(text)) else None
        raise RefusedError(*told("errors.kinds.id", value=shown(text), meant=meant))
    return text


def _is_id(text: str) -> bool:
    return len(text) <= 60 and re.fullmatch(ID, text) is not None


Id = Annotated[str, Before(_id), Json({"type": "string", "pattern": ID})]
"""The name by which the rest of the file speaks of something."""

PartyId = Annotated[str, Ids("parties")]
OtherId = Annotated[str, Ids("parties", other=True)]
SideId = Annotated[str, Ids("parties and observers")]
ConsentId = Annotated[str, Ids("observers and ratifiers")]
StepId = Annotated[str, Ids("steps")]
LedgerId = Annotated[str, Ids("ledgers")]
TermId = Annotated[str, Ids("terms")]
OptionId = Annotated[str, Ids("options")]
SourceId = Annotated[str, Ids("sources")]


def _one(value: Any) -> Any:
    if isinstance(value, list):
        raise RefusedError(*told("errors.kinds.list"))
    return value


OneSide = Annotated[SideId, Before(_one)]
"""Somebody in an entry that can be repeated for others."""

Steps = Annotated[tuple[StepId, ...], Size(most=MAX_STEPS)]


def _pair(value: Any) -> Any:
    if not isinstance(value, list) or len(value) != 2:
        raise RefusedError(*told("errors.kinds.pair", value=shown(value)))
    return value


Pair = Annotated[tuple[StepId, StepId], Before(_pair)]
Pairs = tuple[Pair, ...]


# --- what may say where it was read


@dataclass(frozen=True, slots=True, kw_only=True)
class Sourced:
    """An entry that may say where it was read."""

    source: Annotated[
        SourceId | None, Key("The source that bears this out (an id under `sources`).")
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted(Sourced):
    """An entry that may say where it was read, and why it is as it is."""

    note: Annotated[
        Text | None, Key("Anything a reader should know, such as why these numbers.")
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled(Noted):
    """An entry that may have a short name besides its title."""

    short: Annotated[
        Label | None,
        Key("What tables and charts call it; its title, cut where a phrase ends, if left out."),
    ] = None


# --- dates and spans of time

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


@lru_cache(maxsize=4096)
def first_day(text: str) -> date:
    """Return the first day of a year, a month or a day.

    Examples
    --------
    >>> first_day("2019-02")
    datetime.date(2019, 2, 1)
    """
    parts = _DATE.fullmatch(text)
    if parts is None:
        raise ValueError(text)
    year, month, day = parts.groups(default="1")
    return date(int(year), int(month), int(day))


def as_date(value: Any) -> Any:
    """Return a year, a month or a day as a text, or what is none as it stands.

    Raises
    ------
    RefusedError
        If a text, or a whole number, is none.
    """
    text = str(value) if type(value) is int else value
    if not isinstance(text, str):
        return value
    try:
        first_day(text)
    except ValueError:
        raise RefusedError(*told("errors.kinds.date", value=shown(value))) from None
    return text


def _day(value: Any) -> Any:
    if len(str(as_date(value))) < len("2019-02-27"):
        raise RefusedError(*told("errors.kinds.day", value=shown(value)))
    return value


DATE = Json(
    {
        "anyOf": [
            {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"},
            {"type": "integer", "minimum": 1000, "maximum": 9999},
        ]
    }
)
Date = Annotated[str, Before(as_date), DATE]
"""A year, a month or a day, as the file writes it."""

Day = Annotated[
    date, Written(str), Before(_day), After(first_day), Json({"type": "string", "format": "date"})
]


def _in_order(days: tuple[date, date]) -> tuple[date, date]:
    if days[0] > days[1]:
        raise RefusedError(*told("errors.kinds.days", first=str(days[0]), last=str(days[1])))
    return days


Days = Annotated[tuple[Day, Day], After(_in_order)]
"""A first and a last day."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, with the time of it where that is known."""

    day: date
    time: datetime.time | None = None

    def __str__(self) -> str:
        return f"{self.day}T{self.time:%H:%M}" if self.time else f"{self.day}"

    def before(self, other: "Moment") -> bool:
        """Return whether it comes before another; where one of them has no time, days count."""
        if self.day != other.day or self.time is None or other.time is None:
            return self.day < other.day
        return self.time < other.time


MOMENT = r"^\d{4}-\d{2}-\d{2}(T([01]\d|2[0-3]):[0-5]\d)?$"


def _moment(value: Any) -> Any:
    if isinstance(value, str) and re.fullmatch(MOMENT, value, re.ASCII):
        as_date(value[:10])
        return value
    if not isinstance(value, str | int):
        return value
    raise RefusedError(*told("errors.kinds.moment", value=shown(value)))


def _read_moment(text: str) -> Moment:
    day, _, hour = text.partition("T")
    return Moment(first_day(day), datetime.time.fromisoformat(hour) if hour else None)


When = Annotated[
    Moment,
    Written(str),
    Before(_moment),
    After(_read_moment),
    Json({"type": "string", "pattern": MOMENT}),
]
"""A day, or a day and a time of it."""

SPAN = r"^\d+(\.\d+)? (day|week|month|year)s?$"
DAYS_IN_YEAR = 365.25
_LENGTHS: Mapping[str, float] = {
    "day": 1.0,
    "week": 7.0,
    "month": DAYS_IN_YEAR / 12,
    "year": DAYS_IN_YEAR,
}


def days(span: str) -> float:
    """Return the number of days in a span such as ``3 months``.

    Examples
    --------
    >>> days("2 weeks"), days("3 months"), days("1 year")
    (14.0, 91.3125, 365.25)
    """
    count, unit = span.split()
    return float(count) * _LENGTHS[unit.removesuffix("s")]


def is_span(value: Any) -> bool:
    """Return whether a value of a file is a span of time."""
    matches = isinstance(value, str) and re.fullmatch(SPAN, value, re.ASCII) is not None
    return matches and 0 < days(value) <= 1e6 * DAYS_IN_YEAR


def _span(value: Any) -> Any:
    if is_span(value):
        return value
    raise RefusedError(*told("errors.kinds.span", value=shown(value)))


_JSON = Json({"type": "string", "pattern": SPAN})
DaysLong = Annotated[float, Written(str), Before(_span), After(days), _JSON, Unit("days")]
YearsLong = Annotated[
    float,
    Written(str),
    Before(_span),
    After(lambda span: days(span) / DAYS_IN_YEAR),
    _JSON,
    Unit("years"),
]
"""Spans of time, as numbers of days and of years."""
