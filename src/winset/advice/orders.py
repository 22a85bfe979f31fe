"""The order to print for a deal: of those that keep it in some draw, one that does in the most."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from winset.advice._keeping_kernels import Frame, Terms, kept_of
from winset.advice.judging import Arrangement, terms_of
from winset.deals.packages import gross_gains, worth_of
from winset.firmness.games import Games
from winset.roadmaps.exits import Exits
from winset.roadmaps.limits import allowed, possible, spans
from winset.roadmaps.needs import keeping_order, performers_of
from winset.roadmaps.safeguards import moves_of
from winset.scenario.game import Bools, Game, MoveOrder, StepSet


@dataclass(frozen=True, slots=True, eq=False)
class Chosen:
    """An order, and in which draws it keeps the deal.

    Attributes
    ----------
    keeps : (draws,)
    """

    order: MoveOrder
    keeps: Bools


def choose_order(
    way: Arrangement, games: Games, package: StepSet, kept: Bools, most: int, *, at_points: bool
) -> Chosen | None:
    """Return an order of a package that keeps it in the most draws, and pays off soonest.

    Orders are looked for in the draws in which none that was found before keeps the package, up to
    so many. Within two standard errors of the largest share the one whose benefits come soonest in
    time is taken.

    Parameters
    ----------
    package
        A set of whole steps.
    kept : (draws,)
        Whether some order keeps it in each draw.
    at_points
        Whether the order must keep it at the points of the file's numbers as well.
    """
    point = _Draw(way.exits(games.point))
    each = [_Draw(way.exits(games.game(n))) if k else None for n, k in enumerate(kept)]
    wide = moves_of(point.exits.game, package)
    found: list[Chosen] = []
    open_ = kept.copy()
    starts = [point] if at_points else []
    while len(found) < most and (starts or open_.any()):
        if starts:
            start = starts.pop()
        else:
            start = each[int(np.argmax(open_))] or point
            open_[np.argmax(open_)] = False
        order = keeping_order(start.exits, wide)
        if order is None or any(order == one.order for one in found):
            continue
        if at_points and not point.keeps(order):
            continue
        held = np.array([one is not None and one.keeps(order) for one in each])
        found.append(Chosen(order, held))
        open_ &= ~held
    return _soonest(point.exits.game, found) if found else None


class _Draw:
    """The exit values of a draw, and what breaking off comes to, worked out when first asked for.

    Orders of one package only are asked about.
    """

    def __init__(self, exits: Exits) -> None:
        self.exits = exits
        self._terms: Terms | None = None

    def keeps(self, order: MoveOrder) -> bool:
        """Return whether an order passes both keys."""
        game, last = self.exits.game, len(order)
        states = np.cumsum([game.done, *order], dtype=np.int64)
        if game.times.bind and not possible(game, order):
            return False
        moves = np.sort(np.array(order, dtype=np.int64))
        places = np.full((last + 1, last), -1, dtype=np.int32)
        places[np.arange(1, last + 1), np.searchsorted(moves, order)] = np.arange(last)
        asked = np.arange(last + 1) == last
        frame = Frame(states, moves, places, performers_of(game.performs, states), asked)
        return bool(kept_of(frame, self._terms_at(frame), asked)[last])

    def _terms_at(self, frame: Frame) -> Terms:
        """Return what breaking off comes to; what has been seen of the parties hangs on the order.

        Else only the numbers set, and what is forbidden, do.
        """
        game = self.exits.game
        if self._terms is None or game.hazard.any():
            self._terms = terms_of(self.exits, frame)
            return self._terms
        variant = game.variant(frame.masks)
        inside = allowed(game, frame.masks) if game.bounds.ids else self._terms.inside
        return self._terms._replace(variant=variant, row=variant, inside=inside)


def _soonest(game: Game, found: Sequence[Chosen]) -> Chosen:
    """Return the order whose benefits come soonest of those that are as good."""
    shares = np.array([one.keeps.mean() for one in found])
    best = found[int(np.argmax(shares))]
    draws = len(best.keeps)

    def as_good(one: Chosen) -> bool:
        differ = best.keeps.astype(np.float64) - one.keeps
        return bool(differ.mean() <= 2 * differ.std() / np.sqrt(draws))

    near = [one for one in found if as_good(one)]
    return max(near, key=lambda one: benefits(game, one.order))


def benefits(game: Game, order: MoveOrder) -> float:
    """Return the worth in place as a share of B, summed over the parties and over the time."""
    states = np.cumsum([game.done, *order], dtype=np.int64)
    scale = gross_gains(game, states[-1:])[:, 0]
    worth = worth_of(game.value, game.bonus_value, game.bonus_when, states)
    some = scale > 0
    here = (worth[some] / scale[some, None]).sum(axis=0)
    ends = [span.ends for span in spans(game, order)]
    lasts = np.diff(ends, prepend=0.0)
    return float((here[:-1] * lasts).sum())
