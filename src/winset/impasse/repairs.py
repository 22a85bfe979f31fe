"""What would open a deal: the smallest sets of changes after which one exists that holds."""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import chain, combinations
from math import fsum
from typing import Any

from winset.impasse.groups import GroupSet, demands_of, less
from winset.impasse.interventions import Intervention, current_value, found_interventions, levers_of
from winset.impasse.openings import Opening, Openings, changed, find_openings
from winset.impasse.solver import Solver
from winset.impasse.strengths import least_of, tightened
from winset.impasse.tagged_id import TaggedId
from winset.impasse.unmet import Unmet, unmet_in
from winset.roadmaps.judge_order import judge_order
from winset.roadmaps.order_path import path_of
from winset.roadmaps.roadmap import Roadmap
from winset.roadmaps.safeguards import Escrowed, safeguards_of
from winset.roadmaps.search import best_plan
from winset.roadmaps.verdicts import Verdict
from winset.scenario import Scenario
from winset.scenario.budget import so_far
from winset.scenario.game import recompile
from winset.scenario.number_path import NumberPath
from winset.tools.progress import Progress, untold
from winset.tools.result import Result, plain_fields

MOST_LISTED = 24
"""Repairs of the file's levers that are listed at most."""

MOST_CHEAPEST = 6
"""Of these in a quick look."""

MOST_TIGHTENED = 6
"""Repairs of the file, and with something found, of which a screen tells how much less would do."""

MOST_OTHERS = 12
"""Repairs with something found that are listed at most."""


@dataclass(frozen=True, slots=True)
class Change(Result):
    """How far a change goes.

    Attributes
    ----------
    lever
        The lever, or what was found.
    path
        The number, where it is one.
    before, after
        Its values; for a payment, what is paid.
    least
        The least value that opens a deal, the others of the set as they are; None where it sets
        several numbers, or where that was not looked for.
    """

    lever: TaggedId
    path: NumberPath | None
    before: float
    after: float
    least: float | None

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        ends = {"from": self.before, "to": self.after}
        return plain_fields(self, "lever", "path") | ends | plain_fields(self, "least")


@dataclass(frozen=True, slots=True)
class Repair(Result):
    """A smallest set of changes after which a deal exists that holds.

    Attributes
    ----------
    levers
        Levers of the file, what was found, and the groups of demands that are dropped.
    found
        Whether Winset found one of them; else all are the file's.
    cost
        As the file states it, in all; None where it does not for one of them.
    by
        The parties that it takes.
    alone
        The party that can do all of it alone; None where it takes more, or a third party.
    changes
        How far each goes.
    package, order, verdict, margin
        The deal that it opens, in its best order.
    values
        V, by party, at the cost of the escrows in use.
    escrow
        The escrows in use, and what they cost.
    unmet
        What that deal does not meet of the demands dropped.
    """

    levers: tuple[TaggedId, ...]
    found: bool
    cost: float | None
    by: tuple[str, ...]
    alone: str | None
    changes: tuple[Change, ...]
    package: tuple[str, ...]
    order: tuple[tuple[str, ...], ...]
    verdict: Verdict
    margin: float | None
    values: dict[str, float]
    escrow: tuple[Escrowed, ...]
    unmet: tuple[Unmet, ...]


@dataclass(frozen=True, slots=True)
class Repairs:
    """The smallest sets of changes that open a deal.

    Attributes
    ----------
    listed
        The file's first, by their cost; then what Winset finds.
    complete
        Whether these are all of the file's.
    """

    listed: tuple[Repair, ...]
    complete: bool


def find_repairs(
    solver: Solver,
    largest: Sequence[GroupSet],
    progress: Progress = untold,
    *,
    first: bool = False,
    most_tightened: int | None = None,
) -> Repairs:
    """Return the smallest sets of changes that open a deal.

    Of the file's levers, and of its demands that have a cost, all sets; with what Winset finds the
    sets of demands dropped, trust and stakes, and of one other change with demands dropped.

    Parameters
    ----------
    solver
        Of a scenario without a deal.
    largest
        The largest sets of groups that can hold.
    first
        Whether to list no more than the first, and those of the file that cost as much.
    most_tightened
        Of how many of the file, and of how many others, to look for how much less would do; None:
        of all.
    """
    within = solver.budget.within  # so that there is time to tell what was found
    found = within(0.5, partial(_of_file, solver), Openings((), complete=False))
    ranked = sorted(found.openings, key=lambda one: _rank(solver, one))[:MOST_LISTED]
    if first:
        ranked = [one for one in ranked if _rank(solver, one)[:2] == _rank(solver, ranked[0])[:2]]
    look = partial(_others, solver, largest, found.openings)
    others = [] if first and ranked else within(0.3, look, [])[: 1 if first else MOST_OTHERS]
    first_ones = (*ranked[:most_tightened], *others[:most_tightened])
    telling = [(one, False) for one in ranked] + [(one, True) for one in others]

    def each() -> Iterator[Repair]:
        for n, (opening, is_found) in enumerate(telling):
            progress(n, len(telling))
            tell = _tightened_repair if opening in first_ones else _in_full
            yield tell(solver, opening, found=is_found)

    listed = so_far(each())
    solver.relatives.clear()  # nothing later asks about them
    complete = found.complete and len(found.openings) <= MOST_LISTED and len(listed) >= len(ranked)
    return Repairs(tuple(listed), complete)


def cheapest_repairs(solver: Solver, progress: Progress = untold) -> Repairs:
    """Return the cheapest sets of the file's changes that open a deal, each in full measure.

    How much less would do is not looked for.
    """
    found = solver.budget.within(0.6, partial(_of_file, solver), Openings((), complete=False))
    ranked = sorted(found.openings, key=lambda one: _rank(solver, one))[:MOST_CHEAPEST]

    def each() -> Iterator[Repair]:
        for n, opening in enumerate(ranked):
            progress(n, len(ranked))
            yield _in_full(solver, opening, found=False)

    listed = so_far(each())
    return Repairs(tuple(listed), found.complete and len(found.openings) == len(listed))


def opened_by_file(solver: Solver) -> set[tuple[TaggedId, ...]]:
    """Return the smallest sets of the file's levers and priced demands that open a deal."""
    found = {_ids(solver, opening) for opening in _of_file(solver).openings}
    solver.relatives.clear()  # nothing later asks about them
    return found


def _of_file(solver: Solver) -> Openings:
    """Return the openings that the file's own levers and costs allow."""
    levers = levers_of(solver.scenario, solver.game)
    safe = tuple(one for one in levers if one.safe)
    rest = [one for one in levers if not one.safe]
    priced = solver.groups.mask(
        group.id for group in solver.groups.listed if _price(solver.scenario, group.id) is not None
    )
    sets = chain.from_iterable(combinations(rest, size) for size in range(len(rest) + 1))
    return find_openings(solver, sets, priced, safe=safe)


def _others(solver: Solver, largest: Sequence[GroupSet], known: Sequence[Opening]) -> list[Opening]:
    """Return the openings that use a change without a stated cost."""
    demands = solver.groups.demands
    interventions = {one.id: one for one in found_interventions(solver.scenario, solver.game)}
    found = [one for one in known if not one.interventions]
    theirs = len(found)
    for some in _given_up(solver, largest, interventions):
        found += find_openings(solver, [some], demands, found).openings

    def opened(some: tuple[Intervention, ...]) -> tuple[Opening, ...]:
        return find_openings(solver, [some], demands, found).openings

    with ThreadPoolExecutor() as side_by_side:  # none of these can be part of another
        found += chain.from_iterable(list(side_by_side.map(opened, _alone(interventions))))
    return sorted(found[theirs:], key=lambda one: len(one.interventions) + one.dropped.bit_count())


def _given_up(
    solver: Solver, largest: Sequence[GroupSet], interventions: Mapping[TaggedId, Intervention]
) -> Iterator[tuple[Intervention, ...]]:
    """Yield the sets of trust and stakes that stand in for groups given up.

    Beside demands: a smallest set of changes of these kinds does what giving up some groups does,
    so it stands for one that a largest set leaves out.
    """
    everything = solver.groups.but(solver.groups.demands)
    left_out = sorted({less(everything, members) for members in largest}, key=int.bit_count)
    for groups in left_out:
        names = [
            TaggedId(f"stake:{group.about}") if group.kind == "bond" else group
            for group in solver.groups.ids(groups)
        ]
        if all(name in interventions for name in names):
            yield tuple(interventions[name] for name in names)


def _alone(interventions: Mapping[TaggedId, Intervention]) -> Iterator[tuple[Intervention, ...]]:
    """Yield each other change by itself."""
    yield from ((one,) for one in interventions.values() if one.kind not in {"trust", "stake"})


def _tightened_repair(solver: Solver, opening: Opening, *, found: bool) -> Repair:
    """Return an opening at its least strengths, with the deal that it opens."""
    least: tuple[float | None, ...]
    if found:
        opening = tightened(solver, opening)
        least = opening.strengths
    else:
        numbers = enumerate(one.path for one in opening.interventions)
        least = tuple(least_of(solver, opening, n) if path else None for n, path in numbers)
    return _in_full(solver, opening, least, found=found)


def _in_full(
    solver: Solver,
    opening: Opening,
    least: tuple[float | None, ...] = (),
    *,
    found: bool,
) -> Repair:
    """Return an opening with the deal that it opens.

    Parameters
    ----------
    least
        For each change the least value that opens a deal, where that is known; nothing where it was
        not looked for.
    """
    dropped, by = solver.groups.ids(opening.dropped), _parties_needed(solver, opening)
    deal = _deal(changed(solver, opening.interventions, opening.strengths), opening.dropped)
    least = least or (None,) * len(opening.interventions)
    changes = zip(opening.interventions, opening.strengths, least, strict=True)
    return Repair(
        levers=_ids(solver, opening),
        found=found,
        cost=None if found else _cost(solver.scenario, opening, dropped),
        by=by,
        alone=by[0] if len(by) == 1 and all(one.by for one in opening.interventions) else None,
        changes=tuple(_change(solver, *change) for change in changes),
        package=deal.package,
        order=deal.order,
        verdict=deal.verdict,
        margin=deal.margin,
        values=dict(deal.values),
        unmet=tuple(unmet_in(solver.scenario, dropped, deal.order, dict(deal.values))),
        escrow=deal.escrow,
    )


def _ids(solver: Solver, opening: Opening) -> tuple[TaggedId, ...]:
    return (*(one.id for one in opening.interventions), *solver.groups.ids(opening.dropped))


def _deal(solver: Solver, dropped: GroupSet) -> Roadmap:
    """Return the best package that meets what is not dropped, in its best order."""
    groups = solver.groups.but(dropped)
    mask = solver.best_package(groups)
    kept = solver.groups.ids(groups)
    pairs = [
        pair
        for group in kept
        for demand in demands_of(solver.scenario, group)
        for pair in demand.before
    ]
    best = mask and best_plan(safeguards_of(solver.game), mask, tuple(pairs), slices=solver.slices)
    if not best:
        raise AssertionError("a deal known to exist was not found again")
    return judge_order(path_of(best.arrangement.exits, best.found.order), best.found.ties)


def _change(
    solver: Solver, intervention: Intervention, strength: float, least: float | None
) -> Change:
    """Return how far a change goes, by the values of the number that it changes if it is one."""
    path = intervention.path
    if path is None:
        return Change(intervention.id, None, intervention.start, strength, least)

    def value(at: float) -> float:
        scenario = intervention.change(solver.scenario, at)
        game = recompile(solver.game, solver.scenario, scenario)
        return current_value(scenario, game, path)

    before = current_value(solver.scenario, solver.game, path)
    enough = None if least is None else value(least)
    return Change(intervention.id, path, before, value(strength), enough)


def _parties_needed(solver: Solver, opening: Opening) -> tuple[str, ...]:
    """Return the parties that an opening takes, in file order."""
    able = {party for one in opening.interventions for party in one.by}
    able |= {group.holder or "" for group in solver.groups.of(opening.dropped)}
    return tuple(party for _, party in solver.game.each_party() if party in able)


def _rank(solver: Solver, opening: Opening) -> tuple[bool, float, int, tuple[int, ...]]:
    """Rank an opening of the file: by its cost, then its size, then ids."""
    cost = _cost(solver.scenario, opening, solver.groups.ids(opening.dropped))
    names = sorted(lever.id for lever in solver.scenario.levers)
    names += [group.id for group in solver.groups.listed]
    places = tuple(names.index(one) for one in _ids(solver, opening))
    return (cost is None, cost or 0.0, len(places), places)


def _cost(scenario: Scenario, opening: Opening, dropped: Sequence[str]) -> float | None:
    costs = [one.cost for one in opening.interventions] + [
        _price(scenario, group) for group in dropped
    ]
    known = [cost for cost in costs if cost is not None]
    return fsum(known) if len(known) == len(costs) else None


def _price(scenario: Scenario, group: str) -> float | None:
    """Return the cost of dropping the demands of a group; None where the file does not say."""
    costs = [demand.cost for demand in demands_of(scenario, group)]
    known = [cost.point for cost in costs if cost is not None]
    return fsum(known) if known and len(known) == len(costs) else None
