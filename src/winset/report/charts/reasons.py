"""The reasons as a matrix: which things take part in which of them."""

from collections.abc import Mapping
from typing import Any

from winset.impasse.groups import Group, GroupKind
from winset.impasse.impasse import Impasse
from winset.language.catalogue import say
from winset.language.words import capital
from winset.report.charts.style import (
    BLUE,
    GREEN,
    INK,
    ORANGE,
    PURPLE,
    SKY,
    SOFT,
    VERMILION,
    WIDTH,
    chart_spec,
    said,
    short,
    text_above,
    worded,
)
from winset.report.document.chart import Chart
from winset.report.phrases.groups import KINDS, clauses
from winset.scenario import Scenario

MOST_REASONS = 40
"""Reasons that a chart has room for."""

_COLOURS: Mapping[GroupKind, str] = {
    "scope": BLUE,
    "order": VERMILION,
    "price": GREEN,
    "words": PURPLE,
    "home": ORANGE,
    "consent": SKY,
    "trust": INK,
    "stake": SOFT,
}
_ROW = 34


def reasons_chart(scenario: Scenario, impasse: Impasse) -> Chart | None:
    """Return things times reasons, kind by kind; None where a sentence does as well."""
    reasons = impasse.reasons[:MOST_REASONS]
    groups = _taking_part(impasse)
    if len(reasons) < 2 or not groups:
        return None
    titles = {group.id: capital(*clauses(scenario, [group.id])) for group in groups}
    cells = [
        {"n": n, "row": row, "kind": group.kind}
        for row, group in enumerate(groups)
        for n, reason in enumerate(reasons, start=1)
        if group.id in reason.groups
    ]
    names = [
        {
            "row": row,
            "title": say(
                "chart_reasons.row",
                title=short(titles[group.id], 74),
                kind=say(f"chart_reasons.{group.kind}"),
            ),
        }
        for row, group in enumerate(groups)
    ]
    kinds = list(dict.fromkeys(group.kind for group in groups))
    return Chart(
        id="reasons",
        title=say("chart_reasons.title"),
        alt=say(
            "chart_reasons.alt",
            rows=len(groups),
            columns=len(reasons),
            found=len(impasse.reasons),
            busiest=titles[_busiest(groups, impasse).id],
        ),
        spec=chart_spec(
            cells,
            width=WIDTH,
            height=_ROW * len(groups),
            encoding={"y": {"field": "row", "type": "ordinal", "axis": None}},
            layer=[
                _members(kinds, len(reasons)),
                {"data": {"values": names}, **text_above("title", x=2, dy=-7)},
            ],
        ),
        columns=said("reasons", "group", "kind", "number", "which"),
        rows=tuple(_row(group, titles[group.id], impasse) for group in groups),
        basis=("result:impasse.reasons", "result:impasse.groups"),
    )


def _taking_part(impasse: Impasse) -> list[Group]:
    """Return the groups that take part in a reason, those of a kind together."""
    members = {name for reason in impasse.reasons[:MOST_REASONS] for name in reason.groups}
    found = [group for group in impasse.groups if group.id in members]
    return sorted(found, key=lambda group: KINDS.index(group.kind))


def _places(group: Group, impasse: Impasse) -> list[int]:
    shown = impasse.reasons[:MOST_REASONS]
    return [n for n, one in enumerate(shown, start=1) if group.id in one.groups]


def _busiest(groups: list[Group], impasse: Impasse) -> Group:
    return max(groups, key=lambda group: len(_places(group, impasse)))


def _row(group: Group, title: str, impasse: Impasse) -> tuple[str, ...]:
    places = _places(group, impasse)
    kind = say(f"group_kinds.{group.kind}")
    return title, kind, str(len(places)), ", ".join(map(str, places))


def _members(kinds: list[GroupKind], reasons: int) -> dict[str, Any]:
    scale = {"domain": kinds, "range": [_COLOURS[kind] for kind in kinds]}
    step = max(1, -(-reasons // 10))
    numbers = [n for n in range(1, reasons + 1) if n == 1 or n % step == 0]
    axis = {"title": say("chart_reasons.axis"), "values": numbers, "labelAngle": 0, "grid": False}
    return {
        "mark": {"type": "bar", "height": 13, "yOffset": 8},
        "encoding": {
            "x": {"field": "n", "type": "ordinal", "axis": axis},
            "color": {
                "field": "kind",
                "type": "nominal",
                "scale": scale,
                "legend": {"title": None, "columns": 4, **worded("reasons", kinds)},
            },
        },
    }
