"""A game in time, read from a file as plain data: what a YAML loader returns.

It reads for itself what the clock needs: ``discount`` and ``leaves_office`` in all their forms, the
length of a phase, the first day, windows. Ranges count with their modes.
"""

from __future__ import annotations

import copy
import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Final

from references.device_states import Escrow, Game, Ledger, Ratifier, Step
from references.reference import ONE, Done

YEAR: Final = Fraction("365.25")
DAYS: Final = {"day": ONE, "week": Fraction(7), "month": YEAR / 12, "year": YEAR}

Document = Mapping[str, Any]


@dataclass(frozen=True)
class Rate:
    """What is left after a time: ``base`` to the power of ``speed`` times the phases."""

    base: Fraction = ONE
    speed: Fraction = ONE


@dataclass(frozen=True)
class Leaving:
    """The chance a phase that somebody stays in office, from a time on (None: always)."""

    stays: Rate
    begins: Fraction | None = None


@dataclass(frozen=True)
class Body(Ratifier):
    """A body at home; without votes it has a veto."""

    votes: Fraction | None = None


@dataclass(frozen=True)
class Successor:
    """Who may come next: its party, the first time (None: any), and its numbers by path."""

    party: str
    begins: Fraction | None
    numbers: Mapping[str, Any]


@dataclass(frozen=True, eq=False)
class TimedGame(Game):
    """A game with devices, and with time.

    Parameters
    ----------
    discount
        Of each party; 1 where missing.
    leaving
        One for each party that may leave office.
    needs
        Share of the votes at home that a party needs; 1/2 where missing.
    consent
        Whose consent a step needs: observers, or bodies as ``party.body``.
    undated
        Steps of which the file does not say how long they take; they then take one phase.
    successors
        By their ids.
    """

    discount: Mapping[str, Rate] = field(default_factory=dict)
    leaving: tuple[Leaving, ...] = ()
    needs: Mapping[str, Fraction] = field(default_factory=dict)
    consent: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    undated: Done = frozenset()
    successors: Mapping[str, Successor] = field(default_factory=dict)


def read_game(document: Document) -> TimedGame:
    """Return the game of a file."""
    calendar = _Calendar.of(document)
    parties, steps = document["parties"], document["steps"]
    number = {name: _numbers(parties, name) for name in ("no_deal", "fallback", "guarantee")}
    standing = document.get("standing") or {}
    return TimedGame(
        parties=tuple(parties),
        steps=tuple(_step(name, given, calendar) for name, given in steps.items()),
        penalty=_numbers(parties, "breach_penalty"),
        **number,
        trust={
            (i, j): point(p) for i, own in parties.items() for j, p in own.get("trust", {}).items()
        },
        bonuses=tuple(
            (frozenset(b["when"]), _points(b["value"])) for b in document.get("bonuses", ())
        ),
        choices=tuple(
            (frozenset(c["one_of"]), c.get("required", False))
            for c in document.get("choices", {}).values()
        ),
        ledgers=tuple(_ledger(name, given) for name, given in document.get("ledgers", {}).items()),
        ratifiers=tuple(
            _body(name, i, given)
            for i, own in parties.items()
            for name, given in own.get("home", {}).items()
        ),
        escrows=tuple(
            Escrow(frozenset(e["steps"]), _points(e.get("cost", {})))
            for e in document.get("escrow", ())
        ),
        done=frozenset(standing.get("done", ())),
        discount={i: calendar.rate(own.get("discount", 1)) for i, own in parties.items()},
        leaving=tuple(
            calendar.leaving(own["leaves_office"])
            for own in parties.values()
            if "leaves_office" in own
        ),
        needs={
            i: point(own.get("ratification", {}).get("needs", "1/2")) for i, own in parties.items()
        },
        consent={name: tuple(given.get("consent", ())) for name, given in steps.items()},
        undated=frozenset(name for name, given in steps.items() if "phases" not in given),
        successors={
            name: Successor(given["party"], calendar.maybe(given.get("from")), given["set"])
            for name, given in document.get("successors", {}).items()
        },
    )


def changed(document: Document, numbers: Mapping[str, Any]) -> dict[str, Any]:
    """Return a file with numbers changed by their paths; None leaves a key out."""
    result = copy.deepcopy(dict(document))
    for path, value in numbers.items():
        place: Any = result
        *way, last = path.split(".")
        for name in way:
            place = place[int(name)] if isinstance(place, list) else place.setdefault(name, {})
        if value is None:
            place.pop(last, None)
        else:
            place[last] = value
    return result


def point(given: Any) -> Fraction:
    """Return a number as it is written, the mode where it is a range."""
    if isinstance(given, Mapping):
        given = given.get("mode", given.get("value"))
    return Fraction(str(given))


def _points(given: Mapping[str, Any]) -> dict[str, Fraction]:
    return {name: point(number) for name, number in given.items()}


def _numbers(parties: Mapping[str, Any], name: str) -> dict[str, Fraction]:
    return {i: point(own[name]) for i, own in parties.items() if name in own}


def _maybe(given: Any) -> Fraction | None:
    return None if given is None else point(given)


def _ledger(name: str, given: Document) -> Ledger:
    return Ledger(
        name, point(given.get("start", 0)), _maybe(given.get("floor")), _maybe(given.get("cap"))
    )


def _body(name: str, party: str, given: Document) -> Body:
    return Body(
        name,
        party,
        floor=point(given.get("floor", 0)),
        no_deal=_maybe(given.get("no_deal")),
        value=_points(given.get("value", {})),
        floor_on_the_way=_maybe(given.get("floor_on_the_way")),
        votes=_maybe(given.get("votes")),
    )


def _step(name: str, given: Document, calendar: _Calendar) -> Step:
    window = given.get("window") or {}
    shares = ("reversible", "head_start", "detection", "hazard", "phases")
    return Step(
        name,
        tuple(given["by"]),
        _points(given.get("value", {})),
        automatic=given.get("automatic", False),
        after=tuple(given.get("after", ())),
        sets=_points(given.get("sets", {})),
        slices=given.get("slices", 1),
        opens=calendar.maybe(window.get("from")),
        closes=calendar.maybe(window.get("to"), whole_day=True),
        changes=_points(given.get("changes", {})),
        **{key: point(given[key]) for key in shares if key in given},
    )


@dataclass(frozen=True)
class _Calendar:
    """The first day, and how many days a phase has; None where the file does not say."""

    first: datetime.date | None
    phase: Fraction | None

    @classmethod
    def of(cls, document: Document) -> _Calendar:
        first = (document.get("standing") or {}).get("date")
        when = document.get("when")
        if first is None and when is not None:
            first = when[-1] if isinstance(when, list) else when
        length = document.get("phase_length")
        return cls(None if first is None else _day(first), None if length is None else span(length))

    def maybe(self, day: Any, whole_day: bool = False) -> Fraction | None:
        """Return a day in phases from the first, its morning or, ``whole_day``, its end."""
        if day is None:
            return None
        if self.first is None or self.phase is None:
            message = "a day without a first day or the length of a phase"
            raise ValueError(message)
        return Fraction((_day(day) - self.first).days + whole_day) / self.phase

    def rate(self, given: Any) -> Rate:
        """Return a discount, a number a phase or ``{yearly: x}``."""
        if isinstance(given, Mapping) and "yearly" in given:
            return Rate(point(given["yearly"]), self._years())
        return Rate(point(given))

    def leaving(self, given: Any) -> Leaving:
        """Return a chance of leaving: a number, ``{yearly: x}`` or ``{from: day, chance: x}``."""
        if isinstance(given, Mapping) and "from" in given:
            return Leaving(self._stays(given["chance"]), self.maybe(given["from"]))
        return Leaving(self._stays(given))

    def _stays(self, chance: Any) -> Rate:
        if isinstance(chance, Mapping) and "yearly" in chance:
            return Rate(1 - point(chance["yearly"]), self._years())
        return Rate(1 - point(chance))

    def _years(self) -> Fraction:
        if self.phase is None:
            message = "a rate a year without the length of a phase"
            raise ValueError(message)
        return self.phase / YEAR


def span(given: Any) -> Fraction:
    """Return a span of time, such as ``3 months``, in days."""
    number, _, unit = str(given).partition(" ")
    return Fraction(number) * DAYS[unit.removesuffix("s") or "day"]


def _day(given: Any) -> datetime.date:
    return datetime.date.fromisoformat(given) if isinstance(given, str) else given
