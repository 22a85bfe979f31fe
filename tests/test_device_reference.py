"""The plain twin of roadmap devices gives every known answer, and keeps what is promised.

The random trials are seeded and exact; each test counts what it has seen, so that none of them
can pass for want of examples.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import permutations
from math import ceil, inf
from typing import Any

import pytest

import reference
import roadmap_oracles as oracles
from device_calendar import Group, calendar
from device_deviations import largest_gain
from device_games import START, to_scenario
from device_reference import (
    Best,
    Escrow,
    Game,
    Judgement,
    Ledger,
    Order,
    Ratifier,
    State,
    Used,
    after,
    at,
    best,
    bond_front,
    completion,
    counts,
    end_holds,
    exposure_pretence,
    exposure_state,
    judge,
    learnt,
    orders,
    packages,
    place_state,
    required_prior,
    saved_by_pretence,
    saved_by_relapse,
    settled,
    signable,
    sliced,
    smallest_slices,
    state_of,
    survived,
    temptation_hidden,
    temptation_open,
    usable,
    visited,
    with_devices,
    with_escrows,
)
from random_devices import DEVICES, random_device_game
from random_games import draws
from reference import INFINITE, VERDICTS, Done, own_cost, value
from roadmap_oracles import game, step, swap_steps

F = Fraction
AB = frozenset("ab")


def one_by_one(names: str) -> Order:
    return tuple((name,) for name in names)


def everything(drawn: Game) -> Done:
    return frozenset(k.name for k in drawn.steps)


def found(drawn: Game, package: Done | None = None) -> Best:
    result = best(drawn, everything(drawn) if package is None else package)
    assert result is not None
    return result


def up(number: Fraction | None) -> Fraction | float:
    """Return a number of which less is better; undefined is worst."""
    return inf if number is None else number


# --------------------------------------------------------------------------------------------
# Known answers


@dataclass(frozen=True)
class Case:
    """A game, an order of its letters, and what is known: see `reading`."""

    name: str
    game: Game
    order: str
    expect: Mapping[Any, object]


def swap_in(slices: int, v: str = "3", c: str = "1", **numbers: Any) -> Game:
    plain = game(step("a", "A", f"-{c}", v), step("b", "B", v, f"-{c}"), **numbers)
    return with_devices(plain, {name: {"slices": slices} for name in "ab"})


def alternating() -> list[Case]:
    rows = [("3", "1", 1), ("3", "1", 2), ("3", "1", 5), ("5", "2", 3)]
    cases = []
    for v, c, n in rows:
        gain, cost = F(v), F(c)
        cases.append(
            Case(
                f"swap of {v} for {c} in {n}",
                swap_in(n, v, c),
                "ab" * n,
                {
                    ("bond", "A"): 0,
                    ("bond", "B"): cost / n,
                    "share": cost / (n * gain),
                    ("trust", "A", "B"): cost / (n * (gain - cost) + cost),
                    ("trust", "B", "A"): 0,
                    "end_holds": True,
                },
            )
        )
    return cases


def reversible_in(n: int) -> list[Case]:
    """All undone on a break: the complete state binds, and slices change nothing."""
    rows = [
        ("0", "2/3", "0"),
        ("1/10", "17/30", "1/21"),
        ("2/3", "0", "1/4"),
        ("7/10", "-1/30", "7/27"),
    ]
    devices = {name: {"slices": n} for name in "ab"}
    return [
        Case(
            f"reversible swap in {n}, head start {head}",
            with_devices(game(*swap_steps(3, rho=1, head=head)), devices),
            "ab" * n,
            {"margin": F(margin), ("trust", "A", "B"): F(trust), ("trust", "B", "A"): F(trust)},
        )
        for head, margin, trust in rows
    ]


def hidden_in_slices() -> list[Case]:
    bonus = game(step("a", "A", -1, 3, q="1/2"), bonuses=[("a", ("8/5", 0))])
    second = game(step("b", "B", 4, -1, rho=1, head=0), step("a", "A", -2, 3, q="1/2"))
    flow = game(
        step("f", "A", -1, 3, rho=1, q="3/5", head=0),
        step("g", "B", 2, -1, rho="3/5", head=0),
    )
    joint = game(step("j", "AB", -1, 3, rho="1/2", head="1/5", q="1/2"), step("b", "B", 3, -1))
    gain = game(step("a", "A", 1, 3, q="1/2"), step("b", "B", 2, -1))
    two = {"slices": 2}
    return [
        Case(
            "pretence, common draw for both slices",
            with_devices(bonus, {"a": two}),
            "aa",
            {
                ("pretence", "A", "", "a"): F(1, 5),
                ("pretence", "A", "a", "a"): F(-3, 10),
                ("bond", "A"): F(2, 5),
            },
        ),
        Case(
            "pretence on the second move, two slices",
            with_devices(second, {"a": two}),
            "baa",
            {
                ("pretence", "A", "b", "a"): 0,
                ("pretence", "A", "ba", "a"): -1,
                ("bond", "A"): 0,
            },
        ),
        Case(
            "relapse on half of a step: (2/5)(1/2) - 3/5",
            with_devices(flow, {"f": two}),
            "ffg",
            {
                ("relapse", "A", "f", "f"): F(-2, 5),
                ("relapse", "A", "ffg", "f"): F(7, 25),
                ("bond", "A"): F(7, 15),
                ("trust", "B", "A"): F(1, 6),
                "end_holds": False,
            },
        ),
        Case(
            "joint step by half: exit values are halves, the second pretence saves half",
            with_devices(joint, {"j": two}),
            "jjb",
            {
                ("open", "A", "j"): F(-1, 4) - 2,
                ("open", "B", "j"): F(9, 10) - 2,
                ("exposure", "A", "B", "j"): F(3, 10),
                ("exposure", "A", "B", "jj"): F(3, 5),
                ("pretence", "A", "", "j"): F(-1, 2),
                ("pretence", "A", "j", "j"): F(1, 4) - F(9, 8),
                ("exposure_pretence", "B", "A", "", "j"): F(1, 2),
                ("exposure_pretence", "B", "A", "j", "j"): 0,
                ("relapse", "A", "j", "j"): F(1, 8) - F(9, 8),
                ("bond", "A"): 1,
            },
        ),
        Case(
            "exposure to the pretence of what is due: 1/2 (3 - 2), then 1/2 (3/2 - 2) is none",
            with_devices(gain, {"a": two}),
            "aab",
            {
                ("exposure_pretence", "B", "A", "", "a"): F(1, 2),
                ("exposure_pretence", "B", "A", "a", "a"): 0,
                ("trust", "B", "A"): F(1, 5),
            },
        ),
        Case(
            "a guarantee against half: (1/2 - 1/3)/(2 + 1/6)",
            swap_in(2, guarantee={"A": "1/3"}),
            "abab",
            {("trust", "A", "B"): F(1, 13)},
        ),
        Case(
            "a negative bonus by the least share done of its steps",
            with_devices(
                game(step("a", "A", 3, 1), step("b", "B", 3, 1), bonuses=[("ab", (-2, 0))]),
                {"a": {"slices": 2}, "b": {"slices": 4}},
            ),
            "abbbab",
            {
                ("open", "A", "ab"): F(3, 2) + F(3, 4) - F(1, 2) - 4,
                ("open", "A", "abbb"): F(3, 2) + F(9, 4) - 1 - 4,
                ("open", "A", "abbbab"): 0,
                "margin": 0,
            },
        ),
    ]


def third_parties() -> list[Case]:
    gift = game(
        step("g", "C", "3/2", 0, "-1/10", rho=1),
        step("a", "A", -1, 2, "3/10"),
        step("b", "B", 1, -1, "3/10"),
    )
    return [
        Case(
            "third party's gift, repaid by halves",
            with_devices(gift, {"a": {"slices": 2}}),
            "gaab",
            {
                ("exposure", "A", "B", "ga"): 0,
                ("exposure", "A", "C", "ga"): F(1, 2),
                ("exposure", "A", "C", "gaa"): 1,
                ("trust", "A", "C"): F(2, 5),
            },
        ),
        Case(
            "third party's gift, by halves in turn: 1/2 and then 1 - 1/2 of what B gives",
            with_devices(gift, {"a": {"slices": 2}, "b": {"slices": 2}}),
            "gabab",
            {("exposure", "A", "C", "gaba"): F(1, 2), ("trust", "A", "C"): F(1, 4)},
        ),
    ]


def learning() -> list[Case]:
    """A's exposures are 3, 8, 18 against a value of 12: required trust .2, .4, .6."""
    steps = (
        step("x", "A", -3, 100),
        step("p", "B", 0, 0),
        step("y", "A", -5, 0),
        step("q", "B", 0, 0),
        step("z", "A", -10, 0),
        step("r", "B", 30, -1),
    )
    half = {"hazard": F(1, 2)}
    plain = game(*steps, trust={"AB": "3/11"})
    hazards = with_devices(plain, {"p": half, "q": half})
    trust = {("trust", "A", "B"): F(3, 11), "lack": 0}
    split = {"hazard": F(1, 2), "slices": 2}
    return [
        Case("learning between three thresholds", hazards, "xpyqzr", trust),
        Case("nothing learnt", with_devices(plain), "xpyqzr", {("trust", "A", "B"): F(3, 5)}),
        Case(
            "each slice is a move: odds .25, (2/3)/4, (3/2)/16",
            with_devices(plain, {"p": split, "q": split}),
            "xppyqqzr",
            {("trust", "A", "B"): F(1, 5), "lack": 0},
        ),
        Case(
            "what stands has been learnt from: odds (2/3)/2, (3/2)/4",
            replace(hazards, done=frozenset("xp")),
            "yqzr",
            trust,
        ),
        Case(
            "a hazard of 1 leaves no doubt",
            with_devices(plain, {"p": {"hazard": F(1)}}),
            "xpyqzr",
            {("trust", "A", "B"): F(1, 5)},
        ),
    ]


CASES = [
    *alternating(),
    *reversible_in(1),
    *reversible_in(3),
    *hidden_in_slices(),
    *third_parties(),
    *learning(),
]


class Reading:
    """Reads off the twin what a case calls by its keys; states are the letters done so far."""

    def __init__(self, case: Case) -> None:
        self.game, self.order = case.game, one_by_one(case.order)
        self.package = case.game.done | frozenset(case.order)
        assert self.order in set(orders(self.game, self.package))
        self.judgement = judge(self.game, self.package, self.order)

    def of(self, key: Any) -> object:
        if key == "end_holds":
            return end_holds(self.game, self.package)
        if isinstance(key, str):
            return getattr(self.judgement, key)
        kind, *rest = key
        return getattr(self, f"_{kind}")(*rest)

    def _state(self, letters: str) -> State:
        return state_of(self.game, Counter(letters))

    def _bond(self, i: str) -> object:
        return self.judgement.bond[i]

    def _trust(self, i: str, j: str) -> object:
        return self.judgement.trust[i, j]

    def _open(self, i: str, letters: str) -> object:
        return temptation_open(self.game, i, self.package, self._state(letters))

    def _pretence(self, i: str, letters: str, name: str) -> object:
        state = self._state(letters)
        saved = saved_by_pretence(self.game, i, state, name)
        return temptation_hidden(self.game, i, self.package, state, name, saved)

    def _relapse(self, i: str, letters: str, name: str) -> object:
        state = self._state(letters)
        saved = saved_by_relapse(self.game, i, state, name)
        return temptation_hidden(self.game, i, self.package, state, name, saved)

    def _exposure(self, i: str, j: str, letters: str) -> object:
        return exposure_state(self.game, i, j, self._state(letters))

    def _exposure_pretence(self, i: str, j: str, letters: str, name: str) -> object:
        return exposure_pretence(self.game, i, j, self.package, self._state(letters), name)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_known_answers(case: Case) -> None:
    reading = Reading(case)
    assert {key: reading.of(key) for key in case.expect} == dict(case.expect)


@pytest.mark.parametrize("case", oracles.CASES, ids=lambda case: case.name)
def test_without_devices_it_is_the_reference(case: oracles.Case) -> None:
    lifted = with_devices(case.game)
    for package in reference.packages(case.game):
        assert_same(lifted, case.game, package)
    assert counts(lifted) == reference.counts(case.game)


def assert_same(lifted: Game, plain: reference.Game, package: Done) -> None:
    for order in reference.orders(plain, package):
        mine, its = (
            judge(lifted, package, one_by_one("".join(order))),
            reference.judge(plain, order),
        )
        for name in ("margin", "share", "bond", "trust", "lack", "trust_key", "verdict"):
            assert getattr(mine, name) == getattr(its, name)
        assert end_holds(lifted, package) == its.end_holds
    order, _, ties = reference.best(plain, package)
    chosen = found(lifted, package)
    assert (chosen.order, chosen.ties) == (one_by_one("".join(order)), ties)


def test_without_devices_it_is_the_reference_on_random_games() -> None:
    for rng in draws(1, 60):
        drawn = random_device_game(rng, 3, ())
        for package in packages(drawn):
            assert_same(drawn, drawn, package)
        assert counts(drawn) == reference.counts(drawn)


# --------------------------------------------------------------------------------------------
# Slices


@pytest.mark.parametrize(
    ("v", "p", "slices"), [("3", "1/10", 5), ("3", "1/3", 1), ("3", "1/4", 2), ("5", "1/20", 5)]
)
def test_slices_that_trust_takes(v: str, p: str, slices: int) -> None:
    """n >= c (1 - p)/(p (v - c)), where a penalty of the bond of one piece turns the other key."""
    assert slices == ceil((1 - F(p)) / (F(p) * (F(v) - 1)))
    swap = swap_in(1, v, penalty={"B": 1}, trust={"AB": p, "BA": 0})
    loose = replace(swap, steps=tuple(replace(k, slices=None) for k in swap.steps))
    assert smallest_slices(loose, AB, 6) == slices
    assert [k.slices for k in settled(loose, AB, 6).steps] == [slices] * 2
    chosen = found(sliced(loose, slices))
    assert chosen.judgement.verdict == "holds"
    # The first gift is A's, since it may be trusted with nothing. B may be a slice behind.
    assert chosen.order[0] == ("a",)


def test_no_number_of_slices_will_do() -> None:
    swap = swap_in(1)
    loose = replace(swap, steps=tuple(replace(k, slices=None) for k in swap.steps))
    assert smallest_slices(loose, AB, 4) is None
    assert [k.slices for k in settled(loose, AB, 4).steps] == [1, 1]
    assert counts(loose) == counts(swap)
    with pytest.raises(ValueError, match="not settled"):
        best(loose, AB)


def test_prerequisites_ask_for_the_whole_step() -> None:
    swap = swap_in(2)
    b = replace(swap.steps[1], after=("a",))
    bound = replace(swap, steps=(swap.steps[0], b))
    assert list(orders(bound, AB)) == [one_by_one("aabb")]
    assert list(orders(swap, AB, (), [("a", "b")])) == [one_by_one("aabb")]
    assert len(list(orders(swap, AB))) == 6
    assert next(orders(swap, AB)) == one_by_one("aabb")


def test_a_step_sets_numbers_once_it_is_whole() -> None:
    inspectors = replace(
        step("a", "A", 0, 1), sets={"steps.b.detection": F(1), "parties.A.guarantee": F(2)}
    )
    drawn = with_devices(game(inspectors, step("b", "B", 3, -1, q="1/2")), {"a": {"slices": 2}})
    halfway, complete = (at(drawn, state_of(drawn, {"a": n})) for n in (1, 2))
    assert (halfway.steps[1].detection, dict(halfway.guarantee)) == (F(1, 2), {})
    assert (complete.steps[1].detection, complete.guarantee["A"]) == (F(1), F(2))


def test_slices_are_never_worse() -> None:
    """With no deal <= 0, the default fallback, and steps that set nothing.

    A step done in slices one right after the other visits mixtures of the states before and after
    it, and what it asks for is a mixture too, or less. For trust the package must be worth at
    least 0 to everyone: below that a pretence on a step that hurts would expose by parts.
    """
    seen: Counter[str] = Counter()
    for rng in draws(2, 120):
        drawn = calm(random_device_game(rng, 3, ("slices", "hazard")))
        pieces = {k.name: k.slices or 1 for k in drawn.steps}
        one_piece = replace(drawn, steps=tuple(replace(k, slices=1) for k in drawn.steps))
        package = everything(drawn)
        if package not in packages(drawn):
            continue
        worthwhile = reference.signable(drawn, package)
        for order in orders(one_piece, package):
            in_slices = tuple(move for move in order for _ in range(pieces[move[0]]))
            new, old = judge(drawn, package, in_slices), judge(one_piece, package, order)
            assert up(new.share) <= up(old.share)
            assert all(up(new.bond[i]) <= up(old.bond[i]) for i in old.bond)
            if worthwhile:
                assert all(up(new.trust[pair]) <= up(old.trust[pair]) for pair in old.trust)
        if worthwhile:
            new, old = found(drawn).judgement, found(one_piece).judgement
            assert new.rank <= old.rank
            seen["better"] += new.rank < old.rank
    assert seen["better"] > 8


def calm(drawn: Game) -> Game:
    return replace(
        drawn,
        no_deal={i: min(n, F(0)) for i, n in drawn.no_deal.items()},
        fallback={},
        steps=tuple(replace(k, sets={}) for k in drawn.steps),
    )


def test_slices_can_hurt_where_the_fallback_is_below_no_deal() -> None:
    """A half gift is enough to lose the good alternative, and it has not yet been paid for."""
    plain = game(step("w", "A", 3, 3), no_deal={"B": 2}, trust={"BA": 0})
    whole, halves = with_devices(plain), with_devices(plain, {"w": {"slices": 2}})
    assert found(whole).judgement.verdict == "holds"
    assert found(halves).judgement.trust["B", "A"] == F(1, 2) / (1 + F(1, 2))


# --------------------------------------------------------------------------------------------
# Escrowed swaps


def with_swap(drawn: Game, **cost: str) -> Game:
    return replace(drawn, escrows=(Escrow(AB, {i: F(c) for i, c in cost.items()}),))


def test_an_escrowed_swap_needs_neither_bond_nor_trust() -> None:
    swap = with_swap(swap_in(1), A="1/5")
    chosen = found(swap)
    assert (chosen.order, chosen.used, chosen.ties) == ((("a", "b"),), (0,), 1)
    judgement = chosen.judgement
    assert (judgement.verdict, judgement.margin, judgement.share) == ("holds", F(0), F(0))
    assert set(judgement.trust.values()) == {F(0)}
    used = with_escrows(swap, (0,))
    assert [value(used, i, AB) for i in "AB"] == [F(9, 5), 2]
    assert [reference.gross(used, i, AB) for i in "AB"] == [3, 3]
    assert counts(swap) == {"packages": 3, "signable": 1, "holds": 1, "incentive": 1, "trust": 1}


def test_the_cost_of_an_escrow_never_comes_back() -> None:
    """Reversible halves: B leaves with 3/4 and has 1/5 less; with nothing done it loses 2 - 1/5."""
    plain = game(*swap_steps(3, rho=1, head="1/4"))
    swap = with_swap(with_devices(plain), B="1/5")
    used = with_escrows(swap, (0,))
    assert temptation_open(used, "B", AB, state_of(used, "ab")) == F(3, 4) - F(1, 5) - F(9, 5)
    assert temptation_open(used, "B", AB, state_of(used, "")) == F(-9, 5)
    assert exposure_state(used, "B", "A", state_of(used, "ab")) == F(1, 4) + F(1, 5)


def test_no_pretence_in_an_escrowed_swap() -> None:
    swap = with_swap(with_devices(game(*swap_steps(3, q=0))))
    chosen = found(swap)
    assert (chosen.used, chosen.judgement.verdict) == ((0,), "holds")
    assert judge(swap, AB, one_by_one("ab")).share is None


def test_an_escrow_is_used_only_where_it_helps() -> None:
    """All orders hold: ties count them all; the larger Nash product wins, then fewest escrows."""
    for cost in ("1/5", "0"):
        swap = with_swap(swap_in(1, penalty={"A": 1, "B": 1}), A=cost)
        chosen = found(swap)
        assert (chosen.used, chosen.order, chosen.ties) == ((), one_by_one("ab"), 3)


def test_only_escrows_that_leave_a_package_signable() -> None:
    dear = with_swap(swap_in(1), A="5/2")
    assert usable(dear, AB) == [()]
    assert counts(dear)["holds"] == 0
    # a package that is not signable anyway may use any
    assert usable(replace(dear, no_deal={"A": F(3)}), AB) == [(), (0,)]
    home = Ratifier("home", "A", floor=F(2))
    assert usable(replace(with_swap(swap_in(1), A="1/5"), ratifiers=(home,)), AB) == [()]


def test_sets_of_escrows() -> None:
    steps = tuple(step(name, "A", 1, 1) for name in "abcde")
    drawn = replace(
        with_devices(game(*steps)),
        escrows=tuple(Escrow(frozenset(names)) for names in ("de", "ab", "bc")),
    )
    abcde = everything(drawn)
    assert usable(drawn, abcde) == [(), (0,), (1,), (2,), (0, 1), (0, 2)]
    assert usable(drawn, frozenset("abc")) == [(), (1,), (2,)]
    assert usable(replace(drawn, done=frozenset("c")), abcde) == [(), (0,), (1,), (0, 1)]
    # a move stands in the file's order where its first step does
    assert next(orders(drawn, abcde, (0, 2))) == (("a",), ("b", "c"), ("d", "e"))


def test_what_comes_before_a_member_comes_before_the_swap() -> None:
    a, b = swap_in(1).steps
    bound = with_swap(replace(swap_in(1), steps=(a, replace(b, after=("a",)))))
    assert list(orders(bound, AB, (0,))) == []
    assert found(bound).used == ()


def test_slices_within_a_swap_are_one_move() -> None:
    drawn = with_swap(swap_in(3))
    drawn = replace(drawn, steps=tuple(replace(k, hazard=F(1, 2)) for k in drawn.steps))
    assert list(orders(drawn, AB, (0,))) == [(("a", "b"),)]
    used = with_escrows(drawn, (0,))
    assert survived(used, "A", state_of(used, "ab")) == F(1, 2)
    assert survived(drawn, "A", state_of(drawn, "ab")) == F(1, 8)


# --------------------------------------------------------------------------------------------
# On the way


def test_ledgers_forbid_states() -> None:
    three = game(step("a", "A", 1, 1), step("b", "B", 1, 1))
    devices: dict[str, dict[str, Any]] = {
        "a": {"changes": {"x": F(-1)}, "slices": 2},
        "b": {"changes": {"x": F(1)}},
    }
    drawn = with_devices(three, devices)

    def lawful(**bounds: Fraction) -> list[str]:
        bounded = replace(drawn, ledgers=(Ledger("x", **bounds),))
        return ["".join(name for (name,) in order) for order in orders(bounded, AB)]

    assert lawful() == ["aab", "aba", "baa"]
    assert lawful(floor=F(-1, 2)) == ["aba", "baa"]
    assert lawful(floor=F(-1, 2), cap=F(3, 4)) == ["aba"]
    assert lawful(floor=F(-1, 4)) == ["baa"]
    assert lawful(start=F(1), floor=F(1), cap=F(3, 2)) == []
    assert lawful(start=F(1), cap=F(1, 2)) == []  # the start counts
    assert best(replace(drawn, ledgers=(Ledger("x", cap=F(-1)),)), AB) is None
    # packages stay what they are, whether or not an order is allowed
    blocked = replace(drawn, ledgers=(Ledger("x", cap=F(-1)),))
    assert counts(blocked) == {**dict.fromkeys(counts(drawn), 0), "packages": 3, "signable": 3}


def test_ratifiers_on_the_way() -> None:
    swap = swap_in(2)
    home = Ratifier("home", "A", value={"b": F(1)}, no_deal=F(-1, 2), floor_on_the_way=F(0))
    own = replace(swap, ratifiers=(home,))  # -1/2 a slice of a, +1/2 a slice of b, from 1/2
    assert signable(own, AB)
    assert not signable(replace(own, ratifiers=(replace(home, floor=F(1)),)), AB)
    assert one_by_one("aabb") not in set(orders(own, AB))
    assert one_by_one("abab") in set(orders(own, AB))
    lost = replace(own, ratifiers=(replace(home, no_deal=F(1, 2)),))
    assert list(orders(lost, AB)) == []  # below its floor before anything is done
    bonus = (frozenset("a"), {"A": F(5)})
    cheered = replace(own, bonuses=(bonus,), ratifiers=(replace(home, no_deal=F(0)),))
    assert {"".join(m for (m,) in o) for o in orders(cheered, AB)} == {"baba", "baab", "bbaa"}


def test_windows() -> None:
    two = game(step("a", "A", 1, 1), step("b", "B", 1, 1))

    def lawful(a: Mapping[str, Any], b: Mapping[str, Any]) -> list[Order]:
        return list(orders(with_devices(two, {"a": a, "b": b}), AB))

    assert lawful({}, {"closes": F(1)}) == [one_by_one("ba")]
    assert lawful({}, {"closes": F(2)}) == [one_by_one("ab"), one_by_one("ba")]
    assert lawful({"phases": F(3, 2)}, {"closes": F(2)}) == [one_by_one("ba")]
    assert lawful({"closes": F(1)}, {"closes": F(1)}) == []
    assert lawful({"opens": F(5)}, {"closes": F(2)}) == [one_by_one("ba")]
    # a waits until 5 and ends at 6, then b has to wait for nothing
    assert len(lawful({"opens": F(5), "closes": F(6)}, {"opens": F(3), "closes": F(7)})) == 2
    assert lawful({"opens": F(5), "closes": F(6)}, {"closes": F(6)}) == [one_by_one("ba")]
    # each slice takes its part; nothing can be waited for in the past
    assert lawful({"slices": 2, "closes": F(3, 2)}, {"phases": F(1, 2)})[1:] == [
        one_by_one("aba"),
        one_by_one("baa"),
    ]


def span(name: str, start: int | Fraction, end: int | Fraction) -> dict[str, tuple[F, F]]:
    return {name: (F(start), F(end))}


def test_windows_of_an_escrowed_swap() -> None:
    two = game(step("a", "A", 1, 1), step("b", "B", 1, 1), step("c", "A", 1, 1))
    devices = {
        "a": {"phases": F(2), "closes": F(3)},
        "b": {"phases": F(1, 2), "opens": F(1), "closes": F(2)},
        "c": {"closes": F(4)},
    }
    drawn = replace(with_devices(two, devices), escrows=(Escrow(AB),))
    # both start at 1, when b may: a ends at 3, b at 3/2; then c from 3 on
    assert list(orders(drawn, frozenset("abc"), (0,))) == [
        (("a", "b"), ("c",)),
        (("c",), ("a", "b")),
    ]
    assert calendar(drawn, frozenset("abc"), (("a", "b"), ("c",)), (0,)) == (
        Group(
            (("a", "b"), ("c",)),
            F(0),
            F(3),
            span("a", 1, 3) | span("b", 1, F(3, 2)) | span("c", 0, 1),
        ),
    )


# --------------------------------------------------------------------------------------------
# Learning


def test_learning() -> None:
    half = F(1, 2)
    odds = [(F(1, 5), F(1)), (F(2, 5), half), (F(3, 5), half * half)]
    priors = [required_prior(1 - t, t, chance) for t, chance in odds]
    assert priors == [F(1, 5), F(1, 4), F(3, 11)]
    assert learnt(F(3, 10), F(4, 5) * half) == F(15, 29)
    assert required_prior(F(-1), F(1), F(1, 8)) is None
    assert required_prior(F(-1), F(0), F(1)) == 0
    assert required_prior(F(0), F(1), F(1, 8)) == 1
    assert required_prior(F(0), F(1), F(0)) == 0


def test_required_prior_is_when_what_is_learnt_suffices() -> None:
    for rng in draws(3, 200):
        deal, exposure = F(rng.randint(0, 8), 4), F(rng.randint(1, 8), 4)
        chance, prior = F(rng.randint(1, 4), 4), F(rng.randint(0, 8), 8)
        required = required_prior(deal, exposure, chance)
        assert required is not None
        enough = learnt(prior, chance) >= exposure / (deal + exposure)
        assert enough == (prior >= required)


def test_chance_of_completion() -> None:
    hazards = {
        name: {"hazard": F(h)} for name, h in zip("abc", ("1/10", "1/5", "3/10"), strict=True)
    }
    steps = [step(name, "B", 1, 0, 0) for name in "abc"]
    drawn = with_devices(game(*steps, trust={"AB": "2/5", "CB": 1}), hazards)
    abc = everything(drawn)
    assert completion(drawn, abc) == {"A": F("0.7024"), "B": 1, "C": 1}
    # after a: (.4 + .6 (.504))/(.4 + .6 (.9))
    assert completion(replace(drawn, done=frozenset("a")), abc)["A"] == F("0.7024") / F("0.94")
    joint = replace(drawn, steps=tuple(replace(k, by=("B", "C")) for k in drawn.steps))
    assert completion(joint, abc)["A"] == F("0.7024") * (F(1, 2) + F(1, 2) * F("0.504"))


# --------------------------------------------------------------------------------------------
# Standing


def test_an_agreement_under_way() -> None:
    swap = replace(swap_in(2), done=frozenset("a"))
    assert [sorted(p) for p in packages(swap)] == [["a"], ["a", "b"]]
    chosen = found(swap)
    assert (chosen.order, chosen.ties) == (one_by_one("bb"), 1)
    assert (chosen.judgement.bond["B"], chosen.judgement.trust["A", "B"]) == (F(1), F(1, 3))
    assert visited(swap, chosen.order) == [(2, 0), (2, 1), (2, 2)]
    assert counts(swap) == {"packages": 2, "signable": 1, "holds": 0, "incentive": 0, "trust": 1}
    assert best(swap, frozenset("b")) is None
    stay = found(swap, frozenset("a"))
    assert (stay.order, stay.ties) == ((), 1)


def test_a_better_alternative_is_gone_once_it_has_begun() -> None:
    gone = replace(swap_in(1, no_deal={"A": 1}), done=frozenset("b"))
    there = replace(gone, done=frozenset())
    assert judge(gone, AB, one_by_one("a")).bond["A"] == 1
    assert temptation_open(there, "A", AB, state_of(there, "")) == -1
    assert temptation_open(gone, "A", AB, state_of(gone, "b")) == 1


def test_what_stands_judges_a_part_of_the_places() -> None:
    seen: Counter[str] = Counter()
    for rng in draws(4, 60):
        drawn = random_device_game(rng, 3, ("slices", "hazard", "ledger", "standing"))
        fresh = replace(drawn, done=frozenset())
        for package in packages(drawn):
            through = state_of(drawn, drawn.done)
            for order in orders(fresh, package):
                states = visited(fresh, order)
                if through not in states:
                    continue
                rest = order[states.index(through) :]
                assert rest in set(orders(drawn, package))
                part, full = judge(drawn, package, rest), judge(fresh, package, order)
                assert up(part.share) <= up(full.share)
                assert all(up(part.trust[pair]) <= up(full.trust[pair]) for pair in full.trust)
                seen["orders"] += 1
    assert seen["orders"] > 100


# --------------------------------------------------------------------------------------------
# Calendar


def test_calendar_of_steps_that_need_nothing() -> None:
    plain = game(*(step(name, "AB", 1, 1) for name in "abcd"))
    devices: dict[str, dict[str, Any]] = {"c": {"phases": F(3)}, "d": {"slices": 2}}
    drawn = with_devices(plain, devices)
    order = one_by_one("abcdd")
    groups = calendar(drawn, everything(drawn), order)
    # two slices of d are not side by side: the last waits for the longest, c
    assert [(len(g.moves), g.start, g.end) for g in groups] == [
        (4, F(0), F(3)),
        (1, F(3), F(7, 2)),
    ]
    assert groups[0].times == (
        span("a", 0, 1) | span("b", 0, 1) | span("c", 0, 3) | span("d", 0, F(1, 2))
    )


@pytest.mark.parametrize(
    ("penalty", "trust", "sizes"),
    [
        pytest.param({}, {}, [2, 2], id="none kept: no larger share is asked for"),
        pytest.param({"A": 1, "B": 1}, {}, [2, 2], id="two slices of one step stay apart"),
        pytest.param({"B": "1/2"}, {}, [2, 1, 1], id="only the last gifts tempt"),
        pytest.param({"B": "1/2"}, {"BA": 0}, [1, 1, 1, 1], id="B never gives first"),
        pytest.param({"B": 1}, {"BA": 0}, [1, 2, 1], id="B may be two slices behind"),
    ],
)
def test_calendar_of_a_swap(
    penalty: dict[str, str], trust: dict[str, str], sizes: list[int]
) -> None:
    """Side by side, the halves of a swap are as bad as the worse of their serial orders."""
    swap, order = swap_in(2, penalty=penalty, trust=trust), one_by_one("abab")
    groups = calendar(swap, AB, order)
    assert [len(g.moves) for g in groups] == sizes
    for group in groups:
        assert_any_order_will_do(swap, AB, order, (), group, groups)


def test_calendar_of_an_empty_order_and_of_windows() -> None:
    plain = game(step("a", "A", 1, 1), step("b", "B", 1, 1))
    assert calendar(with_devices(plain), frozenset(), ()) == ()
    drawn = with_devices(plain, {"b": {"opens": F(4)}})
    (group,) = calendar(drawn, AB, one_by_one("ab"))
    assert (group.start, group.end) == (F(0), F(5))
    assert group.times == span("a", 0, 1) | span("b", 4, 5)
    first = replace(drawn, steps=(drawn.steps[0], replace(drawn.steps[1], after=("a",))))
    assert len(calendar(first, AB, one_by_one("ab"))) == 2
    assert len(calendar(drawn, AB, one_by_one("ab"), (), [("a", "b")])) == 2
    crowded = replace(
        with_devices(plain, {name: {"changes": {"x": F(1)}} for name in "ab"}),
        ledgers=(Ledger("x", cap=F(2)),),
    )
    assert len(calendar(crowded, AB, one_by_one("ab"))) == 1


def assert_any_order_will_do(
    drawn: Game,
    package: Done,
    order: Order,
    used: Used,
    group: Group,
    groups: tuple[Group, ...],
) -> None:
    ahead = groups[: groups.index(group)]
    begin = sum(len(g.moves) for g in ahead)
    cost = judge(drawn, package, order, used)
    for moves in permutations(group.moves):
        other = (*order[:begin], *moves, *order[begin + len(moves) :])
        new = judge(drawn, package, other, used)
        assert up(new.share) <= up(cost.share)
        assert new.lack <= cost.lack


def test_calendar_on_random_games() -> None:
    seen: Counter[str] = Counter()
    for rng in draws(5, 80):
        drawn = random_device_game(rng, 3, [d for d in DEVICES if rng.random() < 0.5])
        for package in packages(drawn):
            chosen = best(drawn, package)
            if chosen is None:
                continue
            order, used = chosen.order, chosen.used
            groups = calendar(drawn, package, order, used)
            assert tuple(move for g in groups for move in g.moves) == order
            for group in groups:
                assert_any_order_will_do(drawn, package, order, used, group, groups)
                for name, (_, end) in group.times.items():
                    closes = next(k.closes for k in drawn.steps if k.name == name)
                    assert closes is None or end <= closes
                seen["side by side"] += len(group.moves) > 1
            seen["alone"] += len(groups) == len(order) > 1
    assert min(seen["side by side"], seen["alone"]) > 30


# --------------------------------------------------------------------------------------------
# All devices together


def test_incentive_key_is_no_profitable_plan() -> None:
    """Whatever one party does, several times over, on any order, with any escrows."""
    seen: Counter[str] = Counter()
    for rng in draws(6, 60):
        drawn = random_device_game(rng, 3, [d for d in DEVICES if rng.random() < 0.6])
        for package in packages(drawn):
            for used in usable(drawn, package):
                lawful = list(orders(drawn, package, used))
                for order in rng.sample(lawful, min(3, len(lawful))):
                    judgement = judge(drawn, package, order, used)
                    gains = largest_gain(drawn, order, used)
                    assert {i: g > 0 for i, g in gains.items()} == {
                        i: bond != 0 for i, bond in judgement.bond.items()
                    }
                    assert judgement.incentive_key == (max(gains.values()) == 0)
                    seen["pays" if max(gains.values()) > 0 else "keeps"] += 1
                    seen["escrow"] += bool(used)
                    seen["slices"] += len(order) > len({m for move in order for m in move})
    assert min(seen["pays"], seen["keeps"], seen["slices"]) > 80
    assert seen["escrow"] > 15


def test_what_is_forbidden_is_never_better_and_what_is_offered_never_worse() -> None:
    seen: Counter[str] = Counter()
    for rng in draws(7, 50):
        devices = [d for d in DEVICES if d == "escrow" or rng.random() < 0.5]
        drawn = random_device_game(rng, 3, devices, signed=rng.random() < 0.5)
        free = replace(
            drawn,
            ledgers=(),
            ratifiers=tuple(replace(r, floor_on_the_way=None) for r in drawn.ratifiers),
            steps=tuple(replace(k, opens=None, closes=None) for k in drawn.steps),
        )
        plain = replace(drawn, escrows=())
        for package in packages(drawn):
            ranks = [rank_of(best(g, package)) for g in (free, drawn, plain)]
            assert ranks == sorted(ranks)
            seen["forbidden"] += ranks[0] < ranks[1]
            seen["none"] += ranks[1] == (INFINITE,)
            seen["escrow"] += ranks[1] < ranks[2]
        numbers = [counts(g) for g in (free, drawn, plain)]
        for more, fewer in (numbers[:2], numbers[1:]):
            assert all(more[key] >= fewer[key] for key in more)
    assert min(seen["forbidden"], seen["none"]) > 20
    assert seen["escrow"] > 3


def rank_of(chosen: Best | None) -> tuple[object, ...]:
    return (INFINITE,) if chosen is None else chosen.judgement.rank


def test_best_is_among_the_orders_and_above_all_others() -> None:
    seen: Counter[str] = Counter()
    for rng in draws(8, 60):
        drawn = random_device_game(rng, 3, [d for d in DEVICES if rng.random() < 0.5])
        for package in packages(drawn):
            judged: dict[tuple[Used, Order], Judgement] = {
                (used, order): judge(drawn, package, order, used)
                for used in usable(drawn, package)
                for order in orders(drawn, package, used)
            }
            chosen = best(drawn, package)
            assert (chosen is None) == (not judged)
            if chosen is None:
                continue
            assert judged[chosen.used, chosen.order] == chosen.judgement
            least = min(j.rank for j in judged.values())
            assert chosen.judgement.rank == least
            assert chosen.ties == sum(j.rank == least for j in judged.values())
            seen[chosen.judgement.verdict] += 1
    assert set(seen) == set(VERDICTS)


def test_bond_front() -> None:
    assert bond_front(swap_in(1), AB) == {(0, 1), (1, 0)}
    assert bond_front(swap_in(2), AB) == {(0, F(1, 2)), (F(1, 2), 0)}
    seen: Counter[str] = Counter()
    for rng in draws(9, 40):
        drawn = random_device_game(rng, 3, ("slices", "escrow"), signed=True)
        bare = tuple(replace(k, reversible=F(0), sets={}) for k in drawn.steps)
        drawn = replace(drawn, steps=bare, penalty={}, no_deal={}, fallback={})
        for package in packages(drawn):
            front = bond_front(drawn, package)
            bonds = [judge(drawn, package, o).bond for o in orders(drawn, package)]
            vectors = [tuple(up(b[i]) for i in drawn.parties) for b in bonds]
            assert front <= set(vectors)
            assert all(any(reference.below(f, v) for f in front) for v in vectors)
            seen["several"] += len(front) > 1
    assert seen["several"] > 15


# --------------------------------------------------------------------------------------------
# Random games and their scenarios


def test_random_games_have_their_devices_and_no_others() -> None:
    seen: Counter[str] = Counter()
    for rng in draws(10, 60):
        devices = [d for d in DEVICES if rng.random() < 0.5]
        drawn = random_device_game(rng, 4, devices)
        has = {
            "slices": any(k.slices != 1 for k in drawn.steps),
            "escrow": bool(drawn.escrows),
            "ledger": bool(drawn.ledgers),
            "floor": bool(drawn.ratifiers),
            "window": any((k.opens, k.closes) != (None, None) for k in drawn.steps),
            "hazard": any(k.hazard for k in drawn.steps),
            "standing": bool(drawn.done),
        }
        for device, there in has.items():
            assert device in devices or not there
            seen[device] += there
        assert drawn.done in reference.packages(drawn)
    assert all(seen[device] > 15 for device in DEVICES)
    with pytest.raises(ValueError, match="no such devices"):
        random_device_game(next(draws(0)), 2, ("slice",))


def test_scenarios_of_random_games() -> None:
    for rng in draws(11, 30):
        drawn = random_device_game(rng, 4, DEVICES)
        scenario = to_scenario(drawn)
        for k, own in zip(scenario.steps, drawn.steps, strict=True):
            assert (k.slices, F(k.hazard.point), F(k.phases.point)) == (
                own.slices,
                own.hazard,
                own.phases,
            )
            assert {name: float(c) for name, c in k.changes.items()} == own.changes
            first, last = (k.window.first, k.window.last) if k.window else (None, None)
            assert [None if d is None else (d - START).days for d in (first, last)] == [
                own.opens,
                own.closes,
            ]
        assert sum(len(party.home) for party in scenario.parties) == len(drawn.ratifiers)
        assert [frozenset(e.steps) for e in scenario.escrow] == [e.steps for e in drawn.escrows]
        assert frozenset(scenario.standing.done if scenario.standing else ()) == drawn.done
        assert [(w.id, F(w.start.point)) for w in scenario.ledgers] == [
            (w.name, w.start) for w in drawn.ledgers
        ]


def test_own_costs_are_what_slices_save() -> None:
    swap = swap_in(4)
    state = state_of(swap, {"a": 1})
    assert after(swap, state, ("a",)) == state_of(swap, {"a": 2})
    assert saved_by_pretence(swap, "A", state, "a") == own_cost(swap.steps[0], "A") * F(3, 4)
    assert place_state(swap, AB, state).needs["A"] == F(-1, 4)
