"""The Hanoi case: its file holds together and says what the record says. No result is fixed."""

from __future__ import annotations

import json
import random
import re
from calendar import month_name
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from page_cases import analysis_of
from references import deals_reference as twin
from winset import cases
from winset.analysis import Analysis
from winset.deals.packages import list_packages
from winset.roadmaps.plan import plan_roadmap
from winset.scenario import (
    Approach,
    Demand,
    Event,
    Figure,
    Lever,
    Note,
    Number,
    Place,
    Proposal,
    Scenario,
    Step,
    Term,
    load_text,
    trust_matrix,
)
from winset.scenario.changes import numbers_of, with_changes
from winset.scenario.file.yaml import read
from winset.scenario.game import compile_game
from winset.scenario.number_path import NumberPath
from winset.scenario.numbers import Rate

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("hanoi")]

NEAR = 1e-9
ROOT = Path(__file__).resolve().parents[1]
SIDES = ("us", "dprk")
WITH_A_VETO = {"britain-france", "china", "russia"}  # beside the United States itself
FIRST_DAY, LAST_DAY = date(2019, 2, 27), date(2019, 2, 28)
MONTHS = month_name[1:]


@cache
def hanoi() -> Scenario:
    return cases.load("hanoi")


def analysis() -> Analysis:
    return analysis_of("hanoi")


@cache
def content() -> Mapping[str, Any]:
    """Return what stands in the file, before anything is filled in."""
    data = read(cases.path("hanoi").read_bytes(), "hanoi.yaml").data
    assert isinstance(data, dict)
    return data


def step(name: str) -> Step:
    return next(one for one in hanoi().steps if one.id == name)


def events(*words: str) -> list[Event]:
    """Return the entries of the record that hold all these words."""
    return [event for event in hanoi().record if all(word in event.event for word in words)]


def walk(found: object, path: str = "") -> Iterator[tuple[str, object]]:
    """Yield everything inside a scenario with its path."""
    yield path, found
    if isinstance(found, Mapping):
        inside = [(str(key), value) for key, value in found.items()]
    elif isinstance(found, tuple):
        inside = [(str(getattr(one, "id", n)), one) for n, one in enumerate(found)]
    elif is_dataclass(found) and not isinstance(found, Number):
        inside = [(one.name, getattr(found, one.name)) for one in fields(found)]
    else:
        return
    for key, value in inside:
        yield from walk(value, f"{path}.{key}".lstrip("."))


# --------------------------------------------------------------------------------------------
# The file


def test_the_frame() -> None:
    case = hanoi()
    assert case.id == "hanoi"
    assert tuple(party.id for party in case.parties) == SIDES
    assert 16 <= len(case.steps) <= 20
    assert case.when == (FIRST_DAY, LAST_DAY)
    assert case.place is not None
    assert "Hanoi" in case.place.name
    assert set(case.unit) == set(SIDES)
    assert not case.comparable  # the two scales have nothing in common
    assert {one.id for one in case.observers} == {"south-korea", "japan", *WITH_A_VETO}


def test_every_step_has_a_title_a_source_a_note_and_values_for_both_sides() -> None:
    for one in hanoi().steps:
        assert one.title
        assert one.source
        assert one.note
        assert set(SIDES) <= set(one.value)
        assert {observer.id for observer in hanoi().observers} <= set(one.value)
        assert set(one.by) <= set(SIDES)


def judged_numbers() -> Iterator[tuple[str, Any]]:
    """Yield the numbers that the authors judged for the two sides, as they stand in the file."""
    for name, party in content()["parties"].items():
        for key in ("no_deal", "breach_penalty", "guarantee", "discount", "leaves_office"):
            yield f"{name}.{key}", party[key]
        yield from ((f"{name}.trust.{other}", number) for other, number in party["trust"].items())
        for body, ratifier in party.get("home", {}).items():
            for key in ("floor", "no_deal"):
                yield f"{name}.{body}.{key}", ratifier[key]
    for name, one in content()["steps"].items():
        for side in SIDES:
            yield f"{name}.{side}", one["value"][side]
        for key in ("reversible", "detection", "phases"):
            yield f"{name}.{key}", one[key]
        if "head_start" in one:
            yield f"{name}.head_start", one["head_start"]
        yield from ((f"{name}.{path}", number) for path, number in one.get("sets", {}).items())


def judged_changes() -> Iterator[tuple[str, Any]]:
    """Yield the costs of demands and levers, and the numbers that are set beside the file's own."""
    for block in ("demands", "levers", "approaches", "successors"):
        for name, one in content()[block].items():
            yield from ((f"{name}.{path}", number) for path, number in one.get("set", {}).items())
            if block in ("demands", "levers"):
                yield f"{name}.cost", one["cost"]


def test_every_judged_number_says_where_it_comes_from_and_why() -> None:
    numbers = dict([*judged_numbers(), *judged_changes()])
    assert len(numbers) >= 5 * len(hanoi().steps) + 2 * 4 + 30
    bare = [
        name
        for name, number in numbers.items()
        if not isinstance(number, dict) or not number.get("source") or not number.get("note")
    ]
    assert bare == []


def test_every_bonus_and_body_at_home_says_where_its_numbers_come_from_and_why() -> None:
    bodies = [ratifier for party in hanoi().parties for ratifier in party.home]
    assert bodies
    assert all(body.source and body.note for body in bodies)
    assert all(bonus.source and bonus.note for bonus in hanoi().bonuses)


def test_every_effect_after_a_breakdown_says_why() -> None:
    """In one note for all of it, or beside each side's number."""
    effects = content()["aftermath"]["effects"]
    assert len(effects) >= 8
    for one in effects:
        bare = [side for side in SIDES if "note" not in as_mapping(one["value"].get(side, {}))]
        assert one.get("note") or not set(bare) & set(one["value"]), one["when"]


def as_mapping(number: Any) -> Mapping[str, Any]:
    return number if isinstance(number, dict) else {}


def test_ranges_are_in_order() -> None:
    ranges = 0
    for path, number in walk(hanoi()):
        if isinstance(number, Number) and number.low is not None:
            assert number.high is not None, path
            assert number.low <= number.point <= number.high, path
            assert number.low < number.high, path
            ranges += 1
    assert ranges > 3 * len(hanoi().steps)


def test_shares_and_their_ranges_are_shares() -> None:
    for one in hanoi().steps:
        for number in (one.reversible, one.detection, one.head_start):
            ends = [end for end in (number.low, number.point, number.high) if end is not None]
            assert all(0 <= end <= 1 for end in ends), one.id


def test_what_a_side_does_alone_costs_it_and_serves_the_other() -> None:
    for one in hanoi().steps:
        if len(one.by) == 1:
            for side in SIDES:
                point = one.value[side].point
                assert point <= 0 if side in one.by else point >= 0, (one.id, side)


def named_sources(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        for key, value in data.items():
            if key in ("source", "work"):
                yield value
            yield from named_sources(value)
    elif isinstance(data, list):
        for item in data:
            yield from named_sources(item)


def test_every_source_is_used_and_every_used_source_is_defined() -> None:
    used, defined = set(named_sources(content())), set(content()["sources"])
    assert used - defined == set()
    assert defined - used == set()


def test_every_fact_has_a_source() -> None:
    kinds = (Event, Figure, Proposal, Demand, Term, Note, Place)
    facts = [(path, found) for path, found in walk(hanoi()) if isinstance(found, kinds)]
    assert len(facts) > 100
    assert [path for path, fact in facts if fact.source is None] == []


OF_THE_SUMMIT = {"cgtn-ri", "vnexpress-snapback"}
"""What those who were there told of it afterwards: Ri the same night, Choe in March."""


def test_no_number_that_judges_rests_on_what_came_later() -> None:
    days: dict[str | None, set[bool]] = {}
    for event in hanoi().record:
        days.setdefault(event.source, set()).add(event.day > LAST_DAY)
    later = {source for source, found in days.items() if found == {True}}
    assert later > OF_THE_SUMMIT
    assert len(later) > 15
    judged = [*judged_numbers(), *judged_changes()]
    barred = later - OF_THE_SUMMIT
    assert [name for name, number in judged if barred & {*named_sources(number)}] == []


EARLIER = {
    "abc-remains": "how many are thought to lie in the North",
    "bolton-memoir": "what was said at the summit",
    "chosun-albright": "what the programme makes",
    "hani-biegun": "the sense of the paper of 28 February",
    "hani-exactly": "what was asked at the summit",
    "hani-bolton": "what was said at the summit",
    "joongang-bolton": "what the paper of 28 February held",
    "kbs-freeze": "what was offered at the summit",
    "kbs-ri": "what was offered at the summit",
    "kpi-choe": "what was asked at the summit",
    "nation-democrats": "what senators warned of in 2018",
    "reuters-paper": "what the paper of 28 February held",
    "second-plant": "what was asked at the summit",
    "state-official": "what was asked at the summit, and its price",
    "sunday-times-chollima": "what was asked at the summit",
    "vnexpress-snapback": "what was said at the summit",
    "wfp-2019": "the harvest of 2018",
    "yonhap-trade": "the trade of 2018",
}
"""What each later source of a judged number tells of the time before."""


def newest_day_in(title: str) -> date:
    """Return the last day that a title names; a month or a year ends with its last days."""
    days = [date.min]
    for day, month, year in re.findall(rf"(?:(\d+) )?({'|'.join(MONTHS)}) (\d{{4}})", title):
        days.append(date(int(year), MONTHS.index(month) + 1, int(day or 28)))
    days += [date(int(year), 12, 31) for year in re.findall(r"\b20\d\d\b(?=\))", title)]
    return max(days)


def test_later_sources_of_judged_numbers_tell_of_what_came_before() -> None:
    titles = {name: one["title"] for name, one in content()["sources"].items()}
    judged = ("parties", "steps", "demands", "bonuses", "successors", "elsewhere")
    blocks = [content()[name] for name in judged]
    used = {name for block in blocks for name in named_sources(block)}
    assert {name for name in used if newest_day_in(titles[name]) > LAST_DAY} == set(EARLIER)


def test_whoever_comes_next_comes_by_the_law() -> None:
    """The term of 2017 ends on 20 January 2021; in Pyongyang there is none."""
    us, dprk = hanoi().parties
    assert isinstance(us.leaves_office, Rate)
    assert us.leaves_office.since == date(2021, 1, 20)
    found = {one.party: one.since for one in hanoi().successors}
    assert found == {"us": date(2021, 1, 20), "dprk": None}
    assert {us.discount.point, dprk.discount.point} == {0.9}  # ten years as for good


def test_proposals_are_packages() -> None:
    assert len(hanoi().proposals) >= 3
    for proposal in hanoi().proposals:
        assert twin.is_package(hanoi(), frozenset(proposal.steps)), proposal.id
        assert len(set(proposal.steps)) == len(proposal.steps)
        assert proposal.date is not None
        assert date.fromisoformat(proposal.date) <= LAST_DAY


def test_bonuses_can_be_had() -> None:
    for bonus in hanoi().bonuses:
        assert twin.is_package(hanoi(), frozenset(bonus.when)), bonus.when


def test_every_kind_of_position_of_the_talks_is_there() -> None:
    for side in SIDES:
        mine = [demand for demand in hanoi().demands if demand.by == side]
        assert any(demand.before for demand in mine)
        assert any(demand.require for demand in mine)


def test_levers_and_approaches_say_whose_they_are_and_why() -> None:
    assert 6 <= len(hanoi().levers) <= 10
    readings = {"never-the-last-weapon", "relief-only-prolongs"}
    assert len(hanoi().approaches) == 3 + len(readings)
    assert readings < {one.id for one in hanoi().approaches}
    named: tuple[Lever | Approach, ...] = (*hanoi().levers, *hanoi().approaches)
    for one in named:
        assert one.source, one.id
        assert one.note, one.id
        changed = with_changes(hanoi(), one.sets)
        assert replace(changed, parties=(), steps=()) == replace(hanoi(), parties=(), steps=())
        for path, number in one.sets.items():
            before = numbers_of(hanoi()).get(NumberPath(path))
            assert before is None or before.point != number.point, (one.id, path)
            assert numbers_of(changed)[NumberPath(path)] == number


def test_costs_are_on_one_scale_of_ten() -> None:
    costs = [lever.cost for lever in hanoi().levers] + [one.cost for one in hanoi().demands]
    for cost in costs:
        assert cost is not None
        assert cost.low is not None
        assert cost.high is not None
        assert 0 < cost.low < cost.high <= 10


def costs_of(step_name: str) -> dict[str, float]:
    """Return what relief costs whoever has a figure of his own for it."""
    data = content()
    found = {"us": point(data["steps"][step_name]["value"]["us"])}
    for name, body in data["parties"]["us"]["home"].items():
        found[name] = point(body["value"][step_name])
    for block in ("approaches", "successors"):
        for name, one in data[block].items():
            if (number := one["set"].get(f"steps.{step_name}.value.us")) is not None:
                found[name] = point(number)
    return found


def test_partial_relief_costs_in_proportion_to_what_it_brings() -> None:
    steps, lever = content()["steps"], content()["levers"]["longer-suspension"]["set"]
    whole, part = costs_of("civilian-relief"), costs_of("partial-relief")
    assert whole.keys() == part.keys()
    assert len(whole) == 7
    brings = [point(steps[one]["value"]["dprk"]) for one in ("partial-relief", "civilian-relief")]
    for who, cost in part.items():
        assert cost == pytest.approx(whole[who] * brings[0] / brings[1], abs=0.06), who
    longer = [point(lever[f"steps.partial-relief.value.{side}"]) for side in SIDES]
    assert longer[0] == pytest.approx(whole["us"] * longer[1] / brings[1], abs=0.06)


def test_what_is_said_to_be_a_number_of_another_place_is_that_number() -> None:
    data, effects = content(), content()["aftermath"]["effects"]
    by_option = {one["when"]: one["value"] for one in effects}
    for option, name in (("ease", "civilian-relief"), ("yongbyon-shut", "yongbyon-plutonium")):
        for side in SIDES:
            assert ends_of(by_option[option][side]) == ends_of(data["steps"][name]["value"][side])
    pressed = data["approaches"]["pressure-and-isolation"]["set"]["parties.dprk.no_deal"]
    assert ends_of(by_option["tighten"]["dprk"]) == ends_of(pressed)
    home = data["parties"]["us"]["home"]
    for who, body in (("other-party", "congress"), ("hard-line-president", "hard-liners")):
        for path, number in data["successors"][who]["set"].items():
            if path.startswith("steps."):
                assert ends_of(number) == ends_of(home[body]["value"][path.split(".")[1]]), path


def ends_of(number: Any) -> tuple[float, float, float]:
    return number["low"], number["mode"], number["high"]


def test_all_that_goes_beyond_yongbyon_comes_after_the_relief() -> None:
    (demand,) = (one for one in hanoi().demands if one.id == "not-at-this-stage")
    later = {second for first, second in demand.before if first == "civilian-relief"}
    pyongyang = {one.id for one in hanoi().steps if one.by == ("dprk",)}
    offered = {"yongbyon-plutonium", "yongbyon-uranium", "yongbyon-halt", "test-halt"}
    assert later == pyongyang - offered


def test_kims_offer_leaves_no_word_open_on_yongbyon() -> None:
    said = {one.id: one.terms for one in hanoi().proposals}
    assert "yongbyon" not in said["pyongyang-offer"]
    assert all("yongbyon" in said[one] for one in ("trump-more-plants", "trump-missiles"))


# --------------------------------------------------------------------------------------------
# What is often told wrongly


def test_only_the_civilian_parts_of_five_resolutions_were_asked_for() -> None:
    offer = next(proposal for proposal in hanoi().proposals if proposal.id == "pyongyang-offer")
    assert offer.by == "dprk"
    assert "civilian-relief" in offer.steps
    assert "all-sanctions" not in offer.steps
    assert step("civilian-relief").title == "Lift the civilian parts of five UN resolutions"
    asked = [figure for figure in hanoi().figures if figure.id == "resolutions"]
    assert [figure.value and figure.value.point for figure in asked] == [5]
    price = [d for d in hanoi().demands if d.by == "dprk" and "civilian-relief" in d.require]
    assert price
    assert all("all-sanctions" not in demand.require for demand in hanoi().demands)


def test_the_claim_that_all_was_asked_for_is_trumps_and_was_denied_and_corrected() -> None:
    (claim,) = events("sanctions lifted in their entirety")
    (denial,) = events("only partial relief was asked for")
    (confirmed,) = events("State Department official confirms what Pyongyang had asked for")
    assert claim.event.startswith("Trump to the press")
    assert claim.day <= LAST_DAY < denial.day <= confirmed.day


def test_abe_backed_the_decision() -> None:
    (call,) = events("Abe tells Trump")
    assert "fully supports the decision" in call.event
    assert (call.source, call.day) == ("mofa-abe", LAST_DAY)
    (japan,) = (observer for observer in hanoi().observers if observer.id == "japan")
    assert any("Abe fully supported the refusal" in note.text for note in japan.notes)


def test_relief_from_un_sanctions_needs_that_nobody_vetoes_it() -> None:
    (relief,) = (choice for choice in hanoi().choices if choice.id == "relief")
    needs_vote = {one.id for one in hanoi().steps if set(one.consent) & WITH_A_VETO}
    assert all(set(step(name).consent) >= WITH_A_VETO for name in needs_vote)
    assert needs_vote == {*relief.one_of, "inter-korean-exemptions"}
    assert all(step(name).by == ("us",) for name in needs_vote)


def test_the_law_is_changed_by_congress_alone() -> None:
    assert {one.id for one in hanoi().steps if "us.congress" in one.consent} == {"all-sanctions"}


def test_all_sanctions_end_only_after_the_weapons_and_what_delivers_them() -> None:
    """The law of 2016, 22 U.S.C. 9252; what may be suspended by the year waits for nothing."""
    end = step("all-sanctions")
    assert set(end.after) == {"warheads-out", "missiles"}
    assert end.policy
    assert end.source == "us-code"
    assert not step("us-suspension").after
    assert not step("us-suspension").consent


def test_the_envoys_draft_shuts_yongbyon_and_dismantles_nothing() -> None:
    (draft,) = (one for one in hanoi().proposals if one.id == "parallel-draft")
    assert "yongbyon-halt" in draft.steps
    assert not {"yongbyon-plutonium", "yongbyon-uranium"} & set(draft.steps)


def test_kims_title() -> None:
    roles = {person.name: person.role for party in hanoi().parties for person in party.people}
    assert roles["Kim Jong Un"] == "Chairman of the State Affairs Commission"
    assert roles["Donald Trump"] == "President"
    presidents = [name for name, role in roles.items() if role == "President"]
    assert presidents == ["Donald Trump"]
    assert "President Kim" not in json.dumps(content())


def test_the_first_summit_was_in_singapore_and_bound_nobody() -> None:
    (singapore,) = events("First summit in Singapore")
    assert singapore.day == date(2018, 6, 12)
    assert "without dates or definitions" in singapore.event
    assert singapore.kept is None


def test_no_halt_of_short_range_missiles_was_on_offer() -> None:
    halt = step("test-halt")
    assert "long-range" in halt.title
    assert halt.note is not None
    assert "Short-range missiles were never part of it" in halt.note
    (launches,) = events("First of 13 launch events")
    assert "short and medium range" in launches.event


# --------------------------------------------------------------------------------------------
# The chronology


def test_the_record_runs_forward() -> None:
    """A month may stand among its days, so dates are compared as far as both go."""
    dates = [event.date for event in hanoi().record]
    for earlier, later in pairwise(dates):
        known = min(len(earlier), len(later))
        assert earlier[:known] <= later[:known]


AFTERWARDS = {
    "Abe tells Trump": date(2019, 2, 28),
    "Moon speaks of meaningful progress": date(2019, 3, 1),
    "large spring exercises": date(2019, 3, 2),
    "golden opportunity": date(2019, 3, 15),
    "until the end of the year": date(2019, 4, 12),
    "First of 13 launch events": date(2019, 5, 4),
    "Search for remains suspended": date(2019, 5, 8),
    "50 minutes at Panmunjom": date(2019, 6, 30),
    "Stockholm": date(2019, 10, 5),
    "no longer feels bound by the test halt": date(2019, 12, 31),
    "Long-range missile tests resume": date(2022, 3, 1),
}
BEFORE = {
    "Agreed Framework signed": date(1994, 10, 21),
    "First North Korean nuclear test": date(2006, 10, 9),
    "Leap Day deal announced: halt": date(2012, 2, 29),
    "Sixth nuclear test": date(2017, 9, 3),
    "leaves the nuclear agreement with Iran": date(2018, 5, 8),
    "Pyongyang declaration": date(2018, 9, 19),
    "Biegun at Stanford": date(2019, 1, 31),
}


@pytest.mark.parametrize(("words", "day"), [*AFTERWARDS.items(), *BEFORE.items()])
def test_when_it_happened(words: str, day: date) -> None:
    (event,) = events(words)
    assert event.day == day
    assert (day < FIRST_DAY) == (words in BEFORE)


def test_days_to_the_next_launch() -> None:
    (launch,) = events("First of 13 launch events")
    (figure,) = (figure for figure in hanoi().figures if figure.id == "days-to-launch")
    assert figure.value is not None
    assert figure.value.point == (launch.day - LAST_DAY).days
    assert f"{figure.value.point:g} days after Hanoi" in launch.event


def test_promises_are_judged_before_the_talks_only() -> None:
    promises = [event for event in hanoi().record if event.kept is not None]
    assert {event.by for event in promises} == set(SIDES)
    assert all(event.day < FIRST_DAY for event in promises)


def from_the_record() -> Scenario:
    """Return the case without the ranges that it gives for trust."""
    parties = tuple(replace(party, trust={}) for party in hanoi().parties)
    return replace(hanoi(), parties=parties)


def test_trust_is_a_range_about_what_the_record_gives() -> None:
    found = trust_matrix(from_the_record())
    assert trust_matrix(hanoi()) == pytest.approx(found, abs=0.005)
    for party in hanoi().parties:
        (number,) = party.trust.values()
        assert number.low is not None
        assert number.high is not None
        assert 0 < number.low < number.point < number.high < 1
        assert number.source
        assert number.note


def promises(by: str) -> list[Event]:
    return [one for one in hanoi().record if one.by == by and one.kept is not None]


def paid(promise: Event) -> bool:
    """Whether a promise was kept while keeping paid, so that half of its weight stands."""
    assert promise.kept is not None
    halved = promise.weight.point < 0.5 or "keeping paid" in (promise.note or "")
    return promise.kept.point >= 0.5 and halved


def test_grades_are_on_the_lines_of_the_rule() -> None:
    """Done; late, or for most of the term; taken back; left; a token part; the contrary."""
    lines = {1, 0.8, 0.6, 0.4, 0.3, 0.2, 0.1, 0}
    grades = {one.kept.point for side in SIDES for one in promises(side) if one.kept}
    assert grades <= lines


def test_what_happened_is_not_told_by_a_source_of_an_earlier_day() -> None:
    """A promise may be told by its text; a month's last days and a day's zones are let through."""
    titles = {name: one["title"] for name, one in content()["sources"].items()}
    for event in hanoi().record:
        assert event.source is not None
        day = newest_day_in(titles[event.source])
        if event.kept is None and day > date.min:
            assert event.day - day <= timedelta(days=3), event.event


def test_weights_are_those_of_the_rule() -> None:
    """1 a main promise, 0.75 a dated part, 0.5 any other; half where keeping it paid, and why."""
    for promise in (*promises("us"), *promises("dprk")):
        assert promise.kept is not None
        whole = promise.weight.point * (2 if paid(promise) else 1)
        assert any(abs(whole - one) < 0.011 for one in (1, 0.75, 0.5)), promise.event
        assert promise.note or not paid(promise), promise.event


def test_a_promise_is_graded_once_and_none_to_a_third_state() -> None:
    (test,) = events("First North Korean nuclear test")
    (hall,) = events("modern enrichment hall")
    assert test.kept is not None
    assert hall.kept is None
    for words in ("leaves the nuclear agreement with Iran", "neither test, make nor keep"):
        (third,) = events(words)
        assert third.kept is None
    assert {one.to for side in SIDES for one in promises(side)} <= {*SIDES, None}


TO_OTHERS = {
    "dprk": [("2006-10-09", 1.0)],  # Seoul
    "us": [("2011-03-19", 1.0), ("2018-05-08", 0.5)],  # Libya, Iran
}


@pytest.mark.parametrize("judged", SIDES)
def test_the_ends_of_trust_are_two_other_readings_of_the_record(judged: str) -> None:
    """Low: nothing kept that paid, no prior, others' promises as well. High: all whole."""
    (judge,) = set(SIDES) - {judged}
    case = from_the_record()
    others = [
        Event(day, "To a third state", by=judged, to=judge, kept=Number(0.0), weight=Number(weight))
        for day, weight in TO_OTHERS[judged]
    ]
    unpaid = [one for one in promises(judged) if not paid(one)]
    whole = [
        replace(one, weight=Number(one.weight.point * (2 if paid(one) else 1)))
        for one in promises(judged)
    ]
    no_prior = replace(case.trust_prior, strength=Number(1e-9))
    low = replace(case, record=(*unpaid, *others), trust_prior=no_prior)
    high = replace(case, record=tuple(whole))
    place = SIDES.index(judge), SIDES.index(judged)
    (party,) = (one for one in hanoi().parties if one.id == judge)
    number = party.trust[judged]
    ends = trust_matrix(low)[place], trust_matrix(high)[place]
    assert (number.low, number.high) == pytest.approx(ends, abs=0.0051)


def test_what_happened_afterwards_does_not_change_trust() -> None:
    case = from_the_record()
    trust = trust_matrix(case)
    before = tuple(event for event in case.record if event.day < FIRST_DAY)
    after = tuple(event for event in case.record if event.day >= FIRST_DAY)
    assert len(after) > 10
    assert np.array_equal(trust_matrix(replace(case, record=before)), trust)
    promises = tuple(replace(event, by="dprk", to=None, kept=Number(0.0)) for event in after)
    assert np.array_equal(trust_matrix(replace(case, record=before + promises)), trust)
    earlier = tuple(replace(one, date="2019-01-01") for one in promises)
    assert not np.array_equal(trust_matrix(replace(case, record=before + earlier)), trust)
    assert not np.array_equal(trust_matrix(replace(case, record=after)), trust)


# --------------------------------------------------------------------------------------------
# The fingerprint


def reordered(data: Any, rng: random.Random, path: tuple[str, ...] = ()) -> Any:
    """Return the same content with the keys of each mapping shuffled, but for steps and options."""
    if isinstance(data, list):
        return [reordered(item, rng, (*path, "")) for item in data]
    if not isinstance(data, dict):
        return data
    keys = list(data)
    if path not in (("steps",), ("aftermath", "options")):
        rng.shuffle(keys)
    return {key: reordered(data[key], rng, (*path, key)) for key in keys}


def as_text(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1)  # JSON is YAML, too


@pytest.mark.parametrize("seed", [1, 2])
def test_the_hash_is_the_same_in_another_layout(seed: int) -> None:
    other = reordered(content(), random.Random(seed))  # noqa: S311
    assert list(other) != list(content())
    assert load_text(as_text(other), name="hanoi").hash == hanoi().hash


def test_the_hash_knows_the_order_of_the_steps_and_the_numbers() -> None:
    steps = dict(reversed(content()["steps"].items()))
    turned = load_text(as_text({**content(), "steps": steps}), name="hanoi").hash
    changed = cases.load("hanoi", changes=["parties.us.guarantee=0.1"]).hash
    assert len({hanoi().hash, turned, changed}) == 3


# --------------------------------------------------------------------------------------------
# Results agree with the file and with one another


def point(number: Any) -> float:
    """Return the one number that counts of what stands in the file."""
    if isinstance(number, dict):
        return float(number["mode"] if "mode" in number else number["value"])
    return float(number)


def test_values_of_proposals_by_hand() -> None:
    data = content()
    assert set(analysis().proposals) == set(data["proposals"])
    for name, proposal in data["proposals"].items():
        for side in SIDES:
            worth = sum(point(data["steps"][one]["value"][side]) for one in proposal["steps"])
            for bonus in data["bonuses"]:
                if set(bonus["when"]) <= set(proposal["steps"]):
                    worth += point(bonus["value"].get(side, 0))
            no_deal = point(data["parties"][side]["no_deal"])
            found = analysis().proposals[name]
            assert found.worth[side] == pytest.approx(worth, abs=NEAR)
            assert found.values[side] == pytest.approx(worth - no_deal, abs=NEAR)


def test_proposals_like_the_twin() -> None:
    for proposal in hanoi().proposals:
        found, package = analysis().proposals[proposal.id], frozenset(proposal.steps)
        refused = {who: float(short) for who, short in twin.refusals(hanoi(), package).items()}
        assert found.refused_by == pytest.approx(refused, abs=NEAR)
        assert found.signable == (not refused)
        assert found.ratified == (not twin.vetoes(hanoi(), package))
        assert found.own is not None
        order = [one for move in found.own.order for one in move]
        assert set(order) == package
        assert all(order.index(x) < order.index(y) for x, y in proposal.before)


def test_counts_are_in_order() -> None:
    deals = analysis().deals
    roadmap = plan_roadmap(hanoi(), hanoi().proposals[0].id)
    assert roadmap is not None
    counts = roadmap.all
    assert counts is not None
    assert 0 <= counts.holds <= min(counts.incentive, counts.trust)
    assert max(counts.incentive, counts.trust) <= counts.signable <= counts.packages
    assert (counts.packages, counts.signable) == (deals.packages, deals.signable)
    assert deals.overlap <= deals.packages
    assert len(deals.frontier) <= deals.signable + 1
    best = analysis().roadmap
    assert best is None or best.all == counts


def test_packages_are_counted_by_hand() -> None:
    """Steps outside the choices are free, and the end of all sanctions has two prerequisites."""
    assert {one.id for one in hanoi().steps if one.after} == {"all-sanctions"}
    assert not any(choice.required for choice in hanoi().choices)
    free = len(hanoi().steps)
    number = 1
    for choice in hanoi().choices:
        free -= len(choice.one_of)
        number *= len(choice.one_of) + 1
    (relief,) = (choice for choice in hanoi().choices if choice.id == "relief")
    ending = number // (len(relief.one_of) + 1) * 2**free
    waited = 2 ** len(step("all-sanctions").after)
    assert analysis().deals.packages == number * 2**free - ending + ending // waited - 1
    assert analysis().deals.packages < 150_000


def test_packages_drawn_at_random_like_the_twin() -> None:
    case = hanoi()
    game = compile_game(case)
    found = list_packages(game)
    rng = random.Random(2019)  # noqa: S311
    signable = found.masks[found.signable].tolist()
    masks = {0, *rng.sample(found.masks.tolist(), 200), *rng.sample(signable, 100)}
    for mask in masks:
        place = found.index(mask)
        assert place is not None
        package = frozenset(game.names(mask))
        assert twin.is_package(case, package)
        values = {party.id: float(twin.value(case, party, package)) for party in case.parties}
        assert game.by_party(found.values[:, place]) == pytest.approx(values, abs=NEAR)
        assert bool(found.signable[place]) == twin.signable(case, package)


def test_the_frontier_is_signable_and_holds_the_solutions() -> None:
    deals = analysis().deals
    front = {frozenset(deal.steps): deal.values for deal in deals.frontier}
    assert all(twin.signable(hanoi(), package) for package in front)
    points = [tuple(values[side] for side in SIDES) for values in front.values()]
    for us, dprk in points:
        assert not any(u > us + NEAR and d > dprk + NEAR for u, d in points)
    for name, found in deals.solutions.items():
        assert (found is None) == (name in {"egalitarian", "utilitarian"})
        assert {frozenset(deal.steps) for deal in found or ()} <= set(front)


def test_the_roadmap_is_of_a_signable_package_and_in_an_order_of_it() -> None:
    roadmap = analysis().roadmap
    assert (roadmap is None) == (analysis().deals.signable == 0)
    if roadmap is not None:
        package = frozenset(roadmap.package)
        assert twin.signable(hanoi(), package)
        assert sorted(one for move in roadmap.order for one in move) == sorted(package)


def test_the_analysis_is_plain_json() -> None:
    text = json.dumps(analysis().to_dict(), allow_nan=False)
    assert json.loads(text) == analysis().to_dict()


# --------------------------------------------------------------------------------------------
# What the pages tell


def test_the_sessions_are_those_of_the_record() -> None:
    sessions = hanoi().sessions
    assert [one.name for one in sessions if not one.held] == ["Lunch", "Signing"]
    assert all(one.source for one in sessions)
    days = [(one.start.day, one.start.time) for one in sessions if one.held]
    assert [day for day, _ in days] == sorted(day for day, _ in days)
    talks = [one for one in sessions if FIRST_DAY <= one.start.day <= LAST_DAY]
    assert {one.kind for one in talks} == {"private", "group", "meal", "ceremony", "press"}
    (first,) = (one for one in sessions if one.name == "First one-to-one talk")
    assert (str(first.start.time), first.end and str(first.end.time)) == ("18:30:00", "18:50:00")


def test_the_story_is_written_for_these_numbers() -> None:
    assert hanoi().story.written_for == hanoi().numbers
    assert hanoi().authors


def test_misreadings_are_corrected_from_a_source_and_said_of_nobody() -> None:
    claims = hanoi().claims
    assert claims
    for claim in claims:
        assert claim.verdict != "right"
        assert claim.source
        assert claim.by is None
        assert claim.correction
        assert claim.correction != claim.text


def test_every_word_has_a_source() -> None:
    glossary = hanoi().glossary
    assert {"sanctions", "diplomacy", "snapback"} <= {word.id for word in glossary}
    assert all(word.source for word in glossary)
    assert {term.id for term in hanoi().terms} >= {"denuclearization"}  # the sides disagree on it


def test_every_answer_rests_on_a_source_or_on_a_result() -> None:
    results = analysis().to_dict()
    levels = [question.level for question in hanoi().questions]
    assert set(levels) == {"recall", "analyse", "evaluate"}
    for question in hanoi().questions:
        assert question.ask.endswith((".", "?"))
        for point in question.points:
            assert bool(point.source) != bool(point.result)
            if point.result:
                assert standing_at(results, point.result) is not None


def standing_at(results: Any, path: str) -> Any:
    """Return what stands at a place of the results."""
    for part in path.split("."):
        results = results[int(part)] if isinstance(results, list) else results[part]
    return results


def test_every_belief_is_a_judgement_with_its_argument() -> None:
    beliefs = hanoi().beliefs
    assert {one.by for one in beliefs} == set(SIDES)
    for one in beliefs:
        assert one.value.source
        assert one.value.note
        assert not one.value.certain
