"""Temptation and exposure along a roadmap."""

from collections.abc import Iterator, Sequence
from functools import partial

from winset.language.catalogue import say
from winset.language.words import amount, signed
from winset.report.charts.canvas import painted_twice
from winset.report.charts.panels import Line, Panel, paint_panels
from winset.report.charts.signs import looks_of, uncut
from winset.report.charts.style import INK, WEAK, Look
from winset.report.document.chart import Chart
from winset.report.phrases.moves import move_title, where
from winset.roadmaps.roadmap import Roadmap
from winset.roadmaps.temptations import gain, loss
from winset.scenario import Scenario

_KINDS = ("gain", "loss")
_GAIN, _LOSS = Look(WEAK, "circle"), Look(INK, "square", (5, 3), size=0.6)
_MOST = 6
"""Parties that the picture has room for."""


def along_chart(scenario: Scenario, roadmap: Roadmap) -> Chart:
    """Return what each party would gain by breaking, and could lose, after each move.

    Of more than six parties those are shown that gain most at some point; the table has all.
    """
    parties = [party.id for party in scenario.parties]
    most = {party: _most(roadmap, party) for party in parties}
    shown = sorted(parties, key=lambda party: -most[party])[:_MOST]
    shown = [party for party in parties if party in shown]
    told = [(scenario.name(party), most[party]) for party in shown]
    return Chart(
        id="along",
        title=_finding(scenario, roadmap, most),
        subtitle=say("chart_along.subtitle"),
        alt=say("chart_along.alt", told=told),
        drawings=painted_twice(partial(paint_panels, list(_panels(scenario, roadmap, shown)))),
        columns=(
            say("chart_along.after"),
            *(
                say(f"chart_along.{what}_of", party=scenario.name(party))
                for party in parties
                for what in _KINDS
            ),
        ),
        rows=tuple(_row(scenario, roadmap, n, parties) for n in range(len(roadmap.nodes))),
        basis=("result:roadmap.nodes", "result:roadmap.moves"),
    )


def _finding(scenario: Scenario, roadmap: Roadmap, most: dict[str, float]) -> str:
    """Return who would gain most by breaking, as a share of what it has of the deal, and where."""
    gross = roadmap.gross_gains
    party = max(most, key=lambda one: most[one] / gross[one] if gross[one] > 0 else most[one])
    n = max(range(len(roadmap.nodes)), key=lambda one: gain(roadmap, one, party))
    place = where(scenario, roadmap, n)
    return say("chart_along.title", party=scenario.name(party), most=most[party], where=place)


def _most(roadmap: Roadmap, party: str) -> float:
    return max(gain(roadmap, n, party) for n in range(len(roadmap.nodes)))


def _panels(scenario: Scenario, roadmap: Roadmap, shown: Sequence[str]) -> Iterator[Panel]:
    sides = looks_of(scenario)
    for party in shown:
        gains = [gain(roadmap, n, party) for n in range(len(roadmap.nodes))]
        losses = [loss(node, party) for node in roadmap.nodes]
        lines = (
            Line(say("chart_along.gain"), _GAIN, gains),
            Line(say("chart_along.loss"), _LOSS, losses),
        )
        name = uncut(scenario.label(party), scenario.full_name(party))
        yield Panel(name, sides[party].ink, lines)


def _row(scenario: Scenario, roadmap: Roadmap, n: int, parties: list[str]) -> tuple[str, ...]:
    after = say("charts.after", n=n, move=move_title(scenario, roadmap, n) if n else "")
    cells = (
        cell
        for party in parties
        for cell in (signed(gain(roadmap, n, party)), amount(loss(roadmap.nodes[n], party)))
    )
    return (after, *cells)
