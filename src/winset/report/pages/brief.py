"""The brief: what a negotiation comes to, in two printed pages."""

from winset.analysis import Analysis
from winset.report.document.blocks import Page
from winset.report.pages.put_together import page_of, with_isolated_texts
from winset.report.pages.side_brief import write_for
from winset.report.parts.course import course, followed
from winset.report.parts.gaps import gaps
from winset.report.parts.headline import bottom_line, headline, standfirst
from winset.report.parts.held import might_have_held
from winset.report.parts.lessons import lessons
from winset.report.parts.sure import how_sure, notes


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
    >>> page.kind, page.heading
    ('Brief', 'No deal was found that every side would sign and keep')
    >>> [section.id for section in page.sections]
    ['course', 'gaps', 'held', 'how_sure']
    """
    analysis = with_isolated_texts(analysis)
    if side is not None:
        return write_for(analysis, side)
    return page_of(
        analysis.scenario,
        "brief",
        (write(analysis) for write in _SECTIONS),
        form="brief",
        headline=headline(analysis),
        lead=(standfirst(analysis), bottom_line(analysis)),
    )


_SECTIONS = (course, gaps, might_have_held, followed, lessons, how_sure, notes)
