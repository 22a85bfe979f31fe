"""What a scenario file tells its readers: how the talks went, what is said of them, what to learn.

No result depends on these blocks; pages are written from them.
"""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema, model_validator

from winset.scenario.fields import (
    MAX_ENTRIES,
    Block,
    Line,
    Maybe,
    Moment,
    Noted,
    Ref,
    Sourced,
    Text,
    one_of,
    refuse,
)
from winset.scenario.quantities import Rounds
from winset.scenario.tree import shown

RESULT = r"^[a-z][a-z_]*(\.[a-z0-9_-]+)+$"
"""A place in the results, such as ``roadmap.verdict`` or ``deals.frontier.0.values``."""


def _place(text: str) -> str:
    """Refuse what cannot be a place in the results; whether it is one, the results tell."""
    if not re.fullmatch(RESULT, text):
        wrong = f"{shown(text)} is no place in the results"
        raise refuse(wrong, "name keys and positions, joined by dots: `roadmap.verdict`")
    return text


Result = Annotated[
    str, AfterValidator(_place), WithJsonSchema({"type": "string", "pattern": RESULT})
]

Kind = Annotated[
    Literal["private", "group", "meal", "ceremony", "press"],
    BeforeValidator(one_of("private", "group", "meal", "ceremony", "press")),
]
Verdict = Annotated[
    Literal["wrong", "half", "right"], BeforeValidator(one_of("wrong", "half", "right"))
]
Level = Annotated[
    Literal["recall", "analyse", "evaluate"],
    BeforeValidator(one_of("recall", "analyse", "evaluate")),
]


class Session(Noted):
    """A part of the talks: a meeting, a meal, a ceremony, held or only planned."""

    name: Line = Field(description="What it is called.")
    kind: Kind = Field("group", description="What it is.")
    start: Moment = Field(description="When it began, or was to begin: a day, or a day and a time.")
    end: Maybe[Moment] = Field(None, description="When it ended, or was to end.")
    rounds: Maybe[Rounds] = Field(None, description="How many rounds of offers it has room for.")
    parties: Annotated[list[Ref], Field(max_length=MAX_ENTRIES)] = Field(
        default_factory=list, description="Who takes part; all parties if left out."
    )
    held: bool = Field(True, description="Whether it was held.")

    @model_validator(mode="after")
    def _in_order(self) -> "Session":
        if self.end is not None and not _not_before(self.end, self.start):
            wrong = f"it ends on {self.end}, before it begins on {self.start}"
            raise refuse(wrong, "give `start` the earlier moment")
        return self


def _not_before(later: str, earlier: str) -> bool:
    """Return whether a moment can come after another one; where one has no time, its day counts."""
    known = min(len(later), len(earlier))
    return later[:known] >= earlier[:known]


class Talks(Block):
    """How the talks went."""

    sessions: list[Session] = Field(
        default_factory=list, max_length=MAX_ENTRIES, description="Their parts, in order."
    )


class Claim(Noted):
    """Something that is often said, and what the record says of it."""

    text: Text = Field(description="What is said.")
    by: Maybe[Line] = Field(None, description="Who says so.")
    verdict: Verdict = Field("wrong", description="What the record says of it.")
    correction: Maybe[Text] = Field(
        None, description="What is so instead; needed unless the verdict is `right`."
    )

    @model_validator(mode="after")
    def _corrected(self) -> "Claim":
        if self.correction is None and self.verdict != "right":
            wrong = f"the verdict is {self.verdict}, and nothing says what is so instead"
            raise refuse(wrong, "add `correction`")
        return self


class Word(Sourced):
    """A word to know, on whose meaning the parties agree."""

    title: Maybe[Line] = Field(
        None, description="How it is written; its id, hyphens as spaces, if left out."
    )
    text: Text = Field(description="What it means.")


class Point(Sourced):
    """A point of a good answer: a sentence, or what stands at a place in the results."""

    text: Maybe[Text] = Field(None, description="The point, in words.")
    result: Maybe[Result] = Field(
        None, description="The point as a place in the results, such as `roadmap.verdict`."
    )

    @model_validator(mode="after")
    def _one(self) -> "Point":
        if (self.text is None) == (self.result is None):
            says = "nothing" if self.text is None else "text and result"
            raise refuse(f"the point says {says}", "give exactly one of text, result")
        if self.result is not None and self.source is not None:
            raise refuse("a result has no source", "remove `source`")
        return self


class Question(Block):
    """Something to ask a learner, with the points of a good answer."""

    level: Level = Field(description="What it takes to answer.")
    ask: Text = Field(description="The question.")
    points: list[Point] = Field(
        min_length=1, max_length=MAX_ENTRIES, description="What a good answer holds."
    )
