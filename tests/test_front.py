"""The front between stake and trust, and wishes among orders as good, against all permutations."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from fractions import Fraction

import pytest

from generators.games import to_scenario, walked
from generators.random_games import draws, random_game
from references import reference
from references.reference import Game, Judgement
from winset.roadmaps.exits import exits_of
from winset.roadmaps.lattice import Lattice, build_lattice
from winset.roadmaps.orders import Wishes, best_order, front_of
from winset.scenario.game import MoveSet, compile_game

pytestmark = pytest.mark.slow

INFINITE = float("inf")
CLOSE = 1e-9


def drawn_games(seed: int, trials: int) -> list[Game]:
    return [
        loosely_trusting(random_game(rng, rng.randint(2, 4), signed=rng.random() < 0.5), rng)
        for rng in draws(seed, trials)
    ]


def loosely_trusting(game: Game, rng: random.Random) -> Game:
    """Return a game in which a step sometimes has a prerequisite or sets a number."""
    first, *others = game.steps
    if rng.random() < 0.2:
        others[-1] = replace(others[-1], after=(first.name,))
    if rng.random() < 0.2:
        first = replace(first, sets={f"steps.{others[0].name}.detection": Fraction(1)})
    return replace(game, steps=(first, *others))


def whole(game: Game) -> frozenset[str]:
    return frozenset(step.name for step in game.steps)


def lattice_of(game: Game) -> Lattice:
    arrays = compile_game(to_scenario(game))
    return build_lattice(exits_of(arrays), MoveSet(arrays.mask(arrays.steps)), arrays.after)


def names(game: Game, order: tuple[int, ...]) -> tuple[str, ...]:
    return tuple(game.steps[move.bit_length() - 1].name for move in order)


def same(found: float, expected: Fraction | None) -> bool:
    return found == INFINITE if expected is None else abs(found - expected) <= CLOSE


def test_the_front_is_that_of_all_orders() -> None:
    sizes: Counter[int] = Counter()
    for game in drawn_games(31, 300):
        found, expected = front_of(lattice_of(game)), reference.judge_front(game, whole(game))
        assert len(found) == len(expected)
        for point, wanted in zip(found, expected, strict=True):
            assert same(point.share, wanted.share)
            assert same(point.trust, wanted.trust)
            judged = reference.judge(game, names(game, point.order))
            assert same(point.share, judged.share)
            assert same(point.trust, judged.largest_trust)
        sizes[len(found)] += 1
    assert min(sizes) == 1
    assert max(sizes) >= 3
    assert sizes[2] >= 15


def test_the_order_of_a_point_is_by_the_tie_rule() -> None:
    """The best verdict, the least lack, the benefits soonest, the file's order."""
    for game in drawn_games(32, 200):
        found, expected = front_of(lattice_of(game)), reference.judge_front(game, whole(game))
        assert [names(game, point.order) for point in found] == [p.order for p in expected]


def as_good(game: Game) -> list[Judgement]:
    """Return the orders of the best verdict, share and lack."""
    judged = [reference.judge(game, order) for order in reference.orders(game, whole(game))]
    least = min(reference.rank(j) for j in judged)
    return [j for j in judged if reference.rank(j) == least]


def test_safe_is_the_largest_margin_among_the_orders_as_good() -> None:
    gained = 0
    for game in drawn_games(33, 200):
        tied, lattice = as_good(game), lattice_of(game)
        found = best_order(lattice, Wishes(safe=True))
        soon = best_order(lattice)
        assert found is not None
        assert soon is not None
        chosen = reference.judge(game, names(game, found.order))
        assert reference.rank(chosen) == reference.rank(tied[0])
        assert found.verdict == chosen.verdict
        assert chosen.margin == max((j.margin for j in tied if j.margin is not None), default=None)
        widest = [j for j in tied if j.margin == chosen.margin]
        benefits = {j.order: reference.benefit(game, j.order) for j in widest}
        assert benefits[chosen.order] == max(benefits.values())
        before = reference.judge(game, names(game, soon.order)).margin
        gained += before != chosen.margin
    assert gained >= 5


def misplaced(order: tuple[str, ...], before: list[tuple[str, str]]) -> int:
    return sum(order.index(y) < order.index(x) for x, y in before)


def test_wishes_for_an_order_are_met_as_far_as_the_orders_as_good_allow() -> None:
    """The fewest misplaced pairs, also where the pairs run in a circle; then the benefits."""
    seen: Counter[str] = Counter()
    for game, rng in zip(drawn_games(34, 200), draws(35, 200), strict=True):
        every = [(x.name, y.name) for x in game.steps for y in game.steps if x != y]
        before = rng.sample(every, min(len(every), rng.randint(1, 4)))
        found = best_order(lattice_of(game), Wishes(before=tuple(before)))
        tied = [j.order for j in as_good(game)]
        assert found is not None
        order = names(game, found.order)
        assert order in tied
        assert found.ties == len(tied)
        fewest = min(misplaced(one, before) for one in tied)
        assert misplaced(order, before) == fewest
        nearest = [one for one in tied if misplaced(one, before) == fewest]
        benefits = {one: reference.benefit(game, one) for one in nearest}
        assert order == max(nearest, key=lambda one: benefits[one])
        seen["some misplaced"] += fewest > 0
        seen["a real choice"] += len({misplaced(one, before) for one in tied}) > 1
    assert seen["some misplaced"] > 50
    assert seen["a real choice"] > 50


def test_a_wish_outweighs_benefits_of_any_size() -> None:
    """A gains next to nothing and pays much, so that its benefits are large shares of its gain."""
    cost, gain = Fraction(-1000), Fraction(1, 100)
    game = Game(
        ("A", "B"),
        (
            reference.Step("a", ("A",), {"A": cost, "B": Fraction(1)}),
            reference.Step("b", ("B",), {"A": gain, "B": Fraction(0)}),
        ),
        penalty={"A": Fraction(5000), "B": Fraction(10)},
    )
    found = best_order(lattice_of(game), Wishes(before=(("a", "b"),)))
    assert found is not None
    assert found.ties == 2
    assert names(game, found.order) == ("a", "b")


def test_both_wishes_at_once() -> None:
    """The largest margin decides first, the misplaced pairs among those."""
    for game in drawn_games(36, 150):
        before = [(game.steps[1].name, game.steps[0].name)]
        found = best_order(lattice_of(game), Wishes(safe=True, before=tuple(before)))
        assert found is not None
        tied = as_good(game)
        widest = max((j.margin for j in tied if j.margin is not None), default=None)
        orders = [j.order for j in tied if j.margin == widest]
        order = names(game, found.order)
        assert order in orders
        assert misplaced(order, before) == min(misplaced(one, before) for one in orders)
        assert walked(game, order).margin is None or widest is not None
