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
class Needs:
    """Needs of an order.

    Attributes
    ----------
    needs, gaps, shares
        Every need, what V falls short of it, and that as a share of B.
    """

    needs: list[Need]
    gaps: Floats
    shares: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Requirements(Needs):
    """All that an order requires of the parties: needs, and every exposure."""

    exposed: list[Exposure]


def requirements_of(path: OrderPath) -> Requirements:
    """Return all that an order requires of the parties, place by place."""
    asked = needs_of(path)
    return Requirements(asked.needs, asked.gaps, asked.shares, list(exposures_of(path)))


def needs_of(path: OrderPath, node: int | None = None) -> Needs:
    """Return what an order needs at one node of it, or at all if left out."""
    needs = list(_needs(path, _nodes(path, node)))
    party = [need.party for need in needs]
    amounts = np.array([need.amount for need in needs])
    gaps = cleared(amounts - np.array([need.value for need in needs]), path.dust[party])
    return Needs(needs, gaps, as_share(gaps, path.scale[party]))


def _nodes(path: OrderPath, node: int | None) -> Iterable[int]:
    return range(len(path.states)) if node is None else (node,)


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


def exposures_of(path: OrderPath, node: int | None = None) -> Iterator[Exposure]:
    """Yield the exposures, by pair, at one node of an order and to the move from it, or at all."""
    for t in _nodes(path, node):
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
