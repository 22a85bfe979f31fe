"""What could be signed, the best of it, and what the words of a text commit to."""

from collections.abc import Iterator, Sequence

from winset.deals.find import Deal, Deals
from winset.language.catalogue import say
from winset.language.letters import capital
from winset.language.words import NONE, signed
from winset.report.charts.words import term_chart
from winset.report.document.blocks import Block, Row, Section, Sentence, Table
from winset.report.document.compose import paragraph, picture, section
from winset.report.document.sentences import sentence, stated
from winset.report.phrases.verdicts import third_parties_cost, time_counts
from winset.scenario import Scenario, Term

_MOST = 8
"""Packages of a table that the short form shows."""


def finding(scenario: Scenario, deals: Deals) -> Sentence:
    """Return how many deals could be signed, and how many of them would meet every demand."""
    return sentence(
        "deals.finding",
        *("result:deals.signable", "result:deals.overlap"),
        signable=deals.signable,
        overlap=deals.overlap,
        demands=len(scenario.demands),
    )


def signable(scenario: Scenario, deals: Deals) -> Section | None:
    """Return how much could be signed, and whether the positions overlap."""
    return section(
        "signable",
        paragraph(
            signable_sentence(deals),
            overlap_sentence(scenario, deals) if scenario.demands else None,
            *_left_out(scenario),
        ),
    )


def signable_sentence(deals: Deals) -> Sentence:
    """Return how many packages there are, and how many all would sign."""
    packages, some = deals.packages, deals.signable
    if not some:
        key = "none_signable"
    elif some < packages:
        key = "signable"
    else:
        key = "one_signable" if packages == 1 else "all_signable"
    basis = ("result:deals.packages", "result:deals.signable")
    return sentence(f"answer.{key}", *basis, packages=packages, signable=some)


def overlap_sentence(scenario: Scenario, deals: Deals) -> Sentence:
    """Return how many packages meet all the demands that were made."""
    key = "answer.overlap" if deals.overlap else "answer.no_overlap"
    data = {"overlap": deals.overlap, "demands": len(scenario.demands)}
    return sentence(key, "result:deals.overlap", **data)


def _left_out(scenario: Scenario) -> Iterator[Sentence]:
    """Yield what is not in these values: what a third party costs, and time."""
    if third_parties_cost(scenario):
        yield sentence("deals.without_escrow", "file:escrow")
    if time_counts(scenario):
        yield sentence("deals.without_time", "file:parties")


def frontier(scenario: Scenario, deals: Deals) -> Section | None:
    """Return the packages that no other beats for everybody."""
    common = _common(scenario, deals.frontier)
    columns = (*_parties(scenario), say("deals.others" if common else "deals.steps"))
    rows = tuple(
        Row(tuple(_package(scenario, deal, common)), (f"result:deals.frontier.{n}",))
        for n, deal in enumerate(deals.frontier)
    )
    numbers = frozenset(range(len(columns) - 1))
    return section(
        "frontier",
        Table(say("deals.frontier"), columns, rows, numbers, _MOST),
        paragraph(_held_by_all(scenario, common, "result:deals.frontier")),
    )


def solutions(scenario: Scenario, deals: Deals) -> Section | None:
    """Return what bargaining theory would pick, by each of its solutions."""
    picked = [deal for some in deals.solutions.values() for deal in some or ()]
    common = _common(scenario, picked)
    what = say("deals.others" if common else "deals.steps")
    columns = (say("deals.solution"), *_parties(scenario), what)
    rows = tuple(
        row for name in deals.solutions for row in _solution(scenario, deals, name, common)
    )
    return section(
        "solutions",
        Table("", columns, rows, frozenset(range(1, len(columns) - 1))),
        paragraph(_held_by_all(scenario, common, "result:deals.solutions")),
    )


def _solution(scenario: Scenario, deals: Deals, name: str, common: Sequence[str]) -> Iterator[Row]:
    place, title = f"result:deals.solutions.{name}", say(f"solutions.{name}")
    picked = deals.solutions[name]
    if picked is None:
        yield Row((title, *[""] * len(scenario.parties), say("deals.undefined")), (place,))
        return
    for n, deal in enumerate(picked):
        yield Row((title, *_package(scenario, deal, common)), (f"{place}.{n}",))


def _parties(scenario: Scenario) -> Iterator[str]:
    return (scenario.label(party.id) for party in scenario.parties)


def _package(scenario: Scenario, deal: Deal, common: Sequence[str]) -> Iterator[str]:
    yield from (signed(deal.values[party.id]) for party in scenario.parties)
    yield "; ".join(scenario.label(step) for step in deal.steps if step not in common) or NONE


def _common(scenario: Scenario, deals: Sequence[Deal]) -> Sequence[str]:
    """Return the steps that all of several deals hold."""
    if len(deals) < 2:
        return ()
    return [step.id for step in scenario.steps if all(step.id in deal.steps for deal in deals)]


def _held_by_all(scenario: Scenario, common: Sequence[str], basis: str) -> Sentence | None:
    if not common:
        return None
    return sentence("deals.common", basis, steps=list(map(scenario.label, common)))


def words(scenario: Scenario, deals: Deals) -> Section | None:
    """Return what each term commits to, and to whom."""
    return section("words", *readings(scenario, deals))


def readings(scenario: Scenario, deals: Deals) -> Iterator[Block | None]:
    """Yield each term with its readings, in words and in a picture."""
    for term in scenario.terms:
        yield paragraph(*term_sentences(scenario, deals, term), label=capital(term.title))
        yield picture(term_chart(scenario, term))


def term_sentences(scenario: Scenario, deals: Deals, term: Term) -> Iterator[Sentence]:
    """Yield a term's definition, what all its readers see in it, and what only some see."""
    if term.definition:
        yield stated(term.definition, f"terms.{term.id}.definition", term.source)
    meaning = deals.terms[term.id]
    basis = (f"result:deals.terms.{term.id}", f"file:terms.{term.id}.meaning")
    common = list(map(scenario.label, meaning.common))
    yield sentence("reasons.common", *basis, term=term.title, steps=common)
    for party, steps in meaning.only.items():
        if steps:
            titles = list(map(scenario.label, steps))
            yield sentence("reasons.only", *basis, party=scenario.name(party), steps=titles)
