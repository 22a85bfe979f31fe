"""One deal in all draws, as the file has it and with something about it changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from winset.advice.judging import Judged, judge_of
from winset.advice.orders import Path, held_in
from winset.advice.trials import Narrowed, Trials
from winset.deals.packages import values_of
from winset.firmness.draws import draw
from winset.firmness.games import games_of
from winset.roadmaps.choose import settled_slices
from winset.roadmaps.safeguards import Used, expand, safeguards_of
from winset.scenario import Scenario
from winset.scenario.budget import DRAWS
from winset.scenario.game import Bools, Floats, Game, StepSet, bits

CHANGED = 200
"""Draws in which a deal is judged with other numbers."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A share, and how it differs from another in the same draws.

    Attributes
    ----------
    share
        The other one and the change.
    change, error
        By how much it is larger in the draws in common, and the standard error of that.
    """

    share: float
    change: float
    error: float

    @property
    def told(self) -> bool:
        """Whether it is larger by more than two standard errors."""
        return self.change > 2 * self.error


def difference(kept: Bools, before: Bools, weights: Floats) -> Difference:
    """Return how a share differs from another one in the draws that they have in common.

    Parameters
    ----------
    kept : (fewer draws,)
    before, weights : (draws,)
        Where one is certain it has one draw, which stands for all.
    """
    first = len(before) if len(kept) == 1 else len(kept)
    then, part = before[:first].astype(np.float64), weights[:first]
    if len(part) < first:  # one that was certain no longer is
        part = np.ones(first)
    apart, total = kept - then, part.sum()
    change = float(part @ apart / total)
    variance = float(part @ apart**2 / total) - change**2
    share = float(weights @ before / weights.sum()) + change
    return Difference(share, change, float(np.sqrt(max(variance, 0.0) / first)))


class Deal:
    """A package in all draws of a scenario.

    Parameters
    ----------
    trials
        Of the packages within it.
    """

    def __init__(self, scenario: Scenario, trials: Trials, package: StepSet) -> None:
        self.scenario, self.trials, self.package = scenario, trials, package

    @property
    def game(self) -> Game:
        """The game at the points, every step whole."""
        return self.trials.games.point

    def kept(self, packages: Iterable[int]) -> Bools:
        """Return in which draws packages within it are signed and kept: (draws, packages)."""
        wanted = np.array(list(packages), dtype=np.int64)
        masks = self.trials.judge.masks
        asked = np.isin(masks, wanted)
        rows = [one.in_some_way[asked] for one in self.trials.judged(asked)]
        return np.array(rows)[:, np.searchsorted(masks[asked], wanted)]

    def values(self, package: int) -> dict[str, float]:
        """Return V at the points, at the cost of the fewest escrows with which it is kept there."""
        at = self._at_points.kept[:, self.trials.judge.masks == package][:, 0]
        game = self.trials.point[int(at.argmax())].exits.game
        whole = np.array([package], dtype=np.int64)
        return self.game.by_party(values_of(game, expand(game, whole))[:, 0])

    @cached_property
    def _at_points(self) -> Judged:
        return self.trials.judge.judge(self.trials.point)

    def ways(self, used: Used) -> int:
        """Return the place of a choice of escrows among those of the judge."""
        return [way.used for way in self.trials.judge.ways].index(used)

    def beside(self, whole: Trials, package: StepSet) -> "Deal | None":
        """Return another package in the same draws; None where the steps are no package."""
        other = Deal(self.scenario, Narrowed(whole, package), package)
        return other if package in other.trials.judge.masks else None

    def in_order(self, path: Path, used: Used) -> Bools:
        """Return in which draws it is signed and kept in an order: (draws,)."""
        every = np.ones(self.trials.games.count, dtype=np.bool_)
        return held_in(self.trials, self.ways(used), path, every)


def deal_in(scenario: Scenario, package: StepSet, like: Trials, seed: int) -> Deal:
    """Return a package in draws of another scenario: numbers that are the same draw the same.

    The first `CHANGED` draws serve.

    Raises
    ------
    ScenarioTooLarge
        Where it has more states, or moves, than can be listed.
    """
    count = like.games.count
    drawn = draw(scenario, seed=seed, count=min(CHANGED, count if count > 1 else DRAWS))
    games = games_of(drawn)
    judge = judge_of(games.point, settled_slices(safeguards_of(games.point)), package)
    return Deal(scenario, Trials(judge, games, like.workers), package)


def closed_without(game: Game, package: int, step: int) -> int | None:
    """Return a package without a step, and without those that need it; None where there is none.

    A step that is done already stays, and a required choice needs one of its steps.
    """
    left = package & ~(1 << step)
    while out := [k for k in bits(left) if int(game.after[k]) & ~left]:
        left &= ~sum(1 << k for k in out)
    stands = left & game.done == game.done
    chosen = all(left & any_of for any_of, required in game.choices if required)
    return left if left and stands and chosen else None
