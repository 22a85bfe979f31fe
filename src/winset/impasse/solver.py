"""Which groups can hold together: the exact solver under every question of this part.

A set of groups can hold if some non-empty package, in some order, meets all of them. Most groups
look at the package alone: each package has the set of those that it breaks. The others look at the
order as well: a doubt waived, an interest in breaking off waived, a demanded order or a policy left
aside each make another game, in which all packages are judged in one pass
(`winset.roadmaps.keeping`). Passes are kept by the order groups they respect, answers by their
groups, so that thousands of questions cost a few passes.
"""

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from math import inf
from typing import Any

import numpy as np

from winset.deals.solutions import choose
from winset.impasse.groups import NO_GROUPS, Groups, GroupSet, groups_of
from winset.impasse.marco import ExtremalSet, explore
from winset.impasse.order_rules import Frames, OrderRules
from winset.impasse.package_tables import PackageTable, package_tables, table_of
from winset.impasse.passes import Passes
from winset.impasse.tagged_id import TaggedId
from winset.impasse.unmet import Unmet, count_unmet, unmet_in
from winset.roadmaps.exits import Exits
from winset.roadmaps.limits import possible
from winset.roadmaps.needs import keeping_order
from winset.roadmaps.order_path import OrderPath, moves_named, path_of, shortfalls
from winset.roadmaps.safeguards import (
    Escrowed,
    Used,
    escrowed,
    moves_of,
)
from winset.roadmaps.search import order_within
from winset.scenario import Scenario
from winset.scenario.budget import Budget
from winset.scenario.game import (
    TOLERANCE,
    Game,
    Masks,
    MoveOrder,
    StepSet,
    bits,
    compile_game,
    recompile,
)
from winset.tools.result import Result, plain_fields

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
    """

    package: tuple[str, ...]
    order: tuple[tuple[str, ...], ...]
    values: dict[str, float]
    escrow: tuple[Escrowed, ...]
    unmet: tuple[Unmet, ...]

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
    origin
        The solver that this one comes from.
    given
        The packages to look at, where not all are to be.
    frames
        Done-sets that are known; solvers that come from this one share them.
    extremes
        What searches among sets came to, by what was searched; solvers that come from this one
        share it, for most of it holds of them too.
    relatives
        Solvers of scenarios that differ in what packages are worth, by what was changed.
    budget
        How long may be searched; solvers that come from this one share it.
    known, kept
        What is known of its packages where other things are kept than here: see `asking`.
    """

    scenario: Scenario
    slices: int = 1
    origin: "Solver | None" = None
    given: tuple[PackageTable, ...] | None = None
    frames: Frames = field(default_factory=dict)
    extremes: dict[Hashable, list[ExtremalSet]] = field(default_factory=dict)
    relatives: dict[tuple[tuple[str, float], ...], "Solver"] = field(default_factory=dict)
    budget: Budget = field(default_factory=Budget)
    known: tuple[Passes, ...] = ()
    kept: int = 0
    _answers: dict[GroupSet, bool] = field(default_factory=dict)
    _counts: dict[tuple[int, int], Masks] = field(default_factory=dict)
    _orders: dict[tuple[GroupSet, Used, int, Pairs], tuple[tuple[str, ...], ...]] = field(
        default_factory=dict
    )

    @cached_property
    def groups(self) -> Groups:
        """The groups of the scenario; packages that are given break those of their origin."""
        if self.origin is not None and self.given is not None:
            return self.origin.groups
        return groups_of(self.scenario)

    @cached_property
    def game(self) -> Game:
        """The game of the scenario, with every group kept and every step whole."""
        if self.origin is not None:
            return recompile(self.origin.game, self.origin.scenario, self.scenario)
        return compile_game(self.scenario)

    @cached_property
    def tables(self) -> tuple[PackageTable, ...]:
        """The packages under each choice of escrows."""
        if self.given is not None:
            return self.given
        return package_tables(self.scenario, self.groups, self.rules.relaxed(NO_GROUPS))

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
        held = self.game.mask(holding) if holding else StepSet(0)
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
        return replace(self.of(scenario), given=given or self.tables)

    def judged_anew(self) -> "Solver":
        """Return the solver that looks at these packages alone, with what each breaks here."""
        game = self.rules.relaxed(NO_GROUPS)
        judged = (table_of(self.scenario, self.groups, game, t.used, t.masks) for t in self.tables)
        return replace(self, given=tuple(judged))

    def asking(self, scenario: Scenario, kept: int) -> "Solver":
        """Return the solver of a scenario that asks more of an order the more things are kept.

        What it finds of these packages is known to all that come from this one.

        Parameters
        ----------
        kept
            What is kept, as a set.
        """
        return replace(self.like(scenario), known=self._passes, kept=kept)

    def of(self, scenario: Scenario) -> "Solver":
        """Return the solver of another scenario."""
        return Solver(
            scenario,
            self.slices,
            self,
            frames=self.frames,
            extremes=self.extremes,
            budget=self.budget,
        )

    def explored(
        self, about: Hashable, count: int, can_hold: Callable[[int], bool]
    ) -> Iterator[ExtremalSet]:
        """Yield what `explore` does, which begins with what the last search about this came to."""
        guesses, found = self.extremes.get(about, ()), list[ExtremalSet]()
        for one in explore(count, can_hold, guesses):
            found.append(one)
            yield one
        self.extremes[about] = found

    def can_hold(self, groups: GroupSet) -> bool:
        """Return whether some non-empty package, in some order, meets these groups."""
        if groups not in self._answers:
            self.budget.check()
            of_order = self.rules.of(groups)
            self._answers[groups] = any(passes.some(of_order, groups) for passes in self._passes)
        return self._answers[groups]

    def meeting(self, groups: GroupSet) -> list[Masks]:
        """Return the places of the packages that meet these groups, for each choice of escrows."""
        of_order = self.rules.of(groups)
        return [
            passes.every(of_order, table.places(groups))
            for table, passes in zip(self.tables, self._passes, strict=True)
        ]

    def witness(self, groups: GroupSet) -> Witness | None:
        """Return the best package that meets these groups, in an order; None where none does.

        It leaves the fewest things unmet of what is given up; of those it is the best
        (`winset.deals.solutions.choose`).
        """
        found = self._best(groups)
        return None if found is None else self._shown(*found, groups)

    def best_package(self, groups: GroupSet) -> StepSet | None:
        """Return the package of the witness; None where no package meets these groups."""
        found = self._best(groups)
        return None if found is None else _package_at(*found)

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
        return path_of(self.rules.exits(groups, kept.used), kept.order)

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
        key = (self.rules.of(groups), table.used, package, before)
        if key not in self._orders:
            exits = self._within(groups, table.used, before)
            order = order_within(exits, moves_of(exits.game, package))
            if order is None:
                raise AssertionError("a package known to meet the groups has no order that does")
            self._orders[key] = moves_named(exits.game, order)
        return self._orders[key]

    def _within(self, groups: GroupSet, used: Used, before: Pairs) -> Exits:
        """Return the exit values as some groups judge them, in a game that keeps an order."""
        exits = self.rules.exits(groups, used)
        return replace(exits, game=replace(exits.game, after=exits.game.before(before)))

    @cached_property
    def rules(self) -> OrderRules:
        """What the groups ask of an order."""
        return OrderRules(self.scenario, self.game, self.groups, self.slices, self.frames)

    @cached_property
    def _passes(self) -> tuple[Passes, ...]:
        """What is known of the packages of each table."""
        judges = [partial(self.rules.passing, table) for table in self.tables]
        if self.known:
            pairs = zip(self.known, judges, strict=True)
            return tuple(one.beside(judge, self.kept) for one, judge in pairs)
        return tuple(map(Passes, self.tables, judges))

    def _best(self, groups: GroupSet) -> tuple[PackageTable, int] | None:
        """Return the best package that meets these groups, by its place; None where none does.

        Those that leave the fewest things unmet are judged first.
        """
        self.budget.check()
        of_order = self.rules.of(groups)
        asked = [table.places(groups) for table in self.tables]
        unmet = [self._unmet(n, groups, places) for n, places in enumerate(asked)]
        for least in np.flatnonzero(np.bincount(np.concatenate(unmet))):
            near = [
                (table, self._passes[n].every(of_order, asked[n][unmet[n] == least]))
                for n, table in enumerate(self.tables)
            ]
            if any(len(places) for _, places in near):
                return _chosen(near)
        return None

    def _unmet(self, n: int, groups: GroupSet, places: Masks) -> Masks:
        """Return how many things packages of the n-th table leave unmet of all but these."""
        left_out = self.groups.but(groups) & self.groups.demands
        nothing = np.zeros(len(places), dtype=np.int64)
        return sum((self._unmet_of(n, group)[places] for group in bits(left_out)), nothing)

    def _unmet_of(self, n: int, group: int) -> Masks:
        if (n, group) not in self._counts:
            table, id_ = self.tables[n], self.groups.listed[group].id
            counts = count_unmet(self.scenario, self.game, (id_,), table.masks, table.values)
            self._counts[n, group] = counts.astype(np.int16)  # many are kept
        return self._counts[n, group]

    def _without(self, groups: GroupSet) -> tuple[TaggedId, ...]:
        return self.groups.ids(self.groups.but(groups))

    def _ordered(self, table: PackageTable, place: int, groups: GroupSet) -> KeptOrder:
        """Return a package in an order that meets these groups."""
        exits = self.rules.exits(groups, table.used)
        package = _package_at(table, place)
        order = keeping_order(exits, moves_of(exits.game, package))
        if order is None:
            raise AssertionError("a package known to meet the groups has no order that does")
        return KeptOrder(package, order, table.used)

    def _shown(self, table: PackageTable, place: int, groups: GroupSet) -> Witness:
        """Return a package in its best order that meets these groups, in words of the file."""
        mask = _package_at(table, place)
        order = self.best_order_of(table, mask, groups)
        values = self.game.by_party(table.values[:, place])
        unmet = tuple(unmet_in(self.scenario, self._without(groups), order, values))
        fees = escrowed(self.rules.exits(groups, table.used).game)
        return Witness(self.game.names(mask), order, values, fees, unmet)


def _chosen(near: Sequence[tuple[PackageTable, Masks]]) -> tuple[PackageTable, int]:
    """Return the best of some packages, each by its table and place."""
    best = choose(
        np.concatenate([table.masks[places] for table, places in near]),
        np.hstack([table.values[:, places] for table, places in near]),
    )
    whose = np.repeat(np.arange(len(near)), [len(places) for _, places in near])
    place = np.concatenate([places for _, places in near])[best]
    return near[whose[best]][0], int(place)


def _package_at(table: PackageTable, place: int) -> StepSet:
    return StepSet(int(table.masks[place]))
