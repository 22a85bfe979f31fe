"""The pictures that readers ask for first: what they find, and from which keys of a file."""

from __future__ import annotations

from drawings import both, marks, texts
from page_cases import analysis_of
from winset.analysis import Analysis, analyze
from winset.report.charts.ladder import ladder_chart
from winset.report.charts.lanes import lanes_chart
from winset.report.charts.milestones import milestones_chart
from winset.report.charts.offers import offers_chart
from winset.report.charts.prices import prices_chart
from winset.report.charts.style import SIDES
from winset.report.charts.words import words_chart
from winset.scenario import Scenario, load_text

FILE = """
winset: 1
title: Two and a river
phase_length: 3 months
when: [2031-01-01, 2031-01-02]
parties:
  up: {name: Upriver, no_deal: 0}
  down: {name: Downriver, no_deal: 0, leaves_office: {from: 2031-04-01, chance: 0.1}}
steps:
  gauge: {by: [up], title: Gauges, value: {up: -1, down: 3}, reversible: 1, phases: 1}
  open: {by: [up], title: Open dam, value: {up: -4, down: 6}, reversible: 1, phases: 2}
  pay: {by: [down], title: Pay, value: {up: 3, down: -2}, reversible: 1, phases: 1}
  line: {by: [down], title: Power line, value: {up: 5, down: -3}, reversible: 1, phases: 1}
proposals:
  first: {by: up, title: Small steps, date: 2031-01-01, steps: [gauge, line]}
  second: {by: down, title: All for pay, date: 2031-01-02, steps: [gauge, open, pay]}
  third: {by: up, title: The dam for the line, date: 2031-01-02, steps: [open, line]}
terms:
  fair: {title: fair share, meaning: {up: [pay, line], down: [open, pay, gauge]}}
record:
  - {date: 2028, by: up, kept: 1, event: Gauges read as promised}
  - {date: 2029, by: down, kept: 0, event: Payment not made}
"""


def scenario_of(more: str = "", text: str = FILE) -> Scenario:
    return load_text(text + more)


def judged(scenario: Scenario) -> Analysis:
    return analyze(scenario, impasse=False)


def test_an_offer_stands_at_the_dearest_step_of_either_side() -> None:
    chart = offers_chart(judged(scenario_of()))
    assert chart is not None
    placed = {row[0]: row[1:3] for row in chart.rows}
    assert placed["Small steps"] == ("Power line", "Gauges")
    assert placed["All for pay"] == ("Pay", "Open dam")
    assert placed["The dam for the line"] == ("Power line", "Open dam")
    for drawing in both(chart):
        shapes = [mark["shape"] for mark in marks(drawing, "point")]
        assert shapes.count("square") == 2, "Upriver's"
        assert shapes.count("circle") == 1, "Downriver's"
        told = texts(drawing)
        assert {"Small steps", "All for pay"} <= set(told), "named at the point"


def test_the_file_says_what_stands_on_the_axes_of_the_offers() -> None:
    story = "story: {axes: {rows: [gauge, open], columns: [pay, line]}}\n"
    chart = offers_chart(judged(scenario_of(story)))
    assert chart is not None
    placed = {row[0]: row[1:3] for row in chart.rows}
    assert placed["Small steps"] == ("Gauges", "Power line")
    assert placed["All for pay"] == ("Open dam", "Pay")
    assert chart.columns[1].startswith("Upriver gives")


def test_the_found_deal_is_an_open_diamond_in_ink() -> None:
    analysis = judged(scenario_of())
    assert analysis.roadmap is not None
    known = {frozenset(one.steps) for one in analysis.scenario.proposals}
    chart = offers_chart(analysis)
    assert chart is not None
    for drawing in both(chart):
        found = [mark for mark in marks(drawing, "point") if mark["shape"] == "diamond"]
        assert len(found) == (frozenset(analysis.roadmap.package) not in known)
        assert all(mark["fill"] not in SIDES for mark in found)


def test_without_proposals_there_are_no_offers() -> None:
    start, end = FILE.index("proposals:"), FILE.index("terms:")
    assert offers_chart(judged(scenario_of(text=FILE[:start] + FILE[end:]))) is None


def test_of_promises_the_timeline_says_how_many_were_kept() -> None:
    chart = milestones_chart(scenario_of())
    assert chart is not None
    assert chart.title == "1 of 2 promises on record was kept"
    assert [row[2] for row in chart.rows] == ["kept", "broken"]


def test_milestones_of_the_story_come_first() -> None:
    story = """
story:
  milestones:
    - {date: 2028, text: The first gauges}
    - {date: 2030-05-01, text: "A deal worth {roadmap.values.up}"}
    - {date: 2031-01-02, text: The talks end}
"""
    chart = milestones_chart(scenario_of(story))
    assert chart is not None
    assert [row[:2] for row in chart.rows] == [
        ("2028", "The first gauges"),
        ("2 January 2031", "The talks end"),
    ]
    told = texts(chart.drawings.narrow)
    assert {"Upriver: 1 of 1 kept", "Downriver: 0 of 1 kept"} <= set(told)
    assert chart.basis[:2] == ("file:story.milestones.0", "file:story.milestones.2")


def test_a_series_is_a_line_with_its_ends_named() -> None:
    figures = "figures: {flow: {text: Summer flow, unit: m3/s, series: [[2020, 50], [2030, 5]]}}\n"
    chart = prices_chart(scenario_of(figures))
    assert chart is not None
    assert chart.title == "Summer flow fell from 50 to 5 m3/s between 2020 and 2030"
    for drawing in both(chart):
        (line,) = marks(drawing, "line")
        assert len(line["points"]) == 2
        assert {"50", "5"} <= set(texts(drawing))
        assert "Summer flow" in " ".join(texts(drawing))


def test_figures_that_are_no_series_are_not_drawn() -> None:
    figures = (
        "figures: {a: {text: Dams, value: 3, unit: USD}, b: {text: Lines, value: 1, unit: USD}}\n"
    )
    assert prices_chart(scenario_of(figures)) is None
    assert prices_chart(scenario_of()) is None


def test_lanes_are_dated_and_show_who_may_leave_office() -> None:
    scenario = scenario_of()
    roadmap = judged(scenario).roadmap
    assert roadmap is not None
    assert roadmap.calendar is not None
    chart = lanes_chart(scenario, roadmap)
    assert chart is not None
    for drawing in both(chart):
        told = " ".join(texts(drawing))
        assert "Upriver" in told
        assert "Downriver: end of term" in told
        assert "2031" in told
        bars = [mark for mark in marks(drawing, "rect") if mark["fillOpacity"] == 1]
        assert len(bars) == len(chart.rows)


def test_what_a_word_means_is_in_three_groups() -> None:
    chart = words_chart(judged(scenario_of()))
    assert chart is not None
    assert chart.title.startswith("1 of 4 steps")
    for drawing in both(chart):
        bold = [mark["text"] for mark in marks(drawing, "text") if mark["fontWeight"] == "bold"]
        assert "Pay" in bold, "what both mean"


def test_the_ladder_has_a_rung_a_row() -> None:
    analysis = analysis_of("hanoi")
    assert analysis.advice is not None
    chart = ladder_chart(analysis)
    if analysis.advice.certain or len(analysis.advice.ladder) < 2:
        assert chart is None
        return
    assert chart is not None
    assert len(chart.rows) == len(analysis.advice.ladder)
