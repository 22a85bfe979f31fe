"""An order that is given: read, judged, and what one number alone would turn it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from generators.device_games import to_scenario
from generators.random_devices import random_device_game
from generators.random_games import draws
from page_cases import resolve_result
from references import device_reference as twin
from references import device_states as states
from winset import cases
from winset.report.document.blocks import assertions
from winset.report.pages.screens import roadmap_screen
from winset.roadmaps.bracketing import Parameter, SwitchingValue
from winset.roadmaps.given_order import GivenOrder, given_order
from winset.roadmaps.judge_order import judge_order
from winset.roadmaps.order_path import indices, path_of
from winset.roadmaps.parameters import parameters_of
from winset.roadmaps.plan import plan_roadmap
from winset.roadmaps.roadmap import Roadmap
from winset.roadmaps.safeguards import safeguards_of
from winset.scenario import Scenario, UsageError, load_file, load_text
from winset.scenario.changes import with_changes
from winset.scenario.game import TOLERANCE, compile_game

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[1]
SWAP = ROOT / "docs/examples/swap.yaml"
CLOSE = 1e-6
DEVICES = (
    (),
    ("slices",),
    ("escrow",),
    ("hazard",),
    ("slices", "hazard", "standing"),
    ("slices", "escrow", "ledger", "window", "hazard", "standing"),
)


def passes(scenario: Scenario, given: GivenOrder) -> tuple[bool, bool]:
    """Return whether an order passes each key."""
    exits = safeguards_of(compile_game(scenario)).exits(given.slices, given.used)
    _, share, lack = indices(path_of(exits, given.order))
    return share <= TOLERANCE, lack <= TOLERANCE


def random_orders(seed: int, devices: Sequence[str], count: int) -> Iterator[tuple[Any, ...]]:
    """Yield games, packages, orders of them and the escrows that the orders use."""
    for rng in draws(seed, count):
        game = random_device_game(rng, rng.choice((2, 3, 3, 4)), devices)
        packages = [p for p in states.packages(game) if p - game.done]
        if not packages:
            continue
        package = rng.choice(packages)
        used = rng.choice(twin.usable(game, package))
        orders = list(states.orders(game, package, used))
        if orders:
            yield game, package, rng.choice(orders), used


def named(order: states.Order) -> str:
    return ",".join("+".join(move) for move in order)


@pytest.mark.parametrize("devices", DEVICES, ids="+".join)
def test_an_order_is_judged_as_the_twin_judges_it(devices: tuple[str, ...]) -> None:
    seen = 0
    for game, package, order, used in random_orders(700 + len(devices), devices, 30):
        scenario = to_scenario(game)
        safeguards = safeguards_of(compile_game(scenario))
        given = given_order(scenario, safeguards, named(order))
        if given.used != used:
            continue  # of two escrows of the same steps a name means the first
        roadmap = judge_order(path_of(safeguards.exits(given.slices, used), given.order), 1)
        judged = twin.judge(game, package, order, used)
        assert (roadmap.order, roadmap.verdict, roadmap.ties) == (order, judged.verdict, 1)
        assert frozenset(roadmap.package) == package
        if judged.margin is not None:
            assert roadmap.margin == pytest.approx(float(judged.margin), abs=CLOSE)
        seen += 1
    assert seen > 10


@pytest.mark.parametrize("devices", DEVICES, ids="+".join)
def test_each_turn_turns_and_nothing_nearer_does(devices: tuple[str, ...]) -> None:
    found = 0
    for game, _, order, _ in random_orders(
        800 + len(devices), devices, 4 if len(devices) < 2 else 2
    ):
        scenario = to_scenario(game)
        roadmap = plan_roadmap(scenario, order=named(order))
        assert roadmap is not None
        assert roadmap.turns is not None
        safeguards = safeguards_of(compile_game(scenario))
        given = given_order(scenario, safeguards, named(order))
        base = passes(scenario, given)
        path = path_of(safeguards.exits(given.slices, given.used), given.order)
        for parameter in parameters_of(scenario, path, given.used):
            for key, turns in enumerate((roadmap.turns.incentive, roadmap.turns.trust)):
                mine = [turn for turn in turns if turn.path == parameter.path]
                assert len(mine) <= 1
                found += len(mine)
                assert_nearest(scenario, given, parameter, key, base[key], mine)
    assert found > 5


def assert_nearest(
    scenario: Scenario,
    given: GivenOrder,
    parameter: Parameter,
    key: int,
    base: bool,
    mine: list[SwitchingValue],
) -> None:
    """Hold a turn, or that there is none, against a grid of values."""

    def at(value: float) -> bool:
        return passes(with_changes(scenario, {parameter.path: value}), given)[key]

    reach = max(parameter.high - parameter.point, parameter.point - parameter.low)
    if mine:
        (turn,) = mine
        assert parameter.low <= turn.after <= parameter.high
        assert turn.before == parameter.point
        reach = abs(turn.after - turn.before)
        assert turn.change == pytest.approx(reach / parameter.unit)
        assert at(turn.after) != base
        reach = max(0.0, reach - CLOSE)
    for n in range(1, 6):
        for value in (parameter.point - reach * n / 5, parameter.point + reach * n / 5):
            if parameter.low <= value <= parameter.high:
                assert at(value) == base, (parameter, value)


def test_turns_come_by_size_of_change() -> None:
    roadmap = plan_roadmap(cases.load(SWAP), order="a-pays,b-pays")
    assert roadmap is not None
    assert roadmap.turns is not None
    for turns in (roadmap.turns.incentive, roadmap.turns.trust):
        assert all(one.change <= then.change + CLOSE for one, then in pairwise(turns))
        assert len({turn.path for turn in turns}) == len(turns)


def test_the_swap_by_hand() -> None:
    """Ben is tempted by 1; Ana needs 1/3 of trust and has 1/2."""
    roadmap = plan_roadmap(cases.load(SWAP), order=("a-pays", "b-pays"))
    assert roadmap is not None
    assert roadmap.turns is not None
    incentive: dict[str, float] = {turn.path: turn.after for turn in roadmap.turns.incentive}
    trust: dict[str, float] = {turn.path: turn.after for turn in roadmap.turns.trust}
    near = pytest.approx
    assert incentive["parties.b.breach_penalty"] == near(1, abs=CLOSE)
    assert incentive["parties.b.fallback"] == near(-1, abs=CLOSE)
    assert incentive["steps.b-pays.value.b"] == near(0, abs=CLOSE)
    assert "parties.a.breach_penalty" not in incentive  # Ana is not tempted
    assert "steps.a-pays.value.b" not in incentive  # kept for good once it is paid
    assert trust["parties.a.trust.b"] == near(1 / 3, abs=CLOSE)
    assert trust["steps.a-pays.value.a"] == near(-1.5, abs=CLOSE)  # L / (V + L) = 1.5 / 3
    assert trust["steps.b-pays.value.a"] == near(2, abs=CLOSE)  # 1 / (1 + 1)
    assert "parties.b.trust.a" not in trust


JUMP = """\
winset: 1
title: A step that its performer keeps once it gains by it
parties:
  a: {name: Ana}
  b: {name: Ben}
steps:
  x: {by: [a], value: {a: -1, b: 3}, reversible: 1, head_start: 0}
  y: {by: [b], value: {a: 3, b: -1}, reversible: 1, head_start: 0}
"""


def test_a_jump_where_a_worth_changes_its_side() -> None:
    """Once Ana likes x she keeps it on a break: Ben has it for good, and is tempted after it."""
    roadmap = plan_roadmap(load_text(JUMP), order="x,y")
    assert roadmap is not None
    assert roadmap.turns is not None
    assert roadmap.verdict == "holds"
    (turn,) = [t for t in roadmap.turns.incentive if t.path == "steps.x.value.a"]
    assert 0 < turn.after <= CLOSE


# --- what is no order

DAM = ROOT / "docs/examples/dam.yaml"
DEVICED = """\
winset: 1
title: Devices
when: [2031-01-01, 2031-01-31]
phase_length: 30 days
parties:
  a: {name: Ana}
  b: {name: Ben}
ledgers: {cash: {name: Cash, start: 1, floor: 0, cap: 2}}
steps:
  x: {by: [a], value: {a: -1, b: 3}, changes: {cash: -2}}
  y: {by: [b], value: {a: 3, b: -1}, changes: {cash: 1}}
  z: {by: [a], value: {a: -1, b: 3}, slices: 3}
  v: {by: [b], value: {a: 3, b: -1}, slices: any}
  w: {by: [b], value: {a: 3, b: -1}, window: {to: 2031-03-05}}
  p: {by: [a], value: {b: 1}}
  q: {by: [a], value: {b: 2}}
  r: {by: [b], value: {a: 1}}
escrow: [{steps: [x, y], cost: {a: 0.1}}]
choices: {price: {one_of: [p, q]}}
proposals:
  plan: {steps: [y, x, r], before: [[r, y]]}
standing: {done: [r]}
"""


@pytest.mark.parametrize(
    ("order", "told"),
    [
        ("", ["a step is left out"]),
        ("y,,p", ["a step is left out"]),
        ("y,s", ["there is no step 's'"]),
        ("plann", ["there is no step 'plann'; did you mean 'plan'?"]),
        ("y,y", ["y is named 2 times; name it once"]),
        ("p,q", ["only one of p, q can be part of a package (choice price)"]),
        ("r,p", ["r is done already; leave it out"]),
        ("z,z", ["z is done in 3 slices and named 2 times; name it 3 times, or once"]),
        ("x+p", ["x+p is not an escrow of the file (they are: x+y)"]),
        ("x+y,x", ["x is named 2 times", "x+y hands over whole steps"]),
        ("x,p", ["cash is -1 after x, r, below its floor 0; do first what brings it back"]),
        ("p,w", ["w comes too late for its window; do it earlier"]),
        ("y,y,r,z,z,p,q", ["y is named", "r is done", "z is done in", "only one of p, q"]),
    ],
)
def test_what_is_wrong_with_an_order_is_told_at_once(order: str, told: list[str]) -> None:
    with pytest.raises(UsageError) as error:
        plan_roadmap(load_text(DEVICED), order=order)
    lines = str(error.value).splitlines()
    assert len(lines) == len(told)
    for part in told:
        assert any(part in line for line in lines), (part, lines)


@pytest.mark.parametrize(
    ("order", "moves"),
    [
        ("y,x", [["y"], ["x"]]),
        ("x+y", [["x", "y"]]),
        ("y + x, p", [["x", "y"], ["p"]]),
        ("z,p", [["z"], ["z"], ["z"], ["p"]]),
        ("z,p,z,z", [["z"], ["p"], ["z"], ["z"]]),
        ("v,p", [["v"], ["p"]]),
        ("v,p,v", [["v"], ["p"], ["v"]]),
        ("w", [["w"]]),
        ("plan", [["y"], ["x"]]),
        (("y", "x"), [["y"], ["x"]]),
    ],
)
def test_how_an_order_is_read(order: str | tuple[str, ...], moves: list[list[str]]) -> None:
    roadmap = plan_roadmap(load_text(DEVICED), order=order)
    assert roadmap is not None
    assert roadmap.to_dict()["order"] in (moves, [["x", "y"]] if order == "plan" else moves)
    assert (roadmap.all, roadmap.front) == (None, None)


def test_prerequisites_come_first() -> None:
    dam = cases.load(DAM)
    with pytest.raises(UsageError, match="sell-power needs power-line first; move power-line"):
        plan_roadmap(dam, order="sell-power,power-line")
    with pytest.raises(UsageError, match="sell-power needs power-line first; add it"):
        plan_roadmap(dam, order="sell-power")


def test_a_package_must_be_that_of_the_order() -> None:
    dam = cases.load(DAM)
    order = "open-dam,power-line"
    assert same(
        plan_roadmap(dam, "power-line,open-dam", order=order), plan_roadmap(dam, order=order)
    )
    with pytest.raises(UsageError, match="the order leaves out read-gauges, sell-power"):
        plan_roadmap(dam, "all", order=order)
    with pytest.raises(UsageError, match="the package has no open-dam"):
        plan_roadmap(dam, "power-line", order=order)
    with pytest.raises(UsageError, match="nothing to choose"):
        plan_roadmap(dam, order=order, prefer="safe")


def same(one: Roadmap | None, other: Roadmap | None) -> bool:
    assert one is not None
    assert other is not None
    return one.to_dict() == other.to_dict()


# --- the command

Run = Callable[..., tuple[int, str, str]]


def test_the_command_shows_what_turns_an_order(run: Run) -> None:
    code, out, err = run("roadmap", str(SWAP), "--order", "a-pays,b-pays")
    assert (code, err) == (0, "")
    text = " ".join(out.split())
    assert "What would leave nobody tempted to break: one number changed, all else as it is" in text
    assert "What Ben would lose by breaking 0 1 or more" in text


def test_every_basis_of_what_turns_an_order_is_there() -> None:
    scenario = load_file(SWAP)
    roadmap = plan_roadmap(scenario, order="a-pays,b-pays")
    assert roadmap is not None
    refs = {ref for one in assertions(roadmap_screen(scenario, roadmap)) for ref in one.basis}
    assert any(ref.startswith("result:roadmap.turns.incentive.") for ref in refs)
    for ref in refs:
        resolve_result({"roadmap": roadmap.to_dict()}, ref.removeprefix("result:"))


def test_a_turn_can_be_confirmed_with_set(run: Run) -> None:
    arguments = ("roadmap", str(SWAP), "--order", "a-pays,b-pays", "--format", "json")
    plain = json.loads(run(*arguments)[1])["roadmap"]
    assert plain["verdict"] == "trust_only"
    for turn in plain["turns"]["incentive"]:
        change = f"{turn['path']}={turn['to']!r}"
        assert json.loads(run(*arguments, "--set", change)[1])["roadmap"]["verdict"] in {
            "holds",
            "incentive_only",
        }


def test_the_command_refuses_what_is_no_order(run: Run) -> None:
    code, out, err = run("roadmap", str(SWAP), "--order", "a-pays,a-pays,c")
    assert (code, out) == (2, "")
    assert "there is no step 'c'" in err


def test_every_number_that_is_followed_can_be_set() -> None:
    scenario = load_text(DEVICED)
    safeguards = safeguards_of(compile_game(scenario))
    given = given_order(scenario, safeguards, "x+y,z,v,v,p,w".replace(",w", ""))
    parameters = parameters_of(
        scenario, path_of(safeguards.exits(given.slices, given.used), given.order), given.used
    )
    assert {parameter.path for parameter in parameters} >= {
        "parties.a.fallback",
        "parties.a.trust.b",
        "steps.r.reversible",
        "steps.p.value.a",
        "escrow.0.cost.b",
    }
    for parameter in parameters:
        load_text(
            DEVICED,
            changes=[f"{parameter.path}={parameter.low!r}", f"{parameter.path}={parameter.high!r}"],
        )


def test_what_a_step_sets_is_followed() -> None:
    text = SWAP.read_text("utf-8").replace("b: 3}", "b: 3}, sets: {parties.b.breach_penalty: 0.5}")
    roadmap = plan_roadmap(load_text(text), order="a-pays,b-pays")
    assert roadmap is not None
    assert roadmap.turns is not None
    after: dict[str, float] = {turn.path: turn.after for turn in roadmap.turns.incentive}
    path = "steps.a-pays.sets.parties.b.breach_penalty"
    assert after[path] == pytest.approx(1, abs=CLOSE)
    assert "parties.b.breach_penalty" not in after  # set before Ben is tempted
    changed = load_text(text, changes=[f"{path}={after[path]!r}"])
    then = plan_roadmap(changed, order="a-pays,b-pays")
    assert then is not None
    assert then.verdict == "holds"
