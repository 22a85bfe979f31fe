"""A roadmap with time counted in its verdict: the best order of a package, or one that is given."""

from dataclasses import replace

from winset.language.catalogue import worded
from winset.roadmaps.calendar import calendar_of
from winset.roadmaps.cheating import cheats_of, stalls_of
from winset.roadmaps.clock import untold
from winset.roadmaps.exits import Exits
from winset.roadmaps.judge_order import judge_order
from winset.roadmaps.learning import learning_of, survival_of
from winset.roadmaps.order_path import path_of
from winset.roadmaps.roadmap import FaceValue, Roadmap
from winset.roadmaps.safeguards import Used, moves_of
from winset.roadmaps.search import Arrangement
from winset.roadmaps.successors import successions
from winset.roadmaps.timed_search import timed_search
from winset.scenario import Scenario, UsageError
from winset.scenario.bounds import start_day
from winset.scenario.game import Game, MoveOrder, StepSet


def best_in_time(
    scenario: Scenario, made: Arrangement, mask: StepSet, *, safe: bool
) -> Roadmap | None:
    """Return the best order of a package with time counted.

    Parameters
    ----------
    made
        The slices and escrows that its best order without time uses: they stay.
    safe
        Among orders with as good a verdict take the one with the largest margin.

    Raises
    ------
    UsageError
        Where some step does not say how long it takes.
    ScenarioTooLarge
        Where there are too many states, or ways through them.
    """
    game = made.exits.game
    package = moves_of(game, mask)
    check_told(game, package)
    order = timed_search(made.exits, package, game.after).best(safe=safe)
    return None if order is None else described_in_time(scenario, made.exits, order, made.used)


def described_in_time(scenario: Scenario, exits: Exits, order: MoveOrder, used: Used) -> Roadmap:
    """Return an order in full, judged with time counted.

    Raises
    ------
    UsageError
        Where some step does not say how long it takes.
    """
    path = path_of(exits, order, in_time=True)
    check_told(exits.game, int(path.states[-1]))
    face = judge_order(path_of(exits, order), 1)
    calendar = calendar_of(path, start_day(scenario), scenario.phase_length)
    return replace(
        judge_order(path, None),
        in_time=True,
        face=FaceValue(face.values, face.verdict),
        calendar=calendar,
        cheating=cheats_of(path),
        stalling=stalls_of(path),
        learning=learning_of(path),
        survival=survival_of(path, calendar),
        successors=successions(scenario, path, used),
    )


def check_told(game: Game, moves: int) -> None:
    """Refuse to count the time of steps that do not say how long they take."""
    if missing := untold(game, moves):
        raise UsageError(worded("errors.roadmap.untold", steps=missing))
