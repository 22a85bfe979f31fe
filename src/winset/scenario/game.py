"""A scenario as arrays: what every search in Winset works on.

A set of steps is an integer whose bit k stands for the k-th move of the game, so that file order is
bit order. As compiled, each step is one move; `winset.roadmaps.safeguards` divides steps into
slices, a move each. Rows are parties, columns are moves; all values are float64 at the points of
the file's numbers (`Number.point`).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cache
from typing import Any, NewType, TypeAlias

import numpy as np

from winset.language.catalogue import worded
from winset.scenario._arrays import TOLERANCE, Bools, Floats, Masks
from winset.scenario.bounds import Bounds, Times, bounds_of, times_of
from winset.scenario.errors import UsageError
from winset.scenario.keys import keys_of
from winset.scenario.model import Scenario
from winset.scenario.number_path import NumberPath
from winset.scenario.numbers import Number
from winset.scenario.parties import Party
from winset.scenario.rates import Rates, rates_of
from winset.scenario.ratifiers import Assemblies, Bodies, assemblies_of, consents_of, vetoes_of
from winset.scenario.steps import Escrow, Step
from winset.scenario.trust import trust_matrix

__all__ = ["TOLERANCE", "Bools", "Floats", "Game", "Masks", "Offer", "bits", "compile_game"]


StepSet = NewType("StepSet", int)
"""A set of whole steps: bit k stands for the k-th of the file."""

MoveSet = NewType("MoveSet", int)
"""A set of moves: bit m stands for the m-th of a game, in which a step may be several."""

MoveOrder: TypeAlias = tuple[MoveSet, ...]
"""An order: what is made together, one after another."""


@dataclass(frozen=True, slots=True, eq=False)
class Offer:
    """An escrow that can be used: the steps that change hands in one move, and its cost.

    `cost` has shape (parties,).
    """

    steps: StepSet
    cost: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Game:
    """The numbers of a scenario.

    Attributes
    ----------
    parties : tuple of str
        The rows, as `Scenario.ranked` has them: no result may hang on their order in the file.
    listed : tuple of int
        The rows in the order of the file, in which results name parties.
    ids : tuple of str
        The steps, in file order.
    parts : tuple of int
        The moves that each step is made of, as masks.
    steps : tuple of str
        The step that each move belongs to.
    value : (parties, steps)
        u, the worth of each step if it stays in place for ever.
    performs : (parties, steps)
        Who does what.
    automatic : (steps,)
        Undone on a break even if every performer likes it.
    reversible, head_start, detection, hazard : (steps,)
        ρ as in the file (see `undone`), λ, q, and the chance that an opportunist stops here.
    due, so_far : (steps,)
        How many slices of its step a pretence that begins with this move covers, and how many are
        done with it; 1 for a whole step.
    after : (steps,)
        Prerequisites, as masks.
    bonus_when : (bonuses,)
        The steps that complete each bonus, as masks.
    bonus_value : (parties, bonuses)
        What each bonus is worth.
    no_deal, fallback, breach_penalty, guarantee : (parties,)
        Reservation value; value after a break; breach penalty; what is made good when betrayed.
    trust : (parties, parties)
        p[i, j], i's chance that j goes on even where j would gain by breaking; 1 on the diagonal.
    choices : tuple of (mask, required)
        Alternatives.
    vetoes, consents : Bodies
        Ratifiers with a veto, and those whose consent some step needs.
    assemblies : Assemblies
        Ratification by votes.
    bounds : Bounds
        What must stay within limits on the way.
    times : Times
        How long moves take, and when they can be made.
    rates : Rates
        What time does to worths.
    slices : tuple of int
        In how many slices each step is to be divided, by its place in `ids`; 0: any number.
    offers : tuple of Offer
        The escrows that can be used, in file order.
    swaps : tuple of int
        The steps of the escrows in use; each is one move.
    done : int
        The steps done when the search starts.
    setters : tuple of int
        The steps that change numbers once they are done (`Step.sets`), in file order.
    variants : tuple of Game
        The game with the numbers that hold once some setters are done: bit b of the place stands
        for the b-th setter. The first is the game itself; empty stands for it alone.
    """

    parties: tuple[str, ...]
    listed: tuple[int, ...]
    ids: tuple[str, ...]
    parts: tuple[int, ...]
    steps: tuple[str, ...]
    value: Floats
    performs: Bools
    automatic: Bools
    reversible: Floats
    head_start: Floats
    detection: Floats
    hazard: Floats
    due: Floats
    so_far: Floats
    after: Masks
    bonus_when: Masks
    bonus_value: Floats
    no_deal: Floats
    fallback: Floats
    breach_penalty: Floats
    guarantee: Floats
    trust: Floats
    choices: tuple[tuple[int, bool], ...]
    vetoes: Bodies
    consents: Bodies
    assemblies: Assemblies
    bounds: Bounds
    times: Times
    rates: Rates
    slices: tuple[int, ...]
    offers: tuple[Offer, ...] = ()
    swaps: tuple[int, ...] = ()
    done: int = 0
    setters: tuple[int, ...] = ()
    variants: tuple["Game", ...] = ()

    @property
    def undone(self) -> Floats:
        """The effective ρ: 0 where every performer gains by its own step and would keep it."""
        kept = np.all(~self.performs | (self.value > 0), axis=-2)
        return np.where(kept & ~self.automatic, 0.0, self.reversible)

    def each_party(self) -> Iterator[tuple[int, str]]:
        """Yield each party's row and id, in the order of the file."""
        yield from ((i, self.parties[i]) for i in self.listed)

    def by_party(self, amounts: Floats) -> dict[str, float]:
        """Return amounts of shape (parties,) by the party's id, in the order of the file."""
        return {party: float(amounts[i]) for i, party in self.each_party()}

    def mask(self, steps: Iterable[str]) -> StepSet:
        """Return the set of these steps; of a game in slices, that of their moves."""
        return StepSet(sum(self.parts[self.ids.index(step)] for step in steps))

    def package(self, steps: Iterable[str]) -> StepSet:
        """Return the set of these steps and of those that are done."""
        return StepSet(self.mask(steps) | self.done)

    def with_needed(self, steps: int) -> StepSet:
        """Return a set of whole steps with all that they need to be done before."""
        while lacking := [k for k in bits(steps) if int(self.after[k]) & ~steps]:
            steps |= int(np.bitwise_or.reduce(self.after[lacking]))
        return StepSet(steps)

    def names(self, mask: int) -> tuple[str, ...]:
        """Return the ids of the steps that a set holds whole, in file order."""
        held = zip(self.ids, self.parts, strict=True)
        return tuple(name for name, part in held if mask & part == part)

    def place(self, step: str) -> int:
        """Return the first move of a step."""
        return self.steps.index(step)

    def actors(self, mask: int) -> Bools:
        """Return who performs a step of a set: (parties,)."""
        inside = [bool(mask >> k & 1) for k in range(len(self.steps))]
        return np.array([bool((row & inside).any()) for row in self.performs])

    def before(self, pairs: Iterable[tuple[str, str]]) -> Masks:
        """Return the prerequisites with these pairs (x, y), y only after x, added to them."""
        after = self.after.copy()
        for first, then in pairs:
            after[self.place(then)] |= self.mask([first])
        return after

    def variant(self, masks: Masks) -> Masks:
        """Return the place in `variants` of the numbers that hold at each done-set."""
        place = np.zeros(len(masks), dtype=np.int64)
        for b, k in enumerate(self.setters):
            place |= (masks >> k & 1) << b
        return place


def bits(mask: int) -> Iterator[int]:
    """Yield the positions of the bits that are set, lowest first."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def compile_game(scenario: Scenario) -> Game:
    """Return the scenario's numbers as arrays, at their points.

    Raises
    ------
    UsageError
        Where there are no steps: the file holds an aftermath alone.
    """
    if not scenario.steps:
        raise UsageError(worded("errors.deals.no_steps", id=scenario.id))
    parties, steps = scenario.ranked, scenario.steps
    ids = tuple(party.id for party in parties)
    listed = tuple(ids.index(party.id) for party in scenario.parties)
    rows = np.argsort(listed)
    order = {step.id: k for k, step in enumerate(steps)}
    game = Game(
        parties=ids,
        listed=listed,
        ids=tuple(order),
        parts=tuple(1 << k for k in range(len(order))),
        steps=tuple(order),
        value=_rows(ids, [step.value for step in steps]),
        performs=np.array([[i in step.by for step in steps] for i in ids]),
        automatic=np.array([step.automatic for step in steps]),
        reversible=_points(step.reversible for step in steps),
        head_start=_points(step.head_start for step in steps),
        detection=_points(step.detection for step in steps),
        hazard=_points(step.hazard for step in steps),
        due=np.ones(len(steps)),
        so_far=np.ones(len(steps)),
        after=np.array([_mask(order, step.after) for step in steps], dtype=np.int64),
        bonus_when=np.array([_mask(order, b.when) for b in scenario.bonuses], dtype=np.int64),
        bonus_value=_rows(ids, [bonus.value for bonus in scenario.bonuses]),
        no_deal=_points(party.no_deal for party in parties),
        fallback=np.array([_fallback(party) for party in parties]),
        breach_penalty=_points(party.breach_penalty for party in parties),
        guarantee=_points(party.guarantee for party in parties),
        trust=trust_matrix(scenario)[np.ix_(rows, rows)],
        choices=tuple((_mask(order, c.one_of), c.required) for c in scenario.choices),
        vetoes=vetoes_of(scenario),
        consents=consents_of(scenario),
        assemblies=assemblies_of(scenario),
        bounds=bounds_of(scenario),
        times=times_of(scenario),
        rates=rates_of(scenario),
        slices=tuple(step.slices or 0 for step in steps),
        offers=tuple(_offer(order, ids, one) for one in scenario.escrow),
        done=_mask(order, scenario.standing.done) if scenario.standing else 0,
    )
    return _with_variants(game, scenario)


_ALONE = frozenset(
    {
        "hazard",
        *(
            name
            for noun in (Step, Party)
            for name, key in keys_of(noun).items()
            if key.set_by_steps
        ),
    }
)
"""Numbers of a step or a party that stand in one place of the array of their name."""


def recompile(game: Game, before: Scenario, after: Scenario) -> Game:
    """Return the game of a scenario, given that of another, at once where few numbers differ."""
    differing = _differing(before, after)
    if not differing:
        return game
    if not {"steps", "parties", "escrow"}.issuperset(differing):
        return compile_game(after)
    changed = _recompiled(game, before, after)
    if changed is None:
        return compile_game(after)
    return _with_variants(replace(game, **changed, setters=(), variants=()), after)


def _recompiled(game: Game, before: Scenario, after: Scenario) -> dict[str, Any] | None:
    """Return the fields of a game that change with steps, parties and escrows; None for others."""
    order = {step: k for k, step in enumerate(game.steps)}
    changed: dict[str, Any] = {
        "offers": tuple(_offer(order, game.parties, one) for one in after.escrow)
    }
    for kind, ids in (("steps", game.steps), ("parties", game.parties)):
        for old, new in zip(getattr(before, kind), getattr(after, kind), strict=True):
            for name in _differing(old, new):
                if name in {"discount", "leaves_office"}:
                    changed["rates"] = rates_of(after)
                    continue
                if name == "home":
                    changed |= _at_home(after)
                    continue
                points = _points_at(ids, old, new, name)
                if points is None:
                    return None
                array = changed.setdefault(name, getattr(game, name).copy())
                for place, point in points.items():
                    array[place] = point
    return changed


def _at_home(scenario: Scenario) -> dict[str, Any]:
    """Return the fields of a game that hang on bodies at home."""
    return {
        "vetoes": vetoes_of(scenario),
        "consents": consents_of(scenario),
        "assemblies": assemblies_of(scenario),
        "bounds": bounds_of(scenario),
    }


def _differing(before: Any, after: Any) -> list[str]:
    """Return the fields in which two nouns of a kind differ."""
    if before is after:
        return []
    return [
        name
        for name in _names_of(before.__class__)
        if (old := getattr(before, name)) is not (new := getattr(after, name)) and old != new
    ]


@cache
def _names_of(noun: type) -> tuple[str, ...]:
    return tuple(one.name for one in fields(noun))


def _points_at(
    ids: Sequence[str], old: Any, new: Any, name: str
) -> dict[int | tuple[int, int], float] | None:
    """Return where a noun's number stands in the array of its name; None for any other field."""
    row, value = ids.index(new.id), getattr(new, name)
    if name == "trust" and old.trust.keys() <= value.keys():
        return {(row, ids.index(other)): number.point for other, number in value.items()}
    return {row: value.point} if name in _ALONE and value is not None else None


def _with_variants(game: Game, scenario: Scenario) -> Game:
    """Return the game with the numbers that hold once some of the steps that set any are done."""
    steps = scenario.steps
    setters = tuple(k for k, step in enumerate(steps) if step.sets)
    if not setters:
        return game
    variants = [
        _once_done(game, [steps[k].sets for b, k in enumerate(setters) if place >> b & 1])
        for place in range(1, 1 << len(setters))
    ]
    return replace(game, setters=setters, variants=(game, *variants))


def _once_done(game: Game, changes: Iterable[Mapping[str, Number]]) -> Game:
    """Return the game with the numbers that some steps set."""
    arrays: dict[str, Any] = {}
    for path, number in (change for sets in changes for change in sets.items()):
        kind, who, name = NumberPath(path).keys
        place = (game.steps if kind == "steps" else game.parties).index(who)
        array = arrays.setdefault(name, getattr(game, name).copy())
        array[place] = number.point
    return replace(game, **arrays)


def _offer(order: Mapping[str, int], ids: Sequence[str], escrow: Escrow) -> Offer:
    return Offer(_mask(order, escrow.steps), _rows(ids, [escrow.cost])[:, 0])


def _mask(order: Mapping[str, int], steps: Iterable[str]) -> StepSet:
    return StepSet(sum(1 << order[step] for step in steps))


def _points(numbers: Iterable[Number]) -> Floats:
    return np.array([number.point for number in numbers], dtype=np.float64)


def _rows(ids: Sequence[str], values: Sequence[Mapping[str, Number]]) -> Floats:
    rows = [[column[i].point if i in column else 0.0 for column in values] for i in ids]
    return np.array(rows, dtype=np.float64).reshape(len(ids), len(values))


def _fallback(party: Party) -> float:
    return min(party.no_deal.point, 0.0) if party.fallback is None else party.fallback.point
