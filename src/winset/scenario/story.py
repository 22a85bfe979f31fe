"""What a file tells in its own words, place by place of a page.

Its texts may hold results (`winset.scenario.fields`). Some places judge, and stand only as long as
the numbers are those they were written for; the others tell facts.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from winset.language.catalogue import told
from winset.scenario.keys import After, Before, Ids, Json, Key, RefusedError, Room, Size, Written
from winset.scenario.kinds import Date, Line, PartyId, Sourced, SourceId, Steps, Text
from winset.scenario.tree import shown

JUDGING = ("headline", "standfirst", "bottom_line", "gaps", "held", "aftermath", "lessons")
"""The places that judge."""

FINGERPRINT = r"^[0-9a-f]{16}$"
MOST_MILESTONES = 12

GapKey = Annotated[str, Ids("title and parties")]
MOST_OF_POINT = 300
"""Characters of a point, or of a cell of the gaps, that pages show."""

Point = Annotated[Text, Room(MOST_OF_POINT)]


def _fingerprint(value: Any) -> Any:
    if isinstance(value, str) and re.fullmatch(FINGERPRINT, value):
        return value
    raise RefusedError(*told("errors.story.fingerprint", value=shown(value)))


@dataclass(frozen=True, slots=True)
class Gap:
    """What kept the sides apart, in a text a side."""

    title: str
    texts: Mapping[PartyId, str]

    @classmethod
    def read(cls, found: Mapping[str, str]) -> "Gap":
        """Return the gap that stands in a file as a title beside the parties' ids."""
        if "title" not in found:
            raise RefusedError(*told("errors.story.untitled"))
        texts = {party: text for party, text in found.items() if party != "title"}
        return cls(found["title"], texts)


@dataclass(frozen=True, slots=True)
class Lesson(Sourced):
    """Something to take from the case."""

    text: Annotated[Text, Room(400), Key("What is to be learnt.")]


@dataclass(frozen=True, slots=True)
class Milestone(Sourced):
    """A moment that a reader must know."""

    date: Annotated[Date, Key("When: a year, a month or a day.")]
    text: Annotated[Text, Room(160), Key("What happened.")]


@dataclass(frozen=True, slots=True)
class Concept(Sourced):
    """A term of the field that the case teaches."""

    term: Annotated[Line, Key("How the field calls it.")]
    text: Annotated[Text, Room(400), Key("What it means in general.")]
    case: Annotated[Text | None, Room(500), Key("Where it shows in this case.")] = None
    spot: Annotated[Text | None, Room(300), Key("How to spot it elsewhere.")] = None
    work: Annotated[
        SourceId | None, Key("The work in which the field sets it out (an id under `sources`).")
    ] = None


@dataclass(frozen=True, slots=True)
class Axes:
    """What one side gives and what it gets, each in rising order: the picture of the offers."""

    rows: Annotated[Steps, Size(least=1), Key("The steps that one side gives.")]
    columns: Annotated[Steps, Size(least=1), Key("The steps that it gets.")]


@dataclass(frozen=True, slots=True)
class Story:
    """Prose for the pages; where a place has none, they say what follows from the results.

    Attributes
    ----------
    gaps
        Each with a title, and a text by party.
    """

    written_for: Annotated[
        str | None,
        Before(_fingerprint),
        Json({"type": "string", "pattern": FINGERPRINT}),
        Key("The fingerprint of the numbers that it was written for, as `check` prints it."),
    ] = None
    headline: Annotated[Text | None, Room(120), Key("The finding in a sentence.")] = None
    standfirst: Annotated[
        Text | None, Room(320), Key("The answer in two or three sentences, under the headline.")
    ] = None
    bottom_line: Annotated[
        tuple[Point, ...],
        Key("Why it failed, what might have held and what to do: a point each.", most=6),
    ] = ()
    course: Annotated[Text | None, Room(1_200), Key("How the talks went.")] = None
    gaps: Annotated[
        tuple[Annotated[Gap, Written(Mapping[GapKey, Point]), After(Gap.read)], ...],
        Key("What kept the sides apart: a title each, and a text by party.", most=10),
    ] = ()
    held: Annotated[Text | None, Room(1_500), Key("What might have held, and why.")] = None
    aftermath: Annotated[Text | None, Room(1_000), Key("What followed, or is to follow.")] = None
    lessons: Annotated[tuple[Lesson, ...], Key("What is to be learnt.", most=12)] = ()
    milestones: Annotated[
        tuple[Milestone, ...], Key("What a reader must know, in order.", most=MOST_MILESTONES)
    ] = ()
    concepts: Annotated[
        tuple[Concept, ...], Key("Terms of the field that the case teaches.", most=20)
    ] = ()
    axes: Annotated[Axes | None, Key("What stands on the axes of the picture of the offers.")] = (
        None
    )
