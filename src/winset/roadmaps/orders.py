"""The best order of one package.

Both indices of an order, the stake it needs and the trust it needs, are the largest of local ones,
so the best order is a bottleneck path through the package's done-sets, found exactly.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from winset.roadmaps._kernels import Caps, Costs, least, soonest
from winset.roadmaps.lattice import Lattice
from winset.scenario.compiled import TOLERANCE

Verdict = Literal["holds", "incentive_only", "trust_only", "neither"]
VERDICTS: tuple[Verdict, ...] = ("holds", "incentive_only", "trust_only", "neither")
"""Best first."""


@dataclass(frozen=True, slots=True)
class Found:
    """The best order of a package.

    Attributes
    ----------
    order
        Steps by their place in the file.
    verdict
        Which keys it passes.
    share, lack
        The stake it needs as a share of B, infinite where none is enough, and the trust it lacks.
    ties
        How many orders have this verdict, share and lack, counted up to 10^18.
    """

    order: tuple[int, ...]
    verdict: Verdict
    share: float
    lack: float
    ties: int


def grade(share: float, lack: float) -> Verdict:
    """Return the verdict on an order that needs this stake and lacks this trust."""
    return VERDICTS[2 * (share > TOLERANCE) + (lack > TOLERANCE)]


def best_order(lattice: Lattice) -> Found | None:
    """Return the best order of a package: best verdict, then least share, then least lack.

    Among those as good the one whose benefits come soonest, then the first in file order. None
    where no order respects who must come before whom.
    """
    costs = costs_of(lattice)
    share, lack = least_indices(costs)
    order, ties = soonest(costs, _caps(share, lack), lattice.benefit)
    if ties == 0:
        return None
    places = tuple(lattice.steps[a] for a in order)
    return Found(places, grade(share, lack), share, lack, int(ties))


def least_indices(costs: Costs) -> tuple[float, float]:
    """Return the share and the lack of the best order, in the sequence of the verdicts."""
    share, lack = (max(0.0, x) for x in least(costs, _caps(np.inf, np.inf)))
    if share <= TOLERANCE:
        return 0.0, max(0.0, least(costs, _caps(0.0, np.inf))[1])
    if lack <= TOLERANCE:
        return max(0.0, least(costs, _caps(np.inf, 0.0))[0]), 0.0
    return share, max(0.0, least(costs, _caps(share, np.inf))[1])


def costs_of(lattice: Lattice) -> Costs:
    """Return what the compiled search reads of a lattice."""
    return Costs(**{field: getattr(lattice, field) for field in Costs._fields})


def _caps(share: float, lack: float) -> Caps:
    return Caps(share + TOLERANCE, lack + TOLERANCE)
