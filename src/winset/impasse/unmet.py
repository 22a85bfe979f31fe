"""What a package leaves unmet of the groups that are given up."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from winset.deals.demands import wanted_steps
from winset.impasse.groups import demands_of
from winset.impasse.tagged_id import TaggedId
from winset.scenario import Demand, Scenario
from winset.scenario.amounts import beyond
from winset.scenario.game import Floats, Game, Masks
from winset.tools.result import Result


@dataclass(frozen=True, slots=True)
class Unmet(Result):
    """What a package and its order leave unmet of a group that is given up.

    Attributes
    ----------
    group
        A demand, or a reading of a term.
    missing, unwanted
        Steps that are asked for and left out; refused and part of it.
    out_of_order
        Pairs (x, y) of steps: y does not come after x.
    short
        By how much the package is worth less than is asked for, in the party's units.
    """

    group: TaggedId
    missing: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()
    out_of_order: tuple[tuple[str, str], ...] = ()
    short: float = 0.0

    def __bool__(self) -> bool:
        return bool(self.missing or self.unwanted or self.out_of_order or self.short)


def count_unmet(
    scenario: Scenario, game: Game, given_up: Iterable[TaggedId], masks: Masks, values: Floats
) -> Masks:
    """Return how many things each package leaves unmet, whatever its order: (packages,).

    A step that is asked for and missing, one that is refused, a pair of which the first is missing,
    and a worth too small count one each.

    Parameters
    ----------
    masks : (packages,)
    values : (parties, packages)
    """
    count = np.zeros(len(masks), dtype=np.int64)
    for demand in (demand for group in given_up for demand in demands_of(scenario, group)):
        for step in wanted_steps(scenario, demand):
            count += (masks & game.mask([step])) == 0
        for step in demand.refuse:
            count += (masks & game.mask([step])) != 0
        for first, then in demand.before:
            count += ((masks & game.mask([then])) != 0) & ((masks & game.mask([first])) == 0)
        if demand.at_least is not None:
            count += beyond(demand.at_least.point, values[game.parties.index(demand.by)])
    return count


def unmet_in(
    scenario: Scenario,
    given_up: Iterable[TaggedId],
    order: tuple[tuple[str, ...], ...],
    values: dict[str, float],
) -> Iterator[Unmet]:
    """Yield what an order of a package leaves unmet, group by group; nothing of what it meets."""
    ends = dict.fromkeys(_done(scenario), -1)
    ends |= {step: n for n, move in enumerate(order) for step in move}
    begins = {step: n for n, move in reversed(list(enumerate(order))) for step in move}
    for group in given_up:
        for demand in demands_of(scenario, group):
            unmet = Unmet(
                group=group,
                missing=tuple(k for k in wanted_steps(scenario, demand) if k not in ends),
                unwanted=tuple(k for k in demand.refuse if k in ends),
                out_of_order=tuple(p for p in demand.before if _misplaced(p, begins, ends)),
                short=_short(demand, values),
            )
            if unmet:
                yield unmet


def _done(scenario: Scenario) -> tuple[str, ...]:
    """Return the steps that are done already, and so are no moves of an order."""
    return () if scenario.standing is None else scenario.standing.done


def _misplaced(pair: tuple[str, str], begins: dict[str, int], ends: dict[str, int]) -> bool:
    """Return whether the second step of a pair does not come after the first."""
    first, then = pair
    return then in begins and (first not in ends or begins[then] <= ends[first])


def _short(demand: Demand, values: dict[str, float]) -> float:
    if demand.at_least is None:
        return 0.0
    asked, has = demand.at_least.point, values[demand.by]
    return asked - has if beyond(asked, has) else 0.0
