"""Why there is no deal, and what would open one: the verb of this part."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

from winset.impasse.amendments import Answer, answer_to
from winset.impasse.approaches import compare_approaches
from winset.impasse.closings import closings_of
from winset.impasse.groups import Group
from winset.impasse.impasse import Impasse
from winset.impasse.next_attempt import BREAKDOWN_WEIGHT, NextAttempt, next_attempt
from winset.impasse.reasons import (
    Explored,
    LargestSet,
    Reason,
    explore_groups,
    largest_of,
    reasons_of,
    with_reason,
)
from winset.impasse.repairs import (
    MOST_TIGHTENED,
    Repair,
    Repairs,
    cheapest_repairs,
    find_repairs,
)
from winset.impasse.solver import Solver
from winset.impasse.thresholds import Axis, Grid, Thresholds, grid_of, thresholds_of, trust_axes
from winset.language.catalogue import worded
from winset.roadmaps.bracketing import SwitchingValue
from winset.roadmaps.session import Session
from winset.scenario import Scenario, UsageError
from winset.scenario.budget import SECONDS, Budget, so_far
from winset.scenario.numbers import LARGEST
from winset.tools.progress import Progress

PartProgress = Callable[[str, int, int], None]
"""Called with the part of the result that is at work, what is done, and the total."""


def explain_impasse(  # noqa: PLR0913 -- what is asked, and for how long
    scenario: Scenario | Session,
    *,
    more: bool = True,
    repairs: bool | Literal["quick", "first"] = True,
    proofs: bool = True,
    in_short: bool = False,
    grid: tuple[Axis, Axis] | None = None,
    breakdown_weight: float = BREAKDOWN_WEIGHT,
    seconds: float | None = SECONDS,
    progress: PartProgress = lambda part, done, total: None,
) -> Impasse:
    """Return why there is no deal, and what would open one; or how near the edge one is.

    Parameters
    ----------
    scenario
        The negotiation, or a session of it.
    more
        Whether to go beyond reasons, repairs and proposals: thresholds, a grid, the next attempt,
        the approaches, and the edge where a deal exists.
    repairs
        Whether to look for what would open a deal, which takes longest; ``quick``: only for the
        cheapest that the file names, as far as it says that they go (not with `more`, where they
        are compared with those of the next attempt); ``first``: only for what comes first of all.
    proofs
        Whether to show by packages what is said: a proof of each reason, the largest sets that can
        hold, and what each side could have accepted in place of each proposal.
    in_short
        Whether to work out no more than a screen tells: without the proofs of reasons, and how much
        less of its changes would do for the first repairs alone.
    grid
        The two numbers to vary; the two parties' trust in each other if left out.
    breakdown_weight
        How much this breakdown counts in the record of the next attempt.
    seconds
        How long to search once it is known whether there is a deal, in time of the processor; None:
        as long as it takes. What is found by then is proved, and `complete` is False.
    progress
        Called meanwhile with the part of the result that is at work, what is done and the total.

    Raises
    ------
    UsageError
        Where the grid, the weight or the time is impossible.
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
        weights = {"weight": f"{breakdown_weight:g}", "most": f"{LARGEST:g}"}
        raise UsageError(worded("errors.impasse.breakdown", **weights))
    if seconds is not None and not seconds >= 0:
        raise UsageError(worded("errors.impasse.seconds", seconds=f"{seconds:g}"))
    session = Session.of(scenario)
    solver = Solver(session.scenario, session.slices, budget=Budget(seconds))
    deal = solver.witness(solver.groups.everything)
    solver.budget.start()
    why = _why(solver, proofs, in_short, partial(progress, "reasons"))
    answers: dict[str, Answer] = {}
    if proofs:
        answers = solver.budget.within(0.4, partial(_answers, solver), answers)
    opened = None
    if repairs:
        how = "all" if more or repairs is True else repairs
        most = MOST_TIGHTENED if in_short else None
        look = partial(_repairs, solver, why.explored, how, most, partial(progress, "repairs"))
        opened = solver.budget.within(0.6, look, Repairs((), False))
    listed = () if opened is None else opened.listed
    axes = grid or trust_axes(solver) if more else grid
    found = Impasse(
        groups=tuple(_groups(solver)),
        deal=deal,
        reasons=why.reasons,
        all_up_to=why.all_up_to,
        largest=why.largest,
        repairs=listed,
        repairs_complete=None if opened is None else opened.complete,
        thresholds=_thresholds(solver, partial(progress, "thresholds")) if more else None,
        grid=None if axes is None else _grid(solver, axes, partial(progress, "grid")),
        proposals=answers,
        next_attempt=_next(solver, why, listed, breakdown_weight, partial(progress, "next_attempt"))
        if more and deal is None
        else None,
        approaches=compare_approaches(solver, session, partial(progress, "approaches"))
        if more
        else {},
        edge=_edge(solver, partial(progress, "edge")) if more and deal is not None else None,
    )
    return replace(found, complete=solver.budget.complete)


def _groups(solver: Solver) -> Iterator[Group]:
    """Yield all groups, those of trust with how far it goes."""
    game = solver.game
    for group in solver.groups.of(solver.groups.everything):
        has = None
        if group.id.kind == "trust":
            who, other = map(game.parties.index, (group.id.holder, group.id.other))
            has = float(game.trust[who, other])
        yield replace(group, has=has)


@dataclass(frozen=True, slots=True)
class _Why:
    """The reasons, as far as there was time to prove them."""

    explored: Explored
    reasons: tuple[Reason, ...]
    largest: tuple[LargestSet, ...]

    @property
    def all_up_to(self) -> int | None:
        """None where these are all reasons; else up to which size they are."""
        unproved = self.explored.reasons[len(self.reasons) :]
        if not unproved:
            return self.explored.all_up_to
        return unproved[0].bit_count() - 1


def _why(solver: Solver, proofs: bool, in_short: bool, progress: Progress) -> _Why:
    """Return the reasons; with proofs these, and the largest sets that can hold."""
    within = solver.budget.within
    nothing = Explored((), (), 0)
    explored = within(0.35, partial(explore_groups, solver, progress), nothing)
    explored = within(0.35, partial(with_reason, solver, explored), explored)
    proved = proofs and not in_short
    reasons = within(0.5, partial(reasons_of, solver, explored, proofs=proved), ())
    largest = within(0.3, lambda: tuple(so_far(largest_of(solver, explored))), ()) if proofs else ()
    return _Why(explored, reasons, largest)


def _answers(solver: Solver) -> dict[str, Answer]:
    return dict(so_far((one.id, answer_to(solver, one)) for one in solver.scenario.proposals))


def _thresholds(solver: Solver, progress: Progress) -> Thresholds | None:
    return solver.budget.within(0.4, partial(thresholds_of, solver, progress), None)


def _grid(solver: Solver, axes: tuple[Axis, Axis], progress: Progress) -> Grid | None:
    return solver.budget.within(0.6, partial(grid_of, solver, *axes, progress), None)


def _edge(solver: Solver, progress: Progress) -> tuple[SwitchingValue, ...] | None:
    found = solver.budget.within(1.0, partial(closings_of, solver, progress), None)
    return found if found or solver.budget.complete else None


def _next(
    solver: Solver, why: _Why, repairs: Sequence[Repair], weight: float, progress: Progress
) -> NextAttempt | None:
    """Return how the next attempt differs; None where there was no time to know from what."""
    if not solver.budget.complete:
        return None
    reasons = tuple(reason.groups for reason in why.reasons)
    own = tuple(repair.levers for repair in repairs if not repair.found)
    look = partial(next_attempt, solver, reasons, own, weight, progress)
    return solver.budget.within(0.7, look, None)


def _repairs(
    solver: Solver, explored: Explored, how: str, most: int | None, progress: Progress
) -> Repairs:
    """Return what would open a deal; nothing has to where one exists."""
    if solver.can_hold(solver.groups.everything):
        return Repairs((), True)
    if how == "quick":
        return cheapest_repairs(solver, progress)
    first = how == "first"
    return find_repairs(solver, explored.largest, progress, first=first, most_tightened=most)
