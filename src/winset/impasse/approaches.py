"""Ways of going about a negotiation, compared: each through deals, roadmap and impasse."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from winset.deals.find import Deals, find_deals
from winset.impasse.reasons import Progress, explore_groups
from winset.impasse.solver import Solver
from winset.impasse.tagged_id import TaggedId
from winset.roadmaps.plan import plan_roadmap
from winset.roadmaps.roadmap import Roadmap
from winset.scenario import Scenario
from winset.scenario.budget import so_far
from winset.scenario.changes import with_changes


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome of an approach.

    Attributes
    ----------
    deals, roadmap
        As the parts of those names find them; the roadmap is that of the best package.
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
        roadmap = self.roadmap
        best = None
        if roadmap is not None:
            best = {
                "package": list(roadmap.package),
                "values": dict(roadmap.values),
                "verdict": roadmap.verdict,
                "margin": roadmap.margin,
                "required_bond": roadmap.required_bond,
                "required_trust": roadmap.required_trust,
            }
        counts = None if roadmap is None else roadmap.all
        return {
            "packages": self.deals.packages,
            "signable": self.deals.signable,
            "holds": 0 if counts is None else counts.holds,
            "overlap": self.deals.overlap,
            "best": best,
            "deal_exists": self.deal_exists,
            "reasons": self.reasons,
            "smallest": list(self.smallest),
        }


def compare_approaches(
    solver: Solver, progress: Progress = lambda done, total: None
) -> dict[str, Outcome]:
    """Return the outcome of each approach of a file, by its id.

    Under the empty name stands the scenario as it is.
    """
    total = len(solver.scenario.approaches) + 1

    def each() -> Iterator[tuple[str, Outcome]]:
        for n, (name, changed) in enumerate(_approaches(solver.scenario)):
            progress(n, total)
            yield name, _outcome(solver.of(changed))

    return dict(so_far(each()))


def _outcome(solver: Solver) -> Outcome:
    """Return the outcome of a scenario."""
    scenario = solver.scenario
    explored = explore_groups(solver)
    solver.budget.check()  # reasons that are cut short are not counted
    smallest = explored.reasons[:1]
    return Outcome(
        deals=find_deals(scenario),
        roadmap=plan_roadmap(scenario),
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
