"""Known answers for roadmaps, as a table.

Each was derived by hand or computed by an independent script; the reference in rational
arithmetic gives every one of them exactly, and the engine has to, within its tolerance. Whole
steps only.

A case has a game, an order and what is expected. Without an order, the case is about the best
order of the package of all steps. The keys of ``expect`` are:

============================================  =================================================
``"margin"``, ``"share"``, ``"verdict"``,     of the order; a share is None where infinite
``"lack"``, ``"end_holds"``
``"best_order"``, ``"ties"``                  of the package, whatever the order of the case
``"benefit"``                                 how soon benefits come, by the order
``"counts"``                                  packages, signable, holds, incentive, trust
``("worth", i)``, ``("value", i)``,           W, V, B of the package
``("gross", i)``
``("bond", i)``, ``("trust", i, j)``          required bond; required trust of i in j
``("temptation", i, done)``                   open, at the set of steps done
``("pretence", i, done, step)``               on the move from ``done``; None: no temptation
``("relapse", i, done, step)``                on a step of ``done``; None: no temptation
``("exit_breaking", i, done)``                exit value of i where it breaks
``("exit_betrayed", i, j, done)``             exit value of i where j breaks
``("exposure", i, j, done)``                  of i to j at a state
``("exposure_pretence", i, j, step)``         of i to j's pretence on a step
``("needs", key)``                            minimal vectors of largest needs over the orders, a
                                              frozenset of tuples by party, None: no need at all
============================================  =================================================

``done`` is a tuple of names. Numbers are Fractions; None is undefined or infinite.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from references.reference import Game, Step

Number = int | str | Fraction
ExpectKey = str | tuple[object, ...]


@dataclass(frozen=True)
class Case:
    """A game with what is known about one of its orders.

    Parameters
    ----------
    name
        Unique; the id of the test.
    source
        Where the answer comes from, or which property it shows.
    game
        The game.
    order
        The order judged; None is the best order of all steps.
    expect
        Expected values, by the keys listed at the top of this module.
    """

    name: str
    source: str
    game: Game
    order: tuple[str, ...] | None
    expect: Mapping[ExpectKey, object]


def exact(number: Number) -> Fraction:
    """Return a number written as 3, "1/3" or "0.1" as a Fraction."""
    return Fraction(number)


def step(
    name: str,
    by: str,
    *values: Number,
    rho: Number = 0,
    head: Number = "1/10",
    q: Number = 1,
    automatic: bool = False,
) -> Step:
    """Return a step whose performers are letters and whose values stand in the order A, B, C."""
    return Step(
        name=name,
        by=tuple(by),
        value={party: exact(v) for party, v in zip("ABC", values, strict=False)},
        reversible=exact(rho),
        automatic=automatic,
        head_start=exact(head),
        detection=exact(q),
    )


def game(
    *steps: Step,
    no_deal: Mapping[str, Number] | None = None,
    fallback: Mapping[str, Number] | None = None,
    penalty: Mapping[str, Number] | None = None,
    guarantee: Mapping[str, Number] | None = None,
    trust: Mapping[str, Number] | None = None,
    bonuses: Sequence[tuple[str, Sequence[Number]]] = (),
) -> Game:
    """Return a game of as many parties as its steps have values.

    ``trust`` maps "AB" to A's trust in B; a bonus is the letters of its steps and the values of
    A, B, C.
    """
    parties = tuple(sorted({party for k in steps for party in k.value}))
    return Game(
        parties=parties,
        steps=steps,
        no_deal=_exact_mapping(no_deal),
        fallback=_exact_mapping(fallback),
        penalty=_exact_mapping(penalty),
        guarantee=_exact_mapping(guarantee),
        trust={(pair[0], pair[1]): exact(p) for pair, p in (trust or {}).items()},
        bonuses=tuple(
            (frozenset(when), {i: exact(v) for i, v in zip(parties, values, strict=True)})
            for when, values in bonuses
        ),
    )


def _exact_mapping(numbers: Mapping[str, Number] | None) -> dict[str, Fraction]:
    return {key: exact(number) for key, number in (numbers or {}).items()}


def swap_steps(
    v: Number, rho: Number = 0, head: Number = "1/10", q: Number = 1
) -> tuple[Step, Step]:
    """Return the two steps of a swap: each party pays 1 and the other gains v."""
    return (
        step("a", "A", -1, v, rho=rho, head=head, q=q),
        step("b", "B", v, -1, rho=rho, head=head, q=q),
    )


F = exact
AB = ("a", "b")
BA = ("b", "a")
ABC = ("a", "b", "c")


def _swaps() -> list[Case]:
    source = "swap: the second mover is tempted by v - (v - 1) = 1 after the first move"
    return [
        Case(
            "swap of 3",
            source,
            game(*swap_steps(3)),
            AB,
            {
                ("bond", "A"): F(0),
                ("bond", "B"): F(1),
                "share": F("1/3"),
                "margin": F("-1/3"),
                ("trust", "A", "B"): F("1/3"),
                ("trust", "B", "A"): F(0),
                "verdict": "trust_only",
                "lack": F(0),
                "end_holds": True,
                "ties": 2,
                "best_order": AB,
                "counts": {"packages": 3, "signable": 1, "holds": 0, "incentive": 0, "trust": 1},
            },
        ),
        Case(
            "swap of 5",
            source,
            game(*swap_steps(5)),
            AB,
            {("bond", "B"): F(1), "share": F("1/5"), ("trust", "A", "B"): F("1/5")},
        ),
        Case(
            "swap of 1.001",
            source,
            game(*swap_steps("1.001")),
            AB,
            {
                ("bond", "B"): F(1),
                "share": F("1000/1001"),
                ("trust", "A", "B"): F("1000/1001"),
                "lack": F("1000/1001") - F("1/2"),
                "verdict": "neither",
            },
        ),
        Case(
            "swap with a guarantee",
            "what is made good need not be trusted for: L = 1 - 1/3, V = 2",
            game(*swap_steps(3), guarantee={"A": "1/3"}),
            AB,
            {("trust", "A", "B"): F("1/4"), ("bond", "B"): F(1)},
        ),
        Case(
            "cycle of three",
            "each pays 1 and the next gains 3: whoever moves after being paid is tempted",
            game(
                step("a", "A", -1, 3, 0),
                step("b", "B", 0, -1, 3),
                step("c", "C", 3, 0, -1),
            ),
            ABC,
            {
                ("bond", "A"): F(0),
                ("bond", "B"): F(1),
                ("bond", "C"): F(1),
                "share": F("1/3"),
                ("trust", "A", "B"): F("1/3"),
                ("trust", "A", "C"): F("1/3"),
            },
        ),
    ]


def _four_verdicts() -> list[Case]:
    rows: list[tuple[Number, Number, str]] = [
        (1, "1/2", "holds"),
        (1, "1/4", "incentive_only"),
        (0, "1/2", "trust_only"),
        (0, "1/4", "neither"),
    ]
    return [
        Case(
            f"verdict {verdict}",
            "swap of 3: a penalty of 1 turns the incentive key, trust of 1/3 the other",
            game(*swap_steps(3), penalty={"B": penalty}, trust={"AB": trust}),
            AB,
            {
                "verdict": verdict,
                "margin": F(0) if penalty else F("-1/3"),
                "lack": F("1/12") if trust == "1/4" else F(0),
            },
        )
        for penalty, trust, verdict in rows
    ]


def _reversible_swaps() -> list[Case]:
    rows = [
        ("0", "2/3", "0"),
        ("1/10", "17/30", "1/21"),
        ("2/3", "0", "1/4"),
        ("7/10", "-1/30", "7/27"),
    ]
    cases = [
        Case(
            f"reversible swap, head start {head}",
            "swap of 3, all undone on a break: incentive <=> head start <= 1 - c/(q v)",
            game(*swap_steps(3, rho=1, head=head)),
            AB,
            {
                "margin": F(margin),
                ("trust", "A", "B"): F(trust),
                ("trust", "B", "A"): F(trust),
                "verdict": "holds" if F(margin) >= 0 else "trust_only",
            },
        )
        for head, margin, trust in rows
    ]
    cases += [
        Case(
            "reversible swap, detection 1/2, head start 1/3",
            "the limit 1 - c/(q v) itself; the relapse at the end is worth exactly nothing",
            game(*swap_steps(3, rho=1, head="1/3", q="1/2")),
            AB,
            {"margin": F(0), ("relapse", "A", AB, "a"): F(0), "end_holds": True},
        ),
        Case(
            "reversible swap, detection 1/2, head start 2/5",
            "above the limit 1 - c/(q v) = 1/3",
            game(*swap_steps(3, rho=1, head="2/5", q="1/2")),
            AB,
            {"share": F("1/15"), ("relapse", "A", AB, "a"): F("1/10"), "end_holds": False},
        ),
    ]
    lags = [(2, ".57735", False), (2, ".57736", True), (4, ".759835", False), (4, ".759836", True)]
    for lag, discount, kept in lags:
        head = 1 - F(discount) ** lag
        cases.append(
            Case(
                f"reversible swap, lag {lag}, discount {discount}",
                "head start 1 - d^l: kept <=> d >= (c/v)^(1/l), .577350 at l = 2, .759836 at 4",
                game(*swap_steps(3, rho=1, head=head)),
                AB,
                {"verdict": "holds" if kept else "trust_only", "margin": F("2/3") - head},
            )
        )
    return cases


def _one_way_flows() -> list[Case]:
    rows: list[tuple[str, str, str, str]] = [
        ("0", "1", "0", "1/3"),
        ("1/5", "23/50", "1/5", "23/150"),
        ("10/37", "10/37", "10/37", "10/111"),
        ("1/3", "1/10", "1/3", "1/9"),
        ("1/2", "0", "1/2", "1/6"),
    ]
    return [
        Case(
            f"one-way flow, reversible {rho}",
            "an irreversible step bought by a flow: A's bond 1 - 3r(1 - head), B's r, never 0",
            game(step("f", "B", 3, -1, rho=rho), step("x", "A", -1, 3)),
            ("f", "x"),
            {("bond", "A"): F(bond_a), ("bond", "B"): F(bond_b), "share": F(share)},
        )
        for rho, bond_a, bond_b, share in rows
    ]


def _relapses() -> list[Case]:
    def flow(head: Number) -> Game:
        return game(
            step("f", "A", -1, 3, rho=1, q="3/5", head=head),
            step("g", "B", 2, -1, rho="3/5", head=head),
        )

    source = "a quiet relapse at the end pays where breaking openly does not"
    return [
        Case(
            "relapse, no head start",
            source,
            flow(0),
            ("f", "g"),
            {
                ("temptation", "A", ()): F(-1),
                ("temptation", "A", ("f",)): F(-1),
                ("temptation", "A", ("f", "g")): F("-1/5"),
                ("pretence", "A", (), "f"): F("-1/5"),
                ("pretence", "B", ("f",), "f"): None,
                ("relapse", "A", ("f", "g"), "f"): F("7/25"),
                ("bond", "A"): F("7/15"),
                ("trust", "B", "A"): F("1/6"),
                "end_holds": False,
            },
        ),
        Case(
            "relapse, head start 1/10",
            source,
            flow("1/10"),
            ("f", "g"),
            {
                ("relapse", "A", ("f", "g"), "f"): F("44/125"),
                ("bond", "A"): F("44/75"),
                ("trust", "B", "A"): F("23/123"),
                ("trust", "A", "B"): F("1/11"),
            },
        ),
    ]


def _pretences() -> list[Case]:
    cases = [
        Case(
            "pretence on the only step",
            "temptation 1/2 * 1 - 1/2 * 6/10; the bond is more, for it counts only if found out",
            game(step("a", "A", -1, 3, q="1/2"), bonuses=[("a", ("8/5", 0))]),
            ("a",),
            {
                ("value", "A"): F("3/5"),
                ("pretence", "A", (), "a"): F("1/5"),
                ("bond", "A"): F("2/5"),
            },
        ),
        Case(
            "pretence on the second move",
            "all of the first is undone, so being found out costs 2",
            game(
                step("b", "B", 4, -1, rho=1, head=0),
                step("a", "A", -2, 3, q="1/2"),
            ),
            BA,
            {("pretence", "A", ("b",), "a"): F(0), ("bond", "A"): F(0)},
        ),
    ]
    cases += [
        Case(
            f"detection {q}",
            "needed detection c/(c + V - X + penalty) = 2/(2 + 1 + 1)",
            game(step("a", "A", -2, 3, q=q), step("b", "B", 3, -1), penalty={"A": 1}),
            AB,
            {("temptation", "A", ()): F(-2), ("pretence", "A", (), "a"): F(pretence)},
        )
        for q, pretence in (("1/2", "0"), ("2/5", "2/5"), ("3/5", "-2/5"))
    ]
    cases += [
        Case(
            f"pretence never found out, penalty {penalty}",
            "at detection 0 nothing that is lost on a break can deter: infinite need",
            game(step("a", "A", -1, 3, q=0), step("b", "B", 3, -1), penalty={"A": penalty}),
            AB,
            {
                ("pretence", "A", (), "a"): F(1),
                ("bond", "A"): None,
                "share": None,
                "margin": None,
            },
        )
        for penalty in (0, 1000)
    ]
    return cases


def _trust_cases() -> list[Case]:
    cases = [
        Case(
            f"trust without temptation, penalty {penalty}",
            "doubt is about the other's values: p V >= (1 - p) L, tempted or not",
            game(
                step("a", "A", -4, 6),
                step("b", "B", 5, -1),
                penalty={"B": penalty},
                trust={"AB": "1/100"},
            ),
            AB,
            {
                ("trust", "A", "B"): F("4/5"),
                "lack": F("79/100"),
                ("bond", "B"): F(bond),
                "verdict": verdict,
                "margin": -F(bond) / 6,
            },
        )
        for penalty, bond, verdict in (
            ("1", "0", "incentive_only"),
            ("999/1000", "1/1000", "neither"),
        )
    ]
    cases += [
        Case(
            f"exposure to a pretence, detection {q}",
            "1/2 (5 - 2) = 3/2 at detection 1/2, more than the 1 that is at stake in the state",
            game(step("a", "A", -1, 3), step("b", "B", 5, -1, q=q), step("c", "A", -2, 1)),
            ABC,
            {
                ("trust", "A", "B"): F(trust),
                ("exposure", "A", "B", ("a",)): F(1),
                ("exposure_pretence", "A", "B", "b"): F(pretence),
            },
        )
        for q, trust, pretence in (("1", "1/3", "0"), ("1/2", "3/7", "3/2"))
    ]
    cases.append(
        Case(
            "exposure to a pretence that tempts nobody",
            "A gains by its own step, and B still depends on its being done",
            game(step("a", "A", 1, 3, q="1/2"), step("b", "B", 2, -1)),
            AB,
            {
                ("pretence", "A", (), "a"): None,
                ("exposure_pretence", "B", "A", "a"): F("1/2"),
                ("trust", "B", "A"): F("1/5"),
            },
        )
    )
    cases.append(
        Case(
            "a guarantee covers a pretence too",
            "1/2 (5 - 2 - 1) = 1 on the move, nothing in the state; 1/(2 + 1)",
            game(
                step("a", "A", -1, 3),
                step("b", "B", 5, -1, q="1/2"),
                step("c", "A", -2, 1),
                guarantee={"A": 1},
            ),
            ABC,
            {
                ("exposure", "A", "B", ("a",)): F(0),
                ("exposure_pretence", "A", "B", "b"): F(1),
                ("trust", "A", "B"): F("1/3"),
            },
        )
    )
    cases += [
        Case(
            "no exposure, no trust needed, at value 0",
            "a step that costs nothing and brings nothing to A",
            game(step("a", "A", 0, 1)),
            ("a",),
            {("trust", "B", "A"): F(0), "verdict": "holds", "margin": F(0)},
        ),
        Case(
            "an exposure at a value below 0",
            "p V >= (1 - p) L has no solution: required trust null, lack 1",
            game(step("a", "A", -1, 1), step("b", "B", "1/2", -1)),
            AB,
            {("trust", "A", "B"): None, "lack": F(1), "verdict": "neither"},
        ),
        Case(
            "nobody to pass judgement on",
            "no gross gain and no temptation: margin null, required bond 0",
            game(step("n", "A", 0, 0)),
            ("n",),
            {"margin": None, "share": F(0), ("bond", "A"): F(0), "verdict": "holds"},
        ),
        Case(
            "tempted with no gross gain",
            "B only pays: its share is infinite, its bond is 1 in its own units",
            game(step("b", "B", 3, -1)),
            ("b",),
            {"margin": None, "share": None, ("bond", "B"): F(1), "verdict": "trust_only"},
        ),
    ]
    return cases


def _fallbacks() -> list[Case]:
    source = "a better alternative that is gone once the roadmap has begun is not given back"
    swap = swap_steps(3)
    return [
        Case(
            "no deal 1, fallback 0",
            source,
            game(*swap, no_deal={"A": 1}),
            AB,
            {("trust", "A", "B"): F("2/3"), ("exposure", "A", "B", ("a",)): F(2)},
        ),
        Case(
            "no deal 1, fallback 0, the other order",
            source,
            game(*swap, no_deal={"A": 1}),
            BA,
            {("trust", "A", "B"): F(0), ("trust", "B", "A"): F("1/3")},
        ),
        Case(
            "no deal 1, fallback 1",
            source,
            game(*swap, no_deal={"A": 1}, fallback={"A": 1}),
            AB,
            {
                ("trust", "A", "B"): F("1/2"),
                ("bond", "A"): F(1),
                ("temptation", "A", AB): F(1),
                "end_holds": False,
            },
        ),
        Case(
            "A's no deal -1",
            source,
            game(*swap, no_deal={"A": -1}),
            AB,
            {("trust", "A", "B"): F("1/4")},
        ),
        Case(
            "B's no deal -1",
            source,
            game(*swap, no_deal={"B": -1}),
            AB,
            {("bond", "B"): F(0), ("gross", "B"): F(4)},
        ),
        Case(
            "B's no deal -1, fallback 0",
            source,
            game(*swap, no_deal={"B": -1}, fallback={"B": 0}),
            AB,
            {("bond", "B"): F(1), "share": F("1/4")},
        ),
        Case(
            "one step, no deal 1",
            "its performer keeps the step and has lost its alternative: exactly indifferent",
            game(step("w", "A", 3, 3), no_deal={"A": 1}),
            ("w",),
            {"margin": F(0), ("trust", "B", "A"): F(0), "verdict": "holds"},
        ),
    ]


def _bonuses() -> list[Case]:
    two = game(step("a", "A", 3, 1), step("b", "B", 3, 1), bonuses=[("ab", (-2, 0))])
    return [
        Case(
            "gross gain",
            "positive worths, positive bonuses, and a bad alternative that is left",
            game(*swap_steps(3), no_deal={"A": -4, "B": 1}, bonuses=[("ab", (1, "-1/2"))]),
            AB,
            {
                ("gross", "A"): F(8),
                ("gross", "B"): F(3),
                ("worth", "A"): F(3),
                ("worth", "B"): F("3/2"),
                ("value", "A"): F(7),
                ("value", "B"): F("1/2"),
                ("bond", "B"): F("3/2"),
                ("trust", "A", "B"): F("1/8"),
            },
        ),
        Case(
            "a negative bonus is not shed by breaking",
            "else A would gain 2 at the end",
            two,
            AB,
            {
                "margin": F(0),
                ("exit_breaking", "A", AB): F(4),
                ("exit_breaking", "A", ("b",)): F(3),
            },
        ),
        Case(
            "a negative bonus is not shed by breaking, the other order",
            "else A would gain 2 at the end",
            two,
            BA,
            {"margin": F(0)},
        ),
        Case(
            "a negative bonus stays with the betrayed",
            "whatever the exit undoes of its steps: L = 1/10 + 1, V = 1",
            game(
                step("a", "A", -1, 3, rho=1),
                step("b", "B", 3, -1, rho=1),
                bonuses=[("ab", (-1, 0))],
            ),
            AB,
            {("trust", "A", "B"): F("11/21"), ("exit_betrayed", "A", "B", AB): F("-11/10")},
        ),
    ]


def _own_win_win() -> list[Case]:
    def win_win(automatic: bool) -> Game:
        return game(
            step("w", "A", 2, 1, rho=1, automatic=automatic),
            step("g", "B", 1, "-1/2"),
            step("c", "A", "-3/2", 2),
        )

    order = ("w", "g", "c")
    return [
        Case(
            "own win-win",
            "a performer that likes its step keeps it when the agreement breaks",
            win_win(False),
            order,
            {("bond", "A"): F("3/2"), ("exit_breaking", "A", ("w", "g")): F(3)},
        ),
        Case(
            "own win-win, undone automatically",
            "undone even though its performer likes it, and only after the head start",
            win_win(True),
            order,
            {
                "margin": F("1/10"),
                ("trust", "A", "B"): F("1/6"),
                ("trust", "B", "A"): F("4/29"),
                ("exit_breaking", "A", ("w",)): F("1/5"),
            },
        ),
    ]


def _third_parties() -> list[Case]:
    source = "third parties undo nothing where one betrays another"
    return [
        Case(
            "third party's gift",
            source,
            game(
                step("g", "C", "3/2", 0, "-1/10", rho=1),
                step("a", "A", -1, 2, "3/10"),
                step("b", "B", 1, -1, "3/10"),
            ),
            ("g", "a", "b"),
            {
                ("exposure", "A", "B", ("g", "a")): F(0),
                ("exposure", "A", "C", ("g", "a")): F(1),
                ("trust", "A", "C"): F("2/5"),
            },
        ),
        Case(
            "third party's gift, half reversible step",
            source,
            game(
                step("c", "C", 2, 0, -1, rho=1, head=0),
                step("a", "A", -3, 4, 2, rho="1/2", head="1/5"),
                step("b", "B", 3, -1, 0),
            ),
            ("c", "a", "b"),
            {
                ("exposure", "A", "C", ("c", "a")): F("9/5"),
                ("exposure", "A", "B", ("c", "a")): F(0),
                ("trust", "A", "C"): F("9/19"),
            },
        ),
    ]


def _joint_step() -> list[Case]:
    return [
        Case(
            "joint step",
            "undone at once where the breaker loses by it, after the head start where it gains",
            game(
                step("j", "AB", -1, 3, rho="1/2", head="1/5", q="1/2"),
                step("b", "B", 3, -1),
            ),
            ("j", "b"),
            {
                ("exit_breaking", "A", ("j",)): F("-1/2"),
                ("exit_breaking", "B", ("j",)): F("9/5"),
                ("exit_betrayed", "A", "B", ("j",)): F("-3/5"),
                ("exit_betrayed", "B", "A", ("j",)): F("3/2"),
                ("pretence", "A", (), "j"): F("-1/2"),
                ("pretence", "B", (), "j"): None,
                ("exposure_pretence", "B", "A", "j"): F("1/2"),
                ("exposure_pretence", "A", "B", "j"): F(0),
                ("relapse", "A", ("j", "b"), "j"): F("1/2"),
                ("bond", "A"): F(1),
                ("trust", "A", "B"): F("3/13"),
                ("trust", "B", "A"): F("1/5"),
            },
        )
    ]


def _needs() -> list[Case]:
    steps = (step("a", "A", -1, 3), step("b", "B", 2, -1), step("c", "A", -1, 2))
    return [
        Case(
            "needs",
            "an order good for A and one good for B: the antichain has two vectors",
            game(*steps),
            None,
            {
                ("value", "A"): F(0),
                ("value", "B"): F(4),
                ("needs", "incentive"): frozenset({(F(1), F(4)), (F(0), F(5))}),
                ("needs", "both"): frozenset({(F(1), F(4))}),
                ("needs", "trust"): frozenset({(F(1), None), (None, F(1))}),
            },
        ),
        Case(
            "needs met",
            "a bonus of 1 for A lifts V to (1, 4), which meets the vector of order abc",
            game(*steps, bonuses=[("abc", (1, 0))]),
            None,
            {
                ("value", "A"): F(1),
                ("value", "B"): F(4),
                "verdict": "holds",
                "best_order": ABC,
            },
        ),
    ]


def _ties() -> list[Case]:
    tied = game(
        step("a", "A", -1, 3),
        step("b", "B", 2, -1),
        step("w", "A", 1, 1),
        penalty={"A": 2, "B": 2},
    )
    cases = [
        Case(
            "ties",
            "all orders hold: benefits soonest, then file order",
            tied,
            None,
            {"best_order": ("w", "a", "b"), "ties": 6, "verdict": "holds"},
        )
    ]
    cases += [
        Case(
            f"ties, benefit of {''.join(order)}",
            "sum over visited states and parties of worth in place over gross gain",
            tied,
            order,
            {"benefit": F(benefit), "verdict": "holds"},
        )
        for order, benefit in (
            (("a", "b", "w"), "8/3"),
            (("a", "w", "b"), "17/6"),
            (("w", "a", "b"), "3"),
            (("w", "b", "a"), "3"),
        )
    ]
    return cases


CASES: Final[tuple[Case, ...]] = (
    *_swaps(),
    *_four_verdicts(),
    *_reversible_swaps(),
    *_one_way_flows(),
    *_relapses(),
    *_pretences(),
    *_trust_cases(),
    *_fallbacks(),
    *_bonuses(),
    *_own_win_win(),
    *_third_parties(),
    *_joint_step(),
    *_needs(),
    *_ties(),
)
