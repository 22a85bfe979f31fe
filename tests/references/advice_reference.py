"""The deal to look at first and the ladder, step by step from the definitions. Slow on purpose."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import prod

Package = frozenset[str]

LEAST_PART, LEAST_SHARE, LEAST_AREA, MOST_RUNGS = 0.01, 0.05, 0.01, 6
NEAR = 1e-9


@dataclass(frozen=True)
class Case:
    """What is known of every package.

    Attributes
    ----------
    steps
        In file order, with who performs each.
    worth
        By party and step.
    bonuses
        Steps that complete one, and what it is worth to each party.
    no_deal
        By party.
    signable, kept
        At the points.
    held
        By package whether it is signed and kept in each draw.
    """

    steps: Mapping[str, Sequence[str]]
    worth: Mapping[str, Mapping[str, float]]
    bonuses: Sequence[tuple[Package, Mapping[str, float]]]
    no_deal: Mapping[str, float]
    signable: Sequence[Package]
    kept: Sequence[Package]
    held: Mapping[Package, Sequence[bool]]

    def value(self, party: str, package: Package) -> float:
        bonuses = sum(bonus[party] for when, bonus in self.bonuses if when <= package)
        return sum(self.worth[party][k] for k in package) + bonuses - self.no_deal[party]

    def gross(self, party: str, package: Package) -> float:
        steps = sum(max(self.worth[party][k], 0.0) for k in package)
        bonuses = sum(max(bonus[party], 0.0) for when, bonus in self.bonuses if when <= package)
        return steps + bonuses + max(-self.no_deal[party], 0.0)

    def share(self, package: Package) -> float:
        return sum(self.held[package]) / len(self.held[package])

    @property
    def candidates(self) -> list[Package]:
        kept = [one for one in self.kept if one]
        return kept or [one for one in self.held if one and any(self.held[one])]

    @property
    def able(self) -> list[str]:
        return [i for i in self.worth if any(self.value(i, one) > NEAR for one in self.candidates)]

    def part(self, party: str, package: Package) -> float:
        among = [*self.signable, *self.candidates]
        return self.value(party, package) / max(self.value(party, one) for one in among)

    def gain(self, package: Package) -> float:
        parts = [max(self.part(i, package), LEAST_PART) for i in self.able]
        return prod(parts) ** (1 / len(parts)) if parts else 1.0

    def score(self, package: Package) -> float:
        ever = any(self.share(one) > 0 for one in self.candidates)
        return self.gain(package) * (self.share(package) if ever else 1.0)

    def rank(self, package: Package) -> tuple[int, list[int]]:
        return len(package), [n for n, step in enumerate(self.steps) if step in package]

    def best(self, among: Sequence[Package]) -> Package:
        tied = _largest(among, self.score)
        tied = _largest(tied, lambda one: sum(self.part(i, one) for i in self.able))
        free = [one for one in tied if not any(self.beats(other, one) for other in tied)]
        return min(free, key=self.rank)

    def beats(self, one: Package, other: Package) -> bool:
        pairs = [(self.value(i, one), self.value(i, other)) for i in self.worth]
        return all(a >= b - NEAR for a, b in pairs) and any(a > b + NEAR for a, b in pairs)

    @property
    def large(self) -> Package:
        most = {
            i: max(self.gross(i, one) for one in (self.signable or list(self.held)))
            for i in self.worth
        }
        return frozenset(
            step
            for step in self.steps
            for i, largest in most.items()
            if largest > 0
            and self.worth[i][step] != 0
            and abs(self.worth[i][step]) >= 0.05 * largest * (1 - NEAR)
        )

    def ladder(self) -> list[Package]:
        best = self.best(self.candidates)
        families: dict[Package, list[Package]] = {}
        for one in self.candidates:
            if one == best or self.share(one) >= LEAST_SHARE - NEAR:
                families.setdefault(one & self.large, []).append(one)
        own = best & self.large
        rungs = [best if fam == own else self.best(those) for fam, those in families.items()]
        free = [one for one in rungs if not any(self._higher(other, one, best) for other in rungs)]
        free.sort(key=lambda one: -self.share(one))
        while len(free) > 1:
            added, area = self._added(free)
            least = min((n for n in range(len(free)) if free[n] != best), key=lambda n: added[n])
            if len(free) <= MOST_RUNGS and added[least] >= LEAST_AREA * area:
                break
            del free[least]
        return free

    def _higher(self, one: Package, other: Package, best: Package) -> bool:
        """Tell whether a rung beats another in gain and share; of equals the best, then by rank."""
        gain = self.gain(one) - self.gain(other)
        share = self.share(one) - self.share(other)
        same = abs(gain) <= NEAR * self.gain(other)
        if same and share == 0:
            return (one != best, self.rank(one)) < (other != best, self.rank(other))
        return (gain > 0 or same) and share >= 0

    def _added(self, rungs: Sequence[Package]) -> tuple[list[float], float]:
        gains = [0.0, *(self.gain(one) for one in rungs)]
        shares = [*(self.share(one) for one in rungs), 0.0]
        steps = [b - a for a, b in pairwise(gains)]
        added = [step * (shares[n] - shares[n + 1]) for n, step in enumerate(steps)]
        return added, sum(step * share for step, share in zip(steps, shares, strict=False))


def _largest(among: Sequence[Package], score: Callable[[Package], float]) -> list[Package]:
    most = max(map(score, among))
    return [one for one in among if score(one) >= most - NEAR * abs(most)]
