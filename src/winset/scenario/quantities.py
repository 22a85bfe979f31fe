"""Numbers in a scenario file: bare, with a source, as a range, or as what several judges say.

::

    0.9
    {value: 0.9, source: atlas, note: the station reports daily}
    {low: 1, mode: 2, high: 4}
    {values: [2, 3, 7], weights: [2, 1, 1]}

A `Quantity` is any number, an `Amount` at least 0, a `Weight` above 0, a `Share` between 0 and 1.
"""

from collections.abc import Callable, Mapping
from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import (
    BeforeValidator,
    Discriminator,
    Field,
    Tag,
    WithJsonSchema,
    model_validator,
)
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

from winset.scenario.fields import Block, Maybe, Ref, Text, refuse
from winset.scenario.numbers import LARGEST
from winset.scenario.scalars import number
from winset.scenario.slips import meant
from winset.scenario.tree import shown

MAX_JUDGES = 100

N = TypeVar("N")


def _within(low: float, high: float, what: str, such: str = "") -> Callable[[Any], float]:
    def check(value: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise _not_a_number(value, such or what)
        if value < low or value > high:
            side, end = ("below", low) if value < low else ("above", high)
            raise refuse(f"{shown(value)} is {side} {shown(end)}", f"give {what}")
        return float(value)

    return check


def _not_a_number(value: Any, what: str) -> PydanticCustomError:
    if isinstance(value, str) and number(value) is not None:
        return refuse(f"{shown(value)} is text, not a number", "remove the quotes")
    if value is None:
        return refuse("the value is empty", f"give {what}, or remove the key")
    if isinstance(value, list):
        return refuse("a list is not a number", f"give {what}, or {{values: [1, 2, 3]}}")
    slip = meant(value) if isinstance(value, str) else None
    return refuse(f"{shown(value)} is not a number", slip or f"give {what}")


def _positive(value: Any) -> Any:
    if value == 0 and not isinstance(value, bool):
        raise refuse("0 is too small", "give a number above 0")
    return value


Unbounded = Annotated[
    float,
    Field(title="Quantity", ge=-LARGEST, le=LARGEST),
    BeforeValidator(
        _within(-LARGEST, LARGEST, "a number between -1e12 and 1e12", "a number such as 2.5")
    ),
]
AtLeastZero = Annotated[
    float,
    Field(title="Amount", ge=0, le=LARGEST),
    BeforeValidator(_within(0, LARGEST, "a number from 0 to 1e12")),
]
Positive = Annotated[
    float,
    Field(title="Weight", gt=0, le=LARGEST),
    BeforeValidator(_within(0, LARGEST, "a number above 0, at most 1e12")),
    BeforeValidator(_positive),
]
AtMostOne = Annotated[
    float,
    Field(ge=0.001, le=1),
    BeforeValidator(_within(0.001, 1, "a factor from 0.001 to 1")),
]
AtLeastOne = Annotated[
    float,
    Field(ge=1, le=1000),
    BeforeValidator(_within(1, 1000, "a factor from 1 to 1000")),
]
ZeroToOne = Annotated[
    float,
    Field(title="Share", ge=0, le=1),
    BeforeValidator(_within(0, 1, "a share between 0 and 1")),
]


class Judged(Block):
    """What all long forms of a number may also say."""

    source: Maybe[Ref] = Field(None, description="The source that the number was read from.")
    note: Maybe[Text] = Field(None, description="Why this number.")

    @classmethod
    def model_parametrized_name(cls, params: tuple[Any, ...]) -> str:
        """Name a form after its kind of number: ``RangeShare``."""
        fields = (mark for mark in params[0].__metadata__ if isinstance(mark, FieldInfo))
        return cls.__name__ + (next(fields).title or "")


class Range(Judged, Generic[N]):
    """A number between two ends, with the likeliest value between them."""

    low: N = Field(description="The least it may be.")
    mode: N = Field(description="The likeliest value; single answers use it.")
    high: N = Field(description="The most it may be.")

    @model_validator(mode="after")
    def _in_order(self) -> "Range[N]":
        ends: Any = self
        if ends.low > ends.mode or ends.mode > ends.high:
            found = ", ".join(shown(end) for end in (ends.low, ends.mode, ends.high))
            raise refuse(
                f"low, mode and high are {found}", "low must not exceed mode, nor mode high"
            )
        return self


class Judgements(Judged, Generic[N]):
    """What several judges say; single answers use the weighted median."""

    values: list[N] = Field(
        min_length=1, max_length=MAX_JUDGES, description="What each judge says."
    )
    weights: Maybe[list[AtLeastZero]] = Field(
        None,
        max_length=MAX_JUDGES,
        description="How much each judge counts; all alike if left out.",
    )

    @model_validator(mode="after")
    def _weighed(self) -> "Judgements[N]":
        if self.weights is None:
            return self
        if len(self.weights) != len(self.values):
            wrong = f"there are {len(self.values)} values and {len(self.weights)} weights"
            raise refuse(wrong, "give one weight for each value")
        if not any(self.weights):
            raise refuse("all weights are 0", "give at least one value a weight above 0")
        return self


class Stated(Judged, Generic[N]):
    """One number, with its source or the reason for it."""

    value: N = Field(description="The number.")


def _form(value: Any) -> str:
    """Return which form of a number is meant: what its keys, or their absence, tell."""
    if not isinstance(value, Mapping):
        return "<number>"
    if "values" in value or "weights" in value:
        return "<judgements>"
    return "<range>" if {"low", "mode", "high"} & set(value) else "<stated>"


# --- in how many parts

MAX_SLICES = 60
ANY = "any"
_SLICES = f"a whole number from 1 to {MAX_SLICES}, or `{ANY}`"


def _whole(value: Any, most: int, what: str) -> int:
    count = _within(1, most, what)(value)
    if not count.is_integer():
        raise refuse(f"{shown(value)} is not a whole number", f"give {what}")
    return int(count)


def _slices(value: Any) -> Any:
    return value if value == ANY else _whole(value, MAX_SLICES, _SLICES)


Slices = Annotated[
    int | Literal["any"],
    BeforeValidator(_slices),
    WithJsonSchema(
        {"anyOf": [{"type": "integer", "minimum": 1, "maximum": MAX_SLICES}, {"const": ANY}]}
    ),
]
"""In how many equal parts something is done, or as many as it takes."""

MAX_ROUNDS = 1_000

Rounds = Annotated[
    int,
    Field(ge=1, le=MAX_ROUNDS),
    BeforeValidator(lambda n: _whole(n, MAX_ROUNDS, f"a whole number from 1 to {MAX_ROUNDS:,}")),
]
"""How many rounds of offers."""

FORMS: dict[str, type[Judged]] = {
    "<range>": Range,
    "<judgements>": Judgements,
    "<stated>": Stated,
}
"""The marks that errors carry in their path for the long forms of a number, ``<number>`` aside."""

Quantity = Annotated[
    Annotated[Unbounded, Tag("<number>")]
    | Annotated[Range[Unbounded], Tag("<range>")]
    | Annotated[Judgements[Unbounded], Tag("<judgements>")]
    | Annotated[Stated[Unbounded], Tag("<stated>")],
    Discriminator(_form),
]
Amount = Annotated[
    Annotated[AtLeastZero, Tag("<number>")]
    | Annotated[Range[AtLeastZero], Tag("<range>")]
    | Annotated[Judgements[AtLeastZero], Tag("<judgements>")]
    | Annotated[Stated[AtLeastZero], Tag("<stated>")],
    Discriminator(_form),
]
Weight = Annotated[
    Annotated[Positive, Tag("<number>")]
    | Annotated[Range[Positive], Tag("<range>")]
    | Annotated[Judgements[Positive], Tag("<judgements>")]
    | Annotated[Stated[Positive], Tag("<stated>")],
    Discriminator(_form),
]
Share = Annotated[
    Annotated[ZeroToOne, Tag("<number>")]
    | Annotated[Range[ZeroToOne], Tag("<range>")]
    | Annotated[Judgements[ZeroToOne], Tag("<judgements>")]
    | Annotated[Stated[ZeroToOne], Tag("<stated>")],
    Discriminator(_form),
]
