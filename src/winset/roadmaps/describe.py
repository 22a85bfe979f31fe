"""All there is to say of one order by itself."""

from dataclasses import replace

from winset.roadmaps.calendar import calendar_of
from winset.roadmaps.cheating import cheats_of, stalls_of
from winset.roadmaps.exits import Exits
from winset.roadmaps.judge_order import judge_order
from winset.roadmaps.learning import learning_of, survival_of
from winset.roadmaps.order_path import path_of
from winset.roadmaps.roadmap import Roadmap
from winset.scenario import Scenario
from winset.scenario.bounds import start_day
from winset.scenario.game import MoveOrder


def describe_order(scenario: Scenario, exits: Exits, order: MoveOrder, ties: int = 1) -> Roadmap:
    """Return an order in full, with what follows from it beyond its verdict.

    Parameters
    ----------
    order
        The moves.
    ties
        How many orders are as good.
    """
    path = path_of(exits, order)
    calendar = calendar_of(path, start_day(scenario), scenario.phase_length)
    return replace(
        judge_order(path, ties),
        calendar=calendar,
        cheating=cheats_of(path),
        stalling=stalls_of(path),
        learning=learning_of(path),
        survival=survival_of(path),
    )
