"""Numbers in a scenario file: bare, with a source, as a range, or as what several judges say.

::

    0.9
    {value: 0.9, source: atlas, note: the station reports daily}
    {low: 1, mode: 2, high: 4}
    {values: [2, 3, 7], weights: [2, 1, 1]}

A `Quantity` is any number, an `Amount` at least 0, a `Weight` above 0, a `Share` between 0 and 1.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from winset.scenario.keys import Key, OrWord, RefusedError, Size, Within
from winset.scenario.kinds import MAX_ENTRIES, MAX_STEPS, Line, SideId, SourceId, Text
from winset.scenario.numbers import LARGEST, Number, weighted_median
from winset.scenario.slips import meant
from winset.scenario.tree import shown
from winset.scenario.yaml_scalars import number

Quantity = Annotated[
    Number,
    Within(
        -LARGEST,
        LARGEST,
        "a number between -1e12 and 1e12",
        such="a number such as 2.5",
        title="Quantity",
        about="A number.",
    ),
]
AMOUNT = Within(
    0, LARGEST, "a number from 0 to 1e12", title="Amount", about="A number, at least 0."
)
Amount = Annotated[Number, AMOUNT]
Weight = Annotated[
    Number,
    Within(
        0,
        LARGEST,
        "a number above 0, at most 1e12",
        title="Weight",
        about="A number above 0.",
        above=True,
    ),
]
SHARE = Within(
    0, 1, "a share between 0 and 1", title="Share", about="A share or chance, between 0 and 1."
)
Share = Annotated[Number, SHARE]
AtMostOne = Annotated[float, Within(0.001, 1, "a factor from 0.001 to 1")]
AtLeastOne = Annotated[float, Within(1, 1000, "a factor from 1 to 1000")]

Values = Annotated[Mapping[SideId, Quantity], Size(most=MAX_STEPS)]
"""Worths by party or observer."""

ByPath = Annotated[Mapping[Line, Quantity], Size(most=MAX_ENTRIES)]
"""Numbers by their path."""

MAX_SLICES = 60
ANY = "any"
Slices = Annotated[
    int | None,
    Within(1, MAX_SLICES, f"a whole number from 1 to {MAX_SLICES}, or `{ANY}`", whole=True),
    OrWord(ANY),
]
"""In how many equal parts something is done; None: in as many as it takes."""

MAX_ROUNDS = 1_000
Rounds = Annotated[
    int, Within(1, MAX_ROUNDS, f"a whole number from 1 to {MAX_ROUNDS:,}", whole=True)
]
"""How many rounds of offers."""


# --- bare numbers


def within(value: Any, kind: Within) -> float:
    """Return a bare number of the file.

    Raises
    ------
    RefusedError
        If it is none, or out of range.
    """
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _not_a_number(value, kind.such or kind.words)
    if kind.above and value == kind.low:
        raise RefusedError(f"{shown(value)} is too small", f"give a number above {shown(kind.low)}")
    if value < kind.low or value > kind.high:
        side, end = ("below", kind.low) if value < kind.low else ("above", kind.high)
        raise RefusedError(f"{shown(value)} is {side} {shown(end)}", f"give {kind.words}")
    if kind.whole and not float(value).is_integer():
        raise RefusedError(f"{shown(value)} is not a whole number", f"give {kind.words}")
    return int(value) if kind.whole else float(value)


def _not_a_number(value: Any, what: str) -> RefusedError:
    if isinstance(value, str) and number(value) is not None:
        return RefusedError(f"{shown(value)} is text, not a number", "remove the quotes")
    if value is None:
        return RefusedError("the value is empty", f"give {what}, or remove the key")
    if isinstance(value, list):
        return RefusedError("a list is not a number", f"give {what}, or {{values: [1, 2, 3]}}")
    slip = meant(value) if isinstance(value, str) else None
    return RefusedError(f"{shown(value)} is not a number", slip or f"give {what}")


# --- long forms

MAX_JUDGES = 100


class Plain(float):
    """Stands for a bare number of the kind that a long form is of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What all long forms of a number may also say."""

    source: Annotated[SourceId | None, Key("The source that the number was read from.")] = None
    note: Annotated[Text | None, Key("Why this number.")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated(Judged):
    """One number, with its source or the reason for it."""

    value: Annotated[Plain, Key("The number.")]

    def number(self) -> Number:
        """Return the number."""
        return Number(self.value, source=self.source, note=self.note)


@dataclass(frozen=True, slots=True, kw_only=True)
class Range(Judged):
    """A number between two ends, with the likeliest value between them."""

    low: Annotated[Plain, Key("The least it may be.")]
    mode: Annotated[Plain, Key("The likeliest value; single answers use it.")]
    high: Annotated[Plain, Key("The most it may be.")]

    def __post_init__(self) -> None:
        if self.low > self.mode or self.mode > self.high:
            found = ", ".join(shown(end) for end in (self.low, self.mode, self.high))
            remedy = "low must not exceed mode, nor mode high"
            raise RefusedError(f"low, mode and high are {found}", remedy)

    def number(self) -> Number:
        """Return the number whose point is the mode."""
        return Number(self.mode, self.low, self.high, source=self.source, note=self.note)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgements(Judged):
    """What several judges say; single answers use the weighted median."""

    values: Annotated[tuple[Plain, ...], Key("What each judge says.", least=1, most=MAX_JUDGES)]
    weights: Annotated[
        tuple[Annotated[float, AMOUNT], ...] | None,
        Key("How much each judge counts; all alike if left out.", most=MAX_JUDGES),
    ] = None

    def __post_init__(self) -> None:
        if self.weights is None:
            return
        if len(self.weights) != len(self.values):
            wrong = f"there are {len(self.values)} values and {len(self.weights)} weights"
            raise RefusedError(wrong, "give one weight for each value")
        if not any(self.weights):
            raise RefusedError("all weights are 0", "give at least one value a weight above 0")

    def number(self) -> Number:
        """Return the number whose point is the weighted median."""
        weights = self.weights or (1.0,) * len(self.values)
        point = weighted_median(self.values, weights)
        return Number(
            point, values=self.values, weights=weights, source=self.source, note=self.note
        )


FORMS: Mapping[str, type[Range] | type[Judgements] | type[Stated]] = {
    "<range>": Range,
    "<judgements>": Judgements,
    "<stated>": Stated,
}
"""The long forms of a number, by the marks that errors carry in their path."""

TITLES = {
    "<range>": "{}: a range with its likeliest value",
    "<judgements>": "{}: what several judges say",
    "<stated>": "{}: with its source or note",
}

BARE = "<number>"


def form_meant(value: Any) -> str:
    """Return which form of a number is meant: what its keys, or their absence, tell."""
    if not isinstance(value, dict):
        return BARE
    if "values" in value or "weights" in value:
        return "<judgements>"
    return "<range>" if {"low", "mode", "high"} & set(value) else "<stated>"
