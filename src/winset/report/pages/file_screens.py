"""What a command shows of files alone: apart, since nothing has to be computed for it."""

from collections.abc import Iterable, Mapping

from winset.language.catalogue import say
from winset.language.directions import with_isolated
from winset.language.messages import spoken
from winset.report.document.blocks import Finding, Page
from winset.report.document.compose import paragraph
from winset.report.document.sentences import note
from winset.report.pages.put_together import screen_of
from winset.report.parts import contents as of_contents
from winset.report.parts.case import case_sections, ids_sections
from winset.report.parts.opening import changes, judged, units
from winset.scenario import Scenario


def case_screen(scenario: Scenario, *, ids: bool = False) -> Page:
    """Return what a file holds; or what to type for each thing that it names."""
    scenario = with_isolated(scenario)
    told = ids_sections(scenario) if ids else case_sections(scenario)
    lead = (*changes(scenario), paragraph(judged(scenario)), units(scenario))
    return screen_of(scenario, lead, *told)


def check_screen(scenario: Scenario, contents: Mapping[str, int]) -> Page:
    """Return what a file holds, for one that has nothing wrong with it."""
    scenario = with_isolated(scenario)
    told = Finding((of_contents.nothing_wrong(scenario),))
    numbers = note("contents.numbers", numbers=scenario.numbers)
    lead = (told, *changes(scenario), *of_contents.held(scenario, contents), numbers)
    return screen_of(scenario, lead)


def cases_screen(cases: Iterable[Scenario]) -> Page:
    """Return the cases that ship."""
    table = of_contents.sizes(map(with_isolated, cases))
    return Page(say("cases.heading"), "", spoken(), (), lead=(table,))
