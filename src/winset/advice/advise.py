"""Which deals to look at first: the verb of this part."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

import numpy as np

from winset.advice.choice import as_good_as, best_of, chosen_by, ladder_of
from winset.advice.counting import Counts, count
from winset.advice.deal import Deal
from winset.advice.ground import Choices, Ground, candidates_among, ground_of
from winset.advice.levels import best_by_trust
from winset.advice.orders import Chosen, find_orders, soonest
from winset.advice.parts import deals_by_lever, with_each_lever, without_each
from winset.advice.result import Advice, AsGood, Carrying, Nearest, Rung, Tier
from winset.advice.safer import Printed, ways_to_be_safer
from winset.advice.search import search_packages
from winset.advice.term import check_day, within_term
from winset.advice.trials import Narrowed
from winset.deals.demands import demands_broken
from winset.deals.packages import values_of
from winset.firmness.draws import Draws, draw, error_of
from winset.roadmaps.choose import best_package, settled_packages
from winset.roadmaps.order_path import moves_named, path_of
from winset.roadmaps.safeguards import safeguards_of
from winset.roadmaps.successors import successions
from winset.scenario import Scenario, ScenarioTooLarge
from winset.scenario.budget import DRAWS
from winset.scenario.game import Masks, StepSet, compile_game
from winset.tools.progress import Progress, untold

ORDERS_FIRST, ORDERS = 20, 4
"""Orders that are tried for the deal to look at first, and for the other rungs."""


def advise(
    scenario: Scenario,
    *,
    draws: int = DRAWS,
    seed: int = 0,
    by: date | None = None,
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
    by
        A day, to tell what of each deal would be in place by it; the first on which somebody may
        leave office or come next if left out.
    progress
        Called meanwhile with what is done and the total.

    Raises
    ------
    UsageError
        Where so many draws cannot be made, or nothing tells what is done by that day.
    ScenarioTooLarge
        Where what was done already leaves too many states of any package.

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
    return advise_on(drawn, thorough=True, search=True, by=by, workers=workers, progress=progress)


@dataclass(frozen=True, slots=True)
class _Found:
    """The choice and the ladder; nothing where no deal is ever kept.

    `best` is the place of the choice among the candidates, `orders` are all found for it.
    """

    best: int = 0
    orders: tuple[Chosen, ...] = ()
    candidates: int = 0
    first: Rung | None = None
    as_good: AsGood | None = None
    ladder: tuple[Rung, ...] = ()
    by_party: Mapping[str, int] = field(default_factory=dict)


_NOTHING = _Found()


def advise_on(
    drawn: Draws,
    *,
    thorough: bool | Literal["parts"] = False,
    search: bool = False,
    by: date | None = None,
    workers: int = 2,
    progress: Progress = untold,
) -> Advice:
    """Return which deals to look at first, given what is drawn.

    Parameters
    ----------
    thorough
        Whether to choose at each level of trust as well, and to tell what each part of the first
        deal carries, and what would make it safer; ``parts``: the parts alone.
    search
        Whether to search where there are more packages than can be listed, and not to refuse.
    by
        As in `advise`.

    Raises
    ------
    UsageError
        Where nothing tells what is done by that day.
    ScenarioTooLarge
        Where there are, and no search was asked for.
    """
    safeguards = safeguards_of(compile_game(drawn.scenario))
    check_day(drawn.scenario, by)
    advice = _advised_on(drawn, (thorough, search, workers), progress)
    orders = [rung.order for rung in advice.ladder]
    return replace(advice, by=within_term(drawn.scenario, safeguards, orders, by))


def _advised_on(
    drawn: Draws, asked: tuple[bool | Literal["parts"], bool, int], progress: Progress
) -> Advice:
    """Return which deals to look at first, of all packages or of those that a search finds."""
    thorough, search, workers = asked
    try:
        ground = ground_of(drawn, workers)
    except ScenarioTooLarge:
        if not search:
            raise
        among = search_packages(drawn, workers)
        return advise_among(drawn, among, workers=workers, progress=progress)
    return _advised(ground, thorough=thorough, progress=progress)


def advise_among(
    drawn: Draws, among: Masks, *, workers: int = 2, progress: Progress = untold
) -> Advice:
    """Return which deals to look at first among some packages, ascending, that a search found."""
    ground = ground_of(drawn, workers, among)
    return replace(_advised(ground, thorough=True, progress=progress), searched=True)


def _advised(ground: Ground, *, thorough: bool | Literal["parts"], progress: Progress) -> Advice:
    drawn = ground.drawn
    counts = count(
        ground.trials,
        drawn.weights,
        followed=ground.at_points.in_some_way,
        substantive=ground.substantive,
        progress=progress,
    )
    choices, tier = _choices(ground, counts)
    found = _NOTHING if choices is None else _found(ground, counts, choices, tier)
    advice = _advice(ground, counts, tier, found)
    if choices is None and ground.whole:
        advice = replace(advice, nearest=_nearest(ground))
    if not thorough:
        return advice
    carrying = None if choices is None else _carrying(ground, choices, found, tier)
    by_trust = None if thorough == "parts" else best_by_trust(ground)
    return replace(advice, by_trust=by_trust, carrying=carrying)


def _choices(ground: Ground, counts: Counts) -> tuple[Choices | None, Tier]:
    """Return what to choose from: kept at the points, else in some draw; None where nothing is."""
    if ground.at_points.kept.any():
        return candidates_among(
            ground, ground.at_points.kept, counts.followed, counts.weights
        ), "kept"
    asked = np.asarray(counts.with_escrows.any(axis=0))
    if not asked.any():
        return None, "none"
    judged = ground.trials.judged(asked)
    followed = np.array([one.in_some_way[asked] for one in judged])
    return candidates_among(ground, counts.with_escrows, followed, counts.weights), "draws"


def _nearest(ground: Ground) -> Nearest | None:
    """Return what comes nearest to being kept at the points; None where nothing is signed."""
    safeguards = safeguards_of(ground.game)
    mask = best_package(settled_packages(safeguards)[1])
    if mask is None:
        return None
    values = values_of(ground.game, np.array([mask], dtype=np.int64))[:, 0]
    return Nearest(ground.names(mask), ground.game.by_party(values))


def _advice(ground: Ground, counts: Counts, tier: Tier, found: _Found) -> Advice:
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


def _found(ground: Ground, counts: Counts, choices: Choices, tier: Tier) -> _Found:
    """Return the choice and the ladder."""
    candidates = choices.candidates
    best = best_of(candidates, np.arange(len(choices.places)))
    rungs = ladder_of(candidates, best)
    at_points = tier == "kept"
    ladder, orders = [], {}
    for n in rungs:
        most = ORDERS_FIRST if n == best else ORDERS
        way, mask = int(choices.ways[n]), StepSet(int(candidates.masks[n]))
        kept = choices.followed[:, n]
        orders[n] = find_orders(ground.trials, way, mask, kept, most, at_points=at_points)
        order = _to_print(ground, way, orders[n])
        ladder.append(_rung(ground, counts, choices, n, order))
    by_row = chosen_by(candidates, rungs)
    return _Found(
        best=best,
        orders=tuple(orders[best]),
        candidates=len(choices.places),
        first=ladder[rungs.index(best)],
        as_good=_as_good(ground, choices, best),
        ladder=tuple(ladder),
        by_party={
            party: rungs.index(by_row[i]) for i, party in ground.game.each_party() if i in by_row
        },
    )


def _to_print(ground: Ground, way: int, found: Sequence[Chosen]) -> Chosen | None:
    return soonest(ground.trials.point[way].exits.game, found) if found else None


def _carrying(ground: Ground, choices: Choices, found: _Found, tier: Tier) -> Carrying:
    """Return what each part of the choice carries, and what would make it safer."""
    drawn, n = ground.drawn, found.best
    way, package = int(choices.ways[n]), StepSet(int(choices.candidates.masks[n]))
    deal = Deal(drawn.scenario, Narrowed(ground.trials, package), package)
    levers = deals_by_lever(deal, drawn.seed)
    kept, weights = choices.followed[:, n], choices.weights
    printed = Printed(
        deal=deal,
        whole=ground.trials,
        used=ground.trials.judge.ways[way].used,
        found=found.orders,
        weights=weights,
        at_points=tier == "kept",
        seed=drawn.seed,
    )
    return Carrying(
        without=tuple(without_each(deal, ground.large, kept, weights)),
        with_=tuple(with_each_lever(levers, kept, weights)),
        safer=ways_to_be_safer(printed, levers) if found.orders else (),
    )


def _rung(ground: Ground, counts: Counts, choices: Choices, n: int, chosen: Chosen | None) -> Rung:
    candidates, game = choices.candidates, ground.game
    mask, share = int(candidates.masks[n]), float(candidates.shares[n])
    way = int(choices.ways[n])
    moves = ground.trials.point[way].exits.game
    weights = choices.weights / choices.weights.sum()
    package = ground.names(mask)
    order = () if chosen is None else moves_named(moves, chosen.order)
    return Rung(
        package=package,
        values=game.by_party(candidates.values[:, n]),
        gain=float(candidates.gains[n]),
        share=share,
        error=error_of(share, len(choices.followed)),
        signed=float(counts.signed[choices.places[n]]),
        order=order,
        share_in_order=0.0 if chosen is None else float(weights @ chosen.keeps),
        large=ground.names(mask & ground.large),
        breaks=demands_broken(ground.drawn.scenario, game, package, order, candidates.values[:, n]),
        successors=None if chosen is None else _successors(ground, way, chosen),
    )


def _successors(ground: Ground, way: int, chosen: Chosen) -> dict[str, bool] | None:
    """Return whether each who may come next would keep a deal in its order."""
    path = path_of(ground.trials.point[way].exits, chosen.order)
    used = ground.trials.judge.ways[way].used
    found = successions(ground.drawn.scenario, path, used, search=False)
    return None if found is None else {who: one.kept for who, one in found.items()}


def _as_good(ground: Ground, choices: Choices, best: int) -> AsGood:
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
