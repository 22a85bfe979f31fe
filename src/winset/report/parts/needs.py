"""What an order needs: stakes, trust, parts; and what could be had with more or less of them."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from math import inf

from winset.language.catalogue import say
from winset.language.words import NONE, amount, from_to, share, signed
from winset.report.document.blocks import Block, Row, Section, Sentence, Table
from winset.report.document.compose import paragraph, section
from winset.report.document.sentences import note, sentence, toned
from winset.report.parts.pairs import matrix
from winset.report.parts.trust import reason
from winset.report.phrases.pairs import many
from winset.report.phrases.tense import over
from winset.report.phrases.titles import wholes
from winset.report.phrases.verdicts import third_parties_cost
from winset.roadmaps.by_trust import TrustLevel
from winset.roadmaps.roadmap import Roadmap, Trust
from winset.scenario import Scenario
from winset.scenario.game import TOLERANCE

_MOST = 6
"""Rows of a table that the short form shows."""


def needs(
    scenario: Scenario, roadmap: Roadmap, side: str | None = None, *, in_short: bool = False
) -> Iterator[Sentence]:
    """Yield the stake and the trust that an order needs, party by party, or of one only.

    Parameters
    ----------
    in_short
        Whether of trust that alone is told which is nearest to its limit.
    """
    yield from bonds(scenario, roadmap, side)
    yield from trust_needed(scenario, roadmap, side, nearest=in_short, in_short=in_short)


def bonds(scenario: Scenario, roadmap: Roadmap, side: str | None = None) -> Iterator[Sentence]:
    """Yield the stake that an order needs, party by party, or of one only."""
    for party, bond in roadmap.bond.items():
        if side in {None, party} and (bond is None or bond > 0):
            basis = f"result:roadmap.bond.{party}"
            told = sentence("needs.bond", basis, party=scenario.name(party), bond=bond)
            yield toned(told, "bad")


def trust_needed(
    scenario: Scenario,
    roadmap: Roadmap,
    side: str | None = None,
    *,
    nearest: bool = False,
    lacking: bool = True,
    in_short: bool = False,
) -> Iterator[Sentence]:
    """Yield the trust that an order needs, party by party, or of one only.

    Parameters
    ----------
    lacking
        Whether where it is too little as well, which the verdict tells.
    in_short
        Whether the promises behind it are not counted.
    """
    told_of = [party for party in roadmap.trust if side in {None, party}]
    for party, other, trust in _told_trust(scenario, roadmap, told_of, nearest=nearest):
        told = trust.required is None or trust.required > TOLERANCE
        if told and (lacking or trust.lack <= TOLERANCE):
            names = {"party": scenario.name(party), "other": scenario.name(other)}
            data = {"required": trust.required, "past": over(scenario)}
            basis = f"result:roadmap.trust.{party}.{other}"
            needed = sentence("needs.trust", basis, **data, **names)
            yield toned(needed, "bad" if trust.lack > TOLERANCE else "")
            yield reason(scenario, party, other, trust.has, basis, in_short=in_short)


def _told_trust(
    scenario: Scenario, roadmap: Roadmap, told_of: Sequence[str], *, nearest: bool
) -> Iterator[tuple[str, str, Trust]]:
    """Yield the pairs whose trust is told in sentences: of many parties the nearest to its limit.

    A table holds the others.
    """
    pairs = [
        (party, other, trust) for party in told_of for other, trust in roadmap.trust[party].items()
    ]
    if (nearest or many(scenario)) and pairs:
        pairs = [max(pairs, key=lambda one: _required(one[2]) - one[2].has)]
    yield from pairs


def _required(trust: Trust) -> float:
    return inf if trust.required is None else trust.required


def trust_table(scenario: Scenario, roadmap: Roadmap) -> Table | None:
    """Return how much trust of many parties an order needs, and how much there is."""
    pairs, basis, bad = {}, {}, set()
    for party, others in roadmap.trust.items():
        for other, trust in others.items():
            pairs[party, other] = say("needs.pair", required=trust.required, has=trust.has)
            basis[party, other] = f"result:roadmap.trust.{party}.{other}"
            if trust.lack > TOLERANCE:
                bad.add((party, other))
    return matrix(scenario, "needs.pairs", pairs, basis, bad)


def parts_sentence(scenario: Scenario, roadmap: Roadmap) -> Sentence | None:
    """Return in how many parts steps would be done of which the file leaves that open."""
    found = roadmap.open_slices
    if found is None:
        return None
    data = {"number": found.number, "tried": found.tried, "obstacle": found.obstacle}
    steps = wholes(scenario, found.steps)
    return sentence("needs.parts", "result:roadmap.open_slices", steps=steps, **data)


def stakes(scenario: Scenario, roadmap: Roadmap) -> Section | None:
    """Return who could put up how much for the package to be kept, where there is a choice."""
    found = roadmap.bonds or ()
    if not any(bond is None or bond > 0 for one in found for bond in one.bond.values()):
        return None
    columns = (*map(scenario.label, roadmap.values), say("needs.begins_with"))
    rows = tuple(
        Row(
            (
                *(_or_none(bond, amount) for bond in one.bond.values()),
                beginning(scenario, one.order),
            ),
            (f"result:roadmap.bonds.{n}",),
        )
        for n, one in enumerate(found)
    )
    table = Table(say("needs.stakes"), columns, rows, frozenset(range(len(columns) - 1)), _MOST)
    return section("stakes", note("needs.stakes_note"), table)


def front(scenario: Scenario, roadmap: Roadmap) -> Table | None:
    """Return what other orders would need: less stake for more trust, or the reverse."""
    found = roadmap.front or ()
    if len(found) < 2:
        return None
    rows = tuple(
        Row(
            (
                _or_none(one.required_bond, share),
                _or_none(one.required_trust, share),
                beginning(scenario, one.order),
            ),
            (f"result:roadmap.front.{n}",),
        )
        for n, one in enumerate(found)
    )
    columns = tuple(say(f"needs.{name}") for name in ("stake", "trust_needed", "begins_with"))
    return Table(say("needs.front"), columns, rows, frozenset({0, 1}), _MOST)


def levels(scenario: Scenario, roadmap: Roadmap) -> Iterator[Block]:
    """Yield the best deal that would be kept at each level of trust."""
    found = roadmap.levels
    if found is None:
        return
    if not found[-1].count:
        yield paragraph(sentence("needs.no_level", "result:roadmap.levels"))
        return
    columns = (
        *(say(f"needs.{name}") for name in ("level", "would_hold")),
        *(say("needs.best", party=scenario.label(party)) for party in roadmap.values),
        say("needs.steps"),
    )
    alike = groupby(enumerate(found), key=lambda one: (one[1].package, one[1].values))
    rows = tuple(_alike(roadmap, list(some)) for _, some in alike)
    yield Table(say("needs.levels"), columns, rows, frozenset(range(len(columns))))
    if third_parties_cost(scenario):
        yield note("needs.cost_off")


def _alike(roadmap: Roadmap, some: Sequence[tuple[int, TrustLevel]]) -> Row:
    """Return the levels of trust at which one deal is the best."""
    first, last = some[0][1], some[-1][1]
    trust = from_to(share(first.trust), share(last.trust))
    count = from_to(amount(first.count), amount(last.count))
    values = first.values or {}
    each = (signed(values[party]) if party in values else NONE for party in roadmap.values)
    steps = NONE if first.package is None else amount(len(first.package))
    basis = tuple(f"result:roadmap.levels.{n}" for n, _ in some)
    return Row((trust, count, *each, steps), basis)


def beginning(scenario: Scenario, order: Sequence[Sequence[str]]) -> str:
    """Return the first moves of an order."""
    return "; ".join(" + ".join(map(scenario.label, move)) for move in order[:3])


def _or_none(value: float | None, told: Callable[[float], str]) -> str:
    return say("needs.none_enough") if value is None else told(value)
