"""What could be signed, the best of it, and what the words of a text commit to."""

from collections.abc import Iterator, Sequence

from winset.deals.find import Deal, Deals
from winset.language.catalogue import say
from winset.language.words import capital, signed
from winset.report.charts.terms import terms_charts
from winset.report.document.blocks import Block, Row, Section, Sentence, Table
from winset.report.document.compose import paragraph, picture, section
from winset.report.document.sentences import sentence, stated
from winset.report.phrases.verdicts import third_parties_cost, time_counts
from winset.scenario import Scenario, Term

_MOST = 8
"""Packages of a table that the short form shows."""


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
    return section("frontier", _packages(scenario, "frontier", deals.frontier))


def solutions(scenario: Scenario, deals: Deals) -> Section | None:
    """Return what bargaining theory would pick, by each of its solutions."""
    return section("solutions", *(_solution(scenario, deals, name) for name in deals.solutions))


def _solution(scenario: Scenario, deals: Deals, name: str) -> Block:
    picked = deals.solutions[name]
    if picked is None:
        undefined = sentence("deals.undefined", f"result:deals.solutions.{name}")
        return paragraph(undefined, label=say(f"solutions.{name}"))
    return _packages(scenario, f"solutions.{name}", picked)


def _packages(scenario: Scenario, place: str, deals: Sequence[Deal]) -> Table:
    columns = (*(scenario.label(party.id) for party in scenario.parties), say("deals.steps"))
    rows = tuple(
        Row(tuple(_package(scenario, deal)), (f"result:deals.{place}.{n}",))
        for n, deal in enumerate(deals)
    )
    caption = say(f"deals.{place}" if place == "frontier" else place)
    return Table(caption, columns, rows, frozenset(range(len(columns) - 1)), _MOST)


def _package(scenario: Scenario, deal: Deal) -> Iterator[str]:
    yield from (signed(deal.values[party.id]) for party in scenario.parties)
    yield "; ".join(map(scenario.label, deal.steps)) or say("deals.nothing")


def words(scenario: Scenario, deals: Deals) -> Section | None:
    """Return what each term commits to, and to whom."""
    return section("words", *_words(scenario, deals))


def _words(scenario: Scenario, deals: Deals) -> Iterator[Block | None]:
    charts = {chart.id: chart for chart in terms_charts(scenario)}
    for term in scenario.terms:
        yield paragraph(*term_sentences(scenario, deals, term), label=capital(term.title))
        yield picture(charts.get(f"term-{term.id}"))


def term_sentences(scenario: Scenario, deals: Deals, term: Term) -> Iterator[Sentence]:
    """Yield a term's definition, what all its readers see in it, and what only some see."""
    if term.definition:
        yield stated(term.definition, f"terms.{term.id}.definition", term.source)
    meaning = deals.terms[term.id]
    basis = (f"result:deals.terms.{term.id}", f"file:terms.{term.id}.meaning")
    common = list(map(scenario.name, meaning.common))
    yield sentence("reasons.common", *basis, term=term.title, steps=common)
    for party, steps in meaning.only.items():
        if steps:
            titles = list(map(scenario.name, steps))
            yield sentence("reasons.only", *basis, party=scenario.name(party), steps=titles)
