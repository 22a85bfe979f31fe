"""Damaged files are refused in words or load; nothing else ever happens."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from winset import scenario
from winset.scenario import Problem, ScenarioError

pytestmark = pytest.mark.slow

RIVERS = (Path(__file__).parent / "data" / "rivers.yaml").read_text(encoding="utf-8")
LINES = RIVERS.splitlines()
TOKENS = sorted(set(RIVERS.split()))
ODD = [
    *TOKENS,
    "[", "]", "{", "}", ":", ": ", "- ", "? ", "&a", "*a", "!", "!!int", "!!str x", "|", ">-", "#",
    "'", '"', "%", "@", "`", "~", "null", "true", ".nan", "-.inf", "1e999", "-1", "0", "2019-02-31",
    "<<: *a", "---", "...", "\t", "\r", "\n", "\n\n", "  ", "\u2028", "\ufeff", "\x1b", "é", "😀",
    '"\\ud800"', '"\\UFFFFFFFF"', "9" * 400,
]  # fmt: skip

SETTINGS = settings(
    max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)


def told(content: str | bytes, *changes: str) -> tuple[Problem, ...] | None:
    try:
        scenario.load_text(content, changes=changes)
    except ScenarioError as error:
        return error.problems
    return None


def survives(content: str | bytes, *changes: str) -> None:
    problems = told(content, *changes)
    assert problems is None or problems
    for problem in problems or ():
        assert str(problem).isprintable()
        assert problem.wrong
        assert problem.remedy


def where(text: str) -> st.SearchStrategy[int]:
    return st.integers(0, len(text))


@SETTINGS
@given(st.data())
def test_lines_deleted_doubled_and_swapped(data: st.DataObject) -> None:
    lines = list(LINES)
    for _ in range(data.draw(st.integers(1, 4))):
        i = data.draw(st.integers(0, len(lines) - 1))
        j = data.draw(st.integers(0, len(lines) - 1))
        kind = data.draw(st.sampled_from(("delete", "double", "swap", "indent", "dedent")))
        if kind == "delete":
            del lines[i]
        elif kind == "double":
            lines.insert(j, lines[i])
        elif kind == "swap":
            lines[i], lines[j] = lines[j], lines[i]
        else:
            lines[i] = "  " + lines[i] if kind == "indent" else lines[i].removeprefix("  ")
    survives("\n".join(lines))


@SETTINGS
@given(st.data())
def test_words_swapped_for_others(data: st.DataObject) -> None:
    text = RIVERS
    for _ in range(data.draw(st.integers(1, 4))):
        word = data.draw(st.sampled_from(TOKENS))
        new = data.draw(st.sampled_from(ODD))
        i = text.find(word, data.draw(where(text)))
        text = text[:i] + new + text[i + len(word) :] if i >= 0 else text
    survives(text)


@SETTINGS
@given(st.data())
def test_pieces_cut_out_and_put_in(data: st.DataObject) -> None:
    text = RIVERS
    for _ in range(data.draw(st.integers(1, 3))):
        start, end = sorted((data.draw(where(text)), data.draw(where(text))))
        end = min(end, start + data.draw(st.integers(0, 200)))
        text = text[:start] + data.draw(st.sampled_from(ODD)) + text[end:]
    survives(text)


@SETTINGS
@given(st.data())
def test_bytes_altered(data: st.DataObject) -> None:
    raw = bytearray(RIVERS.encode())
    for _ in range(data.draw(st.integers(1, 6))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    survives(bytes(raw))


@SETTINGS
@given(st.data())
def test_values_swapped_for_others_of_any_shape(data: st.DataObject) -> None:
    flow = ("[]", "{}", "[[]]", "{a: {}}", "[1, [x]]", "''", "null", "true", "1", "[up, up]", "x")
    lines = list(LINES)
    for _ in range(data.draw(st.integers(1, 4))):
        i = data.draw(st.integers(0, len(lines) - 1))
        key, colon, _rest = lines[i].partition(": ")
        if colon:
            lines[i] = f"{key}: {data.draw(st.sampled_from(flow))}"
    survives("\n".join(lines))


@SETTINGS
@given(st.text())
@example("\x00")
@example("{")
@example("!" * 1000)
@example("? ? ? a")
@example("a: &a\nb: *a")
@example("%TAG ! tag:x\n---\na")
def test_any_text(text: str) -> None:
    survives(text)


@SETTINGS
@given(st.binary())
def test_any_bytes(raw: bytes) -> None:
    survives(raw)


@SETTINGS
@given(st.text(), st.sampled_from(["", "=", "=1", "=.5", "steps.", ".value.up=1"]))
@example("steps.open-dam.value.up", "=" + "9" * 5000)
@example("steps.٣.value.up", "=٣")
@example("bonuses.²", "=1")
@example("bonuses." + "9" * 5000, "=1")
def test_any_change(path: str, end: str) -> None:
    survives(RIVERS, path + end)
