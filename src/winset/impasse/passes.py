"""Which packages of a table have an order that meets what is asked: judged once, then known.

What is asked is a set, of groups and of whatever else makes it harder: a package that meets it
meets every part of it, and one that fails it fails all that hold it. So a package is judged only
where its neighbours leave it open; and where one package is enough, those that are worth most to
all are judged before the rest.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from winset.impasse.groups import MOST_GROUPS, GroupSet
from winset.impasse.package_tables import PackageTable
from winset.scenario.game import Bools, Masks

MOST_PROMISING = 1024
"""Packages that are judged first where one is enough."""

Judge = Callable[[GroupSet, Bools], Bools]


@dataclass(frozen=True, eq=False)
class Passes:
    """What is known of the packages of a table.

    Attributes
    ----------
    judge
        Judges some of its packages: which have an order that meets some order groups.
    kept
        What is asked beside groups, as a set: see `beside`.
    """

    table: PackageTable
    judge: Judge
    kept: int = 0
    _found: list[tuple[int, Masks, Masks]] = field(default_factory=list)
    _known: dict[int, "_Known"] = field(default_factory=dict)

    def beside(self, judge: Judge, kept: int) -> "Passes":
        """Return what is known of the same packages where these things are asked beside groups."""
        return Passes(self.table, judge, kept, self._found, self._known)

    def every(self, groups: GroupSet, asked: Bools) -> Bools:
        """Return which of the packages asked about have an order that meets these order groups."""
        known = self._so_far(groups)
        self._ask(groups, asked & ~known.passes & ~known.fails)
        return asked & self._so_far(groups).passes

    def some(self, groups: GroupSet, asked: Bools) -> bool:
        """Return whether any of the packages asked about has an order that meets these."""
        known = self._so_far(groups)
        if (asked & known.passes).any():
            return True
        left = asked & ~known.fails
        first = self._promising(left)
        return self._ask(groups, first) or self._ask(groups, left & ~first)

    def _ask(self, groups: GroupSet, asked: Bools) -> bool:
        """Judge some packages; return whether any of them passes."""
        if not asked.any():
            return False
        passes = self.judge(groups, asked)
        passing, failing = np.flatnonzero(passes), np.flatnonzero(asked & ~passes)
        self._found.append((self._key(groups), passing, failing))
        return len(passing) > 0

    def _so_far(self, groups: GroupSet) -> "_Known":
        """Return what is known of the packages, with what was found since it was last asked for."""
        key = self._key(groups)
        if key not in self._known:
            self._known[key] = _Known(*np.zeros((2, len(self.table.masks)), np.bool_))
        known = self._known[key]
        for other, passing, failing in self._found[known.seen :]:
            if key & ~other == 0:
                known.passes[passing] = True
            if other & ~key == 0:
                known.fails[failing] = True
        known.seen = len(self._found)
        return known

    def _key(self, groups: GroupSet) -> int:
        return self.kept << MOST_GROUPS | groups

    def _promising(self, asked: Bools) -> Bools:
        """Return some of the packages asked about, those whose least part is largest."""
        places = np.flatnonzero(asked)
        if len(places) <= MOST_PROMISING:
            return asked
        best = np.argpartition(-self.table.least_part[places], MOST_PROMISING)[:MOST_PROMISING]
        some = np.zeros_like(asked)
        some[places[best]] = True
        return some


@dataclass(eq=False)
class _Known:
    """Which packages are known to pass, and which to fail; of how much that was found."""

    passes: Bools
    fails: Bools
    seen: int = 0
