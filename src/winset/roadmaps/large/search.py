"""The best order of one large package, exactly, with one bit a done-set.

The lattice keeps floats for all 2^r states; here only the question *is there an order whose states
and moves all stay under these limits?* is answered, 64 states at a time, and the least value for
which the answer is yes is found between two bounds:

- from above, the best order that a beam search finds from either end;
- from below, what no order avoids (the two ends, the first and last steps) and what the beam search
  proves on its way.

Where they meet there is nothing left to do. Else a pass from the end finds what is on the way of
any better order, and passes from the start ask within that for orders halfway between the bounds: a
no raises the lower one, a yes gives a better order.
"""

from dataclasses import dataclass
from itertools import product
from typing import TypeVar

import numpy as np

from winset.deals.packages import gross_of, reachable_orders
from winset.language.catalogue import worded
from winset.roadmaps.exits import Exits, need_dust, trust_lack
from winset.roadmaps.large._back_kernels import cage_parts, trim, walk_back
from winset.roadmaps.large._beam_kernels import Beam, beam_search
from winset.roadmaps.large._benefit_kernels import sooner
from winset.roadmaps.large._pass_kernels import sweep
from winset.roadmaps.large._tables import NONE, UNCAGED, Cage, Limits
from winset.roadmaps.large.problem import SearchProblem, benefits_of, limits_within, make_problem
from winset.roadmaps.lattice import as_share
from winset.roadmaps.orders import BestOrder
from winset.roadmaps.verdicts import verdict_of
from winset.scenario import ScenarioTooLarge
from winset.scenario.amounts import cleared
from winset.scenario.game import TOLERANCE, Masks, MoveSet

MOST_STEPS = 32
"""Steps of one package that can be searched: 2^32 states in 512 MiB."""


GAP = 1e-10
"""Two values closer than this are not told apart: a tenth of the tolerance."""

T = TypeVar("T")

_WIDTHS = (12, 200)  # states a level of the beam search, at first and if that is not enough
_MOST_CAGED = 0.75  # of all blocks; more would need too much memory and save little
_WORTH_A_TRIM = 0.75  # of the blocks of the cage; where more are reached it is kept
_MOST_NOES = 8  # one after the other, half of the way each, until any better order is asked for


@dataclass(frozen=True, slots=True)
class _Best:
    """An order, in the problem's numbers, with the share and the lack that it has."""

    order: Masks
    share: float
    lack: float

    def index(self, on_lack: bool) -> float:
        return self.lack if on_lack else self.share


def order_large(exits: Exits, package: MoveSet, after: Masks) -> BestOrder | None:
    """Return the best order of a package, as `best_order` does, without a float for every state.

    Among orders as good, one found in the same way every time; benefits are brought forward by
    swapping neighbours, but it need not be the one whose benefits come soonest. `ties` is 0: not
    counted. None where no order respects who must come before whom.

    Parameters
    ----------
    package
        The set of its steps.
    after : (steps of the file,)
        Who must come before whom: the prerequisites, with any demanded order added.

    Raises
    ------
    ScenarioTooLarge
        Beyond `MOST_STEPS` steps, or too many bonuses that are a burden to someone; or where
        steps set numbers (`Step.sets`).
    """
    if exits.game.setters:
        raise ScenarioTooLarge(worded("errors.large.sets", steps=package.bit_count()))
    if package.bit_count() > MOST_STEPS:
        size = {"steps": package.bit_count(), "most": MOST_STEPS}
        raise ScenarioTooLarge(worded("errors.large.steps", **size))
    if not reachable_orders(after, np.array([package], dtype=np.int64))[0]:
        return None
    problem = make_problem(exits, package, after)
    best = _best_by_verdict(problem)
    share, lack = (0.0 if x <= TOLERANCE else x for x in (best.share, best.lack))
    caps = (share + TOLERANCE, lack + TOLERANCE)
    order = sooner(problem.judge, caps, benefits_of(problem, package), best.order)
    moves = tuple(1 << problem.steps[k] for k in order)
    return BestOrder(moves, verdict_of(share, lack), share, lack, 0)


def _best_by_verdict(problem: SearchProblem) -> _Best:
    """Return an order with the best verdict, then the least share, then the least lack."""
    cheap = _known_to_exist(least(problem, on_lack=False))
    if cheap.share <= TOLERANCE:
        return _known_to_exist(least(problem, on_lack=True, cap=TOLERANCE, hint=cheap))
    if cheap.lack <= TOLERANCE:
        return cheap
    trusted = _trusted(problem)
    if trusted is not None:
        return _known_to_exist(least(problem, on_lack=False, cap=TOLERANCE, hint=trusted))
    return _known_to_exist(least(problem, on_lack=True, cap=cheap.share + TOLERANCE, hint=cheap))


def _trusted(problem: SearchProblem) -> _Best | None:
    """Return an order that lacks no trust, None where there is none."""
    best, lower = _bracket(problem, True, np.inf, (None, problem.floors[True]))
    if best is not None and best.lack <= TOLERANCE:
        return best
    return None if lower > TOLERANCE else _within(problem, (np.inf, TOLERANCE), True)


def least(
    problem: SearchProblem,
    on_lack: bool,
    cap: float = np.inf,
    hint: _Best | None = None,
) -> _Best | None:
    """Return an order with the least share (or lack), whose lack (or share) is within a cap.

    None where no order is within the cap.

    Parameters
    ----------
    cap
        The largest value of the other index, tolerance included.
    hint
        An order within the cap, if one is known.
    """
    lower = max(0.0, problem.floors[on_lack])
    best, lower = _bracket(problem, on_lack, cap, (hint, lower))
    if best is None:
        best = _within(problem, _caps(on_lack, np.inf, cap), on_lack)
    if best is not None and lower < best.index(on_lack) == np.inf:
        finite = _within(problem, _caps(on_lack, problem.ceiling, cap), on_lack)
        best, lower = (best, np.inf) if finite is None else (finite, lower)
    if best is None or lower == np.inf:
        return best
    return _narrow(problem, on_lack, cap, (best, lower))


def _bracket(
    problem: SearchProblem, on_lack: bool, cap: float, bracket: tuple[_Best | None, float]
) -> tuple[_Best | None, float]:
    """Return a good order, and a value that no order is below, better than those given."""
    best, lower = bracket
    for width, forward in product(_WIDTHS, (True, False)):
        if lower == np.inf or (best is not None and best.index(on_lack) <= lower + GAP):
            break
        top = np.inf if best is None else best.index(on_lack)
        order, bound = beam_search(problem.judge, Beam(forward, on_lack, cap, lower, top, width))
        lower = max(lower, bound)
        if len(order):
            found = judged(problem, order)
            best = found if best is None or found.index(on_lack) < best.index(on_lack) else best
    return best, lower


def _narrow(
    problem: SearchProblem, on_lack: bool, cap: float, bracket: tuple[_Best, float]
) -> _Best:
    """Return an order with the least value, given one and a value that no order is below.

    A no mostly takes a tenth of the time of a yes or less, so halfway between is asked first.
    What is on no order as good as the best one known is left out of later passes: their *cage*.
    """
    best, lower = bracket
    if best.index(on_lack) <= lower + GAP:
        return best
    room, noes = problem.room, 0
    limits = limits_within(problem, *_caps(on_lack, best.index(on_lack) - GAP, cap))
    cage = UNCAGED if limits is None else _trimmed(problem, limits, afresh=True)
    while best.index(on_lack) > lower + GAP:
        value = best.index(on_lack)
        halfway = (lower + value) / 2 if noes < _MOST_NOES else value
        caps = _caps(on_lack, min(halfway, value - GAP), cap)
        found = _within(problem, caps, on_lack, cage)
        if found is None:
            lower, noes = caps[on_lack], noes + 1
            continue
        if found.index(on_lack) >= value:
            break  # better by less than rounding
        best, noes = found, 0
        if len(cage.place) == 0 or room.blocks.sum() <= _WORTH_A_TRIM * np.sum(cage.place != NONE):
            cage = UNCAGED  # its memory is free before the next one takes its own
            limits = _known_to_exist(limits_within(problem, *caps))
            cage = _trimmed(problem, limits, afresh=False)
    return best


def _trimmed(problem: SearchProblem, limits: Limits, *, afresh: bool) -> Cage:
    """Return the sets from which the end can be reached: see `trim`."""
    trim(problem.judge, problem.words, limits, problem.room, afresh)
    few = problem.room.blocks.mean() <= _MOST_CAGED
    return Cage(*cage_parts(problem.room)) if few else UNCAGED


def _within(
    problem: SearchProblem,
    caps: tuple[float, float],
    on_lack: bool,
    cage: Cage = UNCAGED,
) -> _Best | None:
    """Return an order within caps on share and lack, None where there is none."""
    limits = limits_within(problem, *caps)
    room = problem.room
    if limits is None or not sweep(problem.judge, problem.words, limits, cage, room):
        return None
    return judged(problem, walk_back(problem.judge, caps[0] + GAP, room, on_lack))


def _caps(on_lack: bool, value: float, other: float) -> tuple[float, float]:
    return (other, value) if on_lack else (value, other)


def _known_to_exist(best: T | None) -> T:
    """Return an order that must be there, for one that meets the caps is known."""
    if best is None:
        raise AssertionError("an order known to be within the caps was not found again")
    return best


def judged(problem: SearchProblem, order: Masks) -> _Best:
    """Return an order with its share and lack, from the same formulas as the lattice's."""
    exits = problem.exits
    places = [problem.steps[k] for k in order]
    masks = np.cumsum([0, *(1 << k for k in places)], dtype=np.int64)
    opens, relapse = exits.needs_at(masks)
    pretence = exits.terms[0].pretence[:, places].T
    need = np.concatenate((opens + relapse, np.where(pretence > 0, opens[:-1] + pretence, -np.inf)))
    gross = gross_of(exits.game, masks[-1:])[:, 0]
    losses = exits.losses_at(masks, problem.actors, gross)
    lack = trust_lack(losses, problem.value, exits.game.trust).max()
    gap = cleared(need - problem.value, need_dust(exits.game, gross))
    share = as_share(gap, problem.scale).max()
    return _Best(order, float(share), max(float(lack), problem.move_lack))
