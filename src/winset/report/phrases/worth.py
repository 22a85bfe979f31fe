"""What a package is worth to each party: in figures, and in words with the figure behind."""

from collections.abc import Mapping, Sequence
from typing import Literal, TypeAlias

from winset.deals.find import Deals
from winset.language.catalogue import say
from winset.language.words import amount
from winset.scenario import Scenario
from winset.scenario.game import TOLERANCE

HARDLY, SMALL = 1 / 10, 1 / 3
"""Up to which share of the most that a side could gain a worth hardly counts, or is small."""

_MOST_NAMED = 6
"""Parties of one word that are named; of more the first half, and the rest are counted."""

_FEW = 2
"""Sides that are named one by one where all fare alike."""

Size: TypeAlias = Literal[
    "clear_gain",
    "small_gain",
    "hardly_better",
    "even",
    "hardly_worse",
    "small_loss",
    "clear_loss",
    "far_worse",
]


def worth(scenario: Scenario, values: Mapping[str, float]) -> list[str]:
    """Return what each party gains or loses, in the order of the values."""
    return [_worth(scenario, party, value) for party, value in values.items()]


def _worth(scenario: Scenario, party: str, value: float) -> str:
    unit = scenario.unit.get(party)
    told = in_unit(scenario, party, value) if unit and unit.say else ""
    return say("worth.party", value=value, told=told, party=scenario.name(party))


def most_of(deals: Deals) -> Mapping[str, float]:
    """Return the most that each party could gain in what all would sign."""
    parties = deals.frontier[0].values if deals.frontier else {}
    return {party: max(deal.values[party] for deal in deals.frontier) for party in parties}


def size(value: float, most: float) -> Size:
    """Return what a value comes to, by the most that its party could gain.

    Examples
    --------
    >>> size(4.3, 9.9), size(0.2, 9.9), size(-0.6, 9.9), size(-2.0, 9.9), size(-65.0, 16.3)
    ('clear_gain', 'hardly_better', 'hardly_worse', 'small_loss', 'far_worse')
    """
    if abs(value) <= TOLERANCE:
        return "even"
    if abs(value) <= HARDLY * most:
        return "hardly_better" if value > 0 else "hardly_worse"
    if abs(value) <= SMALL * most:
        return "small_gain" if value > 0 else "small_loss"
    if value > 0:
        return "clear_gain"
    return "far_worse" if 0 < most < -value else "clear_loss"


def in_words(
    scenario: Scenario, values: Mapping[str, float], most: Mapping[str, float]
) -> list[str]:
    """Return what a package would be for each party, those alike together, the gains first."""
    return alike_in_words(scenario, [values], most)


def alike_in_words(
    scenario: Scenario, several: Sequence[Mapping[str, float]], most: Mapping[str, float]
) -> list[str]:
    """Return the same of packages that come to the same for each party."""
    first = several[0]
    alike: dict[Size, list[str]] = {}
    for party, found in sizes(first, most).items():
        alike.setdefault(found, []).append(party)
    groups = sorted(alike.items(), key=lambda one: -max(first[party] for party in one[1]))
    return [_sized(scenario, several, *group) for group in groups]


def sizes(values: Mapping[str, float], most: Mapping[str, float]) -> dict[str, Size]:
    """Return what a package comes to for each party."""
    return {party: size(value, most.get(party, 0.0)) for party, value in values.items()}


def _sized(
    scenario: Scenario, several: Sequence[Mapping[str, float]], found: Size, parties: list[str]
) -> str:
    words, every = say("worth.words", size=found), [v for one in several for v in one.values()]
    if len(parties) == len(scenario.parties) > _FEW:
        return say("worth.every", words=words, least=min(every), largest=max(every))
    in_order = [party.id for party in scenario.parties if party.id in parties]
    shown = in_order if len(in_order) <= _MOST_NAMED else in_order[: _MOST_NAMED // 2]
    who = [
        say("worth.who", party=scenario.name(party), values=[one[party] for one in several])
        for party in shown
    ]
    return say("worth.sized", words=words, who=who, more=len(in_order) - len(shown))


def thresholds(scenario: Scenario, most: Mapping[str, float]) -> str:
    """Return how large a gain or loss is called what."""
    told = [say("worth.most", party=scenario.name(who), most=value) for who, value in most.items()]
    return say("worth.thresholds", most=told[:_MOST_NAMED])


def gain_in_words(value: float, most: float) -> str:
    """Return what a party gains in words, held against the most it could in what could be signed.

    Examples
    --------
    >>> gain_in_words(4.3, 9.9), gain_in_words(-0.6, 9.9)
    ('a clear gain', 'hardly worse than no deal')
    """
    return say("worth.words", size=size(value, most))


def in_unit(scenario: Scenario, party: str, value: float) -> str:
    """Return an amount, however signed, as the party's unit has it said; else as a number."""
    unit = scenario.unit.get(party)
    if unit is None or unit.say is None:
        return amount(abs(value))
    return unit.say.replace("{n}", amount(abs(value) * unit.times))
