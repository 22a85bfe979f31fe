"""What would open a deal: the changes that the file names, and those that are found."""

from collections.abc import Iterator, Sequence
from itertools import chain

from winset.analysis import Analysis
from winset.impasse.impasse import Impasse
from winset.impasse.repairs import MOST_TIGHTENED, Repair
from winset.language.catalogue import say
from winset.report.document.blocks import Block, Section, Sentence, Table
from winset.report.document.compose import behind, paragraph, points, section
from winset.report.document.sentences import note, sentence
from winset.report.parts.approaches import approaches
from winset.report.parts.next_attempt import next_attempt
from winset.report.parts.packages import Shown, side_by_side, through, worth_in_words
from winset.report.parts.thresholds import edge, thresholds, where_deals_exist
from winset.report.phrases.repairs import doers, needs_trust, repair_clauses
from winset.report.phrases.worth import worth
from winset.scenario import Scenario
from winset.scenario.game import TOLERANCE

_MOST = MOST_TIGHTENED
"""Repairs of the file, and of those found."""

_MOST_IN_SHORT = 3

Numbered = tuple[int, Repair]


def openings(analysis: Analysis) -> Section | None:
    """Return what would open a deal; or, where there is one, what would close it."""
    impasse, scenario = analysis.impasse, analysis.scenario
    if impasse is None:
        return None
    return section(
        "openings",
        *repairs(scenario, impasse, folded=True),
        thresholds(scenario, impasse),
        where_deals_exist(scenario, impasse.grid, folded=True),
        approaches(scenario, impasse.approaches),
        next_attempt(scenario, impasse.next_attempt),
        edge(scenario, impasse.edge),
        heading=say("headings.closings") if impasse.deal_exists else None,
    )


def repairs(
    scenario: Scenario, impasse: Impasse, *, folded: bool = False
) -> Iterator[Block | None]:
    """Yield what would open a deal, the file's own changes first.

    Parameters
    ----------
    folded
        Whether what the file does not name stands behind a toggle.
    """
    if impasse.deal_exists or impasse.repairs_complete is None:
        return
    numbered = list(enumerate(impasse.repairs))
    named = [one for one in numbered if not one[1].found]
    found = [one for one in numbered if one[1].found]
    yield paragraph(_first(scenario, impasse, len(named)))
    shown = [tuple(_repair(scenario, *one, tabled=True)) for one in named[:_MOST]]
    yield points(shown[:_MOST_IN_SHORT], numbered=True)
    rest = points(shown[_MOST_IN_SHORT:])
    yield behind(
        say("openings.show"),
        rest,
        paragraph(*_others(impasse, len(named))),
        _deals(scenario, named[:_MOST]),
    )
    if found:
        told = section("found", *_found(scenario, found))
        yield behind(say("headings.found"), told) if folded else told


def _found(scenario: Scenario, found: Sequence[Numbered]) -> Iterator[Block | None]:
    shown, left = found[:_MOST], len(found) - _MOST
    yield note("openings.found_note")
    yield points((_repair(scenario, *one) for one in shown), numbered=True)
    yield note("page.more", left=left) if left > 0 else None
    yield note("openings.trust_note") if any(needs_trust(one) for _, one in shown) else None
    yield behind(say("openings.deals"), _deals(scenario, shown))


def cheapest(scenario: Scenario, impasse: Impasse) -> Iterator[Sentence]:
    """Yield the least that would open a deal, where that was looked for."""
    if impasse.repairs_complete is None:
        return
    if not impasse.repairs:
        yield sentence("openings.nothing", "result:impasse.repairs")
        return
    first = impasse.repairs[0]
    yield sentence(
        "openings.cheapest",
        "result:impasse.repairs.0",
        clauses=repair_clauses(scenario, first),
        found=first.found,
        cost=first.cost,
        complete=impasse.complete or impasse.repairs_complete,
        same=sum(one.cost == first.cost for one in impasse.repairs) - 1,
    )


def ways(analysis: Analysis) -> Iterator[tuple[Sentence, ...]]:
    """Yield the cheapest things that would open a deal, each with the deal."""
    impasse = analysis.impasse
    for n, repair in enumerate(() if impasse is None else impasse.repairs[:_MOST_IN_SHORT]):
        yield tuple(_repair(analysis.scenario, n, repair))


def opening_sentences(analysis: Analysis) -> Iterator[Sentence]:
    """Yield the cheapest things that would open a deal, sentence by sentence."""
    return chain.from_iterable(ways(analysis))


def _first(scenario: Scenario, impasse: Impasse, named: int) -> Sentence:
    key = "named" if named else "only_found" if impasse.repairs else "nothing"
    priced = bool(named) and impasse.repairs[0].cost is not None
    return sentence(
        f"openings.{key}",
        "result:impasse.repairs",
        sets=min(named, _MOST_IN_SHORT),
        more=min(named, _MOST) - min(named, _MOST_IN_SHORT),
        complete=impasse.repairs_complete,
        priced=priced,
        demands=len(scenario.demands),
        in_file=bool(scenario.levers or any(one.cost is not None for one in scenario.demands)),
    )


def _others(impasse: Impasse, named: int) -> Iterator[Sentence]:
    left = max(0, named - _MOST)
    if named and (left or not impasse.repairs_complete):
        yield sentence("openings.others", "result:impasse.repairs_complete", left=left)


def _repair(
    scenario: Scenario, n: int, repair: Repair, *, tabled: bool = False
) -> Iterator[Sentence]:
    """Yield what would have to be done, by whom, and the deal that it opens.

    Parameters
    ----------
    tabled
        Whether a table follows, which tells of many sides what that is worth to each.
    """
    path = f"result:impasse.repairs.{n}"
    yield sentence(
        "openings.repair",
        path,
        clauses=repair_clauses(scenario, repair),
        cost=repair.cost,
        found=repair.found,
        who=doers(scenario, repair),
    )
    edge_ = repair.margin is not None and repair.margin <= TOLERANCE
    values = (worth_in_words if tabled else worth)(scenario, repair.values)
    data = {"steps": len(repair.package), "values": values, "edge": edge_}
    yield sentence("openings.deal", f"{path}.package", f"{path}.values", **data)
    yield from through(scenario, repair.escrow, path)


def _deals(scenario: Scenario, numbered: Sequence[Numbered]) -> Table:
    """Return the steps of each deal that is opened, side by side."""
    shown = [
        Shown(place, one.package, one.order, one.values, f"result:impasse.repairs.{n}")
        for place, (n, one) in enumerate(numbered, 1)
    ]
    return side_by_side(scenario, "openings.deals", shown)
