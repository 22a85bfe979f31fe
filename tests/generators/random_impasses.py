"""Random small scenarios with all that a reason can be made of, in quarters. Seeded.

Most of what can stand in the way is mild, so that deals exist in some and in others fail for one
thing or for several together. There are few enough groups for all sets of them to be tried.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from references.impasse_reference import groups
from winset.scenario import (
    Bonus,
    Choice,
    Demand,
    Ledger,
    Lever,
    Number,
    Observer,
    Party,
    Ratifier,
    Scenario,
    Step,
    Term,
)
from winset.scenario.parties import Ratification


def random_impasse(rng: random.Random, most: int = 12) -> Scenario:
    """Return a scenario of two or three parties, two to four steps and so many groups at most."""
    while True:
        scenario = _scenario(rng)
        if len(groups(scenario)) <= most:
            return scenario


def _scenario(rng: random.Random) -> Scenario:
    parties = ("ann", "ben", "col")[: rng.choice((2, 2, 2, 2, 3))]
    names = tuple("abcd"[: rng.choice((2, 3, 3, 3, 4))])
    home = {party: _home(rng, names) for party in parties}
    observers = (Observer("oak", "Oak"),) if rng.random() < 0.3 else ()
    bodies = [one.id for one in observers]
    bodies += [f"{party}.{one.id}" for party in parties for one in home[party]]
    ledgers = (_ledger(rng),) if rng.random() < 0.25 else ()
    terms = (_term(rng, parties, names),) if rng.random() < 0.4 else ()
    return Scenario(
        id="drawn",
        title="Drawn",
        hash="",
        parties=tuple(_party(rng, party, parties, home[party]) for party in parties),
        steps=_steps(rng, parties, names, bodies, ledgers),
        observers=observers,
        choices=_choices(rng, names),
        bonuses=tuple(_bonus(rng, parties, names) for _ in range(rng.choice((0, 0, 1)))),
        ledgers=ledgers,
        terms=terms,
        demands=tuple(
            _demand(rng, f"demand-{n}", parties, names, terms)
            for n in range(rng.choice((0, 1, 2, 2, 3) if len(parties) == 2 else (0, 1)))
        ),
    )


def quarters(rng: random.Random, low: float, high: float) -> Number:
    """Return a number between two others, in quarters."""
    return Number(rng.randint(round(low * 4), round(high * 4)) / 4)


def one_of(rng: random.Random, *numbers: float) -> Number:
    """Return one of these numbers."""
    return Number(float(rng.choice(numbers)))


def _party(
    rng: random.Random, name: str, parties: Sequence[str], home: tuple[Ratifier, ...]
) -> Party:
    others = (other for other in parties if other != name)
    return Party(
        id=name,
        name=name.title(),
        no_deal=one_of(rng, 0, 0, 0, -1, 0.5),
        fallback=one_of(rng, -1, 0, 0.5) if rng.random() < 0.25 else None,
        breach_penalty=one_of(rng, 0, 1, 4, 4, 4),
        guarantee=one_of(rng, 0, 0, 0.5, 2),
        trust={other: one_of(rng, 0.25, 0.5, 0.75, 1) for other in others},
        home=home,
        ratification=Ratification(one_of(rng, 0.25, 0.5, 0.75, 1)),
    )


def _home(rng: random.Random, names: Sequence[str]) -> tuple[Ratifier, ...]:
    """Return nobody, one body with a veto, or two or three with votes."""
    kind = rng.choice(("nobody", "nobody", "nobody", "veto", "votes"))
    bodies = {"nobody": 0, "veto": 1, "votes": rng.choice((2, 2, 3))}[kind]
    return tuple(
        Ratifier(
            id=one,
            name=one.title(),
            floor=quarters(rng, -1, 1),
            no_deal=quarters(rng, -1, 1) if rng.random() < 0.5 else None,
            value={step: quarters(rng, -2, 3) for step in names if rng.random() < 0.3},
            votes=one_of(rng, 1, 1, 2) if kind == "votes" else None,
            floor_on_the_way=quarters(rng, -3, 0) if rng.random() < 0.3 else None,
        )
        for one in ("hall", "house", "court")[:bodies]
    )


def _ledger(rng: random.Random) -> Ledger:
    start = rng.randint(-1, 1)
    return Ledger(
        id="water",
        name="Water",
        start=Number(float(start)),
        floor=Number(float(start - rng.choice((0, 0, 1)))) if rng.random() < 0.7 else None,
        cap=Number(float(start + rng.choice((0, 0, 1)))) if rng.random() < 0.7 else None,
    )


def _steps(
    rng: random.Random,
    parties: Sequence[str],
    names: Sequence[str],
    bodies: Sequence[str],
    ledgers: Sequence[Ledger],
) -> tuple[Step, ...]:
    line = rng.sample(names, len(names))  # what comes before may stand later in the file
    made = []
    for name in names:
        by = tuple(rng.sample(parties[:2], rng.choice((1, 1, 1, 1, 2))))
        earlier = line[: line.index(name)]
        needed = tuple(rng.sample(earlier, 1)) if earlier and rng.random() < 0.4 else ()
        made.append(
            Step(
                id=name,
                title=name.upper(),
                by=by,
                value={i: quarters(rng, -2, 1) for i in by}
                | {i: quarters(rng, -0.5, 3) for i in parties if i not in by}
                | {who: quarters(rng, -1, 1) for who in bodies if "." not in who},
                reversible=one_of(rng, 0, 0, 0.5, 1),
                automatic=rng.random() < 0.2,
                head_start=one_of(rng, 0, 0.25, 0.5),
                detection=one_of(rng, 1, 1, 0.75, 0.5),
                changes={one.id: Number(float(rng.choice((-2, -1, -1, 0, 1)))) for one in ledgers},
                after=needed,
                policy=bool(needed) and rng.random() < 0.5,
                consent=tuple(who for who in bodies if rng.random() < 0.3),
                sets=_setting(rng, parties, names) if rng.random() < 0.15 else {},
            )
        )
    return tuple(made)


def _setting(rng: random.Random, parties: Sequence[str], names: Sequence[str]) -> dict[str, Number]:
    return rng.choice(
        (
            {f"steps.{rng.choice(names)}.detection": Number(1.0)},
            {f"parties.{rng.choice(parties)}.guarantee": one_of(rng, 0, 2)},
            {f"parties.{rng.choice(parties)}.breach_penalty": one_of(rng, 0, 4)},
        )
    )


def _choices(rng: random.Random, names: Sequence[str]) -> tuple[Choice, ...]:
    if rng.random() < 0.7:
        return ()
    return (Choice("either", tuple(rng.sample(names, 2)), required=rng.random() < 0.4),)


def _bonus(rng: random.Random, parties: Sequence[str], names: Sequence[str]) -> Bonus:
    return Bonus(tuple(rng.sample(names, 2)), {party: quarters(rng, -1, 2) for party in parties})


def _term(rng: random.Random, parties: Sequence[str], names: Sequence[str]) -> Term:
    return Term("peace", {party: tuple(rng.sample(names, rng.choice((1, 2)))) for party in parties})


def _demand(
    rng: random.Random,
    name: str,
    parties: Sequence[str],
    names: Sequence[str],
    terms: Sequence[Term],
) -> Demand:
    by = rng.choice(parties)
    some = tuple(rng.sample(names, 1))
    ahead = list(combinations(rng.sample(names, len(names)), 2))
    pairs = tuple(rng.sample(ahead, min(len(ahead), rng.choice((1, 1, 2)))))
    return rng.choice(
        [
            Demand(name, by, require=some),
            Demand(name, by, refuse=some),
            Demand(name, by, at_least=quarters(rng, 0, 2)),
            Demand(name, by, before=pairs),
            *(Demand(name, by, term=term.id) for term in terms for _ in range(3)),
        ]
    )


def random_repairs(rng: random.Random) -> Scenario:
    """Return such a scenario with two to four levers, and with costs of some demands.

    Levers often set the same number, and some make things worse.
    """
    scenario = random_impasse(rng, 11)
    demands = tuple(
        replace(demand, cost=_cost(rng)) if rng.random() < 0.7 else demand
        for demand in scenario.demands
    )
    settable = list(_settable(rng, scenario))
    makers = tuple(party.id for party in scenario.parties)
    return replace(
        scenario,
        demands=demands,
        levers=tuple(
            Lever(
                id=name,
                title=name.title(),
                by=(rng.choice(makers),),
                sets=dict(rng.sample(settable, rng.choice((2, 3, 4)))),
                cost=_cost(rng) if rng.random() < 0.7 else None,
            )
            for name in ("pledge", "gift", "watch", "law")[: rng.choice((3, 4))]
        ),
    )


def _cost(rng: random.Random) -> Number:
    return one_of(rng, 0, 0.5, 1, 1, 2)


def _settable(rng: random.Random, scenario: Scenario) -> Iterator[tuple[str, Number]]:
    """Yield numbers by their path, most of them such that a deal is more likely."""
    parties = [party.id for party in scenario.parties]
    for party in scenario.parties:
        yield f"parties.{party.id}.no_deal", one_of(rng, -2, -1, 0)
        yield f"parties.{party.id}.breach_penalty", one_of(rng, 2, 4, 6)
        yield f"parties.{party.id}.guarantee", one_of(rng, 1, 2)
        yield f"parties.{party.id}.fallback", one_of(rng, -1, 0)
        other = rng.choice([one for one in parties if one != party.id])
        yield f"parties.{party.id}.trust.{other}", one_of(rng, 0.25, 0.75, 1)
        for one in party.home:
            yield f"parties.{party.id}.home.{one.id}.floor", one_of(rng, -3, -1)
    for step in scenario.steps:
        yield f"steps.{step.id}.detection", one_of(rng, 0.75, 1)
        yield f"steps.{step.id}.reversible", one_of(rng, 0, 1)
        yield f"steps.{step.id}.value.{rng.choice(parties)}", one_of(rng, 0, 2, 4)
    yield f"steps.{rng.choice(scenario.steps).id}.slices", Number(2.0)
    for ledger in scenario.ledgers:
        yield f"ledgers.{ledger.id}.start", one_of(rng, 0, 1)
    for demand in scenario.demands:
        if demand.at_least is not None:
            yield f"demands.{demand.id}.at_least", one_of(rng, -1, 0)
