"""The plain twin of roadmap devices gives every known answer, and keeps what is promised.

The random trials are seeded and exact; each test counts what it has seen, so that none of them
can pass for want of examples.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from math import ceil
from typing import Any

import pytest

from generators.random_devices import random_device_game
from generators.random_games import draws
from references import reference
from references import roadmap_oracles as oracles
from references.device_calendar import Group, any_order_will_do, calendar
from references.device_oracles import CASES, Case, everything, found, one_by_one, swap_in
from references.device_reference import (
    best,
    bond_front,
    completion,
    counts,
    end_holds,
    exposure_pretence,
    exposure_state,
    judge,
    learnt,
    place_state,
    required_prior,
    saved_by_pretence,
    saved_by_relapse,
    settled,
    sliced,
    smallest_slices,
    survived,
    temptation_hidden,
    temptation_open,
    usable,
)
from references.device_states import (
    Escrow,
    Game,
    Ledger,
    Order,
    Ratifier,
    State,
    after,
    at,
    orders,
    packages,
    signable,
    state_of,
    visited,
    with_devices,
    with_escrows,
)
from references.reference import Done, own_cost, value
from references.roadmap_oracles import game, step, swap_steps

pytestmark = pytest.mark.slow

F = Fraction
AB = frozenset("ab")


# --------------------------------------------------------------------------------------------
# Known answers


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


def test_slices_can_hurt_where_the_fallback_is_below_no_deal() -> None:
    """A half gift is enough to lose the good alternative, and it has not yet been paid for."""
    plain = game(step("w", "A", 3, 3), no_deal={"B": 2}, trust={"BA": 0})
    whole, halves = with_devices(plain), with_devices(plain, {"w": {"slices": 2}})
    assert found(whole).judgement.verdict == "holds"
    assert found(halves).judgement.trust["B", "A"] == F(1, 2) / (1 + F(1, 2))


def test_slices_can_hurt_where_the_whole_step_sets_what_deters() -> None:
    """Nine tenths of the gift are worth leaving with, as long as they bind nobody yet."""
    give, pay = swap_steps(3)
    plain = game(replace(give, sets={"parties.B.breach_penalty": F(1)}), replace(pay, after=("a",)))
    whole, tenths = with_devices(plain), with_devices(plain, {"a": {"slices": 10}})
    assert found(whole).judgement.verdict == "holds"
    assert found(tenths).judgement.bond["B"] == F(27, 10) - 2


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


def test_which_escrow_of_two() -> None:
    """Neither is needed for the other: the larger Nash product, then the file's order."""
    dear, cheap = (Escrow(AB, {"A": F(cost)}) for cost in ("1/5", "1/10"))
    for escrows, used in (((dear, cheap), (1,)), ((cheap, dear), (0,)), ((cheap, cheap), (0,))):
        chosen = found(replace(swap_in(1), escrows=escrows))
        assert (chosen.used, chosen.ties) == (used, 2)


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


def test_calendar_has_the_longest_groups_first() -> None:
    a, b, c = (step(name, "AB", 1, 1) for name in "abc")
    drawn = with_devices(game(a, b, replace(c, after=("a",))))
    groups = calendar(drawn, everything(drawn), one_by_one("abc"))
    assert [g.moves for g in groups] == [one_by_one("ab"), one_by_one("c")]


def test_calendar_keeps_within_what_is_allowed() -> None:
    """b lowers what a has raised, and must not be done before it."""
    plain = game(step("a", "AB", 1, 1), step("b", "AB", 1, 1))
    drawn = with_devices(plain, {"a": {"changes": {"x": F(1)}}, "b": {"changes": {"x": F(-1)}}})
    bounded = replace(drawn, ledgers=(Ledger("x", floor=F(0)),))
    assert len(calendar(drawn, AB, one_by_one("ab"))) == 1
    assert len(calendar(bounded, AB, one_by_one("ab"))) == 2


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
    assert any_order_will_do(swap, AB, order, (), groups)


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


def test_bond_front() -> None:
    assert bond_front(swap_in(1), AB) == {(0, 1), (1, 0)}
    assert bond_front(swap_in(2), AB) == {(0, F(1, 2)), (F(1, 2), 0)}


def test_own_costs_are_what_slices_save() -> None:
    swap = swap_in(4)
    state = state_of(swap, {"a": 1})
    assert after(swap, state, ("a",)) == state_of(swap, {"a": 2})
    assert saved_by_pretence(swap, "A", state, "a") == own_cost(swap.steps[0], "A") * F(3, 4)
    assert place_state(swap, AB, state).needs["A"] == F(-1, 4)
