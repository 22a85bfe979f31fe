"""Numbers in a scenario file: bare, with a source, as a range, or as what several judges say.

::

    0.9
    {value: 0.9, source: atlas, note: the station reports daily}
    {low: 1, mode: 2, high: 4}
    {values: [2, 3, 7], weights: [2, 1, 1]}

A `Quantity` is any number, an `Amount` at least 0, a `Weight` above 0, a `Share` between 0 and 1.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from winset.scenario.keys import Key, OrWord, RefusedError, Size, Within
from winset.scenario.kinds import MAX_ENTRIES, MAX_STEPS, Day, Line, SideId, SourceId, Text
from winset.scenario.numbers import LARGEST, Number, Rate, weighted_median
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
Discount = Annotated[
    Number,
    Within(
        0,
        1,
        "a factor above 0, at most 1",
        title="Discount",
        about="A factor a phase, above 0 and at most 1; a year with `yearly`.",
        above=True,
        more=("<yearly>",),
    ),
]
"""What is had a phase later, or a year, is worth so many times what it would be now."""

Leaving = Annotated[
    Number,
    Within(
        0,
        1,
        "a chance from 0 to below 1",
        title="Leaving",
        about="A chance a phase, below 1; a year with `yearly`, from a day on with `from`.",
        below=True,
        more=("<yearly>", "<dated>"),
    ),
]
"""The chance that a government is replaced, phase by phase."""

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
    if kind.below and value == kind.high:
        raise RefusedError(
            f"{shown(value)} is too large", f"give a number below {shown(kind.high)}"
        )
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Yearly(Judged):
    """A rate a year."""

    yearly: Annotated[Plain, Key("What it is a year.")]

    def number(self) -> Rate:
        """Return the rate."""
        return Rate(self.yearly, source=self.source, note=self.note, yearly=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated(Judged):
    """A chance a phase that counts from a day on."""

    since: Annotated[Day, Key("The first day on which it counts.", name="from")]
    chance: Annotated[Plain, Key("The chance a phase from then on.")]

    def number(self) -> Rate:
        """Return the rate."""
        return Rate(self.chance, source=self.source, note=self.note, since=self.since)


ANY_NUMBER = ("<range>", "<judgements>", "<stated>")
"""The marks of the long forms that any number may have."""

FORMS: Mapping[str, type[Range] | type[Judgements] | type[Stated] | type[Yearly] | type[Dated]] = {
    "<range>": Range,
    "<judgements>": Judgements,
    "<stated>": Stated,
    "<yearly>": Yearly,
    "<dated>": Dated,
}
"""The long forms of a number, by the marks that errors carry in their path."""

TITLES = {
    "<range>": "{}: a range with its likeliest value",
    "<judgements>": "{}: what several judges say",
    "<stated>": "{}: with its source or note",
    "<yearly>": "{}: a rate a year",
    "<dated>": "{}: from a day on",
}

BARE = "<number>"


_TELLING: Mapping[str, frozenset[str]] = {
    "<judgements>": frozenset({"values", "weights"}),
    "<range>": frozenset({"low", "mode", "high"}),
    "<yearly>": frozenset({"yearly"}),
    "<dated>": frozenset({"from", "chance"}),
}
"""The keys that tell a long form."""


def form_meant(value: Any, forms: Collection[str] = ANY_NUMBER) -> str:
    """Return which form of a number is meant: what its keys, or their absence, tell."""
    if not isinstance(value, dict):
        return BARE
    told = (mark for mark, keys in _TELLING.items() if mark in forms and keys & set(value))
    return next(told, "<stated>")
