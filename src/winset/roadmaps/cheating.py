"""Who could cheat along an order, on what, and when it pays; and who would rather stop half-way."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from winset.deals.packages import totals_of
from winset.roadmaps.order_path import OrderPath
from winset.scenario.amounts import beyond
from winset.scenario.game import Floats, Game, bits
from winset.tools.result import Result, plain_fields

Deceit = Literal["pretence", "relapse"]


@dataclass(frozen=True, slots=True)
class Cheat(Result):
    """A step that a party could pretend, or go back on, without being seen at once.

    Attributes
    ----------
    node
        Where it gains most by it; a position in `Roadmap.nodes`.
    gain
        What it gains there, as against going on.
    detection
        The chance that it is found out before the next step.
    needed
        The least detection with which it would pay nowhere on the way; None where none is enough,
        for the party would break even openly.
    late
        What it gains there if it is found out one move later than that.
    """

    party: str
    step: str
    kind: Deceit
    node: int
    gain: float
    detection: float
    needed: float | None
    late: float

    @property
    def pays(self) -> bool:
        """Whether there is anything to gain."""
        return self.gain > 0

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        told = plain_fields(self, "party", "kind", "gain", "detection", "needed", "late")
        return told | {"at": plain_fields(self, "node", "step"), "pays": self.pays}


@dataclass(frozen=True, slots=True)
class Stall(Result):
    """A place where a party with steps still to do gains by stopping, without undoing anything."""

    party: str
    node: int
    amount: float


@dataclass(frozen=True, slots=True)
class _Chance:
    """One place where something could be gained unseen: by x, with detection q."""

    node: int
    saved: float
    detection: float
    openly: float
    later: float
    dust: float

    @property
    def gain(self) -> float:
        return self._with(self.openly)

    @property
    def late(self) -> float:
        return self._with(self.later)

    def _with(self, found: float) -> float:
        """Return the mean gain, given the gain once it is found out."""
        amount = (1 - self.detection) * self.saved + self.detection * found
        return amount if abs(amount) > self.dust else 0.0

    @property
    def needed(self) -> float:
        """The q with (1−q)x + qT = 0; infinite where T > 0."""
        if self.openly > 0:
            return float("inf")
        return self.saved / (self.saved - min(0.0, self.openly))


def cheats_of(path: OrderPath) -> tuple[Cheat, ...]:
    """Return every pretence and relapse that an order offers, each where it gains most."""
    chances: dict[tuple[int, int, Deceit], list[_Chance]] = {}
    for i, part, kind, chance in _chances(path):
        chances.setdefault((i, part, kind), []).append(chance)
    return tuple(_cheat(path, *key, found) for key, found in chances.items())


def stalls_of(path: OrderPath) -> tuple[Stall, ...]:
    """Return where a party with steps still to do gains by stopping: W(S) − W(P), if positive."""
    game = path.game
    nothing = np.zeros(len(game.parties))
    worth = totals_of(game.value, game.bonus_value, game.bonus_when, nothing, path.states)
    left = path.states[-1] & ~path.states
    own = [sum(1 << int(k) for k in np.flatnonzero(row)) for row in game.performs]
    return tuple(
        Stall(party, t, float(worth[i, t] - worth[i, -1]))
        for t in range(len(path.order))
        for i, party in enumerate(game.parties)
        if path.states[t] and left[t] & own[i] and beyond(worth[i, t], worth[i, -1])
    )


def _chances(path: OrderPath) -> Iterator[tuple[int, int, Deceit, _Chance]]:
    """Yield who could gain what unseen, by party, step (its place in the file), kind and place."""
    part_of = {k: p for p, part in enumerate(path.game.parts) for k in bits(part)}
    temptation = path.temptation
    for t, terms in enumerate(path.terms):
        game = terms.game
        for kind, k, saved, then in _deceits(game, path, t):
            later, q = _temptation(path, t, then), float(game.detection[k])
            for i in np.flatnonzero(game.performs[:, k] & (saved > 0)):
                openly = float(temptation[t, i])
                dust = float(path.dust[i])
                chance = _Chance(t, float(saved[i]), q, openly, float(later[i]), dust)
                yield int(i), part_of[k], kind, chance


def _deceits(
    game: Game, path: OrderPath, t: int
) -> Iterator[tuple[Deceit, int, Floats, tuple[int, ...]]]:
    """Yield what can be pretended or undone at a node: what that saves each, and what comes next.

    After a pretence of the next move that is the one after it and after all other parts of the same
    step, which the pretence covers.
    """
    if (k := path.pretended(t)) is not None:
        (step,) = (part for part in game.parts if part >> k & 1)
        after = [move for move in path.order[t + 1 :] if not move & step]
        yield "pretence", k, -game.value[:, k] * game.due[k], tuple(after[:1])
    for k in path.undoable(t):
        saved = -game.undone[k] * game.value[:, k] * game.so_far[k]
        yield "relapse", k, saved, path.order[t : t + 1]


def _temptation(path: OrderPath, t: int, moves: tuple[int, ...]) -> Floats:
    """Return each party's gain by breaking openly once these moves have been made after a node."""
    state = np.array([int(path.states[t]) | sum(moves)], dtype=np.int64)
    return path.short_of(path.exits.needs_at(state)[0][0], path.going[t])


def _cheat(path: OrderPath, i: int, part: int, kind: Deceit, chances: list[_Chance]) -> Cheat:
    best = max(chances, key=lambda chance: chance.gain)
    needed = max(chance.needed for chance in chances)
    return Cheat(
        party=path.game.parties[i],
        step=path.game.ids[part],
        kind=kind,
        node=best.node,
        gain=best.gain,
        detection=best.detection,
        needed=needed if np.isfinite(needed) else None,
        late=best.late,
    )
