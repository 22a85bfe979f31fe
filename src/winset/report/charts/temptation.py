"""Temptation and exposure along a roadmap."""

from collections.abc import Iterator
from typing import Any

from winset.report.charts.style import (
    BLUE,
    BY_MOVES,
    MOST_FACETS,
    VERMILION,
    WIDTH,
    chart_spec,
    labelled,
)
from winset.report.document.chart import Chart
from winset.report.language.words import amount, signed
from winset.report.phrases.moves import move_title
from winset.roadmaps.roadmap import Roadmap
from winset.roadmaps.temptations import gain, loss
from winset.scenario import Scenario

_GAIN, _LOSS = "would gain by breaking", "could lose if another broke"


def along_chart(scenario: Scenario, roadmap: Roadmap) -> Chart:
    """Return what each party would gain by breaking, and could lose, after each move.

    Of more than six parties those are shown that gain most at some point; the table has all.
    """
    parties = [party.id for party in scenario.parties]
    most = {party: _most(roadmap, party) for party in parties}
    shown = sorted(parties, key=lambda party: -most[party])[:MOST_FACETS]
    shown = [party for party in parties if party in shown]
    points = [point for party in shown for point in _points(roadmap, party)]
    told = (f"{scenario.name(party)} at most {signed(most[party])}" for party in shown)
    return Chart(
        id="along",
        title="What breaking would bring, and cost the others, along the way",
        alt=f"After each move, what each side would gain by breaking: {'; '.join(told)}.",
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
            "after",
            *(f"{scenario.name(party)}: {what}" for party in parties for what in (_GAIN, _LOSS)),
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
    after = f"{n}. {move_title(scenario, roadmap, n)}" if n else "0. before the first move"
    cells = (
        cell
        for party in parties
        for cell in (signed(gain(roadmap, n, party)), amount(loss(roadmap.nodes[n], party)))
    )
    return (after, *cells)


def _zero() -> dict[str, Any]:
    return {"mark": "rule", "encoding": {"y": {"datum": 0}}}


def _lines() -> dict[str, Any]:
    kinds = [_GAIN, _LOSS]
    by = {"field": "what", "type": "nominal", "legend": {"title": "In units of that side"}}
    return {
        "mark": {"type": "line", "point": {"filled": True, "size": 45}, "strokeWidth": 2},
        "encoding": {
            **BY_MOVES,
            "color": {**by, "scale": {"domain": kinds, "range": [VERMILION, BLUE]}},
            "shape": {**by, "scale": {"domain": kinds, "range": ["circle", "square"]}},
            "strokeDash": {**by, "scale": {"domain": kinds, "range": [[1, 0], [5, 3]]}},
        },
    }
