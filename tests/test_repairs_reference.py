"""The plain twin of repairs gives every known answer, and has the properties it must have."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from fractions import Fraction

import pytest

from generators.random_games import draws
from generators.random_impasses import random_repairs
from references import impasse_reference as impasse
from references import repairs_reference as twin
from references.impasse_cases import REPAIRS, RepairCase
from references.repairs_reference import Repair
from winset.scenario import Lever, Number, Scenario

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("case", REPAIRS, ids=lambda case: case.name)
def test_known_repairs(case: RepairCase) -> None:
    found = [(" ".join(one.levers), one.cost) for one in twin.repairs(case.scenario)]
    assert found == [
        (names, None if cost is None else Fraction(cost)) for names, cost in case.repairs
    ]


def test_no_lever_of_a_repair_is_idle() -> None:
    """A repair leaves no reason, and without any one or several of its levers there is no deal."""
    seen: Counter[str] = Counter()
    for rng in draws(80, 36):
        scenario = random_repairs(rng)
        found = twin.repairs(scenario)
        for one in found:
            smaller = [some for some in impasse.subsets(one.levers) if some != one.levers]
            assert not any(twin.opens(scenario, some) for some in smaller)
            changed = twin.pulled(scenario, set(one.levers))
            kept = [d for d in changed.demands if impasse.demand_group(d) not in one.levers]
            assert impasse.reasons(replace(changed, demands=tuple(kept))) == ()
        seen["open already"] += found == (Repair((), Fraction(0)),)
        seen["beyond repair"] += not found
        seen["several"] += len(found) > 1
        seen["together"] += any(len(one.levers) > 1 for one in found)
        seen["a demand"] += any(":" in name for one in found for name in one.levers)
        seen["no cost"] += any(one.cost is None for one in found)
    assert len(seen) == 6
    assert min(seen.values()) > 1


PATHS = {
    "parties.a.no_deal": 1.5,
    "parties.a.trust.b": 0.75,
    "steps.sa.value.b": 2.0,
    "steps.sb.slices": 2.0,
    "demands.both.cost": 3.0,
}


@pytest.mark.parametrize("path", PATHS)
def test_a_number_is_changed_where_its_path_says(path: str) -> None:
    before: Scenario = REPAIRS[0].scenario
    after = twin.with_number(before, path.split("."), Number(PATHS[path]))
    assert after != before
    assert twin.with_number(after, path.split("."), number_at(before, path)) == before


def number_at(scenario: Scenario, path: str) -> Number:
    """Return a number of the swap that has a path in `PATHS`."""
    a, sa, sb, both = scenario.parties[0], *scenario.steps, scenario.demands[0]
    numbers = {
        "parties.a.no_deal": a.no_deal,
        "parties.a.trust.b": a.trust["b"],
        "steps.sa.value.b": sa.value["b"],
        "steps.sb.slices": Number(float(sb.slices or 0)),
        "demands.both.cost": both.cost or Number(),
    }
    return numbers[path]


def test_the_later_lever_of_the_file_wins() -> None:
    first = Lever("first", "First", ("a",), {"parties.a.no_deal": Number(-1.0)})
    second = Lever("second", "Second", ("a",), {"parties.a.no_deal": Number(-2.0)})
    for levers, expected in (((first, second), -2.0), ((second, first), -1.0)):
        scenario = replace(REPAIRS[0].scenario, levers=levers)
        changed = twin.pulled(scenario, {"first", "second"})
        assert changed.parties[0].no_deal == Number(expected)
        assert twin.pulled(scenario, {"first"}).parties[0].no_deal == Number(-1.0)
