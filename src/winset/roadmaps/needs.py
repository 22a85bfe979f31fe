"""Every package at once: which of them some order would keep.

Each temptation is gone exactly if the whole deal is worth enough to the tempted party, and each
exposure exactly if it is worth enough to the exposed one, given its trust. These thresholds do not
depend on the package, so one pass over the done-sets judges all packages.
"""

from dataclasses import dataclass

import numpy as np

from winset.deals.packages import Packages, done_sets, values_of
from winset.roadmaps._kernels import Needs, judge_sets
from winset.roadmaps.exits import Exits, losses_at, needs_at
from winset.scenario.compiled import TOLERANCE, Bools, Floats, Game, Masks


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """Which packages some order would keep.

    Attributes
    ----------
    holds, incentive, trust : (packages,)
        One order passes both keys; some order passes that key. False where not signable.
    """

    holds: Bools
    incentive: Bools
    trust: Bools


def judge_all(game: Game, exits: Exits, packages: Packages) -> Judged:
    """Return the verdict on every signable, non-empty package."""
    sets = done_sets(game)
    values = np.ascontiguousarray(values_of(game, sets).T)
    wanted = np.isin(sets, packages.masks[packages.signable & (packages.masks != 0)])
    holds, incentive, trust = (
        _pass(_Question(game, exits, sets, *keys), values, wanted)
        for keys in ((True, True), (True, False), (False, True))
    )
    listed = np.searchsorted(sets, packages.masks)
    return Judged(holds[listed], incentive[listed], trust[listed])


@dataclass(frozen=True, slots=True, eq=False)
class _Question:
    """Which done-sets to look at, and which keys to pass."""

    game: Game
    exits: Exits
    sets: Masks
    incentive: bool
    trust: bool


def _pass(question: _Question, values: Floats, wanted: Bools) -> Bools:
    """Judge the wanted packages, those with the same performers together: only they can betray."""
    sets = question.sets
    passes = np.zeros(len(sets), dtype=np.bool_)
    performers = _performers(question.game, sets)
    if not question.trust:
        performers[:] = True
    for actors in np.unique(performers[wanted], axis=0):
        these = wanted & np.all(performers == actors, axis=1)
        passes |= judge_sets(sets, values, these, _needs(question, actors))
    return passes


def _performers(game: Game, sets: Masks) -> Bools:
    """Return who performs a step of each set: (sets, parties)."""
    theirs = [sum(1 << int(k) for k in np.flatnonzero(row)) for row in game.performs]
    return np.stack([(sets & mask) != 0 for mask in theirs], axis=1)


def _needs(question: _Question, actors: Bools) -> Needs:
    game, exits, sets = question.game, question.exits, question.sets
    state = np.full((len(sets), len(game.parties)), -np.inf)
    move = np.full((len(game.steps), len(game.parties)), -np.inf)
    opens, pretence = state, np.zeros_like(exits.pretence)
    if question.incentive:
        opens, relapse = needs_at(game, exits, sets)
        state, pretence = opens + relapse, exits.pretence
    if question.trust:
        losses = losses_at(game, exits, sets, actors)
        state = np.maximum(state, _worth_the_risk(losses, game.trust).max(axis=2))
        move = _worth_the_pretence(game).max(axis=2)
    return Needs(state, opens, pretence, move)


def _worth_the_risk(losses: Floats, trust: Floats) -> Floats:
    """Return L(1−p)/p, what a deal must be worth to be exposed to a loss; -inf without one."""
    odds = np.full_like(trust, np.inf)
    np.divide(1 - trust, trust, out=odds, where=trust > 0)
    return np.multiply(losses, odds, out=np.full_like(losses, -np.inf), where=losses > TOLERANCE)


def _worth_the_pretence(game: Game) -> Floats:
    """Return [k, i, j], what a deal must be worth to i where j may only pretend to do k.

    (1−q)(1−p)(u−G)/(p+(1−q)(1−p)); -inf where the step is worth no more than the guarantee.
    """
    unseen = (1 - game.detection)[:, None, None] * (1 - game.trust)
    chance = np.divide(unseen, game.trust + unseen, out=np.zeros_like(unseen), where=unseen > 0)
    missed = (game.value.T - game.guarantee)[:, :, None]
    exposed = game.performs.T[:, None, :] & (missed > TOLERANCE) & (chance > 0)
    return np.where(exposed, chance * missed, -np.inf)
