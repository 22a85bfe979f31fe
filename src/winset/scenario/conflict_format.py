"""The blocks of the scenario file that speak of what follows a breakdown, and of other talks."""

from typing import Annotated

from pydantic import BeforeValidator, Field, WithJsonSchema

from winset.scenario.conflict import CONCEPTS
from winset.scenario.fields import MAX_ENTRIES, Block, Id, Line, Maybe, Noted, Ref, one_of
from winset.scenario.quantities import Quantity, Share, Weight
from winset.scenario.states import MOST_OPTIONS

MAX_STATEMENTS = 50
MAX_ORDERINGS = 20


_MOVES = ("both", "on", "off")
_PICKS = ("any", "best")

Moves = Annotated[str, BeforeValidator(one_of(*_MOVES)), WithJsonSchema({"enum": list(_MOVES)})]
Picks = Annotated[str, BeforeValidator(one_of(*_PICKS)), WithJsonSchema({"enum": list(_PICKS)})]
Concept = Annotated[
    str, BeforeValidator(one_of(*CONCEPTS)), WithJsonSchema({"enum": list(CONCEPTS)})
]
Options = Annotated[list[Ref], Field(max_length=MOST_OPTIONS)]
Conditions = Annotated[list[Line], Field(max_length=MAX_ENTRIES)]
Numbers = Annotated[dict[Ref, Quantity], Field(max_length=MAX_ENTRIES)]
Ranking = Annotated[list[list[Options]], Field(min_length=1)]


class Option(Noted):
    """Something that a party can do or leave once the talks have broken down."""

    by: Ref = Field(description="The party whose option it is.")
    title: Maybe[Line] = Field(
        None, description="What it is called; its id, hyphens as spaces, if left out."
    )
    moves: Moves = Field(
        "both", description="Whether it can be turned both ways, only on, or only off."
    )
    step: Maybe[Ref] = Field(
        None,
        description="A step; where a roadmap broke, the option is on exactly if it was done.",
    )


class Move(Noted):
    """A move that each of several parties can make by itself, whosever the options are."""

    by: list[Ref] = Field(min_length=1, description="The parties that can make it, each by itself.")
    on: Options = Field(default_factory=list, description="The options that it turns on.")
    off: Options = Field(default_factory=list, description="The options that it turns off.")
    when: Maybe[Line] = Field(
        None, description="The condition where it can be made; everywhere if left out."
    )


class Ordered(Noted):
    """One way in which a party may order the states: by `statements` or by a `ranking`."""

    statements: Maybe[Annotated[list[Line], Field(max_length=MAX_STATEMENTS)]] = Field(
        None, min_length=1, description="Conditions that it wants to hold, most important first."
    )
    ranking: Maybe[Ranking] = Field(
        None,
        description="All states, best first: a list of groups that are equally good, each a list "
        "of states, each a list of the options that are on.",
    )


class Ordering(Ordered):
    """One of several ways in which a party may order the states, and how likely it is."""

    weight: Weight = Field(1.0, description="How likely this way is, beside the others.")


class Preference(Ordered):
    """What a party prefers: one of `statements`, `ranking` and `one_of`."""

    one_of: Maybe[list[Ordering]] = Field(
        None,
        min_length=1,
        max_length=MAX_ORDERINGS,
        description="Several ways in which it may order the states, where nobody knows which.",
    )


class Effect(Noted):
    """What the states are like in which a condition holds."""

    when: Line = Field(description="The condition.")
    value: Numbers = Field(
        default_factory=dict, description="What that is worth, by party or observer."
    )
    changes: Numbers = Field(default_factory=dict, description="What it adds to ledgers.")
    kept: dict[Ref, Share] = Field(
        default_factory=dict,
        max_length=MAX_ENTRIES,
        description="How far it shows a party to have kept its word, by party.",
    )
    weight: Weight = Field(1.0, description="How much that counts in the record.")
    deal: Share = Field(
        0.0, description="The chance that talks end there in the deal that would be best."
    )


class Rule(Block):
    """Who moves next, and where to."""

    concept: Concept = Field(
        "seq", description="A party may move where the state is unstable for it by this concept."
    )
    picks: Picks = Field(
        "any", description="Whether it takes any improvement that nothing deters, or the best."
    )
    weight: dict[Ref, Weight] = Field(
        default_factory=dict,
        max_length=MAX_ENTRIES,
        description="How likely a party is to be the next to move, beside the others; 1 if left "
        "out.",
    )


class Aftermath(Block):
    """What may follow a breakdown: options, states, preferences."""

    options: dict[Id, Option] = Field(
        min_length=1,
        max_length=MOST_OPTIONS,
        description="What the parties can do or leave; their order numbers the states.",
    )
    infeasible: Conditions = Field(
        default_factory=list, description="Conditions that hold in no state that can be."
    )
    preferences: dict[Ref, Preference] = Field(
        default_factory=dict, max_length=MAX_ENTRIES, description="What each party prefers."
    )
    status_quo: Options = Field(
        default_factory=list, description="The options that are on when the talks break down."
    )
    common_moves: list[Move] = Field(
        default_factory=list,
        max_length=MAX_ENTRIES,
        description="Moves that each of several parties can make by itself.",
    )
    effects: list[Effect] = Field(
        default_factory=list, max_length=MAX_ENTRIES, description="What the states are like."
    )
    move_rule: Maybe[Rule] = Field(None, description="Who moves next, and where to.")


class Elsewhere(Noted):
    """Other talks, whose other side watches what the parties keep here."""

    name: Line = Field(description="What they are called.")
    parties: list[Ref] = Field(min_length=1, description="The parties that take part in them.")
    weight: Weight = Field(1.0, description="How far a promise of the record here counts there.")
