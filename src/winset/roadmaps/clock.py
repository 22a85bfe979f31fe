"""When the states of an order are reached, each move made as soon as the one before is in place."""

from winset.roadmaps.limits import spans
from winset.scenario.game import Game, MoveOrder, bits


def untold(game: Game, moves: int) -> tuple[str, ...]:
    """Return the steps, of those that moves are part of, of which no `phases` say how long."""
    steps = dict.fromkeys(game.steps[k] for k in bits(moves & ~game.done))
    return tuple(step for step in steps if not game.rates.told[game.ids.index(step)])


def times_of(game: Game, order: MoveOrder) -> tuple[float, ...]:
    """Return when each state of an order is reached, in phases of the file from the start."""
    return (0.0, *(span.ends for span in spans(game, order)))
