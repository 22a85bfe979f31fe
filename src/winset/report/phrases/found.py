"""The deal that a page leads through: the one to look at first, else the one put in order."""

from collections.abc import Mapping
from dataclasses import dataclass

from winset.analysis import Analysis, Judgement
from winset.scenario import Proposal


@dataclass(frozen=True, slots=True)
class Found:
    """A deal that all would sign and keep.

    Attributes
    ----------
    values
        V by party.
    share
        The share of draws in which it is signed and kept in the order shown; None: nothing drawn.
    place
        Where it stands in the results.
    """

    package: tuple[str, ...]
    large: tuple[str, ...]
    values: Mapping[str, float]
    share: float | None
    place: str


def found_deal(analysis: Analysis) -> Found | None:
    """Return the deal to look at first; without advice the one in order, if it would be kept."""
    advice, roadmap = analysis.advice, analysis.roadmap
    if advice is not None:
        first = advice.first
        if first is None:
            return None
        large, share = first.large or first.package, first.share_in_order
        share_told = None if advice.certain else share
        return Found(first.package, large, first.values, share_told, "advise.first")
    if roadmap is None or roadmap.verdict != "holds":
        return None
    package = roadmap.package
    return Found(package, package, roadmap.values, None, "roadmap")


def is_kept(judged: Judgement) -> bool:
    """Return whether all would sign a proposal, and keep it in its own order."""
    return judged.signable and judged.own is not None and judged.own.verdict == "holds"


def is_broken(judged: Judgement) -> bool:
    """Return whether all would sign a proposal, and not keep it in its own order."""
    return judged.signable and judged.own is not None and judged.own.verdict != "holds"


def kept_offer(analysis: Analysis) -> Proposal | None:
    """Return the first proposal that all would sign and keep in its own order, if there is one."""
    each = analysis.scenario.proposals
    return next((one for one in each if is_kept(analysis.proposals[one.id])), None)
