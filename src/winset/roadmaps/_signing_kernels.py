"""The compiled loop that asks who signs each package in one draw."""

from typing import NamedTuple

import numpy as np

from winset.roadmaps._keeping_kernels import chunk_for, tabled
from winset.scenario._arrays import TOLERANCE, Bools, Floats, Masks
from winset.scenario.jit import jit


class Signing(NamedTuple):
    """What decides who signs: V of the parties, then totals of others, each to be 0 or more.

    Attributes
    ----------
    value : (rows, steps)
        The parties first, then ratifiers with a veto and givers of consent, then voters.
    bonus : (rows, bonuses)
    when : (bonuses,)
    start : (rows,)
        What a total begins with: no deal, or the bar, subtracted.
    steps : (rows,)
        The steps that raise the question; -1: always asked.
    votes : (assemblies, voters)
    needs : (assemblies,)
    """

    value: Floats
    bonus: Floats
    when: Masks
    start: Floats
    steps: Masks
    votes: Floats
    needs: Floats


@jit
def signed_by_all(masks: Masks, asked: Bools, signing: Signing) -> Bools:
    """Return which of the sets asked about everybody agrees to: (sets,).

    A total within the tolerance of its gross sum is nothing; that is looked at only where the
    tolerance of the largest gross sum that there can be does not settle it.
    """
    value, bonus, when, start = signing.value, signing.bonus, signing.when, signing.start
    steps, votes, needs = signing.steps, signing.votes, signing.needs
    rows = len(value)
    chunk = chunk_for(len(masks))
    chunks = max(1, -(-value.shape[1] // chunk))
    table = np.zeros((chunks, 1 << chunk, rows))
    tabled(value, chunk, False, table)
    first = rows - votes.shape[1]
    slack = np.zeros(rows)
    for row in range(rows):
        slack[row] = abs(start[row])
        for k in range(value.shape[1]):
            slack[row] += abs(value[row, k])
        for b in range(len(when)):
            slack[row] += abs(bonus[row, b])
        slack[row] *= TOLERANCE
    for_it = np.zeros(rows, dtype=np.bool_)
    signed = np.zeros(len(masks), dtype=np.bool_)
    for s in range(len(masks)):
        if not asked[s]:
            continue
        mask = masks[s]
        agreed = True
        for row in range(rows):
            total = start[row]
            for n in range(chunks):
                total += table[n, (mask >> (n * chunk)) & ((1 << chunk) - 1), row]
            for b in range(len(when)):
                if mask & when[b] == when[b]:
                    total += bonus[row, b]
            yes = total >= 0 or (steps[row] != -1 and steps[row] & mask == 0)
            if not yes and total >= -slack[row]:
                gross = abs(start[row])
                for k in range(value.shape[1]):
                    if mask >> k & 1:
                        gross += abs(value[row, k])
                for b in range(len(when)):
                    if mask & when[b] == when[b]:
                        gross += abs(bonus[row, b])
                yes = total >= -TOLERANCE * gross
            for_it[row] = yes
            if not yes and row < first:
                agreed = False
                break
        for a in range(len(needs) if agreed else 0):
            lack, cast = needs[a], 0.0
            for voter in range(votes.shape[1]):
                cast += votes[a, voter]
                if for_it[first + voter]:
                    lack -= votes[a, voter]
            agreed = agreed and lack <= TOLERANCE * cast
        signed[s] = agreed
    return signed
