"""What was checked of a result, in plain words, and what of it is wrong."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.table import Column
from rich.text import Text

from winset.report.language.directions import with_isolated
from winset.report.language.words import count, listed
from winset.report.layout import BAD, DIM, GOOD, data_table, indented
from winset.scenario import Scenario
from winset.scenario.tree import printable
from winset.verification import Verification

MOST_SHOWN = 20
"""Discrepancies that are listed."""

KEY_NAMES = {"incentive": "the incentive key", "trust": "the trust key", "both": "both keys"}

UNSEEN = {
    "advise": "how often the other deals are kept, and that none comes before them (--thorough)",
    "roadmap.ties": "how many orders are as good (--thorough)",
    "roadmap.all": "how many packages there are, and how many hold (--thorough)",
    "roadmap.levels": "the best deal at each level of trust (--thorough)",
    "roadmap.open_slices": "the number of slices (--thorough)",
    "roadmap.standing": "how this compares with the plan (--thorough)",
    "roadmap.turns": "the numbers that turn an answer",
    "deals": "what could be signed, and the best of it (--thorough)",
    "firmness": "how firm the answer is",
    "seed": "what the draws started from",
    "aftermath": "what follows a breakdown",
    "impasse": "what would open a deal, and all else about the impasse",
}
"""What is not checked, in words."""

ORDERS = {
    "front": "between stake and trust",
    "bonds": "between the parties' stakes",
    "proposals": "of proposals",
}


def verify_view(scenario: Scenario, found: Verification) -> RenderableType:
    """Return what was checked of a result, and where it is wrong."""
    scenario = with_isolated(scenario)
    checked = [*_replayed(found), *(_proved(found) if found.agrees else ())]
    head = Text(f"A result of {scenario.id}: {scenario.title}")
    return Group(head, *map(Text, checked), *_outcome(found), *_unchecked(found))


def _replayed(found: Verification) -> Iterator[str]:
    if found.moves is not None:
        yield f"The order was replayed: {count(found.moves, 'move')}, state by state."
    others = [f"{number} {ORDERS[name]}" for name, number in found.orders.items() if number]
    if others:
        yield f"Other orders that were replayed: {listed(others)}."


def _proved(found: Verification) -> Iterator[str]:
    if found.moves is not None and not found.proved:
        yield "It holds no certificates: whether another order is better was not checked."
    for key, proved in found.proved.items():
        name = KEY_NAMES[key]
        match proved:
            case True:
                yield f"That an order passes {name} is shown by one that does."
            case False:
                yield f"That no order passes {name} is shown by places that every order must pass."
            case None:
                yield f"That no order passes {name} is said without proof, and was not checked."
    yield from _reasons(found)


def _reasons(found: Verification) -> Iterator[str]:
    if not found.reasons:
        return
    yield (
        f"{count(found.reasons, 'reason')} for the impasse: that the things named cannot all be "
        f"is shown for {_of(found.reasons_proved, found.reasons)}, package by package; that each "
        "of them counts, by orders that meet the others. Whether there are more was not checked."
    )


def _of(some: int, every: int) -> str:
    if some == every:
        return "it" if every == 1 else "each"
    return f"{some:,} of them"


def _unchecked(found: Verification) -> Iterator[RenderableType]:
    if found.unchecked:
        parts = sorted({_plainly(path) for path in found.unchecked})
        yield Text(f"Not checked: {listed(parts)}.", style=DIM)


def _plainly(path: str) -> str:
    """Return a part of a result in words."""
    return UNSEEN.get(path, UNSEEN.get(path.partition(".")[0], path))


def _outcome(found: Verification) -> Iterator[RenderableType]:
    if found.agrees:
        yield Text(f"All {found.figures:,} figures agree.", style=GOOD)
        return
    wrong = len(found.discrepancies)
    yield Text(f"It is wrong in {count(wrong, 'place')}.", style=BAD)
    if any(one.path == "scenario.hash" for one in found.discrepancies):
        yield Text("The hash differs: it was computed from another file, or from an earlier state.")
    yield indented(_discrepancies(found))
    if wrong > MOST_SHOWN:
        yield Text(f"{wrong - MOST_SHOWN:,} more are left out; --format json has all of them.")


def _discrepancies(found: Verification) -> RenderableType:
    names = ("where", "the result says", "found")
    table = data_table(*(Column(name, overflow="fold") for name in names))
    for one in found.discrepancies[:MOST_SHOWN]:
        table.add_row(*(Text(printable(cell)) for cell in (one.path, one.said, one.found)))
    return table
