"""Limits on the way: the bounds of ledgers and balances, and the windows of steps."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

import numpy as np

from winset.deals.packages import totals_of
from winset.language.catalogue import worded
from winset.scenario import ScenarioTooLarge
from winset.scenario.amounts import beyond
from winset.scenario.game import TOLERANCE, Bools, Floats, Game, Masks, bits

MOST_NODES = 1 << 18
"""Pairs of a state and a time in a search with windows."""

_CLOCK_DIGITS = 9  # two times closer than this are one


def levels(game: Game, masks: Masks) -> Floats:
    """Return the ledgers and running balances at done-sets: (bounds, sets)."""
    bounds = game.bounds
    return totals_of(bounds.value, bounds.bonus, game.bonus_when, bounds.start, masks)


def allowed(game: Game, masks: Masks) -> Bools:
    """Return at which done-sets every ledger and balance is within its limits."""
    if not game.bounds.ids:
        return np.ones(len(masks), dtype=np.bool_)
    level, low, high = levels(game, masks), game.bounds.low[:, None], game.bounds.high[:, None]
    return np.asarray(~(beyond(low, level) | beyond(level, high)).any(axis=0))


@dataclass(frozen=True, slots=True)
class Breach:
    """A ledger or balance that is out of its limits after some moves of an order."""

    id: str
    moves: int
    level: float
    low: float
    high: float


def breaches(game: Game, states: Masks) -> Iterator[Breach]:
    """Yield the first state of an order at which each ledger and balance is out of its limits."""
    bounds, level = game.bounds, levels(game, states)
    for b, name in enumerate(bounds.ids):
        low, high = float(bounds.low[b]), float(bounds.high[b])
        out = np.flatnonzero(beyond(low, level[b]) | beyond(level[b], high))
        for t in out[:1]:
            yield Breach(name, int(t), float(level[b, t]), low, high)


@dataclass(frozen=True, slots=True)
class Slot:
    """When a move can start, at the earliest and the latest, and how long it takes, in phases."""

    opens: float
    latest: float
    lasts: float

    def ends(self, clock: float) -> float | None:
        """Return when it ends if it starts as soon as it can, None where it then ends too late."""
        start = max(clock, self.opens)
        return start + self.lasts if start <= self.latest + TOLERANCE else None


def slot_of(game: Game, move: int) -> Slot:
    """Return when a move can be made; each of its steps must end within its own window."""
    steps = [list(bits(part & move)) for part in game.parts if part & move]
    times = game.times
    lasts = [float(times.lasts[step].sum()) for step in steps]
    return Slot(
        opens=max(float(times.opens[step[0]]) for step in steps),
        latest=min(float(times.closes[k[0]]) - last for k, last in zip(steps, lasts, strict=True)),
        lasts=max(lasts),
    )


@dataclass(frozen=True, slots=True)
class Span:
    """When a move of an order is made, in phases, and whether it then misses a window."""

    starts: float
    ends: float
    missed: bool


def spans(game: Game, order: Sequence[int], late: tuple[int, float] = (0, 0.0)) -> list[Span]:
    """Return when each move of an order is made, one after the other, each as soon as it can be.

    Parameters
    ----------
    late
        A move, and for how many phases all wait before it.
    """
    clock, found = 0.0, []
    for n, move in enumerate(order):
        slot = slot_of(game, move)
        starts = max(clock, slot.opens) + (late[1] if n == late[0] else 0.0)
        clock = starts + slot.lasts
        found.append(Span(starts, clock, starts > slot.latest + TOLERANCE))
    return found


def possible(game: Game, order: Sequence[int]) -> bool:
    """Return whether an order respects prerequisites, limits and windows."""
    states = np.cumsum([game.done, *order], dtype=np.int64)
    moves = zip(order, states[:-1], strict=True)
    ready = all(int(game.after[k]) & ~int(done) == 0 for move, done in moves for k in bits(move))
    in_time = not (game.times.bind and any(span.missed for span in spans(game, order)))
    return ready and in_time and bool(allowed(game, states).all())


@dataclass(frozen=True, slots=True, eq=False)
class Nodes:
    """The states of a package together with the times at which they can be reached.

    Attributes
    ----------
    state : (nodes,)
        The state of each node, ascending.
    edges : (nodes, units)
        The node that the next move of each unit leads to; -1 where it would miss its window.
    clock : (nodes,)
        When each is reached, in phases from the start.
    """

    state: Masks
    edges: Masks
    clock: Floats


def timed_nodes(radix: Masks, stride: Masks, slots: list[list[Slot]], after: Masks) -> Nodes:
    """Return the nodes that can be reached, each move made as soon as it can be.

    Parameters
    ----------
    radix, stride, after : (units,)
        As in `Lattice`.
    slots
        For each unit, when each of its moves can be made.

    Raises
    ------
    ScenarioTooLarge
        Beyond `MOST_NODES` nodes.
    """
    reached: dict[int, set[float]] = {0: {0.0}}
    waiting = [0]
    nodes: dict[tuple[int, float], int] = {}
    leads: list[list[tuple[int, float] | None]] = []
    while waiting:
        state = heappop(waiting)
        for clock in sorted(reached[state]):
            nodes[state, clock] = len(nodes)
            leads.append(_leads(state, clock, (radix, stride, after), slots))
            for then in filter(None, leads[-1]):
                if then[0] not in reached:
                    heappush(waiting, then[0])
                reached.setdefault(then[0], set()).add(then[1])
        if len(nodes) > MOST_NODES:
            raise ScenarioTooLarge(worded("errors.large.windows"))
    rows = [[-1 if then is None else nodes[then] for then in row] for row in leads]
    return Nodes(
        state=np.array([state for state, _ in nodes], dtype=np.int64),
        edges=np.array(rows, dtype=np.int64).reshape(len(rows), len(radix)),
        clock=np.array([clock for _, clock in nodes], dtype=np.float64),
    )


def _leads(
    state: int, clock: float, units: tuple[Masks, Masks, Masks], slots: list[list[Slot]]
) -> list[tuple[int, float] | None]:
    """Return the state and the time that the next move of each unit leads to."""
    radix, stride, after = units
    digits = [int(state // step % size) for step, size in zip(stride, radix, strict=True)]
    complete = sum(1 << a for a, d in enumerate(digits) if d + 1 == radix[a])
    leads: list[tuple[int, float] | None] = [None] * len(digits)
    for a, digit in enumerate(digits):
        if not complete >> a & 1 and int(after[a]) & ~complete == 0:
            ends = slots[a][digit].ends(clock)
            if ends is not None:
                leads[a] = (state + int(stride[a]), round(ends, _CLOCK_DIGITS))
    return leads
