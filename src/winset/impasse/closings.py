"""How near the edge a deal is: for each number the switching value beyond which none is left."""

from collections.abc import Iterator
from functools import partial
from math import inf

import numpy as np

from winset.impasse.interventions import is_on_the_way
from winset.impasse.package_tables import table_of
from winset.impasse.solver import KeptOrder, Solver
from winset.roadmaps.bracketing import Parameter, SwitchingValue, by_change, halve_gap, step_on
from winset.roadmaps.order_path import path_of
from winset.roadmaps.parameters import amount, parameters_of, party_units
from winset.scenario.budget import so_far
from winset.scenario.changes import with_changes
from winset.scenario.number_path import NumberPath
from winset.tools.progress import Progress, untold

MOST_DEALS = 40
"""Deals that are left behind one after another on the way to where none is left."""


def closings_of(solver: Solver, progress: Progress = untold) -> tuple[SwitchingValue, ...]:
    """Return, for each number, the nearest value at which no deal is left; smallest change first.

    A number that leaves a deal wherever it is followed to is not listed. On the way from what it is
    each deal is followed to where it ends, then another is looked for there. A deal at both ends of
    a stretch is one all along it (`winset.roadmaps.bracketing`).
    """
    first = solver.kept_order(solver.groups.everything)
    if first is None:
        return ()
    return by_change(so_far(_closings(solver, first, progress)))


def _closings(solver: Solver, first: KeptOrder, progress: Progress) -> Iterator[SwitchingValue]:
    numbers = tuple(_numbers(solver, first))
    for n, number in enumerate(numbers):
        progress(n, len(numbers))
        closing = number.nearest(partial(_closing, solver, number, first))
        if closing is not None:
            yield closing


def _numbers(solver: Solver, kept: KeptOrder) -> Iterator[Parameter]:
    """Yield the numbers on which a deal can hang: those of its order, bars at home, prices."""
    order = path_of(solver.rules.exits(solver.groups.everything, kept.used), kept.order)
    yield from parameters_of(solver.scenario, order, kept.used)
    units = party_units(order)
    for party in solver.scenario.parties:
        for body in party.home:
            path = NumberPath(f"parties.{party.id}.home.{body.id}.floor")
            yield amount(path, body.floor.point, units[party.id])
    for demand in solver.scenario.demands:
        if demand.at_least is not None:
            path = NumberPath(f"demands.{demand.id}.at_least")
            yield amount(path, demand.at_least.point, units[demand.by])


def _closing(solver: Solver, number: Parameter, first: KeptOrder, side: int) -> float | None:
    """Return the first value on one side of a number at which no deal is left."""
    kept, tried = first, 0
    for near, far in number.stretches(side):
        at = near
        while tried < MOST_DEALS:
            if not _still(solver, number.path, kept, at):
                another = _at(solver, number.path, at).kept_order(solver.groups.everything)
                if another is None:
                    return at
                kept, tried = another, tried + 1
            if _still(solver, number.path, kept, far) or _spans(solver, number.path, at, far):
                break
            gap = partial(_gap, solver, number.path, kept)
            last = halve_gap(gap, far, at, number.unit)
            at = step_on(last, far, number.unit, steps=2)
    return None


def _spans(solver: Solver, path: NumberPath, near: float, far: float) -> bool:
    """Return whether one deal covers the whole stretch: the best one at its far end."""
    kept = _at(solver, path, far).kept_order(solver.groups.everything)
    return kept is not None and _still(solver, path, kept, near)


def _at(solver: Solver, path: NumberPath, value: float) -> Solver:
    scenario = with_changes(solver.scenario, {path: value})
    return solver.like(scenario) if is_on_the_way(path) else solver.of(scenario)


def _still(solver: Solver, path: NumberPath, kept: KeptOrder, value: float) -> bool:
    """Return whether a deal is still one with a number at another value."""
    return _gap(solver, path, kept, value) <= 0


def _gap(solver: Solver, path: NumberPath, kept: KeptOrder, value: float) -> float:
    """Return by how much a deal fails with a number at another value: endless if not signed."""
    scenario = with_changes(solver.scenario, {path: value})
    one = solver.of(scenario)
    package = np.array([kept.package])
    table = table_of(scenario, one.groups, one.game, kept.used, package)
    everything = one.groups.everything
    signed = bool(table.unbroken(everything).any())
    return one.short_of(everything, kept) if signed else inf
