"""A scenario as arrays: what every search in Winset works on.

A set of steps is an integer whose bit k stands for the k-th step of the file, so that file order is
bit order. Rows are parties, columns are steps; all values are float64 at the points of the file's
numbers (`Number.point`).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from winset.scenario.model import Bonus, Party, Ratifier, Scenario, Step
from winset.scenario.numbers import Number
from winset.scenario.trust import trust_matrix

Floats = NDArray[np.float64]
Masks = NDArray[np.int64]
Bools = NDArray[np.bool_]
_Row = tuple[Floats, Floats, float, int]

TOLERANCE = 1e-9
"""Two amounts closer than this are equal, everywhere in Winset."""


@dataclass(frozen=True, slots=True, eq=False)
class Bodies:
    """Those who are not parties but can say no: ratifiers with a veto, or givers of consent.

    Attributes
    ----------
    ids : tuple of str
        ``party.ratifier``, or an observer.
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
    value: Floats
    bonus: Floats
    bar: Floats
    steps: Masks


@dataclass(frozen=True, slots=True, eq=False)
class Game:
    """The numbers of a scenario.

    Attributes
    ----------
    value : (parties, steps)
        u, the worth of each step if it stays in place for ever.
    performs : (parties, steps)
        Who does what.
    reversible : (steps,)
        Effective share undone on a break: 0 where every performer gains by its own step and would
        keep it, unless the undoing is automatic.
    head_start, detection : (steps,)
        As in the file.
    after : (steps,)
        Prerequisites, as masks.
    bonus_when : (bonuses,)
        The steps that complete each bonus, as masks.
    bonus_value : (parties, bonuses)
        What each bonus is worth.
    no_deal, fallback, penalty, guarantee : (parties,)
        Reservation value; value after a break; breach penalty; what is made good when betrayed.
    trust : (parties, parties)
        p[i, j], i's chance that j goes on even where j would gain by breaking; 1 on the diagonal.
    choices : tuple of (mask, required)
        Alternatives.
    vetoes, consents : Bodies
        Ratifiers, and those whose consent some step needs.
    """

    parties: tuple[str, ...]
    steps: tuple[str, ...]
    value: Floats
    performs: Bools
    reversible: Floats
    head_start: Floats
    detection: Floats
    after: Masks
    bonus_when: Masks
    bonus_value: Floats
    no_deal: Floats
    fallback: Floats
    penalty: Floats
    guarantee: Floats
    trust: Floats
    choices: tuple[tuple[int, bool], ...]
    vetoes: Bodies
    consents: Bodies

    def mask(self, steps: Iterable[str]) -> int:
        """Return the set of these steps as an integer."""
        return sum(1 << self.steps.index(step) for step in steps)

    def names(self, mask: int) -> tuple[str, ...]:
        """Return the ids of a set, in file order."""
        return tuple(self.steps[k] for k in bits(mask))

    def actors(self, mask: int) -> Bools:
        """Return who performs a step of a set: (parties,)."""
        inside = [bool(mask >> k & 1) for k in range(len(self.steps))]
        return np.array([bool((row & inside).any()) for row in self.performs])

    def before(self, pairs: Iterable[tuple[str, str]]) -> Masks:
        """Return the prerequisites with these pairs (x, y), y only after x, added to them."""
        after = self.after.copy()
        for first, then in pairs:
            after[self.steps.index(then)] |= 1 << self.steps.index(first)
        return after


def bits(mask: int) -> Iterator[int]:
    """Yield the positions of the bits that are set, lowest first."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def compile_game(scenario: Scenario) -> Game:
    """Return the scenario's numbers as arrays, at their points."""
    parties, steps = scenario.parties, scenario.steps
    ids = tuple(party.id for party in parties)
    order = {step.id: k for k, step in enumerate(steps)}
    value = _rows(ids, [step.value for step in steps])
    performs = np.array([[i in step.by for step in steps] for i in ids])
    no_deal = np.array([party.no_deal.point for party in parties])
    return Game(
        parties=ids,
        steps=tuple(order),
        value=value,
        performs=performs,
        reversible=_effective_reversible(steps, value, performs),
        head_start=np.array([step.head_start.point for step in steps]),
        detection=np.array([step.detection.point for step in steps]),
        after=np.array([_mask(order, step.after) for step in steps], dtype=np.int64),
        bonus_when=_bonus_masks(order, scenario.bonuses),
        bonus_value=_rows(ids, [bonus.value for bonus in scenario.bonuses]),
        no_deal=no_deal,
        fallback=np.array([_fallback(party) for party in parties]),
        penalty=np.array([party.breach_penalty.point for party in parties]),
        guarantee=np.array([party.guarantee.point for party in parties]),
        trust=trust_matrix(scenario),
        choices=tuple((_mask(order, c.one_of), c.required) for c in scenario.choices),
        vetoes=_vetoes(scenario),
        consents=_consents(scenario, order),
    )


def _mask(order: Mapping[str, int], steps: Iterable[str]) -> int:
    return sum(1 << order[step] for step in steps)


def _rows(ids: Sequence[str], values: Sequence[Mapping[str, Number]]) -> Floats:
    rows = [[column[i].point if i in column else 0.0 for column in values] for i in ids]
    return np.array(rows, dtype=np.float64).reshape(len(ids), len(values))


def _fallback(party: Party) -> float:
    return min(party.no_deal.point, 0.0) if party.fallback is None else party.fallback.point


def _effective_reversible(steps: Sequence[Step], value: Floats, performs: Bools) -> Floats:
    """Return ρ, with 0 where every performer's own value is positive: they would keep it."""
    kept = np.all(~performs | (value > 0), axis=0)
    automatic = np.array([step.automatic for step in steps])
    reversible = np.array([step.reversible.point for step in steps])
    return np.where(kept & ~automatic, 0.0, reversible)


def _bonus_masks(order: Mapping[str, int], bonuses: Sequence[Bonus]) -> Masks:
    return np.array([_mask(order, bonus.when) for bonus in bonuses], dtype=np.int64)


def _bodies(scenario: Scenario, ids: Sequence[str], rows: Sequence[_Row]) -> Bodies:
    return Bodies(
        ids=tuple(ids),
        value=np.array([row[0] for row in rows]).reshape(len(ids), len(scenario.steps)),
        bonus=np.array([row[1] for row in rows]).reshape(len(ids), len(scenario.bonuses)),
        bar=np.array([row[2] for row in rows], dtype=np.float64),
        steps=np.array([row[3] for row in rows], dtype=np.int64),
    )


def _vetoes(scenario: Scenario) -> Bodies:
    ids, rows = [], []
    for party in scenario.parties:
        for ratifier in party.home:
            no_deal = (ratifier.no_deal or party.no_deal).point
            ids.append(f"{party.id}.{ratifier.id}")
            rows.append(
                (*_ratifier_values(scenario, party, ratifier), ratifier.floor.point + no_deal, -1)
            )
    return _bodies(scenario, ids, rows)


def _consents(scenario: Scenario, order: Mapping[str, int]) -> Bodies:
    ratifiers = {f"{p.id}.{r.id}": (p, r) for p in scenario.parties for r in p.home}
    asked = dict.fromkeys(who for step in scenario.steps for who in step.consent)
    rows = []
    for who in asked:
        if who in ratifiers:
            values = _ratifier_values(scenario, *ratifiers[who])
        else:
            values = (
                _rows([who], [step.value for step in scenario.steps])[0],
                _rows([who], [bonus.value for bonus in scenario.bonuses])[0],
            )
        needed = _mask(order, (step.id for step in scenario.steps if who in step.consent))
        rows.append((*values, 0.0, needed))
    return _bodies(scenario, list(asked), rows)


def _ratifier_values(scenario: Scenario, party: Party, ratifier: Ratifier) -> tuple[Floats, Floats]:
    """Return a ratifier's worth of steps and bonuses: its own where given, else its party's."""
    own = {step: {party.id: number} for step, number in ratifier.value.items()}
    steps = _rows([party.id], [own.get(step.id, step.value) for step in scenario.steps])
    return steps[0], _rows([party.id], [bonus.value for bonus in scenario.bonuses])[0]
