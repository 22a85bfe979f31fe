"""What the devices of roadmaps promise, on random games, exact and seeded.

Each test counts what it has seen, so that none of them can pass for want of examples.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import TypeVar

import pytest

from generators.device_games import START, to_scenario
from generators.random_devices import DEVICES, random_device_game
from generators.random_games import draws
from references import reference
from references.device_calendar import any_order_will_do, calendar
from references.device_deviations import largest_gain
from references.device_oracles import everything, found
from references.device_reference import (
    Best,
    Judgement,
    best,
    bond_front,
    counts,
    judge,
    learnt,
    required_prior,
    usable,
)
from references.device_states import (
    Game,
    Order,
    Used,
    orders,
    packages,
    state_of,
    visited,
)
from references.reference import INFINITE, VERDICTS, or_infinite

pytestmark = pytest.mark.slow

F = Fraction
K = TypeVar("K")


def nowhere_more(new: Mapping[K, Fraction | None], old: Mapping[K, Fraction | None]) -> bool:
    return all(or_infinite(new[key]) <= or_infinite(old[key]) for key in old)


def test_slices_are_never_worse() -> None:
    """With no deal <= 0, the default fallback, and steps that set nothing.

    A step done in slices one right after the other visits mixtures of the states before and after
    it, and what it asks for is a mixture too, or less. For trust the package must be worth at
    least 0 to everyone: below that a pretence on a step that hurts would expose by parts.
    """
    seen: Counter[str] = Counter()
    for rng in draws(2, 120):
        drawn = calm(random_device_game(rng, 3, ("slices", "hazard")))
        pieces = {k.name: k.slices or 1 for k in drawn.steps}
        one_piece = replace(drawn, steps=tuple(replace(k, slices=1) for k in drawn.steps))
        package = everything(drawn)
        if package not in packages(drawn):
            continue
        worthwhile = reference.signable(drawn, package)
        for order in orders(one_piece, package):
            in_slices = tuple(move for move in order for _ in range(pieces[move[0]]))
            new, old = judge(drawn, package, in_slices), judge(one_piece, package, order)
            assert or_infinite(new.share) <= or_infinite(old.share)
            assert nowhere_more(new.bond, old.bond)
            if worthwhile:
                assert all(
                    or_infinite(new.trust[pair]) <= or_infinite(old.trust[pair])
                    for pair in old.trust
                )
        if worthwhile:
            new, old = found(drawn).judgement, found(one_piece).judgement
            assert new.rank <= old.rank
            seen["better"] += new.rank < old.rank
    assert seen["better"] > 8


def calm(drawn: Game) -> Game:
    return replace(
        drawn,
        no_deal={i: min(n, F(0)) for i, n in drawn.no_deal.items()},
        fallback={},
        steps=tuple(replace(k, sets={}) for k in drawn.steps),
    )


def test_what_stands_judges_a_part_of_the_places() -> None:
    seen: Counter[str] = Counter()
    for rng in draws(4, 60):
        drawn = random_device_game(rng, 3, ("slices", "hazard", "ledger", "standing"))
        fresh = replace(drawn, done=frozenset())
        for package in packages(drawn):
            through = state_of(drawn, drawn.done)
            for order in orders(fresh, package):
                states = visited(fresh, order)
                if through not in states:
                    continue
                rest = order[states.index(through) :]
                assert rest in set(orders(drawn, package))
                part, full = judge(drawn, package, rest), judge(fresh, package, order)
                assert or_infinite(part.share) <= or_infinite(full.share)
                assert all(
                    or_infinite(part.trust[pair]) <= or_infinite(full.trust[pair])
                    for pair in full.trust
                )
                seen["orders"] += 1
    assert seen["orders"] > 100


def test_calendar_on_random_games() -> None:
    seen: Counter[str] = Counter()
    for rng in draws(5, 80):
        drawn = random_device_game(rng, 3, [d for d in DEVICES if rng.random() < 0.5])
        for package in packages(drawn):
            chosen = best(drawn, package)
            if chosen is None:
                continue
            order, used = chosen.order, chosen.used
            groups = calendar(drawn, package, order, used)
            assert tuple(move for g in groups for move in g.moves) == order
            assert any_order_will_do(drawn, package, order, used, groups)
            for group in groups:
                for name, (_, end) in group.times.items():
                    closes = next(k.closes for k in drawn.steps if k.name == name)
                    assert closes is None or end <= closes
                seen["side by side"] += len(group.moves) > 1
            seen["alone"] += len(groups) == len(order) > 1
    assert min(seen["side by side"], seen["alone"]) > 30


def test_incentive_key_is_no_profitable_plan() -> None:
    """Whatever one party does, several times over, on any order, with any escrows."""
    seen: Counter[str] = Counter()
    for rng in draws(6, 60):
        drawn = random_device_game(rng, 3, [d for d in DEVICES if rng.random() < 0.6])
        for package in packages(drawn):
            for used in usable(drawn, package):
                lawful = list(orders(drawn, package, used))
                for order in rng.sample(lawful, min(3, len(lawful))):
                    judgement = judge(drawn, package, order, used)
                    gains = largest_gain(drawn, order, used)
                    assert {i: g > 0 for i, g in gains.items()} == {
                        i: bond != 0 for i, bond in judgement.bond.items()
                    }
                    assert judgement.incentive_key == (max(gains.values()) == 0)
                    seen["pays" if max(gains.values()) > 0 else "keeps"] += 1
                    seen["escrow"] += bool(used)
                    seen["slices"] += len(order) > len({m for move in order for m in move})
    assert min(seen["pays"], seen["keeps"], seen["slices"]) > 80
    assert seen["escrow"] > 15


def test_what_is_forbidden_is_never_better_and_what_is_offered_never_worse() -> None:
    seen: Counter[str] = Counter()
    for rng in draws(7, 50):
        devices = [d for d in DEVICES if d == "escrow" or rng.random() < 0.5]
        drawn = random_device_game(rng, 3, devices, signed=rng.random() < 0.5)
        free = replace(
            drawn,
            ledgers=(),
            ratifiers=tuple(replace(r, floor_on_the_way=None) for r in drawn.ratifiers),
            steps=tuple(replace(k, opens=None, closes=None) for k in drawn.steps),
        )
        plain = replace(drawn, escrows=())
        for package in packages(drawn):
            ranks = [rank_of(best(g, package)) for g in (free, drawn, plain)]
            assert ranks == sorted(ranks)
            seen["forbidden"] += ranks[0] < ranks[1]
            seen["none"] += ranks[1] == (INFINITE,)
            seen["escrow"] += ranks[1] < ranks[2]
        numbers = [counts(g) for g in (free, drawn, plain)]
        for more, fewer in (numbers[:2], numbers[1:]):
            assert all(more[key] >= fewer[key] for key in more)
    assert min(seen["forbidden"], seen["none"]) > 20
    assert seen["escrow"] > 3


def rank_of(chosen: Best | None) -> tuple[object, ...]:
    return (INFINITE,) if chosen is None else chosen.judgement.rank


def test_best_is_among_the_orders_and_above_all_others() -> None:
    seen: Counter[str] = Counter()
    for rng in draws(8, 60):
        drawn = random_device_game(rng, 3, [d for d in DEVICES if rng.random() < 0.5])
        for package in packages(drawn):
            judged: dict[tuple[Used, Order], Judgement] = {
                (used, order): judge(drawn, package, order, used)
                for used in usable(drawn, package)
                for order in orders(drawn, package, used)
            }
            chosen = best(drawn, package)
            assert (chosen is None) == (not judged)
            if chosen is None:
                continue
            assert judged[chosen.used, chosen.order] == chosen.judgement
            least = min(j.rank for j in judged.values())
            assert chosen.judgement.rank == least
            assert chosen.ties == sum(j.rank == least for j in judged.values())
            seen[chosen.judgement.verdict] += 1
    assert set(seen) == set(VERDICTS)


def test_random_games_have_their_devices_and_no_others() -> None:
    seen: Counter[str] = Counter()
    for rng in draws(10, 60):
        devices = [d for d in DEVICES if rng.random() < 0.5]
        drawn = random_device_game(rng, 4, devices)
        has = {
            "slices": any(k.slices != 1 for k in drawn.steps),
            "escrow": bool(drawn.escrows),
            "ledger": bool(drawn.ledgers),
            "floor": bool(drawn.ratifiers),
            "window": any((k.opens, k.closes) != (None, None) for k in drawn.steps),
            "hazard": any(k.hazard for k in drawn.steps),
            "standing": bool(drawn.done),
        }
        for device, there in has.items():
            assert device in devices or not there
            seen[device] += there
        assert drawn.done in reference.packages(drawn)
    assert all(seen[device] > 15 for device in DEVICES)
    with pytest.raises(ValueError, match="no such devices"):
        random_device_game(next(draws(0)), 2, ("slice",))


def test_scenarios_of_random_games() -> None:
    for rng in draws(11, 30):
        drawn = random_device_game(rng, 4, DEVICES)
        scenario = to_scenario(drawn)
        for k, own in zip(scenario.steps, drawn.steps, strict=True):
            assert (k.slices, F(k.hazard.point), F(k.lasts.point)) == (
                own.slices,
                own.hazard,
                own.phases,
            )
            assert {name: float(c) for name, c in k.changes.items()} == own.changes
            first, last = (k.window.first, k.window.last) if k.window else (None, None)
            assert (None if first is None else (first - START).days) == own.opens
            assert (None if last is None else (last - START).days + 1) == own.closes
        assert sum(len(party.home) for party in scenario.parties) == len(drawn.ratifiers)
        assert [frozenset(e.steps) for e in scenario.escrow] == [e.steps for e in drawn.escrows]
        assert frozenset(scenario.standing.done if scenario.standing else ()) == drawn.done
        assert [(w.id, F(w.start.point)) for w in scenario.ledgers] == [
            (w.name, w.start) for w in drawn.ledgers
        ]


def test_required_prior_is_when_what_is_learnt_suffices() -> None:
    for rng in draws(3, 200):
        deal, exposure = F(rng.randint(0, 8), 4), F(rng.randint(1, 8), 4)
        chance, prior = F(rng.randint(1, 4), 4), F(rng.randint(0, 8), 8)
        required = required_prior(deal, exposure, chance)
        assert required is not None
        enough = learnt(prior, chance) >= exposure / (deal + exposure)
        assert enough == (prior >= required)


def test_bond_front_on_random_games() -> None:
    seen: Counter[str] = Counter()
    for rng in draws(9, 40):
        drawn = random_device_game(rng, 3, ("slices", "escrow"), signed=True)
        bare = tuple(replace(k, reversible=F(0), sets={}) for k in drawn.steps)
        drawn = replace(drawn, steps=bare, penalty={}, no_deal={}, fallback={})
        for package in packages(drawn):
            front = bond_front(drawn, package)
            bonds = [judge(drawn, package, o).bond for o in orders(drawn, package)]
            vectors = [tuple(or_infinite(b[i]) for i in drawn.parties) for b in bonds]
            assert front <= set(vectors)
            assert all(any(reference.below(f, v) for f in front) for v in vectors)
            seen["several"] += len(front) > 1
    assert seen["several"] > 15
