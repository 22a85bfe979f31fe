"""How far each party trusts each other one, from the record of promises kept and broken.

With a prior mean m worth s promises, party i's trust in party j is::

    p[i, j] = (s·m + Σ w·kept) / (s + Σ w)

over j's promises to i, or to nobody named, dated before the first day of the talks (over all of
them where the file does not date the talks). A weight w halves with every `record_half_life` years
between the promise's first day and the first day of the talks; where the file does not date them,
age is counted from the day of the latest entry of the record. A number that the file gives wins.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from winset.scenario.kinds import DAYS_IN_YEAR
from winset.scenario.model import Scenario
from winset.scenario.parties import Party


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise of the record: who made it to whom, and how far it was kept.

    Attributes
    ----------
    given, fading
        The weight that the file gives it, and the share of it that is left.
    place
        Its place in the record, -1 where it stands in none.
    """

    by: str | None
    to: str | None
    kept: float
    given: float
    fading: float = 1.0
    place: int = -1

    @property
    def weight(self) -> float:
        """How much it counts."""
        return self.given * self.fading


def trust_matrix(scenario: Scenario) -> NDArray[np.float64]:
    """Return the chance, by each party's lights, that another goes on where it need not.

    Returns
    -------
    NDArray[np.float64]
        Shape (parties, parties), in the file's order: row i holds i's trust in each other party,
        in [0, 1]; the diagonal is 1.
    """
    promises = promises_of(scenario)
    matrix = np.ones((len(scenario.parties), len(scenario.parties)))
    for i, judge in enumerate(scenario.parties):
        for j, judged in enumerate(scenario.parties):
            if i != j:
                matrix[i, j] = _trust(judge, judged, promises, scenario)
    return matrix


def _trust(judge: Party, judged: Party, promises: list[Promise], scenario: Scenario) -> float:
    given = judge.trust.get(judged.id)
    if given is not None:
        return given.point
    heard = [one for one in promises if one.by == judged.id and one.to in (None, judge.id)]
    return trust_after(scenario, heard)


def trust_after(scenario: Scenario, promises: Iterable[Promise], scale: float = 1.0) -> float:
    """Return the trust in a party of which these promises are known, each weight times `scale`."""
    prior = scenario.trust_prior
    kept = prior.strength.point * prior.mean.point
    weights = prior.strength.point
    for promise in promises:
        kept += scale * promise.weight * promise.kept
        weights += scale * promise.weight
    return kept / weights


def promises_of(scenario: Scenario) -> list[Promise]:
    """Return the promises that count, each with its weight at the talks."""
    if not scenario.record:
        return []
    start = scenario.when[0] if scenario.when else None
    now = start or max(event.day for event in scenario.record)
    return [
        Promise(
            event.by,
            event.to,
            event.kept.point,
            event.weight.point,
            _faded(event.day, now, scenario.record_half_life),
            place,
        )
        for place, event in enumerate(scenario.record)
        if event.kept is not None and (start is None or event.day < start)
    ]


def _faded(day: date, now: date, half_life: float | None) -> float:
    """Return the share of its weight that a promise still has."""
    if half_life is None:
        return 1.0
    return float(2.0 ** (-(now - day).days / DAYS_IN_YEAR / half_life))
