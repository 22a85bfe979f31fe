"""Which package to plan for: the one asked for, or the best of all."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from winset.deals.packages import Packages, list_packages
from winset.deals.solutions import geometric_mean
from winset.roadmaps.devices import Ways, spread, swaps_for
from winset.roadmaps.exits import Exits, trust_lack
from winset.roadmaps.large import order_large
from winset.roadmaps.lattice import build_lattice, searched_whole
from winset.roadmaps.needs import Judged, Sets, judge_all, least_stakes, list_sets
from winset.roadmaps.orders import costs_of, least_indices
from winset.scenario import Scenario, UsageError
from winset.scenario.compiled import TOLERANCE, Bools, Floats, Game, Masks, bits


def named_package(scenario: Scenario, game: Game, name: str | Sequence[str]) -> int:
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
    unknown = [step for step in steps if step not in game.ids]
    if unknown:
        raise UsageError(
            f"unknown step or proposal: {', '.join(unknown)}; "
            f"proposals: {', '.join(proposals) or 'none'}; steps: {', '.join(game.ids)}"
        )
    mask = game.mask(dict.fromkeys(steps)) | game.done
    for problem in not_a_package(scenario, game, mask):
        raise UsageError(problem)
    return mask


def not_a_package(scenario: Scenario, game: Game, mask: int) -> Iterable[str]:
    """Yield what keeps a set of steps from being a package: prerequisites, and choices."""
    for k in bits(mask):
        missing = game.names(int(game.after[k]) & ~mask)
        if missing:
            yield f"{game.steps[k]} needs {', '.join(missing)} first; add it to the package"
    for choice, (alternatives, required) in zip(scenario.choices, game.choices, strict=True):
        taken = game.names(mask & alternatives)
        if len(taken) > 1:
            yield f"only one of {', '.join(taken)} can be part of a package (choice {choice.id})"
        if required and mask and not taken:
            yield f"a package needs one of {', '.join(choice.one_of)} (choice {choice.id})"


@dataclass(frozen=True, slots=True, eq=False)
class Option:
    """Every package under one choice of escrows, judged.

    Attributes
    ----------
    packages : Packages
        Those that hold the steps of the escrows, with values and signatures at their cost.
    """

    sets: Sets
    packages: Packages
    judged: Judged


def judge_options(ways: Ways, slices: int = 1) -> list[Option]:
    """Return every package under every choice of escrows, judged; none in use comes first.

    Parameters
    ----------
    slices
        The number of slices where the file leaves it open.
    """
    return [
        Option(sets, packages, judge_all(sets, packages))
        for sets, packages in list_options(ways, slices)
    ]


def list_options(ways: Ways, slices: int = 1) -> Iterator[tuple[Sets, Packages]]:
    """Yield the done-sets and packages under every choice of escrows; none in use comes first."""
    for used in swaps_for(ways.game):
        steps = sum(ways.game.offers[e].steps for e in used)
        packages = list_packages(ways.whole(used)).holding(steps)
        yield list_sets(ways.exits(slices, used)), packages


def best_package(options: Sequence[Option]) -> int | None:
    """Return the signable, non-empty package that holds with the largest Nash product.

    Ties go to the fewest steps, then to file order. Where none holds: the best verdict, then the
    least share, the least lack, and only then the Nash product. None where none is signable.
    """
    candidates = [one.packages.signable & (one.packages.masks != 0) for one in options]
    for key in ("holds", "incentive", "trust"):
        passing = [c & getattr(o.judged, key) for c, o in zip(candidates, options, strict=True)]
        if any(some.any() for some in passing):
            candidates = passing
            break
    if not any(some.any() for some in candidates):
        return None
    if not any(one.judged.holds.any() for one in options):
        candidates = _nearest_of(options, candidates)
    pairs = list(zip(options, candidates, strict=True))
    return largest_product(
        np.concatenate([one.packages.masks[some] for one, some in pairs]),
        np.hstack([one.packages.values[:, some] for one, some in pairs]),
    )


def _nearest_of(options: Sequence[Option], candidates: Sequence[Bools]) -> list[Bools]:
    """Return which candidates have the least share, and of those the least lack, of all options."""
    found = []
    for one, some in zip(options, candidates, strict=True):
        indices = np.full((len(some), 2), np.inf)
        indices[some] = _nearest(one.sets, one.packages.masks[some], one.packages.values[:, some])
        found.append(indices)
    share = min(float(indices[:, 0].min(initial=np.inf)) for indices in found)
    near = [indices[:, 0] <= share + TOLERANCE for indices in found]
    lack = min(
        float(indices[at, 1].min(initial=np.inf)) for indices, at in zip(found, near, strict=True)
    )
    return [
        np.asarray(at & some & (indices[:, 1] <= lack + TOLERANCE))
        for indices, at, some in zip(found, near, candidates, strict=True)
    ]


def largest_product(masks: Masks, values: Floats) -> int:
    """Return the largest Nash product; ties to the fewest steps, then file order."""
    score = geometric_mean(np.clip(values, 0, None))
    largest = score >= score.max() - TOLERANCE * max(1.0, float(score.max()))
    return min(map(int, masks[largest]), key=lambda mask: (mask.bit_count(), tuple(bits(mask))))


def _nearest(sets: Sets, whole: Masks, values: Floats) -> Floats:
    """Return share and lack of each package that may be the nearest, infinite for the others.

    The least stakes of all, trust aside, bound the share from below, and the pretences that some
    move must face bound the lack; packages are searched in the order of these bounds until no other
    can be as good.
    """
    exits = sets.exits
    masks = spread(exits.game, whole)
    share_bound = np.clip(least_stakes(sets, masks).share, 0, None)
    lack_bound = _pretended_lack(exits, masks, values)
    found = np.full((len(masks), 2), np.inf)
    share, lack = np.inf, np.inf
    for p in np.lexsort((lack_bound, share_bound)):
        if share_bound[p] > share + TOLERANCE:
            break
        if share_bound[p] >= share - TOLERANCE and lack_bound[p] > lack + TOLERANCE:
            continue
        found[p] = _indices(exits, int(masks[p]))
        if found[p, 0] < share - TOLERANCE:
            share, lack = found[p]
        elif found[p, 0] <= share + TOLERANCE:
            lack = min(lack, found[p, 1])
    return found


def _indices(exits: Exits, mask: int) -> tuple[float, float]:
    """Return the share and the lack of a package's best order."""
    if searched_whole(exits.game, mask):
        return least_indices(costs_of(build_lattice(exits, mask, exits.game.after)))
    found = order_large(exits, mask, exits.game.after)
    return (np.inf, 1.0) if found is None else (found.share, found.lack)


def _pretended_lack(exits: Exits, masks: Masks, values: Floats) -> Floats:
    """Return the trust that each package lacks at its moves, under the kindest numbers."""
    lacks = np.zeros(len(masks))
    for p, (mask, value) in enumerate(zip(masks, values.T, strict=True)):
        losses = np.stack([terms.pretence_losses(value) for terms in exits.terms])
        lack = trust_lack(losses, value, exits.game.trust).max(axis=(2, 3)).min(axis=0)
        alone = list(bits(int(mask) & ~exits.game.done & ~sum(exits.game.swaps)))
        lacks[p] = lack[alone].max(initial=0.0) if not exits.game.hazard.any() else 0.0
    return np.clip(lacks, 0, None)
