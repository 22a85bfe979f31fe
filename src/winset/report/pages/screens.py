"""What a command shows: the same parts as the pages, chosen for a screen."""

from collections.abc import Sequence

from winset.advice.result import Advice
from winset.aftermath.expect import Expectation
from winset.aftermath.inverse import Inverse
from winset.aftermath.result import Aftermath
from winset.analysis import Analysis
from winset.deals.find import Deals
from winset.impasse.impasse import Impasse
from winset.language.catalogue import say
from winset.language.directions import with_isolated
from winset.language.letters import capital
from winset.report.document.blocks import Finding, Page, Section, Sentence
from winset.report.document.compose import paragraph, points, section
from winset.report.pages.put_together import screen_of, with_isolated_texts
from winset.report.parts import advice as of_advice
from winset.report.parts import advice_parts, conflicts, openings
from winset.report.parts import aftermath as of_aftermath
from winset.report.parts import deals as of_deals
from winset.report.parts import outlook as of_outlook
from winset.report.parts import verification as of_verification
from winset.report.parts.answer import answer_sentences
from winset.report.parts.answers import answers
from winset.report.parts.approaches import approaches
from winset.report.parts.background import sides
from winset.report.parts.calendar import ledgers, stages
from winset.report.parts.cheating import cheats, learning, stalling
from winset.report.parts.clashes import plainest
from winset.report.parts.firmness import firm_in_figures
from winset.report.parts.headline import headline
from winset.report.parts.inverse import rankings, rounds
from winset.report.parts.largest import could_be_had
from winset.report.parts.needs import levels, stakes
from winset.report.parts.next_attempt import next_attempt
from winset.report.parts.opening import changes, opening
from winset.report.parts.order import finding, order, why_nothing
from winset.report.parts.proposals import fates, sizes
from winset.report.parts.standing import standing
from winset.report.parts.switching import switching
from winset.report.parts.thresholds import edge, thresholds, where_deals_exist
from winset.report.parts.time import successors, time
from winset.report.phrases.advice import named
from winset.roadmaps.roadmap import Roadmap
from winset.scenario import Scenario
from winset.verification import Verification


def verify_screen(scenario: Scenario, found: Verification) -> Page:
    """Return what was checked of a result, and where it is wrong."""
    scenario = with_isolated(scenario)
    told = Finding((of_verification.outcome(found),))
    lead = (told, *changes(scenario), *of_verification.discrepancies(found))
    return screen_of(
        scenario, lead, of_verification.checked(found), of_verification.unchecked(found)
    )


def advice_screen(scenario: Scenario, advice: Advice) -> Page:
    """Return the deal to look at first, what each part of it carries, and the ladder beside it."""
    scenario = with_isolated(scenario)
    return _screen(
        scenario,
        of_advice.first_in_order(scenario, advice),
        advice_parts.carried(scenario, advice),
        advice_parts.safer(scenario, advice),
        section("ladder", of_advice.ladder_table(scenario, advice)),
        advice_parts.held(scenario, advice),
        advice_parts.reach(scenario, advice),
        advice_parts.by_trust(scenario, advice),
        finding=of_advice.finding(scenario, advice),
    )


def analysis_screen(analysis: Analysis) -> Page:
    """Return the whole analysis, part by part."""
    analysis = with_isolated_texts(analysis)
    scenario, roadmap, advice = analysis.scenario, analysis.roadmap, analysis.advice
    first = (
        ()
        if advice is None
        else (
            *of_advice.first_or_nearest(scenario, advice),
            of_advice.ladder_table(scenario, advice),
        )
    )
    plan = () if roadmap is None else order(scenario, roadmap, advice)
    timed = () if roadmap is None else time(scenario, roadmap)
    firmness = analysis.firmness
    firm = () if firmness is None else firm_in_figures(scenario, firmness)
    return _screen(
        scenario,
        section("first", *first),
        section("parties", sides(scenario)),
        section("answer", paragraph(*answer_sentences(analysis))),
        section("table", *fates(analysis), sizes(analysis)),
        _is_there_a_deal(analysis),
        section("order", *plan, heading=None if first else capital(named(analysis))),
        section("calendar", *timed),
        section("firm", *firm),
        of_deals.words(scenario, analysis.deals),
        _aftermath(analysis),
        finding=headline(analysis),
    )


def _is_there_a_deal(analysis: Analysis) -> Section | None:
    scenario, impasse = analysis.scenario, analysis.impasse
    if impasse is None:
        return None
    if impasse.deal_exists:
        told = conflicts.the_deal(scenario, impasse)
        found = conflicts.finding(scenario, impasse)
        return section("in_short", paragraph(found, *told, *conflicts.cut_short(impasse)))
    none = openings.cheapest(scenario, impasse)
    opens = paragraph(label=say("impasse.opens")) if impasse.repairs else paragraph(*none)
    return section(
        "why_not",
        paragraph(*conflicts.counts(impasse)),
        points([one] for one in plainest(scenario, impasse)),
        opens,
        points(openings.ways(analysis)),
        heading=conflicts.why_not_heading(scenario),
    )


def _aftermath(analysis: Analysis) -> Section | None:
    found, scenario = analysis.aftermath, analysis.scenario
    if found is None:
        return None
    return section(
        "follows",
        paragraph(of_outlook.outlook_finding(scenario, found)),
        *of_outlook.way_on(scenario, found),
        of_outlook.watchers(scenario, found),
        of_outlook.breaks(scenario, found),
    )


def deals_screen(scenario: Scenario, deals: Deals) -> Page:
    """Return what could be signed, and the best of it."""
    scenario = with_isolated(scenario)
    return _screen(
        scenario,
        of_deals.signable(scenario, deals),
        of_deals.frontier(scenario, deals),
        of_deals.solutions(scenario, deals),
        of_deals.words(scenario, deals),
        finding=of_deals.finding(scenario, deals),
    )


def aftermath_screen(
    scenario: Scenario,
    found: Aftermath,
    asked: Sequence[Inverse] = (),
    expectation: Expectation | None = None,
) -> Page:
    """Return what may follow a breakdown, and what was asked back of it."""
    scenario = with_isolated(scenario)
    return _screen(
        scenario,
        section("outlook", *of_outlook.way_on(scenario, found)),
        of_aftermath.lasting(scenario, found),
        section("lasting_why", *of_aftermath.reasons_to_stay(scenario, found)),
        section("likely", of_aftermath.likely(scenario, found)),
        of_outlook.watchers(scenario, found),
        of_outlook.breaks(scenario, found),
        section("rankings", *rankings(scenario, found, asked)),
        rounds(scenario, expectation),
        finding=of_outlook.outlook_finding(scenario, found),
    )


def impasse_screen(scenario: Scenario, impasse: Impasse) -> Page:
    """Return why there is no deal, and what would open one; or how near the edge one is."""
    scenario = with_isolated(scenario)
    return _screen(
        scenario,
        conflicts.in_short(scenario, impasse, *openings.cheapest(scenario, impasse)),
        conflicts.why_none(scenario, impasse),
        could_be_had(scenario, impasse),
        section("openings", *openings.repairs(scenario, impasse)),
        thresholds(scenario, impasse),
        where_deals_exist(scenario, impasse.grid),
        answers(scenario, impasse),
        next_attempt(scenario, impasse.next_attempt),
        approaches(scenario, impasse.approaches),
        edge(scenario, impasse.edge),
        finding=conflicts.finding(scenario, impasse),
    )


def roadmap_screen(
    scenario: Scenario, roadmap: Roadmap | None, advice: Advice | None = None
) -> Page:
    """Return one package's order, point by point.

    Parameters
    ----------
    advice
        Where the package is the deal to look at first.
    """
    scenario = with_isolated(scenario)
    found = finding(roadmap, advice)
    told = () if advice is None else of_advice.first_or_nearest(scenario, advice)
    first = section("first" if advice and advice.first else "nearest", *told)
    if roadmap is None:
        return _screen(scenario, first, section("order", paragraph(why_nothing())), finding=found)
    of = (scenario, roadmap)
    return _screen(
        scenario,
        first,
        section("order", *order(scenario, roadmap, advice)),
        section("standing", *standing(*of)),
        section("switching", *switching(*of)),
        section("calendar", *stages(*of), ledgers(*of), *time(*of)),
        section("successors", successors(*of)),
        section("cheating", *cheats(*of), *stalling(*of), *learning(*of)),
        stakes(*of),
        section("levels", *levels(*of)),
        finding=found,
    )


def _screen(scenario: Scenario, *sections: Section | None, finding: Sentence | None = None) -> Page:
    """Return the sections that say something, below what was found."""
    return screen_of(scenario, opening(scenario, finding), *sections)
