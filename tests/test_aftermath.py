"""What follows a breakdown, from a file to its page: the verb, the command, the picture."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from drawings import both, marks, texts
from page_cases import resolve_result
from test_conflict_graph import CUBA, ELMIRA, PRISONERS
from winset import (
    Scenario,
    ScenarioError,
    UsageError,
    analyze,
    cases,
    expect_no_deal,
    trace_aftermath,
    which_rankings,
)
from winset.aftermath.expect import MOST_ROUNDS, Round
from winset.aftermath.graph import StateId
from winset.aftermath.layout import MOST_DRAWN, layout_of
from winset.aftermath.trace import FEW_STATES
from winset.report.charts.aftermath import aftermath_chart
from winset.report.charts.draw import draw
from winset.report.document.blocks import assertions
from winset.report.document.chart import Chart
from winset.report.forms.terminal import to_text
from winset.report.pages.screens import aftermath_screen
from winset.roadmaps.plan import plan_roadmap
from winset.scenario import load_text

ROOT = Path(__file__).parents[1]
Run = Callable[..., tuple[int, str, str]]

FENCE = """winset: 1
title: A fence
parties:
  ana: {name: Ana, breach_penalty: 9, guarantee: 9}
  ben: {name: Ben, no_deal: -1, breach_penalty: 9, guarantee: 9}
observers: {cat: {name: Cat}}
ledgers: {peace: {name: Peace, start: 10}}
steps:
  fence: {by: [ana], value: {ana: -1, ben: 4}}
  pay: {by: [ben], value: {ana: 4, ben: -1}, after: [fence]}
record:
  - {date: 2001, event: Ana promised to wait., by: ana, kept: 1}
elsewhere: {barn: {name: Barn, parties: [ana], weight: 0.5}}
aftermath:
  options:
    built: {by: ana, title: The fence stands, step: fence, moves: "off"}
    shout: {by: ben, title: Ben shouts}
    talk: {by: ana, title: Ana talks}
  infeasible: [built and talk]
  status_quo: []
  preferences:
    ana: {statements: [not shout, talk]}
    ben: {statements: [shout iff not talk]}
  effects:
    - {when: shout, value: {ana: -2, ben: -0.5, cat: -1}, changes: {peace: -3}, kept: {ana: 0}}
    - {when: talk, value: {ana: 0.5}, deal: 0.5}
    - {when: talk and not shout, deal: 0.5}
"""


@cache
def fence() -> Scenario:
    return load_text(FENCE, name="fence")


def test_states_carry_values_and_ledgers() -> None:
    found = trace_aftermath(fence())
    assert [state.on for state in found.states] == [
        (),
        ("built",),
        ("shout",),
        ("built", "shout"),
        ("talk",),
        ("shout", "talk"),
    ]
    assert found.state(3).values == {"ana": -2, "ben": -0.5, "cat": -1}
    assert found.state(6).values == {"ana": -1.5, "ben": -0.5, "cat": -1}
    assert [state.ledgers["peace"] for state in found.states] == [10, 10, 7, 7, 10, 7]
    assert repr(found) == "Aftermath(6 states; equilibria: nash 1, gmr 4, smr 1, seq 1)"


def test_where_it_goes() -> None:
    """Ana talks or Ben shouts first; then both want talks without shouting."""
    found = trace_aftermath(fence())
    assert found.status_quo == 1
    assert found.outlook is not None
    assert found.outlook.ends == {5: 1.0}
    assert found.outlook.expected == {"ana": 0.5, "ben": 0.0, "cat": 0.0}
    (to,) = [one for one in found.paths if one.to == 5]
    assert [[(move.party, move.to) for move in path] for path in to.paths] == [
        [("ana", 5)],
        [("ben", 3), ("ana", 6), ("ben", 5)],
    ]


def test_broken_at_a_step() -> None:
    """The fence stands: Ana cannot talk before she takes it down, and does so in one move."""
    found = trace_aftermath(fence(), broken_at=["fence"])
    assert found.state(found.status_quo).on == ("built",)
    assert trace_aftermath(fence(), broken_at=[]).status_quo == 1
    plan = plan_roadmap(fence(), "all")
    told = trace_aftermath(fence(), roadmap=plan).breaks
    assert [(one.done, one.status_quo) for one in told] == [
        ((), 1),
        (("fence",), 2),
        (("fence", "pay"), 2),
    ]
    bare = replace(fence(), aftermath=replace(aftermath_of(fence()), options=no_steps(fence())))
    assert trace_aftermath(bare, roadmap=plan).breaks == ()


def aftermath_of(scenario: Scenario) -> Any:
    assert scenario.aftermath is not None
    return scenario.aftermath


def no_steps(scenario: Scenario) -> tuple[Any, ...]:
    return tuple(replace(option, step=None) for option in aftermath_of(scenario).options)


def test_a_break_into_a_state_that_cannot_be() -> None:
    never = load_text(FENCE.replace("[built and talk]", "[built]"))
    told = trace_aftermath(never, roadmap=plan_roadmap(never, "all")).breaks
    assert [(one.status_quo, one.outlook is None) for one in told] == [
        (1, False),
        (None, True),
        (None, True),
    ]
    with pytest.raises(UsageError, match=r"the state \[built\] cannot be"):
        trace_aftermath(never, broken_at=["fence"])


def test_those_who_watch() -> None:
    """Ana kept one promise: (1 + 0.5)/(2 + 0.5); where Ben shouts she has broken another."""
    (watched,) = trace_aftermath(fence()).watched
    assert (watched.talks, watched.party) == ("barn", "ana")
    assert watched.before == pytest.approx(1.5 / 2.5)
    assert watched.after[StateId(5)] == pytest.approx(1.5 / 2.5)
    (shouting,) = trace_aftermath(
        load_text(FENCE.replace("not shout, talk", "shout, talk"))
    ).watched
    assert {round(trust, 9) for trust in shouting.after.values()} == {0.6, 0.5}


def test_what_is_to_be_expected_replaces_no_deal() -> None:
    """Talks end in the deal with 3/4; it is worth 3 to each, talking 0.5 to Ana."""
    found = expect_no_deal(fence())
    first, second = found.rounds
    assert first.package == ("fence", "pay")
    assert first.no_deal == {"ana": 0, "ben": -1}
    assert second.no_deal == pytest.approx({"ana": 0.25 * 0.5 + 0.75 * 3, "ben": 0.75 * 3})
    assert (found.outcome, found.length) == ("fixed", 1)
    assert repr(found) == "Expectation(fixed after 2 rounds)"


def test_a_deal_in_prospect_may_make_no_deal_better_than_it() -> None:
    found = expect_no_deal(load_text(FENCE.replace("{ana: 0.5}", "{ana: 9}")))
    assert (found.outcome, found.length) == ("fixed", 1)
    assert found.rounds[-1].package is None
    assert found.rounds[-1].no_deal == {"ana": 9, "ben": 0}


def test_rounds_that_come_again_are_a_cycle(monkeypatch: pytest.MonkeyPatch) -> None:
    def turning(scenario: Scenario, no_deal: dict[str, float]) -> Round:
        worth = 3.0 if no_deal["ana"] < 1 else -1.0
        return Round(dict(no_deal), ("pay",), {"ana": worth, "ben": 0.0})

    monkeypatch.setattr("winset.aftermath.expect._round", turning)
    found = expect_no_deal(fence())
    assert (found.outcome, found.length) == ("cycle", 2)


def test_numbers_that_never_settle_are_left_open(monkeypatch: pytest.MonkeyPatch) -> None:
    def rising(scenario: Scenario, no_deal: dict[str, float]) -> Round:
        return Round(dict(no_deal), ("pay",), {"ana": 2 * no_deal["ana"] + 4, "ben": 0.0})

    monkeypatch.setattr("winset.aftermath.expect._round", rising)
    found = expect_no_deal(fence())
    assert (found.outcome, found.length, len(found.rounds)) == ("open", None, MOST_ROUNDS)


def test_nothing_is_expected_where_it_goes_round() -> None:
    chase = FENCE.replace("[not shout, talk]", "[talk iff shout]")
    chase += "  move_rule: {concept: nash}\n"
    found = trace_aftermath(load_text(chase))
    assert found.outlook is not None
    assert (found.outlook.cycle, found.outlook.moves) == (1.0, None)
    assert found.outlook.expected == {"ana": None, "ben": None, "cat": None}
    assert found.watched[0].expected is None
    with pytest.raises(UsageError, match="may go round for ever"):
        expect_no_deal(load_text(chase))


def test_a_file_without_an_aftermath_says_so() -> None:
    dam = cases.load(ROOT / "docs/examples/dam.yaml")
    with pytest.raises(UsageError, match="dam does not say what may follow a breakdown"):
        trace_aftermath(dam)
    assert analyze(dam).aftermath is None


def test_an_aftermath_alone_has_no_deals() -> None:
    with pytest.raises(UsageError, match="no steps, so there is no deal to look at"):
        analyze(load_text(PRISONERS))
    with pytest.raises(ScenarioError, match="there is no step 'x'"):
        load_text(PRISONERS.replace("{by: a}", "{by: a, step: x}"))


def test_all_states_of_a_small_model_are_explained_and_those_that_matter_of_a_large_one() -> None:
    small = trace_aftermath(load_text(ELMIRA))
    assert {one.state for one in small.witnesses} == set(range(1, 13))
    large = trace_aftermath(cases.load("hanoi"))
    told = {one.state for one in large.witnesses}
    assert len(large.states) > FEW_STATES
    assert {large.status_quo, *large.equilibria["seq"]} <= told
    assert len(told) < len(large.states)


def test_elmira_loses_an_equilibrium_to_a_coalition() -> None:
    """Ministry and Uniroyal together move from 7 to 10, as Kilgour and others (2001) found."""
    found = trace_aftermath(load_text(ELMIRA))
    assert 7 in found.equilibria["nash"]
    assert 7 not in found.coalition_proof("nash")
    assert 10 in found.coalition_proof("nash")
    (pair,) = [one for one in found.coalitions or () if one.members == ("ministry", "uniroyal")]
    assert 7 not in pair.stable["nash"]


def test_rankings_that_make_a_state_last() -> None:
    found = which_rankings(load_text(PRISONERS), ["a-quiet", "b-quiet"], "a", concept="nash")
    assert (found.fitting, found.rankings, found.barred_by) == (0, 2, ("b",))
    found = which_rankings(load_text(PRISONERS), [], "a", concept="nash")
    assert (found.now, found.fitting, found.conditions) == (True, 1, (((1, 2),),))
    with pytest.raises(UsageError, match="there is no party c that can move; these can: a, b"):
        which_rankings(load_text(PRISONERS), [], "c")
    with pytest.raises(
        UsageError, match="there is no option 'x'; the options are a-quiet, b-quiet"
    ):
        which_rankings(load_text(PRISONERS), ["x"], "a")


# --- the command


def written(folder: Path, text: str = FENCE) -> str:
    path = folder / "fence.yaml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_the_page(run: Run, tmp_path: Path) -> None:
    code, out, err = run("aftermath", written(tmp_path), "--along", "all")
    assert (code, err) == (0, "")
    text = " ".join(out.split())
    for part in (
        "After a breakdown the model expects it to end like this: Ana talks. The values",
        "Ana and Ben have 3 options between them, which makes 6 situations.",
        "The shortest of two ways there: Ana would begin this: Ana talks.",
        "On average that takes one move.",
        "Peace: 10 at the start, 10 in the end.",
        "Barn: trust in Ana is 60% before, 60% to be expected",
    ):
        assert part in text
    assert "For those who are not asked" not in text  # 0 to all of them
    assert "WHAT IT WOULD TAKE" not in out


def test_asking_back(run: Run, tmp_path: Path) -> None:
    code, out, err = run("aftermath", written(tmp_path), "--wanted", "shout,talk", "--expect")
    assert (code, err) == (0, "")
    text = " ".join(out.split())
    assert "this would not last (sequential stability): Ben shouts; Ana talks." in text
    assert "these numbers fit together" in text
    code, out, _ = run(
        "aftermath", written(tmp_path), "--wanted", "", "--expect", "--format", "json"
    )
    result = json.loads(out)
    assert [one["party"] for one in result["rankings"]] == ["ana", "ben"]
    assert result["no_deal"]["outcome"] == "fixed"
    assert result["seed"] == 0


def test_json_holds_what_the_result_does(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("aftermath", written(tmp_path), "--format", "json", "--along", "all")
    assert code == 0
    plan = plan_roadmap(fence(), "all")
    assert json.loads(out)["aftermath"] == json.loads(
        json.dumps(trace_aftermath(fence(), roadmap=plan).to_dict())
    )


def test_analyze_tells_what_follows(run: Run, tmp_path: Path) -> None:
    path = written(tmp_path)
    code, out, _ = run("analyze", path, "--quick", "--full")
    assert code == 0
    assert "WHAT FOLLOWS A BREAKDOWN" in out
    code, out, _ = run("analyze", path, "--quick", "--format", "json")
    assert len(json.loads(out)["aftermath"]["breaks"]) == 3


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--broken-at", "fense"), "there is no step 'fense'; did you mean 'fence'?"),
        (("--wanted", "x"), "there is no option 'x'; the options are built, shout, talk"),
        (("--wanted", "built,talk"), "the state [built, talk] cannot be"),
        (("--wanted", "talk,talk"), "'talk' is named 2 times; name it once"),
        (("--concept", "nash"), "add --wanted, or drop it"),
        (
            ("--chart", "graph.pdf"),
            "graph.pdf: the name does not tell what to write; end it in .svg or .png",
        ),
        (("--chart", "no/folder/graph.svg"), "there is no folder no/folder; make it first"),
    ],
)
def test_wrong_use_is_told(run: Run, tmp_path: Path, arguments: tuple[str, ...], told: str) -> None:
    code, out, err = run("aftermath", written(tmp_path), *arguments)
    assert (code, out) == (2, "")
    assert told in err


@pytest.mark.parametrize("text", [PRISONERS, ELMIRA, CUBA])
def test_published_models_print(run: Run, tmp_path: Path, text: str) -> None:
    code, out, err = run("aftermath", written(tmp_path, text))
    assert (code, err) == (0, "")
    assert "WHAT WOULD LAST" in out


CASES = (
    *(PRISONERS, ELMIRA, CUBA, FENCE),
    FENCE.replace('"off"', '"on"'),
    FENCE.replace("[built and talk]", "[shout iff not talk, built]"),
    *(
        (ROOT / file).read_text("utf-8")
        for file in (
            "docs/examples/quarrel.yaml",
            "src/winset/cases/hanoi.yaml",
            "tests/data/rivers.yaml",
            "tests/data/trials/ulster.yaml",
        )
    ),
)


@pytest.mark.parametrize("number", range(len(CASES)))
@pytest.mark.filterwarnings("ignore::winset.ScenarioWarning")
def test_every_basis_of_the_screen_is_there(number: int) -> None:
    scenario = load_text(CASES[number])
    plan = plan_roadmap(scenario) if scenario.steps else None
    found = trace_aftermath(scenario, roadmap=plan)
    start = found.state(found.status_quo).on
    asked = [which_rankings(scenario, start, party) for party in found.parties]
    expectation = expect_no_deal(scenario) if scenario.steps else None
    results = {
        "aftermath": found.to_dict(),
        "rankings": [one.to_dict() for one in asked],
        "no_deal": expectation and expectation.to_dict(),
    }
    said = list(assertions(aftermath_screen(scenario, found, asked, expectation)))
    assert said
    for one in said:
        for kind, _, path in (ref.partition(":") for ref in one.basis):
            if kind == "result":
                resolve_result(results, path)


@pytest.mark.parametrize("number", range(len(CASES)))
@pytest.mark.filterwarnings("ignore::winset.ScenarioWarning")
def test_the_finding_comes_first_and_tells_no_number_of_a_state(number: int) -> None:
    scenario = load_text(CASES[number])
    page = aftermath_screen(scenario, trace_aftermath(scenario))
    text = to_text(page)
    below_title = text.removeprefix(to_text(replace(page, lead=(), sections=())))
    assert below_title.startswith("After a breakdown ")
    assert not re.search(r"\bstates? \d", text)
    opened = text.partition("WHAT WOULD LAST")[0]
    assert not re.search(r"\b(Nash|SEQ|SMR|GMR)\b", opened.partition("Chances rest")[0])


def page(run: Run, folder: Path, text: str, *arguments: str) -> str:
    code, out, err = run("aftermath", written(folder, text), *arguments)
    assert (code, err) == (0, "")
    return " ".join(out.split())


def test_where_a_roadmap_broke_is_told_where_it_makes_a_difference(
    run: Run, tmp_path: Path
) -> None:
    alike = page(run, tmp_path, FENCE, "--along", "all")
    assert ("Wherever the deal broke off, it would end alike, like this: Ana talks.") in alike
    stands = page(run, tmp_path, FENCE.replace('"off"', '"on"'), "--along", "all")
    assert "after Fence" in stands
    assert "after Pay" not in stands
    never = page(run, tmp_path, FENCE.replace("[built and talk]", "[built]"), "--along", "all")
    assert "it cannot come to that" in never


def test_what_isolates_states_is_told(run: Run, tmp_path: Path) -> None:
    text = FENCE.replace("[built and talk]", "[shout or talk]")
    told = page(
        run,
        tmp_path,
        text.replace('"off"', "both").replace("{by: ana, title: The", "{by: ana, title: A"),
    )
    assert "for want of moves" not in told
    alone = text.replace("[shout or talk]", "[shout or talk, not built]").replace("[]", "[built]")
    assert "At the start: The fence stands." in page(run, tmp_path, alone)
    apart = text.replace("[shout or talk]", "[shout iff not talk, built]")
    apart = apart.replace("{by: ben, title: Ben", "{by: ben, moves: 'on', title: Ben")
    assert "2 situations last for want of moves, since nobody can move there or away: – " in page(
        run, tmp_path, apart
    )


def test_uncertain_preferences_are_on_the_page(run: Run, tmp_path: Path) -> None:
    text = FENCE.replace(
        "ben: {statements: [shout iff not talk]}",
        "ben: {one_of: [{weight: 3, statements: [shout iff not talk]}, {statements: [shout]}]}",
    )
    told = page(run, tmp_path, text)
    assert "in all two combinations of the preferences" in told
    assert "Ana talks 75% 75%" in told


def test_what_is_too_much_is_told(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("winset.aftermath.chances.MOST_CHAINED", 1)
    monkeypatch.setattr("winset.aftermath.coalitions.MOST_STATES", 3)
    told = page(run, tmp_path, FENCE)
    assert "So much may happen that chances were not worked out." in told
    assert "Parties moving together were not looked at" in told
    code, out, _ = run("aftermath", written(tmp_path), "--format", "json")
    assert code == 0
    result = json.loads(out)["aftermath"]
    assert (result["outlook"], result["coalitions"]) == (None, None)


def test_going_round_is_told(run: Run, tmp_path: Path) -> None:
    chase = (
        FENCE.replace("[not shout, talk]", "[talk iff shout]") + "  move_rule: {concept: nash}\n"
    )
    told = page(run, tmp_path, chase)
    assert "With a chance of 100% it goes round for ever." in told
    assert "can expect" not in told


def test_after_hanoi_short_range_launches_and_an_open_door_last() -> None:
    found = trace_aftermath(cases.load("hanoi"))
    assert found.outlook is not None
    ((end, chance),) = found.outlook.ends.items()
    assert found.state(end).on == ("short-range-tests", "open-door", "allied-defence")
    assert chance == 1


# --- the picture


def picture_of(scenario: Scenario) -> Chart:
    found = trace_aftermath(scenario)
    return aftermath_chart(scenario, found, layout_of(scenario, found))


def test_the_picture_shows_states_and_moves() -> None:
    for drawing in both(picture_of(load_text(ELMIRA))):
        told = texts(drawing)
        assert any(text.startswith("Start: ") for text in told)
        assert any(text.startswith("100%: ") for text in told)
        points = marks(drawing, "point")
        right = max(mark["x"] for mark in points)
        states = [mark for mark in points if mark["x"] == right]
        assert len(states) == 12
        assert {mark["shape"] for mark in states} == {"square", "circle"}
        assert len({mark["y"] for mark in states}) == 12, "a line a state: no text covers another"
        signs = {mark["shape"] for mark in points if mark["x"] < right}
        assert len(signs) > 1, "who moves"


def test_the_picture_of_many_states_holds_those_on_the_way() -> None:
    scenario = cases.load("hanoi")
    found = trace_aftermath(scenario)
    drawn = layout_of(scenario, found).places
    chart = picture_of(scenario)
    assert len(drawn) <= MOST_DRAWN
    assert {found.status_quo, *found.equilibria["nash"]} <= set(drawn)
    assert chart.alt.startswith("At the start: An open door for talks.")
    assert len(chart.rows) == len(drawn)
    assert f"{len(drawn)} of 288 states" in chart.subtitle


@pytest.mark.slow
def test_a_picture_is_drawn() -> None:
    chart = picture_of(load_text(PRISONERS))
    drawn = draw([chart], ["svg", "png"])
    svg = drawn["aftermath", "svg"]
    assert svg.startswith(b"<svg")
    assert svg.count(chart.title.split()[0].encode()) >= 2  # seen, and for who cannot see it
    assert drawn["aftermath", "png"].startswith(b"\x89PNG")


def test_a_missing_extra_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("winset.report.drawing.drawing_process.find_spec", lambda name: None)
    with pytest.raises(UsageError, match=r"pip install 'winset\[report\]'"):
        draw([picture_of(load_text(PRISONERS))], ["png"])
