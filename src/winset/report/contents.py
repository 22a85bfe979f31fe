"""What is in a scenario file, counted."""

from winset.scenario import Number, Scenario
from winset.tools.walk import parts_of

KINDS = (
    *("parties", "observers", "steps", "choices", "bonuses", "ledgers", "escrow", "terms"),
    *("proposals", "demands", "levers", "approaches", "successors", "record", "figures"),
    *("sessions", "beliefs", "claims", "glossary", "questions", "sources", "elsewhere"),
)
"""What is counted, besides options after a breakdown."""


def contents_of(scenario: Scenario) -> dict[str, int]:
    """Return how many things of each kind a scenario holds, and how sure its numbers are.

    ``ranges`` counts the numbers that are ranges or lists, ``sourced`` those with a source or note;
    ``done`` is there for an agreement under way.
    """
    conflict = scenario.aftermath
    counts = {kind: len(getattr(scenario, kind)) for kind in KINDS}
    counts["options"] = len(conflict.options) if conflict else 0
    numbers = [one for one in parts_of(scenario) if isinstance(one, Number)]
    done = {"done": len(scenario.standing.done)} if scenario.standing else {}
    return (
        counts
        | done
        | {
            "ranges": sum(not number.certain for number in numbers),
            "sourced": sum(bool(number.source or number.note) for number in numbers),
        }
    )
