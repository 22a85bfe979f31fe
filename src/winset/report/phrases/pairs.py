"""Which pairs of parties trust one another, of few or of many parties."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from winset.language.catalogue import say
from winset.scenario import Scenario

Pairs: TypeAlias = Mapping[tuple[str, str], str]
"""What is told of each pair, by the ids of who trusts and who is trusted."""

FEW = 2
"""Parties whose trust is told in sentences."""


def many(scenario: Scenario) -> bool:
    """Return whether there are so many parties that a matrix tells their trust better."""
    return len(scenario.parties) > FEW


def trusted(scenario: Scenario, pairs: Pairs) -> list[str]:
    """Return the parties that some other trusts, in file order: the columns."""
    others = {other for _, other in pairs}
    return [party.id for party in scenario.parties if party.id in others]


def trusting(scenario: Scenario, pairs: Pairs) -> list[str]:
    """Return the parties that trust some other, in file order: the rows."""
    first = {party for party, _ in pairs}
    return [party.id for party in scenario.parties if party.id in first]


def any_of(scenario: Scenario, others: Sequence[str]) -> str:
    """Return who could do something, any one of them, as words."""
    every = len(others) == len(scenario.parties) - 1
    return say("pairs.any", others=list(map(scenario.name, others)), every=every)
