"""The compiled loop that asks who signs each package in one draw."""

from typing import NamedTuple

import numpy as np

from winset.roadmaps._keeping_kernels import tabled
from winset.roadmaps._set_kernels import Parts
from winset.scenario._arrays import TOLERANCE, Bools, Floats, Masks
from winset.scenario.jit import jit


class Signing(NamedTuple):
    """What decides who signs: V of the parties, then totals of others, each to be 0 or more.

    Attributes
    ----------
    value : (rows, columns)
        The parties first, then ratifiers with a veto and givers of consent, then voters.
    start : (rows,)
        What a total begins with: no deal, or the bar, subtracted.
    steps : (rows,)
        The steps that raise the question; -1: always asked.
    votes : (assemblies, voters)
    needs : (assemblies,)
    """

    value: Floats
    start: Floats
    steps: Masks
    votes: Floats
    needs: Floats


@jit
def signed_by_all(masks: Masks, parts: Parts, asked: Bools, signing: Signing) -> Bools:
    """Return which of the sets asked about everybody agrees to: (sets,).

    Each is given as a set of moves, and as places in tables of sums as in `Frame`.
    A total within the tolerance of its gross sum is nothing; that is looked at only where the
    tolerance of the largest gross sum that there can be does not settle it.
    """
    value, start, steps = signing.value, signing.start, signing.steps
    votes, needs = signing.votes, signing.needs
    (rows, columns), chunks = value.shape, parts.shape[1]
    chunk, table = -(-columns // chunks), tabled(value, chunks, False)
    first = rows - votes.shape[1]
    slack = np.zeros(rows)
    for row in range(rows):
        slack[row] = abs(start[row])
        for k in range(columns):
            slack[row] += abs(value[row, k])
        slack[row] *= TOLERANCE
    for_it = np.zeros(rows, dtype=np.bool_)
    signed = np.zeros(len(masks), dtype=np.bool_)
    for s in range(len(masks)):
        if not asked[s]:
            continue
        agreed = True
        for row in range(rows):
            total = start[row]
            for n in range(chunks):
                total += table[n, parts[s, n], row]
            yes = total >= 0 or (steps[row] != -1 and steps[row] & masks[s] == 0)
            if not yes and total >= -slack[row]:
                gross = abs(start[row])
                for k in range(columns):
                    if parts[s, k // chunk] >> (k % chunk) & 1:
                        gross += abs(value[row, k])
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
