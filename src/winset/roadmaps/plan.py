"""What would be kept: the verb of this part."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Literal

import numpy as np

from winset.deals.packages import Packages, list_packages
from winset.roadmaps.choose import best_package, named_package
from winset.roadmaps.exits import Exits, exits_of
from winset.roadmaps.large import order_large
from winset.roadmaps.lattice import MOST_STEPS, build_lattice
from winset.roadmaps.needs import Judged, Sets, judge_all, list_sets
from winset.roadmaps.orders import ANY, FrontPoint, Wishes, best_order, front_of
from winset.roadmaps.roadmap import Counts, Roadmap, Tradeoff
from winset.roadmaps.walk import walk
from winset.scenario import Scenario, ScenarioTooLarge, UsageError
from winset.scenario.compiled import Game, compile_game

Prefer = Literal["soon", "safe"]

FRONT_STEPS = 16
"""Steps of a package for which the front between stake and trust is found as well."""


def plan_roadmap(
    scenario: Scenario,
    package: str | Sequence[str] = "best",
    *,
    prefer: Prefer = "soon",
    near: str | None = None,
) -> Roadmap | None:
    """Return the best order of a package's steps, and whether it would be kept.

    Parameters
    ----------
    scenario
        The negotiation.
    package
        ``best``: the signable package that holds with the largest Nash product, or comes nearest
        to holding; ``all``; a proposal's id; or steps, as a sequence or with commas between.
    prefer
        Among orders as good take the one whose benefits come ``soon``, or the one that is
        ``safe``: with the largest margin.
    near
        A proposal's id: among orders as good take the one that departs least from the order it
        asks for, counted in pairs of steps.

    Returns
    -------
    Roadmap or None
        None where the best package was asked for and none is signable.

    Raises
    ------
    UsageError
        Where `package` is not one, or `near` asks for no order.
    ScenarioTooLarge
        Where there are more packages or states than can be searched.
    """
    exits = exits_of(compile_game(scenario))
    wishes = Wishes(prefer == "safe", demanded_pairs(scenario, exits.game, near))
    if package == "best":
        sets, packages, judged = _everything(exits)
        mask = best_package(sets, packages, judged)
        counts: Counts | None = _counts(packages, judged)
    else:
        mask = named_package(scenario, exits.game, package)
        counts = _counts_if_possible(exits)
    roadmap = None if mask is None else order_package(exits, mask, wishes=wishes, front=True)
    return None if roadmap is None else replace(roadmap, all=counts)


def order_package(
    exits: Exits,
    mask: int,
    before: Iterable[tuple[str, str]] = (),
    *,
    wishes: Wishes = ANY,
    front: bool = False,
) -> Roadmap | None:
    """Return the best order of a set of steps, within an order that is demanded.

    None where no order respects both that and the prerequisites.

    Parameters
    ----------
    before
        Pairs (x, y): y only after x.
    wishes
        What decides among orders as good; not heeded beyond `MOST_STEPS` steps.
    front
        Whether to look for what can be had between stake and trust, up to `FRONT_STEPS` steps.
    """
    after = exits.game.before(before)
    if mask.bit_count() > MOST_STEPS:
        found = order_large(exits, mask, after)
        return None if found is None else walk(exits, found.order, found.ties)
    lattice = build_lattice(exits, mask, after)
    found = best_order(lattice, wishes)
    if found is None:
        return None
    roadmap = walk(exits, found.order, found.ties)
    if front and mask.bit_count() <= FRONT_STEPS:
        points = tuple(_tradeoff(exits.game, point) for point in front_of(lattice))
        roadmap = replace(roadmap, front=points)
    return roadmap


def demanded_pairs(
    scenario: Scenario, game: Game, proposal: str | None
) -> tuple[tuple[int, int], ...]:
    """Return the order that a proposal asks for, as pairs of places of steps: y only after x.

    Raises
    ------
    UsageError
        Where there is no such proposal, or it asks for no order.
    """
    if proposal is None:
        return ()
    orders = {one.id: one.before for one in scenario.proposals}
    if proposal not in orders:
        listed = ", ".join(orders) or "none"
        raise UsageError(f"there is no proposal {proposal}; the proposals are: {listed}")
    if not orders[proposal]:
        asking = ", ".join(name for name, pairs in orders.items() if pairs) or "none"
        raise UsageError(f"{proposal} asks for no order (`before`); proposals that do: {asking}")
    return tuple((game.steps.index(x), game.steps.index(y)) for x, y in orders[proposal])


def _everything(exits: Exits) -> tuple[Sets, Packages, Judged]:
    packages = list_packages(exits.game)
    sets = list_sets(exits)
    return sets, packages, judge_all(sets, packages)


def _counts_if_possible(exits: Exits) -> Counts | None:
    """Return the counts, None where there are too many packages: one can still be put in order."""
    try:
        _, packages, judged = _everything(exits)
    except ScenarioTooLarge:
        return None
    return _counts(packages, judged)


def _tradeoff(game: Game, point: FrontPoint) -> Tradeoff:
    return Tradeoff(
        required_bond=point.share if np.isfinite(point.share) else None,
        required_trust=point.trust if np.isfinite(point.trust) else None,
        order=tuple(game.steps[k] for k in point.order),
    )


def _counts(packages: Packages, judged: Judged) -> Counts:
    keys = {name: getattr(judged, name) for name in ("holds", "incentive", "trust")}
    return Counts(
        packages=int(np.count_nonzero(packages.masks)),
        signable=int(np.count_nonzero(packages.signable & (packages.masks != 0))),
        **{name: int(np.count_nonzero(passes)) for name, passes in keys.items()},
    )
