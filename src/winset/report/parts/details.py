"""Details: where and when, what each side brought and demanded, and how it went."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from winset.language.catalogue import say
from winset.language.words import listed
from winset.report.document.blocks import Facts, Row, Sentence, Table
from winset.report.document.sentences import sentence, sourced, stated
from winset.report.phrases.groups import is_untitled
from winset.report.phrases.titles import shorter
from winset.scenario import Demand, Proposal, Scenario


def side_by_side(scenario: Scenario) -> Table:
    """Return which steps each proposal held."""
    proposals = scenario.proposals
    columns = (
        say("details.step"),
        say("details.by"),
        *(say("details.numbered", n=n, title=shorter(one)) for n, one in enumerate(proposals, 1)),
    )
    rows = tuple(
        Row(
            (
                scenario.label(step.id),
                listed(scenario.label(party) for party in step.by),
                *(
                    say("details.held" if step.id in p.steps else "details.not_held")
                    for p in proposals
                ),
            ),
            (f"file:steps.{step.id}.title", *(f"file:proposals.{p.id}.steps" for p in proposals)),
        )
        for step in scenario.steps
        if any(step.id in proposal.steps for proposal in proposals)
    )
    return Table(say("details.caption"), columns, rows)


def proposal_title(scenario: Scenario, n: int) -> str:
    """Return what the n-th proposal, counted from 0, is called: number, title, side and date."""
    one = scenario.proposals[n]
    by = scenario.name(one.by) if one.by else ""
    return say("details.proposal", n=n + 1, title=one.title, by=by, date=one.date)


def place(scenario: Scenario) -> Facts:
    """Return when and where the talks were held, and why there."""
    return Facts(tuple(_place(scenario)))


def _place(scenario: Scenario) -> Iterator[tuple[str, tuple[Sentence, ...]]]:
    if scenario.when is not None:
        told = sentence("details.when", "file:when", when=scenario.when)
        yield say("details.when_label"), (told,)
    place = scenario.place
    if place is not None:
        where = sentence("details.where", "file:place.name", place=place.name)
        why = (stated(place.why, "place.why", place.source),) if place.why else ()
        yield say("details.where_label"), (where, *why)


def offers(scenario: Scenario) -> Iterator[Iterator[Sentence]]:
    """Yield what each proposal is, in its number's place."""
    for proposal in scenario.proposals:
        yield _offer(scenario, proposal)


def _offer(scenario: Scenario, proposal: Proposal) -> Iterator[Sentence]:
    basis = (f"file:proposals.{proposal.id}", *sourced(proposal.source))
    by = scenario.name(proposal.by) if proposal.by else ""
    yield sentence("details.offer", *basis, title=proposal.title, by=by, date=proposal.date)
    if proposal.note:
        yield stated(proposal.note, f"proposals.{proposal.id}.note", proposal.source)
    if proposal.order:
        yield sentence("details.written", *basis, places=places(scenario, proposal))
    for order in orders(proposal.before, scenario.name):
        yield sentence("details.order", *basis, **order)


def places(scenario: Scenario, proposal: Proposal) -> list[str]:
    """Return what stands at each place of a proposal's full order."""
    made = Counter[str]()
    every = Counter({step: 0 for place in proposal.order for step in place.steps})
    for place in proposal.order:
        every.update(dict.fromkeys(place.steps, place.slices or 0))
    told = []
    for place in proposal.order:
        first, of = place.steps[0], 0
        if place.slices is not None:
            made.update({first: place.slices})
            of = every[first]
        steps = list(map(scenario.name, place.steps))
        told.append(say("details.place", steps=steps, made=made[first], of=of))
    return told


def demands(scenario: Scenario) -> Iterator[Iterator[Sentence]]:
    """Yield what each side insists on, side by side."""
    for party in scenario.parties:
        for demand in scenario.demands:
            if demand.by == party.id:
                yield demand_sentences(scenario, demand)


def demand_sentences(scenario: Scenario, demand: Demand) -> Iterator[Sentence]:
    """Yield what a party insists on, and what the file says of it."""
    basis = (f"file:demands.{demand.id}", *sourced(demand.source))
    party = scenario.name(demand.by)
    if demand.term is None and not is_untitled(demand):  # else the term is its name
        yield sentence("details.called", *basis, name=demand.title)
    for key, steps in (("require", demand.require), ("refuse", demand.refuse)):
        if steps:
            titles = list(map(scenario.name, steps))
            yield sentence(f"details.{key}", *basis, party=party, steps=titles)
    for order in orders(demand.before, scenario.name):
        yield sentence("details.before", *basis, party=party, **order)
    if demand.at_least is not None:
        yield sentence("details.at_least", *basis, party=party, value=demand.at_least.point)
    if demand.term is not None:
        yield sentence("details.term", *basis, party=party, term=demand.term.replace("-", " "))
    if demand.note:
        yield stated(demand.note, f"demands.{demand.id}.note", demand.source)


def orders(
    pairs: Sequence[tuple[str, str]], called: Callable[[str], str]
) -> Iterator[dict[str, list[str]]]:
    """Yield which steps are to come only after which, those after the same ones together.

    Parameters
    ----------
    pairs
        Of steps, the second only after the first.
    called
        Returns what a step is called.
    """
    thens: dict[tuple[str, ...], list[str]] = {}
    for then in dict.fromkeys(then for _, then in pairs):
        firsts = tuple(first for first, other in pairs if other == then)
        thens.setdefault(firsts, []).append(then)
    for firsts, after in thens.items():
        yield {"firsts": list(map(called, firsts)), "thens": list(map(called, after))}
