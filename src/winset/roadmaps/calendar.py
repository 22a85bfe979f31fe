"""When the steps of an order can be done, and which of them side by side.

Consecutive moves can run side by side where any order among them would do as well: every state that
one could pass through is allowed, and no state or move among them needs a larger stake or more
trust than the order itself. Moves side by side can end in any order, so nothing less is safe.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from math import floor
from operator import or_
from typing import Any

import numpy as np

from winset.roadmaps.limits import allowed, slot_of
from winset.roadmaps.order_path import OrderPath, indices, move_costs, moves_named, state_costs
from winset.scenario.game import TOLERANCE, Bools, Floats, Masks, bits
from winset.tools.result import Result

_NOISE = 1e-6  # days, by which a sum of phases may fall short of a whole day

MOST_SIDE_BY_SIDE = 8
"""Moves of one phase at most: each doubles the states that it could pass through."""


@dataclass(frozen=True, slots=True)
class Phase:
    """Steps that run side by side.

    Attributes
    ----------
    steps
        The steps of each of its moves.
    times
        When each move starts and ends at the earliest, in phases of the file from the start.
    """

    steps: tuple[tuple[str, ...], ...]
    times: tuple[tuple[float, float], ...]

    @property
    def starts(self) -> float:
        """When the first of them starts, in phases of the file from the start."""
        return min(starts for starts, _ in self.times)

    @property
    def ends(self) -> float:
        """When all have ended."""
        return max(ends for _, ends in self.times)


@dataclass(frozen=True, slots=True)
class Calendar(Result):
    """An order by the clock.

    Attributes
    ----------
    phases
        One after the other.
    start
        The day on which carrying out starts; None where the file does not say.
    phase_length
        Days that a phase of the file takes; None where it does not say.
    """

    phases: tuple[Phase, ...]
    start: date | None
    phase_length: float | None

    @property
    def duration(self) -> float:
        """How long the whole takes, in phases of the file."""
        return self.phases[-1].ends if self.phases else 0.0

    def day(self, clock: float) -> date | None:
        """Return the day at so many phases from the start, None where the file has no dates.

        Carrying out starts in the morning: what takes two days from the first of March on has ended
        when the third begins, and that is the day of its end.
        """
        if self.start is None or self.phase_length is None:
            return None
        try:
            return self.start + timedelta(days=floor(clock * self.phase_length + _NOISE))
        except OverflowError:  # after the last year that a date can have
            return None

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "start": None if self.start is None else self.start.isoformat(),
            "phase_length": self.phase_length,
            "duration": self.duration,
            "phases": [
                {
                    "steps": [list(move) for move in phase.steps],
                    "times": [self._dated(*times) for times in phase.times],
                    **self._dated(phase.starts, phase.ends),
                }
                for phase in self.phases
            ],
        }

    def _dated(self, starts: float, ends: float) -> dict[str, Any]:
        dates = {"from": _iso(self.day(starts)), "to": _iso(self.day(ends))}
        return {"starts": starts, "ends": ends} | dates


def calendar_of(path: OrderPath, start: date | None, phase_length: float | None) -> Calendar:
    """Return the phases of an order that take the least time in all.

    Of those the fewest, and the earlier ones the longer. With time counted each move is one: what
    is safe in whatever order its moves end need not be so whenever they end.

    Parameters
    ----------
    path
        The states and moves of the order.
    start, phase_length
        When carrying out starts, and the days that a phase takes; None where the file does not say.
    """
    order, caps = path.order, indices(path)[1:]
    longest = [1 if path.in_time else _longest(path, t, caps) for t in range(len(order))]
    split = _shortest(path, longest)
    phases, t, clock = [], 0, 0.0
    for size in split:
        times = _times(path, order[t : t + size], clock)
        steps = moves_named(path.game, order[t : t + size])
        phases.append(Phase(steps, times))
        t, clock = t + size, phases[-1].ends
    return Calendar(tuple(phases), start, phase_length)


def reached(path: OrderPath, calendar: Calendar) -> tuple[tuple[float, ...], Masks]:
    """Return when more is done by a calendar of an order, and what then is: the start first."""
    ends = [end for phase in calendar.phases for _, end in phase.times]
    made = sorted(zip(ends, path.order, strict=True))
    states = accumulate((move for _, move in made), or_, initial=int(path.states[0]))
    return (0.0, *(end for end, _ in made)), np.array([*states], dtype=np.int64)


def _times(
    path: OrderPath, moves: tuple[int, ...], clock: float
) -> tuple[tuple[float, float], ...]:
    """Return when moves side by side start and end that can begin at a time."""
    slots = [slot_of(path.game, move) for move in moves]
    starts = [max(clock, slot.opens) for slot in slots]
    return tuple((start, start + slot.lasts) for start, slot in zip(starts, slots, strict=True))


def _shortest(path: OrderPath, longest: list[int]) -> tuple[int, ...]:
    """Return the sizes of the groups, given how many moves a group can have from each place on."""
    best: list[list[tuple[float, int, tuple[int, ...]]]] = [[] for _ in range(len(longest) + 1)]
    best[0] = [(0.0, 0, ())]
    for t, most in enumerate(longest):
        for clock, groups, sizes in best[t]:
            for size in range(1, most + 1):
                times = _times(path, path.order[t : t + size], clock)
                ends = max(end for _, end in times)
                _add_unless_dominated(best[t + size], (round(ends, 9), groups + 1, (*sizes, -size)))
    return tuple(-size for size in min(best[-1])[2])


def _add_unless_dominated(
    labels: list[tuple[float, int, tuple[int, ...]]], new: tuple[float, int, tuple[int, ...]]
) -> None:
    """Add a way to come to a place, unless another is as early, as short and as good."""
    for ends, groups, sizes in labels:
        if ends <= new[0] and (groups < new[1] or (groups == new[1] and sizes <= new[2])):
            return
    labels[:] = [
        old
        for old in labels
        if not (new[0] <= old[0] and (new[1] < old[1] or (new[1] == old[1] and new[2] <= old[2])))
    ]
    labels.append(new)


def _longest(path: OrderPath, t: int, caps: tuple[float, float]) -> int:
    """Return how many moves from a node on can run side by side."""
    moves = list(_unordered(path, t))
    sets = np.zeros(1, dtype=np.int64)
    for move in moves:
        sets = np.concatenate((sets, sets | move))
    masks = sets | path.states[t]
    bad = ~(_asks_no_more(state_costs(path, masks), caps) & allowed(path.game, masks))
    for size, move in enumerate(moves, start=1):
        # the first 2^size sets are those of the first `size` moves
        bad |= ((sets & move) == 0) & ~_asks_no_more(move_costs(path, masks, move), caps)
        if size > 1 and bad[: 1 << size].any():
            return size - 1
    return max(1, len(moves))


def _unordered(path: OrderPath, t: int) -> Iterator[int]:
    """Yield the moves from a node on, up to the first that needs one of them."""
    taken = 0
    for move in path.order[t : t + MOST_SIDE_BY_SIDE]:
        needs = int(np.bitwise_or.reduce(path.game.after[list(bits(move))]))
        if needs & taken & ~move:
            return
        taken |= move
        yield move


def _asks_no_more(costs: tuple[Floats, Floats], caps: tuple[float, float]) -> Bools:
    """Return which places ask for no more stake and trust than the order itself."""
    share, lack = costs
    stake, doubt = (max(0.0, cap) + TOLERANCE for cap in caps)
    return np.asarray((share <= stake) & (lack <= doubt))


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
