"""Ideas of the field that a case teaches: those that its results bear out, each with its place."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from winset.analysis import Analysis
from winset.language.catalogue import say
from winset.language.letters import capital
from winset.report.document.blocks import Block, Details, Sentence
from winset.report.document.compose import paragraph
from winset.report.document.sentences import led, sentence
from winset.report.parts.case import undone
from winset.report.parts.story import ToldConcept
from winset.report.parts.story import concepts as of_file
from winset.report.phrases.advice import named
from winset.report.phrases.found import is_broken
from winset.report.phrases.groups import demand_name
from winset.report.phrases.tense import over
from winset.report.phrases.titles import shorter, whole
from winset.scenario import Scenario

_ANSWERED = re.compile(r"(.+?)\s*\((.+)\)\.?", re.DOTALL)
"""A task, and its answer in brackets."""

_HARD, _EASY = 0.25, 0.6
"""Shares of a step that a break undoes: up to the one it is hard to undo, from the other easy."""


def concepts(analysis: Analysis) -> tuple[ToldConcept, ...]:
    """Return the ideas that the file teaches; else those that the results bear out."""
    told = tuple(of_file(analysis))
    if told:
        return told
    found = ((idea, find(analysis)) for idea, find in _FINDERS.items())
    return tuple(_concept(idea, case) for idea, case in found if case is not None)


def blocks(idea: ToldConcept) -> Iterator[Block]:
    """Yield an idea as a page shows it: its definition first, the case second, a task last.

    What stands in brackets at the end of a task is its answer, and folded.
    """
    yield paragraph(*idea.text, *idea.case, label=capital(idea.term))
    for spot in led("concepts.spot", idea.spot):
        answered = _ANSWERED.fullmatch(spot.text)
        if answered is None:
            yield paragraph(spot)
        else:
            yield Details(answered[1], (paragraph(replace(spot, text=answered[2])),))


def term_of(idea: str) -> str:
    """Return what an idea is called."""
    return say(f"concepts.{idea}")


def _concept(idea: str, case: Sentence) -> ToldConcept:
    general, spot = (sentence(f"concepts.{idea}_{name}", *case.basis) for name in ("is", "spot"))
    return ToldConcept(term_of(idea), (general,), (case,), (spot,))


def _commitment(analysis: Analysis) -> Sentence | None:
    """Return which proposal could be signed and would not be kept; else how few deals would be."""
    scenario = analysis.scenario
    broken = [one for one in scenario.proposals if is_broken(analysis.proposals[one.id])]
    if broken:
        titles = [shorter(one) for one in broken]
        at = [f"result:proposals.{one.id}.own.verdict" for one in broken]
        return sentence("concepts.not_kept", *at, titles=titles, past=over(scenario))
    counts = None if analysis.roadmap is None else analysis.roadmap.all
    if counts is None or not counts.signable or counts.holds == counts.signable:
        return None
    share = counts.holds / counts.signable
    basis = ("result:roadmap.all.holds", "result:roadmap.all.signable")
    return sentence("concepts.few_kept", *basis, share=share, past=over(scenario))


def _linkage(analysis: Analysis) -> Sentence | None:
    """Return what two sides give in one deal that each would refuse by itself."""
    roadmap, scenario = analysis.roadmap, analysis.scenario
    if roadmap is None or min(roadmap.values.values()) < 0:
        return None
    dearest = {
        party.id: min(_given(scenario, party.id, roadmap.package), default=None)
        for party in scenario.parties
    }
    costs = [
        say("concepts.cost", step=whole(scenario, found[1]), party=scenario.name(party))
        for party, found in dearest.items()
        if found is not None and found[0] < 0
    ]
    if len(costs) < 2:
        return None
    basis = ("result:roadmap.package", "result:roadmap.values")
    return sentence("concepts.linked", *basis, costs=costs, past=over(scenario))


def _given(scenario: Scenario, party: str, package: Sequence[str]) -> Iterator[tuple[float, str]]:
    """Yield what each step of a package that a party performs is worth to it."""
    for step in scenario.steps:
        if step.id in package and party in step.by and party in step.value:
            yield step.value[party].point, step.id


def _two_levels(analysis: Analysis) -> Sentence | None:
    """Return which body at home refuses what its party would sign; else which asks for more."""
    found: dict[str, Sentence] = {}
    for party in analysis.scenario.parties:
        for who in (f"{party.id}.{body.id}" for body in party.home):
            for proposal in analysis.scenario.proposals:
                short = analysis.proposals[proposal.id].refused_by
                if short.get(who, 0.0) > short.get(party.id, 0.0):
                    key = "further" if party.id in short else "at_home"
                    found[key] = _refusal(analysis, key, proposal.id, who, party.id)
    return found.get("at_home", found.get("further"))


def _refusal(analysis: Analysis, key: str, proposal: str, who: str, party: str) -> Sentence:
    scenario = analysis.scenario
    title = next(shorter(one) for one in scenario.proposals if one.id == proposal)
    names = {"who": scenario.name(who), "party": scenario.name(party) if party else ""}
    basis = f"result:proposals.{proposal}.refused_by"
    return sentence(f"concepts.{key}", basis, title=title, past=over(scenario), **names)


def _sequencing(analysis: Analysis) -> Sentence | None:
    """Return which proposal another order would keep; else where the deal is weakest."""
    scenario, roadmap = analysis.scenario, analysis.roadmap
    for one in scenario.proposals:
        judged = analysis.proposals[one.id]
        own = "" if judged.own is None else judged.own.verdict
        if judged.best is not None and judged.best.verdict == "holds" != own:
            basis = f"result:proposals.{one.id}.best.verdict"
            title = shorter(one)
            return sentence("concepts.other_order", basis, title=title, past=over(scenario))
    if roadmap is None or not roadmap.binding:
        return None
    weak = roadmap.binding[0].node
    if not 0 < weak < len(roadmap.order):
        return None
    step = whole(scenario, roadmap.order[weak - 1][-1])
    data = {"deal": named(analysis), "step": step, "past": over(scenario)}
    return sentence("concepts.weakest", "result:roadmap.binding.0", **data)


def _irreversibility(analysis: Analysis) -> Sentence | None:
    """Return the steps of a deal that are hardest and easiest to undo."""
    package = () if analysis.roadmap is None else analysis.roadmap.package
    steps = [step for step in analysis.scenario.steps if step.id in package]
    if not steps:
        return None
    hard, easy = min(steps, key=undone), max(steps, key=undone)
    if undone(hard) > _HARD or undone(easy) < _EASY:
        return None
    basis = (f"file:steps.{hard.id}.reversible", f"file:steps.{easy.id}.reversible")
    names = {"hard": whole(analysis.scenario, hard.id), "easy": whole(analysis.scenario, easy.id)}
    return sentence("concepts.undone", *basis, past=over(analysis.scenario), **names)


def _audience(analysis: Analysis) -> Sentence | None:
    """Return which demand it would take most to drop, where the file says what that takes."""
    scenario = analysis.scenario
    costly = [one for one in scenario.demands if one.cost is not None and one.cost.point > 0]
    if len(costly) < 2:
        return None
    most = max(costly, key=lambda one: one.cost.point if one.cost else 0.0)
    names = {"title": demand_name(scenario, most), "party": scenario.name(most.by)}
    basis = f"file:demands.{most.id}.cost"
    return sentence("concepts.dearest", basis, past=over(scenario), **names)


def _spoiler(analysis: Analysis) -> Sentence | None:
    """Return who is not at the table and would stop a proposal that needs its consent."""
    for observer in analysis.scenario.observers:
        for proposal in analysis.scenario.proposals:
            if observer.id in analysis.proposals[proposal.id].refused_by:
                return _refusal(analysis, "stopped", proposal.id, observer.id, "")
    return None


_FINDERS = {
    "commitment": _commitment,
    "linkage": _linkage,
    "two_levels": _two_levels,
    "sequencing": _sequencing,
    "irreversibility": _irreversibility,
    "audience": _audience,
    "spoiler": _spoiler,
}

IDEAS = tuple(_FINDERS)
"""What may be taught, each with its term and its definition in the catalogue."""
