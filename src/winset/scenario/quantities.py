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

from winset.language.catalogue import told, worded
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
        "quantity",
        such="number",
        title="Quantity",
        about="A number.",
    ),
]
AMOUNT = Within(0, LARGEST, "amount", title="Amount", about="A number, at least 0.")
Amount = Annotated[Number, AMOUNT]
Weight = Annotated[
    Number,
    Within(
        0,
        LARGEST,
        "weight",
        title="Weight",
        about="A number above 0.",
        above=True,
    ),
]
SHARE = Within(0, 1, "share", title="Share", about="A share or chance, between 0 and 1.")
Share = Annotated[Number, SHARE]
Discount = Annotated[
    Number,
    Within(
        0,
        1,
        "discount",
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
        "leaving",
        title="Leaving",
        about="A chance a phase, below 1; a year with `yearly`, from a day on with `from`.",
        below=True,
        more=("<yearly>", "<dated>"),
    ),
]
"""The chance that a government is replaced, phase by phase."""

AtMostOne = Annotated[float, Within(0.001, 1, "at_most_one")]
AtLeastOne = Annotated[float, Within(1, 1000, "at_least_one")]

Values = Annotated[Mapping[SideId, Quantity], Size(most=MAX_STEPS)]
"""Worths by party or observer."""

ByPath = Annotated[Mapping[Line, Quantity], Size(most=MAX_ENTRIES)]
"""Numbers by their path."""

MAX_SLICES = 60
ANY = "any"
Slices = Annotated[
    int | None,
    Within(1, MAX_SLICES, "slices", whole=True),
    OrWord(ANY),
]
"""In how many equal parts something is done; None: in as many as it takes."""

MAX_ROUNDS = 1_000
Rounds = Annotated[int, Within(1, MAX_ROUNDS, "rounds", whole=True)]
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
        raise _refused(_no_number(value), value, kind, kind.such or kind.name)
    if kind.above and value == kind.low:
        raise _refused("small", value, kind)
    if kind.below and value == kind.high:
        raise _refused("large", value, kind)
    if value < kind.low or value > kind.high:
        raise _refused("below" if value < kind.low else "above", value, kind)
    if kind.whole and not float(value).is_integer():
        raise _refused("whole", value, kind)
    return int(value) if kind.whole else float(value)


def _no_number(value: Any) -> str:
    """Return the key of what is wrong with a value that is no number."""
    if isinstance(value, str) and number(value) is not None:
        return "quoted"
    if value is None:
        return "empty"
    return "list" if isinstance(value, list) else "other"


def _refused(why: str, value: Any, kind: Within, what: str | None = None) -> RefusedError:
    """Return what is wrong with a value, and which number to give, by keys of messages."""
    end = kind.high if why in ("large", "above") else kind.low
    ends = {"low": kind.low, "high": kind.high}
    wrong, remedy = told(
        f"errors.numbers.{why}",
        value=shown(value),
        end=shown(end),
        meant=meant(value) if isinstance(value, str) else None,
        what=worded(f"errors.give.{what or kind.name}", **ends),
    )
    return RefusedError(wrong, remedy)


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
            low, mode, high = map(shown, (self.low, self.mode, self.high))
            raise RefusedError(*told("errors.numbers.range", low=low, mode=mode, high=high))

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
            counts = {"values": len(self.values), "weights": len(self.weights)}
            raise RefusedError(*told("errors.numbers.judges", **counts))
        if not any(self.weights):
            raise RefusedError(*told("errors.numbers.weightless"))

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
