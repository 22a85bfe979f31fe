import time
from pathlib import Path

import pytest

from bad_files import CASES, Case, valid_file
from generators.large_files import large_file
from winset import cases, scenario
from winset.scenario import Problem, ScenarioError, WinsetError
from winset.scenario.file.load import MAX_PROBLEMS


def problems(content: str | bytes) -> tuple[Problem, ...]:
    with pytest.raises(ScenarioError) as caught:
        scenario.load_text(content, file="f")
    return caught.value.problems


def test_the_valid_file_is_valid() -> None:
    assert scenario.load_text(valid_file()).title == "A dam and a line"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_all_that_is_wrong_is_told(case: Case) -> None:
    told = [str(problem).removeprefix("f:").lstrip() for problem in problems(case.content)]
    assert told == list(case.told)


TALKS = "when: [2031-03-01, 2031-03-02]\nphase_length: 10 days\n"


@pytest.mark.parametrize(
    ("gauges", "more"),
    [
        ("slices: 60", ""),
        ("slices: any", "ledgers: {water: {name: Water, start: 3, floor: 3, cap: 3}}\n"),
        ("window: {from: 2031-04-01, to: 2031-04-10}", TALKS),
        ("window: {to: 2031-03-11}", TALKS),
        ("after: [open-dam, power-line], window: {to: 2031-03-21}", TALKS),
        ("window: {to: 2031-03-12}", TALKS + "standing: {date: 2031-03-03}\n"),
        ("window: {from: 2000-01-01, to: 2000-01-01}", "standing: {done: [gauges]}\n"),
        ("by: [up, down]", "escrow: [{steps: [gauges, open-dam, power-line]}]\n"),
        ("by: [up, down]", TALKS + "standing: {date: 2031-03-01}\n"),
    ],
)
def test_what_just_fits_is_valid(gauges: str, more: str) -> None:
    entry = gauges if gauges.startswith("by") else f"by: [up, down], {gauges}"
    text = valid_file().replace("gauges: {by: [up, down]}", f"gauges: {{{entry}}}") + more
    assert scenario.load_text(text).steps[2].id == "gauges"


def test_a_ratifier_may_start_at_its_floor_on_the_way() -> None:
    home = "home: {senate: {name: Senate, votes: 1, floor_on_the_way: 2}}"
    text = valid_file().replace("{name: Upriver}", f"{{name: Upriver, no_deal: -2, {home}}}")
    assert scenario.load_text(text).parties[0].home[0].floor_on_the_way


def test_the_table_is_long() -> None:
    assert len(CASES) >= 200
    assert len({case.name for case in CASES}) == len(CASES)


def test_no_wrong_file_takes_long() -> None:
    start = time.perf_counter()
    for case in CASES:
        problems(case.content)
    assert time.perf_counter() - start < 30  # a guard against the quadratic, not a measurement


def test_a_problem_holds_its_parts() -> None:
    (problem,) = problems(valid_file().replace("gauges: {", "gauges: {reversible: 1.4, "))
    assert problem == Problem(
        file="f",
        line=11,
        column=24,
        path="steps.gauges.reversible",
        wrong="1.4 is above 1",
        remedy="give a share between 0 and 1",
    )


def test_an_error_has_a_line_for_each_problem() -> None:
    error = ScenarioError(
        [Problem("f", 1, 2, "a", "x", "y"), Problem("f", None, None, "", "x", "z")]
    )
    assert str(error) == "f:1:2: a: x; y\nf: x; z"
    assert isinstance(error, WinsetError)


def test_a_flood_of_problems_is_cut() -> None:
    found = problems(valid_file() + "".join(f"k{i}: 1\n" for i in range(1000)))
    assert len(found) == MAX_PROBLEMS + 1
    told = "f: there are 800 more problems at least; 200 are listed; begin above"
    assert str(found[-1]) == told
    assert [problem.line for problem in found[:-1]] == sorted(p.line or 0 for p in found[:-1])


FLOODS = {
    "keys": large_file(4) + "".join(f"k{i}: 1\n" for i in range(20_000)),
    "entries": large_file(4)
    + "glossary:\n"
    + "".join(f"  g{i}: {{x: 1}}\n" for i in range(15_000)),
    "inner": large_file(4)
    + "glossary:\n"
    + "".join(f"  g{i}: {{{', '.join(f'x{k}: 1' for k in range(70))}}}\n" for i in range(200)),
    "ids": large_file(62, demands=200).replace("[s", "[t"),
    "refs": large_file(4)
    + "approaches:\n"
    + "".join(
        f"  a{i}: {{set: {{{', '.join(f'steps.t{k}.value.p9: 1' for k in range(70))}}}}}\n"
        for i in range(200)
    ),
}
"""Files with thousands of things that are wrong."""


@pytest.mark.parametrize("name", FLOODS)
def test_a_flood_takes_seconds(name: str) -> None:
    started = time.process_time()
    found = problems(FLOODS[name])
    assert time.process_time() - started < 20
    assert 0 < len(found) <= MAX_PROBLEMS + 1


def test_messages_never_carry_control_characters() -> None:
    content = valid_file() + '"\\e[31m": 1\nobservers: {}\nunit: {"\\e]0;x\\a": euro}\n'
    content += 'demands: {d: {by: "\\e[2J", term: "\\u202e"}}\n'
    found = problems(content)
    assert len(found) == 5
    assert all(str(problem).isprintable() for problem in found)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="this is a folder; name a scenario file"):
        scenario.load_file(tmp_path)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="there is no such file; check the name"):
        scenario.load_file(tmp_path / "none.yaml")


def test_an_unreadable_file_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", denied)
    with pytest.raises(ScenarioError, match=r"cannot be read \(Permission denied\)"):
        scenario.load_file(tmp_path / "secret.yaml")


def test_a_name_with_a_null_byte_is_told() -> None:
    with pytest.raises(ScenarioError):
        scenario.load_file("a\0b")
    with pytest.raises(ScenarioError):
        cases.load("a\0b")


def test_a_name_that_is_neither_case_nor_file_lists_the_cases() -> None:
    with pytest.raises(ScenarioError, match=r"the cases are: .*hanoi") as caught:
        cases.load("hanoy")
    assert caught.value.problems[0].file == "hanoy"


def test_a_large_file_is_refused_before_it_is_parsed(tmp_path: Path) -> None:
    large = tmp_path / "large.yaml"
    large.write_bytes(b"[" * 5_000_000)
    with pytest.raises(ScenarioError, match="more than 1,000,000 bytes"):
        scenario.load_file(large)
