"""Check that the windows of a file's steps can be met.

Time is counted in days, the day on which the steps begin being day 0: the day of `standing`, else
the last of `when`. A step that is done no longer takes time. Days count whole: carrying out starts
in the morning of day 0, and a step that must have ended by a day may take all of that day.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from graphlib import CycleError, TopologicalSorter

from winset.language.catalogue import told
from winset.scenario.bounds import start_day
from winset.scenario.file.checks.precedence import done_steps, needed, prerequisites
from winset.scenario.file.draft import Draft
from winset.scenario.model import Scenario
from winset.scenario.steps import Window
from winset.scenario.tree import Finding, Path, shown

TOLERANCE = 1e-9
_LAST_DAY = date.max.toordinal()


def check_windows(draft: Draft) -> Iterator[Finding]:
    """Yield what is wrong with the windows of a file's steps, and with the day they count from."""
    scenario = draft.scenario
    yield from _standing_too_early(scenario)
    windows = {step.id: step.window for step in scenario.steps if step.window is not None}
    if not windows:
        return
    yield from _without_a_clock(draft, windows)
    lengths, short = _durations(draft), set()
    for step, window in windows.items():
        takes, has = lengths.get(step, 0.0), _days(window)
        if has is not None and has < takes - TOLERANCE:
            short.add(step)
            said = told("errors.windows.short", takes=shown(takes), has=has)
            yield Finding(("steps", step, "window"), *said)
    yield from _too_late(draft, windows, short)


def _standing_too_early(scenario: Scenario) -> Iterator[Finding]:
    stands = scenario.standing.date if scenario.standing else None
    if stands is not None and scenario.when is not None and stands < scenario.when[0]:
        days = {"day": str(stands), "began": str(scenario.when[0])}
        yield Finding(("standing", "date"), *told("errors.windows.standing", **days))


def without_a_clock(draft: Draft, path: Path) -> Iterator[Finding]:
    """Yield that the file does not say how time passes, which a date needs."""
    if not draft.has("when") and not draft.has("standing", "date"):
        yield Finding(path, *told("errors.windows.no_start"), on_key=True)
    yield from without_length(draft, path)


def without_length(draft: Draft, path: Path) -> Iterator[Finding]:
    """Yield that the file does not say how long a phase takes."""
    if not draft.has("phase_length"):
        yield Finding(path, *told("errors.windows.no_length"), on_key=True)


def _without_a_clock(draft: Draft, windows: Mapping[str, Window]) -> Iterator[Finding]:
    """Yield, at the first window that needs it, that the file does not say how time passes."""
    step = next((step for step in windows if step not in done_steps(draft.scenario)), None)
    if step is None:
        return
    yield from without_a_clock(draft, ("steps", step, "window"))


def _days(window: Window) -> int | None:
    """Return how many days a window has; None where it is open."""
    if window.first is None or window.last is None:
        return None
    return (window.last - window.first).days + 1


def _too_late(draft: Draft, windows: Mapping[str, Window], known: set[str]) -> Iterator[Finding]:
    """Yield the windows that close before their step can end, the first of each chain only."""
    before = prerequisites(draft.scenario)
    for step, end in _earliest_ends(draft, windows).items():
        closes = windows[step].last if step in windows else None
        late = closes is not None and end > closes.toordinal() + 1 + TOLERANCE
        if late and not known & needed(step, before):
            known.add(step)
            whole = date.fromordinal(int(min(-(-(end - 1) // 1), _LAST_DAY)))
            said = told("errors.windows.late", day=str(whole))
            yield Finding(("steps", step, "window", "to"), *said)


def _earliest_ends(draft: Draft, windows: Mapping[str, Window]) -> dict[str, float]:
    """Return when each step ends at the earliest, along its longest chain of prerequisites."""
    start, lengths = start_day(draft.scenario), _durations(draft)
    if start is None:
        return {}
    before = prerequisites(draft.scenario)
    try:
        order = list(TopologicalSorter(before).static_order())
    except CycleError:
        return {}  # told where the steps stand
    ends: dict[str, float] = {}
    for step in order:
        if step in lengths:
            opens = (windows[step].first if step in windows else None) or start
            ready = [ends[first] for first in before[step] if first in ends]
            ends[step] = max((start.toordinal(), opens.toordinal(), *ready)) + lengths[step]
    return ends


def _durations(draft: Draft) -> dict[str, float]:
    """Return the days that each step takes that is still to be done, where they can be told."""
    phase, done = draft.scenario.phase_length, done_steps(draft.scenario)
    left = [(path, step) for path, step in draft.each("steps") if step.id not in done]
    sound = [step for path, step in left if draft.whole(*path, "phases")]
    return {step.id: step.lasts.point * phase for step in sound} if phase is not None else {}
