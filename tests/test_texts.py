"""Text is text in every output: no name is markup, a formula, or an order to a terminal."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from winset.analysis import analyze
from winset.report.forms.terminal import plain_console
from winset.report.pages.cards import to_cards
from winset.report.tables import BOM, Row, to_csv
from winset.scenario import ScenarioError, load_file, load_text
from winset.scenario.yaml_scalars import refused_character

WINSET = Path(sys.executable).with_name("winset")
FAULTS = Path(__file__).parent / "data" / "faults"

Run = Callable[..., tuple[int, str, str]]


def fault(name: str) -> str:
    return str(FAULTS / f"{name}.yaml")


def said(problem: pytest.ExceptionInfo[ScenarioError]) -> str:
    """Return what was wrong, without the file's name."""
    return str(problem.value).partition(".yaml:")[2]


# --- what a file may hold


@pytest.mark.parametrize(
    ("name", "told"),
    [
        (
            "04-noncharacter-abort",
            "5:14: parties.up.name: the text holds U+FFFE, which is not a char",
        ),
        ("09-url-escape", "4:30: sources.s.url: the text holds the control character U+001B; "),
    ],
)
def test_what_terminals_and_drawing_programs_obey_is_refused(name: str, told: str) -> None:
    with pytest.raises(ScenarioError) as problem:
        load_file(fault(name))
    assert said(problem).startswith(told)


@pytest.mark.parametrize(
    "letter",
    [
        *("\0", "\v", "\x1b", "\x7f", "\x9b", "\u2028", "\u200f", "\u061c", "\u202e", "\u2066"),
        *("\ud83d", "\udc00", "\ufdd0", "\uffff", "\U0001fffe", "\U0010ffff"),
    ],
)
@pytest.mark.parametrize(
    "place", ["title", "parties.a.name", "sources.s.url", "unit.a", "record.0.date", "terms.t{}"]
)
def test_a_refused_character_is_refused_in_every_field(letter: str, place: str) -> None:
    data: dict[str, Any] = {
        "winset": 1,
        "title": "T",
        "sources": {"s": {"title": "S", "url": "https://a.example/"}},
        "parties": {"a": {"name": "A"}, "b": {"name": "B"}},
        "unit": {"a": "crowns"},
        "record": [{"date": "2030", "event": "E"}],
        "terms": {"t": {"definition": "d", "meaning": {"a": ["s"]}}},
        "steps": {"s": {"by": ["a"], "value": {"a": 1}}},
    }
    load_text(json.dumps(data))
    *way, last = place.removesuffix("{}").split(".")
    inner: Any = data
    for part in way:
        inner = inner[int(part) if part.isdigit() else part]
    if place.endswith("{}"):
        inner[last + letter] = inner.pop(last)
    else:
        inner[last] += letter
    with pytest.raises(ScenarioError) as problem:
        load_text(json.dumps(data))
    trouble = refused_character(letter)
    assert trouble is not None
    assert f"{place.removesuffix('{}')}" in str(problem.value)
    assert trouble[0] in str(problem.value)


def test_letters_of_every_script_may_stand_in_a_file() -> None:
    assert not refused_character("上流 김 سلمى שלום ქართლი 🕊 👩‍🌾 \u200c\u00a0\t\n")


@pytest.mark.parametrize("indent", [None, 2, "\t"])
@pytest.mark.parametrize("ascii_only", [True, False])
def test_what_json_dumps_writes_is_read(indent: int | str | None, ascii_only: bool) -> None:
    data = json.loads(Path(fault("05-json-emoji")).read_text("utf-8"))
    data["summary"] = 'Two\nlines, a tab\t, "quotes", a / and a \\.'
    scenario = load_text(json.dumps(data, indent=indent, ensure_ascii=ascii_only))
    assert scenario.title == "written by json.dumps \N{DOVE OF PEACE}"
    assert scenario.summary == data["summary"]


# --- the terminal


@pytest.mark.slow
@pytest.mark.parametrize("command", ["deals", "roadmap", "impasse"])
def test_names_are_no_markup_of_the_terminal(command: str, run: Run) -> None:
    code, out, _ = run(command, fault("01-markup-crash"))
    assert code == 0
    assert "Upriver [/x]" in out
    _, out, _ = run(command, fault("02-markup-swallowed"))
    assert "Upriver [sic]" in out
    assert "[link=https://evil.exam" in " ".join(out.split())  # tables cut long names


def test_no_name_becomes_a_link_or_a_picture() -> None:
    console = plain_console(file=io.StringIO(), force_terminal=True, width=100)
    console.print("[link=https://evil.example]x[/link] :x: [bold]")
    assert isinstance(console.file, io.StringIO)
    assert console.file.getvalue() == "[link=https://evil.example]x[/link] :x: [bold]\n"


def printed(letters: str, *arguments: str) -> bytes:
    """Return what the program prints on a console with such letters."""
    env = {**os.environ, "PYTHONIOENCODING": letters, "PYTHONUTF8": "0"}
    call = [str(WINSET), *arguments]
    return subprocess.run(call, env=env, capture_output=True, check=True).stdout


@pytest.mark.slow
def test_data_are_utf_8_on_every_console(run: Run, tmp_path: Path) -> None:
    data = printed("cp1252", "roadmap", fault("codepage"), "--format", "json")
    assert json.loads(data.decode())["scenario"]["title"] == "Le barrage à Évian"
    (tmp_path / "result.json").write_bytes(data)
    assert run("verify", "result.json", fault("codepage"))[0] == 0
    assert "−" in printed("cp1252", "cases", "show", "hanoi").decode()


@pytest.mark.slow
def test_text_keeps_its_signs_where_a_console_lacks_them() -> None:
    told = printed("ascii", "deals", fault("codepage")).decode("ascii")
    assert "Le barrage ? ?vian" in told
    told = printed("cp1252", "roadmap", fault("codepage")).decode("cp1252")
    assert "Le barrage à Évian" in told
    assert "-12" in told
    assert "?" not in told


# --- tables and cards


def test_no_text_of_a_table_is_a_formula() -> None:
    rows: list[Row] = [
        ["=1+1", "+x", "-x", "@x", "\tx", "a=1", -1.5, None],
        [0.1, "−4", "", "'", 2, 3, 4, 5],
    ]
    back = list(csv.reader(io.StringIO(to_csv(rows))))
    assert back[0] == ["'=1+1", "'+x", "'-x", "'@x", "'\tx", "a=1", "-1.5", ""]
    assert back[1] == ["0.1", "−4", "", "'", "2", "3", "4", "5"]


def test_a_table_for_excel_says_that_it_is_utf_8(run: Run) -> None:
    plain, marked = (run("cases", "--format", form)[1] for form in ("csv", "csv-bom"))
    assert marked == BOM + plain


@pytest.mark.parametrize("name", ["08-cards", "csvinj"])
def test_no_card_is_a_comment_a_formula_or_markup(name: str) -> None:
    text = to_cards(analyze(load_file(fault(name)), firmness=False, impasse=False))
    head, lines = text.splitlines()[:4], text.splitlines()[4:]
    assert "#html:false" in head
    assert all(line.startswith("#") for line in head)
    reader = csv.reader(lines)
    begins = 0
    for row in reader:
        assert lines[begins].startswith('"'), "no comment"
        assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@"))]
        begins = reader.line_num


def test_a_card_plays_no_sound() -> None:
    played = load_text(
        "winset: 1\ntitle: T\nparties: {a: {name: A}, b: {name: B}}\n"
        "steps: {s: {by: [a], value: {a: 1}}}\n"
        "glossary: {w: {title: '[sound:a.mp3] [$]x[/$] [latex]', text: '[sic] [anki:play]'}}\n"
    )
    text = to_cards(analyze(played, firmness=False, impasse=False))
    assert not [mark for mark in ("[sound", "[$", "[/$", "[latex", "[anki") if mark in text]
    assert "[sic]" in text
