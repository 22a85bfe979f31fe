"""The study guide: a negotiation to learn from."""

from collections.abc import Iterator
from itertools import chain, islice

from winset.advice.result import Advice
from winset.analysis import Analysis
from winset.language.catalogue import say
from winset.language.words import capital
from winset.report.document.blocks import Block, Details, Page, Section, Sentence
from winset.report.document.compose import paragraph, points, section
from winset.report.document.sentences import about, note, sentence, stated
from winset.report.pages.put_together import page_of, with_isolated_texts
from winset.report.parts.advice import first_sentences, first_steps
from winset.report.parts.answer import answer_sentences
from winset.report.parts.background import figures_table, trust_sentences, trust_table
from winset.report.parts.chronology import chronology, in_order
from winset.report.parts.classroom import class_set
from winset.report.parts.deals import term_sentences
from winset.report.parts.opening import if_right
from winset.report.parts.questions import LEVELS, ReviewQuestion, questions
from winset.report.parts.quiz import QuizItem, quiz
from winset.report.phrases.advice import named
from winset.report.phrases.pairs import many
from winset.scenario import Scenario


def write_study(analysis: Analysis) -> Page:
    """Return the study guide of a negotiation.

    A section that has nothing to say is left out; so is all that the file does not tell.

    Parameters
    ----------
    analysis
        What the page is written from: results, and the scenario's facts with their sources.

    Examples
    --------
    >>> import winset
    >>> page = winset.write_study(winset.analyze(winset.load("docs/examples/swap.yaml")))
    >>> page.kind, page.title, [section.id for section in page.sections]
    ('Study guide', 'A swap', ['definition', 'facts', 'questions', 'quiz', 'class-set'])
    """
    analysis = with_isolated_texts(analysis)
    scenario = analysis.scenario
    sections = (
        _section("definition", paragraph(*definition(scenario))),
        _section(
            "facts",
            points(_facts(analysis)),
            trust_table(analysis),
            note(if_right(scenario)),
            figures_table(scenario),
        ),
        _section("timeline", chronology(scenario, in_order(scenario))),
        _section("questions", *_questions(analysis)),
        _section("quiz", note("study.quiz_note"), *chain.from_iterable(map(_item, quiz(analysis)))),
        _section("terms", *_terms(analysis)),
        class_set(analysis),
    )
    return page_of(scenario, "study", sections)


def definition(scenario: Scenario) -> Iterator[Sentence]:
    """Yield what the negotiation is, in a sentence, and the file's summary."""
    names = [party.name for party in scenario.parties]
    place = scenario.place.name if scenario.place else ""
    basis = ["file:title", "file:parties"]
    basis += ["file:when"] if scenario.when else []
    basis += ["file:place.name"] if place else []
    key = "study.talks" if scenario.when or place else "study.table"
    data = {"title": scenario.title, "when": scenario.when, "place": place}
    yield sentence(key, *basis, parties=names, **data)
    if scenario.summary:
        yield stated(scenario.summary, "summary")


def _section(name: str, *blocks: Block | None) -> Section | None:
    return section(name, *blocks, heading=say(f"study_headings.{name}"))


def _facts(analysis: Analysis) -> Iterator[Iterator[Sentence]]:
    if analysis.advice is not None:
        yield _first(analysis, analysis.advice)
    trust = () if many(analysis.scenario) else trust_sentences(analysis)
    for one in (*answer_sentences(analysis), *trust):
        yield iter([one])


def _first(analysis: Analysis, advice: Advice) -> Iterator[Sentence]:
    steps = first_steps(analysis.scenario, advice)
    yield from about(capital(named(analysis)), islice(steps, 1))
    yield from steps
    yield from first_sentences(analysis.scenario, advice)


def _questions(analysis: Analysis) -> Iterator[Section | None]:
    asked = list(questions(analysis))
    for level in LEVELS:
        yield _section(level, *(_question(one) for one in asked if one.level == level))


def _question(one: ReviewQuestion) -> Details:
    return Details(one.ask, (points(one.points),))


def _item(item: QuizItem) -> Iterator[Block]:
    """Yield a question of the quiz, with its answer behind a toggle."""
    choices = [
        Sentence(say("study.letter", letter=letter, text=choice.text), choice.why.basis)
        for letter, choice in item.lettered
    ]
    answers = [
        Sentence(
            say(
                "study.right" if place == item.right else "study.wrong",
                letter=letter,
                why=choice.why.text,
            ),
            choice.why.basis,
        )
        for place, (letter, choice) in enumerate(item.lettered)
    ]
    answers.insert(0, answers.pop(item.right))
    yield paragraph(label=item.ask)
    yield points([one] for one in choices)
    yield Details(say("study.shown"), (points([one] for one in answers),))


def _terms(analysis: Analysis) -> Iterator[Block]:
    for word in analysis.scenario.glossary:
        told = stated(word.text, f"glossary.{word.id}.text", word.source)
        yield paragraph(told, label=capital(word.title))
    for term in analysis.scenario.terms:
        label = capital(term.title)
        yield paragraph(*term_sentences(analysis.scenario, analysis.deals, term), label=label)
