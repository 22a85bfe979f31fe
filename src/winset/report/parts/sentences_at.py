"""What the results say at a place, in the sentences that the pages have for it."""

from collections.abc import Iterator

from winset.analysis import Analysis
from winset.language.catalogue import say
from winset.language.letters import capital
from winset.report.document.blocks import Sentence
from winset.report.document.sentences import about
from winset.report.parts.advice import first_sentences
from winset.report.parts.answer import answer_sentences
from winset.report.parts.background import trust_sentences
from winset.report.parts.clashes import plainest
from winset.report.parts.deals import overlap_sentence, term_sentences
from winset.report.parts.firmness import draws_sentences
from winset.report.parts.needs import needs
from winset.report.parts.openings import opening_sentences
from winset.report.parts.order import package_sentences
from winset.report.parts.proposals import fate_sentences
from winset.report.phrases.advice import named


def sentences_at(analysis: Analysis, place: str) -> tuple[Sentence, ...]:
    """Return the sentences about a place in the results; none where nothing stands there.

    Those that rest on the place itself or on what is inside it; where there are none, those that
    rest on what it is inside of, the nearest first.

    Parameters
    ----------
    place
        By keys and positions: ``roadmap.verdict``.
    """
    every = tuple(_sentences(analysis))
    wanted = f"result:{place}"
    found = [one for one in every if any(_inside(ref, wanted) for ref in one.basis)]
    while not found and "." in wanted:
        wanted = wanted.rpartition(".")[0]
        found = [one for one in every if wanted in one.basis]
    return tuple(dict.fromkeys(found))


def _inside(place: str, whole: str) -> bool:
    return place == whole or place.startswith(f"{whole}.")


def _sentences(analysis: Analysis) -> Iterator[Sentence]:
    """Yield what can be said of the results, each so that it can stand alone."""
    scenario, roadmap = analysis.scenario, analysis.roadmap
    if scenario.demands:
        yield overlap_sentence(scenario, analysis.deals)
    yield from answer_sentences(analysis)
    if analysis.advice is not None:
        yield from about(capital(named(analysis)), first_sentences(scenario, analysis.advice))
    if roadmap is not None:
        yield from about(capital(named(analysis)), package_sentences(analysis, roadmap))
        yield from needs(scenario, roadmap)
    for n, proposal in enumerate(scenario.proposals):
        yield from about(say("told.named", title=proposal.title), fate_sentences(analysis, n))
    for term in scenario.terms:
        yield from term_sentences(scenario, analysis.deals, term)
    yield from trust_sentences(analysis)
    yield from plainest(scenario, analysis.impasse)
    yield from opening_sentences(analysis)
    if analysis.firmness is not None:
        yield from draws_sentences(analysis.firmness)
