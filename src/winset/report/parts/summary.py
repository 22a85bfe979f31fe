"""The first screen: what was found, what was on the table, why not more, what to look at first."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from winset.advice.result import Advice, Rung
from winset.analysis import Analysis, Judgement
from winset.firmness.measure import Firmness
from winset.language.catalogue import say
from winset.language.words import capital, listed, often, signed
from winset.report.document.blocks import Block, Row, Section, Sentence, Table
from winset.report.document.compose import paragraph, section
from winset.report.document.sentences import note, sentence
from winset.report.parts.advice import finding, losses
from winset.report.parts.answer import on_the_table
from winset.report.parts.conflicts import plainest
from winset.report.parts.needs import needs
from winset.report.parts.openings import cheapest
from winset.report.parts.tense import over
from winset.report.parts.verdicts import weak_point
from winset.report.phrases.advice import named
from winset.report.phrases.spans import span
from winset.roadmaps.calendar import Calendar, Phase
from winset.roadmaps.roadmap import Binding, Roadmap
from winset.scenario import Scenario

_MOST = 6
"""Proposals, and stages of the deal, that are shown; the rest are counted."""

_FEW = 3
"""Parties that have columns of their own for what they do."""

_NAMED = 1
"""Steps by which a deal is named."""


def headline(analysis: Analysis) -> Sentence:
    """Return what the analysis comes to, in one sentence."""
    scenario, advice = analysis.scenario, analysis.advice
    past = over(scenario)
    for proposal in scenario.proposals:
        if _holds(analysis.proposals[proposal.id]):
            basis = f"result:proposals.{proposal.id}.own.verdict"
            return sentence("summary.one_holds", basis, title=proposal.title, past=past)
    first = analysis.roadmap if advice is None else advice.first
    found = first is not None and (analysis.roadmap is None or analysis.roadmap.verdict == "holds")
    basis = "result:roadmap" if advice is None else "result:advise.first"
    key = ("another" if scenario.proposals else "a_deal") if found else "no_deal"
    return sentence(f"summary.{key}", basis, past=past)


def answer(analysis: Analysis) -> Block:
    """Return the answer in two or three sentences."""
    advice = analysis.advice
    if advice is None or advice.first is None:
        return paragraph(*on_the_table(analysis))
    ladder = sentence("summary.surer", "result:advise.ladder")
    surer = (ladder,) if advice.ladder and advice.ladder[0] != advice.first else ()
    return paragraph(*on_the_table(analysis), finding(advice), *surer)


def table(analysis: Analysis) -> Section | None:
    """Return what was on the table beside the deals that Winset found, from sure to large."""
    scenario, advice = analysis.scenario, analysis.advice
    few = len(scenario.parties) <= _FEW
    names = ("refused", "kept", *(("breaks",) if few else ()))
    columns = (
        say("summary.on_the_table" if scenario.proposals else "summary.a_found_deal"),
        *(scenario.label(party.id) for party in scenario.parties),
        *(say(f"summary.{name}") for name in names),
    )
    found = () if advice is None else _rungs(scenario, advice)
    if scenario.proposals and advice is not None and advice.ladder:
        found = (_line(scenario, say("summary.not_tabled"), "result:advise.ladder"), *found)
    rows = tuple(
        replace(row, cells=row.cells[: len(columns)]) for row in (*_offers(analysis), *found)
    )
    numeric = frozenset({*range(1, len(scenario.parties) + 1), len(scenario.parties) + 2})
    heading = say("headings.table" if scenario.proposals else "headings.ladder")
    return section("table", Table("", columns, rows, numeric), heading=heading)


def why_not(analysis: Analysis) -> Section | None:
    """Return why no deal meets every demand, and what would open one most cheaply."""
    impasse = analysis.impasse
    if impasse is None or impasse.deal_exists:
        return None
    scenario = analysis.scenario
    reason = islice(plainest(scenario, impasse), 1)
    heading = say("headings.why_not" if scenario.demands else "headings.why_no_deal")
    told = paragraph(*reason, *islice(cheapest(scenario, impasse), 1))
    return section("why_not", told, heading=heading)


def look_first(analysis: Analysis) -> Section | None:
    """Return the deal to look at first, stage by stage, with its weak point."""
    scenario, roadmap = analysis.scenario, analysis.roadmap
    if roadmap is None:
        return None
    return section(
        "look_first",
        _stages(scenario, roadmap),
        paragraph(weak_point(scenario, roadmap), *needs(scenario, roadmap, nearest=True)),
        heading=capital(named(analysis)),
    )


def how_sure(analysis: Analysis) -> Section | None:
    """Return how sure the answer is."""
    advice, roadmap = analysis.advice, analysis.roadmap
    often = (_how_often(advice, advice.first),) if advice and advice.first else ()
    lasting = () if roadmap is None else _ended_first(roadmap)
    return section("how_sure", paragraph(*often, *lasting), note("summary.next"))


def _ended_first(roadmap: Roadmap) -> Iterator[Sentence]:
    """Yield the chance that a change of government ends a deal before all is done."""
    if roadmap.survival is not None:
        chance = 1 - roadmap.survival.all[-1]
        yield sentence("summary.ended_first", "result:roadmap.survival.all", chance=chance)


def _how_often(advice: Advice, first: Rung) -> Sentence:
    """Return how often the deal is signed and kept in the order shown."""
    basis = ("result:advise.first.share_in_order", "result:advise.draws")
    data = {"certain": advice.certain, "draws": advice.draws, "share": first.share_in_order}
    return sentence("summary.how_often", *basis, **data)


def _holds(judged: Judgement) -> bool:
    return judged.signable and judged.own is not None and judged.own.verdict == "holds"


def _offers(analysis: Analysis) -> Iterator[Row]:
    scenario = analysis.scenario
    for proposal in scenario.proposals[:_MOST]:
        judged = analysis.proposals[proposal.id]
        cells = (
            proposal.short or proposal.title,
            *(signed(judged.values[party.id]) for party in scenario.parties),
            _refusing(scenario, judged),
            _share(analysis.firmness, proposal.id),
            _where(scenario, judged),
        )
        yield Row(cells, (f"result:proposals.{proposal.id}",), losses(scenario, judged.values, 1))
    left = len(scenario.proposals) - _MOST
    if left > 0:
        yield _line(scenario, say("summary.more_offers", left=left), "result:proposals")


def _line(scenario: Scenario, text: str, basis: str) -> Row:
    """Return a row that says something in its first cell alone."""
    return Row((text, *[""] * (len(scenario.parties) + 3)), (basis,))


def _refusing(scenario: Scenario, judged: Judgement) -> str:
    """Return who refuses a proposal; with a side also those who have a say in it."""
    sides = {party.id for party in scenario.parties} & judged.refused_by.keys()
    who = [one for one in judged.refused_by if one in sides or one.partition(".")[0] not in sides]
    return listed(map(scenario.label, who)) or say("summary.nobody")


def _share(firmness: Firmness | None, proposal: str) -> str:
    """Return how often a proposal is signed and kept in its own order."""
    if firmness is None or proposal not in firmness.proposals:
        return ""
    return often(firmness.proposals[proposal]["own"].kept)


def _rungs(scenario: Scenario, advice: Advice) -> Iterator[Row]:
    """Yield the deals of the ladder; of many parties the one to look at first alone."""
    few = len(scenario.parties) <= _FEW
    for n, rung in enumerate(advice.ladder):
        first = rung == advice.first
        if first or len(scenario.parties) < _FEW:
            cells = (
                _name(scenario, rung) if few else say("summary.look"),
                *(signed(rung.values[party.id]) for party in scenario.parties),
                say("summary.nobody"),
                often(rung.share_in_order),
                say("summary.look") if first else "",
            )
            yield Row(cells, (f"result:advise.ladder.{n}",), losses(scenario, rung.values, 1))


def _name(scenario: Scenario, rung: Rung) -> str:
    """Return what a deal is called by its largest steps."""
    steps = rung.large or rung.package
    named = [scenario.label(step) for step in steps[:_NAMED]]
    return say("summary.rung", steps=named, more=len(steps) - len(named))


def _where(scenario: Scenario, judged: Judgement) -> str:
    """Return where a proposal that could be signed breaks in its own order, in a word or two."""
    if judged.refused_by:
        return ""
    if judged.own is None:
        return say("summary.stopped")
    if judged.own.verdict == "holds" or not judged.own.binding:
        return ""
    return _place(scenario, judged.own, judged.own.binding[0])


def _place(scenario: Scenario, roadmap: Roadmap, one: Binding) -> str:
    if one.key == "trust":
        return say("summary.not_believed")
    if one.step is not None:
        step, party = scenario.label(one.step), scenario.label(one.party)
        return say(f"summary.{one.kind}", step=step, party=party)
    if one.node == 0:
        return say("summary.at_the_start")
    if one.node == len(roadmap.order):
        return say("summary.at_the_end")
    return say("summary.after", step=listed(map(scenario.label, roadmap.order[one.node - 1])))


def _stages(scenario: Scenario, roadmap: Roadmap) -> Table | None:
    """Return who does what when; of few parties in a column each."""
    calendar = roadmap.calendar
    if calendar is None:
        return None
    by = {step.id: step.by for step in scenario.steps}
    doing = [one.id for one in scenario.parties if any(one.id in by[s] for s in roadmap.package)]
    few = doing if len(doing) <= _FEW else []
    names = map(scenario.label, few) if few else (say("summary.who_what"),)
    rows = tuple(
        Row(
            (span(calendar, phase.starts, phase.ends), *_cells(scenario, by, phase, few)),
            (f"result:roadmap.calendar.phases.{n}",),
        )
        for n, phase in enumerate(calendar.phases)
    )
    return Table("", (say(_when(calendar)), *names), rows, most=_MOST)


def _when(calendar: Calendar) -> str:
    return "summary.phases" if calendar.day(0.0) is None else "summary.when"


def _cells(
    scenario: Scenario, by: Mapping[str, tuple[str, ...]], phase: Phase, few: Sequence[str]
) -> Iterator[str]:
    """Yield what each party does in a stage; or who does what, where there are many."""
    steps = list(dict.fromkeys(step for move in phase.steps for step in move))
    for party in few:
        yield "; ".join(scenario.label(step) for step in steps if party in by[step])
    if not few:
        yield "; ".join(
            say("summary.does", who=list(map(scenario.label, by[step])), step=scenario.label(step))
            for step in steps
        )
