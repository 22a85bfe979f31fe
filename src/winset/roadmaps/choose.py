"""Which package to plan for: the one asked for, or the best of all."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from winset.deals.packages import Packages, list_packages
from winset.deals.solutions import choose, largest_product
from winset.language.catalogue import worded
from winset.roadmaps.exits import Exits, missed_by, trust_lack, with_trust
from winset.roadmaps.keeping import PackageVerdicts, Sets, judge_all, list_sets, passing
from winset.roadmaps.lattice import build_lattice, searched_whole
from winset.roadmaps.needs import least_shares
from winset.roadmaps.orders import costs_of, least_indices
from winset.roadmaps.safeguards import Safeguards, escrow_choices, expand
from winset.roadmaps.search import order_many
from winset.scenario import Scenario, ScenarioTooLarge, UsageError
from winset.scenario.game import TOLERANCE, Bools, Floats, Game, Masks, MoveSet, StepSet, bits
from winset.scenario.tree import shown, unknown

_FEW = 4
"""Packages that are rather searched one by one than judged together."""

_CLOSE = 1e-6
"""Amounts of trust that are told apart only by a search of each package."""


def named_package(scenario: Scenario, game: Game, name: str | Sequence[str]) -> StepSet:
    """Return the set of steps that a name or a list of steps stands for, with what is done already.

    Parameters
    ----------
    name
        ``all``, a proposal's id, a step's id, several of them with commas between, or a sequence of
        step ids.

    Raises
    ------
    UsageError
        Where a step is unknown, or the steps are not a package.
    """
    proposals = {proposal.id: proposal.steps for proposal in scenario.proposals}
    if name == "all":
        steps: Iterable[str] = game.ids
    elif isinstance(name, str):
        steps = proposals.get(name) or [step.strip() for step in name.split(",")]
    else:
        steps = name
    problems = list(_misnamed(list(steps), [*proposals, *game.ids], game))
    if problems:
        raise UsageError("\n".join(problems))
    mask = game.package(steps)
    for problem in not_a_package(scenario, game, mask):
        raise UsageError(problem)
    return mask


def _misnamed(steps: Sequence[str], known: Sequence[str], game: Game) -> Iterator[str]:
    """Yield what is wrong with the names of steps."""
    for step, times in Counter(steps).items():
        parts = re.split(r"[\s;+]+", step.strip())
        if not step:
            yield worded("errors.deals.left_out")
        elif step not in game.ids and len(parts) > 1 and set(parts) <= set(game.ids):
            yield worded("errors.deals.commas", step=shown(step), steps=parts)
        elif step not in game.ids:
            yield "; ".join(unknown(step, known, "proposals_and_steps"))
        elif times > 1:
            yield worded("errors.deals.twice", step=step, times=times)


def not_a_package(scenario: Scenario, game: Game, mask: StepSet) -> Iterable[str]:
    """Yield what keeps a set of steps from being a package: prerequisites, and choices."""
    for k in bits(mask):
        missing = game.names(int(game.after[k]) & ~mask)
        if missing:
            yield worded("errors.deals.needs", step=game.steps[k], first=missing)
    for choice, (alternatives, required) in zip(scenario.choices, game.choices, strict=True):
        taken = game.names(mask & alternatives)
        if len(taken) > 1:
            yield worded("errors.deals.rivals", steps=taken, choice=choice.id)
        if required and mask and not taken:
            yield worded("errors.deals.required", steps=choice.one_of, choice=choice.id)


@dataclass(frozen=True, slots=True, eq=False)
class JudgedPackages:
    """Every package under one choice of escrows, judged.

    Attributes
    ----------
    packages : Packages
        Those that hold the steps of the escrows, with values and signatures at their cost.
    """

    sets: Sets
    packages: Packages
    judged: PackageVerdicts


def judge_packages(safeguards: Safeguards, slices: int = 1) -> list[JudgedPackages]:
    """Return every package under every choice of escrows, judged; none in use comes first.

    Parameters
    ----------
    slices
        The number of slices where the file leaves it open.
    """
    return [
        JudgedPackages(sets, packages, judge_all(sets, packages))
        for sets, packages in packages_by_escrows(safeguards, slices)
    ]


def settled_packages(safeguards: Safeguards) -> tuple[int | None, list[JudgedPackages]]:
    """Return every package, judged, with the smallest number of slices with which any holds.

    None with every step whole where the file leaves the number open and none was found.
    """
    whole = judge_packages(safeguards)
    slices, options = 1, whole
    while safeguards.open_slices and not any(option.judged.holds.any() for option in options):
        slices += 1
        try:
            options = judge_packages(safeguards, slices)
        except ScenarioTooLarge:
            return None, whole
    return slices, options


def settled_slices(safeguards: Safeguards) -> int:
    """Return the smallest number of slices with which any package holds, 1 where none is open."""
    return (settled_packages(safeguards)[0] or 1) if safeguards.open_slices else 1


def packages_by_escrows(safeguards: Safeguards, slices: int = 1) -> Iterator[tuple[Sets, Packages]]:
    """Yield the done-sets and packages under every choice of escrows; none in use comes first."""
    for used in escrow_choices(safeguards.game):
        steps = StepSet(sum(safeguards.game.offers[e].steps for e in used))
        packages = list_packages(safeguards.whole(used)).holding(steps)
        yield list_sets(safeguards.exits(slices, used)), packages


def best_package(options: Sequence[JudgedPackages]) -> StepSet | None:
    """Return the signable, non-empty package that holds with the largest Nash product.

    Where none holds the nearest: the best verdict, then the least share, the least lack, and only
    then the largest gain (`winset.deals.solutions.choose`). None where none is signable.
    """
    candidates = [option.packages.signable & (option.packages.masks != 0) for option in options]
    for key in ("holds", "incentive", "trust"):
        pairs = zip(candidates, options, strict=True)
        passing = [wanted & getattr(option.judged, key) for wanted, option in pairs]
        if any(wanted.any() for wanted in passing):
            candidates = passing
            break
    if not any(wanted.any() for wanted in candidates):
        return None
    rule = largest_product
    if not any(option.judged.holds.any() for option in options):
        rule, candidates = choose, _nearest_of(options, candidates)
    packages = [option.packages for option in options]
    chosen = list(zip(packages, candidates, strict=True))
    masks = np.concatenate([listed.masks[wanted] for listed, wanted in chosen])
    values = np.hstack([listed.values[:, wanted] for listed, wanted in chosen])
    return StepSet(int(masks[rule(masks, values)]))


def _nearest_of(options: Sequence[JudgedPackages], candidates: Sequence[Bools]) -> list[Bools]:
    """Return which candidates have the least share, and of those the least lack, of all options."""
    found = []
    for option, wanted in zip(options, candidates, strict=True):
        indices = np.full((len(wanted), 2), np.inf)
        indices[wanted] = _nearest(
            option.sets, option.packages.masks[wanted], option.packages.values[:, wanted]
        )
        found.append(indices)
    share = min(float(indices[:, 0].min(initial=np.inf)) for indices in found)
    near = [indices[:, 0] <= share + TOLERANCE for indices in found]
    lack = min(
        float(indices[at, 1].min(initial=np.inf)) for indices, at in zip(found, near, strict=True)
    )
    return [
        np.asarray(at & wanted & (indices[:, 1] <= lack + TOLERANCE))
        for indices, at, wanted in zip(found, near, candidates, strict=True)
    ]


def _nearest(sets: Sets, whole: Masks, values: Floats) -> Floats:
    """Return share and lack of each package that may be the nearest, infinite for the others.

    The least stakes of all, trust aside, bound the share from below, and the pretences that some
    move must face bound the lack; packages are searched in the order of these bounds until no other
    can be as good. Of many that need no stake those are searched that lack the least trust.
    """
    exits = sets.exits
    masks = expand(exits.game, whole)
    share_bound = np.clip(least_shares(sets, masks), 0, None)
    lack_bound = _pretended_lack(exits, masks, values)
    found = np.full((len(masks), 2), np.inf)
    share, lack = np.inf, np.inf
    asked = np.lexsort((lack_bound, share_bound))
    free = share_bound <= TOLERANCE
    if np.count_nonzero(free) > _FEW:
        near = _least_lacking(sets, Packages(whole, values, free), float(lack_bound[free].min()))
        asked = asked[near[asked]]
    for p in asked:
        if share_bound[p] > share + TOLERANCE:
            break
        if share_bound[p] >= share - TOLERANCE and lack_bound[p] > lack + TOLERANCE:
            continue
        found[p] = _indices(exits, MoveSet(int(masks[p])))
        if found[p, 0] < share - TOLERANCE:
            share, lack = found[p]
        elif found[p, 0] <= share + TOLERANCE:
            lack = min(lack, found[p, 1])
    return found


def _least_lacking(sets: Sets, packages: Packages, low: float) -> Bools:
    """Return which signable packages lack the least trust in an order that needs no stake, or may.

    An order lacks no more than some amount exactly if it holds once all trust is raised by that, so
    the least amount with which any package holds is bracketed, all packages at a time, until few
    are left or no more than `_CLOSE` lies between. The limits are left wide enough for rounding.

    Parameters
    ----------
    low
        No package lacks less.
    """

    def holding(raise_by: float, asked: Bools) -> Bools:
        raised = np.minimum(sets.exits.game.trust + raise_by, 1.0)
        trusting = replace(sets, exits=with_trust(sets.exits, raised))
        return passing(trusting, packages.masks, asked)

    near, high = packages.signable, 1.0
    while high - low > _CLOSE and np.count_nonzero(near) > _FEW:
        middle = (low + high) / 2
        some = holding(middle, near)
        if some.any():
            near, high = some, middle
        else:
            low = middle
    near = holding(high + _CLOSE, packages.signable)
    return near if near.any() else packages.signable


def _indices(exits: Exits, mask: MoveSet) -> tuple[float, float]:
    """Return the share and the lack of a package's best order."""
    if searched_whole(exits.game, mask):
        return least_indices(costs_of(build_lattice(exits, mask, exits.game.after)))
    found = order_many(exits, mask, exits.game.after)
    return (np.inf, 1.0) if found is None else (found.share, found.lack)


def _pretended_lack(exits: Exits, masks: Masks, values: Floats) -> Floats:
    """Return the trust that each package lacks at its moves, under the kindest numbers.

    Parameters
    ----------
    values : (parties, packages)
    """
    game = exits.game
    lacks = np.zeros(len(masks))
    if game.hazard.any():
        return lacks
    for k in bits(~(game.done | sum(game.swaps)) & ((1 << len(game.steps)) - 1)):
        kindest = np.min([_doubt(terms.game, k, values) for terms in exits.terms], axis=0)
        lacks = np.where(masks >> k & 1, np.maximum(lacks, kindest), lacks)
    return lacks


def _doubt(game: Game, k: int, values: Floats) -> Floats:
    """Return the trust that each package lacks for a pretence on one move: (packages,)."""
    others = game.performs[:, k] & ~np.eye(len(game.parties), dtype=np.bool_)
    least = np.where(others, game.trust, np.inf).min(axis=1)  # that i has in one who performs it
    due = game.value[:, k] * game.due[k]
    missed = missed_by(due[:, None], values, game.guarantee[:, None])
    loss = np.where(np.isinf(least)[:, None], 0.0, (1 - game.detection[k]) * missed)
    # each party of each package stands alone here, with one whom it may lose by
    trust = np.repeat(least, values.shape[1])[:, None]
    lack = trust_lack(loss.reshape(-1, 1), values.ravel(), trust)
    return np.asarray(lack.reshape(values.shape).max(axis=0))
