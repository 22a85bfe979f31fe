"""The agenda: what the talks were made of, held or only planned."""

from winset.language.catalogue import say
from winset.language.dates import dated
from winset.language.words import full_stop, listed
from winset.report.document.blocks import Row, Table
from winset.report.document.sentences import sourced
from winset.scenario import Moment, Scenario, Session


def agenda(scenario: Scenario) -> Table:
    """Return the parts of the talks; whether they were held where some were not."""
    dropped = any(not session.held for session in scenario.sessions)
    names = ("when", "what", *(("held",) if dropped else ()))
    columns = tuple(say(f"agenda.{name}") for name in names)
    rows = tuple(
        Row(
            (
                _when(session),
                _what(scenario, session),
                *((say(f"agenda.{_held(session)}"),) if dropped else ()),
            ),
            (f"file:talks.sessions.{n}", *sourced(session.source)),
        )
        for n, session in enumerate(scenario.sessions)
    )
    return Table(say("agenda.caption"), columns, rows)


def _held(session: Session) -> str:
    return "was_held" if session.held else "not_held"


def _what(scenario: Scenario, session: Session) -> str:
    everybody = len(session.parties) == len(scenario.parties)
    who = "" if everybody else listed(scenario.name(one) for one in session.parties)
    kind = say(f"agenda.{session.kind}")
    told = say("agenda.session", name=session.name, kind=kind, who=who)
    return told + (f" {full_stop(session.note)}" if session.note else "")


def _when(session: Session) -> str:
    """Return when a session was, or was to be: the day once where it ends on the same."""
    start, end = session.start, session.end
    if end is None:
        return _moment(start)
    if end.day == start.day:
        return f"{_moment(start)}–{end.time:%H:%M}" if start.time and end.time else _moment(start)
    return f"{_moment(start)} – {_moment(end)}"


def _moment(moment: Moment) -> str:
    day = dated(moment.day.isoformat())
    return f"{day}, {moment.time:%H:%M}" if moment.time else day
