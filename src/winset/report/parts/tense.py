"""Whether the talks are over, and told in the past."""

from winset.report.parts.chronology import after
from winset.scenario import Scenario


def over(scenario: Scenario) -> bool:
    """Return whether talks have ended: the file says so, or tells what happened afterwards."""
    return scenario.ended is not None or bool(after(scenario))
