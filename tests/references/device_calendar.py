"""The plain twin's calendar: which moves of an order can run side by side, and when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, permutations

from references.device_reference import Judgement, judge, judge_places, place_move, place_state
from references.device_states import (
    Game,
    Move,
    Order,
    State,
    Used,
    after,
    allowed,
    ends_of,
    ready,
    start_of,
    visited,
    with_escrows,
)
from references.reference import ZERO, Done, Pair, or_infinite

MOST_SIDE_BY_SIDE = 8


@dataclass(frozen=True)
class Group:
    """Moves that run side by side, when they start together and when the last of them ends."""

    moves: Order
    start: Fraction
    end: Fraction
    times: Mapping[str, tuple[Fraction, Fraction]]


def calendar(
    game: Game, package: Done, order: Order, used: Used = (), before: Sequence[Pair] = ()
) -> tuple[Group, ...]:
    """Return the groups of an order: the least time, the fewest, the longest first.

    Parameters
    ----------
    game, package, order, used
        An admissible order, with the escrows that it uses.
    before
        Pairs (x, y) of the order: y only after the whole of x.
    """
    states = visited(game, order, used)
    whole_order = judge(game, package, order, used)
    game = with_escrows(game, used)

    def lawful(begin: int, end: int) -> bool:
        group = order[begin:end]
        one_by_one = all(ready(game, states[begin], move, before) for move in group)
        return len(group) == 1 or (
            one_by_one and side_by_side(game, package, states[begin], group, whole_order)
        )

    splits = [
        split
        for split in compositions(len(order))
        if all(
            lawful(begin, begin + size) for begin, size in zip(_starts(split), split, strict=True)
        )
    ]
    timed = [(split, _timed(game, order, split)) for split in splits]
    return min(
        timed,
        key=lambda s: (s[1][-1].end if s[1] else ZERO, len(s[0]), tuple(-n for n in s[0])),
    )[1]


def compositions(total: int) -> Iterator[tuple[int, ...]]:
    """Yield all ways to cut so many moves into groups that are not too long."""
    if total == 0:
        yield ()
    for first in range(1, min(total, MOST_SIDE_BY_SIDE) + 1):
        for rest in compositions(total - first):
            yield first, *rest


def side_by_side(game: Game, package: Done, state: State, group: Order, order: Judgement) -> bool:
    """Tell whether moves, all of them ready, can be made in any order at no more than its cost."""
    # Reading: windows are no part of this. Side by side nothing ends later than one by one.
    names = [name for move in group for name in move]
    if len(names) != len(set(names)):
        return False  # two slices of one step
    for size in range(len(group) + 1):
        for done in combinations(group, size):
            here = state
            for move in done:
                here = after(game, here, move)
            if not allowed(game, here):
                return False
            places = [place_state(game, package, here)]
            places += [place_move(game, package, here, m) for m in group if m not in done]
            found = judge_places(game, package, places)
            if or_infinite(found.share) > or_infinite(order.share) or found.lack > order.lack:
                return False
    return True


def any_order_will_do(
    game: Game, package: Done, order: Order, used: Used, groups: Sequence[Group]
) -> bool:
    """Tell, by judging them whole, whether no order within groups asks for more than the order.

    Windows are left out, since side by side the moves do not wait for each other.
    """
    asked, begin = judge(game, package, order, used), 0
    for group in groups:
        for moves in permutations(group.moves):
            other = (*order[:begin], *moves, *order[begin + len(moves) :])
            found = judge(game, package, other, used)
            if or_infinite(found.share) > or_infinite(asked.share) or found.lack > asked.lack:
                return False
        begin += len(group.moves)
    return True


def _starts(split: tuple[int, ...]) -> list[int]:
    return [sum(split[:n]) for n in range(len(split))]


def _timed(game: Game, order: Order, split: tuple[int, ...]) -> tuple[Group, ...]:
    clock, groups = ZERO, []
    for begin, size in zip(_starts(split), split, strict=True):
        moves: tuple[Move, ...] = order[begin : begin + size]
        times = {}
        for move in moves:
            # Reading: an escrowed swap starts as one, when the windows of all its steps are open
            start = start_of(game, move, clock)
            for name, end in ends_of(game, move, start).items():
                times[name] = start, end
        end = max(end for _, end in times.values())
        groups.append(Group(moves, clock, end, times))
        clock = end
    return tuple(groups)
