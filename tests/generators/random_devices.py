"""Random small games with devices, in quarters. Seeded.

Bounds are drawn near what the game's own numbers reach, so that what may not happen on the way
rules out some orders often, and sometimes all.
"""

from __future__ import annotations

import random
from collections.abc import Collection
from dataclasses import replace
from fractions import Fraction
from typing import Final

from generators.random_games import one_of, quarter, random_game
from references import reference
from references.device_states import Escrow, Game, Ledger, Ratifier, Step, with_devices

DEVICES: Final = ("slices", "escrow", "ledger", "floor", "window", "hazard", "standing")
MOST_MOVES_MORE: Final = 3  # than there are steps: orders are enumerated


def random_device_game(
    rng: random.Random, size: int, devices: Collection[str], signed: bool = False
) -> Game:
    """Return a game of up to six steps with these devices.

    Parameters
    ----------
    rng
        Where all numbers come from.
    size
        The number of steps.
    devices
        Some of `DEVICES`. Prerequisites, choices and numbers that steps set occur in any case.
    signed
        Whether own worths are <= 0 and the others' >= 0.
    """
    if unknown := set(devices) - set(DEVICES):
        message = f"no such devices: {sorted(unknown)}"
        raise ValueError(message)
    game = with_devices(_entangled(rng, random_game(rng, size, signed)))
    if "slices" in devices:
        game = _sliced(rng, game)
    if "hazard" in devices:
        hazards = ("0", "1/4", "1/2", "1/2", "3/4")
        game = _each(game, [{"hazard": one_of(rng, *hazards)} for _ in game.steps])
    if "window" in devices:
        game = _each(game, [_window(rng, size) for _ in game.steps])
    if "ledger" in devices:
        game = _with_ledgers(rng, game)
    if "floor" in devices:
        game = replace(game, ratifiers=tuple(_ratifiers(rng, game)))
    if "escrow" in devices and size > 1:
        game = replace(game, escrows=tuple(_escrow(rng, game) for _ in range(rng.choice((1, 2)))))
    if "standing" in devices:
        game = replace(game, done=_standing(rng, game))
    return game


def _entangled(rng: random.Random, game: reference.Game) -> reference.Game:
    """Return the game with a prerequisite, a number that a step sets, a choice, at times."""
    steps = list(game.steps)
    names = [k.name for k in steps]
    if len(steps) > 1 and rng.random() < 0.3:
        x, y = sorted(rng.sample(range(len(steps)), 2), reverse=rng.random() < 0.5)
        steps[y] = replace(steps[y], after=(names[x],))
    if rng.random() < 0.25:
        path = rng.choice(
            (
                f"steps.{rng.choice(names)}.detection",
                f"steps.{rng.choice(names)}.reversible",
                f"parties.{rng.choice(game.parties)}.guarantee",
                f"parties.{rng.choice(game.parties)}.breach_penalty",
            )
        )
        k = rng.randrange(len(steps))
        steps[k] = replace(steps[k], sets={path: one_of(rng, "0", "1/2", "1")})
    choices: tuple[tuple[frozenset[str], bool], ...] = ()
    if len(steps) > 2 and rng.random() < 0.15:
        choices = ((frozenset(rng.sample(names, 2)), False),)
    return replace(game, steps=tuple(steps), choices=choices)


def _each(game: Game, changes: list[dict[str, Fraction | None]]) -> Game:
    def changed(step: Step, change: dict[str, Fraction | None]) -> Step:
        return replace(step, **change)  # type: ignore[arg-type]  # the fields are of one type

    pairs = zip(game.steps, changes, strict=True)
    return replace(game, steps=tuple(changed(k, change) for k, change in pairs))


def _sliced(rng: random.Random, game: Game) -> Game:
    more, steps = MOST_MOVES_MORE, list(game.steps)
    for k in rng.sample(range(len(steps)), len(steps)):
        slices = min(rng.choice((1, 2, 2, 3)), 1 + more)
        more -= slices - 1
        steps[k] = replace(steps[k], slices=slices)
    return replace(game, steps=tuple(steps))


def _window(rng: random.Random, size: int) -> dict[str, Fraction | None]:
    """Return a duration and often a window: whole bounds, within the time that all steps take."""
    phases = one_of(rng, "1/2", "1", "1", "3/2", "2")
    opens = Fraction(rng.randint(0, size)) if rng.random() < 0.3 else None
    closes = None
    if rng.random() < 0.35:
        closes = (opens or 0) + Fraction(rng.randint(1, size + 2))
    return {"phases": phases, "opens": opens, "closes": closes}


def _with_ledgers(rng: random.Random, game: Game) -> Game:
    """Return the game with one or two ledgers, which most steps change by up to 1."""
    ledgers = []
    for name in ("x", "y")[: rng.choice((1, 1, 2))]:
        changes = {k.name: quarter(rng, -1, 1) for k in game.steps if rng.random() < 0.8}
        start = quarter(rng, 0, 2)
        floor = start - one_of(rng, "0", "1/2", "1", "1") if rng.random() < 0.8 else None
        cap = start + one_of(rng, "0", "1/2", "1", "1") if rng.random() < 0.6 else None
        ledgers.append(Ledger(name, start, floor, cap))
        game = replace(
            game,
            steps=tuple(
                replace(k, changes={**k.changes, name: changes[k.name]}) if k.name in changes else k
                for k in game.steps
            ),
        )
    return replace(game, ledgers=tuple(ledgers))


def _ratifiers(rng: random.Random, game: Game) -> list[Ratifier]:
    found = []
    for party in rng.sample(game.parties, rng.choice((1, 1, 2))):
        own = {k.name: quarter(rng, -2, 3) for k in game.steps if rng.random() < 0.4}
        found.append(
            Ratifier(
                name=f"home-{party}".lower(),
                party=party,
                floor=one_of(rng, "-2", "-1", "0", "1/2"),
                no_deal=one_of(rng, "-1", "0", "1/2") if rng.random() < 0.5 else None,
                value=own,
                floor_on_the_way=one_of(rng, "-3", "-2", "-1", "-1/2", "0")
                if rng.random() < 0.8
                else None,
            )
        )
    return found


def _escrow(rng: random.Random, game: Game) -> Escrow:
    names = [k.name for k in game.steps]
    members = rng.sample(names, min(len(names), rng.choice((2, 2, 3))))
    cost = {i: one_of(rng, "0", "1/4", "1/2") for i in game.parties if rng.random() < 0.6}
    return Escrow(frozenset(members), cost)


def _standing(rng: random.Random, game: Game) -> frozenset[str]:
    """Return a set that may be done: closed under prerequisites, within the choices."""
    sets = [p for p in reference.packages(game) if len(p) < len(game.steps)]
    small = [p for p in sets if 1 <= len(p) <= 2] or sets
    return rng.choice(small)
