"""Who does what when, on one screen: in a column each, or, of many parties, as marks."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import TypeAlias

from winset.language.catalogue import say
from winset.report.document.blocks import Row, Table
from winset.report.phrases.spans import in_years, span, years
from winset.roadmaps.calendar import Calendar, Phase
from winset.roadmaps.roadmap import Roadmap
from winset.scenario import Scenario

By: TypeAlias = Mapping[str, tuple[str, ...]]
"""Who does each step."""

Spells: TypeAlias = Sequence[tuple[str, Sequence[str], tuple[str, ...]]]
"""When something is done, which steps, and what bears that out."""

_FEW = 3
"""Parties that have columns of their own for what they do."""

_MOST = 5
"""Spells that are shown; the rest are counted."""

_MOST_MARKED = 10
"""Stages and steps of the deal that are shown where many parties take part."""

_IN_A_CELL = 2
"""Steps of a party in a stage up to which all are named."""

_MARK = "●"


def who_does_what(scenario: Scenario, roadmap: Roadmap) -> Table | None:
    """Return who does what when; of few parties in a column each, of many as marks."""
    calendar = roadmap.calendar
    if calendar is None:
        return None
    by = {step.id: step.by for step in scenario.steps}
    doing = [one.id for one in scenario.parties if any(one.id in by[s] for s in roadmap.package)]
    told = _marks if len(doing) > _FEW else _columns
    head = "summary.phases" if calendar.day(0.0) is None else "summary.when"
    columns = (say(head), *map(scenario.label, doing))
    return told(scenario, by, doing, columns, _spells(calendar))


def _columns(
    scenario: Scenario, by: By, doing: Sequence[str], columns: tuple[str, ...], spells: Spells
) -> Table:
    """Return what each party does in each spell."""
    rows = tuple(
        Row((when, *_cells(scenario, by, steps, doing)), basis) for when, steps, basis in spells
    )
    return Table("", columns, rows, most=_MOST)


def _marks(
    scenario: Scenario, by: By, doing: Sequence[str], columns: tuple[str, ...], spells: Spells
) -> Table:
    """Return each step of each spell in a row, with a mark for each party that does it."""
    rows = []
    for when, steps, basis in spells:
        rows.append(Row((when, *("" for _ in doing)), basis))
        for step in steps:
            marks = (_MARK if party in by[step] else "" for party in doing)
            rows.append(Row((say("summary.step", step=scenario.label(step)), *marks), basis))
    return Table("", columns, tuple(rows), frozenset(range(1, len(columns))), _MOST_MARKED)


def _spells(calendar: Calendar) -> Spells:
    """Return when which steps are done: stages, those of one step in slices together.

    In years where that tells them apart.
    """
    alike = [list(some) for _, some in groupby(enumerate(calendar.phases), lambda one: _of(one[1]))]
    ends = [(some[0][1].starts, some[-1][1].ends) for some in alike]
    by_year = [years(calendar, *one) for one in ends] if in_years(calendar) else []
    apart = None not in by_year and len(set(by_year)) == len(ends)
    return [
        (
            (by_year[n] if apart else None) or span(calendar, *ends[n]),
            _of(some[0][1]),
            tuple(f"result:roadmap.calendar.phases.{k}" for k, _ in some),
        )
        for n, some in enumerate(alike)
    ]


def _of(phase: Phase) -> Sequence[str]:
    """Return the steps of a stage."""
    return list(dict.fromkeys(step for move in phase.steps for step in move))


def _cells(scenario: Scenario, by: By, steps: Sequence[str], doing: Sequence[str]) -> Iterator[str]:
    """Yield what each party does of some steps."""
    for party in doing:
        theirs = [scenario.label(step) for step in steps if party in by[step]]
        named = theirs if len(theirs) <= _IN_A_CELL + 1 else theirs[:_IN_A_CELL]
        yield say("summary.steps", steps=named, more=len(theirs) - len(named))
