"""Proof of what a package can and cannot have: for each key an order, or a cut that bars them all.

An order that passes a key proves that one does. That none does is proved by *places*, states or
moves, each of which fails the key, such that every order must pass one of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from winset.roadmaps._order_kernels import Caps, soonest
from winset.roadmaps.certificate import KEYS, Certificate, Certificates, Cut, Side
from winset.roadmaps.exits import Exits
from winset.roadmaps.lattice import Lattice, build_lattice, count_states, searched_whole
from winset.roadmaps.order_path import moves_named
from winset.roadmaps.orders import costs_of
from winset.roadmaps.proofs.cuts import Spot, smallest_cut
from winset.roadmaps.proofs.weakest import failing_place, weakest_points
from winset.roadmaps.safeguards import Safeguards, Used, escrow_choices, moves_of
from winset.roadmaps.search import Before, BestPlan
from winset.scenario.game import TOLERANCE, Masks, MoveOrder, MoveSet, StepSet

MOST_STATES = 1 << 16
"""States of a package for which the fewest places are looked for: 16 steps."""


def certify(safeguards: Safeguards, mask: StepSet, before: Before, best: BestPlan) -> Certificates:
    """Return proof of which keys some order of a package passes.

    Over all choices of escrows, with as many slices as the best order has.

    Parameters
    ----------
    mask
        The package.
    before
        An order that is demanded.
    best
        The package's best order.
    """
    case = _Case(safeguards, mask, before, best, {})
    return Certificates(**{name: _certificate(case, name) for name in KEYS})


@dataclass(frozen=True, slots=True, eq=False)
class _Case:
    """A package in question, with the lattices built so far."""

    safeguards: Safeguards
    mask: StepSet
    before: Before
    best: BestPlan
    known: dict[Used, Lattice]

    def choices(self) -> Iterator[Used]:
        return escrow_choices(self.safeguards.game, self.mask)

    def exits(self, used: Used) -> Exits:
        return self.safeguards.exits(self.best.arrangement.slices, used)

    def package(self, exits: Exits) -> MoveSet:
        return moves_of(exits.game, self.mask)

    def lattice(self, used: Used, most: float = np.inf) -> Lattice | None:
        """Return the states, None where they are too many to be kept."""
        arrangement, exits = self.best.arrangement, self.exits(used)
        if exits is arrangement.exits and arrangement.lattice is not None:
            return arrangement.lattice if len(arrangement.lattice.benefit) <= most else None
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
            order=moves_named(exits.game, order),
            worst={key: weakest_points(exits, order, key) for key in KEYS[name]},
        )
    cuts = [_cut(case, used, name) for used in case.choices()]
    proved = all(cut is not None for cut in cuts)
    return Certificate(holds=False, cuts=tuple(cut for cut in cuts if cut and proved))


def _passing(case: _Case, name: str) -> tuple[Exits, MoveOrder] | None:
    """Return an order that passes keys, the best if it does, and its exit values.

    The best order passes as many keys as any does, the incentive key first: only one for the trust
    key may have been passed over for it.
    """
    arrangement, best = case.best.arrangement, case.best.found
    passed = {"incentive": best.share <= TOLERANCE, "trust": best.lack <= TOLERANCE}
    if all(passed[key] for key in KEYS[name]):
        return arrangement.exits, best.order
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
    escrow = tuple(case.safeguards.game.names(case.safeguards.game.offers[e].steps) for e in used)

    def cut(side: Side, spots: list[Spot]) -> Cut | None:
        places = [failing_place(exits, package, spot, KEYS[name]) for spot in spots]
        found = tuple(place for place in places if place is not None)
        return Cut(escrow, side, found) if len(found) == len(spots) else None

    alone = cut("end", [(package, 0)]) or cut("start", [(exits.game.done, 0)])
    lattice = None if alone else case.lattice(used, MOST_STATES)
    if lattice is None:
        return alone
    spots = smallest_cut(lattice, _caps(name), exits.game.done)
    return None if spots is None else cut("between", spots)


def _caps(name: str) -> Caps:
    """Return the most that a place may ask for without failing."""
    return Caps(*(TOLERANCE if key in KEYS[name] else np.inf for key in ("incentive", "trust")))


def _no_wish(lattice: Lattice) -> Masks:
    return np.zeros(len(lattice.radix), dtype=np.int64)
