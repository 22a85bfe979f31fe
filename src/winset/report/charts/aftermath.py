"""The graph of a conflict: its states, the moves that each party likes, and what lasts.

Each state has a line of its own, with its words beside it; arrows are the moves that a party likes,
with the party's sign on them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from winset.aftermath.layout import FEW, Layout
from winset.aftermath.result import Aftermath
from winset.language.catalogue import say
from winset.language.directions import with_isolated
from winset.report.charts.canvas import Canvas, painted_twice
from winset.report.charts.signs import looks_of, signs
from winset.report.charts.style import INK, SOFT, Look
from winset.report.document.chart import Chart
from winset.report.phrases.aftermath import state_words, strongest
from winset.scenario import Scenario
from winset.scenario.conflict import Option

_PASSING = "passing"
_LASTS = ("nash", "seq")
"""The concepts by which a state is said to last: no better move, and credible threats."""

_GRAPH = 0.32
"""The share of the width that arrows are drawn in."""

_APART = 18
"""Pixels from a move to the next, at most."""


@dataclass(frozen=True, slots=True)
class _Mark:
    """A state: its words, how likely it ends there, and why it lasts."""

    id: int
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
    shapes = looks_of(scenario)
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
        yield _Mark(state, words, node, share, kind)


def _options(scenario: Scenario) -> tuple[Option, ...]:
    return scenario.aftermath.options if scenario.aftermath else ()


def _kind_words(kind: str) -> str:
    return say("chart_aftermath.passing" if kind == _PASSING else f"aftermath.word_{kind}")


def _paint(
    marks: Sequence[_Mark], layout: Layout, sides: Mapping[str, Look], canvas: Canvas
) -> float:
    """Paint the states' signs and words one below the other, and at the left the moves between."""
    wide = _GRAPH * canvas.width
    places: dict[int, float] = {}
    y = 0.0
    for one in marks:
        places[one.id] = y + canvas.line / 2
        y = _words(canvas, one, wide, y) + 8
    moves = [
        _Move(places[state], places[to], sides[party])
        for party, drawn in layout.moves.items()
        for state, to in drawn
    ]
    tracks = _tracks(moves)
    apart = min(_APART, (wide - 40) / (max(tracks.values(), default=0) + 1))
    for move, track in tracks.items():
        _arc(canvas, move, wide - 14, wide - 34 - track * apart)
    for one in marks:
        canvas.point(wide - 14, places[one.id], one.look)
    return y


@dataclass(frozen=True, slots=True)
class _Move:
    """A move from one height to another, and the look of who would make it."""

    start: float
    end: float
    look: Look


def _tracks(moves: Sequence[_Move]) -> dict[_Move, int]:
    """Return how far left each move runs: short ones next to the states, none over another."""
    taken: list[list[tuple[float, float]]] = []
    tracks: dict[_Move, int] = {}
    for move in sorted(moves, key=lambda one: abs(one.end - one.start)):
        low, high = sorted((move.start, move.end))
        track = next(
            (n for n, spans in enumerate(taken) if all(b < low or a > high for a, b in spans)),
            len(taken),
        )
        if track == len(taken):
            taken.append([])
        taken[track].append((low, high))
        tracks[move] = track
    return tracks


def _arc(canvas: Canvas, move: _Move, right: float, left: float) -> None:
    """Paint a move from a state's line to another's, with the sign of who would make it."""
    down = 1 if move.end > move.start else -1
    start, end = move.start + 3 * down, move.end - 3 * down
    canvas.rule(right - 7, start, left, start, move.look.colour, wide=1.4)
    canvas.rule(left, start, left, end, move.look.colour, wide=1.4)
    canvas.arrow(left - 11, end, right + 4, end, move.look.colour)
    canvas.point(left, (start + end) / 2, replace(move.look, size=0.55))


def _words(canvas: Canvas, one: _Mark, left: float, y: float) -> float:
    """Write what a state is and why it lasts; return where that ends."""
    lasts = one.kind in _LASTS
    y = canvas.block(left, y, one.said, canvas.width - left, bold=bool(one.chance))
    return (
        canvas.block(left, y, _kind_words(one.kind), canvas.width - left, colour=SOFT)
        if lasts
        else y
    )
