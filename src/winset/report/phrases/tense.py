"""Whether the talks are over, and told in the past."""

from winset.scenario import Scenario


def over(scenario: Scenario) -> bool:
    """Return whether talks have ended: the file says so, or tells what happened afterwards."""
    if scenario.ended is None and scenario.when is not None:
        return any(event.day > scenario.when[1] for event in scenario.record)
    return scenario.ended is not None
