"""What groups ask of an order: the game that they leave, what they count, and who passes.

Most groups look at the package alone. A doubt, an interest in breaking off, a demanded order, a
policy and a balance on the way look at the order as well: each that is given up makes another game,
or leaves something uncounted.
"""

from collections.abc import Hashable
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from winset.impasse.groups import Groups, GroupSet
from winset.impasse.package_tables import PackageTable
from winset.roadmaps._climbing_kernels import Frame
from winset.roadmaps.exits import Exits, counting_only
from winset.roadmaps.keeping import Sets, frame_of, passing
from winset.roadmaps.safeguards import Safeguards, Used, divide, moves_of, usable, use_escrows
from winset.scenario import Scenario
from winset.scenario.game import Bools, Game, Masks

MOST_KEPT = 1 << 20
"""Done-sets in the lists of them that are kept, some 90 bytes each."""

Frames = dict[Hashable, Frame]
"""Done-sets that are known, by all that they hang on, those used last at the end."""


@dataclass(frozen=True, eq=False)
class OrderRules:
    """What the groups of a scenario ask of an order.

    Attributes
    ----------
    game
        The game of the scenario, with every group kept and every step whole.
    slices
        The number of slices where the file leaves it open.
    frames
        Shared with the rules of other scenarios.
    """

    scenario: Scenario
    game: Game
    groups: Groups
    slices: int
    frames: Frames
    _exits: dict[tuple[GroupSet, Used], Exits] = field(default_factory=dict)
    _sets: dict[tuple[GroupSet, Used, int], Sets] = field(default_factory=dict)

    def of(self, groups: GroupSet) -> GroupSet:
        """Return those of some groups that look at the order."""
        return GroupSet(groups & self._of_orders)

    def relaxed(self, groups: GroupSet) -> Game:
        """Return the game in which, beside physics, only these groups limit the order."""
        return _relaxed(self.scenario, self.game, set(self.groups.ids(groups)))

    def exits(self, groups: GroupSet, used: Used) -> Exits:
        """Return the exit values under which an order is judged by some groups.

        Only the game's limits on the order hang on the groups, and what counts.
        """
        return counting_only(self._limited(groups, used), *self._counted(groups))

    def passing(self, table: PackageTable, groups: GroupSet, places: Masks) -> Bools:
        """Return which packages, by place, have an order that meets the groups that look at it."""
        every = np.ones(len(places), dtype=np.bool_)
        exits = self._limited(groups, table.used)
        offers = (self.game.offers[e].steps for e in table.used)
        if not all(usable(exits.game, steps) for steps in offers):
            return ~every
        within = -1
        if exits.game.swaps or exits.game.steps != exits.game.ids:  # sets of no other game
            within = moves_of(exits.game, table.union)
        sets = self.sets(groups, table.used, within)
        return passing(sets, table.masks[places], every, sets.counting(*self._counted(groups)))

    def sets(self, groups: GroupSet, used: Used, within: int = -1) -> Sets:
        """Return the done-sets that these groups allow, all or those within a package."""
        key = (GroupSet(groups & self._limits), used, within)
        if key not in self._sets:
            exits = self._limited(groups, used)
            self._sets[key] = Sets(exits, self._frame(exits.game, within))
        return self._sets[key]

    def _limited(self, groups: GroupSet, used: Used) -> Exits:
        """Return the exit values where everything counts, in the game that some groups leave."""
        key = (GroupSet(groups & self._limits), used)
        if key not in self._exits:
            game = use_escrows(divide(self.relaxed(groups), self.slices), used)
            self._exits[key] = replace(self._safeguards.exits(self.slices, used), game=game)
        return self._exits[key]

    @cached_property
    def _safeguards(self) -> Safeguards:
        return Safeguards(self.game)

    def _counted(self, groups: GroupSet) -> tuple[Bools, Bools]:
        """Return whose temptations count, and whose exposures to whom."""
        kept, parties = set(self.groups.ids(groups)), self.game.parties
        tempted = np.array([f"bond:{i}" in kept for i in parties])
        doubts = np.array([[f"trust:{i}.{j}" in kept for j in parties] for i in parties])
        return tempted, doubts

    @cached_property
    def _limits(self) -> GroupSet:
        """The groups that limit which moves an order can make."""
        floors = {
            f"ratifier:{party.id}.{body.id}"
            for party in self.scenario.parties
            for body in party.home
            if body.floor_on_the_way is not None
        }
        listed = self.groups.listed
        return self.groups.mask(g.id for g in listed if g.kind == "order" or g.id in floors)

    @cached_property
    def _of_orders(self) -> GroupSet:
        listed = self.groups.listed
        counted = self.groups.mask(g.id for g in listed if g.kind in {"trust", "stake"})
        return GroupSet(self._limits | counted)

    def _frame(self, game: Game, within: int) -> Frame:
        limits = (game.after.tobytes(), game.swaps, game.parts, game.choices, game.done)
        key = (within, game.performs.tobytes(), *limits)
        found = self.frames.pop(key, None) or frame_of(game, within)
        self.frames[key] = found
        kept = 0
        for one, frame in reversed(list(self.frames.items())):  # threads share them
            kept += len(frame.masks)
            if kept > MOST_KEPT and frame is not found:
                self.frames.pop(one, None)
        return found


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
