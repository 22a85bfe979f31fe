"""Reasons of a result checked without any search: witnesses replayed, barriers counted and flooded.

That groups can hold is shown by an order, which is gone through state by state. That they cannot is
shown for every package: how many fail whatever their order is counted anew, and what bars the rest
is flooded (`winset.roadmaps.proofs`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from winset.impasse.blocked import KEYS, MOST_BLOCKED, Left, counted
from winset.impasse.groups import NO_GROUPS, GroupSet, less
from winset.impasse.package_tables import PackageTable, table_of
from winset.impasse.reasons import conflicts_of
from winset.impasse.solver import Solver
from winset.impasse.unmet import unmet_in
from winset.roadmaps.order_path import moves_named, path_of
from winset.roadmaps.proofs.compare import Comparison, as_object
from winset.roadmaps.proofs.cut_check import check_passage, check_places
from winset.roadmaps.proofs.replay import CannotReplayError, Replay, replays
from winset.roadmaps.requirements import requirements_of
from winset.roadmaps.safeguards import Safeguards, escrowed
from winset.scenario import Scenario
from winset.scenario.game import TOLERANCE

COVERED = ("deal_exists", "deal", "groups", "reasons", "largest")
"""The parts of an impasse that are checked."""

UNSEEN = (
    "complete",
    "all_up_to",
    "repairs",
    "repairs_complete",
    "proposals",
    "approaches",
    "thresholds",
    "grid",
    "next_attempt",
    "edge",
)
"""The parts that are not."""

ALWAYS = ("complete", "all_up_to", "proposals", "approaches")
"""Those of them that every impasse has."""

WITNESS = ("package", "order", "values", "escrow", "unmet")


@dataclass(frozen=True, slots=True, eq=False)
class ImpasseCheck:
    """A check of an impasse under way.

    Attributes
    ----------
    found
        Takes what is found.
    """

    scenario: Scenario
    solver: Solver
    found: Comparison

    def impasse(self, said: Any) -> tuple[int, int]:
        """Compare reasons and witnesses; return how many reasons there are, how many proved."""
        self.found.only("impasse", said, (*COVERED, *UNSEEN))
        self.found.all_of("impasse", said, (*COVERED, *ALWAYS))
        whole = as_object(said)
        groups = {group.id: group.kind for group in self.solver.groups.listed}
        exists = whole.get("deal") is not None
        wanted = {"groups": groups, "deal_exists": exists}
        self.found.compare_named("impasse", said, wanted, ("groups", "deal_exists"))
        if exists:
            self._witness("impasse.deal", whole["deal"], self.solver.groups.everything, WITNESS)
        cut = whole.get("complete") is False  # there may have been no time for any
        reasons = self._listed(whole, "reasons", wanted=not (exists or cut))
        largest = self._listed(whole, "largest", wanted=exists or _some_groups(reasons))
        self.found.once("impasse.largest", largest)
        for n, one in enumerate(largest):
            self._largest(f"impasse.largest.{n}", one)
        return len(reasons), self._reasons(reasons)

    def _listed(self, whole: Mapping[str, Any], name: str, *, wanted: bool) -> list[Any]:
        """Return a list of a result, which is empty only where there is nothing to be shown."""
        found = whole.get(name)
        if isinstance(found, list) and (found or not wanted):
            return found
        self.found.fault(f"impasse.{name}", found, "reasons")
        return []

    def _reasons(self, said: list[Any]) -> int:
        masks = [self._groups(as_object(one).get("groups")) for one in said]
        conflicts = conflicts_of([mask or NO_GROUPS for mask in masks])
        proved = 0
        for n, (one, mask, conflict) in enumerate(zip(said, masks, conflicts, strict=True)):
            path = f"impasse.reasons.{n}"
            if mask is None or masks.index(mask) < n:
                told = as_object(one).get("groups")
                self.found.fault(f"{path}.groups", told, "groups")
                continue
            kinds = list(dict.fromkeys(group.kind for group in self.solver.groups.of(mask)))
            wanted = {"kinds": kinds, "conflict": conflict}
            self.found.compare_named(path, one, wanted, tuple(wanted))
            self.found.only(path, one, ("groups", "certificate", *wanted))
            proved += self._certificate(f"{path}.certificate", one.get("certificate"), mask)
        return proved

    def _groups(self, said: Any) -> GroupSet | None:
        """Return a set of groups; None where they are none of the scenario's, in their order."""
        known = isinstance(said, list) and all(isinstance(one, str) for one in said)
        mask = self.solver.groups.mask(said) if known else NO_GROUPS
        return mask if known and list(self.solver.groups.ids(mask)) == said else None

    def _certificate(self, path: str, said: Any, members: GroupSet) -> bool:
        """Check that a reason is one; return whether it is proved that its groups cannot hold."""
        barrier = ("packages", "unordered", "start", "end")
        self.found.only(path, said, ("without", "between", *barrier))
        self.found.all_of(path, said, ("without", "between"))
        counts, left = counted(self.solver, members)
        wanted = dict(zip(barrier, counts, strict=True))
        self.found.compare_named(path, said, wanted, barrier)
        told = as_object(said).get("without")
        without, ids = as_object(told), self.solver.groups.ids(members)
        if not isinstance(told, Mapping) or set(without) != set(ids):
            self.found.fault(f"{path}.without", told, "object_with", keys=ids)
        for group in (group for group in ids if group in without):
            rest = less(members, self.solver.groups.mask([group]))
            self._witness(f"{path}.without.{group}", without[group], rest, WITNESS)
        return self._between(f"{path}.between", as_object(said).get("between"), left)

    def _between(self, path: str, said: Any, left: list[Left]) -> bool:
        if said is None and left:
            return False  # the result says itself that it is not proved
        if not isinstance(said, list) or len(said) != len(left) or len(left) > MOST_BLOCKED:
            self.found.fault(path, said, "between", count=len(left))
            return False
        for n, (one, (table, exits, package)) in enumerate(zip(said, left, strict=True)):
            place = f"{path}.{n}"
            escrow = [list(self.solver.game.names(self._offer(e))) for e in table.used]
            wanted = {"package": list(exits.game.names(package)), "escrow": escrow}
            self.found.compare_named(place, one, wanted, tuple(wanted))
            self.found.only(place, one, (*wanted, "places"))
            told = as_object(one).get("places")
            spots = check_places(exits, package, (place, KEYS), told, self.found)
            if spots is not None:
                check_passage(exits, package, f"{place}.places", spots, self.found)
        return True

    def _offer(self, escrow: int) -> int:
        return self.solver.game.offers[escrow].steps

    def _largest(self, path: str, said: Any) -> None:
        given_up = self._groups(as_object(said).get("given_up"))
        if given_up is None:
            told = as_object(said).get("given_up")
            self.found.fault(f"{path}.given_up", told, "groups")
            return
        rest = self.solver.groups.but(given_up)
        self._witness(path, said, rest, ("given_up", *WITNESS))

    def _witness(self, path: str, said: Any, groups: GroupSet, names: tuple[str, ...]) -> None:
        """Check that an order is allowed and meets groups, and what is said beside it."""
        self.found.only(path, said, names)
        if not isinstance(said, Mapping) or "order" not in said:
            self.found.fault(f"{path}.order", None, "order")
            return
        try:
            meant = replays(Safeguards(self.solver.rules.relaxed(groups)), said["order"])
        except CannotReplayError as error:
            self.found.note(f"{path}.order", said["order"], str(error))
            return
        fitting = [one for one in meant if self._meets(groups, one)]
        if not fitting:
            self.found.fault(f"{path}.order", said["order"], "other_groups")
        told = self._facts_of(groups, (fitting or meant)[0])
        self.found.compare_named(path, said, told, tuple(told))

    def _meets(self, groups: GroupSet, replay: Replay) -> bool:
        if not self._table(replay).unbroken(groups).all() or not replay.mask:
            return False
        solver = replace(self.solver, slices=replay.slices)
        judged = requirements_of(path_of(solver.rules.exits(groups, replay.used), replay.order))
        return bool((judged.shares <= TOLERANCE).all()) and all(
            one.lack <= TOLERANCE for one in judged.exposed
        )

    def _table(self, replay: Replay) -> PackageTable:
        """Return the package that is replayed, and what it breaks whatever the order."""
        game, package = self.solver.rules.relaxed(NO_GROUPS), np.array([replay.mask])
        return table_of(self.scenario, self.solver.groups, game, replay.used, package)

    def _facts_of(self, groups: GroupSet, replay: Replay) -> dict[str, Any]:
        """Return what a result says beside the order of a witness."""
        game = self.solver.rules.relaxed(NO_GROUPS)
        values = game.by_party(self._table(replay).values[:, 0])
        order = moves_named(replay.exits.game, replay.order)
        others = self.solver.groups.ids(self.solver.groups.but(groups))
        unmet = [one.to_dict() for one in unmet_in(self.scenario, others, order, values)]
        fees = [one.to_dict() for one in escrowed(replay.exits.game)]
        package = list(game.names(replay.mask))
        return {"package": package, "values": values, "escrow": fees, "unmet": unmet}


def check_impasse(scenario: Scenario, said: Any, slices: int, found: Comparison) -> tuple[int, int]:
    """Check an impasse; return how many reasons it gives, and how many of them are proved.

    Parameters
    ----------
    said
        What the result says of it.
    slices
        The number of slices where the file leaves it open.
    found
        Takes what is found.
    """
    return ImpasseCheck(scenario, Solver(scenario, slices), found).impasse(said)


def _some_groups(reasons: list[Any]) -> bool:
    """Return whether something is given up anywhere, and can be had without it."""
    return any(as_object(one).get("groups") for one in reasons)
