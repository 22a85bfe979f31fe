"""A timeline of what was agreed and done, and of promises kept and broken."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from winset.language.catalogue import say
from winset.language.dates import dated
from winset.report.charts.canvas import Canvas, painted_twice
from winset.report.charts.style import INK, SOFT, WEAK, Look, looks
from winset.report.charts.ticks import years
from winset.report.document.chart import Chart
from winset.scenario import Event, Scenario
from winset.scenario.fields import pieces
from winset.scenario.kinds import first_day

_MOST = 12
_KEPT, _BROKEN = 2 / 3, 1 / 3
"""From which share a promise was kept, and up to which it was broken."""


@dataclass(frozen=True, slots=True)
class _Milestone:
    """What happened when; a promise with how far it was kept."""

    date: str
    text: str
    look: Look
    basis: str
    kept: float | None = None
    by: str = ""

    @property
    def fate(self) -> str:
        """What became of a promise, in a word."""
        if self.kept is None:
            return ""
        grade = "kept" if self.kept >= _KEPT else "broken" if self.kept <= _BROKEN else "in_part"
        return say(f"chart_milestones.{grade}")


def milestones_chart(scenario: Scenario) -> Chart | None:
    """Return the timeline of promises kept and broken; None where the file tells fewer than two."""
    shown = sorted(_milestones(scenario), key=lambda one: first_day(one.date))
    if len(shown) < 2:
        return None
    promises = [one.kept.point for one in scenario.record if one.kept is not None]
    told = {
        "all": len(shown),
        "promises": len(promises),
        "graded": any(one.kept is not None for one in shown),
        "kept": sum(one >= _KEPT for one in promises),
        "since": dated(shown[0].date[:4]),
        "last": dated(shown[-1].date[:4]),
    }
    return Chart(
        id="milestones",
        title=say("chart_milestones.title", **told),
        subtitle=say("chart_milestones.subtitle", **told),
        alt=say("chart_milestones.alt", first=shown[0].text, ends=shown[-1].text, **told),
        drawings=painted_twice(partial(_paint, shown)),
        columns=tuple(say(f"chart_milestones.{name}") for name in ("date", "what", "fate")),
        rows=tuple((dated(one.date), one.text, one.fate) for one in shown),
        basis=tuple(one.basis for one in shown),
    )


def _milestones(scenario: Scenario) -> Iterator[_Milestone]:
    """Yield what is shown: milestones, else the promises that weigh most."""
    graded = {str(one.date): one for one in scenario.record if one.kept is not None}
    for n, one in enumerate(scenario.story.milestones):
        parts = list(pieces(" ".join(one.text.split())))
        if all(isinstance(part, str) for part in parts):  # what holds results is told in sentences
            event = graded.get(str(one.date))
            text = "".join(part for part in parts if isinstance(part, str))
            yield _milestone(scenario, str(one.date), text, f"file:story.milestones.{n}", event)
    if scenario.story.milestones:
        return
    events = list(enumerate(scenario.record))
    promises = [one for one in events if one[1].kept is not None]
    chosen = sorted(promises, key=lambda one: -one[1].weight.point) or events
    for n, event in chosen[:_MOST]:
        yield _milestone(scenario, str(event.date), event.event, f"file:record.{n}", event)


def _milestone(
    scenario: Scenario, day: str, text: str, basis: str, event: Event | None
) -> _Milestone:
    """Return a milestone, with the sign of the side whose promise it was."""
    shapes = looks(party.id for party in scenario.parties)
    by = event.by if event else None
    kept = event.kept.point if event and event.kept is not None else None
    look = shapes.get(by or "", Look(INK, "circle"))
    return _Milestone(day, text, look, basis, kept, scenario.label(by) if by else "")


def _paint(shown: Sequence[_Milestone], canvas: Canvas) -> float:
    """Paint a line an entry: its date or place in time, its sign, and its words."""
    strip = 0.0 if canvas.narrow else 0.32 * canvas.width
    days = [first_day(one.date) for one in shown]
    y = 0.0 if canvas.narrow else canvas.line + 4
    tops = []
    for one in shown:
        tops.append(y)
        y = _entry(canvas, one, strip, y) + 8
    if strip:
        _strip(canvas, shown, days, tops, strip - 24, y)
    return y


def _entry(canvas: Canvas, one: _Milestone, left: float, y: float) -> float:
    """Write an entry; return where it ends."""
    x = left + (18 if canvas.narrow else 0)
    room = canvas.width - x
    if canvas.narrow:
        _sign(canvas, one, 7, y + canvas.line / 2)
    head = say("chart_milestones.head", date=dated(one.date), by=one.by)
    end = canvas.block(x, y, head, room, colour=one.look.ink, bold=True)
    end = canvas.block(x, end, one.text, room)
    weak = one.kept is not None and one.kept <= _BROKEN
    return canvas.block(x, end, one.fate, room, colour=WEAK if weak else SOFT)


def _sign(canvas: Canvas, one: _Milestone, x: float, y: float) -> None:
    """Paint what stands for an entry: filled for what was kept, open for what was not."""
    filled = one.kept is None or one.kept >= _KEPT
    canvas.point(x, y, Look(one.look.colour, one.look.shape, filled=filled))


def _strip(
    canvas: Canvas,
    shown: Sequence[_Milestone],
    days: Sequence[date],
    tops: Sequence[float],
    wide: float,
    end: float,
) -> None:
    """Paint where in time the entries are, beside their words."""
    first, last = days[0].toordinal(), max(days[-1].toordinal(), days[0].toordinal() + 1)

    def place(day: date) -> float:
        return 8 + (day.toordinal() - first) / (last - first) * (wide - 16)

    ticks = [(place(day), name) for day, name in years(days[0], days[-1], 4)]
    canvas.axis(ticks, 0, end, wide)
    for one, day, top in zip(shown, days, tops, strict=True):
        y = top + canvas.line / 2
        canvas.rule(place(day), y, wide + 18, y)
        _sign(canvas, one, place(day), y)
