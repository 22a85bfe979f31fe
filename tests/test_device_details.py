"""What is told of an order beyond its verdict, held against the plain twin and known answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from textwrap import dedent
from typing import Final

import pytest

from generators.device_games import to_scenario
from generators.random_devices import DEVICES, random_device_game
from generators.random_games import draws
from references import device_calendar, reference
from references import device_reference as twin
from references import device_states as states
from winset.roadmaps.cheating import Deceit, cheats_of
from winset.roadmaps.exits import exits_of
from winset.roadmaps.judge_order import judge_order
from winset.roadmaps.order_path import path_of
from winset.roadmaps.plan import plan_roadmap, with_levels
from winset.roadmaps.roadmap import Roadmap
from winset.scenario import Number, Party, Scenario, Step, load_text
from winset.scenario.game import MoveSet, compile_game

pytestmark = pytest.mark.slow

CLOSE = 1e-7


SAVED: Final[dict[Deceit, Callable[[states.Game, str, states.State, str], Fraction]]] = {
    "pretence": twin.saved_by_pretence,
    "relapse": twin.saved_by_relapse,
}


def planned(seed: int, trials: int, *devices: str) -> list[tuple[states.Game, Roadmap]]:
    """Return games with one of their packages in its best order."""
    found = []
    for rng in draws(seed, trials):
        game = twin.sliced(random_device_game(rng, rng.choice((2, 3, 4)), devices), 2)
        packages = [p for p in states.packages(game) if p]
        for package in rng.sample(packages, min(2, len(packages))):
            roadmap = plan_roadmap(to_scenario(game), sorted(package))
            if roadmap is not None:
                found.append((game, roadmap))
    return found


def used(game: states.Game, roadmap: Roadmap) -> states.Used:
    moves = [frozenset(move) for move in roadmap.order if len(move) > 1]
    twins = [twin.best(game, frozenset(roadmap.package))]
    assert twins[0] is not None
    assert [game.escrows[e].steps for e in twins[0].used] == [] or moves
    return twins[0].used


def test_the_calendar_is_the_shortest() -> None:
    side_by_side = 0
    plans = planned(500, 40, *DEVICES) + planned(501, 60, "window", "slices", "hazard")
    for game, roadmap in plans:
        package = frozenset(roadmap.package)
        groups = device_calendar.calendar(game, package, roadmap.order, used(game, roadmap))
        assert roadmap.calendar is not None
        found = [(p.steps, p.starts, p.ends) for p in roadmap.calendar.phases]
        assert [steps for steps, _, _ in found] == [group.moves for group in groups]
        assert [ends for _, _, ends in found] == pytest.approx([float(g.end) for g in groups])
        assert all(starts <= ends for _, starts, ends in found)
        side_by_side += len(found) < len(roadmap.order)
    assert side_by_side > 15


def test_cheating_is_that_of_the_twin() -> None:
    """Every own step with a cost; the gain is the largest on the way; `needed` is where it ends."""
    seen: Counter[str] = Counter()
    for game, roadmap in planned(510, 60, *DEVICES):
        package, with_costs = frozenset(roadmap.package), used(game, roadmap)
        way = states.visited(game, roadmap.order, with_costs)
        bare = states.with_escrows(game, with_costs)
        gains: dict[tuple[str, str, Deceit], list[Fraction]] = {}
        for t, state in enumerate(way):
            for i in game.parties:
                for k in game.steps:
                    for kind, saved in SAVED.items():
                        if kind == "pretence" and roadmap.order[t : t + 1] != ((k.name,),):
                            continue
                        amount = saved(bare, i, state, k.name)
                        if amount > 0:
                            hidden = twin.temptation_hidden(bare, i, package, state, k.name, amount)
                            assert hidden is not None
                            gains.setdefault((i, k.name, kind), []).append(hidden)
        assert roadmap.cheating is not None
        told = {(c.party, c.step, c.kind): c for c in roadmap.cheating}
        assert set(told) == set(gains)
        for key, amounts in gains.items():
            assert told[key].gain == pytest.approx(float(max(amounts)), abs=CLOSE)
            seen["pays" if told[key].pays else "does not"] += 1
    assert min(seen.values()) > 20


def test_the_detection_that_is_needed_is_enough_and_no_less_is() -> None:
    tried = 0
    for game, roadmap in planned(520, 50, "slices"):
        if any(step.sets for step in game.steps):
            continue
        for cheat in roadmap.cheating or ():
            if cheat.needed is None or not 0.01 < cheat.needed < 0.99:
                continue
            for shift, pays in ((1e-6, False), (-1e-6, True)):
                steps = tuple(
                    replace(k, detection=Fraction(cheat.needed + shift))
                    if k.name == cheat.step
                    else k
                    for k in game.steps
                )
                again = plan_roadmap(to_scenario(replace(game, steps=steps)), roadmap.package)
                assert again is not None
                if again.order != roadmap.order:
                    break
                kinds = {(c.party, c.step, c.kind): c for c in again.cheating or ()}
                found = kinds[cheat.party, cheat.step, cheat.kind]
                assert (found.gain > 0) == pays
                tried += 1
    assert tried > 20


def test_found_one_move_later() -> None:
    """A pretends a, then B does b: found in time it gains -1, found only then it has b as well."""
    steps = (
        Step("a", "a", ("A",), {"A": Number(-1.0), "B": Number(3.0)}),
        Step("b", "b", ("B",), {"A": Number(3.0), "B": Number(-1.0)}),
    )
    parties = (Party("A", "A", breach_penalty=Number(1.0)), Party("B", "B"))
    game = compile_game(Scenario(id="s", title="S", hash="", parties=parties, steps=steps))
    first, second = cheats_of(path_of(exits_of(game), (MoveSet(1), MoveSet(2))))
    assert (first.party, first.gain, first.late) == ("A", -3.0, 0.0)
    assert first.needed == pytest.approx(1 / 4)
    assert (second.party, second.gain, second.late) == ("B", 1.0, 1.0)
    assert second.needed is None


def test_found_one_move_later_the_parts_that_a_pretence_covers_are_not_done() -> None:
    """The same, a in two parts: both are pretended, and what comes next is b."""
    steps = (
        Step("a", "a", ("A",), {"A": Number(-1.0), "B": Number(3.0)}, slices=2),
        Step("b", "b", ("B",), {"A": Number(3.0), "B": Number(-1.0)}),
    )
    parties = (Party("A", "A", breach_penalty=Number(1.0)), Party("B", "B"))
    scenario = Scenario(id="s", title="S", hash="", parties=parties, steps=steps)
    roadmap = plan_roadmap(scenario, ["a", "b"], order="a,a,b")
    assert roadmap is not None
    first = next(cheat for cheat in roadmap.cheating or () if cheat.party == "A")
    assert (first.node, first.gain, first.late) == (0, -3.0, 0.0)


def test_stalling_is_stopping_with_more_than_the_end_gives() -> None:
    stalls = 0
    for game, roadmap in planned(530, 60, *DEVICES):
        package, with_costs = frozenset(roadmap.package), used(game, roadmap)
        bare = states.with_escrows(game, with_costs)
        expected = set()
        for t, state in enumerate(states.visited(game, roadmap.order, with_costs)):
            left = package - states.whole(bare, state)
            for i in game.parties:
                gain = states.in_place(bare, i, state) - reference.worth(bare, i, package)
                if any(state) and gain > 0 and any(i in k.by for k in game.steps if k.name in left):
                    expected.add((i, t, round(float(gain), 6)))
        told = {(s.party, s.node, round(s.amount, 6)) for s in roadmap.stalling or ()}
        assert told == expected
        stalls += len(told)
    assert stalls > 20


def test_what_going_on_tells() -> None:
    plans = planned(540, 30, "hazard", "slices", "standing")
    for game, roadmap in plans + planned(541, 30, "hazard", "escrow", "standing"):
        package, with_costs = frozenset(roadmap.package), used(game, roadmap)
        if not any(k.hazard for k in game.steps if k.name in package):
            assert roadmap.learning is None
            continue
        assert roadmap.learning is not None
        completion = twin.completion(game, package, with_costs)
        for party, chance in completion.items():
            assert roadmap.learning.completion[party] == pytest.approx(float(chance), abs=CLOSE)
        for others in roadmap.learning.trust.values():
            for along in others.values():
                assert all(a <= b + CLOSE for a, b in pairwise(along))
                assert len(along) == len(roadmap.nodes)


def test_the_front_between_the_parties_is_that_of_all_orders() -> None:
    for game, roadmap in planned(550, 60, "slices", "window", "ledger", "standing", "hazard"):
        expected = twin.bond_front(game, frozenset(roadmap.package))
        told = {
            tuple(float("inf") if b is None else round(b, 6) for b in point.bond.values())
            for point in roadmap.bonds or ()
        }
        assert told == {tuple(round(float(x), 6) for x in vector) for vector in expected}


def test_either_party_can_put_up_the_stake() -> None:
    """Where V = (0, 4) the smallest needs at the end are (1, 4) and (0, 5)."""
    worths = {"a": ("A", -1.0, 3.0), "b": ("B", 2.0, -1.0), "c": ("A", -1.0, 2.0)}
    steps = tuple(
        Step(k, k, (by,), {"A": Number(u), "B": Number(v)}) for k, (by, u, v) in worths.items()
    )
    scenario = Scenario(
        id="s", title="S", hash="", parties=(Party("A", "A"), Party("B", "B")), steps=steps
    )
    roadmap = plan_roadmap(scenario, "all")
    assert roadmap is not None
    assert roadmap.bonds is not None
    assert [point.bond for point in roadmap.bonds] == [{"A": 0.0, "B": 1.0}, {"A": 1.0, "B": 0.0}]
    for point in roadmap.bonds:
        game = compile_game(scenario)
        moves = tuple(MoveSet(game.mask(move)) for move in point.order)
        assert judge_order(path_of(exits_of(game), moves), 1).bond == point.bond


def test_the_best_deal_at_each_level_of_trust() -> None:
    falls = 0
    for rng in draws(560, 12):
        game = twin.sliced(random_device_game(rng, 3, ("escrow", "slices")), 2)
        scenario = to_scenario(game)
        roadmap = plan_roadmap(scenario)
        if roadmap is None:
            continue
        roadmap = with_levels(scenario, roadmap)
        assert roadmap.levels is not None
        counts = [level.count for level in roadmap.levels]
        assert counts == sorted(counts)
        for level in roadmap.levels[::3]:
            trust = {(i, j): Fraction(str(level.trust)) for i in game.parties for j in game.parties}
            again = replace(game, trust=trust)
            assert twin.counts(again)["holds"] == level.count
            found = plan_roadmap(to_scenario(again))
            assert found is not None
            assert (found.package if found.verdict == "holds" else None) == level.package
        falls += counts[0] < counts[-1]
    assert falls >= 3


def swap(value: float, trust: float, penalty: float, slices: int | None) -> Scenario:
    """a(A; -1, v), b(B; v, -1)."""
    believed = {"A": {"B": Number(trust)}, "B": {"A": Number(trust)}}
    return Scenario(
        id="swap",
        title="Swap",
        hash="",
        parties=tuple(
            Party(i, i, breach_penalty=Number(penalty), trust=believed[i]) for i in ("A", "B")
        ),
        steps=(
            Step("a", "a", ("A",), {"A": Number(-1.0), "B": Number(value)}, slices=slices),
            Step("b", "b", ("B",), {"A": Number(value), "B": Number(-1.0)}, slices=slices),
        ),
    )


@pytest.mark.parametrize(
    ("trust", "penalty", "number"),
    [(0.1, 1.0, 5), (0.25, 1.0, 2), (0.5, 1.0, 1), (0.5, 0.25, 4), (0.1, 0.25, 5)],
)
def test_the_smallest_number_of_slices(trust: float, penalty: float, number: int) -> None:
    """Stake c/n within the penalty, and n ≥ c(1−p)/(p(v−c)), alternating; v = 3, c = 1."""
    roadmap = plan_roadmap(swap(3.0, trust, penalty, None), "all")
    assert roadmap is not None
    assert roadmap.verdict == "holds"
    assert roadmap.open_slices is not None
    assert roadmap.open_slices.number == number
    assert roadmap.slices == ({"a": number, "b": number} if number > 1 else {})


def test_no_number_of_slices_can_do() -> None:
    """Without a penalty the last slice is always worth keeping back."""
    roadmap = plan_roadmap(swap(3.0, 0.5, 0.0, None), "all")
    assert roadmap is not None
    assert roadmap.open_slices is not None
    assert roadmap.open_slices.to_dict() == {
        "steps": ["a", "b"],
        "number": None,
        "tried": 1,
        "obstacle": "last",
    }
    distrusted = plan_roadmap(swap(3.0, 0.0, 1.0, None), "all")
    assert distrusted is not None
    assert distrusted.open_slices is not None
    assert distrusted.open_slices.obstacle == "first"


def test_an_obstacle_is_never_claimed_where_some_number_does() -> None:
    proved = 0
    for rng in draws(570, 80):
        game = random_device_game(rng, 2, ("slices", "hazard"))
        steps = tuple(replace(k, slices=None) for k in game.steps)
        game = replace(game, steps=steps)
        for package in [p for p in states.packages(game) if p][-1:]:
            roadmap = plan_roadmap(to_scenario(game), sorted(package))
            if roadmap is None or roadmap.open_slices is None:
                continue
            if roadmap.open_slices.obstacle is not None:
                proved += 1
                assert twin.smallest_slices(game, package, 3) is None
    assert proved > 20


def test_survival_is_a_power_of_the_phases() -> None:
    scenario = swap(3.0, 0.5, 1.0, 1)
    leaves = {"A": Number(0.1), "B": Number(0.0)}
    parties = tuple(replace(p, leaves_office=leaves[p.id]) for p in scenario.parties)
    lasts = (Number(2.0), Number(0.5))
    pairs = zip(scenario.steps, lasts, strict=True)
    steps = tuple(replace(step, phases=phases) for step, phases in pairs)
    scenario = replace(scenario, steps=steps)
    roadmap = plan_roadmap(replace(scenario, parties=parties), "all")
    assert roadmap is not None
    assert roadmap.survival is not None
    assert roadmap.phases == (("a", "b"),)
    assert roadmap.survival.times in ((0.0, 2.0, 2.5), (0.0, 0.5, 2.5))
    expected = pytest.approx([0.9**time for time in roadmap.survival.times])
    assert roadmap.survival.parties == {"A": expected, "B": (1.0, 1.0, 1.0)}
    assert roadmap.survival.all == roadmap.survival.parties["A"]
    assert roadmap.survival.stages == pytest.approx((0.9**2.0,))
    bare = plan_roadmap(scenario, "all")
    assert bare is not None
    assert bare.survival is None
    assert bare.verdict == roadmap.verdict


def test_slices_can_make_room_where_whole_steps_do_not_fit() -> None:
    """The well holds one and the pump takes two: it stays within its floor half by half only."""
    text = """
    winset: 1
    title: A well
    parties: {a: {name: Ana, breach_penalty: 5}, b: {name: Ben, breach_penalty: 5}}
    ledgers: {well: {name: Well, start: 1, floor: 0, cap: 2}}
    steps:
      draw: {by: [a], value: {a: -1, b: 3}, slices: any, changes: {well: -2}}
      fill: {by: [b], value: {a: 3, b: -1}, slices: any, changes: {well: 2}}
    """
    roadmap = plan_roadmap(load_text(dedent(text)), "all")
    assert roadmap is not None
    assert roadmap.verdict == "holds"
    assert roadmap.slices == {"draw": 2, "fill": 2}
    assert {node.ledgers["well"] for node in roadmap.nodes} <= {0.0, 1.0, 2.0}
