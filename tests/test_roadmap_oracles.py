"""The engine gives the known answers, order by order and as best order."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generators.games import to_scenario, walked
from references.roadmap_oracles import CASES, Case
from winset.roadmaps.plan import plan_roadmap
from winset.roadmaps.roadmap import Node, Roadmap


def near(expected: object) -> object:
    """Return a number to compare with, within the engine's tolerance; anything else as it is."""
    if isinstance(expected, str | bool) or expected is None:
        return expected
    return pytest.approx(float(expected), abs=1e-9)  # type: ignore[arg-type]


def node(roadmap: Roadmap, done: tuple[str, ...]) -> Node:
    return next(n for n in roadmap.nodes if set(n.done) == set(done))


PLAIN: dict[str, Callable[[Roadmap], object]] = {
    "margin": lambda r: r.margin,
    "share": lambda r: r.required_bond,
    "verdict": lambda r: r.verdict,
    "lack": lambda r: max((t.lack for row in r.trust.values() for t in row.values()), default=0.0),
    "end_holds": lambda r: r.end_holds,
}


def reading(roadmap: Roadmap, key: tuple[object, ...]) -> object:  # noqa: PLR0911 - a table
    """Return what the engine says of a place along an order."""
    match key:
        case ("value", str(i)):
            return roadmap.values[i]
        case ("bond", str(i)):
            return roadmap.bond[i]
        case ("trust", str(i), str(j)):
            return roadmap.trust[i][j].required
        case ("temptation", str(i), tuple(done)):
            return node(roadmap, done).temptation[i].open
        case ("exposure", str(i), str(j), tuple(done)):
            return node(roadmap, done).exposure[i][j]
        case ("exposure_pretence", str(i), str(j), str(step)):
            return next(m for m in roadmap.moves if m.step == step).exposure[i][j]
        case ("pretence", str(i), tuple(done), str(step)):
            at = next(t for t, n in enumerate(roadmap.nodes) if set(n.done) == set(done))
            here = at < len(roadmap.moves) and roadmap.moves[at].step == step
            return roadmap.moves[at].pretence.get(i) if here else None
        case ("relapse", str(i), tuple(done), str(_)):
            return node(roadmap, done).temptation[i].relapse
    raise AssertionError(f"no reading for {key}")


OUTSIDE = {"gross", "worth", "exit_breaking", "exit_betrayed", "needs"}
"""Read elsewhere: straight from the arrays, in test_roadmap_arrays."""


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_order(case: Case) -> None:
    found = plan_roadmap(to_scenario(case.game), "all")
    assert found is not None
    best = tuple(step for move in found.order for step in move)
    order = best if case.order is None else tuple(case.order)
    roadmap = walked(case.game, order)
    for key, expected in case.expect.items():
        if key == "best_order":
            assert best == tuple(expected), key  # type: ignore[arg-type]
        elif key == "ties":
            assert found.ties == expected, key
        elif key == "counts":
            assert found.all is not None
            assert found.all.to_dict() == expected, key
        elif isinstance(key, str) and key in PLAIN:
            assert PLAIN[key](roadmap) == near(expected), key
        elif isinstance(key, tuple) and key[0] not in OUTSIDE:
            assert reading(roadmap, key) == near(expected), key
