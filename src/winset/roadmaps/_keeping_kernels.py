"""The compiled loop that judges every package at once.

It looks only at done-sets that lie in a package that is asked about and not refused at its own end,
and that some party's needs do not rule out on the way. Its plain twin in the tests goes through all
done-sets.
"""

import numpy as np

from winset.roadmaps._climbing_kernels import (
    NOWHERE,
    Frame,
    Living,
    Terms,
    climb_within,
    variant_at,
)
from winset.roadmaps._set_kernels import below
from winset.scenario._arrays import TOLERANCE, Bools, Floats
from winset.scenario.jit import jit

ASKED = -2  # the seat of a set asked about, until it is touched or looked at
TOUCHED = -3  # that of one below some living one, less its row of `span`, until it is looked at


@jit
def tabled(value: Floats, chunks: int, largest: bool) -> Floats:
    """Return the sums, or the largest, of each row over all subsets of a few columns at a time.

    Parameters
    ----------
    value : (rows, columns)

    Returns
    -------
    (chunks, subsets, rows)
    """
    rows, columns = value.shape
    chunk = -(-columns // chunks)
    table = np.zeros((chunks, 1 << chunk, rows))
    for n in range(chunks):
        for a in range(min(chunk, columns - n * chunk)):
            for rest in range(1 << a):
                for row in range(rows):
                    before, more = table[n, rest, row], value[row, n * chunk + a]
                    table[n, (1 << a) | rest, row] = max(before, more) if largest else before + more
    return table


@jit
def kept_of(frame: Frame, terms: Terms, asked: Bools) -> Bools:
    """Return which of the packages asked about have an order that passes both keys: (sets,).

    Those that the same parties perform are judged together, of all whose betrayal counts: only who
    performs can betray.
    """
    kept = np.zeros(len(asked), dtype=np.bool_)
    if len(terms.inside) > 0 and not terms.inside[0]:
        return kept
    variants, parties, chunks = len(terms.sums), len(terms.start), frame.parts.shape[1]
    subsets = 1 << -(-terms.sums.shape[2] // chunks)
    sums = np.empty((variants, chunks, subsets, terms.sums.shape[1]))
    relapse = np.empty((variants, chunks, subsets, parties))
    for v in range(variants):
        sums[v] = tabled(terms.sums[v], chunks, False)
        relapse[v] = tabled(terms.relapse[v], chunks, True)
    feared = 0
    for j in range(parties):
        for i in range(parties):
            if terms.odds[i, j] > -np.inf:
                feared |= 1 << j
    groups = np.zeros(1 << parties, dtype=np.bool_)
    for s in range(len(asked)):
        if asked[s]:
            groups[frame.acting[s] & feared] = True
    for group in range(len(groups)):
        if groups[group]:
            judge_group(frame, terms, (sums, relapse), (feared, group), asked, kept)
    return kept


@jit
def judge_group(
    frame: Frame,
    terms: Terms,
    tables: tuple[Floats, Floats],
    theirs: tuple[int, int],
    wanted: Bools,
    kept: Bools,
) -> None:
    """Judge the packages that the same parties perform.

    From the largest set down: what these packages above a set are worth at least and at most, what
    the set itself needs, and what is asked further on whichever way. A set that needs more than any
    package above it is worth is dead. Then `climb_within`.

    Parameters
    ----------
    tables
        `Terms.sums` and `Terms.relapse`, tabled for each of the numbers.
    theirs
        All whose betrayal counts, and who of them performs these packages, as sets of parties.
    wanted : (sets,)
        All packages that are asked about.
    """
    masks, moves, places, parts = frame.masks, frame.moves, frame.places, frame.parts
    (sums, relapse), inside, setters, row_of = tables, terms.inside, terms.setters, terms.row
    no_deal, fixed, start, owed = terms.no_deal, terms.fixed, terms.start, terms.owed
    chance, odds, stake, made_good = terms.chance, terms.odds, terms.stake, terms.made_good
    move, sets, chunks = terms.move, len(masks), sums.shape[1]
    parties = len(terms.pair) or len(start)
    bounded, done, (feared, group) = len(inside) > 0, masks[0], theirs
    gated = np.zeros(len(moves), dtype=np.bool_)  # some need is of the move itself
    least_move = np.full((len(moves), parties), np.inf)
    for m in range(len(moves)):
        for i in range(parties):
            for r in range(len(move)):
                least_move[m, i] = min(least_move[m, i], move[r, m, i])
                gated[m] = gated[m] or move[r, m, i] > -np.inf
    # of sets touched, what the packages above are worth, at least and at most, and what is asked
    # further on at least; the first and the last negative. Few of these rows are ever used
    span = np.empty((sets, 3 * parties))
    found, bounds = np.empty((sets, 2), dtype=np.int32), np.empty((sets, 4 * parties))
    alive = touched = 0
    seat = np.empty(sets, dtype=np.int32)
    for s in range(sets):
        seat[s] = ASKED if wanted[s] and frame.acting[s] & feared == group else NOWHERE
    here = np.empty(3 * parties)
    sum_at, need_of, opens = np.empty(sums.shape[3]), np.empty(parties), np.empty(parties)
    enough, level = np.empty((1, parties)), np.empty(parties)
    for s in range(sets - 1, -1, -1):
        if seat[s] == NOWHERE:
            continue
        row, seat[s] = TOUCHED - seat[s], NOWHERE
        asked = wanted[s] and frame.acting[s] & feared == group
        if bounded and not inside[s]:
            continue
        for c in range(3 * parties):
            here[c] = -np.inf if row < 0 else span[row, c]
        mask = masks[s]
        v = variant_at(mask, setters)
        r = row_of[s] if len(row_of) > 0 else v
        for channel in range(len(sum_at)):
            sum_at[channel] = 0.0
        for n in range(chunks):
            for channel in range(len(sum_at)):
                sum_at[channel] += sums[v, n, parts[s, n], channel]
        for i in range(parties):
            total = sum_at[i] - no_deal[i]
            gross = sum_at[parties + i] + abs(no_deal[i])
            enough[0, i] = (total if abs(total) > TOLERANCE * gross else 0.0) + TOLERANCE * gross
            need = start[i] if mask == 0 else sum_at[2 * parties + i] + fixed[v, i]
            need -= TOLERANCE * stake[i]
            opens[i] = need
            surcharge = 0.0
            for n in range(chunks):
                surcharge = max(surcharge, relapse[v, n, parts[s, n], i])
            need += surcharge
            dust = TOLERANCE * (gross + made_good[i])
            for j in range(parties if mask != 0 else 0):
                if i != j and group >> j & 1:
                    loss = owed[v, i] - sum_at[(3 + i) * parties + j]
                    loss = loss * chance[r, j] if loss > dust else 0.0
                    if loss > 0:
                        need = max(need, loss * odds[i, j])
            need_of[i] = need
        for i in range(parties):
            asked = asked and need_of[i] <= enough[0, i]
        for m in range(len(moves) if asked else 0):
            if gated[m] and mask & moves[m] == moves[m] and moves[m] & done == 0:
                asked = asked and below(least_move, m, enough, 0)
        lives = True
        for i in range(parties):
            if asked:
                here[i] = max(here[i], -enough[0, i])
                here[parties + i] = max(here[parties + i], enough[0, i])
                here[2 * parties + i] = np.inf
            level[i] = max(need_of[i], -here[2 * parties + i])
            here[2 * parties + i] = -level[i]
            lives = lives and level[i] <= here[parties + i]
        if not lives:
            continue
        for i in range(parties):
            bounds[alive, i] = max(level[i], -here[i])
            bounds[alive, parties + i] = here[parties + i]
            bounds[alive, 2 * parties + i] = opens[i]
            bounds[alive, 3 * parties + i] = enough[0, i]
        found[alive, 0], found[alive, 1] = s, asked
        seat[s] = alive
        alive += 1
        for m in range(len(moves)):
            rest = places[s, m]
            if rest < 0:
                continue
            if gated[m]:
                r = row_of[rest] if len(row_of) > 0 else variant_at(mask ^ moves[m], setters)
                for i in range(parties):
                    lives = lives and move[r, m, i] <= here[parties + i]
                if not lives:
                    lives = True
                    continue
            row = TOUCHED - seat[rest]
            if row < 0:
                row, seat[rest] = touched, TOUCHED - touched
                for c in range(3 * parties):
                    span[row, c] = -np.inf
                touched += 1
            for c in range(2 * parties):
                span[row, c] = max(span[row, c], here[c])
            for i in range(parties):
                needed = max(level[i], move[r, m, i]) if gated[m] else level[i]
                span[row, 2 * parties + i] = max(span[row, 2 * parties + i], -needed)
    if alive > 0 and found[alive - 1, 0] == 0:
        climb_within(frame, terms, Living(seat, found[:alive], bounds[:alive]), kept)
