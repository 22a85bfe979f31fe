"""Where an agreement under way stands, against its plan, and what hangs on what is still to do."""

from collections.abc import Iterator
from dataclasses import replace

from winset.roadmaps.calendar import calendar_of
from winset.roadmaps.exits import Exits
from winset.roadmaps.given_order import GivenOrder, given_by
from winset.roadmaps.judge_order import judge_order
from winset.roadmaps.limits import possible, spans
from winset.roadmaps.order_path import indices, path_of, steps_of
from winset.roadmaps.roadmap import Roadmap
from winset.roadmaps.safeguards import Safeguards, safeguards_of
from winset.roadmaps.search import best_plan
from winset.roadmaps.standing_report import Delay, Now, Planned, StandingReport
from winset.roadmaps.temptations import gain, loss
from winset.roadmaps.verdicts import Verdict, verdict_of
from winset.scenario import Scenario, ScenarioTooLarge
from winset.scenario.game import TOLERANCE, Game, MoveOrder, StepSet, bits, compile_game


def standing_of(
    scenario: Scenario, safeguards: Safeguards, given: GivenOrder, roadmap: Roadmap
) -> StandingReport:
    """Return where an agreement stands.

    Parameters
    ----------
    given, roadmap
        The order of what is still to be done, also in full.
    """
    game, exits = safeguards.game, safeguards.exits(given.slices, given.used)
    return StandingReport(
        date=scenario.standing.date if scenario.standing else None,
        done=game.names(game.done),
        next=roadmap.order[0] if roadmap.order else (),
        now={party: _now(roadmap, party) for _, party in game.each_party()},
        plan=_plan(scenario, game, given.package),
        verdict=roadmap.verdict,
        margin=roadmap.margin,
        late=tuple(_delays(exits, given.order, roadmap)),
    )


def _now(roadmap: Roadmap, party: str) -> Now:
    pretended = (move.exposure[party].values() for move in roadmap.moves[:1])
    losses = [loss(roadmap.nodes[0], party), *(lost for losses in pretended for lost in losses)]
    return Now(tempted=gain(roadmap, 0, party), exposed=max(losses))


def _plan(scenario: Scenario, game: Game, package: StepSet) -> Planned | None:
    """Return the best order of a package from the beginning, against what is done."""
    safeguards = safeguards_of(compile_game(replace(scenario, standing=None)))
    try:
        best = best_plan(safeguards, package, ())
    except ScenarioTooLarge:
        return None
    if best is None:
        return None
    given = given_by(best, package)
    planned = safeguards.exits(given.slices, given.used)
    roadmap = judge_order(path_of(planned, given.order), 1)
    ends = _ends(planned, given.order)
    done = game.names(game.done)
    open_ = [step for step in ends if step not in done]
    first = min((ends[step][0] for step in open_), default=len(given.order))
    by = _elapsed(scenario)
    return Planned(
        order=roadmap.order,
        verdict=roadmap.verdict,
        margin=roadmap.margin,
        due=None
        if by is None
        else tuple(step for step in open_ if ends[step][1] <= by + TOLERANCE),
        early=tuple(step for step in done if ends[step][0] > first),
    )


def _ends(exits: Exits, order: MoveOrder) -> dict[str, tuple[int, float]]:
    """Return after which move each step is whole, and when by the calendar of the order."""
    phases = calendar_of(path_of(exits, order), None, None).phases
    moves = ((move, phase.ends) for phase in phases for move in phase.steps)
    return {step: (n, ends) for n, (move, ends) in enumerate(moves) for step in move}


def _elapsed(scenario: Scenario) -> float | None:
    """Return the phases from the end of the talks to the day on which things stand."""
    stands = scenario.standing.date if scenario.standing else None
    if stands is None or scenario.when is None or scenario.phase_length is None:
        return None
    return (stands - scenario.when[1]).days / scenario.phase_length


def _delays(exits: Exits, order: MoveOrder, roadmap: Roadmap) -> Iterator[Delay]:
    """Yield the consequences of a delay, for each step that is still to be done."""
    game = exits.game
    named = [steps_of(game, move) for move in order]
    usual = spans(game, order)
    for step in dict.fromkeys(step for move in named for step in move):
        own = [n for n, move in enumerate(named) if step in move]
        first, last = own[0], own[-1]
        lasts = sum(
            game.times.lasts[k] for n in own for k in bits(order[n]) if game.steps[k] == step
        )
        delayed = spans(game, order, (first, float(lasts)))
        missed = (n for n, span in enumerate(delayed) if span.missed)
        yield Delay(
            step=step,
            waits=tuple(dict.fromkeys(k for move in named[first + 1 :] for k in move if k != step)),
            finish_delay=delayed[-1].ends - usual[-1].ends,
            windows_missed=tuple(dict.fromkeys(k for n in missed for k in named[n])),
            exposed={party: loss(roadmap.nodes[first], party) for _, party in game.each_party()},
            if_skipped=_if_skipped(exits, order, last),
        )


def _if_skipped(exits: Exits, order: MoveOrder, n: int) -> Verdict | None:
    """Return the verdict of the order in which a move and the next one change places."""
    other = (*order[:n], *order[n + 1 : n + 2], order[n], *order[n + 2 :])
    if n + 1 == len(order) or not possible(exits.game, other):
        return None
    _, share, lack = indices(path_of(exits, other))
    return verdict_of(share, lack)
