"""A text too long for its place is told to its author, and folded: no page loses a word of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from io import BytesIO
from typing import Any

import pytest
from docx import Document

from page_cases import KINDS, every_page, html_of
from winset.analysis import Analysis, analyze
from winset.report.document.blocks import Details, Page, Paragraph, Sentence, assertions
from winset.report.document.compose import paragraph, points, short, with_annex
from winset.report.document.fitting import cut, fitted, fitted_page
from winset.report.forms.data import to_json
from winset.report.forms.docx import to_docx
from winset.report.forms.markdown import to_markdown
from winset.report.forms.pdf import to_pdf, to_typst
from winset.report.forms.terminal import to_text
from winset.scenario import load_text

MOST = 1_500
"""Characters that no text on a page is longer than, where nothing is unfolded."""

SOME = "Of this there is much to be said, and all of it in sentences that end. "
WORD = "Wordwithoutanend"


def long(name: str, length: int = 3_900) -> str:
    """Return a text for a place, with a word of that place at its begin and at its end."""
    middle = SOME * ((length - 60) // len(SOME))
    return f"Alpha{name} begins. {middle}Omega{name} ends."


def line(name: str) -> str:
    return long(name, 290)


FACTS: dict[str, Any] = {
    "winset": 1,
    "title": "A pair",
    "when": ["2031-01-01", "2031-01-02"],
    "summary": long("Summary"),
    "place": {"name": line("Place"), "why": long("Why")},
    "sources": {"s": {"title": line("Source"), "note": long("Sourcenote")}},
    "parties": {
        "a": {
            "name": "Ada",
            "people": [{"name": "A. B.", "role": line("Role"), "portrait": line("Portrait")}],
            "goals": [{"text": long("Goal"), "source": "s"}],
        },
        "b": {"name": "Bo"},
    },
    "steps": {
        "x": {"by": ["a"], "title": line("Step"), "value": {"a": -1, "b": 3}, "note": long("N")},
        "y": {"by": ["b"], "title": "Wye", "short": "W", "value": {"a": 3, "b": -1}},
    },
    "terms": {
        "t": {
            "title": line("Term"),
            "definition": long("Definition"),
            "meaning": {"a": ["x"], "b": ["y"]},
        }
    },
    "proposals": {"p": {"by": "a", "title": line("Proposal"), "steps": ["x"], "note": long("P")}},
    "demands": {"d": {"by": "a", "title": line("Demand"), "require": ["y"], "note": long("D")}},
    "record": [
        {"date": f"203{n}", "event": long(f"Event{n}"), "by": "a", "kept": 0.5} for n in range(1)
    ],
    "figures": {"f": {"text": long("Figure"), "value": 3, "unit": "crowns"}},
    "talks": {
        "sessions": [{"name": line("Session"), "start": "2031-01-01", "note": long("Sessionnote")}]
    },
    "claims": {"c": {"text": long("Claim"), "correction": long("Correction"), "by": line("By")}},
    "glossary": {"w": {"title": line("Word"), "text": long("Meaning")}},
    "questions": [
        {"level": level, "ask": long(f"Ask{level}"), "points": [{"text": long(f"Point{level}")}]}
        | ({"model_answer": long("Model"), "top_answer": long("Top")} if level == "recall" else {})
        for level in ("recall", "analyse")
    ],
}
STORY: dict[str, Any] = {
    **{name: long(name) for name in ("headline", "standfirst", "course", "held", "aftermath")},
    "bottom_line": [long(f"Bottom{n}") for n in range(3)],
    "gaps": [{"title": long("Gap"), "a": long("Gapa"), "b": long("Gapb")}],
    "lessons": [{"text": long("Lesson"), "source": "s"}],
    "milestones": [{"date": f"203{n}", "text": long(f"Milestone{n}")} for n in (0, 1)],
    "concepts": [
        {
            "term": line("Concept"),
            "text": long("Idea"),
            "case": long("Case"),
            "spot": f"{long('Spot', 3_000)} (Omegaanswer.)",
        }
    ],
}


@cache
def analysis() -> Analysis:
    text = json.dumps({**FACTS, "story": STORY}, indent=1)
    return analyze(load_text(text), firmness="quick", draws=60)


@cache
def pages() -> dict[str, Page]:
    return dict(zip(KINDS, every_page(analysis()), strict=True))


def written(page: Page) -> Iterator[tuple[str, str]]:
    """Yield a page in each form, as the text that its reader sees."""
    yield "html", re.sub(r"<[^>]+>", " ", html_of(page))
    yield "markdown", to_markdown(page, {})
    yield "pdf", to_typst(with_annex(fitted_page(page)))
    yield "data", to_json(page)
    yield "terminal", to_text(page, whole=True)
    word = Document(BytesIO(to_docx(page, {})))
    yield "word", "".join(one.text or "" for one in word.element.body.iter() if one.text)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_folded_is_not_lost(kind: str) -> None:
    """Where a text begins on a page it also ends there, whatever the form of the page."""
    page = pages()[kind]
    texts = [one for one in assertions(page) if isinstance(one, Sentence)]
    cells = [
        cell for one in assertions(page) if not isinstance(one, Sentence) for cell in one.cells
    ]
    told = " ".join([*(one.text for one in texts), *cells])
    ends = set(re.findall(r"Omega\w+", told))
    assert ends or kind == "debrief"
    for form, text in written(page):
        assert not [end for end in ends if end not in text], form


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("form", [fitted_page, short])
def test_no_text_on_a_page_is_longer_than_its_place(kind: str, form: Any) -> None:
    assert max(map(len, shown(form(pages()[kind])))) <= MOST


def shown(thing: Any) -> Iterator[str]:
    """Yield the texts of a page that are not folded."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, tuple):
        for one in thing:
            yield from shown(one)
    elif not isinstance(thing, Details) and hasattr(thing, "__dataclass_fields__"):
        names = set(thing.__dataclass_fields__) - {"basis", "sources", "chart", "tones", "amounts"}
        for name in sorted(names):
            yield from shown(getattr(thing, name))


@pytest.mark.parametrize("kind", ["brief", "study"])
def test_long_texts_are_set_on_paper(kind: str) -> None:
    assert to_pdf(pages()[kind], {}).startswith(b"%PDF")


def test_an_author_is_told_of_each_of_them() -> None:
    told = {
        str(one).partition("warning: ")[2].partition(":")[0] for one in analysis().scenario.notices
    }
    assert {f"story.{name}" for name in ("headline", "standfirst", "course", "held")} < told
    assert {"story.lessons.0.text", "story.gaps.0.a", "story.concepts.0.spot"} < told
    assert {"questions.0.model_answer", "questions.0.top_answer"} < told


RTL = "\N{HEBREW LETTER ALEF}" * 30
ROWS: tuple[tuple[str, int, str, str], ...] = (
    ("One. Two.", 20, "One. Two.", ""),
    ("One. Two.", 0, "", "One. Two."),
    ("One. Two. Three.", 10, "One. Two.", "Three."),
    ("“Is it?” She did not say.", 10, "“Is it?”", "She did not say."),
    ("A first sentence stays whole. Two.", 10, "A first sentence stays whole.", "Two."),
    ("word " * 80, 13, "word word …", f"… {'word ' * 78}".strip()),
    ("x" * 300, 10, f"{'x' * 10} …", f"… {'x' * 290}"),
    (f"\u2068{RTL}. One.\u2069", 20, f"\u2068{RTL}.\u2069", "One."),
    (f"\u2068One. {RTL}\u2069", 20, "One.", f"\u2068{RTL}\u2069"),
)


@pytest.mark.parametrize(("text", "room", "head", "rest"), ROWS)
def test_where_a_text_is_cut(text: str, room: int, head: str, rest: str) -> None:
    assert cut(text, room) == (head, rest)


def test_what_is_folded_stands_right_below_by_its_name() -> None:
    one, two = (
        Sentence(f"{word} is short. The rest of it.", ("file:title",), room=15) for word in "AB"
    )
    last = paragraph(Sentence("C.", ("file:title",)))
    assert tuple(fitted([points([[one], [two]]), last])) == (
        points([[replace(one, text="A is short.")], [replace(two, text="B is short.")]]),
        Details("More", tuple(map(rest_of, (one, two)))),
        last,
    )


def rest_of(one: Sentence) -> Paragraph:
    return paragraph(replace(one, text="The rest of it."), label=one.text)
