"""The order to print for a deal: of those that keep it in some draw, one that does in the most."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from winset.advice.judging import Ready
from winset.advice.trials import Trials
from winset.deals.packages import gross_gains, worth_of
from winset.roadmaps._climbing_kernels import Frame
from winset.roadmaps._keeping_kernels import kept_of
from winset.roadmaps._signing_kernels import signed_by_all
from winset.roadmaps.columns import parts_of
from winset.roadmaps.keeping import performers_of
from winset.roadmaps.limits import spans
from winset.roadmaps.needs import keeping_order
from winset.roadmaps.safeguards import moves_of
from winset.roadmaps.search import order_within
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


def find_orders(  # noqa: PLR0913 -- what is asked, and how much of it
    trials: Trials,
    way: int,
    package: StepSet,
    kept: Bools,
    most: int,
    *,
    at_points: bool,
    tries: int | None = None,
) -> list[Chosen]:
    """Return orders of a package that keep it, each found in a draw in which none before did.

    The best at the points of the file's numbers comes first, where it must keep the package there.

    Parameters
    ----------
    way
        The escrows in use, by their place in `Judge.ways`.
    package
        A set of whole steps.
    kept : (draws,)
        Whether some order keeps it in each draw; draws beyond these are not looked at.
    most, tries
        How many orders are found at most, in how many draws they are looked for; in all if left
        out.
    at_points
        Whether the order must keep it at the points of the file's numbers as well.
    """
    point, where = trials.point[way], [int(n) for n in np.flatnonzero(kept)]
    wide = moves_of(point.exits.game, package)
    found: list[Chosen] = []
    open_ = kept.copy()
    starts = [None, *where] if at_points else where
    for start in starts[:tries]:
        if len(found) == most or not (open_.any() or start is None):
            break
        if start is not None and not open_[start]:
            continue
        if start is None:
            order = order_within(point.exits, wide)  # where nothing is in doubt, that is the answer
        else:
            order = keeping_order(trials.ready(start)[way].exits, wide)
        if order is None or any(order == one.order for one in found):
            continue
        path = Path(point, order)
        if at_points and not path.kept_by(point):
            continue
        found.append(Chosen(order, held_in(trials, way, path, kept)))
        open_ &= ~found[-1].keeps
    return found


def held_in(trials: Trials, way: int, path: "Path", asked: Bools) -> Bools:
    """Return in which of the draws asked about an order keeps its package: (draws,)."""
    held = np.zeros(len(asked), dtype=np.bool_)
    some = np.flatnonzero(asked).tolist()
    held[some] = list(trials.each(lambda ready: path.kept_by(ready[way]), some))
    return held


class Path:
    """The done-sets of one order, to be judged with any numbers."""

    def __init__(self, point: Ready, order: MoveOrder) -> None:
        game, moves, last = point.exits.game, point.way.frame.moves, len(order)
        states = np.cumsum([game.done, *order], dtype=np.int64)
        places = np.full((last + 1, len(moves)), -1, dtype=np.int32)
        columns = [int(np.flatnonzero(moves == move)[0]) for move in order]
        places[np.arange(1, last + 1), columns] = np.arange(last)
        self.order, self.asked = order, np.arange(last + 1) == last
        acting, parts = performers_of(game.performs, states), parts_of(game, states)
        self.frame = Frame(states, moves, places, acting, parts)

    def kept_by(self, ready: Ready) -> bool:
        """Return whether the package is signed, and the order passes both keys."""
        frame = self.frame
        if not signed_by_all(frame.masks, frame.parts, self.asked, ready.signing)[-1]:
            return False
        return bool(kept_of(frame, ready.terms_at(frame), self.asked)[-1])


def soonest(game: Game, found: Sequence[Chosen]) -> Chosen:
    """Return the order whose benefits come soonest of those that keep a deal in the most draws.

    Those within two standard errors of the largest share are as good.
    """
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
