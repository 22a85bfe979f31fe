"""What stands before all else: what was found, and the condition under which it is true."""

from collections.abc import Iterator

from winset.language.catalogue import say
from winset.report.document.blocks import Block, Finding, ReadingNote, Sentence
from winset.report.document.compose import paragraph
from winset.report.document.sentences import sentence
from winset.scenario import Scenario
from winset.scenario.changes import numbers_of


def opening(scenario: Scenario, finding: Sentence | None = None) -> Iterator[Block]:
    """Yield what was found, what was changed for it, on what condition it is so, and units."""
    if finding is not None:
        yield Finding((finding,))
    yield from changes(scenario)
    yield ReadingNote(say(if_right(scenario)))
    yield paragraph(judged(scenario))
    yield units(scenario)


def changes(scenario: Scenario) -> Iterator[Block]:
    """Yield what was changed for this call."""
    for change in scenario.changes:
        yield ReadingNote(say("opening.changed", change=change))


def judged(scenario: Scenario) -> Sentence | None:
    """Return who judged the numbers, and when; None where the file does not say."""
    told = [
        say("opening.author", name=one.name, role=one.role, date=one.date)
        for one in scenario.authors
    ]
    return sentence("opening.judged", "file:authors", authors=told) if told else None


def units(scenario: Scenario) -> Block:
    """Return what one stands for, side by side."""
    return paragraph(*_units(scenario))


def title_of(scenario: Scenario) -> str:
    """Return the title of a case with when and where it was."""
    place = scenario.place.name if scenario.place else ""
    return say("opening.title", title=scenario.title, when=scenario.when, place=place)


def if_right(scenario: Scenario) -> str:
    """Return the key of what to bear in mind; of sources only where the file has some."""
    sourced = any(number.source for number in numbers_of(scenario).values())
    return "opening.if_right" if sourced else "opening.if_right_unsourced"


def _units(scenario: Scenario) -> Iterator[Sentence]:
    if scenario.comparable:
        unit = scenario.unit[scenario.parties[0].id].text
        yield sentence("opening.units", "file:unit", unit=unit)
        return
    for party in scenario.parties:
        if party.id in scenario.unit:
            unit = scenario.unit[party.id].text
            yield sentence(
                "opening.unit", f"file:unit.{party.id}", party=scenario.name(party.id), unit=unit
            )
