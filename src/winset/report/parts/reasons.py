"""Why what was on the table would not do, or why it holds."""

from collections.abc import Iterator, Mapping

from winset.analysis import Analysis, Judgement
from winset.report.document.blocks import Section, Sentence
from winset.report.document.compose import paragraph, section
from winset.report.document.sentences import sentence
from winset.report.language.catalogue import say
from winset.report.parts.conflicts import conflicts
from winset.report.parts.deals import words
from winset.report.parts.details import proposal_title
from winset.report.phrases.proposals import own_and_best
from winset.scenario import Scenario


def reasons(analysis: Analysis) -> Section | None:
    """Return the fate of each proposal, and what the words commit to."""
    scenario = analysis.scenario
    fates = (
        paragraph(*fate_sentences(analysis, n), label=proposal_title(scenario, n))
        for n in range(len(scenario.proposals))
    )
    return section(
        "reasons",
        *fates,
        conflicts(analysis),
        words(scenario, analysis.deals),
        heading=say(f"headings.{_why(analysis)}"),
    )


def fate_sentences(analysis: Analysis, n: int) -> Iterator[Sentence]:
    """Yield the fate of the n-th proposal, counted from 0."""
    scenario = analysis.scenario
    proposal = scenario.proposals[n]
    judged = analysis.proposals[proposal.id]
    yield from _values(scenario, proposal.id, judged)
    yield from refusals(scenario, proposal.id, judged)
    yield from _kept(scenario, proposal.id, judged)


def _why(analysis: Analysis) -> str:
    """Return the key of the heading: of a breakdown there was one only after talks."""
    kept = any(
        judged.signable and judged.own is not None and judged.own.verdict == "holds"
        for judged in analysis.proposals.values()
    )
    found = analysis.roadmap is not None and analysis.roadmap.verdict == "holds"
    if kept or (found and not analysis.proposals):
        return "what_holds"
    return "breakdown" if analysis.scenario.when and analysis.proposals else "stands_in_the_way"


def _values(scenario: Scenario, proposal: str, judged: Judgement) -> Iterator[Sentence]:
    for party, value in judged.values.items():
        basis = f"result:proposals.{proposal}.values.{party}"
        yield sentence("reasons.worth", basis, party=scenario.name(party), value=value)


def refusals(
    scenario: Scenario, proposal: str, judged: Judgement, side: str | None = None
) -> Iterator[Sentence]:
    """Yield for whom a proposal falls short, and which demands it breaks; or of one side only."""
    short = {who: by for who, by in judged.refused_by.items() if _is_of(who, side)}
    yield from _signatures(scenario, proposal, short, side)
    yield from _breaks(scenario, proposal, judged, side)


def _is_of(who: str, side: str | None) -> bool:
    """Return whether a party, or who has a say in it, is of a side, if one is given."""
    return side is None or who == side or who.startswith(f"{side}.")


def _signatures(
    scenario: Scenario, proposal: str, short: Mapping[str, float], side: str | None
) -> Iterator[Sentence]:
    basis = f"result:proposals.{proposal}.refused_by"
    if not short:
        key = "reasons.signed" if side is None else "reasons.signed_by"
        yield sentence(key, basis, party=scenario.name(side or ""))
    parties = {party.id for party in scenario.parties}
    for who, by in short.items():
        votes = who.endswith(".ratification")
        kind = "party" if who in parties else "votes" if votes else "other"
        yield sentence(f"reasons.short_{kind}", basis, who=scenario.name(who), by=by)


def _breaks(
    scenario: Scenario, proposal: str, judged: Judgement, side: str | None
) -> Iterator[Sentence]:
    by_party: dict[str, list[str]] = {}
    for demand in scenario.demands:
        if demand.id in judged.breaks and _is_of(demand.by, side):
            by_party.setdefault(demand.by, []).append(f"“{demand.id.replace('-', ' ')}”")
    which = [
        say("reasons.broken", party=scenario.name(party), demands=demands)
        for party, demands in by_party.items()
    ]
    if which:
        basis = f"result:proposals.{proposal}.breaks"
        yield sentence(
            "reasons.breaks", basis, broken=sum(map(len, by_party.values())), which=which
        )


def _kept(scenario: Scenario, proposal: str, judged: Judgement) -> Iterator[Sentence]:
    told = list(own_and_best(scenario, judged))
    if not told:
        yield sentence("reasons.stuck", f"result:proposals.{proposal}.own")
    once = "reasons.all_the_same" if judged.refused_by else "reasons.once_signed"
    for which, text, roadmap in told:
        path = f"result:proposals.{proposal}"
        if roadmap is None:
            yield sentence("reasons.stopped", f"{path}.stopped", text=text)
        else:
            basis = (f"{path}.{which}.verdict", f"{path}.{which}.binding")
            label = say(once if which == "own" else "reasons.best_order")
            lowered = text[:1].lower() + text[1:]
            yield sentence("reasons.labelled", *basis, label=label, text=lowered)
