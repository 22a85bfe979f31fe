"""One package's states, with what each state and move asks of the parties.

A *unit* moves as a whole: a step, once for each of its slices, or the steps of an escrow in use,
once and together. A state tells how often each unit has moved; its number has that of unit a as its
digit at `stride[a]`, so that every move leads to a larger number.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from winset.deals.packages import gross_gains, values_of
from winset.language.catalogue import worded
from winset.roadmaps._state_kernels import States, judge_states
from winset.roadmaps.exits import (
    Exits,
    opportunist_survival,
    required_trust,
    trust_lack,
)
from winset.roadmaps.limits import Nodes, allowed, slot_of, timed_nodes
from winset.roadmaps.slot_tables import tables_of
from winset.scenario import ScenarioTooLarge
from winset.scenario.game import Bools, Floats, Game, Masks, MoveOrder, MoveSet, bits

MOST_STEPS = 22
"""Steps of one package, all whole, whose states are kept in memory."""

MOST_STATES = 12_000_000
"""States of one package that are kept in memory, some 800 MB."""

_NONE = np.zeros(0, dtype=np.int64)
_NO_NODES = Nodes(_NONE, np.zeros((0, 0), dtype=np.int64), np.zeros(0))


@dataclass(frozen=True, slots=True, eq=False)
class Lattice:
    """All states of one package.

    Attributes
    ----------
    unit_of : dict
        The unit that does each step.
    moves : tuple of int
        The game's moves that each move here makes, unit by unit.
    radix, stride, first : (units,)
        How many digits each unit has, what one more of it adds to a state, and its first move.
    after : (units,)
        The units that must be complete before each begins.
    variant : (states,) or (0,)
        Which of the numbers that steps may set hold at each state; empty: the same everywhere.
    row : (states,) or (0,)
        The row of `move_lack` that holds at each state; empty: the first.
    allowed : (states,) or (0,)
        Where ledgers and balances are within limits; empty: everywhere.
    value, scale, dust : (parties,)
        V and B of the package, and what is nothing of a need less V.
    opens : (states, parties)
        The worth of the whole deal that keeps each party from openly breaking here.
    pretence : (variants, parties, moves)
        What a pretence adds to that.
    state_share, state_lack, state_trust : (states,)
        At each state, over parties and pairs: the largest shortfall as a share of B (negative: the
        margin), trust that is lacking (negative: to spare), and trust required.
    move_lack, move_trust : (rows, moves)
        The same for each move, which depends on the state only through the numbers set there and
        what has been seen of the parties.
    benefit : (states,)
        Worth in place as a share of B, summed over the parties.
    node_state, edges
        Where windows bind, the `Nodes` of the search; else empty.
    """

    unit_of: dict[str, int]
    moves: tuple[int, ...]
    radix: Masks
    stride: Masks
    first: Masks
    after: Masks
    variant: Masks
    row: Masks
    allowed: Bools
    value: Floats
    scale: Floats
    dust: Floats
    opens: Floats
    pretence: Floats
    state_share: Floats
    state_lack: Floats
    state_trust: Floats
    move_lack: Floats
    move_trust: Floats
    benefit: Floats
    node_state: Masks
    edges: Masks

    def order(self, units: Masks) -> MoveOrder:
        """Return the moves of the game, given the unit of each."""
        seen = np.zeros(len(self.radix), dtype=np.int64)
        order = []
        for a in units:
            order.append(self.moves[self.first[a] + seen[a]])
            seen[a] += 1
        return tuple(order)


def searched_whole(game: Game, package: MoveSet) -> bool:
    """Return whether all states of a package are to be kept in memory.

    Where no device is in use, larger ones can be searched with one bit a state.
    """
    whole = len(game.steps) == len(game.ids) and not (game.swaps or game.done)
    free = not (game.bounds.ids or game.times.bind or game.hazard.any())
    return package.bit_count() <= MOST_STEPS or not (whole and free)


def count_states(game: Game, package: MoveSet) -> int:
    """Return how many states a package has."""
    return int(np.prod([len(unit) + 1.0 for unit in units_of(game, package)]))


def units_of(game: Game, package: MoveSet) -> list[tuple[int, ...]]:
    """Return the moves of each unit of a package that are still to be made, in file order."""
    units: dict[int, tuple[int, ...]] = {s: (s,) for s in game.swaps if s & package}
    units |= {
        part: tuple(1 << k for k in bits(part))
        for part in game.parts
        if part & package & ~game.done and not any(part & swap for swap in game.swaps)
    }
    return [units[mask] for mask in sorted(units, key=lambda mask: mask & -mask)]


def build_lattice(exits: Exits, package: MoveSet, after: Masks) -> Lattice:
    """Return the states of a package.

    Parameters
    ----------
    package
        The set of its moves.
    after : (moves of the game,)
        Who must come before whom: the prerequisites, with any demanded order added.

    Raises
    ------
    ScenarioTooLarge
        Beyond `MOST_STATES` states.
    """
    game, units = exits.game, units_of(exits.game, package)
    moves = tuple(move for unit in units for move in unit)
    if count_states(game, package) > MOST_STATES:
        size = {"steps": len(units), "moves": len(moves)}
        raise ScenarioTooLarge(worded("errors.large.orders", **size))
    radix, stride = _digits(units)
    before = _unit_after(game, units, after)
    whole = np.array([package], dtype=np.int64)
    value, scale = values_of(game, whole)[:, 0], gross_gains(game, whole)[:, 0]
    seen = _Seen.of(game, units)
    tables = tables_of(exits, package, units, (value, scale))
    states = States(*judge_states(tables, seen.variant))
    lack, trust = _move_indices(exits, moves, value, seen)
    nodes = _nodes(game, units, (radix, stride), before)
    return Lattice(
        unit_of={game.steps[k]: a for a, unit in enumerate(units) for k in bits(unit[0])},
        moves=moves,
        radix=radix,
        stride=stride,
        first=np.cumsum(radix - 1) - (radix - 1),
        after=before,
        variant=seen.variant,
        row=seen.row,
        allowed=seen.allowed,
        value=value,
        scale=scale,
        dust=tables.dust,
        opens=states.opens,
        pretence=exits.stack(lambda terms: by_move(terms.pretence, moves, 0.0)),
        state_share=states.share,
        state_lack=states.lack,
        state_trust=states.trust,
        move_lack=lack,
        move_trust=trust,
        benefit=states.benefit,
        node_state=nodes.state,
        edges=nodes.edges,
    )


def _digits(units: list[tuple[int, ...]]) -> tuple[Masks, Masks]:
    """Return the radix and the stride of each unit in the number of a state."""
    radix = np.array([len(unit) + 1 for unit in units], dtype=np.int64)
    return radix, np.concatenate(([1], np.cumprod(radix)))[:-1].astype(np.int64)


def _nodes(
    game: Game, units: list[tuple[int, ...]], count: tuple[Masks, Masks], before: Masks
) -> Nodes:
    """Return the nodes of the search where windows bind; none where they do not."""
    if not game.times.bind:
        return _NO_NODES
    slots = [[slot_of(game, move) for move in unit] for unit in units]
    return timed_nodes(*count, slots, before)


def as_share(gap: Floats, scale: Floats) -> Floats:
    """Return shortfalls as shares of B; a party with B = 0 is left out unless it is tempted.

    Parameters
    ----------
    gap
        Cleared of dust.
    """
    bare = np.where(gap > 0, np.inf, -np.inf)
    return np.divide(gap, scale, out=bare, where=scale > 0)


def clocked(game: Game, lattice: Lattice, package: MoveSet) -> tuple[Nodes, Masks]:
    """Return the nodes of a search with the time at which each is reached, and their done-sets.

    Without windows a node is a state: whatever comes first, its time is the sum of what is done.
    """
    units = units_of(game, package)
    slots = [[slot_of(game, move) for move in unit] for unit in units]
    states = _masks(units, game.done)
    if game.times.bind:
        nodes = timed_nodes(lattice.radix, lattice.stride, slots, lattice.after)
        return nodes, states[nodes.state]
    clock = np.zeros(1)
    for unit in slots:
        so_far = np.cumsum([0.0, *(slot.lasts for slot in unit)])
        clock = (so_far[:, None] + clock).ravel()
    number = np.arange(len(states))[:, None]
    more = digits_of(lattice, number) + 1 < lattice.radix
    return Nodes(number[:, 0], np.where(more, number + lattice.stride, -1), clock), states


def digits_of(lattice: Lattice, state: Masks) -> Masks:
    """Return how often each unit has moved at states of shape (states, 1): (states, units)."""
    return state // lattice.stride % lattice.radix


def next_moves(lattice: Lattice, states: Masks) -> Masks:
    """Return the place of the move that each unit makes next, any for one that is complete.

    Returns
    -------
    (states, units)
    """
    digits = digits_of(lattice, states[:, None])
    return np.asarray(np.minimum(lattice.first + digits, len(lattice.moves) - 1))


def single(move: int) -> int | None:
    """Return the place of a move that is a step or a slice; None for a swap."""
    return move.bit_length() - 1 if move.bit_count() == 1 else None


@dataclass(frozen=True, slots=True, eq=False)
class _Seen:
    """Per-state data that depend on the steps done; empty where nothing does.

    Attributes
    ----------
    variant, row, allowed
        As in `Lattice`.
    rows : (rows,), (rows, parties)
        The variant that each row stands for, and the chances of going on.
    """

    variant: Masks
    row: Masks
    allowed: Bools
    rows: tuple[Masks, Floats]

    @staticmethod
    def of(game: Game, units: list[tuple[int, ...]]) -> "_Seen":
        learning = bool(game.hazard.any())
        start = np.array([game.done], dtype=np.int64)
        everywhere = np.zeros(0, dtype=np.bool_)
        if not (game.setters or learning or game.bounds.ids):
            return _Seen(_NONE, _NONE, everywhere, kinds_of(game, start)[1:])
        masks = _masks(units, game.done)
        inside = allowed(game, masks) if game.bounds.ids else everywhere
        if not (game.setters or learning):
            return _Seen(_NONE, _NONE, inside, kinds_of(game, start)[1:])
        variant = game.variant(masks) if game.setters else _NONE
        row, variants, chances = kinds_of(game, masks)
        return _Seen(variant, row, inside, (variants, chances))


def kinds_of(game: Game, masks: Masks) -> tuple[Masks, Masks, Floats]:
    """Group done-sets with the same parameters and observed conduct; return each one's group.

    Returns
    -------
    row : (sets,)
        The kind of each set.
    variants : (kinds,)
        The place in `Game.variants` of the numbers that hold.
    chances : (kinds, parties)
        How likely an opportunist would have gone on; see `opportunist_survival`.
    """
    if not game.hazard.any():
        count = max(1, len(game.variants))
        return game.variant(masks), np.arange(count), np.ones((count, len(game.parties)))
    deciding = sum(1 << k for k in {*map(int, np.flatnonzero(game.hazard)), *game.setters})
    kinds, row = np.unique(masks & deciding, return_inverse=True)
    return row.astype(np.int64), game.variant(kinds), opportunist_survival(game, kinds)


def _masks(units: list[tuple[int, ...]], done: int) -> Masks:
    """Return the done-set of every state."""
    sets = np.full(1, done, dtype=np.int64)
    for unit in units:
        reached = np.cumsum(np.array((0, *unit), dtype=np.int64))
        sets = (reached[:, None] | sets).ravel()
    return sets


def _unit_after(game: Game, units: list[tuple[int, ...]], after: Masks) -> Masks:
    """Return the units that must be complete before each begins; itself where it never can."""
    whole = [sum(unit) for unit in units]
    begins = [[k for k in bits(unit[0]) if game.so_far[k] == 1] for unit in units]
    needs = [int(np.bitwise_or.reduce(after[steps])) for steps in begins]
    return np.array(
        [
            sum(1 << b for b, other in enumerate(whole) if other & need & ~game.done)
            for need in needs
        ],
        dtype=np.int64,
    )


def by_move(table: Floats, moves: Sequence[int] | Masks, nothing: float) -> Floats:
    """Return a table of steps as one of moves; nobody can pretend in a swap.

    Parameters
    ----------
    table : (..., steps)
    moves
        Each as a mask.
    nothing
        What stands for a swap.

    Returns
    -------
    (..., moves)
    """
    made = np.asarray(moves, dtype=np.int64)
    alone = np.bitwise_count(made) == 1
    rows = np.full((*table.shape[:-1], len(made)), nothing)
    rows[..., alone] = table[..., np.bitwise_count(made[alone] - 1)]
    return rows


def _move_indices(
    exits: Exits, moves: tuple[int, ...], value: Floats, seen: _Seen
) -> tuple[Floats, Floats]:
    """Return the lack of trust and the trust required at each move: (rows, moves) each."""
    game, (variants, chances) = exits.game, seen.rows
    n = len(game.parties)
    lacks, trusts = [], []
    for variant, chance in zip(variants, chances, strict=True):
        losses = exits.terms[variant].pretence_losses(value) * chance
        here = np.array(
            [np.zeros((n, n)) if (k := single(move)) is None else losses[k] for move in moves]
        ).reshape(len(moves), n, n)
        lacks.append(trust_lack(here, value, game.trust).max(axis=(1, 2)))
        trusts.append(required_trust(here, value).max(axis=(1, 2)))
    return np.array(lacks), np.array(trusts)
