"""Would whoever comes next keep it: each successor of the file, wherever he may find the agreement.

A successor is its party with some numbers changed. He finds what has been done by his day, and is
asked to go on: does an open break, a pretence of what is still to come or a relapse pay him?
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from winset.deals.packages import values_of
from winset.roadmaps._time_kernels import NOISE
from winset.roadmaps.clock import times_of, untold
from winset.roadmaps.exits import Exits
from winset.roadmaps.lattice import (
    Lattice,
    build_lattice,
    by_move,
    clocked,
    count_states,
    next_moves,
    searched_whole,
)
from winset.roadmaps.limits import Nodes
from winset.roadmaps.order_path import OrderPath, moves_named, path_of
from winset.roadmaps.orders import best_order
from winset.roadmaps.requirements import Need, requirements_of
from winset.roadmaps.safeguards import Used, safeguards_of
from winset.roadmaps.timed_search import Heir, TimedSearch, timed_search
from winset.roadmaps.verdicts import Kind
from winset.scenario import Scenario, ScenarioTooLarge, Successor
from winset.scenario.amounts import cleared
from winset.scenario.bounds import start_day
from winset.scenario.changes import with_changes
from winset.scenario.game import TOLERANCE, Bools, Floats, Masks, MoveOrder, MoveSet, compile_game
from winset.scenario.rates import since_when
from winset.tools.result import Result, plain_fields

MOST_STATES = 1 << 16
"""States of a package up to which an order is looked for that a successor would keep: 16 steps."""


@dataclass(frozen=True, slots=True)
class Succession(Result):
    """Whether a successor would go on.

    Attributes
    ----------
    kept
        Whether nothing pays him.
    node, step, kind
        The first place at which something does, and there the act that pays most; None where kept.
    amount
        What he gains by it.
    rise
        What his penalty would have to be more so that nothing pays; 0 where kept, None where no
        penalty is enough.
    from_node
        The first state from which on nothing pays him; None where it pays at the end.
    order
        An order that passes both keys and that he would keep, the best by the usual rule; None
        where there is none, or none was looked for.
    """

    kept: bool
    node: int | None
    step: str | None
    kind: Kind | None
    amount: float | None
    rise: float | None
    from_node: int | None
    order: tuple[tuple[str, ...], ...] | None

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        at = None if self.node is None else plain_fields(self, "node", "step")
        told = plain_fields(self, "kept") | {"at": at}
        return told | plain_fields(self, "kind", "amount", "rise", "from_node", "order")


def successions(
    scenario: Scenario, path: OrderPath, used: Used, *, search: bool = True
) -> dict[str, Succession] | None:
    """Return whether each successor of the file would keep an order; None where it names none.

    Parameters
    ----------
    path
        The order, with or without time.
    used
        The escrows that it uses.
    search
        Whether to look for another order where he would not.
    """
    if not scenario.successors:
        return None
    return {
        one.id: _Test.of(scenario, one, path, used).result(path, search=search)
        for one in scenario.successors
    }


@dataclass(frozen=True, slots=True, eq=False)
class _Test:
    """One successor: the exit values with his numbers, and from when on he may be there.

    `since` is minus infinity where he may be there at any time, or the file has no clock.
    """

    exits: Exits
    party: int
    since: float

    @staticmethod
    def of(scenario: Scenario, successor: Successor, path: OrderPath, used: Used) -> "_Test":
        slices = tuple(part.bit_count() for part in path.game.parts)
        game = replace(compile_game(with_changes(scenario, successor.sets)), slices=slices)
        exits = safeguards_of(game).exits(used=used)
        since = since_when(successor.since, start_day(scenario), scenario.phase_length)
        if untold(path.game, int(path.states[-1])):
            since = -np.inf
        return _Test(exits, exits.game.parties.index(successor.party), since)

    def result(self, path: OrderPath, *, search: bool) -> Succession:
        """Return whether he would keep an order."""
        his = path_of(self.exits, path.order, in_time=path.in_time)
        asked = requirements_of(his)
        places = list(self._places(his, asked.needs))
        falls = {n: float(asked.gaps[n]) for n in places}
        paying = [n for n in places if falls[n] > 0]
        if not paying:
            first = min((asked.needs[n].node for n in places), default=len(path.order))
            kept = moves_named(path.game, path.order)
            return Succession(True, None, None, None, None, 0.0, first, kept)
        node = min(asked.needs[n].node for n in paying)
        there = [n for n in paying if asked.needs[n].node == node]
        gains = {n: _gain(his, asked.needs[n], falls[n]) for n in there}
        act = asked.needs[max(there, key=gains.__getitem__)]
        last, rise = max(asked.needs[n].node for n in paying), max(falls[n] for n in paying)
        return Succession(
            kept=False,
            node=node,
            step=None if act.step is None else his.game.steps[act.step],
            kind=act.kind,
            amount=max(gains.values()),
            rise=rise if np.isfinite(rise) else None,
            from_node=last + 1 if last < len(path.order) else None,
            order=self._other_order(path) if search else None,
        )

    def _places(self, his: OrderPath, needs: list[Need]) -> Iterator[int]:
        """Yield the needs that he can be asked: in states that he may find, at moves that end then.

        The last state reached by his day is one, and the end in any case.
        """
        times = (*times_of(his.game, his.order), np.inf)
        for n, need in enumerate(needs):
            if need.party == self.party and times[need.node + 1] > self.since + TOLERANCE:
                yield n

    # --- an order that he would keep

    def _other_order(self, path: OrderPath) -> tuple[tuple[str, ...], ...] | None:
        """Return the best order that passes both keys and that he would keep."""
        package = MoveSet(int(path.states[-1]))
        searchable = searched_whole(path.game, package)
        if not searchable or count_states(path.game, package) > MOST_STATES:
            return None
        order = self._in_time(path, package) if path.in_time else self._untimed(path, package)
        return None if order is None else moves_named(path.game, order)

    def _untimed(self, path: OrderPath, package: MoveSet) -> MoveOrder | None:
        lattice = build_lattice(path.exits, package, path.game.after)
        nodes, masks = clocked(path.game, lattice, package)
        need, pretence = self._needs(lattice, nodes, masks)
        his = path_of(self.exits, path.order)
        gaps = np.maximum(need[:, None], pretence) - his.value[self.party]
        pays = cleared(gaps, his.dust[self.party]) > 0
        edges = np.where(self._asked(nodes) & pays, -1, nodes.edges)
        found = best_order(replace(lattice, node_state=nodes.state, edges=edges))
        if found is None or found.verdict != "holds" or self._pays(found.order):
            return None
        return found.order

    def _in_time(self, path: OrderPath, package: MoveSet) -> MoveOrder | None:
        try:
            search = timed_search(path.exits, package, path.game.after)
            return search.best_kept_by(self._heir(search, path))
        except ScenarioTooLarge:
            return None

    def _heir(self, search: TimedSearch, path: OrderPath) -> Heir:
        """Return what going on must be worth to him, wherever he may find the agreement."""
        i, masks = self.party, search.masks
        need, pretence = self._needs(search.lattice, search.nodes, masks)
        dust = float(path_of(self.exits, path.order).dust[i])
        asked = self._asked(search.nodes)
        ends = need[search.last.astype(np.bool_)]
        return Heir(
            held=values_of(self.exits.game, masks)[i],
            discount=float(path.game.rates.discount[i]),
            noise=dust * (NOISE / TOLERANCE),
            leave=np.where(asked, need[:, None] - dust, -np.inf),
            arrive=np.where(asked, np.maximum(need[:, None], pretence) - dust, -np.inf),
            end=float(ends.max(initial=-np.inf)) - dust,
        )

    def _asked(self, nodes: Nodes) -> Bools:
        """Return at which moves he may be there, or come before their end: (nodes, units)."""
        ends = np.where(nodes.edges < 0, -np.inf, nodes.clock[nodes.edges])
        return np.asarray(ends > self.since + TOLERANCE)

    def _needs(self, lattice: Lattice, nodes: Nodes, masks: Masks) -> tuple[Floats, Floats]:
        """Return what V must be at each node, and for no pretence of each unit's next move."""
        i, variant = self.party, self.exits.game.variant(masks)
        opens, relapse = (needs[:, i] for needs in self.exits.needs_at(masks))
        next_ = next_moves(lattice, nodes.state)
        unseen = np.stack(
            [by_move(one.pretence, lattice.moves, 0.0)[i] for one in self.exits.terms]
        )
        return opens + relapse, opens[:, None] + unseen[variant[:, None], next_]

    def _pays(self, order: MoveOrder) -> bool:
        """Return whether something pays him along an order: the end that no move leads from."""
        his = path_of(self.exits, order)
        asked = requirements_of(his)
        return any(asked.gaps[n] > 0 for n in self._places(his, asked.needs))


def _gain(his: OrderPath, act: Need, gap: float) -> float:
    """Return what an act gains: (1−q)x + qT, which is q times what V falls short by; at q = 0 x."""
    if act.kind == "open" or act.step is None:
        return gap
    game, i, k = his.terms[act.node].game, act.party, act.step
    q, cost = float(game.detection[k]), -float(game.value[i, k])
    if q > 0:
        return q * gap
    relapse = float(game.undone[k] * game.so_far[k])
    return cost * (relapse if act.kind == "relapse" else float(game.due[k]))
