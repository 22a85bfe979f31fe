"""Who is most tempted to break off at a state of a roadmap, and who is most exposed to others."""

import math

from winset.roadmaps.cheating import Cheat
from winset.roadmaps.roadmap import Node, Roadmap
from winset.scenario.game import TOLERANCE


def gain(roadmap: Roadmap, n: int, party: str) -> float:
    """Return the most that a party would gain by breaking at a state, openly or quietly."""
    tempted = roadmap.nodes[n].temptation[party]
    pretended = (move.pretence.get(party) for move in roadmap.moves[n : n + 1])
    return max(x for x in (tempted.open, tempted.relapse, *pretended) if x is not None)


def most_exposed(roadmap: Roadmap, n: int) -> tuple[str, tuple[str, ...], float] | None:
    """Return who would lose most at a state if another broke, to whom, and how much, if any.

    Parties are compared by shares of their gross gains, for each has a unit of its own.
    """
    node = roadmap.nodes[n]
    party = max(node.exposure, key=lambda party: _as_share(roadmap, party, loss(node, party)))
    most = loss(node, party)
    if most <= 0:
        return None
    losses = node.exposure[party]
    others = tuple(other for other, amount in losses.items() if amount >= most * (1 - TOLERANCE))
    return party, others, most


def most_tempted(roadmap: Roadmap, n: int) -> str:
    """Return who would gain most, or lose least, by breaking at a state; see `most_exposed`."""
    return max(
        roadmap.values,
        key=lambda party: _as_share(roadmap, party, gain(roadmap, n, party)),
    )


def _as_share(roadmap: Roadmap, party: str, amount: float) -> float:
    gross = roadmap.gross_gains[party]
    share = amount / gross if gross > 0 else amount and math.copysign(math.inf, amount)
    return round(share, 9)  # as good in another unit


def unseen_cheats(roadmap: Roadmap) -> tuple[tuple[int, Cheat], ...]:
    """Return who could cheat unseen, with its place in `Roadmap.cheating`; most to gain first."""
    unseen = [one for one in enumerate(roadmap.cheating or ()) if one[1].detection < 1]
    ranked = sorted(unseen, key=lambda one: -_as_share(roadmap, one[1].party, one[1].gain))
    return tuple(ranked)


def loss(node: Node, party: str) -> float:
    """Return the most that a party would lose at a state if another broke."""
    return max(node.exposure[party].values(), default=0.0)
