"""What each slot of a unit adds to the sums of a state: the tables of a lattice."""

import numpy as np

from winset.deals.packages import gross_of, worth_of
from winset.roadmaps._state_kernels import Tables
from winset.roadmaps.exits import Exits, ExitTerms, loss_dust, need_dust, opportunist_survival
from winset.scenario.game import Floats, Masks, MoveSet, bits


def tables_of(
    exits: Exits, package: MoveSet, units: list[tuple[int, ...]], worth: tuple[Floats, Floats]
) -> Tables:
    """Return what each unit adds to the sums of a state."""
    game, (value, scale) = exits.game, worth
    n = len(game.parties)
    gross = gross_of(game, np.array([package], dtype=np.int64))[:, 0]
    slots = [sum(unit[:d]) for unit in units for d in range(len(unit) + 1)]
    slots.append(game.done)  # the start, last
    radix = np.array([len(unit) + 1 for unit in units], dtype=np.int64)
    counted = np.where(scale > 0, 1 / np.where(scale > 0, scale, 1), 0)
    adds, relapse = _adds(exits, slots, counted), _surcharges(exits, slots)
    chance = opportunist_survival(game, np.array(slots, dtype=np.int64))
    need, extra = _extras(exits, package, units, counted)
    begun = game.done != 0
    return Tables(
        radix=radix,
        offset=np.cumsum(radix) - radix,
        adds=adds[:, :-1].copy(),
        base=adds[:, -1].copy(),
        relapse=relapse[:, :-1].copy(),
        base_relapse=relapse[:, -1].copy(),
        survival=chance[:-1].copy(),
        base_survival=chance[-1].copy(),
        extra_need=need,
        extra_adds=extra,
        fixed=exits.stack(lambda t: t.game.fallback - t.game.breach_penalty - t.game.no_deal),
        forgone=exits.stack(lambda t: t.game.no_deal - t.game.fallback - t.game.guarantee),
        start=np.full(n, np.nan) if begun else -exits.terms[0].game.breach_penalty,
        value=value,
        scale=scale,
        dust=need_dust(game, gross),
        no_loss=loss_dust(game, gross),
        trust=game.trust,
        exposed=exits.terms[0].exposed_to & game.actors(package),
    )


def _adds(exits: Exits, slots: list[int], counted: Floats) -> Floats:
    """Return the sums of steps over each slot: (variants, slots, rows)."""
    n = len(exits.game.parties)
    sets = np.array(slots, dtype=np.int64)
    in_place = (counted[:, None] * exits.game.value).sum(axis=0)

    def sums(terms: ExitTerms) -> Floats:
        rows = np.vstack((terms.breaking, terms.betrayed.reshape(n * n, -1), in_place[None, :]))
        return worth_of(
            np.ascontiguousarray(rows), np.zeros((len(rows), 0)), np.zeros(0, dtype=np.int64), sets
        ).T

    return exits.stack(sums)


def _surcharges(exits: Exits, slots: list[int]) -> Floats:
    """Return the largest surcharge of the steps of each slot: (variants, slots, parties)."""
    held = [list(bits(mask)) for mask in slots]

    def largest(terms: ExitTerms) -> Floats:
        return np.array([terms.relapse[:, k].max(axis=1, initial=0.0) for k in held])

    return exits.stack(largest)


def _extras(
    exits: Exits, package: MoveSet, units: list[tuple[int, ...]], counted: Floats
) -> tuple[Masks, Floats]:
    """Return how often each unit must have moved for each bonus, or part of one, and its worth."""
    terms, game = exits.terms[0], exits.game
    n = len(game.parties)
    rows: list[tuple[int, Floats]] = []
    for when, bonus in zip(game.bonus_when, game.bonus_value.T, strict=True):
        rows.append((int(when), np.array([*np.zeros(n + n * n), counted @ bonus])))
    for when, stays in zip(terms.staying_when, terms.staying_bonus.T, strict=True):
        rows.append((int(when), np.array([*stays, *np.repeat(stays, n), 0.0])))
    rows = [(when, adds) for when, adds in rows if when & ~package == 0 and adds.any()]
    need = [[sum(1 for move in unit if move & when) for unit in units] for when, _ in rows]
    return (
        np.array(need, dtype=np.int64).reshape(len(rows), len(units)),
        np.array([adds for _, adds in rows]).reshape(len(rows), n + n * n + 1),
    )
