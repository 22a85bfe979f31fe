"""The packages that bargaining theory would point to, among those on the frontier."""

from collections.abc import Mapping

import numpy as np

from winset.scenario.compiled import TOLERANCE, Floats, Masks

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
        share of what each could have at most (1975; a party that can gain nothing is left out);
        ``egalitarian`` the least value (Kalai 1977); ``utilitarian`` the sum. The last two are None
        where values cannot be compared.
    """
    gains = np.where(values > TOLERANCE, values, 0.0)
    can_gain = most > TOLERANCE
    shares = gains / np.where(can_gain, most, 1.0)[:, None]
    scores = {
        "nash": geometric_mean(shares),
        "kalai_smorodinsky": np.min(shares[can_gain], axis=0, initial=1.0),
        "egalitarian": np.min(gains, axis=0),
        "utilitarian": np.sum(gains, axis=0),
    }
    return {
        name: None if name in COMPARE_PARTIES and not comparable else _best(score)
        for name, score in scores.items()
    }


def geometric_mean(shares: Floats) -> Floats:
    """Return what is largest where the product is, in the size of one share however many there are.

    A product of many small amounts would be lost in the tolerance.
    """
    return np.asarray(np.prod(shares ** (1 / max(len(shares), 1)), axis=0))


def _best(score: Floats) -> Masks:
    best = float(score.max(initial=0.0))
    return np.flatnonzero(score >= best - TOLERANCE * max(1.0, abs(best)))
