"""A roadmap as phases and parties: who does what when."""

from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta
from math import ceil
from typing import Any

from winset.language.catalogue import say
from winset.language.words import listed
from winset.report.charts.style import (
    MOST_FACETS,
    WIDTH,
    chart_spec,
    colours,
    labelled,
    said,
    short,
    text_above,
)
from winset.report.document.chart import Chart
from winset.report.phrases.moves import duration, move_title
from winset.report.phrases.spans import by_day, moment
from winset.roadmaps.calendar import Calendar
from winset.roadmaps.roadmap import Roadmap
from winset.scenario import Scenario
from winset.scenario.kinds import DAYS_IN_YEAR

_ROW = 38
_MARKS = 6


def phases_chart(scenario: Scenario, roadmap: Roadmap) -> Chart | None:
    """Return the moves of a roadmap as bars in time; None where there is no calendar."""
    calendar = roadmap.calendar
    if calendar is None or not calendar.phases:
        return None
    bars = list(_bars(scenario, roadmap, calendar))
    who = {bar["key"]: bar["by"] for bar in bars}
    return Chart(
        id="phases",
        title=say("chart_phases.title"),
        alt=say(
            "chart_phases.alt",
            bars=len(bars),
            stages=len(calendar.phases),
            duration=duration(calendar),
            first=bars[0]["title"],
            last=bars[-1]["title"],
        ),
        spec=chart_spec(
            bars,
            width=WIDTH,
            height=_ROW * len(bars),
            encoding={"y": {"field": "n", "type": "ordinal", "axis": _MOVES}, "x": _axis(calendar)},
            layer=[_bar(who), text_above("short", x=2, dy=-7)],
        ),
        columns=said("phases", "move", "who", "stage", "starts", "ends", "latest"),
        rows=tuple(
            (
                bar["title"],
                bar["by"],
                str(bar["stage"]),
                *bar["at"],
            )
            for bar in bars
        ),
        basis=("result:roadmap.order", "result:roadmap.calendar"),
    )


_MOVES = {"title": None, "grid": False, "ticks": False, "domain": False, "labelPadding": 8}

# as in `winset.language.words.year`: D3 fills a year before 1000 with zeros
_YEAR = "(utcyear(datum.value) < 100 ? 'AD ' : '') + utcyear(datum.value)"
_LABELS = {
    True: f"utcdate(datum.value) + ' ' + utcFormat(datum.value, '%b') + ' ' + {_YEAR}",
    False: f"utcFormat(datum.value, '%b') + ' ' + {_YEAR}",
}


def _axis(calendar: Calendar) -> dict[str, Any]:
    """Return the axis of time: dates where they are known, else phases."""
    if not _dated(calendar):
        phases = {"title": say("chart_phases.phases")}
        return {"field": "starts", "type": "quantitative", "axis": phases}
    return {
        "field": "starts",
        "type": "temporal",
        "scale": {"type": "utc"},
        "axis": {
            "title": None,
            "labelExpr": _LABELS[by_day(calendar)],
            "labelOverlap": "greedy",
            "labelFlush": True,
            "tickCount": _ticks(calendar),
        },
    }


def _ticks(calendar: Calendar) -> dict[str, Any]:
    """Return which days, months or years are marked, some six of them."""
    days = calendar.duration * (calendar.phase_length or 0)
    if by_day(calendar):
        return {"interval": "day", "step": ceil(days / _MARKS)}
    months = ceil(days * 12 / DAYS_IN_YEAR / _MARKS)
    if months > 12:
        return {"interval": "year", "step": ceil(months / 12)}
    return {"interval": "month", "step": next(n for n in (1, 2, 3, 6, 12) if n >= months)}


def _dated(calendar: Calendar) -> bool:
    return calendar.day(calendar.duration) is not None


def _bars(scenario: Scenario, roadmap: Roadmap, calendar: Calendar) -> Iterator[dict[str, Any]]:
    """Yield the moves with their own times, not those of their stage."""
    by = {step.id: step.by for step in scenario.steps}
    n = 0
    for stage, phase in enumerate(calendar.phases, start=1):
        for move, (starts, ends) in zip(phase.steps, phase.times, strict=True):
            n += 1
            who = list(dict.fromkeys(party for step in move for party in by[step]))
            title = move_title(scenario, roadmap, n)
            few = len(who) <= MOST_FACETS
            by_whom = (
                listed(map(scenario.name, who))
                if few
                else say("chart_phases.parties", parties=len(who))
            )
            yield {
                "n": n,
                "title": title,
                "short": short(say("chart_phases.bar", who=short(by_whom, 36), move=title), 66),
                "key": "+".join(who),
                "by": by_whom,
                "stage": stage,
                "at": [moment(calendar, clock) for clock in (starts, ends, phase.ends)],
                "starts": _point(calendar, starts),
                "ends": _point(calendar, ends),
            }


def _point(calendar: Calendar, clock: float) -> float | str:
    """Return a place on the axis of time: a moment where dates are known."""
    if calendar.start is None or calendar.phase_length is None or not _dated(calendar):
        return clock
    start = datetime.combine(calendar.start, time())
    return f"{(start + timedelta(days=clock * calendar.phase_length)).isoformat()}Z"


def _bar(who: Mapping[str, str]) -> dict[str, Any]:
    legend = {"title": say("chart_phases.by"), **labelled(who, 80)}
    return {
        "mark": {"type": "bar", "height": 11, "yOffset": 9, "minBandSize": 4},
        "encoding": {
            "x2": {"field": "ends"},
            "color": {"field": "key", "type": "nominal", "scale": colours(who), "legend": legend},
        },
    }
