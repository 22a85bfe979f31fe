"""Moves of an order, its points, what somebody could do there, and how long the whole takes."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from winset.language.catalogue import say
from winset.language.words import listed
from winset.report.phrases.spans import by_day, in_years, moment
from winset.scenario import Scenario
from winset.scenario.kinds import DAYS_IN_YEAR

if TYPE_CHECKING:
    from winset.roadmaps.calendar import Calendar
    from winset.roadmaps.roadmap import Roadmap

_PAIR = 2


def duration(calendar: "Calendar") -> str:
    """Return in words how long the whole takes."""
    phases, length, unit = calendar.duration, None, ""
    if calendar.phase_length is not None:
        days = phases * calendar.phase_length
        unit = "years" if in_years(calendar) else "days" if by_day(calendar) else "months"
        length = days / {"years": DAYS_IN_YEAR, "months": DAYS_IN_YEAR / 12, "days": 1}[unit]
    dated = calendar.day(phases) is not None
    return say(
        "moves.duration",
        phases=phases,
        length=length,
        unit=unit,
        ends=moment(calendar, phases) if dated else "",
        by_day=by_day(calendar),
    )


def move_title(scenario: Scenario, roadmap: "Roadmap", n: int, *, short: bool = False) -> str:
    """Return what is done in the n-th move, counted from 1: a step, a slice of one, or a swap.

    Parameters
    ----------
    short
        Whether by the short names of steps, as in a table.
    """
    return say("moves.title", **_move(scenario, roadmap, n, short=short))


def where(scenario: Scenario, roadmap: "Roadmap", node: int) -> str:
    """Return a point of an order in words: after which move, by the short names of its steps."""
    if node == 0:
        return say("moves.under_way" if roadmap.nodes[0].done else "moves.start")
    if node == len(roadmap.order):
        return say("moves.end")
    return say("moves.after", **_move(scenario, roadmap, node, short=True))


def performers(scenario: Scenario, parties: Iterable[str], *, short: bool = False) -> str:
    """Return who does something; three or more as such where they are all there are."""
    who = list(dict.fromkeys(parties))
    if len(who) == len(scenario.parties) > _PAIR:
        return say("moves.all", number=len(who))
    return listed(map(scenario.label if short else scenario.name, who))


def doing(scenario: Scenario, steps: Iterable[str]) -> list[str]:
    """Return the parties that do some steps, each once."""
    by = {step.id: step.by for step in scenario.steps}
    return list(dict.fromkeys(who for step in steps for who in by[step]))


def by_doers(scenario: Scenario, steps: Iterable[str]) -> dict[tuple[str, ...], list[str]]:
    """Return which of some steps who does: what the same parties do goes together."""
    by = {step.id: step.by for step in scenario.steps}
    done: dict[tuple[str, ...], list[str]] = {}
    for step in steps:
        done.setdefault(by[step], []).append(step)
    return done


def deed(scenario: Scenario, kind: str, step: str | None) -> str:
    """Return what somebody does who breaks off, pretends to do a step or goes back on it."""
    return say("moves.deed", kind=kind, step=scenario.label(step or ""))


def _move(scenario: Scenario, roadmap: "Roadmap", n: int, *, short: bool) -> dict[str, object]:
    """Return the steps of the n-th move, and which part of how many it is."""
    move = roadmap.order[n - 1]
    return {
        "n": n,
        "steps": list(map(scenario.label if short else scenario.name, move)),
        "part": roadmap.order[:n].count(move),
        "parts": roadmap.slices.get(move[0], 1),
    }
