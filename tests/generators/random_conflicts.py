"""Random small conflicts, as the engine reads them and as the plain twin does. Seeded."""

from __future__ import annotations

import random
from collections.abc import Mapping

from references import aftermath_reference as plain
from winset.scenario import CommonMove, Conflict, MoveRule, Option, Ordering, Preference
from winset.scenario.conditions import parse_condition
from winset.scenario.conflict import Moves

NAMES = ("a", "b", "c", "d", "e", "f")


def random_conflict(seed: int, parties: int, options: int = 4) -> Conflict:
    """Return a conflict with ties, one-way options, infeasible states and a common move."""
    rng = random.Random(seed)  # noqa: S311
    who = NAMES[:parties]
    listed = [Option(f"o{k}", f"o{k}", rng.choice(who), rng.choice(WAYS)) for k in range(options)]
    ids = [option.id for option in listed]
    states = plain.states_of(ids, lambda state: True)
    barred = rng.sample(states, rng.randint(0, len(states) // 2))
    kept = [state for state in states if state not in barred]
    shared = []
    if rng.random() < 0.4:
        on, off = rng.sample(ids, 2)
        when = parse_condition(f"not {rng.choice(ids)}") if rng.random() < 0.5 else None
        shared = [CommonMove(tuple(rng.sample(who, 2)), (on,), (off,), when)]
    return Conflict(
        options=tuple(listed),
        preferences={party: Preference(one_of=(_ranking(rng, kept),)) for party in who},
        status_quo=tuple(sorted(rng.choice(kept))),
        infeasible=tuple(parse_condition(_exactly(state, ids)) for state in barred),
        common_moves=tuple(shared),
        move_rule=MoveRule(),
    )


WAYS: tuple[Moves, ...] = ("both", "both", "both", "on", "off")


def _exactly(state: frozenset[str], ids: list[str]) -> str:
    return " and ".join(option if option in state else f"not {option}" for option in ids)


def _ranking(rng: random.Random, states: list[frozenset[str]]) -> Ordering:
    rank = {state: rng.randrange(len(states)) for state in states}
    groups: dict[int, list[tuple[str, ...]]] = {}
    for state in states:
        groups.setdefault(rank[state], []).append(tuple(sorted(state)))
    return Ordering(ranking=tuple(tuple(groups[key]) for key in sorted(groups)))


def to_plain(conflict: Conflict) -> plain.Model:
    """Return the same conflict for the plain twin; preferences must be one ranking each."""
    ids = [option.id for option in conflict.options]

    def feasible(state: frozenset[str]) -> bool:
        return not any(holds(one.text, state) for one in conflict.infeasible)

    states = plain.states_of(ids, feasible)
    owned = {option.id: (option.by, option.moves) for option in conflict.options}
    movers = [by for by, _ in owned.values()]
    movers += [party for move in conflict.common_moves for party in move.by]
    who = list(dict.fromkeys(movers))
    moves = {
        party: _with_common(conflict, states, party, plain.moves_of(states, owned, party))
        for party in who
    }
    return plain.Model(states, moves, {party: _rank(conflict, party, states) for party in who})


def _with_common(
    conflict: Conflict,
    states: tuple[frozenset[str], ...],
    party: str,
    moves: dict[int, frozenset[int]],
) -> dict[int, frozenset[int]]:
    for s, state in enumerate(states):
        for move in conflict.common_moves:
            after = state - set(move.off) | set(move.on)
            open_ = move.when is None or holds(move.when.text, state)
            if party in move.by and open_ and after in states and after != state:
                moves[s] |= {states.index(after)}
    return moves


def _rank(conflict: Conflict, party: str, states: tuple[frozenset[str], ...]) -> Mapping[int, int]:
    (ordering,) = conflict.preferences[party].one_of
    groups = [[frozenset(state) for state in group] for group in ordering.ranking]
    return {
        s: -next(place for place, group in enumerate(groups) if state in group)
        for s, state in enumerate(states)
    }


def holds(condition: str, state: frozenset[str]) -> bool:
    """Return whether a conjunction of options and negations holds in a state."""
    parts = [part.split() for part in condition.split(" and ")]
    return all((part[-1] in state) == (part[0] != "not") for part in parts)
