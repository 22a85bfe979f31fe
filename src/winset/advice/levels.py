"""The best deal at each level of trust, both ways."""

from collections.abc import Iterator, Sequence

import numpy as np

from winset.advice.choice import best_of
from winset.advice.ground import Choices, Ground, among
from winset.advice.judging import Ready
from winset.advice.result import Level, error_of
from winset.scenario.game import Bools, Masks

LEVELS = tuple(round(0.1 * tenth, 1) for tenth in range(11))
LEVEL_DRAWS = 100
"""Levels of trust, and how many of the draws are judged at each."""


def best_by_trust(ground: Ground) -> Iterator[Level]:
    """Yield the best deal at each level of trust, over the candidates of that level."""
    trials = ground.trials
    draws = min(LEVEL_DRAWS, trials.games.count)
    judged = [trials.judge.judge(_trusting(trials.point, trust)) for trust in LEVELS]
    asked = np.array([one.in_some_way for one in judged])
    least = np.array(list(trials.each(lambda ready: _least_levels(ground, ready, asked), draws)))
    for n, trust in enumerate(LEVELS):
        if not asked[n].any():
            yield Level(trust, 0)
            continue
        weights = ground.drawn.weights[:draws]
        choices = among(ground, judged[n].kept, least[:, asked[n]] <= n, weights)
        best = best_of(choices.candidates, np.arange(len(choices.places)))
        yield _level(ground, choices, best, trust)


def _trusting(ready: Sequence[Ready], trust: float) -> list[Ready]:
    return [one.trusting(trust) for one in ready]


def _least_levels(ground: Ground, ready: Sequence[Ready], asked: Bools) -> Masks:
    """Return the place of the least level of trust at which each package is kept; else of none.

    What is kept with some trust is kept with more, so the levels are halved, not tried one by one.

    Parameters
    ----------
    asked : (levels, packages)
        Which packages are asked about at each level; with more trust no fewer.
    """
    judge = ground.trials.judge
    least = np.full(asked.shape[1], len(LEVELS), dtype=np.int64)

    def halve(first: int, last: int, open_: Bools) -> None:
        if first == last or not open_.any():
            least[open_] = first
            return
        middle = (first + last) // 2
        here = open_ & asked[middle]
        kept = here
        if here.any():
            kept = judge.judge(_trusting(ready, LEVELS[middle]), here).in_some_way & here
        halve(first, middle, kept)
        halve(middle + 1, last, open_ & ~kept)

    halve(0, len(LEVELS), asked[-1])
    return least


def _level(ground: Ground, choices: Choices, best: int, trust: float) -> Level:
    found, mask = choices.candidates, int(choices.candidates.masks[best])
    share = float(found.shares[best])
    return Level(
        trust=trust,
        count=len(choices.places),
        package=ground.names(mask),
        values=ground.game.by_party(found.values[:, best]),
        gain=float(found.gains[best]),
        share=share,
        error=error_of(share, len(choices.followed)),
        large=ground.names(mask & ground.large),
    )
