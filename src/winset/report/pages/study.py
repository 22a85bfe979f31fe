"""The study guide: a negotiation to learn from."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, count

from winset.analysis import Analysis
from winset.language.catalogue import say
from winset.report.charts.offers import offers_chart
from winset.report.charts.words import words_chart
from winset.report.document.blocks import Block, Details, Page, Section, Sentence
from winset.report.document.compose import behind, paragraph, picture, points, section
from winset.report.document.sentences import led, sentence, stated
from winset.report.pages.put_together import page_of, with_isolated_texts
from winset.report.parts.concepts import blocks as concept_blocks
from winset.report.parts.concepts import concepts
from winset.report.parts.gaps import gaps
from winset.report.parts.headline import headline, standfirst
from winset.report.parts.held import might_have_held, weak_point, who_when
from winset.report.parts.learning import (
    aims,
    facts,
    lesson,
    offers,
    people,
    terms,
    timeline,
    to_read,
)
from winset.report.parts.questions import LEVELS, ReviewQuestion, questions
from winset.report.parts.quiz import QuizItem, quiz
from winset.report.parts.story import ToldConcept, told
from winset.report.phrases.found import found_deal
from winset.scenario import Scenario


def write_study(analysis: Analysis) -> Page:
    """Return the study guide of a negotiation.

    A section that has nothing to say is left out; so is all that the file does not tell.

    Examples
    --------
    >>> import winset
    >>> page = winset.write_study(winset.analyze(winset.load("docs/examples/swap.yaml")))
    >>> page.kind, page.title, [section.id for section in page.sections][:3]
    ('Study guide', 'A swap', ['what', 'gaps', 'held'])
    """
    analysis = with_isolated_texts(analysis)
    scenario, ideas = analysis.scenario, concepts(analysis)
    drawn, in_words = picture(offers_chart(analysis)), offers(scenario)
    asked, chosen = tuple(questions(analysis)), quiz(analysis)
    taught = (
        _section(
            "what",
            paragraph(*definition(scenario)),
            drawn,
            behind(say("study.offers"), in_words) if drawn else in_words,
        ),
        _section("terms", terms(scenario)),
        _section("facts", facts(scenario)),
        _section("timeline", timeline(analysis)),
        _section("who", people(scenario)),
        _why(analysis),
        _held(analysis),
        _section("concepts", *_ideas(ideas)),
        _section("questions", *_questions(asked)),
        _section("quiz", *chain.from_iterable(map(_item, count(1), chosen))),
        _section("lesson", *lesson(scenario, ideas=bool(ideas))),
        _section("to-read", to_read(scenario)),
    )
    kept = tuple(one for one in taught if one is not None)
    return page_of(
        scenario,
        "study",
        kept,
        form="study",
        headline=headline(analysis),
        lead=(
            standfirst(analysis),
            aims(analysis, kept, asked=len(asked), chosen=len(chosen)),
        ),
    )


def _section(name: str, *blocks: Block | None) -> Section | None:
    return section(name, *blocks, heading=say(f"study_headings.{name.replace('-', '_')}"))


def definition(scenario: Scenario) -> Iterator[Sentence]:
    """Yield who negotiated, where and when, and why there."""
    names = [party.name for party in scenario.parties]
    place = scenario.place.name if scenario.place else ""
    basis = ["file:title", "file:parties"]
    basis += ["file:when"] if scenario.when else []
    basis += ["file:place.name"] if place else []
    key = "study.talks" if scenario.when or place else "study.table"
    data = {"title": scenario.title, "when": scenario.when, "place": place}
    yield sentence(key, *basis, parties=names, **data)
    if scenario.place is not None and scenario.place.why:
        yield stated(scenario.place.why, "place.why", scenario.place.source)


def _why(analysis: Analysis) -> Section | None:
    """Return over what the sides were apart, with the word that divides them most."""
    found, drawn = gaps(analysis, offers=False), picture(words_chart(analysis))
    if found is None or drawn is None:
        return found
    return replace(found, blocks=(*found.blocks, drawn))


def _held(analysis: Analysis) -> Section | None:
    """Return what might have held: as the file tells it, in short, who does what by when."""
    own, found = told(analysis, "held"), might_have_held(analysis)
    deal = found_deal(analysis)
    if found is None or deal is None or not own:
        return found
    first, *rest = own
    return section(
        "held",
        paragraph(first),
        who_when(analysis, deal.package, f"result:{deal.place}.package"),
        *map(paragraph, rest[-1:]),
        weak_point(analysis),
        heading=found.heading,
    )


def _ideas(ideas: Sequence[ToldConcept]) -> Iterator[Block]:
    return chain.from_iterable(map(concept_blocks, ideas))


def _questions(asked: Sequence[ReviewQuestion]) -> Iterator[Section | None]:
    for level in LEVELS:
        yield _section(level, *(_question(one) for one in asked if one.level == level))


def _question(one: ReviewQuestion) -> Block:
    """Return a question with its answer behind a toggle; alone where the file has none."""
    answer = [paragraph(*said) for said in one.answer]
    more = paragraph(*led("study.top", one.top))
    return behind(one.ask, *answer, points(one.points), more) or paragraph(label=one.ask)


def _item(n: int, item: QuizItem) -> Iterator[Block]:
    """Yield a question of the quiz, with its answer behind a toggle or in the key."""
    yield paragraph(label=say("quiz.numbered", n=n, ask=item.ask))
    choices = [Sentence(text, item.why.basis[:1]) for text in item.choices]
    yield points(([one] for one in choices), lettered=True)
    right = Sentence(item.answer, item.why.basis[:1])
    yield Details(say("study.shown"), (paragraph(right, item.why),), key=str(n))
