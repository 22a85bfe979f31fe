"""What going on is worth along an order, worked out again backwards and in fractions."""

from fractions import Fraction
from itertools import pairwise

from winset.deals.packages import values_of
from winset.roadmaps.clock import times_of
from winset.roadmaps.order_path import OrderPath


def going_exactly(path: OrderPath) -> list[dict[str, float]]:
    """Return V by party at each state, from what is in place and the weights of time.

    Sums and products are exact; only the powers that the weights are, and the worths of sets of
    steps, come as floats.
    """
    game, times = path.game, times_of(path.game, path.order)
    held = values_of(game, path.states).T
    going = [[Fraction(float(x)) for x in row] for row in held]
    for t, span in reversed(list(enumerate(pairwise(times)))):
        weights = [Fraction(float(w)) for w in game.rates.weights(*span)]
        going[t] = [
            here + weight * (then - here)
            for here, weight, then in zip(going[t], weights, going[t + 1], strict=True)
        ]
    return [{party: float(row[i]) for i, party in game.each_party()} for row in going]
