"""What was proposed, demanded and meant, and what could be changed or is believed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

from winset.language.catalogue import told
from winset.scenario.keys import After, Before, Ids, Json, Key, RefusedError, Size, Written
from winset.scenario.kinds import (
    MAX_PARTIES,
    MAX_STEPS,
    Date,
    Day,
    Labelled,
    Noted,
    Pairs,
    PartyId,
    Steps,
    TermId,
    Text,
    Title,
)
from winset.scenario.numbers import Number
from winset.scenario.quantities import (
    Amount,
    ByPath,
    Quantity,
)
from winset.scenario.tree import shown, texts


@dataclass(frozen=True, slots=True)
class Term(Labelled):
    """A word of the text that each party may read in its own way."""

    id: str
    title: Title = field(default="", kw_only=True)
    definition: Annotated[Text | None, Key("What the word says.")] = field(
        default=None, kw_only=True
    )
    meaning: Annotated[
        Mapping[PartyId, Steps],
        Key("The steps that each party takes it to commit to.", least=1, most=MAX_PARTIES),
    ]


MAX_TOGETHER = 8
"""Steps that stand together in an order: each doubles the states that they could pass through."""


def _place(value: Any) -> Any:
    if not is_place(value):
        raise RefusedError(*told("errors.nouns.place", value=shown(value)))
    return value


def is_place(value: Any) -> bool:
    """Return whether a value is a place of a full order: steps, or a step and a number."""
    if not isinstance(value, list):
        return False
    in_slices = len(value) == 2 and type(value[1]) is int and value[1] > 0
    named = value[:1] if in_slices else value
    return bool(named) and len(texts(named)) == len(named)


@dataclass(frozen=True, slots=True)
class Together:
    """Steps that stand at one place of a proposal's order: more than one are simultaneous.

    `slices` is how many slices of its one step are done there; None: each step in full.
    """

    steps: tuple[str, ...]
    slices: int | None = None

    @staticmethod
    def read(place: tuple[str | int, ...]) -> "Together":
        """Return a place of an order, as a file writes it."""
        steps = tuple(step for step in place if isinstance(step, str))
        return Together(steps, next((n for n in place if isinstance(n, int)), None))


_PLACE_JSON = {
    "anyOf": [
        {"items": {"type": "string"}, "maxItems": MAX_TOGETHER, "minItems": 1, "type": "array"},
        {
            "maxItems": 2,
            "minItems": 2,
            "prefixItems": [{"type": "string"}, {"minimum": 1, "type": "integer"}],
            "type": "array",
        },
    ]
}
OrderPlace = Annotated[
    Together,
    Written(tuple[Annotated[Any, Ids("steps")], ...]),
    Size(most=MAX_TOGETHER),
    Before(_place),
    After(Together.read),
    Json(_PLACE_JSON),
]


@dataclass(frozen=True, slots=True)
class Proposal(Labelled):
    """A package of steps that was put on the table.

    `order` says the whole order, `before` a part of it, as pairs (x, y): y only after x. One of the
    two at most is given.
    """

    id: str
    by: Annotated[PartyId | None, Key("The party that made it.")] = field(
        default=None, kw_only=True
    )
    title: Title
    date: Annotated[Date | None, Key("When it was made.")] = field(default=None, kw_only=True)
    steps: Annotated[Steps, Key("The steps it holds.", least=1)]
    terms: Annotated[tuple[TermId, ...], Key("The words it uses.", most=MAX_STEPS)] = ()
    before: Annotated[
        Pairs, Key("A part of its order: pairs of steps, the second only after the first.")
    ] = ()
    order: Annotated[
        tuple[OrderPlace, ...],
        Key(
            "Its whole order: steps one after the other, `[step, step]` together, `[step, 2]` two "
            "slices of one.",
            least=1,
            most=MAX_STEPS,
        ),
    ] = ()

    def pairs(self, steps: Collection[str]) -> tuple[tuple[str, str], ...]:
        """Return its order among some steps as pairs (x, y): y begins only once x is done.

        Of a full order none that follows from two others.
        """
        if not self.order:
            return tuple(pair for pair in self.before if set(pair) <= set(steps))
        first, last = self.places()
        held = [step for step in first if step in steps]
        return tuple(
            (x, y)
            for y in held
            for x in held
            if last[x] < first[y]
            and not any(last[x] < first[z] and last[z] < first[y] for z in held)
        )

    def places(self) -> tuple[dict[str, int], dict[str, int]]:
        """Return at which place of its full order each step begins, and at which it ends."""
        at = [(step, n) for n, place in enumerate(self.order) for step in place.steps]
        return dict(reversed(at)), dict(at)


@dataclass(frozen=True, slots=True)
class Demand(Labelled):
    """What a party insists on: one of `before`, `require`, `refuse`, `at_least` and `term`."""

    id: str
    title: Title = field(default="", kw_only=True)
    by: Annotated[PartyId, Key("The party that makes it.")]
    before: Annotated[Pairs, Key("Pairs of steps, the second only after the first.", least=1)] = ()
    require: Annotated[Steps, Key("Steps a deal must hold.", least=1)] = ()
    refuse: Annotated[Steps, Key("Steps a deal must not hold.", least=1)] = ()
    at_least: Annotated[
        Quantity | None, Key("What a deal must be worth above no deal.", given=True)
    ] = None
    term: Annotated[
        TermId | None, Key("A word; a deal must hold all that this party takes it to mean.")
    ] = None
    cost: Annotated[
        Amount | None,
        Key("What dropping it takes, on the scale of the costs of levers.", given=True),
    ] = None


@dataclass(frozen=True, slots=True)
class Lever(Labelled):
    """A change that could be brought about, and who can."""

    id: str
    title: Title
    by: Annotated[tuple[PartyId, ...], Key("The parties that it takes.", least=1, most=MAX_STEPS)]
    sets: Annotated[
        ByPath,
        Key(
            "The numbers that it changes, by their path, such as `steps.ID.detection`.",
            name="set",
            least=1,
        ),
    ]
    cost: Annotated[
        Amount | None,
        Key("What it takes, on one scale for all levers and demands of the file.", given=True),
    ] = None


@dataclass(frozen=True, slots=True)
class Approach(Noted):
    """Another way to go about the talks as a whole."""

    id: str
    title: Title
    sets: Annotated[
        ByPath, Key("The numbers that would then be others, by their path.", name="set", least=1)
    ]


@dataclass(frozen=True, slots=True)
class Successor(Noted):
    """Who may come next on one side, and which of that side's numbers are then others."""

    id: str
    party: Annotated[PartyId, Key("The party that it would lead.")]
    title: Title
    since: Annotated[
        Day | None, Key("The first day on which it may be there; any if left out.", name="from")
    ] = field(default=None, kw_only=True)
    sets: Annotated[
        ByPath,
        Key(
            "The numbers of its party that are others with it, by their path, such as "
            "`parties.ID.breach_penalty`.",
            name="set",
            least=1,
        ),
    ]


@dataclass(frozen=True, slots=True)
class Belief:
    """What a party thinks of a number of another one, by the number's path."""

    by: str
    path: str
    value: Number

    @staticmethod
    def read(held: Mapping[str, Mapping[str, Number]]) -> "tuple[Belief, ...]":
        """Return the beliefs that a file gives by party and path."""
        each = ((by, path, value) for by, one in held.items() for path, value in one.items())
        return tuple(Belief(*one) for one in each)
