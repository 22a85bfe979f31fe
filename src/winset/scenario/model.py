"""What is on the table: the nouns of a negotiation, as frozen values.

A `Scenario` is read from a file, holds no behaviour beyond look-ups, and is what every part of
Winset takes. Values are present values on one scale per party, measured from the
path without a deal; the scale's unit is the file's to name.
"""

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

from winset.scenario.conflict import Conflict, Elsewhere
from winset.scenario.errors import Problem
from winset.scenario.keys import After, Before, Ids, Json, Key, OrWord, RefusedError, Size, Written
from winset.scenario.kinds import (
    MAX_PARTIES,
    MAX_STEPS,
    ConsentId,
    Date,
    Day,
    Days,
    DaysLong,
    Language,
    LedgerId,
    Line,
    Noted,
    OneSide,
    OtherId,
    Pairs,
    PartyId,
    StepId,
    Steps,
    TermId,
    Text,
    YearsLong,
    first_day,
)
from winset.scenario.narrative import (
    Claim,
    Figure,
    Note,
    Person,
    Place,
    Question,
    Session,
    Source,
    Talks,
    Word,
)
from winset.scenario.numbers import ONE, ZERO, Number, no_numbers
from winset.scenario.quantities import (
    Amount,
    AtLeastOne,
    AtMostOne,
    ByPath,
    Quantity,
    Share,
    Slices,
    Values,
    Weight,
)
from winset.scenario.tree import shown, texts

MAX_OBSERVERS = 50
MAX_RECORD = 500
MAX_LEDGERS = 20
MAX_ESCROWS = 6

_HEAD_START, _HALF, _STRENGTH = Number(0.1), Number(0.5), Number(2.0)

_TITLE = Key("What it is called; its id, hyphens as spaces, if left out.", by_id=True)


@dataclass(frozen=True, slots=True)
class Ratifier(Noted):
    """A body at home without which the party cannot sign.

    The second level of a two-level game (Putnam 1988). Without `votes` it has a veto; with them it
    counts in its party's ratification. It is for a package if the sum of its values, less its
    `no_deal`, reaches its `floor`.
    """

    id: str
    name: Annotated[Line, Key("What it is called.")]
    floor: Annotated[
        Quantity, Key("What its values, less its no_deal, must add up to for it to ratify.")
    ] = ZERO
    no_deal: Annotated[
        Quantity | None, Key("What no deal is worth to it; its party's if left out.")
    ] = None
    value: Annotated[
        Mapping[StepId, Quantity],
        Key(
            "What steps are worth to it, by step; its party's value where not given.",
            most=MAX_STEPS,
        ),
    ] = field(default_factory=no_numbers)
    floor_on_the_way: Annotated[
        Quantity | None,
        Key(
            "What that sum must never fall below while a deal is carried out; no bound if left out."
        ),
    ] = None
    votes: Annotated[
        Weight | None, Key("The votes it has in ratification; a veto if left out.", given=True)
    ] = None

    @property
    def echoes(self) -> bool:
        """Whether it refuses just what its party does: a veto with nothing of its own."""
        own = self.value or self.no_deal or self.votes or self.floor_on_the_way
        return not own and self.floor.certain and self.floor.point == 0


@dataclass(frozen=True, slots=True)
class Ratification:
    """What ratification at home takes, where ratifiers have votes."""

    needs: Annotated[Share, Key("The share of all votes that must be for a deal, at least.")] = (
        _HALF
    )


@dataclass(frozen=True, slots=True)
class Party(Noted):
    """One side of the table."""

    id: str
    name: Annotated[Line, Key("What it is called.")]
    people: Annotated[tuple[Person, ...], Key("Who speaks for it.")] = ()
    goals: Annotated[tuple[Note, ...], Key("What it wants.")] = ()
    no_deal: Annotated[Quantity, Key("What walking away is worth to it.")] = ZERO
    fallback: Annotated[
        Quantity | None,
        Key(
            "What it falls back to when a deal breaks once begun; the lower of no_deal and 0 if "
            "left out.",
            set_by_steps=True,
            on_the_way=True,
        ),
    ] = None
    breach_penalty: Annotated[
        Amount,
        Key("What it loses when it is the one that breaks.", set_by_steps=True, on_the_way=True),
    ] = ZERO
    guarantee: Annotated[
        Amount,
        Key("What is made good to it when it is betrayed.", set_by_steps=True, on_the_way=True),
    ] = ZERO
    trust: Annotated[
        Mapping[OtherId, Share],
        Key(
            "Its chance that another party goes on even where that one would gain by breaking, by "
            "party; computed from the record where not given.",
            most=MAX_PARTIES,
            on_the_way=True,
        ),
    ] = field(default_factory=no_numbers)
    leaves_office: Annotated[
        Share, Key("The chance per phase that a successor drops the deal.", on_the_way=True)
    ] = ZERO
    home: Annotated[tuple[Ratifier, ...], Key("The bodies at home that must ratify.", most=20)] = ()
    ratification: Annotated[
        Ratification, Key("What ratification at home takes, where ratifiers have votes.")
    ] = field(default_factory=Ratification)


@dataclass(frozen=True, slots=True)
class Observer:
    """Somebody affected who is not asked, unless a step needs their consent."""

    id: str
    name: Annotated[Line, Key("What it is called.")]
    notes: Annotated[tuple[Note, ...], Key("What it wants or fears.")] = ()


@dataclass(frozen=True, slots=True)
class Ledger(Noted):
    """A quantity that steps change and that must stay within bounds on the way."""

    id: str
    name: Annotated[Line, Key("What it is called.")]
    unit: Annotated[Line | None, Key("What it counts.")] = None
    start: Annotated[Quantity, Key("What it holds before any step is done.")] = ZERO
    floor: Annotated[
        Quantity | None, Key("What it must never fall below; no bound if left out.")
    ] = None
    cap: Annotated[Quantity | None, Key("What it must never rise above; no bound if left out.")] = (
        None
    )


@dataclass(frozen=True, slots=True)
class Window:
    """When a step can be done: from one day, to another, or both."""

    first: Annotated[Day | None, Key("The first day of it.", name="from")] = None
    last: Annotated[Day | None, Key("The day by whose end the step must be done.", name="to")] = (
        None
    )

    def __post_init__(self) -> None:
        if self.first is None and self.last is None:
            raise RefusedError("the window has no days", "give `from`, `to` or both")
        if self.first is not None and self.last is not None and self.first > self.last:
            wrong = f"the window closes on {self.last}, before it opens on {self.first}"
            raise RefusedError(wrong, "give `from` the first day and `to` the last")


@dataclass(frozen=True, slots=True)
class Step(Noted):
    """Something that one party, or several together, can do."""

    id: str
    title: Annotated[Line, _TITLE]
    by: Annotated[tuple[PartyId, ...], Key("The parties that perform it.", least=1, most=MAX_STEPS)]
    value: Annotated[
        Values, Key("What it is worth to parties and observers if it stays in place for ever.")
    ] = field(default_factory=no_numbers)
    reversible: Annotated[
        Share,
        Key(
            "The share of it that is undone when the deal breaks.",
            set_by_steps=True,
            on_the_way=True,
        ),
    ] = ZERO
    automatic: Annotated[
        bool, Key("Whether it is undone on a break even if those who perform it like it.")
    ] = False
    head_start: Annotated[
        Share,
        Key(
            "The share of its worth that a party which breaks still enjoys before the others undo "
            "it.",
            set_by_steps=True,
            on_the_way=True,
        ),
    ] = _HEAD_START
    detection: Annotated[
        Share,
        Key(
            "The chance that pretending it is found out before the next step.",
            set_by_steps=True,
            on_the_way=True,
        ),
    ] = ONE
    hazard: Annotated[
        Share,
        Key("The chance that a party which means to stop some day stops here.", on_the_way=True),
    ] = ZERO
    phases: Annotated[Weight, Key("How long it takes, in phases.", on_the_way=True)] = ONE
    slices: Annotated[
        Slices,
        Key(
            "In how many equal parts it is done; `any`: as few as it takes for the order to hold.",
            on_the_way=True,
        ),
    ] = 1
    window: Annotated[Window | None, Key("When it can be done.")] = None
    changes: Annotated[
        Mapping[LedgerId, Quantity],
        Key("What the whole of it adds to ledgers, by ledger.", most=MAX_STEPS),
    ] = field(default_factory=no_numbers)
    after: Annotated[Steps, Key("Steps that must be done before it.")] = ()
    policy: Annotated[bool, Key("Whether `after` is policy, not physics, and may be given up.")] = (
        False
    )
    consent: Annotated[
        tuple[ConsentId, ...],
        Key(
            "Observers, or ratifiers as `party.ratifier`, without whom it cannot be done.",
            most=MAX_STEPS,
        ),
    ] = ()
    sets: Annotated[
        ByPath,
        Key("What changes once it is done: numbers by their path, such as `steps.ID.detection`."),
    ] = field(default_factory=no_numbers)
    """For good; where several steps set one number, the last in file order that is done decides."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Steps of which at most one can be part of a deal."""

    id: str
    title: Annotated[Line | None, Key("What the choice is about.")] = field(
        default=None, kw_only=True
    )
    one_of: Annotated[Steps, Key("The alternatives.", least=2)]
    required: Annotated[bool, Key("Whether a deal must hold one of them.")] = False


@dataclass(frozen=True, slots=True)
class Bonus(Noted):
    """A worth that exists only where several steps come together."""

    when: Annotated[Steps, Key("The steps that must all be part of the deal.", least=1)]
    value: Annotated[Values, Key("What that is worth, by party or observer.", least=1)]


@dataclass(frozen=True, slots=True)
class Escrow(Noted):
    """Steps that a third party can let change hands in one move."""

    steps: Annotated[Steps, Key("The steps, two or more.", least=2)]
    cost: Annotated[
        Mapping[PartyId, Amount],
        Key("What using it costs, by party; spent for good.", most=MAX_PARTIES),
    ] = field(default_factory=no_numbers)


@dataclass(frozen=True, slots=True)
class Standing:
    """How far an agreement under way has come."""

    date: Annotated[Day | None, Key("The day on which that is so.")] = field(
        default=None, kw_only=True
    )
    done: Annotated[Steps, Key("The steps that are done.")] = ()


@dataclass(frozen=True, slots=True)
class Term(Noted):
    """A word of the text that each party may read in its own way."""

    id: str
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
        wrong = f"{shown(value)} is not a place of an order"
        raise RefusedError(
            wrong, "write [step], [step, step] for steps together, or [step, 2] for two slices"
        )
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
class Proposal(Noted):
    """A package of steps that was put on the table.

    `order` says the whole order, `before` a part of it, as pairs (x, y): y only after x. One of the
    two at most is given.
    """

    id: str
    by: Annotated[PartyId | None, Key("The party that made it.")] = field(
        default=None, kw_only=True
    )
    title: Annotated[Line, _TITLE]
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
class Demand(Noted):
    """What a party insists on: one of `before`, `require`, `refuse`, `at_least` and `term`."""

    id: str
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
class Lever(Noted):
    """A change that could be brought about, and who can."""

    id: str
    title: Annotated[Line, _TITLE]
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
    title: Annotated[Line, _TITLE]
    sets: Annotated[
        ByPath,
        Key("The numbers that would then be others, by their path.", name="set", least=1),
    ]


@dataclass(frozen=True, slots=True)
class Event(Noted):
    """An entry of the chronology; with `kept` it is a promise."""

    date: Annotated[Date, Key("When: a year, a month or a day.")]
    event: Annotated[Text, Key("What happened.")]
    by: Annotated[OneSide | None, Key("The party or observer that did or promised it.")] = None
    to: Annotated[OneSide | None, Key("The party or observer it was promised or done to.")] = None
    kept: Annotated[Share | None, Key("How far the promise was kept.", given=True)] = None
    weight: Annotated[Weight, Key("How much the promise counts; 1 if left out.", beside="kept")] = (
        ONE
    )

    @property
    def day(self) -> datetime.date:
        """Its first day."""
        return first_day(self.date)


@dataclass(frozen=True, slots=True)
class Belief:
    """What a party thinks of a number of another one, by the number's path."""

    by: str
    path: str
    value: Number


def _beliefs(held: Mapping[str, Mapping[str, Number]]) -> tuple[Belief, ...]:
    return tuple(
        Belief(party, path, value) for party, one in held.items() for path, value in one.items()
    )


@dataclass(frozen=True, slots=True)
class TrustPrior:
    """What is believed of a party before its record is read."""

    mean: Annotated[Share, Key("The share of its promises that it is expected to keep.")] = _HALF
    strength: Annotated[Weight, Key("How many promises that expectation is worth.")] = _STRENGTH


@dataclass(frozen=True, slots=True)
class Bias(Noted):
    """How far all gains of a side may have been judged too low or too high together."""

    low: Annotated[AtMostOne, Key("The least factor on them.")]
    high: Annotated[AtLeastOne, Key("The largest factor on them.")]


def _bias(value: Any) -> Any:
    if not isinstance(value, dict):
        given = "the value is empty" if value is None else f"{shown(value)} is not a bias"
        raise RefusedError(given, "write {low: 0.7, high: 1.43}, or none")
    return value


def _format_one(value: Any) -> Any:
    if type(value) is not int or value != 1:
        raise RefusedError(
            f"{shown(value)} is not a format that this version of Winset reads", "write `winset: 1`"
        )
    return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A negotiation: who is at the table, what each can do, what it is worth to whom.

    The noun that every part of Winset takes.

    Attributes
    ----------
    id
        The shipped case's name, or the file's stem.
    hash
        A fingerprint of the content; comments, layout and the order of keys (but that of `steps`
        and `options`) do not change it.
    changes
        The ``path=value`` changes made for this call.
    record_half_life
        In years; None: no fading.
    phase_length
        In days; None where the file does not say.
    warnings
        What of the file changes no result, or may mislead.
    """

    id: str
    hash: str
    changes: tuple[str, ...] = ()
    warnings: tuple[Problem, ...] = field(default=(), compare=False)
    winset: Annotated[
        int,
        Before(_format_one),
        Json({"const": 1}),
        Key("The number of the file format: 1.", needed=True),
    ] = 1
    title: Annotated[Line, Key("What the negotiation is called.")]
    lang: Annotated[Language, Key("The language of its texts, a tag of BCP 47.")] = "en"
    when: Annotated[Days | None, Key("The first and the last day of the talks.")] = None
    place: Annotated[Place | None, Key("Where the talks are held.")] = None
    summary: Annotated[Text | None, Key("What it is about, in a few sentences.")] = None
    unit: Annotated[
        Mapping[PartyId, Line],
        Key(
            "What one unit of value means, by party; values are added over parties only where all "
            "share one.",
            most=MAX_PARTIES,
        ),
    ] = field(default_factory=dict)
    trust_prior: Annotated[
        TrustPrior, Key("What is believed of a party before its record is read.")
    ] = field(default_factory=TrustPrior)
    bias: Annotated[
        Bias | None,
        Before(_bias),
        OrWord("none"),
        Key(
            "How far all gains of a side may have been judged too low or too high together; `none` "
            "says that they are not.",
            given=True,
        ),
    ] = None
    record_half_life: Annotated[
        YearsLong | None, Key("The time after which a promise of the record counts half.")
    ] = None
    phase_length: Annotated[DaysLong | None, Key("How long a phase takes, such as `3 months`.")] = (
        None
    )
    sources: Annotated[tuple[Source, ...], Key("Where facts were read.")] = ()
    parties: Annotated[
        tuple[Party, ...], Key("The sides of the table, two or more.", least=2, most=MAX_PARTIES)
    ]
    observers: Annotated[
        tuple[Observer, ...], Key("Who is affected and not at the table.", most=MAX_OBSERVERS)
    ] = ()
    steps: Annotated[
        tuple[Step, ...],
        Key(
            "What the parties can do; their order in the file breaks ties.",
            least=1,
            most=MAX_STEPS,
        ),
    ] = ()
    choices: Annotated[tuple[Choice, ...], Key("Steps that exclude one another.")] = ()
    bonuses: Annotated[tuple[Bonus, ...], Key("Worths that need several steps together.")] = ()
    ledgers: Annotated[
        tuple[Ledger, ...],
        Key("Quantities that must stay within bounds on the way.", most=MAX_LEDGERS),
    ] = ()
    escrow: Annotated[
        tuple[Escrow, ...],
        Key("Steps that a third party can let change hands in one move.", most=MAX_ESCROWS),
    ] = ()
    standing: Annotated[Standing | None, Key("How far an agreement under way has come.")] = None
    terms: Annotated[tuple[Term, ...], Key("Words read in different ways.")] = ()
    proposals: Annotated[tuple[Proposal, ...], Key("Packages put on the table.")] = ()
    demands: Annotated[tuple[Demand, ...], Key("What parties insist on.")] = ()
    levers: Annotated[
        tuple[Lever, ...], Key("Changes that could be brought about, and by whom.")
    ] = ()
    approaches: Annotated[
        tuple[Approach, ...], Key("Other ways to go about the talks, compared side by side.")
    ] = ()
    record: Annotated[
        tuple[Event, ...], Key("What happened, and who kept which promise.", most=MAX_RECORD)
    ] = ()
    figures: Annotated[tuple[Figure, ...], Key("Facts with numbers.")] = ()
    talks: Annotated[Talks, Key("How the talks went.")] = field(default_factory=Talks)
    beliefs: Annotated[
        tuple[Belief, ...],
        Written(Mapping[PartyId, ByPath]),
        After(_beliefs),
        Key(
            "What each side thinks of the others' numbers: numbers by their path, such as "
            "`parties.ID.no_deal`.",
            most=MAX_PARTIES,
        ),
    ] = ()
    claims: Annotated[tuple[Claim, ...], Key("What is often said of it.")] = ()
    glossary: Annotated[tuple[Word, ...], Key("Words to know.")] = ()
    questions: Annotated[tuple[Question, ...], Key("What to ask a learner.")] = ()
    aftermath: Annotated[Conflict | None, Key("What may follow a breakdown: a conflict graph.")] = (
        None
    )
    elsewhere: Annotated[
        tuple[Elsewhere, ...],
        Key("Other talks, whose other side watches what the parties keep here."),
    ] = ()

    @property
    def sessions(self) -> tuple[Session, ...]:
        """The parts of the talks, held or planned."""
        return self.talks.sessions

    @property
    def ranked(self) -> tuple[Party, ...]:
        """The parties in an order that theirs in the file has no part in.

        Who comes first in `steps`, or has the first of the `options`, comes first; then ids decide.
        What is computed goes by it, so that no result hangs on the order of `parties`.
        """
        acting = [party for step in self.steps for party in step.by]
        if self.aftermath is not None:
            acting += [option.by for option in self.aftermath.options]
        place = {party: n for n, party in reversed(list(enumerate(acting)))}
        return tuple(sorted(self.parties, key=lambda p: (place.get(p.id, len(acting)), p.id)))

    @property
    def comparable(self) -> bool:
        """Whether all parties share one stated unit, so that values may be added or equalled."""
        units = [self.unit.get(party.id) for party in self.parties]
        return None not in units and len(set(units)) == 1

    def name(self, who: str) -> str:
        """Return what people call a party, observer, step, ratifier or ratification."""
        return self._names().get(who, who)

    def _names(self) -> dict[str, str]:
        names = {party.id: party.name for party in self.parties}
        names |= {observer.id: observer.name for observer in self.observers}
        names |= {step.id: step.title for step in self.steps}
        names |= {f"{p.id}.ratification": f"ratification in {p.name}" for p in self.parties}
        return names | {f"{p.id}.{r.id}": r.name for p in self.parties for r in p.home}
