"""The plain twin of the impasse gives every known answer, and has the properties it must have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import replace
from typing import Any, get_args

import pytest

from generators.random_games import draws
from generators.random_impasses import random_impasse
from references import impasse_reference as twin
from references.impasse_cases import CASES, OPEN, PENALTIES, Case, sets
from references.reason_check import complaints
from winset.roadmaps.plan import plan_roadmap
from winset.scenario import Demand, Number, Party, Scenario, Step

pytestmark = pytest.mark.slow

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


# --------------------------------------------------------------------------------------------
# Random scenarios


@pytest.mark.parametrize("seed", range(3))
def test_reasons_and_what_is_given_up_hit_each_other(seed: int) -> None:
    """Each largest set that can hold leaves out a smallest set that hits every reason.

    Both are found apart from each other, by trying all sets of groups (Reiter 1987).
    """
    for rng in draws(seed + 60, 100):
        scenario = random_impasse(rng)
        names, ways = twin.groups(scenario), twin.ways(scenario)
        reasons = twin.reasons_among(names, ways)
        left_out = [set(names) - set(kept) for kept in twin.maximal_among(names, ways)]
        assert {frozenset(one) for one in left_out} == smallest_hitting(names, reasons)


def smallest_hitting(names: twin.Groups, found: Sequence[twin.Groups]) -> set[frozenset[str]]:
    """Return the smallest sets that share a name with each of the sets found."""
    reached: set[frozenset[str]] = set()
    for some in map(frozenset, twin.subsets(names)):
        hits = all(not some.isdisjoint(one) for one in found)
        if hits and not any(one <= some for one in reached):
            reached.add(some)
    return reached


def test_no_member_of_a_reason_is_idle() -> None:
    for rng in draws(64, 30):
        scenario = random_impasse(rng)
        for reason in twin.reasons(scenario):
            assert complaints(scenario, proved(scenario, reason)) == []


def test_a_deal_exists_where_a_roadmap_of_the_engine_holds() -> None:
    """Whatever is given up, as far as a file can say it: all but prices, with no demands."""
    exists: Counter[bool] = Counter()
    for rng in draws(66, 150):
        scenario = replace(random_impasse(rng), demands=())
        kept = {g for g in twin.groups(scenario) if "no_deal:" in g or rng.random() < 0.6}
        found = plan_roadmap(unhindered(scenario, kept), "nash")
        deal = found is not None and found.all is not None and found.all.holds > 0
        assert twin.can_hold(scenario, kept) == deal
        exists[deal] += 1
    assert min(exists[True], exists[False]) > 30


def unhindered(scenario: Scenario, kept: Set[str]) -> Scenario:
    """Return the scenario in which the groups that are not kept are no hindrance."""
    return replace(
        scenario,
        parties=tuple(_party(party, kept) for party in scenario.parties),
        steps=tuple(_step(step, kept) for step in scenario.steps),
    )


def _party(party: Party, kept: Set[str]) -> Party:
    trusted = {
        other: trust if f"trust:{party.id}.{other}" in kept else Number(1.0)
        for other, trust in party.trust.items()
    }
    home = tuple(
        one
        if f"ratifier:{party.id}.{one.id}" in kept
        else replace(one, floor=Number(-1000.0), floor_on_the_way=None)
        for one in party.home
    )
    stake = party.breach_penalty if f"bond:{party.id}" in kept else Number(1000.0)
    return replace(party, trust=trusted, home=home, breach_penalty=stake)


def _step(step: Step, kept: Set[str]) -> Step:
    dropped = step.policy and f"prerequisite:{step.id}" not in kept
    return replace(
        step,
        after=() if dropped else step.after,
        consent=tuple(who for who in step.consent if f"consent:{who}" in kept),
        sets={
            path: number
            for path, number in step.sets.items()
            if not path.endswith("breach_penalty") or f"bond:{path.split('.')[1]}" in kept
        },
    )


def test_the_draws_cover_what_they_should() -> None:
    """The comparisons above would be idle if the scenarios were all alike."""
    seen: Counter[str] = Counter()
    for rng in draws(65, 200):
        scenario = random_impasse(rng)
        kinds, reasons = twin.kinds(scenario), twin.reasons(scenario)
        seen["a deal"] += not reasons
        seen["nothing"] += reasons == ((),)
        seen["one reason"] += len(reasons) == 1
        seen["several conflicts"] += len(twin.conflicts(reasons)) > 1
        seen["three at once"] += any(len(reason) > 2 for reason in reasons)
        seen.update({kinds[name] for reason in reasons for name in reason})
    assert min(seen["nothing"], seen["three at once"]) > 3
    assert all(seen[what] > 20 for what in ("a deal", "one reason", "several conflicts"))
    assert all(seen[kind] > 15 for kind in get_args(twin.Kind))


# --------------------------------------------------------------------------------------------
# Certificates


def proved(scenario: Scenario, reason: twin.Groups) -> dict[str, Any]:
    """Return a reason as plain data, with a package and an order for each of its groups."""
    ways = twin.ways(scenario)
    without = {}
    for group in reason:
        rest = set(reason) - {group}
        shown = next(way for way in ways if way.breaks.isdisjoint(rest))
        order = [list(move) for move in shown.order]
        without[group] = {"package": sorted(shown.package), "order": order}
    return {"groups": list(reason), "certificate": {"without": without}}


@CASE
def test_certificates_of_the_cases(case: Case) -> None:
    for reason in twin.reasons(case.scenario):
        assert complaints(case.scenario, proved(case.scenario, reason)) == []


SWAPPED = {"package": ["sa", "sb"], "order": [["sa"], ["sb"]]}
TURNED = {"package": ["sa", "sb"], "order": [["sb"], ["sa"]]}
ALONE = {"package": ["sa"], "order": [["sa"]]}
DISTRUST = {"demand:both": ALONE, "trust:a.b": SWAPPED, "trust:b.a": TURNED}


@pytest.mark.parametrize(
    ("without", "complaint"),
    [
        (DISTRUST | {"trust:a.b": TURNED}, "without trust:a.b: broken are ['trust:b.a']"),
        (DISTRUST | {"demand:both": SWAPPED}, "without demand:both: broken are ['trust:a.b']"),
        (
            DISTRUST | {"demand:both": {"package": ["sa"], "order": []}},
            "without demand:both: no such package can be done in such an order",
        ),
        (
            DISTRUST | {"demand:both": {"package": [], "order": []}},
            "without demand:both: no such package can be done in such an order",
        ),
        (
            DISTRUST | {"trust:a.b": {"package": ["sa", "sb"], "order": [["sa", "sb"]]}},
            "without trust:a.b: no such package can be done in such an order",
        ),
        (
            {name: shown for name, shown in DISTRUST.items() if name != "trust:b.a"},
            "the certificate is not about the groups of the reason",
        ),
    ],
)
def test_what_a_certificate_must_show(without: dict[str, Any], complaint: str) -> None:
    scenario, names = PENALTIES.scenario, list(DISTRUST)
    sound = {"groups": names, "certificate": {"without": DISTRUST}}
    assert complaints(scenario, sound) == []
    assert complaint in complaints(scenario, {**sound, "certificate": {"without": without}})


@pytest.mark.parametrize(
    ("names", "complaint"),
    [
        (["trust:a.b", "trust:b.a"], "some package in some order meets all groups"),
        (
            ["trust:b.a", "trust:a.b", "demand:both"],
            "the groups are not groups of the scenario, each once, in their order",
        ),
        (
            ["demand:both", "trust:a.b", "trust:a.c"],
            "the groups are not groups of the scenario, each once, in their order",
        ),
    ],
)
def test_what_a_reason_must_be(names: list[str], complaint: str) -> None:
    without = {name: DISTRUST.get(name, ALONE) for name in names}
    reason = {"groups": names, "certificate": {"without": without}}
    assert complaint in complaints(PENALTIES.scenario, reason)


def test_certificates_with_an_escrowed_swap() -> None:
    """The swap leaves A with 1.75, and A wants 2."""
    escrow = next(case.scenario for case in OPEN if case.name == "swap-in-escrow")
    worth = Demand("worth", "a", at_least=Number(2))
    scenario = replace(escrow, demands=(*escrow.demands, worth))
    reasons = twin.reasons(scenario)
    rest = "demand:worth trust:a.b trust:b.a"
    assert as_sets(reasons) == sets((f"demand:both {rest}", f"no_deal:b {rest}"))
    shown = [proved(scenario, reason) for reason in reasons]
    assert [complaints(scenario, one) for one in shown] == [[], []]
    swap = {"package": ["sa", "sb"], "order": [["sa", "sb"]]}
    assert shown[0]["certificate"]["without"]["demand:worth"] == swap
