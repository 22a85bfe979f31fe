"""Every package at once: which of them some order would keep.

Each temptation is gone exactly if the whole deal is worth enough to the tempted party, and each
exposure exactly if it is worth enough to the exposed one, given its trust. These thresholds do not
depend on the package, so one pass over the done-sets, which keeps for each the smallest vectors of
largest needs over its orders (an antichain), judges all packages.
"""

from dataclasses import dataclass, replace

import numpy as np

from winset.deals.packages import Packages, done_sets, gross_gains, gross_of, values_of
from winset.roadmaps._set_kernels import (
    Fronts,
    Needs,
    climb,
    nearest_rows,
    predecessors,
    rows_within,
    span_beyond,
)
from winset.roadmaps.exits import Exits, ExitTerms, at_stake, need_dust
from winset.roadmaps.lattice import by_move, kinds_of
from winset.roadmaps.limits import allowed, slot_of
from winset.roadmaps.safeguards import expand
from winset.scenario.amounts import cleared
from winset.scenario.game import TOLERANCE, Bools, Floats, Game, Masks, MoveOrder, MoveSet


@dataclass(frozen=True, slots=True, eq=False)
class PackageVerdicts:
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
class Shape:
    """The done-sets of a game, whatever breaking off is worth to anybody.

    Attributes
    ----------
    masks : (sets,)
    values, gross : (sets, parties)
        V, were the set the package, and the gross sums that it is made of.
    moves : (moves,)
        What can be done at once: a step or a slice of one, or the steps of an escrow in use.
    places : (sets, moves)
        Where the set without a move stands, -1 where that is no done-set, or this one is forbidden.
    """

    masks: Masks
    values: Floats
    gross: Floats
    moves: Masks
    places: Masks


@dataclass(frozen=True, slots=True, eq=False)
class Sets:
    """The done-sets of a game, with what the passes over them share.

    Attributes
    ----------
    masks, values, gross, moves, places
        As in `Shape`.
    opens, relapse : (sets, parties)
        What openly breaking needs of the whole deal, and what the dearest relapse adds.
    """

    exits: Exits
    masks: Masks
    values: Floats
    gross: Floats
    moves: Masks
    places: Masks
    opens: Floats
    relapse: Floats

    @property
    def enough(self) -> Floats:
        """The needs that each set as a package meets, tolerance included: (sets, parties)."""
        return self.values + TOLERANCE * self.gross


def list_sets(exits: Exits, within: int = -1) -> Sets:
    """Return the done-sets of a game, all or those within a package."""
    return sets_of(exits, shape_of(exits.game, within))


def sets_of(exits: Exits, shape: Shape) -> Sets:
    """Return done-sets with what breaking off needs at each."""
    opens, relapse = exits.needs_at(shape.masks)
    shared = (shape.masks, shape.values, shape.gross, shape.moves, shape.places)
    return Sets(exits, *shared, opens, relapse)


def shape_of(game: Game, within: int = -1) -> Shape:
    """Return the done-sets of a game, all or those within a package."""
    masks = done_sets(game, within)
    values = np.ascontiguousarray(values_of(game, masks).T)
    gross = np.ascontiguousarray(gross_of(game, masks).T)
    moves = moves_in(game)
    places = predecessors(masks, moves)
    inside = allowed(game, masks)
    places[~inside] = -1
    if not inside[0]:
        places[:] = -1
    return Shape(masks, values, gross, moves, places)


def moves_in(game: Game) -> Masks:
    """Return what can be done at once: a step or a slice of one, or the steps of an escrow."""
    alone = [1 << k for k in range(len(game.steps)) if not any(s >> k & 1 for s in game.swaps)]
    return np.array([*alone, *game.swaps], dtype=np.int64)


def judge_all(sets: Sets, packages: Packages) -> PackageVerdicts:
    """Return the verdict on every signable, non-empty package."""
    asked = packages.signable & (packages.masks != 0)
    incentive = passing(sets, packages, asked, incentive=True, trust=False)
    trust = passing(sets, packages, asked, incentive=False, trust=True)
    holds = passing(sets, packages, incentive & trust, incentive=True, trust=True)
    return PackageVerdicts(holds, incentive, trust)


def passing(sets: Sets, packages: Packages, asked: Bools, *, incentive: bool, trust: bool) -> Bools:
    """Return which of the packages asked about have one order that passes these keys.

    Parameters
    ----------
    asked : (packages,)
        The fewer there are, the less there is to look at. One that is no done-set of the game does
        not pass.
    """
    masks = expand(sets.exits.game, packages.masks[asked])
    places = np.minimum(np.searchsorted(sets.masks, masks), len(sets.masks) - 1)
    known = sets.masks[places] == masks
    wanted = np.zeros(len(sets.masks), dtype=np.bool_)
    wanted[places[known]] = True
    passes = np.zeros(len(asked), dtype=np.bool_)
    passes[asked] = _passes(sets, wanted, (incentive, trust))[places] & known
    return passes


def keeping_order(exits: Exits, mask: MoveSet) -> MoveOrder | None:
    """Return an order of a package that passes both keys, None where none does.

    Parameters
    ----------
    mask
        The package.
    """
    inside = list_sets(exits, mask)
    if int(inside.masks[-1]) != mask:
        return None
    dust = TOLERANCE * at_stake(exits.game)
    needs = _needs(inside, exits.game.actors(mask), (True, True), dust)
    values = np.repeat(inside.enough[-1:], len(inside.masks), axis=0)
    fronts = Fronts(*climb(inside.places, needs, values, values))
    last = np.arange(len(inside.masks)) == len(inside.masks) - 1
    row = int(rows_within(fronts, values, last)[-1])
    return None if row < 0 else order_of(inside, fronts, row)


def least_shares(sets: Sets, masks: Masks) -> Floats:
    """Return the least stake of each of these packages, each in its own best order for that.

    The least largest shortfall as a share of B, negative where there is a margin; infinite where no
    stake is enough.
    """
    actors = np.ones(len(sets.exits.game.parties), dtype=np.bool_)
    endless = np.full(sets.values.shape, np.inf)
    fronts = Fronts(*climb(sets.places, _needs(sets, actors, (True, False)), -endless, endless))
    scale = np.ascontiguousarray(gross_gains(sets.exits.game, sets.masks).T)
    dust = need_dust(sets.exits.game, sets.gross)
    _, shares = nearest_rows(fronts, sets.values, scale, dust)
    return shares[np.searchsorted(sets.masks, masks)]


def bond_front(exits: Exits, mask: MoveSet) -> list[tuple[Floats, MoveOrder]]:
    """Return what the parties could put up to keep a package: all that no other order undercuts.

    The smallest vectors of bonds over the package's orders, whatever trust they ask for, each with
    an order that needs no more; infinite where no stake keeps a party from breaking. Ascending.

    Parameters
    ----------
    mask
        The package.
    """
    actors = np.ones(len(exits.game.parties), dtype=np.bool_)
    inside = list_sets(exits, mask)
    endless = np.full(inside.values.shape, np.inf)
    least = np.repeat(inside.values[-1:], len(inside.masks), axis=0)
    fronts = Fronts(*climb(inside.places, _needs(inside, actors, (True, False)), least, endless))
    end = range(fronts.start[-2], fronts.start[-1])
    gaps = fronts.vectors[end, : len(actors)] - inside.values[-1]
    bonds = np.clip(cleared(gaps, need_dust(exits.game, inside.gross[-1])), 0, None)
    found = {
        tuple(gap.tolist()): order_of(inside, fronts, row)
        for gap, row in zip(bonds, end, strict=True)
    }
    return [(np.array(bond), order) for bond, order in sorted(found.items())]


def order_of(sets: Sets, fronts: Fronts, row: int) -> MoveOrder:
    """Return the order that a row of needs was reached by; nothing where there is no row."""
    order: list[MoveSet] = []
    while row >= 0 and fronts.before[row] >= 0:
        order.append(MoveSet(int(sets.moves[fronts.move[row]])))
        row = int(fronts.before[row])
    return tuple(reversed(order))


def _passes(sets: Sets, wanted: Bools, keys: tuple[bool, bool]) -> Bools:
    """Judge the wanted packages, those with the same performers together: only they can betray."""
    performs = sets.exits.game.performs
    acting = performers_of(performs, sets.masks) if keys[1] else np.zeros_like(sets.masks)
    passes = np.zeros(len(wanted), dtype=np.bool_)
    dust = TOLERANCE * at_stake(sets.exits.game)
    for group in np.unique(acting[wanted]):
        theirs = np.flatnonzero((acting & ~group) == 0)
        within = _only(sets, theirs)
        these = wanted[theirs] & (acting[theirs] == group)
        values = within.enough
        least, most = span_beyond(within.places, values, these)
        actors = (group >> np.arange(len(performs)) & 1).astype(np.bool_)
        fronts = Fronts(*climb(within.places, _needs(within, actors, keys, dust), least, most))
        passes[theirs] |= rows_within(fronts, values, these) >= 0
    return passes


def _only(sets: Sets, kept: Masks) -> Sets:
    """Return some of the done-sets, with all the parts of each among them."""
    if len(kept) == len(sets.masks):
        return sets
    moved = np.full(len(sets.masks) + 1, -1, dtype=np.int64)  # the last stands for nowhere
    moved[kept] = np.arange(len(kept))
    places = moved[sets.places[kept]]
    return replace(
        sets,
        masks=sets.masks[kept],
        values=sets.values[kept],
        gross=sets.gross[kept],
        places=places,
        opens=sets.opens[kept],
        relapse=sets.relapse[kept],
    )


def performers_of(performs: Bools, sets: Masks) -> Masks:
    """Return who performs a step of each set, as a set of parties."""
    acting = np.zeros_like(sets)
    for i, mine in enumerate(performs):
        steps = sum(1 << int(k) for k in np.flatnonzero(mine))
        acting |= ((sets & steps) != 0).astype(np.int64) << i
    return acting


def _needs(sets: Sets, actors: Bools, keys: tuple[bool, bool], dust: Floats | float = 0.0) -> Needs:
    """Return what the incentive key, the trust key or both need of the whole deal.

    Parameters
    ----------
    dust : (parties,)
        What of a temptation is nothing, beside what `Sets.enough` allows for.
    """
    exits, game = sets.exits, sets.exits.game
    incentive, trust = keys
    variant = game.variant(sets.masks)
    row, variants, chances = kinds_of(game, sets.masks)
    state = np.full(sets.values.shape, -np.inf)
    move = np.full((len(variants), len(sets.moves), len(game.parties)), -np.inf)
    opens = state
    pretence = np.zeros((len(exits.terms), len(game.parties), len(sets.moves)))
    if incentive:
        opens = sets.opens - dust
        state = opens + sets.relapse
        pretence = exits.stack(lambda terms: by_move(terms.pretence, sets.moves, 0.0))
    if trust:
        losses = exits.losses_at(sets.masks, actors, sets.gross) * chances[row][:, None, :]
        state = np.maximum(state, _worth_the_risk(losses, game.trust).max(axis=2))
        kinds = zip(variants, chances, strict=True)
        pretended = [worth_the_pretence(exits.terms[v], chance).T for v, chance in kinds]
        move = np.array([by_move(table, sets.moves, -np.inf).T for table in pretended])
    if not allowed(game, sets.masks[:1])[0]:  # nor may it stay as it stands
        state[0] = np.inf
    return Needs(variant, state, opens, pretence, row, np.ascontiguousarray(move), _clock(sets))


def _clock(sets: Sets) -> Floats:
    """Return when each move can start, at the earliest and the latest, and how long it takes."""
    if not sets.exits.game.times.bind:
        return np.zeros((0, 3))
    slots = [slot_of(sets.exits.game, int(move)) for move in sets.moves]
    return np.array([(slot.opens, slot.latest, slot.lasts) for slot in slots])


def _worth_the_risk(losses: Floats, trust: Floats) -> Floats:
    """Return L(1−p)/p, what a deal must be worth to be exposed to a loss; -inf without one."""
    odds = odds_against(trust)
    return np.multiply(losses, odds, out=np.full_like(losses, -np.inf), where=losses > 0)


def odds_against(trust: Floats) -> Floats:
    """Return (1−p)/p, infinite where there is no trust."""
    odds = np.full_like(trust, np.inf)
    return np.divide(1 - trust, trust, out=odds, where=trust > 0)


def worth_the_pretence(terms: ExitTerms, chance: Floats) -> Floats:
    """Return [k, i], what a deal must be worth to i for any other only to pretend to do k.

    (1−q)(1−p)s(u−G)/(p+(1−q)(1−p)s), with s the chance that an opportunist would have gone on so
    far. Where the step is worth less than the guarantee, u−G: a deal worth still less is exposed,
    and no trust is enough for one that is worth less than nothing. -inf where nothing can be
    hidden.

    Parameters
    ----------
    chance : (parties,)
        s, by who pretends.
    """
    game = terms.game
    hidden = (1 - game.detection)[:, None, None] * chance
    unseen = hidden * (1 - game.trust)
    weight = np.divide(unseen, game.trust + unseen, out=np.zeros_like(unseen), where=unseen > 0)
    missed = ((game.value * game.due).T - game.guarantee)[:, :, None]
    exposed = game.performs.T[:, None, :] & terms.exposed_to & (hidden > 0)
    needed = np.where(missed > 0, weight * missed, missed)
    return np.asarray(np.where(exposed, needed, -np.inf).max(axis=2))
