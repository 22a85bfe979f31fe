"""What of each deal is in place by a day, as when a term ends, and what each side then holds."""

from collections.abc import Iterator, Sequence
from datetime import date

from winset.advice.result import Held, WithinTerm
from winset.deals.packages import values_of
from winset.language.catalogue import worded
from winset.roadmaps.as_written import as_written
from winset.roadmaps.calendar import calendar_of, reached
from winset.roadmaps.choose import not_a_package
from winset.roadmaps.clock import untold
from winset.roadmaps.given_order import TOGETHER, GivenOrder, given_order
from winset.roadmaps.order_path import path_of, shares_done
from winset.roadmaps.safeguards import Safeguards
from winset.scenario import Proposal, Scenario, UsageError
from winset.scenario.bounds import start_day
from winset.scenario.game import TOLERANCE
from winset.scenario.numbers import Rate
from winset.scenario.rates import since_when

Order = Sequence[Sequence[str]]
"""The steps of each move."""


def within_term(
    scenario: Scenario, safeguards: Safeguards, orders: Sequence[Order], by: date | None
) -> WithinTerm | None:
    """Return what of each rung and proposal is in place by a day, and what each side holds.

    Parameters
    ----------
    orders
        Of the rungs; empty where there is none.
    by
        The day; None: the first on which somebody may leave office or come next, if any.
    """
    day = by or min(_days(scenario), default=None)
    clock = since_when(day, start_day(scenario), scenario.phase_length)
    if day is None or clock < 0:
        return None
    rungs = [_of_order(scenario, safeguards, one, clock) for one in orders]
    own = {one.id: _own(scenario, safeguards, one) for one in scenario.proposals}
    return WithinTerm(
        date=day,
        rungs=tuple(rungs),
        proposals={
            name: None if order is None else _held(safeguards, order, clock)
            for name, order in own.items()
        },
    )


def _of_order(
    scenario: Scenario, safeguards: Safeguards, order: Order, clock: float
) -> Held | None:
    if not order:
        return None
    named = [TOGETHER.join(move) for move in order]
    return _held(safeguards, given_order(scenario, safeguards, named), clock)


def _held(safeguards: Safeguards, given: GivenOrder, clock: float) -> Held | None:
    """Return what of an order is in place at a time; None where some step does not say how long.

    Steps that can safely run side by side do, as in the order's calendar. What is not complete
    counts as far as its slices are done.
    """
    path = path_of(safeguards.exits(given.slices, given.used), given.order)
    game = path.game
    if untold(game, int(path.states[-1])):
        return None
    times, states = reached(path, calendar_of(path, None, None))
    last = max(t for t, time in enumerate(times) if time <= clock + TOLERANCE)
    done = states[last : last + 1]
    parts = {step: part for step, part in shares_done(game, int(done[0])).items() if part < 1}
    return Held(game.names(int(done[0])), parts, game.by_party(values_of(game, done)[:, 0]))


def _own(scenario: Scenario, safeguards: Safeguards, proposal: Proposal) -> GivenOrder | None:
    """Return a proposal in its own order; None where that cannot be carried out."""
    if any(not_a_package(scenario, safeguards.game, safeguards.game.package(proposal.steps))):
        return None
    found = as_written(safeguards, proposal)
    return found if isinstance(found, GivenOrder) else None


def _days(scenario: Scenario) -> Iterator[date]:
    """Yield the days on which somebody may leave office, or come next."""
    for party in scenario.parties:
        leaves = party.leaves_office
        if isinstance(leaves, Rate) and leaves.since is not None:
            yield leaves.since
    yield from (one.since for one in scenario.successors if one.since is not None)


def check_day(scenario: Scenario, by: date | None) -> None:
    """Refuse to tell what is in place by a day where the file does not say how time passes.

    Raises
    ------
    UsageError
        There, and where the day comes before the steps begin.
    """
    start = start_day(scenario)
    if by is None:
        return
    if start is None or scenario.phase_length is None:
        needed = (("`when`", start), ("`phase_length`", scenario.phase_length))
        lacking = [name for name, given in needed if given is None]
        raise UsageError(worded("errors.term.no_clock", id=scenario.id, keys=lacking))
    if by < start:
        raise UsageError(worded("errors.term.early", day=by, start=start))
