"""The plain twin of the deals: what could be signed, in exact rational arithmetic.

Everything in the first part is written from the definitions in the design and from nothing else, so
that the fast engine can be held against it: all 2^m subsets are tried, and all permutations where
an order matters. Numbers are taken as the decimals that a file would show. The second part draws
random scenarios to try both on; it is seeded.

Where the design leaves room, a comment that starts with "Reading:" says how it was read.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, permutations
from math import prod
from typing import Final

from winset.scenario import (
    Bonus,
    Choice,
    Demand,
    Number,
    Observer,
    Party,
    Proposal,
    Ratifier,
    Scenario,
    Step,
    Term,
    Unit,
)

ZERO: Final = Fraction(0)

Package = frozenset[str]
Order = tuple[str, ...]
Pair = tuple[str, str]

EMPTY: Final[Package] = frozenset()


def exact(number: Number | None) -> Fraction:
    """Return a number's point as the decimal that a file shows; 0 where there is none."""
    return ZERO if number is None else Fraction(repr(number.point))


# --------------------------------------------------------------------------------------------
# Packages


def subsets(scenario: Scenario) -> Iterator[Package]:
    """Yield every set of steps, small ones first."""
    names = [step.id for step in scenario.steps]
    for size in range(len(names) + 1):
        yield from map(frozenset, combinations(names, size))


def is_package(scenario: Scenario, steps: Package) -> bool:
    """Tell whether a set is closed under prerequisites and respects the choices."""
    for step in scenario.steps:
        if step.id in steps and not steps.issuperset(step.after):
            return False
    for choice in scenario.choices:
        taken = len(steps.intersection(choice.one_of))
        if taken > 1:
            return False
        if choice.required and taken == 0 and steps:
            return False  # the empty package is exempt
    return True


def packages(scenario: Scenario) -> list[Package]:
    """Return every package, the empty one included."""
    return [steps for steps in subsets(scenario) if is_package(scenario, steps)]


# --------------------------------------------------------------------------------------------
# Values, and who would not agree


def bonus_total(scenario: Scenario, who: str, package: Package) -> Fraction:
    """Return the worth of the bonuses all of whose steps are in a package."""
    complete = (bonus for bonus in scenario.bonuses if package.issuperset(bonus.when))
    return sum((exact(bonus.value.get(who)) for bonus in complete), ZERO)


def worth(scenario: Scenario, who: str, package: Package) -> Fraction:
    """Return W of a party, or the total of an observer: steps and complete bonuses."""
    held = (step for step in scenario.steps if step.id in package)
    steps = sum((exact(step.value.get(who)) for step in held), ZERO)
    return steps + bonus_total(scenario, who, package)


def value(scenario: Scenario, party: Party, package: Package) -> Fraction:
    """Return V, what a package is worth to a party relative to no deal."""
    return worth(scenario, party.id, package) - exact(party.no_deal)


def home_worth(scenario: Scenario, party: Party, ratifier: Ratifier, package: Package) -> Fraction:
    """Return the total of a ratifier over a package."""
    total = ZERO
    for step in scenario.steps:
        if step.id in package:
            # Reading: its party's value counts step by step, where it gives none of its own.
            own = ratifier.value.get(step.id)
            total += exact(step.value.get(party.id)) if own is None else exact(own)
    # Reading: a ratifier has no bonuses of its own, so its party's always count for it.
    return total + bonus_total(scenario, party.id, package)


def veto_shortfall(
    scenario: Scenario, party: Party, ratifier: Ratifier, package: Package
) -> Fraction:
    """Return what a package falls short of a ratifier's floor; 0 or less where it ratifies."""
    outside = party.no_deal if ratifier.no_deal is None else ratifier.no_deal
    balance = home_worth(scenario, party, ratifier, package) - exact(outside)
    return exact(ratifier.floor) - balance


def asked(scenario: Scenario, package: Package) -> set[str]:
    """Return those whose consent a step of a package needs."""
    return {who for step in scenario.steps if step.id in package for who in step.consent}


def consent_shortfall(scenario: Scenario, who: str, package: Package) -> Fraction:
    """Return what a package lacks for a consent, whose bar is 0; 0 or less where it is given."""
    # Reading: no reservation value is taken off here, not even that of a ratifier.
    for party in scenario.parties:
        for ratifier in party.home:
            if who == f"{party.id}.{ratifier.id}":
                return -home_worth(scenario, party, ratifier, package)
    return -worth(scenario, who, package)


def votes_missing(scenario: Scenario, party: Party, package: Package) -> Fraction:
    """Return how many votes ratification lacks; 0 or less where it passes, ties included."""
    everyone, for_it = ZERO, ZERO
    for ratifier in party.home:
        if ratifier.votes is not None:
            everyone += exact(ratifier.votes)
            if veto_shortfall(scenario, party, ratifier, package) <= 0:
                for_it += exact(ratifier.votes)
    return exact(party.ratification.needs) * everyone - for_it


def vetoes(scenario: Scenario, package: Package) -> dict[str, Fraction]:
    """Return who at home would not pass a package, and by how much it falls short.

    Ratifiers without votes have a veto each; the others vote together, and their shortfall is in
    votes.
    """
    short = {
        f"{party.id}.{ratifier.id}": veto_shortfall(scenario, party, ratifier, package)
        for party in scenario.parties
        for ratifier in party.home
        if ratifier.votes is None
    }
    short |= {
        f"{party.id}.ratification": votes_missing(scenario, party, package)
        for party in scenario.parties
        if any(ratifier.votes is not None for ratifier in party.home)
    }
    return {who: amount for who, amount in short.items() if amount > 0}


def refusals(scenario: Scenario, package: Package) -> dict[str, Fraction]:
    """Return who would not agree to a package, and by how much it falls short for them."""
    short = {party.id: -value(scenario, party, package) for party in scenario.parties}
    short |= vetoes(scenario, package)
    for who in asked(scenario, package):
        # Reading: who has a veto at home and is asked for consent as well lacks the larger amount.
        short[who] = max(short.get(who, ZERO), consent_shortfall(scenario, who, package))
    return {who: amount for who, amount in short.items() if amount > 0}


def signable(scenario: Scenario, package: Package) -> bool:
    """Tell whether every party, every ratifier and every giver of consent agrees."""
    return not refusals(scenario, package)


# --------------------------------------------------------------------------------------------
# Frontier and solutions


Point = tuple[Fraction, ...]
Points = Mapping[Package, Point]


def signable_points(scenario: Scenario) -> dict[Package, Point]:
    """Return every signable package, the empty one included, with each party's V."""
    return {
        package: tuple(value(scenario, party, package) for party in scenario.parties)
        for package in packages(scenario)
        if signable(scenario, package)
    }


def dominates(one: Point, other: Point) -> bool:
    """Tell whether one point is nowhere worse than another and somewhere better."""
    return one != other and all(a >= b for a, b in zip(one, other, strict=True))


def frontier(points: Points) -> dict[Package, Point]:
    """Return the packages that no other dominates."""
    distinct = set(points.values())
    best = {p for p in distinct if not any(dominates(other, p) for other in distinct)}
    return {package: point for package, point in points.items() if point in best}


def solutions(scenario: Scenario, points: Points) -> dict[str, set[Package] | None]:
    """Return what each bargaining solution picks on the frontier; None: not comparable.

    Parameters
    ----------
    scenario
        The negotiation.
    points
        Its signable packages, the empty one included, with each party's V.
    """
    ideal = [max(column) for column in zip(*points.values(), strict=True)]

    def gains(point: Point) -> Point:
        # Reading: a party that can gain nothing is left out; with nobody left, all tie.
        return tuple(v for v, most in zip(point, ideal, strict=True) if most > 0)

    def least_share(point: Point) -> Fraction:
        shares = [v / most for v, most in zip(point, ideal, strict=True) if most > 0]
        return min(shares, default=Fraction(1))

    front = frontier(points)
    together = in_one_unit(scenario)
    least = {p: min(gains(v), default=ZERO) for p, v in front.items()}
    return {
        "nash": largest({p: prod(gains(v), start=Fraction(1)) for p, v in front.items()}),
        "kalai_smorodinsky": largest({p: least_share(point) for p, point in front.items()}),
        "egalitarian": largest(least) if together else None,
        "utilitarian": largest({p: sum(v, ZERO) for p, v in front.items()}) if together else None,
    }


def largest(scores: Mapping[Package, Fraction]) -> set[Package]:
    """Return the packages with the largest score."""
    most = max(scores.values(), default=ZERO)
    return {package for package, score in scores.items() if score == most}


def in_one_unit(scenario: Scenario) -> bool:
    """Tell whether all parties share one stated unit."""
    stated = [scenario.unit[party.id] for party in scenario.parties if party.id in scenario.unit]
    return len(stated) == len(scenario.parties) and len(set(stated)) == 1


# --------------------------------------------------------------------------------------------
# Words and demands


def common_meaning(term: Term) -> set[str]:
    """Return the steps that everybody who reads a term sees in it."""
    readings = [set(steps) for steps in term.meaning.values()]
    return {step for reading in readings for step in reading if all(step in r for r in readings)}


def meets_scope(scenario: Scenario, demand: Demand, package: Package) -> bool:
    """Tell whether a package meets a demand, the order of its steps aside."""
    if demand.term is not None:
        term = next(term for term in scenario.terms if term.id == demand.term)
        return package.issuperset(term.meaning[demand.by])
    if demand.at_least is not None:
        party = next(party for party in scenario.parties if party.id == demand.by)
        return value(scenario, party, package) >= exact(demand.at_least)
    if demand.before:
        return all(x in package for x, y in demand.before if y in package)
    return package.issuperset(demand.require) and package.isdisjoint(demand.refuse)


def orders(scenario: Scenario, package: Package, before: Iterable[Pair] = ()) -> Iterator[Order]:
    """Yield every order of a package that respects prerequisites and pairs (x, y), x first."""
    pairs = [(x, step.id) for step in scenario.steps for x in step.after]
    pairs = [(x, y) for x, y in [*pairs, *before] if x in package and y in package]
    for order in permutations(sorted(package)):
        place = {step: position for position, step in enumerate(order)}
        if all(place[x] < place[y] for x, y in pairs):
            yield order


def some_order(scenario: Scenario, package: Package, before: Iterable[Pair] = ()) -> bool:
    """Tell whether any order of a package respects prerequisites and pairs."""
    return next(orders(scenario, package, before), None) is not None


def meets_all(scenario: Scenario, package: Package) -> bool:
    """Tell whether a package meets every demand, all of them in one order."""
    if not all(meets_scope(scenario, demand, package) for demand in scenario.demands):
        return False
    pairs = [pair for demand in scenario.demands for pair in demand.before]
    return some_order(scenario, package, pairs)


def broken(scenario: Scenario, proposal: Proposal) -> list[str]:
    """Return the demands that a proposal breaks, by its package or in its own order."""
    package = frozenset(proposal.steps)
    return [
        demand.id
        for demand in scenario.demands
        if not meets_scope(scenario, demand, package)
        or not some_order(scenario, package, [*proposal.before, *demand.before])
    ]


def overlap(scenario: Scenario) -> int:
    """Count the non-empty packages that meet every demand, signable or not."""
    return sum(meets_all(scenario, package) for package in packages(scenario) if package)


# --------------------------------------------------------------------------------------------
# Scenarios to try both on


@dataclass(frozen=True)
class Draw:
    """A source of parts of scenarios, in halves or in tenths, so that ties are common.

    Parameters
    ----------
    rng
        Where chance comes from.
    parts
        Into how many parts a unit is cut; with tenths, sums of floats are not exact.
    """

    rng: random.Random
    parts: int

    def number(self, low: int, high: int) -> Number:
        """Return a number between two whole ones, sometimes with a range around it."""
        point = self.rng.randint(low * self.parts, high * self.parts) / self.parts
        if self.rng.random() < 0.2:
            return Number(point, low=point - 1, high=point + 7)
        return Number(point)

    def some(self, among: Iterable[str], chance: float) -> tuple[str, ...]:
        """Return some of the names, each with this chance, in any order."""
        chosen = [name for name in among if self.rng.random() < chance]
        self.rng.shuffle(chosen)
        return tuple(chosen)

    def pairs(self, steps: tuple[str, ...]) -> tuple[Pair, ...]:
        """Return one to three pairs of steps that do not run in a circle."""
        line = self.rng.sample(steps, len(steps))
        ahead = list(combinations(line, 2))
        return tuple(self.rng.sample(ahead, min(len(ahead), self.rng.randint(1, 3))))


def random_scenario(rng: random.Random, least: int = 1, most: int = 6) -> Scenario:
    """Return a scenario of two or three parties in which all that the deals read may occur."""
    draw = Draw(rng, rng.choice((1, 2, 10)))
    parties = ("ann", "ben", "col")[: rng.choice((2, 2, 3))]
    observers = ("oak", "elm")[: rng.choice((0, 1, 2))]
    steps = tuple("abcdef"[: rng.randint(least, most)])
    home = {party: draw.some(("hall", "house"), 0.3) for party in parties}
    bodies = [*observers, *(f"{party}.{one}" for party in parties for one in home[party])]
    terms = tuple(_term(draw, name, parties, steps) for name in draw.some(("peace", "fair"), 0.5))
    return Scenario(
        id="drawn",
        title="Drawn",
        hash="",
        parties=tuple(_party(draw, name, parties, home[name], steps) for name in parties),
        steps=_steps(draw, parties, observers, steps, bodies),
        unit={
            party: Unit(unit)
            for party, unit in rng.choice(
                ({}, dict.fromkeys(parties, "euro"), _mixed(parties), {"ann": "euro"})
            ).items()
        },
        observers=tuple(Observer(name, name) for name in observers),
        choices=_choices(draw, steps),
        bonuses=tuple(
            _bonus(draw, (*parties, *observers), steps) for _ in range(rng.choice((0, 1, 1, 2)))
        ),
        terms=terms,
        demands=tuple(
            _demand(draw, f"demand-{n}", parties, steps, terms) for n in range(rng.randint(0, 3))
        ),
    )


def _mixed(parties: tuple[str, ...]) -> dict[str, str]:
    return dict.fromkeys(parties, "euro") | {parties[-1]: "yen"}


def _party(
    draw: Draw, name: str, parties: tuple[str, ...], home: tuple[str, ...], steps: tuple[str, ...]
) -> Party:
    rng = draw.rng
    return Party(
        id=name,
        name=name,
        no_deal=rng.choice((Number(), Number(-0.5), draw.number(-3, 1))),
        fallback=draw.number(-1, 0) if rng.random() < 0.2 else None,
        breach_penalty=draw.number(0, 3),
        guarantee=draw.number(0, 1),
        trust={other: Number(rng.choice((0.2, 0.5, 0.9))) for other in parties if other != name},
        home=tuple(
            Ratifier(
                id=one,
                name=one,
                floor=draw.number(-3, 1),
                no_deal=draw.number(-2, 1) if rng.random() < 0.5 else None,
                value={step: draw.number(-3, 4) for step in draw.some(steps, 0.4)},
            )
            for one in home
        ),
    )


def _steps(
    draw: Draw,
    parties: tuple[str, ...],
    observers: tuple[str, ...],
    steps: tuple[str, ...],
    bodies: list[str],
) -> tuple[Step, ...]:
    rng = draw.rng
    line = rng.sample(steps, len(steps))  # prerequisites may come later in the file
    tangled = rng.choice((0.0, 0.1, 0.3))
    made = []
    for name in steps:
        by = tuple(rng.sample(parties, rng.choice((1, 1, 1, 2))))
        worths = {i: draw.number(-3, 1) if i in by else draw.number(-1, 4) for i in parties}
        worths |= {who: draw.number(-2, 3) for who in observers}
        for left_out in draw.some((*parties, *observers), 0.1):
            del worths[left_out]
        made.append(
            Step(
                id=name,
                title=name,
                by=by,
                value=worths,
                reversible=Number(rng.choice((0.0, 0.5, 0.9, 1.0))),
                detection=Number(rng.choice((1.0, 0.9, 0.5))),
                after=draw.some(line[: line.index(name)], tangled),
                consent=draw.some(bodies, 0.25),
            )
        )
    return tuple(made)


def _choices(draw: Draw, steps: tuple[str, ...]) -> tuple[Choice, ...]:
    line = draw.rng.sample(steps, len(steps))
    groups = [line[:2], line[2 : 2 + draw.rng.choice((2, 3))]]
    return tuple(
        Choice(f"choice-{n}", tuple(group), required=draw.rng.random() < 0.4)
        for n, group in enumerate(groups)
        if len(group) > 1 and draw.rng.random() < 0.35
    )


def _bonus(draw: Draw, who: tuple[str, ...], steps: tuple[str, ...]) -> Bonus:
    when = tuple(draw.rng.sample(steps, min(len(steps), draw.rng.choice((1, 2, 2, 3)))))
    return Bonus(when, {one: draw.number(-2, 3) for one in draw.some(who, 0.7)})


def _term(draw: Draw, name: str, parties: tuple[str, ...], steps: tuple[str, ...]) -> Term:
    readers = draw.some(parties, 0.8) or parties[:1]
    return Term(name, {party: draw.some(steps, 0.5) for party in readers})


def _demand(
    draw: Draw, name: str, parties: tuple[str, ...], steps: tuple[str, ...], terms: tuple[Term, ...]
) -> Demand:
    by = draw.rng.choice(parties)
    some = tuple(draw.rng.sample(steps, min(len(steps), draw.rng.choice((1, 1, 2)))))
    readable = [term.id for term in terms if by in term.meaning]
    demands = {
        "require": Demand(name, by, require=some),
        "refuse": Demand(name, by, refuse=some),
        "at_least": Demand(name, by, at_least=draw.number(-1, 3)),
    }
    if len(steps) > 1:
        demands["before"] = Demand(name, by, before=draw.pairs(steps))
        demands["again"] = Demand(name, by, before=draw.pairs(steps))
    if readable:
        demands["term"] = Demand(name, by, term=draw.rng.choice(readable))
    return demands[draw.rng.choice(list(demands))]


def random_proposals(rng: random.Random, scenario: Scenario, most: int = 4) -> tuple[Proposal, ...]:
    """Return up to three proposals, each a package of few steps, some with an order of their own.

    The order may run against the prerequisites; then no order fits the proposal.
    """
    draw = Draw(rng, 1)
    candidates = [package for package in packages(scenario) if 0 < len(package) <= most]
    proposals = []
    for n, package in enumerate(rng.sample(candidates, min(3, len(candidates)))):
        steps = tuple(rng.sample(sorted(package), len(package)))
        before = draw.pairs(steps) if len(steps) > 1 and rng.random() < 0.6 else ()
        proposals.append(
            Proposal(f"proposal-{n}", steps=steps, title=f"Proposal {n}", before=before)
        )
    return tuple(proposals)
