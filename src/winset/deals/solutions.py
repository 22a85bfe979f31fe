"""The packages that bargaining theory would point to, and which one Winset chooses.

Whoever can gain nothing in any of the packages that are compared is left out of every product and
of every least share: with it each of them would be 0, and nothing would tell the packages apart.
"""

from collections.abc import Mapping

import numpy as np

from winset.deals.frontier import pareto_frontier
from winset.scenario.game import TOLERANCE, Floats, Masks, bits

LEAST_PART = 0.01
"""What a part of the most that a party could have counts as at least."""

COMPARE_PARTIES = ("egalitarian", "utilitarian")
"""Solutions that equal or add values across parties: only where all share one unit."""


def solve(values: Floats, most: Floats, comparable: bool) -> Mapping[str, Masks | None]:
    """Return, by solution, the columns that it picks; several on ties.

    Parameters
    ----------
    values : (parties, packages)
        V on the Pareto frontier, none below 0.
    most : (parties,)
        The largest V of each party over all signable packages: the ideal point.
    comparable
        Whether all parties' values are in one unit.

    Returns
    -------
    dict
        ``nash`` maximises the product of the values (Nash 1950); ``kalai_smorodinsky`` the least
        share of what each could have at most (1975); ``egalitarian`` the least value (Kalai 1977);
        ``utilitarian`` the sum. The last two are None where values cannot be compared.
    """
    can_gain = most > 0
    gains = np.clip(values, 0, None)[can_gain]
    shares = gains / most[can_gain, None]
    scores = {
        "nash": _geometric_mean(shares),
        "kalai_smorodinsky": np.min(shares, axis=0, initial=1.0),
        "egalitarian": np.min(gains, axis=0, initial=float(most.max(initial=0.0))),
        "utilitarian": np.sum(gains, axis=0),
    }
    return {
        name: None if name in COMPARE_PARTIES and not comparable else near_largest(score)
        for name, score in scores.items()
    }


def largest_product(masks: Masks, values: Floats) -> int:
    """Return the place of the largest Nash product of those who can gain.

    On ties as `first_of` has it.

    Parameters
    ----------
    masks : (packages,)
        One at least; a package may be there more than once, at several costs.
    values : (parties, packages)
        V of each.
    """
    gains = np.clip(values, 0, None)
    most = gains.max(axis=1)
    can_gain = most > 0
    return first_of(masks, values, _geometric_mean(gains[can_gain] / most[can_gain, None]))


def choose(masks: Masks, values: Floats) -> int:
    """Return the place of the largest gain: what Winset chooses where no shares are known.

    The ideal is the most that these packages give each; on ties the largest sum of parts, then as
    `first_of` has it.

    Parameters
    ----------
    masks : (packages,)
        One at least; a package may be there more than once, at several costs.
    values : (parties, packages)
        V of each.
    """
    most = values.max(axis=1)
    parts = values[most > 0] / most[most > 0, None]
    return first_of(masks, values, gains_of(parts), parts.sum(axis=0))


def gains_of(parts: Floats) -> Floats:
    """Return the gain of packages, none of its parts below `LEAST_PART`: (packages,).

    So who hardly gains cannot outweigh what others gain.

    Parameters
    ----------
    parts : (parties, packages)
        What each gives those who can gain, of the most that each could have.
    """
    return _geometric_mean(np.maximum(parts, LEAST_PART))


def first_of(masks: Masks, values: Floats, *scores: Floats) -> int:
    """Return the place of the largest score, on ties of the next one.

    Then one that no other beats for everybody, then the fewest steps, then file order.
    """
    tied = np.arange(len(masks))
    for score in scores:
        tied = tied[near_largest(score[tied])]
    tied = tied[pareto_frontier(values[:, tied])]

    def place_in_file(n: int) -> tuple[int, tuple[int, ...]]:
        mask = int(masks[n])
        return mask.bit_count(), tuple(bits(mask))

    return min(map(int, tied), key=place_in_file)


def _geometric_mean(shares: Floats) -> Floats:
    """Return the geometric mean: largest where the product is, but of the size of one share.

    A product of many small amounts would be lost in the tolerance.
    """
    return np.asarray(np.prod(shares ** (1 / max(len(shares), 1)), axis=0))


def near_largest(score: Floats) -> Masks:
    """Return the places of the largest amount, and of those within the tolerance of it."""
    best = float(score.max(initial=-np.inf))
    return np.flatnonzero(score >= best - TOLERANCE * abs(best))
