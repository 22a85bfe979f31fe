"""Results as tables: rows of plain cells, the first row naming the columns.

Columns of a party are named by what they hold and its id, as ``value.us``. Undefined numbers are
empty cells, steps are ids with spaces between.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

from winset.report.envelope import number
from winset.scenario import Scenario

if TYPE_CHECKING:
    from winset.advice.result import Advice
    from winset.deals.find import Deals
    from winset.roadmaps.roadmap import Node, Roadmap

Cell: TypeAlias = str | int | float | None
Row: TypeAlias = Sequence[Cell]

CASE_COLUMNS = ("name", "title", "parties", "steps")


BOM = "\ufeff"
"""What tells Excel that a file is UTF-8."""

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a text begins with that a spreadsheet takes for a formula (OWASP, 'CSV Injection')."""


def to_csv(rows: Iterable[Row]) -> str:
    """Return rows as CSV, one line each; None is an empty cell, and no text is a formula."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(map(_plain, row) for row in rows)
    return out.getvalue()


def _plain(cell: Cell) -> Cell:
    """Return a cell that a spreadsheet shows as it is: numbers stay numbers."""
    if isinstance(cell, str) and cell.startswith(FORMULA):
        return f"'{cell}"
    return number(cell) if isinstance(cell, float) else cell


def frontier_rows(scenario: Scenario, deals: "Deals") -> Iterator[Row]:
    """Yield the packages of the frontier: what each is worth to every party, and its steps."""
    parties = [party.id for party in scenario.parties]
    yield [*(f"value.{party}" for party in parties), "steps"]
    for deal in deals.frontier:
        yield [*(deal.values[party] for party in parties), " ".join(deal.steps)]


def ladder_rows(scenario: Scenario, advice: "Advice") -> Iterator[Row]:
    """Yield the rungs of the ladder, the surest first, and which of them to look at first."""
    parties = [party.id for party in scenario.parties]
    shares = ("share", "error", "share_in_order", "signed", "gain")
    yield ["first", *shares, *(f"value.{party}" for party in parties), "large", "steps"]
    for rung in advice.ladder:
        told = [getattr(rung, name) for name in shares]
        values = (rung.values[party] for party in parties)
        first = int(rung == advice.first)
        yield [first, *told, *values, " ".join(rung.large), " ".join(rung.package)]


def roadmap_rows(scenario: Scenario, roadmap: "Roadmap | None") -> Iterator[Row]:
    """Yield the states of a roadmap: the step that leads there, temptations, exposures, ledgers.

    There is no state where there is no roadmap.
    """
    parties = [party.id for party in scenario.parties]
    levels = list(roadmap.nodes[0].ledgers) if roadmap is not None else []
    columns = (name for party in parties for name in _columns(party, parties))
    yield ["n", "step", *columns, *(f"ledger.{name}" for name in levels)]
    if roadmap is None:
        return
    for n, node in enumerate(roadmap.nodes):
        done = " ".join(roadmap.order[n - 1]) if n else None
        cells = (cell for party in parties for cell in _figures(node, party, parties))
        yield [n, done, *cells, *(node.ledgers[name] for name in levels)]


def case_rows(cases: Iterable[Scenario]) -> Iterator[Row]:
    """Yield what ships: names, titles and sizes."""
    yield CASE_COLUMNS
    for case in cases:
        yield [case.id, case.title, len(case.parties), len(case.steps)]


def records(rows: Iterable[Row]) -> list[Mapping[str, Cell]]:
    """Return rows as mappings from the names of their columns, for JSON."""
    names, *rest = rows
    return [dict(zip(map(str, names), row, strict=True)) for row in rest]


def _columns(party: str, parties: Sequence[str]) -> Iterator[str]:
    yield f"open.{party}"
    yield f"relapse.{party}"
    yield from (f"exposure.{party}.{other}" for other in parties if other != party)


def _figures(node: "Node", party: str, parties: Sequence[str]) -> Iterator[Cell]:
    tempted = node.temptation[party]
    yield tempted.open
    yield tempted.relapse
    exposed = node.exposure.get(party, {})
    yield from (exposed.get(other) for other in parties if other != party)
