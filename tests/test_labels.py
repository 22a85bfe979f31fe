"""Short names: the file's own, or titles cut at a word, and never two alike."""

from __future__ import annotations

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
    assert scenario.label("open") == "Open the great dam in… (1)"
    assert scenario.label("shut") == "Open the great dam in… (2)"


def test_demands_and_terms_have_titles() -> None:
    demands = {one.id: one.title for one in load_text(FILE).demands}
    assert demands == {"water-first": "Water before money", "a-fair-price": "a fair price"}


@pytest.mark.parametrize(
    ("title", "label"),
    [
        ("", ""),
        ("exactly twenty-four char", "exactly twenty-four char"),
        ("exactly twenty-five chars", "exactly twenty-five…"),
        ("one, two, three, four, five, six", "one, two, three, four…"),
        ("x" * 30, "x" * 23 + "…"),
    ],
)
def test_a_title_is_cut_at_a_word(title: str, label: str) -> None:
    assert cut(title) == label
    assert len(cut(title)) <= 24


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
