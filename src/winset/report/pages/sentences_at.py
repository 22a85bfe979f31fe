"""What the results say at a place, in the sentences that the pages have for it."""

from collections.abc import Iterator
from itertools import chain

from winset.analysis import Analysis
from winset.report.advice_words import named
from winset.report.pages.answer import answer_sentences, overlap_sentence
from winset.report.pages.background import trust_sentences
from winset.report.pages.conflicts import plainest
from winset.report.pages.deal import needs, package_sentences
from winset.report.pages.document import Sentence
from winset.report.pages.first import first_sentences
from winset.report.pages.openings import opening_sentences
from winset.report.pages.outlook import draws_sentences
from winset.report.pages.reasons import fate_sentences, term_sentences
from winset.report.pages.wording import about, say
from winset.report.words import capital


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
        yield overlap_sentence(analysis)
    yield from answer_sentences(analysis)
    if analysis.advice is not None:
        yield from about(capital(named(analysis)), first_sentences(scenario, analysis.advice))
    if roadmap is not None:
        yield from about(capital(named(analysis)), package_sentences(analysis, roadmap))
        yield from needs(scenario, roadmap)
    for n, proposal in enumerate(scenario.proposals):
        yield from about(say("told.named", title=proposal.title), fate_sentences(analysis, n))
    yield from chain.from_iterable(term_sentences(analysis, term) for term in scenario.terms)
    yield from trust_sentences(analysis)
    yield from plainest(analysis)
    yield from opening_sentences(analysis)
    if analysis.firmness is not None:
        yield from draws_sentences(analysis.firmness)
