"""What a package is worth to each party, in a phrase each."""

from collections.abc import Mapping

from winset.language.catalogue import say
from winset.language.words import amount
from winset.scenario import Scenario


def worth(scenario: Scenario, values: Mapping[str, float]) -> list[str]:
    """Return what each party gains or loses, in the order of the values."""
    return [
        say("worth.party", value=value, party=scenario.name(party))
        for party, value in values.items()
    ]


def gain_in_words(value: float, most: float) -> str:
    """Return what a party gains in words, held against the most it could in what could be signed.

    Within a tenth of that is about even, within a third small; a loss larger than that most is far
    worse than no deal.
    """
    return say("worth.in_words", value=value, most=most)


def in_unit(scenario: Scenario, party: str, value: float) -> str:
    """Return an amount, however signed, as the party's unit has it said; else as a number."""
    unit = scenario.unit.get(party)
    if unit is None or unit.say is None:
        return amount(abs(value))
    return unit.say.replace("{n}", amount(abs(value) * unit.times))
