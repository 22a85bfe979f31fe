"""Stages in time, a lane a side, the weak point marked; below, what each would lose by leaving."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import accumulate, groupby, pairwise

from winset.language.catalogue import say
from winset.language.dates import year
from winset.language.words import amount, listed
from winset.report.charts.canvas import Canvas, painted_twice
from winset.report.charts.signs import looks_of, uncut
from winset.report.charts.style import INK, SOFT, WEAK, Look
from winset.report.charts.ticks import numbers, years
from winset.report.document.chart import Chart
from winset.report.phrases.moves import move_title
from winset.report.phrases.spans import moment
from winset.roadmaps.calendar import Calendar
from winset.roadmaps.roadmap import THIN, Roadmap
from winset.roadmaps.temptations import gain
from winset.scenario import Scenario
from winset.scenario.kinds import DAYS_IN_YEAR
from winset.scenario.numbers import Rate

_MOST_BANDS = 6
_BAND = 44
_TAIL = 1.04
"""How much farther the picture reaches than the last move."""

_BAR = 12
_FIRST = 60
"""Pixels to the first turn of a year, from which the year of the start is named."""

_MONTHS_TO, _DAYS_TO = 730, 60
"""Days, up to which a length is told in months, and in days."""


@dataclass(frozen=True, slots=True)
class _Bar:
    """A move: what is done, by whom, in which stage, and from when to when.

    Times are in phases from the start; `latest` is the end of its stage.
    """

    title: str
    by: tuple[str, ...]
    stage: int
    starts: float
    ends: float
    latest: float


@dataclass(frozen=True, slots=True)
class _Span:
    """What a side would lose by leaving between two moments, in its units and of what it gains."""

    party: str
    after: int
    starts: float
    ends: float
    loss: float
    share: float

    @property
    def weak(self) -> bool:
        """Whether almost nothing holds the side there."""
        return self.share < THIN


def lanes_chart(scenario: Scenario, roadmap: Roadmap) -> Chart | None:
    """Return who does what when, and what holds each side; None where there is no calendar."""
    calendar = roadmap.calendar
    if calendar is None or not calendar.phases:
        return None
    bars = list(_bars(scenario, roadmap, calendar))
    spans = list(_spans(roadmap, calendar))
    return Chart(
        id="lanes",
        title=_finding(scenario, roadmap, calendar, spans),
        subtitle=say(
            "chart_lanes.subtitle", dated=_dated(calendar), weak=any(one.weak for one in spans)
        ),
        alt=say(
            "chart_lanes.alt",
            bars=len(bars),
            first=bars[0].title,
            last=bars[-1].title,
            length=_length(calendar, calendar.duration),
            weak=sum(one.weak for one in spans),
        ),
        drawings=painted_twice(partial(_paint, scenario, calendar, bars, spans)),
        columns=tuple(say(f"chart_lanes.{name}") for name in _COLUMNS),
        rows=tuple(
            (
                one.title,
                listed(map(scenario.label, one.by)),
                str(one.stage),
                *(moment(calendar, at) for at in (one.starts, one.ends, one.latest)),
            )
            for one in bars
        ),
        basis=("result:roadmap.order", "result:roadmap.calendar", "result:roadmap.nodes"),
    )


_COLUMNS = ("move", "who", "stage", "starts", "ends", "latest")


def _bars(scenario: Scenario, roadmap: Roadmap, calendar: Calendar) -> Iterator[_Bar]:
    by = {step.id: step.by for step in scenario.steps}
    n = 0
    for stage, phase in enumerate(calendar.phases, start=1):
        for move, (starts, ends) in zip(phase.steps, phase.times, strict=True):
            n += 1
            who = tuple(dict.fromkeys(party for step in move for party in by[step]))
            short, title = (move_title(scenario, roadmap, n, short=one) for one in (True, False))
            yield _Bar(uncut(short, title), who, stage, starts, ends, phase.ends)


def _spans(roadmap: Roadmap, calendar: Calendar) -> Iterator[_Span]:
    """Yield, by party, the least that it would lose by leaving in each stage, and at the end."""
    before = [0, *accumulate(len(phase.steps) for phase in calendar.phases)]
    ends = [0.0, *(phase.ends for phase in calendar.phases), calendar.duration * _TAIL]
    for party, gross in roadmap.gross_gains.items():
        for n, (starts, until) in enumerate(pairwise(ends)):
            last = before[min(n + 1, len(before) - 1)]
            states = range(before[n], max(last, before[n] + 1))
            weakest = max(states, key=lambda state: gain(roadmap, state, party))
            least = -gain(roadmap, weakest, party)
            yield _Span(party, weakest, starts, until, least, least / gross if gross > 0 else 0.0)


def _finding(
    scenario: Scenario, roadmap: Roadmap, calendar: Calendar, spans: Sequence[_Span]
) -> str:
    """Return where the least holds somebody, and for how long."""
    weakest = min(spans, key=lambda one: one.share)
    kind = "gains" if weakest.share < 0 else "weak" if weakest.weak else "strong"
    done = weakest.after == len(roadmap.order)
    return say(
        f"chart_lanes.{kind}",
        party=scenario.name(weakest.party),
        step=move_title(scenario, roadmap, weakest.after, short=True) if weakest.after else "",
        length="" if done else _length(calendar, weakest.ends - weakest.starts),
        done=done,
    )


def _length(calendar: Calendar, phases: float) -> str:
    """Return how long a number of phases is, in words."""
    if calendar.phase_length is None:
        return say("chart_lanes.length", number=phases, unit="phases")
    days = phases * calendar.phase_length
    unit = "days" if days <= _DAYS_TO else "months" if days <= _MONTHS_TO else "years"
    size = {"days": 1, "months": DAYS_IN_YEAR / 12, "years": DAYS_IN_YEAR}[unit]
    return say("chart_lanes.length", number=round(days / size), unit=unit)


def _dated(calendar: Calendar) -> bool:
    return calendar.day(calendar.duration) is not None


@dataclass(frozen=True, slots=True)
class _Paper:
    """What is painted on: a canvas, its pixels a phase, the looks of the sides, marked days."""

    scenario: Scenario
    canvas: Canvas
    scale: float
    sides: Mapping[str, Look]
    marked: tuple[float, ...]


def _paint(
    scenario: Scenario,
    calendar: Calendar,
    bars: Sequence[_Bar],
    spans: Sequence[_Span],
    canvas: Canvas,
) -> float:
    """Paint the axis of time, the lanes below it, and the bands of what holds each side."""
    scale = (canvas.width - 4) / (calendar.duration * _TAIL)
    sides = looks_of(scenario)
    terms = list(_terms(scenario, calendar))
    marked = tuple(clock * scale for _, clock in terms)
    paper = _Paper(scenario, canvas, scale, sides, marked)
    top = _paint_terms(canvas, terms, scale)
    y = top + canvas.line + 4
    for who in _lanes(scenario, bars):
        y = _paint_lane(paper, who, [bar for bar in bars if bar.by == who], y)
    weak = [one for one in spans if one.weak and one.ends > one.starts]
    if weak:
        worst = min(weak, key=lambda one: one.share)
        left, right = worst.starts * scale, worst.ends * scale
        canvas.rect(left, top + canvas.line, right, y, WEAK, opacity=0.12, ground=True)
    for party in _held_least(spans):
        y = _paint_band(paper, [one for one in spans if one.party == party], y + 6)
    canvas.axis(_ticks(calendar, scale, 4 if canvas.narrow else 8), top, y)
    for _, clock in terms:
        canvas.rule(clock * scale, top, clock * scale, y, INK, dash=(3, 3))
    return y + 2


def _ticks(calendar: Calendar, scale: float, most: int) -> Iterator[tuple[float, str]]:
    last = calendar.day(calendar.duration)
    if last is None or calendar.start is None:
        for one in numbers(0, calendar.duration, most):
            yield one * scale, amount(one)
        return
    turns = [
        (_clock(calendar, day) * scale, name) for day, name in years(calendar.start, last, most)
    ]
    begins = year(calendar.start.year)
    if turns and turns[0][1] == year(calendar.start.year + 1) and turns[0][0] > _FIRST:
        yield 0.0, begins
    yield from turns


def _clock(calendar: Calendar, day: date) -> float:
    assert calendar.start is not None  # noqa: S101 -- there are dates
    return (day - calendar.start).days / (calendar.phase_length or 1)


def _terms(scenario: Scenario, calendar: Calendar) -> Iterator[tuple[str, float]]:
    """Yield the days from which somebody else may govern, on the way, and of whom."""
    days = [
        (party.id, party.leaves_office.since)
        for party in scenario.parties
        if isinstance(party.leaves_office, Rate) and party.leaves_office.since
    ]
    days += [(one.party, one.since) for one in scenario.successors if one.since]
    if not _dated(calendar):
        return
    for party, day in dict.fromkeys(days):
        clock = _clock(calendar, day)
        if 0 < clock < calendar.duration:
            yield say("chart_lanes.term", party=scenario.label(party)), clock


def _paint_terms(canvas: Canvas, terms: Sequence[tuple[str, float]], scale: float) -> float:
    """Write what the marked days are, a line each; return where they end."""
    y = 0.0
    for name, clock in terms:
        x = clock * scale
        right = x + canvas.room(name, bold=True) + 4 > canvas.width
        align, at = ("right", x - 4) if right else ("left", x + 4)
        room = at if right else canvas.width - at
        y = canvas.block(at, y, name, room, bold=True, align=align)
    return y


def _lanes(scenario: Scenario, bars: Sequence[_Bar]) -> list[tuple[str, ...]]:
    """Return who has a lane: each side alone, then those who act together."""
    acting = dict.fromkeys(bar.by for bar in bars)
    alone = [(party.id,) for party in scenario.parties if (party.id,) in acting]
    return [*alone, *(who for who in acting if len(who) > 1)]


def _paint_lane(paper: _Paper, who: tuple[str, ...], bars: Sequence[_Bar], y: float) -> float:
    """Paint what a side does, or several together do; return where that ends."""
    canvas, labels = paper.canvas, list(map(paper.scenario.label, who))
    every = len(who) == len(paper.scenario.parties)
    name = say("chart_lanes.together", sides=labels, every=every) if len(who) > 1 else labels[0]
    ink = paper.sides[who[0]].ink if len(who) == 1 else INK
    y = canvas.block(0, y, name, canvas.width, colour=ink, bold=True)
    for bar in bars:
        y = _paint_bar(paper, bar, [paper.sides[party].colour for party in who], y)
    return y + 4


def _paint_bar(paper: _Paper, bar: _Bar, colours: Sequence[str], y: float) -> float:
    """Paint a move with its name beside it, or above it where it has no room beside."""
    canvas, left = paper.canvas, bar.starts * paper.scale
    right = max(bar.ends * paper.scale, left + 3)
    place = _beside(paper, left, right, canvas.room(bar.title))
    if place is None:
        y = canvas.block(0, y, bar.title, canvas.width)
    middle = y + canvas.line / 2 + 1
    if place:
        canvas.text(place[0], middle, bar.title, align=place[1])
    tall = _BAR / len(colours)
    for n, colour in enumerate(colours):
        top = middle - _BAR / 2 + n * tall
        canvas.rect(left, top, right, top + tall, colour)
    return y + canvas.line + 4


def _beside(paper: _Paper, left: float, right: float, wide: float) -> tuple[float, str] | None:
    """Return where a name stands beside a bar, and from which side: over no marked day."""
    after, before = right + 6, left - 6
    if after + wide <= paper.canvas.width and not _crosses(paper, after, after + wide):
        return after, "left"
    if before - wide >= 0 and not _crosses(paper, before - wide, before):
        return before, "right"
    return None


def _crosses(paper: _Paper, left: float, right: float) -> bool:
    return any(left < x < right for x in paper.marked)


def _held_least(spans: Sequence[_Span]) -> list[str]:
    """Return whose bands are shown: those whom least holds at some time, as the file has them."""
    least: dict[str, float] = {}
    for one in spans:
        least[one.party] = min(one.share, least.get(one.party, one.share))
    shown = sorted(least, key=least.__getitem__)[:_MOST_BANDS]
    return [party for party in least if party in shown]


def _paint_band(paper: _Paper, spans: Sequence[_Span], y: float) -> float:
    """Paint what a side would lose by leaving, hatched where that is almost nothing."""
    canvas, party = paper.canvas, spans[0].party
    look, most = paper.sides[party], max(one.loss for one in spans)
    name = say("chart_lanes.band", party=paper.scenario.name(party))
    base = canvas.block(0, y, name, canvas.width, colour=look.ink, bold=True) + _BAND
    for one in spans:
        left, right = one.starts * paper.scale, one.ends * paper.scale
        tall = _BAND * 0.8 * max(0.0, one.loss) / most if most > 0 else 0.0
        canvas.rect(left, base - tall, right, base, look.colour, opacity=0.5)
        if one.weak and right > left:
            canvas.hatch(left, base - _BAND, right, base, WEAK)
    canvas.rule(0, base, canvas.width, base, SOFT)
    _name_weak(paper, spans, base)
    return base


def _name_weak(paper: _Paper, spans: Sequence[_Span], base: float) -> None:
    """Write what the hatch means, once where stages follow one another, and where there is room."""
    canvas, end = paper.canvas, 0.0
    for weak, run in groupby(spans, key=lambda one: one.weak):
        stages = [one for one in run if weak and one.ends > one.starts]
        if not stages:
            continue
        gains = min(one.loss for one in stages) < 0
        word = say("chart_lanes.gain" if gains else "chart_lanes.nothing")
        half = canvas.room(word, bold=True) / 2
        middle = (stages[0].starts + stages[-1].ends) / 2 * paper.scale
        middle = min(max(middle, half), canvas.width - half)
        if middle - half >= end:
            y = base - canvas.line / 2 - 4
            canvas.text(middle, y, word, colour=WEAK, bold=True, align="center")
            end = middle + half + 4
