"""One package's done-sets, with what each state and move asks of the parties.

Steps are renumbered within the package: local bit a stands for its a-th step in file order.
"""

from dataclasses import dataclass

import numpy as np

from winset.deals.packages import gross_gains, values_of, worth_of
from winset.roadmaps.exits import Exits, required_trust, trust_lack
from winset.scenario import ScenarioTooLarge
from winset.scenario.compiled import TOLERANCE, Floats, Game, Masks, bits

MOST_STEPS = 22
"""Steps of one package whose states are all kept in memory: four million states."""


@dataclass(frozen=True, slots=True, eq=False)
class Lattice:
    """All states of one package.

    Attributes
    ----------
    steps : tuple of int
        The package's steps, by their place in the file.
    variant : (states,)
        Which of the numbers that steps may set hold at each state.
    value, scale : (parties,)
        V and B of the package.
    opens : (states, parties)
        The worth of the whole deal that keeps each party from openly breaking here.
    pretence : (variants, parties, steps)
        What a pretence on a step adds to that.
    state_share, state_lack, state_trust : (states,)
        At each state, over parties and pairs: the largest shortfall as a share of B (negative: the
        margin), trust that is lacking (negative: to spare), and trust required.
    move_lack, move_trust : (variants, steps)
        The same for each move, which depends on the state through the numbers set there only.
    after : (steps,)
        Who must come before whom within the package.
    benefit : (states,)
        Worth in place as a share of B, summed over the parties.
    """

    steps: tuple[int, ...]
    variant: Masks
    value: Floats
    scale: Floats
    opens: Floats
    pretence: Floats
    state_share: Floats
    state_lack: Floats
    state_trust: Floats
    move_lack: Floats
    move_trust: Floats
    after: Masks
    benefit: Floats


def build_lattice(exits: Exits, package: int, after: Masks) -> Lattice:
    """Return the states of a package.

    Parameters
    ----------
    package
        The set of its steps.
    after : (steps of the file,)
        Who must come before whom: the prerequisites, with any demanded order added.

    Raises
    ------
    ScenarioTooLarge
        Beyond `MOST_STEPS` steps.
    """
    game, steps = exits.game, tuple(bits(package))
    if len(steps) > MOST_STEPS:
        raise ScenarioTooLarge(
            f"a package of {len(steps)} steps has more orders than can be searched; the most is "
            f"{MOST_STEPS} steps; group steps that are done together"
        )
    states = _subsets(steps)
    value = values_of(game, states[-1:])[:, 0]
    scale = gross_gains(game, states[-1:])[:, 0]
    opens, relapse = exits.needs_at(states)
    losses = exits.losses_at(states, game.actors(package))
    pretended = exits.stack(lambda terms: terms.pretence_losses(value)[list(steps)])
    return Lattice(
        steps=steps,
        variant=game.variant(states),
        value=value,
        scale=scale,
        opens=opens,
        pretence=exits.stack(lambda terms: terms.pretence[:, steps]),
        state_share=as_share(opens + relapse - value, scale).max(axis=1),
        state_lack=trust_lack(losses, value, game.trust).max(axis=(1, 2)),
        state_trust=required_trust(losses, value).max(axis=(1, 2)),
        move_lack=trust_lack(pretended, value, game.trust).max(axis=(2, 3)),
        move_trust=required_trust(pretended, value).max(axis=(2, 3)),
        after=np.array([_local(int(after[k]), steps) for k in steps], dtype=np.int64),
        benefit=_benefit(game, states, scale),
    )


def as_share(gap: Floats, scale: Floats) -> Floats:
    """Return shortfalls as shares of B; a party with B = 0 is passed over unless it is tempted."""
    bare = np.where(gap > TOLERANCE, np.inf, -np.inf)
    return np.divide(gap, scale, out=bare, where=scale > 0)


def _subsets(steps: tuple[int, ...]) -> Masks:
    """Return every subset as a mask of the file's steps, in the order of the local bits."""
    sets = np.zeros(1, dtype=np.int64)
    for k in steps:
        sets = np.concatenate((sets, sets | (1 << k)))
    return sets


def _benefit(game: Game, states: Masks, scale: Floats) -> Floats:
    counted = scale > 0
    worth = worth_of(game.value[counted], game.bonus_value[counted], game, states)
    return np.asarray((worth / scale[counted, None]).sum(axis=0))


def _local(mask: int, steps: tuple[int, ...]) -> int:
    return sum(1 << a for a, k in enumerate(steps) if mask >> k & 1)
