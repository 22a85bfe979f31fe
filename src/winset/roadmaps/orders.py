"""The best order of one package.

Both indices of an order, the stake it needs and the trust it needs, are the largest of local ones,
so the best order is a bottleneck path through the package's states, found exactly.
"""

from dataclasses import dataclass

import numpy as np

from winset.roadmaps._order_kernels import Caps, Costs, keeps_within, least, soonest
from winset.roadmaps.lattice import Lattice
from winset.roadmaps.safeguards import Used
from winset.roadmaps.verdicts import Verdict, verdict_of
from winset.scenario.game import TOLERANCE, Masks, MoveOrder


@dataclass(frozen=True, slots=True)
class BestOrder:
    """The best order of a package.

    Attributes
    ----------
    order
        The moves.
    verdict
        Which keys it passes.
    share, lack
        The stake it needs as a share of B, infinite where none is enough, and the trust it lacks.
    ties
        How many orders have this verdict, share and lack, counted up to 10^18.
    """

    order: MoveOrder
    verdict: Verdict
    share: float
    lack: float
    ties: int


@dataclass(frozen=True, slots=True)
class Wishes:
    """What decides among orders as good, before their benefits do.

    Attributes
    ----------
    safe
        The largest margin first.
    before
        Pairs (x, y) of steps: the fewest of them with y before x first.
    order
        This very order, with the escrows that it uses, where none is better.
    """

    safe: bool = False
    before: tuple[tuple[str, str], ...] = ()
    order: tuple[Used, MoveOrder] | None = None


ANY = Wishes()
"""No wish: benefits decide."""

MOST_POINTS = 40
"""Points of a front that are listed one by one; a longer front is sampled."""


@dataclass(frozen=True, slots=True)
class FrontPoint:
    """An order that no other beats in both the stake (share of B) and the trust that it needs.

    Either is infinite where none is enough.
    """

    share: float
    trust: float
    order: MoveOrder


def best_order(
    lattice: Lattice, wishes: Wishes = ANY, indices: tuple[float, float] | None = None
) -> BestOrder | None:
    """Return the best order of a package: best verdict, then least share, then least lack.

    Among those as good the one that comes first by `wishes`, then the one whose benefits come
    soonest, then the first in file order. None where no order respects who must come before whom.

    Parameters
    ----------
    indices
        The `least_indices`, where they are known already.
    """
    costs = costs_of(lattice)
    share, lack = indices or least_indices(costs)
    later = _misplaced(lattice, wishes)
    order, ties = soonest(costs, _caps(share, lack), lattice.benefit, later)
    if ties == 0:
        return None
    if wishes.safe:
        cap = min(share, -widest_margin(costs, lack))
        order, _ = soonest(costs, _caps(cap, lack), lattice.benefit, later)
    return BestOrder(lattice.order(order), verdict_of(share, lack), share, lack, int(ties))


def least_indices(costs: Costs) -> tuple[float, float]:
    """Return the share and the lack of the best order, in the sequence of the verdicts."""
    if keeps_within(costs, _caps(0.0, 0.0)):
        return 0.0, 0.0
    share, lack = (max(0.0, x) for x in least(costs, _caps(np.inf, np.inf)))
    if share <= TOLERANCE:
        return 0.0, max(0.0, _least_lack(costs, 0.0))
    if lack <= TOLERANCE:
        return max(0.0, _least_share(costs, 0.0)), 0.0
    return share, max(0.0, _least_lack(costs, share))


def widest_margin(costs: Costs, lack: float) -> float:
    """Return the largest margin of the orders that lack no more trust than this."""
    return -_least_share(costs, lack)


def most_trust_to_spare(costs: Costs, share: float) -> float:
    """Return the largest trust to spare of the orders that need no larger stake than this."""
    return -_least_lack(costs, share)


def _least_share(costs: Costs, lack: float) -> float:
    """Return the least share of the orders that lack no more trust than this."""
    return float(least(costs, Caps(-np.inf, lack + TOLERANCE))[0])


def _least_lack(costs: Costs, share: float) -> float:
    """Return the least lack of the orders that need no larger stake than this."""
    return float(least(costs, Caps(share + TOLERANCE, -np.inf))[1])


def front_of(lattice: Lattice) -> tuple[FrontPoint, ...]:
    """Return the orders that no other beats in both stake and trust, least stake first.

    The Pareto set of (share, required trust), one order a point by the tie rule. Each point is
    found by the two bottleneck searches that bracket it (ε-constraint; Haimes 1971). Beyond
    `MOST_POINTS` the trust allowed falls by at least 1/`MOST_POINTS` from point to point: a grid.
    """
    costs = costs_of(lattice)._replace(state_lack=lattice.state_trust, move_lack=lattice.move_trust)
    exact = _points(lattice, costs, 0.0)
    return exact if len(exact) <= MOST_POINTS else _points(lattice, costs, 1 / MOST_POINTS)


def _points(lattice: Lattice, costs: Costs, gap: float) -> tuple[FrontPoint, ...]:
    points: list[FrontPoint] = []
    allowed = np.inf
    while len(points) <= MOST_POINTS:
        share = max(0.0, _least_share(costs, allowed))
        trust = max(0.0, _least_lack(costs, share))
        point = _lack_within(lattice, trust)
        lack = max(0.0, _least_lack(point, share))
        order, ties = soonest(point, _caps(share, lack), lattice.benefit, _misplaced(lattice, ANY))
        if ties == 0 or (points and trust >= points[-1].trust):
            break
        points.append(FrontPoint(share, trust, lattice.order(order)))
        allowed = min(np.nextafter(trust, -1.0), trust - gap) - 3 * TOLERANCE
        if allowed < -TOLERANCE:
            break
    return tuple(points)


def _lack_within(lattice: Lattice, trust: float) -> Costs:
    """Return the costs of a lattice with whatever requires more trust than this ruled out."""
    allowed = trust + TOLERANCE
    return costs_of(lattice)._replace(
        state_lack=np.where(lattice.state_trust <= allowed, lattice.state_lack, np.inf),
        move_lack=np.where(lattice.move_trust <= allowed, lattice.move_lack, np.inf),
    )


def _misplaced(lattice: Lattice, wishes: Wishes) -> Masks:
    """Return, for each unit, those that should only begin once it is complete."""
    later = np.zeros(len(lattice.radix), dtype=np.int64)
    for first, then in wishes.before:
        before, after = lattice.unit_of.get(first), lattice.unit_of.get(then)
        if before is not None and after is not None and before != after:
            later[before] |= 1 << after
    return later


def costs_of(lattice: Lattice) -> Costs:
    """Return what the compiled search reads of a lattice."""
    return Costs(**{field: getattr(lattice, field) for field in Costs._fields})


def _caps(share: float, lack: float) -> Caps:
    return Caps(share + TOLERANCE, lack + TOLERANCE)
