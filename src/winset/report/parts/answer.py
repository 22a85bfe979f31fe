"""The answer in three sentences."""

from collections.abc import Iterator

from winset.analysis import Analysis
from winset.report.document.blocks import Sentence
from winset.report.document.sentences import sentence
from winset.report.parts.deals import overlap_sentence, signable_sentence
from winset.report.phrases.tense import over


def answer_sentences(analysis: Analysis) -> Iterator[Sentence]:
    """Yield the answer, sentence by sentence."""
    yield signable_sentence(analysis.deals)
    counts = None if analysis.roadmap is None else analysis.roadmap.all
    if counts is not None:
        key = "answer.kept" if counts.holds else "answer.none_kept"
        yield sentence(key, "result:roadmap.all.holds", holds=counts.holds)
    yield from on_the_table(analysis)


def on_the_table(analysis: Analysis) -> Iterator[Sentence]:
    """Yield how the proposals fare; where there are none, whether the demands overlap."""
    if analysis.proposals:
        signed = [judged for judged in analysis.proposals.values() if judged.signable]
        both = [one for one in signed if one.own is not None and one.own.verdict == "holds"]
        yield sentence(
            "answer.proposals",
            "result:proposals",
            total=len(analysis.proposals),
            signed=len(signed),
            both=len(both),
            past=over(analysis.scenario),
        )
    elif analysis.scenario.demands:
        yield overlap_sentence(analysis.scenario, analysis.deals)
