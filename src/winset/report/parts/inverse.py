"""What would have to be preferred for a state to last; and no deal as it is to be expected."""

from collections.abc import Iterator, Sequence

from winset.aftermath.expect import Expectation, Round
from winset.aftermath.inverse import Inverse
from winset.aftermath.result import Aftermath
from winset.language.catalogue import say
from winset.language.words import signed
from winset.report.document.blocks import Block, Row, Section, Table
from winset.report.document.compose import paragraph, section
from winset.report.document.sentences import sentence
from winset.report.phrases.aftermath import state_words
from winset.scenario import Scenario

_MOST = 8


def rankings(
    scenario: Scenario, found: Aftermath, asked: Sequence[Inverse]
) -> Iterator[Block | None]:
    """Yield which rankings of each party would make a wanted state last."""
    if not asked:
        return
    first = asked[0]
    yield paragraph(
        sentence(
            "inverse.now",
            "result:rankings.0.now",
            now=first.now,
            concept=say(f"aftermath.field_{first.concept}"),
            state=state_words(scenario, found.state(first.state).on),
        )
    )
    for n, one in enumerate(asked):
        yield _counted(scenario, n, one)
        yield _conditions(scenario, found, n, one)


def _counted(scenario: Scenario, n: int, one: Inverse) -> Block:
    party, basis = scenario.name(one.party), f"result:rankings.{n}"
    if one.barred_by:
        others = list(map(scenario.name, one.barred_by))
        return paragraph(sentence("inverse.barred", basis, party=party, others=others))
    if one.exact and one.fitting == one.rankings:
        return paragraph(sentence("inverse.always", basis, party=party))
    return paragraph(
        sentence(
            "inverse.counted",
            basis,
            party=party,
            fitting=one.fitting,
            rankings=one.rankings,
            exact=one.exact,
            compared=len(one.compared),
        )
    )


def _conditions(scenario: Scenario, found: Aftermath, n: int, one: Inverse) -> Table | None:
    """Return the least sets of comparisons, each of which is enough; None where none is needed."""
    if one.fitting in {0, one.rankings} or not one.conditions:
        return None
    rows = (
        Row(
            (str(k), *(state_words(scenario, found.state(state).on) for state in pair)),
            (f"result:rankings.{n}.conditions.{k - 1}",),
        )
        for k, condition in enumerate(one.conditions, start=1)
        for pair in condition
    )
    columns = tuple(say(f"inverse.{name}") for name in ("set", "better", "worse"))
    return Table(say("inverse.enough"), columns, tuple(rows), frozenset({0}), _MOST)


def rounds(scenario: Scenario, found: Expectation | None) -> Section | None:
    """Return what no deal is worth if the aftermath says so, round by round."""
    if found is None:
        return None
    names = (say("inverse.no_deal", party=scenario.label(party.id)) for party in scenario.parties)
    columns = (say("inverse.round"), *names, say("inverse.deal"))
    rows = tuple(_round(scenario, n, one) for n, one in enumerate(found.rounds))
    ended = sentence(f"inverse.{found.outcome}", "result:no_deal.outcome", length=found.length)
    table = Table("", columns, rows, frozenset(range(len(columns) - 1)))
    return section("rounds", paragraph(ended), table)


def _round(scenario: Scenario, n: int, one: Round) -> Row:
    values = (signed(one.no_deal[party.id]) for party in scenario.parties)
    steps = list(map(scenario.label, one.package or ()))
    deal = say("inverse.package", steps=steps, found=one.package is not None)
    return Row((str(n + 1), *values, deal), (f"result:no_deal.rounds.{n}",))
