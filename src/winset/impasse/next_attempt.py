"""The same negotiation once more, with this breakdown in the record."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from itertools import permutations

from winset.impasse.reasons import explore_groups
from winset.impasse.repairs import opened_by_file
from winset.impasse.solver import Solver
from winset.impasse.tagged_id import TaggedId
from winset.scenario import Event, Number, Scenario, Step
from winset.scenario.game import compile_game
from winset.tools.progress import Progress, untold
from winset.tools.result import Result

BREAKDOWN_WEIGHT = 0.5
"""How much a breakdown counts in the record, against a main promise of a signed agreement."""

VISIBLE = 0.9
"""Detection from which on a step counts as seen by the others."""

MOSTLY = 0.5
"""Share of a step that a break undoes from which on it counts as mostly reversible."""


@dataclass(frozen=True, slots=True)
class TrustChange(Result):
    """A party's trust in another, before the breakdown and after it.

    `from_record` is False where the file gives a number, which no record changes.
    """

    party: str
    other: str
    before: float
    after: float
    from_record: bool


@dataclass(frozen=True, slots=True)
class Gesture(Result):
    """A step that a party could do alone, seen by others and mostly reversible, to be trusted more.

    Attributes
    ----------
    step, by
        What, and who does it.
    cost
        What it costs in the party's units while it lasts; 0 where the party gains by it.
    lost
        The part of it that cannot be undone.
    trust
        The trust of each other party in it after the breakdown and the gesture.
    gain
        By how much the trust of all others together rises.
    """

    step: str
    by: str
    cost: float
    lost: float
    trust: dict[str, float]
    gain: float


@dataclass(frozen=True, slots=True)
class NextAttempt(Result):
    """How the next attempt differs from this one.

    Attributes
    ----------
    weight
        How much the breakdown counts in the record.
    trust
        Each pair's trust.
    deal_exists
        Whether a deal exists then.
    new_reasons, gone_reasons
        Reasons that there were not, and that are no more, by their groups.
    new_repairs, gone_repairs
        The same of the sets of the file's levers that open a deal.
    gestures
        By party, for costs are in its own units: what restores most trust for its cost first.
    """

    weight: float
    trust: tuple[TrustChange, ...]
    deal_exists: bool
    new_reasons: tuple[tuple[TaggedId, ...], ...]
    gone_reasons: tuple[tuple[TaggedId, ...], ...]
    new_repairs: tuple[tuple[TaggedId, ...], ...]
    gone_repairs: tuple[tuple[TaggedId, ...], ...]
    gestures: tuple[Gesture, ...]


def next_attempt(
    solver: Solver,
    reasons: tuple[tuple[TaggedId, ...], ...],
    repairs: tuple[tuple[TaggedId, ...], ...],
    weight: float = BREAKDOWN_WEIGHT,
    progress: Progress = untold,
) -> NextAttempt:
    """Return how the next attempt differs from this one.

    The breakdown is entered as a promise of every party to every other one, to come to terms, that
    was not kept; the next attempt starts the day after the talks.

    Parameters
    ----------
    reasons, repairs
        The reasons of this attempt, and the sets of the file's levers that open it, by their ids.
    weight
        How much the breakdown counts.
    """
    parties = tuple(party for _, party in solver.game.each_party())
    again = solver.like(after_breakdown(solver.scenario, weight))
    explored = explore_groups(again, progress)
    new = {again.groups.ids(one) for one in explored.reasons}
    exists = again.can_hold(again.groups.everything)
    openings = set() if exists else opened_by_file(again)
    again.budget.check()  # what is cut short cannot be compared
    return NextAttempt(
        weight=weight,
        trust=tuple(_trust(solver, again)),
        deal_exists=exists,
        new_reasons=tuple(sorted(new - set(reasons))),
        gone_reasons=tuple(sorted(set(reasons) - new)),
        new_repairs=tuple(sorted(openings - set(repairs))),
        gone_repairs=tuple(sorted(set(repairs) - openings)),
        gestures=tuple(sorted(_gestures(again), key=partial(_rank, parties))),
    )


def after_breakdown(scenario: Scenario, weight: float = BREAKDOWN_WEIGHT) -> Scenario:
    """Return the same negotiation the day after, with the breakdown in its record."""
    last = _last_day(scenario)
    events = (
        Event(
            date=last.isoformat(),
            event="The talks broke down",
            by=party.id,
            to=other.id,
            kept=Number(0.0),
            weight=Number(weight),
        )
        for party, other in permutations(scenario.parties, 2)
    )
    following = last + timedelta(days=1)
    when = None if scenario.when is None else (following, following)
    return replace(scenario, record=(*scenario.record, *events), when=when)


def _last_day(scenario: Scenario) -> date:
    """Return the last day of the talks; that of the record where the file does not date them."""
    if scenario.when is not None:
        return scenario.when[1]
    return max((event.day for event in scenario.record), default=date(2000, 1, 1))


def _trust(before: Solver, after: Solver) -> Iterator[TrustChange]:
    rows = zip(before.game.listed, before.scenario.parties, strict=True)
    for (i, party), (j, other) in permutations(rows, 2):
        had, has = float(before.game.trust[i, j]), float(after.game.trust[i, j])
        yield TrustChange(party.id, other.id, had, has, other.id not in party.trust)


def _gestures(solver: Solver) -> Iterator[Gesture]:
    """Yield the steps that could be gestures: done alone, seen, mostly reversible."""
    done = solver.game.names(solver.game.done)
    for step in solver.scenario.steps:
        alone = len(step.by) == 1 and not step.consent and set(step.after) <= set(done)
        undone = float(solver.game.undone[solver.game.place(step.id)])
        seen = step.detection.point >= VISIBLE and undone >= MOSTLY
        if step.id not in done and alone and seen:
            gesture = _gesture(solver, step, undone)
            if gesture.gain > 0:
                yield gesture


def _gesture(solver: Solver, step: Step, undone: float) -> Gesture:
    """Return what a step restores: a promise kept to all others, as far as it is seen."""
    (party,) = step.by
    day = _last_day(solver.scenario) - timedelta(days=1)
    event = Event(
        date=day.isoformat(),
        event=step.title,
        by=party,
        kept=Number(1.0),
        weight=Number(step.detection.point),
    )
    after = compile_game(replace(solver.scenario, record=(*solver.scenario.record, event)))
    j = solver.game.parties.index(party)
    others = [i for i in range(len(solver.game.parties)) if i != j]
    gains = after.trust[:, j] - solver.game.trust[:, j]
    own = step.value.get(party)
    cost = max(0.0, -own.point) if own is not None else 0.0
    return Gesture(
        step=step.id,
        by=party,
        cost=cost,
        lost=cost * (1 - undone),
        trust={one: float(after.trust[i, j]) for i, one in solver.game.each_party() if i != j},
        gain=sum(float(gains[i]) for i in others),
    )


def _rank(parties: tuple[str, ...], gesture: Gesture) -> tuple[int, float, float, str]:
    """Rank gestures, party by party, by what they restore for their cost; first the free ones."""
    worth = gesture.gain / gesture.cost if gesture.cost > 0 else float("inf")
    return (parties.index(gesture.by), -worth, -gesture.gain, gesture.step)
