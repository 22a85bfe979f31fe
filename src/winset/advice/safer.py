"""What would make a deal safer: what raises the share of draws in which its order keeps it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import floor, log10
from typing import Literal

import numpy as np

from winset.advice.deal import CHANGED, Deal, Difference, deal_in, difference
from winset.advice.judging import Ready
from winset.advice.orders import Chosen, Path, find_orders, soonest
from winset.advice.result import Safer, SaferKind
from winset.advice.trials import Trials
from winset.deals.packages import gross_gains
from winset.roadmaps.exits import Exits
from winset.roadmaps.keeping import terms_of
from winset.roadmaps.order_path import moves_named
from winset.roadmaps.safeguards import MOST_MOVES, Used
from winset.scenario import ScenarioTooLarge
from winset.scenario.changes import with_changes
from winset.scenario.game import Bools, Floats, Game, bits

MOST_TOLD = 5
"""Ways to make a deal safer that are told."""

POINTS = 0.05
"""What a stake or a guarantee is to add to the share."""

MOST_SLICES = 6
MOST_SETS = 1 << 16
"""Parts that a step is divided into at most, and states with them."""

SCREENED = 60
"""Draws in which a step in slices is tried first."""

ORDERS, TRIES = 6, 10
"""Orders that are found for a changed deal, and draws in which they are looked for."""

_HALVINGS = 14  # of the amount of a stake or a guarantee

Amount = Literal["breach_penalty", "guarantee"]


@dataclass(frozen=True, eq=False)
class Printed:
    """A deal and the order that is printed for it.

    Attributes
    ----------
    whole
        The trials of all packages.
    used
        The escrows in use.
    found
        All orders that were found, one at least.
    at_points
        Whether an order must keep the deal at the points of the file's numbers as well.
    """

    deal: Deal
    whole: Trials
    used: Used
    found: Sequence[Chosen]
    weights: Floats
    at_points: bool
    seed: int

    @cached_property
    def chosen(self) -> Chosen:
        """The order that is printed."""
        return soonest(_point(self.deal, self.used).exits.game, self.found)

    def differs(self, keeps: Bools) -> Difference:
        """Return how often it would be kept, against the order printed."""
        return difference(keeps, self.chosen.keeps, self.weights)


def ways_to_be_safer(printed: Printed, levers: Mapping[str, Deal]) -> tuple[Safer, ...]:
    """Return what raises the share of the order printed most, the largest first.

    Parameters
    ----------
    levers
        The deal by lever, its numbers changed.
    """
    found = [
        *_other_order(printed),
        *_by_levers(printed, levers),
        *_by_escrow(printed),
        *_by_steps(printed),
        *_by_slices(printed),
        *_by_amounts(printed),
    ]
    return tuple(sorted(found, key=lambda one: -one.share)[:MOST_TOLD])


def _told(
    printed: Printed,
    kind: SaferKind,
    about: tuple[str, ...],
    keeps: Bools,
    *,
    size: float | None = None,
    order: tuple[tuple[str, ...], ...] | None = None,
) -> Iterator[Safer]:
    """Yield a way to be safer if it can be told from none."""
    found = printed.differs(keeps)
    if found.told:
        yield Safer(kind, about, found.share, found.change, found.error, size, order)


def _other_order(printed: Printed) -> Iterator[Safer]:
    shares = [float(printed.weights @ one.keeps) for one in printed.found]
    surest = printed.found[int(np.argmax(shares))]
    game = _point(printed.deal, printed.used).exits.game
    yield from _told(printed, "order", (), surest.keeps, order=moves_named(game, surest.order))


def _point(deal: Deal, used: Used) -> Ready:
    return deal.trials.point[deal.ways(used)]


def _anew(printed: Printed, deal: Deal, used: Used, draws: int = CHANGED) -> Chosen | None:
    """Return an order for a changed deal, chosen as the one to print is."""
    every = np.ones(min(draws, deal.trials.games.count), dtype=np.bool_)
    way = deal.ways(used)
    found = find_orders(
        deal.trials,
        way,
        deal.package,
        every,
        ORDERS,
        at_points=printed.at_points,
        tries=TRIES,
    )
    return soonest(_point(deal, used).exits.game, found) if found else None


def _changed(
    printed: Printed, kind: SaferKind, about: tuple[str, ...], deal: Deal, used: Used
) -> Iterator[Safer]:
    """Yield a changed deal, in an order of its own, if that is safer."""
    chosen = _anew(printed, deal, used)
    if chosen is not None:
        order = moves_named(_point(deal, used).exits.game, chosen.order)
        yield from _told(printed, kind, about, chosen.keeps, order=order)


def _by_levers(printed: Printed, levers: Mapping[str, Deal]) -> Iterator[Safer]:
    """Yield the levers; the order stays as it is printed, unless they change what the moves are."""
    usual, used = _point(printed.deal, printed.used), printed.used
    for lever, deal in levers.items():
        point = _point(deal, used)
        if point.exits.game.parts != usual.exits.game.parts:
            yield from _changed(printed, "lever", (lever,), deal, used)
        else:
            path = Path(point, printed.chosen.order)
            yield from _told(printed, "lever", (lever,), deal.in_order(path, used))


def _by_escrow(printed: Printed) -> Iterator[Safer]:
    """Yield the escrows that the file offers, each alone or with those in use."""
    offers = printed.deal.game.offers
    for way in printed.deal.trials.judge.ways:
        if set(way.used) > set(printed.used):
            steps = sum(offers[e].steps for e in way.used)
            about = printed.deal.game.names(steps)
            yield from _changed(printed, "escrow", about, printed.deal, way.used)


def _by_steps(printed: Printed) -> Iterator[Safer]:
    """Yield the steps that change numbers once they are done, with what they need."""
    deal, game = printed.deal, printed.deal.game
    for k in game.setters:
        if deal.package >> k & 1:
            continue
        more = game.with_needed(deal.package | 1 << k)
        other = deal.beside(printed.whole, more)
        if other is not None:
            about = (game.ids[k], *game.names(more & ~deal.package & ~(1 << k)))
            yield from _changed(printed, "step", about, other, printed.used)


def _by_slices(printed: Printed) -> Iterator[Safer]:
    """Yield the step that it is safest to do in equal parts, in as few as serve as well."""
    screened = {k: _sliced(printed, k, MOST_SLICES, SCREENED) for k in _whole_steps(printed)}
    known = {k: one.share for k, one in screened.items() if one is not None and one.change > 0}
    if not known:
        return
    k = max(known, key=lambda one: known[one])
    few = (n for n in range(2, MOST_SLICES) if _as_safe(printed, k, n, known[k]))
    parts, step = next(few, MOST_SLICES), printed.deal.game.ids[k]
    deal = _in_parts(printed, k, parts)
    chosen = None if deal is None else _anew(printed, deal, printed.used)
    if deal is not None and chosen is not None:
        order = moves_named(_point(deal, printed.used).exits.game, chosen.order)
        yield from _told(printed, "slices", (step,), chosen.keeps, size=float(parts), order=order)


def _as_safe(printed: Printed, k: int, parts: int, share: float) -> bool:
    found = _sliced(printed, k, parts, SCREENED)
    return found is not None and found.share >= share


def _whole_steps(printed: Printed) -> Iterator[int]:
    """Yield the steps that could be done in parts, while the states can be listed."""
    game, package = printed.deal.game, printed.deal.package
    swapped = sum(game.offers[e].steps for e in printed.used)
    room = MOST_MOVES - sum(n or 1 for n in game.slices)
    states = len(_point(printed.deal, printed.used).way.frame.masks)
    if room < MOST_SLICES - 1 or states * (MOST_SLICES + 1) / 2 > MOST_SETS:
        return
    yield from (
        k for k in bits(package & ~swapped & ~game.done) if game.slices[k] == 1 and _heavy(game, k)
    )


def _heavy(game: Game, k: int) -> bool:
    """Return whether somebody bears a cost of a step: else nobody gains by stopping half-way."""
    return bool((game.value[:, k] < 0).any())


def _in_parts(printed: Printed, k: int, parts: int) -> Deal | None:
    path = f"steps.{printed.deal.game.ids[k]}.slices"
    changed = with_changes(printed.deal.scenario, {path: float(parts)})
    try:
        return deal_in(changed, printed.deal.package, printed.deal.trials, printed.seed)
    except ScenarioTooLarge:
        return None


def _sliced(printed: Printed, k: int, parts: int, draws: int) -> Difference | None:
    deal = _in_parts(printed, k, parts)
    chosen = None if deal is None else _anew(printed, deal, printed.used, draws)
    return None if chosen is None else printed.differs(chosen.keeps)


def _by_amounts(printed: Printed) -> Iterator[Safer]:
    """Yield the least stake and the least guarantee, as a share of what its party could gain."""
    package = np.array([printed.deal.package], dtype=np.int64)
    scale = gross_gains(printed.deal.game, package)[:, 0]
    kinds: tuple[tuple[SaferKind, Amount], ...] = (
        ("stake", "breach_penalty"),
        ("guarantee", "guarantee"),
    )
    for kind, name in kinds:
        sizes = {
            i: size / scale[i]
            for i, _ in printed.deal.game.each_party()
            if scale[i] > 0 and (size := _least_amount(printed, name, i, float(scale[i])))
        }
        if sizes:
            i = min(sizes, key=lambda one: sizes[one])
            size = float(sizes[i] * scale[i])
            before = printed.chosen.keeps[:CHANGED]
            keeps = before | _kept_with(printed, name, i, size, ~before)
            about = (printed.deal.game.parties[i],)
            yield from _told(printed, kind, about, keeps, size=size)


def _least_amount(printed: Printed, name: Amount, party: int, most: float) -> float | None:
    """Return the least amount that adds enough to the share; None where the most does not."""
    weights = printed.weights[:CHANGED] / printed.weights[:CHANGED].sum()

    def enough(kept: Bools) -> bool:
        return bool(weights @ kept >= POINTS * (1 - 1e-9))

    could = _kept_with(printed, name, party, most, ~printed.chosen.keeps[:CHANGED])
    if not enough(could):
        return None
    low, high, surely = 0.0, most, np.zeros_like(could)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        now = surely | _kept_with(printed, name, party, middle, could & ~surely)
        if enough(now):
            high, could = middle, now
        else:
            low, surely = middle, now
    return min(most, _rounded_up(high))


def _rounded_up(amount: float) -> float:
    """Return an amount with two significant digits, rounded up."""
    unit = 10.0 ** (floor(log10(amount)) - 1)
    return float(f"{np.ceil(amount / unit - 1e-9) * unit:.12g}")


def _kept_with(printed: Printed, name: Amount, party: int, amount: float, asked: Bools) -> Bools:
    """Return in which of some draws the order would keep the deal with a stake or a guarantee."""
    deal, used = printed.deal, printed.used
    way = deal.ways(used)
    path = Path(deal.trials.point[way], printed.chosen.order)
    set_in = _variants_set(deal, name, party)

    def held(ready: Sequence[Ready]) -> bool:
        return path.kept_by(_raised(ready[way], name, party, amount, set_in))

    kept, some = np.zeros_like(asked), np.flatnonzero(asked).tolist()
    kept[some] = list(deal.trials.each(held, some))
    return kept


def _variants_set(deal: Deal, name: Amount, party: int) -> set[int]:
    """Return the places in `Game.variants` in which a step that is done has set this number."""
    path, setters = f"parties.{deal.game.parties[party]}.{name}", deal.game.setters
    own = [b for b, k in enumerate(setters) if path in deal.scenario.steps[k].sets]
    return {v for v in range(1 << len(setters)) if any(v >> b & 1 for b in own)}


def _raised(ready: Ready, name: Amount, party: int, amount: float, set_in: set[int]) -> Ready:
    """Return the same numbers with a larger stake or guarantee, but where a step sets it."""

    def more(game: Game) -> Game:
        array = getattr(game, name).copy()
        array[party] += amount
        return replace(game, **{name: array})

    whole = ready.exits.game
    variants = tuple(one if v in set_in else more(one) for v, one in enumerate(whole.variants))
    game = replace(more(whole), variants=variants)
    terms = tuple(
        one if v in set_in else replace(one, game=more(one.game))
        for v, one in enumerate(ready.exits.terms)
    )
    exits = Exits(game, terms)
    return replace(ready, make=lambda: exits, terms=terms_of(exits, ready.way.start))
