"""One order of steps, judged state by state: what binds it, who is tempted, and its verdict."""

from collections.abc import Iterator, Sequence

import numpy as np

from winset.deals.packages import signable
from winset.roadmaps.clock import times_of
from winset.roadmaps.going_on import signed
from winset.roadmaps.limits import levels
from winset.roadmaps.order_path import OrderPath, indices, moves_named, shares_done, steps_of
from winset.roadmaps.requirements import Exposure, Need, Requirements, requirements_of
from winset.roadmaps.roadmap import Binding, Node, Pairs, Roadmap, RoadmapMove, Temptation, Trust
from winset.roadmaps.safeguards import escrowed
from winset.roadmaps.verdicts import verdict_of
from winset.scenario.amounts import cleared
from winset.scenario.game import TOLERANCE, Floats, Game


def judge_order(path: OrderPath, ties: int | None) -> Roadmap:
    """Return an order in full: its states and moves, what binds it, and its verdict.

    Parameters
    ----------
    path
        Its states and moves.
    ties
        How many orders are as good; None where that is not known.
    """
    game, order = path.game, path.order
    asked = requirements_of(path)
    times = times_of(game, order) if path.in_time else None
    worst, share, lack = indices(path)
    trust = _trust(path, asked.exposed)
    wants = [pair.required for others in trust.values() for pair in others.values()]
    return Roadmap(
        package=game.names(int(path.states[-1])),
        values=game.by_party(path.value),
        gross_gains=game.by_party(path.scale),
        signable=_signed(path),
        verdict=verdict_of(share, lack),
        margin=_margin(worst),
        required_bond=share if np.isfinite(share) else None,
        bond=_bonds(game, asked),
        required_trust=None if None in wants else max((w for w in wants if w), default=0.0),
        trust=trust,
        end_holds=_end_holds(asked, len(order)),
        order=moves_named(game, order),
        slices=_slices(game, int(path.states[-1])),
        nodes=tuple(_node(game, path, t, times) for t in range(len(path.states))),
        moves=tuple(_move(game, path, t) for t in range(len(order))),
        binding=(*_tightest(game, asked, worst), *_least_trusted(game, asked.exposed, lack)),
        tempted=tuple(_tempted(game, asked)),
        ties=ties,
        escrow=escrowed(game),
    )


def _signed(path: OrderPath) -> bool:
    """Return whether all sign: the package, or with time counted the order, at its start."""
    game, states = path.game, path.states
    if path.in_time:
        return signed(game, states, times_of(game, path.order), path.going)
    return bool(signable(game, states[-1:], path.value[:, None])[0])


def _margin(worst: float) -> float | None:
    """Return the margin of the largest shortfall: 0 within the tolerance, None if it is endless."""
    if not np.isfinite(worst):
        return None
    return -worst if abs(worst) > TOLERANCE else 0.0


def _end_holds(asked: Requirements, end: int) -> bool:
    """Return whether both keys are passed once all is done; the order does not matter there."""
    shares = zip(asked.needs, asked.shares, strict=True)
    kept = all(share <= TOLERANCE for need, share in shares if need.node == end)
    return kept and all(place.lack <= TOLERANCE for place in asked.exposed if place.node == end)


def _bonds(game: Game, asked: Requirements) -> dict[str, float | None]:
    """Return what added to each party's penalty removes its temptations; None: nothing does."""
    bond = np.zeros(len(game.parties))
    for need, gap in zip(asked.needs, asked.gaps, strict=True):
        bond[need.party] = max(bond[need.party], gap)
    return {
        party: amount if np.isfinite(amount) else None
        for party, amount in game.by_party(bond).items()
    }


def _trust(path: OrderPath, exposed: list[Exposure]) -> dict[str, dict[str, Trust]]:
    game = path.game
    needed = np.zeros_like(game.trust)
    for place in exposed:
        cell = (place.party, place.other)
        needed[cell] = max(needed[cell], place.required)

    def trust(i: int, j: int) -> Trust:
        required = float(needed[i, j]) if np.isfinite(needed[i, j]) else None
        return Trust(required, float(game.trust[i, j]))

    return path.by_pair(trust)


def _tightest(game: Game, asked: Requirements, worst: float) -> Iterator[Binding]:
    """Yield the places at the least margin."""
    for need, gap, share in zip(asked.needs, asked.gaps, asked.shares, strict=True):
        if share > -np.inf and (share == worst or share >= worst - TOLERANCE):
            yield _falls_short(game, need, float(gap))


def _tempted(game: Game, asked: Requirements) -> Iterator[Binding]:
    """Yield for each party that would break the place where it falls furthest short, the first."""
    needs, shares = asked.needs, asked.shares
    for i in range(len(game.parties)):
        own = [n for n, need in enumerate(needs) if need.party == i]
        n = max(own, key=lambda n: (round(float(shares[n]), 9), -needs[n].node))
        if shares[n] > TOLERANCE:
            yield _falls_short(game, needs[n], float(asked.gaps[n]))


def _falls_short(game: Game, need: Need, gap: float) -> Binding:
    step = None if need.step is None else game.steps[need.step]
    amount = gap if np.isfinite(gap) else None
    return Binding("incentive", game.parties[need.party], None, need.node, step, need.kind, amount)


def _least_trusted(game: Game, exposed: list[Exposure], lack: float) -> Iterator[Binding]:
    """Yield the places at the largest lack of trust, where there is one."""
    for place in exposed:
        if lack > TOLERANCE and place.lack >= lack - TOLERANCE:
            step = None if place.step is None else game.steps[place.step]
            party, other = game.parties[place.party], game.parties[place.other]
            yield Binding("trust", party, other, place.node, step, "exposure", place.lack)


def _node(game: Game, path: OrderPath, t: int, times: Sequence[float] | None) -> Node:
    openly = path.temptation[t]
    state = path.states[t : t + 1]
    return Node(
        done=game.names(int(state[0])),
        parts=_parts(game, int(state[0])),
        temptation={
            party: Temptation(float(openly[i]), _relapse(path, i, t, float(openly[i])))
            for i, party in game.each_party()
        },
        exposure=_pairs(path, path.losses[t]),
        ledgers=dict(zip(game.bounds.ids, map(float, levels(game, state)[:, 0]), strict=True)),
        time=None if times is None else times[t],
        values=None if times is None else game.by_party(path.going[t]),
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


def _relapse(path: OrderPath, i: int, t: int, openly: float) -> float | None:
    """Return the most that a quiet relapse would gain: (1−q)ρc + qT."""
    game = path.terms[t].game
    q, cost = game.detection, -game.undone * game.value[i] * game.so_far
    own = [k for k in path.undoable(t) if game.performs[i, k] and cost[k] > 0]
    gains = [(1 - q[k]) * cost[k] + q[k] * openly for k in own]
    return float(cleared(np.array(max(gains)), path.dust[i])) if gains else None


def _move(game: Game, path: OrderPath, t: int) -> RoadmapMove:
    openly = path.short_of(path.opens[t], path.going[t + 1])
    pretence: dict[str, float] = {}
    if (k := path.pretended(t)) is not None:
        here = path.terms[t].game
        q, cost = here.detection[k], -here.value[:, k] * here.due[k]
        gains = cleared((1 - q) * cost + q * openly, path.dust)
        for i, party in game.each_party():
            if here.performs[i, k] and cost[i] > 0:
                pretence[party] = float(gains[i])
    ids = steps_of(game, path.order[t])
    return RoadmapMove(
        step=ids[0] if len(ids) == 1 else None,
        pretence=pretence,
        exposure=_pairs(path, path.move_losses(t)),
    )


def _pairs(path: OrderPath, losses: Floats) -> Pairs:
    return path.by_pair(lambda i, j: float(losses[i, j]))
