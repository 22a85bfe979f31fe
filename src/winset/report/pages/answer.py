"""The answer in three sentences."""

from collections.abc import Iterator

from winset.analysis import Analysis
from winset.report.pages.document import Section, Sentence
from winset.report.pages.sections import paragraph, section
from winset.report.pages.wording import note, sentence
from winset.scenario.changes import numbers_of


def answer(analysis: Analysis) -> Section | None:
    """Return what could be signed, what would be kept, and how what was on the table fares."""
    return section("answer", paragraph(*answer_sentences(analysis)), note(if_right(analysis)))


def if_right(analysis: Analysis) -> str:
    """Return the key of what to bear in mind; of sources only where the file has some."""
    sourced = any(number.source for number in numbers_of(analysis.scenario).values())
    return "answer.if_right" if sourced else "answer.if_right_unsourced"


def answer_sentences(analysis: Analysis) -> Iterator[Sentence]:
    """Yield the answer, sentence by sentence."""
    yield _signable(analysis)
    yield from _kept(analysis)
    yield from _on_the_table(analysis)


def _signable(analysis: Analysis) -> Sentence:
    packages, signable = analysis.deals.packages, analysis.deals.signable
    if not signable:
        key = "none_signable"
    elif signable < packages:
        key = "signable"
    else:
        key = "one_signable" if packages == 1 else "all_signable"
    basis = ("result:deals.packages", "result:deals.signable")
    return sentence(f"answer.{key}", *basis, packages=packages, signable=signable)


def _kept(analysis: Analysis) -> Iterator[Sentence]:
    counts = None if analysis.roadmap is None else analysis.roadmap.all
    if counts is not None:
        key = "answer.kept" if counts.holds else "answer.none_kept"
        yield sentence(key, "result:roadmap.all.holds", holds=counts.holds)


def _on_the_table(analysis: Analysis) -> Iterator[Sentence]:
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
        )
    elif analysis.scenario.demands:
        yield overlap_sentence(analysis)


def overlap_sentence(analysis: Analysis) -> Sentence:
    """Return how many packages meet all the demands that were made."""
    overlap, demands = analysis.deals.overlap, len(analysis.scenario.demands)
    key = "answer.overlap" if overlap else "answer.no_overlap"
    return sentence(key, "result:deals.overlap", overlap=overlap, demands=demands)
