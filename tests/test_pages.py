"""Pages: nothing is said without a basis, nothing of another case, and all of it is well formed."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from dataclasses import replace
from itertools import islice, pairwise
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from page_cases import (
    CASES,
    MARKUP,
    RTL,
    Outline,
    analysis_of,
    html_of,
    pages_of,
    pictures_of,
    resolve_file,
    resolve_result,
    shown,
)
from winset import load
from winset.language.directions import isolated
from winset.report.document.blocks import (
    Details,
    Facts,
    Row,
    Section,
    Sentence,
    Table,
    assertions,
    charts,
)
from winset.report.document.compose import with_keys
from winset.report.document.fitting import fitted_page
from winset.report.forms.html import to_html
from winset.report.forms.markdown import to_markdown
from winset.report.forms.pdf import to_pdf
from winset.report.pages.cards import cards, to_cards
from winset.report.pages.file_screens import case_screen
from winset.report.pages.roles import write_debrief, write_roles
from winset.report.pages.study import write_study
from winset.report.parts.concepts import concepts
from winset.report.parts.questions import LEVELS, questions
from winset.report.parts.quiz import about_results, about_the_case, quiz
from winset.report.parts.rules import rules
from winset.scenario import Choice, load_text
from winset.scenario.changes import numbers_of, with_points
from winset.scenario.narrative import Point, Question
from winset.scenario.story import Story

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("hanoi")]

NAMES = ["hanoi", *CASES]

Run = Callable[..., tuple[int, str, str]]


@pytest.mark.parametrize("basis", [(), ("",), ("roadmap.verdict",), ("source:",), ("web:x",)])
def test_nothing_is_said_without_a_basis(basis: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="nothing bears this out"):
        Sentence("It holds.", basis)
    with pytest.raises(ValueError, match="nothing bears this out"):
        Row(("It", "holds"), basis)


@pytest.mark.parametrize("name", NAMES)
def test_every_basis_is_there(name: str) -> None:
    analysis = analysis_of(name)
    results = analysis.to_dict()
    sources = {source.id for source in analysis.scenario.sources}
    for page in pages_of(name):
        said = list(assertions(page))
        assert said
        for one in said:
            for ref in one.basis:
                kind, _, path = ref.partition(":")
                if kind == "source":
                    assert path in sources, one
                elif kind == "file":
                    resolve_file(analysis.scenario, path)
                else:
                    resolve_result(results, path)


@pytest.mark.parametrize("name", NAMES)
def test_all_text_of_assertions_is_marked_in_the_page(name: str) -> None:
    for page in pages_of(name):
        html = Outline(html_of(page))
        shown = [attrs["data-basis"] for _, attrs in html.tags if "data-basis" in attrs]
        wanted = [" ".join(one.basis) for one in assertions(page)]
        assert not [one for one in set(wanted) if wanted.count(one) > shown.count(one)]


def test_two_cases_share_no_name_and_no_number() -> None:
    texts = {
        name: " ".join(Outline(html_of(page)).text for page in pages_of(name))
        for name in ("harbour", "orchard", "rivers")
    }
    names = {
        "harbour": ("Brack", "Fenn", "Ostwick", "Quill", "Lantern", "dredge", "Heron", "fathoms"),
        "orchard": ("Anselm", "Berthe", "Veldt", "Prune", "cider"),
        "rivers": ("Upriver", "Downriver", "Lakeside", "Ferry", "Delta"),
    }
    constants = {"100", "500"}  # a share that is all, and draws
    numbers = {
        name: {
            number
            for number in re.findall(r"\d[\d,.]*\d", text.partition("Written by Winset")[0])
            if len(re.sub(r"\D", "", number)) > 2
        }
        for name, text in texts.items()
    }
    for one, text in texts.items():
        for other, words in names.items():
            shown = [word for word in words if word in text]
            assert shown == (list(words) if one == other else []) or one == other
            if one != other:
                assert numbers[one] & numbers[other] <= constants


def test_a_deal_that_holds_is_told_as_one() -> None:
    brief, *_ = pages_of("harbour")
    headings = [section.heading for section in brief.sections]
    assert analysis_of("harbour").proposals["lantern-paper"].signable
    assert "could have been signed by every side, and kept" in brief.heading
    assert "What holds" in headings
    assert "Why it failed" not in headings
    assert "What followed" in headings


def test_what_a_file_does_not_tell_is_left_out() -> None:
    for name in ("first", "orchard", "one step"):
        brief, analysis, study, *_ = pages_of(name)
        ids = {section.id for section in brief.sections}
        assert ids <= {"course", "held", "gaps", "lessons", "how_sure", "notes"}
        text = " ".join(Outline(html_of(page)).text for page in (brief, analysis, study))
        for word in ("proposal", "refus", "demand", "talks", "None(?! of)", "nan", "record"):
            assert not re.search(word, text), (name, word)


@pytest.mark.parametrize("name", NAMES)
def test_the_html_is_well_formed(name: str) -> None:
    for page in pages_of(name):
        text = to_html(page, pictures_of(page, "page"))
        html = Outline(text)
        assert not html.open or html.open == []
        assert len(html.all("h1")) == 1
        levels = [int(tag[1]) for tag, _ in html.tags if re.fullmatch(r"h[1-6]", tag)]
        assert all(b - a <= 1 for a, b in pairwise(levels))
        ids = [attrs["id"] for _, attrs in html.tags if "id" in attrs]
        assert len(ids) == len(set(ids))
        for link in html.all("a"):
            href = link["href"] or ""
            assert href.startswith(("#", "https://", "http://"))
            assert not href.startswith("#") or href[1:] in ids
        assert not html.all("script", "img", "iframe", "object", "form")
        assert not [a for _, attrs in html.tags for a in attrs if a.startswith("on")]
        assert len(html.all("table")) == len(html.all("caption"))
        for picture in html.all("svg"):
            assert picture["role"] == "img"
            assert picture["aria-label"]


def test_hostile_text_is_shown_as_it_is() -> None:
    for page in pages_of("hostile"):
        assert MARKUP in Outline(html_of(page)).text
        rendered = Outline(MarkdownIt("commonmark").enable("table").render(to_markdown(page)))
        assert MARKUP in rendered.text
        assert not rendered.all("script", "b")
        assert "7*7" in rendered.text


@pytest.mark.parametrize("name", ["harbour", "hostile", "twelve parties", "one step"])
def test_the_pdf_is_tagged(name: str) -> None:
    for page in pages_of(name):
        pdf = to_pdf(page, pictures_of(page, "svg"))
        assert pdf.startswith(b"%PDF")
        assert b"/StructTreeRoot" in pdf
        assert b"/Lang" in pdf


def test_directions_are_kept_apart() -> None:
    assert isolated("Upriver") == "Upriver"
    assert isolated("abc \u05d0") == "\u2068abc \u05d0\u2069"
    text = Outline(html_of(next(pages_of("hostile")))).text
    assert f"\u2068{RTL}\u2069" in text


@pytest.mark.parametrize("name", ["hanoi", "harbour", "rivers", "twelve parties"])
def test_a_quiz_has_wrong_choices_beside_the_right_one(name: str) -> None:
    items = quiz(analysis_of(name))
    assert items
    for item in items:
        assert 3 <= len(item.choices) == len(set(item.choices)) <= 4
        assert item.why.text


def test_the_right_choice_is_right() -> None:
    analysis = analysis_of("hanoi")
    items = {item.ask: item.choices[item.right] for item in quiz(analysis)}
    offer = next(one for one in analysis.scenario.proposals if one.id == "pyongyang-offer")
    held = items[f"Which of these was part of {offer.short} (Pyongyang)?"]
    assert held in map(analysis.scenario.label, offer.steps)


def test_a_choice_does_not_repeat_the_title_that_is_asked_for() -> None:
    asked = [item for item in quiz(analysis_of("hanoi")) if "missile offer" in item.ask]
    assert asked
    assert not any("missile" in choice.lower() for item in asked for choice in item.choices)


def test_at_most_one_question_asks_for_dates() -> None:
    why = [item.why.text for item in quiz(analysis_of("hanoi"))]
    assert [text for text in why if text.startswith("That was")] == ["That was on 21 October 1994."]


def test_on_paper_the_answers_of_a_quiz_stand_at_its_end() -> None:
    page = write_study(analysis_of("hanoi"))
    (found,) = (one for one in with_keys(fitted_page(page)).sections if one.id == "quiz")
    *asked, key = found.blocks
    assert not any(isinstance(one, Details) for one in asked)
    assert isinstance(key, Section)
    (rows,) = key.blocks
    assert isinstance(rows, Facts)
    assert [label for label, _ in rows.rows] == [str(n) for n in range(1, 11)]
    told = to_markdown(page)
    assert "- A." not in told
    assert told.index("missile offer (Washington)?") < told.index("### Answers")


def test_eight_of_ten_questions_are_on_history_and_ideas() -> None:
    analysis = analysis_of("hanoi")
    assert len(quiz(analysis)) == 10
    assert len(tuple(islice(about_the_case(analysis), 8))) == 8
    results = [item.ask for item in about_results(analysis)]
    assert sum(item.ask in results for item in quiz(analysis)) <= 2


def test_a_role_sheet_is_one_page() -> None:
    page = write_roles(analysis_of("hanoi").scenario)
    assert len(re.findall(rb"/Type\s*/Page\b", to_pdf(page, {}))) == len(page.sections) == 2


def test_a_guide_asks_for_nothing_that_the_file_does_not_tell() -> None:
    (bare,) = (to_markdown(write_study(analysis_of("one step"))),)
    for stock in ("what was on the table", "Read the facts", "words first", "sat at the table"):
        assert stock not in bare
    told_ = to_markdown(write_study(analysis_of("hanoi")))
    for stock in ("what was on the table", "Read the facts", "words first"):
        assert stock in told_


def test_how_long_a_guide_is() -> None:
    analysis = analysis_of("hanoi")
    page = write_study(analysis)
    assert 1500 <= len(shown(page)) <= 2200
    assert [one.id for one in charts(page)] == ["offers", "term-denuclearization"]
    for question in questions(analysis):
        (answer,) = question.answer
        assert 90 <= sum(len(one.text.split()) for one in answer) <= 130
        assert question.top


def test_what_a_guide_holds() -> None:
    analysis = analysis_of("hanoi")
    study = {one.id: one for one in write_study(analysis).sections}
    assert list(study) == [
        *("what", "terms", "facts", "timeline", "who", "gaps", "held", "concepts"),
        *("questions", "quiz", "lesson", "to-read"),
    ]
    assert len(list(assertions(study["facts"]))) == 6
    assert len(list(assertions(study["timeline"]))) <= 12
    assert len(list(assertions(study["to-read"]))) == 5
    levels = [one.level for one in questions(analysis)]
    assert levels == [level for level in LEVELS for _ in range(3)]


def test_ideas_are_the_file_s_else_those_that_the_results_bear_out() -> None:
    analysis = analysis_of("hanoi")
    told = [one.term for one in analysis.scenario.story.concepts]
    assert [one.term for one in concepts(analysis)] == told
    scenario = replace(analysis.scenario, story=Story())
    found = {one.term for one in concepts(replace(analysis, scenario=scenario))}
    assert {"Commitment problem", "Issue linkage", "Irreversibility"} <= found
    assert "Two-level game" in found  # at home Kim's offer fell further short
    assert "Spoiler" not in found  # no observer's consent stops a proposal
    assert not concepts(analysis_of("one step"))


@pytest.mark.parametrize("name", ["one step", "twelve parties", "orchard"])
def test_a_question_without_points_stands_alone(name: str) -> None:
    analysis = analysis_of(name)
    point = Point(text=None, result="deals.nonsense")
    asked = (Question(level="recall", ask="Why so?", points=(point,)),)
    analysis = replace(analysis, scenario=replace(analysis.scenario, questions=asked))
    first = next(questions(analysis))
    assert (first.ask, any(first.points)) == ("Why so?", False)
    page = to_markdown(write_study(analysis))
    assert "**Why so?**" in page
    assert "Why so?" not in [card.front for card in cards(analysis)]


@pytest.mark.parametrize("name", NAMES)
def test_the_cards_are_what_anki_imports(name: str) -> None:
    analysis = analysis_of(name)
    head: list[str] = []
    body: list[str] = []
    for line in to_cards(analysis).splitlines(keepends=True):
        (head if line.startswith("#") and not body else body).append(line)
    assert head[:2] == ["#separator:Comma\n", "#html:false\n"]
    rows = list(csv.reader(io.StringIO("".join(body), newline="")))
    assert len(rows) == len(list(cards(analysis)))
    for front, back, tags in rows:
        assert front
        assert back
        assert not front.startswith("#")
        assert tags.split()[0] == "winset"


def test_a_role_holds_its_own_numbers_only() -> None:
    roles = {one.id: one for one in write_roles(analysis_of("harbour").scenario).sections}
    fenn = roles["role-fenn"]
    said = [ref for one in assertions(fenn) for ref in one.basis]
    assert said
    own = ("file:parties.fenn.", "file:unit.fenn", "file:steps.", "file:demands.light", "source:")
    read = ".meaning.fenn"
    assert not [ref for ref in said if not ref.startswith(own) and not ref.endswith(read)]
    assert {ref for ref in said if "demands" in ref} == {"file:demands.light"}
    assert not [ref for ref in said if ref.endswith((".value.brack", ".value.ostwick"))]
    table = next(block for block in fenn.blocks if isinstance(block, Table))
    assert [row.cells[-1] for row in table.rows] == ["+4.93", "−1.73", "+1.61"]


@pytest.mark.parametrize("name", ["hanoi", "harbour", "rivers"])
def test_a_role_sheet_tells_nothing_of_the_numbers_of_others(name: str) -> None:
    scenario = analysis_of(name).scenario
    kept = scenario.parties[0].id
    numbers = numbers_of(scenario)
    theirs = {
        path: number.point * 0.97 + 0.01
        for path, number in numbers.items()
        if any(party.id in str(path).split(".")[1:] for party in scenario.parties[1:])
        and kept not in str(path).split(".")
    }
    assert len(theirs) > 3
    before, after = (
        {one.id: one for one in write_roles(case).sections}
        for case in (scenario, with_points(scenario, theirs))
    )
    assert before[f"role-{kept}"] == after[f"role-{kept}"]
    assert before != after


def test_every_sheet_says_what_excludes_what_and_what_needs_what_first() -> None:
    analysis = analysis_of("hanoi")
    allowed = {
        "These exclude each other: Yongbyon shut down; Yongbyon reactors.",
        "Only one of these can be in a deal: Partial relief; Civilian relief; All sanctions.",
        "These exclude each other: Freeze elsewhere; Second uranium plant.",
    }
    after = "Warheads handed over; Long-range missiles."
    allowed.add(f"All sanctions can only follow these, in the same deal: {after}")
    consent = "Only with the consent of Britain and France, China, Russia and South Korea: Kaesong"
    for section in write_roles(analysis.scenario).sections:
        assert allowed <= {one.text for one in assertions(section) if isinstance(one, Sentence)}
    for page in (write_debrief(analysis), case_screen(analysis.scenario)):
        told_ = [one.text for one in assertions(page) if isinstance(one, Sentence)]
        assert allowed <= set(told_)
        assert any(one.startswith(consent) for one in told_)


def test_a_step_that_needs_one_other_says_so_on_every_sheet() -> None:
    scenario = load(Path(__file__).parents[1] / "docs/examples/dam.yaml")
    for section in write_roles(scenario).sections:
        told_ = [one.text for one in assertions(section) if isinstance(one, Sentence)]
        assert "Sell power can only follow power line, in the same deal." in told_


def test_a_choice_that_a_deal_must_make_is_a_rule() -> None:
    scenario = load_text(CASES["first"])
    one, other = (step.id for step in scenario.steps[:2])
    choice = Choice("c", one_of=(one, other), required=True)
    (told_,) = rules(
        replace(
            scenario,
            choices=(choice,),
            steps=tuple(replace(step, after=()) for step in scenario.steps),
        )
    )
    assert told_.text.startswith("A deal must hold one of these, and only one: ")


def test_a_sheet_can_be_written_for_one_side(run: Run) -> None:
    Path("first.yaml").write_text(CASES["first"], "utf-8")
    one, other = load_text(CASES["first"]).parties[:2]
    assert run("roles", "first.yaml", "--for", one.id, "-o", "one.md")[0] == 0
    sheet = Path("one.md").read_text("utf-8")
    assert sheet.count("Show this page to nobody.") == 1
    assert f"For {one.name} only" in sheet
    assert f"For {other.name} only" not in sheet
    assert run("roles", "first.yaml", "--for", "nobody", "-o", "none.md")[0] == 2
    code, _, err = run("roles", "first.yaml", "--for", one.id, "--debrief", "-o", "none.md")
    assert (code, "leave out --for or --debrief" in err) == (2, True)


def test_a_debrief_tells_what_a_class_needs_to_score_its_deal() -> None:
    analysis = analysis_of("hanoi")
    page = to_markdown(write_debrief(analysis))
    assert "winset roadmap hanoi --package " in page
    assert "give up three demands" in page
    assert "Weak point." in page
    worth = next(one for one in write_debrief(analysis).sections if one.id == "worths")
    (table,) = (one for one in worth.blocks if isinstance(one, Table))
    assert "Japan" not in table.columns  # no step needs its consent
    assert "Yongbyon shut down + Yongbyon uranium hall" in [row.cells[0] for row in table.rows]


def test_roles_and_debrief_are_written(run: Run) -> None:
    Path("first.yaml").write_text(CASES["first"], "utf-8")
    assert run("roles", "first.yaml", "-o", "roles.md") == (0, "roles.md is written.\n", "")
    assert run("roles", "first.yaml", "--debrief", "-o", "debrief.md")[0] == 0
    sheets, debrief = (Path(f"{name}.md").read_text("utf-8") for name in ("roles", "debrief"))
    assert sheets.count("Show this page to nobody.") == 2
    assert "To discuss" not in sheets
    assert "To discuss" in debrief
    assert "Show this page" not in debrief


@pytest.mark.parametrize("command", ["brief", "study", "roles"])
def test_the_form_follows_the_name(run: Run, command: str) -> None:
    Path("first.yaml").write_text(CASES["first"], "utf-8")
    for ending, start in (
        (".html", b"<!doctype"),
        (".md", b"# "),
        (".pdf", b"%PDF"),
        (".docx", b"PK"),
        (".json", b"{"),
    ):
        target = Path(f"page{ending}")
        code, out, _ = run(command, "first.yaml", "-o", str(target))
        assert (code, out) == (0, f"{target} is written.\n")
        assert target.read_bytes().startswith(start)
    assert not list(Path().glob(".winset*"))


def test_cards_are_written(run: Run) -> None:
    Path("first.yaml").write_text(CASES["first"], "utf-8")
    assert run("study", "first.yaml", "-o", "cards.csv")[0] == 0
    assert Path("cards.csv").read_text("utf-8").startswith("#separator:Comma\n")


def test_charts_are_written_beside(run: Run) -> None:
    Path("first.yaml").write_text(CASES["first"], "utf-8")
    code, out, _ = run("brief", "first.yaml", "-o", "brief.md", "--charts", "pictures")
    assert code == 0
    assert out.splitlines()[1] == "Its charts are in pictures, as SVG and PNG."
    linked = re.findall(r"!\[.*\]\(<(.*)>\)", Path("brief.md").read_text("utf-8"))
    assert linked
    for name in linked:
        assert Path(name).read_text("utf-8").startswith("<svg")
        assert Path(name).with_suffix(".png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("command", ["brief", "study", "roles"])
def test_a_file_that_is_there_is_kept(run: Run, command: str) -> None:
    Path("first.yaml").write_text(CASES["first"], "utf-8")
    Path("page.html").write_text("mine", "utf-8")
    code, out, err = run(command, "first.yaml", "-o", "page.html")
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert "--force" in err
    assert Path("page.html").read_text("utf-8") == "mine"
    assert run(command, "first.yaml", "-o", "page.html", "--force")[0] == 0
    assert Path("page.html").read_text("utf-8") != "mine"


@pytest.mark.parametrize(
    ("target", "told"),
    [
        ("nowhere/page.html", "there is no folder nowhere; make it"),
        ("page.txt", "end it in .html, .md, .pdf, .docx or .json"),
        ("page", "end it in .html, .md, .pdf, .docx or .json"),
        ("folder.html", "this is a folder"),
        ("page.csv", "end it in .html, .md, .pdf, .docx or .json"),
    ],
)
def test_what_cannot_be_written_gives_one_line(run: Run, target: str, told: str) -> None:
    Path("first.yaml").write_text(CASES["first"], "utf-8")
    Path("folder.html").mkdir()
    code, out, err = run("brief", "first.yaml", "-o", target)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert told in err


@pytest.mark.parametrize(
    ("module", "ending"), [("vl_convert", "docx"), ("typst", "pdf"), ("docx", "docx")]
)
def test_a_missing_extra_is_told_with_what_installs_it(
    run: Run, monkeypatch: pytest.MonkeyPatch, module: str, ending: str
) -> None:
    Path("first.yaml").write_text(CASES["first"], "utf-8")
    monkeypatch.setitem(__import__("sys").modules, module, None)
    code, _, err = run("brief", "first.yaml", "-o", f"page.{ending}")
    assert code == 2
    assert err.endswith("run: pip install 'winset[report]'\n")
    assert not Path(f"page.{ending}").exists()
