"""A proposal's own order, in words: what it says, and where it cannot be carried out."""

from collections import Counter
from collections.abc import Iterator

from winset.analysis import Judgement
from winset.report.language.dates import day
from winset.report.language.words import amount, listed, share
from winset.report.phrases.verdicts import escrow_words, verdict_sentence
from winset.roadmaps.roadmap import Roadmap
from winset.roadmaps.stops import Stop
from winset.scenario import Proposal, Scenario


def stop_sentence(scenario: Scenario, stop: Stop, *, ever: bool = True) -> str:
    """Return that a proposal cannot be carried out as it is written, and what is in the way.

    Parameters
    ----------
    ever
        Whether another order of its steps could be.
    """
    why = _why(scenario, stop)
    if ever:
        return f"As written it cannot be carried out: {why}."
    return f"It cannot be carried out in any order; as written, {why}."


def _why(scenario: Scenario, stop: Stop) -> str:
    steps = listed(f"“{scenario.name(step)}”" for step in stop.steps)
    if stop.kind == "prerequisite":
        return f"{steps} would come before “{scenario.name(stop.needs or '')}”, which it waits for"
    if stop.kind == "window":
        windows = (step.window for step in scenario.steps if step.id in stop.steps)
        closes = [window.last for window in windows if window and window.last]
        return f"{steps} would come too late: its window closes on {day(min(closes))}"
    part = "" if stop.share == 1 else f" ({share(stop.share)} of it)"
    side = "below its floor" if stop.kind == "floor" else "above its cap"
    name, unit = stop.who or "", ""
    for ledger in (ledger for ledger in scenario.ledgers if ledger.id == stop.who):
        name, unit = f"“{ledger.name}”", f" {ledger.unit}" if ledger.unit else ""
    if not unit and "." in name:
        name, side = scenario.name(name), "below its limit"
    level, limit = amount(stop.level), amount(stop.limit)
    return f"{name} would be at {level}{unit} after {steps}{part}, {side} of {limit}{unit}"


def own_and_best(
    scenario: Scenario, judged: Judgement
) -> Iterator[tuple[str, str, Roadmap | None]]:
    """Yield the fate of a proposal: in its own order first, then in the best if that differs.

    Yields
    ------
    which, sentence, roadmap
        ``own`` or ``best``; nothing where there is no order to look at.
    """
    own, best = judged.own, judged.best
    if own is not None:
        yield "own", _verdict(scenario, judged, own), own
    elif judged.stopped is not None:
        yield "own", stop_sentence(scenario, judged.stopped, ever=best is not None), None
    if best is not None and (own is None or own.verdict != best.verdict):
        yield "best", _verdict(scenario, judged, best), best


def _verdict(scenario: Scenario, judged: Judgement, roadmap: Roadmap) -> str:
    """Return whether an order would be kept, and through whom some of it goes."""
    off = roadmap.values == judged.values
    through = escrow_words(scenario, roadmap.escrow, off=off)
    return f"{verdict_sentence(scenario, roadmap)}{f' {through}' if through else ''}"


def order_words(scenario: Scenario, proposal: Proposal) -> list[str]:
    """Return what stands at each place of a proposal's full order."""
    made = Counter[str]()
    every = Counter({step: 0 for place in proposal.order for step in place.steps})
    for place in proposal.order:
        every.update(dict.fromkeys(place.steps, place.slices or 0))
    told = []
    for place in proposal.order:
        titles = listed(f"“{scenario.name(step)}”" for step in place.steps)
        if place.slices is not None:
            made.update({place.steps[0]: place.slices})
            titles += f" ({made[place.steps[0]]} of {every[place.steps[0]]} parts)"
        told.append(f"{titles}{', together' if len(place.steps) > 1 else ''}")
    return told
