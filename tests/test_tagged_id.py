"""Ids that say what they name: those of everything that could be given up or changed."""

from __future__ import annotations

import pytest

from winset import cases
from winset.impasse.groups import groups_of
from winset.impasse.interventions import found_interventions, levers_of
from winset.impasse.tagged_id import TaggedId
from winset.scenario.game import compile_game

PARTS = {
    "demand:line-first": ("demand", "line-first", "line-first", ""),
    "meaning:up.fair-share": ("meaning", "up.fair-share", "up", "fair-share"),
    "trust:up.down": ("trust", "up.down", "up", "down"),
    "escrow:a+b": ("escrow", "a+b", "a+b", ""),
    "gauge-station": ("", "gauge-station", "gauge-station", ""),
}


@pytest.mark.parametrize("text", PARTS)
def test_the_parts_of_an_id(text: str) -> None:
    one = TaggedId(text)
    assert (one.kind, one.about, one.holder, one.other) == PARTS[text]
    assert {one: 1} == {text: 1}


def test_what_is_found_says_what_it_is() -> None:
    """Whose it is stands in the id wherever it is somebody's."""
    scenario = cases.load("hanoi")
    game = compile_game(scenario)
    parties = {party.id for party in scenario.parties}
    groups = groups_of(scenario).listed
    assert {"demand", "no_deal", "trust", "bond"} <= {group.id.kind for group in groups}
    for group in groups:
        assert group.is_demand == (group.id.kind in {"demand", "meaning"})
        if group.id.kind in {"no_deal", "ratifier", "trust", "bond", "meaning"}:
            assert group.id.holder == group.holder
        if group.id.kind == "trust":
            assert group.id.other in parties - {group.id.holder}
    found = found_interventions(scenario, game)
    assert all(one.id.kind == one.kind for one in found)
    assert {one.id.kind for one in levers_of(scenario, game)} == {""}
