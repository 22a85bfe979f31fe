"""What could be changed so that a deal opens: the file's levers, and those that Winset finds.

Each turns one scenario into another, by some strength. Those that Winset finds follow from the
model alone, so nobody has said what they cost, or whether they can be had:

- ``trust``: one party trusts another more. Nobody can decide that; it says what would be needed.
- ``stake``: a party puts up more that it loses when it breaks off.
- ``guarantee``: more is made good to a party when it is betrayed.
- ``snapback``: more of a step is undone when the agreement breaks.
- ``detection``: a pretence or relapse on a step is found out more surely.
- ``slices``: a step is done in equal parts.
- ``escrow``: two steps of different parties change hands in one move, through a third party.
- ``transfer``: one party pays another at the signing, where both count in one unit.
- ``text``: a text commits to what all readers of a term see in it, and leaves the rest open.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import combinations, permutations
from math import isnan, nan
from operator import attrgetter
from typing import Literal

import numpy as np

from winset.impasse.tagged_id import TaggedId
from winset.roadmaps.safeguards import MOST_MOVES, usable
from winset.scenario import Escrow, Lever, Party, Scenario, Step, Term
from winset.scenario.changes import number_at, with_changes
from winset.scenario.game import Game
from winset.scenario.keys import keys_of
from winset.scenario.number_path import NumberPath
from winset.scenario.numbers import LARGEST

InterventionKind = Literal[
    "lever",
    "trust",
    "stake",
    "guarantee",
    "snapback",
    "detection",
    "slices",
    "escrow",
    "transfer",
    "text",
]

MOST_SLICES = 12
"""Parts that a step is divided into at most."""

_ON_THE_WAY = {
    name
    for noun in (Step, Party)
    for name, key in keys_of(noun).items()
    if key.on_the_way or key.set_by_steps
}
"""Numbers of a step or a party that say what an order needs, and not what a package is worth."""


@dataclass(frozen=True, slots=True, eq=False)
class Intervention:
    """Something that could be changed.

    Attributes
    ----------
    id
        The lever's id, or what is found: ``snapback:STEP``, ``trust:X.Y``.
    change
        The scenario with it done, by its strength.
    by
        The parties that it takes; none where they cannot decide it, or a third party must.
    cost
        As the file states it; None where it does not.
    path
        The number that it changes, where it is one.
    start, full
        The strength that changes nothing, and the largest. For one number, its values.
    unit
        What a strength is told apart by (`winset.roadmaps.bracketing.exact`): all that a party can
        gain or lose, where it is an amount.
    whole
        Whether only whole strengths count.
    on_the_way
        Whether it changes what an order needs, and not what a package is worth or breaks.
    safe
        Whether it can never do harm: it only raises trust, guarantees, stakes or detection, or
        lowers bars at home or prices, and no other lever sets the same number.
    touches
        The steps without which a package is not touched by it.
    """

    id: TaggedId
    kind: InterventionKind
    change: Callable[[Scenario, float], Scenario]
    by: tuple[str, ...] = ()
    cost: float | None = None
    path: NumberPath | None = None
    start: float = 0.0
    full: float = 1.0
    unit: float = 1.0
    whole: bool = True
    on_the_way: bool = False
    safe: bool = False
    touches: tuple[str, ...] = ()


def levers_of(scenario: Scenario, game: Game) -> tuple[Intervention, ...]:
    """Return the levers of the file, by id. Their strength is the share of the way they go."""
    levers = sorted(scenario.levers, key=attrgetter("id"))
    return tuple(_lever(scenario, game, lever) for lever in levers)


def _lever(scenario: Scenario, game: Game, lever: Lever) -> Intervention:
    after = {NumberPath(path): number.point for path, number in lever.sets.items()}
    before = {path: current_value(scenario, game, path) for path in after}
    others = {path for one in scenario.levers if one is not lever for path in one.sets}
    safe = all(
        path not in others and _never_harms(path, before[path], after[path]) for path in after
    )
    return Intervention(
        id=TaggedId(lever.id),
        kind="lever",
        by=lever.by,
        cost=None if lever.cost is None else lever.cost.point,
        path=_only_number(before),
        whole=any(path.last == "slices" for path in after),
        on_the_way=all(map(is_on_the_way, after)),
        safe=safe,
        change=partial(_pulled, before, after),
    )


def found_interventions(scenario: Scenario, game: Game) -> tuple[Intervention, ...]:
    """Return the changes that the model itself allows, whatever the file says of them."""
    return tuple(_found_interventions(scenario, game))


def current_value(scenario: Scenario, game: Game, path: NumberPath) -> float:
    """Return a number's current value, derived where the file gives none.

    NaN where there is none as long as the file gives none: a bound, or a ratifier's own no-deal
    value.
    """
    if path.trust is not None:
        who, other = map(game.parties.index, path.trust)
        return float(game.trust[who, other])
    if (path.block, path.name) == ("parties", "fallback"):
        return float(game.fallback[game.parties.index(path.owner)])
    if (path.block, path.name) == ("steps", "slices"):
        return float(game.slices[game.ids.index(path.owner)])
    number = number_at(scenario, path)
    if number is None and path.last in {"floor", "cap", "floor_on_the_way", "no_deal"}:
        return nan
    return 0.0 if number is None else number.point


def is_on_the_way(path: NumberPath) -> bool:
    """Return whether a number says what an order needs, and not what a package is worth."""
    return path.block in {"steps", "parties"} and path.name in _ON_THE_WAY


def _only_number(before: dict[NumberPath, float]) -> NumberPath | None:
    """Return the one number that a lever changes; None where they are several, or it has none."""
    (path, *more), whole = before, sum(before.values())
    return None if more or isnan(whole) else path


def _never_harms(path: NumberPath, before: float, after: float) -> bool:
    """Return whether a change of a number can close no deal, whatever else is as it may be."""
    if path.block == "demands" or path.last in {"floor", "floor_on_the_way"}:
        return after <= before
    if path.block == "parties" and path.name in {"trust", "guarantee", "breach_penalty"}:
        return after >= before
    if (path.block, path.name) == ("steps", "detection"):
        return after >= before
    return path.last in ("discount", "leaves_office")


def _pulled(
    before: Mapping[NumberPath, float],
    after: Mapping[NumberPath, float],
    scenario: Scenario,
    share: float,
) -> Scenario:
    """Return a scenario with a lever pulled some share of the way; all of it exactly."""
    if share == 1:
        return with_changes(scenario, after)
    way = {path: before[path] + share * (after[path] - before[path]) for path in after}
    return with_changes(scenario, way)


def _found_interventions(scenario: Scenario, game: Game) -> Iterator[Intervention]:
    reach, units = _reach(game), _units(game)
    for i, party in enumerate(game.parties):
        for j, other in enumerate(game.parties):
            if i != j and game.performs[j].any():
                has = float(game.trust[i, j])
                yield _number(
                    "trust", f"{party}.{other}", (), f"parties.{party}.trust.{other}", (has, 1.0)
                )
    for i, party in enumerate(game.parties):
        penalty, guarantee = float(game.breach_penalty[i]), float(game.guarantee[i])
        place = f"parties.{party}"
        stakes, sureties = ((had, min(had + reach[i], LARGEST)) for had in (penalty, guarantee))
        yield _number("stake", party, (party,), f"{place}.breach_penalty", stakes, units[i])
        yield _number("guarantee", party, (), f"{place}.guarantee", sureties, units[i])
    room = MOST_MOVES - sum(n or 1 for n in game.slices)
    for step in scenario.steps:
        if not game.done & game.mask([step.id]):
            yield from _of_step(step)
            yield from _parts(step, room)
    yield from _escrows(scenario, game)
    yield from _transfers(scenario, game)
    yield from _texts(scenario)


def _number(
    kind: InterventionKind,
    about: str,
    by: tuple[str, ...],
    path: str,
    way: tuple[float, float],
    unit: float = 1.0,
) -> Intervention:
    start, full = way
    place = NumberPath(path)

    def change(scenario: Scenario, strength: float) -> Scenario:
        return with_changes(scenario, {path: strength})

    return Intervention(
        id=TaggedId(f"{kind}:{about}"),
        kind=kind,
        by=by,
        path=place,
        start=start,
        full=full,
        unit=unit,
        whole=False,
        on_the_way=True,
        touches=(about,) if place.block == "steps" else (),
        change=change,
    )


_RAISED: Mapping[InterventionKind, str] = {"snapback": "reversible", "detection": "detection"}
"""The shares of a step that are raised to 1, by the kind of intervention."""


def _of_step(step: Step) -> Iterator[Intervention]:
    place = f"steps.{step.id}"
    for kind, name in _RAISED.items():
        now = getattr(step, name).point
        if now < 1:
            yield _number(kind, step.id, step.by, f"{place}.{name}", (now, 1.0))


def _parts(step: Step, room: int) -> Iterator[Intervention]:
    """Yield a step in equal parts, as many as there is room for beside the moves of all steps."""
    most = min(MOST_SLICES, 1 + room)
    if step.slices == 1 and most > 1:
        yield Intervention(
            id=TaggedId(f"slices:{step.id}"),
            kind="slices",
            by=step.by,
            path=NumberPath(f"steps.{step.id}.slices"),
            start=1.0,
            full=float(most),
            on_the_way=True,
            touches=(step.id,),
            change=partial(_divided, step.id),
        )


def _divided(name: str, scenario: Scenario, parts: float) -> Scenario:
    return with_changes(scenario, {f"steps.{name}.slices": parts})


def _escrows(scenario: Scenario, game: Game) -> Iterator[Intervention]:
    """Yield swaps of two steps of different parties, both whole and neither in an escrow."""
    held = {step for escrow in scenario.escrow for step in escrow.steps}
    free = [step for step in scenario.steps if step.slices == 1 and step.id not in held]
    for one, other in combinations(free, 2):
        pair = (one.id, other.id)
        if not set(one.by) & set(other.by) and usable(game, game.mask(pair)):
            yield Intervention(
                id=TaggedId(f"escrow:{one.id}+{other.id}"),
                kind="escrow",
                on_the_way=True,
                touches=pair,
                change=partial(_through_escrow, pair),
            )


def _through_escrow(pair: tuple[str, ...], scenario: Scenario, _: float) -> Scenario:
    return replace(scenario, escrow=(*scenario.escrow, Escrow(pair)))


def _transfers(scenario: Scenario, game: Game) -> Iterator[Intervention]:
    """Yield payments at the signing between parties that share a unit, kept whatever happens."""
    for payer, taker in permutations(scenario.ranked, 2):
        unit = scenario.unit_of(payer.id)
        if unit is None or unit != scenario.unit_of(taker.id):
            continue
        yield Intervention(
            id=TaggedId(f"transfer:{payer.id}.{taker.id}"),
            kind="transfer",
            by=(payer.id,),
            full=_reach(game)[game.parties.index(payer.id)],
            unit=_units(game)[game.parties.index(payer.id)],
            whole=False,
            change=partial(_paid, game, payer.id, taker.id),
        )


def _paid(game: Game, payer: str, taker: str, scenario: Scenario, amount: float) -> Scenario:
    """Return a scenario in which the deal is worth less to one party by an amount, more to another.

    What it is worth is counted from no deal, so that is moved; what they fall back to stays.
    """
    changes = {}
    for party, paid in ((payer, amount), (taker, -amount)):
        i = game.parties.index(party)
        changes[f"parties.{party}.no_deal"] = float(game.no_deal[i]) + paid
        changes[f"parties.{party}.fallback"] = float(game.fallback[i])
    return with_changes(scenario, changes)


def _texts(scenario: Scenario) -> Iterator[Intervention]:
    for term in sorted(scenario.terms, key=attrgetter("id")):
        readers = [d.by for d in scenario.demands if d.term == term.id and d.by in term.meaning]
        if readers and len({frozenset(term.meaning[r]) for r in term.meaning}) > 1:
            yield Intervention(
                id=TaggedId(f"text:{term.id}"),
                kind="text",
                by=tuple(term.meaning),
                change=partial(_split, term),
            )


def _split(term: Term, scenario: Scenario, _: float) -> Scenario:
    common = set.intersection(*map(set, term.meaning.values()))
    meaning = {who: tuple(k for k in steps if k in common) for who, steps in term.meaning.items()}
    terms = (replace(t, meaning=meaning) if t.id == term.id else t for t in scenario.terms)
    return replace(scenario, terms=tuple(terms))


def _reach(game: Game) -> list[float]:
    """Return an amount for each party beyond which no stake, guarantee or payment matters to it.

    All that it can gain or lose, and that times the odds that the least watched step goes unseen.
    """
    least = game.detection[game.detection > 0].min(initial=1.0)
    return [unit + unit / float(least) for unit in _units(game)]


def _units(game: Game) -> list[float]:
    """Return all that each party can gain or lose; 1 where that is nothing, in whatever unit."""
    steps, bonuses = np.abs(game.value).sum(axis=1), np.abs(game.bonus_value).sum(axis=1)
    whole = steps + bonuses + np.abs(game.no_deal) + np.abs(game.fallback) + game.guarantee
    return [float(unit) or 1.0 for unit in whole]
