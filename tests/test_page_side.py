"""The brief for one side: its own numbers, and of the others' only what it believes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from page_cases import CASES, Outline, analysis_of
from winset.analysis import analyze
from winset.report.document.blocks import assertions, charts
from winset.report.forms.html import to_html
from winset.report.pages.brief import write_brief
from winset.scenario import UsageError, load_text
from winset.scenario.changes import numbers_of
from winset.scenario.file.paths import whose

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("hanoi")]

Run = Callable[..., tuple[int, str, str]]

OWN = (11.1, 12.1, 13.1, 0.141, 15.1, 16.1, 17.1, 18.1, 19.1, 20.1, 0.211, 22.1)
OTHER = (31.3, 32.3, 33.3, 0.343, 35.3, 36.3, 37.3, 38.3, 39.3, 40.3, 0.413, 42.3)
THIRD = (51.7, 52.7, 53.7, 0.547, 55.7, 56.7, 57.7, 58.7, 59.7, 60.7, 0.617, 62.7)
BELIEVED = 71.9, 72.9


def party(numbers: tuple[float, ...], trusted: str) -> dict[str, Any]:
    names = ("no_deal", "breach_penalty", "guarantee")
    body = {"name": "Body", "floor": -numbers[4], "value": {"x": numbers[5]}}
    return {
        "name": f"Party of {trusted}",
        **dict(zip(names, numbers, strict=False)),
        "trust": {trusted: numbers[3]},
        "leaves_office": numbers[10],
        "home": {"body": body},
    }


def told(side: str) -> dict[str, Any]:
    """Return a scenario in which no two numbers of the sides are alike."""
    of = {"a": OWN, "b": OTHER, "c": THIRD}

    def each(n: int) -> dict[str, float]:
        return {name: numbers[n] for name, numbers in of.items()}

    return {
        "winset": 1,
        "title": "Unlike numbers",
        "parties": {"a": party(OWN, "b"), "b": party(OTHER, "c"), "c": party(THIRD, "a")},
        "steps": {
            "x": {"by": ["a"], "value": each(6), "sets": {"parties.b.guarantee": OTHER[11]}},
            "y": {"by": ["b"], "value": each(7), "sets": {"parties.a.guarantee": OWN[11]}},
        },
        "bonuses": [{"when": ["x", "y"], "value": each(8)}],
        "escrow": [{"steps": ["x", "y"], "cost": each(9)}],
        "proposals": {"p": {"by": "b", "steps": ["x", "y"]}},
        "beliefs": {side: {"parties.b.no_deal": BELIEVED[0], "steps.x.value.c": BELIEVED[1]}},
    }


def numbers_in(text: str) -> set[float]:
    plain = text.replace("\N{MINUS SIGN}", "").replace(",", "")
    found = {float(one) for one in re.findall(r"\d+(?:\.\d+)?", plain)}
    shares = {float(one) / 100 for one in re.findall(r"(\d+(?:\.\d+)?)%", plain)}
    return found | shares


def test_no_number_of_another_side_occurs_but_what_is_believed() -> None:
    analysis = analyze(load_text(json.dumps(told("a")), file="unlike.yaml"))
    shown = numbers_in(Outline(to_html(write_brief(analysis, "a"), {})).text)
    for number in OWN:
        assert round(number, 3) in shown or round(number, 2) in shown, number
    for number in (*OTHER, *THIRD):
        near = {number, round(number, 2), *({float(round(number))} if number > 1 else ())}
        assert not near & shown, number
    assert set(BELIEVED) <= shown


def test_what_others_believe_is_not_told() -> None:
    analysis = analyze(load_text(json.dumps({**told("c"), "beliefs": {
        "c": {"parties.b.no_deal": BELIEVED[0]}}}), file="unlike.yaml"))  # fmt: skip
    page = write_brief(analysis, "a")
    assert BELIEVED[0] not in numbers_in(Outline(to_html(page, {})).text)
    assert "believed" not in {section.id for section in page.sections}


@pytest.mark.parametrize(
    ("case", "side"),
    [("hanoi", "us"), ("hanoi", "dprk"), ("harbour", "fenn"), ("rivers", "up"), ("hostile", "a")],
)
def test_no_sentence_rests_on_a_number_of_another_side(case: str, side: str) -> None:
    analysis = analysis_of(case)
    others = {party.id for party in analysis.scenario.parties} - {side}
    page = write_brief(analysis, side)
    numbers = numbers_of(analysis.scenario)
    refs = [ref for one in (*assertions(page), *charts(page)) for ref in one.basis]
    assert refs
    for ref in refs:
        kind, _, path = ref.partition(":")
        keys = tuple(path.split("."))
        if kind == "file" and path in numbers:
            assert whose(keys) in {None, side}
        if kind == "result":
            assert not others & set(keys[2:3]) or keys[0] == "roadmap"
            assert keys[0] in {"proposals", "deals", "roadmap"}
            assert keys[0] != "deals" or keys[1] == "terms"
            assert keys[0] != "roadmap" or keys[1:3] == ("trust", side)
    ids = {section.id for section in page.sections}
    assert not ids & {"answer", "deal", "openings", "firm"}


def test_a_page_is_written_for_a_side_that_there_is(run: Run) -> None:
    Path("harbour.yaml").write_text(CASES["harbour"], "utf-8")
    assert run("brief", "harbour.yaml", "-o", "fenn.md", "--for", "fenn")[0] == 0
    assert "Brief for Fenn" in Path("fenn.md").read_text("utf-8")
    code, out, err = run("brief", "harbour.yaml", "-o", "x.md", "--for", "fern")
    assert (code, out) == (2, "")
    assert err == "there is no party 'fern'; did you mean 'fenn'?\n"
    with pytest.raises(UsageError):
        write_brief(analysis_of("harbour"), "")
