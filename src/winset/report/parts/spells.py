"""Who does what when, on one screen: in a column each, or, of many parties, as marks."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import TypeAlias

from winset.language.catalogue import say
from winset.language.words import NONE, share
from winset.report.document.blocks import Row, Table
from winset.report.phrases.spans import in_years, span, years
from winset.roadmaps.calendar import Calendar, Phase
from winset.roadmaps.roadmap import Roadmap, Trust
from winset.scenario import Scenario
from winset.scenario.game import TOLERANCE

By: TypeAlias = Mapping[str, tuple[str, ...]]
"""Who does each step."""

Spells: TypeAlias = Sequence[tuple[str, Sequence[str], tuple[str, ...]]]
"""When something is done, which steps, and what bears that out."""

_FEW = 3
"""Parties that have columns of their own for what they do."""

_MOST = 5
"""Spells that are shown; the rest are counted."""

_MOST_MARKED = 5
"""Steps of the deal that are shown where many parties take part; the rest are counted."""

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
    spells = _spells(calendar)
    if len(doing) > _FEW:
        return _marks(scenario, roadmap, by, spells)
    rows = tuple(
        Row((when, *_cells(scenario, by, steps, doing)), basis) for when, steps, basis in spells
    )
    return Table("", _columns_of(scenario, roadmap, doing), rows, most=_MOST)


def _columns_of(scenario: Scenario, roadmap: Roadmap, doing: Sequence[str]) -> tuple[str, ...]:
    calendar = roadmap.calendar
    dated = calendar is not None and calendar.day(0.0) is not None
    return (say(f"summary.{'when' if dated else 'phases'}"), *map(scenario.label, doing))


def _marks(scenario: Scenario, roadmap: Roadmap, by: By, spells: Spells) -> Table:
    """Return each step of each spell in a row, with a mark for each party that does it."""
    rows, left = [], _MOST_MARKED
    for when, steps, basis in spells:
        rows += [_row(when, (), scenario, basis)] if left > 0 else []
        for step in steps[: max(0, left)]:
            told = say("summary.step", step=scenario.label(step))
            marks = (_MARK if party.id in by[step] else "" for party in scenario.parties)
            rows.append(_row(told, marks, scenario, basis))
        left -= len(steps)
    if left < 0:
        more = say("summary.more_steps", left=-left)
        rows.append(_row(more, (), scenario, ("result:roadmap.calendar.phases",)))
    rows += _trusts(scenario, roadmap)
    columns = _columns_of(scenario, roadmap, [party.id for party in scenario.parties])
    return Table("", columns, tuple(rows), frozenset(range(1, len(columns))))


def _row(head: str, cells: Iterable[str], scenario: Scenario, basis: tuple[str, ...]) -> Row:
    return Row((head, *(tuple(cells) or ("",) * len(scenario.parties))), basis)


def _trusts(scenario: Scenario, roadmap: Roadmap) -> Iterator[Row]:
    """Yield how much trust each party needs in others at most, and others have in it at least."""
    trust, ids = roadmap.trust, [party.id for party in scenario.parties]
    if not any(pair.required for others in trust.values() for pair in others.values()):
        return
    needed = [_most_needed(trust.get(one, {}).values()) for one in ids]
    has = [[others[one].has for others in trust.values() if one in others] for one in ids]
    least = [share(min(some)) if some else NONE for some in has]
    yield _row(say("summary.trust_needed"), needed, scenario, ("result:roadmap.trust",))
    yield _row(say("summary.trust_had"), least, scenario, ("result:roadmap.trust",))


def _most_needed(pairs: Iterable[Trust]) -> str:
    wanted = [pair.required for pair in pairs]
    if None in wanted:
        return say("summary.never_enough")
    most = max((one for one in wanted if one is not None), default=0.0)
    return share(most) if most > TOLERANCE else NONE


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
        most = _IN_A_CELL if len(doing) < _FEW else 1
        named = theirs if len(theirs) <= most + 1 else theirs[:most]
        yield say("summary.steps", steps=named, more=len(theirs) - len(named))
