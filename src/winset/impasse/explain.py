"""Why there is no deal, and what would open one: the verb of this part."""

from winset.impasse.amendments import answer_to
from winset.impasse.approaches import compare_approaches
from winset.impasse.edge import closings_of
from winset.impasse.impasse import Impasse
from winset.impasse.next_attempt import BREAKDOWN_WEIGHT, next_attempt
from winset.impasse.reasons import Progress, explore_groups, largest_of, reasons_of
from winset.impasse.repairs import Repairs, find_repairs
from winset.impasse.solver import Solver
from winset.impasse.thresholds import Axis, grid_of, thresholds_of, trust_axes
from winset.roadmaps.choose import settled_slices
from winset.roadmaps.devices import ways_of
from winset.scenario import Scenario
from winset.scenario.compiled import compile_game


def explain_impasse(
    scenario: Scenario,
    *,
    more: bool = True,
    grid: tuple[Axis, Axis] | None = None,
    breakdown_weight: float = BREAKDOWN_WEIGHT,
    progress: Progress = lambda done, total: None,
) -> Impasse:
    """Return why there is no deal, and what would open one; or how near the edge one is.

    Parameters
    ----------
    scenario
        The negotiation.
    more
        Whether to go beyond reasons, repairs and proposals: thresholds, a grid, the next attempt,
        the approaches, and the edge where a deal exists.
    grid
        The two numbers to vary; the two parties' trust in each other if left out.
    breakdown_weight
        How much this breakdown counts in the record of the next attempt.
    progress
        Called meanwhile with what is done and the total, anew for each of its parts.

    Raises
    ------
    UsageError
        Where the grid is impossible.
    ScenarioTooLarge
        Where there are more packages or states than can be searched.
    """
    slices = settled_slices(ways_of(compile_game(scenario)))
    solver = Solver(scenario, slices)
    exists = solver.can_hold(solver.groups.everything)
    explored = explore_groups(solver, progress)
    reasons = reasons_of(solver, explored)
    repairs = Repairs((), True) if exists else find_repairs(solver, explored.largest, progress)
    axes = grid or trust_axes(solver) if more else grid
    return Impasse(
        groups=solver.groups.listed,
        deal=solver.witness(solver.groups.everything),
        reasons=reasons,
        all_up_to=explored.all_up_to,
        largest=tuple(largest_of(solver, explored)),
        repairs=repairs.listed,
        repairs_complete=repairs.complete,
        thresholds=thresholds_of(solver, progress) if more else None,
        grid=None if axes is None else grid_of(solver, *axes, progress),
        proposals={one.id: answer_to(solver, one) for one in scenario.proposals},
        next_attempt=next_attempt(
            solver,
            tuple(reason.groups for reason in reasons),
            tuple(repair.levers for repair in repairs.listed if not repair.found),
            breakdown_weight,
            progress,
        )
        if more and not exists
        else None,
        approaches=compare_approaches(scenario, slices, progress) if more else {},
        edge=closings_of(solver, progress) if more and exists else None,
    )
