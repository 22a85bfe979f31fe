"""Review questions with model answers: those of the file, then those built from results."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Literal

from winset.analysis import Analysis
from winset.language.catalogue import say
from winset.report.document.blocks import Sentence
from winset.report.document.sentences import sentence, sourced, stated
from winset.report.parts.advice import finding, first_sentences
from winset.report.parts.answer import on_the_table
from winset.report.parts.background import trust_sentences
from winset.report.parts.clashes import plainest
from winset.report.parts.deals import term_sentences
from winset.report.parts.firmness import draws_sentences
from winset.report.parts.needs import needs
from winset.report.parts.openings import opening_sentences
from winset.report.parts.proposals import fate_sentences
from winset.report.parts.sentences_at import sentences_at
from winset.report.parts.story import model_answer
from winset.report.phrases.advice import named
from winset.report.phrases.found import is_kept
from winset.report.phrases.moves import doing, move_title
from winset.report.phrases.pairs import many
from winset.report.phrases.tense import over
from winset.report.phrases.titles import shorter
from winset.scenario import Scenario

Level = Literal["recall", "analyse", "evaluate"]
Points = tuple[tuple[Sentence, ...], ...]

LEVELS: tuple[Level, ...] = ("recall", "analyse", "evaluate")

_MOST = 3
"""Questions of a level."""


@dataclass(frozen=True, slots=True)
class ReviewQuestion:
    """Something to ask, with an answer in full or in points; none where it is left to the reader.

    Attributes
    ----------
    answer, top
        A good answer, paragraph by paragraph, and what a top answer adds.
    """

    level: Level
    ask: str
    points: Points
    answer: Points = ()
    top: tuple[Sentence, ...] = ()


def questions(analysis: Analysis) -> Iterator[ReviewQuestion]:
    """Yield three questions a level at most, the file's own first."""
    built = (*_recall(analysis.scenario), *_analyse(analysis), *_evaluate(analysis))
    asked = (*_of_file(analysis), *(one for one in built if any(one.points)))
    for level in LEVELS:
        yield from islice((one for one in asked if one.level == level), _MOST)


def _of_file(analysis: Analysis) -> Iterator[ReviewQuestion]:
    for n, one in enumerate(analysis.scenario.questions):
        points = (
            (stated(point.text, f"questions.{n}.points.{k}.text", point.source),)
            if point.text is not None
            else sentences_at(analysis, point.result or "")
            for k, point in enumerate(one.points)
        )
        answer, top = model_answer(analysis, n)
        sources = tuple(sourced(*(point.source for point in one.points)))
        paragraphs = tuple((replace(said, basis=(*said.basis, *sources)),) for said in answer[-1:])
        full = (*((said,) for said in answer[:-1]), *paragraphs)
        yield ReviewQuestion(one.level, one.ask, () if full else tuple(points), full, top)


def _recall(scenario: Scenario) -> Iterator[ReviewQuestion]:
    past, goals = over(scenario), any(party.goals for party in scenario.parties)
    yield ReviewQuestion("recall", say("ask.who", past=past, goals=goals), tuple(_who(scenario)))
    if scenario.proposals:
        yield ReviewQuestion("recall", say("ask.offers", past=past), tuple(_offers(scenario)))


def _who(scenario: Scenario) -> Iterator[tuple[Sentence, ...]]:
    names = [party.name for party in scenario.parties]
    yield (sentence("model.took_part", "file:parties", parties=names, past=over(scenario)),)
    for party in scenario.parties:
        yield tuple(
            stated(
                f"{scenario.full_name(party.id)}: {goal.text}",
                f"parties.{party.id}.goals.{n}",
                goal.source,
            )
            for n, goal in enumerate(party.goals)
        )


def _offers(scenario: Scenario) -> Iterator[tuple[Sentence, ...]]:
    for one in scenario.proposals:
        by = scenario.name(one.by) if one.by else ""
        basis = (f"file:proposals.{one.id}", *sourced(one.source))
        yield (sentence("model.offered", *basis, title=one.title, by=by),)


def _analyse(analysis: Analysis) -> Iterator[ReviewQuestion]:
    scenario, roadmap = analysis.scenario, analysis.roadmap
    cannot = tuple((one,) for one in plainest(scenario, analysis.impasse))
    yield ReviewQuestion("analyse", say("ask.cannot"), cannot)
    if roadmap is not None:
        order = say("ask.order", deal=named(analysis))
        yield ReviewQuestion("analyse", order, tuple(_order(analysis)))
    for term in scenario.terms[:1]:
        points = tuple((one,) for one in term_sentences(scenario, analysis.deals, term))
        yield ReviewQuestion("analyse", say("ask.word", term=term.title), points)
    for n, proposal in enumerate(scenario.proposals):
        kept = is_kept(analysis.proposals[proposal.id])
        data = {"title": shorter(proposal), "past": over(scenario)}
        ask = say("ask.why" if kept else "ask.why_not", **data)
        points = tuple((one,) for one in fate_sentences(analysis, n))
        yield ReviewQuestion("analyse", ask, points)


def _order(analysis: Analysis) -> Iterator[tuple[Sentence, ...]]:
    scenario, roadmap = analysis.scenario, analysis.roadmap
    if roadmap is None:
        return
    total = len(roadmap.order)
    for n, move in enumerate(roadmap.order, start=1):
        who = list(map(scenario.name, doing(scenario, move)))
        what = move_title(scenario, roadmap, n)
        data = {"place": n, "total": total, "what": what, "who": who}
        yield (sentence("model.first", f"result:roadmap.order.{n - 1}", **data),)
    yield tuple(needs(scenario, roadmap))


def _evaluate(analysis: Analysis) -> Iterator[ReviewQuestion]:
    yield ReviewQuestion("evaluate", say("ask.possible"), tuple(_possible(analysis)))
    opens = tuple(opening_sentences(analysis))
    yield ReviewQuestion("evaluate", say("ask.open"), tuple((one,) for one in opens))
    firm = () if analysis.firmness is None else tuple(draws_sentences(analysis.firmness))
    trusted = () if many(analysis.scenario) else tuple(trust_sentences(analysis))
    if firm:
        yield ReviewQuestion("evaluate", say("ask.relied_on"), (firm, trusted))


def _possible(analysis: Analysis) -> Iterator[tuple[Sentence, ...]]:
    """Yield whether there is a deal, how firm it is, and how the proposals fare."""
    if analysis.advice is not None:
        yield (finding(analysis.scenario, analysis.advice),)
        if analysis.advice.first is not None:
            yield tuple(first_sentences(analysis.scenario, analysis.advice))
    yield tuple(on_the_table(analysis))
