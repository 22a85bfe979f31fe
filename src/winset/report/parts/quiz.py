"""A quiz on what happened and on ideas of the field; two of its ten ask for results at most."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice, zip_longest
from typing import TypeAlias

from winset.analysis import Analysis
from winset.language.catalogue import say
from winset.language.dates import dated
from winset.language.letters import capital
from winset.report.document.blocks import Sentence
from winset.report.document.sentences import sentence, sourced, stated
from winset.report.parts.concepts import IDEAS, concepts, term_of
from winset.report.parts.learning import main_events
from winset.report.parts.story import ToldConcept
from winset.report.phrases.advice import named
from winset.report.phrases.figures import figure_value
from winset.report.phrases.moves import move_title
from winset.report.phrases.titles import cuts, shorter, whole, wholes
from winset.scenario import Claim, Proposal, Scenario
from winset.scenario.kinds import first_day

_MOST = 10
_MOST_RESULTS = 2
_MOST_CHOICES = 4
_FEWEST_CHOICES = 3
_LETTERS = "ABCD"


Dated: TypeAlias = tuple[str, Sentence]
"""What happened, with its date as the file writes it."""


@dataclass(frozen=True, slots=True)
class QuizItem:
    """A question with choices, of which the one at `right` is right.

    Attributes
    ----------
    why
        What bears the right one out.
    """

    ask: str
    choices: tuple[str, ...]
    right: int
    why: Sentence

    @property
    def letter(self) -> str:
        """The letter of the right choice."""
        return say("quiz.right", letter=_LETTERS[self.right])

    @property
    def lettered(self) -> tuple[str, ...]:
        """The choices with their letters."""
        return tuple(
            say("quiz.letter", letter=letter, text=text)
            for letter, text in zip(_LETTERS, self.choices, strict=False)
        )


def quiz(analysis: Analysis) -> tuple[QuizItem, ...]:
    """Return ten questions at most, for which there are two wrong choices at least."""
    known = tuple(about_the_case(analysis))
    results = tuple(islice(about_results(analysis), _MOST_RESULTS))
    return (*known[: _MOST - len(results)], *results)


def about_the_case(analysis: Analysis) -> Iterator[QuizItem]:
    """Yield questions on history and ideas, one of each kind before a second of any."""
    scenario, ideas, events = analysis.scenario, concepts(analysis), main_events(analysis)
    kinds = (
        _offers(scenario),
        _people(scenario),
        _definitions(ideas, ideas[::2]),
        _order(events),
        _words(analysis),
        _claims(scenario),
        _definitions(ideas, ideas[1::2]),
        _afterwards(scenario, events),
    )
    more = (_years(events), _figures(scenario))
    asked = chain.from_iterable(chain(zip_longest(*kinds), zip_longest(*more)))
    return (item for item in asked if item is not None)


def about_results(analysis: Analysis) -> Iterator[QuizItem]:
    """Yield questions on what was computed."""
    found = (*_signatures(analysis), _first(analysis))
    return (item for item in found if item is not None)


def _item(ask: str, right: str, wrong: Iterable[str], why: Sentence) -> QuizItem | None:
    """Return a question with the first wrong choices that differ, in the order of their texts."""
    choices = list(islice(dict.fromkeys((right, *wrong)), _MOST_CHOICES))
    if len(choices) < _FEWEST_CHOICES:
        return None
    choices.sort()
    return QuizItem(ask, tuple(choices), choices.index(right), why)


def _offers(scenario: Scenario) -> Iterator[QuizItem | None]:
    """Yield a question a side: which step its last proposal held, among those of the others."""
    last = {proposal.by: proposal for proposal in scenario.proposals}
    for proposal in reversed(last.values()):
        others = [one for one in scenario.proposals if one is not proposal]
        held = dict.fromkeys(step for one in others for step in one.steps)
        near = {*proposal.steps, *_alternatives(scenario, proposal)}
        wrong = [whole(scenario, step) for step in held if step not in near]
        own = min(proposal.steps, key=lambda step: sum(step in one.steps for one in others))
        basis = (f"file:proposals.{proposal.id}", *sourced(proposal.source))
        by = scenario.name(proposal.by) if proposal.by else ""
        ask = say("quiz.offer", title=shorter(proposal), by=by)
        steps = wholes(scenario, proposal.steps)
        why = sentence("quiz.offer_why", *basis, title=shorter(proposal), steps=steps)
        yield _item(ask, whole(scenario, own), wrong, why)


def _alternatives(scenario: Scenario, proposal: Proposal) -> set[str]:
    """Return the steps in whose place a proposal holds another: too like it for a wrong answer."""
    groups = (set(choice.one_of) for choice in scenario.choices)
    return set().union(*(group for group in groups if group & set(proposal.steps)))


def _called(proposal: Proposal) -> str:
    return proposal.short or proposal.title


def _people(scenario: Scenario) -> Iterator[QuizItem | None]:
    """Yield a question a side: who of all was the last that it names."""
    every = [person.name for party in scenario.parties for person in party.people]
    for party in scenario.parties:
        with_role = [(n, one) for n, one in enumerate(party.people) if one.role]
        for n, person in with_role[-1:]:
            own = [one.name for one in party.people if one is not person]
            data = {"role": person.role, "side": scenario.name(party.id)}
            basis = f"file:parties.{party.id}.people.{n}"
            why = sentence("quiz.person_why", basis, name=person.name, **data)
            yield _item(say("quiz.person", **data), person.name, (*own, *every), why)


def _definitions(
    ideas: Sequence[ToldConcept], asked: Sequence[ToldConcept]
) -> Iterator[QuizItem | None]:
    for idea in asked:
        ask = say("quiz.defined", text=idea.text[0].text)
        why = sentence("quiz.defined_why", *idea.text[0].basis)
        yield _item(ask, capital(idea.term), _terms(ideas), why)


def _terms(ideas: Sequence[ToldConcept]) -> list[str]:
    """Return the ideas that stand to choose: the guide's, or all where it has few."""
    told = [capital(idea.term) for idea in ideas]
    return told if len(told) >= _MOST_CHOICES else [*told, *map(term_of, IDEAS)]


def _order(events: Sequence[Dated]) -> Iterator[QuizItem | None]:
    """Yield which of three events came first."""
    apart = events[:: max(1, len(events) // _FEWEST_CHOICES)][:_FEWEST_CHOICES]
    days = {first_day(date) for date, _ in apart}
    if len(days) == _FEWEST_CHOICES:
        (date, first), *later = apart
        why = sentence("quiz.dated", *first.basis, date=dated(date))
        yield _item(say("quiz.earliest"), _told(first), [_told(one) for _, one in later], why)


def _afterwards(scenario: Scenario, events: Sequence[Dated]) -> Iterator[QuizItem | None]:
    """Yield which of three events came after the talks."""
    if scenario.when is None:
        return
    first, last = scenario.when
    earlier = [_told(one) for date, one in events if first_day(date) < first]
    for date, told in events:
        if first_day(date) > last:
            why = sentence("quiz.dated", *told.basis, date=dated(date))
            yield _item(say("quiz.afterwards"), _told(told), earlier[-_FEWEST_CHOICES + 1 :], why)


def _years(events: Sequence[Dated]) -> Iterator[QuizItem | None]:
    """Yield in which year something happened."""
    years = [date[:4] for date, _ in events]
    for date, told in events[1:2]:
        data = {"event": _told(told), "date": dated(date)}
        why = sentence("quiz.happened", *told.basis, **data)
        yield _item(say("quiz.year", event=_told(told)), date[:4], years, why)


def _told(event: Sentence) -> str:
    return event.text.rstrip(". ")


def _claims(scenario: Scenario) -> Iterator[QuizItem | None]:
    """Yield how much is true of what is often said: first of something wrong, then of the rest."""
    verdicts = {name: say(f"quiz.claim_{name}") for name in ("right", "half", "wrong")}
    for claim in sorted(scenario.claims, key=lambda one: one.verdict != "wrong"):
        ask = say("quiz.claim", text=claim.text)
        yield _item(ask, verdicts[claim.verdict], verdicts.values(), _verdict(claim))


def _verdict(claim: Claim) -> Sentence:
    path = f"claims.{claim.id}"
    if claim.correction is None:
        return sentence("quiz.claim_holds", f"file:{path}.verdict", *sourced(claim.source))
    return stated(claim.correction, f"{path}.correction", claim.source)


def _figures(scenario: Scenario) -> Iterator[QuizItem | None]:
    """Yield how large something was, among numbers of the same unit."""
    single = [figure for figure in scenario.figures if not figure.series]
    for figure in single:
        same = [figure_value(one) for one in single if one.unit == figure.unit]
        basis = (f"file:figures.{figure.id}", *sourced(figure.source))
        text = figure.text.rstrip(".:")
        why = sentence("quiz.figure_why", *basis, text=text)
        yield _item(say("quiz.figure", text=text), figure_value(figure), same, why)


def _words(analysis: Analysis) -> Iterator[QuizItem | None]:
    """Yield what one side alone saw in a word."""
    scenario = analysis.scenario
    for term in scenario.terms:
        meaning = analysis.deals.terms[term.id]
        for who, steps in meaning.only.items():
            others = [s for one, theirs in meaning.only.items() if one != who for s in theirs]
            own = [step for step in steps if step not in others]
            if own:
                names = {"party": scenario.name(who), "term": term.title}
                basis = (f"result:deals.terms.{term.id}.only.{who}", *sourced(term.source))
                why = sentence("quiz.word_why", *basis, **names)
                wrong = wholes(scenario, [*meaning.common[:2], *others, *meaning.common[2:]])
                yield _item(say("quiz.word", **names), whole(scenario, own[0]), wrong, why)
                break


def _signatures(analysis: Analysis) -> Iterator[QuizItem | None]:
    """Yield which proposal could have been signed, where that is one alone."""
    scenario = analysis.scenario
    signable = [one for one in scenario.proposals if analysis.proposals[one.id].signable]
    if len(signable) == 1:
        basis = f"result:proposals.{signable[0].id}.refused_by"
        titles = (one.title for one in scenario.proposals)
        yield _item(say("quiz.sign"), signable[0].title, titles, sentence("quiz.sign_why", basis))


def _first(analysis: Analysis) -> QuizItem | None:
    """Return which step comes first in the deal that an analysis leads through."""
    scenario, roadmap = analysis.scenario, analysis.roadmap
    if roadmap is None or not roadmap.order:
        return None
    short = not any(cuts(scenario, step) for step in roadmap.package)
    places = range(1, len(roadmap.order) + 1)
    titles = [move_title(scenario, roadmap, n, short=short) for n in places]
    why = sentence("quiz.first_why", "result:roadmap.order")
    ask = say("quiz.first", deal=named(analysis))
    return _item(ask, titles[0], reversed(titles), why)
