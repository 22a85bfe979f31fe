"""The whole analysis on one page, for the terminal."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from winset.analysis import Analysis, Judgement
from winset.impasse.impasse import Impasse
from winset.report.document.blocks import Block
from winset.report.document.compose import paragraph, points
from winset.report.document.sentences import note
from winset.report.forms.terminal import rendered
from winset.report.language.catalogue import say
from winset.report.language.directions import with_isolated_texts
from winset.report.language.words import amount, capital, count, listed
from winset.report.layout import (
    BAD,
    GOOD,
    HEAD,
    VERDICT_STYLE,
    indented,
    section,
    title,
    value_bars,
)
from winset.report.parts import conflicts, openings
from winset.report.parts import deals as of_deals
from winset.report.parts import outlook as of_outlook
from winset.report.parts.advice import first_or_nearest, ladder_table
from winset.report.parts.firmness import firm_in_figures
from winset.report.phrases.advice import named
from winset.report.phrases.proposals import own_and_best
from winset.report.phrases.time import succession_sentences, time_sentences, with_time
from winset.report.roadmap_view import roadmap_body
from winset.roadmaps.roadmap import Roadmap
from winset.scenario import Proposal, Scenario

_STUCK = "It could not be carried out: what is done, or forbidden on the way, leaves it no order."


def analysis_view(analysis: Analysis) -> RenderableType:
    """Return the whole analysis on one page."""
    analysis = with_isolated_texts(analysis)
    scenario, roadmap = analysis.scenario, analysis.roadmap
    return Group(
        *title(scenario),
        *section(say("headings.first"), *_first(analysis)),
        *section("Who wants what", *_goals(scenario)),
        *section("The answer", *_answer(scenario, analysis)),
        *section("What was on the table", *_proposals(scenario, analysis)),
        *section(_deal_heading(analysis), *_impasse(analysis)),
        *section(_plan_heading(analysis), *roadmap_body(scenario, roadmap, analysis.advice)),
        *section("With time, and whoever comes next", *_timed(scenario, roadmap)),
        *section("How firm this is", *_firmness(analysis)),
        *rendered([of_deals.words(scenario, analysis.deals)]),
        *section("What follows a breakdown", *_aftermath(analysis)),
    )


def _first(analysis: Analysis) -> Iterator[RenderableType]:
    if analysis.advice is not None:
        yield from rendered(first_or_nearest(analysis.scenario, analysis.advice))
        yield Text()
        yield from rendered([ladder_table(analysis.scenario, analysis.advice)])


def _goals(scenario: Scenario) -> Iterator[RenderableType]:
    for party in scenario.parties:
        if party.goals:
            goals = "; ".join(goal.text.rstrip(".") for goal in party.goals)
            yield Text.assemble((f"{party.name}: ", HEAD), f"{goals}.")


def _answer(scenario: Scenario, analysis: Analysis) -> Iterator[RenderableType]:
    yield from rendered([paragraph(of_deals.signable_sentence(analysis.deals))])
    counts = analysis.roadmap.all if analysis.roadmap else None
    if counts:
        keys = (
            f"(In {counts.incentive:,} nobody would gain by breaking; in {counts.trust:,} all "
            "would trust enough.)"
        )
        yield Text(f"{_kept_of_these(counts.holds)} {keys}")
    if scenario.demands:
        yield from rendered([paragraph(of_deals.overlap_sentence(scenario, analysis.deals))])


def _kept_of_these(holds: int) -> str:
    if not holds:
        return (
            "None of these would be kept: in every order somebody gains by breaking off, or does "
            "not trust the others enough."
        )
    return (
        f"{holds:,} of these would also be kept: in some order nobody gains by breaking off, and "
        "each trusts the others enough."
    )


def _impasse(analysis: Analysis) -> Iterator[RenderableType]:
    if analysis.impasse is None:
        return rendered([note("impasse.too_large")])
    if analysis.impasse.deal_exists:
        found = conflicts.finding(analysis.scenario, analysis.impasse)
        told = conflicts.the_deal(analysis.scenario, analysis.impasse)
        return rendered([paragraph(found, *told, *conflicts.cut_short(analysis.impasse))])
    return rendered(_no_deal(analysis, analysis.impasse))


def _no_deal(analysis: Analysis, impasse: Impasse) -> Iterator[Block | None]:
    opens = list(openings.ways(analysis))
    yield paragraph(*conflicts.counts(impasse))
    yield points([one] for one in conflicts.plainest(analysis.scenario, impasse))
    yield (
        note("impasse.opens")
        if opens
        else paragraph(*openings.cheapest(analysis.scenario, impasse))
    )
    yield points(opens)
    yield note("impasse.more")


def _firmness(analysis: Analysis) -> Iterator[RenderableType]:
    if analysis.firmness is not None:
        yield from rendered(firm_in_figures(analysis.scenario, analysis.firmness))


def _aftermath(analysis: Analysis) -> Iterator[RenderableType]:
    found = analysis.aftermath
    if found is not None:
        scenario = analysis.scenario
        yield from rendered(
            [
                paragraph(of_outlook.outlook_finding(scenario, found)),
                *of_outlook.way_on(scenario, found),
                of_outlook.watchers(scenario, found),
                of_outlook.breaks(scenario, found),
            ]
        )


def _deal_heading(analysis: Analysis) -> str:
    demands = " that meets every demand" if analysis.scenario.demands else ""
    if analysis.impasse is None or analysis.impasse.deal_exists:
        return f"Is there a deal{demands}?"
    return f"Why there is no deal{demands}"


def _plan_heading(analysis: Analysis) -> str:
    return f"{capital(named(analysis))}, in order"


def _timed(scenario: Scenario, roadmap: Roadmap | None) -> Iterator[RenderableType]:
    if roadmap is not None:
        yield from map(Text, time_sentences(scenario, roadmap))
        yield from (Text(told) for _, told in succession_sentences(scenario, roadmap))


def _proposals(scenario: Scenario, analysis: Analysis) -> Iterator[RenderableType]:
    judgements = analysis.proposals.values()
    most = max((abs(v) for judged in judgements for v in judged.values.values()), default=0.0)
    for proposal in scenario.proposals:
        judged = analysis.proposals[proposal.id]
        by = f" ({scenario.name(proposal.by)})" if proposal.by else ""
        yield Text.assemble((proposal.title, HEAD), by)
        yield indented(
            value_bars(scenario, judged.values, most), *_fate(scenario, proposal, judged)
        )


def _fate(scenario: Scenario, proposal: Proposal, judged: Judgement) -> Iterator[Text]:
    """Yield who would sign, which demands break, and whether it would be kept."""
    yield _signatures(scenario, judged)
    if judged.breaks:
        yield Text(f"Breaks {_broken(scenario, judged)}.")
    label = "If signed all the same" if judged.refused_by else "Once signed"
    told = list(own_and_best(scenario, judged))
    if not told:
        yield Text(_STUCK, style=BAD)
    ordered = proposal.order or proposal.before
    own = f"{label} and done in its own order" if ordered and len(told) > 1 else label
    for which, sentence, roadmap in told:
        if roadmap is None:
            yield Text(sentence, style=BAD)
        else:
            style = VERDICT_STYLE[roadmap.verdict]
            yield Text.assemble(
                f"{own if which == 'own' else 'In the best order'}: ", (sentence, style)
            )
    if judged.own is not None:
        yield from map(Text, with_time(scenario, judged.own))


def _signatures(scenario: Scenario, judged: Judgement) -> Text:
    if judged.refused_by:
        who = [
            f"{scenario.name(who)} ({amount(by)} short)" for who, by in judged.refused_by.items()
        ]
        told = Text.assemble(("Refused", BAD), f" by {listed(who)}.")
    else:
        told = Text.assemble(("Could be signed", GOOD), " by all who must agree.")
    if any(party.home for party in scenario.parties):
        told.append(" Ratified at home." if judged.ratified else " Not ratified at home.")
    return told


def _broken(scenario: Scenario, judged: Judgement) -> str:
    by_party: dict[str, list[str]] = {}
    for demand in scenario.demands:
        if demand.id in judged.breaks:
            by_party.setdefault(demand.by, []).append(f"“{demand.id.replace('-', ' ')}”")
    told = (f"of {scenario.name(party)} {listed(names)}" for party, names in by_party.items())
    return f"{count(len(judged.breaks), 'demand')}, {'; '.join(told)}"
