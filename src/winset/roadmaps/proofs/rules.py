"""What may be done when: the rules that every order of a package keeps, one move at a time.

A plain reading of them for the check of results; the searches have their own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from winset.language.catalogue import worded
from winset.roadmaps.exits import Exits
from winset.roadmaps.limits import Slot, allowed, slot_of
from winset.roadmaps.order_path import steps_of
from winset.roadmaps.proofs.compare import expected
from winset.roadmaps.proofs.cuts import Spot
from winset.scenario import ScenarioTooLarge
from winset.scenario.game import TOLERANCE, Bools, Floats, Game, Masks, MoveSet, bits

MOST_REACHED = 1 << 20
"""States, or pairs of a state and a time, that a flood may reach."""

_CLOCK_DIGITS = 9


@dataclass(frozen=True, slots=True, eq=False)
class Rules:
    """The rules for one package.

    Attributes
    ----------
    game : Game
        With the slices and escrows in use.
    package : int
        The set of its moves.
    needs : dict of int to int
        By move, what must be done before it.
    slots : dict of int to Slot
        By move, when it can be made.
    """

    game: Game
    package: MoveSet
    needs: dict[int, int]
    slots: dict[int, Slot]

    def faults(self, order: Sequence[int]) -> Iterator[tuple[int, str]]:
        """Yield the positions in an order of moves that are not allowed, and why."""
        state, clock = self.game.done, 0.0
        for t, move in enumerate(order):
            missing = self.needs[move] & ~state
            if missing:
                yield t, expected("early", steps=steps_of(self.game, missing))
            ends = self.slots[move].ends(clock)
            if ends is None:
                yield t, expected("late")
            else:
                clock = round(ends, _CLOCK_DIGITS)
            state |= move
            if not self._within(state):
                yield t, expected("bounds")
        if not self._within(self.game.done):
            yield 0, expected("bounds_at_start")

    def passable(self, spots: Sequence[Spot]) -> bool:
        """Return whether an order leads to the end that passes none of these places.

        Raises
        ------
        ScenarioTooLarge
            Beyond `MOST_REACHED` states.
        """
        shut = np.array([done for done, move in spots if not move], dtype=np.int64)
        states = np.array([self.game.done], dtype=np.int64)
        clocks = np.zeros(1)
        reached = 0
        for _ in range(len(self._moves_left()) + 1):
            open_ = ~np.isin(states, shut) & allowed(self.game, states)
            states, clocks = states[open_], clocks[open_]
            if (states == self.package).any():
                return True
            reached += len(states)
            if reached > MOST_REACHED:
                raise ScenarioTooLarge(worded("errors.large.cut"))
            states, clocks = self._next(states, clocks, spots)
        return False

    def _moves_left(self) -> list[int]:
        return [move for move in self.needs if move & ~self.game.done]

    def _within(self, state: int) -> bool:
        return bool(allowed(self.game, np.array([state], dtype=np.int64))[0])

    def _next(self, states: Masks, clocks: Floats, spots: Sequence[Spot]) -> tuple[Masks, Floats]:
        """Return the states and times that one more move leads to, each once."""
        found = [self._after(move, states, clocks, spots) for move in self._moves_left()]
        masks = np.concatenate([one for one, _ in found] or [states[:0]])
        times = np.concatenate([time for _, time in found] or [clocks[:0]])
        order = np.lexsort((times, masks))
        masks, times = masks[order], times[order]
        new = np.ones(len(masks), dtype=np.bool_)
        new[1:] = (masks[1:] != masks[:-1]) | (times[1:] != times[:-1])
        return masks[new], times[new]

    def _after(
        self, move: int, states: Masks, clocks: Floats, spots: Sequence[Spot]
    ) -> tuple[Masks, Floats]:
        slot = self.slots[move]
        start = np.maximum(clocks, slot.opens)
        shut = np.array([done for done, then in spots if then == move], dtype=np.int64)
        ready = (states & move == 0) & (np.int64(self.needs[move]) & ~states == 0)
        can: Bools = ready & (start <= slot.latest + TOLERANCE) & ~np.isin(states, shut)
        if not self.game.times.bind:
            return states[can] | move, clocks[can]
        return states[can] | move, np.round(start[can] + slot.lasts, _CLOCK_DIGITS)


def rules_of(exits: Exits, package: MoveSet, before: Sequence[tuple[str, str]] = ()) -> Rules:
    """Return the rules for a package, with an order that is demanded."""
    game, after = exits.game, exits.game.before(before)
    swaps = [swap for swap in game.swaps if swap & package]
    alone = package & ~sum(swaps) & ~game.done
    moves = [*swaps, *(1 << k for k in bits(alone))]

    def needed(move: int) -> int:
        begun = [k for k in bits(move) if game.so_far[k] == 1 or move.bit_count() == 1]
        return int(np.bitwise_or.reduce(after[begun])) & ~game.done

    return Rules(
        game,
        package,
        {move: needed(move) for move in moves},
        {move: slot_of(game, move) for move in moves},
    )
