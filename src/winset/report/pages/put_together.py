"""A page put together: its sections, the sources they rest on, and how it was made."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from winset._version import __version__
from winset.language.catalogue import say
from winset.language.directions import with_isolated
from winset.language.messages import DEFAULT, spoken
from winset.report.document.blocks import Block, Kind, Page, Section, Sentence, assertions
from winset.report.document.compose import in_order, kept_blocks
from winset.report.parts.opening import judged, title_of
from winset.scenario import Scenario

if TYPE_CHECKING:
    from winset.analysis import Analysis


def with_isolated_texts(analysis: "Analysis") -> "Analysis":
    """Return an analysis as it is told: the texts of its scenario turn no direction of others."""
    return replace(analysis, scenario=with_isolated(analysis.scenario))


def page_of(
    scenario: Scenario,
    kind: str,
    sections: Iterable[Section | None],
    *,
    form: Kind = "",
    headline: Sentence | None = None,
    lead: Iterable[Block | None] = (),
    **data: str,
) -> Page:
    """Return a page of the sections that say something, with the sources that they cite.

    Parameters
    ----------
    kind
        The key of what it is, as ``brief``; `data` is filled in.
    """
    kept, above = tuple(one for one in sections if one is not None), kept_blocks(lead)
    return Page(
        title=scenario.title,
        kind=say(f"kinds.{kind}", **data),
        lang=scenario.lang if spoken() == DEFAULT else spoken(),
        sections=kept,
        sources=tuple(in_order(scenario.sources, (headline, *above, *kept))),
        made=tuple(_how_made(scenario, (*above, *kept))),
        lead=above,
        headline=headline,
        about=say("opening.title", title=scenario.title, when=scenario.when, place=""),
        form=form,
    )


def screen_of(scenario: Scenario, lead: Iterable[Block | None], *sections: Section | None) -> Page:
    """Return what a command shows: the sections that say something, below what stands above."""
    kept = tuple(one for one in sections if one is not None)
    return Page(title_of(scenario), "", scenario.lang, kept, lead=kept_blocks(lead))


def _how_made(scenario: Scenario, told: tuple[Block, ...]) -> Iterator[str]:
    """Yield how a page was made, and who judged its numbers, where the page does not tell."""
    name = scenario.id
    yield say("page.made", version=__version__, id=name, hash=scenario.hash[:12])
    who = judged(scenario)
    if who is not None and not any(one.basis == who.basis for one in assertions(told)):
        yield who.text
    if scenario.changes:
        yield say("page.changed", changes=list(scenario.changes))
