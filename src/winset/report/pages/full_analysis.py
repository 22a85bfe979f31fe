"""The analysis behind the brief: what came before, what was said, and all that was found."""

from collections.abc import Iterator

from winset.analysis import Analysis
from winset.language.catalogue import say
from winset.report.charts.ladder import ladder_chart
from winset.report.charts.lanes import lanes_chart
from winset.report.charts.ledgers import ledgers_chart
from winset.report.charts.offers import offers_chart
from winset.report.charts.plane import plane_chart
from winset.report.charts.prices import prices_chart
from winset.report.charts.temptation import along_chart
from winset.report.document.blocks import Block, Page, Section
from winset.report.document.compose import behind, paragraph, picture, points, section
from winset.report.document.sentences import note
from winset.report.pages.put_together import page_of, with_isolated_texts
from winset.report.parts import advice as of_advice
from winset.report.parts import advice_parts
from winset.report.parts.background import background
from winset.report.parts.calendar import stages
from winset.report.parts.case import conduct, together, worths
from winset.report.parts.changes import against_proposals, asked_to_give_up
from winset.report.parts.cheating import cheats, stalling
from winset.report.parts.chronology import chronology, during
from winset.report.parts.claims import claims
from winset.report.parts.conflicts import conflicts
from winset.report.parts.course import followed
from winset.report.parts.deals import readings
from winset.report.parts.details import demands, offers, place, side_by_side
from winset.report.parts.gaps import gaps_table
from winset.report.parts.gaps import proposals as worth_of_proposals
from winset.report.parts.headline import bottom_line, headline, standfirst
from winset.report.parts.held import might_have_held
from winset.report.parts.needs import trust_needed, trust_table
from winset.report.parts.openings import openings
from winset.report.parts.order import free_in_order, steps_table, ties
from winset.report.parts.outlook import impact
from winset.report.parts.proposals import fates
from winset.report.parts.sessions import agenda
from winset.report.parts.sure import how_sure_in_full, notes
from winset.report.parts.time import successors, time
from winset.report.phrases.found import found_deal
from winset.report.phrases.pairs import many
from winset.report.phrases.tense import over
from winset.roadmaps.roadmap import Roadmap
from winset.scenario import Scenario


def write_analysis(analysis: Analysis) -> Page:
    """Return the analysis behind the brief of a negotiation.

    A section that has nothing to say is left out; so is all that the file does not tell.

    Examples
    --------
    >>> import winset
    >>> page = winset.write_analysis(winset.analyze(winset.load("docs/examples/swap.yaml")))
    >>> page.kind, [section.id for section in page.sections]
    ('Analysis', ['table', 'reasons', 'held', 'breaks_where', 'inputs', 'how_sure'])
    """
    analysis = with_isolated_texts(analysis)
    return page_of(
        analysis.scenario,
        "analysis",
        (write(analysis) for write in _SECTIONS),
        form="analysis",
        headline=headline(analysis),
        lead=(standfirst(analysis), bottom_line(analysis)),
    )


def _talks(analysis: Analysis) -> Section | None:
    """Return where the talks were held, and how they went, day by day."""
    scenario = analysis.scenario
    days = during(scenario)
    return section(
        "talks",
        place(scenario),
        chronology(scenario, days, say("details.days")),
        behind(say("agenda.show"), agenda(scenario)),
    )


def _table(analysis: Analysis) -> Section | None:
    """Return what was on the table: what each offer held, and what it was worth."""
    scenario = analysis.scenario
    return section(
        "table",
        side_by_side(scenario),
        behind(say("details.show_offers"), points(offers(scenario), numbered=True)),
        *worth_of_proposals(analysis),
        picture(offers_chart(analysis)),
        behind(
            say("proposals.show", past=over(scenario)),
            picture(plane_chart(analysis)),
            *fates(analysis),
        ),
    )


def _why_not(analysis: Analysis) -> Section | None:
    """Return the gaps side by side, what no deal fits together, and what words commit to."""
    scenario = analysis.scenario
    return section(
        "reasons",
        gaps_table(analysis),
        picture(prices_chart(scenario)),
        behind(say("details.show_demands"), points(demands(scenario))),
        conflicts(analysis),
        behind(say("headings.words"), *readings(scenario, analysis.deals)),
        heading=say(
            "gaps.heading", past=over(scenario), kept=False, offers=len(scenario.proposals)
        ),
    )


def _deal(analysis: Analysis) -> Section | None:
    """Return the deal in its order: by the clock, where it could break, what it takes."""
    scenario, roadmap = analysis.scenario, analysis.roadmap
    if roadmap is None:
        return None
    return section(
        "breaks_where",
        paragraph(
            asked_to_give_up(scenario, analysis.advice),
            *(() if found_deal(analysis) else trust_needed(scenario, roadmap)),
        ),
        paragraph(*free_in_order(scenario, roadmap), *ties(roadmap, analysis.advice)),
        against_proposals(analysis),
        trust_table(scenario, roadmap),
        picture(lanes_chart(scenario, roadmap)),
        *_order(scenario, roadmap),
        heading=say("held.breaks", past=over(scenario)),
    )


def _order(scenario: Scenario, roadmap: Roadmap) -> Iterator[Block | None]:
    yield behind(say("calendar.show"), *stages(scenario, roadmap))
    yield behind(say("headings.calendar"), *time(scenario, roadmap))
    yield behind(say("headings.successors"), successors(scenario, roadmap))
    yield behind(
        say("order.caption"),
        picture(along_chart(scenario, roadmap)),
        steps_table(scenario, roadmap) if many(scenario) else None,
        note("order.steps_note"),
        picture(ledgers_chart(scenario, roadmap)),
    )
    yield from stalling(scenario, roadmap)
    yield behind(say("cheating.show"), *cheats(scenario, roadmap))


def _ladder(analysis: Analysis) -> Section | None:
    """Return deals from small and sure to large, and what each part of the first carries."""
    scenario, advice = analysis.scenario, analysis.advice
    if advice is None:
        return None
    return section(
        "ladder",
        paragraph(of_advice.two_shares(advice)),
        picture(ladder_chart(analysis)),
        behind(say("advice.ladder"), of_advice.ladder_table(scenario, advice)),
        advice_parts.carried(scenario, advice),
        behind(say("advice.held"), advice_parts.held(scenario, advice)),
        advice_parts.by_trust(scenario, advice),
    )


def _inputs(analysis: Analysis) -> Section | None:
    """Return the numbers that all of this rests on."""
    scenario = analysis.scenario
    return section(
        "inputs",
        worths(scenario),
        note("case.worths_note"),
        paragraph(together(scenario)),
        behind(say("case.conduct_caption"), conduct(scenario)),
    )


_SECTIONS = (
    *(background, _talks, _table, _why_not, might_have_held, _deal, _ladder, openings),
    *(followed, impact, claims, _inputs, how_sure_in_full, notes),
)
