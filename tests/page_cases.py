"""Scenarios for the tests of the pages, and what to look for in them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from winset.analysis import Analysis, analyze
from winset.cases import load
from winset.report.charts.draw import Form, draw
from winset.report.document.blocks import Page, charts
from winset.report.forms.html import to_html
from winset.report.pages.brief import write_brief
from winset.report.pages.full_analysis import write_analysis
from winset.report.pages.roles import write_debrief, write_roles
from winset.report.pages.study import write_study
from winset.scenario import Scenario, load_text

DATA = Path(__file__).parent / "data"

RTL = "\N{HEBREW LETTER SHIN}\N{HEBREW LETTER LAMED} abc"
MARKUP = (
    "<script>alert(1)</script> & \"quotes\" 'both' ]]> {{ 7*7 }} {% raw %} #set $x$ *b* [l](x) |"
)
LONG = "Name " * 20 + "x" * 190

HOSTILE = json.dumps(
    {
        "winset": 1,
        "title": MARKUP,
        "when": ["2031-01-01", "2031-01-02"],
        "summary": "= not a heading\n\n- nor a list <b>bold</b>",
        "place": {"name": RTL, "why": MARKUP},
        "sources": {"s": {"title": MARKUP, "note": RTL}},
        "parties": {
            "a": {"name": MARKUP, "goals": [{"text": LONG, "source": "s"}]},
            "b": {"name": RTL},
        },
        "steps": {
            "x": {"by": ["a"], "title": LONG, "value": {"a": -1, "b": 3}, "detection": 0.5},
            "y": {"by": ["b"], "title": MARKUP, "value": {"a": 2, "b": -1}},
        },
        "terms": {"t": {"definition": MARKUP, "meaning": {"a": ["x"], "b": ["y"]}}},
        "proposals": {"p": {"by": "a", "title": MARKUP, "steps": ["x", "y"], "source": "s"}},
        "record": [{"date": "2030", "event": MARKUP, "by": "a", "kept": 0.5}],
        "figures": {"f": {"text": MARKUP, "value": 3, "unit": RTL}},
    }
)

ONE_STEP = """
winset: 1
title: One step
parties: {a: {name: Ada}, b: {name: Bo}}
steps: {x: {by: [a], value: {a: 1, b: 1}}}
"""


def twelve_parties() -> str:
    names = [f"p{n}" for n in range(12)]
    parties = "\n".join(f"  {name}: {{name: Party {name}}}" for name in names)
    steps = "\n".join(
        f"  s{n}: {{by: [{name}], value: {{{name}: -1, {names[n - 1]}: 2}}}}"
        for n, name in enumerate(names)
    )
    return f"winset: 1\ntitle: Twelve\nparties:\n{parties}\nsteps:\n{steps}\n"


CASES: Mapping[str, str] = {
    "first": (DATA / "first.yaml").read_text("utf-8"),
    "rivers": (DATA / "rivers.yaml").read_text("utf-8"),
    "harbour": (DATA / "probe-harbour.yaml").read_text("utf-8"),
    "orchard": (DATA / "probe-orchard.yaml").read_text("utf-8"),
    "hostile": HOSTILE,
    "one step": ONE_STEP,
    "twelve parties": twelve_parties(),
}


IN_A_BROWSER = ("hanoi", "harbour", "hostile", "twelve parties", "one step")
LONGER = "hanoi in brackets"
"""Its pages in a language whose messages are longer, and in brackets."""

KINDS = ("brief", "analysis", "study", "roles", "debrief")
"""The pages that `pages_of` yields."""


@cache
def analysis_of(name: str) -> Analysis:
    scenario = load("hanoi") if name == "hanoi" else load_text(CASES[name], file=f"{name}.yaml")
    return analyze(scenario, firmness="quick", parts=True)


def pages_of(name: str) -> Iterator[Page]:
    yield from every_page(analysis_of(name))


def every_page(analysis: Analysis) -> Iterator[Page]:
    """Yield the pages that there are of an analysis, in the order of `KINDS`."""
    yield write_brief(analysis)
    yield write_analysis(analysis)
    yield write_study(analysis)
    yield write_roles(analysis.scenario)
    yield write_debrief(analysis)


def pictures_of(page: Page, form: Form) -> dict[str, bytes]:
    """Return the charts of a page in a form, by their ids."""
    return {name: drawn for (name, _), drawn in draw(charts(page), [form]).items()}


def html_of(page: Page) -> str:
    """Return a page as HTML, its charts left blank."""
    return to_html(page, {chart.id: b"<svg/>" for chart in charts(page)})


def shown(page: Page) -> list[str]:
    """Return the words of a page that are shown: not what is folded, nor charts, sources, foot."""
    html = html_of(replace(page, sources=(), made=()))
    html = re.sub(r"<head>.*?</head>|<nav.*?</nav>", " ", html, flags=re.DOTALL)
    while "<details" in html:
        inner = r"<details>(?:(?!<details>).)*?</details>"
        html = re.sub(inner, " ", html, flags=re.DOTALL)
    return re.sub(r"<[^>]+>", " ", html).split()


def resolve_result(results: Any, path: str) -> Any:
    """Return what stands at a path of a result's JSON."""
    for key in path.split("."):
        results = results[int(key)] if isinstance(results, list) else results[key]
    return results


def resolve_file(scenario: Scenario, path: str) -> Any:
    """Return what stands at a path of a scenario."""
    found: Any = scenario
    for key in path.split("."):
        found = _inside(found, key)
    return found


def _inside(thing: Any, key: str) -> Any:
    if isinstance(thing, Mapping):
        return thing[key]
    if isinstance(thing, tuple):
        if key.isdigit():
            return thing[int(key)]
        return next(one for one in thing if one.id == key)
    assert is_dataclass(thing)
    assert key in {field.name for field in fields(thing)}
    return getattr(thing, key)


class Outline(HTMLParser):
    """Collects what the tests look at in a page's HTML."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.loose: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in {"meta", "link", "br", "hr"}:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())

    def all(self, *names: str) -> list[dict[str, str | None]]:
        return [attrs for tag, attrs in self.tags if tag in names]
