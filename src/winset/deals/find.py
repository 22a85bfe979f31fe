"""What could be signed: the verb of this part and its result."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from winset.deals.demands import meets_all
from winset.deals.frontier import pareto_frontier
from winset.deals.packages import Packages, list_packages
from winset.deals.solutions import solve
from winset.scenario import Scenario, Term
from winset.scenario.game import Floats, Game, StepSet, compile_game
from winset.tools.result import Result, plain_fields


@dataclass(frozen=True, slots=True)
class Deal(Result):
    """A package and what it is worth to each party, relative to no deal."""

    steps: tuple[str, ...]
    values: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Meaning(Result):
    """What a term commits to: the steps all its readers see in it, and what only some see."""

    common: tuple[str, ...]
    only: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, repr=False)
class Deals(Result):
    """What could be signed.

    Attributes
    ----------
    packages, signable, overlap
        Numbers of non-empty packages: allowed by prerequisites and choices; agreeable to every
        party, ratifier and giver of consent; meeting every demand, signable or not.
    frontier
        The signable packages, the empty one included, that none beats for everybody.
    solutions
        By name, what bargaining theory picks (`winset.deals.solutions.solve`); None where the
        parties' values cannot be compared.
    terms
        By term, what it commits whom to.
    """

    packages: int
    signable: int
    overlap: int
    frontier: tuple[Deal, ...]
    solutions: Mapping[str, tuple[Deal, ...] | None]
    terms: Mapping[str, Meaning]

    def __repr__(self) -> str:
        return f"Deals({self.signable:,} of {self.packages:,} packages signable)"

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        return plain_fields(
            self, "packages", "signable", "frontier", "solutions", "overlap", "terms"
        )


def find_deals(scenario: Scenario) -> Deals:
    """Return which packages every side would sign, and the best of them.

    Parameters
    ----------
    scenario
        The negotiation.

    Raises
    ------
    ScenarioTooLarge
        Where more packages are possible than can be listed.

    Examples
    --------
    >>> import winset
    >>> deals = winset.find_deals(winset.load("docs/examples/dam.yaml"))
    >>> deals
    Deals(4 of 11 packages signable)
    >>> [deal.steps for deal in deals.solutions["nash"]]
    [('open-dam', 'power-line', 'sell-power')]
    """
    game = compile_game(scenario)
    return deals_among(scenario, game, list_packages(game))


def deals_among(scenario: Scenario, game: Game, packages: Packages) -> Deals:
    """Return what could be signed among the packages of a game, all of them listed."""
    overlap = meets_all(scenario, game, packages.masks, packages.values)
    masks, values = packages.masks[packages.signable], packages.values[:, packages.signable]
    best = pareto_frontier(values)
    front, on_front = masks[best], values[:, best]
    most = values.max(axis=1, initial=0.0)
    deals = tuple(
        _deal(game, StepSet(int(mask)), value)
        for mask, value in zip(front, on_front.T, strict=True)
    )
    return Deals(
        packages=int(np.count_nonzero(packages.masks)),
        signable=int(np.count_nonzero(masks)),
        overlap=int(np.count_nonzero(packages.masks[overlap])),
        frontier=tuple(sorted(deals, key=lambda deal: -deal.values[scenario.parties[0].id])),
        solutions=_solutions(deals, on_front, most, scenario.comparable),
        terms={term.id: read_term(game, term) for term in scenario.terms},
    )


def read_term(game: Game, term: Term) -> Meaning:
    """Return what all readers of a term take it to mean, and what only some do."""
    readings = [set(steps) for steps in term.meaning.values()]
    common = set.intersection(*readings) if readings else set()
    return Meaning(
        common=_in_file_order(game, common),
        only={
            party: _in_file_order(game, set(steps) - common)
            for party, steps in term.meaning.items()
        },
    )


def _in_file_order(game: Game, steps: set[str]) -> tuple[str, ...]:
    return tuple(step for step in game.steps if step in steps)


def _deal(game: Game, mask: StepSet, values: Floats) -> Deal:
    return Deal(game.names(mask), game.by_party(values))


def _solutions(
    deals: tuple[Deal, ...], values: Floats, most: Floats, comparable: bool
) -> dict[str, tuple[Deal, ...] | None]:
    picked = solve(values, most, comparable)
    return {
        name: None if places is None else tuple(deals[place] for place in places)
        for name, places in picked.items()
    }
