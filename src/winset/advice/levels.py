"""The best deal at each level of trust, both ways."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from winset.advice.choice import best_of
from winset.advice.ground import Choices, Ground, candidates_among
from winset.advice.judging import Judge, Ready
from winset.advice.result import Level
from winset.firmness.draws import error_of
from winset.roadmaps.by_trust import TRUST_LEVELS
from winset.scenario.game import Bools, Floats

LEVEL_DRAWS = 100
"""How many of the draws are judged at each level of trust."""

_NEAR = 1e-6  # to spare where bounds are compared

HOPED = 0.8
"""What is tried first with less trust: that may come to so much of the best with more."""


def best_by_trust(ground: Ground) -> tuple[Level, ...]:
    """Return the best deal at each level of trust, over the candidates of that level.

    What is kept with some trust is kept with more. So the levels go down, each share bounds that
    with less trust, and only what may be the best is judged.
    """
    trials, levels = ground.trials, []
    bounds, least = np.ones(len(ground.masks)), 0.0
    for trust in reversed(TRUST_LEVELS):
        judged = trials.judge.judge(_trusting(trials.point, trust))
        if not judged.kept.any():
            levels.append(Level(trust, 0))
            continue
        choices = _judged(ground, judged.kept, trust, bounds, least)
        candidates = choices.candidates
        best = best_of(candidates, np.arange(len(choices.places)))
        least = HOPED * float(candidates.gains[best] * candidates.shares[best])
        levels.append(_level(ground, choices, best, trust))
    return tuple(reversed(levels))


def _judged(ground: Ground, kept: Bools, trust: float, bounds: Floats, least: float) -> Choices:
    """Return the candidates at a level of trust; the share of one that cannot be the best is 0.

    Parameters
    ----------
    bounds : (packages,)
        The most that each share can be; what is found is filled in.
    least
        The share times gain that is tried first.
    """
    trials = ground.trials
    draws = min(LEVEL_DRAWS, trials.games.count)
    weights, never = ground.drawn.weights[:draws], np.zeros((draws, kept.shape[1]), dtype=np.bool_)
    choices = candidates_among(ground, kept, never[:, kept.any(axis=0)], weights)
    places, gains = choices.places, choices.candidates.gains
    known = np.zeros(len(places), dtype=np.bool_)
    least = min(least, float((gains * bounds[places]).max()))
    while (ask := ~known & (gains * bounds[places] >= least * (1 - _NEAR))).any():
        asked = never[0].copy()
        asked[places[ask]] = True
        held = np.array(list(trials.each(partial(_held, trials.judge, asked, trust), range(draws))))
        bounds[asked] = weights @ held / weights.sum()
        known |= ask
        least = float((gains * bounds[places])[known].max())
    shares = np.where(known, bounds[places], 0.0)
    return replace(choices, candidates=replace(choices.candidates, shares=shares))


def _held(judge: Judge, asked: Bools, trust: float, ready: Sequence[Ready]) -> Bools:
    return judge.judge(_trusting(ready, trust), asked).in_some_way[asked]


def _trusting(ready: Sequence[Ready], trust: float) -> list[Ready]:
    return [one.trusting(trust) for one in ready]


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
