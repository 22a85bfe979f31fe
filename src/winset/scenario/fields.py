"""The kinds of value that a scenario file holds: texts, ids, dates; numbers are in `quantities`.

Each is a type for the models of `winset.scenario.format`; each refuses what it does not hold with
an error that carries, in plain words, what is wrong and what would be right.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, TypeVar, get_args

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import CoreSchema, PydanticCustomError

from winset.scenario.tree import plain_id, shown, suggest

MAX_ENTRIES = 200
"""The most of anything that has no limit of its own: sources, choices, people, pairs, …"""

SOURCE = "The source that bears this out (an id under `sources`)."
NOTE = "Anything a reader should know, such as why these numbers."

MAX_LINE = 300
MAX_TEXT = 4_000
ID = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"

T = TypeVar("T")


def refuse(wrong: str, remedy: str) -> PydanticCustomError:
    """Return the error for a value that is wrong, with what would be right."""
    return PydanticCustomError("winset", "{wrong}; {remedy}", {"wrong": wrong, "remedy": remedy})


class Block(BaseModel):
    """A mapping with known keys only."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class _Given:
    """Marks a key that may be left out, but not be left empty: None is its default only."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        (kind,) = (arg for arg in get_args(source) if arg is not type(None))
        return handler.generate_schema(kind)


Maybe = Annotated[T | None, _Given()]
"""A value that may be left out."""


# --- texts


def _one_line(text: Any) -> Any:
    if isinstance(text, str) and "\n" in text.strip():
        raise refuse("the text has more than one line", "put it on one line")
    return text


Text = Annotated[str, StringConstraints(min_length=1, max_length=MAX_TEXT, strip_whitespace=True)]
Line = Annotated[
    str,
    StringConstraints(min_length=1, max_length=MAX_LINE, strip_whitespace=True),
    BeforeValidator(_one_line),
]


def _address(text: Any) -> Any:
    if isinstance(text, str) and not re.fullmatch(r"https?://[^\s<>\"']+", text):
        wrong = f"{shown(text)} is no web address"
        raise refuse(wrong, "give one that starts with https:// or http://")
    return text


Address = Annotated[str, StringConstraints(max_length=2_000), BeforeValidator(_address)]


LANGUAGE = (
    r"^[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|\d{3}))?(-([A-Za-z\d]{5,8}|\d[A-Za-z\d]{3}))*$"
)


def _language(tag: Any) -> Any:
    if isinstance(tag, str) and not re.fullmatch(LANGUAGE, tag, re.ASCII):
        wrong = f"{shown(tag)} is no tag of a language"
        raise refuse(wrong, "write one of BCP 47, such as en, ka, pt-BR or zh-Hant")
    return tag


Language = Annotated[
    str, BeforeValidator(_language), WithJsonSchema({"type": "string", "pattern": LANGUAGE})
]
"""A language, and where it is so a script, a region and variants (RFC 5646, 'langtag')."""


def one_of(*words: str) -> Callable[[Any], Any]:
    """Return a check that refuses every text but these words."""

    def check(value: Any) -> Any:
        if value not in words:
            remedy = suggest(str(value), words, "words known here")
            raise refuse(f"{shown(value)} is not known here", remedy)
        return value

    return check


# --- ids


def _id(text: Any) -> Any:
    if isinstance(text, str) and not _is_id(text):
        remedy = "use lower-case letters, digits and hyphens, a letter first, at most 60 in all"
        if _is_id(plain_id(text)):
            remedy = f"write {plain_id(text)}, in lower-case letters, digits and hyphens"
        raise refuse(f"{shown(text)} cannot be an id", remedy)
    return text


def _is_id(text: str) -> bool:
    return len(text) <= 60 and re.fullmatch(ID, text) is not None


Id = Annotated[str, BeforeValidator(_id), WithJsonSchema({"type": "string", "pattern": ID})]
"""The name by which the rest of the file speaks of something."""

Ref = str
"""The id of something that the file defines elsewhere; `winset.scenario.checks` looks it up."""


def _one(value: Any) -> Any:
    if isinstance(value, list):
        raise refuse("a list stands where one name should", "write an entry for each of them")
    return value


One = Annotated[Ref, BeforeValidator(_one)]
"""A reference of an entry that can be repeated for others."""


class Sourced(Block):
    """What may say where it was read."""

    source: Maybe[Ref] = Field(None, description=SOURCE)


class Noted(Sourced):
    """What may say where it was read, and why it is as it is."""

    note: Maybe[Text] = Field(None, description=NOTE)


# --- dates and spans of time

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


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


def _date(value: Any) -> Any:
    text = str(value) if type(value) is int else value
    if not isinstance(text, str):
        return value
    try:
        first_day(text)
    except ValueError:
        wrong = f"{shown(value)} is no date"
        raise refuse(wrong, "write a year, a month or a day: 2019, 2019-02 or 2019-02-27") from None
    return text


def _day(value: Any) -> Any:
    if len(str(_date(value))) < len("2019-02-27"):
        raise refuse(f"{shown(value)} is no day", "write year, month and day: 2019-02-27")
    return value


Date = Annotated[
    str,
    BeforeValidator(_date),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"},
                {"type": "integer", "minimum": 1000, "maximum": 9999},
            ]
        }
    ),
]
"""A year, a month or a day, as the file writes it."""

Day = Annotated[str, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]

MOMENT = r"^\d{4}-\d{2}-\d{2}(T([01]\d|2[0-3]):[0-5]\d)?$"


def _moment(value: Any) -> Any:
    if isinstance(value, str) and re.fullmatch(MOMENT, value, re.ASCII):
        _date(value[:10])
        return value
    if not isinstance(value, str | int):
        return value
    wrong = f"{shown(value)} is neither a day nor a day and a time"
    raise refuse(wrong, "write 2019-02-27, or 2019-02-27T18:30")


Moment = Annotated[
    str, BeforeValidator(_moment), WithJsonSchema({"type": "string", "pattern": MOMENT})
]
"""A day, or a day and a time of it."""

SPAN = r"^\d+(\.\d+)? (day|week|month|year)s?$"
YEAR = 365.25
_LENGTHS = {"day": 1.0, "week": 7.0, "month": YEAR / 12, "year": YEAR}


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
    return matches and 0 < days(value) <= 1e6 * YEAR


def _span(value: Any) -> Any:
    if is_span(value):
        return value
    wrong = f"{shown(value)} is no span of time"
    raise refuse(wrong, "write a number of days, weeks, months or years: `3 months`")


Span = Annotated[str, BeforeValidator(_span), WithJsonSchema({"type": "string", "pattern": SPAN})]
