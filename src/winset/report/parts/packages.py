"""Packages that show something of the impasse: through whom they go, and their steps."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from winset.language.catalogue import say
from winset.language.words import signed
from winset.report.document.blocks import Row, Sentence, Table
from winset.report.phrases.pairs import many
from winset.report.phrases.titles import whole
from winset.report.phrases.verdicts import escrow_words
from winset.report.phrases.worth import worth
from winset.roadmaps.safeguards import Escrowed
from winset.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Shown:
    """A package in an order, the number that it goes by, and where it stands in the results."""

    number: int
    package: tuple[str, ...]
    order: tuple[tuple[str, ...], ...]
    values: Mapping[str, float]
    path: str


def through(scenario: Scenario, escrow: Sequence[Escrowed], path: str) -> Iterator[Sentence]:
    """Yield what goes through a third party, where that costs something."""
    if any(any(one.cost.values()) for one in escrow):
        yield Sentence(escrow_words(scenario, escrow), (f"{path}.escrow",))


def side_by_side(scenario: Scenario, key: str, shown: Sequence[Shown]) -> Table:
    """Return the steps of packages, and at which place of its order each stands.

    Parameters
    ----------
    key
        Of the caption.
    """
    columns = (say("details.step"), *(str(one.number) for one in shown))
    steps = (
        Row(
            (whole(scenario, step.id), *(_places(one, step.id) for one in shown)),
            tuple(f"{one.path}.package" for one in shown),
        )
        for step in scenario.steps
        if any(step.id in one.package for one in shown)
    )
    rows = (*(_worths(scenario, shown) if shown and many(scenario) else ()), *steps)
    return Table(say(key), columns, rows, frozenset(range(1, len(columns))))


def _worths(scenario: Scenario, shown: Sequence[Shown]) -> Iterator[Row]:
    """Yield what the packages are worth, side by side: of many sides a table tells that better."""
    for party in scenario.parties:
        yield Row(
            (
                say("packages.worth", party=scenario.label(party.id)),
                *(signed(one.values[party.id]) for one in shown),
            ),
            tuple(f"{one.path}.values.{party.id}" for one in shown),
        )


def worth_in_words(scenario: Scenario, values: Mapping[str, float]) -> list[str]:
    """Return what a package is worth to each of a few sides; of many the table tells it."""
    return [] if many(scenario) else worth(scenario, values)


def _places(one: Shown, step: str) -> str:
    if step not in one.package:
        return say("details.not_held")
    places = [n for n, move in enumerate(one.order, 1) if step in move]
    return ", ".join(map(str, places)) or say("details.held")
