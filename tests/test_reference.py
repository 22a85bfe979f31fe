"""The reference gives every known answer, and has every property that the mathematics promises.

The random trials are seeded and exact; each test counts what it has seen, so that none of them
can pass for want of examples.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import permutations
from math import inf

import pytest

from generators.random_games import bare_game, draws, one_of, random_game
from references.reference import (
    INFINITE,
    VERDICTS,
    Done,
    Game,
    Judgement,
    Key,
    Order,
    Step,
    benefit,
    best,
    counts,
    exit_value_betrayed,
    exit_value_breaking,
    exposure_pretence,
    exposure_state,
    exposures_along,
    fallback,
    gross,
    judge,
    judge_front,
    moves,
    needs_in_one_pass,
    needs_of_orders,
    orders,
    own_cost,
    packages,
    passes,
    performers,
    profitable_deviation,
    rank,
    signable,
    steps_in,
    temptation_open,
    temptation_pretence,
    temptation_relapse,
    undone,
    value,
    visited,
    worth,
)
from references.roadmap_oracles import AB, BA, CASES, Case, ExpectKey, game, step, swap_steps

pytestmark = pytest.mark.slow

KEYS: tuple[Key, ...] = ("incentive", "trust", "both")

# --------------------------------------------------------------------------------------------
# Known answers


class Reading:
    """Reads off the reference what a case calls by its keys."""

    def __init__(self, case: Case) -> None:
        self.game = case.game
        everything = frozenset(k.name for k in case.game.steps)
        self.order = case.order or best(case.game, everything)[0]
        self.package = frozenset(self.order)
        self.judgement = judge(case.game, self.order)

    def of(self, key: ExpectKey) -> object:
        if isinstance(key, str):
            return self._of_order(key)
        name, *rest = key
        arguments = [frozenset(a) if isinstance(a, tuple) else a for a in rest]
        reader: Callable[..., object] = getattr(self, f"_{name}")
        return reader(*arguments)

    def _of_order(self, key: str) -> object:
        if key in ("best_order", "ties"):
            order, _, ties = best(self.game, self.package)
            return order if key == "best_order" else ties
        if key == "benefit":
            return benefit(self.game, self.order)
        if key == "counts":
            return counts(self.game)
        return getattr(self.judgement, key)

    def _worth(self, i: str) -> object:
        return worth(self.game, i, self.package)

    def _value(self, i: str) -> object:
        return value(self.game, i, self.package)

    def _gross(self, i: str) -> object:
        return gross(self.game, i, self.package)

    def _bond(self, i: str) -> object:
        return self.judgement.bond[i]

    def _trust(self, i: str, j: str) -> object:
        return self.judgement.trust[i, j]

    def _temptation(self, i: str, done: Done) -> object:
        return temptation_open(self.game, i, self.package, done)

    def _pretence(self, i: str, done: Done, name: str) -> object:
        return temptation_pretence(self.game, i, self.package, done, name)

    def _relapse(self, i: str, done: Done, name: str) -> object:
        return temptation_relapse(self.game, i, self.package, done, name)

    def _exit_breaking(self, i: str, done: Done) -> object:
        return exit_value_breaking(self.game, i, done)

    def _exit_betrayed(self, i: str, j: str, done: Done) -> object:
        return exit_value_betrayed(self.game, i, j, done)

    def _exposure(self, i: str, j: str, done: Done) -> object:
        return exposure_state(self.game, i, j, done)

    def _exposure_pretence(self, i: str, j: str, name: str) -> object:
        return exposure_pretence(self.game, i, j, self.package, name)

    def _needs(self, key: Key) -> object:
        vectors = needs_of_orders(self.game, self.package, key)
        return frozenset(tuple(None if b == -INFINITE else b for b in v) for v in vectors)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_known_answers(case: Case) -> None:
    reading = Reading(case)
    assert case.expect
    found = {key: reading.of(key) for key in case.expect}
    assert found == dict(case.expect), case.source


def test_case_names_are_unique() -> None:
    assert len({case.name for case in CASES}) == len(CASES)


# --------------------------------------------------------------------------------------------
# Small things the table does not reach


def test_packages_are_closed_and_respect_choices() -> None:
    steps = (
        step("a", "A", -1, 3),
        replace(step("b", "B", 3, -1), after=("a",)),
        step("c", "A", 1, 1),
    )
    free = game(*steps)
    assert [sorted(p) for p in packages(free)] == [
        [],
        ["a"],
        ["c"],
        ["a", "b"],
        ["a", "c"],
        ["a", "b", "c"],
    ]
    one_of = replace(free, choices=((frozenset({"b", "c"}), False),))
    assert [sorted(p) for p in packages(one_of)] == [[], ["a"], ["c"], ["a", "b"], ["a", "c"]]
    must = replace(free, choices=((frozenset({"b", "c"}), True),))
    assert [sorted(p) for p in packages(must)] == [[], ["c"], ["a", "b"], ["a", "c"]]


def test_orders_stand_in_file_order_and_keep_what_comes_before() -> None:
    steps = (step("c", "A", 1, 1), step("b", "B", 1, 1), step("a", "A", 1, 1))
    three = game(*steps)
    everything = frozenset("abc")
    assert next(orders(three, everything)) == ("c", "b", "a")
    assert list(orders(three, everything, [("a", "c"), ("b", "c")])) == [
        ("b", "a", "c"),
        ("a", "b", "c"),
    ]
    with pytest.raises(ValueError, match="no order"):
        best(three, frozenset("bc"), [("a", "c")])
    with pytest.raises(ValueError, match="not an order"):
        judge(three, ("a", "a"))
    first = replace(three, steps=(steps[0], steps[1], replace(steps[2], after=("b",))))
    with pytest.raises(ValueError, match="not an order"):
        judge(first, ("a", "b"))


def test_demanded_order_changes_the_best() -> None:
    swap = game(*swap_steps(3), penalty={"B": 1})
    assert best(swap, frozenset("ab"))[0] == AB
    order, judgement, ties = best(swap, frozenset("ab"), [("b", "a")])
    assert (order, judgement.verdict, ties) == (BA, "trust_only", 1)


def test_empty_package() -> None:
    judgement = judge(game(*swap_steps(3)), ())
    assert judgement.margin is None
    assert judgement.share == 0
    assert judgement.verdict == "holds"
    assert judgement.trust == {}
    assert judge(game(*swap_steps(3), no_deal={"A": -2}), ()).margin == 1


def test_front_where_a_win_win_pulls_the_keys_apart() -> None:
    """Done first it is best for trust, done last for the bond."""
    pulled = game(step("a", "A", -1, 3), step("b", "B", 3, -1), step("w", "A", "1/2", "1/2"))
    front = judge_front(pulled, frozenset("abw"))
    assert [(p.share, p.trust, p.order) for p in front] == [
        (Fraction(1, 7), Fraction(2, 7), ("a", "b", "w")),
        (Fraction(2, 7), Fraction(1, 6), ("w", "a", "b")),
    ]


# --------------------------------------------------------------------------------------------
# Properties on random games


def whole(drawn: Game) -> Done:
    return frozenset(k.name for k in drawn.steps)


def judged(drawn: Game) -> dict[Order, Judgement]:
    return {order: judge(drawn, order) for order in orders(drawn, whole(drawn))}


def up(number: Fraction | None) -> Fraction | float:
    """Return a number of which less is better; undefined is worst."""
    return inf if number is None else number


def change_steps(drawn: Game, change: Callable[[Step], Step]) -> Game:
    return replace(drawn, steps=tuple(change(k) for k in drawn.steps))


def raised(
    numbers: Mapping[str, Fraction], rng: random.Random, parties: tuple[str, ...]
) -> dict[str, Fraction]:
    return {i: numbers.get(i, Fraction(0)) + one_of(rng, "0", "1/3", "2") for i in parties}


def raise_detection(drawn: Game, rng: random.Random) -> Game:
    return change_steps(
        drawn,
        lambda k: replace(k, detection=k.detection + (1 - k.detection) * one_of(rng, "0", "2/3")),
    )


def raise_guarantee(drawn: Game, rng: random.Random) -> Game:
    return replace(drawn, guarantee=raised(drawn.guarantee, rng, drawn.parties))


def raise_penalty(drawn: Game, rng: random.Random) -> Game:
    return replace(drawn, penalty=raised(drawn.penalty, rng, drawn.parties))


def raise_trust(drawn: Game, rng: random.Random) -> Game:
    return replace(
        drawn,
        trust={pair: p + (1 - p) * one_of(rng, "0", "1/3") for pair, p in drawn.trust.items()},
    )


def add_bonus(drawn: Game, rng: random.Random) -> Game:
    when = frozenset(rng.sample(sorted(whole(drawn)), 2))
    extra = {i: one_of(rng, "0", "1/3", "2") for i in drawn.parties}
    return replace(drawn, bonuses=(*drawn.bonuses, (when, extra)))


def shorten_head_start(drawn: Game, rng: random.Random) -> Game:
    return change_steps(
        drawn, lambda k: replace(k, head_start=k.head_start * one_of(rng, "0", "1/2"))
    )


def assert_nowhere_worse(new: Judgement, old: Judgement, margin: bool) -> None:
    """Assert that no index of an order has become worse."""
    assert up(new.share) <= up(old.share)
    assert new.lack <= old.lack
    assert all(up(new.bond[i]) <= up(old.bond[i]) for i in old.bond)
    assert all(up(new.trust[pair]) <= up(old.trust[pair]) for pair in old.trust)
    assert new.incentive_key or not old.incentive_key
    assert new.trust_key or not old.trust_key
    assert new.end_holds or not old.end_holds
    if margin and old.margin is not None:
        assert new.margin is not None
        assert new.margin >= old.margin


def has_improved(new: Judgement, old: Judgement) -> bool:
    return new != old


Change = Callable[[Game, random.Random], Game]


@pytest.mark.parametrize(
    ("change", "signed", "margin"),
    [
        pytest.param(raise_detection, False, True, id="detection"),
        pytest.param(raise_guarantee, False, True, id="guarantee"),
        pytest.param(raise_penalty, False, True, id="penalty"),
        pytest.param(raise_trust, False, True, id="trust"),
        pytest.param(add_bonus, False, False, id="bonuses"),
        pytest.param(shorten_head_start, True, True, id="head-start"),
    ],
)
def test_never_worse(change: Change, signed: bool, margin: bool) -> None:
    """Every order is nowhere worse, hence neither is the best of them, for any index."""
    seen: Counter[str] = Counter()
    for rng in draws(1):
        drawn = random_game(rng, 3, signed)
        old = judged(drawn)
        after = change(drawn, rng)
        new = judged(after)
        for order in old:
            assert_nowhere_worse(new[order], old[order], margin)
            seen["improved"] += has_improved(new[order], old[order])
        verdicts = [min(rank(j)[0] for j in js.values()) for js in (new, old)]
        assert verdicts[0] <= verdicts[1]
        seen["held"] += any(j.verdict == "holds" for j in old.values())
    assert seen["improved"] > 60
    assert seen["held"] >= 5


def test_more_of_everything_never_costs_a_package_that_holds() -> None:
    seen: Counter[str] = Counter()
    for rng in draws(2, 100):
        drawn = random_game(rng, 3)
        after = raise_trust(
            raise_penalty(raise_guarantee(raise_detection(drawn, rng), rng), rng), rng
        )
        old, new = counts(drawn), counts(after)
        assert (new["packages"], new["signable"]) == (old["packages"], old["signable"])
        assert all(new[key] >= old[key] for key in ("holds", "incentive", "trust"))
        seen["gained"] += new["holds"] > old["holds"]
        seen["signable"] += old["signable"]
    assert seen["gained"] > 10
    assert seen["signable"] > 100


def test_prerequisites_are_never_better() -> None:
    seen: Counter[str] = Counter()
    for rng in draws(3):
        drawn = random_game(rng, 3)
        x, y = rng.sample(sorted(whole(drawn)), 2)
        bound = with_prerequisite(drawn, x, y)
        package = whole(drawn)
        free, tied = best(drawn, package)[1], best(bound, package)[1]
        assert rank(tied) >= rank(free)
        assert best(drawn, package, [(x, y)])[1] == tied
        before = judged(drawn)
        assert judged(bound) == {o: j for o, j in before.items() if o.index(x) < o.index(y)}
        old, new = counts(drawn), counts(bound)
        assert all(new[key] <= old[key] for key in old)
        seen["worse"] += rank(tied) > rank(free)
    assert seen["worse"] > 20


def with_prerequisite(drawn: Game, x: str, y: str) -> Game:
    return change_steps(drawn, lambda k: replace(k, after=(x,)) if k.name == y else k)


def test_relabelling_changes_nothing() -> None:
    """Other names, other positions in the file: the same best indices."""
    seen: Counter[str] = Counter()
    for rng in draws(4, 100):
        drawn = random_game(rng, 3)
        party = dict(zip(drawn.parties, rng.sample("XYZ", len(drawn.parties)), strict=True))
        name = dict(zip("abc", rng.sample("pqr", 3), strict=True))
        other = relabelled(drawn, party, name, rng)
        for order, judgement in judged(drawn).items():
            twin = judge(other, tuple(name[k] for k in order))
            assert twin.bond == {party[i]: b for i, b in judgement.bond.items()}
            assert twin.trust == {(party[i], party[j]): t for (i, j), t in judgement.trust.items()}
            assert (twin.margin, *rank(twin)) == (judgement.margin, *rank(judgement))
        mine, its = best(drawn, whole(drawn)), best(other, whole(other))
        assert (rank(mine[1]), mine[2]) == (rank(its[1]), its[2])
        assert benefit(drawn, mine[0]) == benefit(other, its[0])
        assert counts(drawn) == counts(other)
        seen[mine[1].verdict] += 1
    assert set(seen) == set(VERDICTS)


def relabelled(
    drawn: Game, party: Mapping[str, str], name: Mapping[str, str], rng: random.Random
) -> Game:
    def rename(numbers: Mapping[str, Fraction]) -> dict[str, Fraction]:
        return {party[i]: number for i, number in numbers.items()}

    steps = [
        replace(k, name=name[k.name], by=tuple(party[i] for i in k.by), value=rename(k.value))
        for k in drawn.steps
    ]
    rng.shuffle(steps)
    return Game(
        parties=tuple(sorted(party.values())),
        steps=tuple(steps),
        no_deal=rename(drawn.no_deal),
        fallback=rename(drawn.fallback),
        penalty=rename(drawn.penalty),
        guarantee=rename(drawn.guarantee),
        trust={(party[i], party[j]): p for (i, j), p in drawn.trust.items()},
        bonuses=tuple((frozenset(name[k] for k in w), rename(v)) for w, v in drawn.bonuses),
    )


def test_a_dummy_party_changes_nothing() -> None:
    seen: Counter[str] = Counter()
    for rng in draws(5, 100):
        drawn = random_game(rng, 3)
        wider = replace(drawn, parties=("dummy", *drawn.parties))
        for order, judgement in judged(drawn).items():
            twin = judge(wider, order)
            assert twin.bond == {**judgement.bond, "dummy": 0}
            strangers = {("dummy", j): Fraction(0) for j in performers(drawn, whole(drawn))}
            assert twin.trust == {**judgement.trust, **strangers}
            assert (twin.margin, *rank(twin)) == (judgement.margin, *rank(judgement))
        mine, its = best(drawn, whole(drawn)), best(wider, whole(drawn))
        assert (mine[0], mine[2]) == (its[0], its[2])
        assert counts(drawn) == counts(wider)
        seen[mine[1].verdict] += 1
    assert set(seen) == set(VERDICTS)


def test_scaling_one_party_scales_its_bond_alone() -> None:
    seen: Counter[str] = Counter()
    for rng in draws(6, 100):
        drawn = random_game(rng, 3)
        who, factor = rng.choice(drawn.parties), one_of(rng, "1/3", "7/2", "10")
        other = scaled(drawn, who, factor)
        for order, judgement in judged(drawn).items():
            twin = judge(other, order)
            bond = judgement.bond[who]
            scaled_bond = None if bond is None else bond * factor
            assert twin == replace(judgement, bond={**judgement.bond, who: scaled_bond})
            seen["bond"] += bond != 0
        assert best(drawn, whole(drawn))[::2] == best(other, whole(drawn))[::2]
        assert counts(drawn) == counts(other)
    assert seen["bond"] > 50


def scaled(drawn: Game, who: str, factor: Fraction) -> Game:
    def grow(numbers: Mapping[str, Fraction]) -> dict[str, Fraction]:
        return {i: number * (factor if i == who else 1) for i, number in numbers.items()}

    return replace(
        drawn,
        steps=tuple(replace(k, value=grow(k.value)) for k in drawn.steps),
        no_deal=grow(drawn.no_deal),
        fallback=grow(drawn.fallback),
        penalty=grow(drawn.penalty),
        guarantee=grow(drawn.guarantee),
        bonuses=tuple((when, grow(amounts)) for when, amounts in drawn.bonuses),
    )


def test_duality() -> None:
    """With nothing but irreversible steps, bonds are the exposures of the reversed order."""
    seen: Counter[str] = Counter()
    for rng in draws(7, 150):
        drawn = bare_game(rng, 4)
        package = whole(drawn)
        if len(performers(drawn, package)) < 2:
            continue
        order = tuple(rng.sample(sorted(package), 4))
        judgement = judge(drawn, order)
        for i in drawn.parties:
            others = [j for j in performers(drawn, package) if j != i]
            back = tuple(reversed(order))
            exposure = max(max(exposures_along(drawn, i, j, back)) for j in others)
            assert judgement.bond[i] == exposure
            seen["tempted"] += exposure > 0
            seen["calm"] += exposure == 0
    assert min(seen["tempted"], seen["calm"]) > 50


def test_some_bond_is_at_least_the_cheapest_cost() -> None:
    """Under duality's conditions the last mover would keep its own last cost."""
    trials = 0
    for rng in draws(8, 150):
        drawn = bare_game(rng, 3)
        singles = change_steps(
            drawn, lambda k: replace(k, by=k.by[:1], value={i: abs(v) for i, v in k.value.items()})
        )
        costly = change_steps(
            singles, lambda k: replace(k, value={**k.value, k.by[0]: -abs(k.value[k.by[0]])})
        )
        if len(performers(costly, whole(costly))) < 2:
            continue
        trials += 1
        cheapest = min(own_cost(k, k.by[0]) for k in costly.steps)
        for order, judgement in judged(costly).items():
            last = next(k for k in costly.steps if k.name == order[-1])
            assert up(judgement.bond[last.by[0]]) >= own_cost(last, last.by[0]) >= cheapest
    assert trials > 100


def test_incentive_key_is_no_profitable_deviation() -> None:
    """Also where the deviator may cheat several times, and whatever the signs."""
    seen: Counter[str] = Counter()
    for number, rng in enumerate(draws(9, 200)):
        drawn = random_game(rng, rng.choice((2, 3, 4)), signed=number % 2 == 0)
        order = tuple(rng.sample(sorted(whole(drawn)), len(drawn.steps)))
        deviation = profitable_deviation(drawn, order)
        judgement = judge(drawn, order)
        assert judgement.incentive_key == (deviation is None)
        seen["none" if deviation is None else "some"] += 1
        if deviation is not None:
            assert judgement.bond[deviation.party] != 0
            seen["hidden"] += deviation.plan[-1] == "end"
    assert min(seen["none"], seen["some"]) > 40
    assert seen["hidden"] > 5


def test_a_penalty_of_the_bond_deters_and_less_does_not() -> None:
    """The required bond is exactly what no plan survives."""
    seen: Counter[str] = Counter()
    for rng in draws(10, 150):
        drawn = random_game(rng, 3)
        order = tuple(rng.sample(sorted(whole(drawn)), 3))
        bonds = judge(drawn, order).bond
        who = rng.choice(drawn.parties)
        needed = {i: b for i, b in bonds.items() if b is not None}
        assert set(needed) == set(drawn.parties)  # detection is never 0 here
        full = {i: drawn.penalty[i] + b for i, b in needed.items()}
        assert profitable_deviation(replace(drawn, penalty=full), order) is None
        if needed[who] > 0:
            short = {**full, who: full[who] - min(needed[who], Fraction(1, 1000))}
            deviation = profitable_deviation(replace(drawn, penalty=short), order)
            assert deviation is not None
            assert deviation.party == who
            seen["tempted"] += 1
    assert seen["tempted"] > 40


def test_temptation_is_need_above_value() -> None:
    """Each temptation is above 0 exactly where its need is above what the deal is worth."""
    seen: Counter[tuple[str, bool]] = Counter()
    for rng in draws(11):
        drawn = random_game(rng, 3)
        order = tuple(rng.sample(sorted(whole(drawn)), 3))
        worst = {i: Fraction(-1000) for i in drawn.parties}
        for i in drawn.parties:
            for kind, temptation in temptations(drawn, i, order):
                worst[i] = max(worst[i], temptation)
                seen[kind, temptation > 0] += 1
        judgement = judge(drawn, order)
        for i in drawn.parties:
            assert (judgement.bond[i] == 0) == (worst[i] <= 0)
    kinds = [(kind, pays) for kind in ("open", "pretence", "relapse") for pays in (True, False)]
    assert min(seen[k] for k in kinds) > 10


def temptations(drawn: Game, i: str, order: Order) -> Iterator[tuple[str, Fraction]]:
    package = frozenset(order)
    for done in visited(order):
        yield "open", temptation_open(drawn, i, package, done)
        for name in done:
            relapse = temptation_relapse(drawn, i, package, done, name)
            if relapse is not None:
                yield "relapse", relapse
    for done, name in moves(order):
        pretence = temptation_pretence(drawn, i, package, done, name)
        if pretence is not None:
            yield "pretence", pretence


def test_one_pass_of_needs_is_all_permutations() -> None:
    """The lattice's antichains are those of the orders, and judge as `judge` does."""
    seen: Counter[tuple[Key, bool]] = Counter()
    sizes: Counter[int] = Counter()
    for rng in draws(12, 100):
        drawn = random_game(rng, 3)
        steps = list(drawn.steps)
        if rng.random() < 0.4:
            steps[2] = replace(steps[2], after=(steps[0].name,))
        drawn = replace(drawn, steps=tuple(steps))
        lattices = {
            (traitors, key): needs_in_one_pass(drawn, traitors, key)
            for traitors in {performers(drawn, p) for p in packages(drawn)}
            for key in KEYS
        }
        for package in packages(drawn):
            judgements = [judge(drawn, order) for order in orders(drawn, package)]
            for key in KEYS:
                vectors = needs_of_orders(drawn, package, key)
                assert vectors == lattices[performers(drawn, package), key][package]
                found = any(passes_key(j, key) for j in judgements)
                assert passes(drawn, package, vectors) == found
                seen[key, found] += 1
                sizes[len(vectors)] += 1
    assert min(seen[key, found] for key in KEYS for found in (True, False)) > 30
    assert sum(number for size, number in sizes.items() if size > 1) > 30


def passes_key(judgement: Judgement, key: Key) -> bool:
    if key == "incentive":
        return judgement.incentive_key
    return judgement.trust_key if key == "trust" else judgement.verdict == "holds"


def test_formula_of_the_open_temptation() -> None:
    """What is still due, and what is undone of all that was agreed."""
    seen: Counter[bool] = Counter()
    for rng in draws(13):
        drawn = random_game(rng, 4)
        kindly = tuple((w, {i: abs(v) for i, v in b.items()}) for w, b in drawn.bonuses)
        drawn = replace(drawn, bonuses=kindly)
        package = whole(drawn)
        order = tuple(rng.sample(sorted(package), 4))
        for done in visited(order)[1:]:
            for i in drawn.parties:
                total = fallback(drawn, i, done) - drawn.penalty[i]
                total -= sum(b[i] for when, b in drawn.bonuses if when <= package)
                for k in steps_in(drawn, package):
                    lost = share_lost(k, i)
                    total -= k.value[i] * ((1 - lost) * (k.name not in done) + lost)
                assert temptation_open(drawn, i, package, done) == total
                seen[total > 0] += 1
    assert min(seen.values()) > 100


def share_lost(k: Step, i: str) -> Fraction:
    at_once = i in k.by and k.value[i] <= 0
    return undone(k) * (1 if at_once else 1 - k.head_start)


def test_all_undone_at_once_needs_neither_bond_nor_trust() -> None:
    trials = 0
    for rng in draws(14, 200):
        drawn = random_game(rng, 3, signed=True)
        drawn = replace(
            change_steps(
                drawn,
                lambda k: replace(
                    k, reversible=Fraction(1), head_start=Fraction(0), detection=Fraction(1)
                ),
            ),
            no_deal={i: min(v, Fraction(0)) for i, v in drawn.no_deal.items()},
            fallback={},
            bonuses=tuple((w, {i: abs(v) for i, v in b.items()}) for w, b in drawn.bonuses),
        )
        if not signable(drawn, whole(drawn)):
            continue
        trials += 1
        for judgement in judged(drawn).values():
            assert set(judgement.bond.values()) == {Fraction(0)}
            assert not any(judgement.trust.values())
            assert judgement.verdict == "holds"
    assert trials > 30


def test_trust_short_of_certainty_suffices_where_the_deal_is_worth_something() -> None:
    required: list[Fraction] = []
    for rng in draws(15):
        drawn = random_game(rng, 3)
        order = tuple(rng.sample(sorted(whole(drawn)), 3))
        for (i, _), trust in judge(drawn, order).trust.items():
            if value(drawn, i, whole(drawn)) > 0:
                assert trust is not None
                assert 0 <= trust < 1
                required.append(trust)
    assert sum(r > 0 for r in required) > 30


def test_a_step_good_for_all_never_hurts_and_has_its_two_places() -> None:
    """Done first it is best for trust, done last for the bond and the margin."""
    seen: Counter[str] = Counter()
    for rng in draws(16, 200):
        drawn = random_game(rng, 3)
        drawn = replace(
            drawn,
            no_deal={i: min(v, Fraction(0)) for i, v in drawn.no_deal.items()},
            fallback={},
        )
        if not signable(drawn, whole(drawn)):
            continue
        by = rng.choice(performers(drawn, whole(drawn)))
        gains = {i: one_of(rng, "1/2", "1", "3") for i in drawn.parties}
        extra = Step("w", (by,), gains, detection=one_of(rng, "1", "1/2"))
        richer = replace(drawn, steps=(*drawn.steps, extra))
        for order in permutations(sorted(whole(drawn))):
            old = judge(drawn, order)
            placed = [judge(richer, (*order[:n], "w", *order[n:])) for n in range(4)]
            first, last = placed[0], placed[-1]
            for j in placed:
                assert all(up(first.trust[p]) <= up(j.trust[p]) for p in j.trust)
                assert all(up(last.bond[i]) <= up(j.bond[i]) for i in j.bond)
                assert up(last.share) <= up(j.share)
                assert j.margin is None or (last.margin is not None and last.margin >= j.margin)
            assert all(up(first.trust[p]) <= up(old.trust[p]) for p in old.trust)
            assert all(up(last.bond[i]) <= up(old.bond[i]) for i in old.bond)
            assert up(last.share) <= up(old.share)
            seen["trust"] += first.trust != last.trust
            seen["bond"] += first.bond != last.bond
    assert min(seen["trust"], seen["bond"]) > 30


def test_the_end_does_not_depend_on_the_order() -> None:
    seen: Counter[bool] = Counter()
    for rng in draws(17, 100):
        drawn = random_game(rng, 3)
        ends = {(j.end_incentive, j.end_trust) for j in judged(drawn).values()}
        assert len(ends) == 1
        judgements = judged(drawn).values()
        assert all(j.end_holds for j in judgements if j.verdict == "holds")
        seen[next(iter(judgements)).end_holds] += 1
    assert min(seen.values()) > 10


def test_front_holds_the_best_of_both_and_nothing_dominated() -> None:
    sizes: Counter[int] = Counter()
    for rng in draws(18, 100):
        drawn = bare_game(rng, 3)
        liked = replace(drawn.steps[0], value={i: one_of(rng, "1/2", "2") for i in drawn.parties})
        drawn = replace(drawn, steps=(liked, *drawn.steps[1:]))
        front = judge_front(drawn, whole(drawn))
        everything = [(up(j.share), up(j.largest_trust)) for j in judged(drawn).values()]
        points = [(up(p.share), up(p.trust)) for p in front]
        assert points == sorted(points)
        assert points[0][0] == min(share for share, _ in everything)
        assert points[-1][1] == min(trust for _, trust in everything)
        for share, trust in everything:
            assert any(s <= share and t <= trust for s, t in points)
            assert not any(
                share <= s and trust <= t and (share, trust) != (s, t) for s, t in points
            )
        for point in front:
            j = judge(drawn, point.order)
            assert (j.share, j.largest_trust) == (point.share, point.trust)
        sizes[len(front)] += 1
    assert sizes[1] > 10
    assert sum(number for size, number in sizes.items() if size > 1) > 10
