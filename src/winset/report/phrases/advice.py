"""What the deal is called that an analysis leads through, and whose its order is."""

from winset.advice.result import Advice
from winset.analysis import Analysis
from winset.language.catalogue import say
from winset.roadmaps.roadmap import Roadmap


def named(analysis: Analysis) -> str:
    """Return what the deal is called that the roadmap of an analysis leads through."""
    advice, roadmap = analysis.advice, analysis.roadmap
    if advice is not None and advice.first is not None:
        return say("advice.the_first")
    if roadmap is None or roadmap.verdict == "holds":
        return say("advice.the_largest")
    return say("advice.the_nearest")


def is_its_order(advice: Advice | None, roadmap: Roadmap) -> bool:
    """Return whether a roadmap's order was chosen by how often it keeps the deal in the draws."""
    if advice is None or advice.first is None or advice.certain:
        return False
    return roadmap.order == advice.first.order
