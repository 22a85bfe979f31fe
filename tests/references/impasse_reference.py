"""The plain twin of the impasse: exact, by full enumeration, slow and straight.

Everything here is written from the definitions, so that the engine can be held against it: every
package is tried in every order, and the groups that it breaks are written down; a set of groups
can hold if and only if some package in some order breaks none of them. All 2^g sets of groups are
tried. States, orders and what they ask for are read from `device_reference`, values and
ratification from `deals_reference`.

It covers whole and sliced steps, escrowed swaps, ledgers, learning and agreements under way, but
neither windows nor steps in any number of slices. Where the definitions leave room, a comment
that starts with "Reading:" says how they were read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations, product
from typing import Final, Literal

from references import deals_reference as deals
from references import device_reference as devices
from references.deals_reference import exact
from references.device_states import (
    Escrow,
    Game,
    Ledger,
    Order,
    Ratifier,
    State,
    Step,
    Used,
    balance,
    orders,
    packages,
    visited,
    with_escrows,
)
from references.reference import ZERO, Done, Pair
from winset import scenario as table
from winset.scenario import Bonus, Demand, Number, Party, Scenario, trust_matrix

Kind = Literal["scope", "price", "order", "trust", "stake", "home", "consent", "words"]
Groups = tuple[str, ...]

NEAR: Final = Fraction(1, 10**9)
"""Less than this is a tie."""


# --------------------------------------------------------------------------------------------
# Groups


def kinds(scenario: Scenario) -> dict[str, Kind]:
    """Return the kind of every group of a scenario, in the order of the groups."""
    found: dict[str, Kind] = {
        f"demand:{d.id}": _kind(d) for d in scenario.demands if d.term is None
    }
    found |= {demand_group(d): "words" for d in scenario.demands if d.term is not None}
    found |= {f"no_deal:{p.id}": "price" for p in scenario.parties}
    found |= {_ratifier(p, r): "home" for p in scenario.parties for r in _apart(scenario, p)}
    # Reading: givers of consent in the order in which the steps of the file name them.
    found |= {f"consent:{who}": "consent" for k in scenario.steps for who in k.consent}
    found |= {f"trust:{i}.{j}": "trust" for i, j in pairs_of_trust(scenario)}
    found |= {f"bond:{p.id}": "stake" for p in scenario.parties}
    found |= {_prerequisite(k): "order" for k in scenario.steps if k.policy and k.after}
    return found


def _apart(scenario: Scenario, party: Party) -> Iterator[table.Ratifier]:
    """Yield who at home may judge otherwise than the party; the others add no group."""
    for body in party.home:
        place = f"parties.{party.id}.home.{body.id}."
        moved = any(path.startswith(place) for one in scenario.levers for path in one.sets)
        own = (*body.value, body.no_deal, body.votes, body.floor_on_the_way)
        if moved or any(one is not None for one in own) or exact(body.floor) != 0:
            yield body


def groups(scenario: Scenario) -> Groups:
    """Return the groups of a scenario's constraints, in their order."""
    return tuple(kinds(scenario))


def pairs_of_trust(scenario: Scenario) -> list[Pair]:
    """Return who may have to trust whom: everybody all others who perform a step of the file."""
    parties = [p.id for p in scenario.parties]
    acting = {who for k in scenario.steps for who in k.by}
    return [(i, j) for i in parties for j in parties if i != j and j in acting]


def _kind(demand: Demand) -> Kind:
    if demand.before:
        return "order"
    return "scope" if demand.at_least is None else "price"


def demand_group(demand: Demand) -> str:
    """Return the group of a demand; those of one party about one term are one group."""
    if demand.term is None:
        return f"demand:{demand.id}"
    return f"meaning:{demand.by}.{demand.term}"


def _prerequisite(step: table.Step) -> str:
    return f"prerequisite:{step.id}"


def _ratifier(party: Party, ratifier: table.Ratifier) -> str:
    return f"ratifier:{party.id}.{ratifier.id}"


# --------------------------------------------------------------------------------------------
# The scenario in exact numbers


def exact_all(numbers: Mapping[str, Number]) -> dict[str, Fraction]:
    """Return the points of numbers as the decimals that a file shows."""
    return {key: exact(number) for key, number in numbers.items()}


def to_game(scenario: Scenario) -> Game:
    """Return a scenario as a game with devices, but for bodies at home and policy."""
    parties, trust = scenario.parties, trust_matrix(scenario)
    return Game(
        parties=tuple(p.id for p in parties),
        steps=tuple(_step(k) for k in scenario.steps),
        no_deal={p.id: exact(p.no_deal) for p in parties},
        fallback={p.id: exact(p.fallback) for p in parties if p.fallback is not None},
        penalty={p.id: exact(p.breach_penalty) for p in parties},
        guarantee={p.id: exact(p.guarantee) for p in parties},
        trust={
            (one.id, other.id): Fraction(repr(float(trust[i, j])))
            for i, one in enumerate(parties)
            for j, other in enumerate(parties)
        },
        bonuses=tuple((frozenset(b.when), exact_all(b.value)) for b in scenario.bonuses),
        choices=tuple((frozenset(c.one_of), c.required) for c in scenario.choices),
        ledgers=tuple(
            Ledger(one.id, exact(one.start), exact_or_none(one.floor), exact_or_none(one.cap))
            for one in scenario.ledgers
        ),
        escrows=tuple(Escrow(frozenset(e.steps), exact_all(e.cost)) for e in scenario.escrow),
        done=frozenset(scenario.standing.done if scenario.standing else ()),
    )


def exact_or_none(number: Number | None) -> Fraction | None:
    """Return a number's point, or None where there is none."""
    return None if number is None else exact(number)


def _step(step: table.Step) -> Step:
    if step.window is not None or step.slices is None:
        message = f"the twin knows neither windows nor any number of slices: {step.id!r}"
        raise ValueError(message)
    return Step(
        name=step.id,
        by=step.by,
        value=exact_all(step.value),
        reversible=exact(step.reversible),
        automatic=step.automatic,
        head_start=exact(step.head_start),
        detection=exact(step.detection),
        after=() if step.policy else step.after,
        sets=exact_all(step.sets),
        slices=step.slices,
        hazard=exact(step.hazard),
        changes=exact_all(step.changes),
    )


def using(scenario: Scenario, used: Used) -> Scenario:
    """Return the scenario in which the costs of some escrows are part of every worth."""
    costs = tuple(
        Bonus(e.steps, {who: Number(-cost.point) for who, cost in e.cost.items()})
        for e in (scenario.escrow[number] for number in used)
    )
    return replace(scenario, bonuses=(*scenario.bonuses, *costs))


# --------------------------------------------------------------------------------------------
# What a package in an order breaks


@dataclass(frozen=True)
class Way:
    """A package, an order of it with the escrows that it uses, and the groups it breaks."""

    package: Done
    order: Order
    used: Used
    breaks: frozenset[str]


def ways(scenario: Scenario) -> list[Way]:
    """Return every non-empty package in every order, with all that it breaks.

    One comes more than once where votes at home are missing, for there may be several ways to find
    them: once for each set of voters that would have to vote the other way.
    """
    game = to_game(scenario)
    return [
        Way(package, order, used, broken | voters)
        for package in packages(game)
        if package
        for used in swaps(game, package)
        for order in orders(game, package, used)
        for broken in [breaks(scenario, game, package, order, used)]
        for voters in missing_voters(using(scenario, used), package)
    ]


def swaps(game: Game, package: Done) -> Iterator[Used]:
    """Yield every set of escrows that can be in use together in a package."""
    inside = [
        number
        for number, escrow in enumerate(game.escrows)
        if escrow.steps <= package and not escrow.steps & game.done
    ]
    for size in range(len(inside) + 1):
        for used in combinations(inside, size):
            members = [name for number in used for name in game.escrows[number].steps]
            if len(members) == len(set(members)):
                yield used


def breaks(
    scenario: Scenario, game: Game, package: Done, order: Order, used: Used = ()
) -> frozenset[str]:
    """Return the groups that a package breaks in an order, apart from votes that are missing.

    Parameters
    ----------
    scenario, game
        The scenario, and what `to_game` makes of it.
    package
        The steps.
    order
        The moves in which they are done.
    used
        The positions of the escrows in use.
    """
    signed, moved = using(scenario, used), with_escrows(game, used)
    states = visited(game, order, used)
    return frozenset(
        [
            *broken_demands(signed, package, order),
            *broken_policy(signed, package, order),
            *refusing_parties(signed, package),
            *refusing_bodies(signed, moved, package, states),
            *withheld_consents(signed, package),
            *broken_keys(game, package, order, used),
        ]
    )


def broken_demands(scenario: Scenario, package: Done, order: Order) -> Iterator[str]:
    """Yield the demands and readings of terms that are not met."""
    for demand in scenario.demands:
        in_scope = _meets_scope(scenario, demand, package)
        if not in_scope or not all(goes_before(order, x, y) for x, y in demand.before):
            yield demand_group(demand)


def _meets_scope(scenario: Scenario, demand: Demand, package: Done) -> bool:
    if demand.at_least is None:
        return deals.meets_scope(scenario, demand, package)
    party = next(p for p in scenario.parties if p.id == demand.by)
    return deals.value(scenario, party, package) >= exact(demand.at_least) - NEAR


def goes_before(order: Order, x: str, y: str) -> bool:
    """Tell whether a step is done with before another one begins, if that is still to be done."""
    # Reading: what is done already is in no order, and so not too early either.
    first = [number for number, move in enumerate(order) if y in move][:1]
    last = [number for number, move in enumerate(order) if x in move][-1:]
    return not first or not last or last < first


def broken_policy(scenario: Scenario, package: Done, order: Order) -> Iterator[str]:
    """Yield the prerequisites that are policy and are not kept to."""
    for step in scenario.steps:
        if step.policy and step.id in package:
            kept = package.issuperset(step.after)
            if not kept or not all(goes_before(order, x, step.id) for x in step.after):
                yield _prerequisite(step)


def refusing_parties(scenario: Scenario, package: Done) -> Iterator[str]:
    """Yield the parties that are better off without a deal."""
    for party in scenario.parties:
        if deals.value(scenario, party, package) < -NEAR:
            yield f"no_deal:{party.id}"


def refusing_bodies(
    scenario: Scenario, game: Game, package: Done, states: Sequence[State]
) -> Iterator[str]:
    """Yield who has a veto at home and uses it, and all whom a state on the way is too much for."""
    for party in scenario.parties:
        for ratifier in party.home:
            body = Ratifier(
                name=ratifier.id,
                party=party.id,
                no_deal=exact_or_none(ratifier.no_deal),
                value=exact_all(ratifier.value),
            )
            least = exact_or_none(ratifier.floor_on_the_way)
            on_the_way = [balance(game, body, state) for state in states]
            refuses = deals.veto_shortfall(scenario, party, ratifier, package) > NEAR
            # Reading: that floor binds voters too, from the first state to the last.
            if (least is not None and min(on_the_way) < least - NEAR) or (
                refuses and ratifier.votes is None and ratifier in _apart(scenario, party)
            ):
                yield _ratifier(party, ratifier)


def withheld_consents(scenario: Scenario, package: Done) -> Iterator[str]:
    """Yield those who are asked for their consent and do not give it."""
    for who in deals.asked(scenario, package):
        if deals.consent_shortfall(scenario, who, package) > NEAR:
            yield f"consent:{who}"


def broken_keys(game: Game, package: Done, order: Order, used: Used) -> Iterator[str]:
    """Yield who gains by breaking, pretending or relapsing, and who has to trust too much."""
    judgement = devices.judge(game, package, order, used)
    for party, bond in judgement.bond.items():
        if bond is None or bond > NEAR:
            yield f"bond:{party}"
    for (i, j), required in judgement.trust.items():
        # Reading: with the group dropped no exposure counts, not even one at V < 0, which no
        # trust could bear; with it kept, that one is broken even at a trust of 1.
        if required is None or required > game.trust[i, j] + NEAR:
            yield f"trust:{i}.{j}"


def missing_voters(scenario: Scenario, package: Done) -> Iterator[frozenset[str]]:
    """Yield every set of voters against a package with whose votes it would pass."""
    choices = []
    for party in scenario.parties:
        votes = {_ratifier(party, r): exact(r.votes) for r in party.home if r.votes is not None}
        against = [
            group
            for r in party.home
            for group in [_ratifier(party, r)]
            if group in votes and deals.veto_shortfall(scenario, party, r, package) > NEAR
        ]
        everyone = sum(votes.values(), ZERO)
        needed = exact(party.ratification.needs) * everyone
        choices.append(
            [
                away
                for away in subsets(against)
                if everyone - sum(votes[group] for group in against if group not in away)
                >= needed - NEAR
            ]
        )
    for one in product(*choices):
        yield frozenset(group for away in one for group in away)


def subsets(names: Sequence[str]) -> Iterator[Groups]:
    """Yield every subset of some names, small ones first, each in the order given."""
    for size in range(len(names) + 1):
        yield from combinations(names, size)


# --------------------------------------------------------------------------------------------
# Reasons, and what can be had


def can_hold(scenario: Scenario, kept: Iterable[str]) -> bool:
    """Tell whether a set of groups can hold."""
    return some_way(ways(scenario), kept)


def some_way(found: Iterable[Way], kept: Iterable[str]) -> bool:
    """Tell whether some package in some order breaks none of these groups."""
    return any(way.breaks.isdisjoint(kept) for way in found)


def reasons(scenario: Scenario) -> tuple[Groups, ...]:
    """Return the smallest sets of groups that cannot hold, small ones first, then by group."""
    return reasons_among(groups(scenario), ways(scenario))


def reasons_among(names: Groups, found: Sequence[Way]) -> tuple[Groups, ...]:
    """Return the same from groups and ways."""
    reached: list[Groups] = []
    for kept in subsets(names):
        if not any(set(one) <= set(kept) for one in reached) and not some_way(found, kept):
            reached.append(kept)
    return tuple(reached)


def maximal(scenario: Scenario) -> tuple[Groups, ...]:
    """Return the largest sets of groups that can hold, large ones first, then by group."""
    return maximal_among(groups(scenario), ways(scenario))


def maximal_among(names: Groups, found: Sequence[Way]) -> tuple[Groups, ...]:
    """Return the same from groups and ways."""
    reached: list[Groups] = []
    for size in range(len(names), -1, -1):
        for kept in combinations(names, size):
            if not any(set(kept) <= set(one) for one in reached) and some_way(found, kept):
                reached.append(kept)
    return tuple(reached)


def conflicts(found: Iterable[Groups]) -> list[set[Groups]]:
    """Return the reasons by conflict: those of two share no group, directly or through others."""
    parts: list[set[Groups]] = []
    for reason in found:
        touched = [part for part in parts if any(set(reason) & set(other) for other in part)]
        parts = [part for part in parts if part not in touched]
        parts.append({reason}.union(*touched))
    return parts
