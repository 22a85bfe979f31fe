"""A proposal in its own order: spelt out, together, in slices; and where it cannot be done."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import chain, permutations, product
from pathlib import Path
from typing import Any

import pytest

from generators.games import to_scenario, walked
from generators.random_games import draws, random_game
from winset.analysis import Judgement, analyze
from winset.firmness.measure import measure_firmness
from winset.report.envelope import to_json
from winset.report.parts.details import places
from winset.report.parts.proposals import stop
from winset.report.parts.verdicts import verdict_sentences
from winset.roadmaps.plan import plan_roadmap
from winset.roadmaps.roadmap import Roadmap
from winset.roadmaps.verdicts import VERDICTS
from winset.scenario import Proposal, Scenario, Together, UsageError, load_text
from winset.scenario.file.load import load_file
from winset.verification import verify

TRIALS = Path(__file__).parent / "data" / "trials"

HEAD = """\
winset: 1
title: A small exchange
when: [2030-01-01, 2030-01-01]
phase_length: 1 day
parties:
  a: {name: Ann, breach_penalty: 1}
  b: {name: Ben, breach_penalty: 1}
steps:
  x: {by: [a], value: {a: -1, b: 3}}
  y: {by: [b], value: {a: 3, b: -1}}
"""


def judged(text: str) -> tuple[Scenario, Judgement]:
    scenario = load_text(HEAD + text)
    return scenario, analyze(scenario, impasse=False).proposals["p"]


def badness(roadmap: Roadmap) -> tuple[int, float, float]:
    lacks = (one.lack for others in roadmap.trust.values() for one in others.values())
    share = float("inf") if roadmap.required_bond is None else roadmap.required_bond
    return VERDICTS.index(roadmap.verdict), round(share, 6), round(max(lacks, default=0.0), 6)


# --- simultaneous steps


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_together_is_the_worst_of_the_serial_orders(seed: int) -> None:
    differing = 0
    for rng in draws(seed, 60):
        game = random_game(rng, rng.choice((3, 4, 5)), signed=rng.random() < 0.5)
        names = [step.name for step in game.steps]
        rng.shuffle(names)
        cut = rng.randint(1, len(names))
        places = [tuple(names[:cut]), *([tuple(names[cut:])] if names[cut:] else [])]
        plan = Proposal(
            "plan", steps=tuple(names), title="Plan", order=tuple(map(Together, places))
        )
        scenario = replace(to_scenario(game), proposals=(plan,))
        own = analyze(scenario, impasse=False).proposals["plan"].own
        serial = [walked(game, tuple(chain(*made))) for made in product(*map(permutations, places))]
        assert own is not None
        assert badness(own) == max(map(badness, serial))
        differing += len(set(map(badness, serial))) > 1
    assert differing > 10


def test_an_escrow_for_exactly_these_steps_is_a_swap() -> None:
    proposal = "proposals: {p: {steps: [x, y], order: [[y, x]]}}\n"
    _, apart = judged(proposal)
    _, swapped = judged(proposal + "escrow: [{steps: [x, y], cost: {a: 0.5}}]\n")
    third = "  z: {by: [b], value: {a: 1}}\n"
    _, other = judged(third + proposal + "escrow: [{steps: [x, y, z]}]\n")
    assert (apart.own and apart.own.order) in ((("x",), ("y",)), (("y",), ("x",)))
    assert swapped.own is not None
    assert swapped.own.order == (("x", "y"),)
    assert swapped.own.values == {"a": 1.5, "b": 2}
    assert other.own == apart.own


@pytest.mark.parametrize("order", ["x,y", "y,x"])
def test_it_is_judged_as_that_order_is(order: str) -> None:
    places = ", ".join(f"[{step}]" for step in order.split(","))
    scenario, found = judged(f"proposals: {{p: {{steps: [x, y], order: [{places}]}}}}\n")
    by_hand, named = (plan_roadmap(scenario, order=asked) for asked in (order, "p"))
    assert found.own is not None
    assert by_hand is not None
    assert found.own.in_short() == by_hand.in_short()
    assert named == by_hand


def test_slices_at_their_places() -> None:
    text = HEAD.replace("b: 3}", "b: 3}, slices: 3")
    order = "[[x, 2], [y], [x, 1]]"
    scenario = load_text(f"{text}proposals: {{p: {{steps: [x, y], order: {order}}}}}\n")
    own = analyze(scenario, impasse=False).proposals["p"].own
    assert own is not None
    assert own.order == (("x",), ("x",), ("y",), ("x",))
    assert own.slices == {"x": 3}
    open_ = load_text(
        f"{HEAD.replace('b: 3}', 'b: 3}, slices: any')}"
        f"proposals: {{p: {{steps: [x, y], order: {order}}}}}\n"
    )
    assert analyze(open_, impasse=False).proposals["p"].own == own
    assert places(scenario, scenario.proposals[0]) == [
        "x (2 of 3 parts)",
        "y",
        "x (3 of 3 parts)",
    ]


def test_what_is_done_already_is_left_out() -> None:
    _, found = judged("proposals: {p: {steps: [x, y], order: [[x, y]]}}\nstanding: {done: [x]}\n")
    assert found.own is not None
    assert found.own.order == (("y",),)


# --- demands

BREAKS = [
    ("order: [[x], [y]]", "[[x, y]]", []),
    ("order: [[x], [y]]", "[[y, x]]", ["d"]),
    ("order: [[x, y]]", "[[x, y]]", ["d"]),
    ("order: [[x, 1], [y], [x, 1]]", "[[x, y]]", ["d"]),
    ("before: [[x, y]]", "[[x, y]]", []),
]


@pytest.mark.parametrize(("own", "demand", "broken"), BREAKS)
def test_a_demand_is_met_by_the_order_itself(own: str, demand: str, broken: list[str]) -> None:
    text = HEAD.replace("b: 3}", "b: 3}, slices: 2") if "1]" in own else HEAD
    scenario = load_text(
        f"{text}proposals: {{p: {{steps: [x, y], {own}}}}}\n"
        f"demands: {{d: {{by: a, before: {demand}}}}}\n"
    )
    assert list(analyze(scenario, impasse=False).proposals["p"].breaks) == broken


# --- what cannot be carried out

STOPPED = "result:proposals.p.stopped"
FUND = "ledgers: {fund: {name: Fund, unit: million, start: 10, floor: 0}}\n"
TOO_EARLY = (
    "As written it cannot be carried out: one step (z) would come before another that it waits for "
    "(y)."
)
STOPS = [
    (
        (
            "  z: {by: [b], value: {b: -1, a: 2}, after: [y], policy: true}\n"
            "proposals: {p: {steps: [x, y, z], order: [[z], [x], [y]]}}\n"
        ),
        TOO_EARLY,
        "z needs y first",
    ),
    (
        (
            "  z: {by: [b], value: {b: -1, a: 2}, after: [y], policy: true}\n"
            "proposals: {p: {steps: [x, y, z], order: [[x], [y, z]]}}\n"
        ),
        TOO_EARLY,
        "z needs y first",
    ),
    (
        (
            "  z: {by: [b], value: {b: -1, a: 2}, after: [y], policy: true}\n"
            "proposals: {p: {steps: [x, y, z], before: [[z, y]]}}\n"
        ),
        TOO_EARLY,
        "z needs y first",
    ),
    (
        "  pay: {by: [b], value: {b: -1, a: 2}, changes: {fund: 20}}\n"
        "  build: {by: [a], value: {b: 2, a: 1}, changes: {fund: -20}}\n" + FUND + "proposals: "
        "{p: {steps: [build, pay], order: [[build], [pay]]}}\n",
        (
            "As written it cannot be carried out: Fund would be at −10 million after one step "
            "(build), below its floor of 0 million."
        ),
        "fund is -10 after build, below its floor 0",
    ),
    (
        "  pay: {by: [b], value: {b: -1, a: 2}, changes: {fund: 20}}\n"
        "  build: {by: [a], value: {b: 2, a: 1}, changes: {fund: -20}}\n" + FUND + "proposals: "
        "{p: {steps: [build, pay], order: [[pay, build]]}}\n",
        (
            "As written it cannot be carried out: Fund would be at −10 million after one step "
            "(build), below its floor of 0 million."
        ),
        "fund is -10 after build, below its floor 0",
    ),
    (
        (
            "  z: {by: [b], value: {b: -1, a: 2}, window: {to: 2030-01-01}}\n"
            "proposals: {p: {steps: [x, z], order: [[x], [z]]}}\n"
        ),
        (
            "As written it cannot be carried out: one step (z) would come too late: its window "
            "closes on 1 January 2030."
        ),
        "z comes too late for its window",
    ),
]


@pytest.mark.parametrize(("text", "told", "plain"), STOPS)
def test_where_it_stops(text: str, told: str, plain: str) -> None:
    scenario, found = judged(text)
    assert found.own is None
    assert found.best is not None
    assert found.stopped is not None
    assert stop(scenario, found.stopped, STOPPED).text == told
    assert str(found.stopped) == plain
    with pytest.raises(UsageError, match=f"p cannot be carried out: {plain}"):
        plan_roadmap(scenario, order="p")
    roadmap = plan_roadmap(scenario, "p")
    assert roadmap is not None
    assert roadmap.as_written is not None
    assert roadmap.as_written.stopped == found.stopped


def test_steps_together_run_side_by_side_in_time() -> None:
    """Both fit a window of one day, for they share that day."""
    windows = "window: {to: 2030-01-01}"
    text = HEAD.replace("b: 3}", f"b: 3}}, {windows}").replace("b: -1}", f"b: -1}}, {windows}")
    scenario = load_text(f"{text}proposals: {{p: {{steps: [x, y], order: [[x, y]]}}}}\n")
    result = analyze(scenario, impasse=False)
    assert result.proposals["p"].own is not None
    assert result.proposals["p"].best is None
    assert verify(scenario, json.loads(to_json(scenario, result.to_dict()))).agrees


def test_no_order_at_all() -> None:
    scenario, found = judged(
        "  z: {by: [b], value: {b: -1, a: 2}, changes: {fund: -20}}\n" + FUND + "proposals: "
        "{p: {steps: [x, z]}}\n"
    )
    assert (found.own, found.best) == (None, None)
    assert found.stopped is not None
    assert stop(scenario, found.stopped, STOPPED, ever=False).text == (
        "It cannot be carried out in any order. As written, Fund would be at −10 million after "
        "one step (z), below its floor of 0 million."
    )


# --- whole negotiations


def test_guns_first() -> None:
    scenario = load_file(TRIALS / "ulster.yaml")
    found = analyze(scenario, impasse=False).proposals["unionist-paper"]
    assert found.own is None
    assert found.stopped is not None
    assert found.stopped.to_dict() == {
        "kind": "floor",
        "moves": 2,
        "steps": ["put-arms-beyond-use"],
        "share": 1.0,
        "who": "sf.army",
        "needs": None,
        "level": -6,
        "limit": -5,
    }
    assert stop(scenario, found.stopped, STOPPED).text == (
        "As written it cannot be carried out: the IRA Army Council would be at −6 after one step "
        "(Put the arms beyond use), below its limit of −5."
    )


def test_all_who_would_break_are_named() -> None:
    scenario = load_file(TRIALS / "mackerel.yaml")
    own = analyze(scenario, impasse=False).proposals["brussels"].own
    assert own is not None
    short = {one.party: one.amount for one in own.tempted}
    assert short == pytest.approx({"no": 1.6, "fo": 5.61, "is": 2.79}, abs=0.01)
    told = " ".join(one.text for one in verdict_sentences(scenario, own))
    for words in (
        "Faroe Islands would gain 3.93",
        "Norway would gain",
        "penalty of 1.6",
        "Iceland",
        "penalty of 2.79",
    ):
        assert words in told


# --- the rest of the results


def test_firmness_follows_the_order() -> None:
    """With the order spelt out the proposal is as often kept as that order is."""
    text = HEAD.replace("a: -1", "a: {low: -2, mode: -1, high: -0.5}")
    for proposal in ("order: [[x], [y]]", "order: [[y], [x]]", "order: [[x, y]]"):
        scenario = load_text(f"{text}proposals: {{p: {{steps: [x, y], {proposal}}}}}\n")
        found = measure_firmness(scenario, None, draws=20, quick=True).proposals["p"]
        own = analyze(scenario, impasse=False).proposals["p"].own
        assert own is not None
        kept = {which: tally.verdicts["holds"] for which, tally in found.items()}
        assert kept["own"] <= kept["best"]
        assert found["own"].verdicts[own.verdict] > 0


def test_a_result_is_verified_against_the_order() -> None:
    scenario, _ = judged("proposals: {p: {steps: [x, y], order: [[y], [x]]}}\n")
    result: Any = json.loads(to_json(scenario, analyze(scenario).to_dict()))
    assert verify(scenario, result).agrees
    result["proposals"]["p"]["own"]["order"].reverse()
    told = [wrong.path for wrong in verify(scenario, result).discrepancies]
    assert told == ["proposals.p.own.order"]


def test_a_stop_is_verified() -> None:
    scenario, _ = judged(STOPS[0][0])
    result: Any = json.loads(to_json(scenario, analyze(scenario).to_dict()))
    assert verify(scenario, result).agrees
    result["proposals"]["p"]["stopped"]["needs"] = "x"
    told = [wrong.path for wrong in verify(scenario, result).discrepancies]
    assert told == ["proposals.p.stopped.needs"]


def test_near_departs_least_from_a_full_order() -> None:
    scenario, _ = judged("proposals: {p: {steps: [x, y], order: [[y], [x]]}}\n")
    roadmap = plan_roadmap(scenario, "p", near="p")
    assert roadmap is not None
    assert roadmap.order == (("y",), ("x",))
