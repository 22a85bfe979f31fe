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
from winset.impasse.thresholds import Grid, Thresholds
from winset.roadmaps.bracketing import SwitchingValue


@dataclass(frozen=True, slots=True, repr=False)
class Impasse:
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
        The largest sets that can hold, those that leave out fewest first.
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
        What each side has against each proposal, and could have accepted.
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

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data; what was not asked for is left out."""
        parts = {
            "thresholds": self.thresholds,
            "grid": self.grid,
            "next_attempt": self.next_attempt,
        }
        edge = None if self.edge is None else [one.to_dict() for one in self.edge]
        return {
            "complete": self.complete,
            "deal_exists": self.deal_exists,
            "deal": None if self.deal is None else self.deal.to_dict(),
            "groups": {group.id: group.kind for group in self.groups},
            "reasons": [reason.to_dict() for reason in self.reasons],
            "all_up_to": self.all_up_to,
            "largest": [one.to_dict() for one in self.largest],
            **self._repairs(),
            "proposals": {name: answer.to_dict() for name, answer in self.proposals.items()},
            "approaches": {name: outcome.to_dict() for name, outcome in self.approaches.items()},
            **{name: part.to_dict() for name, part in parts.items() if part is not None},
            **({} if edge is None else {"edge": edge}),
        }

    def _repairs(self) -> dict[str, Any]:
        if self.repairs_complete is None:
            return {}
        listed = [repair.to_dict() for repair in self.repairs]
        return {"repairs": listed, "repairs_complete": self.repairs_complete}
