"""Where trust comes from: the file, the record of promises, or where it starts without any."""

from collections.abc import Iterator
from typing import Literal, TypeAlias

from winset.report.document.blocks import Sentence
from winset.report.document.sentences import sentence
from winset.report.parts.chronology import Numbered, before
from winset.report.phrases.promises import promises_told
from winset.report.phrases.tense import over
from winset.scenario import Scenario

Origin: TypeAlias = Literal["given", "record", "prior"]


def origin(scenario: Scenario, party: str, other: str) -> Origin:
    """Return where the trust of one party in another comes from."""
    if any(other in one.trust for one in scenario.parties if one.id == party):
        return "given"
    return "record" if any(_heard(scenario, party, other)) else "prior"


def reason(
    scenario: Scenario, party: str, other: str, has: float, basis: str, *, in_short: bool = False
) -> Sentence:
    """Return how far one party has reason to trust another, and where that comes from.

    Parameters
    ----------
    basis
        Where the result holds that.
    in_short
        Whether the promises behind it are not counted.
    """
    heard = () if in_short else tuple(_heard(scenario, party, other))
    kept = [event.kept.point for _, event in heard if event.kept is not None]
    return sentence(
        f"trust.{origin(scenario, party, other)}",
        basis,
        *(f"file:record.{n}" for n, _ in heard),
        promises=promises_told(scenario.name(other), kept) if kept else "",
        has=has,
        past=over(scenario),
        party=scenario.name(party),
    )


def _heard(scenario: Scenario, party: str, other: str) -> Iterator[Numbered]:
    return (
        (n, event)
        for n, event in before(scenario)
        if event.kept is not None and event.by == other and event.to in {None, party}
    )
