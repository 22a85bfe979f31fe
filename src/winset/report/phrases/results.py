"""How a text of a file says a result: by its kind, or as the text asks."""

from collections.abc import Callable, Mapping
from typing import Any

from winset.analysis import Analysis
from winset.language.catalogue import say
from winset.language.dates import dated
from winset.language.words import amount, listed, often, signed
from winset.report.phrases.titles import wholes
from winset.report.phrases.worth import gain_in_words, in_unit, most_of
from winset.scenario import Scenario

_USUAL = {
    "gain": "signed",
    "count": "number",
    "verdict": "verdict",
    "day": "date",
    "demands": "name",
}
"""How a result of a kind is said where a text does not ask; the others as their kind is called."""


def result_words(analysis: Analysis, kind: str, helper: str, who: str, value: Any) -> str:
    """Return a result as a text says it.

    Parameters
    ----------
    helper
        What stands after the bar; "" for nothing.
    who
        Whose gain or amount it is: the last part of its place.
    """
    scenario = analysis.scenario
    ways: Mapping[str, Callable[[Any], str]] = {
        "words": lambda gain: gain_in_words(gain, most_of(analysis.deals)[who]),
        "signed": signed,
        "number": amount,
        "amount": lambda gain: in_unit(scenario, who, gain),
        "share": often,
        "odds": lambda share: say("results.odds", share=share),
        "date": dated,
        "verdict": lambda verdict: say(f"results.{verdict}"),
        "name": lambda ids: listed(_full_name(scenario, one) for one in ids),
        "steps": lambda ids: listed(wholes(scenario, ids)),
    }
    return ways[helper or _USUAL.get(kind, kind)](value)


def _full_name(scenario: Scenario, id_: str) -> str:
    demands = {demand.id: demand.title for demand in scenario.demands}
    return demands.get(id_) or scenario.name(id_)
