"""Limits while an agreement is carried out: bounds of ledgers and balances, times of steps."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from winset.scenario._arrays import Floats
from winset.scenario.model import Scenario
from winset.scenario.ratifiers import belongs, values_to
from winset.scenario.steps import Step


@dataclass(frozen=True, slots=True, eq=False)
class Bounds:
    """Sums over the steps done that must stay between two limits in every state.

    Ledgers, and the running balances of ratifiers.

    Attributes
    ----------
    ids : tuple of str
        A ledger, or ``party.ratifier``.
    parties : (bounds, parties)
        Whose balance each is; zeros for a ledger.
    start : (bounds,)
        The sum before anything is done.
    value : (bounds, steps)
        What each step adds.
    bonus : (bounds, bonuses)
        What each bonus adds.
    low, high : (bounds,)
        The limits; infinite where there is none.
    """

    ids: tuple[str, ...]
    parties: Floats
    start: Floats
    value: Floats
    bonus: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Times:
    """When moves can be made, in phases from the start, and how long they take.

    Attributes
    ----------
    lasts : (steps,)
    opens, closes : (steps,)
        The earliest start and the latest end; infinite where there is none.
    """

    lasts: Floats
    opens: Floats
    closes: Floats

    @property
    def bind(self) -> bool:
        """Whether any move has a window."""
        return bool(np.isfinite(self.opens).any() or np.isfinite(self.closes).any())


_Row = tuple[str, float, list[float], list[float], float, float]


def bounds_of(scenario: Scenario) -> Bounds:
    """Return the ledgers and the ratifiers with a floor on the way."""
    rows = [*_ledgers(scenario), *_balances(scenario)]
    ids, start, value, bonus, low, high = zip(*rows, strict=True) if rows else ((),) * 6
    count = len(rows)
    return Bounds(
        ids=ids,
        parties=belongs(scenario, ids),
        start=np.array(start, dtype=np.float64),
        value=np.array(value, dtype=np.float64).reshape(count, len(scenario.steps)),
        bonus=np.array(bonus, dtype=np.float64).reshape(count, len(scenario.bonuses)),
        low=np.array(low, dtype=np.float64),
        high=np.array(high, dtype=np.float64),
    )


def times_of(scenario: Scenario) -> Times:
    """Return durations and windows, in phases from the start."""
    start, phase = start_day(scenario), scenario.phase_length
    windows = [_window(step, start, phase) for step in scenario.steps]
    return Times(
        lasts=np.array([step.lasts.point for step in scenario.steps]),
        opens=np.array([window[0] for window in windows]),
        closes=np.array([window[1] for window in windows]),
    )


def start_day(scenario: Scenario) -> date | None:
    """Return the day on which carrying out starts: that of `standing`, else the last of `when`."""
    if scenario.standing is not None and scenario.standing.date is not None:
        return scenario.standing.date
    return scenario.when[1] if scenario.when else None


def _window(step: Step, start: date | None, phase: float | None) -> tuple[float, float]:
    if step.window is None or start is None or phase is None:
        return -np.inf, np.inf
    first, last = step.window.first, step.window.last
    return (
        -np.inf if first is None else (first - start).days / phase,
        np.inf if last is None else ((last - start).days + 1) / phase,
    )


def _ledgers(scenario: Scenario) -> Iterator[_Row]:
    for ledger in scenario.ledgers:
        adds = [float(step.changes.get(ledger.id, 0.0)) for step in scenario.steps]
        low = -np.inf if ledger.floor is None else ledger.floor.point
        high = np.inf if ledger.cap is None else ledger.cap.point
        yield ledger.id, ledger.start.point, adds, [0.0] * len(scenario.bonuses), low, high


def _balances(scenario: Scenario) -> Iterator[_Row]:
    for party in scenario.parties:
        for body in party.home:
            if body.floor_on_the_way is not None:
                steps, bonuses = values_to(scenario, party.id, body.value)
                start = -(body.no_deal or party.no_deal).point
                floor = body.floor_on_the_way.point
                name = f"{party.id}.{body.id}"
                yield name, start, list(steps), list(bonuses), floor, np.inf
