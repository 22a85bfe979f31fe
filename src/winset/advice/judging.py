"""Every package judged in one draw: who signs it, and whether some order of it would be kept."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import TypeVar

import numpy as np

from winset.deals.packages import done_sets, package_masks
from winset.firmness.games import Games
from winset.roadmaps._climbing_kernels import Frame, Terms
from winset.roadmaps._keeping_kernels import kept_of
from winset.roadmaps._signing_kernels import Signing, signed_by_all
from winset.roadmaps.exits import Exits, exits_of, with_trust
from winset.roadmaps.keeping import frame_among, odds_of, pretended, terms_at, terms_of
from winset.roadmaps.safeguards import Used, divide, escrow_choices, expand, moves_of, use_escrows
from winset.roadmaps.signing import signing_of
from winset.scenario.game import Bools, Game, Masks, StepSet

T = TypeVar("T", Signing, Terms)

SHARED = ("steps", "setters", "row", "inside", "chance", "clock", "pair")
"""The tables of `Signing` and `Terms` that are the same in all draws that are `alike`."""


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """Who signs each package, and which are kept.

    Attributes
    ----------
    signed : (packages,)
        Everybody who has to agrees, without any escrow.
    kept : (choices of escrows, packages)
        At the cost of these escrows everybody agrees as well, and some order passes both keys.
    """

    signed: Bools
    kept: Bools

    @property
    def in_some_way(self) -> Bools:
        """Which are kept with some choice of escrows: (packages,)."""
        return np.asarray(self.kept.any(axis=0))


@dataclass(frozen=True, slots=True, eq=False)
class Arrangement:
    """A choice of escrows, with the done-sets that all draws share.

    Attributes
    ----------
    package : (sets,)
        Which package each done-set is, if it holds the steps of the escrows; -1: none, or the empty
        one.
    """

    used: Used
    slices: int
    frame: Frame
    package: Masks

    @property
    def start(self) -> Frame:
        """The done-sets cut to the one where the search starts."""
        return self.frame._replace(masks=self.frame.masks[:1])

    def game(self, game: Game) -> Game:
        """Return a game whose steps are made in this way."""
        return use_escrows(divide(game, self.slices), self.used)

    def ready(self, game: Game) -> "Ready":
        """Return a game's numbers as the loops take them, its steps made in this way."""
        exits = exits_of(self.game(game))
        return Ready(self, lambda: exits, signing_of(exits.game), terms_of(exits, self.start))

    def ready_each(self, games: Games, draws: range) -> "list[Ready]":
        """Return the same for some draws that are `alike`, worked out together."""
        exits = exits_of(self.game(games.block(draws)))
        signing, terms = signing_of(exits.game), terms_of(exits, self.start)
        each = zip(draws, of_each(signing), of_each(terms), strict=True)
        return [Ready(self, partial(self._exits, games, n), one, two) for n, one, two in each]

    def _exits(self, games: Games, draw: int) -> Exits:
        return exits_of(self.game(games.game(draw)))


@dataclass(frozen=True, eq=False)
class Ready:
    """The numbers of a game as the loops take them, with one choice of escrows.

    `make` returns the exit values, which few ask for. `terms` are those where the search starts;
    see `terms_at`.
    """

    way: Arrangement
    make: Callable[[], Exits]
    signing: Signing
    terms: Terms

    @cached_property
    def exits(self) -> Exits:
        """The exit values."""
        return self.make()

    def terms_at(self, frame: Frame) -> Terms:
        """Return what breaking off comes to at some done-sets."""
        if not len(self.terms.row) and not len(self.terms.inside):
            return self.terms
        return terms_at(self.exits, self.terms, frame)

    def trusting(self, level: float) -> "Ready":
        """Return the same numbers where everybody trusts everybody else at one level."""
        alone = np.eye(len(self.exits.game.parties), dtype=np.bool_)
        exits = with_trust(self.exits, np.where(alone, 1.0, level))
        terms = self.terms._replace(odds=odds_of(exits), move=pretended(exits, self.way.start))
        return replace(self, make=lambda: exits, terms=terms)


@dataclass(frozen=True, slots=True, eq=False)
class Judge:
    """Judges all packages of a scenario, whatever its numbers are.

    Attributes
    ----------
    masks : (packages,)
        The packages, as sets of whole steps, ascending; the empty one, or what is done, first.
    ways
        The choices of escrows, none in use first.
    """

    masks: Masks
    ways: tuple[Arrangement, ...]

    def ready(self, game: Game) -> tuple[Ready, ...]:
        """Return a game's numbers as the loops take them, for each choice of escrows."""
        return tuple(way.ready(game) for way in self.ways)

    def ready_each(self, games: Games, draws: range) -> list[tuple[Ready, ...]]:
        """Return the numbers of some draws, each as `ready` does."""
        if not games.alike:
            return [self.ready(games.game(n)) for n in draws]
        return list(zip(*(way.ready_each(games, draws) for way in self.ways), strict=True))

    def judge(self, ready: Sequence[Ready], asked: Bools | None = None) -> Judged:
        """Return what becomes of the packages asked about, all if left out, with a game's numbers.

        The empty package is never asked about.
        """
        found = [_judged(one, self.masks, asked) for one in ready]
        return Judged(found[0][0], np.array([kept for _, kept in found]))

    def adopt(self, ready: Sequence[Ready]) -> tuple[Ready, ...]:
        """Return what another judge made ready of the same game, for the packages of this one."""
        known = {one.way.used: one for one in ready}
        return tuple(replace(known[way.used], way=way) for way in self.ways)


def of_each(tables: T) -> list[T]:
    """Return the tables of each draw, of tables that have the draws as their first axis.

    Those that all draws share do not.
    """
    every = {
        name: list(np.array(table, order="C"))
        for name, table in zip(tables._fields, tables, strict=True)
        if name not in SHARED
    }
    each = (dict(zip(every, one, strict=True)) for one in zip(*every.values(), strict=True))
    return [tables._replace(**one) for one in each]


def judge_of(game: Game, slices: int = 1, within: int = -1) -> Judge:
    """Return the judge of a game's packages.

    Parameters
    ----------
    slices
        The number of slices where the file leaves it open.
    within
        The whole steps that a package may hold; all if left out.

    Raises
    ------
    ScenarioTooLarge
        Where there are more packages than can be listed.
    """
    masks = package_masks(game, within)
    return Judge(masks, _ways(game, masks, slices, [within]))


def judge_among(game: Game, packages: Masks) -> Judge:
    """Return the judge of some packages, ascending, with what can be a part of any of them.

    Where the file leaves a number of slices open, it is one.
    """
    return Judge(packages, _ways(game, packages, 1, packages.tolist()))


def _ways(
    game: Game, packages: Masks, slices: int, within: Sequence[int]
) -> tuple[Arrangement, ...]:
    return tuple(
        _arrangement(game, packages, (used, slices), within)
        for used in escrow_choices(game)
        if any(all(game.offers[e].steps & ~some == 0 for e in used) for some in within)
    )


def _arrangement(
    whole: Game, packages: Masks, made: tuple[Used, int], within: Sequence[int]
) -> Arrangement:
    used, slices = made
    game = use_escrows(divide(whole, slices), used)
    sets = [done_sets(game, moves_of(game, StepSet(some))) for some in within]
    frame = frame_among(game, sets[0] if len(sets) == 1 else np.unique(np.concatenate(sets)))
    wide = expand(game, packages)
    place = np.minimum(np.searchsorted(frame.masks, wide), len(frame.masks) - 1)
    steps = sum(whole.offers[e].steps for e in used)
    here = (frame.masks[place] == wide) & (packages & steps == steps) & (packages != 0)
    package = np.full(len(frame.masks), -1)
    package[place[here]] = np.flatnonzero(here)
    return Arrangement(used, slices, frame, package)


def _judged(ready: Ready, masks: Masks, asked: Bools | None) -> tuple[Bools, Bools]:
    """Return which packages are signed, and kept, with these escrows: (packages,) each."""
    way = ready.way
    frame, wanted = way.frame, way.package >= 0
    if asked is not None:
        wanted &= asked[way.package]
    signed = signed_by_all(frame.masks, frame.parts, wanted, ready.signing)
    kept = kept_of(frame, ready.terms_at(frame), signed)
    return _told(way, signed, len(masks)), _told(way, kept, len(masks))


def _told(way: Arrangement, found: Bools, packages: int) -> Bools:
    """Return what is found of done-sets as told of the packages that they are."""
    told = np.zeros(packages, dtype=np.bool_)
    told[way.package[np.flatnonzero(found)]] = True
    return told
