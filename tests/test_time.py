"""What time does to an order, who of those who come next would keep it, and terms of office."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from winset import UsageError, cases
from winset.advice.advise import advise
from winset.advice.result import Advice
from winset.cli import main
from winset.report.document.blocks import Sentence, assertions
from winset.report.parts.time import successor_sentences
from winset.report.parts.time import time as time_of
from winset.roadmaps.going_on import going_on
from winset.roadmaps.in_time import Length
from winset.roadmaps.order_path import path_of
from winset.roadmaps.plan import plan_roadmap
from winset.roadmaps.roadmap import Roadmap
from winset.roadmaps.session import Session
from winset.scenario import Scenario, load_text
from winset.scenario.game import MoveSet
from winset.scenario.rates import Rates
from winset.verification import verify

ROOT = Path(__file__).parent.parent

SWAP: dict[str, Any] = {
    "winset": 1,
    "title": "One pays, the other answers",
    "when": ["2030-01-01", "2030-01-01"],
    "phase_length": "1 month",
    "parties": {
        "a": {"name": "Ana", "trust": {"b": 1}},
        "b": {"name": "Ben", "trust": {"a": 1}, "breach_penalty": 1},
    },
    "steps": {
        "a-pays": {"by": ["a"], "value": {"a": -1, "b": 3}, "phases": 1},
        "b-pays": {"by": ["b"], "value": {"a": 3, "b": -1}, "phases": 4, "after": ["a-pays"]},
    },
}


def scenario(**blocks: Any) -> Scenario:
    """Return the swap with other blocks; those of `steps` and of `parties` are added to."""
    data = json.loads(json.dumps(SWAP))
    for name, block in blocks.items():
        if name in ("steps", "parties"):
            for key, more in block.items():
                data[name].setdefault(key, {}).update(more)
        else:
            data[name] = block
    return load_text(yaml.safe_dump(data, sort_keys=False))


def planned(of: Scenario, order: str | None = None) -> Roadmap:
    roadmap = plan_roadmap(of, "all") if order is None else plan_roadmap(of, order=order)
    assert roadmap is not None
    return roadmap


def timed(of: Scenario, roadmap: Roadmap) -> list[str]:
    told = assertions(tuple(time_of(of, roadmap)))
    return [one.text for one in told if isinstance(one, Sentence)]


def advised(of: Scenario, by: date | None = None) -> Advice:
    return advise(of, draws=20, by=by)


IMPATIENT = {"parties": {"a": {"discount": 0.9}}}
NEXT = {
    "next": {"party": "b", "from": "2030-04-01", "set": {"parties.b.breach_penalty": 0}},
}


# --- what going on is worth


def test_what_is_to_come_is_worth_less_the_longer_it_takes() -> None:
    time = planned(scenario(**IMPATIENT)).time
    assert time is not None
    assert time.values == pytest.approx({"a": -0.9 + 3 * 0.9**5, "b": 2.0})
    assert time.length is not None
    assert (time.length.serial, time.length.stages) == (5.0, 5.0)
    assert time.nodes is not None
    assert [node.time for node in time.nodes] == [0.0, 1.0, 5.0]
    assert [node.values["a"] for node in time.nodes] == pytest.approx(
        [-0.9 + 3 * 0.9**5, -1 + 3 * 0.9**4, 2.0]
    )
    assert time.nodes[1].temptation["a"] == pytest.approx(-1 - (-1 + 3 * 0.9**4))


def test_one_phase_more_costs_what_comes_after_it() -> None:
    time = planned(scenario(**IMPATIENT)).time
    assert time is not None
    assert time.delay is not None
    now = -0.9 + 3 * 0.9**5
    assert time.delay["b-pays"] == pytest.approx({"a": -0.9 + 3 * 0.9**6 - now, "b": 0.0})
    assert time.delay["a-pays"] == pytest.approx({"a": 0.9 * now - now, "b": 0.0})


def test_a_delay_can_cost_a_signature() -> None:
    late = planned(scenario(parties={"a": {"discount": 0.9}}, steps={"b-pays": {"phases": 11}}))
    assert late.verdict == "holds"
    assert late.time is not None
    assert late.time.signed is False
    assert late.time.turns_at is not None
    assert (late.time.turns_at.key, late.time.turns_at.party) == ("signature", "a")
    assert late.time.turns_at.worse
    told = timed(scenario(), late)
    assert "With time counted, Ana would no longer sign." in told


def test_a_hazard_is_a_discount_that_all_share() -> None:
    hazard = scenario(parties={"b": {"leaves_office": 0.1}})
    discount = scenario(parties={"a": {"discount": 0.9}, "b": {"discount": 0.9}})
    one, other = planned(hazard).time, planned(discount).time
    assert one is not None
    assert other is not None
    assert one.values == pytest.approx(other.values)
    assert one.verdict == other.verdict


def test_a_rate_a_year_is_one_a_phase() -> None:
    yearly = scenario(parties={"a": {"discount": {"yearly": 0.5}}}, phase_length="1 year")
    monthly = scenario(parties={"a": {"discount": 0.5}}, phase_length="1 year")
    assert planned(yearly).time == planned(monthly).time


def test_a_government_can_change_from_its_date_on_only() -> None:
    dated = {"from": "2030-03-02", "chance": 0.5}  # two months on, to a day: 60 of 60.875
    survival = planned(scenario(parties={"a": {"leaves_office": dated}})).survival
    assert survival is not None
    assert survival.times == (0.0, 1.0, 5.0)
    left = 5 - 60 / (365.25 / 12)
    assert survival.all == pytest.approx((1.0, 1.0, 0.5**left))


def side_by_side(**leaving: Any) -> Scenario:
    """Return the swap made so safe that both steps can run at once."""
    a = {"breach_penalty": 5, "discount": 0.9, **leaving}
    parties = {"a": a, "b": {"breach_penalty": 5}}
    return scenario(parties=parties, steps={"b-pays": {"after": []}})


def test_worth_by_the_calendar_counts_each_step_from_its_own_end() -> None:
    roadmap = planned(side_by_side())
    assert roadmap.calendar is not None
    assert [phase.ends for phase in roadmap.calendar.phases] == [4.0]
    assert roadmap.time is not None
    assert roadmap.time.length == Length(serial=5.0, stages=4.0)
    assert roadmap.time.staged == pytest.approx({"a": 3 * 0.9**4 - 0.9, "b": 2})


def test_a_change_of_government_is_as_likely_as_the_calendar_is_long() -> None:
    survival = planned(side_by_side(leaves_office=0.1)).survival
    assert survival is not None
    assert survival.all[-1] == pytest.approx(0.9**5)
    assert survival.stages == pytest.approx((0.9**4,))


def test_what_is_in_place_by_a_day_follows_the_calendar() -> None:
    told = advised(side_by_side(), by=date(2030, 5, 4)).by
    assert told is not None
    assert told.rungs
    assert all(held is not None and held.values == {"a": 2, "b": 2} for held in told.rungs)


def test_a_step_that_does_not_say_how_long_it_takes_is_named() -> None:
    data = json.loads(json.dumps(SWAP))
    del data["steps"]["b-pays"]["phases"]
    data["parties"]["a"] |= {"discount": 0.9, "leaves_office": 0.1}
    roadmap = planned(load_text(yaml.safe_dump(data, sort_keys=False)))
    assert roadmap.time is not None
    assert roadmap.time.to_dict() == {"untold": ["b-pays"]}
    assert roadmap.survival is None
    assert timed(scenario(), roadmap) == [
        "Time is not counted, since the file does not say how long these take: B pays."
    ]


def _without_time(path: Path) -> str:
    text = path.read_text("utf-8")
    data = yaml.safe_load(text)
    for party in data["parties"].values():
        party["discount"], party["leaves_office"] = 1, 0
    return str(yaml.safe_dump(data, sort_keys=False))


@pytest.mark.parametrize("name", sorted(p.name for p in (ROOT / "docs/examples").glob("*.yaml")))
def test_rates_that_change_nothing_leave_every_roadmap_as_it_is(name: str) -> None:
    path = ROOT / "docs/examples" / name
    if "steps" not in yaml.safe_load(path.read_text("utf-8")):
        return
    given, still = load_text(path.read_text("utf-8")), load_text(_without_time(path))
    one, other = plan_roadmap(given), plan_roadmap(still)
    assert (one is None) == (other is None)
    if one is None or other is None:
        return
    timed = [party.discount.point < 1 or party.leaves_office.point > 0 for party in given.parties]
    told = [plan.to_dict() for plan in (one, other)]
    assert other.time is None
    if any(timed):
        for plan in told:
            plan.pop("time", None)
            plan.pop("survival", None)
    assert told[0] == told[1]


# --- what must not wait, and what can


def test_a_step_that_must_not_wait_is_urgent() -> None:
    survey = {"survey": {"by": ["a", "b"], "value": {"b": 0.1}, "phases": 20}}
    of = scenario(parties={"a": {"discount": 0.9}}, steps=survey)
    time = planned(of, "a-pays,b-pays,survey").time
    assert time is not None
    assert time.signed
    assert time.urgent == ("b-pays",)
    assert time.waits == {}
    short = scenario(
        parties={"a": {"discount": 0.9}}, steps={"survey": survey["survey"] | {"phases": 2}}
    )
    first = planned(short, "survey,a-pays,b-pays").time
    assert first is not None
    assert first.signed
    assert first.urgent == ()
    assert first.waits == {"survey": 2}  # at its worst place all is still signed and kept
    told = timed(of, planned(of, "a-pays,b-pays,survey"))
    assert any(one.startswith("What must not wait") and one.endswith(": B pays.") for one in told)


def test_nothing_is_urgent_where_nothing_can_be_lost() -> None:
    of = scenario(parties={"a": {"discount": 0.5}, "b": {"breach_penalty": 0, "trust": {"a": 0}}})
    time = planned(of).time
    assert time is not None
    assert (time.signed, time.verdict) == (False, "neither")
    assert time.waits == {}


# --- whoever comes next


def test_the_known_successor_does_not_keep_it() -> None:
    of = scenario(successors=NEXT)
    found = planned(of).successors
    assert found is not None
    assert found["next"].to_dict() == {
        "kept": False,
        "at": {"node": 1, "step": None},
        "kind": "open",
        "amount": 1.0,
        "rise": 1.0,
        "from_node": 2,
        "order": None,
    }
    (told,) = successor_sentences(of, planned(of))
    assert told.text == (
        "Next (Ben) would not keep it. After step 1 (A pays) it would gain 1 by breaking off. Once "
        "all is done nothing would pay it any more. An added penalty of 1 would hold it."
    )


def test_a_successor_who_comes_after_the_end_is_asked_there() -> None:
    late = {"next": NEXT["next"] | {"from": "2031-01-01"}}
    found = planned(scenario(successors=late)).successors
    assert found is not None
    assert found["next"].kept
    assert found["next"].from_node == 2


def test_without_a_date_he_may_come_at_any_time() -> None:
    hard = {"hard": {"party": "a", "set": {"parties.a.no_deal": 3, "parties.a.fallback": 3}}}
    found = planned(scenario(successors=hard)).successors
    assert found is not None
    assert (found["hard"].kept, found["hard"].node) == (False, 0)
    assert found["hard"].amount == pytest.approx(1.0)


def test_where_nothing_is_ever_seen_no_penalty_is_enough() -> None:
    blind = scenario(
        steps={"b-pays": {"detection": 0}},
        successors={"next": {"party": "b", "set": {"steps.b-pays.value.b": -2}}},
    )
    found = planned(blind).successors
    assert found is not None
    assert (found["next"].kept, found["next"].rise) == (False, None)
    assert found["next"].kind == "pretence"
    assert found["next"].amount == pytest.approx(2.0)


def test_another_order_is_found_that_he_would_keep() -> None:
    """Ben's next government would stop once it is paid; if it goes first it has nothing to take."""
    of = scenario(
        parties={"a": {"breach_penalty": 1}},
        steps={"b-pays": {"after": []}},
        successors={"next": {"party": "b", "set": {"parties.b.breach_penalty": 0}}},
    )
    found = planned(of, "a-pays,b-pays").successors
    assert found is not None
    assert not found["next"].kept
    assert found["next"].order == (("b-pays",), ("a-pays",))
    other = planned(of, "b-pays,a-pays")
    assert other.successors is not None
    assert other.successors["next"].kept
    assert other.verdict == "holds"


def test_another_order_is_found_in_time_too() -> None:
    of = scenario(
        parties={"a": {"breach_penalty": 1, "discount": 0.95}},
        steps={"b-pays": {"after": []}},
        successors={"next": {"party": "b", "set": {"parties.b.breach_penalty": 0}}},
    )
    roadmap = plan_roadmap(of, order="a-pays,b-pays", in_time=True)
    assert roadmap is not None
    assert roadmap.successors is not None
    assert roadmap.successors["next"].order == (("b-pays",), ("a-pays",))
    other = plan_roadmap(of, order="b-pays,a-pays", in_time=True)
    assert other is not None
    assert other.successors is not None
    assert other.successors["next"].kept
    assert other.verdict == "holds"
    late = {"next": {"party": "b", "from": "2030-04-15", "set": {"parties.b.fallback": 9}}}
    never = plan_roadmap(scenario(**IMPATIENT, successors=late), "all", in_time=True)
    assert never is not None
    assert never.successors is not None
    assert never.successors["next"].order is None


# --- within a term


def test_what_is_in_place_by_a_day() -> None:
    advice = advised(scenario(), date(2030, 3, 1))
    assert advice.by is not None
    assert [held and held.done for held in advice.by.rungs] == [("a-pays",)]
    held = advice.by.rungs[0]
    assert held is not None
    assert held.values == {"a": -1.0, "b": 3.0}


def test_the_first_change_of_government_is_the_day_that_is_asked_about() -> None:
    proposals = {"both": {"by": "a", "steps": ["a-pays", "b-pays"]}}
    advice = advised(scenario(successors=NEXT, proposals=proposals))
    assert advice.by is not None
    assert advice.by.date == date(2030, 4, 1)
    assert advice.by.proposals["both"] == advice.by.rungs[0]
    assert advice.ladder[0].successors == {"next": False}
    assert advised(scenario()).by is None


def test_parts_of_a_step_count_as_far_as_they_are_done() -> None:
    advice = advised(scenario(steps={"b-pays": {"slices": 4}}), date(2030, 3, 5))
    assert advice.by is not None
    held = advice.by.rungs[0]
    assert held is not None
    assert held.parts == {"b-pays": 0.25}
    assert held.values["a"] == pytest.approx(-0.25)


@pytest.mark.parametrize(
    ("blocks", "day", "wrong"),
    [
        ({}, date(2029, 1, 1), "before the steps begin, on 2030-01-01"),
        ({"when": None}, date(2030, 6, 1), "add `when` to the file"),
        ({"phase_length": None}, date(2030, 6, 1), "add `phase_length` to the file"),
    ],
)
def test_a_day_that_nothing_tells_of_is_refused(
    blocks: dict[str, Any], day: date, wrong: str
) -> None:
    data = {name: block for name, block in (SWAP | blocks).items() if block is not None}
    with pytest.raises(UsageError, match=wrong):
        advised(load_text(yaml.safe_dump(data, sort_keys=False)), day)


def test_a_word_that_is_no_day_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["advise", str(ROOT / "docs/examples/dam.yaml"), "--by", "tomorrow"])
    assert "--by cannot be 'tomorrow'; give a day such as 2021-01-20" in capsys.readouterr().err


# --- results that are checked again


TAMPERED: tuple[tuple[tuple[str | int, ...], Any], ...] = (
    (("roadmap", "time", "values", "a"), 0.5),
    (("roadmap", "time", "signed"), False),
    (("roadmap", "time", "urgent"), ["a-pays"]),
    (("roadmap", "successors", "next", "kept"), True),
    (("roadmap", "successors", "next", "rise"), 2.0),
)
TAMPERED_ADVICE: tuple[tuple[tuple[str | int, ...], Any], ...] = (
    (("advise", "by", "rungs", 0, "values", "a"), 0.5),
    (("advise", "by", "date"), "2030-01-15"),
    (("advise", "first", "successors", "next"), True),
)


def _tampered(result: dict[str, Any], *path: str | int, value: Any) -> dict[str, Any]:
    copy: dict[str, Any] = json.loads(json.dumps(result))
    place: Any = copy
    for key in path[:-1]:
        place = place[key]
    assert place[path[-1]] != value
    place[path[-1]] = value
    return copy


def test_what_is_told_of_time_is_verified(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "swap.yaml"
    data = SWAP | {"successors": NEXT}
    data = json.loads(json.dumps(data))
    data["parties"]["a"]["discount"] = 0.9
    file.write_text(yaml.safe_dump(data, sort_keys=False), "utf-8")
    of = cases.load(file)
    main(["roadmap", str(file), "--package", "all", "--format", "json"])
    result = json.loads(capsys.readouterr().out)
    assert verify(of, result).agrees
    for path, value in TAMPERED:
        assert not verify(of, _tampered(result, *path, value=value)).agrees, path
    main(["advise", str(file), "--format", "json"])
    result = json.loads(capsys.readouterr().out)
    assert verify(of, result).agrees
    for path, value in TAMPERED_ADVICE:
        assert not verify(of, _tampered(result, *path, value=value)).agrees, path


# --- weights


def test_weights_multiply_over_a_stretch_of_time() -> None:
    of = scenario(parties={"a": {"discount": 0.9, "leaves_office": 0.05}, "b": {"discount": 0.8}})
    rates: Rates = Session.of(of).game.rates
    assert rates.weights(0.0, 3.5) == pytest.approx(
        rates.weights(0.0, 1.2) * rates.weights(1.2, 3.5)
    )


def test_going_on_is_worth_what_it_is_without_time_where_nothing_counts() -> None:
    session = Session.of(scenario())
    exits = session.safeguards.exits()
    path = path_of(exits, (MoveSet(1), MoveSet(2)))
    going = going_on(session.game, path.states, (0.0, 1.0, 5.0))
    assert (going == path.going).all()
