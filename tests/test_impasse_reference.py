"""The plain twin of the impasse gives every known answer, and has the properties it must have."""

from __future__ import annotations

import pytest

import impasse_reference as twin
from impasse_cases import CASES, Case, sets
from winset.scenario import Scenario

CASE = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


def given_up(scenario: Scenario) -> list[frozenset[str]]:
    """Return what each largest set that can hold leaves out."""
    names = twin.groups(scenario)
    return [frozenset(names) - frozenset(kept) for kept in twin.maximal(scenario)]


def as_sets(found: tuple[twin.Groups, ...]) -> frozenset[frozenset[str]]:
    """Return sets of groups without their order; none may come twice."""
    listed = frozenset(frozenset(one) for one in found)
    assert len(listed) == len(found)
    return listed


@CASE
def test_known_reasons(case: Case) -> None:
    found = twin.reasons(case.scenario)
    assert as_sets(found) == sets(case.reasons)
    kinds = twin.kinds(case.scenario)
    assert {kinds[name] for reason in found for name in reason} == case.kinds
    assert len(twin.conflicts(found)) == case.parts


@CASE
def test_what_is_given_up(case: Case) -> None:
    expected = () if case.given_up is None else case.given_up
    assert set(given_up(case.scenario)) == sets(expected)
