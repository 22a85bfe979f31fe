"""The brief and the analysis behind it: their lengths, their parts, and how they read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from long_sentences import long_sentences
from page_cases import CASES, Outline, analysis_of, pictures_of, shown
from winset.analysis import Analysis, analyze
from winset.cases import load
from winset.language.catalogue import say
from winset.report.document.blocks import (
    ChartBlock,
    Facts,
    Page,
    Paragraph,
    Section,
    Sentence,
    Table,
    assertions,
    charts,
)
from winset.report.forms.html import to_html
from winset.report.forms.pdf import to_pdf
from winset.report.pages.brief import analysis_for_brief, write_brief
from winset.report.pages.full_analysis import write_analysis
from winset.report.pages.study import write_study
from winset.report.phrases.tense import over
from winset.report.phrases.worth import gain_in_words, in_words
from winset.scenario import load_file, load_text

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("hanoi")]

DATA = Path(__file__).parent / "data"
FILES = {path.stem: path for one in ("trials", "newcomers") for path in DATA.glob(f"{one}/*.yaml")}
"""Files without a story: what people wrote for themselves, and as a newcomer would."""

BANNED = (
    *("both cannot be", "cannot all be", "beyond no deal", "fares as above"),
    *("gains by breaking", "an end of its own", "could be signed would be kept"),
)

NAMES = ["hanoi", *CASES, *sorted(FILES)]


@cache
def analysed(name: str) -> Analysis:
    if name not in FILES:
        return analysis_of(name)
    return analyze(load_file(FILES[name]), firmness="quick", parts=True, draws=60)


def all_of(kind: type, thing: object) -> list[object]:
    inside = getattr(thing, "sections", ()) or getattr(thing, "blocks", ())
    own = [thing] if isinstance(thing, kind) else []
    return own + [one for block in inside for one in all_of(kind, block)]


def said(page: Page) -> Iterator[str]:
    return (one.text for one in assertions(page) if isinstance(one, Sentence))


def prose(page: Page) -> list[str]:
    """Return the words of a page's sentences, without units and thresholds."""
    kept = tuple(one for one in page.sections if one.id != "notes")
    return " ".join(said(replace(page, sections=kept))).split()


def test_the_brief_of_hanoi_is_two_pages_with_one_picture_and_one_table() -> None:
    page = write_brief(analysed("hanoi"))
    assert 600 <= len(prose(page)) <= 950
    assert len(all_of(ChartBlock, page)) == len(all_of(Table, page)) == 1
    pdf = to_pdf(page, pictures_of(page, "figure"))
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 2


def test_the_analysis_behind_it_is_longer_and_no_report() -> None:
    assert 2_500 <= len(shown(write_analysis(analysed("hanoi")))) <= 4_000


@pytest.mark.parametrize("name", NAMES)
def test_a_brief_reads_as_a_newspaper_would_print_it(name: str) -> None:
    page = write_brief(analysed(name))
    words = prose(page)
    if name != "hostile":
        assert len(words) <= 950
    text = " ".join(said(page))
    assert not [phrase for phrase in BANNED if phrase in text]
    assert not re.search(r"\bNone\b|\bnan\b|\(\)|  |\.\.|: \.|; ;", text)
    ids = [section.id for section in page.sections]
    order = ("course", "gaps", "held", "followed", "lessons", "how_sure", "notes")
    assert ids == [one for one in order if one in ids]
    assert {"course", "held", "how_sure"} <= set(ids)
    (box,) = (one for one in page.lead if isinstance(one, Section))
    (facts,) = box.blocks
    assert isinstance(facts, Facts)
    labels = [label for label, _ in facts.rows]
    past = over(analysed(name).scenario)
    assert say("bottom.held", past=past) in labels
    assert len(labels) <= 3


def _syllables(word: str) -> int:
    groups = len(re.findall(r"[aeiouy]+", word.lower()))
    return max(1, groups - (word.lower().endswith("e") and not word.endswith("le") and groups > 1))


@pytest.mark.parametrize("name", sorted(FILES))
def test_pages_of_files_without_a_story_are_as_short(name: str) -> None:
    analysis = analysed(name)
    brief = write_brief(analysis)
    assert len(shown(write_analysis(analysis))) <= 4_000
    assert len(shown(write_study(analysis))) <= 2_200
    pdf = to_pdf(brief, pictures_of(brief, "figure"))
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) <= 2


@pytest.mark.parametrize("name", [one for one in NAMES if one != "hostile"])
def test_no_sentence_of_its_own_has_more_than_25_words(name: str) -> None:
    analysis = analysed(name)
    for page in (write_brief(analysis), write_analysis(analysis)):
        assert not long_sentences(analysis.scenario, page)


@pytest.mark.parametrize("name", ["hanoi", *sorted(FILES)])
def test_a_tenth_grader_can_read_it(name: str) -> None:
    text = " ".join(said(write_brief(analysed(name))))
    sentences = [one for one in re.split(r"(?<=[.!?])\s", text) if re.search(r"\w\w", one)]
    words = re.findall(r"[A-Za-z'-]+", text)
    syllables = sum(map(_syllables, words)) / len(words)
    assert 0.39 * len(words) / len(sentences) + 11.8 * syllables - 15.59 <= 10


def test_talks_that_go_on_are_told_in_the_present_and_ended_ones_in_the_past() -> None:
    before = " ".join(said(write_brief(analysed("mackerel"))))
    after = " ".join(said(write_brief(analysed("hanoi"))))
    assert not re.search("would have (been|held|kept|lost|left)", before)
    assert "would have been" in after
    assert not re.search(r"would be (a|hardly|far|kept|signed)", after)


def test_the_weak_point_stands_apart_with_its_day() -> None:
    (weak,) = (
        one
        for one in all_of(Paragraph, write_brief(analysed("hanoi")))
        if isinstance(one, Paragraph) and one.look == "weak"
    )
    assert weak.label == "Weak point."
    assert weak.sentences[0].basis == ("result:roadmap.binding",)
    assert re.match(r"In [A-Z]\w+ \d{4}, ", weak.sentences[0].text)


def test_all_of_the_deal_is_in_one_list() -> None:
    analysis = analysed("hanoi")
    scenario, advice = analysis.scenario, analysis.advice
    assert advice is not None
    assert advice.first is not None
    held = next(one for one in write_brief(analysis).sections if one.id == "held")
    told = " ".join(one.text for one in assertions(held) if isinstance(one, Sentence))
    assert not [step for step in advice.first.package if scenario.label(step) not in told]


STORY = {
    "headline": "They quarrelled over fish.",
    "standfirst": "Both could gain {deals.signable}.",
    "bottom_line": ["Fish.", "Less fish.", "Count the fish."],
    "course": "They met.\n\nThey parted.",
    "gaps": [{"title": "Scope", "a": "All fish", "b": "No fish"}],
    "held": "Some fish.",
    "aftermath": "They went home.",
    "lessons": [{"text": "Count first. Then fish."}],
}
PAIR = {
    "winset": 1,
    "title": "Fish",
    "ended": "failed",
    "parties": {
        "a": {"name": "Ada", "breach_penalty": 9},
        "b": {"name": "Bo", "breach_penalty": 9},
    },
    "steps": {
        "x": {"by": ["a"], "value": {"a": -1, "b": 3}},
        "y": {"by": ["b"], "value": {"a": 3, "b": -1}},
    },
}


def test_the_file_s_own_words_stand_where_it_has_some() -> None:
    text = json.dumps({**PAIR, "story": STORY})
    page = write_brief(analyze(load_text(text, file="fish.yaml")))
    assert page.heading == "They quarrelled over fish"
    told = list(said(page))
    for own in ("They met.", "They parted.", "Some fish.", "They went home.", "Count first."):
        assert own in told
    (table,) = (one for one in all_of(Table, page) if isinstance(one, Table))
    assert [row.cells for row in table.rows] == [("Scope", "All fish", "No fish")]
    changed = load_text(text, file="fish.yaml", changes=["steps.x.value.b=2"])
    other = write_brief(analyze(changed))
    assert other.heading != "They quarrelled over fish"
    assert "They met." in list(said(other))


def test_what_parts_carry_is_worked_out_where_a_brief_tells_it() -> None:
    whole = analysed("hanoi")
    assert whole.advice is not None
    assert whole.impasse is not None
    impasse = replace(whole.impasse, repairs=(), repairs_complete=None)
    short = replace(whole, advice=replace(whole.advice, carrying=None), impasse=impasse)
    unfilled = replace(short, advice=None)
    changed = replace(whole.scenario, story=replace(whole.scenario.story, lessons=()))
    for first, scenario, calls in (
        (short, whole.scenario, [False]),
        (unfilled, whole.scenario, [False, True]),
        (short, changed, [True]),
    ):
        asked = []

        def ask(*, parts: bool, repairs: bool, first: Analysis = first) -> Analysis:
            assert parts == repairs
            asked.append(parts)  # noqa: B023 -- called within the loop
            return whole if parts else first

        found = analysis_for_brief(scenario, ask)
        assert asked == calls
        assert write_brief(found) == write_brief(whole)


def test_worths_are_words_with_the_figure_behind() -> None:
    scenario = load("hanoi")
    us, dprk = scenario.parties
    values, most = {us.id: 4.3, dprk.id: -4.9}, {us.id: 9.9, dprk.id: 16.3}
    assert in_words(scenario, values, most) == [
        "a clear gain for Washington (+4.3)",
        "a small loss for Pyongyang (−4.9)",
    ]
    told = [gain_in_words(value, 9.0) for value in (9, 2, 0.5, 0, -0.5, -2, -8, -10)]
    assert len(set(told)) == len(told)


def test_a_page_is_set_with_its_sides_and_its_weak_point() -> None:
    page = write_brief(analysed("first"))
    html = Outline(to_html(page, {chart.id: b"<svg/>" for chart in charts(page)}))
    classes = {
        name for attrs in html.all("th", "td") for name in (attrs.get("class") or "").split()
    }
    assert {"side-0", "side-1"} <= classes or not all_of(Table, page)
    assert [attrs["class"] for attrs in html.all("body")] == ["brief"]
