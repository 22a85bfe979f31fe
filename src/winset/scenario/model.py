"""What is on the table: the nouns of a negotiation, as frozen values.

A `Scenario` is read from a file, holds no behaviour beyond look-ups, and is what every part of
Winset takes. Values are present values on one scale per party, measured from the
path without a deal; the scale's unit is the file's to name.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from winset.language.catalogue import told, worded
from winset.language.letters import capital
from winset.language.names import without_article
from winset.scenario.conflict import Conflict, Elsewhere
from winset.scenario.errors import Problem
from winset.scenario.keys import After, Before, Json, Key, OrText, OrWord, RefusedError, Written
from winset.scenario.kinds import (
    MAX_PARTIES,
    MAX_STEPS,
    Date,
    Days,
    DaysLong,
    Language,
    Line,
    Noted,
    OneSide,
    PartyId,
    Text,
    YearsLong,
    first_day,
)
from winset.scenario.narrative import (
    Author,
    Claim,
    Figure,
    Place,
    Question,
    Session,
    Source,
    Talks,
    Unit,
    Word,
)
from winset.scenario.numbers import ONE, Number
from winset.scenario.parties import Observer, Party
from winset.scenario.positions import (
    Approach,
    Belief,
    Demand,
    Lever,
    Proposal,
    Successor,
    Term,
)
from winset.scenario.quantities import (
    AtLeastOne,
    AtMostOne,
    ByPath,
    Share,
    Weight,
)
from winset.scenario.steps import Bonus, Choice, Escrow, Ledger, Standing, Step
from winset.scenario.story import Story
from winset.scenario.tree import shown

MAX_OBSERVERS = 50
MAX_RECORD = 500
MAX_LEDGERS = 20
MAX_ESCROWS = 6

_HALF, _STRENGTH = Number(0.5), Number(2.0)


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
        given = None if value is None else shown(value)
        raise RefusedError(*told("errors.nouns.bias", value=given))
    return value


def _format_one(value: Any) -> Any:
    if type(value) is not int or value != 1:
        raise RefusedError(*told("errors.nouns.format", value=shown(value)))
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
    numbers
        A fingerprint of what engines read of it: not of texts, sources and the like.
    changes
        The ``path=value`` changes made for this call.
    record_half_life
        In years; None: no fading.
    phase_length
        In days; None where the file does not say.
    warnings
        What of the file changes no result, or may mislead.
    notices
        What a reader of its pages would miss of its texts; told by `check` alone.
    """

    id: str
    hash: str
    numbers: str = ""
    changes: tuple[str, ...] = ()
    warnings: tuple[Problem, ...] = field(default=(), compare=False)
    notices: tuple[Problem, ...] = field(default=(), compare=False)
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
    ended: Annotated[
        Literal["failed", "signed"] | None,
        Key("How the talks ended; pages speak of talks that have not in the present."),
    ] = None
    summary: Annotated[Text | None, Key("What it is about, in a few sentences.")] = None
    unit: Annotated[
        Mapping[PartyId, Annotated[Unit, OrText("text")]],
        Key(
            "What one unit of value means, by party, in a text or as an entry; values are added "
            "over parties only where all share one.",
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
    authors: Annotated[tuple[Author, ...], Key("Who judged the numbers, and when.", most=20)] = ()
    story: Annotated[Story, Key("Prose for the pages; it may hold results.")] = field(
        default_factory=Story
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
            "What the parties can do; their order in the file breaks ties.", least=1, most=MAX_STEPS
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
    successors: Annotated[
        tuple[Successor, ...], Key("Who may come next on one side, and would be asked to go on.")
    ] = ()
    record: Annotated[
        tuple[Event, ...], Key("What happened, and who kept which promise.", most=MAX_RECORD)
    ] = ()
    figures: Annotated[tuple[Figure, ...], Key("Facts with numbers.")] = ()
    talks: Annotated[Talks, Key("How the talks went.")] = field(default_factory=Talks)
    beliefs: Annotated[
        tuple[Belief, ...],
        Written(Mapping[PartyId, ByPath]),
        After(Belief.read),
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
        units = {self.unit_of(party.id) for party in self.parties}
        return None not in units and len(units) == 1

    def unit_of(self, party: str) -> str | None:
        """Return what one unit of value means to a party; None where the file does not say."""
        unit = self.unit.get(party)
        return None if unit is None else unit.text

    def name(self, who: str) -> str:
        """Return what a sentence calls a party, observer, step, ratifier or ratification.

        A party's capital stands for it where the file has it; else its name, with its article.
        """
        names = self._names()
        party, _, voted = who.partition(".")
        if who not in names and voted == "ratification" and party in names:
            return worded("words.ratification", party=names[party])
        return names.get(who, who)

    def label(self, who: str) -> str:
        """Return what tables and charts call a party, observer, step or ratifier: no articles."""
        labels = {party.id: party.label for party in self.parties}
        labels |= {step.id: step.short or step.title for step in self.steps}
        return labels.get(who) or capital(without_article(self.name(who), self.lang))

    def full_name(self, party: str) -> str:
        """Return the name of a party as it stands alone: whole, and without its article."""
        found = next(one.name for one in self.parties if one.id == party)
        return capital(without_article(found, self.lang))

    def _names(self) -> dict[str, str]:
        names = {party.id: party.called for party in self.parties}
        names |= {observer.id: observer.name for observer in self.observers}
        names |= {step.id: step.title for step in self.steps}
        return names | {f"{p.id}.{r.id}": r.name for p in self.parties for r in p.home}
