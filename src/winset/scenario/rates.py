"""What time does to worths: discounts, chances of leaving office, and which steps say how long."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from winset.scenario._arrays import Bools, Floats
from winset.scenario.bounds import start_day
from winset.scenario.kinds import DAYS_IN_YEAR
from winset.scenario.model import Scenario
from winset.scenario.numbers import Number, Rate


@dataclass(frozen=True, slots=True, eq=False)
class Rates:
    """How worths that come later count, in phases from the start.

    Attributes
    ----------
    discount : (parties,)
        δ, what a worth that comes a phase later is worth of one that comes now; in (0, 1].
    stays : (parties,)
        1−h, the chance that no successor drops the deal in a phase; in (0, 1].
    since : (parties,)
        From which time on one may; minus infinity: from the start.
    told : (steps,)
        Which steps say how long they take.
    """

    discount: Floats
    stays: Floats
    since: Floats
    told: Bools

    @property
    def count(self) -> bool:
        """Whether time changes any worth."""
        return bool((self.discount < 1).any() or (self.stays < 1).any())

    def weights(self, start: float, end: float) -> Floats:
        """Return w, what a worth at one time is worth at an earlier one to each party.

        δ^(b−a)·∏_j(1−h_j)^(the part of [a, b] after j's date): a successor who drops the deal stops
        it for all, so that every party's chance counts for each.

        Returns
        -------
        (parties,)
        """
        return self.discount ** (end - start) * self.stands(start, end)

    def stands(self, start: float, end: float) -> float:
        """Return the chance that nobody's successor drops the deal between two times."""
        open_to = np.clip(end - np.maximum(self.since, start), 0.0, None)
        return float(np.prod(self.stays**open_to))


def rates_of(scenario: Scenario) -> Rates:
    """Return the rates of a scenario, a phase each."""
    phase, start, parties = scenario.phase_length, start_day(scenario), scenario.ranked
    return Rates(
        discount=np.array([_a_phase(one.discount, phase) for one in parties]),
        stays=np.array([_a_phase(_staying(one.leaves_office), phase) for one in parties]),
        since=np.array([_since(one.leaves_office, start, phase) for one in parties]),
        told=np.array([step.phases is not None for step in scenario.steps], dtype=np.bool_),
    )


def since_when(day: date | None, start: date | None, phase: float | None) -> float:
    """Return a day in phases from the start; minus infinity without one, or without a clock."""
    if day is None or start is None or phase is None:
        return -np.inf
    return (day - start).days / phase


def _a_phase(number: Number, phase: float | None) -> float:
    """Return a factor a phase: x a year is x^Y a phase, Y its length in years."""
    yearly = isinstance(number, Rate) and number.yearly and phase is not None
    return float(number.point ** ((phase or 0.0) / DAYS_IN_YEAR)) if yearly else number.point


def _staying(number: Number) -> Number:
    """Return the chance of staying in office, of that of leaving it."""
    yearly = isinstance(number, Rate) and number.yearly
    return Rate(1 - number.point, yearly=yearly)


def _since(number: Number, start: date | None, phase: float | None) -> float:
    return since_when(number.since if isinstance(number, Rate) else None, start, phase)
