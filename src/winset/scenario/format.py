"""The scenario file, format 1: every key, what it holds and what it means.

The models check a file's shape and each value by itself; that ids lead somewhere and parts fit
together is for `winset.scenario.checks`. A key enters the format together with the part of Winset
that uses it; any other key is an error.
"""

from collections.abc import Callable
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    WithJsonSchema,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from winset.scenario.conflict_format import Aftermath, Elsewhere
from winset.scenario.fields import (
    MAX_ENTRIES,
    Address,
    Block,
    Date,
    Day,
    Id,
    Language,
    Line,
    Maybe,
    Noted,
    One,
    Ref,
    Sourced,
    Span,
    Text,
    refuse,
)
from winset.scenario.format_told import Claim, Question, Talks, Word
from winset.scenario.orders import is_place
from winset.scenario.quantities import (
    Amount,
    AtLeastOne,
    AtMostOne,
    Quantity,
    Share,
    Slices,
    Weight,
)
from winset.scenario.tree import shown

MAX_PARTIES = 12
MAX_STEPS = 62
MAX_OBSERVERS = 50
MAX_RECORD = 500
MAX_LEDGERS = 20
MAX_ESCROWS = 6

Refs = Annotated[list[Ref], Field(max_length=MAX_STEPS)]
Values = Annotated[dict[Ref, Quantity], Field(max_length=MAX_STEPS)]
ByPath = Annotated[dict[Line, Quantity], Field(max_length=MAX_ENTRIES)]


def _pair(value: Any) -> Any:
    if not isinstance(value, list) or len(value) != 2:
        wrong = f"{shown(value)} is no pair of steps"
        raise refuse(wrong, "write pairs: [[first, second]], the second only after the first")
    return value


Pair = Annotated[list[Ref], Field(min_length=2, max_length=2), BeforeValidator(_pair)]
Pairs = Annotated[list[Pair], Field(max_length=MAX_ENTRIES)]


def _in_order(days: list[str]) -> list[str]:
    if days[0] > days[1]:
        wrong = f"the last day, {days[1]}, is before the first, {days[0]}"
        raise refuse(wrong, "write [first day, last day]")
    return days


MAX_TOGETHER = 8
"""Steps that stand together in an order: each doubles the states that they could pass through."""


def _together(value: Any) -> Any:
    if not is_place(value):
        wrong = f"{shown(value)} is no place of an order"
        raise refuse(
            wrong, "write [step], [step, step] for steps together, or [step, 2] for two slices"
        )
    return value


Together = Annotated[
    list[Any],
    Field(max_length=MAX_TOGETHER),
    BeforeValidator(_together),
    WithJsonSchema(
        {
            "anyOf": [
                {
                    "type": "array",
                    "items": {"type": "string"},
                    "minItems": 1,
                    "maxItems": MAX_TOGETHER,
                },
                {
                    "type": "array",
                    "prefixItems": [{"type": "string"}, {"type": "integer", "minimum": 1}],
                    "minItems": 2,
                    "maxItems": 2,
                },
            ]
        }
    ),
]
Order = Annotated[list[Together], Field(min_length=1, max_length=MAX_STEPS)]


Days = Annotated[list[Day], Field(min_length=2, max_length=2), AfterValidator(_in_order)]


def _format_one(value: Any) -> Any:
    if type(value) is not int or value != 1:
        raise refuse(
            f"{shown(value)} is no format that this version of Winset reads", "write `winset: 1`"
        )
    return value


class Source(Block):
    """Where facts and numbers were read."""

    title: Line = Field(description="What the source is called.")
    url: Maybe[Address] = Field(None, description="Its web address.")
    note: Maybe[Text] = Field(None, description="What a reader should know of it.")


class Place(Sourced):
    """Where the talks are held."""

    name: Line = Field(description="The place.")
    why: Maybe[Text] = Field(None, description="Why there.")


class Prior(Block):
    """What is believed of a party before its record is read."""

    mean: Share = Field(
        default=0.5, description="The share of its promises that it is expected to keep."
    )
    strength: Weight = Field(
        default=2.0, description="How many promises that expectation is worth."
    )


class Bias(Noted):
    """How far all gains of a side may have been judged too low or too high together."""

    low: AtMostOne = Field(description="The least factor on them.")
    high: AtLeastOne = Field(description="The largest factor on them.")


class _OrNone:
    """Marks a bias that may be left out, and in whose place `none` may stand."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_wrap_validator_function(_bias, handler.generate_schema(Bias))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"anyOf": [handler(schema), {"const": "none"}]}


def _bias(value: Any, read: Callable[[Any], Bias]) -> Bias | None:
    if value == "none":
        return None
    if not isinstance(value, dict):
        given = "the value is empty" if value is None else f"{shown(value)} is no bias"
        raise refuse(given, "write {low: 0.7, high: 1.43}, or none")
    return read(value)


class Person(Block):
    """Somebody who speaks for a party."""

    name: Line = Field(description="The person's name.")
    role: Maybe[Line] = Field(None, description="The person's office.")


class Remark(Sourced):
    """A sentence, and what bears it out."""

    text: Text = Field(description="The sentence.")


class Ratifier(Noted):
    """A body at home without which the party cannot sign."""

    name: Line = Field(description="What it is called.")
    floor: Quantity = Field(
        0.0, description="What its values, less its no_deal, must add up to for it to ratify."
    )
    no_deal: Maybe[Quantity] = Field(
        None, description="What no deal is worth to it; its party's if left out."
    )
    value: Values = Field(
        default_factory=dict,
        description="What steps are worth to it, by step; its party's value where not given.",
    )
    floor_on_the_way: Maybe[Quantity] = Field(
        None,
        description="What that sum must never fall below while a deal is carried out; no bound if "
        "left out.",
    )
    votes: Maybe[Weight] = Field(
        None, description="The votes it has in ratification; a veto if left out."
    )


class Ratification(Block):
    """What ratification at home takes, where ratifiers have votes."""

    needs: Share = Field(
        default=0.5, description="The share of all votes that must be for a deal, at least."
    )


class Party(Noted):
    """One side of the table."""

    name: Line = Field(description="What it is called.")
    people: list[Person] = Field(
        default_factory=list, max_length=MAX_ENTRIES, description="Who speaks for it."
    )
    goals: list[Remark] = Field(
        default_factory=list, max_length=MAX_ENTRIES, description="What it wants."
    )
    no_deal: Quantity = Field(0.0, description="What walking away is worth to it.")
    fallback: Maybe[Quantity] = Field(
        None,
        description="What it falls back to when a deal breaks once begun; "
        "the lower of no_deal and 0 if left out.",
    )
    breach_penalty: Amount = Field(0.0, description="What it loses when it is the one that breaks.")
    guarantee: Amount = Field(0.0, description="What is made good to it when it is betrayed.")
    trust: dict[Ref, Share] = Field(
        default_factory=dict,
        max_length=MAX_PARTIES,
        description="Its chance that another party goes on even where that one would gain by "
        "breaking, by party; computed from the record where not given.",
    )
    leaves_office: Share = Field(
        0.0, description="The chance per phase that a successor drops the deal."
    )
    home: dict[Id, Ratifier] = Field(
        default_factory=dict, max_length=20, description="The bodies at home that must ratify."
    )
    ratification: Ratification = Field(
        default_factory=Ratification,
        description="What ratification at home takes, where ratifiers have votes.",
    )


class Observer(Block):
    """Somebody affected who is not asked, unless a step needs their consent."""

    name: Line = Field(description="What it is called.")
    notes: list[Remark] = Field(
        default_factory=list, max_length=MAX_ENTRIES, description="What it wants or fears."
    )


class Window(Block):
    """When a step can be done: from one day, to another, or both."""

    model_config = ConfigDict(json_schema_extra={"minProperties": 1})

    first: Maybe[Day] = Field(None, alias="from", description="The first day of it.")
    last: Maybe[Day] = Field(
        None, alias="to", description="The day by whose end the step must be done."
    )

    @model_validator(mode="after")
    def _somewhen(self) -> "Window":
        if self.first is None and self.last is None:
            raise refuse("the window has no days", "give `from`, `to` or both")
        if self.first is not None and self.last is not None and self.first > self.last:
            wrong = f"the window closes on {self.last}, before it opens on {self.first}"
            raise refuse(wrong, "give `from` the first day and `to` the last")
        return self


class Step(Noted):
    """Something that one party, or several together, can do."""

    by: Refs = Field(min_length=1, description="The parties that perform it.")
    title: Maybe[Line] = Field(
        None, description="What it is called; its id, hyphens as spaces, if left out."
    )
    value: Values = Field(
        default_factory=dict,
        description="What it is worth to parties and observers if it stays in place for ever.",
    )
    reversible: Share = Field(
        0.0, description="The share of it that is undone when the deal breaks."
    )
    automatic: bool = Field(
        False, description="Whether it is undone on a break even if those who perform it like it."
    )
    head_start: Share = Field(
        0.1,
        description="The share of its worth that a party which breaks still enjoys before the "
        "others undo it.",
    )
    detection: Share = Field(
        1.0, description="The chance that pretending it is found out before the next step."
    )
    hazard: Share = Field(
        0.0, description="The chance that a party which means to stop some day stops here."
    )
    phases: Weight = Field(1.0, description="How long it takes, in phases.")
    slices: Slices = Field(
        1,
        description="In how many equal parts it is done; `any`: as few as it takes for the order "
        "to hold.",
    )
    window: Maybe[Window] = Field(None, description="When it can be done.")
    changes: Values = Field(
        default_factory=dict, description="What the whole of it adds to ledgers, by ledger."
    )
    after: Refs = Field(default_factory=list, description="Steps that must be done before it.")
    policy: bool = Field(
        False, description="Whether `after` is policy, not physics, and may be given up."
    )
    consent: Refs = Field(
        default_factory=list,
        description="Observers, or ratifiers as `party.ratifier`, without whom it cannot be done.",
    )
    sets: ByPath = Field(
        default_factory=dict,
        description="What changes once it is done: numbers by their path, such as "
        "`steps.ID.detection`.",
    )


class Choice(Block):
    """Steps of which at most one can be part of a deal."""

    title: Maybe[Line] = Field(None, description="What the choice is about.")
    one_of: Refs = Field(min_length=2, description="The alternatives.")
    required: bool = Field(False, description="Whether a deal must hold one of them.")


class Bonus(Noted):
    """A worth that exists only where several steps come together."""

    when: Refs = Field(min_length=1, description="The steps that must all be part of the deal.")
    value: Values = Field(min_length=1, description="What that is worth, by party or observer.")


class Ledger(Noted):
    """A quantity that steps change and that must stay within bounds on the way."""

    name: Line = Field(description="What it is called.")
    unit: Maybe[Line] = Field(None, description="What it counts.")
    start: Quantity = Field(0.0, description="What it holds before any step is done.")
    floor: Maybe[Quantity] = Field(
        None, description="What it must never fall below; no bound if left out."
    )
    cap: Maybe[Quantity] = Field(
        None, description="What it must never rise above; no bound if left out."
    )


class Escrow(Noted):
    """Steps that a third party can let change hands in one move."""

    steps: Refs = Field(min_length=2, description="The steps, two or more.")
    cost: dict[Ref, Amount] = Field(
        default_factory=dict,
        max_length=MAX_PARTIES,
        description="What using it costs, by party; spent for good.",
    )


class Standing(Block):
    """How far an agreement under way has come."""

    date: Maybe[Day] = Field(None, description="The day on which that is so.")
    done: Refs = Field(default_factory=list, description="The steps that are done.")


class Term(Noted):
    """A word of the text that each party may read in its own way."""

    definition: Maybe[Text] = Field(None, description="What the word says.")
    meaning: dict[Ref, Refs] = Field(
        min_length=1,
        max_length=MAX_PARTIES,
        description="The steps that each party takes it to commit to.",
    )


class Proposal(Noted):
    """A package of steps that was put on the table."""

    by: Maybe[Ref] = Field(None, description="The party that made it.")
    title: Maybe[Line] = Field(
        None, description="What it is called; its id, hyphens as spaces, if left out."
    )
    date: Maybe[Date] = Field(None, description="When it was made.")
    steps: Refs = Field(min_length=1, description="The steps it holds.")
    terms: Refs = Field(default_factory=list, description="The words it uses.")
    before: Pairs = Field(
        default_factory=list,
        description="A part of its order: pairs of steps, the second only after the first.",
    )
    order: Maybe[Order] = Field(
        None,
        description="Its whole order: steps one after the other, `[step, step]` together, "
        "`[step, 2]` two slices of one.",
    )


class Demand(Noted):
    """What a party insists on: one of `before`, `require`, `refuse`, `at_least` and `term`."""

    by: Ref = Field(description="The party that makes it.")
    before: Maybe[Pairs] = Field(
        None, min_length=1, description="Pairs of steps, the second only after the first."
    )
    require: Maybe[Refs] = Field(None, min_length=1, description="Steps a deal must hold.")
    refuse: Maybe[Refs] = Field(None, min_length=1, description="Steps a deal must not hold.")
    at_least: Maybe[Quantity] = Field(None, description="What a deal must be worth above no deal.")
    term: Maybe[Ref] = Field(
        None, description="A word; a deal must hold all that this party takes it to mean."
    )
    cost: Maybe[Amount] = Field(
        None, description="What dropping it takes, on the scale of the costs of levers."
    )


class Lever(Noted):
    """A change that could be brought about, and who can."""

    title: Maybe[Line] = Field(
        None, description="What it is called; its id, hyphens as spaces, if left out."
    )
    by: Refs = Field(min_length=1, description="The parties that it takes.")
    sets: ByPath = Field(
        alias="set",
        min_length=1,
        description="The numbers that it changes, by their path, such as `steps.ID.detection`.",
    )
    cost: Maybe[Amount] = Field(
        None, description="What it takes, on one scale for all levers and demands of the file."
    )


class Approach(Noted):
    """Another way to go about the talks as a whole."""

    title: Maybe[Line] = Field(
        None, description="What it is called; its id, hyphens as spaces, if left out."
    )
    sets: ByPath = Field(
        alias="set",
        min_length=1,
        description="The numbers that would then be others, by their path.",
    )


class Event(Noted):
    """An entry of the chronology; with `kept` it is a promise."""

    date: Date = Field(description="When: a year, a month or a day.")
    event: Text = Field(description="What happened.")
    by: Maybe[One] = Field(None, description="The party or observer that did or promised it.")
    to: Maybe[One] = Field(None, description="The party or observer it was promised or done to.")
    kept: Maybe[Share] = Field(None, description="How far the promise was kept.")
    weight: Maybe[Weight] = Field(None, description="How much the promise counts; 1 if left out.")


class Figure(Noted):
    """A fact with a number."""

    text: Text = Field(description="What the number says.")
    value: Quantity = Field(description="The number.")
    unit: Maybe[Line] = Field(None, description="What it counts.")
    date: Maybe[Date] = Field(None, description="When it held.")


class ScenarioFile(Block):
    """A negotiation: who is at the table, what each can do, what it is worth to whom."""

    model_config = ConfigDict(
        json_schema_extra={"anyOf": [{"required": ["steps"]}, {"required": ["aftermath"]}]}
    )

    winset: Annotated[int, BeforeValidator(_format_one), WithJsonSchema({"const": 1})] = Field(
        description="The number of the file format: 1."
    )
    title: Line = Field(description="What the negotiation is called.")
    lang: Language = Field("en", description="The language of its texts, a tag of BCP 47.")
    when: Maybe[Days] = Field(None, description="The first and the last day of the talks.")
    place: Maybe[Place] = Field(None, description="Where the talks are held.")
    summary: Maybe[Text] = Field(None, description="What it is about, in a few sentences.")
    unit: dict[Ref, Line] = Field(
        default_factory=dict,
        max_length=MAX_PARTIES,
        description="What one unit of value means, by party; values are added over parties only "
        "where all share one.",
    )
    trust_prior: Prior = Field(
        default_factory=Prior,
        description="What is believed of a party before its record is read.",
    )
    bias: Annotated[Bias | None, _OrNone()] = Field(
        None,
        description="How far all gains of a side may have been judged too low or too high "
        "together; `none` says that they are not.",
    )
    record_half_life: Maybe[Span] = Field(
        None, description="The time after which a promise of the record counts half."
    )
    phase_length: Maybe[Span] = Field(
        None, description="How long a phase takes, such as `3 months`."
    )
    sources: dict[Id, Source] = Field(
        default_factory=dict, max_length=MAX_ENTRIES, description="Where facts were read."
    )
    parties: dict[Id, Party] = Field(
        min_length=2, max_length=MAX_PARTIES, description="The sides of the table, two or more."
    )
    observers: dict[Id, Observer] = Field(
        default_factory=dict,
        max_length=MAX_OBSERVERS,
        description="Who is affected and not at the table.",
    )
    steps: dict[Id, Step] = Field(
        default_factory=dict,
        min_length=1,
        max_length=MAX_STEPS,
        description="What the parties can do; their order in the file breaks ties.",
    )
    choices: dict[Id, Choice] = Field(
        default_factory=dict, max_length=MAX_ENTRIES, description="Steps that exclude one another."
    )
    bonuses: list[Bonus] = Field(
        default_factory=list,
        max_length=MAX_ENTRIES,
        description="Worths that need several steps together.",
    )
    ledgers: dict[Id, Ledger] = Field(
        default_factory=dict,
        max_length=MAX_LEDGERS,
        description="Quantities that must stay within bounds on the way.",
    )
    escrow: list[Escrow] = Field(
        default_factory=list,
        max_length=MAX_ESCROWS,
        description="Steps that a third party can let change hands in one move.",
    )
    standing: Maybe[Standing] = Field(None, description="How far an agreement under way has come.")
    terms: dict[Id, Term] = Field(
        default_factory=dict, max_length=MAX_ENTRIES, description="Words read in different ways."
    )
    proposals: dict[Id, Proposal] = Field(
        default_factory=dict, max_length=MAX_ENTRIES, description="Packages put on the table."
    )
    demands: dict[Id, Demand] = Field(
        default_factory=dict, max_length=MAX_ENTRIES, description="What parties insist on."
    )
    levers: dict[Id, Lever] = Field(
        default_factory=dict,
        max_length=MAX_ENTRIES,
        description="Changes that could be brought about, and by whom.",
    )
    approaches: dict[Id, Approach] = Field(
        default_factory=dict,
        max_length=MAX_ENTRIES,
        description="Other ways to go about the talks, compared side by side.",
    )
    record: list[Event] = Field(
        default_factory=list,
        max_length=MAX_RECORD,
        description="What happened, and who kept which promise.",
    )
    figures: dict[Id, Figure] = Field(
        default_factory=dict, max_length=MAX_ENTRIES, description="Facts with numbers."
    )
    talks: Talks = Field(default_factory=Talks, description="How the talks went.")
    beliefs: dict[Ref, dict[Line, Quantity]] = Field(
        default_factory=dict,
        max_length=MAX_PARTIES,
        description="What each side thinks of the others' numbers: numbers by their path, such as "
        "`parties.ID.no_deal`.",
    )
    claims: dict[Id, Claim] = Field(
        default_factory=dict, max_length=MAX_ENTRIES, description="What is often said of it."
    )
    glossary: dict[Id, Word] = Field(
        default_factory=dict, max_length=MAX_ENTRIES, description="Words to know."
    )
    questions: list[Question] = Field(
        default_factory=list, max_length=MAX_ENTRIES, description="What to ask a learner."
    )
    aftermath: Maybe[Aftermath] = Field(
        None, description="What may follow a breakdown: a conflict graph."
    )
    elsewhere: dict[Id, Elsewhere] = Field(
        default_factory=dict,
        max_length=MAX_ENTRIES,
        description="Other talks, whose other side watches what the parties keep here.",
    )
