"""The ways of going about a negotiation that a file names, side by side."""

from collections.abc import Iterator, Mapping

from winset.impasse.approaches import Outcome
from winset.language.catalogue import say
from winset.language.words import NONE, amount, signed
from winset.report.document.blocks import Row, Section, Table
from winset.report.document.compose import section
from winset.scenario import Scenario


def approaches(scenario: Scenario, outcomes: Mapping[str, Outcome]) -> Section | None:
    """Return the outcome of each approach in a row; None where the file names none."""
    if not outcomes:
        return None
    titles = {approach.id: approach.title for approach in scenario.approaches}
    columns = (
        *(say(f"approaches.{name}") for name in ("approach", "signed", "kept")),
        *(say("approaches.best", party=scenario.label(party.id)) for party in scenario.parties),
        say("approaches.deal", demands=len(scenario.demands)),
        say("approaches.reasons"),
    )
    rows = tuple(
        Row(
            (titles.get(id_, say("approaches.now")), *_cells(scenario, outcome)),
            ("result:impasse.approaches", *([f"file:approaches.{id_}"] if id_ else [])),
        )
        for id_, outcome in outcomes.items()
    )
    numeric = frozenset(range(1, len(columns)))
    caption = say("approaches.caption", demands=len(scenario.demands))
    return section("approaches", Table(caption, columns, rows, numeric))


def _cells(scenario: Scenario, outcome: Outcome) -> Iterator[str]:
    """Yield how many packages could be signed and kept, what the best is worth, and the rest."""
    best = outcome.roadmap
    yield amount(outcome.deals.signable)
    yield amount(0 if best is None or best.all is None else best.all.holds)
    for party in scenario.parties:
        yield NONE if best is None else signed(best.values[party.id])
    yield say("approaches.yes" if outcome.deal_exists else "approaches.no")
    yield str(outcome.reasons)
