"""Why there is no deal, and what would open one: the result."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from winset.impasse.amendments import Answer
from winset.impasse.approaches import Outcome
from winset.impasse.groups import Group
from winset.impasse.next_attempt import NextAttempt
from winset.impasse.reasons import LargestSet, Reason
from winset.impasse.repairs import Repair
from winset.impasse.solver import Witness
from winset.impasse.tagged_id import TaggedId
from winset.impasse.thresholds import Grid, Thresholds
from winset.roadmaps.bracketing import SwitchingValue
from winset.tools.result import Result, plain_fields


@dataclass(frozen=True, slots=True, repr=False)
class Impasse(Result):
    """Why there is no deal, and what would open one; or how near the edge one is.

    A deal is a non-empty package that all sign, that meets every demand, and that is kept in some
    order. What was not asked for is None.

    Attributes
    ----------
    groups
        All that could be given up.
    deal
        The best deal in an order; None where there is none.
    reasons
        The smallest sets of groups that cannot hold together, smallest first.
    all_up_to
        None where these are all; else all with up to so many members are among them.
    largest
        The largest sets that can hold, those that leave out fewest first; empty without proofs.
    repairs
        The smallest sets of changes that open a deal: the file's by their cost, then those found.
    repairs_complete
        Whether all sets of the file's levers were tried and are listed; None where no repairs were
        looked for.
    thresholds
        The least trust and stakes with which a first deal opens.
    grid
        Where a deal exists as two numbers vary.
    proposals
        What each side has against each proposal, and could have accepted; empty without proofs.
    next_attempt
        The same negotiation with this breakdown in the record.
    approaches
        The file's approaches compared, with the file as it is under the empty name.
    edge
        Where a deal exists: the numbers that would leave none, the smallest change first.
    complete
        Whether there was time for all that was asked. Else all that is here is proved, but what is
        missing may exist.
    """

    groups: tuple[Group, ...]
    deal: Witness | None
    reasons: tuple[Reason, ...]
    all_up_to: int | None
    largest: tuple[LargestSet, ...]
    repairs: tuple[Repair, ...]
    repairs_complete: bool | None
    thresholds: Thresholds | None
    grid: Grid | None
    proposals: Mapping[str, Answer]
    next_attempt: NextAttempt | None
    approaches: Mapping[str, Outcome]
    edge: tuple[SwitchingValue, ...] | None
    complete: bool = True

    def __repr__(self) -> str:
        if self.deal is not None:
            return "Impasse(a deal exists)"
        return f"Impasse({len(self.reasons)} reasons, {len(self.repairs)} repairs)"

    @property
    def deal_exists(self) -> bool:
        """Whether some package is signed, kept, and meets every demand."""
        return self.deal is not None

    @property
    def trust(self) -> Mapping[TaggedId, float]:
        """How far each trust goes that could be given up, by its group."""
        return {group.id: group.has for group in self.groups if group.has is not None}

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data; what was not asked for is left out."""
        optional = ("thresholds", "grid", "next_attempt", "edge")
        there = (name for name in optional if getattr(self, name) is not None)
        return {
            **plain_fields(self, "complete", "deal_exists", "deal"),
            "groups": {str(group.id): group.kind for group in self.groups},
            **plain_fields(self, "reasons", "all_up_to", "largest"),
            **self._repairs(),
            **plain_fields(self, "proposals", "approaches", *there),
        }

    def _repairs(self) -> dict[str, Any]:
        if self.repairs_complete is None:
            return {}
        listed = [repair.to_dict() for repair in self.repairs]
        return {"repairs": listed, "repairs_complete": self.repairs_complete}
