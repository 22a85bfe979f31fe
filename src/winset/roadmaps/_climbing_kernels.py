"""What the loop that judges every package reads, and its second half: the climb from below.

The first half, from the largest set down, is in `winset.roadmaps._keeping_kernels`.
"""

from typing import NamedTuple

import numpy as np

from winset.roadmaps._set_kernels import Parts, Places, below, gates_of, settle, with_room
from winset.scenario._arrays import TOLERANCE, Bools, Floats, Masks
from winset.scenario.jit import inlined, jit

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
    parts : (sets, chunks)
        Each done-set as places in tables of sums: see `winset.roadmaps.columns.parts_of`.
    """

    masks: Masks
    moves: Masks
    places: Places
    acting: Masks
    parts: Parts


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
    sums : (variants, channels, columns)
        What each step or bonus adds to V of each party, to its gross sum, to what it keeps when it
        breaks, and to what it keeps when each other betrays it ([i, j]): one channel after the
        other.
    no_deal : (parties,)
    fixed : (variants, parties)
        Fallback − Π − no_deal.
    start : (parties,)
        The need where nothing is done yet.
    owed : (variants, parties)
        No_deal − fallback − G.
    relapse : (variants, parties, columns)
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
    no_deal: Floats
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
def variant_at(mask: int, setters: Masks) -> int:
    """Return which numbers hold at a done-set: a bit for each of the steps that set some."""
    variant = 0
    for b in range(len(setters)):
        variant |= (mask >> setters[b] & 1) << b
    return variant


class Living(NamedTuple):
    """The sets that some package above them may pass, from the largest down.

    Attributes
    ----------
    seat : (sets,)
        The row of each in what follows, or `NOWHERE`.
    sets : (living, 2)
        The place of each, and whether it is asked about.
    bounds : (living, 4 * parties)
        By party what must be needed at least to matter, the most that packages above a set are
        worth, what openly breaking needs, what it is worth itself.
    """

    seat: Places
    sets: Places
    bounds: Floats


@jit
def climb_within(frame: Frame, terms: Terms, living: Living, kept: Bools) -> None:
    """Find the smallest vectors of largest needs at each living set, as `climb` does, and judge."""
    masks, places, (seat, sets, bounds) = frame.masks, frame.places, living
    pretence, move, clock = terms.pretence, terms.move, terms.clock
    setters, row_of = terms.setters, terms.row
    parties, timed = len(terms.pair) or len(terms.start), len(clock) > 0
    width, moves = parties + 1 if timed else parties, places.shape[1]
    ends = np.zeros(len(sets) + 1, dtype=np.int64)  # of the rows of each set, from the last on
    vectors = np.empty((len(sets) + FIRST_ROOM, width))
    floors, most, enough = np.empty((2, parties)), np.empty((1, parties)), np.empty((1, parties))
    gated = gates_of(move, pretence)
    widest = 1
    for a in range(len(sets) - 1, -1, -1):
        filled, size, here = ends[a + 1], 0, sets[a, 0]
        for i in range(parties):
            floors[0, i] = bounds[a, i]
            most[0, i] = bounds[a, parties + i]
            enough[0, i] = bounds[a, 3 * parties + i]
        if filled + widest * moves + 2 > len(vectors):
            vectors = with_room(vectors, filled, widest * moves + 2)
        front = vectors[filled:]
        for m in range(moves):
            rest, f = places[here, m], 0
            before = NOWHERE if rest < 0 else seat[rest]
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
        if a == len(sets) - 1:
            front[0, width - 1] = 0.0
            for i in range(parties):
                front[0, i] = floors[0, i]
            size = 1
        ends[a] = filled + size
        widest = max(widest, size)
        for row in range(size if sets[a, 1] else 0):
            if below(front, row, enough, 0):
                kept[here] = True
                break
