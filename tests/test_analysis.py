"""Proposals judged, against the plain twins, and the shape of what an analysis returns."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from generators.random_games import draws
from references import deals_reference as twin
from references import reference
from shapes import ROADMAP
from winset.analysis import Analysis, Judgement, analyze
from winset.deals.find import find_deals
from winset.impasse.explain import explain_impasse
from winset.roadmaps.plan import plan_roadmap
from winset.roadmaps.roadmap import Roadmap
from winset.scenario import (
    Demand,
    Number,
    Observer,
    Party,
    Proposal,
    Ratifier,
    Scenario,
    Step,
)

VERDICTS = ("holds", "incentive_only", "trust_only", "neither")
NEAR = 1e-9


def drawn(seed: int, trials: int) -> Iterator[Scenario]:
    """Yield random scenarios of two to five steps with up to three proposals."""
    for rng in draws(seed, trials):
        scenario = twin.random_scenario(rng, 2, 5)
        yield replace(scenario, proposals=twin.random_proposals(rng, scenario))


def judged(seed: int, trials: int) -> Iterator[tuple[Scenario, Proposal, Judgement]]:
    for scenario in drawn(seed, trials):
        found = analyze(scenario, impasse=False).proposals
        assert list(found) == [proposal.id for proposal in scenario.proposals]
        for proposal in scenario.proposals:
            yield scenario, proposal, found[proposal.id]


def near(amounts: Mapping[str, Fraction]) -> Any:
    return pytest.approx({who: float(amount) for who, amount in amounts.items()}, abs=NEAR)


# --------------------------------------------------------------------------------------------
# Against the twins


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_proposals(seed: int) -> None:
    for scenario, proposal, found in judged(seed, 100):
        package = frozenset(proposal.steps)
        parties = scenario.parties
        assert found.values == near({p.id: twin.value(scenario, p, package) for p in parties})
        assert found.worth == near({p.id: twin.worth(scenario, p.id, package) for p in parties})
        refusals = twin.refusals(scenario, package)
        echoes = {f"{p.id}.{body.id}" for p in parties for body in p.home if body.echoes}
        told_as_consent = {who for step in scenario.steps for who in step.consent}
        once = {who: by for who, by in refusals.items() if who not in echoes - told_as_consent}
        assert found.refused_by == near(once)
        assert found.signable == twin.signable(scenario, package) == (not found.refused_by)
        assert found.ratified == (not twin.vetoes(scenario, package))
        assert list(found.breaks) == twin.broken(scenario, proposal)


@pytest.mark.slow
def test_the_proposals_cover_what_they_should() -> None:
    seen: Counter[str] = Counter()
    for scenario, proposal, found in judged(1, 100):
        parties = {party.id for party in scenario.parties}
        observers = {observer.id for observer in scenario.observers}
        seen["signable"] += found.signable
        seen["ratified"] += found.ratified
        seen["refused by a party"] += bool(parties & set(found.refused_by))
        seen["refused by an observer"] += bool(observers & set(found.refused_by))
        seen["refused at home"] += any("." in who for who in found.refused_by)
        seen["consent alone"] += found.ratified and any("." in who for who in found.refused_by)
        seen["breaks some"] += 0 < len(found.breaks) < len(scenario.demands)
        bare = replace(proposal, before=())
        seen["breaks by its order"] += twin.broken(scenario, bare) != list(found.breaks)
        seen["no order"] += found.own is None
        if found.own is not None and found.best is not None:
            seen["own is worse"] += standing(found.own) != standing(found.best)
    assert {name for name, times in seen.items() if times < 5} == set()


@pytest.mark.slow
def test_orders_of_proposals() -> None:
    seen: Counter[str] = Counter()
    for scenario, proposal, found in judged(4, 100):
        game, package = to_game(scenario), frozenset(proposal.steps)
        assert found.best is not None
        assert_like_twin(found.best, game, package, ())
        if not twin.some_order(scenario, package, proposal.before):
            assert found.own is None
            continue
        assert found.own is not None
        assert_like_twin(found.own, game, package, proposal.before)
        place = {step: n for n, step in enumerate(in_order(found.own))}
        assert all(place[x] < place[y] for x, y in proposal.before)
        assert standing(found.best) <= standing(found.own, NEAR)
        seen[found.own.verdict] += 1
        if not proposal.before:
            assert found.own == found.best
    assert set(seen) == set(VERDICTS)


def assert_like_twin(
    found: Roadmap, game: reference.Game, package: frozenset[str], before: tuple[twin.Pair, ...]
) -> None:
    order, expected, _ = reference.best(game, package, before)
    assert in_order(found) == order
    assert found.verdict == expected.verdict
    margin = None if expected.margin is None else float(expected.margin)
    assert found.margin == (None if margin is None else pytest.approx(margin, abs=NEAR))


def in_order(roadmap: Roadmap) -> tuple[str, ...]:
    return tuple(step for move in roadmap.order for step in move)


def standing(roadmap: Roadmap, leeway: float = 0.0) -> tuple[int, float, float]:
    """Return what orders are compared by, smaller is better: verdict, share, lack."""
    share = math.inf if roadmap.required_bond is None else roadmap.required_bond
    pairs = (trust for others in roadmap.trust.values() for trust in others.values())
    lack = max((trust.lack for trust in pairs), default=0.0)
    return VERDICTS.index(roadmap.verdict), round(share, 9) + leeway, round(lack, 9) + leeway


def to_game(scenario: Scenario) -> reference.Game:
    """Return the scenario as a game of the roadmaps' twin, which leaves ratifiers out."""
    parties = scenario.parties
    return reference.Game(
        parties=tuple(party.id for party in parties),
        steps=tuple(_step(step) for step in scenario.steps),
        no_deal={p.id: twin.exact(p.no_deal) for p in parties},
        fallback={p.id: twin.exact(p.fallback) for p in parties if p.fallback is not None},
        penalty={p.id: twin.exact(p.breach_penalty) for p in parties},
        guarantee={p.id: twin.exact(p.guarantee) for p in parties},
        trust={(p.id, other): twin.exact(n) for p in parties for other, n in p.trust.items()},
        bonuses=tuple((frozenset(b.when), _exact(b.value)) for b in scenario.bonuses),
    )


def _step(step: Step) -> reference.Step:
    return reference.Step(
        step.id,
        step.by,
        _exact(step.value),
        reversible=twin.exact(step.reversible),
        automatic=step.automatic,
        head_start=twin.exact(step.head_start),
        detection=twin.exact(step.detection),
        after=step.after,
    )


def _exact(values: Mapping[str, Number]) -> dict[str, Fraction]:
    return {who: twin.exact(number) for who, number in values.items()}


# --------------------------------------------------------------------------------------------
# Known answers


def simple(consent: tuple[str, ...] = (), floor: float = 0.0, **hall: float) -> Scenario:
    """Return an exchange that costs up 1 and down 2 and gives them 3 and 4, with a hall at home."""
    steps = (
        Step("open", "Open", ("up",), numbers(up=-1, down=4, delta=-2), consent=consent),
        Step("pay", "Pay", ("down",), numbers(up=3, down=-2, delta=1)),
    )
    home = Ratifier("hall", "Hall", Number(floor), value=numbers(**hall))
    return Scenario(
        id="simple",
        title="Simple",
        hash="",
        parties=(Party("up", "Up", home=(home,)), Party("down", "Down", no_deal=Number(0.5))),
        steps=steps,
        observers=(Observer("delta", "Delta"),),
        proposals=(
            Proposal("swap", steps=("open", "pay"), title="Swap"),
            Proposal(
                "pay-first", steps=("open", "pay"), title="Pay first", before=(("pay", "open"),)
            ),
            Proposal("gift", steps=("open",), title="Gift"),
        ),
        demands=(
            Demand("order", "down", before=(("open", "pay"),)),
            Demand("payment", "up", require=("pay",)),
            Demand("worth", "down", at_least=Number(1.5)),
        ),
    )


def numbers(**amounts: float) -> dict[str, Number]:
    return {name: Number(float(amount)) for name, amount in amounts.items()}


def test_a_simple_exchange() -> None:
    found = analyze(simple()).proposals
    swap, first, gift = found["swap"], found["pay-first"], found["gift"]
    assert (swap.values, swap.worth) == ({"up": 2, "down": 1.5}, {"up": 2, "down": 2})
    assert (swap.signable, swap.refused_by, swap.ratified, swap.breaks) == (True, {}, True, ())
    assert first.breaks == ("order",)
    assert first.own is not None
    assert first.own.order == (("pay",), ("open",))
    assert gift.refused_by == {"up": 1}  # the hall judges as its party does
    assert (gift.signable, gift.ratified, gift.breaks) == (False, False, ("payment",))


@pytest.mark.parametrize(
    ("scenario", "refused_by"),
    [
        (simple(consent=("delta",)), {"delta": 1}),
        (simple(floor=2.5), {"up.hall": 0.5}),
        (simple(open=-4), {"up.hall": 1}),
        (simple(floor=-1, open=-4), {}),
        (simple(floor=-1, open=-4, consent=("up.hall",)), {"up.hall": 1}),
        (simple(open=-4, consent=("delta", "up.hall")), {"delta": 1, "up.hall": 1}),
        (simple(floor=0.25, open=-4, consent=("up.hall",)), {"up.hall": 1.25}),
    ],
)
def test_who_refuses_and_by_how_much(scenario: Scenario, refused_by: dict[str, float]) -> None:
    """The last hall falls short of its floor by 1.25 and of its consent by 1."""
    swap = analyze(scenario).proposals["swap"]
    assert swap.refused_by == pytest.approx(refused_by)
    assert swap.signable == (not refused_by)


# --------------------------------------------------------------------------------------------
# The shape of the result

DEAL = {"steps", "values"}
SHORT = {"order", "values", "escrow", "verdict", "margin", "binding", "tempted"}
PHASE = {"steps", "times", "starts", "ends", "from", "to"}
CHEAT = {"party", "at", "kind", "gain", "detection", "needed", "late", "pays"}
IMPASSE = {
    *("complete", "deal_exists", "deal", "groups", "reasons", "all_up_to", "largest", "proposals"),
    "approaches",
}
PROPOSAL = {
    *("values", "worth", "signable", "refused_by", "ratified", "breaks", "own", "best"),
    "stopped",
}


@pytest.mark.slow
def test_the_keys_of_an_analysis() -> None:
    shapes: Counter[str] = Counter()
    for scenario in drawn(5, 30):
        found = analyze(scenario).to_dict()
        assert set(found) == {"deals", "roadmap", "proposals", "impasse"}
        assert set(found["impasse"]) == IMPASSE
        assert_deals(scenario, found["deals"])
        shapes["roadmap" if found["roadmap"] else "none"] += 1
        if found["roadmap"]:
            assert_roadmap(scenario, found["roadmap"])
        assert list(found["proposals"]) == [proposal.id for proposal in scenario.proposals]
        for proposal in found["proposals"].values():
            assert set(proposal) == PROPOSAL
            assert isinstance(proposal["breaks"], list)
            for short in (proposal["own"], proposal["best"]):
                assert short is None or set(short) == SHORT
    assert min(shapes["roadmap"], shapes["none"]) > 2


def assert_deals(scenario: Scenario, deals: dict[str, Any]) -> None:
    assert set(deals) == {"packages", "signable", "frontier", "solutions", "overlap", "terms"}
    assert set(deals["solutions"]) == {"nash", "kalai_smorodinsky", "egalitarian", "utilitarian"}
    for listed in (deals["frontier"], *deals["solutions"].values()):
        assert all(set(deal) == DEAL for deal in listed or ())
        assert all(set(deal["values"]) == ids(scenario) for deal in listed or ())
    assert all(set(term) == {"common", "only"} for term in deals["terms"].values())


def assert_roadmap(scenario: Scenario, roadmap: dict[str, Any]) -> None:
    assert set(roadmap) == ROADMAP
    assert set(roadmap["values"]) == set(roadmap["bond"]) == ids(scenario)
    assert set(roadmap["all"]) == {"packages", "signable", "holds", "incentive", "trust"}
    assert len(roadmap["nodes"]) == len(roadmap["moves"]) + 1 == len(roadmap["order"]) + 1
    for node in roadmap["nodes"]:
        assert set(node) == {"done", "parts", "temptation", "exposure", "ledgers"}
        assert all(set(one) == {"open", "relapse"} for one in node["temptation"].values())
    for move in roadmap["moves"]:
        assert set(move) == {"step", "pretence", "exposure"}
    for one in roadmap["binding"]:
        assert set(one) == {"key", "party", "other", "at", "kind", "amount"}
        assert set(one["at"]) == {"node", "step"}
    for others in roadmap["trust"].values():
        assert all(set(pair) == {"required", "has"} for pair in others.values())
    assert set(roadmap["calendar"]) == {"start", "phase_length", "duration", "phases"}
    assert all(set(phase) == PHASE for phase in roadmap["calendar"]["phases"])
    assert len(roadmap["phases"]) == len(roadmap["calendar"]["phases"])
    assert all(set(cheat) == CHEAT for cheat in roadmap["cheating"])
    assert all(set(stall) == {"party", "node", "amount"} for stall in roadmap["stalling"])
    assert all(set(point) == {"bond", "order"} for point in roadmap["bonds"])
    assert all(set(point["bond"]) == ids(scenario) for point in roadmap["bonds"])


def ids(scenario: Scenario) -> set[str]:
    return {party.id for party in scenario.parties}


@pytest.mark.slow
def test_results_are_plain_json() -> None:
    for scenario in drawn(6, 30):
        found = analyze(scenario).to_dict()
        text = json.dumps(found, allow_nan=False)  # raises on NaN, infinities and NumPy's numbers
        assert json.loads(text) == found


@pytest.mark.slow
def test_the_parts_are_those_of_each_verb() -> None:
    for scenario in drawn(7, 20):
        found = analyze(scenario)
        assert found == Analysis(
            scenario,
            find_deals(scenario),
            plan_roadmap(scenario),
            found.proposals,
            impasse=explain_impasse(scenario, more=False, repairs=False),
        )
        if found.roadmap is not None:
            assert found.roadmap.all is not None
            assert found.roadmap.all.packages == found.deals.packages
            assert found.roadmap.all.signable == found.deals.signable
