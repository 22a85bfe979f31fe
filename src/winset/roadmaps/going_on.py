"""What going on is worth at each state of an order, with time counted.

In values of the moment, along an order S₀, S₁, …, P whose states are reached at t₀, t₁, …:

    C_i(P) = W_i,   C_i(S) = F_i(S) + w_i(t, t')·(C_i(S') − F_i(S)),   V_i(S) = C_i(S) − no_deal_i

with F what is in place at S, S' the next state, and w the weight of time (`Rates.weights`): what is
still to come is worth less the longer it takes, and may never come if a successor drops the deal.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from winset.deals.packages import beyond_bars, values_of
from winset.scenario.amounts import cleared, settled
from winset.scenario.game import TOLERANCE, Bools, Floats, Game, Masks
from winset.scenario.ratifiers import Bodies


def going_on(game: Game, states: Masks, times: Sequence[float]) -> Floats:
    """Return V at each state of an order, with time counted: (states, parties)."""
    weights = [game.rates.weights(*span) for span in pairwise(times)]
    going = _backwards(values_of(game, states).T, weights)
    return cleared(going, dust_of(game.value, game.bonus_value, game.no_deal))


def at_home(game: Game, bodies: Bodies, states: Masks, times: Sequence[float]) -> Floats:
    """Return what each body has beyond its bar at the start of an order: (bodies,).

    A body at home counts time as its party does; an observer has no discount. What may end the deal
    counts for all.
    """
    held = beyond_bars(game, bodies, states).T
    weights = [_of_bodies(game, bodies, *span) for span in pairwise(times)]
    return np.asarray(_backwards(held, weights)[0])


def signed(game: Game, states: Masks, times: Sequence[float], going: Floats) -> bool:
    """Return whether all sign an order at its start: parties, vetoes, consents, and assemblies.

    Parameters
    ----------
    going : (states, parties)
        As of `going_on`.
    """
    bodies = (game.vetoes, game.consents, game.assemblies.voters)
    beyond = [at_home(game, one, states, times) for one in bodies]
    some = [
        np.where(asked(one, int(states[-1])), b, 0.0) for one, b in zip(bodies, beyond, strict=True)
    ]
    return all_sign(game, going[0], some)


def all_sign(game: Game, value: Floats, beyond: Sequence[Floats]) -> bool:
    """Return whether all sign, given V of the parties and what bodies have beyond their bars.

    Parameters
    ----------
    beyond
        Of vetoes, consents and voters; 0 for one that is not asked.
    """
    vetoes, consents, voters = (
        total >= -dust_of(one.value, one.bonus, one.bar)
        for one, total in zip(
            (game.vetoes, game.consents, game.assemblies.voters), beyond, strict=True
        )
    )
    agree = (value >= -dust_of(game.value, game.bonus_value, game.no_deal)).all()
    votes, needs = game.assemblies.votes, game.assemblies.needs
    lacking = settled(needs - votes @ voters, votes.sum(axis=1))
    return bool(agree and vetoes.all() and consents.all() and (lacking <= 0).all())


def asked(bodies: Bodies, package: int) -> Bools:
    """Return which bodies a package asks: (bodies,)."""
    return np.asarray((bodies.steps == -1) | ((bodies.steps & package) != 0))


def dust_of(value: Floats, bonus: Floats, bar: Floats) -> Floats:
    """Return the tolerance of totals: `TOLERANCE` of all that may enter them."""
    return np.asarray(TOLERANCE * (np.abs(value).sum(1) + np.abs(bonus).sum(1) + np.abs(bar)))


def _of_bodies(game: Game, bodies: Bodies, start: float, end: float) -> Floats:
    """Return the weight of time to each body: its party's discount, none of an observer's own."""
    discount = discount_of(game, bodies)
    return np.asarray(discount ** (end - start) * game.rates.stands(start, end))


def discount_of(game: Game, bodies: Bodies) -> Floats:
    """Return the discount of each body: its party's; an observer has none: (bodies,)."""
    own = (bodies.parties > 0).any(axis=1)
    return np.where(own, bodies.parties @ game.rates.discount, 1.0)


def _backwards(held: Floats, weights: Sequence[Floats]) -> Floats:
    """Return what going on is worth at each state, given what is in place and the weights between.

    Parameters
    ----------
    held : (states, rows)
    weights
        One of shape (rows,) for each move.
    """
    going = held.copy()
    for t in range(len(weights) - 1, -1, -1):
        going[t] = held[t] + weights[t] * (going[t + 1] - held[t])
    return going
