"""The successor's test as a plain loop: would whoever comes next keep what he may find?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import cast

from references import device_reference
from references.device_reference import benefit
from references.device_states import Order, Used, in_place, orders, state_of, visited, with_escrows
from references.reference import ZERO, Bound, Done, no_deal
from references.time_file import Document, Successor, TimedGame, changed, read_game
from references.time_reference import (
    Act,
    acts,
    candidates,
    going_on,
    moments,
    settled,
    tell,
    times_of,
)


@dataclass(frozen=True)
class Place:
    """Where a successor may find the deal, and what it could do there."""

    node: int
    step: tuple[str, ...] | None
    acts: tuple[Act, ...]
    worth: Fraction

    @property
    def paying(self) -> list[Act]:
        return [act for act in self.acts if settled(act.amount) > 0]


@dataclass(frozen=True)
class Answer:
    """What a successor makes of an order.

    Attributes
    ----------
    kept
        Whether nothing pays it.
    place, act
        The first place where something does, and what pays most there; None where it is kept.
    rise
        What added to its penalty removes all; None where nothing does.
    from_node
        The first state from which on nothing pays; None where there is none.
    """

    kept: bool
    place: Place | None
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
    rises = [act.need - place.worth for place in places for act in place.acts]
    endless = any(isinstance(rise, float) for rise in rises)
    first = paying[0] if paying else None
    return Answer(
        kept=not paying,
        place=first,
        act=max(first.paying, key=lambda act: act.amount) if first else None,
        rise=None if endless else max(ZERO, *(Fraction(rise) for rise in rises)),
        from_node=_from_node(places, len(order)),
    )


def _from_node(places: list[Place], last: int) -> int | None:
    for node in range(min(place.node for place in places), last + 1):
        if not any(place.paying for place in places if place.node >= node):
            return node
    return None


def places_of(
    document: Document, own: Successor, package: Done, order: Order, used: Used, in_time: bool
) -> Iterator[Place]:
    """Yield where a successor may find an order, first to last."""
    game = cast("TimedGame", with_escrows(read_game(changed(document, own.numbers)), used))
    states, times = visited(game, order), times_of(game, order)
    for moment in moments(order, states, _worths(game, package, states, times, in_time)):
        ended = times[moment.node + 1] if moment.node < len(order) else None
        if not _found(game, package, own.begins, ended):
            continue
        possible = acts(game, own.party, moment)
        if moment.move is not None and not in_time:
            possible = [act for act in possible if act.kind == "pretence"]
        yield Place(moment.node, moment.move, tuple(possible), moment.worth[own.party])


def _worths(
    game: TimedGame,
    package: Done,
    states: list[tuple[int, ...]],
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


def _found(game: TimedGame, package: Done, begins: Fraction | None, ended: Fraction | None) -> bool:
    """Tell whether it may find the deal in a state that ends then (None: never), or at its move."""
    if begins is None or package & game.undated or ended is None:
        return True
    return ended > begins


def first_order(
    document: Document, name: str, package: Done, used: Used = (), in_time: bool = False
) -> Order | None:
    """Return the first order, by the usual rule, that passes both keys and the test."""
    game = read_game(document)
    ranked: list[tuple[tuple[int, Bound, Fraction, Fraction], Order]] = []
    if in_time:
        told = candidates([tell(game, package, o, used) for o in orders(game, package, used)])
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
