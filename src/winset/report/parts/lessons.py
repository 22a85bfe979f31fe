"""What to do in the next round: what to keep in, what is safer, what would open a deal."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from winset.advice.result import Carrying, Safer, WithoutStep
from winset.analysis import Analysis
from winset.language.catalogue import say
from winset.report.document.blocks import Section, Sentence
from winset.report.document.compose import points, section
from winset.report.document.sentences import sentence, strong
from winset.report.parts import story
from winset.report.phrases.advice import lever_title, safer_way
from winset.report.phrases.repairs import repair_clauses
from winset.report.phrases.tense import over
from winset.report.phrases.titles import whole

_MOST = 4
"""Rules that are given."""

_SAFER = 2

_SURE = 2
"""Standard errors, from which on a change is told."""


def lessons(analysis: Analysis) -> Section | None:
    """Return what to do in the next round, most important first."""
    own = [tuple(_own(one)) for one in story.told(analysis, "lessons")]
    told = islice(own or _rules(analysis), _MOST)
    heading = say("lessons.heading", past=over(analysis.scenario))
    return section("lessons", points(told, numbered=True), heading=heading)


def _own(one: Sentence) -> Iterator[Sentence]:
    """Yield a rule of the file's own with its first sentence apart, so that it stands out."""
    first, end, rest = one.text.partition(". ")
    in_file = tuple(ref for ref in one.basis if not rest or not ref.startswith("source:"))
    yield strong(replace(one, text=f"{first}{end.strip()}", basis=in_file))
    if rest:
        yield replace(one, text=rest)


def next_step(analysis: Analysis) -> Iterator[Sentence]:
    """Yield the leads of the first rules alone."""
    for rule in islice(_rules(analysis), 2):
        yield Sentence(rule[0].text, rule[0].basis)


def _rules(analysis: Analysis) -> Iterator[tuple[Sentence, ...]]:
    """Yield rules, each with what it says first and what bears it out."""
    advice = analysis.advice
    found = None if advice is None else advice.carrying
    if advice is not None and found is not None:
        yield from _keep(analysis, found)
        for n, one in enumerate(found.safer[:_SAFER]):
            yield _safer(analysis, n, one)
        yield from _worse(analysis, found)
    yield from _open(analysis)


def _keep(analysis: Analysis, found: Carrying) -> Iterator[tuple[Sentence, ...]]:
    """Yield a large step without which the deal is lost: what was offered least, first."""
    scenario, advice = analysis.scenario, analysis.advice
    first = None if advice is None else advice.first
    each = [(n, one) for n, one in enumerate(found.without) if _costs(one)]
    if first is None or not each:
        return
    offered = Counter(step for one in scenario.proposals for step in one.steps)
    n, worst = min(each, key=lambda one: (offered[one[1].step], _margin(one[1])))
    losing = [scenario.name(who) for who, v in (worst.values or {}).items() if v < 0]
    place, step = f"result:advise.without.{n}", whole(scenario, worst.step)
    past, ratio = over(scenario), (worst.share or 0.0) / first.share if first.share else 1.0
    yield (
        strong(sentence("lessons.keep", place, step=step)),
        sentence("lessons.kept", place, past=past, losing=losing, ratio=ratio),
    )


def _costs(one: WithoutStep) -> bool:
    return one.change is not None and one.error is not None and one.change < -_SURE * one.error


def _margin(one: WithoutStep) -> float:
    """Return what is left for whom least is left."""
    return min((one.values or {"": 0.0}).values())


def _safer(analysis: Analysis, n: int, one: Safer) -> tuple[Sentence, ...]:
    scenario, advice = analysis.scenario, analysis.advice
    first = None if advice is None else advice.first
    place, past = f"result:advise.safer.{n}", over(scenario)
    before = 0.0 if first is None else first.share_in_order
    return (
        strong(sentence("lessons.add", place, way=safer_way(scenario, one, whole))),
        sentence("lessons.added", place, past=past, share=one.share, before=before, first=n == 0),
    )


def _worse(analysis: Analysis, found: Carrying) -> Iterator[tuple[Sentence, ...]]:
    """Yield the lever that makes the deal least sure, if one does."""
    each = [(n, one) for n, one in enumerate(found.with_) if one.change < -_SURE * one.error]
    if each:
        n, worst = min(each, key=lambda one: one[1].change)
        place, past = f"result:advise.with.{n}", over(analysis.scenario)
        title = lever_title(analysis.scenario, worst.lever)
        yield (
            strong(sentence("lessons.care", place, lever=title)),
            sentence("lessons.cared", place, past=past),
        )


def _open(analysis: Analysis) -> Iterator[tuple[Sentence, ...]]:
    """Yield the least that would open a deal which meets all else that was demanded."""
    impasse, scenario = analysis.impasse, analysis.scenario
    if impasse is None or impasse.deal_exists or not impasse.repairs:
        return
    clauses = repair_clauses(scenario, impasse.repairs[0])
    data = {"demands": len(scenario.demands), "past": over(scenario), "clauses": clauses}
    yield (strong(sentence("lessons.open", "result:impasse.repairs.0", **data)),)
