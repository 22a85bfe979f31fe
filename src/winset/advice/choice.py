"""Which of the packages that are kept to look at first, and the ladder from token to full.

The best is the largest share times gain: taken as a lottery, the package with the chance that it is
signed and kept, no deal else, it is the Nash solution among such lotteries (1950).
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from winset.deals.solutions import first_of, gains_of, near_largest
from winset.scenario.game import TOLERANCE, Bools, Floats, Masks, bits

LEAST_SHARE = 1 / 20
"""How often a package is kept at least that has a place on the ladder."""

MOST_RUNGS = 6
LEAST_AREA = 0.01
"""What a rung adds at least, as a share of the area under the staircase of shares and gains."""


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """The packages that the choice is among.

    Attributes
    ----------
    masks : (candidates,)
    values : (parties, candidates)
        V at the points of the file's numbers, at the cost of the escrows in use.
    ideal : (parties,)
        The most that each party could have: over what is signable, and over these.
    shares : (candidates,)
        How often each is signed and kept.
    large : int
        The large steps; packages with the same ones are a family.
    """

    masks: Masks
    values: Floats
    ideal: Floats
    shares: Floats
    large: int

    @property
    def can_gain(self) -> Bools:
        """Who can gain anything by any of them: (parties,)."""
        return np.asarray((self.values > 0).any(axis=1))

    @property
    def parts(self) -> Floats:
        """Return what each gives whom who can gain, of the most that it could have."""
        some = self.can_gain
        return np.asarray(self.values[some] / self.ideal[some, None])

    @property
    def gains(self) -> Floats:
        """Return the geometric mean of these parts, none very small: (candidates,)."""
        return gains_of(self.parts)

    @property
    def scores(self) -> Floats:
        """Share times gain; the gain alone where none is ever kept."""
        return self.gains * self.shares if self.shares.any() else self.gains

    @property
    def families(self) -> Masks:
        """The large steps of each."""
        return np.asarray(self.masks & self.large)


def best_of(candidates: Candidates, some: Masks) -> int:
    """Return which of some candidates is the best.

    On ties the largest sum of parts, one that no other beats, the fewest steps, file order.
    """
    masks, values = candidates.masks[some], candidates.values[:, some]
    parts = candidates.parts[:, some].sum(axis=0)
    return int(some[first_of(masks, values, candidates.scores[some], parts)])


def as_good_as(candidates: Candidates, best: int, followed: Bools, weights: Floats) -> Bools:
    """Return which candidates are as good as the best within two standard errors.

    The difference is taken draw by draw, so that what they share does not blur it.

    Parameters
    ----------
    followed : (draws, candidates)
        Whether each is kept in each draw.
    """
    scores = candidates.scores
    gap = scores[best] - scores
    if not candidates.shares.any():
        return np.asarray(gap <= TOLERANCE * abs(scores[best]))
    each = followed * candidates.gains
    differ = each[:, best, None] - each
    part = weights / weights.sum()
    variance = np.clip(part @ differ**2 - gap**2, 0, None)
    error = np.sqrt(variance / len(weights))
    return np.asarray(gap <= 2 * error + TOLERANCE * abs(scores[best]))


def ladder_of(candidates: Candidates, best: int) -> list[int]:
    """Return the rungs from token to full, by falling share."""
    enough = candidates.shares >= LEAST_SHARE - TOLERANCE
    enough[best] = True
    families: dict[int, list[int]] = {}
    for n in map(int, np.flatnonzero(enough)):
        families.setdefault(int(candidates.families[n]), []).append(n)
    own = int(candidates.families[best])
    rungs = [
        best if family == own else best_of(candidates, np.array(members))
        for family, members in families.items()
    ]
    return _pruned(candidates, _unbeaten(candidates, rungs, best), best)


def _unbeaten(candidates: Candidates, rungs: list[int], best: int) -> list[int]:
    """Return the rungs that no other beats in gain and share, by falling share."""
    shares, gains = candidates.shares, candidates.gains
    ranked = sorted(
        rungs, key=lambda n: (-shares[n], -gains[n], n != best, *best_rank(candidates, n))
    )
    kept: list[int] = []
    for n in ranked:
        if not kept or gains[n] > gains[kept[-1]] * (1 + TOLERANCE):
            kept.append(n)
        elif n == best:  # it is beaten by no more than the tolerance
            kept[-1] = n
    return kept


def best_rank(candidates: Candidates, n: int) -> tuple[int, tuple[int, ...]]:
    """Return what decides among packages as good: the fewest steps, then file order."""
    mask = int(candidates.masks[n])
    return mask.bit_count(), tuple(bits(mask))


def _pruned(candidates: Candidates, rungs: list[int], best: int) -> list[int]:
    """Drop rungs that add least to the area under the staircase, never the best."""
    rungs = list(rungs)
    while len(rungs) > 1:
        shares, gains = candidates.shares[rungs], candidates.gains[rungs]
        steps = np.diff(gains, prepend=0.0)
        added = steps * -np.diff(shares, append=0.0)
        area = float((steps * shares).sum())
        added[rungs.index(best)] = np.inf
        least = int(np.argmin(added))
        if len(rungs) <= MOST_RUNGS and added[least] >= LEAST_AREA * area:
            break
        del rungs[least]
    return rungs


def chosen_by(candidates: Candidates, rungs: list[int]) -> Mapping[int, int]:
    """Return which rung each party would choose: its largest share times V, the surer on ties."""
    worth = candidates.shares[rungs] * candidates.values[:, rungs]
    return {
        i: rungs[int(near_largest(row)[0])] for i, row in enumerate(worth) if candidates.can_gain[i]
    }
