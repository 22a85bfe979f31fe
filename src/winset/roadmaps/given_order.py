"""An order that somebody names: what it means, or all that is wrong with it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from winset.language.catalogue import worded
from winset.roadmaps.choose import not_a_package
from winset.roadmaps.limits import breaches, spans
from winset.roadmaps.safeguards import Safeguards, Used, divide, escrow_choices
from winset.roadmaps.search import BestPlan
from winset.scenario import Scenario, UsageError
from winset.scenario.game import Game, MoveOrder, MoveSet, StepSet, bits
from winset.scenario.tree import shown, unknown

TOGETHER = "+"
"""Stands between the steps of an escrow that change hands in one move."""


@dataclass(frozen=True, slots=True)
class GivenOrder:
    """An order, and the devices it uses.

    Attributes
    ----------
    order
        The moves.
    slices
        The number of slices where the file leaves it open.
    used
        The escrows in use.
    package
        Its steps, those done already included.
    ties
        How many orders are as good, where it was found among several.
    """

    order: MoveOrder
    slices: int
    used: Used
    package: StepSet
    ties: int = 1


def given_order(
    scenario: Scenario, safeguards: Safeguards, order: str | Sequence[str]
) -> GivenOrder:
    """Return the moves of an order that is named by its steps.

    Parameters
    ----------
    order
        Steps, as a sequence or with commas between: ``a+b`` for the steps of an escrow in one move;
        a step in slices once for each of them, or once for all in a row.

    Raises
    ------
    UsageError
        With all that is wrong with the order.
    """
    named = order.split(",") if isinstance(order, str) else order
    moves = [tuple(part.strip() for part in move.split(TOGETHER)) for move in named]
    problems = [*_unknown(scenario, safeguards.game, moves)]
    if not problems:
        problems = [
            *_not_moves(safeguards, moves),
            *_out_of_order(scenario, safeguards.game, moves),
        ]
    given = None if problems else _moves_made(safeguards.game, moves)
    problems = problems if given is None else [*_not_allowed(safeguards, given)]
    if problems or given is None:
        raise UsageError("\n".join(dict.fromkeys(problems)))
    return given


def given_by(best: BestPlan, package: StepSet) -> GivenOrder:
    """Return an order that was found, with the devices it uses."""
    return GivenOrder(
        best.found.order, best.arrangement.slices, best.arrangement.used, package, best.found.ties
    )


def _unknown(scenario: Scenario, game: Game, moves: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Yield the names that are not steps."""
    known = (*game.ids, *(proposal.id for proposal in scenario.proposals))
    for step in dict.fromkeys(step for move in moves for step in move):
        if not step:
            yield worded("errors.roadmap.left_out")
        elif step not in game.ids:
            yield "; ".join(unknown(step, known, "steps_and_proposals"))


def _not_moves(safeguards: Safeguards, moves: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Yield steps done already, or named too often or too seldom, and swaps that the file lacks."""
    game = safeguards.game
    times = Counter(step for move in moves for step in move)
    open_ = _open_counts(game, times)
    for step, count in times.items():
        slices = game.slices[game.ids.index(step)] or max(open_, default=1)
        if game.done & game.mask([step]):
            yield worded("errors.roadmap.done", step=step)
        elif count > 1 and slices == 1 and game.slices[game.ids.index(step)]:
            yield worded("errors.roadmap.twice", step=step, times=count)
        elif count not in (1, slices):
            yield worded("errors.roadmap.slices", step=step, slices=slices, times=count)
    for move in moves:
        if len(move) > 1:
            yield from _no_escrow(safeguards, move, times)


def _open_counts(game: Game, times: Counter[str]) -> set[int]:
    """Return how often steps are named, more than once, whose number of slices is left open."""
    named = zip(game.ids, game.slices, strict=True)
    return {times[step] for step, slices in named if slices == 0 and times[step] > 1}


def _no_escrow(safeguards: Safeguards, move: tuple[str, ...], times: Counter[str]) -> Iterator[str]:
    """Yield why steps cannot change hands in one move."""
    game, named = safeguards.game, TOGETHER.join(move)
    offers = [game.names(offer.steps) for offer in game.offers]
    if any(times[step] > 1 for step in move):
        yield worded("errors.roadmap.escrow_slices", move=named)
    elif set(move) not in [set(offer) for offer in offers]:
        known = [TOGETHER.join(offer) for offer in offers]
        yield worded("errors.roadmap.no_escrow", move=named, known=known)


def _out_of_order(
    scenario: Scenario, game: Game, moves: Sequence[tuple[str, ...]]
) -> Iterator[str]:
    """Yield what the steps lack to be a package, and prerequisites that come too late."""
    first = {step: n for n, move in reversed([*enumerate(moves)]) for step in move}
    last = {step: n for n, move in enumerate(moves) for step in move}
    yield from not_a_package(scenario, game, game.package(first))
    for step, n in first.items():
        for other in game.names(int(game.after[game.ids.index(step)])):
            if last.get(other, -1) >= n:
                yield worded("errors.roadmap.early", step=step, first=other)


def _moves_made(game: Game, moves: Sequence[tuple[str, ...]]) -> GivenOrder:
    """Return the moves of an order with nothing wrong."""
    times = Counter(step for move in moves for step in move)
    slices = max(_open_counts(game, times), default=1)
    swaps = sorted(game.mask(move) for move in moves if len(move) > 1)
    used = next(u for u in escrow_choices(game) if sorted(game.offers[e].steps for e in u) == swaps)
    parts = dict(zip(game.ids, divide(game, slices).parts, strict=True))
    left = {step: [MoveSet(1 << k) for k in bits(part)] for step, part in parts.items()}
    order: list[MoveSet] = []
    for move in moves:
        if len(move) > 1:
            order.append(MoveSet(sum(parts[step] for step in move)))
        elif times[move[0]] == 1:
            order += left[move[0]]
        else:
            order.append(left[move[0]].pop(0))
    return GivenOrder(tuple(order), slices, used, game.package(times))


def _not_allowed(safeguards: Safeguards, given: GivenOrder) -> Iterator[str]:
    """Yield what is out of its limits on the way, and the first window that is missed."""
    game = safeguards.exits(given.slices, given.used).game
    states = np.cumsum([game.done, *given.order], dtype=np.int64)
    for found in breaches(game, states):
        low = found.level < found.low
        yield worded(
            f"errors.roadmap.{'floor' if low else 'cap'}",
            id=found.id,
            level=shown(found.level),
            steps=game.names(int(states[found.moves])),
            limit=shown(found.low if low else found.high),
        )
    timed = zip(given.order, spans(game, given.order), strict=True)
    for move in islice((move for move, span in timed if span.missed), 1):
        steps = list(dict.fromkeys(game.steps[k] for k in bits(move)))
        yield worded("errors.roadmap.window", steps=steps)
