"""Which packages of a table have an order that meets what is asked: judged once, then known.

What is asked is a set, of groups and of whatever else makes it harder: a package that meets it
meets every part of it, and one that fails it fails all that hold it. So a package is judged only
where its neighbours leave it open; and where one package is enough, those that are worth most to
all are judged before the rest. Packages that break the same are looked up together: one of
them is as good as another.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np

from winset.impasse.groups import MOST_GROUPS, GroupSet
from winset.impasse.package_tables import PackageTable
from winset.scenario.game import Bools, Masks

MOST_PROMISING = 1024
"""Packages that are judged first where one is enough."""

Judge = Callable[[GroupSet, Masks], Bools]


@dataclass(frozen=True, eq=False)
class Passes:
    """What is known of the packages of a table.

    Attributes
    ----------
    judge
        Judges some of its packages, by their places: which have an order that meets some order
        groups.
    kept
        What is asked beside groups, as a set: see `beside`.
    """

    table: PackageTable
    judge: Judge
    kept: int = 0
    _found: list["_Found"] = field(default_factory=list)
    _known: dict[int, "_Known"] = field(default_factory=dict)

    def beside(self, judge: Judge, kept: int) -> "Passes":
        """Return what is known of the same packages where these things are asked beside groups."""
        return Passes(self.table, judge, kept, self._found, self._known)

    def every(self, groups: GroupSet, places: Masks) -> Masks:
        """Return which of some packages have an order that meets these order groups, by place."""
        passes, fails = (told[places] for told in self._told(groups))
        passes[~(passes | fails)] = self._ask(groups, places[~(passes | fails)])
        return places[passes]

    def some(self, order: GroupSet, groups: GroupSet) -> bool:
        """Return whether any package that breaks none of some groups meets these order groups."""
        known, kinds = self._so_far(order), self.table.kinds
        unbroken = (kinds.broken & groups) == 0
        if (unbroken & known.passes).any():
            return True
        left = np.flatnonzero(unbroken & ~known.fails)
        if not len(left):
            return False
        passes, fails = self._told(order)
        places = self.table.row[kinds.rows_of(left)]
        if passes[places].any() or any(
            self._ask(order, some).any() for some in self._promising(places[~fails[places]])
        ):
            return True
        self._found.append(_Found(self._key(order), _NOTHING, _NOTHING, left))
        return False

    def _ask(self, groups: GroupSet, places: Masks) -> Bools:
        """Judge some packages; return which of them pass."""
        if not len(places):
            return np.zeros(0, dtype=np.bool_)
        passes = self.judge(groups, places)
        self._found.append(_Found(self._key(groups), places[passes], places[~passes], _NOTHING))
        return passes

    def _told(self, groups: GroupSet) -> tuple[Bools, Bools]:
        """Return which packages are known to pass, and which to fail."""
        key, (passes, fails) = self._key(groups), np.zeros((2, len(self.table.masks)), np.bool_)
        for found in self._found:
            if key & ~found.key == 0:
                passes[found.passing] = True
            if found.key & ~key == 0:
                fails[found.failing] = True
        return passes, fails

    def _so_far(self, groups: GroupSet) -> "_Known":
        """Return what is known of kinds, with what was found since it was last asked for."""
        key, kinds = self._key(groups), self.table.kinds
        if key not in self._known:
            self._known[key] = _Known(*np.zeros((2, len(kinds.broken)), np.bool_))
        known = self._known[key]
        for found in self._found[known.seen :]:
            if key & ~found.key == 0:
                known.passes[kinds.kind[found.passing]] = True
            if found.key & ~key == 0:
                known.fails[found.failing_kinds] = True
        known.seen = len(self._found)
        return known

    def _key(self, groups: GroupSet) -> int:
        return self.kept << MOST_GROUPS | groups

    def _promising(self, places: Masks) -> Iterator[Masks]:
        """Yield some packages in two parts, those whose least part is largest first."""
        if len(places) > MOST_PROMISING:
            best = np.argpartition(-self.table.least_part[places], MOST_PROMISING)
            yield places[best[:MOST_PROMISING]]
            places = places[best[MOST_PROMISING:]]
        yield places


_NOTHING = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    """Which packages pass and fail what a key asks, by place, and kinds of which all fail it."""

    key: int
    passing: Masks
    failing: Masks
    failing_kinds: Masks


@dataclass(eq=False)
class _Known:
    """Of which kinds some package is known to pass, and all to fail; of how much that was found."""

    passes: Bools
    fails: Bools
    seen: int = 0
