"""The plain twin of roadmaps with devices: exact, by full enumeration, slow and straight.

It covers slices, escrowed swaps, what must not happen on the way (ledgers, floors of ratifiers,
windows), learning, and agreements under way, all together. Whole steps, and whatever the devices
do not change, are read from `reference`; states and orders from `device_states`, whose words are
used here too. The calendar is in `device_calendar`.

A *place* is a state or a move of an order. Where the definitions leave room, a comment says
"Reading:".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations
from math import prod

from references.device_states import (
    Game,
    Move,
    Order,
    State,
    Used,
    at,
    in_place,
    orders,
    packages,
    shares,
    signable,
    started,
    state_of,
    step_of,
    visited,
    with_escrows,
)
from references.reference import (
    INFINITE,
    ONE,
    VERDICTS,
    ZERO,
    Bound,
    Done,
    Pair,
    Vector,
    Verdict,
    fallback,
    gain,
    gross,
    guarantee,
    kept_after_head_start,
    kept_of_breakers_own,
    largest_lack,
    margin_and_share,
    minimal,
    no_deal,
    or_infinite,
    own_cost,
    penalty,
    performers,
    remembered,
    required_bond,
    trust_in,
    undone,
    value,
)

# --------------------------------------------------------------------------------------------
# Exit values, temptations, exposures (of a game with its escrows)


def negative_bonus(game: Game, party: str, state: State) -> Fraction:
    """Return what an exit does not shed of bonuses: by the least share done of their steps."""
    x = shares(game, state)
    total = ZERO
    for when, worths in game.bonuses:
        total += min(worths.get(party, ZERO), ZERO) * min(x[name] for name in when)
    return total


def exit_value_breaking(game: Game, party: str, state: State) -> Fraction:
    """Return what a party keeps where it breaks itself, without fallback and penalty."""
    x = shares(game, state)
    total = negative_bonus(game, party, state)
    for k in game.steps:
        kept = kept_of_breakers_own(k, party) if party in k.by else kept_after_head_start(k)
        total += x[k.name] * kept * gain(k, party)
    return total


def exit_value_betrayed(game: Game, party: str, traitor: str, state: State) -> Fraction:
    """Return what a party keeps where another breaks, without fallback and guarantee."""
    x = shares(game, state)
    total = negative_bonus(game, party, state)
    for k in game.steps:
        kept = ONE
        if traitor in k.by:
            kept = kept_of_breakers_own(k, traitor)
        elif party in k.by:
            kept = kept_after_head_start(k)
        total += x[k.name] * kept * gain(k, party)
    return total


def need_open(game: Game, party: str, state: State) -> Fraction:
    """Return what the deal must be worth for an open break at a state to be no temptation."""
    here = at(game, state)
    leaving = exit_value_breaking(here, party, state)
    leaving += fallback(here, party, started(here, state))
    return leaving - penalty(here, party) - no_deal(here, party)


def temptation_open(game: Game, party: str, package: Done, state: State) -> Fraction:
    """Return what a party gains by breaking openly at a state."""
    return need_open(game, party, state) - value(game, party, package)


def saved_by_pretence(game: Game, party: str, state: State, name: str) -> Fraction:
    """Return the cost that a party saves by pretending all that is due of an own step."""
    step = step_of(at(game, state), name)
    return own_cost(step, party) * (1 - shares(game, state)[name])


def saved_by_relapse(game: Game, party: str, state: State, name: str) -> Fraction:
    """Return the cost that a party wins back by undoing what is done of an own step."""
    step = step_of(at(game, state), name)
    return undone(step) * own_cost(step, party) * shares(game, state)[name]


def temptation_hidden(
    game: Game, party: str, package: Done, state: State, name: str, saved: Fraction
) -> Fraction | None:
    """Return what cheating on a step brings, found out with its detection; None: nothing saved."""
    q = step_of(at(game, state), name).detection
    if saved == 0:
        return None
    return (1 - q) * saved + q * temptation_open(game, party, package, state)


def need_hidden(game: Game, party: str, state: State, name: str, saved: Fraction) -> Bound:
    """Return what the deal must be worth for that to be no temptation."""
    q = step_of(at(game, state), name).detection
    if saved == 0:
        return -INFINITE
    return INFINITE if q == 0 else need_open(game, party, state) + saved * (1 - q) / q


def exposure_state(game: Game, party: str, other: str, state: State) -> Fraction:
    """Return what a party loses, against no deal, where another breaks at a state."""
    here = at(game, state)
    left = exit_value_betrayed(here, party, other, state)
    left += fallback(here, party, started(here, state))
    return max(no_deal(here, party) - left - guarantee(here, party), ZERO)


def exposure_pretence(
    game: Game, party: str, other: str, package: Done, state: State, name: str
) -> Fraction:
    """Return what a party can lose by another's pretence on all that is due of a step."""
    here = at(game, state)
    step, due = step_of(here, name), 1 - shares(game, state)[name]
    if other not in step.by:
        return ZERO
    shortfall = gain(step, party) * due - value(game, party, package) - guarantee(here, party)
    return (1 - step.detection) * max(shortfall, ZERO)


# --------------------------------------------------------------------------------------------
# Learning


def survived(game: Game, other: str, state: State) -> Fraction:
    """Return the chance that an opportunist has made all the moves of a performer so far."""
    own = ((k, c) for k, c in zip(game.steps, state, strict=True) if other in k.by)
    return prod(((1 - k.hazard) ** c for k, c in own), start=ONE)


def learnt(prior: Fraction, chance: Fraction) -> Fraction:
    """Return trust after moves that an opportunist makes with that chance only."""
    # Reading: after a move at which every opportunist stops there is certainty, even from prior 0.
    return ONE if chance == 0 else prior / (prior + (1 - prior) * chance)


def required_prior(deal: Fraction, exposure: Fraction, chance: Fraction) -> Fraction | None:
    """Return the prior trust with which what is learnt suffices; None where none does."""
    if exposure == 0:
        return ZERO
    if deal < 0:
        return None
    if chance == 0:
        return ZERO  # certainty suffices, even at deal = 0
    odds_times_deal = exposure * chance
    return odds_times_deal / (deal + odds_times_deal)


def completion(game: Game, package: Done, used: Used = ()) -> dict[str, Fraction]:
    """Return, for each party, the chance it sees that all others go on to the end."""
    # Reading: seen from where the order starts, with what has been learnt from what stands.
    game = with_escrows(game, used)
    begin, end = state_of(game, game.done), state_of(game, package)
    chances = dict.fromkeys(game.parties, ONE)
    for j in performers(game, package):
        rest = tuple(e - b for e, b in zip(end, begin, strict=True))
        for i in game.parties:
            if i != j:
                p = learnt(trust_in(game, i, j), survived(game, j, begin))
                chances[i] *= p + (1 - p) * survived(game, j, rest)
    return chances


# --------------------------------------------------------------------------------------------
# Places


@dataclass(frozen=True)
class Place:
    """A state or a move: each party's largest need, and the prior trust that pairs require."""

    needs: Mapping[str, Bound]
    trust: Mapping[Pair, Fraction | None]


@remembered
def place_state(game: Game, package: Done, state: State) -> Place:
    """Return what a state asks for: open breaks and relapses, and what they expose others to."""
    needs: dict[str, Bound] = {}
    for i in game.parties:
        relapses = [
            need_hidden(game, i, state, name, saved_by_relapse(game, i, state, name))
            for name in started(game, state)
        ]
        needs[i] = max(need_open(game, i, state), *relapses, -INFINITE)
    trust = {
        (i, j): _prior_at(game, i, j, package, state, exposure_state(game, i, j, state))
        for i, j in _pairs(game, package)
    }
    return Place(needs, trust)


@remembered
def place_move(game: Game, package: Done, state: State, move: Move) -> Place:
    """Return what a move asks for: pretences, which an escrowed swap leaves no room for."""
    if len(move) > 1:
        return Place({}, {})
    (name,) = move
    needs = {
        i: need_hidden(game, i, state, name, saved_by_pretence(game, i, state, name))
        for i in game.parties
    }
    trust = {}
    for i, j in _pairs(game, package):
        exposure = exposure_pretence(game, i, j, package, state, name)
        trust[i, j] = _prior_at(game, i, j, package, state, exposure)
    return Place(needs, trust)


def _pairs(game: Game, package: Done) -> list[Pair]:
    return [(i, j) for j in performers(game, package) for i in game.parties if i != j]


def _prior_at(
    game: Game, party: str, other: str, package: Done, state: State, exposure: Fraction
) -> Fraction | None:
    return required_prior(value(game, party, package), exposure, survived(game, other, state))


# --------------------------------------------------------------------------------------------
# The judgement of one order


@dataclass(frozen=True)
class Judgement:
    """What can be said of some places of a package, mostly of all that an order visits.

    Attributes are those of `reference.Judgement`; ``trust`` and ``lack`` are about the trust that
    there must be before the first move.
    """

    margin: Fraction | None
    share: Fraction | None
    bond: Mapping[str, Fraction | None]
    trust: Mapping[Pair, Fraction | None]
    lack: Fraction
    trust_key: bool

    @property
    def incentive_key(self) -> bool:
        """Whether nobody gains by breaking, pretending, relapsing."""
        return self.share == 0

    @property
    def verdict(self) -> Verdict:
        """The two keys in one word."""
        return VERDICTS[(not self.incentive_key) * 2 + (not self.trust_key)]

    @property
    def rank(self) -> tuple[int, Bound, Fraction]:
        """What orders are compared by, smaller is better: verdict, share, lack."""
        return VERDICTS.index(self.verdict), or_infinite(self.share), self.lack


def judge_places(game: Game, package: Done, places: Iterable[Place]) -> Judgement:
    """Judge a package, in a game with its escrows, by some places."""
    needs: dict[str, list[Bound]] = {i: [] for i in game.parties}
    trust: dict[Pair, Fraction | None] = dict.fromkeys(_pairs(game, package), ZERO)
    for place in places:
        for i, need in place.needs.items():
            needs[i].append(need)
        for pair, prior in place.trust.items():
            known = trust[pair]
            trust[pair] = None if known is None or prior is None else max(known, prior)
    margin, share = margin_and_share(game, package, needs)
    bonds = {i: required_bond(value(game, i, package), (*needs[i], -INFINITE)) for i in needs}
    trusted = all(r is not None and r <= trust_in(game, i, j) for (i, j), r in trust.items())
    return Judgement(margin, share, bonds, trust, largest_lack(game, trust), trusted)


def judge(game: Game, package: Done, order: Order, used: Used = ()) -> Judgement:
    """Judge one order of a package, with the escrows it uses."""
    states = visited(game, order, used)
    game = with_escrows(game, used)
    places = [place_state(game, package, state) for state in states]
    places += [place_move(game, package, s, m) for s, m in zip(states[:-1], order, strict=True)]
    return judge_places(game, package, places)


def end_holds(game: Game, package: Done, used: Used = ()) -> bool:
    """Tell whether the complete package holds, whatever the order that led there."""
    game = with_escrows(game, used)
    end = place_state(game, package, state_of(game, package))
    return judge_places(game, package, [end]).verdict == "holds"


# --------------------------------------------------------------------------------------------
# All orders of one package


def benefit(game: Game, package: Done, order: Order, used: Used = ()) -> Fraction:
    """Return how soon benefits come: worth in place over gross gain, over states and parties."""
    states = visited(game, order, used)
    game = with_escrows(game, used)
    total = ZERO
    for i in game.parties:
        scale = gross(game, i, package)
        if scale > 0:
            total += sum((in_place(game, i, state) for state in states), ZERO) / scale
    return total


def usable(game: Game, package: Done) -> list[Used]:
    """Return all sets of escrows that a planner may use, few ones first, then file order."""
    inside = [
        e
        for e, escrow in enumerate(game.escrows)
        if escrow.steps <= package and not escrow.steps & game.done
    ]
    chosen = []
    for size in range(len(inside) + 1):
        for used in combinations(inside, size):
            members = [name for e in used for name in game.escrows[e].steps]
            disjoint = len(members) == len(set(members))
            if disjoint and (signable(game, package, used) or not signable(game, package)):
                chosen.append(used)
    return chosen


@dataclass(frozen=True)
class Best:
    """The best order of a package, the escrows that it uses, and the number of orders as good."""

    order: Order
    used: Used
    judgement: Judgement
    ties: int


def best(game: Game, package: Done, before: Sequence[Pair] = ()) -> Best | None:
    """Return the best order of a package, or None where no order is admissible.

    The escrows first: best verdict, least share, least lack, largest Nash product, fewest, file
    order. With them, among the orders of that verdict, share and lack: benefits soonest, then
    the file's order.
    """
    judged = {
        used: {o: judge(game, package, o, used) for o in orders(game, package, used, before)}
        for used in usable(game, package)
    }
    judged = {used: judgements for used, judgements in judged.items() if judgements}
    if not judged:
        return None
    least = min(j.rank for judgements in judged.values() for j in judgements.values())
    as_good = {
        used: [o for o, j in judgements.items() if j.rank == least]
        for used, judgements in judged.items()
    }
    # max keeps the first of equals: the fewest escrows, and the file's order
    chosen = max((u for u in as_good if as_good[u]), key=lambda u: nash_product(game, package, u))
    order = max(as_good[chosen], key=lambda o: benefit(game, package, o, chosen))
    ties = sum(len(found) for found in as_good.values())
    return Best(order, chosen, judged[chosen][order], ties)


def nash_product(game: Game, package: Done, used: Used = ()) -> Fraction:
    """Return the product of all parties' values, the costs of escrows counted."""
    # Reading: a party that would not sign makes it 0, however many there are.
    game = with_escrows(game, used)
    return prod((max(ZERO, value(game, i, package)) for i in game.parties), start=ONE)


def bond_front(game: Game, package: Done) -> frozenset[Vector]:
    """Return the minimal vectors of required bonds over all orders, no escrow used."""
    judgements = (judge(game, package, order) for order in orders(game, package))
    return minimal(tuple(or_infinite(j.bond[i]) for i in game.parties) for j in judgements)


# --------------------------------------------------------------------------------------------
# Slices where any number will do


def sliced(game: Game, slices: int) -> Game:
    """Return the game in which all steps of any number of slices have this one."""
    return replace(
        game,
        steps=tuple(replace(k, slices=slices) if k.slices is None else k for k in game.steps),
    )


def smallest_slices(game: Game, package: Done, most: int) -> int | None:
    """Return the smallest number of slices with which a package holds; None: not up to most."""
    for slices in range(1, most + 1):
        found = best(sliced(game, slices), package)
        if found is not None and found.judgement.verdict == "holds":
            return slices
        if all(k.slices is not None for k in game.steps if k.name in package):
            break
    return None


def settled(game: Game, package: Done, most: int) -> Game:
    """Return the game with the number of slices that a package takes; 1 where none holds."""
    return sliced(game, smallest_slices(game, package, most) or 1)


# --------------------------------------------------------------------------------------------
# Every package


def counts(game: Game, most: int = 3) -> dict[str, int]:
    """Count non-empty packages: all, signable, and those that pass both keys, or either.

    A package passes if some order with some escrows does; the last three are among the signable.
    ``most`` is the largest number of slices tried where any will do.
    """
    everything = [p for p in packages(game) if p]
    totals = {"packages": len(everything), "signable": 0, "holds": 0, "incentive": 0, "trust": 0}
    for package in everything:
        if not signable(sliced(game, 1), package):
            continue
        one = settled(game, package, most)
        judgements = [
            judge(one, package, order, used)
            for used in usable(one, package)
            for order in orders(one, package, used)
        ]
        totals["signable"] += 1
        totals["holds"] += any(j.verdict == "holds" for j in judgements)
        totals["incentive"] += any(j.incentive_key for j in judgements)
        totals["trust"] += any(j.trust_key for j in judgements)
    return totals
