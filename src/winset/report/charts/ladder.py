"""The ladder: deals from token to full, what each gives, and how often it is signed and kept."""

from collections.abc import Mapping
from functools import partial

from winset.advice.result import Advice, Rung
from winset.analysis import Analysis
from winset.deals.find import Deals
from winset.language.catalogue import say
from winset.language.words import often, share, signed
from winset.report.charts.canvas import Canvas, painted_twice
from winset.report.charts.signs import signs, step_name
from winset.report.charts.style import INK, SOFT, TINT, Look, looks
from winset.report.document.chart import Chart
from winset.scenario import Scenario

_MOST_NAMED = 8
_MOST_SIDES = 12
_BAR = 9
_APART = 14
"""Pixels by which signs are moved that would hide one another."""


def ladder_chart(analysis: Analysis) -> Chart | None:
    """Return the ladder; None where it has no two rungs, or nothing was drawn."""
    scenario, advice = analysis.scenario, analysis.advice
    if advice is None or len(advice.ladder) < 2 or advice.certain:
        return None
    sides = looks([party.id for party in scenario.parties][:_MOST_SIDES])
    names = [_name(scenario, rung) for rung in advice.ladder]
    first, sure, full = _told(advice)
    return Chart(
        id="ladder",
        title=say(
            "chart_ladder.title", rungs=len(advice.ladder), sure=sure, full=full, first=first
        ),
        subtitle=say("chart_ladder.subtitle", signs=signs(scenario, sides), draws=advice.draws),
        alt=say(
            "chart_ladder.alt",
            rungs=len(advice.ladder),
            sure=sure,
            full=full,
            told=[(name, rung.share) for name, rung in zip(names, advice.ladder, strict=True)],
        ),
        drawings=painted_twice(partial(_paint, analysis, advice, sides)),
        columns=(
            say("chart_ladder.deal"),
            *(scenario.label(party) for party in sides),
            say("chart_ladder.kept"),
        ),
        rows=tuple(
            (name, *(signed(rung.values[party]) for party in sides), share(rung.share))
            for name, rung in zip(names, advice.ladder, strict=True)
        ),
        basis=("result:advise.ladder",),
    )


def _told(advice: Advice) -> tuple[float, float, float]:
    """Return the shares of the first deal, of the surest, and of the one with the largest gain."""
    first = advice.ladder[0] if advice.first is None else advice.first
    full = max(advice.ladder, key=lambda rung: rung.gain)
    return first.share, max(rung.share for rung in advice.ladder), full.share


def _name(scenario: Scenario, rung: Rung) -> str:
    """Return what is in a deal: its large steps, or all where none is large."""
    steps = [step_name(scenario, step) for step in rung.large or rung.package]
    small = len(rung.package) - len(steps)
    more = len(steps[_MOST_NAMED:])
    return say("chart_ladder.name", steps=steps[:_MOST_NAMED], more=more, small=small)


def _most(deals: Deals, advice: Advice) -> dict[str, float]:
    """Return the most that each party could gain in what could be signed."""
    reached = [deal.values for deal in deals.frontier] + [rung.values for rung in advice.ladder]
    return {party: max(values[party] for values in reached) for party in reached[0]}


def _paint(analysis: Analysis, advice: Advice, sides: Mapping[str, Look], canvas: Canvas) -> float:
    """Paint a row a deal: its gains at the left, at the right its share; a scale below."""
    scenario, canvas.halo = analysis.scenario, False
    gains, shares = (0.0, 0.52 * canvas.width), (0.62 * canvas.width, 0.88 * canvas.width)
    heads = (
        canvas.block(0, 0, say("chart_ladder.gains"), gains[1], bold=True),
        canvas.block(shares[0], 0, say("chart_ladder.kept"), 0.38 * canvas.width, bold=True),
    )
    y = _key(scenario, canvas, sides, max(heads) + 2)
    most = _most(analysis.deals, advice)
    for rung in advice.ladder:
        y = _row(scenario, canvas, rung, rung == advice.first, y)
        _paint_gains(canvas, rung, sides, most, gains, y)
        _paint_share(canvas, rung.share, shares, y)
        y += canvas.line
    for part in (0.0, 0.5, 1.0):
        for left, right in ((gains[0] + 8, gains[1]), shares):
            x = max(left + part * (right - left), canvas.room(share(part)) / 2)
            canvas.text(x, y + canvas.line / 2, share(part), colour=SOFT, align="center")
    return y + canvas.line


def _key(scenario: Scenario, canvas: Canvas, sides: Mapping[str, Look], y: float) -> float:
    """Write the names of the sides beside their signs; return where they end."""
    x = 6.0
    for party, look in sides.items():
        wide = canvas.room(scenario.label(party), bold=True)
        if x + wide + 12 > 0.6 * canvas.width and x > 6:
            x, y = 6.0, y + canvas.line + 2
        canvas.point(x, y + canvas.line / 2, look)
        canvas.text(x + 10, y + canvas.line / 2, scenario.label(party), colour=look.ink, bold=True)
        x += wide + 30
    return y + canvas.line + 4


def _row(scenario: Scenario, canvas: Canvas, rung: Rung, first: bool, y: float) -> float:
    """Write what a deal holds; return the height of its axis. The first one stands out."""
    name = _name(scenario, rung)
    room = canvas.width - 8
    note = say("chart_ladder.first") if first else ""
    lines = len(canvas.lines(name, room, bold=first)) + len(canvas.lines(note, room))
    top = y + 6
    axis = top + lines * canvas.line + canvas.line * 0.75
    if first:
        canvas.rect(0, top - 2, canvas.width, axis + canvas.line * 0.8, TINT, ground=True)
    end = canvas.block(4, top, name, room, bold=first)
    canvas.block(4, end, note, room, colour=SOFT)
    return axis


def _paint_gains(
    canvas: Canvas,
    rung: Rung,
    sides: Mapping[str, Look],
    most: Mapping[str, float],
    ends: tuple[float, float],
    y: float,
) -> None:
    """Paint a deal's gain to each side, as a share of the most that it could have."""
    left, right = ends[0] + 8, ends[1]
    canvas.rule(left, y, right, y)
    canvas.rule(left, y - 5, left, y + 5, SOFT)
    places: list[float] = []
    for party, look in sides.items():
        part = rung.values[party] / most[party] if most[party] > 0 else 0.0
        x = left + min(1.0, max(0.0, part)) * (right - left)
        near = sum(abs(x - other) < _APART for other in places)
        canvas.point(x + _APART * near, y, look)
        places.append(x)


def _paint_share(canvas: Canvas, part: float, ends: tuple[float, float], y: float) -> None:
    """Paint a share as a bar, half of all marked, and its figure clear of that mark."""
    left, right = ends
    end, half, told = left + part * (right - left), (left + right) / 2, often(part)
    canvas.rule(end, y, right, y)
    canvas.rule(half, y - _BAR, half, y + _BAR, SOFT)
    canvas.rect(left, y - _BAR / 2, end, y + _BAR / 2, SOFT)
    crossed = end + 6 < half + 3 and half - 3 < end + 6 + canvas.room(told, bold=True)
    canvas.text(half + 6 if crossed else end + 6, y, told, colour=INK, bold=True)
