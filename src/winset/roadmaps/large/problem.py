"""One large package, put into the tables that the search over single bits reads.

Parties and pairs become rows of amounts; the steps are renumbered by the size of their effect, so
that neighbouring done-sets differ little; and sums over the low, middle and high steps are tabled.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from winset.deals.packages import gross_gains, gross_of, values_of
from winset.language.catalogue import worded
from winset.roadmaps.exits import Exits, ExitTerms, loss_dust, need_dust, trust_lack
from winset.roadmaps.large._benefit_kernels import Benefits
from winset.roadmaps.large._state_kernels import state_costs
from winset.roadmaps.large._tables import ALL, CHUNK, LOW, Judge, Limits, Lookup, Reach, Rows, Words
from winset.scenario import ScenarioTooLarge
from winset.scenario.game import Bools, Floats, Game, Masks, MoveSet, bits

MOST_BONUSES = 10
"""Bonuses that are a burden to someone, in one package: each doubles the tables of low sums."""

_BLOCK = 8  # steps whose words make a block: 2^8 words are 2 KiB

_CELLS = 128  # cells of the grid in which a look-up starts


@dataclass(frozen=True, eq=False)
class SearchProblem:
    """One package, its steps renumbered by the size of their effect, the smallest first.

    Attributes
    ----------
    exits
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
    def room(self) -> Reach:
        """Room for one bit a state; memory is used only where a pass writes."""
        blocks, size = self.words.outer.shape[1], self.words.inner.shape[1]
        none = np.zeros(blocks, dtype=np.bool_)
        return Reach(np.empty(blocks * size, dtype=np.int64), none, none.copy())


def make_problem(exits: Exits, package: MoveSet, after: Masks) -> SearchProblem:
    """Return one package, ready to be searched."""
    game, terms = exits.game, exits.terms[0]
    whole = np.array([package], dtype=np.int64)
    value, scale = values_of(game, whole)[:, 0], gross_gains(game, whole)[:, 0]
    heavy = np.array(
        [b for b, when in enumerate(terms.staying_when) if when & package == when],
        dtype=np.int64,
    )
    if len(heavy) > MOST_BONUSES:
        size = {"bonuses": len(heavy), "most": MOST_BONUSES}
        raise ScenarioTooLarge(worded("errors.large.bonuses", **size))
    actors = game.actors(package)
    rows = _rows(terms, actors, (value, scale, gross_of(game, whole)[:, 0]))
    steps = _by_effect(rows, tuple(bits(package)))
    rows = _picked(rows, steps, heavy)
    judge = _judge(
        rows,
        np.array([_local(int(terms.staying_when[b]), steps) for b in heavy], dtype=np.int64),
        _in_chains(game, rows, steps, after),
        np.array(steps, dtype=np.int64),
    )
    end_share, end_lack = state_costs(judge, (1 << len(steps)) - 1)
    start_share, _ = state_costs(judge, 0)
    moves = trust_lack(terms.pretence_losses(value)[list(steps)], value, game.trust)
    move_lack = float(moves.max(initial=0.0))
    return SearchProblem(
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


def _rows(terms: ExitTerms, actors: Bools, worth: tuple[Floats, Floats, Floats]) -> Rows:
    """Return the amounts of all parties and pairs, over all steps and bonuses of the file.

    Parameters
    ----------
    worth
        V, B and the gross sums of the package.
    """
    game, (value, scale, gross) = terms.game, worth
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
                game.fallback - game.breach_penalty - game.no_deal - value,
                (game.no_deal - game.fallback - game.guarantee)[i],
            )
        ),
        empty=np.concatenate((-game.breach_penalty - value, np.full(len(i), -np.inf))),
        step=np.concatenate((terms.breaking, -terms.betrayed[i, j])),
        relapse=np.concatenate((terms.relapse, none)),
        pretence=np.concatenate((terms.pretence, none)),
        bonus=np.concatenate((terms.staying_bonus, -terms.staying_bonus[i])),
        worth=value[party],
        scale=scale[party],
        dust=np.concatenate((need_dust(game, gross), loss_dust(game, gross)[i])),
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
            [rows.is_share, rows.worth, rows.scale, rows.trust, rows.dust], dtype=np.float64
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
    inner_surge = _dearest(rows.relapse[:, low:middle])
    grid = lookup.grid.reshape(-1, 2, len(rows.start), 3)
    whole = lookup.sets[:, -1].reshape(grid.shape[:-1]) == ALL
    span = (
        grid[:, 0, :, 0].min(axis=0),
        grid[:, 0, :, 1].max(axis=0),
        inner.min(axis=1),
        inner.max(axis=1),
        np.where(whole, grid[..., 1], np.inf)[:, 1].max(axis=0),
        inner_surge.max(axis=1),
    )
    return Words(
        lookup=lookup,
        span=np.ascontiguousarray(np.array(span).T),
        surcharged=np.asarray(rows.relapse[:, :low].any(axis=1)),
        inner=inner,
        inner_surge=inner_surge,
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


def limits_within(problem: SearchProblem, share: float, lack: float) -> Limits | None:
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
    """Return the largest shortfalls within a share of B; a party with B = 0 has none but dust."""
    if share == np.inf:
        return np.full(len(rows.start), np.inf)
    most = share * rows.scale
    return np.asarray(np.where((rows.scale > 0) & (share < 0), most, np.maximum(most, rows.dust)))


def _most_lost(rows: Rows, lack: float) -> Floats:
    """Return the largest losses within a lack of trust: L/(V+L) ≤ p + lack, solved for L."""
    enough = np.minimum(rows.trust + lack, 1.0)
    most = np.full(len(enough), np.inf)
    worth = np.clip(rows.worth, 0, None)
    np.divide(enough * worth, 1 - enough, out=most, where=enough < 1)
    most[(rows.worth < 0) & (lack < 1)] = 0.0
    return np.asarray(np.maximum(most, rows.dust))


def _ceiling(rows: Rows) -> float:
    """Return a share that no finite one exceeds."""
    surcharge = np.concatenate((rows.relapse, rows.pretence), axis=1)
    dearest = np.where(np.isfinite(surcharge), surcharge, 0.0).max(axis=1, initial=0)
    most = np.maximum(rows.start + np.clip(rows.step, 0, None).sum(axis=1), rows.empty) + dearest
    shares = most[rows.is_share & (rows.scale > 0)] / rows.scale[rows.is_share & (rows.scale > 0)]
    return float(shares.max(initial=0.0)) + 1.0


def benefits_of(problem: SearchProblem, package: MoveSet) -> Benefits:
    """Return what steps and complete bonuses add to Σ worth in place / B."""
    game = problem.exits.game
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
