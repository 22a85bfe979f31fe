"""The fate of each proposal: who would sign it, what it breaks, and whether it would be kept."""

from collections.abc import Iterator, Mapping

from winset.analysis import Analysis, Judgement
from winset.language.catalogue import say
from winset.language.words import signed
from winset.report.document.blocks import Block, ReadingNote, Row, Sentence, Table
from winset.report.document.compose import paragraph
from winset.report.document.sentences import sentence, toned
from winset.report.parts.advice import losses
from winset.report.parts.details import proposal_title
from winset.report.parts.time import with_time
from winset.report.parts.verdicts import (
    Named,
    deciding_sentences,
    verdict_sentence,
    verdict_sentences,
)
from winset.report.phrases.groups import demand_name
from winset.report.phrases.pairs import many
from winset.report.phrases.titles import whole, wholes
from winset.report.phrases.verdicts import escrow_words
from winset.report.phrases.worth import in_words, most_of, thresholds, worth
from winset.roadmaps.roadmap import Roadmap
from winset.roadmaps.stops import Stop
from winset.scenario import Proposal, Scenario


def fates(analysis: Analysis) -> Iterator[Block]:
    """Yield what becomes of each proposal; what each is worth to many sides in a table."""
    tabled = many(analysis.scenario)
    if tabled:
        yield worths_table(analysis)
    for n in range(len(analysis.scenario.proposals)):
        label = proposal_title(analysis.scenario, n)
        told = _but_worth(analysis, n) if tabled else fate_sentences(analysis, n)
        yield paragraph(*told, label=label)


def sizes(analysis: Analysis) -> ReadingNote | None:
    """Return how large a gain or loss is called what, where proposals are told in such words."""
    if not analysis.proposals or many(analysis.scenario):
        return None
    return ReadingNote(thresholds(analysis.scenario, most_of(analysis.deals)))


def fate_sentences(analysis: Analysis, n: int) -> Iterator[Sentence]:
    """Yield the fate of the n-th proposal, counted from 0."""
    scenario = analysis.scenario
    proposal = scenario.proposals[n]
    values = analysis.proposals[proposal.id].values
    sized = in_words(scenario, values, most_of(analysis.deals))
    yield sentence("proposals.sized", f"result:proposals.{proposal.id}.values", values=sized)
    yield from _but_worth(analysis, n)


def _but_worth(analysis: Analysis, n: int) -> Iterator[Sentence]:
    """Yield who would sign a proposal, what it breaks, and whether it would be kept."""
    scenario = analysis.scenario
    proposal = scenario.proposals[n]
    judged = analysis.proposals[proposal.id]
    yield from refusals(scenario, proposal.id, judged)
    yield from _kept(scenario, proposal, judged)


def worths_table(analysis: Analysis) -> Table:
    """Return what each proposal is worth to each side."""
    scenario = analysis.scenario
    rows = tuple(
        Row(
            (
                one.title,
                *(signed(analysis.proposals[one.id].values[p.id]) for p in scenario.parties),
            ),
            (f"result:proposals.{one.id}.values",),
            losses(scenario, analysis.proposals[one.id].values, 1),
        )
        for one in scenario.proposals
    )
    heads = tuple(scenario.label(party.id) for party in scenario.parties)
    columns = (say("summary.on_the_table"), *heads)
    return Table(say("proposals.worths"), columns, rows, frozenset(range(1, len(columns))))


def worth_sentence(scenario: Scenario, proposal: str, values: Mapping[str, float]) -> Sentence:
    """Return what a proposal is worth, to those of whom that is to be told."""
    basis = (f"result:proposals.{proposal}.values.{party}" for party in values)
    return sentence("proposals.worth", *basis, values=worth(scenario, values))


def refusals(
    scenario: Scenario, proposal: str, judged: Judgement, side: str | None = None
) -> Iterator[Sentence]:
    """Yield for whom a proposal falls short, and which demands it breaks; or of one side only."""
    short = {who: by for who, by in judged.refused_by.items() if _is_of(who, side)}
    yield from _signatures(scenario, proposal, short, side)
    yield from _breaks(scenario, proposal, judged, side)


def stop(scenario: Scenario, found: Stop, basis: str, *, ever: bool = True) -> Sentence:
    """Return that a proposal cannot be carried out as it is written, and what is in the way.

    Parameters
    ----------
    ever
        Whether another order of its steps could be.
    """
    windows = (step.window for step in scenario.steps if step.id in found.steps)
    closes = [window.last for window in windows if window and window.last]
    ledger = next((one for one in scenario.ledgers if one.id == found.who), None)
    told = sentence(
        "proposals.stop",
        basis,
        ever=ever,
        kind=found.kind if ledger or "." not in (found.who or "") else "home",
        steps=wholes(scenario, found.steps),
        needs=whole(scenario, found.needs or ""),
        closes=min(closes, default=None),
        who=ledger.name if ledger else scenario.name(found.who or ""),
        unit=ledger.unit or "" if ledger else "",
        level=found.level,
        limit=found.limit,
        share=found.share,
    )
    return toned(told, "bad")


def _is_of(who: str, side: str | None) -> bool:
    """Return whether a party, or who has a say in it, is of a side, if one is given."""
    return side is None or who == side or who.startswith(f"{side}.")


def _signatures(
    scenario: Scenario, proposal: str, short: Mapping[str, float], side: str | None
) -> Iterator[Sentence]:
    basis = f"result:proposals.{proposal}.refused_by"
    if not short:
        yield toned(sentence("proposals.signed", basis, side=scenario.name(side or "")), "good")
    parties = {party.id for party in scenario.parties}
    worse = [scenario.name(who) for who in short if who in parties]
    if worse:
        yield toned(sentence("proposals.worse", basis, who=worse), "bad")
    for who, by in short.items():
        if who not in parties:
            kind = "votes" if who.endswith(".ratification") else "other"
            told = sentence("proposals.short", basis, kind=kind, who=scenario.name(who), by=by)
            yield toned(told, "bad")


def _breaks(
    scenario: Scenario, proposal: str, judged: Judgement, side: str | None
) -> Iterator[Sentence]:
    by_party: dict[str, list[str]] = {}
    for demand in scenario.demands:
        if demand.id in judged.breaks and _is_of(demand.by, side):
            by_party.setdefault(demand.by, []).append(demand_name(scenario, demand))
    which = [
        say("proposals.broken", party=scenario.name(party), demands=demands)
        for party, demands in by_party.items()
    ]
    if which:
        broken = sum(map(len, by_party.values()))
        basis = f"result:proposals.{proposal}.breaks"
        yield sentence("proposals.breaks", basis, broken=broken, which=which)


def _kept(scenario: Scenario, proposal: Proposal, judged: Judgement) -> Iterator[Sentence]:
    """Yield whether it would be kept: in its own order first, then in the best if that differs."""
    own, best, place = judged.own, judged.best, f"proposals.{proposal.id}"
    if own is not None:
        yield from _in_order(scenario, proposal, judged, own)
    elif judged.stopped is not None:
        yield stop(scenario, judged.stopped, f"result:{place}.stopped", ever=best is not None)
    if best is not None and (own is None or own.verdict != best.verdict):
        yield from verdict_sentences(scenario, best, f"{place}.best", "best")
        yield from _through(scenario, judged, best, f"{place}.best")
    elif own is None and judged.stopped is None:
        yield toned(sentence("proposals.stuck", f"result:{place}.own"), "bad")


def _in_order(
    scenario: Scenario, proposal: Proposal, judged: Judgement, own: Roadmap
) -> Iterator[Sentence]:
    place = f"proposals.{proposal.id}.own"
    differs = judged.best is not None and own.verdict != judged.best.verdict
    in_order = differs and bool(proposal.order or proposal.before)
    named: Named = "refused" if judged.refused_by else "signed"
    yield verdict_sentence(own, place, named, in_order=in_order)
    yield from deciding_sentences(scenario, own, place)
    yield from _through(scenario, judged, own, place)
    yield from with_time(scenario, own, place)


def _through(
    scenario: Scenario, judged: Judgement, roadmap: Roadmap, place: str
) -> Iterator[Sentence]:
    """Yield which steps go through a third party."""
    if roadmap.escrow:
        off = roadmap.values == judged.values
        yield Sentence(escrow_words(scenario, roadmap.escrow, off=off), (f"result:{place}.escrow",))
