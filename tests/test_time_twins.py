"""The engine agrees with the plain twin of time on random files: orders in time, and successors.

``python tests/test_time_twins.py 1000`` compares as many files; the suite takes some of them.
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import takewhile
from typing import Any

import pytest

from generators.random_games import draws
from generators.timed_files import File, timed_file, with_successor
from references.device_reference import temptation_open
from references.device_states import orders, packages, visited, with_escrows
from references.reference import Done
from references.successor_reference import Answer, first_order, judge_successor
from references.time_file import TimedGame, read_game
from references.time_oracles import known_answers, read_answer
from references.time_reference import Told, best, best_of, every_order, tell
from winset import ScenarioError, plan_roadmap
from winset.roadmaps.roadmap import Roadmap
from winset.roadmaps.successors import Succession
from winset.scenario import load_text

pytestmark = pytest.mark.slow

FILES = 120


def drawn(
    seed: int, trials: int, successor: bool
) -> Iterator[tuple[File, TimedGame, Done, Roadmap]]:
    """Yield random files that can be read, each with a package and its roadmap."""
    for rng in draws(seed, trials):
        file = timed_file(rng)
        if successor:
            file = with_successor(rng, file)
        game = read_game(file)
        package = a_package(rng, game)
        try:
            scenario = load_text(json.dumps(file, default=str))
        except ScenarioError:  # a window that is too short, a bound that is passed at the start
            continue
        found = plan_roadmap(scenario, sorted(package)) if package else None
        if found is not None:
            yield file, game, package, found


def a_package(rng: random.Random, game: TimedGame) -> Done:
    """Return one of the larger packages."""
    return max(rng.choices(packages(game), k=3), key=len)


def used_in(game: TimedGame, order: tuple[tuple[str, ...], ...]) -> tuple[int, ...]:
    swaps = [set(move) for move in order if len(move) > 1]
    return tuple(e for e, escrow in enumerate(game.escrows) if set(escrow.steps) in swaps)


def near(number: Any) -> Any:
    match number:
        case None | float():
            return number
        case Mapping():
            return {key: near(value) for key, value in number.items()}
    return pytest.approx(float(number), rel=1e-9, abs=1e-9)


# --------------------------------------------------------------------------------------------
# Known answers


@pytest.mark.parametrize(
    ("file", "used", "known"), [pytest.param(*one, id=name) for name, *one, _ in known_answers()]
)
def test_known_answers(file: File, used: tuple[int, ...], known: dict[str, Any]) -> None:
    scenario = load_text(json.dumps(file, default=str))
    timed = not read_game(file).undated
    for name, expected in known.items():
        steps = name.split("+")
        found = plan_roadmap(scenario, steps, in_time=timed)
        assert found is not None
        if used_in(read_game(file), found.order) == used:  # a swap is used wherever it serves
            assert (found.signable, found.verdict) == (expected["signable"], expected["verdict"])
            if timed:  # without time, orders as good are told apart by another sum
                assert [list(move) for move in found.order] == expected["best_order"]
        for answer in expected["orders"] if not used else ():
            order = [step for (step,) in answer["order"]]
            given = plan_roadmap(scenario, order=order, in_time=timed)
            assert given is not None
            assert_answered(given, read_answer(answer))


def assert_answered(found: Roadmap, answer: dict[str, Any]) -> None:
    assert [list(move) for move in found.order] == answer["order"]
    assert found.verdict == answer["verdict"]
    assert found.margin == near(answer["margin"])
    assert found.bond == near(answer["bond"])
    assert found.values == near(answer["values"])
    for i, others in answer["required_trust"].items():
        for j, required in others.items():
            if j in found.trust.get(i, {}):  # of those who perform a step
                assert found.trust[i][j].required == near(required)


# --------------------------------------------------------------------------------------------
# The printed order in time


def compare_orders(seed: int, trials: int) -> Counter[str]:
    seen: Counter[str] = Counter()
    for _, game, package, found in drawn(seed, trials, successor=False):
        if found.time is None:  # nothing makes time count
            seen["untimed"] += 1
            continue
        used = used_in(game, found.order)
        told = tell(game, package, found.order, used)
        assert_told(found, told)
        assert found.time.nodes is not None
        inside = with_escrows(game, used)
        for n, state in enumerate(visited(game, found.order, used)):
            node = found.time.nodes[n]
            assert node.time == near(told.times[n])
            for i in game.parties:
                assert node.values[i] == near(told.path[i][n])
                was = temptation_open(inside, i, package, state)
                whole = told.path[i][-1]
                assert node.temptation[i] == near(was + whole - told.path[i][n])
        assert found.time.delay == near_delays(game, package, told, used)
        seen[told.judgement.verdict] += 1
        seen["signed" if told.signed else "unsigned"] += 1
        seen["swaps"] += bool(used)
        seen["bodies"] += bool(told.totals)
        seen["compared"] += 1
    return seen


def assert_told(found: Roadmap, told: Told) -> None:
    time = found.time
    assert time is not None
    assert time.length is not None
    assert time.length.serial == near(told.times[-1])
    assert time.values == near(told.values)
    assert time.signed == told.signed
    assert time.verdict == told.judgement.verdict
    bodies = {who: amount for who, amount in told.totals.items() if not who.startswith("consent:")}
    twice = {who.removeprefix("consent:") for who in set(told.totals) - set(bodies)}
    assert time.bodies is not None
    for who in set(bodies) - twice:
        assert time.bodies[who] == near(bodies[who])
    for who in twice:
        assert time.bodies[who] == near(min(bodies[who], told.totals[f"consent:{who}"]))
    assert set(time.bodies) == set(bodies)


def near_delays(
    game: TimedGame, package: Done, told: Told, used: tuple[int, ...]
) -> dict[str, dict[str, Any] | None]:
    """Return what one phase more of each step still to do does to V at the start."""
    delays: dict[str, dict[str, Any] | None] = {}
    for name in package - game.done:
        steps = (replace(k, phases=k.phases + 1) if k.name == name else k for k in game.steps)
        longer = replace(game, steps=tuple(steps))
        if told.order in set(orders(longer, package, used)):
            late = tell(longer, package, told.order, used).values
            delays[name] = {i: near(late[i] - told.values[i]) for i in game.parties}
        else:
            delays[name] = None
    return delays


def test_the_printed_order_in_time() -> None:
    seen = compare_orders(51, FILES)
    assert seen["compared"] > FILES / 2
    assert {"holds", "incentive_only", "trust_only", "neither", "signed", "unsigned"} <= set(seen)
    assert min(seen["swaps"], seen["bodies"]) > 0


def test_which_steps_are_urgent_and_which_can_wait() -> None:
    seen: Counter[str] = Counter()
    for _, game, package, found in drawn(71, FILES, successor=False):
        if found.time is None or {m for m in found.order if len(m) > 1 or found.order.count(m) > 1}:
            continue
        kept = {told.order: held(told) for told in every_order(game, package)}
        urgent, waits = set(), {}
        for at, move in enumerate(found.order):
            rest = [other for other in found.order if other != move]
            later = [(n, (*rest[:n], move, *rest[n:])) for n in range(at + 1, len(found.order))]
            fine = [(n, kept[found.order] <= kept[o]) for n, o in later if o in kept]
            if kept[found.order] and fine and not any(good for _, good in fine):
                urgent.add(move[0])
            elif kept[found.order] and fine and fine[0][1]:
                waits[move[0]] = [n for n, _ in takewhile(lambda place: place[1], fine)][-1]
        assert found.time.urgent is not None
        assert (set(found.time.urgent), found.time.waits) == (urgent, waits)
        seen.update(urgent=len(urgent), waits=len(waits))
    assert min(seen.values()) > 2


def held(told: Told) -> set[str]:
    """Return what an order has: all signatures, and the keys that it passes."""
    judged = told.judgement
    has = {"signed": told.signed, "stake": judged.incentive_key, "trust": judged.trust_key}
    return {name for name, one in has.items() if one}


# --------------------------------------------------------------------------------------------
# The best order in time


def compare_packages(seed: int, trials: int) -> Counter[str]:
    seen: Counter[str] = Counter()
    for file, game, package, untimed in drawn(seed, trials, successor=True):
        if untimed.time is None:
            continue
        found = in_time(file, package)
        used = used_in(game, untimed.order)
        told = every_order(game, package, used)
        chosen = best_of(told)
        assert found is not None
        assert chosen is not None
        assert found.signable == any(one.signed for one in told)
        assert found.order == chosen.order
        assert_judged(found, chosen)
        assert found.successors is not None
        mine = judge_successor(file, "next", package, chosen.order, used, in_time=True)
        assert_succeeded(found.successors["next"], mine)
        if not mine.kept:
            other = first_order(file, "next", package, used, in_time=True)
            assert found.successors["next"].order == other
            seen["other order"] += other is not None
        seen[chosen.judgement.verdict] += 1
        seen["signable" if found.signable else "unsignable"] += 1
        seen["moved"] += found.order != untimed.order
        seen["turned"] += found.verdict != untimed.verdict
        seen["swaps"] += bool(used)
        seen["windows"] += any("window" in step for step in file["steps"].values())
        seen["compared"] += 1
    return seen


def test_what_is_done_is_told_in_time_too() -> None:
    for rng in draws(55, 10):
        file = timed_file(rng, 2, 0)
        file["parties"]["up"]["discount"] = 0.9
        names = list(file["steps"])
        file["standing"] = {"date": file["when"][0], "done": names}
        package = frozenset(names)
        found, told = in_time(file, package), best(read_game(file), package)
        assert found is not None
        assert told is not None
        assert found.order == told.order == ()
        assert_judged(found, told)


def in_time(file: File, package: Done) -> Roadmap | None:
    scenario = load_text(json.dumps(file, default=str))
    return plan_roadmap(scenario, sorted(package), in_time=True)


def assert_judged(found: Roadmap, told: Told) -> None:
    judged = told.judgement
    assert found.verdict == judged.verdict
    assert found.values == near(told.values)
    assert found.margin == near(judged.margin)
    assert found.required_bond == near(judged.share)
    assert found.bond == near(judged.bond)
    for (i, j), required in judged.trust.items():
        assert found.trust[i][j].required == near(required)
    assert found.nodes is not None
    assert [node.time for node in found.nodes] == [near(time) for time in told.times]
    for n, node in enumerate(found.nodes):
        assert node.values == near({i: along[n] for i, along in told.path.items()})
    assert found.ties is None


def test_the_best_order_in_time() -> None:
    seen = compare_packages(54, FILES)
    assert seen["compared"] > FILES / 2
    assert {"holds", "incentive_only", "trust_only", "neither"} <= set(seen)
    assert min(seen["signable"], seen["unsignable"], seen["moved"], seen["windows"]) > 5


# --------------------------------------------------------------------------------------------
# Whoever comes next


def assert_succeeded(its: Succession, mine: Answer) -> None:
    assert its.kept == mine.kept
    assert its.node == mine.node
    if mine.act is not None:
        assert its.from_node == mine.from_node
        assert (its.amount, its.rise) == (near(mine.act.amount), near(mine.rise))


def compare_successors(seed: int, trials: int) -> Counter[str]:
    seen: Counter[str] = Counter()
    for file, game, package, found in drawn(seed, trials, successor=True):
        used = used_in(game, found.order)
        assert found.successors is not None
        mine, its = (
            judge_successor(file, "next", package, found.order, used),
            found.successors["next"],
        )
        assert_succeeded(its, mine)
        seen["kept" if mine.kept else "left"] += 1
        if mine.act is None:
            continue
        seen[mine.act.kind] += 1
        seen["never"] += mine.rise is None
        other = first_order(file, "next", package, used)
        assert its.order == other
        seen["other order"] += other is not None
    return seen


def test_successors() -> None:
    seen = compare_successors(52, FILES)
    assert min(seen["kept"], seen["left"]) > FILES / 8
    assert {"open", "pretence", "relapse"} <= set(seen)


def main() -> None:
    trials = int(sys.argv[1])
    for name, compare in (
        ("orders", compare_orders),
        ("best orders", compare_packages),
        ("successors", compare_successors),
    ):
        print(name, dict(compare(53, trials)))  # noqa: T201


if __name__ == "__main__":
    main()
