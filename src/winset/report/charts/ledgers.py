"""Ledgers along a roadmap, with the limits within which they must stay."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from winset.language.catalogue import say
from winset.language.words import amount
from winset.report.charts.canvas import painted_twice
from winset.report.charts.panels import Line, Panel, paint_panels
from winset.report.charts.style import INK, SIDES, WEAK, Look
from winset.report.document.chart import Chart
from winset.report.phrases.moves import move_title
from winset.roadmaps.roadmap import Roadmap
from winset.scenario import Number, Scenario

_MOST = 6
"""Ledgers that the picture has room for."""


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
    panels = [_panel(ledger, [level[ledger.id] for level in levels]) for ledger in known[:_MOST]]
    return Chart(
        id="ledgers",
        title=_finding(known, levels),
        subtitle=say("chart_ledgers.subtitle"),
        alt=say("chart_ledgers.alt", told=told),
        drawings=painted_twice(partial(paint_panels, panels)),
        columns=(say("chart_ledgers.after"), *(ledger.name for ledger in known)),
        rows=tuple(
            (
                say("charts.after", n=n, move=move_title(scenario, roadmap, n) if n else ""),
                *(amount(level[ledger.id]) for ledger in known),
            )
            for n, level in enumerate(levels)
        ),
        basis=("result:roadmap.nodes",),
    )


def _finding(known: Sequence[_Ledger], levels: Sequence[Mapping[str, float]]) -> str:
    """Return what comes nearest to a limit, as a share of how far it moves; else that it moves."""
    nearest = min(
        (
            (abs(level[one.id] - bound.point), one.name, n)
            for one in known
            for bound in (one.floor, one.cap)
            if bound is not None
            for n, level in enumerate(levels)
        ),
        default=None,
    )
    if nearest is None:
        return say("chart_ledgers.free", ledgers=len(known))
    room, name, n = nearest
    return say("chart_ledgers.title", ledger=name, room=room, n=n)


def _ledgers(scenario: Scenario) -> Iterator[_Ledger]:
    for ledger in scenario.ledgers:
        name = say("chart_ledgers.ledger", name=ledger.name, unit=ledger.unit)
        yield _Ledger(ledger.id, name, ledger.floor, ledger.cap)
    for party in scenario.parties:
        for body in party.home:
            name = say("chart_ledgers.balance", body=body.name)
            yield _Ledger(f"{party.id}.{body.id}", name, body.floor_on_the_way, None)


def _panel(ledger: _Ledger, levels: Sequence[float]) -> Panel:
    """Return the level of a ledger after each move, and the limits that it keeps within."""
    lines = [Line(say("chart_ledgers.level"), Look(SIDES[0], "square"), levels, steps=True)]
    for name, bound, dash in (("floor", ledger.floor, (6, 3)), ("cap", ledger.cap, (2, 2))):
        if bound is not None:
            look = Look(WEAK, "stroke", dash)
            lines.append(
                Line(say(f"chart_ledgers.{name}"), look, [bound.point] * len(levels), steps=True)
            )
    return Panel(ledger.name, INK, lines)
