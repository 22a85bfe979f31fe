"""The same negotiation in other units: some amounts of a scenario times a decimal factor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from winset.scenario import Number, Scenario
from winset.scenario.changes import change_numbers

AMOUNTS = {"no_deal", "fallback", "breach_penalty", "guarantee", "floor", "floor_on_the_way"}


def in_units(scenario: Scenario, factors: Mapping[str, str]) -> Scenario:
    """Return a scenario with the amounts of some parties, observers or ledgers times a factor.

    Parameters
    ----------
    factors
        By whose amounts they are; as decimals, so that nothing is rounded on the way.
    """
    asks = {demand.id: demand.by for demand in scenario.demands}

    def changed(path: str, number: Number) -> Number:
        factor = factors.get(owner(path, asks) or "")
        if factor is None:
            return number
        return Number(float(Decimal(repr(number.point)) * Decimal(factor)))

    again = change_numbers(scenario, changed)
    levers = (
        replace(lever, sets={path: changed(path, n) for path, n in lever.sets.items()})
        for lever in scenario.levers
    )
    return replace(again, levers=tuple(levers))


def owner(path: str, asks: Mapping[str, str]) -> str | None:
    """Return in whose unit the number at a path is; None where it has none.

    Parameters
    ----------
    asks
        By demand, who makes it.
    """
    kind, who, *rest = path.split(".")
    if kind == "parties":
        in_money = rest[-1] in AMOUNTS or (rest[0] == "home" and "value" in rest)
        return who if in_money else None
    if kind == "steps" and rest[0] == "sets":
        return owner(".".join(rest[1:]), asks)
    if len(rest) == 2 and rest[0] in {"value", "cost", "changes"}:
        return rest[1]
    if kind == "demands":
        return asks[who] if rest[0] == "at_least" else None
    return who if kind == "ledgers" else None
