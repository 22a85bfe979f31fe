"""The packages whose fate is followed from draw to draw."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from winset.deals.packages import signable, values_of
from winset.roadmaps.as_written import WrittenOrder
from winset.roadmaps.order_path import indices, path_of
from winset.roadmaps.orders import costs_of, most_trust_to_spare, widest_margin
from winset.roadmaps.safeguards import Safeguards, safeguards_of
from winset.roadmaps.search import safest
from winset.roadmaps.verdicts import Verdict, verdict_of
from winset.scenario import Scenario, Together
from winset.scenario.game import Game, StepSet

BEST = "best"
"""The subject that is the package that the answer speaks of."""

Outcome = tuple[bool, Verdict]
"""The part of what becomes of a package that people see: whether all sign it, and the verdict."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A package, and the order demanded of it: the name says whose it is."""

    name: str
    steps: tuple[str, ...]
    before: tuple[tuple[str, str], ...] = ()
    order: tuple[Together, ...] = ()


@dataclass(frozen=True, slots=True)
class Fate:
    """How a package fares: signed or not, kept or not, and by what margin.

    `margin` and `trust` are to spare: the largest margin, and the largest least has − required,
    over the orders that are as good in the other; negative where something is lacking. Of packages
    too large for a lattice only what is lacking is known.
    """

    signable: bool
    verdict: Verdict
    margin: float
    trust: float

    @property
    def outcome(self) -> Outcome:
        """The part of it that people see."""
        return self.signable, self.verdict


def subjects_of(scenario: Scenario, best: tuple[str, ...] | None) -> tuple[Subject, ...]:
    """Return the proposals in their own order and in the best, and the best package."""
    own = [Subject(f"{p.id}/own", p.steps, p.before, p.order) for p in scenario.proposals]
    free = [Subject(f"{p.id}/best", p.steps) for p in scenario.proposals]
    found = [] if best is None else [Subject(BEST, best)]
    return (*own, *free, *found)


def fates_of(game: Game, subjects: Iterable[Subject]) -> Mapping[str, Fate]:
    """Return how each package fares with a game's numbers."""
    safeguards = safeguards_of(game)
    known: dict[tuple[object, ...], Fate] = {}
    fates = {}
    for subject in subjects:
        package = (subject.steps, subject.before, subject.order)
        if package not in known:
            known[package] = _fate(safeguards, subject)
        fates[subject.name] = known[package]
    return fates


def _fate(safeguards: Safeguards, subject: Subject) -> Fate:
    game = safeguards.game
    package = game.package(subject.steps)
    mask = np.array([package], dtype=np.int64)
    signs = bool(signable(game, mask, values_of(game, mask))[0])
    clash = is_torn(game, package)
    if subject.order and not clash:
        return _spelt_out(safeguards, subject, signs)
    found = [] if clash else safest(safeguards, package, subject.before)
    if not found:
        return _no_order(signs)
    arrangement = found[0]
    if arrangement.lattice is None:
        return Fate(signs, arrangement.verdict, -arrangement.share, -arrangement.lack)
    costs = costs_of(arrangement.lattice)
    return Fate(
        signable=signs,
        verdict=arrangement.verdict,
        margin=widest_margin(costs, arrangement.lack),
        trust=most_trust_to_spare(costs, arrangement.share),
    )


def is_torn(game: Game, package: StepSet) -> bool:
    """Return whether some steps exclude each other."""
    return any(len(game.names(package & some)) > 1 for some, _ in game.choices)


def _spelt_out(safeguards: Safeguards, subject: Subject, signs: bool) -> Fate:
    written = WrittenOrder.of(safeguards, subject.order)
    if written.stop is not None:
        return _no_order(signs)
    worst, share, lack = indices(path_of(written.exits, written.order))
    return Fate(signs, verdict_of(share, lack), -worst, -lack)


def _no_order(signs: bool) -> Fate:
    return Fate(signs, "neither", -np.inf, -1.0)
