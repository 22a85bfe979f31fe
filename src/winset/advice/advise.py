"""Which deals to look at first: the verb of this part."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from winset.advice.choice import Candidates, as_good_as, best_of, chosen_by, ladder_of
from winset.advice.counting import Counts, count, follow
from winset.advice.judging import Judge, Judged, judge_of, trusting
from winset.advice.orders import Chosen, choose_order
from winset.advice.result import Advice, AsGood, Level, Rung, Tier, error_of
from winset.deals.packages import gross_gains, values_of
from winset.firmness.draws import DRAWS, Draws, draw
from winset.firmness.games import Games, games_of
from winset.roadmaps.choose import settled_slices
from winset.roadmaps.order_path import steps_of
from winset.roadmaps.safeguards import expand, safeguards_of
from winset.scenario import Scenario
from winset.scenario.game import TOLERANCE, Bools, Floats, Game, Masks, StepSet
from winset.tools.progress import Progress, untold

LARGE = 0.05
"""A step is large where it is worth this share of somebody's largest gross gain, or costs it."""

LEVELS = tuple(round(0.1 * tenth, 1) for tenth in range(11))
LEVEL_DRAWS = 100
"""Levels of trust, and how many of the draws are judged at each."""

ORDERS_FIRST, ORDERS = 20, 4
"""Orders that are tried for the deal to look at first, and for the other rungs."""


def advise(
    scenario: Scenario,
    *,
    draws: int = DRAWS,
    seed: int = 0,
    workers: int = 2,
    progress: Progress = untold,
) -> Advice:
    """Return which deals to look at first: those that survive what nobody knows.

    Every package is judged in every draw of the uncertain numbers. The first is the one with the
    largest share of draws in which it is signed and kept, times the gain that it gives those who
    can gain; the ladder leads from deals that are smaller and surer to larger ones.

    Parameters
    ----------
    draws
        How many draws, 1 to 100,000.
    seed
        What they start from: the same seed gives the same result, whatever the number of workers.
    progress
        Called meanwhile with what is done and the total.

    Raises
    ------
    UsageError
        Where so many draws cannot be made.
    ScenarioTooLarge
        Where there are more packages than can be listed.

    Examples
    --------
    >>> import winset
    >>> from winset.scenario import load_text
    >>> scenario = load_text('''
    ... winset: 1
    ... title: A swap
    ... parties: {a: {name: Ana, breach_penalty: 1}, b: {name: Ben}}
    ... steps:
    ...   give: {by: [a], value: {a: {low: -4, mode: -1, high: 0}, b: 3}}
    ...   pay: {by: [b], value: {a: 3, b: -1}}
    ... ''')
    >>> advice = winset.advise(scenario)
    >>> advice.first.package, round(advice.first.share, 1)
    (('give', 'pay'), 0.3)
    """
    drawn = draw(scenario, seed=seed, count=draws)
    return advise_on(drawn, by_trust=True, workers=workers, progress=progress)


@dataclass(frozen=True, slots=True)
class _Found:
    """The choice and the ladder; nothing where no deal is ever kept."""

    candidates: int = 0
    first: Rung | None = None
    as_good: AsGood | None = None
    ladder: tuple[Rung, ...] = ()
    by_party: Mapping[str, int] = field(default_factory=dict)


_NOTHING = _Found()


@dataclass(frozen=True, slots=True, eq=False)
class _Ground:
    """What does not hang on the draws.

    Attributes
    ----------
    values : (choices of escrows, parties, packages)
        V at the points, at the cost of these escrows.
    large, substantive
        The large steps; which packages count as substantive.
    """

    drawn: Draws
    games: Games
    judge: Judge
    at_points: Judged
    values: Floats
    large: int
    substantive: Bools
    workers: int

    @property
    def game(self) -> Game:
        return self.games.point

    def names(self, mask: int) -> tuple[str, ...]:
        return self.game.names(StepSet(mask))


@dataclass(frozen=True, slots=True, eq=False)
class _Choices:
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


def advise_on(
    drawn: Draws,
    *,
    by_trust: bool = False,
    workers: int = 2,
    progress: Progress = untold,
) -> Advice:
    """Return which deals to look at first, given what is drawn.

    Parameters
    ----------
    by_trust
        Whether to choose at each level of trust as well.
    """
    ground = _ground(drawn, workers)
    counts = count(
        ground.judge,
        ground.games,
        drawn.weights,
        followed=ground.at_points.in_some_way,
        substantive=ground.substantive,
        workers=workers,
        progress=progress,
    )
    choices, tier = _choices(ground, counts)
    found = _NOTHING if choices is None else _found(ground, counts, choices, tier)
    advice = _advice(ground, counts, tier, found)
    return replace(advice, by_trust=tuple(_levels(ground))) if by_trust else advice


def _ground(drawn: Draws, workers: int) -> _Ground:
    games = games_of(drawn)
    game = games.point
    judge = judge_of(game, settled_slices(safeguards_of(game)))
    judged = judge.judge(game)
    large = _large(game, judge.masks, judged.signed)
    values = np.array([_values(way.exits(game).game, judge.masks) for way in judge.ways])
    substantive = _substantive(game, judge.masks, large)
    return _Ground(drawn, games, judge, judged, values, large, substantive, workers)


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
    own = [sum(1 << int(k) for k in np.flatnonzero(row)) & large for row in game.performs]
    return np.asarray(sum((masks & steps) != 0 for steps in own) >= 2)


def _choices(ground: _Ground, counts: Counts) -> tuple[_Choices | None, Tier]:
    """Return what to choose from: kept at the points, else in some draw; None where nothing is."""
    if ground.at_points.kept.any():
        return _among(ground, ground.at_points.kept, counts.followed, counts.weights), "kept"
    asked = np.asarray(counts.with_escrows.any(axis=0))
    if not asked.any():
        return None, "none"
    games = (ground.games.game(n) for n in range(ground.games.count))
    followed = follow(ground.judge, games, asked, ground.workers)
    return _among(ground, counts.with_escrows, followed, counts.weights), "draws"


def _among(ground: _Ground, held: Bools, followed: Bools, weights: Floats) -> _Choices:
    """Return packages as candidates, each at the cost of the fewest escrows that keep it."""
    places = np.flatnonzero(held.any(axis=0))
    ways = held[:, places].argmax(axis=0)
    values = ground.values[ways, :, places].T
    signable = ground.values[0][:, ground.at_points.signed]
    ideal = np.maximum(signable.max(axis=1, initial=0.0), values.max(axis=1))
    shares = weights @ followed / weights.sum()
    masks = ground.judge.masks[places]
    candidates = Candidates(masks, values, ideal, shares, ground.large)
    return _Choices(candidates, places, ways, followed, weights)


def _levels(ground: _Ground) -> Iterator[Level]:
    """Yield the best deal at each level of trust, both ways, over the candidates of that level."""
    draws = min(LEVEL_DRAWS, ground.games.count)
    for trust in LEVELS:
        judged = ground.judge.judge(trusting(ground.game, trust))
        asked = judged.in_some_way
        if not asked.any():
            yield Level(trust, 0)
            continue
        games = (trusting(ground.games.game(n), trust) for n in range(draws))
        followed = follow(ground.judge, games, asked, ground.workers)
        choices = _among(ground, judged.kept, followed, ground.drawn.weights[:draws])
        best = best_of(choices.candidates, np.arange(len(choices.places)))
        yield _level(ground, choices, best, trust)


def _level(ground: _Ground, choices: _Choices, best: int, trust: float) -> Level:
    found, mask = choices.candidates, int(choices.candidates.masks[best])
    share = float(found.shares[best])
    return Level(
        trust=trust,
        count=len(choices.places),
        package=ground.names(mask),
        values=ground.game.by_party(found.values[:, best]),
        gain=float(found.gains[best]),
        share=share,
        error=error_of(share, len(choices.followed)),
        large=ground.names(mask & ground.large),
    )


def _advice(ground: _Ground, counts: Counts, tier: Tier, found: _Found) -> Advice:
    """Return what was found as a result."""
    drawn = ground.drawn

    def reached(step: str) -> float:
        held = (counts.reached & ground.game.mask([step])) != 0
        return float(counts.weights @ held / counts.weights.sum())

    return Advice(
        seed=drawn.seed,
        draws=drawn.count,
        certain=drawn.doubts.none,
        tier=tier,
        candidates=found.candidates,
        first=found.first,
        as_good=found.as_good,
        ladder=found.ladder,
        by_party=found.by_party,
        by_trust=None,
        any=counts.some,
        substantive=counts.substantive,
        reach={step: reached(step) for step in ground.names(ground.large)},
    )


def _found(ground: _Ground, counts: Counts, choices: _Choices, tier: Tier) -> _Found:
    """Return the choice and the ladder."""
    candidates = choices.candidates
    best = best_of(candidates, np.arange(len(choices.places)))
    rungs = ladder_of(candidates, best)
    at_points = tier == "kept"
    ladder = []
    for n in rungs:
        most = ORDERS_FIRST if n == best else ORDERS
        way = ground.judge.ways[int(choices.ways[n])]
        mask, kept = StepSet(int(candidates.masks[n])), choices.followed[:, n]
        order = choose_order(way, ground.games, mask, kept, most, at_points=at_points)
        ladder.append(_rung(ground, counts, choices, n, order))
    by_row = chosen_by(candidates, rungs)
    return _Found(
        candidates=len(choices.places),
        first=ladder[rungs.index(best)],
        as_good=_as_good(ground, choices, best),
        ladder=tuple(ladder),
        by_party={
            party: rungs.index(by_row[i]) for i, party in ground.game.each_party() if i in by_row
        },
    )


def _rung(
    ground: _Ground, counts: Counts, choices: _Choices, n: int, chosen: Chosen | None
) -> Rung:
    candidates, game = choices.candidates, ground.game
    mask, share = int(candidates.masks[n]), float(candidates.shares[n])
    moves = ground.judge.ways[int(choices.ways[n])].exits(game).game
    weights = choices.weights / choices.weights.sum()
    return Rung(
        package=ground.names(mask),
        values=game.by_party(candidates.values[:, n]),
        gain=float(candidates.gains[n]),
        share=share,
        error=error_of(share, len(choices.followed)),
        signed=float(counts.signed[choices.places[n]]),
        order=() if chosen is None else tuple(steps_of(moves, move) for move in chosen.order),
        share_in_order=0.0 if chosen is None else float(weights @ chosen.keeps),
        large=ground.names(mask & ground.large),
    )


def _as_good(ground: _Ground, choices: _Choices, best: int) -> AsGood:
    """Return what is as good as the best: its own family as one, of others the best of each."""
    found = choices.candidates
    near = as_good_as(found, best, choices.followed, choices.weights)
    own = found.families == found.families[best]
    family = found.masks[near & own]
    vary = int(np.bitwise_or.reduce(family) & ~np.bitwise_and.reduce(family))
    others = [
        int(found.masks[best_of(found, np.flatnonzero(near & (found.families == large)))])
        for large in dict.fromkeys(found.families[near & ~own].tolist())
    ]
    return AsGood(
        packages=int(np.count_nonzero(near)) - 1,
        vary=ground.names(vary),
        others=tuple(ground.names(mask) for mask in others),
    )
