"""A quiz. Wrong choices are not invented: each is what a certain mistake leads to."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from winset.analysis import Analysis, Judgement
from winset.language.catalogue import say
from winset.language.words import share, signed
from winset.report.document.blocks import Sentence
from winset.report.document.sentences import sentence
from winset.report.phrases.advice import named
from winset.report.phrases.moves import move_title
from winset.roadmaps.roadmap import Roadmap
from winset.scenario import Proposal, Scenario, Term
from winset.scenario.game import TOLERANCE

_MOST_CHOICES = 4
_FEWEST_CHOICES = 3
_LETTERS = "ABCD"


@dataclass(frozen=True, slots=True)
class QuizChoice:
    """A choice, and why it is right or which mistake leads to it."""

    text: str
    why: Sentence


@dataclass(frozen=True, slots=True)
class QuizItem:
    """A question with choices, of which the one at `right` is right."""

    ask: str
    choices: tuple[QuizChoice, ...]
    right: int

    @property
    def lettered(self) -> tuple[tuple[str, QuizChoice], ...]:
        """The choices with their letters."""
        return tuple(zip(_LETTERS, self.choices, strict=False))


def quiz(analysis: Analysis) -> Iterator[QuizItem]:
    """Yield the questions for which there are two wrong choices at least."""
    found = (
        _signable(analysis),
        *_values(analysis),
        *_signatures(analysis),
        *_trust(analysis),
        _first(analysis),
        *_words(analysis),
    )
    return (item for item in found if item is not None)


def _item(ask: str, right: QuizChoice, wrong: Iterable[QuizChoice]) -> QuizItem | None:
    """Return a question with the first wrong choices that differ, in the order of their texts."""
    choices = {right.text: right}
    for choice in wrong:
        if len(choices) < _MOST_CHOICES:
            choices.setdefault(choice.text, choice)
    if len(choices) < _FEWEST_CHOICES:
        return None
    ordered = sorted(choices.values(), key=_rank)
    return QuizItem(ask, tuple(ordered), ordered.index(right))


def _rank(choice: QuizChoice) -> tuple[float, str]:
    """Return where a choice stands: numbers by size, words by the alphabet."""
    plain = choice.text.replace("\N{MINUS SIGN}", "-").replace(",", "").rstrip("%")
    try:
        return float(plain), ""
    except ValueError:
        return 0.0, plain


def _signable(analysis: Analysis) -> QuizItem | None:
    deals = analysis.deals
    numbers: dict[str, tuple[int, str]] = {"packages": (deals.packages, "deals.packages")}
    if analysis.roadmap is not None and analysis.roadmap.all is not None:
        counts = analysis.roadmap.all
        numbers["holds"] = (counts.holds, "roadmap.all.holds")
        numbers["incentive"] = (counts.incentive, "roadmap.all.incentive")
        numbers["trust"] = (counts.trust, "roadmap.all.trust")
    if analysis.scenario.demands:
        numbers["overlap"] = (deals.overlap, "deals.overlap")
    right = QuizChoice(
        f"{deals.signable:,}", sentence("quiz.signable_right", "result:deals.signable")
    )
    wrong = (
        QuizChoice(f"{number:,}", sentence(f"quiz.signable_{name}", f"result:{path}"))
        for name, (number, path) in numbers.items()
    )
    return _item(say("quiz.signable"), right, wrong)


def _values(analysis: Analysis) -> Iterator[QuizItem | None]:
    """Yield one question a proposal, about its own side, or the first where it has none."""
    for proposal in analysis.scenario.proposals:
        party = proposal.by if proposal.by in analysis.proposals[proposal.id].values else None
        who = party or analysis.scenario.parties[0].id
        yield _value(analysis.scenario, proposal, analysis.proposals[proposal.id], who)


def _value(scenario: Scenario, proposal: Proposal, judged: Judgement, who: str) -> QuizItem | None:
    path = f"result:proposals.{proposal.id}"
    name = scenario.name(who)
    value = judged.values[who]
    right = QuizChoice(
        signed(value), sentence("quiz.value_right", f"{path}.values.{who}", party=name)
    )
    worth = signed(judged.worth[who])
    wrong = [QuizChoice(worth, sentence("quiz.value_worth", f"{path}.worth.{who}"))]
    for other, theirs in judged.values.items():
        if other != who:
            why = sentence("quiz.value_other", f"{path}.values.{other}", other=scenario.name(other))
            wrong.append(QuizChoice(signed(theirs), why))
    wrong.append(QuizChoice(signed(-value), sentence("quiz.value_sign", f"{path}.values.{who}")))
    return _item(say("quiz.value", title=proposal.title, party=name), right, wrong)


def _signatures(analysis: Analysis) -> Iterator[QuizItem | None]:
    """Yield which proposal could have been signed, where that is one alone."""
    scenario = analysis.scenario
    choices = {p.id: _signature(scenario, p, analysis.proposals[p.id]) for p in scenario.proposals}
    signable = [name for name, judged in analysis.proposals.items() if judged.signable]
    if len(signable) == 1:
        right = choices.pop(signable[0])
        yield _item(say("quiz.sign"), right, choices.values())


def _signature(scenario: Scenario, proposal: Proposal, judged: Judgement) -> QuizChoice:
    path = f"result:proposals.{proposal.id}.refused_by"
    who = [scenario.name(one) for one in judged.refused_by]
    why = sentence("quiz.sign_short", path, who=who) if who else sentence("quiz.sign_right", path)
    return QuizChoice(proposal.title, why)


def _trust(analysis: Analysis) -> Iterator[QuizItem | None]:
    roadmap = analysis.roadmap
    if roadmap is None:
        return
    for party, others in roadmap.trust.items():
        for other in others:
            yield _trust_in(analysis, roadmap, party, other)


def _trust_in(analysis: Analysis, roadmap: Roadmap, party: str, other: str) -> QuizItem | None:
    scenario = analysis.scenario
    path = f"result:roadmap.trust.{party}.{other}"
    trust = roadmap.trust[party][other]
    names = {"party": scenario.name(party), "other": scenario.name(other)}
    if trust.required is None or trust.required <= TOLERANCE:
        return None
    right = QuizChoice(share(trust.required), sentence("quiz.trust_right", path))
    wrong = [QuizChoice(share(trust.has), sentence("quiz.trust_has", f"{path}.has"))]
    back = roadmap.trust.get(other, {}).get(party)
    if back is not None and back.required is not None:
        reverse = f"result:roadmap.trust.{other}.{party}.required"
        wrong.append(
            QuizChoice(share(back.required), sentence("quiz.trust_reversed", reverse, **names))
        )
    return _item(say("quiz.trust", deal=named(analysis), **names), right, wrong)


def _first(analysis: Analysis) -> QuizItem | None:
    scenario, roadmap = analysis.scenario, analysis.roadmap
    if roadmap is None or not roadmap.order:
        return None
    total = len(roadmap.order)
    titles = [move_title(scenario, roadmap, n) for n in range(1, total + 1)]
    right = QuizChoice(titles[0], sentence("quiz.first_right", "result:roadmap.order.0"))
    places = sorted(range(2, total + 1), key=lambda n: (n not in (2, total), n))
    wrong = (
        QuizChoice(
            titles[n - 1],
            sentence("quiz.first_place", f"result:roadmap.order.{n - 1}", place=n, total=total),
        )
        for n in places
    )
    return _item(say("quiz.first", deal=named(analysis)), right, wrong)


def _words(analysis: Analysis) -> Iterator[QuizItem | None]:
    for term in analysis.scenario.terms:
        yield _word(analysis, term)


def _word(analysis: Analysis, term: Term) -> QuizItem | None:
    """Return a question about the first side that sees something of its own in a word."""
    scenario = analysis.scenario
    meaning = analysis.deals.terms[term.id]
    path = f"result:deals.terms.{term.id}"
    own = {
        party: [s for s in steps if not any(s in o for p, o in meaning.only.items() if p != party)]
        for party, steps in meaning.only.items()
    }
    who = next((party for party, steps in own.items() if steps), None)
    if who is None:
        return None
    right = QuizChoice(
        _title(scenario, own[who][0]), sentence("quiz.word_right", f"{path}.only.{who}")
    )
    others = [
        QuizChoice(
            _title(scenario, step),
            sentence("quiz.word_other", f"{path}.only.{party}", other=scenario.name(party)),
        )
        for party, steps in own.items()
        if party != who
        for step in steps
    ]
    common = [
        QuizChoice(_title(scenario, step), sentence("quiz.word_common", f"{path}.common"))
        for step in meaning.common
    ]
    ask = say("quiz.word", party=scenario.name(who), term=term.title)
    return _item(ask, right, (*common[:2], *others, *common[2:]))


def _title(scenario: Scenario, step: str) -> str:
    return scenario.name(step)
