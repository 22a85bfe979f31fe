"""An order by the clock: stages, ledgers, changes of government."""

from collections.abc import Iterator

from winset.language.catalogue import say
from winset.language.words import amount, share
from winset.report.document.blocks import Block, BulletList, Row, Sentence, Table
from winset.report.document.compose import behind, paragraph, points
from winset.report.document.sentences import note, sentence
from winset.report.phrases.moves import doing, duration, move_title, performers
from winset.report.phrases.spans import moment, span
from winset.roadmaps.calendar import Calendar
from winset.roadmaps.learning import Survival
from winset.roadmaps.roadmap import Roadmap
from winset.scenario import Number, Scenario


def stages(scenario: Scenario, roadmap: Roadmap) -> Iterator[Block | None]:
    """Yield how long the whole takes, whether governments last as long, and who does what when."""
    calendar = roadmap.calendar
    if calendar is None or not calendar.phases:
        return
    data = {"stages": len(calendar.phases), "duration": duration(calendar)}
    yield paragraph(
        sentence("calendar.stages", "result:roadmap.calendar", **data),
        *survival(scenario, roadmap),
    )
    if roadmap.survival is not None:
        yield _by_the_clock(calendar, roadmap.survival)
    yield stages_table(scenario, roadmap, calendar)
    if not roadmap.in_time:
        yield note("calendar.stages_note")


def stages_table(scenario: Scenario, roadmap: Roadmap, calendar: Calendar) -> Table:
    """Return who does what in which stage."""
    when = "when" if calendar.day(0.0) else "phases"
    columns = tuple(say(f"calendar.{name}") for name in ("stage", when, "who", "step"))
    rows = tuple(_stages(scenario, roadmap, calendar))
    return Table(say("calendar.caption"), columns, rows)


def _stages(scenario: Scenario, roadmap: Roadmap, calendar: Calendar) -> Iterator[Row]:
    steps = {step.id: step for step in scenario.steps}
    n = 0
    for stage, phase in enumerate(calendar.phases, start=1):
        for move, times in zip(phase.steps, phase.times, strict=True):
            n += 1
            asked = dict.fromkeys(scenario.label(who) for one in move for who in steps[one].consent)
            cells = (
                str(stage),
                span(calendar, *times),
                performers(scenario, doing(scenario, move), short=True),
                say("calendar.move", what=move_title(scenario, roadmap, n), asked=list(asked)),
            )
            basis = (f"result:roadmap.calendar.phases.{stage - 1}", f"result:roadmap.order.{n - 1}")
            yield Row(cells, basis)


def ledgers(scenario: Scenario, roadmap: Roadmap) -> BulletList:
    """Return how ledgers, and balances of ratifiers with a floor, move along an order."""
    return points([one] for one in _ledgers(scenario, roadmap))


def _ledgers(scenario: Scenario, roadmap: Roadmap) -> Iterator[Sentence]:
    found = {one.id: (one.name, one.unit, one.floor, one.cap) for one in scenario.ledgers}
    for party in scenario.parties:
        for body in party.home:
            name = say("calendar.balance", body=body.name)
            found[f"{party.id}.{body.id}"] = (name, "", body.floor_on_the_way, None)
    for one in roadmap.nodes[0].ledgers:
        name, unit, floor, cap = found[one]
        yield sentence(
            "calendar.ledger",
            "result:roadmap.nodes",
            name=name,
            unit=unit or "",
            floor=_point(floor),
            cap=_point(cap),
            levels=[amount(node.ledgers[one]) for node in roadmap.nodes],
        )


def _point(number: Number | None) -> float | None:
    return None if number is None else number.point


def survival(scenario: Scenario, roadmap: Roadmap) -> Iterator[Sentence]:
    """Yield the chance that no successor drops the agreement, beside the verdict."""
    if roadmap.survival is not None:
        curves, basis = roadmap.survival.parties, "result:roadmap.survival"
        who = [scenario.name(one.id) for one in scenario.parties if curves[one.id][-1] < 1]
        yield sentence("calendar.survival", basis, who=who, chance=roadmap.survival.stages[-1])


def _by_the_clock(calendar: Calendar, found: Survival) -> Block | None:
    rows = tuple(
        Row((moment(calendar, phase.ends), share(chance)), (f"result:roadmap.survival.stages.{n}",))
        for n, (phase, chance) in enumerate(zip(calendar.phases, found.stages, strict=True))
    )
    columns = (say("calendar.by_when"), say("calendar.chance"))
    table = Table(say("calendar.survival_caption"), columns, rows, frozenset({1}))
    return behind(say("calendar.survival_show"), table)
