"""What the pages say of the impasse: reasons with proofs, what opens a deal, and charts of both."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import chain

import pytest

from drawings import marks
from page_cases import CASES, analysis_of, resolve_result
from winset.analysis import Analysis, analyze
from winset.language.words import spelled
from winset.report.charts.grid import grid_chart
from winset.report.document.blocks import (
    BulletList,
    Details,
    Page,
    Row,
    Section,
    Sentence,
    Table,
    assertions,
    charts,
)
from winset.report.pages.brief import write_brief
from winset.report.pages.first_screen import summary_screen
from winset.report.pages.full_analysis import write_analysis
from winset.report.pages.screens import analysis_screen
from winset.report.pages.study import write_study
from winset.report.parts.openings import opening_sentences
from winset.scenario import load_text

pytestmark = pytest.mark.slow

SWAP = """
winset: 1
title: A swap
parties: {a: {name: Ada, breach_penalty: 2}, b: {name: Bo, breach_penalty: 2}}
steps:
  x: {by: [a], title: Exe, value: {a: -1, b: 3}}
  y: {by: [b], title: Wye, value: {a: 3, b: -1}}
"""
"""Kept where the one who goes first trusts the other at a third."""


@cache
def thorough(name: str) -> Analysis:
    text = CASES[name]
    return analyze(load_text(text, file=f"{name}.yaml"), impasse="full", firmness="quick")


def inside(page: Page, *names: str) -> Section:
    """Return a section by the ids on the way to it."""
    blocks: tuple[object, ...] = page.sections
    for name in names:
        found = next(one for one in blocks if isinstance(one, Section) and one.id == name)
        blocks = found.blocks
    return found


@pytest.mark.parametrize("name", CASES)
def test_screens_and_briefs_need_no_proofs(name: str) -> None:
    scenario = load_text(CASES[name], file=f"{name}.yaml")
    whole, bare = (analyze(scenario, proofs=proofs) for proofs in (True, False))
    for write in (write_brief, write_study, analysis_screen, summary_screen):
        assert write(whole) == write(bare)
    assert whole.impasse != bare.impasse or not whole.impasse


def test_each_reason_has_its_proof() -> None:
    analysis = analysis_of("hanoi")
    assert analysis.impasse is not None
    section = inside(write_analysis(analysis), "reasons", "conflicts")
    (shown,) = (block for block in section.blocks if isinstance(block, Details))
    proofs = [block for block in shown.blocks if isinstance(block, Details)]
    assert len(proofs) == 8 < len(analysis.impasse.reasons)
    for proof, reason in zip(proofs, analysis.impasse.reasons, strict=False):
        (told,) = proof.blocks
        assert isinstance(told, BulletList)
        *without, why = told.items
        assert len(without) == len(reason.groups)
        assert reason.certificate is not None
        barrier = reason.certificate.barrier
        counted = [one.basis[0].rpartition(".")[2] for one in why]
        failing = {"unordered": barrier.unordered, "start": barrier.start, "end": barrier.end}
        assert [name for name in counted if name in failing] == [k for k, v in failing.items() if v]
        left = barrier.packages - sum(failing.values())
        assert counted.count("packages") == 1 + bool(left)
    text = " ".join(one.text for one in assertions(shown) if not isinstance(one, Row))
    assert f"{len(analysis.impasse.reasons) - 8} more reasons, as long or longer" in text


def test_what_opens_a_deal_comes_cheapest_first_with_its_steps() -> None:
    analysis = analysis_of("hanoi")
    assert analysis.impasse is not None
    repairs = analysis.impasse.repairs
    costs = [one.cost for one in repairs if one.cost is not None]
    assert costs == sorted(costs)
    shown = inside(write_analysis(analysis), "openings")
    (more,) = (block for block in shown.blocks if isinstance(block, Details))
    table = next(block for block in more.blocks if isinstance(block, Table))
    for n, repair in enumerate(repairs, 1):
        assert sum(row.cells[n] != "–" for row in table.rows) == len(repair.package)
    assert len(list(opening_sentences(analysis))) == 2 * 3


def test_where_a_deal_exists_the_page_says_what_meets_every_demand() -> None:
    page = write_analysis(thorough("harbour"))
    impasse = thorough("harbour").impasse
    assert impasse is not None
    assert impasse.deal is not None
    told, worth, *_ = assertions(inside(page, "reasons", "all_met"))
    assert isinstance(told, Sentence)
    assert f"a deal of {spelled(len(impasse.deal.package))} steps that all would sign" in told.text
    assert worth.basis == ("result:impasse.deal.values",)
    closings = inside(page, "openings")
    assert closings.heading == "What would close it"
    rows = [one for one in assertions(closings) if isinstance(one, Row)]
    assert impasse.edge
    assert [one.basis[0] for one in rows if ".edge." in one.basis[0]] == [
        f"result:impasse.edge.{n}" for n in range(8)
    ]


@pytest.mark.parametrize("name", ["first", "harbour", "hostile"])
def test_all_that_a_thorough_look_finds_rests_on_results(name: str) -> None:
    results = thorough(name).to_dict()
    page = write_analysis(thorough(name))
    for one in (*assertions(page), *charts(page)):
        for ref in one.basis:
            kind, _, path = ref.partition(":")
            if kind == "result":
                resolve_result(results, path)


def test_the_map_has_a_cell_for_each_place() -> None:
    analysis = analyze(load_text(SWAP, file="swap.yaml"), impasse="full")
    assert analysis.impasse is not None
    grid = analysis.impasse.grid
    assert grid is not None
    chart = grid_chart(analysis.scenario, grid)
    assert chart is not None
    assert grid.opens == tuple(
        tuple(max(x, y) >= 1 / 3 for x in grid.x.values) for y in grid.y.values
    )
    cells = marks(chart.drawings.wide, "rect")
    dark = max(cell["fillOpacity"] for cell in cells)
    assert [cell["fillOpacity"] == dark for cell in cells] == list(chain(*grid.opens))
    assert [[one == "yes" for one in row[1:]] for row in chart.rows] == [*map(list, grid.opens)]
    drawn = [line.split()[-1] for line in chart.letters[1:-2]]
    assert [[one == "█" for one in row] for row in drawn] == [*map(list, reversed(grid.opens))]
    everywhere = replace(grid, opens=tuple(tuple(True for _ in row) for row in grid.opens))
    assert grid_chart(analysis.scenario, everywhere) is None


def test_a_thorough_look_compares_all_that_opens_a_deal() -> None:
    scenario = analysis_of("first").scenario
    quick = analyze(scenario, impasse="full", firmness="quick").impasse
    whole = analyze(scenario, impasse="full", firmness=True).impasse
    assert quick is not None
    assert whole is not None
    assert quick.to_dict() == whole.to_dict()
