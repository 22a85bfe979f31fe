"""Which package to plan for: the one asked for, or the best of all."""

from collections.abc import Iterable, Sequence

import numpy as np

from winset.deals.packages import Packages
from winset.deals.solutions import geometric_mean
from winset.roadmaps.exits import Exits, trust_lack
from winset.roadmaps.large import order_large
from winset.roadmaps.lattice import MOST_STEPS, build_lattice
from winset.roadmaps.needs import Judged, Sets, least_stakes
from winset.roadmaps.orders import costs_of, least_indices
from winset.scenario import Scenario, UsageError
from winset.scenario.compiled import TOLERANCE, Bools, Floats, Game, Masks, bits


def named_package(scenario: Scenario, game: Game, name: str | Sequence[str]) -> int:
    """Return the set of steps that a name or a list of steps stands for.

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
        steps: Iterable[str] = game.steps
    elif isinstance(name, str):
        steps = proposals.get(name) or [step.strip() for step in name.split(",")]
    else:
        steps = name
    unknown = [step for step in steps if step not in game.steps]
    if unknown:
        raise UsageError(
            f"unknown step or proposal: {', '.join(unknown)}; "
            f"proposals: {', '.join(proposals) or 'none'}; steps: {', '.join(game.steps)}"
        )
    mask = game.mask(dict.fromkeys(steps))
    for problem in _not_a_package(scenario, game, mask):
        raise UsageError(problem)
    return mask


def _not_a_package(scenario: Scenario, game: Game, mask: int) -> Iterable[str]:
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


def best_package(sets: Sets, packages: Packages, judged: Judged) -> int | None:
    """Return the signable, non-empty package that holds with the largest Nash product.

    Ties go to the fewest steps, then to file order. Where none holds: the best verdict, then the
    least share, the least lack, and only then the Nash product. None where none is signable.
    """
    candidates = packages.signable & (packages.masks != 0)
    for key in (judged.holds, judged.incentive, judged.trust):
        if (candidates & key).any():
            candidates &= key
            break
    masks, values = packages.masks[candidates], packages.values[:, candidates]
    if not len(masks):
        return None
    if not judged.holds.any():
        nearest = _nearest(sets, masks, values)
        masks, values = masks[nearest], values[:, nearest]
    return largest_product(masks, values)


def largest_product(masks: Masks, values: Floats) -> int:
    """Return the largest Nash product; ties to the fewest steps, then file order."""
    score = geometric_mean(np.clip(values, 0, None))
    largest = score >= score.max() - TOLERANCE * max(1.0, float(score.max()))
    return min(map(int, masks[largest]), key=lambda mask: (mask.bit_count(), tuple(bits(mask))))


def _nearest(sets: Sets, masks: Masks, values: Floats) -> Bools:
    """Return which packages have the least share, and of those the least lack.

    The least stakes of all, trust aside, bound the share from below, and the pretences that some
    move must face bound the lack; packages are searched in the order of these bounds until no other
    can be as good.
    """
    exits = sets.exits
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
    return np.asarray((found[:, 0] <= share + TOLERANCE) & (found[:, 1] <= lack + TOLERANCE))


def _indices(exits: Exits, mask: int) -> tuple[float, float]:
    """Return the share and the lack of a package's best order."""
    if mask.bit_count() <= MOST_STEPS:
        return least_indices(costs_of(build_lattice(exits, mask, exits.game.after)))
    found = order_large(exits, mask, exits.game.after)
    return (np.inf, 1.0) if found is None else (found.share, found.lack)


def _pretended_lack(exits: Exits, masks: Masks, values: Floats) -> Floats:
    """Return the trust that each package lacks at its moves, under the kindest numbers."""
    lacks = np.zeros(len(masks))
    for p, (mask, value) in enumerate(zip(masks, values.T, strict=True)):
        losses = np.stack([terms.pretence_losses(value) for terms in exits.terms])
        lack = trust_lack(losses, value, exits.game.trust).max(axis=(2, 3)).min(axis=0)
        lacks[p] = lack[list(bits(int(mask)))].max()
    return np.clip(lacks, 0, None)
