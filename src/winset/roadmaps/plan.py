"""What would be kept: the verb of this part."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from winset.deals.packages import Packages, list_packages
from winset.roadmaps.choose import best_package, named_package
from winset.roadmaps.exits import Exits, exits_of
from winset.roadmaps.large import order_large
from winset.roadmaps.lattice import MOST_STEPS, build_lattice
from winset.roadmaps.needs import Judged, judge_all, list_sets
from winset.roadmaps.orders import best_order
from winset.roadmaps.roadmap import Counts, Roadmap
from winset.roadmaps.walk import walk
from winset.scenario import Scenario
from winset.scenario.compiled import compile_game


def plan_roadmap(scenario: Scenario, package: str | Sequence[str] = "best") -> Roadmap | None:
    """Return the best order of a package's steps, and whether it would be kept.

    Parameters
    ----------
    scenario
        The negotiation.
    package
        ``best``: the signable package that holds with the largest Nash product, or comes nearest
        to holding; ``all``; a proposal's id; or steps, as a sequence or with commas between.

    Returns
    -------
    Roadmap or None
        None where the best package was asked for and none is signable.

    Raises
    ------
    UsageError
        Where `package` is not one.
    ScenarioTooLarge
        Where there are more packages or states than can be searched.
    """
    game = compile_game(scenario)
    exits = exits_of(game)
    packages = list_packages(game)
    sets = list_sets(exits)
    judged = judge_all(sets, packages)
    counts = _counts(packages, judged)
    if package == "best":
        mask = best_package(sets, packages, judged)
    else:
        mask = named_package(scenario, game, package)
    if mask is None:
        return None
    roadmap = order_package(exits, mask)
    return None if roadmap is None else replace(roadmap, all=counts)


def order_package(
    exits: Exits, mask: int, before: Iterable[tuple[str, str]] = ()
) -> Roadmap | None:
    """Return the best order of a set of steps, within an order that is demanded.

    None where no order respects both that and the prerequisites.

    Parameters
    ----------
    before
        Pairs (x, y): y only after x.
    """
    after = exits.game.before(before)
    if mask.bit_count() > MOST_STEPS:
        found = order_large(exits, mask, after)
    else:
        found = best_order(build_lattice(exits, mask, after))
    return None if found is None else walk(exits, found.order, found.ties)


def _counts(packages: Packages, judged: Judged) -> Counts:
    keys = {name: getattr(judged, name) for name in ("holds", "incentive", "trust")}
    return Counts(
        packages=int(np.count_nonzero(packages.masks)),
        signable=int(np.count_nonzero(packages.signable & (packages.masks != 0))),
        **{name: int(np.count_nonzero(passes)) for name, passes in keys.items()},
    )
