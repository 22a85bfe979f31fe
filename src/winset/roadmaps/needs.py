"""Every package at once: which of them some order would keep.

Each temptation is gone exactly if the whole deal is worth enough to the tempted party, and each
exposure exactly if it is worth enough to the exposed one, given its trust. These thresholds do not
depend on the package, so one pass over the done-sets, which keeps for each the smallest vectors of
largest needs over its orders (an antichain), judges all packages.
"""

from dataclasses import dataclass

import numpy as np

from winset.deals.packages import Packages, done_sets, gross_gains, values_of
from winset.roadmaps._kernels import (
    Fronts,
    Needs,
    climb,
    nearest_rows,
    predecessors,
    rows_within,
    span_beyond,
)
from winset.roadmaps.exits import Exits, ExitTerms
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


@dataclass(frozen=True, slots=True, eq=False)
class Stakes:
    """The least stake of every package, each in its own best order for that.

    Attributes
    ----------
    share : (packages,)
        The least largest shortfall as a share of B, negative where there is a margin; infinite
        where no stake is enough.
    bond : (packages, parties)
        What each party would have to put up in that order, in its own units.
    orders : list
        The orders, as steps by their place in the file.
    """

    share: Floats
    bond: Floats
    orders: list[tuple[int, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Sets:
    """The done-sets of a game, with what the passes over them share.

    Attributes
    ----------
    masks : (sets,)
    values : (sets, parties)
        V, were the set the package.
    places : (sets, steps)
        Where the set without a step stands, -1 where that is no done-set.
    """

    exits: Exits
    masks: Masks
    values: Floats
    places: Masks


def list_sets(exits: Exits) -> Sets:
    """Return the done-sets of a game."""
    game = exits.game
    masks = done_sets(game)
    values = np.ascontiguousarray(values_of(game, masks).T)
    return Sets(exits, masks, values, predecessors(masks, len(game.steps)))


def judge_all(sets: Sets, packages: Packages) -> Judged:
    """Return the verdict on every signable, non-empty package."""
    asked = packages.signable & (packages.masks != 0)
    incentive = passing(sets, packages, asked, incentive=True, trust=False)
    trust = passing(sets, packages, asked, incentive=False, trust=True)
    holds = passing(sets, packages, incentive & trust, incentive=True, trust=True)
    return Judged(holds, incentive, trust)


def passing(sets: Sets, packages: Packages, asked: Bools, *, incentive: bool, trust: bool) -> Bools:
    """Return which of the packages asked about have one order that passes these keys.

    Parameters
    ----------
    asked : (packages,)
        The fewer there are, the less there is to look at.
    """
    wanted = np.isin(sets.masks, packages.masks[asked])
    passes = _passes(sets, wanted, (incentive, trust))
    return np.asarray(passes[np.searchsorted(sets.masks, packages.masks)])


def least_stakes(sets: Sets, masks: Masks) -> Stakes:
    """Return the least stake of each of these packages, whatever trust its order asks for."""
    actors = np.ones(len(sets.exits.game.parties), dtype=np.bool_)
    endless = np.full(sets.values.shape, np.inf)
    fronts = climb(sets.places, _needs(sets, actors, (True, False)), -endless, endless)
    scale = np.ascontiguousarray(gross_gains(sets.exits.game, sets.masks).T)
    rows, shares = nearest_rows(fronts, sets.values, scale)
    listed = np.searchsorted(sets.masks, masks)
    gaps = fronts.vectors[rows[listed]] - sets.values[listed]
    orders = [order_of(fronts, int(row)) for row in rows[listed]]
    return Stakes(shares[listed], np.clip(gaps, 0, None), orders)


def order_of(fronts: Fronts, row: int) -> tuple[int, ...]:
    """Return the order that a row of needs was reached by."""
    order: list[int] = []
    while fronts.before[row] >= 0:
        order.append(int(fronts.step[row]))
        row = int(fronts.before[row])
    return tuple(reversed(order))


def _passes(sets: Sets, wanted: Bools, keys: tuple[bool, bool]) -> Bools:
    """Judge the wanted packages, those with the same performers together: only they can betray."""
    performers = _performers(sets.exits.game, sets.masks)
    if not keys[1]:
        performers[:] = True
    passes = np.zeros(len(wanted), dtype=np.bool_)
    for actors in np.unique(performers[wanted], axis=0):
        theirs = np.flatnonzero(~np.any(performers & ~actors, axis=1))
        within = _only(sets, theirs)
        these = wanted[theirs] & np.all(performers[theirs] == actors, axis=1)
        values = within.values + TOLERANCE
        least, most = span_beyond(within.places, values, these)
        fronts = climb(within.places, _needs(within, actors, keys), least, most)
        passes[theirs] |= rows_within(fronts, values, these) >= 0
    return passes


def _only(sets: Sets, kept: Masks) -> Sets:
    """Return some of the done-sets, with all the parts of each among them."""
    if len(kept) == len(sets.masks):
        return sets
    moved = np.full(len(sets.masks) + 1, -1, dtype=np.int64)  # the last stands for nowhere
    moved[kept] = np.arange(len(kept))
    return Sets(sets.exits, sets.masks[kept], sets.values[kept], moved[sets.places[kept]])


def _performers(game: Game, sets: Masks) -> Bools:
    """Return who performs a step of each set: (sets, parties)."""
    theirs = [sum(1 << int(k) for k in np.flatnonzero(row)) for row in game.performs]
    return np.stack([(sets & mask) != 0 for mask in theirs], axis=1)


def _needs(sets: Sets, actors: Bools, keys: tuple[bool, bool]) -> Needs:
    """Return what the incentive key, the trust key or both need of the whole deal."""
    exits, game = sets.exits, sets.exits.game
    incentive, trust = keys
    state = np.full(sets.values.shape, -np.inf)
    move = np.full((len(exits.terms), len(game.steps), len(game.parties)), -np.inf)
    opens, pretence = state, np.zeros((len(exits.terms), *game.value.shape))
    if incentive:
        opens, relapse = exits.needs_at(sets.masks)
        state, pretence = opens + relapse, exits.stack(lambda terms: terms.pretence)
    if trust:
        losses = exits.losses_at(sets.masks, actors)
        state = np.maximum(state, _worth_the_risk(losses, game.trust).max(axis=2))
        move = exits.stack(_worth_the_pretence)
    return Needs(game.variant(sets.masks), state, opens, pretence, move)


def _worth_the_risk(losses: Floats, trust: Floats) -> Floats:
    """Return L(1−p)/p, what a deal must be worth to be exposed to a loss; -inf without one."""
    odds = np.full_like(trust, np.inf)
    np.divide(1 - trust, trust, out=odds, where=trust > 0)
    return np.multiply(losses, odds, out=np.full_like(losses, -np.inf), where=losses > TOLERANCE)


def _worth_the_pretence(terms: ExitTerms) -> Floats:
    """Return [k, i], what a deal must be worth to i for any other only to pretend to do k.

    (1−q)(1−p)(u−G)/(p+(1−q)(1−p)); -inf where the step is worth no more than the guarantee.
    """
    game = terms.game
    unseen = (1 - game.detection)[:, None, None] * (1 - game.trust)
    chance = np.divide(unseen, game.trust + unseen, out=np.zeros_like(unseen), where=unseen > 0)
    missed = (game.value.T - game.guarantee)[:, :, None]
    exposed = game.performs.T[:, None, :] & (missed > TOLERANCE) & (chance > 0)
    return np.asarray(np.where(exposed, chance * missed, -np.inf).max(axis=2))
