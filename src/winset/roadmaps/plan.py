"""What would be kept: the verb of this part."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

import numpy as np

from winset.language.catalogue import worded
from winset.roadmaps.as_written import as_written
from winset.roadmaps.by_trust import best_by_trust
from winset.roadmaps.choose import (
    JudgedPackages,
    best_package,
    named_package,
    not_a_package,
)
from winset.roadmaps.describe import beside_verdict, describe_order
from winset.roadmaps.exits import Exits
from winset.roadmaps.given_order import TOGETHER, GivenOrder, given_by, given_order
from winset.roadmaps.judge_order import judge_order
from winset.roadmaps.lattice import count_states
from winset.roadmaps.needs import bond_front
from winset.roadmaps.order_path import moves_named, path_of
from winset.roadmaps.orders import FrontPoint, Wishes, front_of
from winset.roadmaps.proofs.certify import certify
from winset.roadmaps.roadmap import AsWritten, Bonds, Counts, Roadmap, Tradeoff
from winset.roadmaps.safeguards import Safeguards
from winset.roadmaps.search import Arrangement, best_plan
from winset.roadmaps.session import Session
from winset.roadmaps.standing import standing_of
from winset.roadmaps.switching import switching_values
from winset.roadmaps.timed_plan import best_in_time, described_in_time
from winset.scenario import Proposal, Scenario, ScenarioTooLarge, UsageError
from winset.scenario.game import Game, MoveOrder, MoveSet, StepSet
from winset.scenario.tree import unknown
from winset.tools.progress import Progress, untold

Prefer = Literal["soon", "safe"]

LARGEST_PRODUCT = "nash"
"""The name of the package that holds with the largest Nash product."""

FRONT_STATES = 1 << 16
"""States of a package for which the front between stake and trust is found as well: 16 steps."""


def plan_roadmap(  # noqa: PLR0913 -- what is asked of an order
    scenario: Scenario | Session,
    package: str | Sequence[str] = LARGEST_PRODUCT,
    *,
    prefer: Prefer = "soon",
    near: str | None = None,
    order: str | Sequence[str] | None = None,
    in_time: bool = False,
    in_short: bool = False,
    progress: Progress = untold,
) -> Roadmap | None:
    """Return the best order of a package's steps, or the one given, and whether it would be kept.

    Parameters
    ----------
    scenario
        The negotiation, or a session of it.
    package
        ``nash``: the signable package that holds with the largest Nash product at the points of the
        file's numbers, or comes nearest to holding; ``all``; a proposal's id; or steps, as a
        sequence or with commas between. For the deal to look at first see `winset.advise`.
    prefer
        Among orders as good take the one whose benefits come ``soon``, or the one that is
        ``safe``: with the largest margin.
    near
        A proposal's id: among orders as good take the one that departs least from the order it
        asks for, counted in pairs of steps.
    order
        Take this order, and find the numbers that turn its keys (`Roadmap.turns`): steps, as a
        sequence or with commas between (see `winset.roadmaps.given_order`), or a proposal's id, for
        its own order (see `winset.roadmaps.as_written`). The package is then that of its steps.
    in_time
        Count time: judge each order by what going on is worth at each moment. The package, its
        slices and its escrows are those of the answer without time; what turns an order is not
        looked for.
    in_short
        Where ``nash`` is asked for, whether to work out no more of it than a first screen tells:
        its verdict, its days, what time does to it, how often it would be carried through, and
        the counts.
    progress
        Called, while these numbers are looked for, with what is done and the total.

    Returns
    -------
    Roadmap or None
        Where the package is a proposal's, with what becomes of that in its own order. None where
        ``nash`` was asked for and nothing is signable, or where what is forbidden on the way leaves
        the package no order.

    Raises
    ------
    UsageError
        Where `package` is not one, `near` asks for no order, or `order` cannot be one; with time
        counted also where some step does not say how long it takes.
    ScenarioTooLarge
        Where there are more packages or states than can be searched.

    Examples
    --------
    >>> import winset
    >>> dam = winset.load("docs/examples/dam.yaml", changes=["parties.up.breach_penalty=4"])
    >>> roadmap = winset.plan_roadmap(dam)
    >>> roadmap.verdict, roadmap.order
    ('holds', (('power-line',), ('open-dam',), ('sell-power',)))
    """
    session = Session.of(scenario)
    scenario, safeguards = session.scenario, session.safeguards
    if order is not None:
        asked = (order, package), (prefer, near)
        return _as_given(scenario, safeguards, *asked, progress, in_time=in_time)
    if in_time and near is not None:
        raise UsageError(worded("errors.roadmap.near_in_time"))
    wishes = Wishes(prefer == "safe", demanded_pairs(scenario, near))
    if package == LARGEST_PRODUCT:
        slices, options = session.settled
        mask = best_package(options)
        if mask is None:
            return None
        return _planned(session, mask, wishes, slices, in_time=in_time, in_short=in_short)
    mask = named_package(scenario, safeguards.game, package)
    roadmap = _planned(session, mask, wishes, in_time=in_time)
    proposal = _proposal(scenario, package)
    if proposal is None or roadmap is None or in_time:
        return roadmap
    return replace(roadmap, as_written=own_order(scenario, safeguards, proposal))


def judge_best(session: Session) -> Roadmap | None:
    """Return the order that `plan_roadmap` would plan by itself, with its verdict and the counts.

    Nothing is told of what follows from it.
    """
    slices, options = session.settled
    mask = best_package(options)
    best = None if mask is None else best_plan(session.safeguards, mask, (), slices=slices)
    if best is None:
        return None
    path = path_of(best.arrangement.exits, best.found.order)
    return replace(judge_order(path, best.found.ties), all=_counts(options))


def plan_in_order(
    session: Session,
    package: Sequence[str],
    order: Sequence[Sequence[str]],
    *,
    in_short: bool = False,
) -> Roadmap | None:
    """Return the best order of a package, and of those as good this one, if it is among them.

    Parameters
    ----------
    order
        By move the steps that are done in it.
    in_short
        As in `plan_roadmap`.
    """
    named = [TOGETHER.join(move) for move in order]
    given = given_order(session.scenario, session.safeguards, named)
    mask = named_package(session.scenario, session.game, package)
    wishes = Wishes(order=(given.used, given.order))
    return _planned(session, mask, wishes, given.slices, in_short=in_short)


def _planned(
    session: Session,
    mask: StepSet,
    wishes: Wishes,
    slices: int | None = None,
    *,
    in_time: bool = False,
    in_short: bool = False,
) -> Roadmap | None:
    """Return the best order of a package, with all that is told of it."""
    scenario, safeguards = session.scenario, session.safeguards
    best = best_plan(safeguards, mask, (), wishes, slices)
    if best is None:
        return None
    made = best.arrangement
    if in_time:
        return best_in_time(scenario, made, mask, safe=wishes.safe)
    order, ties = best.found.order, best.found.ties
    roadmap = replace(
        describe_order(scenario, made.exits, order, made.used, ties, in_short=in_short),
        all=_counts_if_possible(session),
        open_slices=best.slices,
    )
    if not in_short:
        roadmap = replace(
            roadmap,
            front=_front(made),
            certificates=certify(safeguards, mask, (), best),
            bonds=_bonds(made.exits, order),
        )
    return _from_here(scenario, safeguards, given_by(best, mask), roadmap)


def with_levels(scenario: Scenario | Session, roadmap: Roadmap) -> Roadmap:
    """Return a roadmap with the best deal that holds at each level of trust.

    Raises
    ------
    ScenarioTooLarge
        Where there are more packages than can be listed.
    """
    slices = 1 if roadmap.open_slices is None else roadmap.open_slices.number or 1
    return replace(roadmap, levels=best_by_trust(Session.of(scenario).safeguards, slices))


def _front(arrangement: Arrangement) -> tuple[Tradeoff, ...] | None:
    """Return the front between stake and trust; None where there are too many states."""
    if arrangement.lattice is None or len(arrangement.lattice.benefit) > FRONT_STATES:
        return None
    return tuple(
        _tradeoff(arrangement.exits.game, point) for point in front_of(arrangement.lattice)
    )


def _bonds(exits: Exits, order: MoveOrder) -> tuple[Bonds, ...] | None:
    """Return the front between the parties' stakes; None where there are too many states."""
    game = exits.game
    package = MoveSet(game.done | sum(order))
    if count_states(game, package) > FRONT_STATES:
        return None
    return tuple(
        Bonds(
            bond={
                party: amount if np.isfinite(amount) else None
                for party, amount in game.by_party(bond).items()
            },
            order=moves_named(game, order),
        )
        for bond, order in bond_front(exits, package)
    )


def _as_given(
    scenario: Scenario,
    safeguards: Safeguards,
    asked: tuple[str | Sequence[str], str | Sequence[str]],
    wishes: tuple[Prefer, str | None],
    progress: Progress,
    *,
    in_time: bool,
) -> Roadmap:
    """Return an order that is given, and the numbers that turn its keys."""
    order, package = asked
    if wishes != ("soon", None):
        raise UsageError(worded("errors.roadmap.given"))
    given = _given_order(scenario, safeguards, order)
    if package != LARGEST_PRODUCT:
        mask = named_package(scenario, safeguards.game, package)
        if mask != given.package:
            raise UsageError(_disagree(safeguards.game, mask, given.package))
    exits = safeguards.exits(given.slices, given.used)
    if in_time:
        return described_in_time(scenario, exits, given.order, given.used)
    roadmap = replace(
        describe_order(scenario, exits, given.order, given.used),
        turns=switching_values(scenario, given, progress),
        bonds=_bonds(exits, given.order),
    )
    return _from_here(scenario, safeguards, given, roadmap)


def _given_order(
    scenario: Scenario, safeguards: Safeguards, order: str | Sequence[str]
) -> GivenOrder:
    """Return an order that is named by its steps, or that of a proposal."""
    proposal = _proposal(scenario, order)
    if proposal is None:
        return given_order(scenario, safeguards, order)
    mask = safeguards.game.package(proposal.steps)
    problems = [*not_a_package(scenario, safeguards.game, mask)]
    found = None if problems else as_written(safeguards, proposal)
    if isinstance(found, GivenOrder):
        return found
    told = (
        worded("errors.roadmap.blocked", proposal=proposal.id, why=one)
        for one in problems or [str(found)]
    )
    raise UsageError("\n".join(told))


def _proposal(scenario: Scenario, named: str | Sequence[str]) -> Proposal | None:
    """Return the proposal that is named, or None where none is."""
    return next((one for one in scenario.proposals if one.id == named), None)


def _from_here(
    scenario: Scenario, safeguards: Safeguards, given: GivenOrder, roadmap: Roadmap
) -> Roadmap:
    """Return a roadmap with where things stand, if something is done already."""
    if not safeguards.game.done:
        return roadmap
    return replace(roadmap, standing=standing_of(scenario, safeguards, given, roadmap))


def _disagree(game: Game, package: int, ordered: int) -> str:
    """Return in words how the steps of a package differ from those of an order."""
    more, less = game.names(ordered & ~package), game.names(package & ~ordered)
    return worded("errors.roadmap.disagree", more=more, less=less)


def order_package(safeguards: Safeguards, mask: StepSet) -> Roadmap | None:
    """Return the best order of a set of steps; None where none is allowed.

    Parameters
    ----------
    mask
        The steps, to which those done already are added.
    """
    best = best_plan(safeguards, StepSet(mask | safeguards.game.done), ())
    return (
        None
        if best is None
        else judge_order(path_of(best.arrangement.exits, best.found.order), best.found.ties)
    )


def own_order(
    scenario: Scenario, safeguards: Safeguards, proposal: Proposal, *, in_short: bool = False
) -> AsWritten:
    """Return the verdict on a proposal in its own order; in short without what time does to it.

    What is done already counts as part of it; where that excludes one of its steps (a choice),
    there is no order to look at.
    """
    mask = safeguards.game.package(proposal.steps)
    if any(not_a_package(scenario, safeguards.game, mask)):
        return AsWritten(proposal.id, None, None)
    found = as_written(safeguards, proposal)
    if not isinstance(found, GivenOrder):
        return AsWritten(proposal.id, None, found)
    path = path_of(safeguards.exits(found.slices, found.used), found.order)
    own = judge_order(path, found.ties)
    if not in_short:
        own = beside_verdict(scenario, path, found.used, own)
    return AsWritten(proposal.id, own, None)


def demanded_pairs(scenario: Scenario, proposal: str | None) -> tuple[tuple[str, str], ...]:
    """Return the order that a proposal asks for, as pairs of steps: y only after x.

    Raises
    ------
    UsageError
        Where there is no such proposal, or it asks for no order.
    """
    if proposal is None:
        return ()
    orders = {one.id: one.pairs(one.steps) for one in scenario.proposals}
    if proposal not in orders:
        raise UsageError("; ".join(unknown(proposal, orders, "proposals")))
    if not orders[proposal]:
        asking = [name for name, pairs in orders.items() if pairs]
        raise UsageError(worded("errors.roadmap.no_order", proposal=proposal, known=asking))
    return orders[proposal]


def _counts_if_possible(session: Session) -> Counts | None:
    """Return the counts, None where there are too many packages: one can still be put in order."""
    try:
        return _counts(session.settled[1])
    except ScenarioTooLarge:
        return None


def _tradeoff(game: Game, point: FrontPoint) -> Tradeoff:
    return Tradeoff(
        required_bond=point.share if np.isfinite(point.share) else None,
        required_trust=point.trust if np.isfinite(point.trust) else None,
        order=moves_named(game, point.order),
    )


def _counts(options: Sequence[JudgedPackages]) -> Counts:
    """Return the counts; a package passes a key if it does under some choice of escrows."""
    packages = options[0].packages
    keys = {}
    for name in ("holds", "incentive", "trust"):
        passing = [one.packages.masks[getattr(one.judged, name)] for one in options]
        keys[name] = len(np.unique(np.concatenate(passing)))
    return Counts(
        packages=int(np.count_nonzero(packages.masks)),
        signable=int(np.count_nonzero(packages.signable & (packages.masks != 0))),
        **keys,
    )
