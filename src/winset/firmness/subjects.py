"""The packages whose fate is followed from draw to draw."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from winset.deals.packages import signable, values_of
from winset.roadmaps.along import along, indices
from winset.roadmaps.as_written import Written
from winset.roadmaps.devices import Ways, ways_of
from winset.roadmaps.orders import (
    Verdict,
    costs_of,
    grade,
    most_trust_to_spare,
    widest_margin,
)
from winset.roadmaps.search import safest
from winset.scenario import Scenario, Together
from winset.scenario.compiled import compile_game

BEST = "best"
"""The subject that is the best package, as found with the points of the file's numbers."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A package, and the order demanded of it: the name says whose it is."""

    name: str
    steps: tuple[str, ...]
    before: tuple[tuple[str, str], ...] = ()
    order: tuple[Together, ...] = ()


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of a package: signed or not, kept or not, with what to spare.

    `margin` and `trust` are to spare: the largest margin, and the largest least has − required,
    over the orders that are as good in the other; negative where something is lacking. Of packages
    too large for a lattice only what is lacking is known.
    """

    signable: bool
    verdict: Verdict
    margin: float
    trust: float

    @property
    def outcome(self) -> tuple[bool, Verdict]:
        """What people see of it."""
        return self.signable, self.verdict


def subjects_of(scenario: Scenario, best: tuple[str, ...] | None) -> tuple[Subject, ...]:
    """Return the proposals in their own order and in the best, and the best package."""
    own = [Subject(f"{p.id}/own", p.steps, p.before, p.order) for p in scenario.proposals]
    free = [Subject(f"{p.id}/best", p.steps) for p in scenario.proposals]
    found = [] if best is None else [Subject(BEST, best)]
    return (*own, *free, *found)


def fates_of(scenario: Scenario, subjects: Iterable[Subject]) -> Mapping[str, Fate]:
    """Return what becomes of each package with a scenario's numbers."""
    ways = ways_of(compile_game(scenario))
    known: dict[tuple[object, ...], Fate] = {}
    fates = {}
    for subject in subjects:
        package = (subject.steps, subject.before, subject.order)
        if package not in known:
            known[package] = _fate(ways, subject)
        fates[subject.name] = known[package]
    return fates


def _fate(ways: Ways, subject: Subject) -> Fate:
    game = ways.game
    mask = np.array([game.mask(subject.steps) | game.done], dtype=np.int64)
    signs = bool(signable(game, mask, values_of(game, mask))[0])
    clash = any(len(game.names(int(mask[0]) & some)) > 1 for some, _ in game.choices)
    if subject.order and not clash:
        return _spelt_out(ways, subject, signs)
    found = [] if clash else safest(ways, int(mask[0]), subject.before)
    if not found:
        return _no_order(signs)
    way = found[0]
    if way.lattice is None:
        return Fate(signs, way.verdict, -way.share, -way.lack)
    costs = costs_of(way.lattice)
    return Fate(
        signable=signs,
        verdict=way.verdict,
        margin=widest_margin(costs, way.lack),
        trust=most_trust_to_spare(costs, way.share),
    )


def _spelt_out(ways: Ways, subject: Subject, signs: bool) -> Fate:
    written = Written.of(ways, subject.order)
    if written.stop is not None:
        return _no_order(signs)
    worst, share, lack = indices(along(written.exits, written.order))
    return Fate(signs, grade(share, lack), -worst, -lack)


def _no_order(signs: bool) -> Fate:
    return Fate(signs, "neither", -np.inf, -1.0)
