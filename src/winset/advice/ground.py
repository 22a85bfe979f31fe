"""What does not hang on the draws, and the packages to choose from."""

from dataclasses import dataclass

import numpy as np

from winset.advice.choice import Candidates
from winset.advice.judging import Judged, judge_among, judge_of
from winset.advice.trials import Trials
from winset.deals.packages import gross_gains, values_of
from winset.firmness.draws import Draws
from winset.firmness.games import games_of
from winset.roadmaps.choose import settled_slices
from winset.roadmaps.keeping import performers_of
from winset.roadmaps.safeguards import expand, safeguards_of
from winset.scenario.game import TOLERANCE, Bools, Floats, Game, Masks, StepSet

LARGE = 0.05
"""A step is large where it is worth this share of somebody's largest gross gain, or costs it."""


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """What does not hang on the draws.

    Attributes
    ----------
    values : (choices of escrows, parties, packages)
        V at the points, at the cost of these escrows.
    large, substantive
        The large steps; which packages count as substantive.
    whole
        Whether all packages are looked at.
    """

    drawn: Draws
    trials: Trials
    at_points: Judged
    values: Floats
    large: int
    substantive: Bools
    whole: bool

    @property
    def game(self) -> Game:
        """The game at the points of the file's numbers."""
        return self.trials.games.point

    @property
    def masks(self) -> Masks:
        """The packages."""
        return self.trials.judge.masks

    def names(self, mask: int) -> tuple[str, ...]:
        """Return the steps of a set."""
        return self.game.names(StepSet(mask))


@dataclass(frozen=True, slots=True, eq=False)
class Choices:
    """The candidates, with what is known of each.

    Attributes
    ----------
    places : (candidates,)
        Their places among all packages.
    ways : (candidates,)
        The fewest escrows with which each is kept, as a place in `Judge.ways`.
    followed : (draws, candidates)
    """

    candidates: Candidates
    places: Masks
    ways: Masks
    followed: Bools
    weights: Floats


def ground_of(drawn: Draws, workers: int, among: Masks | None = None) -> Ground:
    """Return what does not hang on the draws.

    Parameters
    ----------
    among
        The packages to choose from, ascending; all if left out.

    Raises
    ------
    ScenarioTooLarge
        Where there are more packages than can be listed.
    """
    games = games_of(drawn)
    game = games.point
    judge = (
        judge_of(game, settled_slices(safeguards_of(game)))
        if among is None
        else judge_among(game, among)
    )
    trials = Trials(judge, games, workers)
    judged = judge.judge(trials.point)
    large = _large(game, judge.masks, judged.signed)
    values = np.array([_values(way.game(game), judge.masks) for way in judge.ways])
    substantive = _substantive(game, judge.masks, large)
    return Ground(drawn, trials, judged, values, large, substantive, among is None)


def candidates_among(ground: Ground, held: Bools, followed: Bools, weights: Floats) -> Choices:
    """Return packages as candidates, each at the cost of the fewest escrows that keep it."""
    places = np.flatnonzero(held.any(axis=0))
    ways = held[:, places].argmax(axis=0)
    values = ground.values[ways, :, places].T
    signable = ground.values[0][:, ground.at_points.signed]
    ideal = np.maximum(signable.max(axis=1, initial=0.0), values.max(axis=1))
    shares = weights @ followed / weights.sum()
    masks = ground.masks[places]
    candidates = Candidates(masks, values, ideal, shares, ground.large)
    return Choices(candidates, places, ways, followed, weights)


def _values(game: Game, packages: Masks) -> Floats:
    return values_of(game, expand(game, packages))


def _large(game: Game, masks: Masks, signed: Bools) -> int:
    """Return the large steps: worth a share of somebody's largest gross gain, or costing it."""
    scale = gross_gains(game, masks[signed] if signed.any() else masks).max(axis=1)[:, None]
    worth = np.abs(game.value)
    large = (worth > 0) & (scale > 0) & (worth >= LARGE * scale * (1 - TOLERANCE))
    return sum(1 << int(k) for k in np.flatnonzero(large.any(axis=0)))


def _substantive(game: Game, masks: Masks, large: int) -> Bools:
    """Return which packages hold large steps of two parties at least."""
    return np.asarray(np.bitwise_count(performers_of(game.performs, masks & large)) >= 2)
