"""Steps that set numbers once they are done, held against the plain twin and worked by hand."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from fractions import Fraction

import pytest

from generators.games import to_scenario, walked
from generators.random_games import draws, one_of, random_game
from references import reference
from references.choice_reference import choice
from references.reference import Game, Step
from winset.roadmaps.plan import plan_roadmap
from winset.roadmaps.roadmap import Roadmap
from winset.scenario.game import compile_game

pytestmark = pytest.mark.slow

SHARES = ("reversible", "head_start", "detection")
AMOUNTS = ("fallback", "breach_penalty", "guarantee")


def random_setting(rng: random.Random, game: Game, shared: list[str]) -> tuple[str, Fraction]:
    """Return a path and a number; some paths are those of other setters."""
    if shared and rng.random() < 0.3:
        path = rng.choice(shared)
    elif rng.random() < 0.6:
        path = f"steps.{rng.choice(game.steps).name}.{rng.choice(SHARES)}"
    else:
        path = f"parties.{rng.choice(game.parties)}.{rng.choice(AMOUNTS)}"
    shared.append(path)
    if path.endswith(SHARES):
        return path, one_of(rng, "0", "1/5", "1/2", "9/10", "1")
    low = "-1" if path.endswith("fallback") else "2"
    return path, one_of(rng, "0", "1/2", "1", "3", low)


def with_setters(game: Game, rng: random.Random) -> Game:
    """Return a game in which one to three steps set one to three numbers each."""
    chosen = rng.sample(range(len(game.steps)), min(len(game.steps), rng.randint(1, 3)))
    shared: list[str] = []
    steps = list(game.steps)
    for k in chosen:
        settings = dict(random_setting(rng, game, shared) for _ in range(rng.randint(1, 3)))
        steps[k] = replace(steps[k], sets=settings)
    if len(steps) > 1 and rng.random() < 0.2:
        steps[0] = replace(steps[0], after=(steps[-1].name,))
    return replace(game, steps=tuple(steps))


def drawn_games(seed: int, trials: int, most: int) -> list[Game]:
    return [
        with_setters(random_game(rng, rng.randint(2, most), signed=rng.random() < 0.5), rng)
        for rng in draws(seed, trials)
    ]


def near(number: Fraction | None) -> object:
    return None if number is None else pytest.approx(float(number), abs=1e-9)


def whole(game: Game) -> frozenset[str]:
    return frozenset(step.name for step in game.steps)


def order_of(roadmap: Roadmap) -> tuple[str, ...]:
    return tuple(step for move in roadmap.order for step in move)


def assert_like_twin(game: Game, order: tuple[str, ...]) -> None:
    """Assert that the engine reads an order as the twin does, place by place."""
    expected, found = reference.judge(game, order), walked(game, order)
    assert found.verdict == expected.verdict
    assert found.margin == near(expected.margin)
    assert found.required_bond == near(expected.share)
    assert found.end_holds == expected.end_holds
    assert found.bond == {i: near(bond) for i, bond in expected.bond.items()}
    for (i, j), trust in expected.trust.items():
        assert found.trust[i][j].required == near(trust)
    package = frozenset(order)
    for node in found.nodes:
        done = frozenset(node.done)
        for i, tempted in node.temptation.items():
            assert tempted.open == near(reference.temptation_open(game, i, package, done))
            relapses = [reference.temptation_relapse(game, i, package, done, k) for k in done]
            dearest = max((r for r in relapses if r is not None), default=None)
            assert (tempted.relapse is None) == (dearest is None)
            assert dearest is None or tempted.relapse == near(dearest)
            for j, loss in node.exposure[i].items():
                assert loss == near(reference.exposure_state(game, i, j, done))
    for (done, step), move in zip(reference.moves(order), found.moves, strict=True):
        here = reference.at(game, done)
        for i, others in move.exposure.items():
            for j, loss in others.items():
                assert loss == near(reference.exposure_pretence(here, i, j, package, step))
            pretended = reference.temptation_pretence(game, i, package, done, step)
            assert move.pretence.get(i) == near(pretended)


def test_one_order() -> None:
    changed = 0
    for game in drawn_games(21, 300, 5):
        order = next(reference.orders(game, whole(game)))
        assert_like_twin(game, order)
        plain = replace(game, steps=tuple(replace(k, sets={}) for k in game.steps))
        changed += reference.judge(plain, order) != reference.judge(game, order)
    assert changed > 150


def test_best_order() -> None:
    seen: Counter[str] = Counter()
    for game in drawn_games(22, 300, 4):
        found = plan_roadmap(to_scenario(game), "all")
        order, expected, ties = reference.best(game, whole(game))
        assert found is not None
        assert order_of(found) == order
        assert (found.verdict, found.ties) == (expected.verdict, ties)
        assert found.required_bond == near(expected.share)
        seen[found.verdict] += 1
    assert set(seen) == set(reference.VERDICTS)
    assert seen["holds"] > 10


def test_best_package_and_counts() -> None:
    for game in drawn_games(23, 300, 4):
        found = plan_roadmap(to_scenario(game), "nash")
        counts = reference.counts(game)
        if found is None:
            assert counts["signable"] == 0
            continue
        assert found.all is not None
        assert found.all.to_dict() == counts
        candidates = [p for p in reference.packages(game) if p and reference.signable(game, p)]
        assert frozenset(found.package) == best_of(game, candidates)


def best_of(game: Game, packages: list[frozenset[str]]) -> frozenset[str]:
    """Return the best package: verdict, least share, least lack, then the choice."""
    ranks = {p: reference.rank(reference.best(game, p)[1]) for p in packages}
    worth = {
        p: [reference.value(game, party, p) for party in game.parties]
        for p in packages
        if ranks[p] == min(ranks.values())
    }
    return choice(worth, [step.name for step in game.steps])


def test_one_pass_of_needs_is_all_permutations() -> None:
    """The thresholds that depend on the done-set give the twin's one pass the twin's orders."""
    for game in drawn_games(24, 60, 4):
        package = whole(game)
        traitors = reference.performers(game, package)
        keys: tuple[reference.Key, ...] = ("incentive", "trust", "both")
        for key in keys:
            in_one_pass = reference.needs_in_one_pass(game, traitors, key)[package]
            assert in_one_pass == reference.needs_of_orders(game, package, key)


def swap(*more: Step, detection: Fraction = reference.ONE) -> Game:
    """Return the swap a(A; -1, 3), b(B; 3, -1) with other steps before."""
    return Game(
        ("A", "B"),
        (
            *more,
            Step("a", ("A",), {"A": Fraction(-1), "B": Fraction(3)}),
            Step("b", ("B",), {"A": Fraction(3), "B": Fraction(-1)}, detection=detection),
        ),
    )


def deposit(**sets: Fraction) -> Step:
    """Return a step by B that is worth nothing to anybody and sets numbers."""
    paths = {path.replace("__", "."): number for path, number in sets.items()}
    return Step("g", ("B",), {}, sets=paths)


def test_a_penalty_and_a_guarantee_make_an_exposed_order_hold() -> None:
    """In a-b A needs trust 1/3 in B, and B a stake of 1; a deposit of 1 first gives both."""
    bare = swap(deposit())
    poor = replace(bare, trust={("A", "B"): Fraction(1, 4)})
    assert walked(poor, ("g", "a", "b")).verdict == "neither"
    give = {"parties__B__breach_penalty": Fraction(1), "parties__A__guarantee": Fraction(1)}
    good = replace(swap(deposit(**give)), trust=poor.trust)
    assert walked(good, ("g", "a", "b")).verdict == "holds"
    assert walked(good, ("a", "g", "b")).verdict == "neither"  # too late: a is done by then
    best = plan_roadmap(to_scenario(good), "all")
    assert best is not None
    assert best.verdict == "holds"
    assert order_of(best).index("g") < order_of(best).index("a")


@pytest.mark.parametrize(
    ("guarantee", "trust"), [("0", "1/3"), ("1/3", "1/4"), ("1/2", "1/5"), ("1", "0")]
)
def test_a_guarantee_lowers_the_trust_needed_once_it_is_given(guarantee: str, trust: str) -> None:
    """L = 1 − G at {a}, V = 2: required L/(2 + L)."""
    game = swap(deposit(parties__A__guarantee=Fraction(guarantee)))
    assert walked(game, ("g", "a", "b")).trust["A"]["B"].required == near(Fraction(trust))
    assert walked(game, ("a", "g", "b")).trust["A"]["B"].required == near(Fraction(1, 3))


def test_inspectors_raise_the_detection_of_what_follows() -> None:
    """B's pretence on b at {…, a} needs 3 + (1−q)/q: with V = 2 and a penalty of 3 it is 1 at ½."""
    game = replace(
        swap(deposit(steps__b__detection=Fraction(1)), detection=Fraction(1, 5)),
        penalty={"B": Fraction(3)},
    )
    before, after = walked(game, ("g", "a", "b")), walked(game, ("a", "b", "g"))
    assert before.moves[-1].pretence["B"] == pytest.approx(-2.0)
    assert after.moves[1].pretence["B"] == pytest.approx(0.8 - 0.2 * 2)
    assert (before.verdict, after.verdict) == ("holds", "trust_only")
    assert after.bond["B"] == pytest.approx(2.0)  # 3 − 3 + 4 − 2


def test_snapback_makes_a_step_reversible_before_or_after_it_is_done() -> None:
    """A's step a, worth 3 to B: once it snaps back with no head start, B keeps nothing of it.

    A can take it back as well: with b done it would leave with 3, not 2.
    """
    snap = deposit(steps__a__reversible=Fraction(1), steps__a__head_start=Fraction(0))
    first, late, last = (walked(swap(snap), tuple(order)) for order in ("gab", "agb", "abg"))
    assert first.bond == {"A": pytest.approx(1.0), "B": pytest.approx(0.0)}
    assert late.bond["B"] == pytest.approx(1.0)  # at {a} it could still leave with 3
    assert late.nodes[1].temptation["B"].open == pytest.approx(1.0)
    assert late.nodes[2].temptation["B"].open == pytest.approx(-2.0)
    assert last.bond["B"] == pytest.approx(1.0)
    assert first.trust["A"]["B"].required == pytest.approx(0.0)
    assert late.trust["A"]["B"].required == pytest.approx(1 / 3)


def test_a_step_that_sets_its_own_number_is_pretended_under_the_old_one() -> None:
    """The move S → S+k uses the numbers at S; a relapse at S+k those that k has set."""
    game = Game(
        ("A", "B"),
        (
            Step(
                "k",
                ("A",),
                {"A": Fraction(-1), "B": Fraction(3)},
                reversible=Fraction(1),
                detection=Fraction(1, 2),
                sets={"steps.k.detection": Fraction(1)},
            ),
            Step("b", ("B",), {"A": Fraction(3), "B": Fraction(-1)}),
        ),
    )
    found = walked(game, ("k", "b"))
    assert found.moves[0].pretence["A"] == pytest.approx(0.5 - 0.5 * 2)
    assert found.nodes[1].temptation["A"].relapse == pytest.approx(-2.0)
    assert found.nodes[2].temptation["A"].relapse == pytest.approx(3.0 - 2.0)


def test_the_last_setter_in_file_order_decides() -> None:
    one = Step("x", ("B",), {}, sets={"parties.A.guarantee": Fraction(1)})
    two = Step("y", ("B",), {}, sets={"parties.A.guarantee": Fraction(1, 3)})
    for order in (("x", "y", "a", "b"), ("y", "x", "a", "b")):
        found = walked(swap(one, two), order)
        assert found.trust["A"]["B"].required == pytest.approx(1 / 4)
        found = walked(swap(two, one), order)
        assert found.trust["A"]["B"].required == pytest.approx(0.0)


def test_there_are_as_many_variants_as_sets_of_setters() -> None:
    for game in drawn_games(25, 20, 4):
        arrays = compile_game(to_scenario(game))
        setters = [k for k, step in enumerate(game.steps) if step.sets]
        assert arrays.setters == tuple(setters)
        assert len(arrays.variants) == 2 ** len(setters)
        for place, variant in enumerate(arrays.variants):
            done = frozenset(game.steps[k].name for b, k in enumerate(setters) if place >> b & 1)
            there = reference.at(game, done)
            assert list(variant.detection) == [float(k.detection) for k in there.steps]
            assert list(variant.reversible) == [float(k.reversible) for k in there.steps]
            assert list(variant.head_start) == [float(k.head_start) for k in there.steps]
            assert list(variant.breach_penalty) == [
                float(there.penalty.get(i, 0)) for i in arrays.parties
            ]
