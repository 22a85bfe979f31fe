"""What proves a verdict: for each key an order that passes it, or a cut that bars every order."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from winset.roadmaps.verdicts import Kind
from winset.tools.result import Result, plain_fields

Side = Literal["start", "end", "between"]

KEYS: Mapping[str, tuple[str, ...]] = {
    "incentive": ("incentive",),
    "trust": ("trust",),
    "both": ("incentive", "trust"),
}
"""What is certified, and the keys that it asks for."""


@dataclass(frozen=True, slots=True)
class WeakestPoint(Result):
    """The place of an order that asks most of a party.

    Attributes
    ----------
    node
        Its position among the states of the order.
    step
        The step that is pretended or gone back on; None for an open break.
    amount
        What the whole deal falls short of, or required − has; negative: to spare.
    other
        Who could betray, where trust is asked for.
    """

    node: int
    step: str | None
    kind: Kind
    amount: float
    other: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        other = {} if self.other is None else {"other": self.other}
        return other | plain_fields(self, "node", "step", "kind", "amount")


@dataclass(frozen=True, slots=True)
class FailingPlace(Result):
    """A state or a move that fails a key, and for whom most.

    Attributes
    ----------
    done
        The share done of each step that is begun.
    move
        The steps of the move; None where the state itself fails.
    party, other, kind, step, amount
        As in `Binding`.
    """

    done: Mapping[str, float]
    move: tuple[str, ...] | None
    party: str
    other: str | None
    kind: Kind
    step: str | None
    amount: float | None


@dataclass(frozen=True, slots=True)
class Cut(Result):
    """Places that every order passes, with some choice of escrows.

    Attributes
    ----------
    escrow
        The steps of each escrow in use.
    side
        Whether it is the ``start`` or the ``end`` alone, which no order can avoid, or lies
        ``between``.
    places
        Each fails the key. None at all where no order is allowed.
    """

    escrow: tuple[tuple[str, ...], ...]
    side: Side
    places: tuple[FailingPlace, ...]


@dataclass(frozen=True, slots=True)
class Certificate(Result):
    """Whether some order passes a key, or both, and what proves it.

    Attributes
    ----------
    holds
        Whether one does.
    order, worst
        If so the moves of one, and by key each party's worst place along it.
    cuts
        If not a cut for each choice of escrows; empty where it is not proved.
    """

    holds: bool
    order: tuple[tuple[str, ...], ...] = ()
    worst: Mapping[str, Mapping[str, WeakestPoint]] | None = None
    cuts: tuple[Cut, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        if self.worst is not None:
            return plain_fields(self, "holds", "order", "worst")
        return {"holds": False} | (plain_fields(self, "cuts") if self.cuts else {"unproved": True})


@dataclass(frozen=True, slots=True)
class Certificates(Result):
    """A certificate for each key, and for both in one order."""

    incentive: Certificate
    trust: Certificate
    both: Certificate
