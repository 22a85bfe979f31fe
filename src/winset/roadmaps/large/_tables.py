"""What the search over single bits reads and writes: tables, limits, the states reached.

Each is a tuple of arrays, for compiled loops take nothing else.
"""

from typing import NamedTuple

import numpy as np

from winset.scenario._arrays import Bools, Floats, Masks

LOW = 6
"""Steps whose sets share a word."""

CHUNK = 8
"""Steps whose sums are tabled together where single states are judged."""

WITHOUT = np.array(
    [sum(1 << s for s in range(64) if not s >> b & 1) for b in range(LOW)], dtype=np.uint64
).view(np.int64)
"""The sets of a word that lack each low step."""

ALL = -1
"""The word that holds all sets of six steps."""

NONE, EVERY = -1, -2
"""Instead of the place of a block in a cage: no set of it is of use, or every one is."""

END = np.array([1 << (1 << low) - 1 for low in range(LOW)] + [-1 << 63], dtype=np.int64)
"""The set of all low steps, for each number of them."""


class Rows(NamedTuple):
    """The amounts an order must keep small: one row a party (share), one a pair (lack of trust).

    Attributes
    ----------
    is_share : (rows,)
        Whether the amount is a party's shortfall, Xb + fallback − Π − no_deal − V, whose cost is
        its share of B; else it is a loss, no_deal − fallback − Xv − G, whose cost is the trust
        that is lacking.
    start, empty : (rows,)
        The constant part; the amount where nothing is done.
    step, relapse, pretence : (rows, steps)
        What each step adds; the surcharges.
    bonus : (rows, bonuses)
        What each complete bonus adds.
    worth, scale, trust : (rows,)
        V and B of the party, and its trust in the other.
    dust : (rows,)
        What of the amount is nothing.
    """

    is_share: Bools
    start: Floats
    empty: Floats
    step: Floats
    relapse: Floats
    pretence: Floats
    bonus: Floats
    worth: Floats
    scale: Floats
    trust: Floats
    dust: Floats


class Judge(NamedTuple):
    """The tables that judge a single state or move.

    Attributes
    ----------
    rows : Rows
    terms : (rows, 4)
        `is_share`, `worth`, `scale`, `trust` and `dust` of the rows side by side.
    sums, surges : (chunks, 256, rows)
        Sums of steps, and the largest relapse, over the subsets of eight steps each.
    when : (bonuses,)
        The steps that complete each bonus.
    after, before : (steps,)
        Who must come before each step, and who after it.
    place : (steps,)
        Places in the file.
    """

    rows: Rows
    terms: Floats
    sums: Floats
    surges: Floats
    when: Masks
    after: Masks
    before: Masks
    place: Masks


class Lookup(NamedTuple):
    """The sets of a word by their low sums, a table for each row and context.

    A *context* says which bonuses have their high part complete. In each context, table t is of row
    t's low sums, and table rows + t of those plus the dearest relapse on a low step.

    Attributes
    ----------
    values, sets : (tables, 64)
        Distinct sums, ascending, and the sets of a word whose sums are at most as large.
    starts : (tables, cells)
        The place in `values` at which the search for an amount in each cell of a grid starts.
    grid : (tables, 3)
        First and last of `values`, and cells per unit.
    """

    values: Floats
    sets: Masks
    starts: Masks
    grid: Floats


class Words(NamedTuple):
    """What a pass over all words reads; none of it depends on the limits.

    Attributes
    ----------
    lookup : Lookup
        The low parts.
    span : (rows, 6)
        Over all contexts the least and largest low sum, over a block the least and largest inner,
        the largest low sum with its relapse (infinite where one is), the dearest inner relapse.
    surcharged : (rows,)
        Whether a low step has a relapse.
    inner, inner_surge : (rows, words of a block)
        Sums and dearest relapses of the inner part.
    outer, outer_surge : (rows, blocks)
        The same for the outer part.
    inner_after, outer_after : (words of a block,), (blocks,)
        All that must come before the steps of each part.
    holding : (64,)
        The sets of a word that hold each set of low steps.
    closed
        The sets of a word that respect who comes before whom among the low steps.
    ordered
        Whether anyone must come before anyone.
    """

    lookup: Lookup
    span: Floats
    surcharged: Bools
    inner: Floats
    inner_surge: Floats
    outer: Floats
    outer_surge: Floats
    inner_after: Masks
    outer_after: Masks
    holding: Masks
    closed: int
    ordered: bool


class Limits(NamedTuple):
    """The limits of a pass.

    Attributes
    ----------
    rows : (rows with a limit,)
        Which rows have one.
    movers : (rows with a limit and a pretence,)
        Which of them bind moves too.
    limit : (rows,)
        The largest amounts.
    first : (steps,)
        Which steps can be done first.
    """

    rows: Masks
    movers: Masks
    limit: Floats
    first: Bools


class Reach(NamedTuple):
    """A set of done-sets.

    Attributes
    ----------
    words : (words,)
        One bit a done-set; what is in blocks without any has no meaning.
    blocks, full : (blocks,)
        Whether a block has any; whether it has all, and then its words are not written.
    """

    words: Masks
    blocks: Bools
    full: Bools


class Cage(NamedTuple):
    """The only done-sets that are of use to a pass.

    Attributes
    ----------
    words : (words of the blocks that have some, and not all,)
        One bit a done-set.
    place : (blocks,)
        Which of these blocks each is, or `NONE` or `EVERY`; empty if all sets are of use.
    """

    words: Masks
    place: Masks


UNCAGED = Cage(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))
"""Where all done-sets are of use."""


class FlatLookup(NamedTuple):
    """A `Lookup` in two arrays, for a tight loop.

    Attributes
    ----------
    sums : (tables, 3 + 64)
        `grid` and `values`.
    marks : (tables, 64 + cells)
        `sets` and `starts`.
    """

    sums: Floats
    marks: Masks


class Near(NamedTuple):
    """The limits of the moves from the sets of a block.

    Attributes
    ----------
    extra : (rows, steps)
        What a pretence adds, 0 where it does not bind.
    dearest : (rows,)
        The largest of that over the low and inner steps.
    room : (rows, words of a block)
        What the limit leaves to the low sums without it.
    """

    extra: Floats
    dearest: Floats
    room: Floats


class Tests(NamedTuple):
    """The limits of the sets of a block.

    Attributes
    ----------
    tables : (tests,)
        The tables of low sums to look into.
    room : (tests, words of a block)
        What the limit leaves to them.
    """

    tables: Masks
    room: Floats


class Work(NamedTuple):
    """Room to work on one block: (words of a block,) each.

    Attributes
    ----------
    block : (words,)
        The sets collected, then those found.
    free : (words,)
        The sets that are of use.
    tables : (words,)
        The first table of each word's context.
    tied : (words,)
        Whether a pretence on a low or inner step may be too much at some set.
    starts : (6,)
        The sets of one word at which each low step may be done.
    """

    block: Masks
    free: Masks
    tables: Masks
    tied: Bools
    starts: Masks


class Scratch(NamedTuple):
    """The working memory of a pass; `every` is a block with all sets."""

    tables: FlatLookup
    near: Near
    work: Work
    every: Masks
