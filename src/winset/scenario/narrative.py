"""What a file tells its readers: where facts were read, how the talks went, what to learn.

No result depends on these nouns; pages are written from them.
"""

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Annotated, Any, Literal

from winset.language.catalogue import told
from winset.scenario.keys import After, Before, Json, Key, RefusedError, Room, Size, Within, Written
from winset.scenario.kinds import (
    DATE,
    Address,
    Date,
    Line,
    Name,
    Noted,
    PartyId,
    Result,
    Sourced,
    Text,
    When,
    as_date,
    first_day,
)
from winset.scenario.numbers import LARGEST
from winset.scenario.quantities import Quantity, Rounds, within
from winset.scenario.tree import shown

MAX_SERIES = 60
"""Numbers of a series at most."""

_NUMBER = Within(-LARGEST, LARGEST, "quantity", such="number")
_FACTOR = Within(0, LARGEST, "factor", above=True)


def _saying(text: Any) -> Any:
    if isinstance(text, str) and (text.count("{n}"), text.count("{")) != (1, 1):
        raise RefusedError(*told("errors.nouns.say", value=shown(text)))
    return text


def _dated(pair: Any) -> Any:
    if not isinstance(pair, list) or len(pair) != 2 or not isinstance(day := as_date(pair[0]), str):
        raise RefusedError(*told("errors.nouns.dated", value=shown(pair)))
    return day, within(pair[1], _NUMBER)


def _factor(value: Any) -> float:
    return within(value, _FACTOR)


def _in_order(series: tuple[tuple[str, float], ...]) -> tuple[tuple[str, float], ...]:
    for (one, _), (other, _) in pairwise(series):
        if first_day(one) >= first_day(other):
            raise RefusedError(*told("errors.nouns.series", one=one, other=other))
    return series


Dated = Annotated[
    tuple[str, float],
    Written(Any),
    Before(_dated),
    Json(
        {
            "type": "array",
            "minItems": 2,
            "maxItems": 2,
            "prefixItems": [DATE.schema, {"type": "number"}],
        }
    ),
]
"""A number of a series, with its date."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where facts and numbers were read."""

    id: str
    title: Annotated[Line, Key("What the source is called.")]
    url: Annotated[Address | None, Key("Its web address.")] = None
    note: Annotated[Text | None, Key("What a reader should know of it.")] = None


@dataclass(frozen=True, slots=True)
class Note(Sourced):
    """A sentence, and what bears it out."""

    text: Annotated[Text, Key("The sentence.")]


@dataclass(frozen=True, slots=True)
class Place(Sourced):
    """Where the talks are held."""

    name: Annotated[Line, Key("The place.")]
    why: Annotated[Text | None, Key("Why there.")] = None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who speaks for a party."""

    name: Annotated[Line, Key("The person's name.")]
    role: Annotated[Line | None, Key("The person's office.")] = None
    portrait: Annotated[Line | None, Key("Who the person is, in a line.")] = None


@dataclass(frozen=True, slots=True)
class Author:
    """Somebody who judged the numbers."""

    name: Annotated[Line, Key("Who judged the numbers.")]
    role: Annotated[Line | None, Key("In what capacity.")] = None
    date: Annotated[Date | None, Key("When.")] = None


@dataclass(frozen=True, slots=True)
class Unit:
    """What one unit of value means, and how an amount of it is said."""

    text: Annotated[Line, Key("What one unit means.")]
    say: Annotated[
        Line | None, Before(_saying), Key("How an amount is said, with `{n}` for the number.")
    ] = None
    times: Annotated[
        float,
        Written(Any),
        Before(_factor),
        Json({"type": "number", "exclusiveMinimum": 0, "maximum": LARGEST}),
        Key("What an amount is multiplied by for `{n}`."),
    ] = 1.0


@dataclass(frozen=True, slots=True)
class Figure(Noted):
    """A fact with a number, or with a series of them.

    Attributes
    ----------
    series
        Each a date and a number, in order.
    """

    id: str
    text: Annotated[Text, Key("What the number says.")]
    value: Annotated[Quantity | None, Key("The number.", given=True)] = None
    series: Annotated[
        tuple[Dated, ...],
        Size(most=MAX_SERIES),
        After(_in_order),
        Key("In place of one number, several: pairs of a date and a number, in order."),
    ] = ()
    unit: Annotated[Line | None, Key("What it counts.")] = None
    date: Annotated[Date | None, Key("When it held.")] = None

    def __post_init__(self) -> None:
        if (self.value is None) == (not self.series):
            raise RefusedError(*told("errors.nouns.figure", both=self.value is not None))

    @property
    def latest(self) -> float:
        """Its number, or the last of its series."""
        return self.series[-1][1] if self.value is None else self.value.point


@dataclass(frozen=True, slots=True)
class Session(Noted):
    """A part of the talks: a meeting, a meal, a ceremony, held or only planned."""

    name: Name
    kind: Annotated[
        Literal["private", "group", "meal", "ceremony", "press"], Key("What it is.")
    ] = field(default="group", kw_only=True)
    start: Annotated[When, Key("When it began, or was to begin: a day, or a day and a time.")]
    end: Annotated[When | None, Key("When it ended, or was to end.")] = None
    rounds: Annotated[
        Rounds | None, Key("How many rounds of offers it has room for.", given=True)
    ] = None
    parties: Annotated[tuple[PartyId, ...], Key("Who takes part; all parties if left out.")] = ()
    held: Annotated[bool, Key("Whether it was held.")] = True

    def __post_init__(self) -> None:
        if self.end is not None and self.end.before(self.start):
            ends = {"start": str(self.start), "end": str(self.end)}
            raise RefusedError(*told("errors.nouns.session", **ends))


@dataclass(frozen=True, slots=True)
class Talks:
    """How the talks went."""

    sessions: Annotated[tuple[Session, ...], Key("Their parts, in order.")] = ()


@dataclass(frozen=True, slots=True)
class Claim(Noted):
    """Something that is often said, and what the record says of it."""

    id: str
    text: Annotated[Text, Key("What is said.")]
    by: Annotated[Line | None, Key("Who says so.")] = None
    verdict: Annotated[Literal["wrong", "half", "right"], Key("What the record says of it.")] = (
        "wrong"
    )
    correction: Annotated[
        Text | None, Key("What is so instead; needed unless the verdict is `right`.")
    ] = None

    def __post_init__(self) -> None:
        if self.correction is None and self.verdict != "right":
            raise RefusedError(*told("errors.nouns.claim", verdict=self.verdict))


@dataclass(frozen=True, slots=True)
class Word(Sourced):
    """A word to know, on whose meaning the parties agree.

    Where they do not it is a `Term`.
    """

    id: str
    title: Annotated[
        Line, Key("How it is written; its id, hyphens as spaces, if left out.", by_id=True)
    ]
    text: Annotated[Text, Key("What it means.")]


@dataclass(frozen=True, slots=True)
class Point(Sourced):
    """A point of a good answer: a sentence, or what stands at a place in the results."""

    text: Annotated[Text | None, Key("The point, in words.")] = None
    result: Annotated[
        Result | None, Key("The point as a place in the results, such as `roadmap.verdict`.")
    ] = None

    def __post_init__(self) -> None:
        if (self.text is None) == (self.result is None):
            raise RefusedError(*told("errors.nouns.point", both=self.text is not None))
        if self.result is not None and self.source is not None:
            raise RefusedError(*told("errors.nouns.result"))


@dataclass(frozen=True, slots=True)
class Question:
    """Something to ask a learner, with the points of a good answer."""

    level: Annotated[Literal["recall", "analyse", "evaluate"], Key("What it takes to answer.")]
    ask: Annotated[Text, Key("The question.")]
    points: Annotated[tuple[Point, ...], Key("What a good answer holds.", least=1)]
    model_answer: Annotated[
        Text | None, Room(1_200), Key("A good answer in full, in a paragraph or two.")
    ] = None
    top_answer: Annotated[Text | None, Room(500), Key("What a top answer adds.")] = None
