"""Which groups can hold together: the exact solver under every question of this part.

A set of groups can hold if some non-empty package, in some order, meets all of them. Most groups
look at the package alone: each package has the set of those that it breaks. The others look at the
order as well: a doubt waived, an interest in breaking off waived, a demanded order or a policy left
aside each make another game, in which all packages are judged in one pass
(`winset.roadmaps.needs`). Passes are kept by the order groups they respect, answers by their
groups, so that thousands of questions cost a few passes.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain, combinations
from typing import Any

import numpy as np

from winset.deals.demands import meets_scope
from winset.deals.packages import Packages, lacking, list_packages
from winset.impasse.groups import Group, demands_of, groups_of
from winset.roadmaps.along import steps_of
from winset.roadmaps.choose import largest_product
from winset.roadmaps.devices import Used, Ways, moves_of, swaps_for, usable, ways_of
from winset.roadmaps.exits import Exits, waive
from winset.roadmaps.needs import keeping_order, list_sets, passing
from winset.scenario import Scenario
from winset.scenario.compiled import TOLERANCE, Bools, Floats, Game, Masks, bits, compile_game


@dataclass(frozen=True, slots=True)
class Witness:
    """A package, and an order of its steps, that show that some groups can hold.

    Attributes
    ----------
    package, order
        The steps, and the moves of the order.
    values
        V, by party.
    mask
        The package as a set of whole steps.
    used
        The escrows in use.
    """

    package: tuple[str, ...]
    order: tuple[tuple[str, ...], ...]
    values: dict[str, float]
    mask: int
    used: Used

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "package": list(self.package),
            "order": [list(move) for move in self.order],
            "values": dict(self.values),
        }


@dataclass(frozen=True, slots=True, eq=False)
class Option:
    """The packages under one choice of escrows, and what each breaks.

    Attributes
    ----------
    used
        The escrows in use.
    packages
        All that hold their steps, the empty one left out.
    row : (rows,)
        The package of each row. One that a vote goes against has a row for each smallest set of
        voters who would have to give way; every other has one.
    broken : (rows,)
        The groups that a row breaks, whatever the order, as a set.
    """

    used: Used
    packages: Packages
    row: Masks
    broken: Masks


@dataclass(eq=False)
class Solver:
    """Answers which groups of a scenario can hold together.

    A set of groups is an integer whose bit n stands for the n-th group.

    Attributes
    ----------
    scenario
        The negotiation.
    slices
        The number of slices where the file leaves it open.
    """

    scenario: Scenario
    slices: int = 1
    _answers: dict[int, bool] = field(default_factory=dict)
    _passes: dict[int, list[Bools]] = field(default_factory=dict)

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """The groups, in the order of their bits."""
        return groups_of(self.scenario)

    @cached_property
    def game(self) -> Game:
        """The game of the scenario, with every group kept and every step whole."""
        return compile_game(self.scenario)

    @property
    def everything(self) -> int:
        """All groups together."""
        return (1 << len(self.groups)) - 1

    @cached_property
    def order_groups(self) -> int:
        """The groups that look at the order as well."""
        floors = {
            f"ratifier:{party.id}.{body.id}"
            for party in self.scenario.parties
            for body in party.home
            if body.floor_on_the_way is not None
        }
        kinds = {"order", "trust", "stake"}
        return self.mask(g.id for g in self.groups if g.kind in kinds or g.id in floors)

    @cached_property
    def options(self) -> list[Option]:
        """The packages under each choice of escrows."""
        game = self._physics(0)
        return [self._option(game, used) for used in swaps_for(game)]

    def mask(self, groups: Iterable[str]) -> int:
        """Return a set of groups as an integer."""
        wanted = set(groups)
        return sum(1 << n for n, group in enumerate(self.groups) if group.id in wanted)

    def ids(self, groups: int) -> tuple[str, ...]:
        """Return the ids of a set of groups, in file order."""
        return tuple(self.groups[n].id for n in bits(groups))

    def can_hold(self, groups: int) -> bool:
        """Return whether some non-empty package, in some order, meets these groups."""
        if groups not in self._answers:
            self._answers[groups] = any(len(found) for found in self.meeting(groups))
        return self._answers[groups]

    def meeting(self, groups: int) -> list[Masks]:
        """Return the places of the packages that meet these groups, for each choice of escrows."""
        meets = [self._unbroken(option, groups) for option in self.options]
        if not any(some.any() for some in meets):
            return [np.zeros(0, dtype=np.int64) for _ in meets]
        passes = self._passing(groups & self.order_groups)
        return [np.flatnonzero(m & p) for m, p in zip(meets, passes, strict=True)]

    def open_packages(self, groups: int) -> list[Masks]:
        """Return the places of the packages that only an order could keep from these groups."""
        return [np.flatnonzero(self._unbroken(option, groups)) for option in self.options]

    def witness(self, groups: int) -> Witness | None:
        """Return the package with the largest Nash product that meets these groups, in an order.

        None where none does. Ties go to the fewest steps, then to file order.
        """
        found = [
            (option.packages.masks[places], option.packages.values[:, places])
            for option, places in zip(self.options, self.meeting(groups), strict=True)
        ]
        masks = np.concatenate([masks for masks, _ in found])
        if not len(masks):
            return None
        best = largest_product(masks, np.hstack([values for _, values in found]))
        return self.shown(best, groups)

    def shown(self, package: int, groups: int) -> Witness | None:
        """Return a package with an order that meets these groups, None where none does."""
        for option, places in zip(self.options, self.meeting(groups), strict=True):
            here = places[option.packages.masks[places] == package]
            if not len(here):
                continue
            exits = self.exits(groups, option.used)
            order = keeping_order(exits, moves_of(exits.game, package))
            if order is None:
                raise AssertionError("a package known to meet the groups has no order that does")
            values = map(float, option.packages.values[:, int(here[0])])
            return Witness(
                package=exits.game.names(moves_of(exits.game, package)),
                order=tuple(steps_of(exits.game, move) for move in order),
                values=dict(zip(exits.game.parties, values, strict=True)),
                mask=package,
                used=option.used,
            )
        return None

    def exits(self, groups: int, used: Used) -> Exits:
        """Return the exit values under which an order is judged by some groups."""
        game = self._physics(groups)
        kept = set(self.ids(groups))
        parties = game.parties
        tempted = np.array([f"bond:{i}" in kept for i in parties])
        doubts = np.array([[f"trust:{i}.{j}" in kept for j in parties] for i in parties])
        return waive(ways_of(game).exits(self.slices, used), tempted, doubts)

    def _physics(self, groups: int) -> Game:
        """Return the game with what some groups demand of the order added to what is hard."""
        kept = set(self.ids(groups))
        return _relaxed(self.scenario, self.game, kept)

    def _unbroken(self, option: Option, groups: int) -> Bools:
        """Return which packages break none of these groups whatever the order: (packages,)."""
        some = np.zeros(len(option.packages.masks), dtype=np.bool_)
        some[option.row[(option.broken & groups) == 0]] = True
        return some

    def _passing(self, groups: int) -> list[Bools]:
        """Return which packages have an order that meets these order groups, by choice of escrows.

        Whoever meets more of them meets these, and whoever does not meet some of them does not.
        """
        if groups in self._passes:
            return self._passes[groups]
        found = []
        game = self._physics(groups)
        for n, option in enumerate(self.options):
            asked, known = self._unbroken(option, groups), None
            for other, passes in self._passes.items():
                if other & ~groups == 0:
                    asked &= passes[n]
                elif groups & ~other == 0:
                    known = passes[n] if known is None else known | passes[n]
            unknown = asked if known is None else asked & ~known
            new = self._pass(game, groups, option, unknown)
            found.append(new if known is None else new | (known & asked))
        self._passes[groups] = found
        return found

    def _pass(self, game: Game, groups: int, option: Option, asked: Bools) -> Bools:
        offers = (game.offers[e].steps for e in option.used)
        if not asked.any() or not all(usable(game, steps) for steps in offers):
            return np.zeros(len(asked), dtype=np.bool_)
        sets = list_sets(self.exits(groups, option.used))
        return passing(sets, option.packages, asked, incentive=True, trust=True)

    def _option(self, game: Game, used: Used) -> Option:
        whole = ways_of(game).whole(used)
        listed = list_packages(whole).holding(sum(game.offers[e].steps for e in used))
        some = listed.masks != 0
        packages = Packages(listed.masks[some], listed.values[:, some], listed.signable[some])
        broken = self._broken(whole, packages)
        ways = list(self._outvoted(whole, packages.masks))
        if not ways:
            return Option(used, packages, np.arange(len(broken)), broken)
        row = np.concatenate([places for places, _ in ways])
        voters = np.concatenate([np.full(len(places), who) for places, who in ways])
        return Option(used, packages, row, broken[row] | voters)

    def _broken(self, game: Game, packages: Packages) -> Masks:
        """Return the groups that each package breaks, votes left aside."""
        broken = np.zeros(len(packages.masks), dtype=np.int64)
        for who, breaks in self._breaks(game, packages):
            broken |= np.where(breaks, self.mask([who]), 0)
        return broken

    def _breaks(self, game: Game, packages: Packages) -> Iterator[tuple[str, Bools]]:
        """Yield the groups that look at the package, and which packages break each."""
        masks, values = packages.masks, packages.values
        for group in self.groups:
            for demand in demands_of(self.scenario, group.id):
                met = meets_scope(self.scenario, game, demand, masks, values)
                yield group.id, np.asarray(~met)
        for party, value in zip(game.parties, values, strict=True):
            yield f"no_deal:{party}", value < -TOLERANCE
        for what, bodies in (("ratifier", game.vetoes), ("consent", game.consents)):
            short = lacking(game, bodies, masks) > TOLERANCE
            yield from ((f"{what}:{who}", row) for who, row in zip(bodies.ids, short, strict=True))
        for step in self.scenario.steps:
            if step.policy:
                after, own = game.mask(step.after), game.mask([step.id])
                yield f"prerequisite:{step.id}", ((masks & own) != 0) & ((masks & after) != after)

    def _outvoted(self, game: Game, masks: Masks) -> Iterator[tuple[Masks, int]]:
        """Yield packages, and a smallest set of voters who would have to give way for them.

        Nothing at all where nobody votes.
        """
        voters = game.assemblies.voters
        if not voters.ids:
            return
        against = lacking(game, voters, masks) > TOLERANCE
        pattern = (against * (np.int64(1) << np.arange(len(voters.ids)))[:, None]).sum(axis=0)
        for who in np.unique(pattern):
            places = np.flatnonzero(pattern == who)
            for turned in _turned(game, int(who)):
                names = (f"ratifier:{voters.ids[v]}" for v in turned)
                yield places, self.mask(names)


def _turned(game: Game, against: int) -> list[tuple[int, ...]]:
    """Return the smallest sets of voters against who would have to give way."""
    opposed = list(bits(against))
    votes, needs = game.assemblies.votes, game.assemblies.needs
    found: list[tuple[int, ...]] = []
    sizes = range(len(opposed) + 1)
    for turned in chain.from_iterable(combinations(opposed, size) for size in sizes):
        if any(set(smaller) <= set(turned) for smaller in found):
            continue
        for_it = np.array([v not in opposed or v in turned for v in range(votes.shape[1])])
        if (votes @ for_it >= needs - TOLERANCE).all():
            found.append(turned)
    return found


def _relaxed(scenario: Scenario, game: Game, kept: set[str]) -> Game:
    """Return a game in which of all that is not physics only what some groups ask for is left."""
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
