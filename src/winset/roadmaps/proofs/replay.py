"""An order as a result states it, turned into moves of the game, without any search."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from winset.roadmaps.exits import Exits
from winset.roadmaps.proofs.compare import expected
from winset.roadmaps.proofs.rules import rules_of
from winset.roadmaps.safeguards import MOST_MOVES, Safeguards, Used, escrow_choices, moves_of
from winset.scenario import ScenarioTooLarge
from winset.scenario.game import Game, MoveOrder, MoveSet, StepSet, bits

Pairs = Sequence[tuple[str, str]]


class CannotReplayError(Exception):
    """An order that is none of this scenario: says at which move, if at one, and why."""

    def __init__(self, why: str, move: int | None = None) -> None:
        super().__init__(why)
        self.move = move


@dataclass(frozen=True, slots=True, eq=False)
class Replay:
    """An order of moves that keeps all rules.

    Attributes
    ----------
    mask
        The package.
    slices
        The number of slices where the file leaves it open.
    used
        The escrows in use.
    exits
        The exit values with these slices and escrows.
    order
        The moves.
    """

    mask: StepSet
    slices: int
    used: Used
    exits: Exits
    order: MoveOrder


def replays(safeguards: Safeguards, said: Any, before: Pairs = ()) -> list[Replay]:
    """Return an order in each way in which it can be meant: two escrows may be of the same steps.

    Parameters
    ----------
    said
        The order as a result states it.
    before
        An order that is demanded.

    Raises
    ------
    CannotReplayError
        Where the order is not allowed.
    """
    moves = moves_said(safeguards.game, said)
    mask = safeguards.game.package(dict.fromkeys(step for move in moves for step in move))
    slices = _slices(safeguards.game, moves)
    faults: list[CannotReplayError] = []
    found = []
    for used in _used(safeguards.game, mask, moves):
        try:
            found.append(_replay(safeguards, mask, (slices, used), moves, before))
        except CannotReplayError as fault:
            faults.append(fault)
    if not found:
        raise faults[0]
    return found


def moves_said(game: Game, said: Any) -> list[list[str]]:
    """Return an order as a result states it, if it is one of steps of the scenario."""
    if not isinstance(said, list):
        raise CannotReplayError(expected("moves"))
    if len(said) > MOST_MOVES:
        raise CannotReplayError(expected("most_moves", most=MOST_MOVES))
    for t, move in enumerate(said):
        known = isinstance(move, list) and all(
            isinstance(step, str) and step in game.ids for step in move
        )
        if not known or not move or len(set(move)) < len(move):
            raise CannotReplayError(expected("move"), t)
    return said


def _slices(game: Game, moves: list[list[str]]) -> int:
    """Return in how many slices the steps are done whose number the file leaves open."""
    alone = Counter(move[0] for move in moves if len(move) == 1)
    open_ = {step for step, n in zip(game.ids, game.slices, strict=True) if n == 0}
    numbers = {count for step, count in alone.items() if step in open_}
    if len(numbers) > 1:
        raise CannotReplayError(expected("slices"))
    return max(numbers, default=1)


def _used(game: Game, mask: StepSet, moves: list[list[str]]) -> list[Used]:
    """Return the choices of escrows with these moves."""
    swaps = sorted(sorted(move) for move in moves if len(move) > 1)
    inside = {e for e, offer in enumerate(game.offers) if offer.steps & ~mask == 0}
    found = [
        used
        for used in escrow_choices(game, mask)
        if sorted(sorted(game.names(game.offers[e].steps)) for e in used if e in inside) == swaps
    ]
    if not found:
        raise CannotReplayError(expected("escrows"))
    return found


def _replay(
    safeguards: Safeguards,
    mask: StepSet,
    arrangement: tuple[int, Used],
    moves: list[list[str]],
    before: Pairs,
) -> Replay:
    try:
        exits = safeguards.exits(*arrangement)
    except ScenarioTooLarge as error:
        raise CannotReplayError(str(error)) from error
    package = moves_of(exits.game, mask)
    order = tuple(_masks(exits.game, moves))
    if exits.game.done | sum(order) != package:
        raise CannotReplayError(expected("full"))
    for t, why in rules_of(exits, package, before).faults(order):
        raise CannotReplayError(why, t)
    return Replay(mask, *arrangement, exits, order)


def _masks(game: Game, moves: list[list[str]]) -> Iterator[MoveSet]:
    """Yield moves: of a step its next slice."""
    done = game.done
    for t, move in enumerate(moves):
        mask = next_move(game, done, move)
        if not mask:
            raise CannotReplayError(expected("undone"), t)
        done |= mask
        yield MoveSet(mask)


def next_move(game: Game, done: int, steps: Sequence[str]) -> int:
    """Return the move that these steps make next; 0 where there is none left."""
    whole = game.mask(steps)
    if len(steps) > 1:
        return whole if whole in game.swaps and not whole & done else 0
    swapped = any(whole & swap for swap in game.swaps)
    return 0 if swapped else next((1 << k for k in bits(whole & ~done)), 0)
