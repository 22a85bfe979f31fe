"""Role sheets for a class, one page a side, and the debrief that is told afterwards."""

from dataclasses import replace

from winset.analysis import Analysis
from winset.language.directions import with_isolated
from winset.report.document.blocks import Page
from winset.report.pages.put_together import page_of, with_isolated_texts
from winset.report.pages.side_brief import check_side
from winset.report.parts.classroom import debrief, role
from winset.scenario import Scenario


def write_roles(scenario: Scenario, side: str | None = None) -> Page:
    """Return a role sheet for each side of a negotiation, or for one.

    A sheet holds what its side may know: of the numbers none but its own. So that it fits on a page
    it goes without the sources, which the study guide has.

    Parameters
    ----------
    side
        The party to write for; if left out, for each.

    Raises
    ------
    UsageError
        If it is not a party of the scenario.

    Examples
    --------
    >>> import winset
    >>> page = winset.write_roles(winset.load("docs/examples/swap.yaml"))
    >>> page.kind, [section.heading for section in page.sections]
    ('Role sheets', ['For Ana only', 'For Ben only'])
    """
    scenario = with_isolated(scenario)
    if side is not None:
        check_side(scenario, side)
    told = [one for one in scenario.parties if side in {None, one.id}]
    sheets = (role(scenario, party, first=n == 0) for n, party in enumerate(told))
    page = page_of(scenario, "roles", sheets, form="study")
    return replace(page, sources=())


def write_debrief(analysis: Analysis) -> Page:
    """Return a page for all to play by, and what a teacher tells once the roles have been played.

    Examples
    --------
    >>> import winset
    >>> page = winset.write_debrief(winset.analyze(winset.load("docs/examples/swap.yaml")))
    >>> page.kind, page.sections[0].heading
    ('Debrief', 'For everybody')
    """
    analysis = with_isolated_texts(analysis)
    return page_of(analysis.scenario, "debrief", debrief(analysis), form="study")
