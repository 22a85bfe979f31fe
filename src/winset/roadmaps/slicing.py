"""Whether any number of slices can make an order hold, where the file leaves the number open."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from winset.deals.packages import gross_of, values_of
from winset.roadmaps.exits import Exits, loss_dust, need_dust, opportunist_survival
from winset.roadmaps.lattice import units_of
from winset.roadmaps.safeguards import Safeguards, Used, escrow_choices, moves_of
from winset.scenario.amounts import cleared
from winset.scenario.game import Floats, Masks, MoveSet, StepSet, bits
from winset.tools.result import Result

Obstacle = Literal["start", "end", "first", "last"]
"""Where every order fails, whatever the number: before anything is done, once all is done, after
the first move or before the last."""


@dataclass(frozen=True, slots=True)
class OpenSlices(Result):
    """The findings on a number of slices that the file leaves open.

    Attributes
    ----------
    steps
        The steps it is about.
    number
        The smallest with which the order holds; None where none was found.
    tried
        The largest that was tried.
    obstacle
        Why no number can do; None where that is not proved.
    """

    steps: tuple[str, ...]
    number: int | None
    tried: int
    obstacle: Obstacle | None


def open_steps(safeguards: Safeguards, mask: StepSet) -> tuple[str, ...]:
    """Return the steps of a package whose number of slices is open."""
    game = safeguards.game
    return tuple(game.ids[k] for k, n in enumerate(game.slices) if n == 0 and mask >> k & 1)


def obstacle(
    safeguards: Safeguards, mask: StepSet, before: tuple[tuple[str, str], ...]
) -> Obstacle | None:
    """Return where every order of a package fails with two slices or more, None if not proved.

    The start and the end are the same for every number. What a party gains by breaking one move
    before the end, or after the first, is linear in the size x of that move; so if it is positive
    at x = ½ and not negative in the limit x → 0, it is positive for every number. Where that is so
    of each move that could be the last (or the first), no number can do.

    Parameters
    ----------
    mask
        The package.
    before
        An order that is demanded.
    """
    found = [
        _obstacle(safeguards, mask, before, used) for used in escrow_choices(safeguards.game, mask)
    ]
    return found[0] if all(found) else None


def _obstacle(
    safeguards: Safeguards, mask: StepSet, before: tuple[tuple[str, str], ...], used: Used
) -> Obstacle | None:
    halves = _Edges.of(safeguards.exits(2, used), mask, before)
    quarters = _Edges.of(safeguards.exits(4, used), mask, before)
    if (halves.start > 0).any():
        return "start"
    if (halves.end > 0).any():
        return "end"
    if _always(halves.last, quarters.last, halves.dust):
        return "last"
    return "first" if _always(halves.first, quarters.first, halves.dust) else None


def _always(halves: list[Floats], quarters: list[Floats], dust: Floats) -> bool:
    """Return whether something is wrong at each of these states, whatever the number."""
    return bool(halves) and all(
        ((half > 0) & (2 * quarter - half >= -dust)).any()
        for half, quarter in zip(halves, quarters, strict=True)
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Edges:
    """Gaps at the ends of a package's orders and next to them; a positive one fails.

    `dust` is what of that is nothing.
    """

    start: Floats
    end: Floats
    first: list[Floats]
    last: list[Floats]
    dust: Floats

    @staticmethod
    def of(exits: Exits, whole: StepSet, before: tuple[tuple[str, str], ...]) -> "_Edges":
        game = exits.game
        package = moves_of(game, whole)
        after = game.before(before)
        units = units_of(game, package)
        firsts = [unit[0] for unit in units if _free(after, unit[0], package & ~game.done)]
        lasts = [unit[-1] for unit in units if not _needed(after, units, sum(unit))]
        states = [game.done, package]
        states += [game.done | move for move in firsts]
        states += [package & ~move for move in lasts]
        gaps, dust = _gaps(exits, package, np.array(states, dtype=np.int64))
        first, last = gaps[2 : 2 + len(firsts)], gaps[2 + len(firsts) :]
        return _Edges(gaps[0], gaps[1], list(first), list(last), dust)


def _free(after: Masks, move: int, undone: int) -> bool:
    return not any(int(after[k]) & undone & ~move for k in bits(move))


def _needed(after: Masks, units: list[tuple[int, ...]], steps: int) -> bool:
    others = (k for unit in units for move in unit for k in bits(move) if not move & steps)
    return any(int(after[k]) & steps for k in others)


def _gaps(exits: Exits, package: MoveSet, states: Masks) -> tuple[Floats, Floats]:
    """Return the gaps at states, positive where one fails: T by party, (1−p)L − pV by pair.

    And what of each is nothing.
    """
    game, whole = exits.game, np.array([package], dtype=np.int64)
    value, gross = values_of(game, whole)[:, 0], gross_of(game, whole)[:, 0]
    openly = exits.needs_at(states)[0] - value
    losses = exits.losses_at(states, game.actors(package), gross)
    losses *= opportunist_survival(game, states)[:, None, :]
    doubts = (1 - game.trust) * losses - game.trust * np.clip(value, 0, None)[:, None]
    gaps = np.hstack((openly, doubts.reshape(len(states), -1)))
    of_pairs = np.repeat(loss_dust(game, gross), len(game.parties))
    dust = np.concatenate((need_dust(game, gross), of_pairs))
    return cleared(gaps, dust), dust
