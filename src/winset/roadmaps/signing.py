"""Who signs packages with a game's numbers, many packages at a time."""

import numpy as np

from winset.roadmaps._signing_kernels import Signing
from winset.roadmaps.columns import with_bonuses
from winset.scenario.game import Game


def signing_of(game: Game) -> Signing:
    """Return what decides who signs."""
    voters = game.assemblies.voters
    bodies = (game.vetoes, game.consents, voters)
    always = np.full(len(game.parties), -1, dtype=np.int64)
    return Signing(
        value=with_bonuses(
            game,
            np.concatenate((game.value, *(one.value for one in bodies)), axis=-2),
            np.concatenate((game.bonus_value, *(one.bonus for one in bodies)), axis=-2),
        ),
        start=np.concatenate((-game.no_deal, *(-one.bar for one in bodies)), axis=-1),
        steps=np.concatenate((always, *(one.steps for one in bodies))),
        votes=np.ascontiguousarray(game.assemblies.votes),
        needs=game.assemblies.needs,
    )
