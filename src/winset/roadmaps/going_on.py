"""What going on is worth at each state of an order, with time counted.

In values of the moment, along an order S₀, S₁, …, P whose states are reached at t₀, t₁, …:

    C_i(P) = W_i,   C_i(S) = F_i(S) + w_i(t, t')·(C_i(S') − F_i(S)),   V_i(S) = C_i(S) − no_deal_i

with F what is in place at S, S' the next state, and w the weight of time (`Rates.weights`): what is
still to come is worth less the longer it takes, and may never come if a successor drops the deal.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from winset.deals.packages import totals_of, values_of
from winset.scenario.amounts import settled
from winset.scenario.game import TOLERANCE, Bools, Floats, Game, Masks
from winset.scenario.ratifiers import Bodies


def going_on(game: Game, states: Masks, times: Sequence[float]) -> Floats:
    """Return V at each state of an order, with time counted: (states, parties)."""
    weights = [game.rates.weights(*span) for span in pairwise(times)]
    return _backwards(values_of(game, states).T, weights)


def at_home(game: Game, bodies: Bodies, states: Masks, times: Sequence[float]) -> Floats:
    """Return what each body has beyond its bar at the start of an order: (bodies,).

    A body at home counts time as its party does; an observer has no discount. What may end the deal
    counts for all.
    """
    held = totals_of(bodies.value, bodies.bonus, game.bonus_when, -bodies.bar, states).T
    weights = [_of_bodies(game, bodies, *span) for span in pairwise(times)]
    return np.asarray(_backwards(held, weights)[0])


def signed(game: Game, states: Masks, times: Sequence[float], going: Floats) -> bool:
    """Return whether all sign an order at its start: parties, vetoes, consents, and assemblies.

    Parameters
    ----------
    going : (states, parties)
        As of `going_on`.
    """
    if (going[0] < -_dust(game.value, game.bonus_value, game.no_deal)).any():
        return False
    for bodies in (game.vetoes, game.consents):
        if (_asked(bodies, int(states[-1])) & ~_for_it(game, bodies, states, times)).any():
            return False
    votes, needs = game.assemblies.votes, game.assemblies.needs
    have = votes @ _for_it(game, game.assemblies.voters, states, times)
    return bool((settled(needs - have, votes.sum(axis=1)) <= 0).all())


def _for_it(game: Game, bodies: Bodies, states: Masks, times: Sequence[float]) -> Bools:
    dust = _dust(bodies.value, bodies.bonus, bodies.bar)
    return np.asarray(at_home(game, bodies, states, times) >= -dust)


def _asked(bodies: Bodies, package: int) -> Bools:
    return np.asarray((bodies.steps == -1) | ((bodies.steps & package) != 0))


def _dust(value: Floats, bonus: Floats, bar: Floats) -> Floats:
    """Return the tolerance of totals: `TOLERANCE` of all that may enter them."""
    return np.asarray(TOLERANCE * (np.abs(value).sum(1) + np.abs(bonus).sum(1) + np.abs(bar)))


def _of_bodies(game: Game, bodies: Bodies, start: float, end: float) -> Floats:
    """Return the weight of time to each body: its party's discount, none of an observer's own."""
    rates = game.rates
    own = (bodies.parties > 0).any(axis=1)
    discount = np.where(own, bodies.parties @ rates.discount, 1.0)
    return np.asarray(discount ** (end - start) * rates.stands(start, end))


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
