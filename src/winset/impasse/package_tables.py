"""Every package under every choice of escrows, and the groups that it breaks whatever its order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, combinations

import numpy as np

from winset.deals.demands import meets_scope
from winset.deals.packages import Packages, lacking, list_packages, signable, values_of
from winset.impasse.groups import Groups, GroupSet, demands_of
from winset.roadmaps.safeguards import Safeguards, Used, escrow_choices
from winset.scenario import Scenario
from winset.scenario.amounts import beyond
from winset.scenario.game import Bools, Floats, Game, Masks, StepSet, bits


@dataclass(frozen=True, eq=False)
class PackageTable:
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

    @cached_property
    def union(self) -> StepSet:
        """The steps of all packages together."""
        return StepSet(int(np.bitwise_or.reduce(self.packages.masks)))

    @cached_property
    def least_part(self) -> Floats:
        """The least part that each package gives a party of the most that any gives it."""
        values = self.packages.values
        most = np.abs(values).max(axis=1, initial=1e-300)
        return np.asarray((values / most[:, None]).min(axis=0))

    def unbroken(self, groups: GroupSet) -> Bools:
        """Return which packages break none of these groups whatever the order: (packages,)."""
        some = np.zeros(len(self.packages.masks), dtype=np.bool_)
        some[self.row[(self.broken & groups) == 0]] = True
        return some

    def narrowed(
        self, groups: GroupSet, enough: Sequence[GroupSet], held: StepSet
    ) -> "PackageTable":
        """Return the rows that break none of some groups, nor all of any of others.

        Parameters
        ----------
        held
            Steps that the packages must hold.
        """
        keep = (self.broken & groups) == 0
        keep &= (self.packages.masks[self.row] & held) == held
        for others in enough:
            keep &= (self.broken & others) != others
        places, row = np.unique(self.row[keep], return_inverse=True)
        packages = self.packages
        some = Packages(
            packages.masks[places], packages.values[:, places], packages.signable[places]
        )
        return PackageTable(self.used, some, row, self.broken[keep])


def package_tables(scenario: Scenario, groups: Groups, game: Game) -> tuple[PackageTable, ...]:
    """Return the packages of a game under each choice of escrows.

    Parameters
    ----------
    game
        With nothing hard but what is physics.
    """
    return tuple(_table(scenario, groups, game, used) for used in escrow_choices(game))


def package_table(
    scenario: Scenario, groups: Groups, game: Game, used: Used, package: StepSet
) -> PackageTable:
    """Return one package under a choice of escrows, and what it breaks."""
    whole = Safeguards(game).whole(used)
    masks = np.array([package], dtype=np.int64)
    values = values_of(whole, masks)
    packages = Packages(masks, values, signable(whole, masks, values))
    return _with_broken_groups(scenario, groups, whole, used, packages)


def _table(scenario: Scenario, groups: Groups, game: Game, used: Used) -> PackageTable:
    whole = Safeguards(game).whole(used)
    listed = list_packages(whole).holding(StepSet(sum(game.offers[e].steps for e in used)))
    some = listed.masks != 0
    packages = Packages(listed.masks[some], listed.values[:, some], listed.signable[some])
    return _with_broken_groups(scenario, groups, whole, used, packages)


def _with_broken_groups(
    scenario: Scenario, groups: Groups, game: Game, used: Used, packages: Packages
) -> PackageTable:
    """Return packages with what each breaks; the game has these escrows in use."""
    broken = np.zeros(len(packages.masks), dtype=np.int64)
    for who, breaks in _breaks(scenario, groups, game, packages):
        broken |= np.where(breaks, groups.mask([who]), 0)
    outvoted = list(_outvoted(groups, game, packages.masks))
    if not outvoted:
        return PackageTable(used, packages, np.arange(len(broken)), broken)
    row = np.concatenate([places for places, _ in outvoted])
    voters = np.concatenate([np.full(len(places), who) for places, who in outvoted])
    return PackageTable(used, packages, row, broken[row] | voters)


def _breaks(
    scenario: Scenario, groups: Groups, game: Game, packages: Packages
) -> Iterator[tuple[str, Bools]]:
    """Yield the groups that look at the package, and which packages break each; no votes."""
    masks, values = packages.masks, packages.values
    for group in groups.listed:
        for demand in demands_of(scenario, group.id):
            yield group.id, ~meets_scope(scenario, game, demand, masks, values)
    for party, value in zip(game.parties, values, strict=True):
        yield f"no_deal:{party}", value < 0
    for what, bodies in (("ratifier", game.vetoes), ("consent", game.consents)):
        short = lacking(game, bodies, masks) > 0
        yield from ((f"{what}:{who}", row) for who, row in zip(bodies.ids, short, strict=True))
    for step in scenario.steps:
        if step.policy:
            after, own = game.mask(step.after), game.mask([step.id])
            yield f"prerequisite:{step.id}", ((masks & own) != 0) & ((masks & after) != after)


def _outvoted(groups: Groups, game: Game, masks: Masks) -> Iterator[tuple[Masks, int]]:
    """Yield packages, and a smallest set of voters who would have to give way for them.

    Nothing at all where nobody votes.
    """
    voters = game.assemblies.voters
    if not voters.ids:
        return
    against = lacking(game, voters, masks) > 0
    pattern = (against * (np.int64(1) << np.arange(len(voters.ids)))[:, None]).sum(axis=0)
    for who in np.unique(pattern):
        places = np.flatnonzero(pattern == who)
        for won_over in _voters_to_win_over(game, int(who)):
            yield places, groups.mask(f"ratifier:{voters.ids[v]}" for v in won_over)


def _voters_to_win_over(game: Game, against: int) -> list[tuple[int, ...]]:
    """Return the smallest sets of voters against who would have to give way."""
    opposed = list(bits(against))
    votes, needs = game.assemblies.votes, game.assemblies.needs
    found: list[tuple[int, ...]] = []
    sizes = range(len(opposed) + 1)
    for won_over in chain.from_iterable(combinations(opposed, size) for size in sizes):
        if any(set(smaller) <= set(won_over) for smaller in found):
            continue
        for_it = np.array([v not in opposed or v in won_over for v in range(votes.shape[1])])
        if not beyond(needs, votes @ for_it).any():
            found.append(won_over)
    return found
