"""The impasse for people: its screen, its phrases, and grids read from the command line."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace

import pytest

from generators.random_games import draws
from generators.random_impasses import random_repairs
from references.impasse_cases import CASES, MISTRUST, REPAIRS, named
from winset.analysis import analyze
from winset.impasse.axes import MOST_VALUES, read_axes
from winset.impasse.explain import explain_impasse
from winset.impasse.groups import MOST_GROUPS, groups_of
from winset.impasse.impasse import Impasse
from winset.impasse.repairs import Change
from winset.impasse.tagged_id import TaggedId
from winset.impasse.thresholds import Axis
from winset.language.catalogue import worded
from winset.language.words import enough
from winset.report.forms.terminal import to_text
from winset.report.pages.screens import analysis_screen, impasse_screen
from winset.report.phrases.groups import KINDS, clauses, given_up
from winset.report.phrases.repairs import change_clause
from winset.scenario import (
    Approach,
    Number,
    Scenario,
    ScenarioError,
    ScenarioTooLarge,
    load_text,
)
from winset.scenario.number_path import NumberPath

OPEN, CLOSED = "swap-with-trust-of-a-third", "swap-with-penalties"
NOBODY_DECIDES = "Nobody can decide to trust; this says how much would be needed."
HEADINGS = (
    "IN SHORT",
    "THE REASONS",
    "WHAT COULD BE HAD IF SOMETHING WERE GIVEN UP",
    "WHAT WOULD OPEN A DEAL",
    "WHAT TRUST AND STAKES IT TAKES",
    "WHERE A DEAL EXISTS",
    "THE NEXT ATTEMPT",
)


def page(scenario: Scenario, impasse: Impasse | None = None) -> str:
    """Return the screen of an impasse as plain text on lines of any length."""
    found = explain_impasse(scenario) if impasse is None else impasse
    return to_text(impasse_screen(scenario, found), width=4000)


def headings(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if re.fullmatch(r"[A-Z?;, ]+ *", line)]


def text_of(name: str) -> str:
    return page(named(name).scenario)


# --- the page


def test_what_a_screen_does_not_tell_is_not_worked_out_for_it() -> None:
    for rng in draws(1_807, trials=6):
        scenario = random_repairs(rng)
        found = explain_impasse(scenario, in_short=True)
        assert page(scenario, found) == page(scenario)
        assert all(reason.certificate is None for reason in found.reasons)


def test_the_page_of_an_impasse_has_its_parts_in_order() -> None:
    found = [heading for heading in headings(text_of(CLOSED)) if heading]
    assert found == list(HEADINGS)


def test_the_page_of_a_deal_says_so_and_how_near_the_edge_it_is() -> None:
    text = text_of(OPEN)
    found = [heading for heading in headings(text) if heading]
    assert found == [
        "IN SHORT",
        "WHAT TRUST AND STAKES IT TAKES",
        "WHERE A DEAL EXISTS",
        "HOW NEAR THE EDGE THE DEAL IS",
    ]
    assert (
        "There is a deal of two steps that all would sign and keep, and it meets the one demand."
        in text
    )
    assert "In this order: sa; then sb." in text  # that of the roadmap: of two as good, file order
    assert re.search(r"What no deal is worth to A +0 +2 +67%", text)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("opposed-scope", ("(scope): Ann insists on one demand (open). Ben insists on one",)),
        ("opposed-scope", ("Ann requires what Ben rules out: open.",)),
        ("opposed-scope", ("Ben insists on one demand (no deal with open)",)),
        ("opposed-orders", ("(order): ", "Ann insists on one demand (first First, then Second)")),
        ("demanded-prices", ("(price): ", "(a gain of at least 2)", "worth 1 less")),
        ("price-gap", ("Ann and Ben will not sign at a loss.",)),
        ("price-gap", ("Nothing that was looked at would open a deal.",)),
        ("veto", ("(home): Senate, at home with Ann, will not pass less than its minimum.",)),
        ("votes", ("Left, at home with Ann", "Right, at home with Ann", "exclude each other. ")),
        ("consent", ("(consent): Oak will not consent at a loss.",)),
        ("one-word-two-readings", ("(words): ", "insists on all that it takes border to mean")),
        ("one-word-two-readings", ("The text on border holds only what all read in it",)),
        ("trust", ("(trust): Ann trusts Ben no more than it does now", "at 47.4%, not at 25%")),
        ("trust", (NOBODY_DECIDES, "to Ann if betrayed, not")),
        ("stake", ("(stake): Ann will break off as soon as that pays", "Ann would lose 1 by")),
        ("never-found-out", ("Faking one step (open) is found out in 9.1% of cases, not",)),
        ("swap", ("one conflict, told here at its plainest; it can be put in seven ways.",)),
        ("two-conflicts", ("in two separate conflicts; each has to be settled",)),
        ("two-conflicts", ("Conflict 1", "Conflict 2", ". Ann could do it alone.", "together.")),
        ("nothing-can-be-done", ("Reason 1: Nothing at all can be carried out within limits",)),
        (CLOSED, ("One step (sa) is done in 2 equal parts. A could do it alone.",)),
        (CLOSED, ("Trust would not move with it: the file gives it as a number (A in B 25%",)),
        ("swap-half-done", ("then meets the rest: −1 to A and +3 to B. It leaves out: sb.",)),
    ],
)  # fmt: skip
def test_the_page_says(name: str, told: Sequence[str]) -> None:
    text = re.sub(r"\s+", " ", text_of(name))
    for words in told:
        assert words in text


def test_every_kind_of_reason_is_explained() -> None:
    seen = {kind for case in CASES for kind in case.kinds}
    assert set(KINDS) == seen


@pytest.mark.parametrize("name", ["two-conflicts", CLOSED])
def test_no_id_of_a_group_is_printed(name: str) -> None:
    text = text_of(name)
    for group in groups_of(named(name).scenario).listed:
        assert group.id not in text


def test_what_is_found_and_cut_short_is_said() -> None:
    scenario = named(CLOSED).scenario
    impasse = explain_impasse(scenario)
    many = replace(impasse, reasons=impasse.reasons * 8, all_up_to=3, repairs_complete=False)
    text = page(scenario, many)
    assert "There are at least 16 reasons" in text
    assert "8 more reasons, as long or longer, are not shown." in text
    assert "all reasons with up to 3 members were found" in text


def test_levers_come_with_their_cost_and_who_could_pull_them() -> None:
    (case,) = [one for one in REPAIRS if one.name == "together"]
    text = page(case.scenario)
    assert "The cheapest opening: stake-of-a (what A would lose" in text
    assert "rust-of-b (trust of B in A: " in text
    assert "It costs 4 on that scale. A could do it alone." in text
    assert "Treaty" in text
    assert "What it costs is not stated. A could do it alone." in text


def test_demands_with_a_price_are_levers() -> None:
    (case,) = [one for one in REPAIRS if one.name == "demands-that-can-be-dropped"]
    assert "The cheapest opening: Ben drops one demand (no deal with open)." in page(case.scenario)


def test_a_lever_says_how_much_of_it_would_do() -> None:
    (case,) = [one for one in REPAIRS if one.name == "together"]
    scenario = case.scenario
    one = Change(TaggedId("stake-of-a"), NumberPath("parties.a.breach_penalty"), 0.0, 3.0, 1.0)
    assert change_clause(scenario, one).endswith(": 3, not 0; 1 would do)")
    several = Change(TaggedId("treaty"), None, 0.0, 1.0, 0.25)
    assert change_clause(scenario, several) == "treaty (25% of the way would do)"


@pytest.mark.parametrize(
    ("lever", "told"),
    [
        ("snapback:sa", "a break undoes 50% of one step (sa), not 0%"),
        ("transfer:a.b", "A pays B 0.5 at the signing"),
        ("guarantee:b", "a guarantor makes good 0.5 to B if betrayed, not 0"),
        ("escrow:sa+sb", "two steps (sa; sb) change hands at once, through a third party"),
    ],
)
def test_what_is_found_in_words(lever: str, told: str) -> None:
    change = Change(TaggedId(lever), None, 0.0, 0.5, 0.5)
    assert change_clause(named(CLOSED).scenario, change) == told


def test_approaches_stand_in_one_table() -> None:
    more = {"parties.a.trust.b": Number(0.5)}
    scenario = replace(named(CLOSED).scenario, approaches=(Approach("kind", "A kind word", more),))
    text = page(scenario)
    assert "THE APPROACHES SIDE BY SIDE" in text
    assert re.search(r"As things are +1 +0 +\+2 +\+2 +no +2", text)
    assert re.search(r"A kind word +1 +1 +\+2 +\+2 +yes +0", text)


def test_proposals_are_answered() -> None:
    more = "proposals: {half: {title: Half of it, by: b, steps: [sa]}}"
    text = page(load_text(f"winset: 1\ntitle: T\n{MISTRUST}{more}"))
    assert "1. Half of it (B)" in text
    assert "A could object: one demand is not met (sa; sb). It would lose by it." in text
    assert "Changed like this, it would do. Added: sb." in text
    assert "B would have no objection." in text


def test_dropped_demands_of_one_party_go_together() -> None:
    scenario = named("two-conflicts").scenario
    told = given_up(
        scenario, map(TaggedId, ("demand:much", "demand:come", "demand:stay", "bond:ben"))
    )
    assert told == [
        "Ann drops two demands (a gain of at least 2; visit)",
        "Ben drops one demand (no deal with visit)",
        "Ben keeps its word even where breaking it pays",
    ]


def test_a_reason_in_full_says_what_is_demanded_and_how_much_trust_there_is() -> None:
    scenario = named(CLOSED).scenario
    trust = explain_impasse(scenario, more=False, repairs=False).trust
    groups = (TaggedId("demand:both"), TaggedId("trust:a.b"))
    assert clauses(scenario, groups, trust=trust) == [
        "A insists on one demand (sa; sb)",
        "A trusts B no more than it does now (25%)",
    ]


def test_a_policy_in_words() -> None:
    scenario = load_text(
        f"winset: 1\ntitle: T\n{MISTRUST.replace('by: [a]', 'by: [a], after: [sb]')}"
    )
    policy = [TaggedId("prerequisite:sa")]
    told = ["as a matter of policy, one step (sa) waits for another (sb)"]
    assert clauses(scenario, policy) == told
    assert given_up(scenario, policy) == ["one step (sa) need not wait for another (sb)"]


@pytest.mark.parametrize(
    ("value", "told"), [(1 / 3, "33.4%"), (0.5, "50%"), (0.0, "0%"), (1.0, "100%"), (0.3, "30%")]
)
def test_what_is_enough_is_rounded_up(value: float, told: str) -> None:
    assert enough(value) == told


def test_each_part_at_work_is_named() -> None:
    parts: set[str] = set()
    explain_impasse(named(CLOSED).scenario, progress=lambda part, done, total: parts.add(part))
    assert parts >= {"reasons", "repairs", "thresholds", "grid", "next_attempt"}
    assert len({worded(f"at_work.{part}") for part in parts}) == len(parts)


# --- in an analysis


def test_an_analysis_tells_it_in_short() -> None:
    scenario = named("opposed-scope").scenario
    found = analyze(scenario)
    assert found.impasse is not None
    assert found.impasse.repairs_complete is None
    assert "repairs" not in found.impasse.to_dict()
    assert json.loads(json.dumps(found.to_dict()))["impasse"]["deal_exists"] is False
    told = to_text(analysis_screen(found), 4000)
    assert "WHY NO DEAL MEETS EVERY DEMAND" in told
    assert "Ann requires what Ben rules out: open." in told


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("opposed-scope", "Ann drops one demand (open). Ann could do it alone."),
        ("price-gap", "Nothing that was looked at would open a deal."),
        (OPEN, "IN SHORT"),
    ],
)
def test_it_tells_what_would_open_a_deal(name: str, told: str) -> None:
    scenario = named(name).scenario
    found = replace(analyze(scenario, impasse=False), impasse=explain_impasse(scenario, more=False))
    assert told in to_text(analysis_screen(found), 4000)


@pytest.mark.slow
def test_too_many_groups_are_told_and_leave_the_rest_of_an_analysis() -> None:
    parties = "".join(f"  p{n}: {{name: P{n}}}\n" for n in range(12))
    steps = "".join(f"  s{n}: {{by: [p{n}], value: {{p{n}: 1}}}}\n" for n in range(12))
    scenario = load_text(f"winset: 1\ntitle: Many\nparties:\n{parties}steps:\n{steps}")
    with pytest.raises(ScenarioTooLarge, match=rf"156 things .* the most is {MOST_GROUPS}"):
        explain_impasse(scenario)
    found = analyze(scenario)
    assert found.impasse is None
    assert "impasse" not in found.to_dict()


# --- grids


def test_a_grid_is_read() -> None:
    made: list[Sequence[str]] = []
    axes = read_axes(["a.b=0:1:3", " c = -1 : 1e1 : 2 "], made.append)
    assert axes == (Axis(NumberPath("a.b"), (0.0, 0.5, 1.0)), Axis(NumberPath("c"), (-1.0, 10.0)))
    assert made == [("a.b=0.0", "c=-1.0"), ("a.b=1.0", "c=10.0")]
    assert read_axes([], made.append) is None


@pytest.mark.parametrize(
    ("texts", "wrong"),
    [
        (["a=0:1:3"], "a grid varies two numbers, and one came"),
        (["a=0:1:3"] * 3, "a grid varies two numbers, and 3 came"),
        (["a=0:1:3", "a=0:1:4"], "this number was given twice"),
        (["a", "b=0:1:3"], "this does not say how a number varies"),
        (["=0:1:3", "b=0:1:3"], "this does not say how a number varies"),
        (["a=0:1", "b=0:1:3"], "this does not say how a number varies"),
        (["a=x:1:3", "b=0:1:3"], "'x' is not a number"),
        (["a=0:.inf:3", "b=0:1:3"], "'.inf' is not a number"),
        (["a=0:1:1", "b=0:1:3"], "'1' is not a number of values"),
        (["a=0:1:2.5", "b=0:1:3"], "'2.5' is not a number of values"),
        (["a=0:1:99999999999999", "b=0:1:3"], f"from 2 to {MOST_VALUES:,}"),
        (["a=1:0:3", "b=0:1:3"], "it goes from 1 to 0; begin with the smaller one"),
        (["a=1:1:3", "b=0:1:3"], "it goes from 1 to 1"),
        (["steps.x.slices=1:2:3", "b=0:1:3"], "slices are counted"),
        (["phase_length=1:2:3", "b=0:1:3"], "phase_length belongs to the file"),
        (["a=0:1:100", "b=0:1:100"], "100 by 100 cells are more than can be asked for"),
    ],
)
def test_an_impossible_grid_is_told_in_one_line(texts: Sequence[str], wrong: str) -> None:
    with pytest.raises(ScenarioError) as told:
        read_axes(texts, lambda changes: None)
    (problem,) = told.value.problems
    assert wrong in str(problem)
    assert str(problem).startswith("--grid")
    assert "\n" not in str(problem)


def test_all_that_is_wrong_with_a_grid_comes_at_once() -> None:
    with pytest.raises(ScenarioError) as told:
        read_axes(["a", "b=1:0:3"], lambda changes: None)
    assert len(told.value.problems) == 2


def test_many_sides_are_told_what_would_open_a_deal_where_the_file_names_nothing() -> None:
    parties = {one: {"name": one.upper()} for one in "abcd"}
    pay = {"by": ["a"], "value": {"a": -1, "b": 2, "c": 2, "d": 2}}
    give = {"by": ["b"], "value": {"a": 2, "b": -1}}
    file = {"winset": 1, "title": "Four", "parties": parties, "steps": {"pay": pay, "give": give}}
    scenario = load_text(json.dumps(file))
    found = explain_impasse(scenario)
    assert found.repairs
    assert all(one.found for one in found.repairs)
    told = page(scenario, found)
    assert "Nothing in the file would open a deal, but this would" in told
    assert "worth to A" in told
