"""Whether the windows of a file's steps can be met.

Time is counted in days, the day on which the steps begin being day 0: the day of `standing`, else
the last of `when`. A step that is done no longer takes time. Days count whole: carrying out starts
in the morning of day 0, and a step that must have ended by a day may take all of that day.
"""

from collections.abc import Iterator
from datetime import date
from graphlib import CycleError, TopologicalSorter
from typing import Any

from winset.scenario.kinds import days, first_day, is_span
from winset.scenario.numbers import point_of
from winset.scenario.orders import done_before, needed, prerequisites
from winset.scenario.tree import Finding, children, mapping, shown

TOLERANCE = 1e-9
_LAST_DAY = date.max.toordinal()


def check_windows(data: Any) -> Iterator[Finding]:
    """Yield what is wrong with the windows of a file's steps, and with the day they count from."""
    yield from _standing_too_early(data)
    if next(children(data, "steps", "*", "window"), None) is None:
        return
    yield from _without_a_clock(data)
    told = {step for step, (opens, closes) in _both_ends(data) if opens > closes}  # by the format
    for finding in _too_short(data):
        told.add(str(finding.path[1]))
        yield finding
    yield from _too_late(data, told)


def _standing_too_early(data: Any) -> Iterator[Finding]:
    stands, talks = _day(mapping(data, "standing").get("date")), _talks(data)
    if stands is not None and talks and stands < talks[0]:
        wrong = f"{_shown_day(stands)} is before the talks began, {_shown_day(talks[0])}"
        yield Finding(("standing", "date"), wrong, "give the day on which these steps were done")


def _without_a_clock(data: Any) -> Iterator[Finding]:
    """Yield, at the first window that needs it, that the file does not say how time passes."""
    done = done_before(data)
    windows = (path for path, _ in children(data, "steps", "*", "window") if path[1] not in done)
    path = next(windows, None)
    if path is None:
        return
    if "when" not in data and "date" not in mapping(data, "standing"):
        wrong = "nothing says on which day the steps begin"
        yield Finding(path, wrong, "add `when`, or the `date` of `standing`", on_key=True)
    if "phase_length" not in data:
        wrong = "nothing says how long a phase takes"
        yield Finding(path, wrong, "add `phase_length`, such as 3 months", on_key=True)


def _both_ends(data: Any) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield the steps whose window opens and closes, with the two days."""
    for path, window in children(data, "steps", "*", "window"):
        opens, closes = (_day(mapping(window).get(key)) for key in ("from", "to"))
        if opens is not None and closes is not None:
            yield str(path[1]), (opens, closes)


def _too_short(data: Any) -> Iterator[Finding]:
    lengths = _durations(data)
    for step, (opens, closes) in _both_ends(data):
        days_open = closes + 1 - opens
        if 0 < days_open < lengths.get(step, 0.0) - TOLERANCE:
            wrong = f"the step takes {shown(lengths[step])} days, the window has {days_open}"
            remedy = "widen the window, or give the step fewer `phases`"
            yield Finding(("steps", step, "window"), wrong, remedy)


def _too_late(data: Any, told: set[str]) -> Iterator[Finding]:
    """Yield the windows that close before their step can end, the first of each chain only."""
    before = prerequisites(data)
    for step, end in _earliest_ends(data).items():
        closes = _day(mapping(data, "steps", step, "window").get("to"))
        if closes is None or end <= closes + 1 + TOLERANCE or told & needed(step, before):
            continue
        told.add(step)
        wrong = f"the step cannot end before {_shown_day(end - 1)}"
        remedy = "give a later day, or shorten what comes before it"
        yield Finding(("steps", step, "window", "to"), wrong, remedy)


def _earliest_ends(data: Any) -> dict[str, float]:
    """Return when each step ends at the earliest, along its longest chain of prerequisites."""
    steps = mapping(data, "steps")
    before = {
        step: [one for one in first if one in steps] for step, first in prerequisites(data).items()
    }
    start, lengths = _start(data), _durations(data)
    if start is None:
        return {}
    try:
        order = list(TopologicalSorter(before).static_order())
    except CycleError:
        return {}  # told where the steps stand
    ends: dict[str, float] = {}
    for step in order:
        if step in lengths:
            opens = _day(mapping(data, "steps", step, "window").get("from"))
            ready = [ends[first] for first in before[step] if first in ends]
            ends[step] = max((start, *ready, start if opens is None else opens)) + lengths[step]
    return ends


def _durations(data: Any) -> dict[str, float]:
    """Return the days that each step takes that is still to be done, where they can be told."""
    span = mapping(data).get("phase_length")
    if not isinstance(span, str) or not is_span(span):
        return {}
    done, phase = done_before(data), days(span)
    left = (step for step in mapping(data, "steps") if step not in done)
    phases = {step: point_of(mapping(data, "steps", step).get("phases", 1)) for step in left}
    return {step: count * phase for step, count in phases.items() if count and count > 0}


def _start(data: Any) -> int | None:
    """Return the day on which the steps begin, or None where it cannot be told."""
    if "date" in mapping(data, "standing"):
        return _day(mapping(data, "standing").get("date"))
    talks = _talks(data)
    return talks[1] if talks else None


def _talks(data: Any) -> tuple[int, int] | None:
    """Return the first and the last day of the talks."""
    when = mapping(data).get("when")
    found = [_day(one) for one in when] if isinstance(when, list) else []
    known = [day for day in found if day is not None]
    return (known[0], known[1]) if len(known) == len(found) == 2 else None


def _day(value: Any) -> int | None:
    """Return the number of a day of a file, or None where it is none."""
    if not isinstance(value, str) or len(value) != len("2019-02-27"):
        return None
    try:
        return first_day(value).toordinal()
    except ValueError:
        return None


def _shown_day(number: float) -> str:
    """Return a day in words, the next one where it has begun."""
    whole = int(min(-(-number // 1), _LAST_DAY))
    return date.fromordinal(whole).isoformat()
