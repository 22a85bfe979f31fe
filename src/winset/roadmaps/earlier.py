"""What an order would lose if a side did its part before what gives it most, and not after."""

from collections.abc import Iterator
from dataclasses import dataclass

from winset.roadmaps.judge_order import judge_order
from winset.roadmaps.lattice import single
from winset.roadmaps.order_path import OrderPath, path_of
from winset.roadmaps.roadmap import Earlier
from winset.roadmaps.stops import first_stop
from winset.scenario.game import Bools, Game, MoveOrder, MoveSet


@dataclass(frozen=True, slots=True)
class _Gift:
    """The move that gives some other side most, as a share of its gains, and who makes it."""

    place: int
    by: Bools


def earlier_of(path: OrderPath) -> tuple[Earlier, ...]:
    """Return each later step of another side, as if it came right before the largest gift.

    A step that may not come there is left out; so are slices and swaps.
    """
    gift = _largest_gift(path)
    return () if gift is None else tuple(_brought_forward(path, gift))


def _largest_gift(path: OrderPath) -> _Gift | None:
    game, found, most = path.game, None, 0.0
    for place, move in enumerate(path.order):
        k = _whole(game, move)
        if k is None:
            continue
        takes = ~game.performs[:, k] & (path.scale > 0)
        share = float((game.value[takes, k] / path.scale[takes]).max(initial=0.0))
        if share > most:
            most, found = share, _Gift(place, game.performs[:, k])
    return found


def _whole(game: Game, move: MoveSet) -> int | None:
    """Return the place of a step that a move does whole; None for a slice or a swap."""
    k = single(move)
    return None if k is None or game.steps.count(game.steps[k]) > 1 else k


def _brought_forward(path: OrderPath, gift: _Gift) -> Iterator[Earlier]:
    game, order, at = path.game, path.order, gift.place
    for place in range(at + 1, len(order)):
        k = _whole(game, order[place])
        if k is None or (game.performs[:, k] & gift.by).any():
            continue
        moved = (*order[:at], order[place], *order[at:place], *order[place + 1 :])
        if first_stop(game, [(move,) for move in moved]) is None:
            yield _judged(path, moved, at)


def _judged(path: OrderPath, moved: MoveOrder, at: int) -> Earlier:
    judged = judge_order(path_of(path.exits, moved), None)
    (step,), (before,) = judged.order[at : at + 2]
    if judged.verdict == "holds":
        return Earlier(step, before, judged.verdict)
    worst = judged.binding[0]
    told = worst.party, worst.other, worst.kind, worst.step
    return Earlier(step, before, judged.verdict, *told)
