"""How often the packages would be signed and kept when the numbers are drawn."""

from collections.abc import Iterator
from typing import Any

from winset.firmness.measure import Firmness, Tally
from winset.language.catalogue import say
from winset.language.words import share
from winset.report.charts.style import (
    BLUE,
    ORANGE,
    WIDTH,
    chart_spec,
    said,
    short,
    text_above,
    worded,
)
from winset.report.document.chart import Chart
from winset.scenario import Scenario

_KINDS = ("signed", "kept")


def firmness_chart(scenario: Scenario, firmness: Firmness) -> Chart | None:
    """Return the shares of the draws as bars; None where there is nothing to tell."""
    tallies = list(_tallies(scenario, firmness))
    if not tallies or firmness.doubts.none:
        return None
    told = [(title, tally.signable, tally.kept) for title, tally in tallies]
    return Chart(
        id="firmness",
        title=say("chart_firmness.title"),
        alt=say("chart_firmness.alt", told=told),
        spec=chart_spec(
            [bar for n, (title, tally) in enumerate(tallies) for bar in _bars(n, title, tally)],
            width=WIDTH,
            height=56 * len(tallies),
            encoding={"y": {"field": "n", "type": "ordinal", "axis": None}},
            layer=[_bar(), text_above("title", baseline="top", dy=-24)],
        ),
        columns=said("firmness", "package", *_KINDS, "stands"),
        rows=tuple(
            (title, share(tally.signable), share(tally.kept), share(tally.stands))
            for title, tally in tallies
        ),
        basis=("result:firmness.best", "result:firmness.proposals"),
    )


def _tallies(scenario: Scenario, firmness: Firmness) -> Iterator[tuple[str, Tally]]:
    if firmness.best is not None:
        yield say("chart_firmness.deal"), firmness.best
    for proposal in scenario.proposals:
        yield proposal.title, firmness.proposals[proposal.id]["own"]


def _bars(n: int, title: str, tally: Tally) -> Iterator[dict[str, Any]]:
    for what, part in zip(_KINDS, (tally.signable, tally.kept), strict=True):
        first = short(title) if what == _KINDS[0] else ""
        yield {"n": n, "title": first, "what": what, "share": part}


def _bar() -> dict[str, Any]:
    by = {"field": "what", "type": "nominal"}
    scale = {"domain": _KINDS, "range": [BLUE, ORANGE]}
    legend = {"title": None, "direction": "horizontal", **worded("firmness", _KINDS)}
    return {
        "mark": {"type": "bar", "height": 9, "dy": 8, "yOffset": 8},
        "encoding": {
            "x": {
                "field": "share",
                "type": "quantitative",
                "scale": {"domain": [0, 1]},
                "axis": {"title": say("chart_firmness.share"), "format": ".0%", "tickCount": 5},
            },
            "yOffset": {**by, "scale": {"domain": _KINDS, "range": [20, 32]}},
            "color": {**by, "scale": scale, "legend": legend},
        },
    }
