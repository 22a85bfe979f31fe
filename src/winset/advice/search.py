"""A search for deals where there are more packages than can be listed.

A block is what can be made of a package and some other steps: all of its packages are judged at
once, as those of a small file are. From each start the search goes on from the best that the blocks
around it hold, until a round of blocks finds no better one. What is worth a look in any block is
handed on to be judged in all draws.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from winset.advice.choice import Candidates
from winset.advice.judging import judge_of
from winset.advice.trials import Trials
from winset.deals.packages import values_of
from winset.firmness.draws import Draws
from winset.firmness.games import Games, games_of
from winset.scenario.game import TOLERANCE, Bools, Floats, Game, Masks

BLOCK = 14
"""Steps of a block, and at least `BESIDE` more than the package has."""

BESIDE = 3
MOST_STEPS = 18
"""Steps of a block at most, what is done already left out."""

TRIED = 40
"""Draws in which a block is judged."""

HANDED_ON = 60
"""Packages of a block that are handed on: those with the largest share times gain."""

ROUNDS, PATIENCE = 12, 3
"""Rounds of blocks around one start at most, and those that may find nothing better in a row."""

EMPTY_STARTS = 3
"""How often the search starts from nothing, each time with other blocks."""


def search_packages(drawn: Draws, workers: int = 2, block: int = BLOCK) -> Masks:
    """Return packages worth judging in all draws, ascending, proposals that are kept among them.

    The empty one is always there.

    Parameters
    ----------
    block
        How many steps are tried together.
    """
    search = _Search(games_of(drawn), drawn, workers, block)
    for n, start in enumerate((*[0] * EMPTY_STARTS, *search.proposals())):
        search.climb(start, n)
    return np.array(sorted({search.game.done, *search.found}), dtype=np.int64)


@dataclass(slots=True, eq=False)
class _Search:
    """A search under way.

    Attributes
    ----------
    ideal : (parties,)
        The most that each could have in anything signable seen so far.
    found
        The packages to hand on.
    """

    games: Games
    drawn: Draws
    workers: int
    block: int
    ideal: Floats = field(init=False)
    found: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.ideal = np.zeros(len(self.game.parties))

    @property
    def game(self) -> Game:
        """The game at the points."""
        return self.games.point

    def proposals(self) -> Iterator[int]:
        """Yield the proposals that are packages small enough to be judged."""
        for proposal in self.drawn.scenario.proposals:
            mask = self._closed(int(self.game.package(proposal.steps)))
            if self._steps(mask) <= MOST_STEPS:
                yield mask

    def climb(self, start: int, number: int) -> None:
        """Go from one package to a better one within the blocks around it.

        Parameters
        ----------
        number
            Which start it is: it decides which blocks are looked at.
        """
        best, score, idle = start, -1.0, 0
        rng = np.random.default_rng([self.drawn.seed, number])
        for _ in range(ROUNDS):
            idle += 1
            for within in self._blocks(best, rng):
                mask, reached = self._judged(within, best)
                if mask is not None and reached > score * (1 + TOLERANCE):
                    best, score, idle = mask, reached, 0
            if idle == PATIENCE:
                return

    def _blocks(self, package: int, rng: np.random.Generator) -> Iterator[int]:
        """Yield the package with some of the other steps, and with what these need, in turn."""
        room = min(max(self.block - self._steps(package), BESIDE), MOST_STEPS)
        within, sizes = package, self._steps(package) + room
        for k in rng.permutation(len(self.game.steps)).tolist():
            more = self._closed(within | 1 << k)
            if self._steps(more) > min(sizes, MOST_STEPS):
                yield within
                more = self._closed(package | 1 << k)
                if self._steps(more) > MOST_STEPS:
                    more = package
            within = more
        yield within

    def _closed(self, mask: int) -> int:
        """Return a set of steps with all that they need, and with what is done."""
        return self.game.with_needed(mask | self.game.done)

    def _steps(self, mask: int) -> int:
        return (mask & ~self.game.done).bit_count()

    def _judged(self, within: int, package: int) -> tuple[int | None, float]:
        """Judge a block; return the best of it, with its share times gain."""
        judge = judge_of(self.game, 1, within)
        trials = Trials(judge, self.games, self.workers)
        at_points = judge.judge(trials.point)
        asked = at_points.in_some_way if at_points.kept.any() else judge.masks != 0
        draws = range(min(TRIED, self.games.count))
        each = trials.each(lambda ready: judge.judge(ready, asked).in_some_way[asked], draws)
        rows = np.array(list(each))
        held = rows.any(axis=0) | at_points.in_some_way[asked]
        if not held.any():
            return None, 0.0
        masks = judge.masks[asked][held]
        scores = self._scores(masks, judge.masks[at_points.signed], rows[:, held])
        near = np.argsort(-scores, kind="stable")[:HANDED_ON]
        self.found |= set(masks[near].tolist()) | ({package} & set(masks.tolist()))
        return int(masks[near[0]]), float(scores[near[0]])

    def _scores(self, masks: Masks, signable: Masks, rows: Bools) -> Floats:
        """Return share times gain of packages that are kept in these draws."""
        values, signed = values_of(self.game, masks), values_of(self.game, signable)
        most = (signed.max(axis=1, initial=0.0), values.max(axis=1))
        self.ideal = np.max([self.ideal, *most], axis=0)
        weights = self.drawn.weights[: len(rows)]
        shares = weights @ rows / weights.sum()
        return Candidates(masks, values, self.ideal, shares, 0).scores
