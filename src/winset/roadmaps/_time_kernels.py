"""The compiled search for what going on can be worth, backwards over the states of a package.

Its plain twin in the tests goes through all orders, and judges each by itself.
"""

from typing import NamedTuple

import numpy as np

from winset.scenario._arrays import Bools, Floats, Masks
from winset.scenario.jit import inlined, jit

MOST_VECTORS = 10_000_000
"""Vectors that a search keeps at most."""

NOISE = 1e-12
"""Of a row's gross sum: vectors that differ by no more are one."""


LEAST_WEIGHT = 1e-300
"""Of what is so far off that it counts for nothing."""


class Steps(NamedTuple):
    """The states and moves of one package by the clock.

    Attributes
    ----------
    complete : (nodes,)
        The units that are complete.
    edges : (nodes, units)
        The node that it leads to; -1 for none.
    after : (units,)
        The units that must be complete before each begins.
    clock : (nodes,)
    within : (nodes,)
        Where ledgers and balances are within limits.
    held : (nodes, rows)
        What is in place, beyond each row's bar: parties first, then bodies that sign.
    discount : (rows,)
    stays, since : (parties,)
        As in `Rates`.
    noise : (rows,)
        What is nothing.
    """

    complete: Masks
    edges: Masks
    after: Masks
    clock: Floats
    within: Bools
    held: Floats
    discount: Floats
    stays: Floats
    since: Floats
    noise: Floats


class Floors(NamedTuple):
    """What going on must at least be worth.

    Attributes
    ----------
    start, useful : (rows,)
        At the first node: to sign, and what makes a difference to whether all do.
    leave, arrive : (nodes, units, rows)
        At each state before the move of each unit, and at the end of that move.
    end : (rows,)
        Once all is done.
    """

    start: Floats
    useful: Floats
    leave: Floats
    arrive: Floats
    end: Floats


@inlined
def weigh(steps: Steps, node: int, then: int, weights: Floats) -> None:
    """Write what a worth at one node is worth at another before it, by row."""
    start, end = steps.clock[node], steps.clock[then]
    stands = 1.0
    for j in range(len(steps.stays)):
        if steps.stays[j] < 1 and end > max(steps.since[j], start):
            stands *= steps.stays[j] ** (end - max(steps.since[j], start))
    for r in range(len(weights)):
        weights[r] = (
            stands if steps.discount[r] == 1 else stands * (steps.discount[r] ** (end - start))
        )


@inlined
def can_move(steps: Steps, node: int, a: int) -> bool:
    """Return whether a unit can make its next move at a node."""
    done = steps.complete[node]
    open_ = steps.edges[node, a] >= 0 and not done >> a & 1
    return open_ and steps.after[a] & ~done == 0


@jit
def demanded(steps: Steps, floors: Floors) -> tuple[Floats, Floats]:
    """Return what the ways to each node ask of V there: the most that one asks, and the least.

    What is asked of V before a move is asked of V after it by the inverse of the map. More than the
    most makes no difference, and less than the least meets nothing.

    Returns
    -------
    most, least : (nodes, rows)
        Infinite where no way leads.
    """
    nodes, rows = steps.held.shape
    units = len(steps.after)
    most, least = np.full((nodes, rows), -np.inf), np.full((nodes, rows), np.inf)
    most[0], least[0] = np.maximum(floors.start, floors.useful), floors.start
    weights = np.empty(rows)
    for node in range(nodes):
        if not steps.within[node] or (node > 0 and least[node, 0] == np.inf):
            continue
        for a in range(units):
            if not can_move(steps, node, a):
                continue
            then = steps.edges[node, a]
            weigh(steps, node, then, weights)
            for r in range(rows):
                held, here = steps.held[node, r], floors.leave[node, a, r]
                high, low = max(most[node, r], here), max(least[node, r], here)
                if high > -np.inf:
                    high = held + (high - held) / weights[r]
                if low > -np.inf:
                    low = held + (low - held) / weights[r]
                there = floors.arrive[node, a, r]
                most[then, r] = max(most[then, r], high, there)
                least[then, r] = min(least[then, r], max(low, there))
    return most, least


@inlined
def keep(antichain: Floats, count: int, new: Floats, noise: Floats) -> int:
    """Add a vector to an antichain unless another is as large; return how many there then are."""
    rows = len(new)
    for n in range(count):
        larger = True
        for r in range(rows):
            if new[r] > antichain[n, r] + noise[r]:
                larger = False
                break
        if larger:
            return count
    left = 0
    for n in range(count):
        larger = True
        for r in range(rows):
            if antichain[n, r] > new[r]:
                larger = False
                break
        if not larger:
            if left < n:
                antichain[left] = antichain[n]
            left += 1
    antichain[left] = new
    return left + 1


@jit
def going_backwards(
    steps: Steps, floors: Floors, last: Masks, merit: Floats
) -> tuple[Masks, Floats]:
    """Return the largest vectors of V at each node, of all orders that meet the floors.

    V counts up to what the ways to the node ask at most. The last entry is the sum over the rows of
    merit·V at the node, weighed as at the start, in full.

    Parameters
    ----------
    last : (nodes,)
        1 at the nodes where all is done.
    merit : (rows,)
        Zeros where no sum is asked for.

    Returns
    -------
    begins : (nodes + 1,)
        Where the vectors of each node begin, from the last node to the first: those of node n are
        from ``begins[nodes − 1 − n]`` to ``begins[nodes − n]``. Its last entry is -1 where there
        are more than `MOST_VECTORS`.
    vectors : (vectors, rows + 1)
    """
    nodes, rows = steps.held.shape
    units = len(steps.after)
    most, least = demanded(steps, floors)
    begins = np.zeros(nodes + 1, dtype=np.int64)
    vectors, here = np.empty((1024, rows + 1)), np.empty((1024, rows + 1))
    noise = np.zeros(rows + 1)
    noise[:rows] = steps.noise
    noise[rows] = NOISE
    weights, early, new = np.empty(rows), np.empty(rows), np.empty(rows + 1)
    total = 0
    for place in range(nodes):
        node = nodes - 1 - place
        begins[place] = total
        count = 0
        reached = steps.within[node] and (node == 0 or least[node, 0] < np.inf)
        if reached:
            weigh(steps, 0, node, early)
        if reached and last[node]:
            fits, merits = True, 0.0
            for r in range(rows):
                value = steps.held[node, r]
                merits += merit[r] * early[r] * value
                least_here = max(least[node, r], floors.end[r])
                fits = fits and value >= least_here - steps.noise[r]
                here[0, r] = min(value, max(most[node, r], floors.end[r]))
            here[0, rows] = merits
            count = 1 if fits else 0
        elif reached:
            for a in range(units):
                if not can_move(steps, node, a):
                    continue
                then = steps.edges[node, a]
                weigh(steps, node, then, weights)
                at = nodes - 1 - then
                for v in range(begins[at], begins[at + 1]):
                    fits, merits = True, vectors[v, rows]
                    for r in range(rows):
                        end, held = vectors[v, r], steps.held[node, r]
                        value = held + weights[r] * (end - held)
                        merits += merit[r] * early[r] * (1 - weights[r]) * held
                        asked = max(least[node, r], floors.leave[node, a, r]) - steps.noise[r]
                        if value < asked or end < floors.arrive[node, a, r] - steps.noise[r]:
                            fits = False
                            break
                        new[r] = min(value, most[node, r])
                    if not fits:
                        continue
                    new[rows] = merits
                    if count == len(here):
                        more = np.empty((2 * count, rows + 1))
                        more[:count] = here
                        here = more
                    count = keep(here, count, new, noise)
        if total + count > len(vectors):
            more = np.empty((2 * (total + count), rows + 1))
            more[:total] = vectors[:total]
            vectors = more
        vectors[total : total + count] = here[:count]
        total += count
        begins[place + 1] = total
        if total > MOST_VECTORS:
            begins[nodes] = -1
            break
    return begins, vectors[:total].copy()
