"""Known answers for roadmaps with devices, as a table.

They follow by hand from those in `roadmap_oracles`: what is done in n parts has an nth of the
exit value of the whole at each part. The keys of ``expect`` are attributes of the judgement of the
order, ``"end_holds"``, and

============================================  =================================================
``("bond", i)``, ``("trust", i, j)``          required bond; required prior trust of i in j
``("open", i, done)``                         temptation to break openly
``("pretence", i, done, step)``,              temptation to cheat on what is due of a step, or
``("relapse", i, done, step)``                on what is done of it
``("exposure", i, j, done)``                  of i to j at a state
``("exposure_pretence", i, j, done, step)``   of i to j's pretence on what is due of a step
============================================  =================================================

An order is the letters of its steps, one for each slice, and so is ``done``, in any order.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Final

from references.device_reference import Best, best
from references.device_states import Game, Order, with_devices
from references.reference import Done
from references.roadmap_oracles import game, step, swap_steps

F = Fraction


def one_by_one(names: str) -> Order:
    return tuple((name,) for name in names)


def everything(drawn: Game) -> Done:
    return frozenset(k.name for k in drawn.steps)


def found(drawn: Game, package: Done | None = None) -> Best:
    """Return the best order of a package, mostly of all steps, which must have one."""
    result = best(drawn, everything(drawn) if package is None else package)
    assert result is not None
    return result


@dataclass(frozen=True)
class Case:
    """A game, an order of it, and what is known: see the top of this module."""

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


CASES: Final = (
    *alternating(),
    *reversible_in(1),
    *reversible_in(3),
    *hidden_in_slices(),
    *third_parties(),
    *learning(),
)
