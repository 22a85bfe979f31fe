"""Deals side by side: how often each is kept, and what it gives each side."""

from collections.abc import Iterable, Mapping

from rich.table import Table
from rich.text import Text

from winset.report.language.words import often, signed
from winset.report.layout import data_table, figures, wide
from winset.report.phrases.advice import each_gets
from winset.report.phrases.pairs import many
from winset.scenario import Scenario

Deal = tuple[float, Mapping[str, float], str]
"""How often it is signed and kept, V by party, and what it is."""


def worth_table(scenario: Scenario, deals: Iterable[Deal], heading: str = "") -> Table:
    """Return deals as a table; what it gives many sides stands below each."""
    if many(scenario):
        table = data_table(*figures("kept"), wide(heading))
        for kept, values, what in deals:
            table.add_row(often(kept), Text(f"{what}\n{each_gets(scenario, values)}"))
        return table
    parties = [party.id for party in scenario.parties]
    names = ("kept", *(f"for {scenario.name(party)}" for party in parties))
    table = data_table(*figures(*names), wide(heading))
    for kept, values, what in deals:
        table.add_row(often(kept), *(signed(values[party]) for party in parties), Text(what))
    return table
