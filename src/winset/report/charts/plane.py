"""The utility plane of two parties: what each package is worth to the one and to the other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import TypeAlias

import numpy as np

from winset.analysis import Analysis
from winset.language.catalogue import say
from winset.language.letters import capital
from winset.language.names import with_small_article
from winset.language.words import amount, listed, signed
from winset.report.charts.canvas import Box, Canvas, painted_twice
from winset.report.charts.signs import looks_of, proposal_name, signs
from winset.report.charts.style import FOUND, INK, SOFT, Look, looks
from winset.report.charts.ticks import numbers
from winset.report.document.chart import Chart
from winset.report.phrases.advice import named
from winset.report.phrases.tense import over
from winset.roadmaps.value_map import ValueMap
from winset.scenario import Scenario

Span: TypeAlias = tuple[float, float]

_CELLS = (32, 24)
_ROOM = 0.08
_SHADES = (0.08, 0.2, 0.45)
"""How dark packages are that are possible, that could be signed, and that would be kept."""

_FAR = 1.5
"""How many times as far as the deals reach the picture goes; what is farther stands at its edge."""


@dataclass(frozen=True, slots=True)
class _Mark:
    """A point with what it is, and what it is worth to the one and the other."""

    kind: str
    title: str
    x: float
    y: float
    look: Look
    label: str = ""


def plane_chart(analysis: Analysis) -> Chart | None:
    """Return the plane of a scenario's two parties; None where there are not two."""
    scenario = analysis.scenario
    found = analysis.value_map
    if len(scenario.parties) != 2 or found is None:
        return None
    marks = list(_marks(analysis))
    x, y = (scenario.name(party.id) for party in scenario.parties)
    return Chart(
        id="plane",
        title=_finding(analysis),
        subtitle=say("chart_plane.subtitle", x=x, y=y, signs=_signs(scenario)),
        alt=_alt(analysis, marks),
        drawings=painted_twice(partial(_paint, (x, y), marks, found, bool(scenario.proposals))),
        columns=(
            *(say(f"chart_plane.{name}") for name in ("package", "kind")),
            *(say("chart_plane.worth", party=party) for party in (x, y)),
        ),
        rows=tuple(
            (one.title, say(f"chart_plane.{one.kind}"), signed(one.x), signed(one.y))
            for one in marks
        ),
        basis=tuple(_basis(analysis)),
    )


def _signs(scenario: Scenario) -> str:
    shapes = looks_of(scenario)
    makers = {one.by: shapes[one.by] for one in scenario.proposals if one.by}
    return signs(scenario, makers) if makers else ""


def _finding(analysis: Analysis) -> str:
    """Return which proposals left neither side worse off."""
    better = [
        with_small_article(proposal_name(one))
        for one in analysis.scenario.proposals
        if min(analysis.proposals[one.id].values.values()) >= 0
    ]
    return say(
        "chart_plane.title",
        better=better,
        proposals=len(analysis.proposals),
        over=over(analysis.scenario),
        signable=analysis.deals.signable,
        packages=analysis.deals.packages,
    )


def _basis(analysis: Analysis) -> Iterator[str]:
    yield from ("result:deals.packages", "result:deals.signable", "result:deals.frontier")
    for proposal in analysis.proposals:
        yield f"result:proposals.{proposal}.values"
    if analysis.roadmap is not None:
        yield "result:roadmap.values"


def _alt(analysis: Analysis, marks: Sequence[_Mark]) -> str:
    scenario = analysis.scenario
    x, y = (scenario.name(party.id) for party in scenario.parties)
    told = [one for one in marks if one.kind in {"proposal", "deal"}]
    frontier = sum(one.kind == "frontier" for one in marks)
    return say("chart_plane.alt", x=x, y=y, told=told, frontier=frontier)


def _marks(analysis: Analysis) -> Iterator[_Mark]:
    """Yield the points: the frontier, the roadmap's deal, proposals, no deal."""
    scenario = analysis.scenario
    one, two = (party.id for party in scenario.parties)
    shapes = looks([one, two])
    for deal in analysis.deals.frontier:
        if deal.steps:
            title = listed(map(scenario.name, deal.steps))
            small = Look(SOFT, "circle", size=0.3)
            yield _Mark("frontier", title, deal.values[one], deal.values[two], small)
    if analysis.roadmap is not None:
        values = analysis.roadmap.values
        yield _Mark("deal", capital(named(analysis)), values[one], values[two], FOUND)
    for proposal in scenario.proposals:
        values = analysis.proposals[proposal.id].values
        look = shapes.get(proposal.by or "", Look(INK, "circle"))
        worths = values[one], values[two]
        yield _Mark("proposal", proposal.title, *worths, look, proposal_name(proposal))
    yield _Mark("no_deal", capital(say("chart_plane.no_deal")), 0.0, 0.0, Look(INK, "cross"))


@dataclass(frozen=True, slots=True)
class _Plot:
    """A rectangle of the canvas, and the worths that it reaches over."""

    box: Box
    across: Span
    upwards: Span

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Return where worths stand; what is beyond stands at the edge."""
        left, top, right, bottom = self.box
        u, v = (
            min(1.0, max(0.0, (value - low) / (high - low)))
            for value, (low, high) in ((x, self.across), (y, self.upwards))
        )
        return left + u * (right - left), bottom - v * (bottom - top)

    def holds(self, x: float, y: float) -> bool:
        """Return whether worths are within it."""
        low, high = zip(self.across, self.upwards, strict=True)
        return low[0] <= x <= high[0] and low[1] <= y <= high[1]


def _span(marks: Sequence[float], clouds: Sequence[float], *, crop: bool) -> Span:
    """Return what an axis reaches over: the deals, and the proposals that are not far from them."""
    low, high = min(0.0, *clouds), max(0.0, *clouds)
    reach = _FAR * (high - low or 1.0)
    near = [one for one in marks if not crop or low - reach <= one <= high + reach]
    low, high = min(low, *near), max(high, *near)
    room = _ROOM * (high - low) or 1.0
    return low - room, high + room


def _spans(marks: Sequence[_Mark], found: ValueMap, *, crop: bool) -> tuple[Span, Span]:
    """Return the worths that the plane reaches over, cropped where there are proposals."""
    worths = [found.signable[n] if crop else found.possible[n] for n in (0, 1)]
    across, upwards = (
        _span(told, list(map(float, cloud)) or [0.0], crop=crop)
        for told, cloud in zip(
            ([one.x for one in marks], [one.y for one in marks]), worths, strict=True
        )
    )
    return across, upwards


def _paint(
    names: tuple[str, str], marks: Sequence[_Mark], found: ValueMap, crop: bool, canvas: Canvas
) -> float:
    """Paint the packages as shades, the axes through no deal, and the points with their names."""
    top = canvas.block(0, 0, say("chart_plane.up", party=names[1]), canvas.width, colour=SOFT) + 6
    tall = canvas.width * (0.95 if canvas.narrow else 0.62)
    spans = _spans(marks, found, crop=crop)
    left = max(canvas.room(amount(one)) for one in numbers(*spans[1], 6)) + 8
    plot = _Plot((left, top, canvas.width - 8, top + tall), *spans)
    _shade(canvas, plot, found)
    _axes(canvas, plot)
    near = [one for one in marks if plot.holds(one.x, one.y)]
    for one in near:
        canvas.point(*plot.place(one.x, one.y), one.look)
    for one in near:
        if one.kind != "frontier":
            canvas.label(
                *plot.place(one.x, one.y), [(one.label or one.title, one.look.ink, True)], plot.box
            )
    _quarters(canvas, plot, names)
    right = say("chart_plane.right", party=names[0])
    foot = plot.box[3] + canvas.line + 6
    end = canvas.block(plot.box[2], foot, right, canvas.width, colour=SOFT, align="right")
    far = [one for one in marks if one.kind == "proposal" and one not in near]
    told = say("chart_plane.far", marks=far) if far else ""
    return canvas.block(0, end + 4, told, canvas.width, colour=SOFT)


def _shade(canvas: Canvas, plot: _Plot, found: ValueMap) -> None:
    """Paint where there are packages, the darker the better the best of them fares."""
    edges = [
        np.linspace(*span, number + 1)
        for span, number in zip((plot.across, plot.upwards), _CELLS, strict=True)
    ]
    level = np.zeros(_CELLS, dtype=int)
    for best, points in enumerate((found.possible, found.signable, found.kept), start=1):
        level[np.histogram2d(points[0], points[1], bins=edges)[0] > 0] = best
    for column in range(_CELLS[0]):
        for rank, run in groupby(enumerate(level[column].tolist()), key=itemgetter(1)):
            rows = [row for row, _ in run]
            if rank:
                left, top = plot.place(edges[0][column], edges[1][rows[-1] + 1])
                right, bottom = plot.place(edges[0][column + 1], edges[1][rows[0]])
                shade = _SHADES[rank - 1]
                canvas.rect(left, top, right, bottom, SOFT, opacity=shade, ground=True)


def _axes(canvas: Canvas, plot: _Plot) -> None:
    """Paint round numbers at the edges, and the axes where nothing is better than no deal."""
    left, top, right, bottom = plot.box
    for value in numbers(*plot.across, 4 if canvas.narrow else 8):
        x, _ = plot.place(value, 0)
        canvas.text(x, bottom + canvas.line / 2 + 4, amount(value), colour=SOFT, align="center")
    for value in numbers(*plot.upwards, 6):
        _, y = plot.place(0, value)
        canvas.text(left - 6, y, amount(value), colour=SOFT, align="right")
    x, y = plot.place(0, 0)
    canvas.rule(left, bottom, right, bottom)
    canvas.rule(left, top, left, bottom)
    for line in ((left, y, right, y), (x, top, x, bottom)):
        canvas.rule(*line, SOFT, dash=(3, 3))
        canvas.take((line[0] - 1, line[1] - 1, line[2] + 1, line[3] + 1))


def _quarters(canvas: Canvas, plot: _Plot, names: tuple[str, str]) -> None:
    """Write in the corners who gains there, where there is room between corner and axis."""
    left, top, right, bottom = plot.box
    x, y = plot.place(0, 0)
    corners = (
        ("both", right, top, "right", right - x),
        ("only", left + 4, top, "left", x - left),
        ("only", right, bottom - canvas.line, "right", right - x),
    )
    for (key, at, height, align, room), who in zip(corners, ("", names[1], names[0]), strict=True):
        told = say(f"chart_plane.{key}", party=who)
        wide = canvas.room(told)
        edge = (at - wide, at) if align == "right" else (at, at + wide)
        free = canvas.free((edge[0], height, edge[1], height + canvas.line))
        if wide < room and free and (y - top if height == top else bottom - y) > canvas.line:
            canvas.text(at, height + canvas.line / 2, told, colour=SOFT, align=align)
