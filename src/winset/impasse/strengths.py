"""How strong a change must be at least to open a deal, all else as it is.

The way between no change and the whole of it is halved until the two sides are next to each other.
Where one order, or one package, stops being enough is found first: mostly the halves are told then.
"""

from collections.abc import Callable
from functools import cache, partial
from math import inf

from winset.impasse.groups import GroupSet
from winset.impasse.interventions import Intervention
from winset.impasse.openings import Opening, changed
from winset.impasse.package_tables import falls_short
from winset.impasse.solver import KeptOrder, Solver
from winset.roadmaps.bracketing import cross, exact, halve, halve_gap, shortest, step_on
from winset.roadmaps.exits import required_trust

MOST_GUESSES = 4
"""Deals of which it is found where they end before all is halved."""

At = Callable[[float], Solver]


def tightened(base: Solver, opening: Opening) -> Opening:
    """Return an opening with each change no stronger than it must be, one after another."""
    for n in range(len(opening.interventions)):
        opening = opening.at(n, least_of(base, opening, n))
    return opening


def least_of(base: Solver, opening: Opening, n: int) -> float:
    """Return the least strength of one change that opens a deal, the others as they are."""
    groups = base.groups.but(opening.dropped)
    intervention, full = opening.interventions[n], opening.strengths[n]
    in_full = changed(base, opening.interventions, opening.strengths)
    same = all(one.on_the_way for one in opening.interventions)
    # with less of a change that never harms no other package meets the groups
    narrow = in_full.narrowed(groups) if intervention.on_the_way or intervention.safe else None
    tables = None if narrow is None else narrow.tables

    @cache
    def at(strength: float) -> Solver:
        return changed(base, opening.interventions, opening.at(n, strength).strengths, tables)

    def enough(strength: float) -> bool:
        after = at(strength)
        anew = tables and not intervention.on_the_way
        return (after.judged_anew() if anew else after).can_hold(groups)

    if intervention.whole:
        strengths = map(float, range(int(intervention.start) + 1, int(full)))
        return next(filter(enough, strengths), full)
    if enough(intervention.start):
        return intervention.start
    if same:
        return _least_along(at, groups, intervention, full)
    guess = partial(_guess, at, groups, intervention) if tables and intervention.safe else None
    least = _halved(enough, intervention, full, guess)
    return _rounded_up(least, enough, full, intervention.unit)


def _halved(
    enough: Callable[[float], bool],
    intervention: Intervention,
    full: float,
    guess: Callable[[float], float] | None,
) -> float:
    """Return the least strength that opens a deal, by halving the way.

    Parameters
    ----------
    guess
        Gives what it may be, by a strength that opens one, and changes nothing: both sides of it
        are asked about first. None where more of the change can do harm.
    """
    within = partial(exact, unit=intervention.unit)
    if guess is None:
        return halve(enough, intervention.start, full, within)
    too_little, most = intervention.start, full

    def turned_at(strength: float) -> bool:
        nonlocal too_little, most
        if too_little < strength < most:
            if enough(strength):
                most = strength
            else:
                too_little = strength
        return strength >= most

    for _ in range(MOST_GUESSES):
        reached = guess(most)
        turned_at(reached + within(reached))
        if not turned_at(reached - 2 * within(reached)):
            break
    return halve(turned_at, intervention.start, full, within)


def _guess(at: At, groups: GroupSet, intervention: Intervention, reached: float) -> float:
    """Return where what a strength opens ends, with less of it."""
    lacking = (_order_lacks if intervention.on_the_way else _worth_lacks)(at(reached), groups)
    gap = cache(lambda strength: lacking(at(strength)))
    start = intervention.start
    return cross(gap, start, reached, intervention.unit) if gap(start) > 0 else start


def _order_lacks(after: Solver, groups: GroupSet) -> Callable[[Solver], float]:
    """Return by how much the order of the best deal fails, by the solver that asks."""
    kept = after.kept_order(groups)
    return lambda solver: inf if kept is None else solver.short_of(groups, kept)


def _worth_lacks(after: Solver, groups: GroupSet) -> Callable[[Solver], float]:
    """Return by how much the packages that meet some groups are worth too little."""
    meeting = [
        (table.used, table.masks[places])
        for table, places in zip(after.tables, after.meeting(groups), strict=True)
        if len(places)
    ]
    return lambda solver: min(
        falls_short(solver.groups, solver.game, *some, groups) for some in meeting
    )


def _rounded_up(least: float, enough: Callable[[float], bool], full: float, unit: float) -> float:
    """Return a strength next to the least one, clear of how results are rounded."""
    value = step_on(least, full, unit)
    if least >= full:
        return full
    short = shortest(value, lambda strength: strength > least and enough(strength), unit)
    return short if short != value or enough(value) else full


def _least_along(at: At, groups: GroupSet, intervention: Intervention, full: float) -> float:
    """Return the least strength that opens a deal, where packages are worth the same at each.

    The least with which one order still holds is found first; only if another package or order
    holds with less is it asked again.
    """
    reached = full

    def enough(strength: float) -> bool:
        return at(strength).can_hold(groups)

    while True:
        kept = at(reached).kept_order(groups)
        if kept is None:
            raise AssertionError("a deal known to exist was not found again")
        reached = _where_it_ends(at, groups, kept, intervention, reached)
        while not enough(reached):  # of how the two are rounded
            reached += exact(reached, intervention.unit)
        below = reached - 4 * exact(reached, intervention.unit)
        if below <= intervention.start or not enough(below):
            return _rounded_up(reached, enough, full, intervention.unit)
        reached = below


def _where_it_ends(
    at: At,
    groups: GroupSet,
    kept: KeptOrder,
    intervention: Intervention,
    reached: float,
) -> float:
    """Return the least strength with which an order still holds, the rest as it is.

    A stake falls short by what the needs of its party exceed V, and trust by what the exposures
    require: one look tells. For all else the way is halved.
    """
    solver = at(reached)
    parties, id_ = solver.game.parties, intervention.id
    path = solver.path_of(groups, kept)
    if intervention.kind == "stake":
        return max(intervention.start, reached + float(path.gaps()[parties.index(id_.holder)]))
    if intervention.kind == "trust":
        required = required_trust(path.weighed_losses(), path.value)
        i, j = parties.index(id_.holder), parties.index(id_.other)
        return max(intervention.start, float(required[:, i, j].max(initial=0.0)))

    @cache
    def gap(strength: float) -> float:
        return at(strength).short_of(groups, kept)

    if gap(intervention.start) <= 0:
        return intervention.start
    return halve_gap(gap, intervention.start, reached, intervention.unit)
