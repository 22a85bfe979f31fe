"""The whole analysis on one page, for the terminal."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from winset.analysis import Analysis
from winset.impasse.impasse import Impasse
from winset.report.document.blocks import Block
from winset.report.document.compose import paragraph, points
from winset.report.document.sentences import note
from winset.report.forms.terminal import rendered
from winset.report.language.catalogue import say
from winset.report.language.directions import with_isolated_texts
from winset.report.language.words import capital
from winset.report.layout import (
    HEAD,
    section,
    title,
)
from winset.report.parts import conflicts, openings
from winset.report.parts import deals as of_deals
from winset.report.parts import outlook as of_outlook
from winset.report.parts.advice import first_or_nearest, ladder_table
from winset.report.parts.firmness import firm_in_figures
from winset.report.parts.order import finding, order, why_nothing
from winset.report.parts.proposals import fates
from winset.report.parts.standing import standing
from winset.report.parts.time import successors, time
from winset.report.parts.verdicts import verdict_sentence
from winset.report.phrases.advice import named
from winset.scenario import Scenario


def analysis_view(analysis: Analysis) -> RenderableType:
    """Return the whole analysis on one page."""
    analysis = with_isolated_texts(analysis)
    scenario = analysis.scenario
    return Group(
        *title(scenario),
        *section(say("headings.first"), *_first(analysis)),
        *section("Who wants what", *_goals(scenario)),
        *section("The answer", *_answer(scenario, analysis)),
        *section("What was on the table", *rendered(fates(analysis))),
        *section(_deal_heading(analysis), *_impasse(analysis)),
        *section(_plan_heading(analysis), *rendered(_plan(analysis))),
        *section("With time, and whoever comes next", *rendered(_timed(analysis))),
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


def _plan(analysis: Analysis) -> Iterator[Block | None]:
    scenario, roadmap = analysis.scenario, analysis.roadmap
    if roadmap is None:
        yield paragraph(finding(None, None), why_nothing())
        return
    yield paragraph(verdict_sentence(roadmap))
    yield from order(scenario, roadmap, analysis.advice)
    yield from standing(scenario, roadmap)


def _timed(analysis: Analysis) -> Iterator[Block]:
    if analysis.roadmap is not None:
        yield from time(analysis.scenario, analysis.roadmap)
        yield successors(analysis.scenario, analysis.roadmap)
