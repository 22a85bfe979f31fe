"""Proof of what a package can and cannot have: for each key an order, or a cut that bars them all.

An order that passes a key proves that one does. That none does is proved by *places*, states or
moves, each of which fails the key, such that every order must pass one of them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from winset.roadmaps._order_kernels import Caps, soonest
from winset.roadmaps.along import steps_of
from winset.roadmaps.devices import Used, Ways, moves_of, swaps_for
from winset.roadmaps.exits import Exits
from winset.roadmaps.lattice import Lattice, build_lattice, count_states, searched_whole
from winset.roadmaps.orders import costs_of
from winset.roadmaps.proofs.cuts import Spot, smallest_cut
from winset.roadmaps.proofs.places import Barred, Worst, barred, worst_of
from winset.roadmaps.search import Before, Best
from winset.scenario.compiled import TOLERANCE, Masks

Side = Literal["start", "end", "between"]

MOST_STATES = 1 << 16
"""States of a package for which the fewest places are looked for: 16 steps."""

KEYS: Mapping[str, tuple[str, ...]] = {
    "incentive": ("incentive",),
    "trust": ("trust",),
    "both": ("incentive", "trust"),
}
"""What is certified, and the keys that it asks for."""


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
    places: tuple[Barred, ...]

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
    worst: Mapping[str, Mapping[str, Worst]] | None = None
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


def certify(ways: Ways, mask: int, before: Before, best: Best) -> Certificates:
    """Return proof of which keys some order of a package passes.

    Over all choices of escrows, with as many slices as the best order has.

    Parameters
    ----------
    mask
        The package, as a set of whole steps.
    before
        An order that is demanded.
    best
        The package's best order.
    """
    case = _Case(ways, mask, before, best, {})
    return Certificates(**{name: _certificate(case, name) for name in KEYS})


@dataclass(frozen=True, slots=True, eq=False)
class _Case:
    """A package in question, with the lattices built so far."""

    ways: Ways
    mask: int
    before: Before
    best: Best
    known: dict[Used, Lattice]

    def choices(self) -> Iterator[Used]:
        return swaps_for(self.ways.game, self.mask)

    def exits(self, used: Used) -> Exits:
        return self.ways.exits(self.best.way.slices, used)

    def package(self, exits: Exits) -> int:
        return moves_of(exits.game, self.mask)

    def lattice(self, used: Used, most: float = np.inf) -> Lattice | None:
        """Return the states, None where they are too many to be kept."""
        way, exits = self.best.way, self.exits(used)
        if exits is way.exits and way.lattice is not None:
            return way.lattice if len(way.lattice.benefit) <= most else None
        if used in self.known:
            return self.known[used]
        package = self.package(exits)
        states = count_states(exits.game, package)
        if states > most or not searched_whole(exits.game, package):
            return None
        lattice = build_lattice(exits, package, exits.game.before(self.before))
        if states <= MOST_STATES:  # a few large ones would fill the memory
            self.known[used] = lattice
        return lattice


def _certificate(case: _Case, name: str) -> Certificate:
    found = _passing(case, name)
    if found is not None:
        exits, order = found
        return Certificate(
            holds=True,
            order=tuple(steps_of(exits.game, move) for move in order),
            worst={key: worst_of(exits, order, key) for key in KEYS[name]},
        )
    cuts = [_cut(case, used, name) for used in case.choices()]
    proved = all(cut is not None for cut in cuts)
    return Certificate(holds=False, cuts=tuple(cut for cut in cuts if cut and proved))


def _passing(case: _Case, name: str) -> tuple[Exits, tuple[int, ...]] | None:
    """Return an order that passes keys, the best if it does, and its exit values.

    The best order passes as many keys as any does, the incentive key first: only one for the trust
    key may have been passed over for it.
    """
    way, best = case.best.way, case.best.found
    passed = {"incentive": best.share <= TOLERANCE, "trust": best.lack <= TOLERANCE}
    if all(passed[key] for key in KEYS[name]):
        return way.exits, best.order
    if name != "trust" or not passed["incentive"]:
        return None
    for used in case.choices():
        lattice = case.lattice(used)
        if lattice is None:
            continue
        order, count = soonest(costs_of(lattice), _caps(name), lattice.benefit, _no_wish(lattice))
        if count:
            return case.exits(used), lattice.order(order)
    return None


def _cut(case: _Case, used: Used, name: str) -> Cut | None:
    """Return a cut of all orders with these escrows: the end or the start if one of them will do.

    None where there is none of up to `MOST_PLACES` places, or it would take too long to find.
    """
    exits = case.exits(used)
    package = case.package(exits)
    escrow = tuple(case.ways.game.names(case.ways.game.offers[e].steps) for e in used)

    def cut(side: Side, spots: list[Spot]) -> Cut | None:
        places = [barred(exits, package, spot, KEYS[name]) for spot in spots]
        found = tuple(place for place in places if place is not None)
        return Cut(escrow, side, found) if len(found) == len(spots) else None

    alone = cut("end", [(package, 0)]) or cut("start", [(exits.game.done, 0)])
    lattice = None if alone else case.lattice(used, MOST_STATES)
    if lattice is None:
        return alone
    spots = smallest_cut(lattice, _caps(name), exits.game.done)
    return None if spots is None else cut("between", spots)


def _caps(name: str) -> Caps:
    """Return what a place may ask for without failing."""
    return Caps(*(TOLERANCE if key in KEYS[name] else np.inf for key in ("incentive", "trust")))


def _no_wish(lattice: Lattice) -> Masks:
    return np.zeros(len(lattice.radix), dtype=np.int64)
