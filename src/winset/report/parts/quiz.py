"""A quiz on what happened and on ideas of the field; two of its ten ask for results at most."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice, zip_longest
from typing import TypeAlias

from winset.analysis import Analysis
from winset.language.catalogue import say
from winset.language.dates import dated
from winset.language.letters import capital
from winset.language.words import full_stop
from winset.report.document.blocks import Sentence
from winset.report.document.sentences import sentence, sourced, stated
from winset.report.parts.concepts import IDEAS, concepts, term_of
from winset.report.parts.learning import first_sentence, main_events
from winset.report.parts.story import ToldConcept
from winset.report.phrases.figures import figure_value
from winset.report.phrases.titles import shorter, whole, wholes
from winset.scenario import Claim, Proposal, Scenario
from winset.scenario.kinds import first_day

_MOST = 10
_MOST_RESULTS = 2
_MOST_CHOICES = 4
_FEWEST_CHOICES = 3
_LETTERS = "ABCD"

_WORD = re.compile(r"[^\W\d_]{4,}")
"""A word of which another form may give an answer away."""


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
    def answer(self) -> str:
        """The right choice with its letter."""
        return self.lettered[self.right]

    @property
    def lettered(self) -> tuple[str, ...]:
        """The choices with their letters."""
        return tuple(
            say("quiz.letter", letter=letter, text=full_stop(text))
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
        islice(_dates(scenario, events), 1),
        _words(analysis),
        _claims(scenario),
        _definitions(ideas, ideas[1::2]),
    )
    asked = chain.from_iterable(chain(zip_longest(*kinds), zip(_figures(scenario))))
    return (item for item in asked if item is not None)


def about_results(analysis: Analysis) -> Iterator[QuizItem]:
    """Yield questions on what was computed."""
    return (item for item in _signatures(analysis) if item is not None)


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
        wrong = [step for step in held if step not in near]
        own = sorted(proposal.steps, key=lambda step: sum(step in one.steps for one in others))
        rights, wrongs = (_not_told(scenario, proposal, steps) for steps in (own, wrong))
        basis = (f"file:proposals.{proposal.id}", *sourced(proposal.source))
        by = scenario.name(proposal.by) if proposal.by else ""
        ask = say("quiz.offer", title=shorter(proposal), by=by)
        steps = wholes(scenario, proposal.steps)
        why = sentence("quiz.offer_why", *basis, title=shorter(proposal), steps=steps)
        for right in rights[:1]:
            yield _item(ask, right, wrongs, why)


def _alternatives(scenario: Scenario, proposal: Proposal) -> set[str]:
    """Return the steps in whose place a proposal holds another: too like it for a wrong answer."""
    groups = (set(choice.one_of) for choice in scenario.choices)
    return set().union(*(group for group in groups if group & set(proposal.steps)))


def _not_told(scenario: Scenario, proposal: Proposal, steps: Sequence[str]) -> list[str]:
    """Return the names of steps that repeat no word of a proposal's title, in whatever form."""
    title = _WORD.findall(shorter(proposal).casefold())

    def is_told(word: str) -> bool:
        return any(one.startswith(word) or word.startswith(one) for one in title)

    names = wholes(scenario, steps)
    return [name for name in names if not any(map(is_told, _WORD.findall(name.casefold())))]


def _people(scenario: Scenario) -> Iterator[QuizItem | None]:
    """Yield a question a side: who of all was the last that it names."""
    every = [person.name for party in scenario.parties for person in party.people]
    for party in scenario.parties:
        with_role = [(n, one) for n, one in enumerate(party.people) if one.role]
        for n, person in with_role[-1:]:
            own = [one.name for one in party.people if one is not person]
            data = {"role": person.role, "side": scenario.name(party.id)}
            basis = f"file:parties.{party.id}.people.{n}"
            told = person.portrait or say("quiz.person_why", side=scenario.name(party.id))
            why = Sentence(full_stop(told), (basis,))
            yield _item(say("quiz.person", **data), person.name, (*own, *every), why)


def _definitions(
    ideas: Sequence[ToldConcept], asked: Sequence[ToldConcept]
) -> Iterator[QuizItem | None]:
    """Yield which idea a situation shows; where the case is not told, which one is defined."""
    for idea in asked:
        shown, defined = idea.case[:1] or idea.text[:1], idea.text[0]
        ask = say("quiz.idea", text=first_sentence(shown[0].text), case=bool(idea.case))
        why = Sentence(first_sentence(defined.text), defined.basis)
        yield _item(ask, capital(idea.term), _terms(ideas), why)


def _terms(ideas: Sequence[ToldConcept]) -> list[str]:
    """Return the ideas that stand to choose: the guide's, or all where it has few."""
    told = [capital(idea.term) for idea in ideas]
    return told if len(told) >= _MOST_CHOICES else [*told, *map(term_of, IDEAS)]


def _dates(scenario: Scenario, events: Sequence[Dated]) -> Iterator[QuizItem | None]:
    """Yield questions on when something happened, those that have choices enough."""
    found = (*_order(events), *_afterwards(scenario, events), *_years(events))
    return (item for item in found if item is not None)


def _order(events: Sequence[Dated]) -> Iterator[QuizItem | None]:
    """Yield which of three events came first."""
    apart = events[:: max(1, len(events) // _FEWEST_CHOICES)][:_FEWEST_CHOICES]
    days = {first_day(date) for date, _ in apart}
    if len(days) == _FEWEST_CHOICES:
        (date, first), *later = apart
        why = _on(date, first)
        yield _item(say("quiz.earliest"), _told(first), [_told(one) for _, one in later], why)


def _afterwards(scenario: Scenario, events: Sequence[Dated]) -> Iterator[QuizItem | None]:
    """Yield which of three events came after the talks."""
    if scenario.when is None:
        return
    first, last = scenario.when
    earlier = [_told(one) for date, one in events if first_day(date) < first]
    for date, told in events:
        if first_day(date) > last:
            why = _on(date, told)
            yield _item(say("quiz.afterwards"), _told(told), earlier[-_FEWEST_CHOICES + 1 :], why)


def _years(events: Sequence[Dated]) -> Iterator[QuizItem | None]:
    """Yield in which year something happened."""
    years = [date[:4] for date, _ in events]
    for date, told in events[1:2]:
        yield _item(say("quiz.year", event=_told(told)), date[:4], years, _on(date, told))


def _on(date: str, event: Sentence) -> Sentence:
    """Return when something was: on a day, in a month or year."""
    by_day = date.count("-") > 1
    return sentence("quiz.dated", *event.basis, date=dated(date), by_day=by_day)


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
