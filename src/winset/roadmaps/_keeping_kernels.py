"""The compiled loop that judges every package at once.

It looks only at done-sets that lie in a package that is asked about and not refused at its own end,
and that some party's needs do not rule out on the way. Its plain twin in the tests goes through all
done-sets.
"""

from typing import NamedTuple

import numpy as np

from winset.roadmaps._set_kernels import Places, below, gates_of, settle, with_room
from winset.scenario._arrays import TOLERANCE, Bools, Floats, Masks
from winset.scenario.jit import inlined, jit

CHUNK = 9  # moves whose sums are looked up at once, at most

NOWHERE = -1

FIRST_ROOM = 512  # rows; there is more room where they are filled


class Frame(NamedTuple):
    """The done-sets of a game, whatever its numbers are.

    Attributes
    ----------
    masks : (sets,)
    moves : (moves,)
        What can be done at once: a step or a slice of one, or the steps of an escrow in use.
    places : (sets, moves)
        Where the set without a move stands, -1 where that is no done-set.
    acting : (sets,)
        Who performs a step of each done-set, as a set of parties.
    """

    masks: Masks
    moves: Masks
    places: Places
    acting: Masks


class Terms(NamedTuple):
    """What breaking off comes to, and what that needs of the whole deal.

    Attributes
    ----------
    setters : (setters,)
        The steps that set numbers: which of them are done says which numbers hold.
    row : (sets,) or (0,)
        Which row of `move` and `chance` holds at each done-set; empty: that of the numbers.
    inside : (sets,) or (0,)
        Where ledgers and balances are within limits; empty: everywhere.
    sums : (variants, channels, steps)
        What each step adds to V of each party, to its gross sum, to what it keeps when it breaks,
        and to what it keeps when each other betrays it ([i, j]): one channel after the other.
    bonus : (parties, bonuses)
    bonus_when : (bonuses,)
    no_deal : (parties,)
    staying : (parties, staying)
    staying_when : (staying,)
    fixed : (variants, parties)
        Fallback − Π − no_deal.
    start : (parties,)
        The need where nothing is done yet.
    owed : (variants, parties)
        No_deal − fallback − G.
    relapse : (variants, parties, steps)
    pretence : (variants, parties, moves)
    move : (rows, moves, parties)
    chance : (rows, parties)
    odds : (parties, parties)
        (1−p)/p; -inf where it does not count what one would lose by the other.
    stake, made_good : (parties,)
        What enters the needs and the losses beside worths: see `need_dust` and `loss_dust`.
    clock : (moves, 3) or (0, 3)
        When each move can start, at the earliest and the latest, and how long it takes; empty where
        no window binds. Else time is one more thing that a vector needs: its last entry.
    pair
        Two entries where there are two parties, else none: loops over two are compiled apart.
    """

    setters: Masks
    row: Masks
    inside: Bools
    sums: Floats
    bonus: Floats
    bonus_when: Masks
    no_deal: Floats
    staying: Floats
    staying_when: Masks
    fixed: Floats
    start: Floats
    owed: Floats
    relapse: Floats
    pretence: Floats
    move: Floats
    chance: Floats
    odds: Floats
    stake: Floats
    made_good: Floats
    clock: Floats
    pair: tuple[int, ...]


@inlined
def chunk_for(sets: int) -> int:
    """Return how many moves' sums are looked up at once: a table is no longer than it is used."""
    chunk = 2
    while chunk < CHUNK and sets >> chunk > 0:
        chunk += 1
    return chunk


@jit
def tabled(value: Floats, chunk: int, largest: bool, table: Floats) -> None:
    """Table the sums, or the largest, of each row over all subsets of a few steps at a time.

    Parameters
    ----------
    value : (rows, steps)
    chunk
        So many steps.
    table : (chunks, subsets, rows)
        Zeros.
    """
    rows, steps = value.shape
    for n in range(len(table)):
        for a in range(min(chunk, steps - n * chunk)):
            for rest in range(1 << a):
                for row in range(rows):
                    before, more = table[n, rest, row], value[row, n * chunk + a]
                    table[n, (1 << a) | rest, row] = max(before, more) if largest else before + more


@jit
def kept_of(frame: Frame, terms: Terms, asked: Bools) -> Bools:
    """Return which of the packages asked about have an order that passes both keys: (sets,).

    Those that the same parties perform are judged together, of all whose betrayal counts: only who
    performs can betray.
    """
    kept = np.zeros(len(asked), dtype=np.bool_)
    if len(terms.inside) > 0 and not terms.inside[0]:
        return kept
    variants, channels, steps = terms.sums.shape
    parties = len(terms.start)
    chunk = chunk_for(len(asked))
    chunks = max(1, -(-steps // chunk))
    sums = np.zeros((variants, chunks, 1 << chunk, channels))
    relapse = np.zeros((variants, chunks, 1 << chunk, parties))
    for v in range(variants):
        tabled(terms.sums[v], chunk, False, sums[v])
        tabled(terms.relapse[v], chunk, True, relapse[v])
    feared = 0
    for j in range(parties):
        for i in range(parties):
            if terms.odds[i, j] > -np.inf:
                feared |= 1 << j
    groups = np.zeros(1 << parties, dtype=np.bool_)
    for s in range(len(asked)):
        if asked[s]:
            groups[frame.acting[s] & feared] = True
    seat = np.empty(len(asked), dtype=np.int32)
    for group in range(len(groups)):
        if groups[group]:
            seat[:] = NOWHERE
            judge_group(frame, terms, (sums, relapse), (feared, group), asked, seat, kept)
    return kept


@inlined
def variant_at(mask: int, setters: Masks) -> int:
    """Return which numbers hold at a done-set: a bit for each of the steps that set some."""
    variant = 0
    for b in range(len(setters)):
        variant |= (mask >> setters[b] & 1) << b
    return variant


@jit
def judge_group(  # noqa: PLR0917 -- arrays in a tuple of tuples would cost more
    frame: Frame,
    terms: Terms,
    tables: tuple[Floats, Floats],
    theirs: tuple[int, int],
    wanted: Bools,
    seat: Places,
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
    seat : (sets,)
        `NOWHERE`; then the row of `span`, later that of `living` (see `climb_within`).
    """
    masks, moves, places = frame.masks, frame.moves, frame.places
    (sums, relapse), inside, setters, row_of = tables, terms.inside, terms.setters, terms.row
    bonus, bonus_when, no_deal = terms.bonus, terms.bonus_when, terms.no_deal
    staying, staying_when, fixed = terms.staying, terms.staying_when, terms.fixed
    start, owed, chance, odds = terms.start, terms.owed, terms.chance, terms.odds
    stake, made_good, move = terms.stake, terms.made_good, terms.move
    sets, chunks, chunk = len(masks), sums.shape[1], chunk_for(len(masks))
    parties = len(terms.pair) or len(start)
    bounded, done, (feared, group) = len(inside) > 0, masks[0], theirs
    gated = np.zeros(len(moves), dtype=np.bool_)  # some need is of the move itself
    least_move = np.full((len(moves), parties), np.inf)
    for m in range(len(moves)):
        for i in range(parties):
            for r in range(len(move)):
                least_move[m, i] = min(least_move[m, i], move[r, m, i])
                gated[m] = gated[m] or move[r, m, i] > -np.inf
    span = np.empty((FIRST_ROOM, 3 * parties))  # -least, most, -ahead
    bounds = np.empty((FIRST_ROOM, 4 * parties))  # see `climb_within`
    living = np.empty((FIRST_ROOM, 3), dtype=np.int64)
    links = np.empty((FIRST_ROOM, 2), dtype=np.int32)
    reached = alive = linked = 0
    here = np.empty(3 * parties)
    sum_at, need_of, opens = np.empty(sums.shape[3]), np.empty(parties), np.empty(parties)
    enough, level = np.empty((1, parties)), np.empty(parties)
    for s in range(sets - 1, -1, -1):
        asked, row = wanted[s] and frame.acting[s] & feared == group, seat[s]
        if row == NOWHERE and not asked:
            continue
        seat[s] = NOWHERE
        if bounded and not inside[s]:
            continue
        for c in range(3 * parties):
            here[c] = -np.inf if row == NOWHERE else span[row, c]
        mask = masks[s]
        v = variant_at(mask, setters)
        r = row_of[s] if len(row_of) > 0 else v
        for channel in range(len(sum_at)):
            sum_at[channel] = 0.0
        for n in range(chunks):
            part = (mask >> (n * chunk)) & ((1 << chunk) - 1)
            for channel in range(len(sum_at)):
                sum_at[channel] += sums[v, n, part, channel]
        for i in range(parties):
            total = sum_at[i] - no_deal[i]
            gross = sum_at[parties + i] + abs(no_deal[i])
            for b in range(len(bonus_when)):
                if mask & bonus_when[b] == bonus_when[b]:
                    total += bonus[i, b]
                    gross += abs(bonus[i, b])
            enough[0, i] = (total if abs(total) > TOLERANCE * gross else 0.0) + TOLERANCE * gross
            stays = 0.0
            for b in range(len(staying_when)):
                if mask & staying_when[b] == staying_when[b]:
                    stays += staying[i, b]
            need = start[i] if mask == 0 else sum_at[2 * parties + i] + stays + fixed[v, i]
            need -= TOLERANCE * stake[i]
            opens[i] = need
            surcharge = 0.0
            for n in range(chunks):
                part = (mask >> (n * chunk)) & ((1 << chunk) - 1)
                surcharge = max(surcharge, relapse[v, n, part, i])
            need += surcharge
            dust = TOLERANCE * (gross + made_good[i])
            for j in range(parties if mask != 0 else 0):
                if i != j and group >> j & 1:
                    loss = owed[v, i] - sum_at[(3 + i) * parties + j] - stays
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
        if alive == len(living):
            living, bounds = with_room(living, alive, 1), with_room(bounds, alive, 1)
        for i in range(parties):
            bounds[alive, i] = max(level[i], -here[i])
            bounds[alive, parties + i] = here[parties + i]
            bounds[alive, 2 * parties + i] = opens[i]
            bounds[alive, 3 * parties + i] = enough[0, i]
        living[alive, 0], living[alive, 1], living[alive, 2] = s, asked, linked
        seat[s] = alive
        alive += 1
        span = with_room(span, reached, len(moves))
        links = with_room(links, linked, len(moves))
        for m in range(len(moves)):
            rest = places[s, m]
            if rest < 0:
                continue
            if gated[m]:
                r = row_of[rest] if len(row_of) > 0 else variant_at(masks[rest], setters)
                for i in range(parties):
                    lives = lives and move[r, m, i] <= here[parties + i]
                    here[2 * parties + i] = -max(level[i], move[r, m, i])
            if lives:
                links[linked, 0], links[linked, 1] = rest, m
                linked += 1
                row = seat[rest]
                if row == NOWHERE:
                    seat[rest] = row = reached
                    reached += 1
                    for c in range(3 * parties):
                        span[row, c] = here[c]
                else:
                    for c in range(3 * parties):
                        span[row, c] = max(span[row, c], here[c])
            if gated[m]:
                for i in range(parties):
                    here[2 * parties + i] = -level[i]
                lives = True
    if alive > 0 and living[alive - 1, 0] == 0:
        climb_within(masks, seat, living[:alive], links[:linked], bounds, terms, kept)


@jit
def climb_within(  # noqa: PLR0917 -- arrays in a tuple of tuples would cost more
    masks: Masks,
    seat: Places,
    living: Masks,
    links: Places,
    bounds: Floats,
    terms: Terms,
    kept: Bools,
) -> None:
    """Find the smallest vectors of largest needs at each living set, as `climb` does, and judge.

    Parameters
    ----------
    masks, seat : (sets,)
        The sets, and the row of each living one in what follows.
    living : (living, 3)
        From the largest down the place of each set, whether it is asked about, and its first link.
    links : (links, 2)
        The places of the sets that lead to each by one move, and the moves.
    bounds : (living, 4 * parties)
        By party what must be needed at least to matter, the most that packages above a set are
        worth, what openly breaking needs, what it is worth itself.
    """
    pretence, move, clock = terms.pretence, terms.move, terms.clock
    setters, row_of = terms.setters, terms.row
    parties, timed = len(terms.pair) or len(terms.start), len(clock) > 0
    width = parties + 1 if timed else parties
    ends = np.zeros(len(living) + 1, dtype=np.int64)  # of the rows of each set, from the last on
    vectors = np.zeros((FIRST_ROOM, width))
    floors, most, enough = np.empty((2, parties)), np.empty((1, parties)), np.empty((1, parties))
    gated = gates_of(move, pretence)
    widest = 1
    for a in range(len(living) - 1, -1, -1):
        filled, size = ends[a + 1], 0
        for i in range(parties):
            floors[0, i] = bounds[a, i]
            most[0, i] = bounds[a, parties + i]
            enough[0, i] = bounds[a, 3 * parties + i]
        last = living[a + 1, 2] if a + 1 < len(living) else len(links)
        vectors = with_room(vectors, filled, widest * (last - living[a, 2]) + 2)
        front = vectors[filled:]
        for link in range(living[a, 2], last):
            rest, m, f = links[link, 0], links[link, 1], 0
            before = seat[rest]
            if before == NOWHERE or ends[before] == ends[before + 1]:
                continue
            if gated[m]:
                v, f = variant_at(masks[rest], setters), 1
                r = row_of[rest] if len(row_of) > 0 else v
                for i in range(parties):
                    floors[1, i] = max(floors[0, i], move[r, m, i])
                    if pretence[v, i, m] > 0:
                        opens = bounds[before, 2 * parties + i] + pretence[v, i, m]
                        floors[1, i] = max(floors[1, i], opens)
                if not below(floors, 1, most, 0):
                    continue
            for row in range(ends[before + 1], ends[before]):
                for i in range(parties):
                    front[size, i] = max(vectors[row, i], floors[f, i])
                if timed:
                    begun = max(vectors[row, parties], clock[m, 0])
                    if begun > clock[m, 1] + TOLERANCE:
                        continue
                    front[size, parties] = begun + clock[m, 2]
                if below(front, size, most, 0):
                    size = settle(front, None, size)
            # no order of the set needs less than the set itself: nothing will beat such a row
            if size == 1 and not timed and below(front, 0, floors, 0):
                break
        if a == len(living) - 1:
            front[0, width - 1] = 0.0
            for i in range(parties):
                front[0, i] = floors[0, i]
            size = 1
        ends[a] = filled + size
        widest = max(widest, size)
        for row in range(size if living[a, 1] else 0):
            if below(front, row, enough, 0):
                kept[living[a, 0]] = True
                break
