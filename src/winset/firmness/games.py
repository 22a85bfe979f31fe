"""The games of all draws at once: arrays that have the draws as their first axis.

`winset.scenario.game` says what each array means. Only what is drawn is filled in anew, so a
draw costs next to nothing; the tests hold every game against that of its own scenario, compiled.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from winset.firmness.draws import Draws
from winset.scenario import Party, Ratifier, Scenario, Step
from winset.scenario.amounts import settled
from winset.scenario.game import Floats, Game, compile_game
from winset.scenario.keys import within
from winset.scenario.number_path import NumberPath
from winset.scenario.quantities import AMOUNT, SHARE

Place = tuple[int] | tuple[int, int]

_OF_STEPS = within(Step, SHARE)
_OF_PARTIES = ("no_deal", *within(Party, AMOUNT))
_VOTERS = "assemblies.voters"
_AMOUNTS = (
    *("value", "bonus_value", "fallback", "trust", "bounds.bonus"),
    *(*_OF_STEPS, *_OF_PARTIES, "assemblies.votes", "assemblies.needs"),
    *(f"{who}.{of}" for who in ("vetoes", "consents", _VOTERS) for of in ("value", "bonus", "bar")),
)
"""What can differ between draws where nothing limits what is done on the way."""


@dataclass(frozen=True, slots=True, eq=False)
class Games:
    """The game of each draw.

    Attributes
    ----------
    point : Game
        At the points of the file's numbers.
    arrays
        What is drawn, by the name of the field, with dots for a field of a field; the draws are the
        first axis.
    costs
        The costs of each escrow, where any is drawn: (draws, offers, parties).
    sets
        By setter what it sets in each draw: the field, the place in it, and the values.
    """

    point: Game
    count: int
    arrays: Mapping[str, Floats]
    costs: Floats | None
    sets: Sequence[Sequence[tuple[str, int, Floats]]]

    @property
    def alike(self) -> bool:
        """Whether draws differ in no more than what steps and breaking off are worth."""
        point = self.point
        hazards = "hazard" in self.arrays or bool(point.hazard.any())
        return not hazards and not point.bounds.ids and not point.times.bind

    def game(self, index: int) -> Game:
        """Return the game of one draw."""
        return self._game({name: array[index] for name, array in self.arrays.items()}, index)

    def block(self, draws: range) -> Game:
        """Return the games of some draws, which are `alike`, as one.

        All that can differ between them has the draws as its first axis.
        """
        some = slice(draws.start, draws.stop)
        arrays = {
            name: self.arrays[name][some]
            if name in self.arrays
            else _repeated(_get(self.point, name), len(draws))
            for name in _AMOUNTS
        }
        return self._game(arrays, some)

    def _game(self, arrays: Mapping[str, Floats], index: int | slice) -> Game:
        inside: dict[str, Any] = {}
        for name, array in arrays.items():
            _nest(inside, name.split("."), array)
        if self.costs is not None:
            costs = np.moveaxis(self.costs[index], -2, 0)
            inside["offers"] = tuple(
                replace(offer, cost=cost)
                for offer, cost in zip(self.point.offers, costs, strict=True)
            )
        game: Game = _replaced(self.point, inside | {"setters": (), "variants": ()})
        if not self.sets:
            return game
        variants = (self._once_done(game, done, index) for done in range(1, 1 << len(self.sets)))
        return replace(game, setters=self.point.setters, variants=(game, *variants))

    def _once_done(self, game: Game, done: int, index: int | slice) -> Game:
        """Return the game with the numbers that some setters set."""
        arrays: dict[str, Any] = {}
        for b, changes in enumerate(self.sets):
            for name, place, values in changes if done >> b & 1 else ():
                array = arrays.setdefault(name, getattr(game, name).copy())
                array[..., place] = values[index]
        return replace(game, **arrays)


def _repeated(array: Floats, count: int) -> Floats:
    return np.broadcast_to(array, (count, *array.shape))


def _nest(inside: dict[str, Any], keys: list[str], array: Floats) -> None:
    first, *rest = keys
    if rest:
        _nest(inside.setdefault(first, {}), rest, array)
    else:
        inside[first] = array


def _replaced(thing: Any, inside: Mapping[str, Any]) -> Any:
    """Return a thing with some of its fields replaced, or fields of its fields."""
    parts = {
        name: _replaced(getattr(thing, name), new) if isinstance(new, dict) else new
        for name, new in inside.items()
    }
    return replace(thing, **parts)


def games_of(draws: Draws) -> Games:
    """Return the game of each draw."""
    point = compile_game(draws.scenario)
    filling = _Filling(draws, point)
    filling.fill()
    return Games(point, draws.count, filling.arrays, filling.costs(), filling.sets())


@dataclass(slots=True, eq=False)
class _Filling:
    """The arrays of a game, filled with what is drawn."""

    draws: Draws
    point: Game
    arrays: dict[str, Floats] = field(default_factory=dict)

    @property
    def scenario(self) -> Scenario:
        return self.draws.scenario

    def fill(self) -> None:
        self._steps()
        for party in self.scenario.parties:
            self._party(party)
        for (judge, judged), values in self.draws.trust.items():
            self._put("trust", (self._row(judge), self._row(judged)), values)
        for name in ("vetoes", "consents", _VOTERS):
            for row, who in enumerate(_get(self.point, name).ids):
                self._values(name, row, who)
        self._bounds()
        self._votes()

    def _steps(self) -> None:
        for i, party in enumerate(self.point.parties):
            for k, step in enumerate(self.scenario.steps):
                self._one("value", (i, k), f"steps.{step.id}.value.{party}")
            for n in range(len(self.scenario.bonuses)):
                self._one("bonus_value", (i, n), f"bonuses.{n}.value.{party}")
        for k, step in enumerate(self.scenario.steps):
            for name in _OF_STEPS:
                self._one(name, (k,), f"steps.{step.id}.{name}")
            self._one("times.lasts", (k,), f"steps.{step.id}.phases")

    def _row(self, party: str) -> int:
        return self.point.parties.index(party)

    def _one(self, name: str, place: Place, path: str) -> None:
        """Fill in one number where it is drawn."""
        values = self.draws.points.get(path)
        if values is not None:
            self._put(name, place, values)

    def _put(self, name: str, place: Place, values: Floats) -> None:
        if name not in self.arrays:
            self.arrays[name] = np.repeat(_get(self.point, name)[None], self.draws.count, axis=0)
        here: Any = (slice(None), *place)
        self.arrays[name][here] = values

    def _at(self, path: str, point: float) -> Floats:
        """Return the values of a number, drawn or not."""
        return self.draws.points.get(path, np.full(self.draws.count, point))

    def _party(self, party: Party) -> None:
        here, i = f"parties.{party.id}", self._row(party.id)
        for name in _OF_PARTIES:
            self._one(name, (i,), f"{here}.{name}")
        if party.fallback is not None:
            self._one("fallback", (i,), f"{here}.fallback")
        elif (no_deal := self.draws.points.get(f"{here}.no_deal")) is not None:
            self._put("fallback", (i,), np.minimum(no_deal, 0.0))
        for other in party.trust:
            self._one("trust", (i, self._row(other)), f"{here}.trust.{other}")

    def _values(self, name: str, row: int, who: str) -> None:
        """Fill in what steps and bonuses are worth to a body, and its bar."""
        party, ratifier = self._ratifier(who)
        for k, step in enumerate(self.scenario.steps):
            own = ratifier is not None and step.id in ratifier.value
            path = f"parties.{party}.home.{who.partition('.')[2]}.value.{step.id}"
            self._one(f"{name}.value", (row, k), path if own else f"steps.{step.id}.value.{party}")
        for n in range(len(self.scenario.bonuses)):
            self._one(f"{name}.bonus", (row, n), f"bonuses.{n}.value.{party}")
        if ratifier is not None and name not in ("consents", "bounds"):
            floor = self._at(f"parties.{party}.home.{ratifier.id}.floor", ratifier.floor.point)
            no_deal = self._no_deal(party, ratifier)
            self._put(f"{name}.bar", (row,), settled(floor + no_deal, abs(floor) + abs(no_deal)))

    def _ratifier(self, who: str) -> tuple[str, Ratifier | None]:
        """Return the party of a ratifier, and it; an observer stands for itself."""
        name, _, own = who.partition(".")
        home = (one for party in self.scenario.parties if party.id == name for one in party.home)
        return name, next((one for one in home if one.id == own), None)

    def _no_deal(self, party: str, ratifier: Ratifier) -> Floats:
        own = f"parties.{party}.home.{ratifier.id}.no_deal"
        if ratifier.no_deal is not None:
            return self._at(own, ratifier.no_deal.point)
        point = float(self.point.no_deal[self._row(party)])
        return self._at(f"parties.{party}.no_deal", point)

    def _bounds(self) -> None:
        ledgers = {ledger.id: ledger for ledger in self.scenario.ledgers}
        for row, who in enumerate(self.point.bounds.ids):
            if who not in ledgers:
                self._balance(row, who)
                continue
            for key, name in (("start", "start"), ("floor", "low"), ("cap", "high")):
                self._one(f"bounds.{name}", (row,), f"ledgers.{who}.{key}")
            for k, step in enumerate(self.scenario.steps):
                self._one("bounds.value", (row, k), f"steps.{step.id}.changes.{who}")

    def _balance(self, row: int, who: str) -> None:
        """Fill in the running balance of a ratifier."""
        self._values("bounds", row, who)
        party, ratifier = self._ratifier(who)
        if ratifier is not None:
            self._put("bounds.start", (row,), -self._no_deal(party, ratifier))
            path = f"parties.{party}.home.{ratifier.id}.floor_on_the_way"
            self._one("bounds.low", (row,), path)

    def _votes(self) -> None:
        assemblies = self.point.assemblies
        for column, who in enumerate(assemblies.voters.ids):
            name, _, own = who.partition(".")
            row = assemblies.ids.index(f"{name}.ratification")
            self._one("assemblies.votes", (row, column), f"parties.{name}.home.{own}.votes")
        votes = self.arrays.get("assemblies.votes", assemblies.votes[None]).sum(axis=2)
        parties = {f"{party.id}.ratification": party for party in self.scenario.parties}
        for row, name in enumerate(assemblies.ids):
            party = parties[name]
            needs = self._at(
                f"parties.{party.id}.ratification.needs", party.ratification.needs.point
            )
            self._put("assemblies.needs", (row,), votes[:, row] * needs)

    def costs(self) -> Floats | None:
        """Return the costs of each escrow in each draw; None where none is drawn."""
        if not any(path.startswith("escrow.") for path in self.draws.points):
            return None
        costs = np.zeros((self.draws.count, len(self.point.offers), len(self.point.parties)))
        for n, escrow in enumerate(self.scenario.escrow):
            for party, cost in escrow.cost.items():
                costs[:, n, self._row(party)] = self._at(f"escrow.{n}.cost.{party}", cost.point)
        return costs

    def sets(self) -> list[list[tuple[str, int, Floats]]]:
        """Return what each setter sets."""
        return [list(self._set(k)) for k in self.point.setters]

    def _set(self, k: int) -> Iterator[tuple[str, int, Floats]]:
        step = self.scenario.steps[k]
        for path, number in step.sets.items():
            kind, who, name = NumberPath(path).keys
            place = (self.point.steps if kind == "steps" else self.point.parties).index(who)
            yield (
                name,
                place,
                self._at(f"steps.{step.id}.sets.{path}", number.point),
            )


def _get(thing: Any, name: str) -> Any:
    for key in name.split("."):
        thing = getattr(thing, key)
    return thing
