"""Ways of going about a negotiation, compared: each through deals, roadmap and impasse."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from winset.deals.find import Deals
from winset.impasse.reasons import explore_groups
from winset.impasse.solver import Solver
from winset.impasse.tagged_id import TaggedId
from winset.roadmaps.plan import judge_best
from winset.roadmaps.roadmap import Roadmap
from winset.roadmaps.session import Session
from winset.scenario import Scenario
from winset.scenario.budget import so_far
from winset.scenario.changes import with_changes
from winset.tools.progress import Progress, untold
from winset.tools.result import Result, plain_fields

_BEST = ("package", "values", "verdict", "margin", "required_bond", "required_trust")
"""What is said of an approach's best package."""


@dataclass(frozen=True, slots=True)
class Outcome(Result):
    """The outcome of an approach.

    Attributes
    ----------
    deals
        What could be signed.
    roadmap
        The best package in its best order, with its verdict alone.
    deal_exists
        Whether some package is signed, kept and meets every demand.
    reasons
        How many reasons there are why not.
    smallest
        The groups of the smallest of them, nothing where there is none.
    """

    deals: Deals
    roadmap: Roadmap | None
    deal_exists: bool
    reasons: int
    smallest: tuple[TaggedId, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data, in short."""
        counts = None if self.roadmap is None else self.roadmap.all
        return {
            "packages": self.deals.packages,
            "signable": self.deals.signable,
            "holds": 0 if counts is None else counts.holds,
            "overlap": self.deals.overlap,
            "best": None if self.roadmap is None else plain_fields(self.roadmap, *_BEST),
            **plain_fields(self, "deal_exists", "reasons", "smallest"),
        }


def compare_approaches(
    solver: Solver, session: Session, progress: Progress = untold
) -> dict[str, Outcome]:
    """Return the outcome of each approach of a file, by its id.

    Under the empty name stands the scenario as it is, which has this solver and session.
    """
    total = len(solver.scenario.approaches) + 1

    def each() -> Iterator[tuple[str, Outcome]]:
        for n, (name, changed) in enumerate(_approaches(solver.scenario)):
            progress(n, total)
            if name:
                yield name, _outcome(solver.of(changed), Session(changed))
            else:
                yield name, _outcome(solver, session)

    return dict(so_far(each()))


def _outcome(solver: Solver, session: Session) -> Outcome:
    """Return the outcome of a scenario."""
    explored = explore_groups(solver)
    solver.budget.check()  # reasons that are cut short are not counted
    smallest = explored.reasons[:1]
    return Outcome(
        deals=session.deals,
        roadmap=judge_best(session),
        deal_exists=solver.can_hold(solver.groups.everything),
        reasons=len(explored.reasons),
        smallest=solver.groups.ids(smallest[0]) if smallest else (),
    )


def _approaches(scenario: Scenario) -> Iterator[tuple[str, Scenario]]:
    if scenario.approaches:
        yield "", scenario
    for approach in scenario.approaches:
        points = {path: number.point for path, number in approach.sets.items()}
        yield approach.id, with_changes(scenario, points)
