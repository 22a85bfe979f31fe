"""No word of an error or a warning is said that is not in the catalogue."""

from __future__ import annotations

import pickle
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bad_files import CASES
from pseudo import CODE, OPEN, outside
from test_no_effect import TOLD as WITHOUT_EFFECT
from test_usage import CASES as COMMANDS
from test_usage import DAM, words
from winset._version import RESULT_FORMAT
from winset.language.messages import speaking
from winset.scenario import Problem, ScenarioError, load_text
from winset.verification import verify

Run = Callable[..., tuple[int, str, str]]

FAULTS = sorted((Path(__file__).parent / "data" / "faults").glob("*.yaml"))

TYPED = re.compile(r"'[^']*'|\S*[.:/=<-]\S*|^winset:")
"""What stands beside a message: names of files, paths of data, options, values in quotes."""


def foreign(text: str) -> list[str]:
    return re.findall(r"[A-Za-z]{3,}", TYPED.sub("", outside(text)))


def problems(content: str | bytes) -> tuple[Problem, ...]:
    try:
        return load_text(content).warnings
    except ScenarioError as error:
        return error.problems


@pytest.mark.usefixtures("made_up")
def test_what_is_wrong_with_a_file() -> None:
    for case in CASES:
        for problem in problems(case.content):
            assert OPEN in problem.wrong, case.name
            assert OPEN in problem.remedy, case.name
            assert not outside(problem.wrong + problem.remedy), case.name
            assert not foreign(str(problem)), case.name


@pytest.mark.usefixtures("made_up")
@pytest.mark.parametrize("file", FAULTS, ids=lambda file: file.stem)
def test_what_is_wrong_with_a_damaged_file(file: Path) -> None:
    for problem in problems(file.read_bytes()):
        assert OPEN in problem.wrong
        assert not outside(problem.wrong + problem.remedy)
        assert not foreign(str(problem))


@pytest.mark.usefixtures("made_up")
@pytest.mark.parametrize("name", WITHOUT_EFFECT)
def test_what_has_no_effect(name: str) -> None:
    found = load_text(WITHOUT_EFFECT[name][0]).warnings
    assert found
    for problem in found:
        assert not outside(problem.wrong + problem.remedy)
        assert not foreign(str(problem))


ASKED = (
    "roadmap dam.yaml --order x,open-dam",
    "roadmap dam.yaml --order open-dam+power-line",
    "roadmap dam.yaml --order open-dam --package power-line",
    "roadmap dam.yaml --order open-dam --prefer safe",
    "roadmap dam.yaml --package x",
    "roadmap dam.yaml --package open-dam --in-time",
    "aftermath dam.yaml",
    "impasse dam.yaml --grid a=1",
    "impasse dam.yaml --grid a=1 --grid b=0:x:3",
    "impasse dam.yaml --grid parties.up.no_deal=1:0:3 --grid parties.up.no_deal=0:1:1",
    "impasse dam.yaml --seconds -1",
    "impasse dam.yaml --breakdown -1",
    "advise dam.yaml --by 2030-01-01",
    "advise dam.yaml --draws 0",
    "analyze dam.yaml --done x",
)
"""What commands ask for that the scenario, or a search, has no answer to."""


@pytest.mark.usefixtures("made_up")
@pytest.mark.parametrize(
    "line", [*(line for line, _ in COMMANDS), *ASKED], ids=lambda line: line[:60]
)
def test_what_is_wrong_with_a_command_line(run: Run, line: str) -> None:
    Path("dam.yaml").write_text(DAM, "utf-8")
    command, *rest = words(line)
    code, out, err = run(command, f"--lang={CODE}", *rest)
    assert (code, out) == (2, "")
    assert OPEN in err
    assert not [one for told in err.splitlines() for one in foreign(told)]


@pytest.mark.usefixtures("made_up")
def test_what_is_wrong_with_a_result() -> None:
    wrong = {
        "result_format": RESULT_FORMAT,
        "more": [1, 2],
        "proposals": [{}],
        "roadmap": {"order": [["open-dam"], ["open-dam"]]},
        "advise": {"draws": 0},
    }
    found = verify(load_text(DAM), wrong).discrepancies
    assert len(found) > 5
    for one in found:
        assert not foreign(one.said), one.path
        assert not foreign(one.found), one.path


def test_data_of_a_file_are_no_template() -> None:
    text = DAM.replace("winset: 1", "winset: '{{ 7 * 7 }}{% for %}'")
    (problem,) = problems(text)
    assert problem.wrong.startswith("'{{ 7 * 7 }}{% for %}' is not a format")


@pytest.mark.usefixtures("made_up")
def test_an_error_stays_in_the_language_it_was_made_in() -> None:
    with speaking("en"):
        (problem,) = problems(DAM.replace("title:", "tittle:"))
    error = pickle.loads(pickle.dumps(ScenarioError([problem])))  # noqa: S301 -- its own
    assert str(error).endswith("there is no key 'tittle' here; did you mean 'title'?")


GOOD = """
import sys, winset
from winset.cases import names
for name in names():
    winset.load(name)
print([one for one in ("babel", "jinja2") if one in sys.modules])
"""


def test_no_message_is_made_ready_for_a_good_file() -> None:
    done = subprocess.run([sys.executable, "-c", GOOD], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
