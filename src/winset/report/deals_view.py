"""What could be signed, for the terminal."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from winset.deals.find import Deal, Deals
from winset.report.directions import with_isolated
from winset.report.layout import HEAD, data_table, figures, indented, more, section, title
from winset.report.sentences import third_parties_cost
from winset.report.time_words import without_time
from winset.report.words import count, listed, signed
from winset.scenario import Scenario

MOST_LISTED = 8
"""Frontier packages printed at most; the JSON holds all."""

SOLUTIONS = {
    "nash": "largest product of gains (Nash)",
    "kalai_smorodinsky": "equal shares of what each could have at most (Kalai–Smorodinsky)",
    "egalitarian": "largest least gain (egalitarian)",
    "utilitarian": "largest sum of gains (utilitarian)",
}
"""What each solution looks for, and its name in the field."""


def deals_view(scenario: Scenario, deals: Deals) -> RenderableType:
    """Return what could be signed, and the best of it."""
    scenario = with_isolated(scenario)
    return Group(
        *title(scenario),
        *section(
            "What could be signed",
            signable_line(deals),
            *overlap_line(scenario, deals),
            *without_escrow(scenario),
            *map(Text, without_time(scenario)),
        ),
        *section(
            "Packages that no other beats for everybody (frontier)", *_frontier(scenario, deals)
        ),
        *section("What bargaining theory would pick", *_solutions(scenario, deals)),
        *section("What the words commit to", *terms(scenario, deals)),
    )


def signable_line(deals: Deals) -> Text:
    """Return how many packages there are and how many all would sign."""
    return Text(
        f"{count(deals.packages, 'package')} of steps can be put together. With "
        f"{deals.signable:,} of them everybody who must agree is at least as well off as without "
        "a deal: these could be signed."
    )


def without_escrow(scenario: Scenario) -> Iterator[Text]:
    """Yield that no escrow is in these values, where the file has some that costs something."""
    if third_parties_cost(scenario):
        yield Text("Values here are without a third party; where one is used, its cost comes off.")


def overlap_line(scenario: Scenario, deals: Deals) -> Iterator[Text]:
    """Yield whether the positions overlap: how many packages meet every demand."""
    if scenario.demands:
        demands = len(scenario.demands)
        what = "the one demand that was made" if demands == 1 else f"all {demands} demands"
        if deals.overlap:
            met = count(deals.overlap, "package meets", "packages meet")
            yield Text(f"{met} {what}: the positions overlap.")
        else:
            yield Text(f"No package meets {what}: the positions do not overlap.")


def terms(scenario: Scenario, deals: Deals) -> Iterator[RenderableType]:
    """Yield what each term commits all its readers to, and what only some."""
    for term, meaning in deals.terms.items():
        yield Text(f"“{term.replace('-', ' ')}”", style=HEAD)
        common = listed(map(scenario.name, meaning.common)) or "nothing"
        lines = [Text(f"All: {common}.")]
        lines += [
            Text(f"Only {scenario.name(party)}: {listed(map(scenario.name, steps))}.")
            for party, steps in meaning.only.items()
            if steps
        ]
        yield indented(*lines)


def _frontier(scenario: Scenario, deals: Deals) -> Iterator[RenderableType]:
    yield _packages(scenario, deals.frontier[:MOST_LISTED])
    yield from more(len(deals.frontier) - MOST_LISTED)


def _packages(scenario: Scenario, deals: tuple[Deal, ...]) -> Table:
    table = data_table(*figures(*(party.name for party in scenario.parties)), "steps")
    for deal in deals:
        values = (signed(value) for value in deal.values.values())
        table.add_row(*values, ", ".join(deal.steps) or "none")
    return table


def _solutions(scenario: Scenario, deals: Deals) -> Iterator[RenderableType]:
    for name, picked in deals.solutions.items():
        yield Text(f"{SOLUTIONS[name].capitalize()}:", style=HEAD)
        if picked is None:
            yield indented(
                Text("not defined, for the file does not state one unit for all parties.")
            )
        else:
            yield indented(_packages(scenario, picked[:MOST_LISTED]))
