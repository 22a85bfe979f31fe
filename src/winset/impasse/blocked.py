"""Proof, package by package, that no order meets a set of groups.

A package can fail at once, whatever its order: what is demanded of the order contradicts itself, or
a key fails before anything is done, or once all is. What is left is shown by places, states or
moves, that every order passes and at which a key fails (`winset.roadmaps.proofs.cuts`).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

import numpy as np

from winset.deals.packages import gross_of
from winset.impasse.groups import GroupSet
from winset.impasse.package_tables import PackageTable
from winset.impasse.solver import Solver
from winset.roadmaps._order_kernels import Caps
from winset.roadmaps.certificate import FailingPlace
from winset.roadmaps.exits import Exits, need_dust, opportunist_survival, trust_lack
from winset.roadmaps.keeping import Sets
from winset.roadmaps.lattice import build_lattice, count_states
from winset.roadmaps.proofs.certify import MOST_STATES
from winset.roadmaps.proofs.cuts import smallest_cut
from winset.roadmaps.proofs.weakest import failing_place
from winset.roadmaps.safeguards import expand
from winset.scenario.game import TOLERANCE, Bools, Floats, Masks, MoveSet
from winset.tools.result import Result

MOST_BLOCKED = 32
"""Packages that are listed with their places."""

_BETWEEN = 3
"""How far a package gets that fails only between the start and the end."""

KEYS = ("incentive", "trust")

Left: TypeAlias = tuple[PackageTable, Exits, MoveSet]
"""A package under a choice of escrows, with its exit values."""

_Fails = Callable[[Exits, Masks, Floats], Bools]


@dataclass(frozen=True, slots=True)
class Blocked(Result):
    """A package that no order keeps.

    Attributes
    ----------
    package, escrow
        Its steps, and those of each escrow in use.
    places
        States and moves, each of which fails, such that every order passes one; none at all where
        the limits on the way allow no order.
    """

    package: tuple[str, ...]
    escrow: tuple[tuple[str, ...], ...]
    places: tuple[FailingPlace, ...]


@dataclass(frozen=True, slots=True)
class Barrier(Result):
    """Why no package meets a set of groups, once what they ask of the package alone is met.

    Attributes
    ----------
    packages
        How many packages meet that, with some choice of escrows; each counts once, as far as it
        gets with any.
    unordered
        Those of which no order is allowed: what is demanded of it contradicts itself or the limits
        on the way.
    start, end
        Those of the rest where a key fails before anything is done; of the rest again, once all is.
    between
        Those that remain, each with its places under each choice of escrows; None where they are
        more than `MOST_BLOCKED`, or not all are proved.
    """

    packages: int
    unordered: int
    start: int
    end: int
    between: tuple[Blocked, ...] | None


def barrier_of(solver: Solver, groups: GroupSet) -> Barrier:
    """Return why no package meets some groups that cannot hold."""
    counts, left = counted(solver, groups)
    return Barrier(*counts, _between(solver, left))


def counted(solver: Solver, groups: GroupSet) -> tuple[tuple[int, int, int, int], list[Left]]:
    """Return how many packages meet what some groups ask of them, and what is left of them.

    Those of which no order is allowed, where a key fails at the start, and then at the end, are
    counted, and left out.
    """
    found: list[tuple[Masks, Masks]] = []
    left: list[Left] = []
    for table in solver.tables:
        some = table.unbroken(groups)
        if not some.any():
            continue
        exits = solver.rules.exits(groups, table.used)
        frame = solver.rules.sets(groups, table.used).frame
        whole, values = table.masks[some], table.values.T[some]
        masks = expand(exits.game, whole)
        stages = _stages(Sets(exits, frame), masks, values)
        found.append((whole, stages))
        left += [(table, exits, MoveSet(int(mask))) for mask in masks[stages == _BETWEEN]]
    if not found:
        return (0, 0, 0, 0), left
    packages, place = np.unique(np.concatenate([one for one, _ in found]), return_inverse=True)
    reached = np.zeros(len(packages), dtype=np.int64)
    np.maximum.at(reached, place, np.concatenate([stages for _, stages in found]))
    unordered, start, end = map(int, np.bincount(reached, minlength=_BETWEEN)[:_BETWEEN])
    return (len(packages), unordered, start, end), left


def _stages(sets: Sets, masks: Masks, values: Floats) -> Masks:
    """Return how far each package gets: 0 no order, 1 fails at the start, 2 at the end, 3 passes.

    Parameters
    ----------
    values : (packages, parties)
    """
    stages = np.full(len(masks), _BETWEEN)
    fails: tuple[_Fails, ...] = (partial(_unordered, sets), _at_start, _at_end)
    for n, failing in enumerate(fails):
        rest = np.flatnonzero(stages == _BETWEEN)
        stages[rest[failing(sets.exits, masks[rest], values[rest])]] = n
    return stages


def _unordered(sets: Sets, exits: Exits, masks: Masks, values: Floats) -> Bools:
    listed = sets.frame.masks
    places = np.minimum(np.searchsorted(listed, masks), len(listed) - 1)
    led = (sets.places >= 0).any(axis=1) | (listed == exits.game.done)
    return np.asarray(~((listed[places] == masks) & led[places]))


def _at_start(exits: Exits, masks: Masks, values: Floats) -> Bools:
    begun = np.full(len(masks), exits.game.done, dtype=np.int64)
    return _failing(exits, begun, masks, values)


def _at_end(exits: Exits, masks: Masks, values: Floats) -> Bools:
    return _failing(exits, masks, masks, values)


def _failing(exits: Exits, states: Masks, masks: Masks, values: Floats) -> Bools:
    """Return for which packages a key fails at a state: (packages,).

    Parameters
    ----------
    states, masks : (packages,)
        A state of each package, and the package.
    values : (packages, parties)
    """
    game = exits.game
    everyone = np.ones(len(game.parties), dtype=np.bool_)
    opens, relapse = exits.needs_at(states)
    gross = gross_of(game, masks).T
    tempted = (opens + relapse > values + need_dust(game, gross)).any(axis=1)
    held = (masks[:, None] >> np.arange(len(game.steps)) & 1).astype(np.bool_)
    acting = (held[:, None, :] & game.performs).any(axis=2)
    losses = exits.losses_at(states, everyone, gross)
    losses *= (acting * opportunist_survival(game, states))[:, None, :]
    doubted = (trust_lack(losses, values, game.trust) > TOLERANCE).any(axis=(1, 2))
    return np.asarray(tempted | doubted)


def _between(solver: Solver, left: list[Left]) -> tuple[Blocked, ...] | None:
    if len(left) > MOST_BLOCKED:
        return None
    found = []
    for table, exits, mask in left:
        places = _places(exits, mask)
        if places is None:
            return None
        escrow = tuple(solver.game.names(solver.game.offers[e].steps) for e in table.used)
        found.append(Blocked(exits.game.names(mask), escrow, places))
    return tuple(found)


def _places(exits: Exits, package: MoveSet) -> tuple[FailingPlace, ...] | None:
    """Return places that every order passes and at which it fails; None where not proved."""
    if count_states(exits.game, package) > MOST_STATES:
        return None
    lattice = build_lattice(exits, package, exits.game.after)
    spots = smallest_cut(lattice, Caps(TOLERANCE, TOLERANCE), exits.game.done)
    if spots is None:
        return None
    found = tuple(_barred(exits, package, spots))
    return found if len(found) == len(spots) else None


def _barred(exits: Exits, package: MoveSet, spots: list[tuple[int, int]]) -> Iterator[FailingPlace]:
    for spot in spots:
        place = failing_place(exits, package, spot, KEYS)
        if place is not None:
            yield place
