"""The packages whose fate is followed from draw to draw."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from winset.deals.packages import signable, values_of
from winset.roadmaps.exits import exits_of
from winset.roadmaps.lattice import build_lattice
from winset.roadmaps.orders import Verdict, costs_of, grade, least_indices
from winset.scenario import Scenario
from winset.scenario.compiled import compile_game

BEST = "best"
"""The subject that is the best package, as found with the points of the file's numbers."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A package, and the order demanded of it: the name says whose it is."""

    name: str
    steps: tuple[str, ...]
    before: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of a package: signed or not, kept or not, with what to spare.

    `share` is the stake it lacks as a share of B, negative: its margin; `lack` the trust it lacks.
    """

    signable: bool
    verdict: Verdict
    share: float
    lack: float


def subjects_of(scenario: Scenario, best: tuple[str, ...] | None) -> tuple[Subject, ...]:
    """Return the proposals in their own order and in the best, and the best package."""
    own = [Subject(f"{p.id}/own", p.steps, p.before) for p in scenario.proposals]
    free = [Subject(f"{p.id}/best", p.steps) for p in scenario.proposals]
    found = [] if best is None else [Subject(BEST, best)]
    return (*own, *free, *found)


def fates_of(scenario: Scenario, subjects: Iterable[Subject]) -> Mapping[str, Fate]:
    """Return what becomes of each package with a scenario's numbers."""
    game = compile_game(scenario)
    exits = exits_of(game)
    fates = {}
    for subject in subjects:
        mask = np.array([game.mask(subject.steps)], dtype=np.int64)
        lattice = build_lattice(exits, int(mask[0]), game.before(subject.before))
        share, lack = least_indices(costs_of(lattice))
        signs = bool(signable(game, mask, values_of(game, mask))[0])
        fates[subject.name] = Fate(signs, grade(share, lack), share, lack)
    return fates
