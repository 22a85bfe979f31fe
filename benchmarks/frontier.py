"""The Pareto frontier and the solution points, beside NegMAS.

Both sides start from the same weights: what each alternative of each issue is worth to each party,
added up over the issues. NegMAS gets them as linear additive utility functions, we as one sum.

Results are compared as sets of values. Two things are theirs and not ours: NegMAS keeps outcomes on
the frontier that only rounding separates from better ones (they are dropped before comparing), and
its Kalai-Smorodinsky point is where the parties' shares differ least, ours where the least share is
largest; on a finite frontier these are not the same, so theirs is computed here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, partial
from importlib import import_module
from typing import Any

import numpy as np

from benchmarks import Row, peak_memory, show, timed
from winset.deals.frontier import pareto_frontier
from winset.deals.solutions import solve
from winset.scenario.game import TOLERANCE, Bools, Floats

INSTALL = "pip install negmas==0.16.0"
SEEDS = (1, 2, 3, 4, 5)
ALTERNATIVES = 10

Work = Callable[[Floats], Mapping[str, Floats]]
Profile = Callable[[int], Floats]


def main() -> None:
    """Print the table."""
    if peer() is None:
        print(f"NegMAS is not installed, so ours runs alone; to run it beside us: {INSTALL}")
    else:
        print(f"peer: NegMAS {peer().__version__}; {len(SEEDS)} fresh profiles a row, from weights")
    warm_up()
    show([run(*row) for row in (*beside(), *alone())])


@cache
def peer() -> Any:
    """Return the peer's package, None where it is not installed."""
    try:
        return import_module("negmas")
    except ImportError:
        return None


def warm_up() -> None:
    """Have everything compiled that the rows use."""
    for weights in (profiles(2, 4, 0), opposed(4, 0), profiles(3, 4, 0)):
        our_frontier(weights)


def beside() -> Sequence[tuple[str, Work, Work | None, Profile]]:
    """Return the rows that both sides run: title, ours, theirs, weights by seed."""
    return (
        ("frontier, 1,000,000 outcomes", our_frontier, their_frontier, partial(profiles, 2, 6)),
        ("  near-tied", our_frontier, their_frontier, partial(near_tied, 2, 6)),
        ("  10,000, all on it", our_frontier, their_frontier, partial(opposed, 4)),
        ("  100,000, 3 parties", our_frontier, their_frontier, partial(profiles, 3, 5)),
        ("points and opposition too, 100,000", our_points, their_points, partial(profiles, 2, 5)),
        ("  near-tied", our_points, their_points, partial(near_tied, 2, 5)),
    )


def alone() -> Sequence[tuple[str, Work, Work | None, Profile]]:
    """Return our worst cases, and more parties; on most of them the peer would need hours."""
    return (
        ("frontier, 1,000,000, all on it", our_frontier, None, partial(opposed, 6)),
        ("  1,000,000 shuffled, all on it", frontier_of, None, partial(simplex, 2, packages=10**6)),
        ("  1,000,000, 3 parties", our_frontier, None, partial(profiles, 3, 6)),
        ("  1,000,000, 5 parties", our_frontier, None, partial(profiles, 5, 6)),
        ("  100,000, 4 parties, all on it", frontier_of, None, partial(simplex, 4)),
        ("  100,000, 8 parties, all on it", frontier_of, None, partial(simplex, 8)),
    )


def run(title: str, ours: Work, theirs: Work | None, profile: Profile) -> Row:
    """Return the row of one piece of work over all seeds, ours and theirs in turns."""
    mine, others, equal = [], [], True
    for seed in SEEDS:
        weights = profile(seed)
        spent, found = timed(partial(ours, weights))
        mine.append(spent)
        if peer() is not None and theirs is not None:
            spent, expected = timed(partial(theirs, weights))
            others.append(spent)
            equal &= all(same(found[name], expected[name]) for name in expected)
    memory = peak_memory(warm_up, partial(ours, profile(SEEDS[0])))
    return Row(title, tuple(mine), tuple(others), equal if others else None, memory)


# Profiles: (parties, issues, alternatives)


def profiles(parties: int, issues: int, seed: int) -> Floats:
    """Return random weights, each party's best outcome worth 1."""
    weights = np.random.default_rng(seed).random((parties, issues, ALTERNATIVES))
    return np.asarray(weights / weights.max(axis=2).sum(axis=1)[:, None, None])


def near_tied(parties: int, issues: int, seed: int) -> Floats:
    """Return weights in hundredths: sums tie often, up to rounding."""
    weights = np.random.default_rng(seed).integers(1, 100, (parties, issues, ALTERNATIVES))
    return np.asarray(weights / 100)


def opposed(issues: int, seed: int) -> Floats:
    """Return weights of which one party loses what the other gains."""
    weights = profiles(1, issues, seed)
    return np.concatenate([weights, -weights])


def simplex(parties: int, seed: int, packages: int = 100_000) -> Floats:
    """Return ways to divide a whole: (parties, packages), not weights."""
    shares = np.random.default_rng(seed).exponential(size=(parties, packages))
    return np.asarray(shares / shares.sum(axis=0))


# Ours


def utilities(weights: Floats) -> Floats:
    """Return what every outcome is worth: (parties, outcomes)."""
    values = np.zeros((len(weights), 1))
    for k in reversed(range(weights.shape[1])):
        values = (weights[:, k, :, None] + values[:, None, :]).reshape(len(weights), -1)
    return values


def our_frontier(weights: Floats) -> Mapping[str, Floats]:
    """Return the values of the outcomes on the frontier, in rows."""
    return frontier_of(utilities(weights))


def frontier_of(values: Floats) -> Mapping[str, Floats]:
    """Return the values of the packages on the frontier, in rows."""
    return {"frontier": values[:, pareto_frontier(values)].T}


def our_points(weights: Floats) -> Mapping[str, Floats]:
    """Return the frontier, the solution points and the opposition, as NegMAS defines them."""
    values, reserved = utilities(weights), reserves(weights)[:, None]
    gains = values - reserved
    rational = np.flatnonzero(np.all(gains >= -TOLERANCE, axis=0))
    gains = np.take(gains, rational, axis=1)
    front = gains[:, pareto_frontier(gains)]
    picked = solve(front, gains.max(axis=1, initial=0.0), comparable=True)
    best = values.max(axis=1, keepdims=True)
    shares = front / (best - reserved)
    spread = shares.max(axis=0) - shares.min(axis=0)
    points = (front + reserved).T
    distance = 1 - (gains + reserved) / best
    return {
        "frontier": points,
        "nash": points[picked["nash"]],
        "kalai": points[picked["egalitarian"]],
        "ks": points[spread <= spread.min(initial=np.inf) + TOLERANCE],
        "welfare": points[picked["utilitarian"]],
        "opposition": np.sqrt(np.min((distance**2).sum(axis=0), keepdims=True))[:, None],
    }


def reserves(weights: Floats) -> Floats:
    """Return what each party gets without a deal: a little more than half of its best outcome."""
    best = weights.max(axis=2).sum(axis=1)
    return np.asarray(np.array([0.51234, 0.53219]) * best)


# Theirs


def their_functions(weights: Floats, reserved: Iterable[float]) -> list[Any]:
    """Return the weights as NegMAS utility functions."""
    negmas = peer()
    labels = [str(label) for label in range(weights.shape[2])]
    issues = [negmas.make_issue(labels, name=f"issue {k}") for k in range(weights.shape[1])]
    space = negmas.make_os(issues)
    return [
        negmas.preferences.LinearAdditiveUtilityFunction(
            values={
                issue.name: dict(zip(labels, map(float, row), strict=True))
                for issue, row in zip(issues, table, strict=True)
            },
            weights={issue.name: 1.0 for issue in issues},
            outcome_space=space,
            reserved_value=float(reserve),
        )
        for table, reserve in zip(weights, reserved, strict=True)
    ]


def their_frontier(weights: Floats) -> Mapping[str, Floats]:
    """Return the values of the outcomes on NegMAS's frontier."""
    functions = their_functions(weights, [-np.inf] * len(weights))
    points, _ = peer().preferences.ops.pareto_frontier(functions)
    return {"frontier": np.array(points)}


def their_points(weights: Floats) -> Mapping[str, Floats]:
    """Return the frontier, the solution points and the opposition, by NegMAS."""
    ops = peer().preferences.ops
    functions = their_functions(weights, reserves(weights))
    space = functions[0].outcome_space
    outcomes = list(space.enumerate_or_sample())
    ranges = [function.minmax(space, above_reserve=False) for function in functions]
    front, _ = ops.pareto_frontier(functions, outcomes)
    points = {
        "nash": ops.nash_points(functions, front, ranges),
        "kalai": ops.kalai_points(functions, front, ranges),
        "ks": ops.ks_points(functions, front, ranges),
        "welfare": ops.max_welfare_points(functions, front, ranges),
    }
    best = tuple(high for _, high in ranges)
    opposition = ops.opposition_level(functions, max_utils=best, outcomes=outcomes)
    return {
        "frontier": np.array(front),
        **{name: np.array([point for point, _ in found]) for name, found in points.items()},
        "opposition": np.array([[opposition]]),
    }


# Comparison


def same(ours: Floats, theirs: Floats) -> bool:
    """Return whether two lists of points are one set of values, up to the tolerance."""
    theirs = theirs[np.array([not any_beats(theirs, point) for point in theirs], dtype=np.bool_)]
    return within(ours, theirs) and within(theirs, ours)


def any_beats(points: Floats, point: Floats) -> bool:
    """Return whether some point dominates another, by the definition."""
    no_worse: Bools = np.all(points >= point - TOLERANCE, axis=1)
    return bool(np.any(no_worse & np.any(points > point + TOLERANCE, axis=1)))


def within(some: Floats, others: Floats) -> bool:
    """Return whether each point is among the others."""
    return all(np.any(np.all(np.abs(others - point) <= 2 * TOLERANCE, axis=1)) for point in some)


if __name__ == "__main__":
    main()
