"""Results as plain data: nothing in them but what JSON knows, no kind of text of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from winset.firmness.measure import measure_firmness
from winset.impasse.explain import explain_impasse
from winset.impasse.thresholds import Axis
from winset.roadmaps.plan import plan_roadmap
from winset.scenario import Bias, Scenario, load_file
from winset.scenario.number_path import NumberPath

ROOT = Path(__file__).resolve().parents[1]
FILES = [ROOT / "docs/examples/swap.yaml", ROOT / "tests/data/rivers.yaml"]
PLAIN = (str, int, float, bool, type(None))


def others(value: Any, path: str = "") -> Iterator[str]:
    """Yield where something stands that is of another type, a subclass included."""
    if type(value) is dict:
        for key, inside in value.items():
            if type(key) not in PLAIN:
                yield f"{path}.{key} (key)"
            yield from others(inside, f"{path}.{key}")
    elif type(value) is list:
        for n, inside in enumerate(value):
            yield from others(inside, f"{path}.{n}")
    elif type(value) not in PLAIN:
        yield f"{path}: {type(value).__name__}"


@pytest.fixture(params=FILES, ids=lambda file: file.stem)
def scenario(request: pytest.FixtureRequest) -> Scenario:
    return load_file(request.param)


def test_how_firm_it_is(scenario: Scenario) -> None:
    best = plan_roadmap(scenario)
    assert best is not None
    found = measure_firmness(replace(scenario, bias=Bias(0.5, 2.0)), best.package, draws=2)
    assert found.swings
    assert list(others(found.to_dict())) == []


def test_an_impasse_with_a_grid(scenario: Scenario) -> None:
    one, other = (party.id for party in scenario.parties[:2])
    x, y = (NumberPath(f"parties.{a}.trust.{b}") for a, b in ((one, other), (other, one)))
    grid = (Axis(x, (0.0, 1.0)), Axis(y, (0.0, 1.0)))
    found = explain_impasse(scenario, grid=grid).to_dict()
    assert found["groups"]
    assert found["grid"]
    assert list(others(found)) == []


def test_an_order_with_what_turns_it(scenario: Scenario) -> None:
    best = plan_roadmap(scenario)
    assert best is not None
    roadmap = plan_roadmap(scenario, order=",".join(map("+".join, best.order)))
    assert roadmap is not None
    assert roadmap.turns is not None
    assert list(others(roadmap.to_dict())) == []
