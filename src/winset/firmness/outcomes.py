"""What becomes of packages with many numbers: signed or not, and which keys some order passes.

What does not hang on the numbers, such as the done-sets of the packages, is listed once. The tests
hold every outcome against that of `winset.firmness.subjects.fates_of`, which works out more.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from winset.deals.packages import done_sets
from winset.firmness.subjects import Outcome, Subject, fates_of, is_torn
from winset.roadmaps._climbing_kernels import Frame, Terms
from winset.roadmaps._keeping_kernels import kept_of
from winset.roadmaps._signing_kernels import signed_by_all
from winset.roadmaps.columns import parts_of
from winset.roadmaps.exits import Exits
from winset.roadmaps.keeping import by_one_key, frame_among, terms_at, terms_of
from winset.roadmaps.lattice import count_states, searched_whole
from winset.roadmaps.safeguards import Safeguards, Used, escrow_choices, moves_of, safeguards_of
from winset.roadmaps.signing import signing_of
from winset.roadmaps.verdicts import VERDICTS
from winset.scenario.game import Bools, Game, Masks

MOST_LISTED = 1 << 16
"""States of a package up to which its done-sets are listed."""


@dataclass(frozen=True, slots=True, eq=False)
class _Way:
    """Packages whose steps are made in one way, with the done-sets that lie in any of them.

    Attributes
    ----------
    used
        The escrows in use.
    rows : (packages here,)
        Which of all packages.
    place : (packages here,)
        Where each stands among the done-sets.
    """

    used: Used
    frame: Frame
    rows: Masks
    place: Masks


class Outcomes:
    """What becomes of some packages, whatever the numbers of their game are."""

    def __init__(self, game: Game, subjects: Collection[Subject]) -> None:
        safeguards = safeguards_of(game)
        self.quick = tuple(s for s in subjects if _is_listed(safeguards, s))
        self.others = tuple(s for s in subjects if s not in self.quick)
        self.masks = np.array([game.package(s.steps) for s in self.quick], dtype=np.int64)
        self.ways = [way for group in self._groups(game) for way in self._ways(safeguards, group)]

    def of(self, game: Game, names: Collection[str] | None = None) -> Mapping[str, Outcome]:
        """Return what becomes of these packages, all if left out, with a game's numbers."""
        wanted = [names is None or s.name in names for s in self.quick]
        asked, safeguards = np.array(wanted, dtype=np.bool_), safeguards_of(game)
        signed = self._signed(safeguards, ())
        verdicts = np.full(len(self.masks), len(VERDICTS) - 1)
        terms: dict[Used, tuple[Exits, Terms]] = {}
        for way in self.ways:
            some = asked[way.rows]
            if way.used:
                some &= (~signed | self._signed(safeguards, way.used))[way.rows]
            if not some.any():
                continue
            if way.used not in terms:
                exits = safeguards.exits(used=way.used)
                start = way.frame._replace(masks=way.frame.masks[:1])
                terms[way.used] = exits, terms_of(exits, start)
            exits, here = terms[way.used]
            found = _verdicts(way, terms_at(exits, here, way.frame), some)
            verdicts[way.rows] = np.minimum(verdicts[way.rows], found)
        told = {
            s.name: (bool(signed[n]), VERDICTS[verdicts[n]])
            for n, s in enumerate(self.quick)
            if asked[n]
        }
        slow = [s for s in self.others if names is None or s.name in names]
        return told | {name: fate.outcome for name, fate in fates_of(game, slow).items()}

    def _signed(self, safeguards: Safeguards, used: Used) -> Bools:
        every = np.ones(len(self.masks), dtype=np.bool_)
        game = safeguards.whole(used)
        return signed_by_all(self.masks, parts_of(game, self.masks), every, signing_of(game))

    def _groups(self, game: Game) -> Iterator[list[int]]:
        """Yield packages whose done-sets can be listed together: they are made in any order."""
        free = [
            n
            for n, s in enumerate(self.quick)
            if not s.before and game.with_needed(int(self.masks[n])) == self.masks[n]
        ]
        yield free
        yield from ([n] for n in range(len(self.quick)) if n not in free)

    def _ways(self, safeguards: Safeguards, rows: list[int]) -> Iterator[_Way]:
        for used in escrow_choices(safeguards.game):
            steps = sum(safeguards.game.offers[e].steps for e in used)
            some = [n for n in rows if steps & ~int(self.masks[n]) == 0]
            if some:
                yield self._way(safeguards.exits(used=used).game, used, some)

    def _way(self, game: Game, used: Used, rows: list[int]) -> _Way:
        wide = [moves_of(game, self.masks[n]) for n in rows]
        sets = [
            done_sets(replace(game, after=game.before(self.quick[n].before) & mask), mask)
            for n, mask in zip(rows, wide, strict=True)
        ]
        frame = frame_among(game, np.unique(np.concatenate(sets)))
        known = [n for n, mask in enumerate(wide) if mask in frame.masks]
        place = np.searchsorted(frame.masks, np.array([wide[n] for n in known], dtype=np.int64))
        return _Way(used, frame, np.array([rows[n] for n in known], dtype=np.int64), place)


def _is_listed(safeguards: Safeguards, subject: Subject) -> bool:
    """Return whether a package is judged by its done-sets: few, and not in an order spelt out."""
    game = safeguards.game
    mask = game.package(subject.steps)
    if subject.order or mask == game.done or is_torn(game, mask):
        return False
    if subject.before and game.offers:  # who waits for whom within one move is another question
        return False
    divided = safeguards.exits().game
    moves = moves_of(divided, mask)
    return searched_whole(divided, moves) and count_states(divided, moves) <= MOST_LISTED


def _verdicts(way: _Way, terms: Terms, asked: Bools) -> Masks:
    """Return the place in `VERDICTS` of the best verdict of each package: (packages here,)."""

    def passing(terms: Terms, some: Bools) -> Bools:
        wanted = np.zeros(len(way.frame.masks), dtype=np.bool_)
        wanted[way.place[some]] = True
        return kept_of(way.frame, terms, wanted)[way.place] & some if some.any() else some

    holds = passing(terms, asked)
    incentive = passing(by_one_key(terms, trust=False), asked & ~holds)
    trust = passing(by_one_key(terms, trust=True), asked & ~holds & ~incentive)
    return np.select([holds, incentive, trust], [0, 1, 2], 3)
