"""What may follow a breakdown: a conflict in option form, as frozen values.

A state says which options are on. The graph model for conflict resolution (Kilgour, Hipel and Fang
1987) takes it from there; see `winset.aftermath`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal

from winset.scenario.conditions import Condition, parse_condition
from winset.scenario.keys import After, Key, Size, Written
from winset.scenario.kinds import (
    MOST_OPTIONS,
    Labelled,
    LedgerId,
    Line,
    Noted,
    OptionId,
    PartyId,
    SideId,
    StepId,
    Title,
)
from winset.scenario.numbers import ONE, ZERO, no_numbers
from winset.scenario.quantities import Quantity, Share, Weight

Moves = Literal["both", "on", "off"]
Concept = Literal["nash", "gmr", "smr", "seq"]

CONCEPTS: tuple[Concept, ...] = ("nash", "gmr", "smr", "seq")
"""The concepts of stability: Nash, general and symmetric metarational, sequential."""

Holds = Annotated[Condition, Written(Line), After(parse_condition)]
Options = Annotated[tuple[OptionId, ...], Size(most=MOST_OPTIONS)]


@dataclass(frozen=True, slots=True)
class Option(Labelled):
    """Something that a party can do or leave once the talks have broken down."""

    id: str
    title: Title
    by: Annotated[PartyId, Key("The party whose option it is.")]
    moves: Annotated[Moves, Key("Whether it can be turned both ways, only on, or only off.")] = (
        "both"
    )
    step: Annotated[
        StepId | None,
        Key("A step; where a roadmap broke, the option is on exactly if it was done."),
    ] = None


@dataclass(frozen=True, slots=True)
class CommonMove(Noted):
    """A move that each of several parties can make by itself, whosever the options are."""

    by: Annotated[
        tuple[PartyId, ...], Key("The parties that can make it, each by itself.", least=1)
    ]
    on: Annotated[Options, Key("The options that it turns on.")] = ()
    off: Annotated[Options, Key("The options that it turns off.")] = ()
    when: Annotated[
        Holds | None, Key("The condition where it can be made; everywhere if left out.")
    ] = None


@dataclass(frozen=True, slots=True)
class Ordered(Noted):
    """One way in which a party may order the states: by `statements` or by a `ranking`.

    Of k statements statement j adds 2^(k − j) where it holds (option prioritising; Hipel and
    others 1997).
    """

    statements: Annotated[
        tuple[Holds, ...],
        Key("Conditions that it wants to hold, most important first.", most=50),
    ] = ()
    ranking: Annotated[
        tuple[Annotated[tuple[Options, ...], Size()], ...],
        Size(),
        Key(
            "All states, best first: a list of groups that are equally good, each a list of "
            "states, each a list of the options that are on.",
            least=1,
        ),
    ] = ()


@dataclass(frozen=True, slots=True)
class Ordering(Ordered):
    """One of several ways in which a party may order the states, and how likely it is."""

    weight: Annotated[Weight, Key("How likely this way is, beside the others.")] = ONE


@dataclass(frozen=True, slots=True)
class Preference(Ordered):
    """What a party prefers: one of `statements`, `ranking` and `one_of`."""

    one_of: Annotated[
        tuple[Ordering, ...],
        Key(
            "Several ways in which it may order the states, where nobody knows which.",
            least=1,
            most=20,
        ),
    ] = ()

    @property
    def ways(self) -> tuple[Ordering, ...]:
        """The ways in which the party may order the states: one, or several."""
        own = Ordering(self.statements, self.ranking, source=self.source, note=self.note)
        return self.one_of or (own,)

    @property
    def likeliest(self) -> Ordering:
        """The way of the largest weight, the first of them on ties."""
        return max(self.ways, key=lambda one: one.weight.point)


@dataclass(frozen=True, slots=True)
class Effect(Noted):
    """What the states are like in which a condition holds.

    Effects add up.
    """

    when: Annotated[Holds, Key("The condition.")]
    value: Annotated[
        Mapping[SideId, Quantity], Key("What that is worth, by party or observer.")
    ] = field(default_factory=no_numbers)
    changes: Annotated[Mapping[LedgerId, Quantity], Key("What it adds to ledgers.")] = field(
        default_factory=no_numbers
    )
    kept: Annotated[
        Mapping[PartyId, Share],
        Key("How far it shows a party to have kept its word, by party.", given=True),
    ] = field(default_factory=no_numbers)
    weight: Annotated[Weight, Key("How much that counts in the record.")] = ONE
    deal: Annotated[
        Share, Key("The chance that talks end there in the deal that would be best.")
    ] = ZERO


@dataclass(frozen=True, slots=True)
class MoveRule:
    """Who moves next, and where to.

    The next to move is drawn by `weight` among those that may, and takes any of its improvements
    that nothing deters (``any``, all equally likely) or those it likes best (``best``).
    """

    concept: Annotated[
        Concept, Key("A party may move where the state is unstable for it by this concept.")
    ] = "seq"
    picks: Annotated[
        Literal["any", "best"],
        Key("Whether it takes any improvement that nothing deters, or the best."),
    ] = "any"
    weight: Annotated[
        Mapping[PartyId, Weight],
        Key(
            "How likely a party is to be the next to move, beside the others; 1 if left out.",
            given=True,
        ),
    ] = field(default_factory=no_numbers)


@dataclass(frozen=True, slots=True)
class Conflict:
    """What may follow a breakdown: options, states, preferences."""

    options: Annotated[
        tuple[Option, ...],
        Key(
            "What the parties can do or leave; their order numbers the states.",
            least=1,
            most=MOST_OPTIONS,
        ),
    ]
    preferences: Annotated[Mapping[PartyId, Preference], Key("What each party prefers.")] = field(
        default_factory=dict
    )
    status_quo: Annotated[Options, Key("The options that are on when the talks break down.")] = ()
    infeasible: Annotated[
        tuple[Holds, ...], Key("Conditions that hold in no state that can be.")
    ] = ()
    common_moves: Annotated[
        tuple[CommonMove, ...], Key("Moves that each of several parties can make by itself.")
    ] = ()
    effects: Annotated[tuple[Effect, ...], Key("What the states are like.")] = ()
    move_rule: Annotated[MoveRule, Key("Who moves next, and where to.")] = field(
        default_factory=MoveRule
    )


@dataclass(frozen=True, slots=True)
class Elsewhere(Noted):
    """Other talks, whose other side watches what the parties keep here."""

    id: str
    name: Annotated[Line, Key("What they are called.")]
    parties: Annotated[tuple[PartyId, ...], Key("The parties that take part in them.", least=1)]
    weight: Annotated[Weight, Key("How far a promise of the record here counts there.")] = ONE
