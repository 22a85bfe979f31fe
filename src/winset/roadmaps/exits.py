"""What each party has when an agreement breaks half-way: exit values, and what follows from them.

At a done-set S of a package P, with u[i,k] the worth of step k to i, ρ the share of it that a break
undoes, λ the head start and q the detection:

- *i breaks* (`ExitTerms.breaking`): a step with i among its performers keeps the share 1−ρ, or
  1−ρ(1−λ) if i gains by it; every other step keeps 1−ρ(1−λ), for its performers undo it after the
  head start.
- *j betrays i* (`ExitTerms.betrayed`): a step with j among its performers keeps 1−ρ, or 1−ρ(1−λ) if
  j gains by it; i's own other steps keep 1−ρ(1−λ); third parties' steps stay whole.
- A positive bonus is lost; a negative one stays as far as the least done of its steps.

Cheating that is not seen at once adds to what openly breaking needs: c(1−q)/q for a pretence of a
step that costs c, ρc(1−q)/q for a quiet relapse on one; of a step in slices, for a pretence on all
that are still due and a relapse on all that are done. ρ, λ, q, the guarantee, the penalty and the
fallback are those that hold at S: steps that are done may have changed them.

A party that has gone on so far is trusted more: see `opportunist_survival`.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from math import ceil
from typing import overload

import numpy as np

from winset.deals.packages import worth_of
from winset.roadmaps._set_kernels import largest_of
from winset.scenario.game import TOLERANCE, Bools, Floats, Game, Masks, bits


@dataclass(frozen=True, slots=True, eq=False)
class ExitTerms:
    """Exit values as sums over the steps done, and the surcharges of cheating.

    Attributes
    ----------
    game : Game
        The numbers they come from.
    breaking : (parties, steps)
        What i keeps of each step done when i itself breaks.
    betrayed : (parties, parties, steps)
        [i, j]: what i keeps of each step done when j betrays it.
    staying_when : (staying,)
        The moves that make some of a negative bonus stay.
    staying_bonus : (parties, staying)
        What then outlives an exit.
    pretence, relapse : (parties, steps)
        What a pretence on, or a relapse from, an own step adds to the worth of the whole deal that
        keeps i from it; 0 where i has no such step, infinite where q = 0.
    exposed_to : (parties, parties)
        [i, j]: whether i counts with being betrayed by j; everybody with everybody else, unless
        only some are counted (`counting_only`).
    """

    game: Game
    breaking: Floats
    betrayed: Floats
    staying_when: Masks
    staying_bonus: Floats
    pretence: Floats
    relapse: Floats
    exposed_to: Bools

    def needs(self, masks: Masks) -> tuple[Floats, Floats]:
        """Return what openly breaking needs, and what the dearest relapse adds: (sets, parties)."""
        game = self.game
        opens = worth_of(self.breaking, self.staying_bonus, self.staying_when, masks).T
        opens += game.fallback - game.breach_penalty - game.no_deal
        opens[masks == 0] = -game.breach_penalty
        return opens, largest_of(self.relapse, masks)

    def losses(self, masks: Masks, dust: Floats) -> Floats:
        """Return [S, i, j], what i loses if j betrays it, whoever j is.

        Parameters
        ----------
        dust : (sets, parties)
            What is too small to count as a loss.
        """
        game, n = self.game, len(self.game.parties)
        rows = self.betrayed.reshape(n * n, -1)
        bonuses = np.repeat(self.staying_bonus, n, axis=0)
        kept = worth_of(rows, bonuses, self.staying_when, masks).T.reshape(-1, n, n)
        forgone = game.no_deal - game.fallback - game.guarantee
        loss = losing(forgone[:, None] - kept, dust[:, :, None])
        loss[masks == 0] = 0.0
        return np.where(self.exposed_to, loss, 0.0)

    def pretence_losses(self, value: Floats) -> Floats:
        """Return [k, i, j], what i loses if j only pretends to do k: (1−q)(u − V − G)⁺.

        Of a step in slices, u is the worth of those still due.
        """
        game = self.game
        missed = missed_by((game.value * game.due).T, value, game.guarantee)
        loss = (1 - game.detection)[:, None] * missed
        by_others = game.performs.T[:, None, :] & self.exposed_to
        return np.where(by_others, loss[:, :, None], 0.0)


@dataclass(frozen=True, slots=True, eq=False)
class Exits:
    """The exit values of a game, under all the numbers that its steps may set.

    Attributes
    ----------
    game : Game
    terms : sequence of ExitTerms
        One for each of `Game.variants`.
    """

    game: Game
    terms: Sequence[ExitTerms]

    def needs_at(self, masks: Masks) -> tuple[Floats, Floats]:
        """Return what the whole deal must be worth to each party to keep it from breaking.

        Xb + fallback − Π − no_deal, or −Π where nothing is done yet and it still has its `no_deal`.

        Returns
        -------
        opens, relapse : (sets, parties)
            What openly breaking needs, and what the dearest quiet relapse adds to it.
        """
        opens = np.empty((len(masks), len(self.game.parties)))
        relapse = np.empty_like(opens)
        for terms, here in self._apart(masks):
            opens[here], relapse[here] = terms.needs(masks[here])
        return opens, relapse

    def losses_at(self, masks: Masks, actors: Bools, gross: Floats) -> Floats:
        """Return what i loses if j betrays it at done-sets: its exposure.

        (no_deal − fallback − Xv − G)⁺; nothing where nothing is done yet, or j has no part.

        Parameters
        ----------
        actors : (parties,)
            Who performs a step of the package.
        gross : (parties,) or (sets, parties)
            See `loss_dust`.

        Returns
        -------
        (sets, parties, parties), [S, i, j]
        """
        n = len(self.game.parties)
        loss = np.empty((len(masks), n, n))
        dust = np.broadcast_to(loss_dust(self.game, gross), (len(masks), n))
        for terms, here in self._apart(masks):
            loss[here] = terms.losses(masks[here], dust[here])
        return np.where(actors, loss, 0.0)

    def stack(self, field: Callable[[ExitTerms], Floats]) -> Floats:
        """Return an array of every variant, one below the other; draws come before these."""
        return np.stack([field(terms) for terms in self.terms], axis=self.game.value.ndim - 2)

    def _apart(self, masks: Masks) -> list[tuple[ExitTerms, Bools | slice]]:
        """Return the done-sets by the numbers that hold there."""
        if len(self.terms) == 1:
            return [(self.terms[0], slice(None))]
        variant = self.game.variant(masks)
        return [
            (self.terms[v], variant == v) for v in np.flatnonzero(np.bincount(variant)).tolist()
        ]


class Terms(Sequence[ExitTerms]):
    """Exit values under each set of numbers that may hold, worked out when first asked for."""

    def __init__(self, variants: Sequence[Game]) -> None:
        self._variants = variants
        self._known: dict[int, ExitTerms] = {}

    def __len__(self) -> int:
        return len(self._variants)

    def __iter__(self) -> Iterator[ExitTerms]:
        return iter(self[:])

    @overload
    def __getitem__(self, place: int) -> ExitTerms: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[ExitTerms, ...]: ...
    def __getitem__(self, place: int | slice) -> ExitTerms | tuple[ExitTerms, ...]:
        if isinstance(place, slice):
            return tuple(self[v] for v in range(*place.indices(len(self))))
        if place not in self._known:
            self._known[place] = exit_terms(self._variants[place])
        return self._known[place]


def exits_of(game: Game) -> Exits:
    """Return the exit values of a game."""
    return Exits(game, Terms(game.variants or (game,)))


def exit_terms(game: Game) -> ExitTerms:
    """Return the exit values of a game, step by step, under its own numbers.

    Those of many draws at once where its arrays have the draws as their first axis.
    """
    cost, undone = np.clip(-game.value, 0, None) * game.performs, game.undone
    left = 1 - undone, 1 - undone * (1 - game.head_start)
    staying_when, staying_bonus = _staying(game)
    return ExitTerms(
        game=game,
        breaking=_kept_by_breaker(game, *left) * game.value,
        betrayed=_kept_when_betrayed(game, *left) * game.value[..., :, None, :],
        staying_when=staying_when,
        staying_bonus=staying_bonus,
        pretence=_unseen(cost * game.due, game.detection),
        relapse=_unseen(undone[..., None, :] * cost * game.so_far, game.detection),
        exposed_to=~np.eye(len(game.parties), dtype=np.bool_),
    )


def need_dust(game: Game, gross: Floats) -> Floats:
    """Return the tolerance of a need less V: `TOLERANCE` of all that enters it.

    Parameters
    ----------
    gross : (parties,) or (sets, parties)
        The gross sums of the package (`winset.deals.packages.gross_of`).
    """
    return np.asarray(TOLERANCE * (gross + at_stake(game)))


def at_stake(game: Game) -> Floats:
    """Return the amounts that enter the needs beside what steps are worth: (parties,)."""
    amounts = [np.abs(one.fallback) + one.breach_penalty for one in game.variants or (game,)]
    return np.asarray(np.max(amounts, axis=0))


def loss_dust(game: Game, gross: Floats) -> Floats:
    """Return the tolerance of a loss by betrayal; see `need_dust`."""
    return np.asarray(TOLERANCE * (gross + made_good(game)))


def made_good(game: Game) -> Floats:
    """Return the amounts that enter the losses beside what steps are worth: (parties,)."""
    amounts = [np.abs(one.fallback) + one.guarantee for one in game.variants or (game,)]
    return np.asarray(np.max(amounts, axis=0))


def missed_by(due: Floats, value: Floats, guarantee: Floats) -> Floats:
    """Return the loss if what is due is only pretended: (u − V − G)⁺, 0 within the tolerance."""
    dust = TOLERANCE * (np.abs(due) + np.abs(value) + guarantee)
    return losing(due - value - guarantee, dust)


def losing(amounts: Floats, dust: Floats) -> Floats:
    """Return the amounts that exceed their tolerance, 0 for the others."""
    return np.where(amounts > dust, amounts, 0.0)


def _staying(game: Game) -> tuple[Masks, Floats]:
    """Return the part of the bonuses that outlives an exit: of a negative one the least share done.

    A share is reached level by level; each level is a set of moves and adds a part of the bonus.
    """
    if len(game.steps) == len(game.ids):  # no step is in slices
        stays = (game.bonus_value < 0).any(axis=tuple(range(game.bonus_value.ndim - 1)))
        return game.bonus_when[stays], np.clip(game.bonus_value[..., stays], None, 0)
    when: list[int] = []
    amounts: list[Floats] = []
    bonuses = np.moveaxis(np.clip(game.bonus_value, None, 0), -1, 0)
    for steps, bonus in zip(game.bonus_when, bonuses, strict=True):
        for needed, share in levels_of(game.parts, int(steps)) if bonus.any() else ():
            when.append(needed)
            amounts.append(bonus * share)
    staying = np.array(amounts).reshape(-1, *bonuses.shape[1:])
    return np.array(when, dtype=np.int64), np.moveaxis(staying, 0, -1)


@lru_cache(maxsize=1024)
def levels_of(parts: tuple[int, ...], steps: int) -> tuple[tuple[int, float], ...]:
    """Return at which moves the least share done of some steps rises, and by how much."""
    moves = [list(bits(part)) for part in parts if part & steps]
    levels = sorted({Fraction(n + 1, len(part)) for part in moves for n in range(len(part))})
    return tuple(
        (sum(1 << k for part in moves for k in part[: ceil(level * len(part))]), float(level - low))
        for low, level in pairwise((Fraction(0), *levels))
    )


def with_trust(exits: Exits, trust: Floats) -> Exits:
    """Return exit values of a game with other trust, (parties, parties)."""
    terms = tuple(replace(one, game=replace(one.game, trust=trust)) for one in exits.terms)
    return Exits(replace(exits.game, trust=trust), terms)


def counting_only(exits: Exits, tempted: Bools, exposed_to: Bools) -> Exits:
    """Return exit values under which only some parties are tempted, and only some exposures count.

    Parameters
    ----------
    tempted : (parties,)
        Whose temptations count.
    exposed_to : (parties, parties)
        [i, j]: whether it counts what i would lose by j.
    """
    some = tempted[:, None]
    terms = tuple(
        replace(
            one,
            game=replace(
                one.game, breach_penalty=np.where(tempted, one.game.breach_penalty, np.inf)
            ),
            pretence=np.where(some, one.pretence, 0.0),
            relapse=np.where(some, one.relapse, 0.0),
            exposed_to=one.exposed_to & exposed_to,
        )
        for one in exits.terms
    )
    return Exits(exits.game, terms)


def opportunist_survival(game: Game, masks: Masks) -> Floats:
    """Return [S, j], the chance that an opportunist would have made all of j's moves in S.

    Each move that it makes and does not stop at raises others' odds on j by 1/(1−h) (Bayes' rule),
    so a loss L by j's betrayal at S weighs like L times this chance.
    """
    chance = np.ones((len(masks), len(game.parties)))
    for k in np.flatnonzero(game.hazard):
        done = (masks >> k & 1).astype(np.bool_)
        chance[np.ix_(done, game.performs[:, k])] *= 1 - game.hazard[k]
    return chance


def required_trust(loss: Floats, value: Floats) -> Floats:
    """Return L/(V+L), the trust at which i's chance of losing L is worth taking for V.

    Coleman (1990) and Kydd (2005): p·V ≥ (1−p)·L. Without a loss none is needed; with one and V < 0
    no trust is enough, and the value is infinite.

    Parameters
    ----------
    loss : (..., parties, parties)
        [i, j]: what i loses by j's betrayal, times the chance that an opportunist would have gone
        on so far; the trust is then that needed at the start.
    value : (parties,) or (..., parties)
    """
    worth = value[..., None]
    trust = np.where((loss > 0) & (worth < 0), np.inf, 0.0)
    at_risk = (loss > 0) & (worth >= 0)
    return np.divide(loss, np.clip(worth, 0, None) + loss, out=trust, where=at_risk)


def trust_lack(loss: Floats, value: Floats, trust: Floats) -> Floats:
    """Return required − has for each pair, negative where there is trust to spare.

    1 where no trust is enough.
    """
    needed = required_trust(loss, value)
    return np.where(np.isinf(needed), 1.0, needed - trust)


def _kept_by_breaker(game: Game, at_once: Floats, later: Floats) -> Floats:
    """Return the share of each step that outlives a break by each party: (parties, steps).

    Parameters
    ----------
    at_once, later : (steps,)
        What is left of a step that is undone at once, and after the head start.
    """
    return np.where(game.performs & (game.value <= 0), at_once[..., None, :], later[..., None, :])


def _kept_when_betrayed(game: Game, at_once: Floats, later: Floats) -> Floats:
    """Return [i, j, k], the share of k's worth that i keeps when j breaks."""
    mine, theirs = game.performs[:, None, :], game.performs[None, :, :]
    later, at_once = later[..., None, None, :], at_once[..., None, None, :]
    undone_by_breaker = np.where((game.value > 0)[..., None, :, :], later, at_once)
    return np.where(theirs, undone_by_breaker, np.where(mine, later, 1.0))


def _unseen(cost: Floats, detection: Floats) -> Floats:
    """Return cost·(1−q)/q: 0 without a cost, infinite where nothing is ever found."""
    odds = np.full_like(detection, np.inf)
    np.divide(1 - detection, detection, out=odds, where=detection > 0)
    return np.multiply(cost, odds[..., None, :], out=np.zeros_like(cost), where=cost > 0)
