"""Commitment devices that make an order safe: steps in slices, and swaps through an escrow.

Both are turned into a game that the searches know already:

- A step in n slices is a chain of n moves, each worth an nth of it. A pretence covers all slices
  still due, so it costs more the earlier it begins (`Game.due`); a relapse undoes all that are done
  (`Game.so_far`).
- The steps of an escrow in use change hands in one move (`Game.swaps`). What it costs is a negative
  bonus on them: it counts once all are done, and no exit brings it back.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import combinations
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from winset.deals.packages import signable, values_of
from winset.language.catalogue import worded
from winset.roadmaps.exits import Exits, exits_of
from winset.scenario import ScenarioTooLarge, Step
from winset.scenario.bounds import Bounds, Times
from winset.scenario.game import Floats, Game, Masks, MoveSet, StepSet, bits
from winset.scenario.keys import within
from winset.scenario.quantities import SHARE
from winset.scenario.ratifiers import Bodies
from winset.tools.result import Result

T = TypeVar("T", bound=np.generic)
Charged = TypeVar("Charged", Bodies, Bounds)

MOST_MOVES = 62
"""Moves of a game: bits of one integer."""

Used = tuple[int, ...]
"""Escrows in use, by their place in `Game.offers`."""


@dataclass(frozen=True, slots=True, eq=False)
class Safeguards:
    """A game with the safeguards that it allows: slices and escrows.

    Attributes
    ----------
    game : Game
        With every step whole.
    """

    game: Game
    _known: dict[tuple[int, Used], Exits] = field(default_factory=dict)

    @property
    def open_slices(self) -> bool:
        """Whether the file leaves a number of slices open."""
        return 0 in self.game.slices

    def whole(self, used: Used = ()) -> Game:
        """Return the game with these escrows in use, every step whole."""
        return use_escrows(self.game, used)

    def exits(self, slices: int = 1, used: Used = ()) -> Exits:
        """Return the exit values with these escrows in use, and so many slices where it is open."""
        key = (slices, used)
        if key not in self._known:
            self._known[key] = exits_of(use_escrows(divide(self.game, slices), used))
        return self._known[key]


def safeguards_of(game: Game) -> Safeguards:
    """Return the safeguards that a game allows."""
    return Safeguards(game)


def divide(game: Game, slices: int = 1) -> Game:
    """Return a game in which every step is as many moves as it has slices.

    Parameters
    ----------
    slices
        The number where the file leaves it open.

    Raises
    ------
    ScenarioTooLarge
        Beyond `MOST_MOVES` moves.
    """
    counts = np.array([n or slices for n in game.slices])
    if (counts == 1).all():
        return game
    if counts.sum() > MOST_MOVES:
        size = {"slices": int(counts.sum()), "most": MOST_MOVES}
        raise ScenarioTooLarge(worded("errors.large.slices", **size))
    divided = _divided(game, counts)
    variants = tuple(_divided(variant, counts) for variant in game.variants)
    ends = np.cumsum(counts) - 1
    return replace(
        divided, variants=variants, setters=tuple(int(ends[k]) for k in game.setters), slices=()
    )


def expand(divided: Game, masks: Masks) -> Masks:
    """Return sets of whole steps as sets of moves."""
    if len(divided.steps) == len(divided.ids):
        return masks
    wide = np.zeros_like(masks)
    for k, part in enumerate(divided.parts):
        wide |= np.where(masks >> k & 1, part, 0)
    return wide


def moves_of(game: Game, steps: StepSet) -> MoveSet:
    """Return the moves of some steps; `expand` does the same for many sets."""
    return MoveSet(_expanded(game.parts, int(steps)))


def use_escrows(game: Game, used: Used) -> Game:
    """Return a game in which these escrows are used."""
    if not used:
        return game
    swapped = _swapped(game, used)
    variants = tuple(_swapped(variant, used) for variant in game.variants)
    return replace(swapped, variants=variants)


def escrow_choices(game: Game, mask: StepSet | None = None) -> Iterator[Used]:
    """Yield the escrows that can be used together, fewest first, in file order; none first.

    Parameters
    ----------
    game
        With every step whole.
    mask
        The package that must hold their steps; any if left out. One that could be signed without
        them must stay so.
    """
    offers = [e for e, offer in enumerate(game.offers) if usable(game, offer.steps)]
    for count in range(len(offers) + 1):
        for used in combinations(offers, count):
            steps = [game.offers[e].steps for e in used]
            together = int(np.bitwise_or.reduce(steps)) if steps else 0
            if together.bit_count() != sum(one.bit_count() for one in steps):
                continue
            if mask is None or (together & ~mask == 0 and _still_signed(game, used, mask)):
                yield used


@dataclass(frozen=True, slots=True)
class Escrowed(Result):
    """An escrow in use: its steps, and what it costs each party, taken off the values."""

    steps: tuple[str, ...]
    cost: Mapping[str, float]


def escrowed(game: Game) -> tuple[Escrowed, ...]:
    """Return the escrows in use in a game, which are its last bonuses."""
    fees = game.bonus_value[:, len(game.bonus_when) - len(game.swaps) :].T
    return tuple(
        Escrowed(
            tuple(dict.fromkeys(game.steps[k] for k in bits(move))),
            game.by_party(-fee),
        )
        for move, fee in zip(game.swaps, fees, strict=True)
    )


def usable(game: Game, steps: StepSet) -> bool:
    """Return whether these steps can be one move: none is done, and none must wait for another."""
    return not steps & game.done and not any(int(game.after[k]) & steps for k in bits(steps))


def _still_signed(game: Game, used: Used, mask: StepSet) -> bool:
    def signs(one: Game) -> bool:
        package = np.array([mask], dtype=np.int64)
        return bool(signable(one, package, values_of(one, package))[0])

    return not used or not signs(game) or signs(_swapped(game, used))


def _swapped(game: Game, used: Used) -> Game:
    """Return a game with escrows in use: their steps as moves, their costs as negative bonuses."""
    offers = [game.offers[e] for e in used]
    lead = game.bonus_value.shape[:-2]  # the draws, of many at once
    fees = [np.broadcast_to(offer.cost, (*lead, len(game.parties))) for offer in offers]
    costs = -np.stack(fees, axis=-1)
    swaps = tuple(moves_of(game, offer.steps) for offer in offers)
    return replace(
        game,
        swaps=swaps,
        bonus_when=np.concatenate((game.bonus_when, np.array(swaps, dtype=np.int64))),
        bonus_value=np.concatenate((game.bonus_value, costs), axis=-1),
        vetoes=_charged(game.vetoes, costs),
        consents=_charged(game.consents, costs),
        assemblies=replace(game.assemblies, voters=_charged(game.assemblies.voters, costs)),
        bounds=_charged(game.bounds, costs),
    )


def _charged(bodies: Charged, costs: Floats) -> Charged:
    charged = bodies.parties @ costs
    return replace(bodies, bonus=np.concatenate((bodies.bonus, charged), axis=-1))


def _divided(game: Game, counts: Masks) -> Game:
    """Return a game with its arrays divided; variants and setters are the caller's."""
    ends = np.cumsum(counts)
    parts = tuple((1 << int(e)) - (1 << int(e - n)) for e, n in zip(ends, counts, strict=True))
    place = np.concatenate([np.arange(1, n + 1) for n in counts])
    share = np.repeat(1.0 / counts, counts)

    def wide(masks: Masks) -> Masks:
        return np.array([_expanded(parts, int(mask)) for mask in masks], dtype=np.int64)

    def each(array: NDArray[T]) -> NDArray[T]:
        return np.repeat(array, counts, axis=-1)

    shares: dict[str, Any] = {name: each(getattr(game, name)) for name in within(Step, SHARE)}
    after = np.repeat(wide(game.after), counts)
    moves = np.arange(len(place))
    after = np.where(place > 1, np.int64(1) << np.clip(moves - 1, 0, None), after)
    return replace(
        game,
        parts=parts,
        steps=tuple(np.repeat(game.steps, counts).tolist()),
        value=each(game.value) * share,
        performs=each(game.performs),
        automatic=each(game.automatic),
        **shares,
        due=(np.repeat(counts, counts) - place + 1).astype(np.float64),
        so_far=place.astype(np.float64),
        after=after,
        bonus_when=wide(game.bonus_when),
        choices=tuple((_expanded(parts, mask), required) for mask, required in game.choices),
        vetoes=_sliced(game.vetoes, counts, share),
        consents=replace(_sliced(game.consents, counts, share), steps=wide(game.consents.steps)),
        assemblies=replace(game.assemblies, voters=_sliced(game.assemblies.voters, counts, share)),
        bounds=replace(game.bounds, value=each(game.bounds.value) * share),
        times=Times(
            each(game.times.lasts) * share, each(game.times.opens), each(game.times.closes)
        ),
        done=_expanded(parts, game.done),
    )


@lru_cache(maxsize=4096)
def _expanded(parts: tuple[int, ...], mask: int) -> int:
    return sum(part for k, part in enumerate(parts) if mask >> k & 1)


def _sliced(bodies: Bodies, counts: Masks, share: Floats) -> Bodies:
    """Return bodies with their values divided among slices; consents keep their own `steps`."""
    return replace(bodies, value=np.repeat(bodies.value, counts, axis=-1) * share)
