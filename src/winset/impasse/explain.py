"""Why there is no deal, and what would open one: the verb of this part."""

from collections.abc import Callable
from functools import partial
from typing import Literal

from winset.impasse.amendments import answer_to
from winset.impasse.approaches import compare_approaches
from winset.impasse.edge import closings_of
from winset.impasse.impasse import Impasse
from winset.impasse.next_attempt import BREAKDOWN_WEIGHT, next_attempt
from winset.impasse.reasons import (
    Explored,
    Progress,
    explore_groups,
    largest_of,
    reasons_of,
)
from winset.impasse.repairs import Repairs, cheapest_repairs, find_repairs
from winset.impasse.solver import Solver
from winset.impasse.thresholds import Axis, grid_of, thresholds_of, trust_axes
from winset.roadmaps.choose import settled_slices
from winset.roadmaps.devices import ways_of
from winset.scenario import Scenario, UsageError
from winset.scenario.compiled import compile_game
from winset.scenario.numbers import LARGEST

PartProgress = Callable[[str, int, int], None]
"""Called with the part of the result that is at work, what is done, and the total."""


def explain_impasse(
    scenario: Scenario,
    *,
    more: bool = True,
    repairs: bool | Literal["quick"] = True,
    grid: tuple[Axis, Axis] | None = None,
    breakdown_weight: float = BREAKDOWN_WEIGHT,
    progress: PartProgress = lambda part, done, total: None,
) -> Impasse:
    """Return why there is no deal, and what would open one; or how near the edge one is.

    Parameters
    ----------
    scenario
        The negotiation.
    more
        Whether to go beyond reasons, repairs and proposals: thresholds, a grid, the next attempt,
        the approaches, and the edge where a deal exists.
    repairs
        Whether to look for what would open a deal, which takes longest; ``quick``: only for the
        cheapest that the file names, as far as it says that they go (not with `more`, where they
        are compared with those of the next attempt).
    grid
        The two numbers to vary; the two parties' trust in each other if left out.
    breakdown_weight
        How much this breakdown counts in the record of the next attempt.
    progress
        Called meanwhile with the part of the result that is at work, what is done and the total.

    Raises
    ------
    UsageError
        Where the grid or the weight is impossible.
    ScenarioTooLarge
        Where there are more packages or states than can be searched.

    Examples
    --------
    >>> import winset
    >>> impasse = winset.explain_impasse(winset.load("docs/examples/swap.yaml"), more=False)
    >>> impasse.deal_exists, [reason.groups for reason in impasse.reasons]
    (False, [('bond:a', 'bond:b')])
    >>> [(repair.by, repair.verdict) for repair in impasse.repairs]
    [(('b',), 'holds'), (('a',), 'holds'), ((), 'holds')]
    """
    if not 0 <= breakdown_weight <= LARGEST:
        raise UsageError(
            f"a breakdown cannot count {breakdown_weight:g} in the record; give a number from 0 to "
            f"{LARGEST:g}"
        )
    slices = settled_slices(ways_of(compile_game(scenario)))
    solver = Solver(scenario, slices)
    exists = solver.can_hold(solver.groups.everything)
    explored = explore_groups(solver, partial(progress, "reasons"))
    reasons = reasons_of(solver, explored)
    opened = None
    if repairs:
        opened = _repairs(
            solver, explored, repairs == "quick" and not more, partial(progress, "repairs")
        )
    listed = () if opened is None else opened.listed
    axes = grid or trust_axes(solver) if more else grid
    return Impasse(
        groups=solver.groups.of(solver.groups.everything),
        deal=solver.witness(solver.groups.everything),
        reasons=reasons,
        all_up_to=explored.all_up_to,
        largest=tuple(largest_of(solver, explored)),
        repairs=listed,
        repairs_complete=None if opened is None else opened.complete,
        thresholds=thresholds_of(solver, partial(progress, "thresholds")) if more else None,
        grid=None if axes is None else grid_of(solver, *axes, partial(progress, "grid")),
        proposals={one.id: answer_to(solver, one) for one in scenario.proposals},
        next_attempt=next_attempt(
            solver,
            tuple(reason.groups for reason in reasons),
            tuple(repair.levers for repair in listed if not repair.found),
            breakdown_weight,
            partial(progress, "next_attempt"),
        )
        if more and not exists
        else None,
        approaches=compare_approaches(scenario, slices, partial(progress, "approaches"))
        if more
        else {},
        edge=closings_of(solver, partial(progress, "edge")) if more and exists else None,
    )


def _repairs(solver: Solver, explored: Explored, quick: bool, progress: Progress) -> Repairs:
    """Return what would open a deal; nothing has to where one exists."""
    if solver.can_hold(solver.groups.everything):
        return Repairs((), True)
    if quick:
        return cheapest_repairs(solver, progress)
    return find_repairs(solver, explored.largest, progress)
