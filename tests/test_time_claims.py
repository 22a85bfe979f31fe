"""What is true with time, on random files, and what is not, each by one small file.

All of it is asked of the plain twin, in fractions.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Final

import pytest

from generators.random_games import draws
from generators.timed_files import timed_file
from references import device_reference
from references.device_reference import usable
from references.device_states import Step, in_place, packages, state_of, visited
from references.reference import INFINITE, ZERO, Bound, Done, no_deal, own_cost
from references.time_deviations import largest_gain
from references.time_file import Body, Leaving, Rate, TimedGame, changed, read_game
from references.time_reference import (
    Told,
    best,
    every_order,
    exposures,
    moments,
    settled,
    tell,
)

pytestmark = pytest.mark.slow

HALF: Final = Fraction(1, 2)
NEAR: Final = Fraction(1, 10**9)


def games(seed: int, trials: int, likely: float = 0.2) -> Iterator[tuple[random.Random, TimedGame]]:
    for rng in draws(seed, trials):
        yield rng, read_game(timed_file(rng, 3, likely))


def told_of(game: TimedGame) -> Iterator[tuple[Done, Told]]:
    """Yield every order of every package, no escrow used."""
    for package in packages(game):
        if package:
            for told in every_order(game, package):
                yield package, told


def pairs_of(one: TimedGame, other: TimedGame) -> Iterator[tuple[Done, Told, Told]]:
    """Yield every order of one game that is one of another as well: all, in games as alike."""
    others = {(package, told.order): told for package, told in told_of(other)}
    for package, before in told_of(one):
        if after := others.get((package, before.order)):
            yield package, before, after


def each(game: TimedGame, **change: Callable[[Step], Any]) -> TimedGame:
    """Return a game with all its steps changed."""
    return replace(
        game,
        steps=tuple(
            replace(k, **{name: number(k) for name, number in change.items()}) for k in game.steps
        ),
    )


def bound(number: Fraction | None) -> Bound:
    return INFINITE if number is None else number


# --------------------------------------------------------------------------------------------
# True: nothing is worse


def more_at_stake(rng: random.Random, game: TimedGame) -> TimedGame:
    return replace(game, penalty={i: game.penalty[i] + HALF for i in game.parties})


def more_made_good(rng: random.Random, game: TimedGame) -> TimedGame:
    return replace(game, guarantee={i: game.guarantee[i] + HALF for i in game.parties})


def more_trust(rng: random.Random, game: TimedGame) -> TimedGame:
    return replace(game, trust={pair: (1 + p) / 2 for pair, p in game.trust.items()})


def more_found_out(rng: random.Random, game: TimedGame) -> TimedGame:
    return each(game, detection=lambda k: (1 + k.detection) / 2)


BETTER: Final = (more_at_stake, more_made_good, more_trust, more_found_out)


@pytest.mark.parametrize("change", BETTER, ids=lambda change: change.__name__)
def test_more_of_it_is_never_worse(
    change: Callable[[random.Random, TimedGame], TimedGame],
) -> None:
    better = 0
    for rng, game in games(31, 90):
        for _, before, after in pairs_of(game, change(rng, game)):
            was, now = before.judgement, after.judgement
            assert all(bound(now.bond[i]) <= bound(was.bond[i]) for i in was.bond)
            assert all(bound(now.trust[p]) <= bound(was.trust[p]) for p in was.trust)
            assert now.lack <= was.lack
            assert bound(now.share) <= bound(was.share)
            assert now.incentive_key >= was.incentive_key
            assert now.trust_key >= was.trust_key
            better += (now.bond, now.lack, now.trust) != (was.bond, was.lack, was.trust)
    assert better > 20


def test_a_bonus_is_never_worse_but_for_the_margin() -> None:
    better = margins = 0
    for rng, game in games(32, 30):
        when = frozenset(rng.sample([k.name for k in game.steps], 2))
        bonus = when, {i: Fraction(rng.randint(0, 2), 2) for i in game.parties}
        for _, before, after in pairs_of(game, replace(game, bonuses=(*game.bonuses, bonus))):
            was, now = before.judgement, after.judgement
            assert all(bound(now.bond[i]) <= bound(was.bond[i]) for i in was.bond)
            assert all(bound(now.trust[p]) <= bound(was.trust[p]) for p in was.trust)
            assert now.incentive_key >= was.incentive_key
            better += now.bond != was.bond
            if now.margin is not None and was.margin is not None:
                margins += now.margin < was.margin
    assert better > 20
    assert margins > 0


def test_a_prerequisite_is_never_better() -> None:
    worse = 0
    for rng, game in games(33, 50):
        first, second = rng.sample([k.name for k in game.steps], 2)
        steps = (replace(k, after=(*k.after, first)) if k.name == second else k for k in game.steps)
        bound_to = replace(game, steps=tuple(steps))
        for package in packages(bound_to):
            was, now = best(game, package), best(bound_to, package)
            if was is None or now is None:
                assert was is not None or now is None
                continue
            assert (not was.signed, was.rank) <= (not now.signed, now.rank)
            worse += (not was.signed, was.rank) < (not now.signed, now.rank)
    assert worse > 10


def test_a_shorter_head_start_is_never_worse_where_own_steps_cost_and_others_serve() -> None:
    better = 0
    for _, game in games(34, 30):
        signed = each(
            game,
            value=lambda k: {i: -abs(u) if i in k.by else abs(u) for i, u in k.value.items()},
        )
        signed = replace(signed, bonuses=())
        for _, before, after in pairs_of(signed, each(signed, head_start=lambda k: ZERO)):
            was, now = before.judgement, after.judgement
            assert all(bound(now.bond[i]) <= bound(was.bond[i]) for i in was.bond)
            assert all(bound(now.trust[p]) <= bound(was.trust[p]) for p in was.trust)
            better += now.bond != was.bond
    assert better > 5


# --------------------------------------------------------------------------------------------
# True: nothing changes


def test_a_party_may_count_in_any_unit() -> None:
    for rng, game in games(35, 30):
        who, unit = rng.choice(game.parties), Fraction(7, 3)
        for _, before, after in pairs_of(game, scaled(game, who, unit)):
            was, now = before.judgement, after.judgement
            assert (now.verdict, now.margin, now.trust) == (was.verdict, was.margin, was.trust)
            assert after.values[who] == before.values[who] * unit
            assert after.signed == before.signed
            assert after.rank == before.rank


def scaled(game: TimedGame, who: str, unit: Fraction) -> TimedGame:
    def one(amounts: Any) -> dict[str, Fraction]:
        return {i: u * unit if i == who else u for i, u in amounts.items()}

    def body(b: Body) -> Body:
        return replace(
            b,
            floor=b.floor * unit,
            no_deal=None if b.no_deal is None else b.no_deal * unit,
            value={name: u * unit for name, u in b.value.items()},
            floor_on_the_way=None if b.floor_on_the_way is None else b.floor_on_the_way * unit,
        )

    def sets(step: Step) -> dict[str, Fraction]:
        own = f"parties.{who}."
        return {path: u * unit if path.startswith(own) else u for path, u in step.sets.items()}

    return replace(
        each(game, value=lambda k: one(k.value), sets=sets),
        no_deal=one(game.no_deal),
        fallback=one(game.fallback),
        penalty=one(game.penalty),
        guarantee=one(game.guarantee),
        bonuses=tuple((when, one(worths)) for when, worths in game.bonuses),
        ratifiers=tuple(
            body(b) if b.party == who and isinstance(b, Body) else b for b in game.ratifiers
        ),
    )


def test_twice_the_phases_at_the_root_of_the_rates() -> None:
    def twice(time: Fraction | None) -> Fraction | None:
        return None if time is None else 2 * time

    def slower(rate: Rate) -> Rate:
        return Rate(rate.base, rate.speed / 2)

    for _, game in games(36, 30):
        longer = each(
            game,
            phases=lambda k: 2 * k.phases,
            opens=lambda k: twice(k.opens),
            closes=lambda k: twice(k.closes),
        )
        longer = replace(
            longer,
            discount={i: slower(rate) for i, rate in game.discount.items()},
            leaving=tuple(Leaving(slower(x.stays), twice(x.begins)) for x in game.leaving),
        )
        for _, before, after in pairs_of(game, longer):
            assert after.times == tuple(2 * t for t in before.times)
            assert replace(after, times=before.times) == before


def test_a_hazard_is_a_discount_that_all_share() -> None:
    tried = 0
    for rng in draws(37, 70):
        file = timed_file(rng, 3, 0.15)
        if "observers" in file:
            continue
        for own in file["parties"].values():
            own["discount"] = rng.choice((0.5, 0.9, 1))
            own.pop("leaves_office", None)
        hazard = changed(file, {f"parties.{rng.choice(list(file['parties']))}.leaves_office": 0.25})
        less = {
            f"parties.{i}.discount": Fraction(str(own["discount"])) * Fraction(3, 4)
            for i, own in file["parties"].items()
        }
        for _, before, after in pairs_of(read_game(hazard), read_game(changed(file, less))):
            assert (before.rank, before.signed) == (after.rank, after.signed)
            for i, along in before.path.items():
                assert [settled(v) for v in along] == [settled(v) for v in after.path[i]]
            tried += 1
    assert tried > 150


def test_rates_of_one_and_chances_of_nothing_leave_all_as_it_is_without_time() -> None:
    tried = 0
    for _, game in games(38, 30, 0.3):
        still = replace(game, discount={}, leaving=())
        for package in packages(still):
            for used in usable(still, package):
                for told in every_order(still, package, used):
                    untimed = device_reference.judge(still, package, told.order, used)
                    assert told.judgement == untimed
                    assert all(len(set(along)) == 1 for along in told.path.values())
                    tried += len(told.order) > 1
    assert tried > 100


# --------------------------------------------------------------------------------------------
# True: what the keys mean


def test_the_incentive_key_turns_where_a_plan_of_one_deviator_pays() -> None:
    seen: Counter[bool] = Counter()
    for rng in draws(39, 100):
        file = timed_file(rng, 4, 0.25)
        for step in file["steps"].values():
            step.pop("slices", None)
        game = read_game(file)
        package = rng.choice(packages(game))
        for used in usable(game, package):
            for told in every_order(game, package, used)[:6]:
                pays = any(amount > 0 for amount in largest_gain(game, told.order, used).values())
                assert told.judgement.incentive_key == (not pays)
                seen[pays] += 1
    assert min(seen.values()) > 40


def test_the_last_mover_needs_a_bond_of_its_cost_where_nothing_is_undone() -> None:
    tried = 0
    for _, game in games(40, 80, 0):
        bare = each(game, reversible=lambda k: ZERO, detection=lambda k: Fraction(1))
        bare = replace(bare, penalty={}, fallback={}, no_deal={})
        for package, told in told_of(bare):
            (last,) = told.order[-1]
            step = next(k for k in bare.steps if k.name == last)
            for i in step.by if len(package) > 1 else ():
                assert bound(told.judgement.bond[i]) >= own_cost(step, i)
                tried += own_cost(step, i) > 0
    assert tried > 100


def test_without_costs_nobody_has_more_in_time_than_without() -> None:
    tried = 0
    for _, game in games(41, 30):
        free = each(game, value=lambda k: {i: abs(u) for i, u in k.value.items()})
        free = replace(free, bonuses=())
        for package, told in told_of(free):
            for i in free.parties:
                whole = in_place(free, i, state_of(free, package)) - no_deal(free, i)
                assert settled(told.values[i] - whole) <= 0
                tried += told.values[i] < whole
    assert tried > 100


def test_along_one_order_nothing_jumps() -> None:
    def shorter(rate: Rate) -> Rate:
        return Rate(rate.base * (1 - NEAR), rate.speed)

    for _, game in games(42, 12):
        nearly = replace(
            game,
            discount={i: shorter(rate) for i, rate in game.discount.items()},
            leaving=tuple(Leaving(shorter(x.stays), x.begins) for x in game.leaving),
        )
        for _, before, after in pairs_of(game, nearly):
            for i, value in before.values.items():
                assert abs(after.values[i] - value) < 10**5 * NEAR
                was, now = before.judgement.bond[i], after.judgement.bond[i]
                assert (was is None) == (now is None)
                assert was is None or now is None or abs(was - now) < 10**5 * NEAR


# --------------------------------------------------------------------------------------------
# False, each by a file in which it fails


@dataclass(frozen=True)
class Deal:
    """All steps of a file, in time."""

    file: dict[str, Any]

    @property
    def game(self) -> TimedGame:
        return read_game(self.file)

    @property
    def package(self) -> Done:
        return frozenset(self.file["steps"])

    def after(self, **numbers: Any) -> Deal:
        """Return the deal with numbers changed; their paths are written with ``__`` for dots."""
        return Deal(changed(self.file, {p.replace("__", "."): n for p, n in numbers.items()}))

    @property
    def untimed(self) -> Deal:
        parties = {
            i: {key: n for key, n in own.items() if key not in ("discount", "leaves_office")}
            for i, own in self.file["parties"].items()
        }
        return Deal({**self.file, "parties": parties})

    @property
    def best(self) -> Told:
        found = best(self.game, self.package)
        assert found is not None
        return found

    def along(self, names: str) -> Told:
        return tell(self.game, self.package, tuple((name,) for name in names))

    @property
    def signable(self) -> bool:
        return any(told.signed for told in every_order(self.game, self.package))

    @property
    def kept(self) -> bool:
        return self.best.signed and self.best.judgement.verdict == "holds"


def deal(
    discount: float | tuple[float, float],
    penalty: tuple[float, float] = (0, 0),
    trust: tuple[float, float] = (1, 1),
    **steps: tuple[str, float, float, float],
) -> Deal:
    """Return a deal of a and b; a step is who does it, its worth to a, to b, and its phases."""
    rates = discount if isinstance(discount, tuple) else (discount, discount)
    parties = {
        i: {"discount": rate, "breach_penalty": stake, "trust": {j: p}}
        for i, j, rate, stake, p in zip("ab", "ba", rates, penalty, trust, strict=True)
    }
    return Deal(
        {
            "when": "2030-01-01",
            "phase_length": "30 days",
            "parties": parties,
            "steps": {
                name: {"by": [by], "value": {"a": a, "b": b}, "phases": phases}
                for name, (by, a, b, phases) in steps.items()
            },
        }
    )


# b gives first; what a pays for it, more than that, comes much later
LATE: Final = deal(0.9, (1, 0), g=("b", 1, -1, 1), p=("a", -1.2, 4, 10)).after(
    steps__p__after=["g"]
)


def test_false_that_slices_never_hurt() -> None:
    swap = deal(0.4, (0, 1), p=("a", -1, 3, 2), q=("b", 3, -1, 1)).after(steps__q__after=["p"])
    assert swap.kept
    assert not swap.after(steps__p__slices=2).signable


def test_false_that_patience_never_hurts() -> None:
    assert LATE.signable
    assert not LATE.after(parties__a__discount=1).signable


def test_false_that_a_quicker_step_never_hurts() -> None:
    assert not LATE.after(steps__p__phases=1).signable


def test_false_that_a_later_election_never_hurts() -> None:
    early, late = (
        LATE.untimed.after(parties__b__leaves_office={"from": day, "chance": 0.1})
        for day in ("2030-02-01", "2030-12-31")
    )
    assert early.signable
    assert not late.signable


def test_false_that_an_idle_step_changes_nothing() -> None:
    quick = LATE.after(steps__p__phases=1)
    idle = quick.after(steps__i={"by": ["a"], "value": {}, "phases": 9})
    assert not quick.signable
    assert idle.signable
    assert idle.best.order == (("g",), ("i",), ("p",))


def test_false_that_what_is_signable_in_time_is_so_without() -> None:
    assert LATE.signable
    assert not LATE.untimed.signable


def test_false_that_what_is_kept_in_time_is_so_without() -> None:
    three = deal(
        0.5,
        (0.5, 1),
        (0.5, 0.5),
        x=("a", -0.5, 1.5, 1),
        y=("b", 1.5, -1, 1),
        z=("b", 2, -0.5, 1),
    )
    assert three.kept
    assert three.untimed.signable
    assert not three.untimed.kept


def test_false_that_an_order_kept_in_time_is_so_without() -> None:
    two = deal(0.5, (0, 1), x=("b", 1.5, -1, 1), y=("a", 0, -0.5, 1))
    assert two.along("yx").judgement.incentive_key
    assert not two.untimed.along("yx").judgement.incentive_key


def test_false_that_no_less_bond_is_needed_in_time() -> None:
    two = deal(0.5, (1, 0), x=("b", 3, -1, 1), y=("b", 2, -2, 1))
    assert two.along("xy").judgement.bond["b"] == Fraction(2)
    assert two.untimed.along("xy").judgement.bond["b"] == Fraction(3)


def test_false_that_no_less_trust_is_needed_in_time() -> None:
    three = deal(0.9, (1, 1), x=("b", 1, 0, 1), y=("a", -0.5, 3, 1), z=("b", -0.5, 0, 4))
    in_time, without = (
        bound(d.along("yxz").judgement.trust["a", "b"]) for d in (three, three.untimed)
    )
    assert in_time < without


def test_false_that_some_trust_is_enough_where_the_start_is_worth_it() -> None:
    told = LATE.best
    assert told.signed
    assert told.values["a"] > 0
    assert told.judgement.trust["a", "b"] is None


def test_false_that_what_is_signed_and_all_undone_needs_no_bond() -> None:
    two = deal((0.9, 0.5), x=("b", 0, -2, 1), y=("a", 0, 1, 1))
    for name in "xy":
        two = two.after(**{f"steps__{name}__reversible": 1, f"steps__{name}__head_start": 0})
    assert two.along("yx").signed
    assert bound(two.along("yx").judgement.bond["b"]) > 0


def test_false_that_what_all_like_is_best_last_for_the_bond() -> None:
    swap = deal(0.9, p=("a", -1, 3, 1), q=("b", 3, -1, 1), m=("a", 1, 1, 2))
    liked = {"reversible": 1, "head_start": 0, "automatic": True}
    three = swap.after(**{f"steps__m__{key}": value for key, value in liked.items()})
    assert three.along("mpq").judgement.bond["b"] == ZERO
    assert three.along("pqm").judgement.bond["b"] == 1 - Fraction(9, 10) ** 2


def test_false_that_bonds_are_the_exposures_of_the_reversed_order() -> None:
    three = deal(0.5, p=("a", -1, 3, 1), q=("b", 3, -1, 1), r=("b", 1, -1, 1))

    def lost(one: Deal) -> Fraction:
        """Return the most that b could lose by a in the reversed order."""
        back, game = one.along("rqp"), one.game
        when = moments(back.order, visited(game, back.order), back.path)
        return max(amount for moment in when for amount in exposures(game, "b", "a", moment))

    bonds = [one.along("pqr").judgement.bond["b"] for one in (three.untimed, three)]
    assert bonds == [Fraction(2), Fraction(3, 2)]
    assert lost(three) == lost(three.untimed) == 2
