"""The offers: what one side gives, in rows, by what it gets, in columns."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from winset.analysis import Analysis, Judgement
from winset.language.catalogue import say
from winset.report.charts.canvas import Box, Canvas, Said, painted_twice
from winset.report.charts.signs import looks_of, proposal_name, signs, step_name
from winset.report.charts.style import FOUND, INK, SOFT, Look
from winset.report.document.chart import Chart
from winset.report.phrases.found import is_kept
from winset.report.phrases.tense import over
from winset.scenario import Scenario


@dataclass(frozen=True, slots=True)
class _Axes:
    """Who gives what is in the rows and gets what is in the columns, in rising order."""

    giver: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Offer:
    """A point of the picture: its place, counted from 0 for nothing on an axis.

    Attributes
    ----------
    fate
        What would become of it.
    said
        What stands below its title: what it is worth to either of two sides, else its fate.
    """

    title: str
    row: int
    column: int
    fate: str
    said: str
    look: Look
    by: str | None = None
    day: str | None = None


def offers_chart(analysis: Analysis) -> Chart | None:
    """Return the proposals and the deal found; None where no axes say what is given for what."""
    scenario = analysis.scenario
    axes = _axes(analysis)
    if axes is None:
        return None
    offers = list(_offers(analysis, axes))
    giver, named = scenario.label(axes.giver), scenario.name(axes.giver)
    shapes = looks_of(scenario)
    makers = {one.by: shapes[one.by] for one in offers if one.by}
    arrows = any(True for _ in _moves(offers))
    return Chart(
        id="offers",
        title=_finding(analysis),
        subtitle=say(
            "chart_offers.subtitle",
            giver=named,
            signs=signs(scenario, makers),
            found=any(one.look is FOUND for one in offers),
            worths=len(scenario.parties) == 2,
            arrows=arrows,
        ),
        alt=say("chart_offers.alt", giver=named, told=[(one.title, one.fate) for one in offers]),
        drawings=painted_twice(partial(_paint, scenario, axes, offers)),
        columns=tuple(say(f"chart_offers.{name}", giver=giver) for name in _COLUMNS),
        rows=tuple(
            (
                one.title,
                _level(scenario, axes.rows, one.row),
                _level(scenario, axes.columns, one.column),
                one.fate,
            )
            for one in offers
        ),
        basis=tuple(_basis(analysis)),
    )


_COLUMNS = ("package", "gives", "gets", "fate")


def _basis(analysis: Analysis) -> Iterator[str]:
    for proposal in analysis.proposals:
        yield f"result:proposals.{proposal}.refused_by"
    if analysis.roadmap is not None:
        yield "result:roadmap.package"


def _axes(analysis: Analysis) -> _Axes | None:
    """Return what stands on the axes: what the file says, else what two sides give, by its cost.

    Of each package that is the dearest step of a side; the side that gives more is in the rows.
    """
    scenario = analysis.scenario
    told = scenario.story.axes
    if told is not None and scenario.proposals:
        by = {step.id: step.by[0] for step in scenario.steps}
        return _Axes(by[told.rows[0]], told.rows, told.columns)
    if len(scenario.parties) != 2 or not scenario.proposals:
        return None
    found = () if analysis.roadmap is None else (analysis.roadmap.package,)
    packages = [*_packages(scenario), *found]
    given = {party.id: _dearest(scenario, party.id, packages) for party in scenario.parties}
    getter, giver = sorted(given, key=lambda party: len(given[party]))
    return _Axes(giver, given[giver], given[getter]) if given[getter] else None


def _dearest(scenario: Scenario, party: str, packages: Iterable[Sequence[str]]) -> tuple[str, ...]:
    """Return the dearest step of each package that a party does alone, the dearest of all last."""
    costs = {
        step.id: -step.value[party].point
        for step in scenario.steps
        if step.by == (party,) and party in step.value and step.value[party].point < 0
    }
    given = ([step for step in one if step in costs] for one in packages)
    return tuple(
        sorted({max(one, key=costs.__getitem__) for one in given if one}, key=costs.__getitem__)
    )


def _offers(analysis: Analysis, axes: _Axes) -> Iterator[_Offer]:
    scenario = analysis.scenario
    shapes = looks_of(scenario)
    for proposal in scenario.proposals:
        look = shapes[proposal.by] if proposal.by else Look(INK, "circle")
        judged = analysis.proposals[proposal.id]
        fate = _fate(scenario, judged)
        said = _worth(scenario, judged.values) or fate
        place, name = _place(axes, proposal.steps), proposal_name(proposal)
        yield _Offer(name, *place, fate, said, look, proposal.by, proposal.date)
    roadmap = analysis.roadmap
    if roadmap is not None and set(roadmap.package) not in map(set, _packages(scenario)):
        kept = roadmap.verdict == "holds"
        title = say("chart_offers.found", kept=kept, over=over(scenario))
        fate = say("chart_offers.by_us")
        said = _worth(scenario, roadmap.values) or fate
        yield _Offer(title, *_place(axes, roadmap.package), fate, said, FOUND)


def _packages(scenario: Scenario) -> Iterator[tuple[str, ...]]:
    return (proposal.steps for proposal in scenario.proposals)


def _place(axes: _Axes, package: Sequence[str]) -> tuple[int, int]:
    """Return the row and the column of a package: the last of the steps there that it holds."""
    row, column = (
        max((n for n, step in enumerate(axis, start=1) if step in package), default=0)
        for axis in (axes.rows, axes.columns)
    )
    return row, column


def _fate(scenario: Scenario, judged: Judgement) -> str:
    """Return who would not agree to a proposal, and else whether it would be kept."""
    parties = {party.id for party in scenario.parties}
    refusing = [scenario.name(one) for one in judged.refused_by if one in parties]
    others = [scenario.name(one) for one in judged.refused_by if one not in parties]
    kept = judged.own is not None and judged.own.verdict == "holds"
    told = {"refusing": refusing or others, "kept": kept, "over": over(scenario)}
    return say("chart_offers.told", **told)


def _worth(scenario: Scenario, values: Mapping[str, float]) -> str:
    """Return what a package is worth to either of two sides; of more there is no room for it."""
    worths = [(scenario.label(party.id), values[party.id]) for party in scenario.parties]
    return say("chart_offers.worth", worths=worths) if len(worths) == 2 else ""


def _level(scenario: Scenario, axis: Sequence[str], place: int) -> str:
    return step_name(scenario, axis[place - 1]) if place else say("chart_offers.nothing")


def _finding(analysis: Analysis) -> str:
    """Return which proposals would be kept; else which came nearest to the deal found."""
    scenario, roadmap = analysis.scenario, analysis.roadmap
    kept = [proposal_name(one) for one in scenario.proposals if is_kept(analysis.proposals[one.id])]
    found = set(roadmap.package) if roadmap is not None and roadmap.verdict == "holds" else set()
    nearest = min(scenario.proposals, key=lambda one: len(found ^ set(one.steps)))
    lacking = [step for step in scenario.steps if step.id in found - set(nearest.steps)]
    return say(
        "chart_offers.title",
        kept=kept,
        found=bool(found),
        nearest=proposal_name(nearest),
        lacking=len(lacking),
        sides=len({who for step in lacking for who in step.by}),
        parties=len(scenario.parties),
        extra=len(set(nearest.steps) - found),
        refused=all(judged.refused_by for judged in analysis.proposals.values()),
        over=over(scenario),
    )


def _moves(offers: Sequence[_Offer]) -> Iterator[tuple[_Offer, _Offer]]:
    """Yield each side's moves: from one of its proposals to its next, where that is elsewhere.

    Between days alone: of proposals of one day, or of none, nobody can tell which came first.
    """
    a_day: Counter[tuple[str | None, str | None]] = Counter(
        (one.by, one.day) for one in offers if one.day
    )
    last: dict[str, _Offer] = {}
    for one in offers:
        if one.by is None:
            continue
        before = last.get(one.by)
        elsewhere = before and (before.row, before.column) != (one.row, one.column)
        if before and elsewhere and all(a_day[one.by, each.day] == 1 for each in (before, one)):
            yield before, one
        last[one.by] = one


@dataclass(frozen=True, slots=True)
class _Grid:
    """Where the levels are: how far down each row is, and how far right each column."""

    rows: Mapping[int, float]
    columns: Mapping[int, float]
    foot: float


_ROW, _NARROW_ROW = 2.2, 5.2
"""Lines from a level to the next: room for a point's name above a row's, wide and narrow."""

_LEFT = 0.26
"""The share of the width that is kept for the names of rows."""

_ROOM = 0.3
"""The share of the width that the name of a row may take."""


def _paint(scenario: Scenario, axes: _Axes, offers: Sequence[_Offer], canvas: Canvas) -> float:
    """Paint the levels as lines, and the offers where they cross."""
    giver = scenario.label(axes.giver)
    top = canvas.block(0, 0, say("chart_offers.rows", giver=giver), canvas.width, bold=True)
    highest = len(canvas.lines(_level(scenario, axes.rows, len(axes.rows)), _ROOM * canvas.width))
    grid = _grid(canvas, axes, offers, top + max(0, highest - 2) * canvas.line)
    for n, y in grid.rows.items():
        canvas.rule(0, y, canvas.width, y)
        _row_name(canvas, _level(scenario, axes.rows, n), y)
    for x in grid.columns.values():
        canvas.rule(x, top + canvas.line, x, grid.foot, dash=(4, 4))
    canvas.rule(0, grid.foot, canvas.width, grid.foot, SOFT)
    names = {n: _level(scenario, axes.columns, n) for n in grid.columns}
    room = _LEFT * canvas.width - 4
    gets = say("chart_offers.columns", giver=giver)
    side = canvas.block(0, grid.foot + 4, gets, room, bold=True)
    below = _column_names(canvas, names, grid)
    _paint_offers(canvas, offers, grid, (0, top, canvas.width, grid.foot))
    return max(side, below)


def _grid(canvas: Canvas, axes: _Axes, offers: Sequence[_Offer], top: float) -> _Grid:
    """Return where the levels are; that of nothing only where some offer stands there."""
    rows = range(0 if any(one.row == 0 for one in offers) else 1, len(axes.rows) + 1)
    columns = range(0 if any(one.column == 0 for one in offers) else 1, len(axes.columns) + 1)
    crowd = max(Counter((one.row, one.column) for one in offers).values())
    more = 2.2 * max(0, crowd - 2)
    apart = ((_NARROW_ROW if canvas.narrow else _ROW) + more) * canvas.line
    step = (1 - _LEFT) * canvas.width / len(columns)
    above, below = (2.4, 2.8) if canvas.narrow else (2.0, 1.8)
    downwards = {n: top + (above + more) * canvas.line + (rows[-1] - n) * apart for n in rows}
    across = {n: _LEFT * canvas.width + (k + 0.5) * step for k, n in enumerate(columns)}
    return _Grid(downwards, across, downwards[rows[0]] + below * canvas.line)


def _row_name(canvas: Canvas, name: str, y: float) -> None:
    """Write what a row is, above its line."""
    lines = canvas.lines(name, _ROOM * canvas.width)
    top = y - len(lines) * canvas.line - 1
    canvas.block(0, top, name, _ROOM * canvas.width, colour=SOFT)
    canvas.take((0, top, max(map(canvas.room, lines)), y))


def _column_names(canvas: Canvas, names: Mapping[int, str], grid: _Grid) -> float:
    """Write what the columns are, on two levels where they are too wide; return where they end."""
    step = (1 - _LEFT) * canvas.width / len(names) - 6
    wide = max(canvas.room(word) for name in names.values() for word in name.split())
    levels = 1 if wide <= step else 2
    top = end = grid.foot + 4
    for level in range(levels):
        for n in list(names)[level::levels]:
            room = min(levels * step, 2 * (canvas.width - grid.columns[n]))
            end = max(end, canvas.block(grid.columns[n], top, names[n], room, align="center"))
        top = end
    return end


def _paint_offers(canvas: Canvas, offers: Sequence[_Offer], grid: _Grid, within: Box) -> None:
    """Paint points with their names, those in one place side by side, and the moves between."""
    at: dict[_Offer, tuple[float, float]] = {}
    for one in offers:
        place = (grid.columns[one.column], grid.rows[one.row])
        here = sum((other.row, other.column) == (one.row, one.column) for other in at)
        at[one] = (place[0] + 17 * here, place[1])
    for before, one in _moves(offers):
        canvas.arrow(*at[before], *at[one], one.look.colour)
    for one in offers:
        canvas.point(*at[one], one.look)
    for one in offers:
        said: list[Said] = [(one.title, one.look.ink, True), (one.said, INK, False)]
        canvas.label(*at[one], said, within)
