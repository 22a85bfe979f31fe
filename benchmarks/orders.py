"""The best order of one large package on one core, beside a plain loop over all sets.

The loop is what one writes first: numba, one whole number a set, 2^n of them, each looked up once
for every step that can come last. It stands for the parties' stakes only, so the games that both
sides run have full trust; what trust adds is timed alone. Its cost of a set comes from two tables
of sums, and a share is kept in units of 2^-30, so that results can be compared to within 1e-9 at
four bytes a set. It counts as a peer only where it gets through 150 million edges a second, an edge
being a set and the step that came last.

The loop's time depends on the number of steps only, ours on the game: a bound often settles it, and
else all sets are passed over, one bit each. So the games that were slowest for us out of many have
rows of their own; they are found among lumpy games, where some steps are 150 times the size of
others.

`python -m benchmarks.orders 32` times 32 steps as well.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import numpy as np
import numpy.typing as npt

from benchmarks import Row, peak_memory, show, timed
from winset.deals.packages import gross_gains, values_of
from winset.roadmaps.exits import exits_of
from winset.roadmaps.large.search import order_large
from winset.roadmaps.orders import BestOrder
from winset.scenario import Party, Scenario, Step
from winset.scenario.game import TOLERANCE, Floats, Game, MoveSet, compile_game
from winset.scenario.jit import jit

UNITS = 2.0**30
"""Of a share, in the plain loop."""

MOST = 2**31 - 1

FAST_ENOUGH = 150e6
"""Edges a second that the plain loop must reach to count."""

DIVISOR = 67
"""Powers of two have different remainders by it, so that a step's bit finds its place."""

Bests = npt.NDArray[np.int32]

DRAWS = 60
"""Lumpy games of which the slowest are shown."""


def main(more: Sequence[str] = ()) -> None:
    """Print the table; `more` are further numbers of steps to time alone."""
    warm_up()
    speeds: list[float] = []
    rows: list[Row] = []
    for steps, seeds, worst in ((24, 7, 5), (28, 2, 2)):
        for title, kind in (
            (f"{steps} steps, states only", {"moves": False}),
            ("  and moves", {}),
            ("  and moves, near-tied", {"whole": True}),
        ):
            games = [random_game(steps, seed, **kind) for seed in range(seeds)]
            rows.append(beside(title, games, speeds))
        for title, kind in (
            (f"  slowest {worst} of {DRAWS} lumpy", {}),
            (f"  slowest {worst} of {DRAWS} lumpy, near-tied", {"whole": True}),
        ):
            drawn = [random_game(steps, seed, lumpy=True, **kind) for seed in range(DRAWS)]
            rows.append(beside(title, slowest(drawn, worst), speeds))
    for steps in (24, 28, 30, *map(int, more)):
        rows.append(alone(f"{steps} steps, with trust", steps))
        rows.append(alone("  lumpy", steps, lumpy=True))
    show(rows)
    for steps in (24, 28):
        print(f"plain loop, {steps} steps: {4 << steps >> 20:,} MiB")
    slow, fast = min(speeds) / 1e6, max(speeds) / 1e6
    counts = "" if min(speeds) >= FAST_ENOUGH else "; too slow in part to count as a peer"
    print(f"plain loop, median of each row: {slow:.0f} to {fast:.0f} M edges/s{counts}")


def warm_up() -> None:
    """Have everything compiled that the rows use."""
    for seed in range(60):
        game = random_game(12, seed, whole=seed % 3 == 0, trusting=seed % 2 == 0, lumpy=True)
        ours(game)
    for moves in (False, True):
        plain(random_game(12, 0, moves=moves))


def beside(title: str, games: Sequence[Game], speeds: list[float]) -> Row:
    """Return the row of some games, ours and the plain loop in turns; note its speed."""
    mine, theirs, equal = [], [], True
    for game in games:
        spent, found = timed(partial(ours, game))
        mine.append(spent)
        spent, share = timed(partial(plain, game))
        theirs.append(spent)
        equal &= found is not None and abs(found.share - share) <= TOLERANCE
    steps = len(games[0].steps)
    speeds.append((steps << (steps - 1)) / float(np.median(theirs)))
    memory = peak_memory(warm_up, partial(ours, games[int(np.argmax(mine))]))
    return Row(title, tuple(mine), tuple(theirs), equal, memory)


def slowest(games: Sequence[Game], count: int) -> list[Game]:
    """Return the games that take us longest."""
    spent = [timed(partial(ours, game))[0] for game in games]
    return [games[place] for place in np.argsort(spent)[-count:]]


def alone(title: str, steps: int, *, lumpy: bool = False) -> Row:
    """Return the row of games in which trust is short too, ours alone."""
    games = [
        random_game(steps, seed, whole=bool(seed % 2), trusting=False, lumpy=lumpy)
        for seed in range(6)
    ]
    mine = [timed(partial(ours, game))[0] for game in games]
    memory = peak_memory(warm_up, partial(ours, games[int(np.argmax(mine))]))
    return Row(title, tuple(mine), memory=memory)


def random_game(
    steps: int,
    seed: int,
    *,
    moves: bool = True,
    whole: bool = False,
    trusting: bool = True,
    lumpy: bool = False,
) -> Game:
    """Return a game of two parties in which each step costs one and is worth more to the other.

    Parameters
    ----------
    steps
        How many.
    seed
        Of the random numbers.
    moves
        Whether cheating can go unseen for a while; else states alone count.
    whole
        Whole numbers: many sums tie, or nearly.
    trusting
        Full trust; else trust is random too.
    lumpy
        Costs from 1 to 150, with hardly more to gain than to give.
    """
    rng = np.random.default_rng([steps, seed])
    performs = rng.permutation(np.arange(steps) % 2) == np.arange(2)[:, None]
    cost, worth = rng.uniform(1, 6, steps), rng.uniform(0, 13, steps)
    if lumpy:
        cost = np.exp(rng.uniform(0, 5, steps))
        worth = cost * rng.uniform(1, 1.3, steps)
        for mine in performs:  # nobody's steps cost it more than it gets
            worth[~mine] *= rng.uniform(1, 1.3) * cost[mine].sum() / worth[~mine].sum()
    if whole:
        cost, worth = np.floor(cost), np.ceil(worth)
    blank = compile_game(
        Scenario(
            id="package",
            title="A package",
            hash="",
            parties=(Party("a", "a"), Party("b", "b")),
            steps=tuple(Step(f"s{k}", f"s{k}", ("a",)) for k in range(steps)),
        )
    )
    return replace(
        blank,
        value=np.where(performs, -cost, worth),
        performs=performs,
        automatic=np.ones(steps, dtype=np.bool_),
        reversible=rng.choice([0, 0.5, 1], steps) if whole else rng.random(steps),
        detection=rng.uniform(0.5, 1, steps) if moves else np.ones(steps),
        breach_penalty=rng.uniform(0, 3, 2),
        guarantee=rng.uniform(0, 1, 2),
        trust=np.ones((2, 2)) if trusting else np.where(np.eye(2) > 0, 1.0, rng.random((2, 2))),
    )


def ours(game: Game) -> BestOrder | None:
    """Return the best order of all steps."""
    return order_large(exits_of(game), MoveSet((1 << len(game.steps)) - 1), game.after)


# The plain loop


def plain(game: Game) -> float:
    """Return the least share over all orders of all steps of a trusting game."""
    terms = exits_of(game).terms[0]
    whole = np.array([(1 << len(game.steps)) - 1], dtype=np.int64)
    unit = UNITS / gross_gains(game, whole)
    start = (game.fallback - game.breach_penalty - game.no_deal)[:, None] - values_of(game, whole)
    step, half = terms.breaking * unit, len(game.steps) // 2
    relapse = terms.relapse * unit
    tables = (
        subsets(step[:, :half], np.add) + start * unit,
        subsets(step[:, half:], np.add),
        subsets(relapse[:, :half], np.maximum),
        subsets(relapse[:, half:], np.maximum),
    )
    best = np.empty(1 << len(game.steps), dtype=np.int32)
    if not terms.pretence.any():
        return least_by_states(*tables, best) / UNITS
    surcharge = np.full((2, DIVISOR), -np.inf)
    for k in range(len(game.steps)):
        paid = np.where(terms.pretence[:, k] > 0, terms.pretence[:, k] * unit[:, 0], -np.inf)
        surcharge[:, (1 << k) % DIVISOR] = paid - step[:, k]
    return least_by_moves(*tables, surcharge, best) / UNITS


def subsets(columns: Floats, combine: np.ufunc) -> Floats:
    """Return the sums, or the largest, over all subsets of the columns; 0 over none."""
    table = np.zeros((len(columns), 1))
    for column in columns.T:
        table = np.concatenate((table, combine(table, column[:, None])), axis=1)
    return table


@jit
def least_by_states(
    low: Floats, high: Floats, low_surge: Floats, high_surge: Floats, best: Bests
) -> float:
    """Return the least share where states alone count."""
    for h in range(high.shape[1]):
        for s in range(low.shape[1]):
            done = h * low.shape[1] + s
            here = 0.0
            for i in range(2):
                here = max(here, low[i, s] + high[i, h] + max(low_surge[i, s], high_surge[i, h]))
            least = np.int32(MOST if done else 0)
            left = done
            while left:
                rest = left & (left - 1)
                least = min(least, best[done ^ left ^ rest])
                left = rest
            best[done] = max(np.int32(min(here + 0.5, MOST)), least)
    return float(best[-1])


@jit
def least_by_moves(
    low: Floats, high: Floats, low_surge: Floats, high_surge: Floats, extra: Floats, best: Bests
) -> float:
    """Return the least share; `extra` is what a move adds to the state after it."""
    for h in range(high.shape[1]):
        for s in range(low.shape[1]):
            done = h * low.shape[1] + s
            a, b = low[0, s] + high[0, h], low[1, s] + high[1, h]
            here = max(0.0, a + max(low_surge[0, s], high_surge[0, h]))
            here = max(here, b + max(low_surge[1, s], high_surge[1, h]))
            least = float(MOST) if done else 0.0
            left = done
            while left:
                rest = left & (left - 1)
                k = (left ^ rest) % DIVISOR
                before = max(float(best[done ^ left ^ rest]), a + extra[0, k])
                least = min(least, max(before, b + extra[1, k]))
                left = rest
            best[done] = np.int32(min(max(here, least) + 0.5, MOST))
    return float(best[-1])


if __name__ == "__main__":
    main(sys.argv[1:])
