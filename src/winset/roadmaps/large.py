"""The best order of one large package, exactly, with one bit a done-set.

The lattice keeps floats for all 2^r states; here only the question *is there an order whose states
and moves all stay under these limits?* is answered, 64 states at a time, and the least value for
which the answer is yes is found between two bounds:

- from above, the best order that a beam search finds from either end;
- from below, what no order avoids (the two ends, the first and last steps) and what the beam search
  proves on its way.

Where they meet there is nothing left to do. Else one pass asks for anything better than the best
order known: a no proves that order the best, a yes gives a better one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import TypeVar

import numpy as np

from winset.deals.packages import gross_gain, reachable_orders, values_of
from winset.roadmaps._large_kernels import (
    CHUNK,
    LOW,
    Beam,
    Benefits,
    Judge,
    Limits,
    Lookup,
    Reach,
    Rows,
    Words,
    beam_search,
    sooner,
    state_costs,
    sweep,
    trim,
    walk_back,
)
from winset.roadmaps.exits import (
    Exits,
    losses_at,
    needs_at,
    pretence_losses,
    trust_lack,
)
from winset.roadmaps.lattice import as_share
from winset.roadmaps.orders import Found, grade
from winset.scenario import ScenarioTooLarge
from winset.scenario.compiled import TOLERANCE, Bools, Floats, Game, Masks, bits

MOST_STEPS = 32
"""Steps of one package that can be searched: 2^32 states in 512 MiB."""

MOST_BONUSES = 10
"""Bonuses that are a burden to someone, in one package: each doubles the tables of low sums."""

GAP = 1e-10
"""Two values closer than this are not told apart: a tenth of the tolerance."""

_BLOCK = 8  # steps whose words make a block: 2^8 words are 2 KiB
_CELLS = 128  # cells of the grid in which a look-up starts
T = TypeVar("T")

_WIDTHS = (12, 200)  # states a level of the beam search, at first and if that is not enough
_NO_CAGE = Reach(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.bool_))


@dataclass(frozen=True, eq=False)
class Problem:
    """One package, its steps renumbered by the size of their effect, the smallest first.

    Attributes
    ----------
    game, exits
        What the problem was made from.
    steps : tuple of int
        The place in the file of each step.
    value, scale : (parties,)
        V and B of the package.
    actors : (parties,)
        Who performs a step of it.
    floors : tuple of float
        The share and the lack that no order avoids, for they are those of an end or of all moves.
    move_lack
        The trust that the moves lack; every order makes all of them.
    ceiling
        The largest share, if finite, that an order can have.
    judge : Judge
        What judges single states and moves.
    """

    game: Game
    exits: Exits
    steps: tuple[int, ...]
    value: Floats
    scale: Floats
    actors: Bools
    floors: tuple[float, float]
    move_lack: float
    ceiling: float
    judge: Judge

    @cached_property
    def words(self) -> Words:
        """What a pass over all states reads."""
        return _words(self.judge)

    @cached_property
    def rooms(self) -> tuple[Reach, Reach]:
        """Room for one bit a state, twice; memory is used only where a pass writes."""
        return _room(self.words), _room(self.words)


@dataclass(frozen=True, slots=True)
class _Best:
    """An order, in the problem's numbers, with the share and the lack that it has."""

    order: Masks
    share: float
    lack: float

    def index(self, on_lack: bool) -> float:
        return self.lack if on_lack else self.share


def order_large(game: Game, exits: Exits, package: int, after: Masks) -> Found | None:
    """Return the best order of a package, as `best_order` does, without a float for every state.

    Among orders as good, one found in the same way every time; benefits are brought forward by
    swapping neighbours, but it need not be the one whose benefits come soonest. `ties` is 0: not
    counted. None where no order respects who must come before whom.

    Parameters
    ----------
    package
        The set of its steps.
    after : (steps of the file,)
        Who must come before whom: the prerequisites, with any demanded order added.

    Raises
    ------
    ScenarioTooLarge
        Beyond `MOST_STEPS` steps, or `MOST_BONUSES` bonuses that are a burden to someone.
    """
    if package.bit_count() > MOST_STEPS:
        raise ScenarioTooLarge(
            f"a package of {package.bit_count()} steps has more orders than can be searched; the "
            f"most is {MOST_STEPS} steps; group steps that are done together"
        )
    if not reachable_orders(after, np.array([package], dtype=np.int64))[0]:
        return None
    problem = make_problem(game, exits, package, after)
    best = _best_by_verdict(problem)
    share, lack = (0.0 if x <= TOLERANCE else x for x in (best.share, best.lack))
    caps = (share + TOLERANCE, lack + TOLERANCE)
    order = sooner(problem.judge, caps, _benefits(problem, package), best.order)
    return Found(tuple(problem.steps[k] for k in order), grade(share, lack), share, lack, 0)


def _best_by_verdict(problem: Problem) -> _Best:
    """Return an order with the best verdict, then the least share, then the least lack."""
    cheap = _found(least(problem, on_lack=False))
    if cheap.share <= TOLERANCE:
        return _found(least(problem, on_lack=True, cap=TOLERANCE, hint=cheap))
    if cheap.lack <= TOLERANCE:
        return cheap
    trusted = _trusted(problem)
    if trusted is not None:
        return _found(least(problem, on_lack=False, cap=TOLERANCE, hint=trusted))
    return _found(least(problem, on_lack=True, cap=cheap.share + TOLERANCE, hint=cheap))


def _trusted(problem: Problem) -> _Best | None:
    """Return an order that lacks no trust, None where there is none."""
    best, lower = _bracket(problem, True, np.inf, (None, problem.floors[True]))
    if best is not None and best.lack <= TOLERANCE:
        return best
    return None if lower > TOLERANCE else _within(problem, (np.inf, TOLERANCE), True)


def least(
    problem: Problem,
    on_lack: bool,
    cap: float = np.inf,
    hint: _Best | None = None,
    floor: float = 0.0,
) -> _Best | None:
    """Return an order with the least share (or lack), whose lack (or share) is within a cap.

    None where no order is within the cap.

    Parameters
    ----------
    cap
        The largest value of the other index, tolerance included.
    hint
        An order within the cap, if one is known.
    floor
        Values below this are as good as it; with -inf the signed share, −margin, is made least.
    """
    lower = max(floor, problem.floors[on_lack])
    best, lower = _bracket(problem, on_lack, cap, (hint, lower))
    if best is None:
        best = _within(problem, _caps(on_lack, np.inf, cap), on_lack)
    if best is not None and lower < best.index(on_lack) == np.inf:
        finite = _within(problem, _caps(on_lack, problem.ceiling, cap), on_lack)
        best, lower = (best, np.inf) if finite is None else (finite, lower)
    if best is None or lower == np.inf:
        return best
    return _narrow(problem, on_lack, cap, (best, lower))


def _bracket(
    problem: Problem, on_lack: bool, cap: float, bracket: tuple[_Best | None, float]
) -> tuple[_Best | None, float]:
    """Return a good order, and a value that no order is below, better than those given."""
    best, lower = bracket
    for width, forward in product(_WIDTHS, (True, False)):
        if lower == np.inf or (best is not None and best.index(on_lack) <= lower + GAP):
            break
        order, bound = beam_search(problem.judge, Beam(forward, on_lack, cap, lower, width))
        lower = max(lower, bound)
        if len(order):
            found = judged(problem, order)
            best = found if best is None or found.index(on_lack) < best.index(on_lack) else best
    return best, lower


def _narrow(problem: Problem, on_lack: bool, cap: float, bracket: tuple[_Best, float]) -> _Best:
    """Return an order with the least value, given one and a value that no order is below.

    Asks for anything better than the best known; after each order found, first for half-way.
    """
    best, lower = bracket
    room, cage, halve = problem.rooms[0], _NO_CAGE, False
    while best.index(on_lack) > lower + GAP:
        value = best.index(on_lack)
        caps = _caps(on_lack, (lower + value) / 2 if halve else value - GAP, cap)
        found = _within(problem, caps, on_lack, cage, room)
        halve = found is not None
        if found is None:
            lower = caps[on_lack]
            continue
        if found.index(on_lack) >= value:
            break  # better by less than rounding
        best = found
        trim(problem.judge, problem.words, _found(_limits(problem, *caps)), room)
        cage, room = room, problem.rooms[room is problem.rooms[0]]
    return best


def _within(
    problem: Problem,
    caps: tuple[float, float],
    on_lack: bool,
    cage: Reach = _NO_CAGE,
    room: Reach | None = None,
) -> _Best | None:
    """Return an order within caps on share and lack, None where there is none."""
    limits = _limits(problem, *caps)
    room = problem.rooms[0] if room is None else room
    if limits is None or not sweep(problem.judge, problem.words, limits, cage, room):
        return None
    return judged(problem, walk_back(problem.judge, caps[0] + GAP, room, on_lack))


def _caps(on_lack: bool, value: float, other: float) -> tuple[float, float]:
    return (other, value) if on_lack else (value, other)


def _found(best: T | None) -> T:
    """Return what must be there, for an order that meets the caps is known."""
    if best is None:
        raise AssertionError("an order known to be within the caps was not found again")
    return best


def judged(problem: Problem, order: Masks) -> _Best:
    """Return an order with its share and lack, from the same formulas as the lattice's."""
    game, exits = problem.game, problem.exits
    places = [problem.steps[k] for k in order]
    masks = np.cumsum([0, *(1 << k for k in places)], dtype=np.int64)
    opens, relapse = needs_at(game, exits, masks)
    pretence = exits.pretence[:, places].T
    need = np.concatenate((opens + relapse, np.where(pretence > 0, opens[:-1] + pretence, -np.inf)))
    losses = losses_at(game, exits, masks, problem.actors)
    lack = trust_lack(losses, problem.value, game.trust).max()
    share = as_share(need - problem.value, problem.scale).max()
    return _Best(order, float(share), max(float(lack), problem.move_lack))


# --- what the compiled loops read ------------------------------------------------------------


def make_problem(game: Game, exits: Exits, package: int, after: Masks) -> Problem:
    """Return one package, ready to be searched."""
    value = values_of(game, np.array([package], dtype=np.int64))[:, 0]
    scale = gross_gain(game, package)
    heavy = np.array(
        [
            b
            for b, when in enumerate(game.bonus_when)
            if when & package == when and exits.staying_bonus[:, b].any()
        ],
        dtype=np.int64,
    )
    if len(heavy) > MOST_BONUSES:
        raise ScenarioTooLarge(
            f"a package with {len(heavy)} bonuses that are a burden to someone is too large to "
            f"search; the most is {MOST_BONUSES}; make them part of steps"
        )
    actors = np.asarray(game.performs[:, list(bits(package))].any(axis=1))
    rows = _rows(game, exits, actors, value, scale)
    steps = _by_effect(rows, tuple(bits(package)))
    rows = _picked(rows, steps, heavy)
    judge = _judge(
        rows,
        np.array([_local(int(game.bonus_when[b]), steps) for b in heavy], dtype=np.int64),
        _in_chains(game, rows, steps, after),
        np.array(steps, dtype=np.int64),
    )
    end_share, end_lack = state_costs(judge, (1 << len(steps)) - 1)
    start_share, _ = state_costs(judge, 0)
    moves = trust_lack(pretence_losses(game, value)[list(steps)], value, game.trust)
    move_lack = float(moves.max(initial=0.0))
    return Problem(
        game=game,
        exits=exits,
        steps=steps,
        value=value,
        scale=scale,
        actors=actors,
        floors=(max(start_share, end_share), max(move_lack, end_lack)),
        move_lack=move_lack,
        ceiling=_ceiling(rows),
        judge=judge,
    )


def _room(words: Words) -> Reach:
    blocks = words.outer.shape[1]
    return Reach(
        np.empty(blocks * words.inner.shape[1], dtype=np.int64), np.zeros(blocks, dtype=np.bool_)
    )


def _rows(game: Game, exits: Exits, actors: Bools, value: Floats, scale: Floats) -> Rows:
    """Return the amounts of all parties and pairs, over all steps and bonuses of the file."""
    parties = np.arange(len(game.parties))
    pairs = [(i, j) for i in parties for j in np.flatnonzero(actors) if i != j]
    i = np.array([i for i, _ in pairs], dtype=np.int64)
    j = np.array([j for _, j in pairs], dtype=np.int64)
    none = np.zeros((len(i), len(game.steps)))
    party = np.concatenate((parties, i))
    return Rows(
        is_share=np.arange(len(party)) < len(parties),
        start=np.concatenate(
            (
                game.fallback - game.penalty - game.no_deal - value,
                (game.no_deal - game.fallback - game.guarantee)[i],
            )
        ),
        empty=np.concatenate((-game.penalty - value, np.full(len(i), -np.inf))),
        step=np.concatenate((exits.breaking, -exits.betrayed[i, j])),
        relapse=np.concatenate((exits.relapse, none)),
        pretence=np.concatenate((exits.pretence, none)),
        bonus=np.concatenate((exits.staying_bonus, -exits.staying_bonus[i])),
        worth=value[party],
        scale=scale[party],
        trust=np.concatenate((np.ones(len(parties)), game.trust[i, j])),
    )


def _by_effect(rows: Rows, places: tuple[int, ...]) -> tuple[int, ...]:
    """Return the steps by how much they move the parties' shares, the least first.

    The sets of a word then differ little, and most words are allowed or forbidden as a whole.
    """
    unit = np.where(rows.is_share & (rows.scale > 0), rows.scale, np.inf)
    effect = (np.abs(rows.step) / unit[:, None]).sum(axis=0)
    return tuple(sorted(places, key=lambda k: (effect[k], k)))


def _picked(rows: Rows, steps: tuple[int, ...], bonuses: Masks) -> Rows:
    """Return the rows over the steps and bonuses of a package only."""
    return rows._replace(
        step=np.ascontiguousarray(rows.step[:, steps]),
        relapse=np.ascontiguousarray(rows.relapse[:, steps]),
        pretence=np.ascontiguousarray(rows.pretence[:, steps]),
        bonus=np.ascontiguousarray(rows.bonus[:, bonuses]),
    )


def _in_chains(game: Game, rows: Rows, steps: tuple[int, ...], after: Masks) -> Masks:
    """Return who must come before whom, with steps that are alike in all put in file order.

    Swapping two of them changes nothing, so every order has an equal in which they are in order.
    """
    last: dict[tuple[object, ...], int] = {}
    before = np.array([_local(int(after[k]), steps) for k in steps], dtype=np.int64)
    chained = before.copy()
    for a in sorted(range(len(steps)), key=lambda a: steps[a]):
        k = steps[a]
        alike = (
            rows.step[:, a].tobytes(),
            rows.relapse[:, a].tobytes(),
            rows.pretence[:, a].tobytes(),
            game.value[:, k].tobytes(),
            ((game.bonus_when >> k) & 1).tobytes(),
            ((before >> a) & 1).tobytes(),
            int(before[a]),
        )
        if alike in last:
            chained[a] |= 1 << last[alike]
        last[alike] = a
    return chained


def _judge(rows: Rows, when: Masks, after: Masks, place: Masks) -> Judge:
    steps = len(place)
    sums, surges = [], []
    for start in range(0, steps, CHUNK):
        part = slice(start, start + CHUNK)
        missing = ((0, 0), (0, max(0, start + CHUNK - steps)))
        sums.append(_sums(np.pad(rows.step[:, part], missing)).T)
        surges.append(_dearest(np.pad(rows.relapse[:, part], missing)).T)
    before = [sum(1 << b for b in range(steps) if after[b] >> a & 1) for a in range(steps)]
    return Judge(
        rows=rows,
        terms=np.array(
            [rows.is_share, rows.worth, rows.scale, rows.trust], dtype=np.float64
        ).T.copy(),
        sums=np.ascontiguousarray(np.array(sums).reshape(-1, 1 << CHUNK, len(rows.start))),
        surges=np.ascontiguousarray(np.array(surges).reshape(-1, 1 << CHUNK, len(rows.start))),
        when=when,
        after=after,
        before=np.array(before, dtype=np.int64),
        place=place,
    )


def _words(judge: Judge) -> Words:
    rows, steps = judge.rows, len(judge.place)
    low = min(LOW, steps)
    middle = min(low + _BLOCK, steps)
    lookup = _lookup(judge, low)
    inner = _sums(rows.step[:, low:middle])
    grid = lookup.grid.reshape(-1, 2, len(rows.start), 3)[:, 0]
    span = (
        grid[..., 0].min(axis=0),
        grid[..., 1].max(axis=0),
        inner.min(axis=1),
        inner.max(axis=1),
    )
    return Words(
        lookup=lookup,
        span=np.ascontiguousarray(np.array(span).T),
        surcharged=np.asarray(rows.relapse[:, :low].any(axis=1)),
        inner=inner,
        inner_surge=_dearest(rows.relapse[:, low:middle]),
        outer=rows.start[:, None] + _sums(rows.step[:, middle:]),
        outer_surge=_dearest(rows.relapse[:, middle:]),
        inner_after=_union(judge.after[low:middle]),
        outer_after=_union(judge.after[middle:]),
        holding=np.array([_as_bits(s & p == p for s in range(64)) for p in range(64)]),
        closed=int(_closed(judge.after, low)),
        ordered=bool(judge.after.any()),
    )


def _lookup(judge: Judge, low: int) -> Lookup:
    """Return the tables of the low steps."""
    rows = judge.rows
    plain = _sums(rows.step[:, :low])
    surge = _dearest(rows.relapse[:, :low])
    sets = np.arange(1 << low)
    tables = []
    for context in range(1 << len(judge.when)):
        sums = plain.copy()
        for b in bits(context):
            part = judge.when[b] & ((1 << low) - 1)
            sums += np.outer(rows.bonus[:, b], sets & part == part)
        tables += [_ranked(table) for table in (*sums, *(sums + surge))]
    values = np.array([table[0] for table in tables])
    starts, grid = _grid(values)
    return Lookup(values, np.array([table[1] for table in tables]), starts, grid)


def _ranked(sums: Floats) -> tuple[Floats, Masks]:
    """Return the distinct finite sums, ascending, and the sets at or below each, padded to 64."""
    distinct = np.unique(sums[np.isfinite(sums)])
    below = [_as_bits(sums <= y) for y in distinct]
    missing = 64 - len(distinct)
    return (
        np.concatenate((distinct, np.full(missing, np.inf))),
        np.array(below + below[-1:] * missing, dtype=np.int64),
    )


def _grid(values: Floats) -> tuple[Masks, Floats]:
    """Return where look-ups start; and the first and last values, and cells per unit."""
    first = values[:, 0]
    last = np.where(np.isfinite(values), values, -np.inf).max(axis=1)
    rate = np.divide(_CELLS, last - first, out=np.zeros_like(first), where=last > first)
    cell = np.full(values.shape, _CELLS, dtype=np.int64)
    filled = np.isfinite(values)
    scaled = (values - first[:, None])[filled] * np.broadcast_to(rate[:, None], values.shape)[
        filled
    ]
    cell[filled] = np.minimum(scaled.astype(np.int64), _CELLS - 1)
    starts = np.array([np.searchsorted(row, np.arange(_CELLS)) for row in cell])
    return starts.astype(np.int64), np.ascontiguousarray(np.array([first, last, rate]).T)


def _limits(problem: Problem, share: float, lack: float) -> Limits | None:
    """Return the largest amounts within caps on share and lack, None where no order is."""
    rows = problem.judge.rows
    if lack < problem.floors[1]:
        return None
    limit = np.where(rows.is_share, _most_short(rows, share), _most_lost(rows, lack))
    if np.any(rows.empty > limit):
        return None
    most = rows.start + np.clip(rows.step, 0, None).sum(axis=1)
    most += np.clip(rows.bonus, 0, None).sum(axis=1)
    first = (problem.judge.after == 0) & np.all(
        (rows.pretence == 0) | (rows.empty[:, None] + rows.pretence <= limit[:, None]), axis=0
    )
    return Limits(
        rows=np.flatnonzero(most + rows.relapse.max(axis=1, initial=0) > limit),
        movers=np.flatnonzero(
            (most + rows.pretence.max(axis=1, initial=0) > limit) & rows.pretence.any(axis=1)
        ),
        limit=limit,
        first=first,
    )


def _most_short(rows: Rows, share: float) -> Floats:
    """Return the largest shortfalls within a share of B; one of a party with B = 0 has none."""
    if share == np.inf:
        return np.full(len(rows.start), np.inf)
    return np.where(rows.scale > 0, share * rows.scale, TOLERANCE)


def _most_lost(rows: Rows, lack: float) -> Floats:
    """Return the largest losses within a lack of trust: L/(V+L) ≤ p + lack, solved for L."""
    enough = np.minimum(rows.trust + lack, 1.0)
    most = np.full(len(enough), np.inf)
    worth = np.clip(rows.worth, 0, None)
    np.divide(enough * worth, 1 - enough, out=most, where=enough < 1)
    most[(rows.worth < -TOLERANCE) & (lack < 1)] = 0.0
    return np.asarray(np.maximum(most, TOLERANCE))


def _ceiling(rows: Rows) -> float:
    """Return a share that no finite one exceeds."""
    surcharge = np.concatenate((rows.relapse, rows.pretence), axis=1)
    dearest = np.where(np.isfinite(surcharge), surcharge, 0.0).max(axis=1, initial=0)
    most = np.maximum(rows.start + np.clip(rows.step, 0, None).sum(axis=1), rows.empty) + dearest
    shares = most[rows.is_share & (rows.scale > 0)] / rows.scale[rows.is_share & (rows.scale > 0)]
    return float(shares.max(initial=0.0)) + 1.0


def _benefits(problem: Problem, package: int) -> Benefits:
    """Return what steps and complete bonuses add to Σ worth in place / B."""
    game = problem.game
    inside = [b for b, when in enumerate(game.bonus_when) if when & package == when]
    counted = problem.scale > 0
    weight = 1 / problem.scale[counted]
    return Benefits(
        step=weight @ game.value[counted][:, problem.steps],
        bonus=weight @ game.bonus_value[counted][:, inside],
        when=np.array([_local(int(game.bonus_when[b]), problem.steps) for b in inside], np.int64),
    )


def _sums(step: Floats) -> Floats:
    """Return the sums over all subsets of the columns: (rows, 2^columns)."""
    table = np.zeros((len(step), 1))
    for column in step.T:
        table = np.concatenate((table, table + column[:, None]), axis=1)
    return table


def _dearest(step: Floats) -> Floats:
    """Return the largest in all subsets of the columns, 0 in the empty one."""
    table = np.zeros((len(step), 1))
    for column in step.T:
        table = np.concatenate((table, np.maximum(table, column[:, None])), axis=1)
    return table


def _union(masks: Masks) -> Masks:
    """Return the unions over all subsets of the masks."""
    table = np.zeros(1, dtype=np.int64)
    for mask in masks:
        table = np.concatenate((table, table | mask))
    return table


def _closed(after: Masks, low: int) -> np.int64:
    """Return the sets of low steps that hold what must come before each of their steps."""
    need = _union(after[:low]) & ((1 << low) - 1)
    return _as_bits(need & ~np.arange(1 << low) == 0)


def _as_bits(members: Iterable[bool]) -> np.int64:
    """Return a word with a bit for each set that is a member."""
    word = sum(1 << s for s, inside in enumerate(members) if inside)
    return np.uint64(word).astype(np.int64)


def _local(mask: int, steps: tuple[int, ...]) -> int:
    return sum(1 << a for a, k in enumerate(steps) if mask >> k & 1)
