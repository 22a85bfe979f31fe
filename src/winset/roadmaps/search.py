"""The best order of one package, over all choices of slices and escrows."""

from dataclasses import dataclass, replace
from math import prod

import numpy as np

from winset.deals.packages import values_of
from winset.deals.solutions import choose
from winset.roadmaps._order_kernels import MOST_TIES
from winset.roadmaps.exits import Exits
from winset.roadmaps.lattice import Lattice, build_lattice, searched_whole
from winset.roadmaps.order_path import indices, path_of
from winset.roadmaps.orders import ANY, BestOrder, Wishes, best_order, costs_of, least_indices
from winset.roadmaps.safeguards import MOST_MOVES, Safeguards, Used, escrow_choices, moves_of
from winset.roadmaps.slicing import OpenSlices, obstacle, open_steps
from winset.roadmaps.verdicts import VERDICTS, Verdict, verdict_of
from winset.scenario.game import TOLERANCE, Floats, Masks, MoveOrder, MoveSet, StepSet

MOST_TRIED = 1 << 20
"""States of a package up to which numbers of slices are tried."""

Before = tuple[tuple[str, str], ...]
"""An order that is demanded: pairs of steps, the second only after the first."""


@dataclass(frozen=True, slots=True, eq=False)
class Arrangement:
    """A choice of slices and escrows for a package, and how safe its best order is.

    Attributes
    ----------
    share, lack
        The stake that the order needs as a share of B, and the trust it lacks.
    lattice
        None where the package was too large for one.
    found
        The order, where it is known already.
    slices
        The number of slices where the file leaves it open.
    used
        The escrows in use.
    """

    exits: Exits
    share: float
    lack: float
    lattice: Lattice | None
    found: BestOrder | None
    slices: int
    used: Used

    @property
    def verdict(self) -> Verdict:
        """Which keys the order passes."""
        return verdict_of(self.share, self.lack)


@dataclass(frozen=True, slots=True, eq=False)
class BestPlan:
    """The best order of a package, and the slices and escrows that it uses.

    `slices` is None where the file leaves no number open.
    """

    arrangement: Arrangement
    found: BestOrder
    slices: OpenSlices | None


def best_plan(
    safeguards: Safeguards,
    mask: StepSet,
    before: Before,
    wishes: Wishes = ANY,
    slices: int | None = None,
) -> BestPlan | None:
    """Return the best order of a package over all choices of escrows.

    Ties are counted over all choices. None where no order is allowed.

    Parameters
    ----------
    mask
        The package.
    before
        An order that is demanded.
    slices
        The number of slices where the file leaves it open; the smallest with which an order holds
        if not given, one where none does.
    """
    found, divided = safest(safeguards, mask, before, slices or 1), None
    if steps := open_steps(safeguards, mask):
        if slices is None and not (found and found[0].verdict == "holds"):
            more, divided = _divided(safeguards, mask, before)
            found = more or found
        else:
            divided = OpenSlices(steps, slices or 1, slices or 1, None)
    orders = [(one, _ordered(one, wishes)) for one in found]
    if not orders:
        return None
    ties = min(MOST_TIES, sum(order.ties for _, order in orders))
    arrangement, order = _as_wished(found, wishes) or orders[0]
    return BestPlan(arrangement, replace(order, ties=ties), divided)


def safest(
    safeguards: Safeguards, mask: StepSet, before: Before, slices: int = 1
) -> list[Arrangement]:
    """Return the arrangements of a package whose orders are as good as any.

    Best verdict, least share, least lack; of those the first is the best by its values, for escrows
    may cost something (`winset.deals.solutions.choose`), then has the fewest escrows, then is the
    first in the file. Empty where no order is allowed.
    """
    best: list[Arrangement] = []
    for used in escrow_choices(safeguards.game, mask):
        arrangement = _arrangement(safeguards, mask, before, (slices, used))
        if arrangement is None:
            continue
        order = _rank(arrangement, best[0]) if best else -1
        if order < 0:
            best = [arrangement]
        elif order == 0:
            best.append(arrangement)
    if len(best) < 2:
        return best
    values = np.hstack([_values(arrangement, mask) for arrangement in best])
    first = best.pop(choose(np.full(len(best), mask, dtype=np.int64), values))
    return [first, *best]


def _divided(
    safeguards: Safeguards, mask: StepSet, before: Before
) -> tuple[list[Arrangement], OpenSlices]:
    """Return the arrangements with the fewest slices with which an order holds, if any."""
    steps, slices = open_steps(safeguards, mask), 1
    hindered = obstacle(safeguards, mask, before) if _searchable(safeguards, mask, 4) else None
    while hindered is None and _searchable(safeguards, mask, slices + 1):
        slices += 1
        found = safest(safeguards, mask, before, slices)
        if found and found[0].verdict == "holds":
            return found, OpenSlices(steps, slices, slices, None)
    return [], OpenSlices(steps, None, slices, hindered)


def _searchable(safeguards: Safeguards, mask: StepSet, slices: int) -> bool:
    """Return whether a number of slices is worth a try: few enough moves and states."""
    counts = [n or slices for k, n in enumerate(safeguards.game.slices) if mask >> k & 1]
    every = sum(n or slices for n in safeguards.game.slices)
    return every <= MOST_MOVES and prod(n + 1 for n in counts) <= MOST_TRIED


def _ordered(arrangement: Arrangement, wishes: Wishes) -> BestOrder:
    if arrangement.found is not None:
        return arrangement.found
    found = (
        None
        if arrangement.lattice is None
        else best_order(arrangement.lattice, wishes, (arrangement.share, arrangement.lack))
    )
    if found is None:
        raise AssertionError("an order known to be allowed was not found again")
    return found


def _as_wished(found: list[Arrangement], wishes: Wishes) -> tuple[Arrangement, BestOrder] | None:
    """Return the order that is wished for; None where it is not as good as the best, or none is."""
    if wishes.order is None:
        return None
    used, order = wishes.order
    for one in found:
        if one.used == used:
            _, share, lack = indices(path_of(one.exits, order))
            if share <= one.share + TOLERANCE and lack <= one.lack + TOLERANCE:
                return one, BestOrder(order, one.verdict, one.share, one.lack, 1)
    return None


def order_many(exits: Exits, mask: MoveSet, after: Masks) -> BestOrder | None:
    """Return the best order of a package of too many moves to list its states."""
    from winset.roadmaps.large.search import order_large  # noqa: PLC0415 -- few are so large

    return order_large(exits, mask, after)


def order_within(exits: Exits, mask: MoveSet) -> MoveOrder | None:
    """Return the best order of a package under some exit values, None: none is."""
    if searched_whole(exits.game, mask):
        found = best_order(build_lattice(exits, mask, exits.game.after))
    else:
        found = order_many(exits, mask, exits.game.after)
    return None if found is None else found.order


def _arrangement(
    safeguards: Safeguards, whole: StepSet, before: Before, made: tuple[int, Used]
) -> Arrangement | None:
    """Return how safe the best order of a package is, with so many slices and these escrows."""
    exits = safeguards.exits(*made)
    after = exits.game.before(before)
    mask = moves_of(exits.game, whole)
    if searched_whole(exits.game, mask):
        lattice = build_lattice(exits, mask, after)
        share, lack = least_indices(costs_of(lattice))
        return None if np.isinf(lack) else Arrangement(exits, share, lack, lattice, None, *made)
    found = order_many(exits, mask, after)
    return (
        None if found is None else Arrangement(exits, found.share, found.lack, None, found, *made)
    )


def _rank(one: Arrangement, other: Arrangement) -> int:
    """Return whether an arrangement is better (-1), worse (1) or as good: verdict, share, lack."""
    ranks = VERDICTS.index(one.verdict) - VERDICTS.index(other.verdict)
    shares = 0.0 if one.share == other.share else one.share - other.share
    for gap in (ranks, shares, one.lack - other.lack):
        if abs(gap) > TOLERANCE:
            return -1 if gap < 0 else 1
    return 0


def _values(arrangement: Arrangement, whole: StepSet) -> Floats:
    """Return V of a package at the cost of the escrows in use: (parties, 1)."""
    package = np.array([moves_of(arrangement.exits.game, whole)], dtype=np.int64)
    return values_of(arrangement.exits.game, package)
