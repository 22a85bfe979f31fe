"""The value of states, their effect on ledgers, and how they change the trust of others."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from winset.aftermath.graph import Graph
from winset.scenario import Conflict, Elsewhere, Scenario
from winset.scenario.states import columns_of
from winset.scenario.trust import Promise, promises_of, trust_after

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Worth:
    """Values and ledgers of every state; arrays have shape (states,).

    Attributes
    ----------
    values
        By party and observer of whom the effects speak, what the state is worth.
    ledgers
        By ledger, what it holds there.
    deal
        The chance that talks end there in a deal.
    """

    values: Mapping[str, Floats]
    ledgers: Mapping[str, Floats]
    deal: Floats


def worth_of(graph: Graph, scenario: Scenario, conflict: Conflict) -> Worth:
    """Return the values and ledgers of a graph's states, by the effects of the file."""
    columns = columns_of(graph.options, graph.states)
    n = len(graph.states)
    values: dict[str, Floats] = {}
    ledgers = {ledger.id: np.full(n, ledger.start.point) for ledger in scenario.ledgers}
    none = np.ones(n)
    for effect in conflict.effects:
        here = effect.when.holds(columns).astype(np.float64)
        for who, number in effect.value.items():
            values[who] = values.get(who, np.zeros(n)) + number.point * here
        for ledger, number in effect.changes.items():
            ledgers[ledger] = ledgers[ledger] + number.point * here
        none *= 1 - effect.deal.point * here
    changed = {ledger for effect in conflict.effects for ledger in effect.changes}
    kept = {ledger: level for ledger, level in ledgers.items() if ledger in changed}
    return Worth(values, kept, 1 - none)


def trust_elsewhere(
    scenario: Scenario, conflict: Conflict, talks: Elsewhere, party: str, on: Mapping[str, bool]
) -> tuple[float, float]:
    """Return how far the other side of other talks trusts a party, before and after a state.

    As with trust at the table, (s·m + Σ w·kept) / (s + Σ w), over the party's promises to anybody
    before the talks here, each weight times that of the other talks; after the breakdown what the
    effects that hold in the state tell of it counts as well.

    Parameters
    ----------
    on
        By option, whether it is on in the state.
    """
    record = [promise for promise in promises_of(scenario) if promise.by == party]
    columns = {option: np.array([value]) for option, value in on.items()}
    shown = [
        Promise(party, None, effect.kept[party].point, effect.weight.point)
        for effect in conflict.effects
        if party in effect.kept and effect.when.holds(columns)[0]
    ]
    scale = talks.weight.point
    return trust_after(scenario, record, scale), trust_after(scenario, record + shown, scale)
