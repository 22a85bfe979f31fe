"""The order to print for a deal: of those that keep it in some draw, one that does in the most."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from winset.advice.judging import Ready
from winset.advice.trials import Trials
from winset.deals.packages import gross_gains, worth_of
from winset.roadmaps._keeping_kernels import Frame, kept_of
from winset.roadmaps.keeping import performers_of
from winset.roadmaps.limits import spans
from winset.roadmaps.needs import keeping_order
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
    trials: Trials, way: int, package: StepSet, kept: Bools, most: int, *, at_points: bool
) -> Chosen | None:
    """Return an order of a package that keeps it in the most draws, and pays off soonest.

    Orders are looked for in the draws in which none that was found before keeps the package, up to
    so many. Within two standard errors of the largest share the one whose benefits come soonest in
    time is taken.

    Parameters
    ----------
    way
        The escrows in use, by their place in `Judge.ways`.
    package
        A set of whole steps.
    kept : (draws,)
        Whether some order keeps it in each draw.
    at_points
        Whether the order must keep it at the points of the file's numbers as well.
    """
    point = trials.point[way]
    each = {n: trials.ready(n)[way] for n in map(int, np.flatnonzero(kept))}
    wide = moves_of(point.exits.game, package)
    found: list[Chosen] = []
    open_ = kept.copy()
    starts = [point] if at_points else []
    while len(found) < most and (starts or open_.any()):
        if starts:
            start = starts.pop()
        else:
            start = each[int(np.argmax(open_))]
            open_[np.argmax(open_)] = False
        order = keeping_order(start.exits, wide)
        if order is None or any(order == one.order for one in found):
            continue
        path = _Path(point, order)
        if at_points and not path.kept_by(point):
            continue
        held = np.array([n in each and path.kept_by(each[n]) for n in range(len(kept))])
        found.append(Chosen(order, held))
        open_ &= ~held
    return _soonest(point.exits.game, found) if found else None


class _Path:
    """The done-sets of one order, to be judged with any numbers."""

    def __init__(self, point: Ready, order: MoveOrder) -> None:
        game, moves, last = point.exits.game, point.way.frame.moves, len(order)
        states = np.cumsum([game.done, *order], dtype=np.int64)
        places = np.full((last + 1, len(moves)), -1, dtype=np.int32)
        columns = [int(np.flatnonzero(moves == move)[0]) for move in order]
        places[np.arange(1, last + 1), columns] = np.arange(last)
        self.order, self.asked = order, np.arange(last + 1) == last
        self.frame = Frame(states, moves, places, performers_of(game.performs, states))

    def kept_by(self, ready: Ready) -> bool:
        """Return whether the order passes both keys."""
        return bool(kept_of(self.frame, ready.terms_at(self.frame), self.asked)[-1])


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
