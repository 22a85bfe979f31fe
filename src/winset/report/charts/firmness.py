"""How often the packages would be signed and kept when the numbers are drawn."""

from collections.abc import Iterator
from typing import Any

from winset.firmness.measure import Firmness, Tally
from winset.report.charts.style import BLUE, ORANGE, WIDTH, chart_spec, short, text_above
from winset.report.document.chart import Chart
from winset.report.language.words import share
from winset.scenario import Scenario

_SIGNED, _KEPT = "could be signed", "would be kept"


def firmness_chart(scenario: Scenario, firmness: Firmness) -> Chart | None:
    """Return the shares of the draws as bars; None where there is nothing to tell."""
    tallies = list(_tallies(scenario, firmness))
    if not tallies or firmness.doubts.none:
        return None
    told = (
        f"{title}: {_SIGNED} in {share(tally.signable)}, {_KEPT} in {share(_kept_share(tally))}"
        for title, tally in tallies
    )
    return Chart(
        id="firmness",
        title="How often it would be signed, and kept, when the numbers are drawn",
        alt=f"Shares of the draws. {'; '.join(told)}.",
        spec=chart_spec(
            [bar for n, (title, tally) in enumerate(tallies) for bar in _bars(n, title, tally)],
            width=WIDTH,
            height=56 * len(tallies),
            encoding={"y": {"field": "n", "type": "ordinal", "axis": None}},
            layer=[_bar(), text_above("title", baseline="top", dy=-24)],
        ),
        columns=("package", _SIGNED, _KEPT, "fares as at the numbers of the file"),
        rows=tuple(
            (title, share(tally.signable), share(_kept_share(tally)), share(tally.stands))
            for title, tally in tallies
        ),
        basis=("result:firmness.best", "result:firmness.proposals"),
    )


def _tallies(scenario: Scenario, firmness: Firmness) -> Iterator[tuple[str, Tally]]:
    if firmness.best is not None:
        yield "The deal above", firmness.best
    for proposal in scenario.proposals:
        yield proposal.title, firmness.proposals[proposal.id]["own"]


def _kept_share(tally: Tally) -> float:
    return tally.kept


def _bars(n: int, title: str, tally: Tally) -> Iterator[dict[str, Any]]:
    for what, part in ((_SIGNED, tally.signable), (_KEPT, _kept_share(tally))):
        first = short(title) if what == _SIGNED else ""
        yield {"n": n, "title": first, "what": what, "share": part}


def _bar() -> dict[str, Any]:
    kinds = [_SIGNED, _KEPT]
    by = {"field": "what", "type": "nominal"}
    scale = {"domain": kinds, "range": [BLUE, ORANGE]}
    legend = {"title": None, "direction": "horizontal"}
    return {
        "mark": {"type": "bar", "height": 9, "dy": 8, "yOffset": 8},
        "encoding": {
            "x": {
                "field": "share",
                "type": "quantitative",
                "scale": {"domain": [0, 1]},
                "axis": {"title": "Share of the draws", "format": ".0%", "tickCount": 5},
            },
            "yOffset": {**by, "scale": {"domain": kinds, "range": [20, 32]}},
            "color": {**by, "scale": scale, "legend": legend},
        },
    }
