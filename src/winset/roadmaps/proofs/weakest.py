"""The places that certificates name, judged one by one, without a search."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from winset.roadmaps.certificate import FailingPlace, WeakestPoint
from winset.roadmaps.exits import Exits
from winset.roadmaps.order_path import OrderPath, path_of, shares_done, steps_of
from winset.roadmaps.proofs.cuts import Spot
from winset.roadmaps.requirements import exposures_of, needs_of
from winset.roadmaps.verdicts import Kind
from winset.scenario.amounts import beyond
from winset.scenario.game import TOLERANCE, Game, MoveOrder, MoveSet, bits


@dataclass(frozen=True, slots=True)
class _Requirement:
    """What a place of an order requires of a party, as indices, with its size in common units."""

    party: int
    other: int | None
    node: int
    step: int | None
    kind: Kind
    amount: float
    size: float

    @property
    def at_move(self) -> bool:
        return self.kind == "pretence" or (self.kind == "exposure" and self.step is not None)

    def more_than(self, other: "_Requirement") -> bool:
        """Return whether it asks for more; amounts of two parties cannot be compared."""
        if np.isfinite(self.size) or np.isfinite(other.size):
            return self.size > other.size + TOLERANCE
        return self.party == other.party and bool(beyond(self.amount, other.amount))


def weakest_points(exits: Exits, order: MoveOrder, key: str) -> dict[str, WeakestPoint]:
    """Return each party's worst place along an order that passes a key; none where never exposed.

    The first of several.
    """
    worst: dict[int, _Requirement] = {}
    for asked in _asked(path_of(exits, order), key):
        if asked.party not in worst or asked.more_than(worst[asked.party]):
            worst[asked.party] = asked
    game = exits.game
    return {
        party: WeakestPoint(
            node=worst[i].node,
            step=_name(game.steps, worst[i].step),
            kind=worst[i].kind,
            amount=worst[i].amount,
            other=_name(game.parties, worst[i].other),
        )
        for i, party in game.each_party()
        if i in worst
    }


def failing_place(
    exits: Exits, package: MoveSet, spot: Spot, keys: Sequence[str]
) -> FailingPlace | None:
    """Return for whom a place of a package fails the first key that it fails; None: it fails none.

    The party that falls shortest, as a share of B, or lacks most trust; of several the largest
    amount, then the first.
    """
    game, (done, move) = exits.game, spot
    parts = (done ^ game.done, move, package ^ done ^ move)
    order = tuple(MoveSet(part) for part in parts if part)
    node = int(done != game.done)
    path = path_of(exits, order)
    for key in keys:
        worst: _Requirement | None = None
        for asked in _asked(path, key, node):
            here = asked.at_move == (move != 0)
            if here and asked.size > TOLERANCE and (worst is None or asked.more_than(worst)):
                worst = asked
        if worst is not None:
            return _barred(game, spot, worst)
    return None


def _asked(path: OrderPath, key: str, node: int | None = None) -> Iterator[_Requirement]:
    """Yield the requirements of one node of an order, or of all, for a key."""
    if key == "incentive":
        judged = needs_of(path, node)
        gaps = zip(judged.needs, map(float, judged.gaps), map(float, judged.shares), strict=True)
        for need, gap, share in gaps:
            yield _Requirement(need.party, None, need.node, need.step, need.kind, gap, share)
    else:
        for one in exposures_of(path, node):
            place = (one.party, one.other, one.node, one.step)
            yield _Requirement(*place, "exposure", one.lack, one.lack)


def _barred(game: Game, spot: Spot, asked: _Requirement) -> FailingPlace:
    done, move = spot
    return FailingPlace(
        done=shares_done(game, done),
        move=steps_of(game, move) if move else None,
        party=game.parties[asked.party],
        other=_name(game.parties, asked.other),
        kind=asked.kind,
        step=_name(game.steps, asked.step),
        amount=asked.amount if np.isfinite(asked.amount) else None,
    )


def _name(names: tuple[str, ...], place: int | None) -> str | None:
    return None if place is None else names[place]


def mask_of(game: Game, shares: Mapping[str, float]) -> int:
    """Return the moves done where so much is done of each step: its first slices."""
    slots = {step: list(bits(part)) for step, part in zip(game.ids, game.parts, strict=True)}
    begun = (slots[step][: round(share * len(slots[step]))] for step, share in shares.items())
    return sum(1 << k for first in begun for k in first)
