"""The best order of one package with time counted, exactly.

What going on is worth at a state follows backwards from what it is worth at the next one, by a map
that increases in every entry (`winset.roadmaps.going_on`), and all that is asked of it are lower
bounds: so of two ways on only the one worth more to somebody need be kept. At each state the search
keeps the antichain of largest vectors of V, an entry for each party and each body that signs, less
those that miss what is asked. The order is read off forwards.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from winset.language.catalogue import worded
from winset.roadmaps._time_kernels import NOISE, Floors, Steps, going_backwards
from winset.roadmaps.exits import Exits
from winset.roadmaps.lattice import Lattice, build_lattice, clocked
from winset.roadmaps.limits import Nodes, allowed
from winset.roadmaps.order_path import path_of, shortfalls
from winset.roadmaps.timed_tables import Asked, Tables
from winset.scenario import ScenarioTooLarge
from winset.scenario.game import TOLERANCE, Floats, Game, Masks, MoveOrder, MoveSet

MOST_CELLS = 20_000_000
"""Of the largest table of a search: states, times moves, times pairs of parties."""


SHARES = (0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 3.0, 1e9)
"""Shares of B within which an order is looked for, one after the other; no stake beyond helps."""


@dataclass(frozen=True, slots=True, eq=False)
class Heir:
    """What going on must be worth to a successor, where he may find an agreement.

    Attributes
    ----------
    held : (nodes,)
        What is in place to him, beyond his no deal.
    discount, noise
        As of his party; what is nothing to him.
    leave, arrive : (nodes, units)
        What V must be before the next move of each unit, and at its end; -inf where he is not yet
        there.
    end
        What it must be once all is done.
    """

    held: Floats
    discount: float
    noise: float
    leave: Floats
    arrive: Floats
    end: float


@dataclass(frozen=True, slots=True, eq=False)
class TimedSearch:
    """The states of one package by the clock, and what is asked of going on.

    Attributes
    ----------
    steps
        What the compiled search reads.
    last : (nodes,)
        1 where all is done.
    row_of : tuple of (bodies,) for vetoes, consents and voters
        The row of each body's total; -1 for one that is not asked.
    masks : (nodes,)
        The done-set of each node.
    heir
        A successor who must keep the order as well, the last of the rows; None: nobody.
    """

    exits: Exits
    package: MoveSet
    lattice: Lattice
    nodes: Nodes
    steps: Steps
    asked: Asked
    last: Masks
    row_of: tuple[Masks, Masks, Masks]
    masks: Masks
    heir: Heir | None = None

    @property
    def game(self) -> Game:
        """The game that is played."""
        return self.exits.game

    def best(self, *, safe: bool = False) -> MoveOrder | None:
        """Return the best order: of those that all sign, of all where there is none.

        Best verdict, least share of stake, least lack of trust; then the largest sum of V/B at the
        start, then the first in file order. None where no order is allowed.

        Parameters
        ----------
        safe
            Among orders of as good a verdict take the largest margin first.
        """
        for signed in (True, False):
            caps = self._least(signed)
            if caps is None:
                continue
            share, lack = caps
            if safe and share <= TOLERANCE:
                share = self._share_down(-1.0, 0.0, lack, signed)
            return self._first(share, lack, signed, in_full=True)
        return None

    def best_kept_by(self, heir: Heir) -> MoveOrder | None:
        """Return the best order that passes both keys and that a successor would keep; None: none.

        Of the orders that all sign; of all where there is none.
        """
        steps = self.steps._replace(
            held=np.column_stack((self.steps.held, heir.held)),
            discount=np.append(self.steps.discount, heir.discount),
            noise=np.append(self.steps.noise, heir.noise),
        )
        with_him = replace(self, steps=steps, heir=heir)
        for signed in (True, False):
            order = with_him._first(0.0, 0.0, signed, in_full=True)
            if order is not None or self._first(np.inf, np.inf, signed) is not None:
                return order
        return None

    def weights(self, node: int, then: int) -> Floats:
        """Return what a worth at one node is worth at another before it: (rows,)."""
        start, end = self.nodes.clock[node], self.nodes.clock[then]
        stands = self.game.rates.stands(start, end)
        return np.asarray(self.steps.discount ** (end - start) * stands)

    def _least(self, signed: bool) -> tuple[float, float] | None:
        """Return the share and the lack of the best order, in the sequence of the verdicts."""
        if self._first(0.0, 0.0, signed) is not None:  # the order of what is done has no moves
            return 0.0, 0.0
        if self._first(0.0, np.inf, signed) is not None:
            return 0.0, self._least_lack(0.0, signed)
        share = self._least_share(0.0, signed)
        if share is not None:
            return share, 0.0
        share = self._least_share(np.inf, signed)
        return None if share is None else (share, self._least_lack(share, signed))

    def _least_share(self, lack: float, signed: bool) -> float | None:
        """Return the least share of orders that lack no more trust than this; None: there are none.

        Small shares are tried first: the less is allowed, the fewer vectors there are.
        """
        low = 0.0
        for cap in SHARES:
            order = self._first(cap, lack, signed)
            if order is not None:
                high = min(cap, max(low, self._indices(order)[0]))
                return self._share_down(low, high, lack, signed)
            low = cap
        return np.inf if self._first(np.inf, lack, signed) is not None else None

    def _share_down(self, low: float, high: float, lack: float, signed: bool) -> float:
        """Return the least share between two, the larger of which there is an order within."""
        return self._descend(low, high, lambda cap: self._first(cap, lack, signed), 0)

    def _least_lack(self, share: float, signed: bool) -> float:
        """Return the least lack of orders that need no larger stake than this."""
        return self._descend(0.0, 1.0, lambda cap: self._first(share, cap, signed), 1)

    def _descend(
        self, low: float, high: float, within: Callable[[float], MoveOrder | None], which: int
    ) -> float:
        """Return the least cap within which there is an order.

        Each order that is found tells how little it needs: mostly nothing less would do, which one
        look more shows. Else the way is halved.
        """
        closely = True
        while high - low > TOLERANCE:
            cap = max(low, high - 4 * TOLERANCE) if closely else (low + high) / 2
            order = within(cap)
            if order is None and closely:
                return high
            if order is None:
                low = cap
            else:
                high = min(cap, max(low, self._indices(order)[which]))
            closely = not closely
        return high

    def _indices(self, order: MoveOrder) -> tuple[float, float]:
        return shortfalls(path_of(self.exits, order, in_time=True))

    # --- the order, forwards

    def _first(
        self, share: float, lack: float, signed: bool, *, in_full: bool = False
    ) -> MoveOrder | None:
        """Return the first order in the file's sequence that needs no more than this; None: none.

        Parameters
        ----------
        in_full
            Take one with the largest sum of V/B at the start.
        """
        floors = self._floors(share, lack, signed)
        some = self.asked.scale > 0
        merit = np.zeros(len(self.steps.noise))
        if in_full:
            merit[: len(some)][some] = 1 / self.asked.scale[some]
        found = _Vectors(*going_backwards(self.steps, floors, self.last, merit))
        if found.begins[-1] < 0:
            raise ScenarioTooLarge(worded("errors.large.ways_in_time"))
        start = self._signing(found.of(0), signed)
        if not len(start):
            return None
        most = start[:, -1].max()
        return self._walked(found, floors, merit, most - TOLERANCE * max(1.0, abs(most)), signed)

    def _walked(
        self, found: "_Vectors", floors: Floors, merit: Floats, least: float, signed: bool
    ) -> MoveOrder:
        """Return the first order whose sum is no less than this, move by move."""
        walk, units = _Walk.of(self, floors, merit), list[int]()
        while not self.last[walk.node]:
            for a, then in walk.ahead():
                reach = found.of(then.node)
                good = (reach[:, :-1] >= then.lower - self.steps.noise).all(axis=1)
                good &= reach[:, -1] + then.merits >= least
                if good.any() and len(self._signing(then.at_start(reach[good]), signed)):
                    units.append(a)
                    walk = then
                    break
            else:
                raise AssertionError("an order known to be there was not found again")
        return self.lattice.order(np.array(units, dtype=np.int64))

    def _floors(self, share: float, lack: float, signed: bool) -> Floors:
        """Return what V must be for an order that needs no more than this, and to sign."""
        start, useful = self._to_sign(signed)
        state, move = self.asked.within(share, lack)
        (nodes, units, parties), rows = move.shape, len(start)
        leave, arrive = np.full((2, nodes, units, rows), -np.inf)
        end = np.full(rows, -np.inf)
        leave[..., :parties] = state[:, None, :]
        arrive[..., :parties] = np.maximum(state[:, None, :], move)
        end[:parties] = state[self.last.argmax()]
        if self.heir is not None:
            leave[..., -1], arrive[..., -1], end[-1] = (
                self.heir.leave,
                self.heir.arrive,
                self.heir.end,
            )
        return Floors(start, useful, leave, arrive, end)

    def _to_sign(self, signed: bool) -> tuple[Floats, Floats]:
        """Return what each row must be at the start to sign, and what makes a difference there.

        A voter need not be for it.
        """
        rows = np.full(len(self.steps.noise), -np.inf)
        useful = rows.copy()
        if signed:
            parties, voters = len(self.game.parties), self.row_of[2]
            useful[:] = -self.steps.noise * (TOLERANCE / NOISE)
            useful[:parties] = -self.asked.dust
            if self.heir is not None:
                useful[-1] = -np.inf
            rows[:] = useful
            rows[voters[voters >= 0]] = -np.inf
        return rows, useful

    def _signing(self, start: Floats, signed: bool) -> Floats:
        """Return the vectors at the start with which all sign, where that is asked."""
        if not (signed and len(start)):
            return start
        voters = self.row_of[2]
        if not len(voters):
            return start  # the floors at the start have seen to it
        dust = self.steps.noise[voters] * (1 + TOLERANCE / NOISE)
        votes, needs = self.game.assemblies.votes, self.game.assemblies.needs
        for_it = (start[:, voters] >= -dust) @ votes.T
        passes = (for_it >= needs - TOLERANCE * votes.sum(axis=1)).all(axis=1)
        return np.asarray(start[passes])


@dataclass(frozen=True, slots=True, eq=False)
class _Vectors:
    begins: Masks
    vectors: Floats

    def of(self, node: int) -> Floats:
        """Return the vectors of a node: (vectors, rows + 2)."""
        at = len(self.begins) - 2 - node
        return self.vectors[self.begins[at] : self.begins[at + 1]]


@dataclass(frozen=True, slots=True, eq=False)
class _Walk:
    """The moves made so far, and what they ask of going on here.

    Attributes
    ----------
    shift, factor : (rows,)
        V at the start is shift + factor·V here.
    lower : (rows,)
        What V must be here for all that was asked on the way.
    merits
        The part of the sum at the start that is settled.
    """

    search: TimedSearch
    floors: Floors
    merit: Floats
    node: int
    shift: Floats
    factor: Floats
    lower: Floats
    merits: float

    @staticmethod
    def of(search: TimedSearch, floors: Floors, merit: Floats) -> "_Walk":
        rows = len(merit)
        return _Walk(search, floors, merit, 0, np.zeros(rows), np.ones(rows), floors.start, 0.0)

    def at_start(self, vectors: Floats) -> Floats:
        """Return vectors of this node as they are at the start."""
        return np.asarray(self.shift + self.factor * vectors[:, :-1])

    def ahead(self) -> Iterator[tuple[int, "_Walk"]]:
        """Yield each unit that can move next, in file order, and the walk after its move."""
        steps, node = self.search.steps, self.node
        done = int(steps.complete[node])
        for a, then in enumerate(steps.edges[node]):
            if then >= 0 and not done >> a & 1 and int(steps.after[a]) & ~done == 0:
                yield a, self._after(a, int(then))

    def _after(self, a: int, then: int) -> "_Walk":
        held, weights = self.search.steps.held[self.node], self.search.weights(self.node, then)
        lower = np.maximum(self.lower, self.floors.leave[self.node, a])
        asked = np.isfinite(lower)
        lower[asked] = (held + (lower - held) / weights)[asked]
        lower = np.maximum(lower, self.floors.arrive[self.node, a])
        settled = self.factor * (1 - weights) * held
        return _Walk(
            self.search,
            self.floors,
            self.merit,
            then,
            self.shift + settled,
            self.factor * weights,
            lower,
            self.merits + float(self.merit @ settled),
        )


def timed_search(exits: Exits, package: MoveSet, after: Masks) -> TimedSearch:
    """Return the search for the best order of a package with time counted.

    Parameters
    ----------
    after : (moves of the game,)
        Who must come before whom.

    Raises
    ------
    ScenarioTooLarge
        Where there are too many states, or ways through them.
    """
    game = exits.game
    lattice = build_lattice(exits, package, after)
    nodes, masks = clocked(game, lattice, package)
    parties, units = len(game.parties), len(lattice.radix)
    if len(nodes.state) * units * parties**2 > MOST_CELLS:
        raise ScenarioTooLarge(worded("errors.large.steps_in_time", steps=units))
    tables = Tables(exits, package, lattice, nodes, masks)
    held, row_of = tables.rows()
    return TimedSearch(
        exits=exits,
        package=package,
        lattice=lattice,
        nodes=nodes,
        steps=Steps(
            complete=tables.complete,
            edges=nodes.edges,
            after=lattice.after,
            clock=nodes.clock,
            within=allowed(game, masks),
            held=held.value,
            discount=held.discount,
            stays=game.rates.stays,
            since=game.rates.since,
            noise=held.noise,
        ),
        asked=tables.asked(),
        last=(masks == int(package)).astype(np.int64),
        row_of=row_of,
        masks=masks,
    )
