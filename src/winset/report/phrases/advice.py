"""What the deal is called that an analysis leads through, and whose its order is."""

from collections.abc import Callable

from winset.advice.result import Advice, Safer
from winset.analysis import Analysis
from winset.language.catalogue import say
from winset.language.letters import capital
from winset.roadmaps.roadmap import Roadmap
from winset.scenario import Scenario


def named(analysis: Analysis) -> str:
    """Return what the deal is called that the roadmap of an analysis leads through."""
    advice, roadmap = analysis.advice, analysis.roadmap
    if advice is not None and advice.first is not None:
        return say("advice.the_first")
    if roadmap is None or roadmap.verdict == "holds":
        return say("advice.the_largest")
    return say("advice.the_nearest")


def safer_way(scenario: Scenario, one: Safer, called: Callable[[Scenario, str], str]) -> str:
    """Return a way to make a deal safer, in words.

    Parameters
    ----------
    called
        Returns what a step or party is called.
    """
    if one.kind == "lever":
        return lever_title(scenario, *one.about)
    names = [called(scenario, about) for about in one.about]
    return capital(say(f"advice.by_{one.kind}", names=names, size=one.size))


def lever_title(scenario: Scenario, lever: str) -> str:
    """Return what a lever of the file is called."""
    return next(one.title for one in scenario.levers if one.id == lever)


def is_its_order(advice: Advice | None, roadmap: Roadmap) -> bool:
    """Return whether a roadmap's order was chosen by how often it keeps the deal in the draws."""
    if advice is None or advice.first is None or advice.certain:
        return False
    return roadmap.order == advice.first.order
