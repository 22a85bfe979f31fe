"""What holds between each two parties, as a matrix: in rows who trusts, in columns who is trusted.

Between two parties sentences say it better.
"""

from collections.abc import Collection

from rich.table import Table
from rich.text import Text

from winset.report.layout import BAD, data_table, figures
from winset.report.phrases.pairs import Pairs, trusted, trusting
from winset.scenario import Scenario


def matrix(scenario: Scenario, pairs: Pairs, bad: Collection[tuple[str, str]] = ()) -> Table:
    """Return a matrix for the terminal; what is bad stands out."""
    columns = trusted(scenario, pairs)
    table = data_table("", *figures(*(f"in {scenario.name(other)}" for other in columns)))
    for party in trusting(scenario, pairs):
        row = ((party, other) for other in columns)
        cells = (Text(pairs.get(pair, ""), style=BAD if pair in bad else "") for pair in row)
        table.add_row(scenario.name(party), *cells)
    return table
