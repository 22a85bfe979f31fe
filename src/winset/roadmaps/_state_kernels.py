"""The compiled loop that works out what every state of a package asks of the parties.

Its plain twin is `winset.roadmaps.exits`, which does the same for any list of done-sets.
"""

from typing import NamedTuple

import numpy as np

from winset.scenario.compiled import TOLERANCE, Bools, Floats, Masks
from winset.scenario.jit import jit


class Tables(NamedTuple):
    """What each unit adds to the sums of a state, by how often it has moved.

    A *slot* is a unit with a number of its moves made: slot `offset[a] + d` stands for d moves of
    unit a. The channels of `adds` are: what each party keeps when it breaks; [i, j], what i keeps
    when j betrays it; worth in place, as a share of B, summed over the parties.

    Attributes
    ----------
    radix, offset : (units,)
    adds : (variants, slots, channels)
    base : (variants, channels)
        What is done before the search starts.
    relapse, base_relapse : (variants, slots, parties), (variants, parties)
        The largest surcharge of a quiet relapse.
    going_on, base_going_on : (slots, parties), (parties,)
        The chance that an opportunist would have gone on.
    extra_need : (extras, units)
        How often each unit must have moved for an extra, a bonus or part of one, to count.
    extra_adds : (extras, channels)
    fixed, owed : (variants, parties)
        fallback − Π − no_deal, and no_deal − fallback − G.
    start : (parties,)
        −Π where nothing is done at the start; NaN where something is.
    value, scale : (parties,)
        V and B of the package.
    trust : (parties, parties)
    exposed : (parties, parties)
        Whether j, another than i, performs a step of the package.
    """

    radix: Masks
    offset: Masks
    adds: Floats
    base: Floats
    relapse: Floats
    base_relapse: Floats
    going_on: Floats
    base_going_on: Floats
    extra_need: Masks
    extra_adds: Floats
    fixed: Floats
    owed: Floats
    start: Floats
    value: Floats
    scale: Floats
    trust: Floats
    exposed: Bools


class States(NamedTuple):
    """What every state of a package asks; see `Lattice`."""

    opens: Floats
    share: Floats
    lack: Floats
    trust: Floats
    benefit: Floats


@jit
def add_up(tables: Tables, variant: int, digits: Masks, top: int, sums: Floats) -> None:
    """Write the running sums of the units from `top` down to the first: row a holds a and above."""
    channels = sums.shape[1]
    for a in range(top, -1, -1):
        slot = tables.offset[a] + digits[a]
        for c in range(channels):
            sums[a, c] = sums[a + 1, c] + tables.adds[variant, slot, c]


@jit
def add_rest(
    tables: Tables, variant: int, digits: Masks, top: int, relapse: Floats, going_on: Floats
) -> None:
    """As `add_up`, for the largest surcharge of a relapse and the chance of going on."""
    for a in range(top, -1, -1):
        slot = tables.offset[a] + digits[a]
        for i in range(relapse.shape[1]):
            relapse[a, i] = max(relapse[a + 1, i], tables.relapse[variant, slot, i])
            going_on[a, i] = going_on[a + 1, i] * tables.going_on[slot, i]


@jit
def counts(need: Masks, digits: Masks) -> bool:
    """Return whether every unit has moved as often as an extra needs."""
    for a in range(len(digits)):  # noqa: SIM110 - a plain loop compiles to far less
        if digits[a] < need[a]:
            return False
    return True


@jit
def shortfall(tables: Tables, needs: Floats) -> float:
    """Return the largest of the parties' shortfalls as a share of B."""
    worst = -np.inf
    for i in range(len(needs)):
        gap = needs[i] - tables.value[i]
        if tables.scale[i] > 0:
            worst = max(worst, gap / tables.scale[i])
        elif gap > TOLERANCE:
            worst = np.inf
    return worst


@jit
def exposures(
    tables: Tables, variant: int, kept: Floats, going_on: Floats, begun: bool
) -> tuple[float, float]:
    """Return the largest lack of trust, and the largest trust required, of all pairs."""
    parties = len(tables.value)
    lack, most = -np.inf, 0.0
    for i in range(parties):
        for j in range(parties):
            loss = 0.0
            if tables.exposed[i, j] and begun:
                loss = tables.owed[variant, i] - kept[parties + i * parties + j]
                loss = max(loss, 0.0) * going_on[j]
            required = 0.0
            if loss > TOLERANCE:
                worth = tables.value[i]
                required = np.inf if worth < -TOLERANCE else loss / (max(worth, 0.0) + loss)
            most = max(most, required)
            lack = max(lack, 1.0 if required == np.inf else required - tables.trust[i, j])
    return lack, most


@jit
def judge_states(tables: Tables, variant: Masks) -> States:
    """Return what every state asks, in ascending order.

    Parameters
    ----------
    variant : (states,)
        Which numbers hold at each state; empty where there is only one set of them.
    """
    units, parties = len(tables.radix), len(tables.value)
    states = 1
    for radix in tables.radix:
        states *= radix
    opens = np.empty((states, parties))
    share, lack = np.empty(states), np.empty(states)
    trust, benefit = np.empty(states), np.empty(states)
    channels = tables.adds.shape[2]
    sums = np.zeros((units + 1, channels))
    relapse, going_on = np.zeros((units + 1, parties)), np.ones((units + 1, parties))
    kept, needs = np.empty(channels), np.empty(parties)
    digits = np.zeros(units, dtype=np.int64)
    last, top = -1, units - 1
    for state in range(states):
        v = variant[state] if len(variant) else 0
        if v != last:
            last, top = v, units - 1
            sums[units], relapse[units] = tables.base[v], tables.base_relapse[v]
            going_on[units] = tables.base_going_on
        add_up(tables, v, digits, top, sums)
        add_rest(tables, v, digits, top, relapse, going_on)
        for c in range(channels):
            kept[c] = sums[0, c]
        for e in range(len(tables.extra_need)):
            if counts(tables.extra_need[e], digits):
                for c in range(channels):
                    kept[c] += tables.extra_adds[e, c]
        begun = state > 0 or np.isnan(tables.start[0])
        for i in range(parties):
            opens[state, i] = kept[i] + tables.fixed[v, i] if begun else tables.start[i]
            needs[i] = opens[state, i] + relapse[0, i]
        share[state] = shortfall(tables, needs)
        lack[state], trust[state] = exposures(tables, v, kept, going_on[0], begun)
        benefit[state] = kept[channels - 1]
        top = -1
        for a in range(units):
            top = a
            if digits[a] + 1 < tables.radix[a]:
                digits[a] += 1
                break
            digits[a] = 0
    return States(opens, share, lack, trust, benefit)
