"""Ledgers along a roadmap, with the limits within which they must stay."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from winset.language.catalogue import say
from winset.language.words import amount
from winset.report.charts.style import (
    BLUE,
    MOST_FACETS,
    ORANGE,
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
from winset.scenario import Number, Scenario

_LEVEL, _FLOOR, _CAP = _KINDS = ("level", "floor", "cap")


@dataclass(frozen=True, slots=True)
class _Ledger:
    id: str
    name: str
    floor: Number | None
    cap: Number | None


def ledgers_chart(scenario: Scenario, roadmap: Roadmap) -> Chart | None:
    """Return the levels of ledgers and balances after each move; None where there are none."""
    known = [ledger for ledger in _ledgers(scenario) if ledger.id in roadmap.nodes[0].ledgers]
    if not known:
        return None
    levels = [node.ledgers for node in roadmap.nodes]
    told = [
        say(
            "chart_ledgers.one",
            ledger=ledger.name,
            first=levels[0][ledger.id],
            last=levels[-1][ledger.id],
        )
        for ledger in known
    ]
    shown = known[:MOST_FACETS]
    return Chart(
        id="ledgers",
        title=say("chart_ledgers.title"),
        alt=say("chart_ledgers.alt", told=told),
        spec=chart_spec(
            [point for ledger in shown for point in _points(ledger, roadmap)],
            facet={"row": _facets(shown)},
            spec={"width": WIDTH, "height": 110, **_lines()},
            resolve={"scale": {"y": "independent"}},
        ),
        columns=(*said("ledgers", "after"), *(ledger.name for ledger in known)),
        rows=tuple(
            (
                say("charts.after", n=n, move=move_title(scenario, roadmap, n) if n else ""),
                *(amount(level[ledger.id]) for ledger in known),
            )
            for n, level in enumerate(levels)
        ),
        basis=("result:roadmap.nodes",),
    )


def _ledgers(scenario: Scenario) -> Iterator[_Ledger]:
    for ledger in scenario.ledgers:
        name = say("chart_ledgers.ledger", name=ledger.name, unit=ledger.unit)
        yield _Ledger(ledger.id, name, ledger.floor, ledger.cap)
    for party in scenario.parties:
        for body in party.home:
            name = say("chart_ledgers.balance", body=body.name)
            yield _Ledger(f"{party.id}.{body.id}", name, body.floor_on_the_way, None)


def _points(ledger: _Ledger, roadmap: Roadmap) -> Iterator[dict[str, Any]]:
    bounds = {_FLOOR: ledger.floor, _CAP: ledger.cap}
    for n, node in enumerate(roadmap.nodes):
        yield {"n": n, "ledger": ledger.id, "what": _LEVEL, "value": node.ledgers[ledger.id]}
        for what, bound in bounds.items():
            if bound is not None:
                yield {"n": n, "ledger": ledger.id, "what": what, "value": bound.point}


def _facets(ledgers: list[_Ledger]) -> dict[str, Any]:
    names = labelled({ledger.id: ledger.name for ledger in ledgers})
    return {
        "field": "ledger",
        "type": "nominal",
        "sort": [ledger.id for ledger in ledgers],
        "header": {"orient": "top", "title": None, "labelAnchor": "start", **names},
    }


def _lines() -> dict[str, Any]:
    legend = {"title": None, **worded("ledgers", _KINDS)}
    by = {"field": "what", "type": "nominal", "legend": legend}
    return {
        "mark": {"type": "line", "interpolate": "step-after", "strokeWidth": 2},
        "encoding": {
            **by_moves(),
            "color": {**by, "scale": {"domain": _KINDS, "range": [BLUE, VERMILION, ORANGE]}},
            "strokeDash": {**by, "scale": {"domain": _KINDS, "range": [[1, 0], [6, 3], [2, 2]]}},
        },
    }
