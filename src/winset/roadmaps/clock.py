"""When the states of an order are reached, each move made as soon as the one before is in place."""

from winset.roadmaps.limits import spans
from winset.roadmaps.order_path import OrderPath
from winset.scenario.game import Game, bits


def timed(path: OrderPath) -> bool:
    """Return whether the file says how long everything that is still to be done takes."""
    return all_told(path.game, int(path.states[-1]) & ~path.game.done)


def all_told(game: Game, moves: int) -> bool:
    """Return whether the file says how long each step takes that moves are part of."""
    return all(game.rates.told[game.ids.index(game.steps[k])] for k in bits(moves))


def times_of(path: OrderPath) -> tuple[float, ...]:
    """Return when each state of an order is reached, in phases of the file from the start."""
    return (0.0, *(span.ends for span in spans(path.game, path.order)))
