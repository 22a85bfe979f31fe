"""Every package under every choice of escrows, and the groups that it breaks whatever its order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, combinations

import numpy as np

from winset.deals.demands import wanted_steps
from winset.deals.packages import beyond_bars, lacking, package_masks, values_of
from winset.impasse._table_kernels import alike, broken_by, refused_by
from winset.impasse.groups import Groups, GroupSet, demands_of
from winset.roadmaps.safeguards import Safeguards, Used, escrow_choices
from winset.scenario import Scenario
from winset.scenario.amounts import beyond
from winset.scenario.game import Bools, Floats, Game, Masks, StepSet, bits

AT_ONCE = 1 << 14
"""Packages whose totals are worked out at once: they stay near the processor."""


@dataclass(frozen=True, slots=True, eq=False)
class Kinds:
    """The rows of a table by what they break: those of a kind break the same.

    Attributes
    ----------
    broken : (kinds,)
        What each kind breaks.
    kind : (packages,)
        A kind of each package.
    rows : (rows,)
        The rows, kind by kind.
    begin : (kinds + 1,)
        Where those of each kind begin.
    """

    broken: Masks
    kind: Masks
    rows: Masks
    begin: Masks

    def rows_of(self, kinds: Masks) -> Masks:
        """Return the rows of some kinds."""
        begin = self.begin.tolist()
        parts = [self.rows[begin[k] : begin[k + 1]] for k in kinds.tolist()]
        return np.concatenate(parts) if parts else self.rows[:0]


@dataclass(frozen=True, eq=False)
class PackageTable:
    """The packages under one choice of escrows, and what each breaks.

    Attributes
    ----------
    used
        The escrows in use.
    masks : (packages,)
        The packages, ascending, the empty one left out.
    values : (parties, packages)
        V of each.
    row : (rows,)
        The package of each row. One that a vote goes against has a row for each smallest set of
        voters who would have to give way; every other has one.
    broken : (rows,)
        The groups that a row breaks, whatever the order, as a set.
    """

    used: Used
    masks: Masks
    values: Floats
    row: Masks
    broken: Masks

    @cached_property
    def union(self) -> StepSet:
        """The steps of all packages together."""
        return StepSet(int(np.bitwise_or.reduce(self.masks)))

    @cached_property
    def least_part(self) -> Floats:
        """The least part that each package gives a party of the most that any gives it."""
        most = np.abs(self.values).max(axis=1, initial=1e-300)
        return np.asarray((self.values / most[:, None]).min(axis=0))

    @cached_property
    def kinds(self) -> Kinds:
        """The rows by what they break."""
        broken, of_row, rows, begin = alike(self.broken)
        kind = np.zeros(len(self.masks), dtype=np.int64)
        kind[self.row] = of_row
        return Kinds(broken, kind, rows, begin)

    def unbroken(self, groups: GroupSet) -> Bools:
        """Return which packages break none of these groups whatever the order: (packages,)."""
        kinds = np.flatnonzero((self.kinds.broken & groups) == 0)
        some = np.zeros(len(self.masks), dtype=np.bool_)
        some[self.row[self.kinds.rows_of(kinds)]] = True
        return some

    def places(self, groups: GroupSet) -> Masks:
        """Return the places of the packages that break none of these groups whatever the order."""
        return np.flatnonzero(self.unbroken(groups))

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
        keep &= (self.masks[self.row] & held) == held
        for others in enough:
            keep &= (self.broken & others) != others
        some, row = np.zeros(len(self.masks), dtype=np.bool_), self.row[keep]
        some[row] = True
        row = (np.cumsum(some, dtype=np.int32) - np.int32(1))[row]
        return PackageTable(
            self.used, self.masks[some], self.values[:, some], row, self.broken[keep]
        )


def package_tables(scenario: Scenario, groups: Groups, game: Game) -> tuple[PackageTable, ...]:
    """Return the packages of a game under each choice of escrows.

    Parameters
    ----------
    game
        With nothing hard but what is physics.
    """
    return tuple(_every(scenario, groups, game, used) for used in escrow_choices(game))


def _every(scenario: Scenario, groups: Groups, game: Game, used: Used) -> PackageTable:
    masks = package_masks(Safeguards(game).whole(used))
    held = sum(game.offers[e].steps for e in used)
    return table_of(scenario, groups, game, used, masks[(masks & held == held) & (masks != 0)])


def table_of(
    scenario: Scenario, groups: Groups, game: Game, used: Used, masks: Masks
) -> PackageTable:
    """Return some packages under a choice of escrows, and what each breaks."""
    whole = Safeguards(game).whole(used)
    values = values_of(whole, masks)
    broken = _broken(scenario, groups, whole, masks, values)
    outvoted = list(_outvoted(groups, whole, masks))
    if not outvoted:
        return PackageTable(used, masks, values, np.arange(len(broken), dtype=np.int32), broken)
    row = np.concatenate([places for places, _ in outvoted])
    voters = np.concatenate([np.full(len(places), who) for places, who in outvoted])
    return PackageTable(used, masks, values, row, broken[row] | voters)


def _broken(scenario: Scenario, groups: Groups, game: Game, masks: Masks, values: Floats) -> Masks:
    """Return what each package breaks of the groups that look at it; no votes: (packages,)."""
    clauses = np.array(list(_clauses(scenario, groups, game)), dtype=np.int64).reshape(-1, 4)
    broken = broken_by(masks, clauses)
    for start in range(0, len(masks), AT_ONCE):
        some = slice(start, start + AT_ONCE)
        for totals in _totals(groups, game, masks[some], values[:, some].copy()):
            refused_by(masks[some], *totals, broken[some])
    for group in groups.listed:
        for demand in demands_of(scenario, group.id):
            if demand.at_least is not None:
                worth = values[game.parties.index(demand.by)]
                broken[beyond(demand.at_least.point, worth)] |= groups.mask([group.id])
    return broken


def _totals(
    groups: Groups, game: Game, masks: Masks, values: Floats
) -> Iterator[tuple[Floats, Masks, Masks]]:
    """Yield what packages are worth to those who can refuse, beyond what they ask: no votes.

    See `refused_by` for the three.
    """
    parties = np.array([groups.mask([f"no_deal:{party}"]) for party in game.parties])
    yield values, np.full(len(parties), -1), parties
    for what, bodies in (("ratifier", game.vetoes), ("consent", game.consents)):
        if bodies.ids:
            bits = np.array([groups.mask([f"{what}:{who}"]) for who in bodies.ids])
            yield beyond_bars(game, bodies, masks), bodies.steps, bits


def falls_short(groups: Groups, game: Game, used: Used, masks: Masks, asked: GroupSet) -> float:
    """Return by how much the nearest of some packages is worth less than some groups ask for.

    Negative where there is more; votes and demands left out.
    """
    whole = Safeguards(game).whole(used)
    short = np.full(len(masks), -np.inf)
    for totals, concerned, bit in _totals(groups, whole, masks, values_of(whole, masks)):
        counts = (concerned[:, None] == -1) | ((masks & concerned[:, None]) != 0)
        counts &= ((bit & asked) != 0)[:, None]
        short = np.maximum(short, np.where(counts, -totals, -np.inf).max(axis=0))
    return float(short.min())


def _clauses(scenario: Scenario, groups: Groups, game: Game) -> Iterator[tuple[int, int, int, int]]:
    """Yield what demands and policies ask of the steps: see `broken_by`."""
    for group in groups.listed:
        bit = groups.mask([group.id])
        for demand in demands_of(scenario, group.id):
            yield 0, game.mask(wanted_steps(scenario, demand)), game.mask(demand.refuse), bit
            for first, then in demand.before:
                yield game.mask([then]), game.mask([first]), 0, bit
    for step in scenario.steps:
        if step.policy:
            bit = groups.mask([f"prerequisite:{step.id}"])
            yield game.mask([step.id]), game.mask(step.after), 0, bit


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
