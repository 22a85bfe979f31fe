"""What a learner is to know: facts, people, dates; what to read, and a plan for a class."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, islice

from winset.analysis import Analysis
from winset.cases import names
from winset.language.catalogue import say
from winset.language.dates import dated
from winset.language.letters import capital
from winset.language.words import full_stop
from winset.report.document.blocks import (
    Block,
    BulletList,
    Facts,
    Row,
    Section,
    Sentence,
    Table,
    assertions,
)
from winset.report.document.compose import points, section
from winset.report.document.sentences import note, sentence, sourced, stated
from winset.report.parts.chronology import in_order
from winset.report.parts.opening import judged
from winset.report.parts.story import milestones
from winset.report.phrases.figures import figure_date, figure_value
from winset.report.phrases.moves import by_doers
from winset.report.phrases.tense import over
from winset.report.phrases.titles import shorter, wholes
from winset.scenario import Person, Proposal, Scenario, Source
from winset.scenario.kinds import first_day
from winset.tools.walk import parts_of

_MOST_FACTS = 6
_MOST_EVENTS = 12
_MOST_SOURCES, _MOST_WORKS = 5, 2
_MOST_TERMS = 10

_PACE = 200
"""Words that are read in a minute."""

_TO_ANSWER, _TO_CHOOSE = 3.0, 0.75
"""Minutes that a review question takes, and one of the quiz."""

TO_PLAY = 20
"""Minutes that a class negotiates."""

_SENTENCE = re.compile(r"(?<=[^\W_A-Z]{3}[.!?])\s+(?=[A-Z“\"])")
"""Where a sentence ends: after a word of three small letters or digits, not after an initial."""


def aims(
    analysis: Analysis, sections: Sequence[Section], *, asked: int, chosen: int
) -> Section | None:
    """Return what can be learnt from the sections of a guide, and how long they take.

    Parameters
    ----------
    asked, chosen
        How many review questions there are, and how many of the quiz.
    """
    scenario = analysis.scenario
    there, past = {one.id for one in sections}, over(scenario)
    items = (
        sentence("aims.offers" if scenario.proposals else "aims.wants", "file:parties"),
        *([sentence("aims.why", "file:parties", past=past)] if "gaps" in there else []),
        *([sentence("aims.concepts", "file:parties")] if "concepts" in there else []),
        sentence("aims.judge", "file:parties", past=past),
    )
    words = sum(len(_text(one).split()) for one in assertions(tuple(sections)))
    answers = asked * _TO_ANSWER + chosen * _TO_CHOOSE
    data = {"reading": _in_fives(words / _PACE), "answers": _in_fives(answers)}
    told = Facts(
        (
            (say("aims.after"), items),
            (say("aims.takes"), (sentence("aims.time", "file:parties", **data),)),
            (say("aims.sure"), tuple(_how_found(analysis))),
        )
    )
    return section("aims", told, heading=say("study_headings.aims"), look="box")


def _how_found(analysis: Analysis) -> Iterator[Sentence]:
    """Yield what Winset is, how the values were found, and who judged them."""
    advice, who = analysis.advice, judged(analysis.scenario)
    draws = 0 if advice is None or advice.certain else advice.draws
    yield sentence("aims.found", "file:parties", draws=draws)
    yield from [] if who is None else [who]


def _in_fives(minutes: float) -> int:
    return max(5, 5 * round(minutes / 5))


def _text(one: Sentence | Row) -> str:
    return " ".join(one.cells) if isinstance(one, Row) else one.text


def facts(scenario: Scenario) -> BulletList:
    """Return six facts at most: the summary's, else how it ended; then figures."""
    told = chain(_summary(scenario) if scenario.summary else _ended(scenario), _figures(scenario))
    return points(([one] for one in islice(told, _MOST_FACTS)), numbered=True)


def _summary(scenario: Scenario) -> Iterator[Sentence]:
    for text in _SENTENCE.split(scenario.summary or ""):
        if text.strip():
            yield stated(text, "summary")


def offers(scenario: Scenario) -> Facts:
    """Return the proposals, and what each asks of each side."""
    return Facts(
        tuple((capital(shorter(one)), (_offer(scenario, one),)) for one in scenario.proposals)
    )


def _offer(scenario: Scenario, proposal: Proposal) -> Sentence:
    basis = (f"file:proposals.{proposal.id}", *sourced(proposal.source))
    parts = [
        {"who": list(map(scenario.name, who)), "steps": wholes(scenario, steps)}
        for who, steps in by_doers(scenario, proposal.steps).items()
    ]
    return sentence("learn.offer", *basis, parts=parts)


def _ended(scenario: Scenario) -> Iterator[Sentence]:
    if scenario.ended is not None:
        yield sentence("learn.ended", "file:ended", ended=scenario.ended)


def _figures(scenario: Scenario) -> Iterator[Sentence]:
    for figure in scenario.figures:
        basis = (f"file:figures.{figure.id}", *sourced(figure.source))
        date = figure_date(figure) if figure.series else ""
        data = {"text": figure.text.rstrip(".:"), "date": date, "value": figure_value(figure)}
        yield sentence("learn.figure", *basis, **data)


def people(scenario: Scenario) -> Facts:
    """Return who is who, side by side: those with a portrait, where the file has some."""
    every = [
        (party.id, n, person) for party in scenario.parties for n, person in enumerate(party.people)
    ]
    told = [one for one in every if one[2].portrait] or every
    return Facts(tuple((one[2].name, (_who(scenario, *one),)) for one in told))


def _who(scenario: Scenario, party: str, n: int, person: Person) -> Sentence:
    basis = f"file:parties.{party}.people.{n}"
    data = {"role": person.role or "", "portrait": person.portrait or ""}
    return sentence("learn.person", basis, side=scenario.name(party), **data)


def timeline(analysis: Analysis) -> Facts:
    """Return twelve events at most, oldest first."""
    return Facts(tuple((dated(date), (told,)) for date, told in main_events(analysis)))


def main_events(analysis: Analysis) -> Sequence[tuple[str, Sentence]]:
    """Return the events that a guide tells, with their dates as the file writes them.

    The milestones of the file; else its record, of a long one some at even distances.
    """
    told = sorted(milestones(analysis), key=lambda one: first_day(one[0]))
    events = told or [
        (event.date, stated(event.event, f"record.{n}", event.source))
        for n, event in in_order(analysis.scenario)
    ]
    if len(events) <= _MOST_EVENTS:
        return events
    apart = (len(events) - 1) / (_MOST_EVENTS - 1)
    return [events[round(n * apart)] for n in range(_MOST_EVENTS)]


def terms(scenario: Scenario) -> Facts:
    """Return ten words to know at most, disputed ones first chosen, in the order of the alphabet.

    Each in a sentence. Where the text says more, that is what its source is for.
    """
    known = ((one.title, one.text, f"glossary.{one.id}.text", one) for one in scenario.glossary)
    disputed = (
        (one.title, one.definition or "", f"terms.{one.id}.definition", one)
        for one in scenario.terms
    )
    rows = (
        (capital(title), (_defined(text, path, one.source),))
        for title, text, path, one in islice(chain(disputed, known), _MOST_TERMS)
        if text
    )
    return Facts(tuple(sorted(rows, key=lambda row: row[0].casefold())))


def _defined(text: str, path: str, source: str | None) -> Sentence:
    first = first_sentence(text)
    return stated(first, path, source if first == full_stop(text.strip()) else None)


def first_sentence(text: str) -> str:
    """Return the first sentence of a text."""
    return full_stop(_SENTENCE.split(text.strip())[0])


def lesson(scenario: Scenario, *, ideas: bool) -> Iterator[Block]:
    """Yield a plan for a class, and the commands that write what it needs.

    Parameters
    ----------
    ideas
        Whether the guide has ideas to look for.
    """
    plan = (("start", 5), ("read", 10), ("play", TO_PLAY), ("debrief", 10), ("ideas", 5))
    there = {
        "sides": len(scenario.parties),
        "offers": bool(scenario.proposals),
        "facts": bool(facts(scenario).items),
        "words": bool(scenario.terms),
        "past": over(scenario),
    }
    rows = tuple(
        Row((str(minutes), say(f"lesson.{name}", **there)), ("file:parties",))
        for name, minutes in plan
        if ideas or name != "ideas"
    )
    columns = (say("lesson.minutes"), say("lesson.what"))
    yield Table(say("lesson.caption"), columns, rows)
    yield note("lesson.commands", case=case_to_type(scenario))


def case_to_type(scenario: Scenario) -> str:
    """Return what names a case in a line to type."""
    return scenario.id if scenario.id in names() else f"{scenario.id}.yaml"


def to_read(scenario: Scenario) -> BulletList:
    """Return the first works of the field, and the sources that the file rests on most."""
    cited = Counter(getattr(one, "source", None) for one in parts_of(scenario))
    works = list(dict.fromkeys(one.work for one in scenario.story.concepts if one.work))
    known = [one for one in scenario.sources if one.url and cited[one.id]]
    known.sort(key=lambda one: -cited[one.id])
    first = [one for name in works[:_MOST_WORKS] for one in scenario.sources if one.id == name]
    return points([_source(one)] for one in (*first, *known)[:_MOST_SOURCES])


def _source(source: Source) -> Sentence:
    return stated(source.title, f"sources.{source.id}", source.id)
