"""One order of steps, walked through state by state."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from winset.deals.packages import signable
from winset.roadmaps.along import Along, along, indices, shares_done, steps_of
from winset.roadmaps.devices import escrowed
from winset.roadmaps.exits import Exits, required_trust, trust_lack
from winset.roadmaps.lattice import as_share
from winset.roadmaps.limits import levels
from winset.roadmaps.orders import grade
from winset.roadmaps.roadmap import Binding, Kind, Move, Node, Pairs, Roadmap, Temptation, Trust
from winset.scenario.amounts import cleared
from winset.scenario.compiled import TOLERANCE, Floats, Game


@dataclass(frozen=True, slots=True)
class Need:
    """What the whole deal must be worth to a party at one place to keep it from temptation."""

    party: int
    node: int
    step: int | None
    kind: Kind
    amount: float


@dataclass(frozen=True, slots=True)
class Exposed:
    """What one party would lose by another at one place, and the trust that asks for."""

    party: int
    other: int
    node: int
    step: int | None
    required: float
    lack: float


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """All that an order asks of the parties.

    Attributes
    ----------
    needs, gaps, shares
        Every need, what the whole deal falls short of it, and that as a share of B.
    exposed
        Every exposure.
    """

    needs: list[Need]
    gaps: Floats
    shares: Floats
    exposed: list[Exposed]


def walk(exits: Exits, order: tuple[int, ...], ties: int) -> Roadmap:
    """Return an order in full: its states and moves, what binds it, and its verdict.

    Parameters
    ----------
    order
        The moves, each as a mask.
    ties
        How many orders are as good.
    """
    game, way = exits.game, along(exits, order)
    needs, exposed = list(_needs(game, way)), list(_exposures(game, way))
    gaps = _gaps(way, needs)
    worst, share, lack = indices(way)
    trust = _trust(game, way, exposed)
    wants = [pair.required for others in trust.values() for pair in others.values()]
    return Roadmap(
        package=game.names(int(way.states[-1])),
        values=game.by_party(way.value),
        signable=bool(signable(game, way.states[-1:], way.value[:, None])[0]),
        verdict=grade(share, lack),
        margin=_margin(worst),
        required_bond=share if np.isfinite(share) else None,
        bond=_bonds(game, needs, gaps),
        required_trust=None if None in wants else max((w for w in wants if w), default=0.0),
        trust=trust,
        end_holds=_end_holds(way, needs, gaps, exposed),
        order=tuple(steps_of(game, move) for move in order),
        slices=_slices(game, int(way.states[-1])),
        nodes=tuple(_node(game, way, t) for t in range(len(way.states))),
        moves=tuple(_move(game, way, t) for t in range(len(order))),
        binding=(*_tightest(game, way, needs, gaps, worst), *_least_trusted(game, exposed, lack)),
        tempted=tuple(_tempted(game, way, needs, gaps)),
        ties=ties,
        escrow=escrowed(game),
    )


def judge(exits: Exits, order: tuple[int, ...]) -> Judged:
    """Return all that an order asks of the parties, place by place."""
    game, way = exits.game, along(exits, order)
    needs = list(_needs(game, way))
    gaps = _gaps(way, needs)
    return Judged(needs, gaps, _shares(way, needs, gaps), list(_exposures(game, way)))


def _gaps(way: Along, needs: list[Need]) -> Floats:
    """Return by how much the whole deal falls short of each need."""
    party = [need.party for need in needs]
    amounts = np.array([need.amount for need in needs])
    return cleared(amounts - way.value[party], way.dust[party])


def _margin(worst: float) -> float | None:
    """Return the margin of the largest shortfall: 0 within the tolerance, None if it is endless."""
    if not np.isfinite(worst):
        return None
    return -worst if abs(worst) > TOLERANCE else 0.0


def _end_holds(way: Along, needs: list[Need], gaps: Floats, exposed: list[Exposed]) -> bool:
    """Return whether both keys are passed once all is done; the order does not matter there."""
    end = len(way.order)
    shares = _shares(way, needs, gaps)
    kept = all(x <= TOLERANCE for need, x in zip(needs, shares, strict=True) if need.node == end)
    return kept and all(place.lack <= TOLERANCE for place in exposed if place.node == end)


def _needs(game: Game, way: Along) -> Iterator[Need]:
    """Yield every need on the way: at states open and by relapse, at moves by pretence."""
    for t, terms in enumerate(way.terms):
        for i in range(len(game.parties)):
            opens = float(way.opens[t, i])
            yield Need(i, t, None, "open", opens)
            for k in way.undoable(t):
                if terms.relapse[i, k] > 0:
                    yield Need(i, t, k, "relapse", opens + float(terms.relapse[i, k]))
            next_ = way.pretended(t)
            if next_ is not None and terms.pretence[i, next_] > 0:
                amount = opens + float(terms.pretence[i, next_])
                yield Need(i, t, next_, "pretence", amount)


def _exposures(game: Game, way: Along) -> Iterator[Exposed]:
    """Yield every exposure along the way, by pair: at each state, and to each pretended move."""
    for t, losses in enumerate(way.losses):
        yield from _exposed(game, way, losses, t, None)
        if (k := way.pretended(t)) is not None:
            yield from _exposed(game, way, way.move_losses(t), t, k)


def _exposed(
    game: Game, way: Along, losses: Floats, node: int, step: int | None
) -> Iterator[Exposed]:
    weighed = losses * way.going_on[node]
    required = required_trust(weighed, way.value)
    lack = trust_lack(weighed, way.value, game.trust)
    for i, j in np.argwhere(losses > 0):
        yield Exposed(int(i), int(j), node, step, float(required[i, j]), float(lack[i, j]))


def _shares(way: Along, needs: list[Need], gaps: Floats) -> Floats:
    return as_share(gaps, way.scale[[need.party for need in needs]])


def _bonds(game: Game, needs: list[Need], gaps: Floats) -> dict[str, float | None]:
    """Return what added to each party's penalty removes its temptations; None: nothing does."""
    bond = np.zeros(len(game.parties))
    for need, gap in zip(needs, gaps, strict=True):
        bond[need.party] = max(bond[need.party], gap)
    return {
        party: amount if np.isfinite(amount) else None
        for party, amount in game.by_party(bond).items()
    }


def _trust(game: Game, way: Along, exposed: list[Exposed]) -> dict[str, dict[str, Trust]]:
    needed = np.zeros_like(game.trust)
    for place in exposed:
        cell = (place.party, place.other)
        needed[cell] = max(needed[cell], place.required)
    return {
        party: {
            other: Trust(
                float(needed[i, j]) if np.isfinite(needed[i, j]) else None, float(game.trust[i, j])
            )
            for j, other in game.each_party()
            if j != i and way.actors[j]
        }
        for i, party in game.each_party()
    }


def _tightest(
    game: Game, way: Along, needs: list[Need], gaps: Floats, worst: float
) -> Iterator[Binding]:
    """Yield the places at the least margin."""
    shares = _shares(way, needs, gaps)
    for need, gap, share in zip(needs, gaps, shares, strict=True):
        if share > -np.inf and (share == worst or share >= worst - TOLERANCE):
            yield _falls_short(game, need, float(gap))


def _tempted(game: Game, way: Along, needs: list[Need], gaps: Floats) -> Iterator[Binding]:
    """Yield for each party that would break the place where it falls furthest short, the first."""
    shares = _shares(way, needs, gaps)
    for i in range(len(game.parties)):
        own = [n for n, need in enumerate(needs) if need.party == i]
        n = max(own, key=lambda n: (round(float(shares[n]), 9), -needs[n].node))
        if shares[n] > TOLERANCE:
            yield _falls_short(game, needs[n], float(gaps[n]))


def _falls_short(game: Game, need: Need, gap: float) -> Binding:
    step = None if need.step is None else game.steps[need.step]
    amount = gap if np.isfinite(gap) else None
    return Binding("incentive", game.parties[need.party], None, need.node, step, need.kind, amount)


def _least_trusted(game: Game, exposed: list[Exposed], lack: float) -> Iterator[Binding]:
    """Yield the places at the largest lack of trust, where there is one."""
    for place in exposed:
        if lack > TOLERANCE and place.lack >= lack - TOLERANCE:
            step = None if place.step is None else game.steps[place.step]
            party, other = game.parties[place.party], game.parties[place.other]
            yield Binding("trust", party, other, place.node, step, "exposure", place.lack)


def _node(game: Game, way: Along, t: int) -> Node:
    openly = way.temptation[t]
    state = way.states[t : t + 1]
    return Node(
        done=game.names(int(state[0])),
        parts=_parts(game, int(state[0])),
        temptation={
            party: Temptation(float(openly[i]), _relapse(way, i, t, float(openly[i])))
            for i, party in game.each_party()
        },
        exposure=_pairs(game, way, way.losses[t]),
        ledgers=dict(zip(game.bounds.ids, map(float, levels(game, state)[:, 0]), strict=True)),
    )


def _slices(game: Game, package: int) -> dict[str, int]:
    """Return in how many slices steps are done, those done whole left out."""
    counts = zip(game.ids, game.parts, strict=True)
    return {
        step: part.bit_count() for step, part in counts if part & package and part.bit_count() > 1
    }


def _parts(game: Game, done: int) -> dict[str, float]:
    """Return the share done of steps that are begun and not complete."""
    return {step: share for step, share in shares_done(game, done).items() if share < 1}


def _relapse(way: Along, i: int, t: int, openly: float) -> float | None:
    """Return the most that a quiet relapse would gain: (1−q)ρc + qT."""
    game = way.terms[t].game
    q, cost = game.detection, -game.undone * game.value[i] * game.so_far
    own = [k for k in way.undoable(t) if game.performs[i, k] and cost[k] > 0]
    gains = [(1 - q[k]) * cost[k] + q[k] * openly for k in own]
    return float(cleared(np.array(max(gains)), way.dust[i])) if gains else None


def _move(game: Game, way: Along, t: int) -> Move:
    openly = way.temptation[t]
    pretence: dict[str, float] = {}
    if (k := way.pretended(t)) is not None:
        here = way.terms[t].game
        q, cost = here.detection[k], -here.value[:, k] * here.due[k]
        gains = cleared((1 - q) * cost + q * openly, way.dust)
        for i, party in game.each_party():
            if here.performs[i, k] and cost[i] > 0:
                pretence[party] = float(gains[i])
    ids = steps_of(game, way.order[t])
    return Move(
        step=ids[0] if len(ids) == 1 else None,
        pretence=pretence,
        exposure=_pairs(game, way, way.move_losses(t)),
    )


def _pairs(game: Game, way: Along, losses: Floats) -> Pairs:
    """Return losses by pair, for those who could betray."""
    return {
        party: {
            other: float(losses[i, j]) for j, other in game.each_party() if j != i and way.actors[j]
        }
        for i, party in game.each_party()
    }
