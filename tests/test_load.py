import json
import random
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date
from datetime import time as clock
from pathlib import Path
from typing import Any

import pytest

import winset.scenario as public
from fuzz_files import CORPUS, mutated
from winset import cases, scenario
from winset.deals.find import find_deals
from winset.scenario import (
    Moment,
    Point,
    Scenario,
    ScenarioError,
    Standing,
    Talks,
    Together,
    Window,
)
from winset.scenario.changes import numbers_of
from winset.scenario.file import yaml as winset_yaml
from winset.scenario.file.document import Document
from winset.scenario.file.fingerprint import fingerprint
from winset.scenario.file.forms import Block, places
from winset.scenario.file.schema import json_schema
from winset.scenario.file.yaml import read
from winset.scenario.kinds import days, first_day
from winset.scenario.numbers import Number

DATA = Path(__file__).parent / "data"
RIVERS = (DATA / "rivers.yaml").read_text(encoding="utf-8")
FIRST = (DATA / "first.yaml").read_text(encoding="utf-8")


@pytest.fixture(name="rivers")
def _rivers() -> Scenario:
    return cases.load(DATA / "rivers.yaml")


def number(text: str) -> Number:
    file = FIRST.replace("down: 9", f"down: {text}")
    return scenario.load_text(file).steps[0].value["down"]


def plain(text: str) -> Any:
    return read(text.encode(), "f").data


# --- defaults and shapes


def test_ten_lines_are_a_scenario() -> None:
    assert len(FIRST.splitlines()) == 10
    first = cases.load(str(DATA / "first.yaml"))
    assert (first.id, first.title) == ("first", "A dam and a power line")
    assert [party.id for party in first.parties] == ["up", "down"]
    assert [step.title for step in first.steps] == [
        "open dam",
        "power line",
        "read gauges",
        "sell power",
    ]
    assert first.changes == ()
    for left_out in (first.when, first.place, first.summary, first.record_half_life):
        assert left_out is None
    assert (first.phase_length, first.standing) == (None, None)
    assert (first.ledgers, first.escrow) == ((), ())
    assert (first.levers, first.approaches) == ((), ())


def test_what_is_left_out_has_its_default() -> None:
    first = scenario.load_text(FIRST)
    party, step = first.parties[0], first.steps[2]
    assert party.no_deal == party.breach_penalty == party.guarantee == Number(0.0)
    assert party.fallback is None
    assert [party.home, party.people, party.goals] == [(), (), ()]
    assert not party.trust
    assert step.reversible == Number(0.0)
    assert step.head_start == Number(0.1)
    assert step.detection == Number(1.0)
    assert step.automatic is False
    assert step.policy is False
    assert step.after == step.consent == ()
    assert (step.hazard, step.lasts, step.slices) == (Number(0.0), Number(1.0), 1)
    assert step.phases is None
    assert step.window is None
    assert not step.changes
    assert party.leaves_office == Number(0.0)
    assert first.trust_prior.mean == Number(0.5)
    assert first.trust_prior.strength == Number(2.0)
    assert not first.unit
    assert first.bias is None


def test_the_file_has_every_key_of_the_format() -> None:
    known: set[tuple[type, str]] = set()
    seen: set[tuple[type, str]] = set()
    for _, value, form in places(plain(RIVERS)):
        if isinstance(form, Block) and isinstance(value, dict):
            known.update((form.noun, word) for word in form.keys)
            seen.update((form.noun, word) for word in value)
    assert len(known) > 150
    assert known == seen


def test_every_part_arrives(rivers: Scenario) -> None:
    up, down, lake = rivers.parties
    assert rivers.when == (date(2031, 3, 1), date(2031, 3, 2))
    assert rivers.place is not None
    assert rivers.place.why == "It stands on the border."
    assert rivers.summary == (
        "Upriver holds a dam, Downriver a power grid and Lakeside the only gauges that both "
        "believe."
    )
    assert rivers.comparable
    assert rivers.record_half_life == 10
    assert rivers.bias is not None
    assert (rivers.bias.low, rivers.bias.high, rivers.bias.source) == (0.7, 1.43, "atlas")
    assert rivers.sources[0].url == "https://example.org/atlas"
    assert [person.role for person in up.people] == ["minister of water", None]
    assert up.goals[0].source == "atlas"
    assert up.fallback == Number(-0.5)
    assert up.trust == {"down": Number(0.4)}
    farmers, senate, assembly = up.home
    assert (farmers.floor, farmers.no_deal) == (Number(-1.0), Number(0.5))
    assert farmers.value == {"open-dam": Number(-3.0)}
    assert (senate.floor, senate.no_deal, dict(senate.value)) == (Number(0.0), None, {})
    assert (senate.votes, assembly.votes, farmers.votes) == (Number(2.0), Number(1.0), None)
    assert up.ratification.needs == Number(0.6)
    assert rivers.steps[0].sets["steps.open-dam.detection"] == Number(0.99)
    assert down.no_deal.point == -1
    assert lake.name == "Lakeside"
    assert rivers.observers[0].notes[0].text == "They fear salt in the wells."
    dam = rivers.steps[1]
    assert (dam.after, dam.consent) == (("gauges",), ("delta", "up.farmers"))
    assert rivers.steps[3].automatic is True
    assert rivers.choices[0].one_of == ("tariff-low", "tariff-high")
    assert rivers.bonuses[0].value["delta"] == Number(0.5)
    assert rivers.terms[0].meaning == {"up": ("open-dam",), "down": ("open-dam", "tariff-low")}
    assert rivers.proposals[0].before == (("power-line", "open-dam"),)
    assert rivers.proposals[0].date == "2031-03-01"
    assert rivers.proposals[1].order == (
        Together(("gauges",)),
        Together(("open-dam", "power-line")),
    )
    kinds = {demand.id: demand for demand in rivers.demands}
    assert kinds["line-first"].before == (("power-line", "open-dam"),)
    assert kinds["summer-water"].require == ("open-dam",)
    assert kinds["no-tariff"].refuse == ("tariff-high",)
    assert kinds["worth-it"].at_least == Number(1.0)
    assert kinds["our-reading"].term == "fair-share"
    assert (kinds["line-first"].cost, kinds["worth-it"].cost) == (Number(3.0), None)
    assert [step.policy for step in rivers.steps] == [False, True, False, False, False]
    assert rivers.figures[0].value == Number(40.0)
    assert rivers.figures[0].date == "2030"
    assert rivers.name("up.farmers") == "Farmers' league"


def test_every_device_of_a_roadmap_arrives(rivers: Scenario) -> None:
    up, dam = rivers.parties[0], rivers.steps[1]
    farmers, _, assembly = up.home
    assert (up.discount, up.leaves_office) == (Number(0.97), Number(0.02))
    assert (assembly.floor_on_the_way, farmers.floor_on_the_way) == (Number(-1.5), None)
    assert rivers.phase_length == 91.3125
    assert (dam.hazard, dam.phases, dam.slices) == (Number(0.05), Number(2.0), 1)
    assert dam.window == Window(date(2031, 10, 1), date(2032, 12, 31))
    assert dam.changes == {"water": Number(25.0), "salt": Number(-0.25)}
    assert rivers.steps[2].phases == Number(2.0, low=1.0, high=4.0)
    assert [step.slices for step in rivers.steps[3:]] == [4, None]
    water, salt = rivers.ledgers
    assert (water.name, water.unit, water.note) == ("Summer flow", "m3/s", "At the ferry.")
    assert (water.start, water.floor, water.cap) == (Number(20.0), Number(0.5), None)
    assert (salt.start, salt.floor, salt.cap) == (Number(0.25), None, Number(1.0))
    (swap,) = rivers.escrow
    assert (swap.steps, swap.source) == (("open-dam", "power-line"), "diary")
    assert swap.cost == {"up": Number(0.25), "down": Number(0.125)}
    assert rivers.standing == Standing(("gauges",), date=date(2031, 9, 1))


def test_levers_and_approaches_arrive(rivers: Scenario) -> None:
    station, bills = rivers.levers
    assert (station.id, station.title) == ("gauge-station", "A station that counts every hour")
    assert (station.by, bills.by) == (("up", "down"), ("down",))
    assert station.sets == {
        "steps.open-dam.detection": Number(1.0, low=0.98, high=1.0, source="atlas"),
        "parties.down.trust.up": Number(0.75),
    }
    assert station.cost == Number(2.0, low=1.0, high=4.0, note="A season of work.")
    assert (station.source, station.note) == ("diary", "The ferryman's idea.")
    assert (bills.title, bills.cost, bills.source) == ("smaller bills", None, None)
    pressure, patience = rivers.approaches
    assert (pressure.id, pressure.title) == ("pressure", "Wait for a dry summer")
    assert pressure.sets["parties.up.breach_penalty"].note == "Nobody looks on."
    assert (pressure.source, pressure.note) == ("diary", "Upriver's generals want it.")
    assert (patience.title, patience.sets) == ("patience", {"record.1.kept": Number(0.9)})


def test_what_is_told_arrives(rivers: Scenario) -> None:
    alone, signing = rivers.sessions
    assert alone.start == Moment(date(2031, 3, 1), clock(18, 30))
    assert alone.end == Moment(date(2031, 3, 1), clock(19, 15))
    assert (alone.kind, alone.rounds, alone.parties) == ("private", 2, ("up", "down"))
    assert (alone.held, alone.source) == (True, "diary")
    assert alone.note == "The ferryman waited outside."
    assert (signing.kind, signing.held, signing.end, signing.rounds) == (
        *("ceremony", False, None, None),
    )
    assert signing.start == Moment(date(2031, 3, 2))
    assert signing.parties == ("up", "down", "lake")
    wrong, right = rivers.claims
    assert (wrong.verdict, wrong.correction) == ("wrong", "It signed the old treaty.")
    assert (wrong.by, wrong.source) == ("Newspapers of the delta", "atlas")
    assert (right.verdict, right.correction) == ("right", None)
    assert [(word.id, word.title) for word in rivers.glossary] == [
        ("cubic-metre", "Cubic metre a second"),
        ("gauge", "gauge"),
    ]
    recall, evaluate = rivers.questions
    assert (recall.level, recall.ask) == ("recall", "Where did they meet?")
    assert recall.points == (Point(text="On the border.", source="atlas"),)
    assert evaluate.points[0] == Point(result="roadmap.verdict")
    believed = [(one.by, one.path, one.value) for one in rivers.beliefs]
    assert believed == [
        ("up", "parties.down.no_deal", Number(-2.0, low=-6.0, high=0.0, source="diary")),
        ("up", "steps.power-line.value.down", Number(-4.0)),
        ("down", "parties.up.trust.down", Number(0.25)),
    ]


def test_what_is_told_changes_no_result(rivers: Scenario) -> None:
    silent = replace(rivers, talks=Talks(), beliefs=(), claims=(), glossary=(), questions=())
    assert silent != rivers
    assert numbers_of(silent) == numbers_of(rivers)
    assert find_deals(silent).to_dict() == find_deals(rivers).to_dict()


def test_what_is_left_untold_has_its_default() -> None:
    first = scenario.load_text(
        f"{FIRST}talks: {{sessions: [{{name: A, start: 2031-03-01T00:00}}]}}\n"
        "claims: {a: {text: A, correction: B}}\n"
    )
    (session,) = first.sessions
    assert (session.kind, session.held, session.parties) == ("group", True, ("up", "down"))
    assert session.start.time == clock(0, 0)
    assert first.claims[0].verdict == "wrong"
    plain_first = scenario.load_text(FIRST)
    for part in ("sessions", "beliefs", "claims", "glossary", "questions"):
        assert getattr(plain_first, part) == ()


def test_beliefs_may_be_about_all_that_is_another_sides() -> None:
    paths = {
        "parties.down.home.unions.floor": -1,
        "parties.down.ratification.needs": 1,
        "parties.down.fallback": -3,
        "bonuses.0.value.down": 2,
        "escrow.0.cost.down": 0,
        "steps.gauges.value.lake": -2,
    }
    held = "".join(f"    {path}: {value}\n" for path, value in paths.items())
    loaded = scenario.load_text(
        RIVERS.replace("beliefs:\n  up: ", f"beliefs:\n  up:\n{held}  lake: ")
    )
    assert {one.path: one.value.point for one in loaded.beliefs if one.by == "up"} == paths


# --- numbers


def test_forms_of_a_number() -> None:
    assert number("9") == number("9.0") == number("+9") == Number(9.0)
    assert number("{value: 9, note: why}") == Number(9.0, note="why")
    assert number("{low: 1, mode: 2, high: 4}") == Number(2.0, low=1.0, high=4.0)
    assert number("{low: 2, mode: 2, high: 2}") == Number(2.0, low=2.0, high=2.0)
    assert number("1e3") == Number(1000.0)
    assert number("0x10") == Number(16.0)
    assert number("-.5") == Number(-0.5)


def test_a_list_counts_at_its_weighted_median() -> None:
    found = number("{values: [6, 9, 12]}")
    assert (found.point, found.values, found.weights) == (9.0, (6.0, 9.0, 12.0), (1.0, 1.0, 1.0))
    assert number("{values: [6, 9, 12], weights: [5, 1, 1]}").point == 6
    assert number("{values: [12, 6, 9], weights: [3, 1, 1]}").point == 12
    assert number("{values: [6, 9], weights: [0, 1]}").point == 9
    assert not found.certain


# --- text and dates


def test_words_that_other_yaml_takes_for_values_are_text() -> None:
    assert plain("[NO, no, yes, on, off, 12:30, 2019-02, 2019-02-27, 1_000, .]") == [
        *("NO", "no", "yes", "on", "off", "12:30", "2019-02", "2019-02-27", "1_000", ".")
    ]
    assert plain("[null, ~, true, False, 012, 0o17, 0x1F, 1., '1', !!str 1, !!int '1']") == [
        *(None, None, True, False, 12, 15, 31, 1.0, "1", "1", 1)
    ]


def test_keys_are_text_whatever_they_look_like() -> None:
    assert plain("{no: 1, null: 2, 2019: 3, true: 4}") == {"no": 1, "null": 2, "2019": 3, "true": 4}
    file = FIRST.replace("down", "no")
    assert scenario.load_text(file).parties[1].id == "no"


def test_dates_of_every_length(rivers: Scenario) -> None:
    assert [(event.date, event.day) for event in rivers.record] == [
        ("1994", date(1994, 1, 1)),
        ("2019-06", date(2019, 6, 1)),
        ("2024-05-17", date(2024, 5, 17)),
        ("2032-01-01", date(2032, 1, 1)),
    ]
    assert (
        scenario.load_text(FIRST + "record: [{date: '1994', event: x}]\n").record[0].date == "1994"
    )


@pytest.mark.parametrize("text", ["2019-13", "2019-00", "2019-2-27", "2019-02-30", "0000", "19"])
def test_dates_that_do_not_exist(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        first_day(text)


@pytest.mark.parametrize(
    ("span", "length"),
    [("1 day", 1), ("10 days", 10), ("2 weeks", 14), ("1.5 months", 45.65625), ("2 years", 730.5)],
)
def test_spans_of_every_unit(span: str, length: float) -> None:
    assert days(span) == length
    assert scenario.load_text(f"{FIRST}phase_length: {span}\n").phase_length == length


@pytest.mark.parametrize(
    ("window", "first", "last"),
    [
        ("{from: 2031-04-01}", date(2031, 4, 1), None),
        ("{to: 2031-04-01}", None, date(2031, 4, 1)),
        ("{from: 2031-04-01, to: 2031-05-01}", date(2031, 4, 1), date(2031, 5, 1)),
    ],
)
def test_a_window_may_be_open(window: str, first: date | None, last: date | None) -> None:
    text = FIRST.replace("[up, down],", f"[up, down], phases: 0.1, window: {window},")
    text += "when: [2031-03-01, 2031-03-02]\nphase_length: 3 months\n"
    assert scenario.load_text(text).steps[2].window == Window(first, last)


def test_a_byte_order_mark_and_windows_lines_do_no_harm() -> None:
    raw = b"\xef\xbb\xbf" + FIRST.replace("\n", "\r\n").encode()
    assert scenario.load_text(raw).hash == scenario.load_text(FIRST).hash


def test_an_alias_stands_for_its_value() -> None:
    text = FIRST.replace("value: {up: 6, down: -2}", "value: &v {up: 6, down: -2}")
    text = text.replace("value: {up: 2, down: 1}", "value: *v")
    steps = scenario.load_text(text).steps
    assert steps[1].value == steps[3].value


# --- the hash


def same_hash(text: str, other: str) -> bool:
    return scenario.load_text(text).hash == scenario.load_text(other).hash


def test_the_hash_is_that_of_the_content() -> None:
    assert len(scenario.load_text(FIRST).hash) == 16
    assert same_hash(
        FIRST, "# a comment\n" + FIRST.replace("{name: Upriver}", "\n    name: Upriver")
    )
    assert same_hash(FIRST, FIRST.replace("up: 6", "up: 6.0").replace("down: 9", "down: 9e0"))
    assert same_hash(FIRST, FIRST.replace("up: -4, down: 9", "down: 9, up: -4"))
    assert same_hash(
        FIRST,
        FIRST.replace("title: A dam and", "title: 'A dam and").replace("line\n", "line'\n", 1),
    )
    assert not same_hash(FIRST, FIRST.replace("down: 9", "down: 9.5"))
    assert not same_hash(FIRST, FIRST.replace("Upriver", "Upriver!"))


def test_the_order_of_steps_is_part_of_the_hash_and_no_other() -> None:
    def turned(value: Any) -> Any:
        if not isinstance(value, dict):
            return [turned(item) for item in value] if isinstance(value, list) else value
        keys = list(value)
        keys.reverse()
        return {
            key: {k: turned(v) for k, v in value[key].items()}
            if key in ("steps", "options") and isinstance(value[key], dict)
            else turned(value[key])
            for key in keys
        }

    data = plain(RIVERS)
    assert fingerprint(turned(data)) == fingerprint(data)
    assert list(turned(data)) != list(data)
    data["steps"] = dict(reversed(data["steps"].items()))
    assert fingerprint(data) != fingerprint(plain(RIVERS))
    data = plain(RIVERS)
    data["aftermath"]["options"] = dict(reversed(data["aftermath"]["options"].items()))
    assert fingerprint(data) != fingerprint(plain(RIVERS))


def test_the_hash_is_taken_after_changes() -> None:
    text = FIRST.replace("down: 9", "down: 8")
    changed = scenario.load_text(FIRST, changes=["steps.open-dam.value.down=8"])
    assert changed.hash == scenario.load_text(text).hash


# --- the two parsers


def outcome(text: str) -> Document | str:
    try:
        return read(text.encode("utf-8", "surrogatepass"), "f")
    except ScenarioError as error:
        return str(error)


def test_libyaml_and_its_stand_in_read_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(20190228)  # noqa: S311
    texts = [cases.path("hanoi").read_text("utf-8"), *(path.read_text("utf-8") for path in CORPUS)]
    texts += [text for text in (mutated(rng) for _ in range(200)) if "\t" not in text]
    found = [outcome(text) for text in texts]
    assert not all(isinstance(one, str) for one in found)
    monkeypatch.setattr("winset.scenario.file.yaml._LIBYAML", None)
    for text, one in zip(texts, found, strict=True):
        assert outcome(text) == one, text


def test_libyaml_is_at_work() -> None:
    assert winset_yaml._LIBYAML is not None


def test_a_tab_may_stand_within_a_line() -> None:
    text = FIRST.replace("title: A", "title:\tA").replace("name: Upriver", "name: Up\triver")
    assert text.count("\t") == 2
    assert scenario.load_text(text).parties[0].name == "Up\triver"


def test_a_tag_never_makes_anything_of_a_text() -> None:
    assert plain("a: ! 12\nb: !!str no\nc: ! '1e3'\n") == {"a": "12", "b": "no", "c": "1e3"}


def test_marks_of_byte_order_do_no_harm_however_many() -> None:
    raw = b"\xef\xbb\xbf" * 2 + FIRST.encode()
    assert read(raw, "f") == read(FIRST.encode(), "f")


# --- cases, the package, the schema


def test_shipped_cases_load() -> None:
    assert "hanoi" in cases.names()
    for name in cases.names():
        loaded = cases.load(name)
        assert loaded.id == name
        assert cases.resolve(name) == cases.path(name)


def test_a_word_is_a_case_before_it_is_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("hanoi").write_text(FIRST, encoding="utf-8")
    assert cases.resolve("hanoi") == cases.path("hanoi")
    assert cases.load("./hanoi").title == "A dam and a power line"
    assert cases.load(Path("hanoi")).id == "hanoi"
    with pytest.raises(ScenarioError):
        cases.path("first")


def test_what_is_public_is_listed() -> None:
    assert public.__all__ == sorted(public.__all__)
    assert all(hasattr(public, name) for name in public.__all__)
    with pytest.raises(AttributeError, match="attribute nothing"):
        getattr(public, "no" + "thing")


def test_the_slow_libraries_wait_until_a_file_is_read() -> None:
    slow = {"pydantic_core", "pydantic", "ruamel", "yaml", "numpy"}
    code = f"import sys, winset.cases; print({slow} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_every_key_of_the_format_is_described() -> None:
    blocks = {form.noun: form for _, _, form in places(plain(RIVERS)) if isinstance(form, Block)}
    assert len(blocks) > 30
    for noun, block in blocks.items():
        for word, one in block.keys.items():
            assert one.key.about.endswith("."), f"{noun}.{word}"


def test_the_format_has_a_json_schema() -> None:
    schema = json_schema()
    assert schema["required"] == ["winset", "title", "parties"]
    assert schema["anyOf"] == [{"required": ["steps"]}, {"required": ["aftermath"]}]
    defs = schema["$defs"]
    blocks = [block for block in defs.values() if block.get("type") == "object"]
    assert all(block["additionalProperties"] is False for block in blocks)
    assert len(blocks) > 40
    assert all(block["description"].endswith(".") for block in blocks)
    assert defs["Step"]["properties"]["reversible"]["$ref"] == "#/$defs/Share"
    assert defs["Share"]["oneOf"][0] == {"maximum": 1, "minimum": 0, "type": "number"}


def test_a_thousand_lines_load_fast() -> None:
    entry = "  - {date: 2001-02-03, event: Something happened., by: up, kept: 1, weight: 0.5}\n"
    text = RIVERS.replace("record:\n", "record:\n" + entry * 400) + "# \n" * 600
    assert len(text.splitlines()) > 1000
    start = time.perf_counter()
    scenario.load_text(text)
    assert time.perf_counter() - start < 5  # a guard against the quadratic, not a measurement


def test_what_nobody_sees_may_stand_in_a_text() -> None:
    text = FIRST.replace("name: Upriver", "name: 10\u00a0000 \u200c Upriver")
    assert scenario.load_text(text).parties[0].name == "10\u00a0000 \u200c Upriver"


def test_json_needs_no_space_after_a_comma() -> None:
    data = {
        "winset": 1,
        "title": "T",
        "parties": {"up": {"name": "U"}, "down": {"name": "D"}},
        "steps": {"a": {"by": ["up"], "value": {"up": {"values": [1, 5]}}}},
    }
    loaded = scenario.load_text(json.dumps(data, separators=(",", ":")))
    assert loaded.steps[0].value["up"].values == (1.0, 5.0)
