"""Who is at the table, who decides at home, and who is affected."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated

from winset.language.names import Plural
from winset.scenario.keys import Key
from winset.scenario.kinds import (
    MAX_PARTIES,
    MAX_STEPS,
    Labelled,
    Line,
    Name,
    Noted,
    OtherId,
    StepId,
)
from winset.scenario.narrative import (
    Note,
    Person,
)
from winset.scenario.numbers import ONE, ZERO, Number, no_numbers
from winset.scenario.quantities import (
    Amount,
    Discount,
    Leaving,
    Quantity,
    Share,
    Weight,
)

_HALF = Number(0.5)


@dataclass(frozen=True, slots=True)
class Ratifier(Noted):
    """A body at home without which the party cannot sign.

    The second level of a two-level game (Putnam 1988). Without `votes` it has a veto; with them it
    counts in its party's ratification. It is for a package if the sum of its values, less its
    `no_deal`, reaches its `floor`.
    """

    id: str
    name: Name
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
class Party(Labelled):
    """One side of the table."""

    id: str
    name: Name
    capital: Annotated[
        Line | None, Key("Its capital, which stands for it in sentences and heads of tables.")
    ] = None
    adjective: Annotated[
        Line | None, Key("The word for what is of it, as in `the American offer`.")
    ] = None
    plural: Annotated[bool, Key("Whether its name takes a verb in the plural.")] = False
    people: Annotated[tuple[Person, ...], Key("Who speaks for it.")] = ()
    goals: Annotated[tuple[Note, ...], Key("What it wants.")] = ()
    no_deal: Annotated[Quantity, Key("What walking away is worth to it.")] = ZERO
    fallback: Annotated[
        Quantity | None,
        Key(
            "What it falls back to when a deal breaks once begun; the lower of no_deal and 0 if "
            "left out.",
            set_by_steps=True,
        ),
    ] = None
    breach_penalty: Annotated[
        Amount, Key("What it loses when it is the one that breaks.", set_by_steps=True)
    ] = ZERO
    guarantee: Annotated[
        Amount, Key("What is made good to it when it is betrayed.", set_by_steps=True)
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
    discount: Annotated[
        Discount,
        Key(
            "What a worth that comes a phase later is worth of one that comes now; a year with "
            "`{yearly: 0.95}`.",
            on_the_way=True,
        ),
    ] = ONE
    leaves_office: Annotated[
        Leaving,
        Key(
            "The chance per phase that a successor drops the deal; a year with `{yearly: 0.08}`, "
            "from a day on with `{from: 2033-01-20, chance: 0.02}`.",
            on_the_way=True,
        ),
    ] = ZERO
    home: Annotated[tuple[Ratifier, ...], Key("The bodies at home that must ratify.", most=20)] = ()
    ratification: Annotated[
        Ratification, Key("What ratification at home takes, where ratifiers have votes.")
    ] = field(default_factory=Ratification)

    @property
    def called(self) -> str:
        """What a sentence calls it: its capital, else its name; verbs go with that."""
        return self.capital or self._verbal(self.name)

    @property
    def label(self) -> str:
        """What tables and charts call it: its capital, else its short name."""
        return self.capital or self._verbal(self.short or self.name)

    def _verbal(self, name: str) -> str:
        return Plural(name) if self.plural else name


@dataclass(frozen=True, slots=True)
class Observer:
    """Somebody affected who is not asked, unless a step needs their consent."""

    id: str
    name: Name
    notes: Annotated[tuple[Note, ...], Key("What it wants or fears.")] = ()
