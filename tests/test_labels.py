"""Short names: the file's own, or titles cut at a word, and never two alike."""

from __future__ import annotations

import json

import pytest

from winset.scenario import ScenarioError, load_text
from winset.scenario.names import cut

FILE = """
winset: 1
title: Short names
parties:
  up: {name: the Upriver Republic, short: Upriver}
  down: {name: Downriver}
steps:
  open: {by: [up], title: Open the great dam in every dry summer, value: {up: -1, down: 3}}
  shut: {by: [up], title: Open the great dam in every dry winter, value: {up: -1, down: 3}}
  pay: {by: [down], title: Pay for the water, short: Payment, value: {up: 2, down: -1}}
demands:
  water-first: {by: down, title: Water before money, before: [[open, pay]]}
  a-fair-price: {by: up, require: [pay]}
"""


def test_the_files_own_short_names_come_first() -> None:
    scenario = load_text(FILE)
    assert (scenario.label("up"), scenario.label("down")) == ("Upriver", "Downriver")
    assert scenario.label("pay") == "Payment"
    assert scenario.name("up") == "the Upriver Republic"


def test_titles_that_are_cut_alike_are_told_apart() -> None:
    scenario = load_text(FILE)
    assert scenario.label("open") == "Open the great dam in every… (1)"
    assert scenario.label("shut") == "Open the great dam in every… (2)"


def test_demands_and_terms_have_titles() -> None:
    demands = {one.id: one.title for one in load_text(FILE).demands}
    assert demands == {"water-first": "Water before money", "a-fair-price": "a fair price"}


@pytest.mark.parametrize(
    ("title", "label"),
    [
        ("", ""),
        ("exactly thirty letters, all in", "exactly thirty letters, all in"),
        ("exactly thirty-one letters long", "exactly thirty-one letters…"),
        ("one, two, three, four, five, six", "one, two, three, four, five…"),
        ("x" * 40, "x" * 29 + "…"),
        ("The paper of the round table in May", "Paper of the round table…"),
        ("The three-party deal of June 2024", "Three-party deal of June 2024"),
        ("The European Union cuts its quota to its share", "European Union cuts its quota…"),
        ("Close the wells that were drilled without a licence", "Close the wells…"),
        ("Dredge the channel to the great depth of 15 m", "Dredge the channel…"),
        ("What the union's meeting voted for in May", "What the union's meeting…"),
        ("Lower duties on mackerel from Iceland", "Lower duties on mackerel…"),
        ("Release water from the reservoir in July", "Release water…"),
        ("Hand over unconditionally everything", "Hand over unconditionally…"),
    ],
)
def test_a_title_is_cut_where_a_phrase_ends(title: str, label: str) -> None:
    assert cut(title) == label
    assert len(label) <= 30


def test_a_title_is_cut_at_a_word_in_a_language_of_which_nothing_is_known() -> None:
    assert cut("The paper of the round table in May", "tlh") == "The paper of the round table…"


def test_titles_that_phrases_would_make_alike_are_cut_at_a_word() -> None:
    wells = [f"Close the wells that were drilled {when}" for when in ("before 1990", "since then")]
    raises = [f"Raise all wages by {n} per cent from July on" for n in ("four", "seven")]
    steps = {f"s{n}": {"by": ["a"], "title": one} for n, one in enumerate([*wells, *raises])}
    file = {"winset": 1, "title": "T", "parties": {"a": {"name": "A"}, "b": {"name": "B"}}}
    scenario = load_text(json.dumps({**file, "steps": steps}))
    assert [scenario.label(f"s{n}") for n in range(4)] == [
        "Close the wells that were… (1)",
        "Close the wells that were… (2)",
        "Raise all wages by four…",
        "Raise all wages by seven…",
    ]


def test_a_name_that_begins_with_its_article_has_it_small_amid_a_sentence() -> None:
    scenario = load_text(FILE.replace("{name: Downriver}", "{name: The Lower Town}"))
    assert (scenario.name("down"), scenario.label("down")) == ("the Lower Town", "Lower Town")


def test_a_name_in_small_letters_stands_alone_with_a_capital() -> None:
    scenario = load_text(FILE.replace("{name: Downriver}", "{name: lower town}"))
    assert (scenario.name("down"), scenario.label("down")) == ("lower town", "Lower town")


def test_a_capital_stands_for_its_party() -> None:
    scenario = load_text(FILE.replace("{name: Downriver}", "{name: Downriver, capital: Port}"))
    assert (scenario.name("down"), scenario.label("down")) == ("Port", "Port")
    assert scenario.parties[1].name == "Downriver"
    both = FILE.replace("{name: Downriver}", "{name: Downriver, capital: Port}")
    both = both.replace("short: Upriver}", "capital: Port}")
    assert {load_text(both).name(who) for who in ("up", "down")} == {"Port (1)", "Port (2)"}


def test_a_short_name_that_is_long_is_refused() -> None:
    with pytest.raises(ScenarioError, match=r"steps\.pay\.short"):
        load_text(FILE.replace("short: Payment", "short: Payment for all of the water"))
