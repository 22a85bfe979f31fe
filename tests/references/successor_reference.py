"""The successor's test as a plain loop: would whoever comes next keep what he may find?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import cast

from references import device_reference
from references.device_reference import benefit
from references.device_states import (
    Move,
    Order,
    State,
    Used,
    in_place,
    orders,
    state_of,
    visited,
    with_escrows,
)
from references.reference import INFINITE, ZERO, Bound, Done, no_deal
from references.time_file import Document, Successor, TimedGame, changed, read_game
from references.time_reference import (
    Act,
    acts,
    every_order,
    going_on,
    moments,
    settled,
    times_of,
)


@dataclass(frozen=True)
class Place:
    """A state in which a successor may find the deal, and all that it could do from there.

    ``acts`` holds each with the move at whose end it is done (None: at the state).
    """

    node: int
    acts: tuple[tuple[Move | None, Act], ...]
    rise: Bound

    @property
    def paying(self) -> list[tuple[Move | None, Act]]:
        """What pays."""
        return [(move, act) for move, act in self.acts if settled(act.amount) > 0]


@dataclass(frozen=True)
class Answer:
    """What a successor makes of an order.

    Attributes
    ----------
    kept
        Whether nothing pays it.
    node, move, act
        The first place where something does, and what pays most there, with the move at whose end
        it is done; None where it is kept.
    rise
        What added to its penalty removes all; None where nothing does.
    from_node
        The first state from which on nothing pays; None where there is none.
    """

    kept: bool
    node: int | None
    move: Move | None
    act: Act | None
    rise: Fraction | None
    from_node: int | None


def judge_successor(
    document: Document,
    name: str,
    package: Done,
    order: Order,
    used: Used = (),
    in_time: bool = False,
) -> Answer:
    """Test one successor of a file on an order of a package."""
    own = read_game(document).successors[name]
    places = list(places_of(document, own, package, order, used, in_time))
    paying = [place for place in places if place.paying]
    rise = max(place.rise for place in places)
    node, move, act = None, None, None
    if paying:
        node = paying[0].node
        move, act = max(paying[0].paying, key=lambda one: one[1].amount)
    return Answer(
        not paying,
        node,
        move,
        act,
        None if isinstance(rise, float) else max(ZERO, rise),
        next(
            (p.node for p in places if not any(q.paying for q in places if q.node >= p.node)), None
        ),
    )


def places_of(
    document: Document, own: Successor, package: Done, order: Order, used: Used, in_time: bool
) -> Iterator[Place]:
    """Yield where a successor may find an order, first to last."""
    # Reading: a place is a state; a pretence on the move from it, and in time all acts at the end
    # of that move, are done from there.
    game = cast("TimedGame", with_escrows(read_game(changed(document, own.numbers)), used))
    states, times = visited(game, order), times_of(game, order)
    worths = _worths(game, package, states, times, in_time)
    begins = None if package & game.undated else own.begins
    for node in range(len(states)):
        if begins is None or node == len(order) or times[node + 1] > begins:
            found: list[tuple[Move | None, Act]] = []
            rises: list[Bound] = [-INFINITE]
            for moment in moments(order, states, worths):
                if moment.node == node:
                    possible = acts(game, own.party, moment)
                    if moment.move is not None and not in_time:
                        possible = [act for act in possible if act.kind == "pretence"]
                    found += [(moment.move, act) for act in possible]
                    rises += [act.need - moment.worth[own.party] for act in possible]
            yield Place(node, tuple(found), max(rises))


def _worths(
    game: TimedGame,
    package: Done,
    states: list[State],
    times: tuple[Fraction, ...],
    in_time: bool,
) -> dict[str, tuple[Fraction, ...]]:
    """Return V of each party at each state: of the whole, or of going on in time."""
    found = {}
    for i in game.parties:
        if in_time:
            along = going_on(game, i, (in_place(game, i, s) for s in states), times)
        else:
            along = tuple(in_place(game, i, state_of(game, package)) for _ in states)
        found[i] = tuple(amount - no_deal(game, i) for amount in along)
    return found


def first_order(
    document: Document, name: str, package: Done, used: Used = (), in_time: bool = False
) -> Order | None:
    """Return the first order, by the usual rule, that passes both keys and the test."""
    game = read_game(document)
    ranked: list[tuple[tuple[int, Bound, Fraction, Fraction], Order]] = []
    if in_time:
        told = every_order(game, package, used)
        told = [one for one in told if one.signed] or told
        ranked = [(one.rank, one.order) for one in told if one.judgement.verdict == "holds"]
    else:
        for order in orders(game, package, used):
            judged = device_reference.judge(game, package, order, used)
            if judged.verdict == "holds":
                ranked.append(((*judged.rank, -benefit(game, package, order, used)), order))
    for _, order in sorted(ranked, key=lambda one: one[0]):  # stable: then the file's order
        if judge_successor(document, name, package, order, used, in_time).kept:
            return order
    return None
