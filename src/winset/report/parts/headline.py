"""What a page says before all else: headline, standfirst, and the bottom line."""

from collections.abc import Iterator
from dataclasses import replace

from winset.analysis import Analysis
from winset.language.catalogue import say
from winset.report.document.blocks import Facts, Paragraph, Section, Sentence
from winset.report.document.compose import paragraph, points, section
from winset.report.document.sentences import sentence
from winset.report.parts.answer import on_the_table
from winset.report.parts.clashes import clash
from winset.report.parts.gaps import refused
from winset.report.parts.lessons import next_step
from winset.report.parts.story import told
from winset.report.phrases.found import found_deal, kept_offer
from winset.report.phrases.tense import over
from winset.report.phrases.titles import shorter, uncut
from winset.report.phrases.worth import in_words, most_of

_POINTS = 3
"""What there is to say: why, what might have held, and what to do."""

_MOST = 5
"""Steps that are named in a sentence."""


def headline(analysis: Analysis) -> Sentence:
    """Return what the analysis comes to, in words for a headline: the file's own, if it has any."""
    for own in told(analysis, "headline"):
        return replace(own, text=own.text.removesuffix("."))
    past, offer = over(analysis.scenario), kept_offer(analysis)
    if offer is not None:
        basis = f"result:proposals.{offer.id}.own.verdict"
        return sentence("headline.offer", basis, name=shorter(offer), past=past)
    found, roadmap = found_deal(analysis), analysis.roadmap
    if found is None or (roadmap is not None and roadmap.verdict != "holds"):
        return sentence("headline.none", "result:roadmap", past=past)
    key = "another" if analysis.scenario.proposals else "deal"
    return sentence(f"headline.{key}", f"result:{found.place}", past=past)


def standfirst(analysis: Analysis) -> Paragraph:
    """Return in one or two sentences how what was on the table fares, and what might."""
    own = told(analysis, "standfirst")
    return paragraph(*(own or (*on_the_table(analysis), *_odds(analysis))), look="standfirst")


def _odds(analysis: Analysis) -> Iterator[Sentence]:
    """Yield in how many draws the deal found is signed and kept."""
    found, past = found_deal(analysis), over(analysis.scenario)
    if found is None:  # which the headline says
        return
    data = {"steps": len(found.package), "every": all(v > 0 for v in found.values.values())}
    basis = f"result:{found.place}"
    yield sentence("headline.odds", basis, past=past, share=found.share, **data)


def bottom_line(analysis: Analysis) -> Section | None:
    """Return why it failed, what might have held, and what to do, a sentence or two each."""
    past, kept = over(analysis.scenario), kept_offer(analysis) is not None
    own = told(analysis, "bottom_line")
    if own and len(own) != _POINTS:
        return section("bottom", points([one] for one in own), look="box")
    labels = (
        say("bottom.why", past=past, kept=kept),
        say("bottom.held", past=past),
        say("bottom.next", past=past),
    )
    computed = (tuple(_why(analysis)), tuple(_held(analysis)), tuple(next_step(analysis)))
    said = ((one,) for one in own) if own else computed
    rows = tuple(one for one in zip(labels, said, strict=True) if one[1])
    return section("bottom", Facts(rows), look="box")


def _why(analysis: Analysis) -> Iterator[Sentence]:
    """Yield what the sides clash over, and whether anything on the table was good for all."""
    if kept_offer(analysis) is None:
        yield from clash(analysis.scenario, analysis.impasse)
    yield from refused(analysis)


def _held(analysis: Analysis) -> Iterator[Sentence]:
    scenario, found = analysis.scenario, found_deal(analysis)
    past = over(scenario)
    if found is None:
        yield sentence("bottom.nothing", "result:roadmap", past=past)
        return
    names = uncut(scenario, found.large)
    names = names[:_MOST] if len(names) == len(found.large) else []
    values = in_words(scenario, found.values, most_of(analysis.deals))
    basis = (f"result:{found.place}.package", f"result:{found.place}.values")
    more = len(found.package) - len(names)
    yield sentence("bottom.deal", *basis, past=past, steps=names, more=more, values=values)
