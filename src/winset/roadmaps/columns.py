"""Steps and bonuses as the columns of one table, whose sums over a set are looked up, not added.

A bonus is one more column that a set holds where it is complete. Which columns each set holds does
not hang on the amounts, so it is worked out once for any number of games.
"""

import numpy as np

from winset.roadmaps._set_kernels import Parts
from winset.roadmaps.exits import ExitTerms, levels_of
from winset.scenario.game import Floats, Game, Masks

CHUNK = 9
"""Columns whose sums are looked up at once, at most."""


def parts_of(game: Game, sets: Masks) -> Parts:
    """Return which columns each set of moves holds, a few of them at a time: (sets, chunks).

    Each part is a place in a table of the sums over all subsets of its columns, which is no longer
    than it is used.
    """
    moves = len(game.steps)
    completed = completed_by(game)
    columns = moves + len(completed)
    limit = min(CHUNK, max(2, len(sets).bit_length()))
    chunks = max(1, -(-columns // limit))
    chunk = -(-columns // chunks)
    parts = np.zeros((len(sets), chunks), dtype=np.int16)
    for k in range(columns):
        held = sets >> k & 1 if k < moves else sets & completed[k - moves] == completed[k - moves]
        parts[:, k // chunk] |= held.astype(np.int16) << (k % chunk)
    return parts


def completed_by(game: Game) -> Masks:
    """Return the moves that complete each column after those of the moves: bonuses first.

    Where steps are in slices there are besides the moves at which more of a bonus may outlive an
    exit.
    """
    if len(game.steps) == len(game.ids):
        return game.bonus_when
    levels = (needed for when in game.bonus_when for needed, _ in levels_of(game.parts, int(when)))
    return np.array([*game.bonus_when, *levels], dtype=np.int64)


def with_bonuses(game: Game, value: Floats, bonus: Floats) -> Floats:
    """Return rows of worths as columns: (rows, moves) and (rows, bonuses) give (rows, columns)."""
    more = len(completed_by(game)) - bonus.shape[-1]
    return np.concatenate((value, bonus, np.zeros((*value.shape[:-1], more))), axis=-1)


def with_staying(terms: ExitTerms, value: Floats) -> Floats:
    """Return rows of worths as columns, with what outlives an exit of each party's bonuses.

    Parameters
    ----------
    value : (rows of each party, moves)
    """
    completed = completed_by(terms.game).tolist()
    stays = np.zeros((*terms.staying_bonus.shape[:-1], len(completed)))
    for n, when in enumerate(terms.staying_when.tolist()):
        stays[..., completed.index(when)] += terms.staying_bonus[..., n]
    times = value.shape[-2] // stays.shape[-2]
    return np.concatenate((value, np.repeat(stays, times, axis=-2)), axis=-1)
