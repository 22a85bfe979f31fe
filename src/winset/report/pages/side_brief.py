"""The brief for one side: its own numbers in full, of the others' only what it believes.

A number is a side's if it is one of its block in the file, or what a step or bonus is worth, or an
escrow costs, to it. What the others believe, and all that rests on their numbers without a belief
about them (what all would sign and keep, why not, what would open a deal, how firm that is, every
chart of values), is left out. What is nobody's, the record, the demands, is as on every page.
"""

from collections.abc import Iterator
from dataclasses import replace

from winset.analysis import Analysis, Judgement
from winset.language.catalogue import say
from winset.language.letters import capital
from winset.language.words import amount
from winset.report.document.blocks import Page, Row, Section, Sentence, Table
from winset.report.document.compose import paragraph, points, section
from winset.report.document.sentences import note, sourced
from winset.report.pages.put_together import page_of
from winset.report.parts.background import background
from winset.report.parts.chronology import chronology, during
from winset.report.parts.claims import claims
from winset.report.parts.deals import words
from winset.report.parts.details import (
    demands,
    offers,
    place,
    proposal_title,
    side_by_side,
)
from winset.report.parts.needs import needs
from winset.report.parts.outlook import happened
from winset.report.parts.proposals import refusals, stop, worth_sentence
from winset.report.parts.sessions import agenda
from winset.report.parts.story import prose
from winset.report.phrases.number_names import number_name
from winset.report.phrases.tense import over
from winset.scenario import Number, Scenario, UsageError
from winset.scenario.changes import numbers_of
from winset.scenario.file.paths import whose
from winset.scenario.number_path import NumberPath
from winset.scenario.tree import unknown


def check_side(scenario: Scenario, side: str) -> None:
    """Refuse a name that is not a party of a scenario.

    Raises
    ------
    UsageError
        If it is none.
    """
    known = [party.id for party in scenario.parties]
    if side not in known:
        raise UsageError("; ".join(unknown(side, known, "parties")))


def write_for(analysis: Analysis, side: str) -> Page:
    """Return the brief for one side.

    Raises
    ------
    UsageError
        If it is not a party of the scenario.
    """
    scenario = analysis.scenario
    check_side(scenario, side)
    sections = (
        _own(scenario, side),
        _believed(scenario, side),
        background(analysis, side),
        _course(analysis, side),
        _details(scenario),
        _fates(analysis, side),
        section("impact", happened(scenario)),
        claims(analysis),
    )
    party = next(one for one in scenario.parties if one.id == side)
    name, adjective = scenario.name(side), party.adjective or ""
    return page_of(
        scenario, "brief_for", sections, form="analysis", party=name, adjective=adjective
    )


def _details(scenario: Scenario) -> Section | None:
    """Return the place, the proposals, the demands, and the days of the talks."""
    return section(
        "details",
        place(scenario),
        agenda(scenario),
        side_by_side(scenario),
        points(offers(scenario), numbered=True),
        section("demands", points(demands(scenario))),
        chronology(scenario, during(scenario), say("details.days")),
    )


def _course(analysis: Analysis, side: str) -> Section | None:
    """Return how the talks went, in the file's own words: no results of another side in them."""
    heading = say("course.heading", past=over(analysis.scenario))
    return section("course", *prose(analysis, "course", side), heading=heading)


def _own(scenario: Scenario, side: str) -> Section | None:
    found = {path: number for path, number in numbers_of(scenario).items() if _is_of(path, side)}
    rows = tuple(
        _row(scenario, path, number, f"file:{_block(path)}", *sourced(number.source))
        for path, number in found.items()
    )
    name = scenario.name(side)
    return section(
        "own",
        note("side.how_to_read"),
        Table(say("side.own", party=name), _columns(), rows, frozenset({1, 2})),
    )


def _believed(scenario: Scenario, side: str) -> Section | None:
    rows = tuple(
        _row(
            scenario,
            NumberPath(one.path),
            one.value,
            f"file:beliefs.{n}",
            *sourced(one.value.source),
        )
        for n, one in enumerate(scenario.beliefs)
        if one.by == side
    )
    caption = say("side.believed", party=scenario.name(side))
    return section("believed", Table(caption, _columns(), rows, frozenset({1, 2})))


def _columns() -> tuple[str, ...]:
    return tuple(say(f"side.{name}") for name in ("number", "value", "range"))


def _row(scenario: Scenario, path: NumberPath, number: Number, *basis: str) -> Row:
    name = capital(number_name(scenario, path))
    return Row((name, amount(number.point), _range(number)), basis)


def _range(number: Number) -> str:
    if number.values:
        return ", ".join(map(amount, number.values))
    if number.low is None:
        return ""
    return say("side.from_to", low=number.low, high=number.high)


def _is_of(path: NumberPath, side: str) -> bool:
    return whose((path.set_once_done or path).keys) == side


def _block(path: NumberPath) -> str:
    """Return where a number stands; for one that a step sets, where the step says so."""
    return path if path.set_once_done is None else f"{path.block}.{path.owner}.{path.name}"


def _fates(analysis: Analysis, side: str) -> Section | None:
    """Return what each proposal would be to the side, by its own numbers alone."""
    scenario = analysis.scenario
    told = (
        paragraph(
            *_fate(scenario, one.id, analysis.proposals[one.id], side),
            label=proposal_title(scenario, n),
        )
        for n, one in enumerate(scenario.proposals)
    )
    return section("side_fates", *told, words(scenario, analysis.deals))


def _fate(scenario: Scenario, id_: str, judged: Judgement, side: str) -> Iterator[Sentence]:
    path = f"result:proposals.{id_}"
    yield worth_sentence(scenario, id_, {side: judged.values[side]})
    yield from refusals(scenario, id_, judged, side)
    if judged.stopped is not None and _may_see(judged.stopped.who, side):
        ever = judged.best is not None
        yield stop(scenario, judged.stopped, f"{path}.stopped", ever=ever)
    if judged.own is not None:
        for one in needs(scenario, judged.own, side):
            yield replace(one, basis=(f"{path}.own",))


def _may_see(who: str | None, side: str) -> bool:
    """Return whether a limit is nobody's, or the side's own."""
    return who is None or "." not in who or who.startswith(f"{side}.")
