"""What the states and moves of a package hold and ask with time counted, as arrays."""

from dataclasses import dataclass

import numpy as np

from winset.deals.packages import beyond_bars, gross_gains, gross_of, values_of
from winset.roadmaps._time_kernels import NOISE
from winset.roadmaps.exits import Exits, need_dust, opportunist_survival
from winset.roadmaps.going_on import asked, discount_of, dust_of
from winset.roadmaps.lattice import Lattice, digits_of, next_moves, single
from winset.roadmaps.limits import Nodes
from winset.scenario.game import TOLERANCE, Floats, Masks, MoveSet

_PART = NOISE / TOLERANCE


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """What the states and moves of a package ask of going on.

    Attributes
    ----------
    need, pretence : (nodes, parties), (nodes, units, parties)
        What V must be at a state, and at the end of each move besides; -inf where nothing is asked.
    scale, dust : (parties,)
        B, and what is nothing of a need less V.
    losses, trust : (nodes, parties, parties), (parties, parties)
        The weighed losses, and trust.
    unseen, missed : (nodes, units, parties, parties), (nodes, units, parties)
        The weight of a loss by a pretence, and u − G of what is then missed.
    """

    need: Floats
    pretence: Floats
    scale: Floats
    dust: Floats
    losses: Floats
    trust: Floats
    unseen: Floats
    missed: Floats

    def within(self, share: float, lack: float) -> tuple[Floats, Floats]:
        """Return what V must be for an order that needs no more stake and trust than this.

        At each state, (nodes, parties), and at the end of each move besides, (nodes, units,
        parties).

        Parameters
        ----------
        share, lack
            As a share of B, and of trust; infinite: any.
        """
        return self._state(share, lack), self._move(share, lack)

    def _state(self, share: float, lack: float) -> Floats:
        floor = self._below(self.need, share)
        for j in range(len(self.scale)):
            floor = np.maximum(floor, self._trusting(self.losses[:, :, j], self.trust[:, j], lack))
        return floor

    def _move(self, share: float, lack: float) -> Floats:
        floor = self._below(self.pretence, share)
        for j in range(len(self.scale) if lack < 1 else 0):
            weight, base = self.unseen[..., j], self.missed
            trust = np.clip(self.trust[:, j] + lack + TOLERANCE, 0.0, 1.0)
            odds = (1 - trust) * weight
            part = np.divide(odds, trust + odds, out=np.zeros_like(odds), where=odds > 0)
            needs = self._just(np.where(base > 0, part, 1.0) * np.where(weight > 0, base, 0.0))
            floor = np.where(weight > 0, np.maximum(floor, needs), floor)
        return floor

    def _below(self, needs: Floats, share: float) -> Floats:
        """Return needs less what V may fall short of them by."""
        if np.isinf(share):
            return np.full_like(needs, -np.inf)
        short = (share + TOLERANCE) * self.scale
        return needs - (np.maximum(short, self.dust) if share >= 0 else short)

    def _trusting(self, loss: Floats, trust: Floats, lack: float) -> Floats:
        """Return what V must be for a loss to be risked: L(1−p)/p; 0 where trust is full."""
        if lack >= 1:
            return np.full_like(loss, -np.inf)
        full = np.clip(trust + lack + TOLERANCE, 0.0, 1.0)
        odds = np.divide(1 - full, full, out=np.full_like(full, np.inf), where=full > 0)
        return self._just(np.where(loss > 0, np.where(loss > 0, loss, 0.0) * odds, -np.inf))

    def _just(self, needs: Floats) -> Floats:
        """Return amounts less what is nothing of them."""
        return np.where(needs > 0, needs * (1 - NOISE), needs - self.dust)


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """What is in place at each node, a row for each party and each body that is asked."""

    value: Floats
    discount: Floats
    noise: Floats


class Tables:
    """What the states and moves of a package hold and ask, as arrays."""

    def __init__(
        self, exits: Exits, package: MoveSet, lattice: Lattice, nodes: Nodes, masks: Masks
    ) -> None:
        self.exits, self.package, self.lattice = exits, package, lattice
        self.nodes, self.masks = nodes, masks
        done = digits_of(lattice, nodes.state[:, None]) + 1 == lattice.radix
        self.open = ~done
        self.complete = (done << np.arange(len(lattice.radix))).sum(axis=1)
        self.next_move = next_moves(lattice, nodes.state)

    def rows(self) -> tuple[Rows, tuple[Masks, Masks, Masks]]:
        """Return the rows, parties first, and the row of each veto, consent and voter."""
        game = self.exits.game
        value = [values_of(game, self.masks).T]
        discount = [game.rates.discount]
        noise = [dust_of(game.value, game.bonus_value, game.no_deal) * _PART]
        count, row_of = len(game.parties), []
        for bodies in (game.vetoes, game.consents, game.assemblies.voters):
            here = asked(bodies, int(self.package))
            row_of.append(np.where(here, count + np.cumsum(here) - 1, -1))
            value.append(beyond_bars(game, bodies, self.masks)[here].T)
            discount.append(discount_of(game, bodies)[here])
            noise.append(dust_of(bodies.value, bodies.bonus, bodies.bar)[here] * _PART)
            count += int(here.sum())
        rows = Rows(np.hstack(value), np.concatenate(discount), np.concatenate(noise))
        return rows, (row_of[0], row_of[1], row_of[2])

    def asked(self) -> Asked:
        """Return what is asked of going on, without any caps."""
        exits, game, masks = self.exits, self.exits.game, self.masks
        whole = np.array([self.package], dtype=np.int64)
        gross = gross_of(game, whole)[:, 0]
        opens, relapse = exits.needs_at(masks)
        survival = opportunist_survival(game, masks)
        losses = exits.losses_at(masks, game.actors(int(self.package)), gross)
        pretence, unseen, missed = self._pretences(opens, survival)
        need = opens + relapse
        return Asked(
            need=need,
            pretence=pretence,
            scale=gross_gains(game, whole)[:, 0],
            dust=need_dust(game, gross),
            losses=losses * survival[:, None, :],
            trust=game.trust,
            unseen=unseen,
            missed=missed,
        )

    def _pretences(self, opens: Floats, survival: Floats) -> tuple[Floats, Floats, Floats]:
        """Return what a pretence of each next move asks, and what others would lose by it."""
        game, moves = self.exits.game, self.lattice.moves
        nodes, units, n = len(self.masks), len(self.lattice.radix), len(game.parties)
        pretence = np.full((nodes, units, n), -np.inf)
        unseen, missed = np.zeros((nodes, units, n, n)), np.full((nodes, units, n), -np.inf)
        variant = game.variant(self.masks)
        for v in np.unique(variant):
            terms = self.exits.terms[v]
            here = terms.game
            for m, move in enumerate(moves):
                k = single(move)
                if k is None:
                    continue
                at, a = np.nonzero(self.open & (self.next_move == m) & (variant == v)[:, None])
                adds = terms.pretence[:, k]
                pretence[at, a] = np.where(adds > 0, opens[at] + adds, -np.inf)
                by = np.where(here.performs[:, k] & terms.exposed_to, 1 - here.detection[k], 0.0)
                unseen[at, a] = by * survival[at][:, None, :]
                missed[at, a] = here.value[:, k] * here.due[k] - here.guarantee
        return pretence, unseen, missed
