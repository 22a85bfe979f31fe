"""Ratification by votes at home, against the plain twin and at its edges."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

import pytest

from generators.random_games import draws
from references import deals_reference as twin
from winset.analysis import Judgement, judge_proposal
from winset.deals.find import find_deals
from winset.roadmaps.safeguards import safeguards_of
from winset.scenario import Number, Party, Proposal, Ratifier, Scenario, Step
from winset.scenario.game import compile_game
from winset.scenario.parties import Ratification

NEEDS = (0.0, 0.25, 0.5, 0.6, 2 / 3, 0.75, 1.0)


def voting(rng: random.Random, scenario: Scenario) -> Scenario:
    """Return a scenario in which some parties have voters at home, beside those with a veto."""
    return replace(scenario, parties=tuple(with_voters(rng, p, scenario) for p in scenario.parties))


def with_voters(rng: random.Random, party: Party, scenario: Scenario) -> Party:
    if rng.random() < 0.3:
        return party
    voters = tuple(
        Ratifier(
            id=f"bloc-{n}",
            name="Bloc",
            floor=Number(float(rng.randint(-4, 2))),
            no_deal=Number(float(rng.randint(-2, 1))) if rng.random() < 0.5 else None,
            value={
                k.id: Number(rng.randint(-4, 6) / 2) for k in scenario.steps if rng.random() < 0.5
            },
            votes=Number(rng.choice((1.0, 1.0, 2.0, 3.0, 0.5))),
        )
        for n in range(rng.randint(1, 4))
    )
    home = rng.sample((*party.home, *voters), len(party.home) + len(voters))
    ratification = Ratification(Number(rng.choice(NEEDS)))
    return replace(party, home=tuple(home), ratification=ratification)


def drawn(seed: int, trials: int) -> list[tuple[Scenario, random.Random]]:
    return [(voting(rng, twin.random_scenario(rng, 1, 5)), rng) for rng in draws(seed, trials)]


def judged(scenario: Scenario, steps: tuple[str, ...]) -> Judgement:
    safeguards = safeguards_of(compile_game(scenario))
    return judge_proposal(scenario, safeguards, Proposal("one", steps=steps, title="One"))


@pytest.mark.slow
def test_who_refuses_and_what_is_ratified() -> None:
    seen: Counter[str] = Counter()
    for scenario, rng in drawn(61, 200):
        packages = [package for package in twin.packages(scenario) if package]
        for package in rng.sample(packages, min(4, len(packages))):
            found = judged(scenario, tuple(sorted(package)))
            echoes = {
                f"{party.id}.{body.id}"
                for party in scenario.parties
                for body in party.home
                if body.echoes  # it refuses just what its party does, which is told once
            }
            expected = twin.refusals(scenario, package)
            assert set(found.refused_by) <= set(expected)
            assert set(found.refused_by) - echoes == set(expected) - echoes
            for who, amount in expected.items():
                if who in echoes:
                    continue  # asked again only where a step needs its consent
                assert found.refused_by[who] == pytest.approx(float(amount), abs=1e-9)
            assert found.signable == (not expected)
            assert found.ratified == (not twin.vetoes(scenario, package))
            assemblies = {who for who in expected if who.endswith(".ratification")}
            seen["missing votes"] += bool(assemblies)
            seen["nothing but votes"] += bool(assemblies) and set(expected) == assemblies
            seen["ratified"] += found.ratified
    assert all(seen[what] > 20 for what in ("missing votes", "nothing but votes", "ratified"))


@pytest.mark.slow
def test_signable_packages() -> None:
    kept_out = 0
    for scenario, _ in drawn(62, 300):
        found, points = find_deals(scenario), twin.signable_points(scenario)
        assert found.packages == len(twin.packages(scenario)) - 1
        assert found.signable == len(points) - (twin.EMPTY in points)
        front = set(twin.frontier(points)) if points else set()
        assert {frozenset(deal.steps) for deal in found.frontier} == front
        nobody = tuple(replace(party, home=()) for party in scenario.parties)
        kept_out += find_deals(replace(scenario, parties=nobody)).signable > found.signable
    assert kept_out > 50


def assembly(needs: float, *votes: tuple[float, float]) -> Scenario:
    """Return one step worth 1 to both; (votes, worth to that voter) of the voters of A."""
    home = tuple(
        Ratifier(f"v{n}", "Voter", Number(0.0), value={"x": Number(worth)}, votes=Number(amount))
        for n, (amount, worth) in enumerate(votes)
    )
    return Scenario(
        id="vote",
        title="Vote",
        hash="",
        parties=(
            Party("A", "A", home=home, ratification=Ratification(Number(needs))),
            Party("B", "B"),
        ),
        steps=(Step("x", "X", ("A",), {"A": Number(1.0), "B": Number(1.0)}),),
    )


@pytest.mark.parametrize(
    ("needs", "votes", "missing"),
    [
        (0.5, [(1, 1), (1, -1)], 0),  # exactly half
        (0.5, [(50, 1), (50, -1)], 0),
        (0.51, [(50, 1), (50, -1)], 1),
        (2 / 3, [(2, 1), (1, -1)], 0),
        (2 / 3, [(67, 1), (33, -1)], 0),
        (2 / 3, [(66, 1), (34, -1)], 2 / 3),
        (0.6, [(0.3, 1), (0.3, 1), (0.4, -1)], 0),  # 0.3 + 0.3 of 1 in all
        (0.7, [(0.1, 1)] * 7 + [(0.1, -1)] * 3, 0),  # sums of tenths are not exact
        (0.75, [(1, 1), (1, 1), (1, 1), (1, -1)], 0),
        (1.0, [(5, 1), (1, -1)], 1),
        (1.0, [(5, 1), (1, 0)], 0),  # at its floor it is for it
        (0.0, [(5, -1)], 0),
        (0.5, [(1, -1), (1, -1)], 1),
        (0.6, [(535, 1), (0.0, -1)], 0),
    ],
)
def test_a_tie_passes(needs: float, votes: list[tuple[float, float]], missing: float) -> None:
    scenario = assembly(needs, *votes)
    found = judged(scenario, ("x",))
    wanted = {"A.ratification": pytest.approx(missing)} if missing else {}
    assert dict(found.refused_by) == wanted
    assert found.ratified == found.signable == (not missing)
    assert find_deals(scenario).signable == (0 if missing else 1)


def test_votes_and_a_veto_are_two_hurdles() -> None:
    """A ratifier with votes has no veto; one without has no vote."""
    ratified = assembly(0.5, (2, 1), (1, -9))
    assert judged(ratified, ("x",)).ratified
    first, *others = ratified.parties
    veto = Ratifier("court", "Court", Number(0.0), value={"x": Number(-1.0)})
    both = replace(ratified, parties=(replace(first, home=(*first.home, veto)), *others))
    assert judged(both, ("x",)).refused_by == {"A.court": pytest.approx(1.0)}
    strict = replace(first, home=(*first.home, veto), ratification=Ratification(Number(0.9)))
    found = judged(replace(both, parties=(strict, *others)), ("x",)).refused_by
    assert found == {"A.court": pytest.approx(1.0), "A.ratification": pytest.approx(0.7)}


def test_each_party_counts_its_own_votes() -> None:
    """B's majority does not help A; parties whose ids begin alike are told apart."""
    one = assembly(0.5, (1, -1))
    first, second = one.parties
    alike = replace(
        second,
        id="AA",
        home=(Ratifier("v", "Voter", Number(0.0), value={"x": Number(1.0)}, votes=Number(9.0)),),
    )
    found = judged(replace(one, parties=(first, alike)), ("x",))
    assert found.refused_by == {"A.ratification": pytest.approx(0.5)}


def test_consent_is_asked_of_a_voter_as_well() -> None:
    """Outvoted at home, it can still refuse the consent that a step needs of it."""
    scenario = assembly(0.5, (2, 1), (1, -3))
    steps = (replace(scenario.steps[0], consent=("A.v1",)),)
    found = judged(replace(scenario, steps=steps), ("x",))
    assert found.ratified
    assert found.refused_by == {"A.v1": pytest.approx(3.0)}
    assert not found.signable
