"""Veto players beside the parties, and assemblies that vote, as arrays (Tsebelis 2002)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from winset.scenario._arrays import Floats, Masks
from winset.scenario.amounts import settled
from winset.scenario.model import Scenario
from winset.scenario.numbers import Number
from winset.scenario.parties import Party, Ratifier


@dataclass(frozen=True, slots=True, eq=False)
class Bodies:
    """Bodies that each look at a whole package and say yes or no.

    Attributes
    ----------
    ids : tuple of str
        ``party.ratifier``, or an observer.
    parties : (bodies, parties)
        Whose body each is; the parties as in `Scenario.ranked`.
    value : (bodies, steps)
        Worth of each step to each body.
    bonus : (bodies, bonuses)
        Worth of each bonus to each body.
    bar : (bodies,)
        The total over a package below which a body says no.
    steps : (bodies,)
        The steps that raise the question; a body of which a package holds none is not asked. A
        ratifier is always asked and has -1, the set of everything.
    """

    ids: tuple[str, ...]
    parties: Floats
    value: Floats
    bonus: Floats
    bar: Floats
    steps: Masks


@dataclass(frozen=True, slots=True, eq=False)
class Assemblies:
    """Ratification by votes, one assembly a party that has voters.

    Attributes
    ----------
    ids : tuple of str
        ``party.ratification``.
    voters : Bodies
        All who vote, in all parties.
    votes : (assemblies, voters)
        The votes that each voter has in each assembly.
    needs : (assemblies,)
        The votes that ratification takes.
    """

    ids: tuple[str, ...]
    voters: Bodies
    votes: Floats
    needs: Floats


_Row = tuple[str, Floats, Floats, float, int]


def vetoes_of(scenario: Scenario) -> Bodies:
    """Return the ratifiers with a veto."""
    return _bodies(scenario, [row for row, ratifier in _ratifiers(scenario) if not ratifier.votes])


def assemblies_of(scenario: Scenario) -> Assemblies:
    """Return the ratifications by votes."""
    voters = [(row, ratifier.votes) for row, ratifier in _ratifiers(scenario) if ratifier.votes]
    voters.sort(key=lambda voter: voter[0][0])  # so that sums do not hang on the file's order
    parties = [p for p in scenario.parties if any(ratifier.votes for ratifier in p.home)]
    votes = [
        [n.point if row[0].startswith(f"{party.id}.") else 0.0 for row, n in voters]
        for party in parties
    ]
    table = np.array(votes, dtype=np.float64).reshape(len(parties), len(voters))
    return Assemblies(
        ids=tuple(f"{party.id}.ratification" for party in parties),
        voters=_bodies(scenario, [row for row, _ in voters]),
        votes=table,
        needs=table.sum(axis=1) * np.array([party.ratification.needs.point for party in parties]),
    )


def consents_of(scenario: Scenario) -> Bodies:
    """Return those whose consent some step needs: observers, or ratifiers asked once more."""
    ratifiers = {row[0]: row for row, _ in _ratifiers(scenario)}
    asked = dict.fromkeys(who for step in scenario.steps for who in step.consent)
    rows: list[_Row] = []
    for who in asked:
        steps, bonuses = ratifiers[who][1:3] if who in ratifiers else values_to(scenario, who, {})
        raised = sum(1 << k for k, step in enumerate(scenario.steps) if who in step.consent)
        rows.append((who, steps, bonuses, 0.0, raised))
    return _bodies(scenario, rows)


def _ratifiers(scenario: Scenario) -> Iterator[tuple[_Row, Ratifier]]:
    for party in scenario.parties:
        for ratifier in party.home:
            steps, bonuses = values_to(scenario, party.id, ratifier.value)
            yield (f"{party.id}.{ratifier.id}", steps, bonuses, _bar(party, ratifier), -1), ratifier


def _bar(party: Party, ratifier: Ratifier) -> float:
    floor, no_deal = ratifier.floor.point, (ratifier.no_deal or party.no_deal).point
    return float(settled(np.array(floor + no_deal), np.array(abs(floor) + abs(no_deal))))


def values_to(scenario: Scenario, who: str, own: Mapping[str, Number]) -> tuple[Floats, Floats]:
    """Return the worth of steps and bonuses to somebody, with its own values where it has them."""
    nothing = Number()
    steps = [own.get(step.id, step.value.get(who, nothing)).point for step in scenario.steps]
    bonuses = [bonus.value.get(who, nothing).point for bonus in scenario.bonuses]
    return np.array(steps), np.array(bonuses)


def belongs(scenario: Scenario, ids: Sequence[str]) -> Floats:
    """Return whose body each is, 1 for its party and 0 else: (bodies, parties)."""
    rows = [[float(who.startswith(f"{p.id}.")) for p in scenario.ranked] for who in ids]
    return np.array(rows).reshape(len(ids), len(scenario.parties))


def _bodies(scenario: Scenario, rows: Sequence[_Row]) -> Bodies:
    ids, steps, bonuses, bars, raised = zip(*rows, strict=True) if rows else ((),) * 5
    return Bodies(
        ids=ids,
        parties=belongs(scenario, ids),
        value=np.array(steps, dtype=np.float64).reshape(len(rows), len(scenario.steps)),
        bonus=np.array(bonuses, dtype=np.float64).reshape(len(rows), len(scenario.bonuses)),
        bar=np.array(bars, dtype=np.float64),
        steps=np.array(raised, dtype=np.int64),
    )
