"""What is on the table: the nouns of a negotiation, as frozen values.

A `Scenario` is read from a file, holds no behaviour beyond look-ups, and is what every part of
Winset takes. Values are present values on one scale per party, measured from the
path without a deal; the scale's unit is the file's to name.
"""

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from winset.scenario.conflict import Conflict, Elsewhere
from winset.scenario.errors import Problem
from winset.scenario.numbers import Number

NO_VALUES: Mapping[str, Number] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence of the file with the source that bears it out."""

    text: str
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact or a number was read."""

    id: str
    title: str
    url: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where the talks were held, and why there."""

    name: str
    why: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who speaks for a party."""

    name: str
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Ratifier:
    """A body at home that ratifies (the second level of a two-level game; Putnam 1988).

    Without `votes` it has a veto; with them it counts in its party's ratification. It is for a
    package if the sum of its values, less its `no_deal`, reaches its `floor`. Where it gives no
    value for a step, or no `no_deal`, its party's counts. With `floor_on_the_way` that sum must
    never be below it while an agreement is carried out.
    """

    id: str
    name: str
    floor: Number
    no_deal: Number | None = None
    value: Mapping[str, Number] = field(default_factory=lambda: NO_VALUES)
    votes: Number | None = None
    floor_on_the_way: Number | None = None
    source: str | None = None
    note: str | None = None

    @property
    def echoes(self) -> bool:
        """Whether it refuses just what its party does: a veto with nothing of its own."""
        own = self.value or self.no_deal or self.votes or self.floor_on_the_way
        return not own and self.floor.certain and self.floor.point == 0


@dataclass(frozen=True, slots=True)
class Ratification:
    """What ratification by votes takes: `needs`, a share of all votes at home, in [0, 1]."""

    needs: Number = field(default_factory=lambda: Number(0.5))


@dataclass(frozen=True, slots=True)
class Party:
    """One side of the table.

    Attributes
    ----------
    no_deal
        What walking away is worth (its reservation value), on the party's own scale.
    fallback
        What it falls back to once a roadmap has begun and breaks; None means min(no_deal, 0).
    breach_penalty
        What it loses when it is the one that breaks (audience cost, reputation, collateral).
    guarantee
        What is made good to it when it is betrayed.
    trust
        Its chance that another party goes on even where that one would gain by breaking; a party
        that is not named is judged by the record.
    leaves_office
        The chance per phase that a successor drops the agreement, in [0, 1].
    ratification
        What ratification at home takes, where ratifiers have votes.
    """

    id: str
    name: str
    people: tuple[Person, ...] = ()
    goals: tuple[Note, ...] = ()
    no_deal: Number = field(default_factory=Number)
    fallback: Number | None = None
    breach_penalty: Number = field(default_factory=Number)
    guarantee: Number = field(default_factory=Number)
    trust: Mapping[str, Number] = field(default_factory=lambda: NO_VALUES)
    leaves_office: Number = field(default_factory=Number)
    home: tuple[Ratifier, ...] = ()
    ratification: Ratification = field(default_factory=Ratification)
    source: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Observer:
    """Somebody affected who is not asked, unless a step needs their consent."""

    id: str
    name: str
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Ledger:
    """A quantity that steps change and that must stay within bounds on the way.

    `floor` and `cap` are None where there is no bound.
    """

    id: str
    name: str
    start: Number = field(default_factory=Number)
    unit: str | None = None
    floor: Number | None = None
    cap: Number | None = None
    source: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Window:
    """When a step can be done: its first and its last day, None where either is open."""

    first: datetime.date | None = None
    last: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """Something that one party, or several together, can do.

    Attributes
    ----------
    by
        The parties that perform it.
    value
        Its worth to parties and observers if it stays in place for ever.
    reversible
        Share of it that is undone when the agreement breaks (snapback raises it), in [0, 1].
    automatic
        Undone on a break even if every performer likes it.
    head_start
        Share of its worth that a breaker still enjoys before the others' undoing bites, in [0, 1].
    detection
        Chance that a pretence or a quiet relapse is found out before the next step, in [0, 1].
    hazard
        Chance that a performer who means to stop some day stops here, in [0, 1]; what others learn
        from its going on.
    phases
        How long it takes, in phases.
    slices
        In how many equal parts it is done; None: the smallest number with which the order holds.
    window
        When it can be done.
    changes
        What the whole of it adds to ledgers.
    after
        Steps that must be done before.
    policy
        Whether `after` is policy, not physics, and may be given up.
    consent
        Observers, or ratifiers as ``party.id``, without whom it cannot be done.
    sets
        What changes for good once it is done: numbers by their path, such as
        ``steps.power-line.detection``. Where several steps set one number, the last in file order
        that is done decides.
    """

    id: str
    title: str
    by: tuple[str, ...]
    value: Mapping[str, Number] = field(default_factory=lambda: NO_VALUES)
    reversible: Number = field(default_factory=Number)
    automatic: bool = False
    head_start: Number = field(default_factory=lambda: Number(0.1))
    detection: Number = field(default_factory=lambda: Number(1.0))
    hazard: Number = field(default_factory=Number)
    phases: Number = field(default_factory=lambda: Number(1.0))
    slices: int | None = 1
    window: Window | None = None
    changes: Mapping[str, Number] = field(default_factory=lambda: NO_VALUES)
    after: tuple[str, ...] = ()
    policy: bool = False
    consent: tuple[str, ...] = ()
    sets: Mapping[str, Number] = field(default_factory=lambda: NO_VALUES)
    source: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """Alternatives: at most one of them, or exactly one where `required`."""

    id: str
    one_of: tuple[str, ...]
    title: str | None = None
    required: bool = False


@dataclass(frozen=True, slots=True)
class Bonus:
    """A worth that exists only where all the steps of `when` are part of the package."""

    when: tuple[str, ...]
    value: Mapping[str, Number]
    note: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Escrow:
    """Steps that a third party can let change hands in one move, and what that costs whom."""

    steps: tuple[str, ...]
    cost: Mapping[str, Number] = field(default_factory=lambda: NO_VALUES)
    note: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How far an agreement under way has come: the steps done, and the day of that."""

    done: tuple[str, ...] = ()
    date: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the text, and the steps that each party takes it to commit to."""

    id: str
    meaning: Mapping[str, tuple[str, ...]]
    definition: str | None = None
    source: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Together:
    """Steps that stand at one place of a proposal's order: more than one are simultaneous.

    `slices` is how many slices of its one step are done there; None: each step in full.
    """

    steps: tuple[str, ...]
    slices: int | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A package that was put on the table.

    `order` says the whole order, `before` a part of it, as pairs (x, y): y only after x. One of the
    two at most is given.
    """

    id: str
    steps: tuple[str, ...]
    title: str
    by: str | None = None
    date: str | None = None
    terms: tuple[str, ...] = ()
    before: tuple[tuple[str, str], ...] = ()
    order: tuple[Together, ...] = ()
    source: str | None = None
    note: str | None = None

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
class Demand:
    """A position: exactly one of `before`, `require`, `refuse`, `at_least` and `term` is set.

    `cost` is what dropping it takes, on the scale on which the file's levers are rated; None where
    the file does not say.
    """

    id: str
    by: str
    before: tuple[tuple[str, str], ...] = ()
    require: tuple[str, ...] = ()
    refuse: tuple[str, ...] = ()
    at_least: Number | None = None
    term: str | None = None
    cost: Number | None = None
    source: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Lever:
    """A change that somebody can bring about: numbers by their path, and who can set them so.

    `sets` holds at least one path, such as ``steps.open-dam.detection``; `by` the parties that it
    takes; `cost` the effort, on one scale for all levers and demands of a file, or None.
    """

    id: str
    title: str
    by: tuple[str, ...]
    sets: Mapping[str, Number]
    cost: Number | None = None
    source: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Approach:
    """Another way to go about the talks as a whole: the numbers that would then be others."""

    id: str
    title: str
    sets: Mapping[str, Number]
    source: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """An entry of the chronology; with `kept` it is a promise and how far it was kept.

    `date` is as the file writes it (a year, a month or a day); `day` is its first day.
    """

    date: str
    day: datetime.date
    event: str
    by: str | None = None
    to: str | None = None
    kept: Number | None = None
    weight: Number = field(default_factory=lambda: Number(1.0))
    source: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A fact with a number."""

    id: str
    text: str
    value: Number
    unit: str | None = None
    date: str | None = None
    source: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, with the time of it where that is known."""

    day: datetime.date
    time: datetime.time | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """A part of the talks: a meeting, a meal, a ceremony; `held`, or only planned.

    `rounds` is how many rounds of offers it has room for.
    """

    name: str
    start: Moment
    parties: tuple[str, ...]
    kind: Literal["private", "group", "meal", "ceremony", "press"] = "group"
    end: Moment | None = None
    rounds: int | None = None
    held: bool = True
    source: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Talks:
    """How the talks went: their sessions, in the file's order."""

    sessions: tuple[Session, ...] = ()


@dataclass(frozen=True, slots=True)
class Belief:
    """What a party thinks of a number of another one, by the number's path."""

    by: str
    path: str
    value: Number


@dataclass(frozen=True, slots=True)
class Claim:
    """Something that is often said, whether it is so, and what is so instead.

    `by` says in words who says so. `half`: partly wrong. `correction` is there unless it is right.
    """

    id: str
    text: str
    verdict: Literal["wrong", "half", "right"] = "wrong"
    correction: str | None = None
    by: str | None = None
    source: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Word:
    """A word to know, on whose meaning the parties agree (where they do not it is a `Term`)."""

    id: str
    title: str
    text: str
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """A point of a good answer: `text`, or `result`, a place in the JSON of the analysis."""

    text: str | None = None
    result: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """Something to ask a learner, and the points of a good answer."""

    level: Literal["recall", "analyse", "evaluate"]
    ask: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class TrustPrior:
    """What is believed of a party before its record is read: `mean`, worth `strength` promises."""

    mean: Number = field(default_factory=lambda: Number(0.5))
    strength: Number = field(default_factory=lambda: Number(2.0))


@dataclass(frozen=True, slots=True)
class Bias:
    """The least and the largest factor by which all gains of a side may be off together."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Scenario:
    """One negotiation: the noun that every part of Winset takes.

    Attributes
    ----------
    id
        The shipped case's name, or the file's stem.
    hash
        A fingerprint of the content; comments, layout and the order of keys (but that of `steps`
        and `options`) do not change it.
    changes
        The ``path=value`` changes made for this call.
    when
        First and last day of the talks.
    unit
        What one unit of value means, by party.
    bias
        How far each side's gains may be off as a whole; None: not at all.
    record_half_life
        Years after which an entry of the record counts half; None: no fading.
    phase_length
        Days that a phase takes; None where the file does not say.
    standing
        How far the agreement has come; None before it has begun.
    aftermath
        What may follow a breakdown; None where the file does not say.
    lang
        The language of its texts, a tag of BCP 47.
    warnings
        What of the file changes no result, or may mislead.
    """

    id: str
    title: str
    hash: str
    parties: tuple[Party, ...]
    steps: tuple[Step, ...]
    changes: tuple[str, ...] = ()
    when: tuple[datetime.date, datetime.date] | None = None
    place: Place | None = None
    summary: str | None = None
    unit: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    trust_prior: TrustPrior = field(default_factory=TrustPrior)
    bias: Bias | None = None
    record_half_life: float | None = None
    phase_length: float | None = None
    observers: tuple[Observer, ...] = ()
    choices: tuple[Choice, ...] = ()
    bonuses: tuple[Bonus, ...] = ()
    ledgers: tuple[Ledger, ...] = ()
    escrow: tuple[Escrow, ...] = ()
    standing: Standing | None = None
    terms: tuple[Term, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    demands: tuple[Demand, ...] = ()
    levers: tuple[Lever, ...] = ()
    approaches: tuple[Approach, ...] = ()
    record: tuple[Event, ...] = ()
    figures: tuple[Figure, ...] = ()
    sources: tuple[Source, ...] = ()
    talks: Talks = field(default_factory=Talks)
    beliefs: tuple[Belief, ...] = ()
    claims: tuple[Claim, ...] = ()
    glossary: tuple[Word, ...] = ()
    questions: tuple[Question, ...] = ()
    aftermath: Conflict | None = None
    elsewhere: tuple[Elsewhere, ...] = ()
    lang: str = "en"
    warnings: tuple[Problem, ...] = field(default=(), compare=False)

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
