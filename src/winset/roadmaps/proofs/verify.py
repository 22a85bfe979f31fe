"""Roadmaps of a result checked without any search: their orders replayed, their cuts flooded.

What the result says is compared with what is found, field by field.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from winset.roadmaps.as_written import WrittenOrder, stop_of
from winset.roadmaps.certificate import KEYS
from winset.roadmaps.choose import named_package, not_a_package
from winset.roadmaps.describe import beside_verdict, describe_order
from winset.roadmaps.exits import Exits
from winset.roadmaps.judge_order import judge_order
from winset.roadmaps.order_path import path_of
from winset.roadmaps.proofs.compare import Comparison, as_object
from winset.roadmaps.proofs.cut_check import check_cuts
from winset.roadmaps.proofs.replay import CannotReplayError, Pairs, Replay, moves_said, replays
from winset.roadmaps.proofs.timed import going_exactly
from winset.roadmaps.proofs.weakest import weakest_points
from winset.roadmaps.roadmap import Roadmap
from winset.roadmaps.safeguards import Safeguards
from winset.roadmaps.timed_plan import described_in_time
from winset.roadmaps.verdicts import VERDICTS
from winset.scenario import Proposal, Scenario, UsageError
from winset.scenario.game import MoveOrder

COVERED = (
    "package",
    "values",
    "gross_gains",
    "signable",
    "verdict",
    "margin",
    "required_bond",
    "bond",
    "required_trust",
    "trust",
    "end_holds",
    "order",
    "escrow",
    "slices",
    "nodes",
    "moves",
    "binding",
    "tempted",
    "phases",
    "calendar",
    "cheating",
    "stalling",
    "earlier",
    "learning",
    "survival",
    "time",
    "successors",
    "in_time",
    "face",
)
"""The parts of a roadmap that follow from its order."""

FRONTS = {"front": ("required_bond", "required_trust", "order"), "bonds": ("bond", "order")}
"""The lists of orders that trade one thing for another, and what they give of each."""

IN_SHORT = ("order", "values", "escrow", "verdict", "margin", "binding", "tempted")
"""The parts of a proposal's order."""

BESIDE = ("time", "successors")
"""The parts of a proposal's own order that no verdict hangs on."""


ALONE = ("certificates", "as_written")
"""The parts of a roadmap that are checked by themselves."""

UNSEEN = ("ties", "all", "levels", "open_slices", "turns", "standing")
"""The parts of a roadmap that no order tells."""


@dataclass(frozen=True, slots=True, eq=False)
class RoadmapCheck:
    """A check of roadmaps under way, without any search."""

    safeguards: Safeguards
    scenario: Scenario
    found: Comparison
    walked: dict[tuple[Exits, MoveOrder], Roadmap]

    def roadmap(self, said: Any) -> Replay | None:
        """Compare a roadmap with the replay of its order; None where that cannot be replayed."""
        self.found.only("roadmap", said, (*COVERED, *FRONTS, *ALONE, *UNSEEN))
        self.found.all_of("roadmap", said, ("ties",))
        replay = self._replay("roadmap", said, ())
        if replay is None:
            return None
        try:
            named_package(
                self.scenario, self.safeguards.game, self.safeguards.game.names(replay.mask)
            )
        except UsageError as error:
            self.found.fault("roadmap.package", said.get("package"), str(error))
        full = self._in_full(as_object(said), replay).to_dict()
        self.found.compare_named("roadmap", said, full, COVERED)
        if "as_written" in said:
            self._as_written(said["as_written"], replay)
        return replay

    def _in_full(self, said: Mapping[str, Any], replay: Replay) -> Roadmap:
        """Return all that follows from an order; with time counted V is worked out once more."""
        place = (self.scenario, replay.exits, replay.order, replay.used)
        if said.get("in_time") is not True:
            return describe_order(*place)
        try:
            full = described_in_time(*place)
        except UsageError as error:
            self.found.fault("roadmap.in_time", True, str(error))
            return describe_order(*place)
        exact = going_exactly(path_of(replay.exits, replay.order, in_time=True))
        nodes = said.get("nodes")
        told = map(as_object, nodes if isinstance(nodes, list) else ())
        for n, (node, values) in enumerate(zip(told, exact, strict=False)):
            self.found.compare(f"roadmap.nodes.{n}.values", node.get("values"), values)
        return full

    def front(self, name: str, said: Any, whole: Replay) -> int:
        """Compare what is said of each order of a front; return how many there are."""
        if name not in said:
            return 0
        points = said[name]
        if not isinstance(points, list) or len(points) == 0:
            self.found.fault(f"roadmap.{name}", points, "orders")
            return 0
        self.found.once(f"roadmap.{name}", points)
        for n, point in enumerate(points):
            path = f"roadmap.{name}.{n}"
            self.found.only(path, point, FRONTS[name])
            replay = self._same(path, point, whole)
            if replay is not None:
                self._compare(path, point, replay, FRONTS[name])
        return len(points)

    def certificates(self, said: Any, whole: Replay) -> dict[str, bool | None]:
        """Check certificates, and that the verdict is the best that they leave."""
        proofs = said.get("certificates")
        if "certificates" not in said:
            return {}
        if not isinstance(proofs, Mapping) or set(proofs) != set(KEYS):
            self.found.fault("roadmap.certificates", proofs, "object_with", keys=list(KEYS))
            return {}
        proved = {name: self._certificate(name, proofs[name], whole) for name in KEYS}
        if proved["both"]:
            best = VERDICTS[0]
        else:
            best = VERDICTS[1 if proved["incentive"] else 2 if proved["trust"] else 3]
        self.found.compare_named("roadmap", said, {"verdict": best}, ("verdict",))
        return proved

    def proposal(self, path: str, said: Any, proposal: Proposal) -> int:
        """Compare the two orders of a proposal; return how many there are."""
        count = 0
        for which in ("own", "best"):
            if which not in said:
                self.found.fault(f"{path}.{which}", None, "order")
            else:
                count += self._proposal(f"{path}.{which}", said[which], proposal, which == "own")
        self._stopped(f"{path}.stopped", said, proposal)
        return count

    def _as_written(self, said: Any, whole: Replay) -> None:
        """Check what becomes of the proposal that the package is, in its own order."""
        path, told, game = "roadmap.as_written", as_object(said), self.safeguards.game
        self.found.only(path, said, ("proposal", "own", "stopped"))
        proposals = {
            one.id: one for one in self.scenario.proposals if game.package(one.steps) == whole.mask
        }
        proposal = proposals.get(str(told.get("proposal")))
        if proposal is None:
            self.found.fault(f"{path}.proposal", told.get("proposal"), "proposal")
            return
        self._proposal(f"{path}.own", told.get("own"), proposal, own=True)
        self._stopped(f"{path}.stopped", told, proposal)

    def _proposal(self, path: str, said: Any, proposal: Proposal, own: bool) -> bool:
        if said is None:
            return False
        names = (*IN_SHORT, *BESIDE) if own else IN_SHORT
        self.found.only(path, said, names)
        if own and proposal.order:
            walked = self._spelt_out(path, said, proposal)
        else:
            walked = self._free(path, said, proposal, own=own)
        if walked is not None:
            self.found.compare_named(path, said, walked.to_dict(), names)
        return walked is not None

    def _free(self, path: str, said: Any, proposal: Proposal, *, own: bool) -> Roadmap | None:
        before = proposal.before if own else ()
        replay = self._replay(path, said, before)
        if replay is None:
            return None
        if replay.mask != self.safeguards.game.package(proposal.steps):
            self.found.fault(f"{path}.order", said["order"], "proposal_steps")
        walked = self._walk(replay)
        place = path_of(replay.exits, replay.order)
        return beside_verdict(self.scenario, place, replay.used, walked) if own else walked

    def _spelt_out(self, path: str, said: Any, proposal: Proposal) -> Roadmap | None:
        """Walk an order that must be one of those that a proposal spells out."""
        written = WrittenOrder.of(self.safeguards, proposal.order)
        try:
            order = written.serial(moves_said(self.safeguards.game, as_object(said).get("order")))
        except CannotReplayError:
            order = None
        if order is None or written.stop is not None:
            self.found.fault(f"{path}.order", said, "proposal_order")
            return None
        place = path_of(written.exits, order)
        return beside_verdict(self.scenario, place, written.used, judge_order(place, 1))

    def _stopped(self, path: str, judged: Mapping[str, Any], proposal: Proposal) -> None:
        """Check where a proposal cannot be carried out as it is written."""
        game, found = self.safeguards.game, None
        mask = game.package(proposal.steps)
        if judged.get("own") is None and not any(not_a_package(self.scenario, game, mask)):
            found = stop_of(self.safeguards, proposal)
        expected = None if found is None else found.to_dict()
        self.found.compare(path, judged.get("stopped"), expected)

    def _certificate(self, name: str, said: Any, whole: Replay) -> bool | None:
        """Check one certificate; return whether it proves that an order passes, None: nothing."""
        path = f"roadmap.certificates.{name}"
        if not isinstance(said, Mapping):
            self.found.fault(path, said, "object")
        elif said.get("holds") is True:
            self.found.only(path, said, ("holds", "order", "worst"))
            return self._passing(path, name, said, whole)
        elif said.get("holds") is False and "cuts" in said:
            self.found.only(path, said, ("holds", "cuts"))
            check_cuts(self.safeguards, whole, (path, KEYS[name]), said["cuts"], self.found)
            return False
        else:
            self.found.compare(path, said, {"holds": False, "unproved": True})
        return None

    def _passing(self, path: str, name: str, said: Mapping[str, Any], whole: Replay) -> bool:
        replay = self._same(path, said, whole)
        if replay is not None:
            if not all(
                self._walk(replay).verdict in ("holds", f"{key}_only") for key in KEYS[name]
            ):
                self.found.fault(f"{path}.holds", True, "passes_not")
            worst = {
                key: {
                    party: place.to_dict()
                    for party, place in weakest_points(replay.exits, replay.order, key).items()
                }
                for key in KEYS[name]
            }
            self.found.compare_named(path, said, {"worst": worst}, ("worst",))
        return True

    def _same(self, path: str, said: Any, whole: Replay) -> Replay | None:
        """Replay an order of the same package, in as many slices."""
        replay = self._replay(path, said, ())
        if replay is None or (replay.mask, replay.slices) == (whole.mask, whole.slices):
            return replay
        self.found.fault(f"{path}.order", said["order"], "roadmap_steps")
        return None

    def _replay(self, path: str, said: Any, before: Pairs) -> Replay | None:
        """Replay an order; of the ways in which it can be meant, the one that fits best."""
        if not isinstance(said, Mapping) or "order" not in said:
            self.found.fault(f"{path}.order", None, "order")
            return None
        try:
            found = replays(self.safeguards, said["order"], before)
        except CannotReplayError as error:
            moved = f"{path}.order" if error.move is None else f"{path}.order.{error.move}"
            where = said["order"] if error.move is None else said["order"][error.move]
            self.found.note(moved, where, str(error))
            return None
        if len(found) == 1:
            return found[0]
        return min(found, key=lambda one: self._differences(said, one))

    def _compare(self, path: str, said: Any, replay: Replay, names: tuple[str, ...]) -> None:
        self.found.compare_named(path, said, self._walk(replay).to_dict(), names)

    def _differences(self, said: Mapping[str, Any], replay: Replay) -> int:
        """Return how much of what stands beside an order differs from its replay."""
        found = Comparison()
        names = tuple(name for name in COVERED if name in said)
        found.compare_named("", said, self._walk(replay).to_dict(), names)
        return len(found.discrepancies)

    def _walk(self, replay: Replay) -> Roadmap:
        place = (replay.exits, replay.order)
        if place not in self.walked:
            self.walked[place] = judge_order(path_of(*place), 1)
        return self.walked[place]
