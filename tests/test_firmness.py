"""How far the answer hangs on the numbers: draws, dials and flips, held against their meaning."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import TypeVar

import numpy as np
import pytest
from rich.console import Console, RenderableType

from generators.games import to_scenario
from generators.random_games import draws, random_game
from winset import analyze, cases
from winset.firmness.doubts import scale_gains
from winset.firmness.draws import draw, draw_number
from winset.firmness.measure import Firmness, Tally, measure_firmness
from winset.firmness.one_at_a_time import at, stops_of, uncertain_parameters, vary
from winset.firmness.subjects import BEST, Fate, Subject, fates_of, subjects_of
from winset.report.forms.markdown import to_markdown
from winset.report.forms.terminal import to_text
from winset.report.pages.brief import write_brief
from winset.report.pages.full_analysis import write_analysis
from winset.report.pages.screens import analysis_screen
from winset.roadmaps.bracketing import Parameter
from winset.roadmaps.plan import plan_roadmap
from winset.roadmaps.verdicts import VERDICTS
from winset.scenario import (
    Bias,
    Bonus,
    Number,
    Party,
    Proposal,
    Scenario,
    ScenarioError,
    Step,
    load_text,
)
from winset.scenario.changes import change_numbers, numbers_of, with_points
from winset.scenario.file.paths import number_paths
from winset.scenario.file.yaml import read
from winset.scenario.game import compile_game
from winset.scenario.number_path import NumberPath
from winset.scenario.tree import dotted

pytestmark = pytest.mark.slow

RIVERS = (Path(__file__).parent / "data" / "rivers.yaml").read_text(encoding="utf-8")
HANOI = cases.path("hanoi").read_text(encoding="utf-8")
BIAS = Bias(0.7, 1.5)
T = TypeVar("T")
R = TypeVar("R")
SHARES = (".reversible", ".head_start", ".detection")


def with_range(path: str, number: Number, rng: random.Random) -> Number:
    """Return a number with a range or a list around its point, within what its place allows."""
    chance = rng.random()
    if chance < 0.5:
        return number
    share = path.endswith(SHARES) or ".trust." in path
    least = 0.0 if share or path.endswith(("breach_penalty", "guarantee")) else -np.inf
    most = 1.0 if share else np.inf
    low = max(least, number.point - rng.choice((0.2, 1.0)))
    high = min(most, number.point + rng.choice((0.2, 1.0, 2.0)))
    if chance < 0.9:
        return replace(number, low=low, high=high)
    return replace(number, values=(high, low, number.point), weights=(1.0, 1.0, 2.0))


def random_scenario(rng: random.Random, size: int = 3) -> Scenario:
    """Return a scenario with ranges, a proposal with an order of its own and one without."""
    game = random_game(rng, size, signed=rng.random() < 0.5)
    game = replace(game, penalty={i: rng.choice((1, 2, 3)) * p for i, p in game.penalty.items()})
    scenario = change_numbers(to_scenario(game), lambda path, n: with_range(path, n, rng))
    names = tuple(step.id for step in scenario.steps)
    first, then = rng.sample(names, 2)
    return replace(
        scenario,
        bias=BIAS,
        proposals=(
            Proposal("whole", steps=names, title="Whole", before=((first, then),)),
            Proposal("part", steps=(first, then), title="Part"),
        ),
    )


def fates_with(scenario: Scenario, subjects: tuple[Subject, ...]) -> Mapping[str, Fate]:
    return fates_of(compile_game(scenario), subjects)


def one_by_one(work: Callable[[T], R], items: Sequence[T]) -> list[R]:
    return [work(one) for one in items]


def drawn(seed: int, trials: int) -> list[Scenario]:
    return [random_scenario(rng) for rng in draws(seed, trials)]


def measured(scenario: Scenario, seed: int = 0, draws: int = 20, workers: int = 2) -> Firmness:
    best = plan_roadmap(scenario)
    package = None if best is None else best.package
    return measure_firmness(scenario, package, seed=seed, draws=draws, workers=workers)


# --- draws of one number


@pytest.mark.parametrize(
    ("low", "mode", "high"), [(0.0, 0.5, 1.0), (-2.0, 7.0, 8.0), (3.0, 3.0, 9.0), (-1.0, 4.0, 4.0)]
)
def test_pert_draws(low: float, mode: float, high: float) -> None:
    """Mean (low + 4·mode + high)/6 and variance (mean − low)(high − mean)/7 (Malcolm 1959)."""
    rng, times = np.random.default_rng(7), 20_000
    found = draw_number(Number(mode, low, high), rng, times)
    mean = (low + 4 * mode + high) / 6
    assert low <= found.min()
    assert found.max() <= high
    assert abs(found.mean() - mean) < 3 * found.std() / np.sqrt(times)
    assert found.var() == pytest.approx((mean - low) * (high - mean) / 7, rel=0.05)


def test_a_list_is_drawn_by_its_weights() -> None:
    rng, times = np.random.default_rng(7), 20_000
    number = Number(2.0, values=(5.0, 2.0, -1.0), weights=(1.0, 2.0, 5.0))
    found = Counter(draw_number(number, rng, times).tolist())
    assert set(found) == {5.0, 2.0, -1.0}
    for value, share in {5.0: 1 / 8, 2.0: 2 / 8, -1.0: 5 / 8}.items():
        error = np.sqrt(share * (1 - share) / times)
        assert abs(found[value] / times - share) < 3 * error


def test_a_certain_number_is_its_point() -> None:
    rng = np.random.default_rng(7)
    assert draw_number(Number(1.5), rng, 1).item() == 1.5
    assert draw_number(Number(1.5, 1.5, 1.5), rng, 1).item() == 1.5


# --- draws of a scenario


def is_gain(path: str, point: float) -> str | None:
    """Return whose gain from a step or a bonus a number is, if it is one."""
    block, _, *what = path.split(".")
    if block in ("steps", "bonuses") and what[0] == "value" and point > 0:
        return what[1]
    return None


def test_draws_keep_certain_numbers_and_scale_each_partys_gains_as_one() -> None:
    for scenario in drawn(51, 40):
        before, after = numbers_of(scenario), numbers_of(draw(scenario, seed=3, count=2).draw(1))
        assert list(after) == list(before)
        factors: dict[str, set[float]] = {}
        for path, number in before.items():
            point = after[path].point
            who = is_gain(path, number.point)
            if number.certain and who is None:
                assert point == number.point
            elif number.certain and who is not None:
                factors.setdefault(who, set()).add(round(point / number.point, 9))
            elif number.low is not None and number.high is not None:
                high = number.high * (BIAS.high if ".value." in path and number.high > 0 else 1)
                low = number.low * (BIAS.low if is_gain(path, number.low) else 1)
                assert low <= point <= high
            assert (after[path].low, after[path].values) == (number.low, number.values)
        for found in factors.values():
            assert len(found) == 1
            assert BIAS.low <= min(found) <= BIAS.high


def test_what_a_demand_costs_to_drop_changes_no_draw() -> None:
    cost = ", cost: {low: 1, mode: 2, high: 9}"
    plain = RIVERS.replace("require: [open-dam]}", "require: [open-dam], cost: 2}")
    ranged = RIVERS.replace("require: [open-dam]}", f"require: [open-dam]{cost}}}")
    lifted = replace(load_text(plain), levers=(), approaches=())
    assert "demands.summer-water.cost" in numbers_of(lifted)
    drawn = [draw(one, seed=7, count=5) for one in (load_text(plain), load_text(ranged), lifted)]
    for n in range(5):
        here = [one.draw(n) for one in drawn]
        points = [{p: x.point for p, x in numbers_of(one).items()} for one in here]
        assert points[0] == points[1]
        assert replace(here[0], levers=(), approaches=()) == here[2]
    names = {number.path for number in uncertain_parameters(load_text(ranged))}
    assert not any(name.startswith(("demands", "levers", "approaches")) for name in names)


def test_the_bias_is_even_on_the_logarithm() -> None:
    scenario = to_scenario(random_game(random.Random(5), 2))  # noqa: S311
    scenario = replace(scenario, bias=Bias(0.5, 2.0))
    scenario = change_numbers(scenario, lambda _, number: replace(number, point=1.0))
    path = NumberPath(f"steps.{scenario.steps[0].id}.value.{scenario.parties[0].id}")
    logs = np.log(draw(scenario, seed=1, count=3000).points[path])
    bound = np.log(2)
    assert np.abs(logs).max() <= bound
    assert abs(logs.mean()) < 3 * bound / np.sqrt(3 * len(logs))
    assert np.mean(logs < bound / 2) == pytest.approx(0.75, abs=0.03)


def test_scale_gains_touches_gains_only() -> None:
    for scenario in drawn(52, 60):
        party = scenario.parties[0].id
        before, after = numbers_of(scenario), numbers_of(scale_gains(scenario, {party: 2.0}))
        for path, number in before.items():
            expected = 2 * number.point if is_gain(path, number.point) == party else number.point
            assert after[path] == replace(number, point=expected)
        back = scale_gains(scale_gains(scenario, {party: 2.0}), {party: 0.5})
        assert numbers_of(back) == before
        assert scale_gains(scenario, {party: 1.0}) == scenario


def test_gains_are_told_from_ids_that_look_like_keys() -> None:
    """A step called `value`, a party called `reversible`, an observer with a factor of its own."""
    worth = {"reversible": Number(3.0), "b": Number(-1.0)}
    scenario = Scenario(
        id="odd",
        title="Odd",
        hash="",
        parties=(Party("reversible", "R", breach_penalty=Number(4.0)), Party("b", "B")),
        steps=(Step("value", "V", ("b",), worth, reversible=Number(0.25)),),
        bonuses=(Bonus(("value",), {"reversible": Number(5.0)}),),
    )
    scaled = numbers_of(scale_gains(scenario, {"reversible": 2.0, "b": 2.0}))
    assert scaled[NumberPath("steps.value.value.reversible")].point == 6.0
    assert scaled[NumberPath("steps.value.value.b")].point == -1.0
    assert scaled[NumberPath("steps.value.reversible")].point == 0.25
    assert scaled[NumberPath("bonuses.0.value.reversible")].point == 10.0
    assert scaled[NumberPath("parties.reversible.breach_penalty")].point == 4.0


# --- numbers by their path


@pytest.mark.parametrize("text", [RIVERS, HANOI], ids=["rivers", "hanoi"])
def test_paths_are_those_of_set(text: str) -> None:
    """Every number has a path that `--set` knows; only those left to others have none."""
    scenario = load_text(text)
    known = {dotted(path) for path in number_paths(read(text.encode(), "f").data)}
    found = numbers_of(scenario)
    for unknown in set(found) - known:
        assert unknown.endswith((".ratification.needs", ".weight"))  # a default nobody uses
        assert found[unknown].certain
    for path in known - {str(path) for path in found}:
        told = ("bias.", "figures.", "levers.", "approaches.", "talks.", "beliefs.", "successors.")
        left_out = path.startswith((*told, "aftermath.", "elsewhere."))
        left_out |= path.endswith(("_life", "_length", ".slices"))
        by_default = path.endswith(
            (".fallback", ".no_deal", ".floor_on_the_way", ".floor", ".cap", ".phases")
        )
        by_id = any(f".{block}." in path for block in ("value", "trust", "changes", "cost"))
        assert left_out or by_default or by_id, path


@pytest.mark.parametrize(
    "path",
    sorted(
        set(numbers_of(load_text(RIVERS)))
        & {dotted(path) for path in number_paths(read(RIVERS.encode(), "f").data)}
    ),
)
def test_a_point_at_a_path_is_what_set_puts_there(path: str) -> None:
    """The two ways of changing a number give the same numbers, and so the same answers."""
    by_point = numbers_of(with_points(load_text(RIVERS), {path: 0.625}))
    by_set = numbers_of(load_text(RIVERS, changes=[f"{path}=0.625"]))
    assert {p: n.point for p, n in by_point.items()} == {p: n.point for p, n in by_set.items()}


def test_changing_nothing_gives_the_scenario_itself() -> None:
    for scenario in [*drawn(53, 20), load_text(HANOI)]:
        points = {path: number.point for path, number in numbers_of(scenario).items()}
        assert with_points(scenario, points) == scenario
        shifted = {path: point + 1 for path, point in points.items()}
        there = with_points(scenario, shifted)
        assert {path: n.point for path, n in numbers_of(there).items()} == shifted
        assert with_points(there, points) == scenario


# --- the whole


def test_workers_do_not_matter_and_the_seed_does() -> None:
    differ = 0
    for scenario in drawn(54, 3):
        one, two, three = (measured(scenario, 4, 15, workers) for workers in (1, 2, 3))
        assert one == two == three
        other = measured(scenario, 5, 15)
        assert (other.swings, other.flips) == (one.swings, one.flips)  # nothing is drawn there
        differ += other.to_dict() != one.to_dict()
    assert differ >= 2


def test_a_draw_does_not_depend_on_how_many_are_drawn() -> None:
    scenario = drawn(55, 1)[0]
    few, many, other = (draw(scenario, seed=s, count=n) for s, n in ((1, 8), (1, 50), (2, 8)))
    assert few.draw(7) == many.draw(7)
    assert many.draw(7) != many.draw(8)
    assert few.draw(7) != other.draw(7)


def tallies(found: Firmness) -> list[Tally]:
    inside = [tally for orders in found.proposals.values() for tally in orders.values()]
    return inside if found.best is None else [*inside, found.best]


def test_shares_are_counted_over_the_draws() -> None:
    """Each tally is that of the same draws, judged one by one."""
    for scenario in drawn(56, 6):
        found = measured(scenario, 2, 25)
        subjects = subjects_of(scenario, found.best_package or None)
        base = fates_with(scenario, subjects)
        each = draw(scenario, seed=2, count=25)
        fates = [fates_with(each.draw(n), subjects) for n in range(25)]
        for tally in tallies(found):
            assert sum(tally.verdicts.values()) == pytest.approx(1.0)
            assert set(tally.verdicts) <= set(VERDICTS)
            assert 0 <= tally.stands <= 1
        named = {f"{p}/{o}": t for p, both in found.proposals.items() for o, t in both.items()}
        if found.best is not None:
            named[BEST] = found.best
        assert set(named) == set(base)
        for name, tally in named.items():
            same = [fate[name].outcome == base[name].outcome for fate in fates]
            assert tally.stands == sum(same) / 25
            assert tally.signable == sum(fate[name].signable for fate in fates) / 25
        assert found.draws == 25


def test_a_quick_look_draws_alike_and_does_nothing_else() -> None:
    for scenario in drawn(58, 6):
        roadmap = plan_roadmap(scenario)
        best = None if roadmap is None else roadmap.package
        whole, quick = (
            measure_firmness(scenario, best, draws=20, quick=quick) for quick in (False, True)
        )
        assert quick.draws == 20
        assert (quick.best, quick.proposals) == (whole.best, whole.proposals)
        assert (quick.swings, quick.flips) == ((), ())


def test_a_bias_that_leans_draws_from_end_to_end() -> None:
    scenario = to_scenario(random_game(random.Random(5), 2))  # noqa: S311
    scenario = replace(scenario, bias=Bias(1.0, 8.0))
    scenario = change_numbers(scenario, lambda _, number: replace(number, point=1.0))
    path = NumberPath(f"steps.{scenario.steps[0].id}.value.{scenario.parties[0].id}")
    found = draw(scenario, seed=1, count=3000).points[path]
    assert found.min() >= 1
    assert found.max() <= 8
    assert np.mean(found < 2) == pytest.approx(1 / 3, abs=0.03)


def test_without_ranges_only_the_bias_moves_anything() -> None:
    moved = 0
    scenarios = [change_numbers(s, lambda _, number: Number(number.point)) for s in drawn(57, 12)]
    for scenario in scenarios:
        found = measured(scenario)
        assert {swing.name for swing in found.swings} <= {f"gains.{p.id}" for p in scenario.parties}
        moved += any(tally.stands < 1 for tally in tallies(found))
    assert moved >= 3
    for scenario in scenarios:
        found = measured(replace(scenario, bias=Bias(1 - 1e-15, 1.0)))
        assert all(tally.stands == 1 and len(tally.verdicts) == 1 for tally in tallies(found))


def before_flip(number: Parameter, value: float) -> float:
    """Return the value next to a flip, on the side of the point, that has still been looked at."""
    nearer = [
        s
        for s in {*stops_of(number), number.point}
        if abs(s - number.point) < abs(value - number.point)
    ]
    side = [s for s in nearer if (s - number.point) * (value - number.point) >= 0]
    last = max(side, key=lambda s: abs(s - number.point))
    if number.values:
        return last
    beyond = [s for s in stops_of(number) if (s - number.point) * (value - number.point) > 0]
    stop = min(
        (s for s in beyond if abs(s - number.point) >= abs(value - number.point) - 1e-12),
        key=lambda s: abs(s - number.point),
    )
    return value - (stop - last) / 1024


def test_flips_are_real() -> None:
    """The outcome differs at the value found, and not a thousandth of a stop before it."""
    flips: Counter[str] = Counter()
    for scenario in (random_scenario(rng, 2) for rng in draws(58, 30)):
        best = plan_roadmap(scenario)
        subjects = subjects_of(scenario, None if best is None else best.package)
        base = fates_with(scenario, subjects)
        for number in uncertain_parameters(scenario)[::3]:
            stops = stops_of(number)
            assert number.low == stops[0] <= number.point <= stops[-1] == number.high
            varied = vary(scenario, [number], subjects, base, one_by_one)[0]
            changed = {flip.subject: flip for flip in varied.flips}
            for name, flip in changed.items():
                turn = flip.turn
                there = fates_with(at(scenario, number, turn.after), subjects)[name]
                assert there == flip.fate
                assert there.outcome != base[name].outcome
                assert (turn.path, turn.before) == (number.path, number.point)
                assert turn.change == pytest.approx(
                    abs(turn.after - number.point) / (stops[-1] - stops[0])
                )
                short = at(scenario, number, before_flip(number, turn.after))
                assert fates_with(short, subjects)[name].outcome == base[name].outcome
                flips[number.path.partition(".")[0]] += 1
            for stop in stops:
                fates = fates_with(at(scenario, number, stop), subjects)
                for name, fate in fates.items():
                    if name not in changed:
                        assert fate.outcome == base[name].outcome
    assert {"parties", "steps", "gains"} <= set(flips)
    assert sum(flips.values()) > 25


def test_swings_are_the_fates_at_both_ends() -> None:
    for scenario in drawn(59, 4):
        found = measured(scenario, draws=10)
        subjects = subjects_of(scenario, found.best_package or None)
        numbers = {number.path: number for number in uncertain_parameters(scenario)}
        assert len(found.swings) == (len(numbers) if found.best is not None else 0)
        for swing in found.swings:
            number = numbers[swing.name]
            assert (swing.low, swing.high) == (number.low, number.high)
            assert swing.at_low == fates_with(at(scenario, number, swing.low), subjects)[BEST]
            assert swing.at_high == fates_with(at(scenario, number, swing.high), subjects)[BEST]
        decided = [swing.at_low.outcome != swing.at_high.outcome for swing in found.swings]
        assert decided == sorted(decided, reverse=True)


@pytest.mark.parametrize("kind", ["breach_penalty", "guarantee", "trust", "detection"])
def test_more_of_what_holds_a_deal_never_costs_its_verdict(kind: str) -> None:
    """From the low end of a number to the high one; what all sign does not depend on it."""
    better = 0
    for scenario in drawn(60, 80):
        subjects = subjects_of(scenario, None)
        for number in uncertain_parameters(scenario):
            if kind not in number.path:
                continue
            low, high = (
                fates_with(at(scenario, number, end), subjects) for end in (number.low, number.high)
            )
            for name, fate in low.items():
                assert fate.signable == high[name].signable
                assert VERDICTS.index(high[name].verdict) <= VERDICTS.index(fate.verdict)
                better += fate.verdict != high[name].verdict
    assert better >= 5


def test_numbers_that_no_verdict_hangs_on_change_no_draw() -> None:
    """How long steps take, without windows, and who leaves office."""
    base = cases.load("hanoi")
    parties = tuple(replace(p, leaves_office=Number()) for p in base.parties)
    steps = tuple(replace(step, phases=Number(1.0)) for step in base.steps)
    bare = replace(base, parties=parties, steps=steps)
    both = [draw(scenario, seed=7, count=3) for scenario in (base, bare)]
    for index in range(3):
        one, other = (each.draw(index) for each in both)
        assert [step.value for step in one.steps] == [step.value for step in other.steps]
        assert [p.trust for p in one.parties] == [p.trust for p in other.parties]


# --- what is uncertain at all

CERTAIN = """
winset: 1
title: Certain
parties: {up: {name: Up}, down: {name: Down}}
steps:
  a: {by: [up], value: {up: -1, down: 3}}
  b: {by: [down], value: {up: 3, down: -1}, detection: {low: 0.5, mode: 0.5, high: 0.5}}
demands: {d: {by: up, require: [b], cost: {low: 1, mode: 2, high: 9}}}
proposals: {both: {by: up, steps: [a, b]}}
"""
RANGE = "  c: {by: [up], value: {up: {low: -2, mode: -1, high: 0}, down: 3}}\n"
LIST = "  d: {by: [up], value: {up: {values: [-1, -2]}, down: 3}}\n"
BIASED = "bias: {low: 0.7, high: 1.43}\n"
FROM = {
    "": "were not varied",
    "bias: none\n": "were not varied",
    "bias: {low: 1, high: 1}\n": "were not varied",
    BIASED: "we varied all gains of a side together (0.7 to 1.43 times what the file says).",
    RANGE: "we varied every number with a range in the file.",
    LIST: "we varied every number with a list in the file.",
    RANGE + LIST: "we varied every number with a range or list in the file.",
    RANGE
    + "bias: {low: 0.5, high: 1}\n": "with a range in the file. Also varied: all gains of a side "
    "together (0.5 to 1 times what the file says).",
}


def printed(view: RenderableType) -> str:
    console = Console(file=StringIO(), width=4000, no_color=True)
    with console.capture() as shown:
        console.print(view)
    return shown.get()


def with_more(more: str) -> Scenario:
    steps = "".join(line + "\n" for line in more.splitlines() if line.startswith(" "))
    keys = "".join(line + "\n" for line in more.splitlines() if not line.startswith(" "))
    return load_text(CERTAIN.replace("demands:", f"{steps}demands:") + keys)


@pytest.mark.parametrize("more", FROM)
def test_only_what_is_true_of_the_file_is_said_of_the_draws(more: str) -> None:
    analysis = analyze(with_more(more), firmness="quick", impasse=False)
    firmness = analysis.firmness
    assert firmness is not None
    certain = FROM[more] == "were not varied"
    assert (firmness.doubts.none, firmness.draws) == (certain, 1 if certain else 500)
    assert firmness.to_dict()["certain"] is certain
    shown = " ".join(to_text(analysis_screen(analysis), 4000).split())
    page, brief = (
        " ".join(to_markdown(write(analysis)).split()) for write in (write_analysis, write_brief)
    )
    assert FROM[more] in shown
    assert certain or FROM[more] in page
    assert ("The file gives no ranges, lists" in shown) is certain
    assert ("In how many of the draws each" in shown) is not certain
    assert ("Shares of the draws in which each could be signed, and kept" in page) is not certain
    for text in (page, brief):
        assert ("Nothing in the file is uncertain, so nothing was varied." in text) is certain
        assert ("We varied all numbers 500 times" in text) is not certain


def test_a_certain_file_is_judged_once_and_has_nothing_to_turn() -> None:
    scenario = with_more("")
    assert uncertain_parameters(scenario) == ()
    found = measure_firmness(scenario, ("a", "b"), draws=500)
    assert (found.draws, found.swings, found.flips) == (1, (), ())
    assert repr(found) == "Firmness(nothing uncertain, best stands in 100%)"
    assert draw(scenario, count=3).draw(0) == scenario


def test_the_bias_of_a_file_can_be_changed_for_a_call_and_by_no_lever() -> None:
    text = CERTAIN + BIASED
    assert load_text(text).bias == Bias(0.7, 1.43)
    assert load_text(text, changes=["bias.low=0.5"]).bias == Bias(0.5, 1.43)
    lever = "levers: {l: {by: [up], set: {bias.low: 0.5}}}\n"
    with pytest.raises(ScenarioError, match=r"levers\.l\.set\.bias\.low"):
        load_text(text + lever)


@pytest.mark.parametrize("bias", [Bias(0.001, 1.0), Bias(0.001, 1000.0), Bias(1.0, 1000.0)])
def test_the_widest_bias_is_drawn(bias: Bias) -> None:
    for scenario in drawn(61, 3):
        found = measured(replace(scenario, bias=bias))
        assert all(np.isfinite(tally.stands) for tally in tallies(found))


def test_a_file_that_leaves_its_slices_open_is_drawn_with_as_many_as_keep_a_deal() -> None:
    """Judged with every step whole, nothing of it would ever be kept."""
    dyke = cases.load("docs/examples/dyke.yaml")
    dyke = change_numbers(dyke, lambda path, n: ranged(n) if path.name == "value" else n)
    assert any(step.slices is None for step in dyke.steps)
    analysis = analyze(dyke, impasse=False, firmness="quick", draws=40)
    assert analysis.advice is not None
    assert analysis.firmness is not None
    assert analysis.firmness.best is not None
    assert analysis.advice.first is not None
    assert 0.5 < analysis.firmness.best.kept == pytest.approx(analysis.advice.first.share)


def ranged(number: Number) -> Number:
    """Return a number that may be a hundredth more or less."""
    low, high = sorted((0.99 * number.point, 1.01 * number.point))
    return number if low == high else Number(number.point, low, high)


def test_one_share_is_told_of_the_deal_to_look_at_first_in_every_part() -> None:
    """Which packages are kept in a draw, all at once and one by one, in the same draws."""
    told = 0
    for scenario in drawn(62, 6):
        analysis = analyze(scenario, impasse=False, firmness="quick", draws=60)
        advice, firmness, roadmap = analysis.advice, analysis.firmness, analysis.roadmap
        assert advice is not None
        assert firmness is not None
        assert advice.draws == firmness.draws == 60
        if advice.first is None or advice.tier != "kept":
            continue
        assert roadmap is not None
        assert firmness.best is not None
        assert firmness.best.kept == pytest.approx(advice.first.share)
        assert firmness.best.signable == pytest.approx(advice.first.signed)
        assert (roadmap.package, roadmap.order) == (advice.first.package, advice.first.order)
        assert roadmap.verdict == "holds"
        told += 1
    assert told >= 2


@pytest.mark.parametrize("name", ["dam", "deposit", "inspectors", "reservoir"])
def test_where_nothing_is_uncertain_the_order_is_the_best_with_the_numbers_as_they_are(
    name: str,
) -> None:
    scenario = cases.load(f"docs/examples/{name}.yaml")
    analysis = analyze(scenario, impasse=False, firmness="quick")
    assert analysis.advice is not None
    assert analysis.advice.certain
    assert analysis.roadmap is not None
    assert analysis.roadmap == plan_roadmap(scenario, analysis.roadmap.package)
