"""The first screen of an analysis, apart from the others, so that it comes soon."""

from winset.analysis import Analysis
from winset.report.document.blocks import Finding, Page
from winset.report.pages.put_together import screen_of, with_isolated_texts
from winset.report.parts import summary
from winset.report.parts.headline import headline
from winset.report.parts.opening import changes


def summary_screen(analysis: Analysis) -> Page:
    """Return the first screen: the answer, and what it rests on, in forty lines."""
    analysis = with_isolated_texts(analysis)
    scenario = analysis.scenario
    lead = (Finding((headline(analysis),)), *changes(scenario), summary.answer(analysis))
    return screen_of(
        scenario,
        lead,
        summary.table(analysis),
        summary.why_not(analysis),
        summary.look_first(analysis),
        summary.how_sure(analysis),
    )
