"""Checks a reason by its certificate, both as plain data, in a few lines of plain code.

A reason says that its groups cannot all hold, and its certificate that any one of them is needed
for that: for each, a package and an order that meet all the others. The first is checked by
enumeration, for small scenarios; the second by going through the order that is named.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any

from references.device_states import (
    Game,
    Move,
    Order,
    Used,
    after,
    allowed,
    ready,
    state_of,
    with_escrows,
)
from references.impasse_reference import (
    breaks,
    groups,
    missing_voters,
    some_way,
    to_game,
    using,
    ways,
)
from references.reference import Done, is_closed, respects_choices
from winset.scenario import Scenario


def complaints(scenario: Scenario, reason: Mapping[str, Any]) -> list[str]:
    """Return all that is wrong with a reason: that groups can hold, and what `idle` says.

    Parameters
    ----------
    scenario
        A small one, for every package is tried in every order.
    reason
        ``{"groups": [...], "certificate": {"without": {group: {"package": [...], "order":
        [[step, ...], ...]}}}}``; other keys are passed over.
    """
    found = list(idle(scenario, reason))
    if some_way(ways(scenario), reason["groups"]):
        found.append("some package in some order meets all groups")
    return found


def idle(scenario: Scenario, reason: Mapping[str, Any]) -> Iterator[str]:
    """Yield each group that the certificate does not show to be needed, and why not."""
    names, without = reason["groups"], reason["certificate"]["without"]
    if list(names) != [group for group in groups(scenario) if group in names]:
        yield "the groups are not groups of the scenario, each once, in their order"
    if set(without) != set(names):
        yield "the certificate is not about the groups of the reason"
    for group, shown in without.items():
        order = tuple(tuple(move) for move in shown["order"])
        outcomes = list(broken_by(scenario, frozenset(shown["package"]), order))
        rest = set(names) - {group}
        if not outcomes:
            yield f"without {group}: no such package can be done in such an order"
        elif not any(broken.isdisjoint(rest) for broken in outcomes):
            best = min(outcomes, key=lambda broken: len(broken & rest))
            yield f"without {group}: broken are {sorted(best & rest)}"


def broken_by(scenario: Scenario, package: Done, order: Order) -> Iterator[frozenset[str]]:
    """Yield what a package breaks in an order, in every way in which it can be done and ratified.

    Nothing is yielded where it cannot be done like that.
    """
    game = to_game(scenario)
    if not package or not game.done <= package:
        return
    if not is_closed(game, package) or not respects_choices(game, package):
        return
    for used in escrows_of(game, order):
        if can_be_done(with_escrows(game, used), package, order):
            broken = breaks(scenario, game, package, order, used)
            for voters in missing_voters(using(scenario, used), package):
                yield broken | voters


def escrows_of(game: Game, order: Sequence[Move]) -> Iterator[Used]:
    """Yield the escrows that the swaps of an order can be, each set by position."""
    swaps = [frozenset(move) for move in order if len(move) > 1]
    fitting = [[n for n, e in enumerate(game.escrows) if e.steps == swap] for swap in swaps]
    yield from (tuple(sorted(used)) for used in product(*fitting))


def can_be_done(game: Game, package: Done, order: Sequence[Move]) -> bool:
    """Tell whether moves lead from what is done to a package, with nothing forbidden on the way."""
    state, end = state_of(game, game.done), state_of(game, package)
    if not allowed(game, state):
        return False
    for move in order:
        if not ready(game, state, move):
            return False
        state = after(game, state, move)
        if not allowed(game, state):
            return False
    return state == end
