"""Compiled loops over the states of a conflict graph.

Moves are kept backwards: ``source[start[p, t]:start[p, t + 1]]`` are the states from which party p
can move to t. Every question of stability then is one of the least that can be reached, which a
search backwards from the worst states settles once for all states.
"""

import numpy as np
from numpy.typing import NDArray

from winset.scenario.jit import jit

Bools = NDArray[np.bool_]
Ints = NDArray[np.int32]
Longs = NDArray[np.int64]

_NONE, _ALL = 0, -1


@jit
def count_sources(
    states: Longs, index: Ints, own: Longs, on: Longs, off: Longs, room: int
) -> Longs:
    """Return ``start`` for all parties, where each state's sources would begin.

    `own` are the options of each party, `on` and `off` those that can be turned that way, as masks.
    Counting ends early, with more than `room`, where there are more moves than that.
    """
    parties, n = len(own), len(states)
    start = np.zeros((parties, n + 1), np.int64)
    total = 0
    for p in range(parties):
        for t in range(n):
            start[p, t] = total
            to = states[t]
            free = own[p] & ((to & on[p]) | (~to & off[p]))
            turned = free
            while turned:
                if index[to ^ turned] >= 0:
                    total += 1
                turned = (turned - 1) & free
            if total > room:
                start[parties - 1, n] = total
                return start
        start[p, n] = total
    return start


@jit
def fill_sources(
    states: Longs, index: Ints, own: Longs, on: Longs, off: Longs, start: Longs
) -> Ints:
    """Return the sources of all states, party by party."""
    parties, n = len(own), len(states)
    source = np.empty(start[parties - 1, n], np.int32)
    at = 0
    for p in range(parties):
        for t in range(n):
            to = states[t]
            free = own[p] & ((to & on[p]) | (~to & off[p]))
            turned = free
            while turned:
                found = index[to ^ turned]
                if found >= 0:
                    source[at] = found
                    at += 1
                turned = (turned - 1) & free
    return source


@jit
def _by_value(value: Ints) -> Ints:
    """Return the states by value, the least first; values are ranks, below the number of states."""
    n = len(value)
    begin = np.zeros(n + 1, np.int32)
    for u in range(n):
        begin[value[u] + 1] += 1
    for k in range(n):
        begin[k + 1] += begin[k]
    order = np.empty(n, np.int32)
    for u in range(n):
        order[begin[value[u]]] = u
        begin[value[u]] += 1
    return order


@jit
def least_reached(
    start: Longs, source: Ints, rank: Ints, party: int, value: Ints, improving: bool
) -> Ints:
    """Return the least value that the other parties can reach from each state, it included.

    Their moves form a legal sequence: nobody moves twice running. With `improving` each move must
    be to a state that who makes it prefers.

    The search goes backwards over pairs (state, who moved there), from the states of the least
    value up, so that each pair is met once. `met` holds for each state which of its pairs are
    settled: none, all but one party's, or all.
    """
    parties, n = rank.shape
    least = value.copy()
    met = np.full(n, _NONE, np.int16)
    stack_state = np.empty(n * parties + 1, np.int32)
    stack_party = np.empty(n * parties + 1, np.int16)
    left = n
    for u in _by_value(value):
        if left == 0:
            break
        if met[u] == _ALL:
            continue
        now = value[u]
        top = 0
        for k in range(parties):
            if k != party and (met[u] == _NONE or met[u] == k + 1):
                stack_state[top] = u
                stack_party[top] = k
                top += 1
        if met[u] == _NONE:
            least[u] = now
        met[u] = _ALL
        left -= 1
        while top and left:
            top -= 1
            v = stack_state[top]
            k = stack_party[top]
            likes = rank[k, v]
            for e in range(start[k, v], start[k, v + 1]):
                s = source[e]
                before = met[s]
                if before == _ALL or before == k + 1:
                    continue
                if improving and likes <= rank[k, s]:
                    continue
                if before == _NONE:
                    least[s] = now
                    met[s] = k + 1
                    for j in range(parties):
                        if j == party:
                            continue
                        if j != k:
                            stack_state[top] = s
                            stack_party[top] = j
                            top += 1
                else:
                    met[s] = _ALL
                    left -= 1
                    stack_state[top] = s
                    stack_party[top] = before - 1
                    top += 1
    return least


@jit
def best_own(start: Longs, source: Ints, rank: Ints, party: int) -> Ints:
    """Return the best rank that a party has from each state by at most one move of its own."""
    own = rank[party].copy()
    best: Ints = own.copy()
    for v in range(len(own)):
        for e in range(start[party, v], start[party, v + 1]):
            s = source[e]
            best[s] = max(best[s], own[v])
    return best


@jit
def judge(start: Longs, source: Ints, own: Ints, party: int, least: Ints, out: Bools) -> None:
    """Write down where a party is stable, in the order of `CONCEPTS`: (concepts, states).

    `least` is what the others can bring it down to by GMR, SMR and SEQ: (3, states).
    """
    nash, gmr, smr, seq = out[0], out[1], out[2], out[3]
    out[:] = True
    for t in range(len(own)):
        gain, after, later, soon = own[t], least[0, t], least[1, t], least[2, t]
        for e in range(start[party, t], start[party, t + 1]):
            s = source[e]
            now = own[s]
            if now < gain:
                nash[s] = False
                if now < after:
                    gmr[s] = False
                if now < later:
                    smr[s] = False
                if now < soon:
                    seq[s] = False


@jit
def stable_states(start: Longs, source: Ints, rank: Ints) -> Bools:
    """Return where each party is stable: (concepts, parties, states), as in `CONCEPTS`."""
    parties, n = rank.shape
    stable = np.empty((4, parties, n), np.bool_)
    least = np.empty((3, n), np.int32)  # by GMR, SMR and SEQ
    for p in range(parties):
        own = rank[p].copy()
        best = best_own(start, source, rank, p)
        for k in range(3):
            reached = least_reached(start, source, rank, p, best if k == 1 else own, k == 2)
            for t in range(n):
                least[k, t] = reached[t]
        judge(start, source, own, p, least, stable[:, p])
    return stable


@jit
def reach_matrix(start: Longs, source: Ints, rank: Ints, movers: Bools, improving: bool) -> Bools:
    """Return whether legal sequences of some parties lead from a state to another: (from, to).

    Sequences have at least one move. A legal sequence read backwards is one too, so each column is
    a search backwards.
    """
    parties, n = rank.shape
    reach = np.zeros((n, n), np.bool_)
    met = np.empty((n, parties), np.bool_)
    stack_state = np.empty(n * parties, np.int32)
    stack_party = np.empty(n * parties, np.int16)
    for u in range(n):
        met[:] = False
        top = 0
        for k in range(parties):
            if movers[k]:
                met[u, k] = True
                stack_state[top] = u
                stack_party[top] = k
                top += 1
        while top:
            top -= 1
            v = stack_state[top]
            k = stack_party[top]
            for e in range(start[k, v], start[k, v + 1]):
                s = source[e]
                if improving and rank[k, v] <= rank[k, s]:
                    continue
                reach[s, u] = True
                for j in range(parties):
                    if movers[j] and j != k and not met[s, j]:
                        met[s, j] = True
                        stack_state[top] = s
                        stack_party[top] = j
                        top += 1
    return reach
