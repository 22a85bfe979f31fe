"""The real figures behind what was asked: series in time, or sums in one unit side by side."""

from collections import defaultdict
from collections.abc import Sequence
from functools import partial

from winset.language.catalogue import say
from winset.language.dates import dated
from winset.language.words import amount, exact
from winset.report.charts.canvas import Canvas, painted_twice
from winset.report.charts.style import SOFT, Look, looks
from winset.report.charts.ticks import numbers
from winset.report.document.chart import Chart
from winset.report.phrases.figures import figure_date, figure_value
from winset.scenario import Figure, Scenario
from winset.scenario.kinds import first_day

_MOST, _MOST_LINES = 8, 4
_BAR = 11
_TALL = 200


def prices_chart(scenario: Scenario) -> Chart | None:
    """Return figures with a series as lines, else those of one unit as bars; None without any."""
    series = [one for one in scenario.figures if len(one.series) > 1]
    if series:
        return _lines([one for one in series if one.unit == series[0].unit][:_MOST_LINES])
    alike = _alike(scenario)
    return _bars(alike) if len(alike) > 1 else None


def _lines(shown: Sequence[Figure]) -> Chart:
    first = shown[0]
    (began, low), (ended, high) = first.series[0], first.series[-1]
    told = {"text": first.text, "unit": first.unit or "", "first": low, "last": high}
    told |= {"low": exact(low), "high": exact(high), "began": dated(began), "ended": dated(ended)}
    return Chart(
        id="prices",
        title=say("chart_prices.series", **told),
        subtitle=say("chart_prices.series_subtitle", **told),
        alt=say("chart_prices.series_alt", number=len(shown), **told),
        drawings=painted_twice(partial(_paint_lines, shown)),
        columns=tuple(say(f"chart_prices.{name}") for name in _COLUMNS),
        rows=tuple(
            (one.text, dated(day), exact(value)) for one in shown for day, value in one.series
        ),
        basis=tuple(f"file:figures.{one.id}" for one in shown),
    )


_COLUMNS = ("what", "date", "value")


def _bars(shown: Sequence[Figure]) -> Chart:
    unit = shown[0].unit or ""
    told = [(one.text, exact(one.latest)) for one in shown]
    return Chart(
        id="prices",
        title=say("chart_prices.title", low=told[-1][1], high=told[0][1], unit=unit),
        subtitle=say("chart_prices.subtitle", unit=unit),
        alt=say("chart_prices.alt", unit=unit, number=len(shown), first=told[0], last=told[-1]),
        drawings=painted_twice(partial(_paint_bars, shown)),
        columns=tuple(say(f"chart_prices.{name}") for name in _COLUMNS),
        rows=tuple((one.text, figure_date(one), figure_value(one)) for one in shown),
        basis=tuple(f"file:figures.{one.id}" for one in shown),
    )


def _alike(scenario: Scenario) -> list[Figure]:
    """Return the figures in the unit that most are in, the largest first."""
    by_unit: dict[str, list[Figure]] = defaultdict(list)
    for one in scenario.figures:
        if one.unit and one.latest > 0:
            by_unit[one.unit].append(one)
    most = max(by_unit.values(), key=len, default=[])
    return sorted(most, key=lambda one: -one.latest)[:_MOST]


def _paint_bars(shown: Sequence[Figure], canvas: Canvas) -> float:
    """Paint a bar a figure, its words above it and its value at its end."""
    most = shown[0].latest
    room = canvas.width - max(canvas.room(exact(one.latest), bold=True) for one in shown) - 10
    y = 0.0
    for one in shown:
        y = canvas.block(0, y, one.text, canvas.width)
        middle = y + canvas.line / 2
        end = max(1.0, room * one.latest / most)
        canvas.rect(0, middle - _BAR / 2, end, middle + _BAR / 2, SOFT)
        canvas.text(end + 6, middle, exact(one.latest), bold=True)
        y += canvas.line + 8
    return y


def _paint_lines(shown: Sequence[Figure], canvas: Canvas) -> float:
    """Paint a line a figure, with its words beside it and its first and last number."""
    days = sorted(first_day(day) for one in shown for day, _ in one.series)
    values = [value for one in shown for _, value in one.series]
    low, high = min(0.0, *values), max(0.0, *values)
    ticks = numbers(low, high, 5)
    left, right = max(map(canvas.room, map(amount, ticks))) + 8, canvas.width - 12
    top, scale = 2.0 * canvas.line, _TALL / (high - low or 1.0)
    across = (right - left) / max(1, (days[-1] - days[0]).days)
    for value in ticks:
        y = top + (high - value) * scale
        canvas.rule(left, y, canvas.width, y, *((SOFT,) if value == 0 else ()))
        canvas.text(left - 6, y, amount(value), colour=SOFT, align="right")
    named = {first_day(day): dated(day) for one in shown for day, _ in one.series}
    ticks_across = (
        (left + (day - days[0]).days * across, name) for day, name in sorted(named.items())
    )
    canvas.axis(ticks_across, 0, top + _TALL)
    paths = [
        [
            (left + (first_day(day) - days[0]).days * across, top + (high - value) * scale)
            for day, value in one.series
        ]
        for one in shown
    ]
    shapes = looks(one.id for one in shown).values()
    for points, look in zip(paths, shapes, strict=True):
        canvas.path(points, look)
        for point in points:
            canvas.point(*point, look)
    for one, points, look in zip(shown, paths, shapes, strict=True):
        _name(canvas, one, points, look, (left, top - canvas.line, canvas.width, top + _TALL))
    return top + _TALL + canvas.line


def _name(
    canvas: Canvas,
    one: Figure,
    points: Sequence[tuple[float, float]],
    look: Look,
    within: tuple[float, float, float, float],
) -> None:
    """Write a line's first and last number at its ends, and beside it what it is."""
    for n in (0, -1):
        canvas.label(*points[n], [(exact(one.series[n][1]), look.ink, True)], within)
    canvas.label(*points[len(points) // 2], [(one.text, look.ink, False)], within)
