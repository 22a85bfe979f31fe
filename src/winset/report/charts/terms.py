"""What each party takes a word of the text to commit to."""

from collections.abc import Iterator, Mapping
from typing import Any

from winset.language.catalogue import say
from winset.report.charts.style import (
    BLUE,
    MOST_FACETS,
    SOFT,
    chart_spec,
    in_lines,
    labelled,
    said,
    worded,
)
from winset.report.document.chart import Chart
from winset.scenario import Scenario, Term

_YES, _NO = _KINDS = ("means", "means_not")


def terms_charts(scenario: Scenario) -> Iterator[Chart]:
    """Yield one chart a term: steps against parties."""
    for term in scenario.terms:
        if len(term.meaning) > 1:
            yield _chart(scenario, term)


def _chart(scenario: Scenario, term: Term) -> Chart:
    word = term.title
    steps = [s.id for s in scenario.steps if any(s.id in read for read in term.meaning.values())]
    readers = list(term.meaning)[:MOST_FACETS]
    rows = {
        step: say("chart_terms.row", n=n, step=scenario.name(step))
        for n, step in enumerate(steps, start=1)
    }
    yes, no = said("terms", "yes", "no")
    common = sum(all(step in read for read in term.meaning.values()) for step in steps)
    return Chart(
        id=f"term-{term.id}",
        title=say("chart_terms.title", term=word),
        alt=say("chart_terms.alt", steps=len(steps), common=common),
        spec=chart_spec(
            [
                {
                    "step": step,
                    "reader": reader,
                    "what": _YES if step in term.meaning[reader] else _NO,
                }
                for step in steps
                for reader in readers
            ],
            height={"step": 26},
            width={"step": 92},
            **_marks(rows, {reader: scenario.name(reader) for reader in readers}),
        ),
        columns=(*said("terms", "step"), *map(scenario.name, term.meaning)),
        rows=tuple(
            (scenario.name(step), *(yes if step in r else no for r in term.meaning.values()))
            for step in steps
        ),
        basis=(f"file:terms.{term.id}.meaning", f"result:deals.terms.{term.id}"),
    )


def _marks(rows: Mapping[str, str], columns: Mapping[str, str]) -> dict[str, Any]:
    legend = {"title": None, "direction": "horizontal", **worded("terms", _KINDS)}
    by = {"field": "what", "type": "nominal", "legend": legend}
    bare = {"title": None, "domain": False, "ticks": False}
    top = {**bare, "orient": "top", "labelAngle": 0, **in_lines(columns)}
    left = {**bare, "labelLimit": 330, "grid": True, **labelled(rows, 48)}
    return {
        "mark": {"type": "point", "size": 110, "strokeWidth": 2, "filled": False, "opacity": 1},
        "encoding": {
            "x": {"field": "reader", "type": "nominal", "sort": None, "axis": top},
            "y": {"field": "step", "type": "nominal", "sort": None, "axis": left},
            "color": {**by, "scale": {"domain": _KINDS, "range": [BLUE, SOFT]}},
            "shape": {**by, "scale": {"domain": _KINDS, "range": ["square", "stroke"]}},
            "fill": {
                "condition": {"test": f"datum.what === '{_YES}'", "value": BLUE},
                "value": None,
            },
        },
    }
