"""What time does to an order, and whether those who come next would keep it."""

from collections.abc import Iterator

from winset.language.catalogue import say
from winset.language.words import amount
from winset.report.document.blocks import Block, BulletList, Sentence
from winset.report.document.compose import paragraph, points
from winset.report.document.sentences import sentence
from winset.report.phrases.moves import deed, where
from winset.report.phrases.worth import in_unit
from winset.roadmaps.in_time import InTime, Turn
from winset.roadmaps.roadmap import Roadmap
from winset.roadmaps.successors import Succession
from winset.scenario import Scenario, Successor


def time(scenario: Scenario, roadmap: Roadmap) -> Iterator[Block]:
    """Yield what time does to an order: its worth and verdict, what must not wait and what can."""
    found = roadmap.time
    if found is None:
        return
    if found.untold:
        steps = list(map(scenario.label, found.untold))
        yield paragraph(sentence("time.untold", "result:roadmap.time.untold", steps=steps))
        return
    yield paragraph(
        _worth(scenario, roadmap, found),
        *_verdict(scenario, roadmap, found),
        *_urgent(scenario, found),
        *_dearest_delay(scenario, found),
    )
    yield points([one] for one in _waits(scenario, roadmap, found))


def successors(scenario: Scenario, roadmap: Roadmap) -> BulletList:
    """Return each successor of the file, and whether he would keep an order."""
    return points([one] for one in successor_sentences(scenario, roadmap))


def successor_sentences(scenario: Scenario, roadmap: Roadmap) -> Iterator[Sentence]:
    """Yield whether each who may come next would keep an order, and what would hold him."""
    found = roadmap.successors or {}
    for one in scenario.successors:
        if one.id in found:
            yield _successor(scenario, roadmap, one, found[one.id])


def with_time(scenario: Scenario, roadmap: Roadmap, place: str) -> Iterator[Sentence]:
    """Yield where time turns an order, and who of those who come next would not keep it."""
    found, kept = roadmap.time, roadmap.successors or {}
    if found is not None and found.turns_at is not None:
        yield _turn(scenario, roadmap, found.turns_at, place)
    who = [one.title for one in scenario.successors if one.id in kept and not kept[one.id].kept]
    if who:
        yield sentence("time.leaving", f"result:{place}.successors", who=who)


def _worth(scenario: Scenario, roadmap: Roadmap, found: InTime) -> Sentence:
    values = [
        say("time.value", party=scenario.name(who), value=value, face=roadmap.values[who])
        for who, value in (found.values or {}).items()
    ]
    staged = [
        say("time.staged", party=scenario.name(who), value=value)
        for who, value in (found.staged or {}).items()
    ]
    basis = ("result:roadmap.time.values", "result:roadmap.time.staged")
    return sentence("time.worth", *basis, values=values, staged=staged)


def _verdict(scenario: Scenario, roadmap: Roadmap, found: InTime) -> Iterator[Sentence]:
    if found.turns_at is None:
        yield sentence("time.same", "result:roadmap.time.turns_at")
        return
    yield _turn(scenario, roadmap, found.turns_at, "roadmap")
    if found.verdict is not None:
        data = {"better": not found.turns_at.worse, "verdict": found.verdict}
        yield sentence("time.then", "result:roadmap.time.verdict", **data)


def _turn(scenario: Scenario, roadmap: Roadmap, turn: Turn, place: str) -> Sentence:
    return sentence(
        "time.turn",
        f"result:{place}.time.turns_at",
        which=turn.key,
        party=scenario.name(turn.party),
        other=scenario.name(turn.other or ""),
        place=where(scenario, roadmap, turn.node),
        worse=turn.worse,
    )


def _urgent(scenario: Scenario, found: InTime) -> Iterator[Sentence]:
    if found.urgent:
        steps = list(map(scenario.label, found.urgent))
        yield sentence("time.urgent", "result:roadmap.time.urgent", steps=steps)


def _waits(scenario: Scenario, roadmap: Roadmap, found: InTime) -> Iterator[Sentence]:
    """Yield until when steps can wait; those that can wait to the end together."""
    to_the_end = []
    for step, place in (found.waits or {}).items():
        if place >= len(roadmap.order) - 1:
            to_the_end.append(scenario.label(step))
        else:
            after = list(map(scenario.label, roadmap.order[place]))
            basis = f"result:roadmap.time.waits.{step}"
            yield sentence("time.waits", basis, step=scenario.label(step), after=after)
    if to_the_end:
        yield sentence("time.waits_long", "result:roadmap.time.waits", steps=to_the_end)


def _dearest_delay(scenario: Scenario, found: InTime) -> Iterator[Sentence]:
    """Yield which step's delay costs each party most."""
    for party in found.values or {}:
        costs = {
            step: values[party]
            for step, values in (found.delay or {}).items()
            if values is not None
        }
        step = min(costs, key=costs.__getitem__, default=None)
        if step is not None and amount(costs[step]) != "0" and costs[step] < 0:
            names = {"party": scenario.name(party), "step": scenario.label(step)}
            basis = f"result:roadmap.time.delay.{step}.{party}"
            cost = in_unit(scenario, party, costs[step])
            yield sentence("time.delay", basis, cost=cost, **names)


def _successor(scenario: Scenario, roadmap: Roadmap, one: Successor, found: Succession) -> Sentence:
    last = found.from_node
    return sentence(
        "time.successor",
        f"result:roadmap.successors.{one.id}",
        f"file:successors.{one.id}",
        who=one.title,
        party=scenario.name(one.party),
        kept=found.kept,
        place=where(scenario, roadmap, found.node or 0),
        deed=deed(scenario, found.kind or "open", found.step),
        amount=None if found.amount is None else in_unit(scenario, one.party, found.amount),
        from_place="" if last is None else where(scenario, roadmap, last),
        rise=None if found.rise is None else in_unit(scenario, one.party, found.rise),
        moves=len(found.order or ()),
        first=list(map(scenario.label, found.order[0])) if found.order else [],
    )
