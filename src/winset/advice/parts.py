"""What each part of a deal carries: the deal without a step, and with each lever of the file."""

from collections.abc import Iterator

from winset.advice.deal import Deal, closed_without, deal_in, difference
from winset.advice.result import WithLever, WithoutStep
from winset.scenario import ScenarioTooLarge
from winset.scenario.changes import with_changes
from winset.scenario.game import Bools, Floats, StepSet, bits


def without_each(deal: Deal, large: int, kept: Bools, weights: Floats) -> Iterator[WithoutStep]:
    """Yield a deal without each of its large steps, each with those that need it.

    Parameters
    ----------
    kept : (draws,)
        Whether the whole deal is signed and kept in each draw.
    """
    game, package = deal.game, deal.package
    left = {k: closed_without(game, package, k) for k in bits(package & large)}
    packages = list(dict.fromkeys(mask for mask in left.values() if mask is not None))
    rows = deal.kept(packages) if packages else None
    for k, mask in left.items():
        if mask is None or rows is None:
            yield WithoutStep(game.ids[k])
            continue
        also = game.names(package & ~mask & ~(1 << k))
        found = difference(rows[:, packages.index(mask)], kept, weights)
        told = (found.share, found.change, found.error)
        yield WithoutStep(game.ids[k], also, deal.values(mask), *told)


def with_each_lever(deals: dict[str, Deal], kept: Bools, weights: Floats) -> Iterator[WithLever]:
    """Yield a deal with each lever.

    Parameters
    ----------
    deals
        The deal by lever, its numbers changed.
    """
    for lever, deal in deals.items():
        found = difference(deal.kept([deal.package])[:, 0], kept, weights)
        values = deal.values(deal.package)
        yield WithLever(lever, values, found.share, found.change, found.error)


def deals_by_lever(deal: Deal, seed: int) -> dict[str, Deal]:
    """Return a deal with each lever of the file that it can be judged with, in the same draws."""
    deals = {}
    for lever in deal.scenario.levers:
        changed = with_changes(deal.scenario, lever.sets)
        try:
            deals[lever.id] = deal_in(changed, StepSet(deal.package), deal.trials, seed)
        except ScenarioTooLarge:  # a lever that sets slices can make too many states
            continue
    return deals
