"""What a package is worth to each party, in a phrase each."""

from collections.abc import Mapping

from winset.language.catalogue import say
from winset.scenario import Scenario


def worth(scenario: Scenario, values: Mapping[str, float]) -> list[str]:
    """Return what each party gains or loses, in the order of the values."""
    return [
        say("worth.party", value=value, party=scenario.name(party))
        for party, value in values.items()
    ]
