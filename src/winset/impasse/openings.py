"""The search for the smallest sets of changes after which a deal exists.

These are the minimal correction sets of the impasse (MCS). A set is made of interventions
(`winset.impasse.interventions`) and of demands dropped. For each set of interventions the smallest
sets of demands to drop are found at once, by the same search as the reasons; what a smaller set of
interventions opens already is left out.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce

from winset.impasse.groups import ALL_GROUPS, NO_GROUPS, GroupSet
from winset.impasse.interventions import Intervention
from winset.impasse.package_tables import PackageTable
from winset.impasse.solver import Solver
from winset.impasse.tagged_id import TaggedId
from winset.scenario import Scenario
from winset.scenario.amounts import beyond
from winset.scenario.budget import OutOfTime
from winset.scenario.game import bits

MOST_AMOUNTS = 64
"""Payments that are tried."""

MOST_RELATIVES = 8
"""Changes of what packages are worth that are kept, some 10 MB each where there are 100,000."""

MOST_FOUND = 400
"""Openings that are looked for."""

MOST_SETS = 1 << 18
"""Done-sets of all packages with one step in slices."""


@dataclass(frozen=True, slots=True, eq=False)
class Opening:
    """Interventions at some strength, and demands dropped, after which a deal exists.

    Attributes
    ----------
    interventions, strengths
        What is changed, and how far.
    dropped
        The groups of the demands that are dropped, as a set.
    """

    interventions: tuple[Intervention, ...]
    strengths: tuple[float, ...]
    dropped: GroupSet

    def at(self, n: int, strength: float) -> "Opening":
        """Return it with one change at another strength."""
        return replace(self, strengths=(*self.strengths[:n], strength, *self.strengths[n + 1 :]))

    def within(self, interventions: Iterable[Intervention], dropped: GroupSet) -> bool:
        """Return whether it needs no more than these interventions and demands dropped."""
        return {one.id for one in self.interventions} <= {one.id for one in interventions} and (
            self.dropped & ~dropped == 0
        )


@dataclass(frozen=True, slots=True)
class Openings:
    """The openings that were found, and whether all sets of interventions were tried."""

    openings: tuple[Opening, ...]
    complete: bool


def find_openings(
    base: Solver,
    sets: Iterable[tuple[Intervention, ...]],
    droppable: GroupSet,
    known: Sequence[Opening] = (),
    safe: tuple[Intervention, ...] = (),
) -> Openings:
    """Return the openings that some sets of interventions allow, none of which is part of another.

    Parameters
    ----------
    sets
        The sets of interventions to try, fewest first.
    droppable
        The groups of the demands that can be dropped.
    known
        Openings that those found must not contain.
    safe
        Interventions that can never do harm, any of them to be added to each set.
    """
    found: list[Opening] = []
    try:
        for interventions in sets:
            base.budget.check()
            beneath = [
                one for one in (*known, *found) if one.within((*interventions, *safe), ALL_GROUPS)
            ]
            if any(not one.dropped and one.within(interventions, NO_GROUPS) for one in beneath):
                continue
            before = len(found)
            for strengths in _attempts(base, interventions):
                search = _Search(base, (interventions, strengths), safe, droppable, beneath)
                for opening in search.openings():
                    found.append(opening)  # noqa: PERF402 -- kept where time ends meanwhile
                if len(found) > before:
                    break
            if len(found) > MOST_FOUND:
                return Openings(tuple(found), complete=False)
    except OutOfTime:
        return Openings(tuple(found), complete=False)
    return Openings(tuple(found), complete=True)


@dataclass(frozen=True, slots=True, eq=False)
class _Search:
    """The openings of one set of interventions, any of some safe ones, and demands dropped.

    Safe interventions left alone and demands kept are the members of sets that can hold or not, so
    the largest that can are found as those of groups are.
    """

    base: Solver
    made: tuple[tuple[Intervention, ...], tuple[float, ...]]
    safe: tuple[Intervention, ...]
    droppable: GroupSet
    beneath: Sequence[Opening]
    solvers: dict[int, Solver | None] = field(default_factory=dict)
    narrowed: dict[tuple[TaggedId, ...], Solver | None] = field(default_factory=dict)

    def openings(self) -> Iterator[Opening]:
        """Yield those that contain none that is known."""
        demands = list(bits(self.droppable))
        count = len(self.safe) + len(demands)
        if not self._can_hold(0):
            return
        if not count:
            yield self._opening(0)
            return
        about = (self.made[1], *(one.id for one in (*self.made[0], *self.safe)), self.droppable)
        for one in self.base.explored(about, count, self._can_hold):
            opening = self._opening(one.members)
            if one.holds and not any(
                less.within(opening.interventions, opening.dropped) for less in self.beneath
            ):
                yield opening

    def _opening(self, kept: int) -> Opening:
        interventions, strengths = self.made
        pulled = self._pulled(kept)
        return Opening(
            (*interventions, *pulled),
            (*strengths, *(one.full for one in pulled)),
            self._dropped(kept),
        )

    def _can_hold(self, kept: int) -> bool:
        solver = self._solver(kept & ((1 << len(self.safe)) - 1))
        groups = self.base.groups.but(self._dropped(kept))
        return solver is not None and solver.can_hold(groups)

    def _solver(self, left: int) -> Solver | None:
        """Return the solver with every intervention applied except these safe ones."""
        if left not in self.solvers:
            interventions, strengths = self.made
            pulled = self._pulled(left)
            full = (*strengths, *(one.full for one in pulled))
            after = changed(self.base, (*interventions, *pulled), full)
            first = self._narrowed(after, pulled)
            self.solvers[left] = first and first.asking(after.scenario, left)
        return self.solvers[left]

    def _narrowed(self, after: Solver, pulled: tuple[Intervention, ...]) -> Solver | None:
        """Return a solver of the packages that can matter: one for all that break the same."""
        worth = tuple(one.id for one in pulled if not one.on_the_way)
        if worth not in self.narrowed:
            interventions, _ = self.made
            enough = [one.dropped for one in self.beneath if one.within(interventions, ALL_GROUPS)]
            touched = interventions[0].touches if len(interventions) == 1 else ()
            fixed = self.base.groups.but(self.droppable)
            self.narrowed[worth] = after.narrowed(fixed, enough, touched)
        return self.narrowed[worth]

    def _pulled(self, left: int) -> tuple[Intervention, ...]:
        return tuple(one for n, one in enumerate(self.safe) if not left >> n & 1)

    def _dropped(self, kept: int) -> GroupSet:
        demands = bits(self.droppable)
        some = kept >> len(self.safe)
        return GroupSet(sum(1 << group for n, group in enumerate(demands) if not some >> n & 1))


def changed(
    base: Solver,
    interventions: Sequence[Intervention],
    strengths: Sequence[float],
    tables: tuple[PackageTable, ...] | None = None,
) -> Solver:
    """Return the solver of a scenario after some changes.

    Parameters
    ----------
    tables
        The packages to look at, as they are judged; all, judged anew, if left out.
    """
    pairs = list(zip(interventions, strengths, strict=True))
    scenario = _applied(base.scenario, pairs)
    worth = tuple((one, strength) for one, strength in pairs if not one.on_the_way)
    if tables is not None:
        return base.like(scenario, tables)
    escrow = any(one.kind == "escrow" for one in interventions)
    given = _through_escrow(base, interventions) if escrow else None
    return _priced(base, worth).like(scenario, given)


def _applied(scenario: Scenario, pairs: Iterable[tuple[Intervention, float]]) -> Scenario:
    return reduce(lambda so_far, one: one[0].change(so_far, one[1]), pairs, scenario)


def _priced(base: Solver, worth: tuple[tuple[Intervention, float], ...]) -> Solver:
    """Return the solver after the changes of what packages are worth, kept for the next call."""
    if not worth:
        return base
    key = tuple((one.id, strength) for one, strength in worth)
    if key not in base.relatives:
        if len(base.relatives) >= MOST_RELATIVES:
            base.relatives.clear()
        base.relatives[key] = base.of(_applied(base.scenario, worth))
    return base.relatives[key]


def _through_escrow(
    base: Solver, interventions: Sequence[Intervention]
) -> tuple[PackageTable, ...]:
    """Return the packages under each choice of escrows with a new one, which costs nothing."""
    new = len(base.game.offers)
    held = base.game.mask(step for one in interventions for step in one.touches)
    return tuple(
        replace(table.narrowed(NO_GROUPS, (), held), used=(*table.used, new))
        for table in base.tables
    )


def _attempts(base: Solver, interventions: tuple[Intervention, ...]) -> Iterator[tuple[float, ...]]:
    """Yield the strengths to try: the full one, or each candidate where more can be too much."""
    full = tuple(one.full for one in interventions)
    if len(interventions) == 1 and interventions[0].kind == "slices":
        yield (_parts(base, interventions[0].full),)
    elif len(interventions) == 1 and interventions[0].kind == "transfer":
        yield from ((amount,) for amount in _amounts(base, interventions[0]))
    else:
        yield full


def _parts(base: Solver, most: float) -> float:
    """Return how many slices of a step are tried: as many as leave few enough states."""
    packages = max(len(table.masks) for table in base.tables)
    return max(2.0, min(most, 2.0 * MOST_SETS // packages - 1))


def _amounts(base: Solver, intervention: Intervention) -> list[float]:
    """Return the amounts that the taker lacks, in packages where the payer can pay, least first."""
    payer, taker = intervention.id.holder, intervention.id.other
    i, j = base.game.parties.index(payer), base.game.parties.index(taker)
    amounts = set()
    for table in base.tables:
        values = table.values
        able = (values[j] < 0) & ~beyond(-values[j], values[i])
        amounts |= set((-values[j][able]).tolist())
    return sorted(amounts)[:MOST_AMOUNTS]
