"""The graph of a conflict: its states, the moves that each party likes, and what lasts.

Each state has a line of its own, with its words beside it; arrows are the moves that a party likes,
with the party's sign on them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from winset.aftermath.layout import FEW, Layout
from winset.aftermath.result import Aftermath
from winset.language.catalogue import say
from winset.language.directions import with_isolated
from winset.report.charts.canvas import Canvas, painted_twice
from winset.report.charts.signs import signs
from winset.report.charts.style import INK, SOFT, Look, looks
from winset.report.document.chart import Chart
from winset.report.phrases.aftermath import state_words, strongest
from winset.scenario import Scenario
from winset.scenario.conflict import Option

_PASSING = "passing"
_LASTS = ("nash", "seq")
"""The concepts by which a state is said to last: no better move, and credible threats."""

_GRAPH = 0.32
"""The share of the width that arrows are drawn in."""


@dataclass(frozen=True, slots=True)
class _Mark:
    """A state: its words, how likely it ends there, and why it lasts."""

    id: int
    column: float
    words: str
    said: str
    chance: str
    kind: str

    @property
    def look(self) -> Look:
        """A full square for what lasts, else an open circle."""
        lasts = self.kind in _LASTS
        return Look(INK, "square" if lasts else "circle", filled=lasts)


def aftermath_chart(scenario: Scenario, found: Aftermath, layout: Layout) -> Chart:
    """Return the picture of a conflict graph: states, moves by party, what lasts."""
    scenario = with_isolated(scenario)
    marks = list(_marks(scenario, found, layout))
    shapes = looks(party.id for party in scenario.parties)
    movers = {party: shapes[party] for party, moves in layout.moves.items() if moves}
    return Chart(
        id="aftermath",
        title=_finding(scenario, found),
        subtitle=say(
            "chart_aftermath.subtitle",
            signs=signs(scenario, movers),
            drawn=len(marks),
            states=len(found.states),
            every=len(marks) <= FEW,
        ),
        alt=_alt(scenario, found),
        drawings=painted_twice(partial(_paint, marks, layout, shapes)),
        columns=tuple(say(f"chart_aftermath.{name}") for name in ("state", "chance", "lasts")),
        rows=tuple((one.words, one.chance, _kind_words(one.kind)) for one in marks),
        basis=("result:aftermath.states", "result:aftermath.equilibria"),
    )


def _finding(scenario: Scenario, found: Aftermath) -> str:
    """Return where it most likely ends, and else how many states last."""
    ends = found.outlook.ends if found.outlook else {}
    end = max(ends, key=ends.__getitem__, default=None)
    words = "" if end is None else state_words(scenario, found.state(end).on)
    return say(
        "chart_aftermath.title",
        state=words,
        chance=0.0 if end is None else ends[end],
        lasting=len(found.equilibria["seq"]),
    )


def _alt(scenario: Scenario, found: Aftermath) -> str:
    """Return what the picture shows, for those who do not see it."""
    ends = found.outlook.ends if found.outlook else {}
    ranked = sorted(ends.items(), key=lambda one: -one[1])[:3]
    return say(
        "chart_aftermath.alt",
        start=state_words(scenario, found.state(found.status_quo).on),
        ends=[(state_words(scenario, found.state(end).on), chance) for end, chance in ranked],
        lasting=len(found.equilibria["seq"]),
    )


def _marks(scenario: Scenario, found: Aftermath, layout: Layout) -> Iterator[_Mark]:
    """Yield the states, the status quo first, then by how far they are from it."""
    ends = found.outlook.ends if found.outlook else {}
    options = {one.id: one.short or one.title for one in _options(scenario)}
    start = found.status_quo
    for state in sorted(layout.places, key=lambda one: (one != start, *layout.places[one])):
        on = found.state(state).on
        words = state_words(scenario, on)
        short = say("aftermath.state", on=[options[one] for one in on])
        chance = ends.get(state)
        node = say("chart_aftermath.node", start=state == start, chance=chance, state=short)
        share = say("chart_aftermath.share", chance=chance)
        kind = strongest(found, state) or _PASSING
        yield _Mark(state, layout.places[state][0], words, node, share, kind)


def _options(scenario: Scenario) -> tuple[Option, ...]:
    return scenario.aftermath.options if scenario.aftermath else ()


def _kind_words(kind: str) -> str:
    return say("chart_aftermath.passing" if kind == _PASSING else f"aftermath.word_{kind}")


def _paint(
    marks: Sequence[_Mark], layout: Layout, sides: Mapping[str, Look], canvas: Canvas
) -> float:
    """Paint the states' words at the right, and their signs and the moves at the left."""
    wide = _GRAPH * canvas.width
    columns = max(one.column for one in marks) or 1.0
    places: dict[int, tuple[float, float]] = {}
    y = 0.0
    for one in marks:
        places[one.id] = (10 + one.column / columns * (wide - 30), y + canvas.line / 2)
        y = _words(canvas, one, wide, y) + 8
    for party, moves in layout.moves.items():
        for state, to in moves:
            _move(canvas, places[state], places[to], sides[party])
    for one in marks:
        x, middle = places[one.id]
        canvas.rule(x, middle, wide - 6, middle)
        canvas.point(x, middle, one.look)
    return y


def _words(canvas: Canvas, one: _Mark, left: float, y: float) -> float:
    """Write what a state is and why it lasts; return where that ends."""
    lasts = one.kind in _LASTS
    y = canvas.block(left, y, one.said, canvas.width - left, bold=bool(one.chance))
    return (
        canvas.block(left, y, _kind_words(one.kind), canvas.width - left, colour=SOFT)
        if lasts
        else y
    )


def _move(canvas: Canvas, start: tuple[float, float], end: tuple[float, float], look: Look) -> None:
    """Paint a move as an arrow with the sign of who would make it."""
    (x, y), (x2, y2) = start, end
    canvas.arrow(x, y, x2, y2, look.colour)
    sign = Look(look.colour, look.shape, size=0.55)
    canvas.point(x + 0.62 * (x2 - x), y + 0.62 * (y2 - y), sign)
