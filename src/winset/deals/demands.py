"""Which packages meet which demands, and where the demands overlap.

A demand is a position, not an interest: it never limits what could be signed.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from winset.deals.packages import reachable_orders
from winset.scenario import Demand, Proposal, Scenario
from winset.scenario.amounts import beyond
from winset.scenario.game import Bools, Floats, Game, Masks
from winset.scenario.positions import Together

Pairs = tuple[tuple[str, str], ...]


def meets_all(scenario: Scenario, game: Game, masks: Masks, values: Floats) -> Bools:
    """Return which packages meet every demand, all of them in one order.

    Parameters
    ----------
    masks : (packages,)
    values : (parties, packages)
    """
    met = np.ones(len(masks), dtype=np.bool_)
    for demand in scenario.demands:
        met &= meets_scope(scenario, game, demand, masks, values)
    pairs = [pair for demand in scenario.demands for pair in demand.before]
    met[met] = reachable_orders(game.before(pairs), masks[met])
    return met


def meets_scope(
    scenario: Scenario, game: Game, demand: Demand, masks: Masks, values: Floats
) -> Bools:
    """Return which packages meet a demand but for the order of their steps."""
    wanted = game.mask(wanted_steps(scenario, demand))
    refused = game.mask(demand.refuse)
    met = ((masks & wanted) == wanted) & ((masks & refused) == 0)
    for first, then in demand.before:
        met &= ((masks & game.mask([then])) == 0) | ((masks & game.mask([first])) != 0)
    if demand.at_least is not None:
        met &= ~beyond(demand.at_least.point, values[game.parties.index(demand.by)])
    return np.asarray(met)


def broken_demands(
    scenario: Scenario, game: Game, proposal: Proposal, values: Floats
) -> tuple[str, ...]:
    """Return the demands that a proposal breaks, whatever order its own leaves open.

    Parameters
    ----------
    values : (parties,)
        V of the proposal's package, what is done already included.
    """
    mask = np.array([game.package(proposal.steps)], dtype=np.int64)
    return tuple(
        demand.id
        for demand in scenario.demands
        if not meets_scope(scenario, game, demand, mask, values[:, None])[0]
        or not _meets_order(scenario, game, proposal, demand.before)
    )


def demands_broken(
    scenario: Scenario,
    game: Game,
    package: Sequence[str],
    order: Sequence[Sequence[str]],
    values: Floats,
) -> tuple[str, ...]:
    """Return the demands that a package breaks in an order; with none, in every order of it."""
    places = tuple(Together(tuple(move)) for move in order)
    put = Proposal("", title="", steps=tuple(package), order=places)
    return broken_demands(scenario, game, put, values)


def _meets_order(scenario: Scenario, game: Game, proposal: Proposal, pairs: Pairs) -> bool:
    """Return whether a proposal's own order does each second step after the first.

    A partial order does if it leaves such an order open; where it is against prerequisites that are
    policy, these do not count.
    """
    if proposal.order:
        first, last = proposal.places()
        return all(y not in first or last.get(x, -1) < first[y] for x, y in pairs)
    mask = np.array([game.package(proposal.steps)], dtype=np.int64)
    if not reachable_orders(game.before(proposal.before), mask)[0]:
        policy = np.array([step.policy for step in scenario.steps])
        game = replace(game, after=np.where(policy, 0, game.after))
    return bool(reachable_orders(game.before((*proposal.before, *pairs)), mask)[0])


def wanted_steps(scenario: Scenario, demand: Demand) -> tuple[str, ...]:
    """Return the steps a demand asks for: named, or all that its party takes a term to mean."""
    if demand.term is None:
        return demand.require
    term = next(term for term in scenario.terms if term.id == demand.term)
    return term.meaning.get(demand.by, ())
