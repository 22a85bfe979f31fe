"""The least stake of every package, and the orders that the one pass over the sets leads back."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache

import numpy as np
import pytest

from generators.games import to_scenario, walked
from generators.random_games import bare_game, draws, one_of, random_game
from references import reference
from references.reference import Game, Step
from winset.deals.packages import list_packages
from winset.roadmaps.exits import Exits, exits_of
from winset.roadmaps.judge_order import judge_order
from winset.roadmaps.keeping import by_one_key, list_sets, passing
from winset.roadmaps.lattice import build_lattice
from winset.roadmaps.needs import least_shares
from winset.roadmaps.order_path import path_of
from winset.roadmaps.orders import BestOrder, best_order
from winset.roadmaps.roadmap import Roadmap
from winset.roadmaps.verdicts import VERDICTS
from winset.scenario.game import MoveOrder, MoveSet, compile_game

pytestmark = pytest.mark.slow

CLOSE = 1e-9
TRIALS = 500


def drawn_games(seed: int, trials: int) -> list[Game]:
    return [
        entangled(random_game(rng, 4, signed=rng.random() < 0.5), rng)
        for rng in draws(seed, trials)
    ]


def entangled(game: Game, rng: random.Random) -> Game:
    """Return a game with prerequisites, choices or settings, each sometimes."""
    first, second, *others = game.steps
    if rng.random() < 0.3:
        others[-1] = replace(others[-1], after=(first.name,))
    if rng.random() < 0.2:
        game = replace(game, choices=((frozenset({first.name, second.name}), False),))
    if rng.random() < 0.3:
        value = reference.HALF if rng.random() < 0.5 else reference.ONE
        second = replace(second, sets={f"steps.{others[0].name}.detection": value})
    return replace(game, steps=(first, second, *others))


def exits_for(game: Game) -> Exits:
    return exits_of(compile_game(to_scenario(game)))


def least_worst(game: Game, package: frozenset[str]) -> float:
    """Return the least over orders of the largest shortfall as a share, negative for a margin."""
    found = []
    for order in reference.orders(game, package):
        judged = reference.judge(game, order)
        if judged.share is None:
            found.append(float("inf"))
        else:
            found.append(float("-inf") if judged.margin is None else -float(judged.margin))
    return min(found)


def test_least_stakes_are_those_of_the_best_permutation() -> None:
    seen: Counter[str] = Counter()
    for game in drawn_games(41, 80):
        exits = exits_for(game)
        packages = [p for p in reference.packages(game) if p]
        masks = np.array([exits.game.mask(p) for p in packages], dtype=np.int64)
        shares = least_shares(list_sets(exits), masks)
        for package, share in zip(packages, shares, strict=True):
            assert share == pytest.approx(least_worst(game, package), abs=CLOSE)
            seen["infinite" if np.isinf(share) else "spare" if share < 0 else "stake"] += 1
    assert min(seen[kind] for kind in ("spare", "stake")) > 100


def test_no_stake_is_enough_where_nothing_is_ever_found_out() -> None:
    for game in drawn_games(42, 60):
        blind = replace(
            game, steps=tuple(replace(k, detection=reference.ZERO, sets={}) for k in game.steps)
        )
        exits = exits_for(blind)
        packages = [p for p in reference.packages(blind) if p]
        masks = np.array([exits.game.mask(p) for p in packages], dtype=np.int64)
        shares = least_shares(list_sets(exits), masks)
        for package, share in zip(packages, shares, strict=True):
            costs = any(
                reference.own_cost(k, i) for k in reference.steps_in(blind, package) for i in k.by
            )
            assert np.isinf(share) == (costs or np.isinf(least_worst(blind, package)))


@pytest.mark.parametrize(("incentive", "trust"), [(True, False), (False, True), (True, True)])
def test_passing_packages_are_those_of_some_permutation(incentive: bool, trust: bool) -> None:
    passed = 0
    for game in drawn_games(43, 60):
        exits = exits_for(game)
        packages = list_packages(exits.game)
        asked = packages.signable & (packages.masks != 0)
        sets = list_sets(exits)
        both = incentive and trust
        terms = sets.terms if both else by_one_key(sets.terms, trust=trust)
        found = passing(sets, packages.masks, asked, terms)
        for mask, passes in zip(packages.masks, found, strict=True):
            package = frozenset(exits.game.names(int(mask)))
            judged = [reference.judge(game, order) for order in reference.orders(game, package)]
            expected = any(
                (j.incentive_key or not incentive) and (j.trust_key or not trust) for j in judged
            )
            expected &= bool(package) and reference.signable(game, package)
            assert passes == expected
            passed += expected
    assert passed > 20


# --- what never makes an order or a package worse, on the engine itself


@dataclass(frozen=True)
class Reading:
    """One order as walked, and the best order of all steps as found."""

    order: Roadmap
    best: BestOrder

    @property
    def lack(self) -> float:
        return max((t.lack for row in self.order.trust.values() for t in row.values()), default=0.0)


def read(game: Game) -> Reading:
    """Return the engine's reading of a game: of the file's order, and of the best."""
    every = tuple(MoveSet(1 << k) for k in range(len(game.steps)))
    return Reading(judge_order(path_of(exits_for(game), every), 1), found_in(game))


def moves(*order: int) -> MoveOrder:
    return tuple(map(MoveSet, order))


def found_in(game: Game) -> BestOrder:
    """Return the best order of all steps."""
    exits = exits_for(game)
    found = best_order(build_lattice(exits, MoveSet((1 << len(game.steps)) - 1), exits.game.after))
    assert found is not None
    return found


def up(number: float | None) -> float:
    return float("inf") if number is None else number


def assert_nowhere_worse(new: Reading, old: Reading, margin: bool = True) -> None:
    """Assert that no index has become worse, along one order and at its best over all orders."""
    assert up(new.order.required_bond) <= up(old.order.required_bond) + CLOSE
    assert new.lack <= old.lack + CLOSE
    assert up(new.order.required_trust) <= up(old.order.required_trust) + CLOSE
    for i, bond in old.order.bond.items():
        assert up(new.order.bond[i]) <= up(bond) + CLOSE
        for j, trust in old.order.trust[i].items():
            assert up(new.order.trust[i][j].required) <= up(trust.required) + CLOSE
    assert new.order.verdict == "holds" or old.order.verdict != "holds"
    assert new.order.end_holds or not old.order.end_holds
    assert VERDICTS.index(new.best.verdict) <= VERDICTS.index(old.best.verdict)
    if margin and old.order.margin is not None:
        assert new.order.margin is not None
        assert new.order.margin >= old.order.margin - CLOSE


def changed_steps(game: Game, change: Callable[[Step], Step]) -> Game:
    return replace(game, steps=tuple(change(k) for k in game.steps))


def raise_detection(game: Game, rng: random.Random) -> Game:
    return changed_steps(
        game,
        lambda k: replace(
            k, detection=k.detection + (1 - k.detection) * one_of(rng, "0", "1/2", "1")
        ),
    )


def raise_guarantee(game: Game, rng: random.Random) -> Game:
    more = {i: g + one_of(rng, "0", "1/2", "2") for i, g in game.guarantee.items()}
    return replace(game, guarantee=more)


def raise_penalty(game: Game, rng: random.Random) -> Game:
    more = {i: amount + one_of(rng, "0", "1/2", "2") for i, amount in game.penalty.items()}
    return replace(game, penalty=more)


def raise_trust(game: Game, rng: random.Random) -> Game:
    more = {pair: p + (1 - p) * one_of(rng, "0", "1/3", "1") for pair, p in game.trust.items()}
    return replace(game, trust=more)


def add_bonus(game: Game, rng: random.Random) -> Game:
    when = frozenset(rng.sample([k.name for k in game.steps], 2))
    extra = {i: one_of(rng, "0", "1/3", "2") for i in game.parties}
    return replace(game, bonuses=(*game.bonuses, (when, extra)))


def shorten_head_start(game: Game, rng: random.Random) -> Game:
    return changed_steps(
        game, lambda k: replace(k, head_start=k.head_start * one_of(rng, "0", "1/2"))
    )


@cache
def unchanged(trial: int, signed: bool) -> tuple[Game, Reading]:
    """Return a game to change, the same for every change, and what is said of it."""
    game = random_game(random.Random(trial), 3, signed)  # noqa: S311
    return game, read(game)


Change = Callable[[Game, random.Random], Game]


@pytest.mark.parametrize(
    ("change", "signs", "margin"),
    [
        pytest.param(raise_detection, (True, False), True, id="detection"),
        pytest.param(raise_guarantee, (True, False), True, id="guarantee"),
        pytest.param(raise_penalty, (True, False), True, id="penalty"),
        pytest.param(raise_trust, (True, False), True, id="trust"),
        pytest.param(add_bonus, (True, False), False, id="bonuses"),
        pytest.param(shorten_head_start, (True,), True, id="head-start"),
    ],
)
def test_never_worse(change: Change, signs: tuple[bool, ...], margin: bool) -> None:
    improved = 0
    for trial, rng in enumerate(draws(44, TRIALS)):
        game, old = unchanged(trial, signs[trial % len(signs)])
        new = read(change(game, rng))
        assert_nowhere_worse(new, old, margin)
        improved += new.order.verdict != old.order.verdict or new.order != old.order
    assert improved > TRIALS / 4


def test_prerequisites_are_never_better() -> None:
    worse = 0
    for rng in draws(45, TRIALS):
        game = random_game(rng, 3, rng.random() < 0.5)
        x, y = rng.sample([k.name for k in game.steps], 2)
        bound = replace(
            game,
            steps=tuple(replace(k, after=(x,)) if k.name == y else k for k in game.steps),
        )
        free, tied = (found_in(g) for g in (game, bound))
        assert VERDICTS.index(tied.verdict) >= VERDICTS.index(free.verdict)
        if tied.verdict == free.verdict:
            assert tied.share >= free.share - CLOSE
            assert tied.share > free.share + CLOSE or tied.lack >= free.lack - CLOSE
        shares = [least_shares(list_sets(exits_for(g)), np.array([7]))[0] for g in (game, bound)]
        assert shares[1] >= shares[0] - CLOSE
        worse += tied.verdict != free.verdict or shares[1] > shares[0] + CLOSE
    assert worse > 20


def test_relabelling_changes_nothing() -> None:
    """Parties and steps in another order of the file: the same order reads the same."""
    for rng in draws(46, TRIALS):
        game = random_game(rng, 3, rng.random() < 0.5)
        moved = replace(
            game,
            parties=tuple(rng.sample(game.parties, len(game.parties))),
            steps=tuple(rng.sample(game.steps, len(game.steps))),
        )
        one, best = read(game), found_in(moved)
        order = tuple(k.name for k in game.steps)
        again = walked(moved, order)
        assert_alike(one.order, again, game.parties)
        assert one.best.verdict == best.verdict
        assert one.best.ties == best.ties
        assert (best.share, best.lack) == pytest.approx((one.best.share, one.best.lack))


def assert_alike(one: Roadmap, two: Roadmap, parties: tuple[str, ...], **scale: float) -> None:
    """Assert that two roadmaps say the same of these parties; bonds may be so many times more."""
    assert one.verdict == two.verdict
    assert one.end_holds == two.end_holds
    assert two.margin == (None if one.margin is None else pytest.approx(one.margin, abs=CLOSE))
    for i in parties:
        bond = one.bond[i]
        expected = None if bond is None else pytest.approx(bond * scale.get(i, 1.0), abs=1e-6)
        assert two.bond[i] == expected
        for j, trust in one.trust[i].items():
            needed = two.trust[i][j].required
            assert needed == (
                None if trust.required is None else pytest.approx(trust.required, abs=CLOSE)
            )


def test_a_dummy_party_changes_nothing() -> None:
    for rng in draws(47, TRIALS):
        game = random_game(rng, 3, rng.random() < 0.5)
        crowd = replace(game, parties=("dummy", *game.parties))
        one, two = read(game), read(crowd)
        assert_alike(one.order, two.order, game.parties)
        assert two.order.bond["dummy"] == 0
        assert {trust.required for trust in two.order.trust["dummy"].values()} <= {0.0}
        assert one.best == two.best


def test_scaling_one_party_scales_its_bond_alone() -> None:
    for rng in draws(48, TRIALS):
        game = random_game(rng, 3, rng.random() < 0.5)
        who, factor = rng.choice(game.parties), Fraction(rng.choice((1, 3)), rng.choice((2, 8)))
        one, two = read(game), read(scaled(game, who, factor))
        assert_alike(one.order, two.order, game.parties, **{who: float(factor)})
        assert (two.best.verdict, two.best.ties) == (one.best.verdict, one.best.ties)
        assert two.best.order == one.best.order
        assert (two.best.share, two.best.lack) == pytest.approx((one.best.share, one.best.lack))


def scaled(game: Game, who: str, factor: Fraction) -> Game:
    def more(amounts: Mapping[str, Fraction]) -> dict[str, Fraction]:
        return {i: amount * factor if i == who else amount for i, amount in amounts.items()}

    return replace(
        changed_steps(game, lambda k: replace(k, value=more(k.value))),
        no_deal=more(game.no_deal),
        fallback=more(game.fallback),
        penalty=more(game.penalty),
        guarantee=more(game.guarantee),
        bonuses=tuple((when, more(amounts)) for when, amounts in game.bonuses),
    )


def test_duality() -> None:
    """With nothing but irreversible, observed steps: bonds are the exposures of the order back."""
    tried = 0
    for rng in draws(49, TRIALS):
        game = bare_game(rng, 3)
        if len(reference.performers(game, frozenset(k.name for k in game.steps))) < 2:
            continue
        exits = exits_for(game)
        there, back = (
            judge_order(path_of(exits, moves(1, 2, 4)), 1),
            judge_order(path_of(exits, moves(4, 2, 1)), 1),
        )
        for i, bond in there.bond.items():
            losses = [loss for node in back.nodes for loss in node.exposure[i].values()]
            assert bond == pytest.approx(max(losses), abs=CLOSE)
        tried += 1
    assert tried > TRIALS / 2


def test_all_undone_at_once_needs_neither_bond_nor_trust() -> None:
    tried = 0
    for rng in draws(50, TRIALS):
        game = random_game(rng, 3, signed=True)
        all_back = replace(
            changed_steps(
                game,
                lambda k: replace(
                    k,
                    reversible=reference.ONE,
                    head_start=reference.ZERO,
                    detection=reference.ONE,
                    automatic=True,
                ),
            ),
            no_deal={i: min(amount, reference.ZERO) for i, amount in game.no_deal.items()},
            fallback={},
            bonuses=tuple(
                (when, {i: max(w, reference.ZERO) for i, w in worth.items()})
                for when, worth in game.bonuses
            ),
        )
        found = judge_order(path_of(exits_for(all_back), moves(1, 2, 4)), 1)
        if min(found.values.values()) >= 0:
            assert set(found.bond.values()) == {0.0}
            assert found.required_trust == 0.0
            assert found.verdict == "holds"
            tried += 1
    assert tried > 100


def test_trust_short_of_certainty_suffices_where_the_deal_is_worth_something() -> None:
    tried = 0
    for rng in draws(51, TRIALS):
        found = judge_order(
            path_of(exits_for(random_game(rng, 3, rng.random() < 0.5)), moves(1, 2, 4)), 1
        )
        for i, value in found.values.items():
            if value > CLOSE:
                required = [trust.required for trust in found.trust[i].values()]
                assert all(r is not None and r < 1 for r in required)
                tried += any(r for r in required)
    assert tried > 100
