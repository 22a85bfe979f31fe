"""The brief: what a negotiation comes to, in two printed pages."""

from collections.abc import Callable

from winset.analysis import Analysis
from winset.report.document.blocks import Page
from winset.report.pages.put_together import page_of, with_isolated_texts
from winset.report.pages.side_brief import write_for
from winset.report.parts import story
from winset.report.parts.course import course, followed
from winset.report.parts.gaps import gaps
from winset.report.parts.headline import bottom_line, headline, standfirst
from winset.report.parts.held import might_have_held
from winset.report.parts.lessons import lessons
from winset.report.parts.sure import how_sure, notes
from winset.scenario import Scenario


def write_brief(analysis: Analysis, side: str | None = None) -> Page:
    """Return the brief of a negotiation.

    A section that has nothing to say is left out; so is all that the file does not tell.

    Parameters
    ----------
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


def analysis_for_brief(scenario: Scenario, analyze: Callable[..., Analysis]) -> Analysis:
    """Return an analysis with all that a brief tells of it.

    What each part of the deal carries and what would open one is told only where the file has no
    words of its own for that, so it is worked out only there.

    Parameters
    ----------
    analyze
        Analyses the scenario; takes `parts` and `repairs` as `winset.analyze` does.
    """
    if all(story.has_words(scenario, place) for place in _HANGING_ON_PARTS):
        found = analyze(parts=False, repairs=False)
        if all(story.told(found, place) for place in _HANGING_ON_PARTS):
            return found
    return analyze(parts=True, repairs=True)


_HANGING_ON_PARTS = ("bottom_line", "held", "lessons")
"""The places of a story whose stand-ins say what parts carry, or what would open a deal."""

_SECTIONS = (course, gaps, might_have_held, followed, lessons, how_sure, notes)
