"""Why there is no deal, and what would open one, for the terminal.

The answer comes first, in three sentences; then what stands behind it, part by part.
"""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from winset.impasse.impasse import Impasse
from winset.impasse.reasons import LargestSet, Reason
from winset.impasse.repairs import Repair
from winset.report.impasse_parts import (
    answers_body,
    approaches_body,
    attempt_body,
    edge_body,
    grid_body,
    thresholds_body,
)
from winset.report.language.directions import with_isolated
from winset.report.language.words import amount, capital, count, listed, signed
from winset.report.layout import BAD, DIM, GOOD, HEAD, indented, more, section, title
from winset.report.phrases.groups import (
    KINDS,
    demand_lines,
    given_up,
    kinds_of,
    reason_sentence,
    unmet_words,
)
from winset.report.phrases.repairs import (
    NOBODY_DECIDES,
    doers,
    needs_trust,
    repair_sentence,
)
from winset.report.phrases.verdicts import escrow_words
from winset.roadmaps.safeguards import Escrowed
from winset.scenario import Scenario
from winset.scenario.game import TOLERANCE

MOST_REASONS = 10
"""Reasons printed at most; the JSON holds all."""

MOST_IN_SHORT = 3
"""Repairs that are named on other pages."""

MOST_LARGEST = 6
MOST_REPAIRS = 8
"""Of the file's, and of those found, each."""

CUT_SHORT = (
    "Time ran out before all was looked at: what is told here is proved, but there may be more. "
    "Give more time with --seconds."
)
_NOTHING = "Nothing that was looked at would open a deal."


def impasse_view(scenario: Scenario, impasse: Impasse) -> RenderableType:
    """Return why there is no deal, and what would open one; or how near the edge one is."""
    scenario = with_isolated(scenario)
    return Group(
        *title(scenario),
        *section("Is there a deal?", *answer_body(scenario, impasse)),
        *section("Why there is none", *_reasons(scenario, impasse)),
        *section("What could be had if something were given up", *_largest(scenario, impasse)),
        *section("What would open a deal", *_of_file(scenario, impasse)),
        *section("Found by Winset; nobody has said what it costs", *_found(scenario, impasse)),
        *section("What trust and stakes it takes", *thresholds_body(scenario, impasse)),
        *section("Where a deal exists", *grid_body(scenario, impasse)),
        *section("Proposal by proposal", *answers_body(scenario, impasse)),
        *section("The next attempt", *attempt_body(scenario, impasse.next_attempt)),
        *section("The approaches side by side", *approaches_body(scenario, impasse.approaches)),
        *section("How near the edge the deal is", *edge_body(scenario, impasse.edge)),
    )  # fmt: skip


def answer_body(scenario: Scenario, impasse: Impasse) -> Iterator[RenderableType]:
    """Yield whether there is a deal; if not, why in short and what would open one."""
    deal = impasse.deal
    if deal is not None:
        worth = (f"{signed(deal.values[p.id])} to {p.name}" for p in scenario.parties)
        yield Text.assemble(
            ("Yes", GOOD),
            f": {count(len(deal.package), 'step')} that all would sign"
            f"{', that meet every demand,' if scenario.demands else ''} and that would be kept in "
            f"an order, worth {listed(worth)}.",
        )
        if deal.order:
            yield Text(_in_order(scenario, deal.order))
        yield from _through(scenario, deal.escrow)
        yield from _cut_short(impasse)
        return
    yield Text.assemble(
        ("No", BAD),
        ": nothing that could be signed would be kept"
        f"{' and meet every demand' if scenario.demands else ''}. ",
        _conflicts(impasse),
    )
    yield from _cut_short(impasse)
    for reason in impasse.reasons[:1]:
        yield Text(
            f"The plainest reason: {reason_sentence(scenario, reason.groups, trust=impasse.trust)}"
        )
    if impasse.repairs_complete is not None:
        yield Text(_cheapest(scenario, impasse))


def in_short(scenario: Scenario, impasse: Impasse) -> Iterator[RenderableType]:
    """Yield the answer for a page about other things as well."""
    if impasse.deal_exists:
        yield from answer_body(scenario, impasse)
        return
    yield Text(_conflicts(impasse))
    yield from _cut_short(impasse)
    for reason in plainest(impasse):
        yield Text(f"The plainest: {reason_sentence(scenario, reason.groups, trust=impasse.trust)}")
    if impasse.repairs_complete is not None and not impasse.repairs:
        yield Text(_NOTHING)
    for repair in impasse.repairs[:MOST_IN_SHORT]:
        told = repair_sentence(scenario, repair)
        yield Text(f"This would open one: {told} ({_price(scenario, repair)}).")
    yield Text("More: winset impasse.", style=DIM)


def plainest(impasse: Impasse) -> tuple[Reason, ...]:
    """Return the first reason of each conflict."""
    first = {reason.conflict: reason for reason in reversed(impasse.reasons)}
    return tuple(first[n] for n in sorted(first))


def _cut_short(impasse: Impasse) -> Iterator[Text]:
    if not impasse.complete:
        yield Text(CUT_SHORT)


def _conflicts(impasse: Impasse) -> str:
    if not impasse.reasons:
        return "Why, was not found in the time given."
    found, conflicts = len(impasse.reasons), len(plainest(impasse))
    if impasse.all_up_to is not None:  # reasons not found may join conflicts
        return f"There {'is' if found == 1 else 'are'} at least {count(found, 'reason')} for it."
    if found == 1:
        return "There is one reason for it."
    if conflicts == 1:
        return f"There are {found} reasons for it, and they hang together: one conflict."
    return (
        f"There are {found} reasons for it, in {conflicts} conflicts that have nothing to "
        "do with each other: each has to be settled."
    )


def _cheapest(scenario: Scenario, impasse: Impasse) -> str:
    if not impasse.repairs:
        return _NOTHING
    first = impasse.repairs[0]
    told = capital(repair_sentence(scenario, first))
    complete = impasse.complete or impasse.repairs_complete
    if first.found:
        nothing = "Nothing that the file names would open a deal; the" if complete else "The"
        return f"{nothing} least that Winset finds: {told}."
    if first.cost is None:
        return f"What would open a deal: {told}."
    same = sum(one.cost == first.cost for one in impasse.repairs) - 1
    others = f"; {count(same, 'other costs', 'others cost')} as much" if same else ""
    what = "The cheapest thing that would open a deal" if complete else "What would open a deal"
    return f"{what} (at {amount(first.cost)}{others}): {told}."


def _through(scenario: Scenario, escrow: tuple[Escrowed, ...]) -> Iterator[Text]:
    """Yield what goes through a third party, where that costs something."""
    if any(any(one.cost.values()) for one in escrow):
        yield Text(escrow_words(scenario, escrow))


# --- reasons


def _reasons(scenario: Scenario, impasse: Impasse) -> Iterator[RenderableType]:
    if impasse.deal_exists:
        return
    yield Text(
        "Each line is a smallest set of things that cannot all be: give up any one of them, and "
        "the others on its line can be had together."
    )
    shown = impasse.reasons[:MOST_REASONS]
    conflicts = sorted({reason.conflict for reason in shown})
    for conflict in conflicts:
        if len(plainest(impasse)) > 1:
            yield Text(f"Conflict {conflict + 1}", style=HEAD)
        for reason in (one for one in shown if one.conflict == conflict):
            tag = (f"[{kinds_of(reason.kinds)}] ", DIM)
            yield Text.assemble(tag, reason_sentence(scenario, reason.groups))
    yield from more(len(impasse.reasons) - len(shown))
    if impasse.all_up_to:
        yield Text(
            f"The search was cut short: all reasons of up to {count(impasse.all_up_to, 'thing')} "
            "are among them, and there may be larger ones."
        )
    groups = dict.fromkeys(group for reason in shown for group in reason.groups)
    for line in demand_lines(scenario, groups):
        yield Text(line, style=DIM)
    kinds = dict.fromkeys(kind for reason in shown for kind in reason.kinds)
    if kinds:
        told = "; ".join(f"{kind}: {KINDS[kind]}" for kind in kinds)
        yield Text(capital(f"{told}."), style=DIM)


# --- what could be had


def _largest(scenario: Scenario, impasse: Impasse) -> Iterator[RenderableType]:
    if impasse.deal_exists:
        return
    ranked = sorted(impasse.largest, key=_distance)
    for one in ranked[:MOST_LARGEST]:
        yield Text(f"If {given_up(scenario, one.given_up)}:")
        yield indented(*_had(scenario, one))
    yield from more(len(ranked) - MOST_LARGEST)


def _distance(one: LargestSet) -> tuple[int, int]:
    """Return how far a largest set is from meeting all: what it gives up, what that leaves out."""
    sizes = (
        len(unmet.missing) + len(unmet.unwanted) + len(unmet.out_of_order) + (unmet.short > 0)
        for unmet in one.shown.unmet
    )
    return len(one.given_up), sum(sizes)


def _had(scenario: Scenario, one: LargestSet) -> Iterator[RenderableType]:
    shown = one.shown
    worth = (f"{signed(shown.values[p.id])} to {p.name}" for p in scenario.parties)
    yield Text(f"{count(len(shown.package), 'step')}, worth {listed(worth)}.")
    yield from _through(scenario, shown.escrow)
    lacking = unmet_words(scenario, shown.unmet)
    if lacking:
        yield Text(f"It {lacking}.")
    yield Text(_in_order(scenario, shown.order), style=DIM)


# --- what would open a deal


def _in_order(scenario: Scenario, order: tuple[tuple[str, ...], ...]) -> str:
    steps = (" + ".join(scenario.name(step) for step in move) for move in order)
    return f"In this order: {'; then '.join(steps)}."


def _of_file(scenario: Scenario, impasse: Impasse) -> Iterator[RenderableType]:
    if impasse.deal_exists or impasse.repairs_complete is None:
        return
    listed_ = [repair for repair in impasse.repairs if not repair.found]
    if not listed_:
        nothing = "No levers, and no demand that could be dropped at a cost, are in the file."
        named = scenario.levers or any(demand.cost is not None for demand in scenario.demands)
        if impasse.repairs_complete or not named:
            yield Text("Nothing that the file names opens a deal." if named else nothing)
    for repair in listed_[:MOST_REPAIRS]:
        yield from repair_body(scenario, repair)
    yield from more(len(listed_) - MOST_REPAIRS)
    if not impasse.repairs_complete:
        others = "there may be others"
        if not (listed_ or impasse.complete):
            others = "nothing was found in the time given"
        yield Text(f"The search was cut short: {others}.")


def _found(scenario: Scenario, impasse: Impasse) -> Iterator[RenderableType]:
    found = [repair for repair in impasse.repairs if repair.found]
    for repair in found[:MOST_REPAIRS]:
        yield from repair_body(scenario, repair)
    yield from more(len(found) - MOST_REPAIRS)
    if any(map(needs_trust, found[:MOST_REPAIRS])):
        yield Text(NOBODY_DECIDES, style=DIM)


def _price(scenario: Scenario, repair: Repair) -> str:
    """Return what a repair costs, and who could do it."""
    cost = "no cost stated" if repair.cost is None else f"cost {amount(repair.cost)}"
    who = doers(scenario, repair)
    return who if repair.found else f"{cost}, {who}"


def repair_body(scenario: Scenario, repair: Repair) -> Iterator[RenderableType]:
    """Yield what would have to be done, who could do it, and the deal that it opens."""
    told = capital(repair_sentence(scenario, repair))
    yield Text.assemble(f"{told} ", (f"[{_price(scenario, repair)}]", DIM))
    worth = (f"{signed(repair.values[p.id])} to {p.name}" for p in scenario.parties)
    edge = "" if repair.margin is None or repair.margin > TOLERANCE else ", at the very edge"
    deal = f"Opens a deal of {count(len(repair.package), 'step')}, worth {listed(worth)}{edge}."
    through = _through(scenario, repair.escrow)
    yield indented(Text(deal), *through, Text(_in_order(scenario, repair.order), style=DIM))
