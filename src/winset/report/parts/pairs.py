"""The trust of many parties in one another, as a table of a page."""

from collections.abc import Mapping

from winset.report.document.blocks import Row, Table
from winset.report.language.catalogue import say
from winset.report.phrases.pairs import Pairs, many, trusted, trusting
from winset.scenario import Scenario


def matrix(
    scenario: Scenario, key: str, pairs: Pairs, basis: Mapping[tuple[str, str], str]
) -> Table | None:
    """Return what is told of each pair as a table; None where sentences tell it.

    Parameters
    ----------
    key
        Of the caption.
    basis
        What bears out each pair.
    """
    if not many(scenario) or not pairs:
        return None
    columns = trusted(scenario, pairs)
    rows = tuple(
        Row(
            (
                scenario.name(party),
                *(pairs.get((party, other), "") for other in columns),
            ),
            tuple(basis[party, other] for other in columns if (party, other) in pairs),
        )
        for party in trusting(scenario, pairs)
    )
    heads = (say("pairs.of"), *(say("pairs.in", party=scenario.name(other)) for other in columns))
    return Table(say(key), heads, rows, frozenset(range(1, len(heads))))
