"""Which packages of a table have an order that meets some groups: judged once, known from then on.

What meets more groups on the way meets fewer of them, and what fails fewer fails more. So a package
is judged only where its neighbours leave it open; and where one package is enough, those that are
worth most to all are judged before the rest.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from winset.deals.packages import Packages
from winset.impasse.groups import GroupSet
from winset.scenario.game import Bools, Floats

MOST_PROMISING = 64
"""Packages that are judged first where one is enough."""


@dataclass(frozen=True, eq=False)
class Passes:
    """What is known of the packages of a table.

    Attributes
    ----------
    packages
        Those of the table.
    judge
        Judges some of them: which have an order that meets some order groups.
    """

    packages: Packages
    judge: Callable[[GroupSet, Bools], Bools]
    _known: dict[GroupSet, tuple[Bools, Bools]] = field(default_factory=dict)

    def every(self, groups: GroupSet, asked: Bools) -> Bools:
        """Return which of the packages asked about have an order that meets these order groups."""
        passes, fails = self._so_far(groups)
        self._ask(groups, asked & ~passes & ~fails)
        return asked & passes

    def some(self, groups: GroupSet, asked: Bools) -> bool:
        """Return whether any of the packages asked about has an order that meets these."""
        passes, fails = self._so_far(groups)
        if (asked & passes).any():
            return True
        left = asked & ~fails
        return any(self._ask(groups, some) for some in (self._promising(left), left) if some.any())

    def _ask(self, groups: GroupSet, asked: Bools) -> bool:
        """Judge some packages; return whether any of them passes."""
        passes, fails = self._so_far(groups)
        found = self.judge(groups, asked)
        passes |= found
        fails |= asked & ~found
        return bool(found.any())

    def _so_far(self, groups: GroupSet) -> tuple[Bools, Bools]:
        """Return which packages are known to pass, and which to fail."""
        if groups not in self._known:
            passes, fails = np.zeros((2, len(self.packages.masks)), dtype=np.bool_)
            self._known[groups] = passes, fails
        passes, fails = self._known[groups]
        for other, (passing, failing) in self._known.items():
            if groups & ~other == 0:
                passes |= passing
            if other & ~groups == 0:
                fails |= failing
        return passes, fails

    def _promising(self, asked: Bools) -> Bools:
        places = np.flatnonzero(asked)
        if len(places) > MOST_PROMISING:
            best = np.argpartition(-self._promise[places], MOST_PROMISING)[:MOST_PROMISING]
            places = places[best]
        some = np.zeros_like(asked)
        some[places] = True
        return some

    @cached_property
    def _promise(self) -> Floats:
        """The least share that each package gives a party of the most that any gives it."""
        values = self.packages.values
        most = np.abs(values).max(axis=1, initial=1e-300)
        return np.asarray((values / most[:, None]).min(axis=0))
