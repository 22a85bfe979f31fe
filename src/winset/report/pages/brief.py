"""The brief: what a negotiation comes to, on one page."""

from winset.analysis import Analysis
from winset.report.document.blocks import Page, Section
from winset.report.document.compose import section
from winset.report.language.directions import with_isolated_texts
from winset.report.pages.put_together import page_of
from winset.report.pages.side_brief import write_for
from winset.report.parts import advice as of_advice
from winset.report.parts.advice_parts import held
from winset.report.parts.answer import answer
from winset.report.parts.background import background
from winset.report.parts.claims import claims
from winset.report.parts.deal import deal
from winset.report.parts.details import details
from winset.report.parts.firmness import firm
from winset.report.parts.openings import openings
from winset.report.parts.outlook import impact
from winset.report.parts.reasons import reasons


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


_SECTIONS = (answer, _first, background, details, reasons, deal, openings, impact, claims, firm)
