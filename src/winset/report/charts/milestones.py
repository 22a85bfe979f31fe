"""A timeline of what was agreed and done, and of promises kept and broken."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from winset.language.catalogue import say
from winset.language.dates import dated
from winset.report.charts.canvas import Canvas, painted_twice
from winset.report.charts.signs import looks_of
from winset.report.charts.style import INK, SOFT, WEAK, Look
from winset.report.charts.ticks import years
from winset.report.document.chart import Chart
from winset.report.document.fitting import cut
from winset.report.phrases.promises import fate_of
from winset.scenario import Event, Scenario
from winset.scenario.fields import pieces
from winset.scenario.kinds import first_day

_MOST = 12
_ROOM = 320
"""Characters of an entry that the picture shows; its data hold the whole."""

_APART = 15
"""Pixels from a promise to the next."""


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
        return "" if self.kept is None else say(f"promises.{fate_of(self.kept)}")


def milestones_chart(scenario: Scenario) -> Chart | None:
    """Return the timeline of promises kept and broken; None where the file tells fewer than two."""
    shown = sorted(_milestones(scenario), key=lambda one: first_day(one.date))
    if len(shown) < 2:
        return None
    sides = _promises(scenario)
    promises = [kept for of_side in sides.values() for kept in of_side]
    told = {
        "all": len(shown),
        "promises": len(promises),
        "kept": sum(fate_of(one) == "kept" for one in promises),
        "since": dated(shown[0].date[:4]),
        "last": dated(shown[-1].date[:4]),
    }
    return Chart(
        id="milestones",
        title=say("chart_milestones.title", **told),
        subtitle=say("chart_milestones.subtitle", **told),
        alt=say("chart_milestones.alt", first=shown[0].text, ends=shown[-1].text, **told),
        drawings=painted_twice(partial(_paint, scenario, sides, shown)),
        columns=tuple(say(f"chart_milestones.{name}") for name in ("date", "what", "fate")),
        rows=tuple((dated(one.date), one.text, one.fate) for one in shown),
        basis=tuple(dict.fromkeys((*(one.basis for one in shown), *_graded(scenario)))),
    )


def _milestones(scenario: Scenario) -> Iterator[_Milestone]:
    """Yield what is shown: milestones, else the promises that weigh most."""
    for n, one in enumerate(scenario.story.milestones):
        parts = list(pieces(" ".join(one.text.split())))
        if all(isinstance(part, str) for part in parts):  # what holds results is told in sentences
            text = "".join(part for part in parts if isinstance(part, str))
            plain = Look(INK, "circle")
            yield _Milestone(str(one.date), text, plain, f"file:story.milestones.{n}")
    if scenario.story.milestones:
        return
    events = list(enumerate(scenario.record))
    promises = [one for one in events if one[1].kept is not None]
    chosen = sorted(promises, key=lambda one: -one[1].weight.point) or events
    for n, event in chosen[:_MOST]:
        yield _milestone(scenario, n, event)


def _milestone(scenario: Scenario, n: int, event: Event) -> _Milestone:
    """Return an entry of the record, with the sign of the side whose promise it was."""
    look = looks_of(scenario).get(event.by or "", Look(INK, "circle"))
    by = scenario.label(event.by) if event.by else ""
    kept = None if event.kept is None else event.kept.point
    return _Milestone(str(event.date), event.event, look, f"file:record.{n}", kept, by)


def _graded(scenario: Scenario) -> Iterator[str]:
    return (f"file:record.{n}" for n, one in enumerate(scenario.record) if one.kept is not None)


def _promises(scenario: Scenario) -> dict[str, list[float]]:
    """Return how far each side kept what it promised, in order of time."""
    graded = sorted((one for one in scenario.record if one.kept is not None), key=lambda e: e.day)
    sides = {
        party.id: [e.kept.point for e in graded if e.kept and e.by == party.id]
        for party in scenario.parties
    }
    return {party: kept for party, kept in sides.items() if kept}


def _paint(
    scenario: Scenario,
    sides: Mapping[str, Sequence[float]],
    shown: Sequence[_Milestone],
    canvas: Canvas,
) -> float:
    """Paint a sign a promise, side by side; below, a line an entry with its place in time."""
    shapes = looks_of(scenario)
    y = 0.0
    for party, promises in sides.items():
        y = _paint_promises(canvas, scenario.label(party), promises, shapes[party], y)
    strip = 0.0 if canvas.narrow else 0.32 * canvas.width
    start = y
    y += 4 if canvas.narrow else canvas.line + 4
    tops = []
    for one in shown:
        tops.append(y)
        y = _entry(canvas, one, strip, y) + 8
    if strip:
        _strip(canvas, shown, tops, strip - 24, (start, y))
    return y


def _paint_promises(
    canvas: Canvas, name: str, promises: Sequence[float], look: Look, y: float
) -> float:
    """Paint how many promises a side kept, each a sign; return where that ends."""
    kept = sum(fate_of(one) == "kept" for one in promises)
    told = say("chart_milestones.of_side", party=name, kept=kept, promises=len(promises))
    y = canvas.block(0, y, told, canvas.width, colour=look.ink, bold=True)
    a_line = int((canvas.width - _APART) // _APART)
    for n, one in enumerate(promises):
        x = _APART / 2 + n % a_line * _APART
        sign = replace(look, filled=fate_of(one) == "kept", size=0.6)
        canvas.point(x, y + (n // a_line + 0.5) * _APART, sign)
    return y + ((len(promises) - 1) // a_line + 1) * _APART + 6


def _entry(canvas: Canvas, one: _Milestone, left: float, y: float) -> float:
    """Write an entry; return where it ends."""
    x = left + (18 if canvas.narrow else 0)
    room = canvas.width - x
    if canvas.narrow:
        _sign(canvas, one, 7, y + canvas.line / 2)
    head = say("chart_milestones.head", date=dated(one.date), by=one.by)
    end = canvas.block(x, y, head, room, colour=one.look.ink, bold=True)
    end = canvas.block(x, end, cut(one.text, _ROOM)[0], room)
    weak = one.kept is not None and fate_of(one.kept) == "broken"
    return canvas.block(x, end, one.fate, room, colour=WEAK if weak else SOFT)


def _sign(canvas: Canvas, one: _Milestone, x: float, y: float) -> None:
    """Paint what stands for an entry: filled for what was kept, open for what was not."""
    filled = one.kept is None or fate_of(one.kept) == "kept"
    canvas.point(x, y, Look(one.look.colour, one.look.shape, filled=filled))


def _strip(
    canvas: Canvas,
    shown: Sequence[_Milestone],
    tops: Sequence[float],
    wide: float,
    within: tuple[float, float],
) -> None:
    """Paint where in time the entries are, beside their words."""
    days = [first_day(one.date) for one in shown]
    first, last = days[0].toordinal(), max(days[-1].toordinal(), days[0].toordinal() + 1)

    def place(day: date) -> float:
        return 8 + (day.toordinal() - first) / (last - first) * (wide - 16)

    ticks = [(place(day), name) for day, name in years(days[0], days[-1], 4)]
    canvas.axis(ticks, *within, wide)
    for one, day, top in zip(shown, days, tops, strict=True):
        y = top + canvas.line / 2
        canvas.rule(place(day), y, wide + 18, y)
        _sign(canvas, one, place(day), y)
