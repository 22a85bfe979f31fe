"""The record: what came before the talks, during them and after."""

from collections.abc import Sequence

from winset.language.catalogue import say
from winset.language.dates import dated
from winset.language.words import full_stop, share
from winset.report.document.blocks import Row, Table
from winset.report.document.sentences import sourced
from winset.scenario import Event, Scenario

Numbered = tuple[int, Event]


def before(scenario: Scenario) -> tuple[Numbered, ...]:
    """Return the entries dated before the talks, with their places; all where there is no date."""
    events = in_order(scenario)
    if scenario.when is None:
        return events
    return tuple(one for one in events if one[1].day < scenario.when[0])


def during(scenario: Scenario) -> tuple[Numbered, ...]:
    """Return the entries of the days of the talks."""
    first_last = scenario.when
    if first_last is None:
        return ()
    first, last = first_last
    return tuple(one for one in in_order(scenario) if first <= one[1].day <= last)


def after(scenario: Scenario) -> tuple[Numbered, ...]:
    """Return the entries dated after the talks."""
    if scenario.when is None:
        return ()
    return tuple(one for one in in_order(scenario) if one[1].day > scenario.when[1])


def chronology(
    scenario: Scenario, events: Sequence[Numbered], caption: str = "", most: int | None = None
) -> Table:
    """Return entries of the record as a table; promises with how far they were kept."""
    promises = any(event.kept is not None for _, event in events)
    names = ("when", "what", *(("whose", "how_kept") if promises else ()))
    columns = tuple(say(f"earlier.{name}") for name in names)
    dates = ("", *(event.date for _, event in events))
    rows = tuple(
        _row(scenario, n, event, repeated=event.date == before, promises=promises)
        for (n, event), before in zip(events, dates, strict=False)
    )
    numeric = frozenset({3}) if promises else frozenset[int]()
    return Table(caption or say("earlier.caption"), columns, rows, numeric, most)


def _row(scenario: Scenario, n: int, event: Event, *, repeated: bool, promises: bool) -> Row:
    """Return an entry; its date only where the one above has another."""
    told = full_stop(event.event) + (f" {full_stop(event.note)}" if event.note else "")
    who = scenario.label(event.by) if event.by and event.kept is not None else ""
    kept = "" if event.kept is None else share(event.kept.point)
    cells = ("" if repeated else dated(event.date), told, *((who, kept) if promises else ()))
    return Row(cells, (f"file:record.{n}", *sourced(event.source)))


def in_order(scenario: Scenario) -> tuple[Numbered, ...]:
    """Return all entries with their places, oldest first."""
    return tuple(sorted(enumerate(scenario.record), key=lambda one: one[1].day))
