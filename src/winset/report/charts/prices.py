"""The real figures behind what was asked: a series in time, or sums in one unit side by side."""

from collections import defaultdict
from collections.abc import Sequence
from functools import partial

from winset.language.catalogue import say
from winset.language.dates import dated
from winset.language.words import exact
from winset.report.charts.canvas import Canvas, painted_twice
from winset.report.charts.style import SOFT
from winset.report.document.chart import Chart
from winset.scenario import Figure, Scenario

_MOST = 8
_BAR = 11


def prices_chart(scenario: Scenario) -> Chart | None:
    """Return the figures of one unit as bars; None where no two share one."""
    shown = _alike(scenario)
    if len(shown) < 2:
        return None
    unit = shown[0].unit or ""
    told = [(one.text, exact(one.latest)) for one in shown]
    return Chart(
        id="prices",
        title=say("chart_prices.title", low=told[-1][1], high=told[0][1], unit=unit),
        subtitle=say("chart_prices.subtitle", unit=unit),
        alt=say("chart_prices.alt", unit=unit, number=len(shown), first=told[0], last=told[-1]),
        drawings=painted_twice(partial(_paint, shown)),
        columns=tuple(say(f"chart_prices.{name}", unit=unit) for name in ("what", "date", "value")),
        rows=tuple((one.text, dated(str(one.date or "")), exact(one.latest)) for one in shown),
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


def _paint(shown: Sequence[Figure], canvas: Canvas) -> float:
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
