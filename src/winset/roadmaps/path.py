"""The states and moves that an order goes through."""

from dataclasses import dataclass

import numpy as np

from winset.deals.packages import gross_gains, values_of
from winset.roadmaps.exits import Exits, ExitTerms, going_on
from winset.roadmaps.lattice import single
from winset.scenario.compiled import Bools, Floats, Game, Masks, bits


@dataclass(frozen=True, slots=True, eq=False)
class Path:
    """The states and moves of an order, as arrays; nodes are rows, each with what holds there.

    Attributes
    ----------
    game
    order
        The moves, each as a mask.
    states : (nodes,)
        The done-sets.
    value, scale : (parties,)
        V and B of the package.
    opens : (nodes, parties)
        What the whole deal must be worth to keep each from openly breaking.
    losses : (nodes, parties, parties)
        [t, i, j]: what i loses if j betrays it.
    going_on : (nodes, parties)
        The chance that an opportunist would have gone on so far.
    actors : (parties,)
        Who performs a step of the package.
    terms
        The numbers that hold at each node.
    """

    game: Game
    order: tuple[int, ...]
    states: Masks
    value: Floats
    scale: Floats
    opens: Floats
    losses: Floats
    going_on: Floats
    actors: Bools
    terms: tuple[ExitTerms, ...]

    @property
    def temptation(self) -> Floats:
        """What each party gains by openly breaking at each node: (nodes, parties)."""
        return np.asarray(self.opens - self.value)

    def move_losses(self, t: int) -> Floats:
        """Return [i, j], what i loses if j only pretends the t-th move; nothing in a swap."""
        k = single(self.order[t])
        losses = self.terms[t].pretence_losses(self.value)
        return np.zeros_like(losses[0]) if k is None else np.asarray(losses[k])

    def pretended(self, t: int) -> list[int]:
        """Return what can be pretended at a node: the next move, unless that is a swap."""
        return [k for move in self.order[t : t + 1] if (k := single(move)) is not None]

    def undoable(self, t: int) -> list[int]:
        """Return the last move done of every step, with which all of it that is done goes back."""
        done = int(self.states[t])
        held = (part & done for part in self.terms[t].game.parts)
        return [part.bit_length() - 1 for part in held if part]


def path_of(exits: Exits, order: tuple[int, ...]) -> Path:
    """Return the states and moves of an order."""
    game = exits.game
    states = np.cumsum([game.done, *order], dtype=np.int64)
    actors = game.actors(int(states[-1]))
    return Path(
        game=game,
        order=order,
        states=states,
        value=values_of(game, states[-1:])[:, 0],
        scale=gross_gains(game, states[-1:])[:, 0],
        opens=exits.needs_at(states)[0],
        losses=exits.losses_at(states, actors),
        going_on=going_on(game, states),
        actors=actors,
        terms=tuple(exits.terms[v] for v in game.variant(states)),
    )


def steps_of(game: Game, mask: int) -> tuple[str, ...]:
    """Return the steps that a move is, or is a slice of."""
    return tuple(dict.fromkeys(game.steps[k] for k in bits(mask)))
