"""Every package over all draws: how often each is signed and kept, and how far any deal goes."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from winset.advice.judging import Judge, Judged
from winset.firmness.games import Games
from winset.scenario.game import Bools, Floats, Game, Masks
from winset.tools.progress import Progress, untold


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """What became of every package over the draws.

    Attributes
    ----------
    weights : (draws,)
        How much each draw counts.
    signed, kept : (packages,)
        The share of draws in which all sign it, and in which it is also kept.
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
    kept: Floats
    with_escrows: Bools
    followed: Bools
    reached: Masks
    some: float
    substantive: float


def count(  # noqa: PLR0913 -- what is asked, and how it is done
    judge: Judge,
    games: Games,
    weights: Floats,
    *,
    followed: Bools,
    substantive: Bools,
    workers: int = 2,
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
    signed, kept = np.zeros(len(judge.masks)), np.zeros(len(judge.masks))
    with_escrows = np.zeros((len(judge.ways), len(judge.masks)), dtype=np.bool_)
    rows = np.zeros((len(weights), np.count_nonzero(followed)), dtype=np.bool_)
    reached = np.zeros(len(weights), dtype=np.int64)
    some = grave = 0.0
    each = judged_each(judge, (games.game(n) for n in range(len(weights))), None, workers)
    for n, judged in enumerate(each):
        here = judged.in_some_way
        signed += weights[n] * judged.signed
        kept += weights[n] * here
        with_escrows |= judged.kept
        rows[n] = here[followed]
        reached[n] = np.bitwise_or.reduce(judge.masks[here])
        some += weights[n] * here.any()
        grave += weights[n] * (here & substantive).any()
        progress(n + 1, len(weights))
    total = weights.sum()
    return Counts(
        weights=weights,
        signed=signed / total,
        kept=kept / total,
        with_escrows=with_escrows,
        followed=rows,
        reached=reached,
        some=float(some / total),
        substantive=float(grave / total),
    )


def follow(judge: Judge, games: Iterator[Game], asked: Bools, workers: int = 2) -> Bools:
    """Return whether each package asked about is kept in each game: (games, asked)."""
    each = judged_each(judge, games, asked, workers)
    return np.array([judged.in_some_way[asked] for judged in each])


def judged_each(
    judge: Judge, games: Iterator[Game], asked: Bools | None, workers: int
) -> Iterator[Judged]:
    """Yield what becomes of the packages asked about in each game, in order."""
    with ThreadPoolExecutor(workers) as pool:
        yield from pool.map(lambda game: judge.judge(game, asked), games)
