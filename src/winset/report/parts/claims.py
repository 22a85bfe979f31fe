"""Often said, but: what is told of the negotiation, and what the record says."""

from collections.abc import Iterator

from winset.analysis import Analysis
from winset.language.catalogue import say
from winset.report.document.blocks import Section, Sentence
from winset.report.document.compose import points, section
from winset.report.document.sentences import sentence, sourced, stated
from winset.scenario import Claim


def claims(analysis: Analysis) -> Section | None:
    """Return what is often said, each with whether it is so, and what is so instead."""
    return section("claims", points(_claim(claim) for claim in analysis.scenario.claims))


def _claim(claim: Claim) -> Iterator[Sentence]:
    path = f"claims.{claim.id}"
    verdict = say(f"claims.{claim.verdict}")
    basis = (f"file:{path}.text", f"file:{path}.verdict", *sourced(claim.source))
    yield sentence("claims.said", *basis, text=claim.text, by=claim.by or "", verdict=verdict)
    for name in ("correction", "note"):
        text = getattr(claim, name)
        if text:
            yield stated(text, f"{path}.{name}", claim.source)
