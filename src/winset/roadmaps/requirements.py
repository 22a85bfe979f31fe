"""What one order requires of the parties, place by place: needs of the deal, and trust.

A need compares breaking off with going on in the subgame that begins at a state of the order.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from winset.roadmaps.exits import required_trust, trust_lack
from winset.roadmaps.lattice import as_share
from winset.roadmaps.order_path import OrderPath
from winset.roadmaps.verdicts import Kind
from winset.scenario.amounts import cleared
from winset.scenario.game import Floats


@dataclass(frozen=True, slots=True)
class Need:
    """What going on must be worth to a party at one place to keep it from temptation.

    `value` is what it is worth: V of the whole deal, with time counted V of that moment.
    """

    party: int
    node: int
    step: int | None
    kind: Kind
    amount: float
    value: float


@dataclass(frozen=True, slots=True)
class Exposure:
    """What one party would lose by another at one place, and the trust that asks for."""

    party: int
    other: int
    node: int
    step: int | None
    required: float
    lack: float


@dataclass(frozen=True, slots=True, eq=False)
class Requirements:
    """All that an order requires of the parties.

    Attributes
    ----------
    needs, gaps, shares
        Every need, what V falls short of it, and that as a share of B.
    exposed
        Every exposure.
    """

    needs: list[Need]
    gaps: Floats
    shares: Floats
    exposed: list[Exposure]


def requirements_of(path: OrderPath, nodes: Iterable[int] | None = None) -> Requirements:
    """Return all that an order requires of the parties, place by place.

    Parameters
    ----------
    nodes
        The places to look at; all if left out.
    """
    places = range(len(path.states)) if nodes is None else nodes
    needs = list(_needs(path, places))
    party = [need.party for need in needs]
    amounts = np.array([need.amount for need in needs])
    gaps = cleared(amounts - np.array([need.value for need in needs]), path.dust[party])
    return Requirements(
        needs=needs,
        gaps=gaps,
        shares=as_share(gaps, path.scale[party]),
        exposed=list(_exposures(path, places)),
    )


def _needs(path: OrderPath, nodes: Iterable[int]) -> Iterator[Need]:
    """Yield every need on the way: at states open and by relapse, at moves by pretence."""
    for t in nodes:
        terms = path.terms[t]
        for i in range(len(path.game.parties)):
            opens = float(path.opens[t, i])
            yield from _at_state(path, t, i, t)
            next_ = path.pretended(t)
            if next_ is not None and terms.pretence[i, next_] > 0:
                amount = opens + float(terms.pretence[i, next_])
                yield Need(i, t, next_, "pretence", amount, float(path.going[t + 1, i]))
            if path.in_time and t < len(path.order):
                yield from _at_state(path, t, i, t + 1)


def _at_state(path: OrderPath, t: int, i: int, then: int) -> Iterator[Need]:
    """Yield what a state needs of a party, with V of that state, or of the next: a move's end.

    At a move's end an open break names the move's last step.
    """
    opens, value = float(path.opens[t, i]), float(path.going[then, i])
    last = path.order[t].bit_length() - 1 if then > t else None
    yield Need(i, t, last, "open", opens, value)
    for k in path.undoable(t):
        if path.terms[t].relapse[i, k] > 0:
            yield Need(i, t, k, "relapse", opens + float(path.terms[t].relapse[i, k]), value)


def _exposures(path: OrderPath, nodes: Iterable[int]) -> Iterator[Exposure]:
    """Yield every exposure along the way, by pair: at each state, and to each pretended move."""
    for t in nodes:
        losses = path.losses[t]
        yield from _exposed(path, losses, (t, None), t)
        if (k := path.pretended(t)) is not None:
            yield from _exposed(path, path.move_losses(t), (t, k), t + 1)
        if path.in_time and t < len(path.order):
            yield from _exposed(path, losses, (t, path.order[t].bit_length() - 1), t + 1)


def _exposed(
    path: OrderPath, losses: Floats, at: tuple[int, int | None], then: int
) -> Iterator[Exposure]:
    (node, step), value = at, path.going[then]
    weighed = losses * path.opportunist_survival[node]
    required = required_trust(weighed, value)
    lack = trust_lack(weighed, value, path.game.trust)
    for i, j in np.argwhere(losses > 0):
        yield Exposure(int(i), int(j), node, step, float(required[i, j]), float(lack[i, j]))
