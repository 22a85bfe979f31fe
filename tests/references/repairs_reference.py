"""The plain twin of repairs: every set of levers is tried, each on the whole scenario.

Words and exactness are those of `impasse_reference`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Final

from references.deals_reference import ZERO, exact
from references.impasse_reference import Groups, demand_group, groups, some_way, subsets, ways
from winset.scenario import Number, Scenario

Cost = Fraction | None  # None where no cost is stated


@dataclass(frozen=True)
class Repair:
    """Levers that open a deal, in their order, and what they cost together."""

    levers: Groups
    cost: Cost


def levers(scenario: Scenario) -> dict[str, Cost]:
    """Return what each lever costs: the file's, then the demands that can be dropped, as groups."""
    # Reading: levers of the file come before demands, which come in the order of their groups.
    found = {
        lever.id: None if lever.cost is None else exact(lever.cost) for lever in scenario.levers
    }
    return found | droppable(scenario)


def droppable(scenario: Scenario) -> dict[str, Cost]:
    """Return the groups of demands all of which have a cost, with the sum of these."""
    found: dict[str, Cost] = {}
    for group in groups(scenario):
        costs = [demand.cost for demand in scenario.demands if demand_group(demand) == group]
        stated = [exact(cost) for cost in costs if cost is not None]
        if costs and len(stated) == len(costs):
            found[group] = sum(stated, ZERO)
    return found


def repairs(scenario: Scenario) -> tuple[Repair, ...]:
    """Return the sets of levers that open a deal and of which no smaller set does, cheapest first.

    Where a deal exists as it is, the empty set is the only one.
    """
    costs = levers(scenario)
    reached: list[Groups] = []
    for chosen in subsets(list(costs)):
        if not any(set(one) <= set(chosen) for one in reached) and opens(scenario, chosen):
            reached.append(chosen)
    place = list(costs).index
    return tuple(
        sorted(
            (Repair(chosen, total([costs[name] for name in chosen])) for chosen in reached),
            key=lambda one: (
                one.cost is None,
                one.cost or ZERO,
                len(one.levers),
                [place(name) for name in one.levers],
            ),
        )
    )


def total(costs: Iterable[Cost]) -> Cost:
    """Return the sum of costs, or None where one is not stated."""
    stated = list(costs)
    return None if None in stated else sum((cost for cost in stated if cost is not None), ZERO)


def opens(scenario: Scenario, chosen: Iterable[str]) -> bool:
    """Tell whether a deal exists with all these levers used."""
    used = set(chosen)
    changed = pulled(scenario, used)
    kept = [group for group in groups(changed) if group not in used]
    return some_way(ways(changed), kept)


def pulled(scenario: Scenario, used: set[str]) -> Scenario:
    """Return the scenario with the changes of some of its levers, a later one over an earlier."""
    changed = scenario
    for lever in scenario.levers:
        for path, number in lever.sets.items() if lever.id in used else ():
            changed = with_number(changed, path.split("."), number)
    return changed


WHOLE: Final = "slices"
"""The one number of a scenario that is a count."""


def with_number(block: Any, path: Sequence[str], number: Number) -> Any:
    """Return a part of a scenario in which one number is another."""
    if not path:
        return number
    first, *rest = path
    if isinstance(block, tuple):
        names = [getattr(one, "id", str(place)) for place, one in enumerate(block)]
        return tuple(
            with_number(one, rest, number) if name == first else one
            for name, one in zip(names, block, strict=True)
        )
    if isinstance(block, Mapping):
        return {**block, first: with_number(block.get(first), rest, number)}
    if first == WHOLE:
        return replace(block, slices=int(number.point))
    return replace(block, **{first: with_number(getattr(block, first), rest, number)})
