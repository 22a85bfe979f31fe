"""Temptation and exposure along a roadmap."""

from collections.abc import Iterator
from typing import Any

from winset.language.catalogue import say
from winset.language.words import amount, signed
from winset.report.charts.style import (
    BLUE,
    MOST_FACETS,
    VERMILION,
    WIDTH,
    by_moves,
    chart_spec,
    labelled,
    said,
    worded,
)
from winset.report.document.chart import Chart
from winset.report.phrases.moves import move_title
from winset.roadmaps.roadmap import Roadmap
from winset.roadmaps.temptations import gain, loss
from winset.scenario import Scenario

_GAIN, _LOSS = _KINDS = ("gain", "loss")


def along_chart(scenario: Scenario, roadmap: Roadmap) -> Chart:
    """Return what each party would gain by breaking, and could lose, after each move.

    Of more than six parties those are shown that gain most at some point; the table has all.
    """
    parties = [party.id for party in scenario.parties]
    most = {party: _most(roadmap, party) for party in parties}
    shown = sorted(parties, key=lambda party: -most[party])[:MOST_FACETS]
    shown = [party for party in parties if party in shown]
    points = [point for party in shown for point in _points(roadmap, party)]
    told = [(scenario.name(party), most[party]) for party in shown]
    return Chart(
        id="along",
        title=say("chart_along.title"),
        alt=say("chart_along.alt", told=told),
        spec=chart_spec(
            points,
            facet={
                "row": {
                    "field": "party",
                    "type": "nominal",
                    "sort": shown,
                    "header": {
                        "orient": "top",
                        "title": None,
                        "labelAnchor": "start",
                        **labelled({party: scenario.name(party) for party in shown}),
                    },
                }
            },
            spec={"width": WIDTH, "height": 130, "layer": [_zero(), _lines()]},
            resolve={"scale": {"y": "independent"}},
        ),
        columns=(
            *said("along", "after"),
            *(
                say(f"chart_along.{what}_of", party=scenario.name(party))
                for party in parties
                for what in _KINDS
            ),
        ),
        rows=tuple(_row(scenario, roadmap, n, parties) for n in range(len(roadmap.nodes))),
        basis=("result:roadmap.nodes", "result:roadmap.moves"),
    )


def _most(roadmap: Roadmap, party: str) -> float:
    return max(gain(roadmap, n, party) for n in range(len(roadmap.nodes)))


def _points(roadmap: Roadmap, party: str) -> Iterator[dict[str, Any]]:
    for n, node in enumerate(roadmap.nodes):
        yield {"n": n, "party": party, "what": _GAIN, "value": gain(roadmap, n, party)}
        yield {"n": n, "party": party, "what": _LOSS, "value": loss(node, party)}


def _row(scenario: Scenario, roadmap: Roadmap, n: int, parties: list[str]) -> tuple[str, ...]:
    after = say("charts.after", n=n, move=move_title(scenario, roadmap, n) if n else "")
    cells = (
        cell
        for party in parties
        for cell in (signed(gain(roadmap, n, party)), amount(loss(roadmap.nodes[n], party)))
    )
    return (after, *cells)


def _zero() -> dict[str, Any]:
    return {"mark": "rule", "encoding": {"y": {"datum": 0}}}


def _lines() -> dict[str, Any]:
    legend = {"title": say("chart_along.unit"), **worded("along", _KINDS)}
    by = {"field": "what", "type": "nominal", "legend": legend}
    return {
        "mark": {"type": "line", "point": {"filled": True, "size": 45}, "strokeWidth": 2},
        "encoding": {
            **by_moves(),
            "color": {**by, "scale": {"domain": _KINDS, "range": [VERMILION, BLUE]}},
            "shape": {**by, "scale": {"domain": _KINDS, "range": ["circle", "square"]}},
            "strokeDash": {**by, "scale": {"domain": _KINDS, "range": [[1, 0], [5, 3]]}},
        },
    }
