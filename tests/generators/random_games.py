"""Random small games in quarters, so that ties and knife edges are common. Seeded."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from references.reference import Game, Step


def quarter(rng: random.Random, low: int, high: int) -> Fraction:
    return Fraction(rng.randint(low * 2, high * 2), 2)


def one_of(rng: random.Random, *numbers: str) -> Fraction:
    return Fraction(rng.choice(numbers))


def random_step(rng: random.Random, name: str, parties: tuple[str, ...], signed: bool) -> Step:
    """Return a step; where ``signed``, own worths are <= 0 and the others' >= 0."""
    by = tuple(rng.sample(parties, 2 if rng.random() < 0.15 else 1))
    worths = {}
    for i in parties:
        if signed:
            worths[i] = quarter(rng, -2, 0) if i in by else quarter(rng, 0, 3)
        else:
            worths[i] = quarter(rng, -3, 1) if i in by else quarter(rng, -1, 4)
    return Step(
        name,
        by,
        worths,
        reversible=one_of(rng, "0", "0", "1/2", "9/10", "1"),
        automatic=rng.random() < 0.2,
        head_start=one_of(rng, "0", "1/10", "1/2"),
        detection=one_of(rng, "1", "1", "9/10", "1/2", "1/5"),
    )


def random_game(rng: random.Random, size: int, signed: bool = False) -> Game:
    """Return a game of two or three parties in which everything may occur but prerequisites."""
    parties = ("A", "B", "C")[: rng.choice((2, 2, 3))]
    steps = tuple(random_step(rng, name, parties, signed) for name in "abcdef"[:size])
    names = [k.name for k in steps]
    bonuses = []
    if rng.random() < 0.4:
        when = frozenset(rng.sample(names, min(2, size)))
        bonuses.append((when, {i: quarter(rng, -1, 2) for i in parties}))
    return Game(
        parties=parties,
        steps=steps,
        no_deal={i: one_of(rng, "0", "0", "-1", "-2", "1/2") for i in parties},
        fallback={i: one_of(rng, "-1", "0", "1/2") for i in parties if rng.random() < 0.2},
        penalty={i: one_of(rng, "0", "1/2", "1", "3") for i in parties},
        guarantee={i: one_of(rng, "0", "0", "1/2", "1") for i in parties},
        trust={
            (i, j): one_of(rng, "0", "1/4", "1/2", "3/4", "1")
            for i in parties
            for j in parties
            if i != j
        },
        bonuses=tuple(bonuses),
    )


def bare_game(rng: random.Random, size: int) -> Game:
    """Return a game with nothing but irreversible, observed, free-signed steps."""
    drawn = random_game(rng, size)
    plain = tuple(replace(k, reversible=Fraction(0), detection=Fraction(1)) for k in drawn.steps)
    return Game(drawn.parties, plain, trust=drawn.trust)


def draws(seed: int, trials: int = 120) -> Iterator[random.Random]:
    for trial in range(trials):
        yield random.Random(seed * 1_000_003 + trial)  # noqa: S311
