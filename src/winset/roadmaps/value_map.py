"""What each package is worth to each party, by whether it could be signed, and would be kept."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from winset.roadmaps.choose import JudgedPackages
from winset.scenario.game import Bools, Floats


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ValueMap:
    """V of all non-empty packages, under every choice of escrows.

    Attributes
    ----------
    possible, signable, kept : (parties, packages)
        Of all, of those that would be signed, and of those that would also be kept; the parties
        in the order of the file.
    """

    possible: Floats
    signable: Floats
    kept: Floats


def value_map(options: Sequence[JudgedPackages], listed: Sequence[int]) -> ValueMap:
    """Return what packages are worth that were judged under each choice of escrows.

    Parameters
    ----------
    listed
        The rows of a game in the order of the file (`Game.listed`).
    """

    def values(chosen: Callable[[JudgedPackages], Bools]) -> Floats:
        some = [one.packages.values[:, chosen(one) & (one.packages.masks != 0)] for one in options]
        return np.hstack(some)[list(listed)]

    return ValueMap(
        possible=values(lambda one: one.packages.masks != 0),
        signable=values(lambda one: one.packages.signable),
        kept=values(lambda one: one.judged.holds),
    )
