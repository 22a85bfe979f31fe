"""What time does to an order, and whether those who come next would keep it, in sentences."""

from collections.abc import Iterator, Mapping

from winset.report.language.words import amount, capital, count, listed, signed
from winset.report.phrases.verdicts import where
from winset.roadmaps.in_time import InTime, Turn
from winset.roadmaps.roadmap import FaceValue, Roadmap
from winset.roadmaps.successors import Succession
from winset.roadmaps.verdicts import Verdict
from winset.scenario import Scenario, Successor

_ACTS = {
    "open": "breaking off openly",
    "pretence": "only pretending to do “{}”",
    "relapse": "quietly going back on “{}”",
}


FATE: Mapping[Verdict, str] = {
    "holds": "be kept",
    "incentive_only": "not be believed",
    "trust_only": "rest on good faith",
    "neither": "not be kept",
}
"""What becomes of an order with each verdict, after a would."""


def time_sentences(scenario: Scenario, roadmap: Roadmap) -> Iterator[str]:
    """Yield what time does to a roadmap: its worth and verdict, what must not wait and what can."""
    time = roadmap.time
    if time is None:
        return
    if time.untold:
        steps = listed(f"“{scenario.name(step)}”" for step in time.untold)
        yield f"Time is not counted: the file does not say how long {steps} would take."
        return
    yield _worth(scenario, roadmap, time)
    yield _verdict(scenario, roadmap, time)
    if time.urgent:
        steps = listed(f"“{scenario.name(step)}”" for step in time.urgent)
        it = "it" if len(time.urgent) == 1 else "them"
        yield f"What must not wait: {steps}. Done any later, {it} would cost what time leaves."
    if waits := [_until(scenario, roadmap, *one) for one in (time.waits or {}).items()]:
        yield f"What can wait: {listed(waits)}."
    yield from _dearest_delay(scenario, time)


def time_counts(scenario: Scenario) -> bool:
    """Return whether something of the file would make time count."""
    return any(one.discount.point < 1 or one.leaves_office.point > 0 for one in scenario.parties)


def with_time(scenario: Scenario, roadmap: Roadmap) -> Iterator[str]:
    """Yield where time turns an order, and who of those who come next would not keep it."""
    time, found = roadmap.time, roadmap.successors or {}
    if time is not None and time.turns_at is not None:
        yield _turn(scenario, roadmap, time.turns_at)
    leaving = [
        one.title for one in scenario.successors if one.id in found and not found[one.id].kept
    ]
    if leaving:
        yield f"{listed(leaving)} would not keep it."


def at_face_value(scenario: Scenario, face: FaceValue) -> str:
    """Return what an order that is judged in time would be without."""
    values = (f"{signed(value)} to {scenario.name(who)}" for who, value in face.values.items())
    return (
        f"Time is counted. Without it this order would be worth {listed(values)}, and would "
        f"{FATE[face.verdict]}."
    )


def succession_sentences(scenario: Scenario, roadmap: Roadmap) -> Iterator[tuple[str, str]]:
    """Yield each successor of the file, by id, and whether he would keep a roadmap."""
    for one in scenario.successors:
        if roadmap.successors is not None and one.id in roadmap.successors:
            yield one.id, _succession(scenario, roadmap, one, roadmap.successors[one.id])


def _worth(scenario: Scenario, roadmap: Roadmap, time: InTime) -> str:
    values = [
        f"{signed(value)} to {scenario.name(party)} ({signed(roadmap.values[party])} without time)"
        for party, value in (time.values or {}).items()
    ]
    return f"With time counted, signing is worth {listed(values)}."


def _verdict(scenario: Scenario, roadmap: Roadmap, time: InTime) -> str:
    turn = time.turns_at
    if turn is None:
        return "Time changes nothing of who would sign, and of who would keep it."
    kept = "" if time.verdict is None else f" It would then {FATE[time.verdict]}."
    return f"{_turn(scenario, roadmap, turn)}{kept}"


def _turn(scenario: Scenario, roadmap: Roadmap, turn: Turn) -> str:
    party, place = scenario.name(turn.party), capital(where(scenario, roadmap, turn.node))
    no = "no longer " if turn.worse else ""
    if turn.key == "signature":
        return f"With time counted, {party} would {no}sign."
    if turn.key == "trust":
        other = scenario.name(turn.other or "")
        enough = "no longer" if turn.worse else "now"
        return f"{place}, with time counted, {party} has {enough} enough trust in {other}."
    gains = "gains" if turn.worse else "no longer gains"
    return f"{place}, with time counted, {party} {gains} by cheating or breaking off."


def _until(scenario: Scenario, roadmap: Roadmap, step: str, place: int) -> str:
    title = f"“{scenario.name(step)}”"
    if place >= len(roadmap.order) - 1:
        return f"{title} (to the end)"
    after = listed(scenario.name(one) for one in roadmap.order[place])
    return f"{title} (until after “{after}”)"


def _dearest_delay(scenario: Scenario, time: InTime) -> Iterator[str]:
    """Yield which step's delay costs each party most."""
    for party in time.values or {}:
        costs = {
            step: values[party] for step, values in (time.delay or {}).items() if values is not None
        }
        step = min(costs, key=costs.__getitem__, default=None)
        if step is not None and amount(costs[step]) != "0" and costs[step] < 0:
            yield (
                f"What {scenario.name(party)} can least afford to see late is "
                f"“{scenario.name(step)}”: one phase more of it costs {amount(-costs[step])}."
            )


def _succession(scenario: Scenario, roadmap: Roadmap, one: Successor, found: Succession) -> str:
    who = f"{one.title} ({scenario.name(one.party)})"
    if found.kept:
        return f"{who} would go on, wherever the deal may then stand."
    act = _ACTS[found.kind or "open"].format(scenario.name(found.step or ""))
    place = where(scenario, roadmap, found.node or 0)
    told = f"{who} would not keep it: {place} it gains {amount(found.amount)} by {act}."
    if found.from_node is not None:
        told += f" {capital(where(scenario, roadmap, found.from_node))} nothing pays it any more."
    if found.rise is not None:
        told += f" A penalty of {amount(found.rise)} more would hold it."
    else:
        told += " No penalty would hold it."
    if found.order is not None:
        first = listed(scenario.name(step) for step in found.order[0])
        steps = count(len(found.order), "move")
        told += f" So would another order of the same steps, {steps}, “{first}” first."
    return told
