"""All there is to say of one order by itself."""

from dataclasses import replace

from winset.roadmaps.calendar import calendar_of
from winset.roadmaps.cheating import cheats_of, stalls_of
from winset.roadmaps.earlier import earlier_of
from winset.roadmaps.exits import Exits
from winset.roadmaps.in_time import in_time
from winset.roadmaps.judge_order import judge_order
from winset.roadmaps.learning import learning_of, survival_of
from winset.roadmaps.order_path import OrderPath, path_of
from winset.roadmaps.roadmap import Roadmap
from winset.roadmaps.safeguards import Used
from winset.roadmaps.successors import successions
from winset.scenario import Scenario
from winset.scenario.bounds import start_day
from winset.scenario.game import MoveOrder


def describe_order(
    scenario: Scenario,
    exits: Exits,
    order: MoveOrder,
    used: Used,
    ties: int = 1,
    *,
    in_short: bool = False,
) -> Roadmap:
    """Return an order in full, with what follows from it beyond its verdict.

    Parameters
    ----------
    order
        The moves.
    used
        The escrows in use.
    ties
        How many orders are as good.
    in_short
        Whether to leave out all but its days, what time does to it, and how often it would be
        carried through.
    """
    path = path_of(exits, order)
    calendar = calendar_of(path, start_day(scenario), scenario.phase_length)
    told = replace(
        judge_order(path, ties),
        calendar=calendar,
        survival=survival_of(path, calendar),
        time=in_time(path),
    )
    if in_short:
        return told
    return replace(
        told,
        successors=successions(scenario, path, used),
        cheating=cheats_of(path),
        stalling=stalls_of(path),
        earlier=earlier_of(path),
        learning=learning_of(path),
    )


def beside_verdict(scenario: Scenario, path: OrderPath, used: Used, roadmap: Roadmap) -> Roadmap:
    """Return a roadmap with what time does to it, and whether those who come next would keep it."""
    return replace(
        roadmap,
        time=in_time(path),
        successors=successions(scenario, path, used),
    )
