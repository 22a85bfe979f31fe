"""The best deal that holds at each level of trust."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from winset.deals.solutions import choose
from winset.roadmaps.choose import packages_by_escrows
from winset.roadmaps.exits import with_trust
from winset.roadmaps.keeping import by_one_key, passing
from winset.roadmaps.safeguards import Safeguards
from winset.tools.result import Result

TRUST_LEVELS = tuple(round(0.1 * tenth, 1) for tenth in range(11))


@dataclass(frozen=True, slots=True)
class TrustLevel(Result):
    """The best package that holds where everybody trusts everybody else at one level.

    `package` and `values` are None where none holds; `count` is how many do.
    """

    trust: float
    package: tuple[str, ...] | None
    values: Mapping[str, float] | None
    count: int


def best_by_trust(safeguards: Safeguards, slices: int = 1) -> tuple[TrustLevel, ...]:
    """Return the best package that holds at each level of `TRUST_LEVELS`, the lowest first.

    What holds at a level holds at every higher one.

    Parameters
    ----------
    slices
        The number of slices where the file leaves it open.
    """
    options = list(packages_by_escrows(safeguards, slices))
    asked = [
        passing(
            sets,
            packages.masks,
            packages.signable & (packages.masks != 0),
            by_one_key(sets.terms, trust=False),
        )
        for sets, packages in options
    ]
    alone = np.eye(len(safeguards.game.parties), dtype=np.bool_)
    levels = []
    for trust in reversed(TRUST_LEVELS):
        asked = [
            passing(
                replace(sets, exits=with_trust(sets.exits, np.where(alone, 1.0, trust))),
                packages.masks,
                some,
            )
            for (sets, packages), some in zip(options, asked, strict=True)
        ]
        masks = np.concatenate([p.masks[some] for (_, p), some in zip(options, asked, strict=True)])
        values = np.hstack([p.values[:, some] for (_, p), some in zip(options, asked, strict=True)])
        if not len(masks):
            levels.append(TrustLevel(trust, None, None, 0))
            continue
        best = choose(masks, values)
        worth = safeguards.game.by_party(values[:, best])
        names = safeguards.game.names(int(masks[best]))
        levels.append(TrustLevel(trust, names, worth, len(np.unique(masks))))
    return tuple(reversed(levels))
