"""Moves of an order, and how long they take, in words."""

from winset.report.language.dates import by_day, moment
from winset.report.language.words import amount, count, listed
from winset.roadmaps.calendar import Calendar
from winset.roadmaps.roadmap import Roadmap
from winset.scenario import Scenario
from winset.scenario.kinds import DAYS_IN_YEAR


def duration(calendar: Calendar) -> str:
    """Return in words how long the whole takes."""
    phases = calendar.duration
    told = count(int(phases), "phase") if phases == int(phases) else f"{amount(phases)} phases"
    if calendar.phase_length is None:
        return told
    days = phases * calendar.phase_length
    if days > 730:
        length = f"{amount(days / DAYS_IN_YEAR)} years"
    elif by_day(calendar):
        length = f"{amount(days)} {'day' if days == 1 else 'days'}"
    else:
        length = f"{amount(days / 30.4375)} months"
    if calendar.day(phases) is None:
        return f"{told}, that is {length}"
    last = f"{'on' if by_day(calendar) else 'in'} {moment(calendar, phases)}"
    return f"{told}, that is {length}, and ends {last} at the soonest"


def by_then(calendar: Calendar, clock: float) -> str:
    """Return in words by when something is so: a day or month, or a number of phases."""
    if calendar.day(clock) is not None:
        return f"by {moment(calendar, clock)}"
    return f"after {amount(clock)} {'phase' if clock == 1 else 'phases'}"


def move_title(scenario: Scenario, roadmap: Roadmap, n: int) -> str:
    """Return what is done in the n-th move, counted from 1: a step, a slice of one, or a swap."""
    move = roadmap.order[n - 1]
    titles = [scenario.name(step) for step in move]
    if len(move) > 1:
        return f"{listed(titles)}, in one move through a third party"
    slices = roadmap.slices.get(move[0], 1)
    if slices == 1:
        return titles[0]
    return f"{titles[0]} (part {roadmap.order[:n].count(move)} of {slices})"
