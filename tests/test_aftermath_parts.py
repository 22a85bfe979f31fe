"""Witnesses, paths, chances, coalitions and the inverse question, each against a plain twin."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations, permutations, product

import numpy as np
import pytest

from generators.random_conflicts import random_conflict, to_plain
from references import aftermath_reference as plain
from winset.aftermath.chances import chances_from
from winset.aftermath.coalitions import coalition_stability, coalitions
from winset.aftermath.graph import Graph, StateId, StatePlace, compile_graph
from winset.aftermath.inverse import MOST_RANKED, inverse_question
from winset.aftermath.uncertain import MOST_COMBINED, uncertain_equilibria
from winset.aftermath.walks import MOST_PATHS, ConflictMove, Walker, improving_paths
from winset.aftermath.witnesses import StabilityWitness, witnesses
from winset.scenario import Conflict, MoveRule, Number, Ordering, Preference
from winset.scenario.conflict import CONCEPTS


def drawn(seed: int, parties: int, options: int = 4) -> tuple[Conflict, Graph, plain.Model]:
    conflict = random_conflict(seed, parties, options)
    return conflict, compile_graph(conflict, tuple(conflict.preferences)), to_plain(conflict)


# --- witnesses


def replays(model: plain.Model, found: StabilityWitness) -> bool:
    """Check a witness by the definitions alone: every move legal, every claim true."""
    state, party = found.state - 1, found.party
    improvements = {t for t in model.moves[party][state] if model.likes(party, t, state)}
    if found.improvement is not None:
        to = found.improvement - 1
        others = [other for other in model.parties if other != party]
        answers = plain.reached(model, others, to, improving=found.concept == "seq")
        return to in improvements and not any(
            deters(model, found, u) for u in answers if found.concept != "nash"
        )
    told = {one.improvement - 1 for one in found.sanctions}
    return told == improvements and all(
        follows(model, one.improvement - 1, one.answer, party, improving=found.concept == "seq")
        and deters(model, found, one.answer[-1].to - 1)
        for one in found.sanctions
    )


def follows(
    model: plain.Model, state: int, moves: Sequence[ConflictMove], but: str, *, improving: bool
) -> bool:
    """Return whether moves can be made in turn, by others than one party, nobody twice running."""
    last = but
    for move in moves:
        to = move.to - 1
        if move.party in (last, but) or to not in model.moves[move.party][state]:
            return False
        if improving and not model.likes(move.party, to, state):
            return False
        state, last = to, move.party
    return bool(moves)


def deters(model: plain.Model, found: StabilityWitness, sanction: int) -> bool:
    state, party = found.state - 1, found.party
    outs = model.moves[party][sanction] if found.concept == "smr" else ()
    return not any(model.likes(party, to, state) for to in (sanction, *outs))


@pytest.mark.parametrize("seed", range(25))
def test_every_witness_can_be_replayed(seed: int) -> None:
    _, graph, model = drawn(seed, 2 + seed % 3)
    told = witnesses(Walker(graph), graph.every_state)
    assert len(told) == len(graph.states) * len(graph.parties) * len(CONCEPTS)
    for one in told:
        assert one.stable == plain.stable(model, one.party, one.state - 1, one.concept)
        assert replays(model, one), one


def test_a_false_witness_is_not_believed() -> None:
    _, graph, model = drawn(3, 3)
    told = witnesses(Walker(graph), graph.every_state)
    free = next(one for one in told if one.improvement)
    assert not replays(model, replace(free, improvement=None))
    held = next(one for one in told if one.sanctions)
    wrong = replace(held.sanctions[0], answer=(ConflictMove(held.party, StateId(1)),))
    assert not replays(model, replace(held, sanctions=(wrong, *held.sanctions[1:])))


# --- paths


def all_paths(model: plain.Model, start: int) -> Iterator[tuple[tuple[str, int], ...]]:
    """Yield improving paths without a state twice and without a party twice running."""
    todo: list[tuple[tuple[tuple[str, int], ...], int, str, frozenset[int]]]
    todo = [((), start, "", frozenset([start]))]
    while todo:
        path, state, last, past = todo.pop(0)
        yield path
        for party in model.parties:
            for to in sorted(model.moves[party][state]) if party != last else ():
                if to not in past and model.likes(party, to, state):
                    todo.append(((*path, (party, to)), to, party, past | {to}))


@pytest.mark.parametrize("seed", range(20))
def test_paths_are_all_there_are(seed: int) -> None:
    _, graph, model = drawn(100 + seed, 2 + seed % 3)
    start = StatePlace(seed % len(graph.states))
    expected: dict[int, list[tuple[tuple[str, int], ...]]] = {}
    for path in all_paths(model, start):
        expected.setdefault(path[-1][1] if path else start, []).append(path)
    found = improving_paths(Walker(graph), start, graph.every_state)
    assert set(found) == set(expected)
    for end, paths in found.items():
        told = [tuple((graph.parties[p], to) for p, to in walk) for walk in paths.walks]
        assert told == expected[end][:MOST_PATHS]
        assert paths.more == (len(expected[end]) > MOST_PATHS)


# --- chances


def walked(
    walker: Walker, rule: MoveRule, start: StatePlace, rng: random.Random
) -> StatePlace | None:
    """Follow the rule until nobody moves; None where that takes too long."""
    state = start
    for _ in range(200):
        able = [p for p in range(len(walker.rank)) if walker.undeterred(p, state, rule.concept)]
        if not able:
            return state
        weights = [float(rule.weight.get(walker.graph.parties[p], Number(1.0))) for p in able]
        (party,) = rng.choices(able, weights)
        free = walker.undeterred(party, state, rule.concept)
        if rule.picks == "best":
            most = max(walker.rank[party][to] for to in free)
            free = [to for to in free if walker.rank[party][to] == most]
        state = rng.choice(free)
    return None


@pytest.mark.parametrize("seed", range(8))
def test_chances_are_those_of_many_walks(seed: int) -> None:
    _, graph, _ = drawn(200 + seed, 3)
    walker = Walker(graph)
    picks = ("any", "best")[seed % 2]
    rule = MoveRule(CONCEPTS[seed % 4], picks, {"a": Number(2.0)})  # type: ignore[arg-type]
    rng = random.Random(seed)  # noqa: S311
    for start in graph.every_state[::3]:
        found = chances_from(walker, rule, start)
        assert found is not None
        ends = [walked(walker, rule, start, rng) for _ in range(400)]
        for state in {*found.ends, *ends}:
            chance = found.cycle if state is None else found.ends.get(state, 0.0)
            assert abs(ends.count(state) / 400 - chance) < 0.12
        assert sum(found.ends.values()) + found.cycle == pytest.approx(1)
        assert (found.moves is None) == (found.cycle > 0)


def test_the_ends_are_the_equilibria_of_the_concept() -> None:
    for seed in range(10):
        _, graph, model = drawn(300 + seed, 3)
        for concept in CONCEPTS:
            held = plain.equilibria(model, concept)
            for start in graph.every_state:
                found = chances_from(Walker(graph), MoveRule(concept), start)
                assert found is not None
                assert set(found.ends) <= held
                assert (start in held) == (found.ends == {start: 1.0})


# --- coalitions


@pytest.mark.parametrize("seed", range(16))
def test_coalitions_equal_the_plain_twin(seed: int) -> None:
    _, graph, model = drawn(400 + seed, 2 + seed % 3)
    everybody = graph.listed
    groups = [g for k in range(1, len(graph.parties) + 1) for g in combinations(everybody, k)]
    for members in groups:
        found = coalition_stability(graph, members)
        names = tuple(graph.parties[p] for p in members)
        for c, concept in enumerate(CONCEPTS):
            expected = [
                plain.coalition_stable(model, names, s, concept) for s in range(len(model.states))
            ]
            assert found[c].tolist() == expected, (names, concept)
    told = coalitions(graph)
    assert told is not None
    assert [one.members for one in told] == [
        tuple(graph.parties[p] for p in g) for g in groups if len(g) > 1
    ]


# --- the inverse question


def with_order(model: plain.Model, party: str, order: Sequence[int]) -> plain.Model:
    rank = {state: place for place, state in enumerate(order)}
    return plain.Model(model.states, model.moves, {**model.rank, party: rank})


SMALL = [
    seed for seed in range(500, 540) if len(drawn(seed, 2 + seed % 2, options=3)[1].states) <= 6
]


@pytest.mark.slow
@pytest.mark.parametrize("seed", SMALL)
def test_the_inverse_question_counts_as_all_rankings_do(seed: int) -> None:
    """All strict rankings of all states, by the definitions: the same share of them fits."""
    assert len(SMALL) > 10
    _, graph, model = drawn(seed, 2 + seed % 2, options=3)
    walker, rng = Walker(graph), random.Random(seed)  # noqa: S311
    for _ in range(3):
        p, state = rng.randrange(len(graph.parties)), rng.choice(graph.every_state)
        party = graph.parties[p]
        every = [
            with_order(model, party, order) for order in permutations(range(len(graph.states)))
        ]
        for concept in CONCEPTS:
            found = inverse_question(walker, p, state, concept)
            fits = [one for one in every if state in plain.equilibria(one, concept)]
            assert found.exact
            assert found.fitting * len(every) == len(fits) * found.rankings
            assert found.now == (state in plain.equilibria(model, concept))
            if found.conditions is None:
                continue
            for one in every:
                rank = one.rank[party]
                enough = [
                    all(rank[a - 1] > rank[b - 1] for a, b in condition)
                    for condition in found.conditions
                ]
                assert any(enough) == (one in fits)


def test_where_too_many_states_matter_rankings_are_drawn() -> None:
    for seed in range(20):
        _, graph, model = drawn(600 + seed, 3, options=5)
        found = inverse_question(Walker(graph), 0, StatePlace(0), "gmr", seed=1)
        if found.exact or found.barred_by:
            continue
        assert len(found.compared) > MOST_RANKED
        assert found.conditions is None
        rng, states = np.random.default_rng(2), len(model.states)
        orders = [list(map(int, rng.permutation(states))) for _ in range(150)]
        fits = [0 in plain.equilibria(with_order(model, "a", one), "gmr") for one in orders]
        share = sum(fits) / len(fits)
        assert abs(share - found.fitting / found.rankings) < 0.15
        break
    else:
        pytest.fail("no such conflict was drawn")


@pytest.mark.slow
def test_who_bars_a_state_is_named() -> None:
    for seed in range(10):
        _, graph, model = drawn(700 + seed, 2, options=3)
        for concept, state in product(CONCEPTS, graph.every_state):
            if len(graph.parties) < 2:
                continue
            found = inverse_question(Walker(graph), 0, state, concept)
            if found.barred_by:
                assert found.barred_by == (graph.parties[1],)
                assert found.fitting == 0
                if concept != "seq":
                    assert not plain.stable(model, found.barred_by[0], state, concept)


# --- uncertain preferences


def test_the_share_of_an_equilibrium_is_the_weight_of_the_preferences_that_make_it_one() -> None:
    for seed in range(6):
        one, other = random_conflict(seed, 2), random_conflict(seed, 2)
        reverse = other.preferences["a"].ways[0].ranking[::-1]
        mixed = Preference(
            one_of=(one.preferences["a"].ways[0], Ordering(ranking=reverse, weight=Number(3.0)))
        )
        conflict = replace(one, preferences={**one.preferences, "a": mixed})
        graph = compile_graph(conflict, ("a", "b"))
        found = uncertain_equilibria(graph, conflict, 0)
        if "a" not in graph.parties:
            assert found is None
            continue
        assert found is not None
        assert (found.exact, found.combinations) == (True, 2)
        turned = replace(
            one,
            preferences={**one.preferences, "a": Preference(one_of=(Ordering(ranking=reverse),))},
        )
        sets = [plain_equilibria(one), plain_equilibria(turned)]
        for concept in CONCEPTS:
            for state in graph.every_state:
                share = 0.25 * (state in sets[0][concept]) + 0.75 * (state in sets[1][concept])
                assert found.shares[concept].get(state, 0.0) == pytest.approx(share)
        assert graph.rank[0].tolist() == compile_graph(turned, ("a", "b")).rank[0].tolist()


def plain_equilibria(conflict: Conflict) -> dict[str, set[int]]:
    model = to_plain(conflict)
    return {concept: plain.equilibria(model, concept) for concept in CONCEPTS}


def test_many_combinations_are_drawn() -> None:
    conflict = random_conflict(1, 3)
    many = {party: Preference(one_of=one.ways * 23) for party, one in conflict.preferences.items()}
    graph = compile_graph(conflict, tuple(many))
    certain = plain_equilibria(conflict)
    found = uncertain_equilibria(graph, replace(conflict, preferences=many), 3)
    assert found is not None
    assert (found.exact, found.combinations) == (False, MOST_COMBINED)
    assert found.shares["gmr"] == pytest.approx(dict.fromkeys(certain["gmr"], 1.0))
