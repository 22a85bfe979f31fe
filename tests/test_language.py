"""One catalogue: a language is one file, and no word of Winset's own is said without it."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterator

import pytest

from drawings import both, texts
from page_cases import Outline, every_page, html_of
from pseudo import CODE, ENGLISH, OPEN, outside
from pseudo import messages as every_message
from winset.advice.advise import advise
from winset.aftermath.expect import expect_no_deal
from winset.aftermath.layout import layout_of
from winset.aftermath.trace import trace_aftermath, which_rankings
from winset.analysis import Analysis, analyze
from winset.deals.find import find_deals
from winset.impasse.explain import explain_impasse
from winset.impasse.thresholds import Axis, Grid
from winset.language import messages
from winset.language.catalogue import _template, say
from winset.language.messages import languages, read, speaking
from winset.report.charts.aftermath import aftermath_chart
from winset.report.charts.grid import grid_chart
from winset.report.contents import contents_of
from winset.report.document.blocks import Page, charts
from winset.report.envelope import to_json
from winset.report.forms.markdown import to_markdown
from winset.report.forms.terminal import to_text
from winset.report.pages.file_screens import case_screen, check_screen
from winset.report.pages.first_screen import summary_screen
from winset.report.pages.full_analysis import write_analysis
from winset.report.pages.screens import (
    advice_screen,
    aftermath_screen,
    analysis_screen,
    deals_screen,
    impasse_screen,
    roadmap_screen,
    verify_screen,
)
from winset.roadmaps.plan import plan_roadmap
from winset.scenario import load_text
from winset.scenario.number_path import NumberPath
from winset.verification import verify

Run = Callable[..., tuple[int, str, str]]

# every text of the file is in a script without Latin letters
CASE = """
winset: 1
title: Δύο ποταμοί
when: [2031-03-01, 2031-03-02]
place: {name: Πορθμείο}
unit: {up: εκατομμύρια}
phase_length: 3 months
parties:
  up:
    name: Άνω
    breach_penalty: 2
    goals: [{text: Ρεύμα.}]
    home: {farmers: {name: Αγρότες, floor: -9}}
  down: {name: Κάτω, breach_penalty: {low: 1, mode: 2, high: 3}}
observers: {delta: {name: Δέλτα, notes: [{text: Αλάτι.}]}}
steps:
  open:
    by: [up]
    title: Φράγμα
    value: {up: -4, down: 9, delta: 1}
    reversible: 0.9
    changes: {water: 5}
  line: {by: [down], title: Γραμμή, value: {up: 6, down: -2}, phases: 2}
  pay: {by: [down], title: Πληρωμή, value: {up: 2, down: -3}, after: [line]}
ledgers: {water: {name: Νερό, start: 20, floor: 1}}
terms:
  share: {title: Μερίδιο, definition: Για όλους., meaning: {up: [open], down: [open, pay, line]}}
demands:
  first: {by: up, title: Πρώτα, before: [[line, open]]}
  worth: {by: down, title: Αξία, at_least: 1}
proposals: {plan: {by: up, title: Σχέδιο, steps: [open, line], date: 2031-03-01}}
record: [{date: 2030-01-02, event: Υπόσχεση, by: up, to: down, kept: 0.5}]
elsewhere: {rail: {name: Τρένα, parties: [up], weight: 0.5}}
aftermath:
  options:
    dry: {by: up, title: Ξηρασία}
    dark: {by: down, title: Σκοτάδι}
  status_quo: []
  preferences:
    up: {statements: [not dark, dry]}
    down: {one_of: [{weight: 3, statements: [dark iff dry]}, {statements: [dark]}]}
  effects: [{when: dark, value: {up: -2, down: -1, delta: -1}, changes: {water: -3}, kept: {up: 0}}]
"""


def screens(analysis: Analysis) -> Iterator[Page]:
    scenario = analysis.scenario
    yield case_screen(scenario)
    yield check_screen(scenario, contents_of(scenario))
    yield deals_screen(scenario, find_deals(scenario))
    yield advice_screen(scenario, advise(scenario, draws=20))
    yield summary_screen(analysis)
    yield analysis_screen(analysis)
    yield roadmap_screen(scenario, analysis.roadmap, analysis.advice)
    yield roadmap_screen(scenario, plan_roadmap(scenario, "plan"))
    yield roadmap_screen(scenario, plan_roadmap(scenario, order="line,open,pay"))
    found = trace_aftermath(scenario, roadmap=analysis.roadmap)
    asked = [which_rankings(scenario, ["dry"], party) for party in found.parties]
    yield aftermath_screen(scenario, found, asked, expect_no_deal(scenario))
    yield impasse_screen(scenario, explain_impasse(scenario))
    result = json.loads(to_json(scenario, {"seed": 0, **analysis.to_dict()}))
    yield verify_screen(scenario, verify(scenario, result))


def foreign(text: str) -> list[str]:
    """Return what is said in English, but for what is to be typed."""
    typed = r"winset \w+|--[\w-]+|(?:steps|parties)\.[\w.-]+|Winset|^[a-z-]+$"
    return re.findall(r".*[A-Za-z]{3,}.*", re.sub(typed, "", outside(text), flags=re.MULTILINE))


@pytest.mark.slow
@pytest.mark.usefixtures("made_up")
def test_no_word_is_said_that_is_not_in_the_catalogue() -> None:
    analysis = analyze(load_text(CASE), firmness=True, draws=40)
    for page in screens(analysis):
        text = to_text(page, width=2000, whole=True)
        assert OPEN in text
        assert not foreign(text), page.title
    for page in every_page(analysis):
        assert not foreign(to_markdown(page))
        assert not foreign("\n".join(Outline(html_of(page)).words))


@pytest.mark.usefixtures("made_up")
def test_no_word_of_a_picture_is_not_in_the_catalogue() -> None:
    scenario = load_text(CASE)
    analysis = analyze(scenario, firmness="quick")
    found = trace_aftermath(scenario)
    x, y = (Axis(NumberPath(f"parties.{party}.no_deal"), (0.0, 1.0)) for party in ("up", "down"))
    grid = Grid(False, x, y, ((True, False), (True, True)), (0.0, 0.0))
    drawn = [
        *charts(write_analysis(analysis)),
        aftermath_chart(scenario, found, layout_of(scenario, found)),
        grid_chart(scenario, grid),
    ]
    assert {chart.id for chart in drawn if chart} >= {
        *("aftermath", "along", "firmness", "grid", "ledgers", "lanes", "plane", "term-share"),
    }
    for chart in drawn:
        assert chart is not None
        told = [
            chart.title,
            chart.subtitle,
            chart.alt,
            *chart.columns,
            *(cell for row in chart.rows for cell in row),
        ]
        for text in (*told, *(" ".join(texts(one)) for one in both(chart))):
            assert not re.findall(r"[A-Za-z]{2,}.*", outside(text)), chart.id


@pytest.mark.usefixtures("made_up")
def test_a_language_is_one_file() -> None:
    assert languages() == ["en", CODE]
    assert OPEN in say("headings.signable")


def test_groups_read_one_by_one_are_those_of_the_file() -> None:
    whole = tomllib.loads(ENGLISH)
    groups = {name: inside for name, inside in whole.items() if isinstance(inside, dict)}
    assert len(groups) > 50
    assert {name: read("en", name) for name in groups} == groups
    assert {**read("en", ""), **groups} == whole


def test_every_message_can_be_filled_in() -> None:
    for key, _ in every_message(ENGLISH):
        _template("en", key)  # raises where it is not a template


def test_without_a_catalogue_english_is_spoken() -> None:
    english = say("headings.signable")
    with speaking("ka"):
        assert say("headings.signable") == english
    with speaking("en-GB"):
        assert say("headings.signable") == english


def test_a_language_without_a_catalogue_is_refused(run: Run) -> None:
    code, out, err = run("deals", "hanoi", "--lang", "tlh")
    assert (code, out) == (2, "")
    assert err == "there is no catalogue for the language 'tlh'; the languages are en\n"


def test_a_call_speaks_its_own_language(run: Run) -> None:
    assert run("show", "hanoi", "--lang", "en")[0] == 0
    assert messages.spoken() == "en"
