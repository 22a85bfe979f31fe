"""The parts of the pages that tell what a file tells: agenda, claims, words, its own questions."""

from __future__ import annotations

import json
from typing import Any

import pytest

from page_cases import CASES, analysis_of, resolve_result
from winset.analysis import Analysis, analyze
from winset.cases import load, names
from winset.language.catalogue import say
from winset.report.document.blocks import (
    Facts,
    Page,
    Row,
    Section,
    Sentence,
    Table,
    assertions,
)
from winset.report.pages.brief import write_brief
from winset.report.pages.cards import cards
from winset.report.pages.full_analysis import write_analysis
from winset.report.pages.roles import write_roles
from winset.report.pages.study import write_study
from winset.report.parts.changes import against_proposals
from winset.report.parts.questions import questions
from winset.report.parts.sentences_at import sentences_at
from winset.report.phrases.found import found_deal
from winset.scenario import load_text

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("hanoi")]

PAIR: dict[str, Any] = {
    "winset": 1,
    "title": "A pair",
    "parties": {"a": {"name": "Ada"}, "b": {"name": "Bo"}},
    "steps": {
        "x": {"by": ["a"], "title": "Exe", "value": {"a": -1, "b": 3}},
        "y": {"by": ["b"], "title": "Wye", "value": {"a": 3, "b": -1}},
    },
}


def analysed(**blocks: Any) -> Analysis:
    return analyze(load_text(json.dumps({**PAIR, **blocks}), file="pair.yaml"))


def found(page: Page, name: str) -> Section | None:
    """Return a page's section, or the section of a section, by its id."""
    every = [s for top in page.sections for s in (top, *top.blocks) if isinstance(s, Section)]
    return next((one for one in every if one.id == name), None)


def rows(section: Section | None) -> list[tuple[str, ...]]:
    assert section is not None
    return [one.cells for one in assertions(section) if isinstance(one, Row)]


@pytest.mark.parametrize(
    ("start", "end", "shown"),
    [
        ("2031-03-01", None, "1 March 2031"),
        ("2031-03-01T18:30", None, "1 March 2031, 18:30"),
        ("2031-03-01T18:30", "2031-03-01T19:05", "1 March 2031, 18:30–19:05"),
        ("2031-03-01", "2031-03-01", "1 March 2031"),
        ("2031-03-01", "2031-03-02", "1 March 2031 – 2 March 2031"),
        ("2031-03-01T22:00", "2031-03-02T01:00", "1 March 2031, 22:00 – 2 March 2031, 01:00"),
    ],
)
def test_the_agenda_says_when(start: str, end: str | None, shown: str) -> None:
    session = {"name": "Talk", "start": start, **({"end": end} if end else {})}
    agenda = found(write_analysis(analysed(talks={"sessions": [session]})), "talks")
    assert rows(agenda) == [(shown, "Talk, in a larger round.")]


def test_the_agenda_says_what_was_not_held_and_who_was_there() -> None:
    sessions = [
        {"name": "Talk", "start": "2031-03-01", "kind": "private", "parties": ["b"]},
        {"name": "Lunch", "start": "2031-03-02", "kind": "meal", "held": False, "note": "No fish"},
    ]
    agenda = found(write_analysis(analysed(talks={"sessions": sessions})), "talks")
    assert [cells[1:] for cells in rows(agenda)] == [
        ("Talk, behind closed doors (Bo).", "held"),
        ("Lunch, a meal. No fish.", "planned, not held"),
    ]


def test_what_is_often_said_is_set_right() -> None:
    claims = {
        "w": {"text": "It never rains.", "by": "a guide", "correction": "It does"},
        "h": {"text": "All fish.", "verdict": "half", "correction": "Some do."},
        "r": {"text": "Ada won", "verdict": "right", "note": "Twice."},
    }
    section = found(write_analysis(analysed(claims=claims)), "claims")
    assert section is not None
    assert [one.text for one in assertions(section) if not isinstance(one, Row)] == [
        "“It never rains.” (a guide): that is wrong.",
        "It does.",
        "“All fish.”: that is partly wrong.",
        "Some do.",
        "“Ada won”: that is right.",
        "Twice.",
    ]


def test_words_to_know_are_in_the_guide_and_on_cards() -> None:
    analysis = analysed(glossary={"old-rope": {"text": "A rope that is old"}})
    terms = found(write_study(analysis), "terms")
    assert terms is not None
    (told_,) = terms.blocks
    assert isinstance(told_, Facts)
    ((label, (one,)),) = told_.rows
    assert (label, one.text) == ("Old rope", "A rope that is old.")
    assert ("Old rope", "A rope that is old.") in [(c.front, c.back) for c in cards(analysis)]


def test_the_questions_of_the_file_come_first_and_say_what_the_results_say() -> None:
    points = [{"text": "Because"}, {"result": "deals.signable"}, {"result": "roadmap.nonsense.x"}]
    asked = [{"level": "evaluate", "ask": "Why?", "points": points}]
    every_one = questions(analysed(questions=asked))
    first = next(one for one in every_one if one.level == "evaluate")
    assert (first.level, first.ask) == ("evaluate", "Why?")
    said = [[one.text for one in point] for point in first.points]
    assert said[0] == ["Because."]
    (signable,) = said[1]
    assert signable.startswith("Of 3 packages of steps, one could be signed: it would leave")
    assert not said[2]


@pytest.mark.parametrize("case", names())
def test_every_place_that_a_shipped_question_names_is_told(case: str) -> None:
    analysis = analysis_of(case)
    results = analysis.to_dict()
    places = [
        point.result
        for question in load(case).questions
        for point in question.points
        if point.result is not None
    ]
    assert places
    for place in places:
        resolve_result(results, place)
        assert sentences_at(analysis, place), place


@pytest.mark.parametrize("case", ["hanoi", *CASES])
def test_what_is_told_of_a_place_rests_on_it(case: str) -> None:
    analysis = analysis_of(case)
    for place in ("deals.signable", "roadmap.verdict", "deals.overlap"):
        for one in sentences_at(analysis, place):
            assert f"result:{place}" in one.basis


def test_a_table_has_a_cell_for_each_column() -> None:
    for case in ("hanoi", *CASES):
        for write in (write_brief, write_analysis, write_study):
            for section in write(analysis_of(case)).sections:
                for table in _tables(section):
                    assert {len(row.cells) for row in table.rows} == {len(table.columns)}


def _tables(block: Any) -> list[Table]:
    if isinstance(block, Table):
        return [block]
    return [table for inner in getattr(block, "blocks", ()) for table in _tables(inner)]


def test_a_role_lets_a_student_rebuild_what_a_package_is_worth() -> None:
    analysis = analysis_of("hanoi")
    scenario = analysis.scenario
    for party in scenario.parties:
        role = found_role(analysis, party.id)
        (table,) = _tables(role)
        cells = {row.cells[0]: row.cells[1:] for row in table.rows}
        by = {step.id: list(map(scenario.label, step.by)) for step in scenario.steps}
        for proposal in scenario.proposals:
            done = [{"step": scenario.label(one), "by": by[one]} for one in proposal.steps]
            added = [cells[say("role.done_by", **one)] for one in done]
            together = {
                say("role.together", steps=list(map(scenario.label, bonus.when)))
                for bonus in scenario.bonuses
                if set(bonus.when) <= set(proposal.steps)
            }
            added += [row for title, row in cells.items() if title in together]
            own, *bodies = ([_number(one) for one in column] for column in zip(*added, strict=True))
            value = analysis.proposals[proposal.id].values[party.id]
            assert sum(own) - party.no_deal.point == pytest.approx(value)
            for body, column in zip(party.home, bodies, strict=True):
                total = sum(column) - (body.no_deal or party.no_deal).point
                refused_by = analysis.proposals[proposal.id].refused_by
                if total < body.floor.point:
                    assert refused_by[f"{party.id}.{body.id}"] >= body.floor.point - total - 1e-9


def found_role(analysis: Analysis, party: str) -> Section:
    role = found(write_roles(analysis.scenario), f"role-{party}")
    assert role is not None
    return role


def _number(text: str) -> float:
    return float(text.replace("\N{MINUS SIGN}", "-").replace(",", ""))


def test_votes_at_home_are_told_in_the_role() -> None:
    home = {
        "p": {"name": "Peers", "floor": 1, "votes": 3, "no_deal": 2, "value": {"x": -5}},
        "q": {"name": "Quakers", "floor": 0, "votes": 1},
    }
    parties = {"a": {"name": "Ada", "home": home}, "b": {"name": "Bo"}}
    role = found_role(analysed(parties=parties), "a")
    text = " ".join(one.text for one in assertions(role) if not isinstance(one, Row))
    for told in (
        "Peers: 3 of 4 votes, for a deal only if its own column adds up to +3 or more.",
        "Quakers: 1 of 4 votes, for a deal only if its own column adds up to 0 or more.",
        "A deal needs at least 50% of the votes.",
    ):
        assert told in text
    assert [row.cells[1:] for row in _tables(role)[0].rows] == [
        ("−1", "−5", "−1"),
        ("+3", "+3", "+3"),
    ]


def test_sources_of_the_values_are_spoken_of_only_where_there_are_any() -> None:
    sourced = {"sources": {"s": {"title": "A book"}}}
    parties = {"a": {"name": "Ada", "no_deal": {"value": 0, "source": "s"}}, "b": {"name": "Bo"}}
    for blocks, told_ in (({}, False), ({**sourced, "parties": parties}, True)):
        sure = found(write_brief(analysed(**blocks)), "how_sure")
        assert sure is not None
        first, *_ = assertions(sure)
        assert isinstance(first, Sentence)
        assert ("where each comes from" in first.text) == told_


def test_the_deal_is_set_against_each_proposal() -> None:
    analysis = analysed(
        parties={
            "a": {"name": "Ada", "breach_penalty": 5},
            "b": {"name": "Bo", "breach_penalty": 5, "guarantee": 9},
        },
        proposals={
            "less": {"title": "Less", "steps": ["x"]},
            "as-it-is": {"title": "As it is", "steps": ["x", "y"]},
        },
    )
    deal = found_deal(analysis)
    assert deal is not None
    assert set(deal.package) == {"x", "y"}
    table = against_proposals(analysis)
    assert table is not None
    labels = {step.id: analysis.scenario.label(step.id) for step in analysis.scenario.steps}
    assert [row.cells for row in table.rows] == [
        ("Less", labels["y"], "nothing"),
        ("As it is", "nothing", "nothing"),
    ]
