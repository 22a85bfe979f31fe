"""What one order requires of the parties, place by place: needs of the deal, and trust.

A need compares breaking off with going on in the subgame that begins at a state of the order.
"""

from collections.abc import Iterator
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
    """What the whole deal must be worth to a party at one place to keep it from temptation."""

    party: int
    node: int
    step: int | None
    kind: Kind
    amount: float


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
        Every need, what the whole deal falls short of it, and that as a share of B.
    exposed
        Every exposure.
    """

    needs: list[Need]
    gaps: Floats
    shares: Floats
    exposed: list[Exposure]


def requirements_of(path: OrderPath) -> Requirements:
    """Return all that an order requires of the parties, place by place."""
    needs = list(_needs(path))
    party = [need.party for need in needs]
    amounts = np.array([need.amount for need in needs])
    gaps = cleared(amounts - path.value[party], path.dust[party])
    return Requirements(
        needs=needs,
        gaps=gaps,
        shares=as_share(gaps, path.scale[party]),
        exposed=list(_exposures(path)),
    )


def _needs(path: OrderPath) -> Iterator[Need]:
    """Yield every need on the way: at states open and by relapse, at moves by pretence."""
    for t, terms in enumerate(path.terms):
        for i in range(len(path.game.parties)):
            opens = float(path.opens[t, i])
            yield Need(i, t, None, "open", opens)
            for k in path.undoable(t):
                if terms.relapse[i, k] > 0:
                    yield Need(i, t, k, "relapse", opens + float(terms.relapse[i, k]))
            next_ = path.pretended(t)
            if next_ is not None and terms.pretence[i, next_] > 0:
                amount = opens + float(terms.pretence[i, next_])
                yield Need(i, t, next_, "pretence", amount)


def _exposures(path: OrderPath) -> Iterator[Exposure]:
    """Yield every exposure along the way, by pair: at each state, and to each pretended move."""
    for t, losses in enumerate(path.losses):
        yield from _exposed(path, losses, t, None)
        if (k := path.pretended(t)) is not None:
            yield from _exposed(path, path.move_losses(t), t, k)


def _exposed(path: OrderPath, losses: Floats, node: int, step: int | None) -> Iterator[Exposure]:
    weighed = losses * path.opportunist_survival[node]
    required = required_trust(weighed, path.value)
    lack = trust_lack(weighed, path.value, path.game.trust)
    for i, j in np.argwhere(losses > 0):
        yield Exposure(int(i), int(j), node, step, float(required[i, j]), float(lack[i, j]))
