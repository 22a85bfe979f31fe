"""The first screen: what was found, what was on the table, why not more, what to look at first."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from winset.advice.result import Advice, Rung
from winset.analysis import Analysis, Judgement
from winset.impasse.groups import demands_of
from winset.impasse.impasse import Impasse
from winset.language.catalogue import say
from winset.language.letters import capital
from winset.language.words import listed, often, signed
from winset.report.document.blocks import Block, Row, Section, Sentence, Table
from winset.report.document.compose import paragraph, section
from winset.report.document.sentences import note, sentence
from winset.report.parts.advice import finding, losses
from winset.report.parts.answer import on_the_table
from winset.report.parts.changes import asked_to_give_up
from winset.report.parts.clashes import plainest_of_all
from winset.report.parts.conflicts import why_not_heading
from winset.report.parts.needs import bonds, needs
from winset.report.parts.openings import cheapest
from winset.report.parts.spells import who_does_what
from winset.report.parts.story import told
from winset.report.parts.verdicts import weak_point
from winset.report.phrases.advice import named
from winset.report.phrases.tense import over
from winset.report.phrases.titles import cuts, is_cut
from winset.report.phrases.worth import most_of
from winset.roadmaps.roadmap import Binding, Roadmap
from winset.scenario import Proposal, Scenario
from winset.scenario.names import cut

if TYPE_CHECKING:
    from winset.firmness.measure import Firmness

_MOST = 6
"""Proposals that are shown; the rest are counted."""

_FEW = 3
"""Parties that have columns of their own for what they do."""

_MOST_NAMED = 2
"""Those who lose by a proposal, up to which all are named."""

_NAMED = 1
"""Steps by which a deal is named."""

_NARROW = 24
"""Letters of a name beside the columns of many parties."""

_FOUND = 3
"""Deals of the ladder that are shown: the surest, the one to look at first, and the largest."""


def answer(analysis: Analysis) -> Block:
    """Return the answer in two or three sentences: the file's own, where it has some."""
    own = told(analysis, "standfirst")
    if own:
        return paragraph(*own)
    advice = analysis.advice
    if advice is None or advice.first is None:
        return paragraph(*on_the_table(analysis))
    ladder = sentence("summary.surer", "result:advise.ladder")
    surer = (ladder,) if advice.ladder and advice.ladder[0] != advice.first else ()
    return paragraph(*on_the_table(analysis), finding(analysis.scenario, advice), *surer)


def table(analysis: Analysis) -> Section | None:
    """Return what was on the table beside the deals that Winset found, from sure to large."""
    if not analysis.scenario.proposals:
        return _found_alone(analysis.scenario, analysis.advice)
    scenario, advice = analysis.scenario, analysis.advice
    few = len(scenario.parties) <= _FEW
    columns = (
        *_heads(scenario, "on_the_table"),
        *(say(f"summary.{name}") for name in ("refused", "kept", *(("breaks",) if few else ()))),
    )
    found = () if advice is None else _rungs(scenario, advice)
    if few and advice is not None and advice.ladder:
        found = (_line(scenario, say("summary.not_tabled"), "result:advise.ladder"), *found)
    rows = (*_offers(analysis), *found, *(() if few else _most_each(analysis)))
    rows = tuple(replace(row, cells=row.cells[: len(columns)]) for row in rows)
    numeric = frozenset({*range(1, len(scenario.parties) + 1), len(scenario.parties) + 2})
    return section("table", _without_empty(Table("", columns, rows, numeric)))


def _most_each(analysis: Analysis) -> Iterator[Row]:
    """Yield the most that each party could gain in what all would sign."""
    most = most_of(analysis.deals)
    if most:
        values = (signed(most[party.id]) for party in analysis.scenario.parties)
        yield Row((say("summary.most_each"), *values, "", "", ""), ("result:deals.frontier",))


def _without_empty(table: Table) -> Table:
    """Return a table without the columns that say nothing in any row."""
    nothing = {"", say("summary.nobody")}
    kept = [n for n in range(len(table.columns)) if {row.cells[n] for row in table.rows} - nothing]
    return replace(
        table,
        columns=tuple(table.columns[n] for n in kept),
        rows=tuple(
            replace(
                row,
                cells=tuple(row.cells[n] for n in kept),
                tones={kept.index(n): tone for n, tone in row.tones.items() if n in kept},
            )
            for row in table.rows
        ),
        numeric=frozenset(k for k, n in enumerate(kept) if n in table.numeric),
    )


def _found_alone(scenario: Scenario, advice: Advice | None) -> Section | None:
    """Return the deals that Winset found, where nothing was on the table."""
    rungs = () if advice is None else tuple(_rungs(scenario, advice))
    columns = (*_heads(scenario, "a_found_deal"), say("summary.kept"), "")
    refused = len(scenario.parties) + 1
    rows = (replace(one, cells=one.cells[:refused] + one.cells[refused + 1 :]) for one in rungs)
    found = Table("", columns, tuple(rows), frozenset(range(1, refused + 1)))
    name = "ladder" if len(rungs) > 1 else "its_worth"
    return section("table", found, heading=say(f"headings.{name}"))


def _heads(scenario: Scenario, what: str) -> Iterator[str]:
    """Yield the heads of names and values; where all count in one unit, that."""
    unit = scenario.unit[scenario.parties[0].id].text if scenario.comparable else ""
    yield unit or say(f"summary.{what}")
    yield from (scenario.label(party.id) for party in scenario.parties)


def why_not(analysis: Analysis) -> Section | None:
    """Return why no deal meets every demand, and what would open one most cheaply."""
    impasse = analysis.impasse
    if impasse is None or impasse.deal_exists:
        return None
    scenario = analysis.scenario
    told = paragraph(*plainest_of_all(scenario, impasse), *_opening(analysis, impasse))
    return section("why_not", told, heading=why_not_heading(scenario))


def _opening(analysis: Analysis, impasse: Impasse) -> Iterator[Sentence]:
    """Yield what would open a deal most cheaply; or that this is what the deal below asks for."""
    scenario, advice = analysis.scenario, analysis.advice
    first = None if advice is None else advice.first
    if first is not None and impasse.repairs and not impasse.repairs[0].changes:
        levers = impasse.repairs[0].levers
        dropped = {one.id for lever in levers for one in demands_of(scenario, lever)}
        if dropped == set(first.breaks):
            basis = ("result:impasse.repairs.0.levers", "result:advise.first.breaks")
            yield sentence("summary.same_opening", *basis)
            return
    yield from islice(cheapest(scenario, impasse), 1)


def look_first(analysis: Analysis) -> Section | None:
    """Return the deal to look at first, stage by stage, with its weak point."""
    scenario, roadmap = analysis.scenario, analysis.roadmap
    if roadmap is None:
        return None
    return section(
        "look_first",
        who_does_what(scenario, roadmap),
        paragraph(
            weak_point(scenario, roadmap),
            *_needs(scenario, roadmap),
            asked_to_give_up(scenario, analysis.advice),
        ),
        heading=capital(named(analysis)),
    )


def _needs(scenario: Scenario, roadmap: Roadmap) -> Iterator[Sentence]:
    """Yield what the order needs; of many parties without the trust, which their table tells."""
    if len(scenario.parties) <= _FEW:
        yield from needs(scenario, roadmap, in_short=True)
    else:
        yield from bonds(scenario, roadmap)


def how_sure(analysis: Analysis) -> Section:
    """Return how sure the answer is, and what can be typed next."""
    advice, roadmap = analysis.advice, analysis.roadmap
    if advice is None:
        return Section("how_sure", say("headings.next"), (note("summary.next"),))
    often = _how_often(analysis.scenario, advice, roadmap)
    told = (paragraph(often), note("summary.next"))
    return Section("how_sure", say("headings.how_sure"), told)


def _how_often(scenario: Scenario, advice: Advice, roadmap: Roadmap | None) -> Sentence:
    """Return how often the deal is signed and kept in the order shown, and what may end it."""
    first = advice.first
    if first is None and not advice.certain:
        return sentence("sure.never", "result:advise.draws", draws=advice.draws)
    survival = None if roadmap is None or first is None else roadmap.survival
    return sentence(
        "summary.how_often",
        "result:advise.draws",
        *(() if first is None else ("result:advise.first.share_in_order",)),
        *(() if survival is None else ("result:roadmap.survival.stages",)),
        certain=advice.certain,
        draws=advice.draws,
        share=0.0 if first is None else first.share_in_order,
        ended=None if survival is None else 1 - survival.stages[-1],
        past=over(scenario),
    )


def _offers(analysis: Analysis) -> Iterator[Row]:
    scenario = analysis.scenario
    for proposal in scenario.proposals[:_MOST]:
        judged = analysis.proposals[proposal.id]
        cells = (
            _called(scenario, proposal),
            *(signed(judged.values[party.id]) for party in scenario.parties),
            _refusing(scenario, judged),
            _share(analysis.firmness, proposal.id),
            _where(scenario, judged),
        )
        yield Row(cells, (f"result:proposals.{proposal.id}",), losses(scenario, judged.values, 1))
    left = len(scenario.proposals) - _MOST
    if left > 0:
        yield _line(scenario, say("summary.more_offers", left=left), "result:proposals")


def _called(scenario: Scenario, proposal: Proposal) -> str:
    """Return what a proposal is called; beside the columns of many parties as short as can be."""
    if len(scenario.parties) <= _FEW or not is_cut(proposal):
        return proposal.short or proposal.title
    return cut(proposal.title, scenario.lang, most=_NARROW)


def _line(scenario: Scenario, text: str, basis: str) -> Row:
    """Return a row that says something in its first cell alone."""
    return Row((text, *[""] * (len(scenario.parties) + 3)), (basis,))


def _refusing(scenario: Scenario, judged: Judgement) -> str:
    """Return who refuses a proposal; with a side also those who have a say in it."""
    sides = {party.id for party in scenario.parties} & judged.refused_by.keys()
    who = [one for one in judged.refused_by if one in sides or one.partition(".")[0] not in sides]
    if len(who) > (_MOST_NAMED if len(scenario.parties) <= _FEW else 1):
        return say("summary.losers", number=len(who))
    return listed(map(scenario.label, who)) or say("summary.nobody")


def _share(firmness: "Firmness | None", proposal: str) -> str:
    """Return how often a proposal is signed and kept in its own order."""
    if firmness is None or proposal not in firmness.proposals:
        return ""
    return often(firmness.proposals[proposal]["own"].kept)


def _rungs(scenario: Scenario, advice: Advice) -> Iterator[Row]:
    """Yield the deals of the ladder; of many parties the one to look at first alone."""
    few = len(scenario.parties) <= _FEW
    between = [n for n, rung in enumerate(advice.ladder) if n > 0 and rung != advice.first]
    left_out = between[: max(0, len(advice.ladder) - _FOUND)]
    for n, rung in enumerate(advice.ladder):
        if n in left_out:
            continue
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
        step = "" if cuts(scenario, one.step) else scenario.label(one.step)
        return say(f"summary.{one.kind}", step=step, party=scenario.label(one.party))
    if one.node == 0:
        return say("summary.at_the_start")
    if one.node == len(roadmap.order):
        return say("summary.at_the_end")
    return say("summary.after", step=listed(map(scenario.label, roadmap.order[one.node - 1])))
