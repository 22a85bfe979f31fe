"""What holds between each two parties, as a matrix: in rows who trusts, in columns who is trusted.

Between two parties sentences say it better.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import TypeAlias

from rich.table import Table
from rich.text import Text

from winset.report.layout import BAD, data_table, figures
from winset.scenario import Scenario

Pairs: TypeAlias = Mapping[tuple[str, str], str]
"""What is told of each pair, by the ids of who trusts and who is trusted."""

FEW = 2
"""Parties whose trust is told in sentences."""


def many(scenario: Scenario) -> bool:
    """Return whether there are so many parties that a matrix tells their trust better."""
    return len(scenario.parties) > FEW


def trusted(scenario: Scenario, pairs: Pairs) -> list[str]:
    """Return the parties that some other trusts, in file order: the columns."""
    others = {other for _, other in pairs}
    return [party.id for party in scenario.parties if party.id in others]


def trusting(scenario: Scenario, pairs: Pairs) -> list[str]:
    """Return the parties that trust some other, in file order: the rows."""
    first = {party for party, _ in pairs}
    return [party.id for party in scenario.parties if party.id in first]


def any_of(scenario: Scenario, others: Sequence[str]) -> str:
    """Return who could do something, any one of them, as words."""
    if len(others) == len(scenario.parties) - 1:
        return "any other"
    return " or ".join(map(scenario.name, others))


def matrix(scenario: Scenario, pairs: Pairs, bad: Collection[tuple[str, str]] = ()) -> Table:
    """Return a matrix for the terminal; what is bad stands out."""
    columns = trusted(scenario, pairs)
    table = data_table("", *figures(*(f"in {scenario.name(other)}" for other in columns)))
    for party in trusting(scenario, pairs):
        row = ((party, other) for other in columns)
        cells = (Text(pairs.get(pair, ""), style=BAD if pair in bad else "") for pair in row)
        table.add_row(scenario.name(party), *cells)
    return table
