"""What can be done, what it changes, and what goes together or does not."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated

from winset.language.catalogue import told
from winset.scenario.keys import Key, RefusedError
from winset.scenario.kinds import (
    MAX_PARTIES,
    MAX_STEPS,
    ConsentId,
    Day,
    Labelled,
    LedgerId,
    Line,
    Name,
    Noted,
    PartyId,
    Steps,
    Title,
)
from winset.scenario.numbers import ONE, ZERO, Number, no_numbers
from winset.scenario.quantities import (
    Amount,
    ByPath,
    Quantity,
    Share,
    Slices,
    Values,
    Weight,
)

_HEAD_START = Number(0.1)


@dataclass(frozen=True, slots=True)
class Ledger(Noted):
    """A quantity that steps change and that must stay within bounds on the way."""

    id: str
    name: Name
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
            raise RefusedError(*told("errors.nouns.no_days"))
        if self.first is not None and self.last is not None and self.first > self.last:
            ends = {"first": str(self.first), "last": str(self.last)}
            raise RefusedError(*told("errors.nouns.window", **ends))


@dataclass(frozen=True, slots=True)
class Step(Labelled):
    """Something that one party, or several together, can do."""

    id: str
    title: Title
    by: Annotated[tuple[PartyId, ...], Key("The parties that perform it.", least=1, most=MAX_STEPS)]
    value: Annotated[
        Values, Key("What it is worth to parties and observers if it stays in place for ever.")
    ] = field(default_factory=no_numbers)
    reversible: Annotated[
        Share,
        Key(
            "The share of it that is undone when the deal breaks.",
            set_by_steps=True,
            if_undone=True,
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
            if_undone=True,
        ),
    ] = _HEAD_START
    detection: Annotated[
        Share,
        Key("The chance that pretending it is found out before the next step.", set_by_steps=True),
    ] = ONE
    hazard: Annotated[
        Share,
        Key("The chance that a party which means to stop some day stops here.", on_the_way=True),
    ] = ZERO
    phases: Annotated[Weight | None, Key("How long it takes, in phases.", on_the_way=True)] = None
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

    @property
    def lasts(self) -> Number:
        """How long it takes, in phases: one where the file does not say."""
        return ONE if self.phases is None else self.phases


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
