"""The best order of one package of ten kinds of steps in four slices each: 9.8 million states.

No peer does this: the plain loop of `benchmarks.orders` knows whole steps only, and 40 of them are
beyond it. Where an order passes both keys that is seen at once; where trust is short, or cheating
is hardly ever found out, the least stake and the least lack of trust are searched for as well.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np

from benchmarks import Row, peak_memory, show, timed
from benchmarks.orders import random_game
from winset.roadmaps.safeguards import safeguards_of
from winset.roadmaps.search import BestPlan, best_plan
from winset.scenario.game import Game

KINDS = 10
SLICES = 4
INPUTS = 5
"""Games of each row."""


def main() -> None:
    """Print the table."""
    show(
        [
            row(f"{KINDS} kinds of steps in {SLICES} slices"),
            row("  near-tied", whole=True),
            row("  hardly any trust", doubting=True),
            row("  hardly any detection", hidden=True),
            row("  neither", doubting=True, hidden=True),
        ]
    )


def row(title: str, **kind: bool) -> Row:
    """Return the row of some games of a kind; see `sliced_game`."""
    warm = partial(best, sliced_game(4, 0))
    warm()
    games = [sliced_game(KINDS, seed, **kind) for seed in range(INPUTS)]
    spent = tuple(timed(partial(best, game))[0] for game in games)
    memory = peak_memory(warm, partial(best, games[int(np.argmax(spent))]))
    return Row(title, spent, memory=memory)


def sliced_game(
    kinds: int, seed: int, *, whole: bool = False, doubting: bool = False, hidden: bool = False
) -> Game:
    """Return a game as in `random_game`, its steps in slices and worth twice as much.

    Parameters
    ----------
    whole
        Whole numbers: many sums tie, or nearly.
    doubting
        Trust of 0.01 and no guarantee; else full trust.
    hidden
        Cheating is found out in a twentieth of the cases only, and not punished.
    """
    game = random_game(kinds, seed, whole=whole)
    value = np.where(game.value > 0, 2 * game.value, game.value)
    game = replace(game, value=value, slices=(SLICES,) * kinds)
    if doubting:
        trust = np.where(np.eye(2) > 0, 1.0, 0.01)
        game = replace(game, trust=trust, guarantee=np.zeros(2))
    if hidden:
        game = replace(game, detection=0.05 * game.detection, breach_penalty=np.zeros(2))
    return game


def best(game: Game) -> BestPlan | None:
    """Return the best order of all steps."""
    return best_plan(safeguards_of(game), game.mask(game.ids), ())


if __name__ == "__main__":
    main()
