"""Where an order cannot be carried out: a prerequisite, a limit or a window in its way."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Literal

import numpy as np

from winset.language.catalogue import worded
from winset.roadmaps.limits import breaches, slot_of
from winset.roadmaps.order_path import shares_done, steps_of
from winset.scenario.game import TOLERANCE, Game, bits
from winset.scenario.tree import shown
from winset.tools.result import Result


@dataclass(frozen=True, slots=True)
class Stop(Result):
    """The first place at which an order cannot be carried out.

    Attributes
    ----------
    kind
        ``prerequisite``: a step comes before one that it waits for; ``floor`` or ``cap``: a ledger
        or the balance of a body at home would be out of its limits; ``window``: a step comes too
        late.
    moves
        How many moves are made before; those that are to stand together count as not made.
    steps
        The steps of the move that it stops at; after them the limit is passed.
    share
        The share of the last of these that is then done.
    who
        The ledger, or the body as ``party.body``, that is out of its limits.
    needs
        The step that would have to come first.
    level, limit
        What the ledger or the balance would be, and what it must stay within. Of a window: when the
        step would end, and when the window closes, in phases from the start.
    """

    kind: Literal["prerequisite", "floor", "cap", "window"]
    moves: int
    steps: tuple[str, ...]
    share: float = 1.0
    who: str | None = None
    needs: str | None = None
    level: float | None = None
    limit: float | None = None

    def __str__(self) -> str:
        levels = {"level": shown(self.level), "limit": shown(self.limit)}
        names = {"steps": self.steps, "first": self.needs, "who": self.who}
        return worded(f"errors.roadmap.stop_{self.kind}", **names, **levels)


def first_stop(game: Game, runs: Sequence[tuple[int, ...]]) -> Stop | None:
    """Return the first place at which an order cannot be carried out; None where it can be.

    Parameters
    ----------
    runs
        The moves; those of one run are made side by side, and whatever their order
        must be allowed.
    """
    done, clock, made = game.done, 0.0, 0
    for run in runs:
        found = (*_unready(game, done, run), *_late(game, clock, run), *_out(game, done, run))
        for stop in found[:1]:
            return Stop(moves=made, **stop)
        clock = max(max(clock, slot_of(game, m).opens) + slot_of(game, m).lasts for m in run)
        done |= sum(run)
        made += len(run)
    return None


def _unready(game: Game, done: int, run: tuple[int, ...]) -> Iterator[dict[str, Any]]:
    """Yield the first move that needs a step which is not done."""
    for move in run:
        for k in bits(move):
            for needed in steps_of(game, int(game.after[k]) & ~done):
                yield {"kind": "prerequisite", "steps": (game.steps[k],), "needs": needed}


def _late(game: Game, clock: float, run: tuple[int, ...]) -> Iterator[dict[str, Any]]:
    """Yield the moves that would miss their window."""
    for move in run:
        slot = slot_of(game, move)
        starts = max(clock, slot.opens)
        if starts > slot.latest + TOLERANCE:
            times = {"level": starts + slot.lasts, "limit": slot.latest + slot.lasts}
            yield {"kind": "window", "steps": steps_of(game, move), **times}


def _out(game: Game, done: int, run: tuple[int, ...]) -> Iterator[dict[str, Any]]:
    """Yield the ledgers and balances out of bounds once some moves are made, the fewest first."""
    made = [sum(moves) for size in range(1, len(run) + 1) for moves in combinations(run, size)]
    states = np.array([done | moves for moves in made], dtype=np.int64)
    for found in sorted(breaches(game, states), key=lambda one: one.moves):
        low = found.level < found.low
        steps = steps_of(game, made[found.moves])
        yield {
            "kind": "floor" if low else "cap",
            "steps": steps,
            "share": shares_done(game, int(states[found.moves]))[steps[-1]],
            "who": found.id,
            "level": found.level,
            "limit": found.low if low else found.high,
        }
