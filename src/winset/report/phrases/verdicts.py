"""What becomes of packages, and what its values leave out, in a word or a sentence."""

from collections.abc import Sequence

from winset.firmness.subjects import Fate
from winset.language.catalogue import say
from winset.report.phrases.titles import wholes
from winset.roadmaps.safeguards import Escrowed
from winset.roadmaps.verdicts import Verdict
from winset.scenario import Scenario


def kept_words(verdict: Verdict) -> str:
    """Return what a verdict comes to, in a word or two."""
    return say(f"fate.{verdict}")


def fate_words(fate: Fate) -> str:
    """Return what becomes of a package, in a word or two."""
    return kept_words(fate.verdict) if fate.signable else say("fate.not_signed")


def third_parties_cost(scenario: Scenario) -> bool:
    """Return whether some escrow of the file costs anything."""
    return any(cost.point for one in scenario.escrow for cost in one.cost.values())


def time_counts(scenario: Scenario) -> bool:
    """Return whether something of the file would make time count."""
    return any(one.discount.point < 1 or one.leaves_office.point > 0 for one in scenario.parties)


def escrow_words(scenario: Scenario, escrow: Sequence[Escrowed], *, off: bool = True) -> str:
    """Return which steps go through a third party, and what that costs whom; empty where none do.

    Parameters
    ----------
    off
        Whether the values shown beside it have the cost taken off.
    """
    return " ".join(_through(scenario, one, off=off) for one in escrow)


def _through(scenario: Scenario, one: Escrowed, *, off: bool) -> str:
    steps = wholes(scenario, one.steps)
    costs = [
        say("escrow.cost", cost=cost, party=scenario.name(party))
        for party, cost in one.cost.items()
        if cost
    ]
    return say("escrow.through", steps=steps, costs=costs, off=off)
