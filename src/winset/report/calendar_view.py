"""An order by the clock, for the terminal: phases and parties, ledgers, changes of government."""

from collections import Counter
from collections.abc import Iterator, Mapping

from rich.console import RenderableType
from rich.table import Column, Table
from rich.text import Text

from winset.report.language.dates import span
from winset.report.language.words import amount, listed, share
from winset.report.layout import DIM, data_table, figures, wide
from winset.report.phrases.moves import by_then, duration
from winset.roadmaps.calendar import Phase
from winset.roadmaps.roadmap import Roadmap
from winset.scenario import Number, Scenario

_MOST_COLUMNS = 4  # parties that fit side by side; of more, all stand in one column


def calendar_body(scenario: Scenario, roadmap: Roadmap) -> Iterator[RenderableType]:
    """Yield the roadmap as phases and parties, and how long the whole takes."""
    calendar = roadmap.calendar
    if calendar is None or not calendar.phases:
        return
    yield _stages(scenario, roadmap)
    yield Text(f"The whole takes {duration(calendar)}.")
    if roadmap.in_time:
        return
    yield Text(
        "Stages come one after the other. Steps of one stage can run side by side: in whatever "
        "order they end, no side needs more to lose by breaking, as a share of its gains, and none "
        "lacks more trust, than in the order as a whole.",
        style=DIM,
    )


def ledgers_body(scenario: Scenario, roadmap: Roadmap) -> Iterator[RenderableType]:
    """Yield how ledgers, and balances of ratifiers with a floor, move along the order."""
    bounds = {ledger.id: _bounds(ledger.floor, ledger.cap) for ledger in scenario.ledgers}
    names = {
        one.id: f"{one.name}{f' ({one.unit})' if one.unit else ''}" for one in scenario.ledgers
    }
    for party in scenario.parties:
        for body in party.home:
            bounds[f"{party.id}.{body.id}"] = _bounds(body.floor_on_the_way, None)
            names[f"{party.id}.{body.id}"] = f"Balance of {body.name}"
    for name in roadmap.nodes[0].ledgers:
        levels = " → ".join(amount(node.ledgers[name]) for node in roadmap.nodes)
        yield Text(f"{names[name]}, {bounds[name]}: {levels}")


def survival_body(scenario: Scenario, roadmap: Roadmap) -> Iterator[RenderableType]:
    """Yield the chance that no successor drops the agreement, beside the verdict."""
    if roadmap.survival is None or roadmap.calendar is None:
        return
    curves, calendar = roadmap.survival.parties, roadmap.calendar
    who = [party.name for party in scenario.parties if curves[party.id][-1] < 1]
    times, curve = roadmap.survival.times[1:], roadmap.survival.all[1:]
    step = max(1, len(curve) // 5)
    shown = [n for n in range(len(curve)) if n % step == 0 or n == len(curve) - 1]
    told = listed(f"{share(curve[n])} {by_then(calendar, times[n])}" for n in shown)
    yield Text(
        f"Beside all this, a change of government in {listed(who)} could end it. The chance that "
        f"none has: {told}."
    )


def _stages(scenario: Scenario, roadmap: Roadmap) -> Table:
    performers = dict.fromkeys(
        party for step in scenario.steps if step.id in roadmap.package for party in step.by
    )
    parties = [party.id for party in scenario.parties if party.id in performers]
    columns = parties if len(parties) <= _MOST_COLUMNS else []
    dated = roadmap.calendar is not None and roadmap.calendar.day(0.0) is not None
    table = data_table(
        *figures("stage"),
        Column("when" if dated else "phases", no_wrap=True),
        *(wide(scenario.name(party) if party else "who does what") for party in columns or [""]),
    )
    made: Counter[tuple[str, ...]] = Counter()
    for n, phase in enumerate(roadmap.calendar.phases if roadmap.calendar else (), start=1):
        cells = _moves_of_each(scenario, roadmap, phase, made, columns)
        when = "" if roadmap.calendar is None else span(roadmap.calendar, phase.starts, phase.ends)
        table.add_row(str(n), when, *cells)
    return table


def _moves_of_each(
    scenario: Scenario,
    roadmap: Roadmap,
    phase: Phase,
    made: Counter[tuple[str, ...]],
    columns: list[str],
) -> list[Text]:
    """Return what each party does in a phase; steps of several stand with each of them."""
    lines: Mapping[str, list[str]] = {party: [] for party in columns or [""]}
    by = {step.id: step.by for step in scenario.steps}
    asked = {step.id: listed(map(scenario.name, step.consent)) for step in scenario.steps}
    for move, times in zip(phase.steps, phase.times, strict=True):
        made[move] += 1
        own = _own_dates(roadmap, phase, times)
        for step in move:
            slices = roadmap.slices.get(step, 1)
            part = f" ({made[move]}/{slices})" if slices > 1 else ""
            title = scenario.name(step)
            swapped = "⇄ " if len(move) > 1 else ""
            for party in by[step] if columns else [""]:
                others = [scenario.name(other) for other in by[step] if other != party]
                with_others = f" (with {listed(others)})" if columns and others else ""
                who = "" if columns else f"{listed(map(scenario.name, by[step]))}: "
                consent = f", with the consent of {asked[step]}" if asked[step] else ""
                lines[party].append(f"{swapped}{who}{title}{part}{with_others}{consent}{own}")
    return [Text("\n".join(lines[party])) for party in lines]


def _own_dates(roadmap: Roadmap, phase: Phase, times: tuple[float, float]) -> str:
    """Return when a move is made, where that is not as long as its stage."""
    if roadmap.calendar is None or times == (phase.starts, phase.ends):
        return ""
    own, stage = (span(roadmap.calendar, *one) for one in (times, (phase.starts, phase.ends)))
    return "" if own == stage else f" ({own})"


def _bounds(low: Number | None, high: Number | None) -> str:
    if low is None and high is None:
        return "without limits"
    if low is None or high is None:
        end = "at least" if high is None else "at most"
        return f"{end} {amount((low or high or Number()).point)}"
    return f"{amount(low.point)} to {amount(high.point)}"
