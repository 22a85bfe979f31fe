"""The compiled loop that works out what every state of a package asks of the parties.

Its plain twin is `winset.roadmaps.exits`, which does the same for any list of done-sets.
"""

from typing import NamedTuple

import numpy as np

from winset.scenario._arrays import Bools, Floats, Masks
from winset.scenario.jit import inlined, jit


class Tables(NamedTuple):
    """The amounts that each unit adds to the sums of a state, by how often it has moved.

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
    survival, base_survival : (slots, parties), (parties,)
        The chance that an opportunist would have gone on.
    extra_need : (extras, units)
        How often each unit must have moved for an extra, a bonus or part of one, to count.
    extra_adds : (extras, channels)
    fixed, forgone : (variants, parties)
        fallback − Π − no_deal, and no_deal − fallback − G.
    start : (parties,)
        −Π where nothing is done at the start; NaN where something is.
    value, scale : (parties,)
        V and B of the package.
    dust, no_loss : (parties,)
        What is nothing of a need less V, and of a loss by betrayal.
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
    survival: Floats
    base_survival: Floats
    extra_need: Masks
    extra_adds: Floats
    fixed: Floats
    forgone: Floats
    start: Floats
    value: Floats
    scale: Floats
    dust: Floats
    no_loss: Floats
    trust: Floats
    exposed: Bools


class States(NamedTuple):
    """The stake and trust that every state of a package asks for; see `Lattice`."""

    opens: Floats
    share: Floats
    lack: Floats
    trust: Floats
    benefit: Floats


@inlined
def share_of(gap: float, scale: float, dust: float) -> float:
    """Return a shortfall as a share of B, as `winset.roadmaps.lattice.as_share`."""
    if abs(gap) <= dust:
        gap = 0.0
    share = -np.inf
    if scale > 0:
        share = gap / scale
    elif gap > 0:
        share = np.inf
    return share


@inlined
def required(loss: float, value: float) -> float:
    """Return the trust at which a loss is worth risking; infinite where no trust is enough."""
    return np.inf if value < 0 else loss / (value + loss)


@inlined
def digits_needed(need: Masks, digits: Masks) -> bool:
    """Return whether every unit has moved as often as an extra needs."""
    enough = True
    for a in range(len(digits)):
        enough = enough and digits[a] >= need[a]
    return enough


@jit
def judge_states(tables: Tables, variant: Masks) -> tuple[Floats, Floats, Floats, Floats, Floats]:
    """Return the parts of `States`, states in ascending order.

    Sums are kept for each unit over it and all above it, so that a state adds anew only the units
    that moved since the one before.

    Parameters
    ----------
    variant : (states,)
        Which numbers hold at each state; empty where there is only one set of them.
    """
    # arrays by names of their own: looked up in the tuple at every use, they would cost far more
    radix, offset, adds, base = tables.radix, tables.offset, tables.adds, tables.base
    relapse_of, base_relapse = tables.relapse, tables.base_relapse
    chance_of, base_chance = tables.survival, tables.base_survival
    extra_need, extra_adds = tables.extra_need, tables.extra_adds
    fixed, forgone, start, value = tables.fixed, tables.forgone, tables.start, tables.value
    scale, dust, no_loss = tables.scale, tables.dust, tables.no_loss
    trusted, exposed = tables.trust, tables.exposed
    units, parties, channels = len(radix), len(value), adds.shape[2]
    states = 1
    for a in range(units):
        states *= radix[a]
    opens = np.empty((states, parties))
    share, lack = np.empty(states), np.empty(states)
    trust, benefit = np.empty(states), np.empty(states)
    sums = np.zeros((units + 1, channels))
    relapse, chance = np.zeros((units + 1, parties)), np.ones((units + 1, parties))
    kept = np.empty(channels)
    digits = np.zeros(units, dtype=np.int64)
    least_lack = 0.0 - trusted.min()  # where nobody is exposed
    under_way = bool(np.isnan(start[0]))
    last, top = -1, units - 1
    for state in range(states):
        v = variant[state] if len(variant) else 0
        if v != last:
            last, top = v, units - 1
            for c in range(channels):
                sums[units, c] = base[v, c]
            for i in range(parties):
                relapse[units, i], chance[units, i] = base_relapse[v, i], base_chance[i]
        for a in range(top, -1, -1):
            slot = offset[a] + digits[a]
            for c in range(channels):
                sums[a, c] = sums[a + 1, c] + adds[v, slot, c]
            for i in range(parties):
                relapse[a, i] = max(relapse[a + 1, i], relapse_of[v, slot, i])
                chance[a, i] = chance[a + 1, i] * chance_of[slot, i]
        for c in range(channels):
            kept[c] = sums[0, c]
        for e in range(len(extra_need)):
            if digits_needed(extra_need[e], digits):
                for c in range(channels):
                    kept[c] += extra_adds[e, c]
        begun, worst = state > 0 or under_way, -np.inf
        for i in range(parties):
            opens[state, i] = kept[i] + fixed[v, i] if begun else start[i]
            gap = opens[state, i] + relapse[0, i] - value[i]
            worst = max(worst, share_of(gap, scale[i], dust[i]))
        share[state] = worst
        lacking, most = least_lack, 0.0
        for i in range(parties if begun else 0):
            for j in range(parties):
                if not exposed[i, j]:
                    continue
                loss = forgone[v, i] - kept[parties + i * parties + j]
                if loss > no_loss[i] and chance[0, j] > 0:
                    needed = required(loss * chance[0, j], value[i])
                    most = max(most, needed)
                    lacking = max(lacking, 1.0 if needed == np.inf else needed - trusted[i, j])
        lack[state], trust[state], benefit[state] = lacking, most, kept[channels - 1]
        top = -1
        for a in range(units):
            top = a
            if digits[a] + 1 < radix[a]:
                digits[a] += 1
                break
            digits[a] = 0
    return opens, share, lack, trust, benefit
