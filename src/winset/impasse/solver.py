"""Which groups can hold together: the exact solver under every question of this part.

A set of groups can hold if some non-empty package, in some order, meets all of them. Most groups
look at the package alone: each package has the set of those that it breaks. The others look at the
order as well: a doubt waived, an interest in breaking off waived, a demanded order or a policy left
aside each make another game, in which all packages are judged in one pass
(`winset.roadmaps.keeping`). Passes are kept by the order groups they respect, answers by their
groups, so that thousands of questions cost a few passes.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import inf
from typing import Any

import numpy as np

from winset.deals.solutions import choose
from winset.impasse.groups import NO_GROUPS, Groups, GroupSet, groups_of
from winset.impasse.package_tables import PackageTable, package_tables
from winset.impasse.tagged_id import TaggedId
from winset.impasse.unmet import Unmet, count_unmet, unmet_in
from winset.roadmaps._keeping_kernels import Frame
from winset.roadmaps.exits import Exits, counting_only
from winset.roadmaps.keeping import Sets, frame_of, passing
from winset.roadmaps.limits import possible
from winset.roadmaps.needs import keeping_order
from winset.roadmaps.order_path import OrderPath, moves_named, path_of, shortfalls
from winset.roadmaps.safeguards import (
    Escrowed,
    Safeguards,
    Used,
    divide,
    escrowed,
    moves_of,
    usable,
    use_escrows,
)
from winset.roadmaps.search import order_within
from winset.scenario import Scenario
from winset.scenario.budget import Budget
from winset.scenario.game import (
    TOLERANCE,
    Bools,
    Game,
    Masks,
    MoveOrder,
    StepSet,
    bits,
    compile_game,
)
from winset.tools.result import Result, plain_fields

MOST_FRAMES = 8
"""Lists of done-sets that are kept, some 9 MB each where there are 100,000."""

Pairs = tuple[tuple[str, str], ...]
"""Pairs (x, y) of steps: y only after x."""


@dataclass(frozen=True, slots=True)
class Witness(Result):
    """A package, and an order of its steps, that show that some groups can hold.

    Attributes
    ----------
    package, order
        The steps, and the moves of the order.
    values
        V, by party.
    escrow
        The escrows in use, and what they cost.
    unmet
        What it does not meet of the demands that are given up.
    mask
        The package.
    """

    package: tuple[str, ...]
    order: tuple[tuple[str, ...], ...]
    values: dict[str, float]
    escrow: tuple[Escrowed, ...]
    unmet: tuple[Unmet, ...]
    mask: StepSet

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        return plain_fields(self, "package", "order", "values", "escrow", "unmet")


@dataclass(frozen=True, slots=True)
class KeptOrder:
    """An order that meets some groups.

    Attributes
    ----------
    package, order
        Its steps, and its moves.
    used
        The escrows in use.
    """

    package: StepSet
    order: MoveOrder
    used: Used


@dataclass(frozen=True, eq=False)
class Solver:
    """Answers which groups of a scenario can hold together.

    Attributes
    ----------
    scenario
        The negotiation.
    slices
        The number of slices where the file leaves it open.
    given
        The packages to look at, where not all are to be.
    frames
        Done-sets that are known, by what limits them; solvers of scenarios that differ in nothing
        but what an order needs can share them.
    relatives
        Solvers of scenarios that differ in what packages are worth, by what was changed.
    budget
        How long may be searched; solvers that come from this one share it.
    """

    scenario: Scenario
    slices: int = 1
    given: tuple[PackageTable, ...] | None = None
    frames: dict[tuple[int, bytes, tuple[int, ...], tuple[int, ...]], Frame] = field(
        default_factory=dict
    )
    relatives: dict[tuple[tuple[str, float], ...], "Solver"] = field(default_factory=dict)
    budget: Budget = field(default_factory=Budget)
    _answers: dict[GroupSet, bool] = field(default_factory=dict)
    _exits: dict[Used, Exits] = field(default_factory=dict)
    _passes: dict[GroupSet, list[Bools]] = field(default_factory=dict)
    _orders: dict[tuple[GroupSet, Used, int, Pairs], tuple[tuple[str, ...], ...]] = field(
        default_factory=dict
    )

    @cached_property
    def groups(self) -> Groups:
        """The groups of the scenario."""
        return groups_of(self.scenario)

    @cached_property
    def game(self) -> Game:
        """The game of the scenario, with every group kept and every step whole."""
        return compile_game(self.scenario)

    @cached_property
    def tables(self) -> tuple[PackageTable, ...]:
        """The packages under each choice of escrows."""
        if self.given is not None:
            return self.given
        return package_tables(self.scenario, self.groups, self.relaxed(NO_GROUPS))

    def narrowed(
        self, groups: GroupSet, enough: Sequence[GroupSet] = (), holding: Sequence[str] = ()
    ) -> "Solver | None":
        """Return a solver that looks only at packages that can meet some groups.

        None where there is none.

        Parameters
        ----------
        enough
            Sets of groups. Packages that break all of one of these are left out as well.
        holding
            Steps without which packages are left out.
        """
        held = self.game.mask(holding)
        tables = tuple(table.narrowed(groups, enough, held) for table in self.tables)
        some = any(len(table.row) for table in tables)
        return self.like(self.scenario, tables) if some else None

    def like(self, scenario: Scenario, given: tuple[PackageTable, ...] | None = None) -> "Solver":
        """Return the solver of a scenario that differs only in what an order needs.

        Parameters
        ----------
        given
            The packages to look at; those of this solver if left out.
        """
        given = given or self.tables
        return Solver(scenario, self.slices, given, self.frames, budget=self.budget)

    def of(self, scenario: Scenario) -> "Solver":
        """Return the solver of another scenario."""
        return Solver(scenario, self.slices, budget=self.budget)

    def can_hold(self, groups: GroupSet) -> bool:
        """Return whether some non-empty package, in some order, meets these groups."""
        if groups not in self._answers:
            self.budget.check()
            self._answers[groups] = any(len(places) for places in self.meeting(groups))
        return self._answers[groups]

    def meeting(self, groups: GroupSet) -> list[Masks]:
        """Return the places of the packages that meet these groups, for each choice of escrows."""
        meets = [table.unbroken(groups) for table in self.tables]
        if not any(some.any() for some in meets):
            return [np.zeros(0, dtype=np.int64) for _ in meets]
        passes = self._passing(GroupSet(groups & self._on_the_way))
        return [np.flatnonzero(m & p) for m, p in zip(meets, passes, strict=True)]

    def witness(self, groups: GroupSet) -> Witness | None:
        """Return the best package that meets these groups, in an order; None where none does.

        It leaves the fewest things unmet of what is given up; of those it is the best
        (`winset.deals.solutions.choose`).
        """
        found = self._best(groups)
        return None if found is None else self._shown(*found, groups)

    def kept_order(self, groups: GroupSet) -> KeptOrder | None:
        """Return the order of the best package that meets these groups; None where none does."""
        found = self._best(groups)
        return None if found is None else self._ordered(*found, groups)

    def short_of(self, groups: GroupSet, kept: KeptOrder) -> float:
        """Return by how much an order of a package that is signed fails these groups on the way.

        A share of B, or trust, whichever is worse; at most 0 where it meets them, endless where the
        order cannot be carried out.
        """
        self.budget.check()
        path = self.path_of(groups, kept)
        if not possible(path.game, kept.order):
            return inf
        return max(shortfalls(path)) - TOLERANCE

    def path_of(self, groups: GroupSet, kept: KeptOrder) -> OrderPath:
        """Return the states and moves of an order, as these groups judge it."""
        return path_of(self.exits(groups, kept.used), kept.order)

    def order_of(
        self, table: PackageTable, package: StepSet, groups: GroupSet, before: Pairs = ()
    ) -> tuple[tuple[str, ...], ...] | None:
        """Return an order of a package that meets what some groups ask on the way, None: none does.

        Parameters
        ----------
        before
            Pairs (x, y) of its steps: y only after x, so that no swap holds both.
        """
        self.budget.check()
        exits = self._within(groups, table.used, before)
        if any(steps & exits.game.after[k] for steps in exits.game.swaps for k in bits(steps)):
            return None
        order = keeping_order(exits, moves_of(exits.game, package))
        return None if order is None else moves_named(exits.game, order)

    def best_order_of(
        self, table: PackageTable, package: StepSet, groups: GroupSet, before: Pairs = ()
    ) -> tuple[tuple[str, ...], ...]:
        """Return the best order of a package that has one that meets these groups on the way.

        It is the one that a roadmap has, as far as these groups leave it: every result shows a
        package in one order.
        """
        key = (GroupSet(groups & self._on_the_way), table.used, package, before)
        if key not in self._orders:
            exits = self._within(groups, table.used, before)
            order = order_within(exits, moves_of(exits.game, package))
            if order is None:
                raise AssertionError("a package known to meet the groups has no order that does")
            self._orders[key] = moves_named(exits.game, order)
        return self._orders[key]

    def _within(self, groups: GroupSet, used: Used, before: Pairs) -> Exits:
        """Return the exit values as some groups judge them, in a game that keeps an order."""
        exits = self.exits(groups, used)
        return replace(exits, game=replace(exits.game, after=exits.game.before(before)))

    def exits(self, groups: GroupSet, used: Used) -> Exits:
        """Return the exit values under which an order is judged by some groups.

        Only the game's limits on the order hang on the groups, and what counts.
        """
        if used not in self._exits:
            self._exits[used] = Safeguards(self.game).exits(self.slices, used)
        game = use_escrows(divide(self.relaxed(groups), self.slices), used)
        kept = set(self.groups.ids(groups))
        parties = game.parties
        tempted = np.array([f"bond:{i}" in kept for i in parties])
        doubts = np.array([[f"trust:{i}.{j}" in kept for j in parties] for i in parties])
        return counting_only(replace(self._exits[used], game=game), tempted, doubts)

    def relaxed(self, groups: GroupSet) -> Game:
        """Return the game in which, beside physics, only these groups limit the order."""
        return _relaxed(self.scenario, self.game, set(self.groups.ids(groups)))

    @cached_property
    def _on_the_way(self) -> GroupSet:
        """The groups that look at the order as well."""
        floors = {
            f"ratifier:{party.id}.{body.id}"
            for party in self.scenario.parties
            for body in party.home
            if body.floor_on_the_way is not None
        }
        kinds = {"order", "trust", "stake"}
        return self.groups.mask(
            group.id for group in self.groups.listed if group.kind in kinds or group.id in floors
        )

    def _passing(self, groups: GroupSet) -> list[Bools]:
        """Return which packages have an order that meets these order groups, by choice of escrows.

        What meets more of them meets these, and what does not meet some of them does not.
        """
        if groups in self._passes:
            return self._passes[groups]
        found = []
        for n, table in enumerate(self.tables):
            asked, known = table.unbroken(groups), np.zeros(len(table.packages.masks), np.bool_)
            for other, passes in self._passes.items():
                if other & ~groups == 0:
                    asked &= passes[n]
                elif groups & ~other == 0:
                    known |= passes[n]
            found.append(known & asked | self._pass(groups, table, asked & ~known))
        self._passes[groups] = found
        return found

    def _pass(self, groups: GroupSet, table: PackageTable, asked: Bools) -> Bools:
        offers = (self.game.offers[e].steps for e in table.used)
        if not asked.any() or not all(usable(self.relaxed(groups), steps) for steps in offers):
            return np.zeros(len(asked), dtype=np.bool_)
        exits = self.exits(groups, table.used)
        within = -1
        if len(exits.game.steps) > len(exits.game.ids):  # in slices all would be too many
            some = StepSet(int(np.bitwise_or.reduce(table.packages.masks[asked])))
            within = moves_of(exits.game, some)
        return passing(Sets(exits, self.frame(exits.game, within)), table.packages, asked)

    def frame(self, game: Game, within: int = -1) -> Frame:
        """Return the done-sets of a game that this solver judges, all or those within a package."""
        key = (within, game.after.tobytes(), game.swaps, game.parts)
        found = self.frames.get(key)
        if found is None:
            if len(self.frames) >= MOST_FRAMES:
                self.frames.clear()
            found = self.frames[key] = frame_of(game, within)
        return found

    def _best(self, groups: GroupSet) -> tuple[PackageTable, int] | None:
        """Return the best package that meets these groups, by its place; None where none does."""
        self.budget.check()
        near = [
            (table, places, self._unmet(table, places, groups))
            for table, places in zip(self.tables, self.meeting(groups), strict=True)
            if len(places)
        ]
        if not near:
            return None
        least = min(int(unmet.min()) for _, _, unmet in near)
        some = [(table, places[unmet == least]) for table, places, unmet in near]
        best = choose(
            np.concatenate([table.packages.masks[places] for table, places in some]),
            np.hstack([table.packages.values[:, places] for table, places in some]),
        )
        whose = np.repeat(np.arange(len(some)), [len(places) for _, places in some])
        place = np.concatenate([places for _, places in some])[best]
        return some[whose[best]][0], int(place)

    def _unmet(self, table: PackageTable, places: Masks, groups: GroupSet) -> Masks:
        """Return how many things each package leaves unmet of all but these groups."""
        masks, values = table.packages.masks[places], table.packages.values[:, places]
        return count_unmet(self.scenario, self.game, self._without(groups), masks, values)

    def _without(self, groups: GroupSet) -> tuple[TaggedId, ...]:
        return self.groups.ids(self.groups.but(groups))

    def _ordered(self, table: PackageTable, place: int, groups: GroupSet) -> KeptOrder:
        """Return a package in an order that meets these groups."""
        exits = self.exits(groups, table.used)
        package = StepSet(int(table.packages.masks[place]))
        order = keeping_order(exits, moves_of(exits.game, package))
        if order is None:
            raise AssertionError("a package known to meet the groups has no order that does")
        return KeptOrder(package, order, table.used)

    def _shown(self, table: PackageTable, place: int, groups: GroupSet) -> Witness:
        """Return a package in its best order that meets these groups, in words of the file."""
        mask = StepSet(int(table.packages.masks[place]))
        order = self.best_order_of(table, mask, groups)
        values = self.game.by_party(table.packages.values[:, place])
        unmet = tuple(unmet_in(self.scenario, self._without(groups), order, values))
        fees = escrowed(self.exits(groups, table.used).game)
        return Witness(self.game.names(mask), order, values, fees, unmet, mask)


def _relaxed(scenario: Scenario, game: Game, kept: set[str]) -> Game:
    after = game.after.copy()
    for step in scenario.steps:
        if step.policy and f"prerequisite:{step.id}" not in kept:
            after[game.place(step.id)] = 0
    for demand in scenario.demands:
        if f"demand:{demand.id}" in kept:
            for first, then in demand.before:
                after[game.place(then)] |= game.mask([first])
    ledgers = {ledger.id for ledger in scenario.ledgers}
    ids = game.bounds.ids
    bind = np.array([who in ledgers or f"ratifier:{who}" in kept for who in ids], dtype=np.bool_)
    bounds = replace(game.bounds, low=np.where(bind, game.bounds.low, -np.inf))
    variants = tuple(replace(one, after=after, bounds=bounds) for one in game.variants)
    return replace(game, after=after, bounds=bounds, variants=variants)
