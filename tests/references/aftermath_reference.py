"""Conflict graphs by their definitions, with Python sets: the plain twin of `winset.aftermath`.

States are the sets of options that are on, numbered from 0 by binary value. Definitions are those
of Fang, Hipel and Kilgour (Interactive Decision Making, 1993), with legal sequences for any number
of parties; coalitions as in Inohara and Hipel (2008).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import product

Moves = Mapping[str, Mapping[int, frozenset[int]]]
Rank = Mapping[str, Mapping[int, int]]


@dataclass(frozen=True)
class Model:
    """Who can move from where to where, and what each prefers; a higher rank is better."""

    states: tuple[frozenset[str], ...]
    moves: Moves
    rank: Rank

    @property
    def parties(self) -> tuple[str, ...]:
        return tuple(self.moves)

    def likes(self, party: str, to: int, than: int) -> bool:
        return self.rank[party][to] > self.rank[party][than]


def states_of(
    options: Iterable[str], feasible: Callable[[frozenset[str]], bool]
) -> tuple[frozenset[str], ...]:
    names = list(options)
    every = product((False, True), repeat=len(names))
    sets = [
        frozenset(n for n, on in zip(reversed(names), bits, strict=True) if on) for bits in every
    ]
    return tuple(state for state in sets if feasible(state))


def moves_of(
    states: tuple[frozenset[str], ...], options: Mapping[str, tuple[str, str]], party: str
) -> dict[int, frozenset[int]]:
    """Return a party's moves; `options` holds by option its party and its direction."""

    def legal(before: frozenset[str], after: frozenset[str]) -> bool:
        def allowed(option: str) -> bool:
            owner, way = options[option]
            return owner == party and way in ("both", "on" if option in after else "off")

        return before != after and all(allowed(option) for option in before ^ after)

    return {
        s: frozenset(t for t, after in enumerate(states) if legal(before, after))
        for s, before in enumerate(states)
    }


def reached(model: Model, movers: Iterable[str], start: int, improving: bool) -> set[int]:
    """Return what movers reach by legal sequences of at least one move."""
    found: set[tuple[int, str]] = set()
    todo: list[tuple[int, str | None]] = [(start, None)]
    while todo:
        state, last = todo.pop()
        for party in movers:
            if party == last:
                continue
            for to in model.moves[party][state]:
                if improving and not model.likes(party, to, state):
                    continue
                if (to, party) not in found:
                    found.add((to, party))
                    todo.append((to, party))
    return {state for state, _ in found}


def stable(model: Model, party: str, state: int, concept: str) -> bool:
    """Return whether a state is stable for a party, by the definition of the concept."""
    others = [other for other in model.parties if other != party]
    improvements = [t for t in model.moves[party][state] if model.likes(party, t, state)]
    if concept == "nash":
        return not improvements

    def deters(sanction: int) -> bool:
        if model.likes(party, sanction, state):
            return False
        ways_out = model.moves[party][sanction] if concept == "smr" else ()
        return not any(model.likes(party, out, state) for out in ways_out)

    return all(
        any(deters(u) for u in reached(model, others, t, improving=concept == "seq"))
        for t in improvements
    )


def equilibria(model: Model, concept: str) -> set[int]:
    """Return the states that are stable for all."""
    return {
        s
        for s in range(len(model.states))
        if all(stable(model, party, s, concept) for party in model.parties)
    }


def coalition_stable(model: Model, members: tuple[str, ...], state: int, concept: str) -> bool:
    """Return whether a state is stable for a coalition that moves only where all of it gain."""
    others = [party for party in model.parties if party not in members]

    def all_like(to: int) -> bool:
        return all(model.likes(party, to, state) for party in members)

    improvements = [t for t in reached(model, members, state, improving=False) if all_like(t)]
    if concept == "nash":
        return not improvements

    def deters(sanction: int) -> bool:
        if all_like(sanction):
            return False
        ways_out = reached(model, members, sanction, improving=False) if concept == "smr" else set()
        return not any(all_like(out) for out in ways_out)

    return all(
        any(deters(u) for u in reached(model, others, t, improving=concept == "seq"))
        for t in improvements
    )
