"""Every package that the prerequisites and choices allow, and what each is worth to whom.

A *done-set* is closed under prerequisites and holds at most one alternative of each choice; every
state of a roadmap is one. A *package* is a done-set that also holds one alternative of each
required choice, or nothing at all. Of an agreement under way all hold what is done already.
"""

from dataclasses import dataclass

import numpy as np

from winset.deals._kernels import subset_totals
from winset.language.catalogue import worded
from winset.scenario import ScenarioTooLarge
from winset.scenario.amounts import decimals_of, settled
from winset.scenario.game import Bools, Floats, Game, Masks, StepSet, bits
from winset.scenario.ratifiers import Bodies

MOST_SETS = 1 << 21
"""Done-sets that are listed at most: all of 21 steps, some 600 MB at work."""


@dataclass(frozen=True, slots=True, eq=False)
class Packages:
    """All packages of a game.

    Attributes
    ----------
    masks : (packages,)
        The sets of steps, in ascending order; the empty package is the first.
    values : (parties, packages)
        V, worth relative to no deal.
    signable : (packages,)
        Whether every party, ratifier and giver of consent would agree.
    """

    masks: Masks
    values: Floats
    signable: Bools

    def holding(self, steps: StepSet) -> "Packages":
        """Return the packages that hold these steps."""
        some = (self.masks & steps) == steps
        return Packages(self.masks[some], self.values[:, some], self.signable[some])

    def index(self, mask: StepSet) -> int | None:
        """Return the place of a package in the list, None where it is not a package."""
        place = int(np.searchsorted(self.masks, mask))
        found = place < len(self.masks) and int(self.masks[place]) == mask
        return place if found else None


def list_packages(game: Game, within: int = -1) -> Packages:
    """Return every package, or all within some steps, with values and whether it can be signed."""
    masks = package_masks(game, within)
    values = values_of(game, masks)
    return Packages(masks, values, signable(game, masks, values))


def package_masks(game: Game, within: int = -1) -> Masks:
    """Return every package, or all within some steps, in ascending order."""
    masks = done_sets(game, within)
    return masks[_required(game, masks)]


def done_sets(game: Game, within: int = -1) -> Masks:
    """Return every done-set that holds what is done already, in ascending order.

    The steps of a swap are in it together or not at all.

    Parameters
    ----------
    within
        The steps that a set may hold; all if left out.

    Raises
    ------
    ScenarioTooLarge
        Beyond `MOST_SETS` done-sets.
    """
    rivals = _rivals(game)
    sets = np.full(1, game.done, dtype=np.int64)
    for k in _topological(game.after, game.done):
        if game.done >> k & 1 or not within >> k & 1:
            continue
        after = game.after[k]
        open_to = ((sets & after) == after) & ((sets & rivals[k]) == 0)
        sets = np.concatenate((sets, sets[open_to] | (1 << k)))
        if len(sets) > MOST_SETS:
            size = {"steps": len(game.steps), "most": MOST_SETS}
            raise ScenarioTooLarge(worded("errors.large.packages", **size))
    for block in game.swaps:
        sets = sets[((sets & block) == 0) | ((sets & block) == block)]
    return np.sort(sets)


def _rivals(game: Game) -> Masks:
    """Return the moves that each move excludes: the other alternatives of its choice."""
    rivals = np.zeros(len(game.steps), dtype=np.int64)
    for alternatives, _ in game.choices:
        for part in game.parts:
            if part & alternatives:
                rivals[list(bits(part))] |= alternatives & ~part
    return rivals


def worth_of(value: Floats, bonus: Floats, when: Masks, masks: Masks) -> Floats:
    """Return W for rows of values over these sets, complete bonuses included.

    Parameters
    ----------
    value : (rows, steps)
    bonus : (rows, bonuses)
    when : (bonuses,)
        The steps that complete each bonus.
    masks : (sets,)

    Returns
    -------
    (rows, sets)
    """
    rows, bonuses = np.ascontiguousarray(value), np.ascontiguousarray(bonus)
    return subset_totals(rows, bonuses, when, masks)


def totals_of(value: Floats, bonus: Floats, when: Masks, start: Floats, masks: Masks) -> Floats:
    """Return the totals of rows of values over these sets, from a start, settled: (rows, sets).

    Parameters
    ----------
    start : (rows,)
    """
    sums = worth_of(value, bonus, when, masks)
    sums += start[:, None]
    decimals = decimals_of(np.hstack((value, bonus, start[:, None])))
    if decimals is not None:  # a quicker way to the same
        sums *= decimals
        np.rint(sums, out=sums)
        sums /= decimals
        sums += 0.0  # no negative zero
        return sums
    gross = worth_of(np.abs(value), np.abs(bonus), when, masks) + np.abs(start)[:, None]
    return settled(sums, gross)


def values_of(game: Game, masks: Masks) -> Floats:
    """Return V, each party's worth relative to no deal, over these sets: (parties, sets)."""
    return totals_of(game.value, game.bonus_value, game.bonus_when, -game.no_deal, masks)


def gross_of(game: Game, masks: Masks) -> Floats:
    """Return the gross sums that V is made of, no deal included: (parties, sets)."""
    value, bonus = np.abs(game.value), np.abs(game.bonus_value)
    return worth_of(value, bonus, game.bonus_when, masks) + np.abs(game.no_deal)[:, None]


def gross_gains(game: Game, masks: Masks) -> Floats:
    """Return B, what each party gains before its costs, its own scale: (parties, sets)."""
    steps, bonuses = np.clip(game.value, 0, None), np.clip(game.bonus_value, 0, None)
    gains = worth_of(steps, bonuses, game.bonus_when, masks)
    return gains + np.clip(-game.no_deal, 0, None)[:, None]


def beyond_bars(game: Game, bodies: Bodies, masks: Masks) -> Floats:
    """Return by how much each body's total over these sets exceeds its bar: (bodies, sets)."""
    return totals_of(bodies.value, bodies.bonus, game.bonus_when, -bodies.bar, masks)


def lacking(game: Game, bodies: Bodies, masks: Masks) -> Floats:
    """Return by how much each body's total falls short of its bar: (bodies, sets), 0 where not."""
    short = -beyond_bars(game, bodies, masks)
    asked = (bodies.steps[:, None] & masks) != 0
    asked |= bodies.steps[:, None] == -1
    return np.where(asked, np.clip(short, 0, None), 0.0)


def votes_lacking(game: Game, masks: Masks) -> Floats:
    """Return how many votes each assembly lacks: (assemblies, sets), 0 where it ratifies."""
    voters = game.assemblies.voters
    for_it = lacking(game, voters, masks) == 0
    needs, votes = game.assemblies.needs[:, None], game.assemblies.votes
    return np.clip(settled(needs - votes @ for_it, votes.sum(axis=1)[:, None]), 0, None)


def signable(game: Game, masks: Masks, values: Floats) -> Bools:
    """Return which sets are in the win-set: every veto player and every assembly agrees.

    Veto players (Tsebelis 2002) are the parties, whose reservation value is their `no_deal`, the
    ratifiers without votes, and those whose consent a step needs.
    """
    agreed = np.all(values >= 0, axis=0)
    for bodies in (game.vetoes, game.consents):
        if bodies.ids:
            agreed &= np.all(lacking(game, bodies, masks) == 0, axis=0)
    if game.assemblies.ids:
        agreed &= np.all(votes_lacking(game, masks) == 0, axis=0)
    return np.asarray(agreed)


def reachable_orders(after: Masks, masks: Masks) -> Bools:
    """Return which sets can be put in an order, given who must come before whom.

    Pairs whose first step is not in a set do not bind it. Steps without an open predecessor are
    taken away until nothing changes (Kahn 1962); what remains lies on a cycle.
    """
    left = masks.copy()
    for _ in range(len(after)):
        seen = left.copy()
        for k, before in enumerate(after):
            left &= np.where((left & before) == 0, ~(np.int64(1) << k), -1)
        if np.array_equal(seen, left):
            break
    return np.asarray(left == 0)


def _required(game: Game, masks: Masks) -> Bools:
    meets = np.ones(len(masks), dtype=np.bool_)
    for alternatives, required in game.choices:
        if required:
            meets &= (masks & alternatives) != 0
    return np.asarray(meets | (masks == 0))


def _topological(after: Masks, done: int) -> list[int]:
    """Return the steps, each after its prerequisites; none that would have to wait for itself."""
    order = list(bits(done))
    while ready := [k for k in range(len(after)) if not done >> k & 1 and after[k] & ~done == 0]:
        order += ready
        done |= sum(1 << k for k in ready)
    return order
