"""The plain twin of time gives every known answer, and keeps what is promised.

Each answer file stands beside its scenario in ``data/time``; its numbers are exact fractions,
worked out order by order from the dates.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
import yaml

from references.device_states import packages
from references.reference import Done
from references.successor_reference import first_order, judge_successor
from references.time_file import TimedGame, changed, read_game
from references.time_oracles import known_answers, read_answer
from references.time_reference import Told, best, every_order

# --------------------------------------------------------------------------------------------
# Known answers


@pytest.mark.parametrize(
    ("document", "used", "known", "complete"),
    [pytest.param(*one, id=name) for name, *one in known_answers()],
)
def test_known_answers(
    document: dict[str, Any], used: tuple[int, ...], known: dict[str, Any], complete: bool
) -> None:
    game = read_game(document)
    names = {"+".join(in_file_order(game, p)): p for p in packages(game) if p}
    assert set(known) <= set(names)
    if complete:
        assert set(known) == set(names)
    for name, expected in known.items():
        package = names[name]
        told = every_order(game, package, used)
        chosen = best(game, package, used)
        assert chosen is not None
        assert any(one.signed for one in told) == expected["signable"]
        assert chosen.judgement.verdict == expected["verdict"]
        assert [list(move) for move in chosen.order] == expected["best_order"]
        assert [answer_of(one) for one in told] == [read_answer(o) for o in expected["orders"]]


def in_file_order(game: TimedGame, package: Done) -> list[str]:
    return [k.name for k in game.steps if k.name in package]


def answer_of(told: Told) -> dict[str, object]:
    """Return what an answer file says of an order."""
    judged = told.judgement
    return {
        "order": [list(move) for move in told.order],
        "ends": list(told.times[1:]),
        "values": told.values,
        "signed": told.signed,
        "verdict": judged.verdict,
        "margin": judged.margin,
        "bond": judged.bond,
        "required_trust": {
            i: {j: judged.trust.get((i, j), Fraction(0)) for j in told.values if j != i}
            for i in told.values
        },
    }


# --------------------------------------------------------------------------------------------
# Whoever comes next


HEIR = """
when: 2030-01-01
phase_length: 30 days
parties:
  a: {trust: {b: 1}}
  b: {breach_penalty: 1, trust: {a: 1}}
steps:
  a-pays: {by: [a], value: {a: -1, b: 3}, phases: 1}
  b-pays: {by: [b], value: {a: 3, b: -1}, phases: 4, after: [a-pays]}
successors:
  next: {party: b, from: 2030-04-01, set: {parties.b.breach_penalty: 0}}
"""
WHOLE = frozenset({"a-pays", "b-pays"})
PAYS = (("a-pays",), ("b-pays",))


def test_a_successor_with_nothing_at_stake_does_not_pay() -> None:
    document = yaml.safe_load(HEIR)
    answer = judge_successor(document, "next", WHOLE, PAYS)
    assert answer.act is not None
    assert (answer.node, answer.move, answer.act.kind) == (1, None, "open")
    assert not answer.kept
    assert answer.act.amount == answer.rise == 1
    assert answer.from_node == 2
    assert first_order(document, "next", WHOLE) is None


@pytest.mark.parametrize(
    ("numbers", "kept"),
    [
        ({"successors.next.from": "2030-06-30"}, True),  # b-pays is in place by then
        ({"successors.next.from": "2030-05-30"}, False),
        ({"successors.next.from": None}, False),
        ({"successors.next.set": {"parties.b.breach_penalty": 1.5}}, True),
        ({"successors.next.set": {"steps.b-pays.value.b": -1.25}}, False),
        ({"successors.next.set": {"steps.b-pays.value.b": -0.75}}, True),
        ({"steps.b-pays.phases": None, "successors.next.from": "2030-06-30"}, False),
    ],
)
def test_where_a_successor_may_find_it(numbers: dict[str, Any], kept: bool) -> None:
    document = changed(yaml.safe_load(HEIR), numbers)
    assert judge_successor(document, "next", WHOLE, PAYS).kept == kept
    assert first_order(document, "next", WHOLE) == (PAYS if kept else None)


def test_in_time_a_successor_sees_what_is_to_come_from_where_it_stands() -> None:
    late = {"parties.b.discount": 0.5, "successors.next.set": {"parties.b.breach_penalty": 0.5}}
    answer = judge_successor(changed(yaml.safe_load(HEIR), late), "next", WHOLE, PAYS, in_time=True)
    assert answer.act is not None
    # four phases before the payment 1/16 is less than what is at stake; when it is due it is not
    assert (answer.node, answer.move, answer.act.kind) == (1, ("b-pays",), "open")
    assert (answer.act.amount, answer.rise) == (Fraction(1, 2), Fraction(1, 2))
