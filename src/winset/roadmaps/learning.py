"""What parties learn of one another on the way, and whether a successor would drop the agreement.

The chance that a government changes stands beside the verdict on an order and is not a part of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from winset.roadmaps.calendar import Calendar
from winset.roadmaps.clock import times_of, untold
from winset.roadmaps.order_path import OrderPath
from winset.scenario.game import Floats, Game, bits
from winset.tools.result import Result


@dataclass(frozen=True, slots=True)
class Learning(Result):
    """What parties learn of one another by going on.

    Attributes
    ----------
    trust
        By pair, i's trust in j at each node: j has done its part so far, though an opportunist
        would have stopped with the chances that the file gives.
    completion
        By party, the chance that the others go on to the end, as it sees them at the start.
    """

    trust: Mapping[str, Mapping[str, tuple[float, ...]]]
    completion: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Survival(Result):
    """The chance that no successor has dropped the agreement, node by node.

    Attributes
    ----------
    times
        When each node is reached, in phases of the file from the start, move after move.
    parties
        For each party alone, that its successor has not.
    all
        That nobody's has.
    stages
        That nobody's has by the end of each stage of the calendar, whose steps run side by side.
    """

    times: tuple[float, ...]
    parties: Mapping[str, tuple[float, ...]]
    all: tuple[float, ...]
    stages: tuple[float, ...]


def learning_of(path: OrderPath) -> Learning | None:
    """Return what parties learn by going on; None where no step done has a hazard.

    Trust follows Bayes' rule: p/(p + (1−p)s) with s the chance that an opportunist would have gone
    on so far. Completion is the product over the others of p + (1−p)s at the end, from what is
    known at the start.
    """
    game = path.game
    if not game.hazard[list(bits(int(path.states[-1])))].any():
        return None
    chance = path.opportunist_survival
    unsure = (1 - game.trust) * chance[:, None, :]
    trust = np.divide(game.trust, game.trust + unsure, out=np.zeros_like(unsure), where=unsure > 0)
    trust[unsure <= 0] = 1.0
    ahead = np.divide(chance[-1], chance[0], out=np.zeros_like(chance[0]), where=chance[0] > 0)
    goes_on = trust[0] + (1 - trust[0]) * ahead
    np.fill_diagonal(goes_on, 1.0)
    return Learning(
        trust=path.by_pair(lambda i, j: tuple(map(float, trust[:, i, j]))),
        completion=game.by_party(goes_on.prod(axis=1)),
    )


def survival_of(path: OrderPath, calendar: Calendar) -> Survival | None:
    """Return the chance that the agreement outlives changes of government.

    The chance of no change, to the power of the phases gone by since it can come, for each party.
    None where no change can come before all is done, or some step does not say how long it takes.
    """
    game = path.game
    if untold(game, int(path.states[-1])):
        return None
    times = times_of(game, path.order)
    curves = _staying(game, times)
    if (curves == 1).all():
        return None
    ends = tuple(phase.ends for phase in calendar.phases)
    return Survival(
        times=times,
        parties={party: tuple(map(float, curves[:, i])) for i, party in game.each_party()},
        all=tuple(map(float, curves.prod(axis=1))),
        stages=tuple(map(float, _staying(game, ends).prod(axis=1))),
    )


def _staying(game: Game, times: tuple[float, ...]) -> Floats:
    """Return the chance that each party's government has not changed by some times."""
    gone_by = np.array(times)[:, None] - np.maximum(game.rates.since, 0.0)
    return np.asarray(game.rates.stays ** np.clip(gone_by, 0.0, None))
