"""What the orders of a package need of the whole deal, one vector for each that no other undercuts.

The passes that judge every package at once (`winset.roadmaps.keeping`) say whether there is an
order; these name it, and say how near the others come.
"""

from dataclasses import dataclass

import numpy as np

from winset.deals.packages import gross_gains, gross_of, values_of
from winset.roadmaps._set_kernels import Fronts, Needs, climb, nearest_rows, row_within
from winset.roadmaps.exits import Exits, at_stake, need_dust
from winset.roadmaps.keeping import Sets, clock_of, list_sets, odds_against, worth_the_pretence
from winset.roadmaps.lattice import by_move, kinds_of
from winset.roadmaps.limits import allowed
from winset.scenario.amounts import cleared
from winset.scenario.game import TOLERANCE, Bools, Floats, Masks, MoveOrder, MoveSet


@dataclass(frozen=True, slots=True, eq=False)
class Worth:
    """What done-sets are worth as packages.

    Attributes
    ----------
    values, gross : (sets, parties)
        V, and the gross sums that it is made of.
    """

    values: Floats
    gross: Floats

    @staticmethod
    def of(sets: Sets) -> "Worth":
        """Return what done-sets are worth."""
        game, masks = sets.exits.game, sets.frame.masks
        values, gross = values_of(game, masks).T, gross_of(game, masks).T
        return Worth(np.ascontiguousarray(values), np.ascontiguousarray(gross))


def keeping_order(exits: Exits, mask: MoveSet) -> MoveOrder | None:
    """Return an order of a package that passes both keys, None where none does.

    Parameters
    ----------
    mask
        The package.
    """
    inside = list_sets(exits, mask)
    if int(inside.frame.masks[-1]) != mask:
        return None
    worth = Worth.of(inside)
    dust = TOLERANCE * at_stake(exits.game)
    enough = (worth.values + TOLERANCE * worth.gross)[-1:]
    needs = needs_of(inside, worth.gross, exits.game.actors(mask), dust)
    most = np.repeat(enough, len(worth.values), axis=0)
    fronts = Fronts(*climb(inside.places, needs, most, most))
    row = row_within(fronts, enough)
    return None if row < 0 else order_of(inside, fronts, row)


def least_shares(sets: Sets, masks: Masks) -> Floats:
    """Return the least stake of each of these packages, each in its own best order for that.

    The least largest shortfall as a share of B, negative where there is a margin; infinite where no
    stake is enough.
    """
    game, worth = sets.exits.game, Worth.of(sets)
    endless = np.full(worth.values.shape, np.inf)
    needs = needs_of(sets, worth.gross)
    fronts = Fronts(*climb(sets.places, needs, -endless, endless))
    scale = np.ascontiguousarray(gross_gains(game, sets.frame.masks).T)
    _, shares = nearest_rows(fronts, worth.values, scale, need_dust(game, worth.gross))
    return shares[np.searchsorted(sets.frame.masks, masks)]


def bond_front(exits: Exits, mask: MoveSet) -> list[tuple[Floats, MoveOrder]]:
    """Return what the parties could put up to keep a package: all that no other order undercuts.

    The smallest vectors of bonds over the package's orders, whatever trust they ask for, each with
    an order that needs no more; infinite where no stake keeps a party from breaking. Ascending.

    Parameters
    ----------
    mask
        The package.
    """
    inside = list_sets(exits, mask)
    worth = Worth.of(inside)
    endless = np.full(worth.values.shape, np.inf)
    least = np.repeat(worth.values[-1:], len(worth.values), axis=0)
    needs = needs_of(inside, worth.gross)
    fronts = Fronts(*climb(inside.places, needs, least, endless))
    end = range(fronts.start[-2], fronts.start[-1])
    gaps = fronts.vectors[end, : worth.values.shape[1]] - worth.values[-1]
    bonds = np.clip(cleared(gaps, need_dust(exits.game, worth.gross[-1])), 0, None)
    found = {
        tuple(gap.tolist()): order_of(inside, fronts, row)
        for gap, row in zip(bonds, end, strict=True)
    }
    return [(np.array(bond), order) for bond, order in sorted(found.items())]


def order_of(sets: Sets, fronts: Fronts, row: int) -> MoveOrder:
    """Return the order that a row of needs was reached by; nothing where there is no row."""
    order: list[MoveSet] = []
    while row >= 0 and fronts.before[row] >= 0:
        order.append(MoveSet(int(sets.frame.moves[fronts.move[row]])))
        row = int(fronts.before[row])
    return tuple(reversed(order))


def needs_of(
    sets: Sets, gross: Floats, actors: Bools | None = None, dust: Floats | float = 0.0
) -> Needs:
    """Return what the incentive key needs of the whole deal, or both keys.

    Parameters
    ----------
    actors : (parties,)
        Who could betray; the trust key is not asked where that is left out.
    dust : (parties,)
        What of a temptation is nothing, beside the tolerance of what a deal is worth.
    """
    exits, game, masks = sets.exits, sets.exits.game, sets.frame.masks
    moves = sets.frame.moves
    row, variants, chances = kinds_of(game, masks)
    opens, relapse = exits.needs_at(masks)
    opens = opens - dust
    state = opens + relapse
    move = np.full((len(variants), len(moves), len(game.parties)), -np.inf)
    if actors is not None:
        losses = exits.losses_at(masks, actors, gross) * chances[row][:, None, :]
        state = np.maximum(state, _worth_the_risk(losses, game.trust).max(axis=2))
        kinds = zip(variants, chances, strict=True)
        pretended = [worth_the_pretence(exits.terms[v], chance).T for v, chance in kinds]
        move = np.array([by_move(table, moves, -np.inf).T for table in pretended])
    if not allowed(game, masks[:1])[0]:
        state[0] = np.inf
    return Needs(
        variant=game.variant(masks),
        state=state,
        opens=opens,
        pretence=exits.stack(lambda terms: by_move(terms.pretence, moves, 0.0)),
        row=row,
        move=np.ascontiguousarray(move),
        clock=clock_of(game, moves),
    )


def _worth_the_risk(losses: Floats, trust: Floats) -> Floats:
    """Return L(1−p)/p, what a deal must be worth to be exposed to a loss; -inf without one."""
    odds = odds_against(trust)
    return np.multiply(losses, odds, out=np.full_like(losses, -np.inf), where=losses > 0)
