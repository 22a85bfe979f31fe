"""Bridges the plain twin's games with devices to the engine's scenarios.

A phase is a day and the roadmap starts on 1 January 2030, so that windows, which must be whole
numbers of phases, are whole days.
"""

from __future__ import annotations

import datetime
from dataclasses import replace
from fractions import Fraction
from typing import Final

from generators import games
from references import device_states
from references.device_states import Game
from winset.scenario import (
    Escrow,
    Ledger,
    Number,
    Party,
    Ratifier,
    Scenario,
    Standing,
    Step,
    Window,
)

START: Final = datetime.date(2030, 1, 1)


def to_scenario(game: Game) -> Scenario:
    """Return the same game as a scenario with points only."""
    plain = games.to_scenario(game)
    return replace(
        plain,
        when=(START, START),
        phase_length=1.0,
        parties=tuple(_party(game, party) for party in plain.parties),
        steps=tuple(_step(step, own) for step, own in zip(plain.steps, game.steps, strict=True)),
        ledgers=tuple(
            Ledger(
                one.name,
                one.name,
                start=_number(one.start),
                unit=None,
                floor=_maybe(one.floor),
                cap=_maybe(one.cap),
            )
            for one in game.ledgers
        ),
        escrow=tuple(
            Escrow(
                tuple(k.name for k in game.steps if k.name in one.steps),
                {party: _number(cost) for party, cost in one.cost.items()},
            )
            for one in game.escrows
        ),
        standing=Standing(tuple(k.name for k in game.steps if k.name in game.done), date=START)
        if game.done
        else None,
    )


def _party(game: Game, party: Party) -> Party:
    home = tuple(
        Ratifier(
            id=one.name,
            name=one.name,
            floor=_number(one.floor),
            no_deal=_maybe(one.no_deal),
            value={name: _number(worth) for name, worth in one.value.items()},
            floor_on_the_way=_maybe(one.floor_on_the_way),
        )
        for one in game.ratifiers
        if one.party == party.id
    )
    return replace(party, home=home)


def _step(step: Step, own: device_states.Step) -> Step:
    # The twin's window ends with a count of phases, here days; its last day is the one before.
    opens, closes = _day(own.opens), _day(None if own.closes is None else own.closes - 1)
    window = None if opens is closes is None else Window(opens, closes)
    return replace(
        step,
        hazard=_number(own.hazard),
        phases=_number(own.phases),
        slices=own.slices,
        window=window,
        changes={name: _number(change) for name, change in own.changes.items()},
    )


def _day(phases: Fraction | None) -> datetime.date | None:
    if phases is None:
        return None
    if phases.denominator != 1:
        message = f"not a whole day: {phases}"
        raise ValueError(message)
    return START + datetime.timedelta(days=int(phases))


def _maybe(value: Fraction | None) -> Number | None:
    return None if value is None else _number(value)


def _number(value: Fraction) -> Number:
    return Number(float(value))
