"""What time does to an order: told beside its verdict, and no part of it.

The order is judged once more with time counted (`winset.roadmaps.going_on`), and then with each of
its steps a phase longer, and with each of them moved back.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np

from winset.roadmaps.calendar import calendar_of, reached
from winset.roadmaps.clock import times_of, untold
from winset.roadmaps.going_on import asked, at_home, going_on, signed
from winset.roadmaps.limits import possible, spans
from winset.roadmaps.order_path import OrderPath, indices, path_of
from winset.roadmaps.requirements import requirements_of
from winset.roadmaps.verdicts import Verdict, verdict_of
from winset.scenario.game import TOLERANCE, Floats, Game, MoveOrder, bits
from winset.tools.result import Result, plain_fields


@dataclass(frozen=True, slots=True)
class Length(Result):
    """How long an order takes, in phases: move after move, and with safe stages side by side."""

    serial: float
    stages: float


@dataclass(frozen=True, slots=True)
class TimedNode(Result):
    """A state by the clock.

    Attributes
    ----------
    time
        When it is reached, in phases from the start.
    values
        V of going on from there, by party.
    temptation
        What each party would gain there by openly breaking.
    """

    time: float
    values: Mapping[str, float]
    temptation: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Turn(Result):
    """The first place at which time decides otherwise, and whether it is then worse.

    `key` is ``signature``, ``incentive`` or ``trust``; `other` is there for trust alone.
    """

    key: str
    party: str
    other: str | None
    node: int
    step: str | None
    worse: bool

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        told = plain_fields(self, "key", "party", "other", "worse")
        return told | {"at": plain_fields(self, "node", "step")}


@dataclass(frozen=True, slots=True)
class InTime(Result):
    """An order with time counted.

    Attributes
    ----------
    untold
        The steps that do not say how long they take. Where there is one, nothing else is told.
    length
        How long the whole takes.
    values
        V at the signature, by party.
    staged
        The same by the calendar, in which the steps of a stage run side by side.
    bodies
        What bodies at home, and those whose consent a step needs, have beyond their bar.
    signed
        Whether all would sign this order.
    verdict
        Which keys it passes.
    turns_at
        Where time decides otherwise first; None where it nowhere does.
    nodes
        The states visited.
    delay
        By step, what one phase more of it does to V at the signature; None where a window would
        then be missed.
    urgent
        The steps that cannot be moved back by any number of places without loss of a signature or
        a key that the order has in time.
    waits
        By step that can be moved back without such a loss, after how many moves it may still come.
    """

    untold: tuple[str, ...]
    length: Length | None = None
    values: Mapping[str, float] | None = None
    staged: Mapping[str, float] | None = None
    bodies: Mapping[str, float] | None = None
    signed: bool | None = None
    verdict: Verdict | None = None
    turns_at: Turn | None = None
    nodes: tuple[TimedNode, ...] | None = None
    delay: Mapping[str, Mapping[str, float] | None] | None = None
    urgent: tuple[str, ...] | None = None
    waits: Mapping[str, int] | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        if self.untold:
            return plain_fields(self, "untold")
        names = ("length", "values", "staged", "bodies", "signed", "verdict", "turns_at", "nodes")
        return plain_fields(self, *names, "delay", "urgent", "waits")


def in_time(path: OrderPath) -> InTime | None:
    """Return what time does to an order; None where nothing of the file makes it count.

    Parameters
    ----------
    path
        The order, without time.
    """
    game, order = path.game, path.order
    if not (game.rates.count and game.rates.told.any()):
        return None
    if missing := untold(game, int(path.states[-1])):
        return InTime(missing)
    times = times_of(game, order)
    if all((game.rates.weights(*span) == 1).all() for span in pairwise(times)):
        return None
    timed = path_of(path.exits, order, in_time=True)
    calendar = calendar_of(path, None, None)
    clock, states = reached(path, calendar)
    urgent, waits = _places(timed)
    return InTime(
        untold=(),
        length=Length(times[-1], calendar.duration),
        values=game.by_party(timed.value),
        staged=game.by_party(going_on(game, states, clock)[0]),
        bodies=_bodies(timed),
        signed=signed(game, timed.states, times, timed.going),
        verdict=_verdict(timed),
        turns_at=next(_turns(path, timed), None),
        nodes=tuple(_nodes(timed, times)),
        delay=_delays(timed),
        urgent=urgent,
        waits=waits,
    )


def _verdict(timed: OrderPath) -> Verdict:
    _, share, lack = indices(timed)
    return verdict_of(share, lack)


def _bodies(timed: OrderPath) -> dict[str, float]:
    """Return what each body has beyond its bar at the signature, the higher where it has two."""
    game, times = timed.game, times_of(timed.game, timed.order)
    found: dict[str, float] = {}
    for bodies in (game.vetoes, game.assemblies.voters, game.consents):
        beyond = at_home(game, bodies, timed.states, times)
        told = zip(bodies.ids, beyond, asked(bodies, int(timed.states[-1])), strict=True)
        for who, amount, one in told:
            if one:
                found[who] = min(float(amount), found.get(who, np.inf))
    return found


def _nodes(timed: OrderPath, times: tuple[float, ...]) -> Iterator[TimedNode]:
    openly = timed.temptation
    for t, time in enumerate(times):
        by_party = timed.game.by_party
        yield TimedNode(time, by_party(timed.going[t]), by_party(openly[t]))


# --- where time decides otherwise


def _turns(path: OrderPath, timed: OrderPath) -> Iterator[Turn]:
    """Yield the places at which an order is judged otherwise in time, the signature first."""
    for i, party in path.game.each_party():
        before, now = path.value[i] >= -path.dust[i], timed.value[i] >= -timed.dust[i]
        if before != now:
            yield Turn("signature", party, None, 0, None, worse=bool(before))
    places = [*_differing(path, timed, worse=True), *_differing(timed, path, worse=False)]
    yield from sorted(places, key=lambda turn: (turn.node, not turn.worse))


def _differing(passing: OrderPath, failing: OrderPath, *, worse: bool) -> Iterator[Turn]:
    """Yield the parties that fail a key in one judgement of an order only, and where first.

    A whole key of a pair or party is compared: a place that has no counterpart without time, a
    move's end, turns it only where nothing else of the party does.
    """
    game = passing.game
    fine = {(turn.key, turn.party, turn.other) for turn in _failures(passing)}
    seen: set[tuple[str, str, str | None]] = set()
    for turn in _failures(failing):
        key = (turn.key, turn.party, turn.other)
        if key not in fine | seen:
            seen.add(key)
            step = None if turn.step is None else game.steps[turn.step]
            yield Turn(*key, turn.node, step, worse=worse)


@dataclass(frozen=True, slots=True)
class _Failure:
    key: str
    party: str
    other: str | None
    node: int
    step: int | None


def _failures(path: OrderPath) -> Iterator[_Failure]:
    asked, parties = requirements_of(path), path.game.parties
    for need, share in zip(asked.needs, asked.shares, strict=True):
        if share > TOLERANCE:
            yield _Failure("incentive", parties[need.party], None, need.node, need.step)
    for place in asked.exposed:
        if place.lack > TOLERANCE:
            who = (parties[place.party], parties[place.other])
            yield _Failure("trust", *who, place.node, place.step)


# --- delays, and places in the order


def _delays(timed: OrderPath) -> dict[str, Mapping[str, float] | None]:
    """Return what one phase more of each step does to V at the start; slices share it."""
    return {step: _delayed(timed, step) for step in _steps_to_do(timed)}


def _delayed(timed: OrderPath, step: str) -> Mapping[str, float] | None:
    game = timed.game
    part = game.parts[game.ids.index(step)]
    more = np.zeros(len(game.steps))
    more[list(bits(part))] = 1 / part.bit_count()
    longer = _with_durations(game, more)
    made = spans(longer, timed.order)
    if any(span.missed for span in made):
        return None
    going = going_on(longer, timed.states, (0.0, *(span.ends for span in made)))
    return game.by_party(going[0] - timed.value)


def _with_durations(game: Game, more: Floats) -> Game:
    return replace(game, times=replace(game.times, lasts=game.times.lasts + more))


def _steps_to_do(path: OrderPath) -> tuple[str, ...]:
    return path.game.names(int(path.states[-1]) & ~path.game.done)


def _places(timed: OrderPath) -> tuple[tuple[str, ...], dict[str, int]]:
    """Return the steps that must come where they do, and how late the others may.

    None of either, where the order has nothing in time that could be lost.
    """
    urgent: list[str] = []
    waits: dict[str, int] = {}
    if not (had := _kept(timed)):
        return (), {}
    for step in _steps_to_do(timed):
        first = next(n for n, move in enumerate(timed.order) if _is_part(timed.game, move, step))
        places = [(n, order) for n, order in _moved_back(timed, step) if n > first]
        lost = [not had <= _kept(path_of(timed.exits, order, in_time=True)) for _, order in places]
        if places and all(lost):
            urgent.append(step)
        elif places and not lost[0]:
            held = lost.index(True) if True in lost else len(lost)
            waits[step] = places[held - 1][0]
    return tuple(urgent), waits


def _kept(timed: OrderPath) -> frozenset[str]:
    """Return what an order has in time: all signatures, and the keys that it passes."""
    _, share, lack = indices(timed)
    times = times_of(timed.game, timed.order)
    has = {
        "signed": signed(timed.game, timed.states, times, timed.going),
        "incentive": share <= TOLERANCE,
        "trust": lack <= TOLERANCE,
    }
    return frozenset(name for name, held in has.items() if held)


def _is_part(game: Game, move: int, step: str) -> bool:
    return bool(game.parts[game.ids.index(step)] & move)


def _moved_back(timed: OrderPath, step: str) -> Iterator[tuple[int, MoveOrder]]:
    """Yield the orders in which a step, with all its slices, comes later, the rest as it is.

    Each with the number of moves made before it; orders that cannot be are left out.
    """
    own = tuple(move for move in timed.order if _is_part(timed.game, move, step))
    rest = tuple(move for move in timed.order if move not in own)
    for n in range(1, len(rest) + 1):
        order = (*rest[:n], *own, *rest[n:])
        if order != timed.order and possible(timed.game, order):
            yield n, order
