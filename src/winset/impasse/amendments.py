"""Why each side refused a proposal, and the smallest amendment that each could have accepted."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from winset.impasse.groups import NO_GROUPS, GroupSet, less
from winset.impasse.package_tables import PackageTable
from winset.impasse.solver import Pairs, Solver
from winset.impasse.tagged_id import TaggedId
from winset.roadmaps.safeguards import Escrowed, escrowed
from winset.scenario import Proposal
from winset.scenario.game import Masks, StepSet, bits
from winset.tools.result import Result

MOST_TIED = 16
"""Nearest packages whose orders are compared."""


@dataclass(frozen=True, slots=True)
class Amendment(Result):
    """A package near a proposal, and an order of it, that somebody could accept.

    Attributes
    ----------
    added, dropped
        The steps that make the difference.
    moved
        Pairs (x, y) of steps that the proposal has in this order and the amendment has not.
    package, order, values, escrow
        What it then is: V by party, at the cost of the escrows in use.
    ties
        How many packages are as near, it among them; of those looked at, where they are many.
    """

    added: tuple[str, ...]
    dropped: tuple[str, ...]
    moved: Pairs
    package: tuple[str, ...]
    order: tuple[tuple[str, ...], ...]
    values: dict[str, float]
    escrow: tuple[Escrowed, ...]
    ties: int = 1


@dataclass(frozen=True, slots=True)
class Refusal(Result):
    """A party's objections to a proposal, and what it could have accepted.

    Attributes
    ----------
    groups
        Its groups that the proposal, in the order it asks for, does not meet, each taken alone;
        where it meets each alone, a smallest set of them that it does not meet together. That it
        would itself gain by breaking off is no reason to refuse. None where it cannot be carried
        out at all.
    amendment
        The smallest amendment that meets all of them; None where no package does.
    """

    groups: tuple[TaggedId, ...]
    amendment: Amendment | None


@dataclass(frozen=True, slots=True)
class Answer(Result):
    """How each side could have answered a proposal.

    Attributes
    ----------
    parties
        By party.
    everybody
        The smallest amendment that is a deal: signed by all, and kept.
    demands
        Whether that meets every demand; they are set aside where nothing does.
    """

    parties: dict[str, Refusal]
    everybody: Amendment | None
    demands: bool


def answer_to(solver: Solver, proposal: Proposal) -> Answer:
    """Return why each side refused a proposal, and what it could have accepted."""
    everything = solver.groups.everything
    demands = solver.can_hold(everything)
    every = everything if demands else solver.groups.but(solver.groups.demands)
    return Answer(
        parties={party: _refusal(solver, proposal, party) for _, party in solver.game.each_party()},
        everybody=amended(solver, proposal, every),
        demands=demands,
    )


def amended(solver: Solver, proposal: Proposal, groups: GroupSet) -> Amendment | None:
    """Return the smallest amendment of a proposal that meets some groups; None where none does.

    The fewest steps added or dropped; then the fewest pairs of steps out of the order that the
    proposal asks for, of the first `MOST_TIED` such packages; then file order.
    """
    mask = solver.game.package(proposal.steps)
    near = [
        (distance, table, place)
        for table, places in zip(solver.tables, solver.meeting(groups), strict=True)
        for distance, place in _nearest(table.masks, places, mask)
    ]
    least = min((distance for distance, _, _ in near), default=None)
    tied = [(table, place) for distance, table, place in near if distance == least]
    found = [
        _amendment(solver, proposal, groups, table, place) for table, place in tied[:MOST_TIED]
    ]
    if not found:
        return None
    first = min(found, key=lambda one: len(one.moved))
    ties = {one.package for one in found if len(one.moved) == len(first.moved)}
    return replace(first, ties=len(ties))


def _nearest(masks: Masks, places: Masks, mask: StepSet) -> Iterator[tuple[int, int]]:
    """Yield the places of the packages nearest to a set of steps, each with its distance."""
    if not len(places):
        return
    distance = np.bitwise_count(masks[places] ^ mask)
    least = int(distance.min())
    yield from ((least, int(place)) for place in places[distance == least])


def _amendment(
    solver: Solver, proposal: Proposal, groups: GroupSet, table: PackageTable, place: int
) -> Amendment:
    package = StepSet(int(table.masks[place]))
    pairs = proposal.pairs(solver.game.names(package))
    kept, order = _ordered(solver, pairs, groups, (table, package))
    mask = solver.game.package(proposal.steps)
    return Amendment(
        added=solver.game.names(package & ~mask),
        dropped=solver.game.names(mask & ~package),
        moved=tuple(pair for pair in pairs if pair not in kept),
        package=solver.game.names(package),
        order=order,
        values=solver.game.by_party(table.values[:, place]),
        escrow=escrowed(solver.rules.exits(groups, table.used).game),
    )


def _ordered(
    solver: Solver, pairs: Pairs, groups: GroupSet, at: tuple[PackageTable, StepSet]
) -> tuple[Pairs, tuple[tuple[str, ...], ...]]:
    """Return the pairs of a proposal that an order can keep, one after another, and the order."""
    table, package = at
    kept: Pairs = ()
    for pair in pairs:
        if solver.order_of(table, package, groups, (*kept, pair)) is not None:
            kept = (*kept, pair)
    return kept, solver.best_order_of(table, package, groups, kept)


def _refusal(solver: Solver, proposal: Proposal, party: str) -> Refusal:
    own = solver.groups.mask(
        group.id
        for group in solver.groups.listed
        if group.kind != "stake" and _is_of(group.holder, party)
    )
    against = _against(solver, proposal, own)
    return Refusal(solver.groups.ids(against), amended(solver, proposal, own))


def _against(solver: Solver, proposal: Proposal, own: GroupSet) -> GroupSet:
    """Return which of a party's groups a proposal does not meet; see `Refusal`."""
    if _met(solver, proposal, own) or not _met(solver, proposal, NO_GROUPS):
        return NO_GROUPS
    each = (GroupSet(1 << n) for n in bits(own))
    alone = GroupSet(sum(group for group in each if not _met(solver, proposal, group)))
    return alone or _smallest_unmet(solver, proposal, own)


def _smallest_unmet(solver: Solver, proposal: Proposal, groups: GroupSet) -> GroupSet:
    """Return groups not met together that are met once any of them is given up."""
    for n in bits(groups):
        rest = less(groups, GroupSet(1 << n))
        if not _met(solver, proposal, rest):
            groups = rest
    return groups


def _is_of(holder: str | None, party: str) -> bool:
    return holder == party or (holder or "").startswith(f"{party}.")


def _met(solver: Solver, proposal: Proposal, group: GroupSet) -> bool:
    """Return whether a proposal meets a group, or none, in the order that it asks for."""
    mask = solver.game.package(proposal.steps)
    for table in solver.tables:
        places = np.flatnonzero(table.unbroken(group) & (table.masks == mask))
        pairs = proposal.pairs(proposal.steps)
        if len(places) and solver.order_of(table, mask, group, pairs) is not None:
            return True
    return False
