"""The states and moves of one order as arrays, and how safe the order is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TypeVar

import numpy as np

from winset.deals.packages import gross_gains, gross_of, values_of
from winset.roadmaps.clock import times_of
from winset.roadmaps.exits import Exits, ExitTerms, need_dust, opportunist_survival, trust_lack
from winset.roadmaps.going_on import going_on
from winset.roadmaps.lattice import as_share, single
from winset.scenario.amounts import cleared
from winset.scenario.game import Bools, Floats, Game, Masks, MoveOrder, bits

T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class OrderPath:
    """The states and moves of an order; rows are states, each with what holds there.

    Attributes
    ----------
    exits : Exits
        What leaving is worth at each state.
    order : tuple of int
        The moves.
    states : (states,)
        One more than the moves.
    value, scale, gross : (parties,)
        V and B of the package, and the gross sums of V; in time V of the order, at its start.
    going : (states, parties)
        V at each state: of the package throughout, or with time counted.
    in_time : bool
        Whether time is counted.
    opens, relapse : (states, parties)
        What the whole deal must be worth to keep each party from breaking, and what the dearest
        quiet relapse adds.
    actors : (parties,)
        Who performs a step of the package.
    terms : tuple of ExitTerms
        The numbers that hold at each state.
    """

    exits: Exits
    order: MoveOrder
    states: Masks
    value: Floats
    scale: Floats
    gross: Floats
    going: Floats
    in_time: bool
    opens: Floats
    relapse: Floats
    actors: Bools
    terms: tuple[ExitTerms, ...]

    @property
    def game(self) -> Game:
        """The game that its numbers are of."""
        return self.exits.game

    @cached_property
    def losses(self) -> Floats:
        """[S, i, j], what i loses if j betrays it: (states, parties, parties)."""
        return self.exits.losses_at(self.states, self.actors, self.gross)

    @cached_property
    def opportunist_survival(self) -> Floats:
        """See `winset.roadmaps.exits.opportunist_survival`: (states, parties)."""
        return opportunist_survival(self.game, self.states)

    def by_pair(self, told: Callable[[int, int], T]) -> dict[str, dict[str, T]]:
        """Return what is told of each party, by row, and each other that could betray it."""
        return {
            party: {
                other: told(i, j)
                for j, other in self.game.each_party()
                if j != i and self.actors[j]
            }
            for i, party in self.game.each_party()
        }

    def pretended(self, t: int) -> int | None:
        """Return what can be pretended at a state: the next move, unless that is a swap."""
        return single(self.order[t]) if t < len(self.order) else None

    @property
    def temptation(self) -> Floats:
        """What each party gains by openly breaking at each state: (states, parties)."""
        return self.short_of(self.opens, self.going)

    def short_of(self, needs: Floats, value: Floats) -> Floats:
        """Return by how much V falls short of needs: (..., parties); negative: to spare."""
        return cleared(needs - value, self.dust)

    @property
    def dust(self) -> Floats:
        """The tolerance of a need less V: (parties,)."""
        return need_dust(self.game, self.gross)

    def undoable(self, t: int) -> list[int]:
        """Return the last move done of every step, with which all of it that is done goes back."""
        done = int(self.states[t])
        held = (part & done for part in self.game.parts)
        return [part.bit_length() - 1 for part in held if part]

    def move_losses(self, t: int) -> Floats:
        """Return [i, j], what i loses if j only pretends the t-th move; nothing in a swap."""
        k = self.pretended(t)
        losses = self.terms[t].pretence_losses(self.going[t + 1] if k is not None else self.value)
        return np.zeros_like(losses[0]) if k is None else np.asarray(losses[k])

    def gaps(self) -> Floats:
        """Return the most that the deal falls short of each party's needs; negative: to spare."""
        needs = self.opens + self.relapse
        gaps = [self.short_of(needs, self.going).max(axis=0)]
        for t, terms in enumerate(self.terms):
            k = self.pretended(t)
            if k is not None:
                pretence = self.opens[t] + terms.pretence[:, k]
                gaps.append(self.short_of(pretence, self.going[t + 1]))
        if self.in_time:  # V has then moved while what is in place has not
            gaps.extend(self.short_of(needs[:-1], self.going[1:]))
        return np.asarray(np.max(gaps, axis=0))

    def weighed_losses(self) -> Floats:
        """Return [place, i, j], the losses at all states and moves, by `opportunist_survival`."""
        moves = [self.move_losses(t) for t in range(len(self.order))]
        chances = np.concatenate((self.opportunist_survival, self.opportunist_survival[:-1]))
        return np.array([*self.losses, *moves]) * chances[:, None, :]

    def lacks(self) -> Floats:
        """Return [place, i, j], the trust lacking at all states and moves; negative: to spare."""
        losses, trust, moves = self.weighed_losses(), self.game.trust, len(self.order)
        going = np.concatenate((self.going, self.going[1:]))
        lacks = trust_lack(losses, going, trust)
        if not self.in_time:
            return lacks
        ends = trust_lack(losses[:moves], self.going[1:], trust)
        return np.concatenate((lacks, ends))


def indices(path: OrderPath) -> tuple[float, float, float]:
    """Return minus the margin of an order, the stake that it needs as a share of B, and its lack.

    The stake is infinite where none is enough; nothing is lacking where there is trust to spare.
    """
    worst, lack = shortfalls(path)
    return worst, max(0.0, worst), max(0.0, lack)


def shortfalls(path: OrderPath) -> tuple[float, float]:
    """Return by how much an order falls short, as a share of B and in trust; negative: to spare."""
    worst = as_share(path.gaps(), path.scale).max(initial=-np.inf)
    return float(worst), float(path.lacks().max(initial=-np.inf))


def state_costs(path: OrderPath, masks: Masks) -> tuple[Floats, Floats]:
    """Return the stake, as a share of B, and the trust lacking that states of a package ask for.

    Parameters
    ----------
    path
        Any order of the package.
    masks : (states,)
    """
    opens, relapse = path.exits.needs_at(masks)
    losses = (
        path.exits.losses_at(masks, path.actors, path.gross)
        * opportunist_survival(path.game, masks)[:, None, :]
    )
    share = as_share(path.short_of(opens + relapse, path.value), path.scale).max(axis=1)
    return share, trust_lack(losses, path.value, path.game.trust).max(axis=(1, 2))


def move_costs(path: OrderPath, masks: Masks, move: int) -> tuple[Floats, Floats]:
    """Return the same of pretending a move at states: nothing where nobody can pretend it."""
    k = single(move)
    if k is None:
        return np.full(len(masks), -np.inf), np.zeros(len(masks))
    variant = path.game.variant(masks)
    unseen = np.array([terms.pretence[:, k] for terms in path.exits.terms])[variant]
    lost = np.array([terms.pretence_losses(path.value)[k] for terms in path.exits.terms])[variant]
    gap = np.where(
        unseen > 0, path.short_of(path.exits.needs_at(masks)[0] + unseen, path.value), -np.inf
    )
    losses = lost * opportunist_survival(path.game, masks)[:, None, :]
    share = as_share(gap, path.scale).max(axis=1)
    return share, trust_lack(losses, path.value, path.game.trust).max(axis=(1, 2))


def path_of(exits: Exits, order: MoveOrder, *, in_time: bool = False) -> OrderPath:
    """Return the states and moves of an order.

    Parameters
    ----------
    order
        The moves.
    in_time
        Count time: what going on is worth is then V at each state.
    """
    game = exits.game
    states = np.cumsum([game.done, *order], dtype=np.int64)
    opens, relapse = exits.needs_at(states)
    value, scale, gross, actors = _of_package(game, int(states[-1]))
    going = (
        going_on(game, states, times_of(game, order))
        if in_time
        else np.broadcast_to(value, (len(states), len(value)))
    )
    return OrderPath(
        exits=exits,
        order=order,
        states=states,
        value=going[0],
        scale=scale,
        gross=gross,
        going=going,
        in_time=in_time,
        opens=opens,
        relapse=relapse,
        actors=actors,
        terms=tuple(exits.terms[v] for v in game.variant(states)),
    )


@lru_cache(maxsize=32)  # many orders of one package are looked at in turn
def _of_package(game: Game, package: int) -> tuple[Floats, Floats, Floats, Bools]:
    """Return `value`, `scale`, `gross` and `actors` of a package, whatever its order."""
    masks = np.array([package], dtype=np.int64)
    value, scale, gross = (sums(game, masks)[:, 0] for sums in (values_of, gross_gains, gross_of))
    return value, scale, gross, game.actors(package)


def steps_of(game: Game, mask: int) -> tuple[str, ...]:
    """Return the steps that a move is, or is a slice of."""
    return tuple(dict.fromkeys(game.steps[k] for k in bits(mask)))


def moves_named(game: Game, order: Sequence[int]) -> tuple[tuple[str, ...], ...]:
    """Return the steps of each move of an order."""
    return tuple(steps_of(game, move) for move in order)


def shares_done(game: Game, done: int) -> dict[str, float]:
    """Return the share done of each step that is begun."""
    shares = (
        (step, (part & done).bit_count() / part.bit_count())
        for step, part in zip(game.ids, game.parts, strict=True)
    )
    return {step: share for step, share in shares if share}
