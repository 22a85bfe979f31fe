"""How sure the answer is; and the notes of a page: units, words for amounts, who judged."""

from collections.abc import Iterator

from winset.analysis import Analysis
from winset.language.catalogue import say
from winset.report.document.blocks import ReadingNote, Section, Sentence
from winset.report.document.compose import paragraph, section
from winset.report.document.sentences import sentence
from winset.report.parts.firmness import varied, what_would_turn
from winset.report.parts.opening import changes, judged, units
from winset.report.phrases.found import found_deal
from winset.report.phrases.tense import over
from winset.report.phrases.titles import shorter
from winset.report.phrases.worth import most_of, thresholds
from winset.scenario.changes import numbers_of


def how_sure(analysis: Analysis) -> Section | None:
    """Return how often the deal is signed and kept as the numbers vary, and what is not in that."""
    return section("how_sure", paragraph(*_told(analysis)), heading=say("sure.heading"))


def how_sure_in_full(analysis: Analysis) -> Section | None:
    """Return the same, with what was varied, and which numbers would turn the answer."""
    firmness = analysis.firmness
    return section(
        "how_sure",
        paragraph(*_told(analysis)),
        None if firmness is None else paragraph(varied(firmness)),
        None if firmness is None else what_would_turn(analysis.scenario, firmness),
        heading=say("sure.heading"),
    )


def _told(analysis: Analysis) -> Iterator[Sentence]:
    yield from _drawn(analysis)
    yield from _others(analysis)
    yield from uncounted(analysis)


def _drawn(analysis: Analysis) -> Iterator[Sentence]:
    advice, found = analysis.advice, found_deal(analysis)
    sourced = any(number.source for number in numbers_of(analysis.scenario).values())
    yield sentence("sure.judged", "file:parties", sourced=sourced)
    if advice is None or advice.certain:
        yield sentence("sure.certain", "file:steps")
    elif found is None:
        yield sentence("sure.never", "result:advise.draws", draws=advice.draws)
    else:
        basis = ("result:advise.first.share_in_order", "result:advise.draws")
        yield sentence("sure.drawn", *basis, draws=advice.draws, share=found.share or 0.0)


def _others(analysis: Analysis) -> Iterator[Sentence]:
    """Yield how often the proposal that fares best is signed and kept."""
    firmness, scenario = analysis.firmness, analysis.scenario
    if firmness is None or firmness.doubts.none or not scenario.proposals:
        return
    shares = {one.id: firmness.proposals[one.id]["own"].kept for one in scenario.proposals}
    best = max(scenario.proposals, key=lambda one: shares[one.id])
    title = shorter(best)
    basis = f"result:firmness.proposals.{best.id}.own.kept"
    refused = analysis.proposals[best.id].refused_by
    losing = [scenario.name(one.id) for one in scenario.parties if one.id in refused]
    data = {"title": title, "share": shares[best.id], "losing": losing, "past": over(scenario)}
    yield sentence("sure.offer", basis, f"result:proposals.{best.id}.refused_by", **data)


def uncounted(analysis: Analysis) -> Iterator[Sentence]:
    """Yield what is not in that: changes of government, who comes next, and time."""
    roadmap, scenario = analysis.roadmap, analysis.scenario
    if roadmap is None or not found_deal(analysis):
        return
    past = over(scenario)
    if roadmap.survival is not None:
        chance, basis = 1 - roadmap.survival.stages[-1], "result:roadmap.survival.stages"
        yield sentence("sure.ended", basis, past=past, chance=chance)
    kept = {name: found.kept for name, found in (roadmap.successors or {}).items()}
    if not all(kept.values()):
        who = [one.title for one in scenario.successors if not kept.get(one.id, True)]
        told = {"who": who, "all": not any(kept.values())}
        yield sentence("sure.successors", "result:roadmap.successors", **told)
    yield from when_time_counts(analysis)


def when_time_counts(analysis: Analysis) -> Iterator[Sentence]:
    """Yield who would no longer sign, or that it would no longer hold, where time decides that."""
    roadmap, scenario = analysis.roadmap, analysis.scenario
    turn = None if roadmap is None or roadmap.time is None else roadmap.time.turns_at
    if turn is not None and turn.worse and found_deal(analysis):
        data = {"past": over(scenario), "party": ""}
        if turn.key == "signature":
            data["party"] = scenario.name(turn.party)
        yield sentence("sure.time", "result:roadmap.time.turns_at", **data)


def notes(analysis: Analysis) -> Section | None:
    """Return what the numbers count, and which amounts are called what."""
    scenario = analysis.scenario
    return section(
        "notes",
        units(scenario),
        paragraph(judged(scenario)),
        ReadingNote(thresholds(scenario, most_of(analysis.deals))),
        *changes(scenario),
        look="notes",
    )
