"""The best order with time counted, found by search, beside all orders one by one."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
import yaml

from winset import UsageError, cases
from winset.report.envelope import to_json
from winset.roadmaps.judge_order import judge_order
from winset.roadmaps.limits import possible
from winset.roadmaps.order_path import path_of
from winset.roadmaps.plan import plan_roadmap
from winset.roadmaps.roadmap import Roadmap
from winset.roadmaps.safeguards import moves_of
from winset.roadmaps.session import Session
from winset.roadmaps.timed_search import timed_search
from winset.roadmaps.verdicts import VERDICTS
from winset.scenario import Scenario, load_text
from winset.scenario.game import MoveOrder, MoveSet, bits
from winset.verification import verify

ROOT = Path(__file__).parent.parent
TRIALS = 60


def random_scenario(rng: random.Random) -> Scenario:
    """Return a small negotiation with rates, votes, slices, windows, settings and prerequisites."""
    parties = ["a", "b", "c"][: rng.choice((2, 2, 3))]

    def amount(low: int, high: int) -> float:
        return rng.randint(4 * low, 4 * high) / 4

    steps: dict[str, Any] = {}
    for n in range(rng.choice((2, 3, 3, 4))):
        by = rng.sample(parties, 1 if rng.random() < 0.8 else 2)
        step: dict[str, Any] = {
            "by": by,
            "value": {p: amount(-3, 0) if p in by else amount(-1, 4) for p in parties},
            "phases": rng.choice((1, 2, 5, 0.5)),
            "reversible": rng.choice((0, 0.5, 0.9)),
            "detection": rng.choice((1, 1, 0.5)),
        }
        if n and rng.random() < 0.3:
            step["after"] = [f"s{rng.randrange(n)}"]
        if rng.random() < 0.15:
            step["slices"] = 2
        if rng.random() < 0.15:
            step["window"] = {"from": f"2030-0{rng.randint(2, 6)}-01"}
        if rng.random() < 0.15:
            step["sets"] = {f"parties.{rng.choice(parties)}.guarantee": 1}
        steps[f"s{n}"] = step
    people: dict[str, Any] = {
        p: {
            "name": p.upper(),
            "breach_penalty": amount(0, 3),
            "discount": rng.choice((1, 0.95, 0.8, {"yearly": 0.7})),
            "leaves_office": rng.choice((0, 0, 0.1, {"from": "2030-04-01", "chance": 0.2})),
            "trust": {q: rng.choice((0.2, 0.5, 0.8, 1)) for q in parties if q != p},
        }
        for p in parties
    }
    if rng.random() < 0.4:
        votes = {f"v{n}": {"name": f"V{n}", "votes": 1, "no_deal": amount(-1, 1)} for n in range(2)}
        people["a"]["home"] = votes
    elif rng.random() < 0.3:
        people["a"]["home"] = {"court": {"name": "Court", "value": {"s0": amount(-2, 2)}}}
    data = {
        "winset": 1,
        "title": "Random",
        "when": ["2030-01-01", "2030-01-01"],
        "phase_length": "1 month",
        "parties": people,
        "steps": steps,
    }
    return load_text(yaml.safe_dump(data, sort_keys=False))


def every_order(session: Session) -> Iterator[MoveOrder]:
    """Yield every order of all steps that is allowed, in the file's sequence."""
    game = session.safeguards.exits().game
    moves = [MoveSet(1 << k) for k in range(len(game.steps))]
    for order in permutations(moves):
        in_sequence = all(
            int(game.after[k]) & ~sum(order[:n]) == 0 for n, m in enumerate(order) for k in bits(m)
        )
        if in_sequence and possible(game, order):
            yield order


def by_hand(session: Session) -> MoveOrder | None:
    """Return the best order by the rule, of all orders judged one by one."""
    exits = session.safeguards.exits()
    told = [
        (order, judge_order(path_of(exits, order, in_time=True), None))
        for order in every_order(session)
    ]
    told = [one for one in told if one[1].signable] or told
    if not told:
        return None

    def rank(roadmap: Roadmap) -> tuple[float, ...]:
        share = float("inf") if roadmap.required_bond is None else max(0, roadmap.required_bond)
        lack = max((t.lack for row in roadmap.trust.values() for t in row.values()), default=0.0)
        total = sum(
            value / roadmap.gross_gains[party]
            for party, value in roadmap.values.items()
            if roadmap.gross_gains[party] > 0
        )
        verdict = VERDICTS.index(roadmap.verdict)
        return verdict, round(share, 7), round(lack, 7), -round(total, 7)

    best = min(rank(roadmap) for _, roadmap in told)
    return next(order for order, roadmap in told if rank(roadmap) == best)


@pytest.mark.parametrize("seed", range(TRIALS))
def test_the_search_finds_what_all_orders_one_by_one_do(seed: int) -> None:
    session = Session.of(random_scenario(random.Random(seed)))  # noqa: S311 -- repeatable trials
    exits = session.safeguards.exits()
    package = moves_of(exits.game, session.game.mask(session.game.ids))
    found = timed_search(exits, package, exits.game.after).best()
    expected = by_hand(session)
    assert (found is None) == (expected is None)
    if found is None or expected is None:
        return
    one, other = (
        judge_order(path_of(exits, order, in_time=True), None) for order in (found, expected)
    )
    assert one.verdict == other.verdict
    assert one.signable == other.signable
    assert one.order == other.order, (one, other)


# --- the verb


def canal(**parties: Any) -> Scenario:
    data = yaml.safe_load((ROOT / "docs/examples/two-governments.yaml").read_text("utf-8"))
    for party, more in parties.items():
        data["parties"][party].update(more)
    return load_text(yaml.safe_dump(data, sort_keys=False))


def planned(of: Scenario, **how: Any) -> Roadmap:
    roadmap = plan_roadmap(of, "all", in_time=True, **how)
    assert roadmap is not None
    return roadmap


def test_all_that_is_told_is_with_time_counted() -> None:
    roadmap = planned(canal())
    assert roadmap.in_time
    assert roadmap.ties is None
    assert roadmap.face is not None
    assert roadmap.face.values == pytest.approx({"east": 2.2, "west": 3.2})
    assert roadmap.values == roadmap.nodes[0].values
    assert [node.time for node in roadmap.nodes] == [0.0, 2.0, 5.0, 9.0]
    held = {"east": -2.0, "west": 5.0}
    expected = {
        party: 0.95**2 * held[party] + 0.95**5 * back + 0.95**9 * 0.2
        for party, back in (("east", 4.0), ("west", -2.0))
    }
    assert roadmap.values == pytest.approx(expected)
    plain = roadmap.to_dict()
    assert plain["ties"] is None
    assert not {"all", "front", "bonds", "certificates", "time"} & set(plain)


@pytest.mark.parametrize("order", ["survey,dredge,tolls", "dredge,tolls,survey"])
def test_without_any_effect_of_time_an_order_is_judged_as_without(order: str) -> None:
    of = canal(east={"discount": 1}, west={"discount": 1})
    one = plan_roadmap(of, order=order, in_time=True)
    other = plan_roadmap(of, order=order)
    assert one is not None
    assert other is not None
    assert (one.verdict, one.order, one.values) == (other.verdict, other.order, other.values)
    assert (one.margin, one.trust, one.bond) == (other.margin, other.trust, other.bond)


def test_an_order_that_is_given_is_judged_in_time() -> None:
    roadmap = plan_roadmap(canal(), order="survey,dredge,tolls", in_time=True)
    assert roadmap is not None
    assert roadmap.in_time
    assert roadmap.turns is None
    assert [node.time for node in roadmap.nodes] == [0.0, 4.0, 6.0, 9.0]


def test_the_largest_margin_can_be_asked_for() -> None:
    soon, safe = planned(canal()), planned(canal(), prefer="safe")
    assert soon.margin is not None
    assert safe.margin is not None
    assert safe.margin >= soon.margin - 1e-9


def test_steps_of_unknown_length_are_named() -> None:
    dam = cases.load(ROOT / "docs/examples/dam.yaml")
    with pytest.raises(UsageError, match="does not say how long open-dam, power-line"):
        plan_roadmap(dam, "all", in_time=True)
    with pytest.raises(UsageError, match="leave out near"):
        plan_roadmap(canal(), "all", near="none", in_time=True)


TAMPERED: tuple[tuple[tuple[str | int, ...], Any], ...] = (
    (("nodes", 1, "values", "east"), 0.0),
    (("nodes", 2, "time"), 1.0),
    (("face", "verdict"), "neither"),
    (("margin",), 0.9),
    (("in_time",), False),
)


def test_a_result_in_time_is_verified() -> None:
    of = canal()
    result = json.loads(to_json(of, {"roadmap": planned(of).to_dict()}))
    assert verify(of, result).agrees
    for path, value in TAMPERED:
        copy = json.loads(json.dumps(result))
        place = copy["roadmap"]
        for key in path[:-1]:
            place = place[key]
        place[path[-1]] = value
        assert not verify(of, copy).agrees, path
