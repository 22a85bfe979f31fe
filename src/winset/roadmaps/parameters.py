"""The numbers on which an order's keys can hang, with what each may be."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from winset.roadmaps.order_path import OrderPath
from winset.scenario import Party, Scenario, Step
from winset.scenario.compiled import TOLERANCE
from winset.scenario.numbers import LARGEST, Number

REACH = 10.0
"""How far an amount is followed from what it is, in gross gains B of its party."""

LEAST = 1e-9
"""Stands for anything above 0 where a worth changes its side, as a share of its unit."""

SHARES = ("reversible", "head_start", "detection", "hazard")
AMOUNTS = frozenset({"breach_penalty", "guarantee", "cost"})


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number that can be changed.

    Attributes
    ----------
    path
        As `--set` takes it.
    point
        What it is.
    low, high
        Between which values it is followed.
    unit
        What a change is measured by: the range of a share, or the gross gain of the party.
    breaks
        Whether results may jump where it passes 0.
    """

    path: str
    point: float
    low: float
    high: float
    unit: float
    breaks: bool = False

    def stretches(self, side: int) -> Iterator[tuple[float, float]]:
        """Yield from where to where it is followed on one side (-1 or 1), without a jump in it."""
        near, end = self.point, self.high if side > 0 else self.low
        if self.breaks and side > 0 and near <= 0 < end:
            yield near, 0.0
            near = LEAST * self.unit
        elif self.breaks and side < 0 and end <= 0 < near:
            yield near, min(near, LEAST * self.unit)
            near = 0.0
        yield near, end


def parameters_of(
    scenario: Scenario, path: OrderPath, used: Iterable[int]
) -> tuple[Parameter, ...]:
    """Return the numbers on which the keys of an order can hang.

    Parameters
    ----------
    way
        The order.
    used
        The escrows in use.
    """
    return tuple(_ParametersOfOrder(scenario, path).all(frozenset(used)))


def party_units(path: OrderPath) -> dict[str, float]:
    """Return the unit of changes of each party's amounts: its gross gain B.

    All that it could gain or lose where B is 0; 1 where that is nothing, in whatever unit.
    """
    own = np.where(path.scale > 0, path.scale, path.dust / TOLERANCE)
    own = np.where(own > 0, own, 1.0)
    return path.game.by_party(own)


class _ParametersOfOrder:
    """The parameters of one order."""

    def __init__(self, scenario: Scenario, path: OrderPath) -> None:
        self.scenario, self.path = scenario, path
        self.package = set(path.game.names(int(path.states[-1])))
        self.units = party_units(path)

    def all(self, used: frozenset[int]) -> Iterator[Parameter]:
        for party in self.scenario.parties:
            yield from self._party(party)
        for step in self.scenario.steps:
            if step.id in self.package:
                yield from self._step(step)
        for n, bonus in enumerate(self.scenario.bonuses):
            if self.package.issuperset(bonus.when):
                yield from self._each(f"bonuses.{n}.value", bonus.value)
        for n, escrow in enumerate(self.scenario.escrow):
            if n in used:
                yield from self._each(f"escrow.{n}.cost", escrow.cost)

    def _party(self, party: Party) -> Iterator[Parameter]:
        place = f"parties.{party.id}"
        i = self.path.game.parties.index(party.id)
        yield self._amount(f"{place}.no_deal", party.no_deal.point, party.id)
        yield self._amount(f"{place}.fallback", float(self.path.game.fallback[i]), party.id)
        yield self._amount(f"{place}.breach_penalty", party.breach_penalty.point, party.id)
        yield self._amount(f"{place}.guarantee", party.guarantee.point, party.id)
        for j, other in self.path.game.each_party():
            if j != i and self.path.actors[j]:
                trust = float(self.path.game.trust[i, j])
                yield Parameter(f"{place}.trust.{other}", trust, 0.0, 1.0, 1.0)

    def _step(self, step: Step) -> Iterator[Parameter]:
        place = f"steps.{step.id}"
        yield from self._each(f"{place}.value", step.value, step.by)
        for name in SHARES:
            yield Parameter(f"{place}.{name}", getattr(step, name).point, 0.0, 1.0, 1.0)
        for path, number in step.sets.items():
            kind, who, name = path.split(".")
            if kind == "parties":
                yield self._amount(f"{place}.sets.{path}", number.point, who)
            elif who in self.package:
                yield Parameter(f"{place}.sets.{path}", number.point, 0.0, 1.0, 1.0)

    def _each(
        self, place: str, given: Mapping[str, Number], performers: Iterable[str] = ()
    ) -> Iterator[Parameter]:
        for _, party in self.path.game.each_party():
            point = given[party].point if party in given else 0.0
            yield self._amount(f"{place}.{party}", point, party, breaks=party in performers)

    def _amount(self, path: str, point: float, party: str, *, breaks: bool = False) -> Parameter:
        parts = path.split(".")
        least = 0.0 if AMOUNTS & {parts[-1], parts[-2]} else -LARGEST
        reach = REACH * self.units[party]
        low, high = max(least, point - reach), min(LARGEST, point + reach)
        return Parameter(path, point, low, high, self.units[party], breaks)
