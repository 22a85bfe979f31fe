"""A proposal in its own order: what that comes to, or where it cannot be carried out.

Steps that are to be simultaneous change hands in one move where the file has an escrow for exactly
these. Without one nobody can make sure of it, so they are judged as the worst of the orders in
which they could be done one after the other: by verdict, then by the stake, then by the trust that
is lacking.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np

from winset.roadmaps.exits import Exits
from winset.roadmaps.given_order import GivenOrder, given_by
from winset.roadmaps.order_path import move_costs, path_of, state_costs, steps_of
from winset.roadmaps.safeguards import Safeguards, Used, escrow_choices, safeguards_of
from winset.roadmaps.search import best_plan
from winset.roadmaps.stops import Stop, first_stop
from winset.roadmaps.verdicts import VERDICTS, verdict_of
from winset.scenario import Proposal, Together
from winset.scenario.game import Floats, Game, Masks, MoveOrder, MoveSet, StepSet, bits

Run = tuple[MoveSet, ...]
"""Moves that are made side by side."""

_DIGITS = 9  # costs closer than this are one


def as_written(safeguards: Safeguards, proposal: Proposal) -> GivenOrder | Stop:
    """Return a proposal's own order: its `order`; else the best that its `before` leaves open.

    What is done already is left out. Where no order is allowed, a `Stop` tells where the order in
    which the proposal lists its steps comes to an end.
    """
    package = safeguards.game.package(proposal.steps)
    if not proposal.order:
        best = best_plan(safeguards, package, proposal.before)
        if best is not None:
            return given_by(best, package)
    written = _written(safeguards, proposal)
    if written.stop is not None:
        return written.stop
    return GivenOrder(written.order, written.slices, written.used, package)


def stop_of(safeguards: Safeguards, proposal: Proposal) -> Stop | None:
    """Return where the order that a proposal spells out, or lists its steps in, comes to an end."""
    return _written(safeguards, proposal).stop


def _written(safeguards: Safeguards, proposal: Proposal) -> "WrittenOrder":
    order = proposal.order or tuple(_listed(safeguards.game, proposal))
    return WrittenOrder.of(safeguards, order)


@dataclass(frozen=True, slots=True, eq=False)
class WrittenOrder:
    """An order that is spelt out, as runs of moves, with the devices that it uses.

    Attributes
    ----------
    exits
        The exit values with these devices.
    runs
        Moves side by side, run after run.
    slices
        The number of slices where the file leaves it open.
    used
        The escrows in use.
    """

    exits: Exits
    runs: tuple[Run, ...]
    slices: int
    used: Used

    @staticmethod
    def of(safeguards: Safeguards, order: tuple[Together, ...]) -> "WrittenOrder":
        """Return an order as runs of moves; steps that are done already are left out."""
        game = safeguards.game
        places = [_still_to_do(game, place) for place in order]
        counts = Counter[str]()
        for place in places:
            counts.update(dict.fromkeys(place.steps, place.slices or 0))
        open_ = [counts[step] for step, n in zip(game.ids, game.slices, strict=True) if n == 0]
        slices = max((1, *open_))
        swapped = [game.mask(place.steps) for place in places if len(place.steps) > 1]
        used = _escrows(game, swapped)
        exits = _in_parts(safeguards, counts).exits(slices, used)
        return WrittenOrder(exits, tuple(_runs(exits.game, places)), slices, used)

    @property
    def stop(self) -> Stop | None:
        """The first place at which it cannot be carried out."""
        return first_stop(self.exits.game, self.runs)

    @property
    def order(self) -> MoveOrder:
        """The worst order that it leaves open."""
        return worst_serial(self.exits, self.runs)

    def serial(self, moves: Sequence[Sequence[str]]) -> MoveOrder | None:
        """Return the moves, by the steps of each, None where it leaves no such order."""
        left, order = [tuple(sorted(move)) for move in moves], list[MoveSet]()
        for run in self.runs:
            by = {tuple(sorted(steps_of(self.exits.game, move))): move for move in run}
            if sorted(left[: len(run)]) != sorted(by):
                return None
            order += [by[move] for move in left[: len(run)]]
            left = left[len(run) :]
        return None if left else tuple(order)


def _in_parts(safeguards: Safeguards, counts: Counter[str]) -> Safeguards:
    """Return the safeguards with the slices that an order names."""
    game = safeguards.game
    own = zip(game.ids, game.slices, strict=True)
    slices = tuple(counts[step] or n if n else n for step, n in own)
    return safeguards if slices == game.slices else safeguards_of(replace(game, slices=slices))


def _escrows(game: Game, together: list[StepSet]) -> Used:
    """Return the escrows for exactly these steps, where the file has them."""
    swapped = sorted({offer.steps for offer in game.offers} & set(together))
    return next(
        used
        for used in escrow_choices(game)
        if sorted(game.offers[e].steps for e in used) == swapped
    )


def _still_to_do(game: Game, place: Together) -> Together:
    steps = tuple(step for step in place.steps if not game.mask([step]) & game.done)
    return Together(steps, place.slices)


def _runs(game: Game, places: list[Together]) -> Iterator[Run]:
    """Yield the runs of an order; each slice is a run of its own."""
    parts = dict(zip(game.ids, game.parts, strict=True))
    left = {step: [MoveSet(1 << k) for k in bits(part)] for step, part in parts.items()}
    for place in places:
        if len(place.steps) > 1:
            each = tuple(MoveSet(parts[step]) for step in place.steps)
            together = MoveSet(sum(each))
            yield (together,) if together in game.swaps else each
        for step in place.steps if len(place.steps) == 1 else ():
            moves, left[step] = left[step][: place.slices], left[step][place.slices or 62 :]
            yield from ((move,) for move in moves)


def _listed(game: Game, proposal: Proposal) -> Iterator[Together]:
    """Yield the steps of a proposal as it lists them, each after what it waits for if that can be.

    What its `before` says goes before prerequisites.
    """
    left = [step for step in proposal.steps if not game.mask([step]) & game.done]
    while left:
        waits = [
            [x for x, y in proposal.before if y == step and x in left]
            + [x for x in game.names(int(game.after[game.ids.index(step)])) if x in left]
            for step in left
        ]
        own = [[x for x, y in proposal.before if y == step and x in left] for step in left]
        free = [*map(any, waits)], [*map(any, own)]
        n = next(one.index(False) for one in free if False in one)
        yield Together((left.pop(n),))


def worst_serial(exits: Exits, runs: tuple[Run, ...]) -> MoveOrder:
    """Return the worst order that runs of moves leave open; of several the first as written."""
    listed = tuple(chain(*runs))
    if len(listed) == len(runs):
        return listed
    walked = _WorstOrder(exits, listed)
    labels, done = walked.start(), exits.game.done
    for run in runs:
        labels = walked.through(done, run, labels)
        done |= sum(run)
    worst = max(labels, key=_badness)
    return worst.order


@dataclass(frozen=True, slots=True)
class _Label:
    """A way to come to a state, and the stake and the lack of trust that it has met."""

    share: float
    lack: float
    order: MoveOrder

    def then(self, share: float, lack: float, *move: MoveSet) -> "_Label":
        share, lack = round(share, _DIGITS), round(lack, _DIGITS)
        return _Label(max(self.share, share), max(self.lack, lack), (*self.order, *move))


def _badness(label: _Label) -> tuple[int, float, float]:
    return VERDICTS.index(verdict_of(label.share, label.lack)), label.share, label.lack


class _WorstOrder:
    """The costs of a package's states and moves, of which an order is charged the largest."""

    def __init__(self, exits: Exits, order: MoveOrder) -> None:
        self.exits, self.path = exits, path_of(exits, order)

    def start(self) -> list[_Label]:
        share, lack = self._states(np.array([self.exits.game.done], dtype=np.int64))
        return [_Label(0.0, 0.0, ()).then(float(share[0]), float(lack[0]))]

    def through(self, done: int, run: Run, labels: list[_Label]) -> list[_Label]:
        """Return the worst orders through a run: none that another is as bad as in both."""
        sets = [sum(m for b, m in enumerate(run) if s >> b & 1) for s in range(1 << len(run))]
        masks = np.array([done | one for one in sets], dtype=np.int64)
        state = self._states(masks)
        moves = [move_costs(self.path, masks, move) for move in run]
        at = [labels, *([] for _ in sets[1:])]
        for s in range(1, len(sets)):
            for b in (b for b in reversed(range(len(run))) if s >> b & 1):
                share, lack = (costs[s ^ 1 << b] for costs in moves[b])
                share, lack = float(max(share, state[0][s])), float(max(lack, state[1][s]))
                at[s] += [one.then(share, lack, run[b]) for one in at[s ^ 1 << b]]
            at[s] = _worst(at[s])
        return at[-1]

    def _states(self, masks: Masks) -> tuple[Floats, Floats]:
        return state_costs(self.path, masks)


def _worst(labels: list[_Label]) -> list[_Label]:
    """Return the labels that no other is as bad as in both, the first of those alike."""
    kept: list[_Label] = []
    for one in sorted(labels, key=lambda label: (-label.share, -label.lack)):
        if not kept or one.lack > kept[-1].lack:
            kept.append(one)
    return kept
