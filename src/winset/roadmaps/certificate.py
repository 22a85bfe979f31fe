"""What proves a verdict: for each key an order that passes it, or a cut that bars every order."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from winset.roadmaps.verdicts import Kind

Side = Literal["start", "end", "between"]

KEYS: Mapping[str, tuple[str, ...]] = {
    "incentive": ("incentive",),
    "trust": ("trust",),
    "both": ("incentive", "trust"),
}
"""What is certified, and the keys that it asks for."""


@dataclass(frozen=True, slots=True)
class WeakestPoint:
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
        place = {"node": self.node, "step": self.step, "kind": self.kind, "amount": self.amount}
        return place if self.other is None else {"other": self.other, **place}


@dataclass(frozen=True, slots=True)
class FailingPlace:
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

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "done": dict(self.done),
            "move": None if self.move is None else list(self.move),
            "party": self.party,
            "other": self.other,
            "kind": self.kind,
            "step": self.step,
            "amount": self.amount,
        }


@dataclass(frozen=True, slots=True)
class Cut:
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

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "escrow": [list(steps) for steps in self.escrow],
            "side": self.side,
            "places": [place.to_dict() for place in self.places],
        }


@dataclass(frozen=True, slots=True)
class Certificate:
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
            worst = {
                key: {party: place.to_dict() for party, place in places.items()}
                for key, places in self.worst.items()
            }
            return {"holds": True, "order": [list(move) for move in self.order], "worst": worst}
        if self.cuts:
            return {"holds": False, "cuts": [cut.to_dict() for cut in self.cuts]}
        return {"holds": False, "unproved": True}


@dataclass(frozen=True, slots=True)
class Certificates:
    """A certificate for each key, and for both in one order."""

    incentive: Certificate
    trust: Certificate
    both: Certificate

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {name: getattr(self, name).to_dict() for name in KEYS}
