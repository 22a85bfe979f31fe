"""Every package at once: which of them some order would keep.

Each temptation is gone exactly if the whole deal is worth enough to the tempted party, and each
exposure exactly if it is worth enough to the exposed one, given its trust. These thresholds do not
depend on the package, so one pass over the done-sets, which keeps for each the smallest vectors of
largest needs over its orders (an antichain), judges all packages.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from winset.deals.packages import Packages, done_sets
from winset.roadmaps._climbing_kernels import Frame, Terms
from winset.roadmaps._keeping_kernels import kept_of
from winset.roadmaps._set_kernels import Places, predecessors
from winset.roadmaps.columns import completed_by, parts_of, with_bonuses, with_staying
from winset.roadmaps.exits import Exits, ExitTerms, at_stake, made_good
from winset.roadmaps.lattice import by_move, kinds_of
from winset.roadmaps.limits import allowed, slot_of
from winset.roadmaps.safeguards import expand
from winset.scenario.game import Bools, Floats, Game, Masks


@dataclass(frozen=True, slots=True, eq=False)
class PackageVerdicts:
    """Which packages some order would keep.

    Attributes
    ----------
    holds, incentive, trust : (packages,)
        One order passes both keys; some order passes that key. False where not signable.
    """

    holds: Bools
    incentive: Bools
    trust: Bools


@dataclass(frozen=True, eq=False)
class Sets:
    """The done-sets of a game, with what breaking off comes to."""

    exits: Exits
    frame: Frame

    @property
    def places(self) -> Places:
        """As in `Frame`; -1 as well where a limit on the way forbids a set."""
        game, frame = self.exits.game, self.frame
        if not game.bounds.ids:
            return frame.places
        inside = allowed(game, frame.masks)
        return np.where(inside[:, None] & inside[0], frame.places, np.int32(-1))

    @cached_property
    def terms(self) -> Terms:
        """What breaking off comes to, as the loops take it."""
        return _terms(self.exits, self.frame, self._pretended.max(axis=3))

    def counting(self, tempted: Bools, exposed_to: Bools) -> Terms:
        """Return the terms under which only some count, as `counting_only` has it."""
        terms, some = self.terms, tempted[:, None]
        return terms._replace(
            fixed=np.where(tempted, terms.fixed, -np.inf),
            start=np.where(tempted, terms.start, -np.inf),
            relapse=np.where(some, terms.relapse, 0.0),
            pretence=np.where(some, terms.pretence, 0.0),
            odds=np.where(exposed_to, terms.odds, -np.inf),
            move=np.where(exposed_to, self._pretended, -np.inf).max(axis=3),
        )

    @cached_property
    def _pretended(self) -> Floats:
        """What a deal must be worth to i for j only to pretend: (rows, moves, i, j)."""
        return _by_kind(self.exits, self.frame, _worth_by_pair)


def list_sets(exits: Exits, within: int = -1) -> Sets:
    """Return the done-sets of a game, all or those within a package."""
    return Sets(exits, frame_of(exits.game, within))


def frame_of(game: Game, within: int = -1) -> Frame:
    """Return the done-sets of a game, all or those within a package."""
    return frame_among(game, done_sets(game, within))


def frame_among(game: Game, masks: Masks) -> Frame:
    """Return done-sets, ascending, with all the parts of each among them, as a frame."""
    moves = moves_in(game)
    places = predecessors(masks, moves)
    return Frame(masks, moves, places, performers_of(game.performs, masks), parts_of(game, masks))


def moves_in(game: Game) -> Masks:
    """Return what can be done at once: a step or a slice of one, or the steps of an escrow."""
    alone = [1 << k for k in range(len(game.steps)) if not any(s >> k & 1 for s in game.swaps)]
    return np.array([*alone, *game.swaps], dtype=np.int64)


def performers_of(performs: Bools, sets: Masks) -> Masks:
    """Return who performs a step of each set, as a set of parties."""
    acting = np.zeros_like(sets)
    for i, mine in enumerate(performs):
        steps = sum(1 << int(k) for k in np.flatnonzero(mine))
        acting |= ((sets & steps) != 0).astype(np.int64) << i
    return acting


def judge_all(sets: Sets, packages: Packages) -> PackageVerdicts:
    """Return the verdict on every signable, non-empty package.

    What passes both keys in one order passes each; of the rest each key is asked about alone, in a
    thread of its own.
    """
    masks = packages.masks
    asked = packages.signable & (masks != 0)
    holds = passing(sets, masks, asked)
    terms = [by_one_key(sets.terms, trust=trust) for trust in (False, True)]
    with ThreadPoolExecutor(len(terms)) as pool:
        incentive, trust = pool.map(lambda key: passing(sets, masks, asked & ~holds, key), terms)
    return PackageVerdicts(holds, holds | incentive, holds | trust)


def passing(sets: Sets, packages: Masks, asked: Bools, terms: Terms | None = None) -> Bools:
    """Return which of the packages asked about have one order that passes both keys.

    Parameters
    ----------
    asked : (packages,)
        The fewer there are, the less there is to look at. One that is no done-set of the game does
        not pass, nor does the empty one.
    terms
        Those of the sets if left out.
    """
    masks, frame = expand(sets.exits.game, packages[asked]), sets.frame
    places = np.minimum(np.searchsorted(frame.masks, masks), len(frame.masks) - 1)
    known = frame.masks[places] == masks
    wanted = np.zeros(len(frame.masks), dtype=np.bool_)
    wanted[places[known]] = True
    passes = np.zeros(len(asked), dtype=np.bool_)
    given = sets.terms if terms is None else terms
    passes[asked] = kept_of(frame, given, wanted)[places] & known
    return passes


def terms_of(exits: Exits, frame: Frame) -> Terms:
    """Return what breaking off comes to, and what that needs."""
    return _terms(exits, frame, pretended(exits, frame))


def _terms(exits: Exits, frame: Frame, move: Floats) -> Terms:
    game, masks = exits.game, frame.masks
    n, terms = len(game.parties), exits.terms[0]
    drawn = game.value.shape[:-2]
    never = np.zeros((*drawn, n, len(completed_by(game))))
    worth = with_bonuses(game, game.value, game.bonus_value)
    row, _, chances = kinds_of(game, _deciding(game, masks))
    return Terms(
        setters=np.array(game.setters, dtype=np.int64),
        row=row if game.hazard.any() else row[:0],
        inside=allowed(game, masks) if game.bounds.ids else np.zeros(0, dtype=np.bool_),
        sums=exits.stack(
            lambda one: np.concatenate(
                (
                    worth,
                    np.abs(worth),
                    with_staying(terms, one.breaking),
                    with_staying(terms, one.betrayed.reshape(*drawn, n * n, -1)),
                ),
                axis=-2,
            )
        ),
        no_deal=game.no_deal,
        fixed=exits.stack(
            lambda one: one.game.fallback - one.game.breach_penalty - one.game.no_deal
        ),
        start=-terms.game.breach_penalty,
        owed=exits.stack(lambda one: one.game.no_deal - one.game.fallback - one.game.guarantee),
        relapse=exits.stack(lambda one: np.concatenate((one.relapse, never), axis=-1)),
        pretence=exits.stack(lambda one: by_move(one.pretence, frame.moves, 0.0)),
        move=move,
        chance=np.ascontiguousarray(chances),
        odds=odds_of(exits),
        stake=at_stake(game),
        made_good=made_good(game),
        clock=clock_of(game, frame.moves),
        pair=(0, 1) if n == 2 else (),
    )


def terms_at(exits: Exits, terms: Terms, frame: Frame) -> Terms:
    """Return terms of the same game at other done-sets.

    Limits hang on them, and what has been seen of the parties.
    """
    game = exits.game
    if game.hazard.any():
        return terms_of(exits, frame)
    return terms._replace(inside=allowed(game, frame.masks)) if game.bounds.ids else terms


def by_one_key(terms: Terms, *, trust: bool) -> Terms:
    """Return terms under which one key alone counts: trust, or the incentive."""
    if trust:
        never = {name: np.full_like(getattr(terms, name), -np.inf) for name in ("fixed", "start")}
        nothing = {name: np.zeros_like(getattr(terms, name)) for name in ("pretence", "relapse")}
        return terms._replace(**never, **nothing)
    never = {name: np.full_like(getattr(terms, name), -np.inf) for name in ("odds", "move")}
    return terms._replace(**never)


def pretended(exits: Exits, frame: Frame) -> Floats:
    """Return what a deal must be worth to each party for others only to pretend (`Terms.move`)."""
    return _by_kind(exits, frame, worth_the_pretence)


def _by_kind(exits: Exits, frame: Frame, worth: Callable[[ExitTerms, Floats], Floats]) -> Floats:
    """Return what each move needs, by what is known of the parties: (rows, moves, ...)."""
    _, variants, chances = kinds_of(exits.game, _deciding(exits.game, frame.masks))
    kinds, rows = zip(variants, chances, strict=True), exits.game.value.ndim - 2
    tables = np.stack([worth(exits.terms[v], chance) for v, chance in kinds], axis=rows)
    found = by_move(np.moveaxis(tables, rows + 1, -1), frame.moves, -np.inf)
    return np.ascontiguousarray(np.moveaxis(found, -1, rows + 1))


def odds_of(exits: Exits) -> Floats:
    """Return (1−p)/p; -inf where it does not count what one would lose by the other."""
    counts = exits.terms[0].exposed_to
    return np.where(counts, odds_against(exits.game.trust), -np.inf)


def _deciding(game: Game, masks: Masks) -> Masks:
    """Return the done-sets that `kinds_of` must look at: without hazards one is as good as all."""
    return masks if game.hazard.any() else masks[:1]


def clock_of(game: Game, moves: Masks) -> Floats:
    """Return when each move can start, at the earliest and the latest, and how long it takes.

    Nothing where no window binds.
    """
    if not game.times.bind:
        return np.zeros((0, 3))
    slots = [slot_of(game, int(move)) for move in moves]
    return np.array([(slot.opens, slot.latest, slot.lasts) for slot in slots])


def odds_against(trust: Floats) -> Floats:
    """Return (1−p)/p, infinite where there is no trust."""
    odds = np.full_like(trust, np.inf)
    return np.divide(1 - trust, trust, out=odds, where=trust > 0)


def worth_the_pretence(terms: ExitTerms, chance: Floats) -> Floats:
    """Return [k, i], what a deal must be worth to i for any other only to pretend to do k.

    -inf where nothing can be hidden.

    Parameters
    ----------
    chance : (parties,)
        The chance that an opportunist would have gone on so far, by who pretends.
    """
    return np.asarray(_worth_by_pair(terms, chance).max(axis=-1))


def _worth_by_pair(terms: ExitTerms, chance: Floats) -> Floats:
    """Return [k, i, j], what a deal must be worth to i for j only to pretend to do k.

    (1−q)(1−p)s(u−G)/(p+(1−q)(1−p)s), with s the chance. Where the step is worth less than the
    guarantee, u−G: a deal worth still less is exposed, and no trust is enough for one that is worth
    less than nothing.
    """
    game = terms.game
    hidden = (1 - game.detection)[..., None, None] * chance
    trust = game.trust[..., None, :, :]
    unseen = hidden * (1 - trust)
    weight = np.divide(unseen, trust + unseen, out=np.zeros_like(unseen), where=unseen > 0)
    due = np.swapaxes(game.value * game.due, -1, -2)
    missed = (due - game.guarantee[..., None, :])[..., None]
    exposed = game.performs.T[:, None, :] & terms.exposed_to & (hidden > 0)
    needed = np.where(missed > 0, weight * missed, missed)
    return np.where(exposed, needed, -np.inf)
