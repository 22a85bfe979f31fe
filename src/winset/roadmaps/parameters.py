"""The numbers on which an order's keys can hang, with what each may be."""

from collections.abc import Iterable, Iterator, Mapping

import numpy as np

from winset.roadmaps.bracketing import Parameter
from winset.roadmaps.order_path import OrderPath
from winset.scenario import Party, Scenario, Step
from winset.scenario.game import TOLERANCE
from winset.scenario.keys import within
from winset.scenario.number_path import NumberPath
from winset.scenario.numbers import LARGEST, Number
from winset.scenario.quantities import AMOUNT, SHARE

REACH = 10.0
"""How far an amount is followed from what it is, in gross gains B of its party."""

SHARES = within(Step, SHARE)
AMOUNTS = frozenset({*within(Party, AMOUNT), "cost"})


def parameters_of(
    scenario: Scenario, path: OrderPath, used: Iterable[int]
) -> tuple[Parameter, ...]:
    """Return the numbers on which the keys of an order can hang.

    Parameters
    ----------
    path
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


def amount(path: NumberPath, point: float, unit: float, *, breaks: bool = False) -> Parameter:
    """Return an amount, followed to either side as far as `REACH`."""
    least = 0.0 if AMOUNTS.intersection(path.keys[-2:]) else -LARGEST
    low, high = max(least, point - REACH * unit), min(LARGEST, point + REACH * unit)
    return Parameter(path, point, low, high, unit, breaks)


def _share(path: str, point: float) -> Parameter:
    return Parameter(NumberPath(path), point, 0.0, 1.0, 1.0)


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
                yield _share(f"{place}.trust.{other}", trust)

    def _step(self, step: Step) -> Iterator[Parameter]:
        place = f"steps.{step.id}"
        yield from self._each(f"{place}.value", step.value, step.by)
        for name in SHARES:
            yield _share(f"{place}.{name}", getattr(step, name).point)
        for path, number in step.sets.items():
            later, whole = NumberPath(path), f"{place}.sets.{path}"
            if later.block == "parties":
                yield self._amount(whole, number.point, later.owner)
            elif later.owner in self.package:
                yield _share(whole, number.point)

    def _each(
        self, place: str, given: Mapping[str, Number], performers: Iterable[str] = ()
    ) -> Iterator[Parameter]:
        for _, party in self.path.game.each_party():
            point = given[party].point if party in given else 0.0
            yield self._amount(f"{place}.{party}", point, party, breaks=party in performers)

    def _amount(self, path: str, point: float, party: str, *, breaks: bool = False) -> Parameter:
        return amount(NumberPath(path), point, self.units[party], breaks=breaks)
