"""Every package over all draws: how often each is signed and kept, and how far any deal goes."""

from dataclasses import dataclass

import numpy as np

from winset.advice.trials import Trials
from winset.scenario.game import Bools, Floats, Masks
from winset.tools.progress import Progress, untold


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """What became of every package over the draws.

    Attributes
    ----------
    weights : (draws,)
        How much each draw counts.
    signed : (packages,)
        The share of draws in which all sign it.
    with_escrows : (choices of escrows, packages)
        In which some draw keeps it with these escrows.
    followed : (draws, followed packages)
        Whether each package that was followed is kept in each draw.
    reached : (draws,)
        The steps that some kept package holds, as a set; 0 where none is kept.
    some, substantive : float
        The share of draws in which any package is kept, and one that counts as substantive.
    """

    weights: Floats
    signed: Floats
    with_escrows: Bools
    followed: Bools
    reached: Masks
    some: float
    substantive: float


def count(
    trials: Trials,
    weights: Floats,
    *,
    followed: Bools,
    substantive: Bools,
    progress: Progress = untold,
) -> Counts:
    """Judge every package in every draw.

    Parameters
    ----------
    weights : (draws,)
    followed, substantive : (packages,)
        Which packages are followed from draw to draw, and which count as substantive.
    progress
        Called with the draws that are done and the total, from time to time.
    """
    judge = trials.judge
    signed = np.zeros(len(judge.masks))
    with_escrows = np.zeros((len(judge.ways), len(judge.masks)), dtype=np.bool_)
    places = np.flatnonzero(followed)
    rows = np.zeros((len(weights), len(places)), dtype=np.bool_)
    reached = np.zeros(len(weights), dtype=np.int64)
    some = grave = 0.0
    for n, judged in enumerate(trials.judged()):
        here = judged.in_some_way
        kept = np.flatnonzero(here)
        signed[np.flatnonzero(judged.signed)] += weights[n]
        with_escrows |= judged.kept
        rows[n] = here[places]
        reached[n] = np.bitwise_or.reduce(judge.masks[kept])
        some += weights[n] * (len(kept) > 0)
        grave += weights[n] * substantive[kept].any()
        progress(n + 1, len(weights))
    total = weights.sum()
    return Counts(
        weights=weights,
        signed=signed / total,
        with_escrows=with_escrows,
        followed=rows,
        reached=reached,
        some=float(some / total),
        substantive=float(grave / total),
    )
