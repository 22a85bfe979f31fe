"""What may follow a breakdown: a conflict in option form, as frozen values.

A state says which options are on. The graph model for conflict resolution (Kilgour, Hipel and Fang
1987) takes it from there; see `winset.aftermath`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from winset.scenario.conditions import Condition
from winset.scenario.numbers import Number

_NONE: Mapping[str, Number] = MappingProxyType({})

Moves = Literal["both", "on", "off"]
Concept = Literal["nash", "gmr", "smr", "seq"]

CONCEPTS: tuple[Concept, ...] = ("nash", "gmr", "smr", "seq")
"""The concepts of stability: Nash, general and symmetric metarational, sequential."""


@dataclass(frozen=True, slots=True)
class Option:
    """Something that a party can do or leave; `moves` says in which directions it can change.

    An option with a `step` is on, after a roadmap has broken, where that step was done.
    """

    id: str
    title: str
    by: str
    moves: Moves = "both"
    step: str | None = None
    source: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class CommonMove:
    """A move that each of several parties can make by itself, from any state where `when` holds.

    It turns the options of `on` on and those of `off` off, whosever they are.
    """

    by: tuple[str, ...]
    on: tuple[str, ...] = ()
    off: tuple[str, ...] = ()
    when: Condition | None = None
    source: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Ordering:
    """One way in which a party may order the states: by statements, or by a ranking.

    Statements are conditions, the most important first: statement j of k adds 2^(k − j) where it
    holds (option prioritising; Hipel and others 1997). A ranking lists groups of states that are
    equally good, the best first; a state is the options that are on. `weight` is how likely this
    way is, beside others.
    """

    statements: tuple[Condition, ...] = ()
    ranking: tuple[tuple[tuple[str, ...], ...], ...] = ()
    weight: Number = field(default_factory=lambda: Number(1.0))
    source: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Preference:
    """The ways in which a party may order the states: one, or several where nobody knows which."""

    one_of: tuple[Ordering, ...]

    @property
    def likeliest(self) -> Ordering:
        """The way of the largest weight, the first of them on ties."""
        return max(self.one_of, key=lambda one: one.weight.point)


@dataclass(frozen=True, slots=True)
class Effect:
    """What the states are like in which a condition holds; effects add up.

    Attributes
    ----------
    value
        What that is worth to parties (on their scales) and observers.
    changes
        What it adds to ledgers.
    kept
        How far it shows a party to have kept its word, in [0, 1], by party; `weight` says how much
        that counts in the record.
    deal
        The chance that talks end there in the deal that would be best, in [0, 1].
    """

    when: Condition
    value: Mapping[str, Number] = field(default_factory=lambda: _NONE)
    changes: Mapping[str, Number] = field(default_factory=lambda: _NONE)
    kept: Mapping[str, Number] = field(default_factory=lambda: _NONE)
    weight: Number = field(default_factory=lambda: Number(1.0))
    deal: Number = field(default_factory=Number)
    source: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class MoveRule:
    """Who moves next, and where to.

    A party may move where the state is unstable for it by the `concept`. The next to move is drawn
    by `weight` (1 where not given) among those that may, and takes any of its improvements that
    nothing deters (``any``, all equally likely) or those it likes best (``best``).
    """

    concept: Concept = "seq"
    picks: Literal["any", "best"] = "any"
    weight: Mapping[str, Number] = field(default_factory=lambda: _NONE)


@dataclass(frozen=True, slots=True)
class Conflict:
    """The options of all parties after a breakdown, which states can be, and who prefers what."""

    options: tuple[Option, ...]
    preferences: Mapping[str, Preference]
    status_quo: tuple[str, ...] = ()
    infeasible: tuple[Condition, ...] = ()
    common_moves: tuple[CommonMove, ...] = ()
    effects: tuple[Effect, ...] = ()
    move_rule: MoveRule = field(default_factory=MoveRule)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Other talks of some of the parties, whose other side watches what they keep here.

    `weight` is how far a promise of this record counts there.
    """

    id: str
    name: str
    parties: tuple[str, ...]
    weight: Number = field(default_factory=lambda: Number(1.0))
    source: str | None = None
    note: str | None = None
