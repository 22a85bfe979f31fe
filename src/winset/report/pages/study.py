"""The study guide: a negotiation to learn from."""

from collections.abc import Iterator, Sequence
from itertools import chain, islice

from winset.analysis import Analysis
from winset.language.catalogue import say
from winset.report.document.blocks import Block, Details, Page, Section, Sentence
from winset.report.document.compose import paragraph, points, section
from winset.report.document.sentences import sentence
from winset.report.pages.put_together import page_of, with_isolated_texts
from winset.report.parts.advice import first_sentences, first_steps
from winset.report.parts.clashes import plainest
from winset.report.parts.concepts import Concept, concepts
from winset.report.parts.learning import aims, facts, lesson, people, terms, timeline, to_read
from winset.report.parts.questions import LEVELS, ReviewQuestion, questions
from winset.report.parts.quiz import QuizItem, quiz
from winset.report.parts.summary import headline
from winset.report.parts.tense import over
from winset.scenario import Scenario

_MOST_REASONS = 2


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
    >>> page.kind, page.title, [section.id for section in page.sections][:3]
    ('Study guide', 'A swap', ['aims', 'in-two', 'held'])
    """
    analysis = with_isolated_texts(analysis)
    scenario, ideas = analysis.scenario, concepts(analysis)
    asked, chosen = tuple(questions(analysis)), quiz(analysis)
    ahead = "" if over(scenario) else "_open"
    taught = (
        _section("in-two", paragraph(*_in_two_sentences(analysis))),
        _section("facts", facts(scenario)),
        _section("timeline", timeline(scenario)),
        _section("who", people(scenario)),
        _section("why", *_why(analysis), heading=f"why{ahead}"),
        _section("held", *_held(analysis), heading=f"held{ahead}"),
        _section("concepts", *_ideas(ideas)),
        _section("questions", *_questions(asked)),
        _section("quiz", *chain.from_iterable(map(_item, chosen))),
        _section("terms", terms(scenario)),
        _section("lesson", *lesson(scenario, ideas=bool(ideas))),
        _section("to-read", to_read(scenario)),
    )
    kept = tuple(one for one in taught if one is not None)
    first = aims(scenario, kept, asked=len(asked), chosen=len(chosen))
    return page_of(scenario, "study", (first, *kept))


def _section(name: str, *blocks: Block | None, heading: str = "") -> Section | None:
    key = heading or name.replace("-", "_")
    return section(name, *blocks, heading=say(f"study_headings.{key}"))


def _in_two_sentences(analysis: Analysis) -> Iterator[Sentence]:
    """Yield what the negotiation is, and whether a deal is to be had."""
    yield definition(analysis.scenario)
    yield headline(analysis)


def definition(scenario: Scenario) -> Sentence:
    """Return who negotiated, where and when."""
    names = [party.name for party in scenario.parties]
    place = scenario.place.name if scenario.place else ""
    basis = ["file:title", "file:parties"]
    basis += ["file:when"] if scenario.when else []
    basis += ["file:place.name"] if place else []
    key = "study.talks" if scenario.when or place else "study.table"
    data = {"title": scenario.title, "when": scenario.when, "place": place}
    return sentence(key, *basis, parties=names, **data)


def _why(analysis: Analysis) -> Iterator[Block]:
    """Yield why no deal meets every demand."""
    if analysis.impasse is not None and not analysis.impasse.deal_exists:
        yield paragraph(*islice(plainest(analysis.scenario, analysis.impasse), _MOST_REASONS))


def _held(analysis: Analysis) -> Iterator[Block]:
    """Yield the deal to look at first, and how often it is kept."""
    if analysis.advice is not None and analysis.advice.first is not None:
        scenario, advice = analysis.scenario, analysis.advice
        past = over(scenario)
        yield paragraph(sentence("study.held", "result:advise.first", past=past))
        yield points([one] for one in first_steps(scenario, advice))
        yield paragraph(*first_sentences(scenario, advice))


def _ideas(ideas: Sequence[Concept]) -> Iterator[Block]:
    return chain.from_iterable(idea.blocks() for idea in ideas)


def _questions(asked: Sequence[ReviewQuestion]) -> Iterator[Section | None]:
    for level in LEVELS:
        yield _section(level, *(_question(one) for one in asked if one.level == level))


def _question(one: ReviewQuestion) -> Block:
    """Return a question with its answer behind a toggle; alone where the file has none."""
    answer = points(one.points)
    return Details(one.ask, (answer,)) if answer.items else paragraph(label=one.ask)


def _item(item: QuizItem) -> Iterator[Block]:
    """Yield a question of the quiz, with its answer behind a toggle."""
    yield paragraph(label=item.ask)
    choices = [Sentence(text, item.why.basis[:1]) for text in item.lettered]
    yield points([one] for one in choices)
    yield Details(say("study.shown"), (paragraph(choices[item.right], item.why),))
