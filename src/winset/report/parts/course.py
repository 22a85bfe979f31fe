"""What happened, or where the talks stand; and what followed."""

from collections.abc import Iterable, Iterator

from winset.analysis import Analysis
from winset.language.catalogue import say
from winset.language.dates import dated
from winset.language.words import full_stop
from winset.report.document.blocks import Block, Section, Sentence
from winset.report.document.compose import paragraph, points, section
from winset.report.document.sentences import sentence, sourced, stated
from winset.report.parts import story
from winset.report.parts.chronology import after
from winset.report.parts.outlook import outlook_finding
from winset.report.phrases.tense import over
from winset.scenario import Proposal, Scenario

_MOST = 5
"""Entries of the record, and proposals, that are told."""


def course(analysis: Analysis) -> Section | None:
    """Return what it is about and what was put on the table."""
    scenario = analysis.scenario
    told: Iterable[Block] = story.prose(analysis, "course")
    if not told:
        about = scenario.summary
        told = [paragraph(stated(about, "summary"))] if about else _offers(scenario)
    heading = say("course.heading", past=over(scenario))
    return section("course", *told, heading=heading)


def _offers(scenario: Scenario) -> Iterator[Block]:
    """Yield who is at the table and who proposed what, where the file tells no more."""
    names = [party.name for party in scenario.parties]
    past, when = over(scenario), scenario.when
    yield paragraph(sentence("course.parties", "file:parties", past=past, names=names, when=when))
    yield points([_offer(scenario, one)] for one in scenario.proposals[:_MOST])


def _offer(scenario: Scenario, one: Proposal) -> Sentence:
    steps = list(map(scenario.label, one.steps))
    by = scenario.name(one.by) if one.by else ""
    data = {"title": one.title, "by": by, "date": one.date, "steps": steps}
    basis = (f"file:proposals.{one.id}", *sourced(one.source))
    return sentence("course.offer", *basis, past=over(scenario), **data)


def followed(analysis: Analysis) -> Section | None:
    """Return what happened after the talks; of talks that go on what a breakdown would lead to."""
    scenario, found = analysis.scenario, analysis.aftermath
    heading = say("followed.heading", past=over(scenario))
    own = story.prose(analysis, "aftermath")
    if own:
        return section("followed", *own, heading=heading)
    expected = () if found is None else (outlook_finding(scenario, found),)
    return section(
        "followed",
        points([one] for one in _events(scenario)),
        paragraph(*expected),
        heading=heading,
    )


def _events(scenario: Scenario) -> Iterator[Sentence]:
    """Yield entries of the record after the talks, from the first to the last."""
    events = after(scenario)
    left = max(0, len(events) - 1)
    picked = dict.fromkeys(round(k * left / (_MOST - 1)) for k in range(_MOST))
    for n, event in (events[k] for k in picked if k < len(events)):
        basis = (f"file:record.{n}", *sourced(event.source))
        told = say("followed.event", date=dated(event.date), event=event.event)
        yield Sentence(full_stop(told), basis)
