"""The brief: what a negotiation comes to, on one page."""

from collections.abc import Iterator

from winset.analysis import Analysis
from winset.language.catalogue import say
from winset.report.charts.lanes import lanes_chart
from winset.report.charts.ledgers import ledgers_chart
from winset.report.charts.plane import plane_chart
from winset.report.charts.temptation import along_chart
from winset.report.document.blocks import Block, Page, Section
from winset.report.document.compose import behind, paragraph, picture, section
from winset.report.document.sentences import note
from winset.report.pages.put_together import page_of, with_isolated_texts
from winset.report.pages.side_brief import write_for
from winset.report.parts import advice as of_advice
from winset.report.parts.advice_parts import held
from winset.report.parts.answer import answer
from winset.report.parts.background import background
from winset.report.parts.calendar import stages
from winset.report.parts.cheating import cheats, stalling
from winset.report.parts.chronology import after
from winset.report.parts.claims import claims
from winset.report.parts.conflicts import conflicts
from winset.report.parts.deals import words
from winset.report.parts.details import details
from winset.report.parts.firmness import firm
from winset.report.parts.needs import trust_needed, trust_table
from winset.report.parts.openings import openings
from winset.report.parts.order import finding, package_sentences, steps_table, why_nothing
from winset.report.parts.outlook import impact
from winset.report.parts.proposals import fates
from winset.report.parts.time import successors, time
from winset.report.phrases.pairs import many
from winset.roadmaps.roadmap import Roadmap
from winset.scenario import Scenario


def write_brief(analysis: Analysis, side: str | None = None) -> Page:
    """Return the brief of a negotiation.

    A section that has nothing to say is left out; so is all that the file does not tell.

    Parameters
    ----------
    analysis
        What the page is written from: results, and the scenario's facts with their sources.
    side
        The party that it is written for (`winset.report.pages.side_brief`); None: for everybody.

    Raises
    ------
    UsageError
        If that is not a party of the scenario.

    Examples
    --------
    >>> import winset
    >>> page = winset.write_brief(winset.analyze(winset.load("docs/examples/swap.yaml")))
    >>> page.kind, page.title, [section.id for section in page.sections]
    ('Brief', 'A swap', ['answer', 'reasons', 'deal'])
    """
    analysis = with_isolated_texts(analysis)
    if side is not None:
        return write_for(analysis, side)
    return page_of(analysis.scenario, "brief", (write(analysis) for write in _SECTIONS))


def _first(analysis: Analysis) -> Section | None:
    """Return what to look at first, how often it would be kept, and what is surer or larger."""
    scenario, advice = analysis.scenario, analysis.advice
    if advice is None:
        return None
    return section(
        "first",
        *of_advice.first_deal(scenario, advice),
        of_advice.ladder_table(scenario, advice),
        held(scenario, advice),
        of_advice.how_to_read(advice),
    )


def _reasons(analysis: Analysis) -> Section | None:
    """Return the fate of each proposal, what cannot be had together, and what words commit to."""
    return section(
        "reasons",
        *fates(analysis),
        conflicts(analysis),
        words(analysis.scenario, analysis.deals),
        heading=say(f"headings.{_why(analysis)}"),
    )


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


def _deal(analysis: Analysis) -> Section | None:
    """Return the best package that would be kept, or the nearest to it, stage by stage."""
    scenario, roadmap = analysis.scenario, analysis.roadmap
    told = (
        [paragraph(finding(None, None), why_nothing())]
        if roadmap is None
        else [
            paragraph(*package_sentences(analysis, roadmap)),
            paragraph(*trust_needed(scenario, roadmap)),
            trust_table(scenario, roadmap),
        ]
    )
    plane = None if scenario.proposals else picture(plane_chart(analysis))
    order = () if roadmap is None else _order(scenario, roadmap)
    return section("deal", *told, plane, *order, heading=_heading(analysis))


def _heading(analysis: Analysis) -> str:
    roadmap = analysis.roadmap
    if roadmap is not None and roadmap.verdict != "holds":
        return say("headings.nearest")
    return say("headings.deal" if after(analysis.scenario) else "headings.deal_ahead")


def _order(scenario: Scenario, roadmap: Roadmap) -> Iterator[Block | None]:
    yield from stages(scenario, roadmap)
    yield from time(scenario, roadmap)
    yield successors(scenario, roadmap)
    yield picture(lanes_chart(scenario, roadmap))
    yield picture(along_chart(scenario, roadmap))
    yield note("order.steps_note")
    yield steps_table(scenario, roadmap) if many(scenario) else None
    yield picture(ledgers_chart(scenario, roadmap))
    yield section(
        "cheating",
        *stalling(scenario, roadmap),
        behind(say("cheating.show"), *cheats(scenario, roadmap)),
    )


_SECTIONS = (answer, _first, background, details, _reasons, _deal, openings, impact, claims, firm)
