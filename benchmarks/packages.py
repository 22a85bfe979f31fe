"""Every package of a game at once, beside a search for each package by itself.

A row is the list of all packages, the pass over all done-sets and the three verdicts on every
signable package: holds, passes the incentive key, passes the trust key. The keys alone have a
thread each. By itself, each signable package gets its own states and its own best order; verdicts
are compared package by package.

The last rows have hardly any trust, so that no package holds, and time the search for the one that
comes nearest, verdicts and all.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np

from benchmarks import Row, peak_memory, show, timed
from benchmarks.orders import random_game
from winset.deals.packages import list_packages
from winset.roadmaps._order_kernels import Caps, least
from winset.roadmaps.choose import best_package, judge_packages
from winset.roadmaps.exits import exits_of
from winset.roadmaps.keeping import judge_all, list_sets
from winset.roadmaps.lattice import build_lattice
from winset.roadmaps.orders import best_order, costs_of
from winset.roadmaps.safeguards import safeguards_of
from winset.scenario.game import TOLERANCE, Bools, Game, MoveSet

NO_CAPS = Caps(np.inf, np.inf)


def main() -> None:
    """Print the table."""
    warm_up()
    show(
        [
            beside("all packages of 12 steps", whole=False),
            beside("  near-tied", whole=True),
            alone("all packages of 16 steps", 16, seeds=10),
            alone("  near-tied", 16, seeds=10, whole=True),
            alone("all packages of 20 steps", 20, seeds=5),
            alone("  near-tied", 20, seeds=5, whole=True),
            hopeless("nearest of 16 steps", 16),
            hopeless("nearest of 18 steps", 18),
        ]
    )


def warm_up() -> None:
    """Have everything compiled that the rows use."""
    game = random_game(6, 0, trusting=False)
    together(game)
    one_by_one(game)
    nearest(doubtful_game(6, 0))


def beside(title: str, *, whole: bool) -> Row:
    """Return a row that both run, in turns."""
    mine, theirs, equal = [], [], True
    for seed in range(5):
        game = random_game(12, seed, whole=whole, trusting=False)
        spent, found = timed(partial(together, game))
        mine.append(spent)
        spent, expected = timed(partial(one_by_one, game))
        theirs.append(spent)
        equal &= np.array_equal(found, expected)
    game = random_game(12, int(np.argmax(mine)), whole=whole, trusting=False)
    memory = peak_memory(warm_up, partial(together, game))
    return Row(title, tuple(mine), tuple(theirs), equal, memory, threads=2)


def alone(title: str, steps: int, *, seeds: int, whole: bool = False) -> Row:
    """Return a row that ours runs alone."""
    games = [random_game(steps, seed, whole=whole, trusting=False) for seed in range(seeds)]
    mine = [timed(partial(together, game))[0] for game in games]
    memory = peak_memory(warm_up, partial(together, games[int(np.argmax(mine))]))
    return Row(title, tuple(mine), memory=memory, threads=2)


def hopeless(title: str, steps: int) -> Row:
    """Return the row of games whose packages all lack trust, ours alone."""
    games = [doubtful_game(steps, seed) for seed in range(5)]
    mine = [timed(partial(nearest, game))[0] for game in games]
    memory = peak_memory(warm_up, partial(nearest, games[int(np.argmax(mine))]))
    return Row(title, tuple(mine), memory=memory, threads=2)


def doubtful_game(steps: int, seed: int) -> Game:
    """Return a random game with little to undo, no guarantees and hardly any trust."""
    game = random_game(steps, seed)
    trust = 0.005 * np.random.default_rng([steps, seed]).random((2, 2))
    return replace(
        game,
        trust=np.where(np.eye(2) > 0, 1.0, trust),
        guarantee=np.zeros(2),
        reversible=game.reversible / 2,
    )


def nearest(game: Game) -> int | None:
    """Return the best package: where none holds, the one that comes nearest."""
    return best_package(judge_packages(safeguards_of(game)))


def together(game: Game) -> Bools:
    """Return the three verdicts on every package: (3, packages)."""
    packages = list_packages(game)
    judged = judge_all(list_sets(exits_of(game)), packages)
    return np.array([judged.holds, judged.incentive, judged.trust])


def one_by_one(game: Game) -> Bools:
    """Return the same, by the best order of each signable package in turn."""
    exits, packages = exits_of(game), list_packages(game)
    verdicts = np.zeros((3, len(packages.masks)), dtype=np.bool_)
    for place in np.flatnonzero(packages.signable & (packages.masks != 0)):
        lattice = build_lattice(exits, MoveSet(int(packages.masks[place])), game.after)
        found = best_order(lattice)
        if found is not None:
            lack = least(costs_of(lattice), NO_CAPS)[1]
            verdicts[:, place] = (
                found.verdict == "holds",
                found.verdict in {"holds", "incentive_only"},
                lack <= TOLERANCE,
            )
    return verdicts


if __name__ == "__main__":
    main()
