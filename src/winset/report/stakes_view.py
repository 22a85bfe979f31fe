"""What a package would ask of each party, and what there is at each level of trust."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from winset.report.language.words import amount, capital, count, listed, share, signed
from winset.report.layout import DIM, data_table, figures, more, wide
from winset.report.phrases.verdicts import third_parties_cost
from winset.roadmaps.roadmap import Roadmap
from winset.roadmaps.slicing import Obstacle, OpenSlices
from winset.scenario import Scenario

_MOST_POINTS = 6

_OBSTACLES: dict[Obstacle, str] = {
    "start": "before anything is done somebody gains by leaving, or does not trust enough",
    "end": "once all is done somebody gains by breaking, or does not trust enough",
    "first": "whatever is done first, the slightest part of it asks for more trust than there is",
    "last": "whatever is done last, somebody gains by keeping back the slightest part of it",
}


def slices_body(scenario: Scenario, roadmap: Roadmap) -> Iterator[RenderableType]:
    """Yield the number of slices that was found where the file leaves it open."""
    open_ = roadmap.open_slices
    if open_ is not None:
        steps = capital(listed(map(scenario.name, open_.steps)))
        yield Text(f"{steps}: {_number(open_)}.")


def bonds_body(scenario: Scenario, roadmap: Roadmap) -> Iterator[RenderableType]:
    """Yield who could put up how much for the package to be kept, where there is a choice."""
    points = roadmap.bonds or ()
    asked = any(bond is None or bond > 0 for p in points for bond in p.bond.values())
    if not asked:
        return
    yield Text(
        "Any one of these lines would keep everybody from breaking, in some order and whatever "
        "trust that asks for: what each would need to lose by it, beyond what the file says."
    )
    names = map(scenario.name, roadmap.values)
    table = data_table(*figures(*names), wide("in an order that begins with"))
    for point in points[:_MOST_POINTS]:
        bonds = ("none enough" if bond is None else amount(bond) for bond in point.bond.values())
        table.add_row(*bonds, ", ".join(" + ".join(move) for move in point.order[:3]))
    yield table
    yield from more(len(points) - _MOST_POINTS)


def levels_body(scenario: Scenario, roadmap: Roadmap) -> Iterator[RenderableType]:
    """Yield the best deal that holds at each level of trust."""
    if roadmap.levels is None:
        return
    if not roadmap.levels[-1].count:
        yield Text("Nothing would hold, however much all trusted each other.")
        return
    best = (f"the best gives\n{scenario.name(party)}" for party in roadmap.values)
    headings = ("if all trusted\neach other at", "packages\nwould hold", *best, "steps")
    table = data_table(*figures(*headings))
    for level in roadmap.levels:
        if level.package is None or level.values is None:
            table.add_row(share(level.trust), "0", *("–" for _ in roadmap.values), "–")
            continue
        values = (signed(level.values[party]) for party in roadmap.values)
        table.add_row(share(level.trust), f"{level.count:,}", *values, str(len(level.package)))
    yield table
    if third_parties_cost(scenario):
        yield Text("What a third party costs is taken off where it is used.", style=DIM)


def _number(open_: OpenSlices) -> str:
    if open_.number == 1:
        return "done whole, for that is enough"
    if open_.number is not None:
        return f"each in {count(open_.number, 'part')}, the fewest with which it would be kept"
    if open_.obstacle is not None:
        return f"no number of parts can do, for {_OBSTACLES[open_.obstacle]}"
    return f"no number of parts up to {open_.tried} is enough"
