"""The real figures behind what was asked, as they went with time."""

from collections.abc import Sequence
from functools import partial

from winset.language.catalogue import say
from winset.language.dates import dated
from winset.language.words import amount, exact
from winset.report.charts.canvas import Canvas, painted_twice
from winset.report.charts.style import SOFT, Look, looks
from winset.report.charts.ticks import numbers
from winset.report.document.chart import Chart
from winset.scenario import Figure, Scenario
from winset.scenario.kinds import first_day

_MOST_LINES = 4
_TALL = 200


def prices_chart(scenario: Scenario) -> Chart | None:
    """Return the first series of the file's figures, and those in its unit; None without any."""
    series = [one for one in scenario.figures if len(one.series) > 1]
    shown = [one for one in series if one.unit == series[0].unit][:_MOST_LINES]
    if not shown:
        return None
    first = shown[0]
    (began, low), (ended, high) = first.series[0], first.series[-1]
    told = {"text": first.text, "unit": first.unit or "", "first": low, "last": high}
    told |= {"low": exact(low), "high": exact(high), "began": dated(began), "ended": dated(ended)}
    return Chart(
        id="prices",
        title=say("chart_prices.title", **told),
        subtitle=say("chart_prices.subtitle", **told),
        alt=say("chart_prices.alt", number=len(shown), **told),
        drawings=painted_twice(partial(_paint, shown)),
        columns=tuple(say(f"chart_prices.{name}") for name in ("what", "date", "value")),
        rows=tuple(
            (one.text, dated(day), exact(value)) for one in shown for day, value in one.series
        ),
        basis=tuple(f"file:figures.{one.id}" for one in shown),
    )


def _paint(shown: Sequence[Figure], canvas: Canvas) -> float:
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
