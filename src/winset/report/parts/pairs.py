"""The trust of many parties in one another, as a table: in rows who trusts, in columns whom."""

from collections.abc import Collection, Mapping

from winset.language.catalogue import say
from winset.report.document.blocks import Row, Table
from winset.report.phrases.pairs import Pairs, many, trusted, trusting
from winset.scenario import Scenario


def matrix(
    scenario: Scenario,
    key: str,
    pairs: Pairs,
    basis: Mapping[tuple[str, str], str],
    bad: Collection[tuple[str, str]] = (),
) -> Table | None:
    """Return what is told of each pair as a table; None where sentences tell it.

    Parameters
    ----------
    key
        Of the caption.
    basis
        What bears out each pair.
    bad
        The pairs that stand in the way of a deal.
    """
    if not many(scenario) or not pairs:
        return None
    columns = trusted(scenario, pairs)
    rows = tuple(
        Row(
            (
                scenario.label(party),
                *(pairs.get((party, other), "") for other in columns),
            ),
            tuple(basis[party, other] for other in columns if (party, other) in pairs),
            {n: "bad" for n, other in enumerate(columns, start=1) if (party, other) in bad},
        )
        for party in trusting(scenario, pairs)
    )
    heads = (say("pairs.of"), *(say("pairs.in", party=scenario.label(other)) for other in columns))
    return Table(say(key), heads, rows, frozenset(range(1, len(heads))))
