"""What is told of a command line that asks for what cannot be; nothing is computed before."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from winset import analysis
from winset.cli import main

DAM = """\
winset: 1
title: A dam and a line
parties:
  up: {name: Upriver}
  down: {name: Downriver}
steps:
  open-dam: {by: [up], value: {up: -4, down: 9}}
  power-line: {by: [down], value: {up: 6, down: -2}}
"""

CASES = [
    ("bogus", "there is no command 'bogus'; the commands are cases, analyze, advise, deals"),
    ("analyse", "there is no command 'analyse'; did you mean 'analyze'?"),
    ("check dam.yaml extra", "'extra' belongs to nothing; leave it out"),
    ("check dam.yaml --done a b", "'b' belongs to nothing; leave it out, or write a list"),
    ("check dam.yaml --frob", "there is no option '--frob' here; the options are --case, --done"),
    ("check dam.yaml --don=x", "there is no option '--don' here; did you mean '--done'?"),
    ("check dam.yaml --SET a=1", "there is no option '--SET' here; did you mean '--set'?"),
    ("check dam.yaml -q", "there is no option '-q' here; the options are"),
    ("check dam.yaml --set steps.open-dam.hazard 0.5", "write --set steps.open-dam.hazard=0.5"),
    ("check dam.yaml --set a.b=1 steps.x.y=2", "belongs to nothing; write --set steps.x.y=2"),
    ("check dam.yaml --set", "--set has nothing after it. Change a number for this call: path="),
    ("check dam.yaml --set steps.open-dam.detection=0,5", "write 0.5, with a point"),
    ("check dam.yaml --set steps.open-dam.detection=50%", "write 0.5: shares are parts of 1"),
    ("check dam.yaml --set steps.open-dam.value.up=\u22124", "write -4, with a hyphen"),
    ("check dam.yaml --set steps.open-dam.slices=1.5", "1.5 is not a whole number"),
    ("check dam.yaml --done open-dam,open-dam", "'open-dam' is named 2 times; name it once"),
    ("check dam.yaml --format JSON", "--format cannot be 'JSON'; did you mean 'json'?"),
    ("check dam.yaml --format xml", "--format cannot be 'xml'; the choices are text, json"),
    ("check dam.yaml --format json --format text", "--format is given twice; give it once"),
    ("check ''", "'': there is no shipped case of this name"),
    (f"check {'x' * 5000}", f"'{'x' * 40}\u2026': there is no shipped case of this name"),
    ("analyze dam.yaml --seed -1", "--seed cannot be '-1'; give a whole number such as 0 or 7"),
    ("analyze dam.yaml --seed 1.5", "--seed cannot be '1.5'; give a whole number"),
    ("analyze dam.yaml --seed ''", "--seed cannot be ''; give a whole number"),
    (f"analyze dam.yaml --seed {'9' * 400}", "of 18 digits at most"),
    ("analyze dam.yaml --seed", "--seed has nothing after it."),
    ("analyze dam.yaml --quick=maybe", "--quick takes no value; write --quick alone"),
    ("roadmap dam.yaml --package open-dam,open-dam", "open-dam is named 2 times; name it once"),
    ("roadmap dam.yaml --near plan", "there is no proposal 'plan'; the file has no proposals"),
    ("brief dam.yaml", "--output is missing; add it: the file to write"),
    ("brief dam.yaml -o", "-o has nothing after it. The file to write"),
    ("brief dam.yaml -o ''", "-o: the name is empty; give one"),
    ("brief dam.yaml -o x.odt", "end it in .html, .md, .pdf, .docx or .json"),
    ("brief dam.yaml -o no/x.html", "no/x.html: there is no folder no; make it first"),
    ("brief dam.yaml -o x.html --for nobody", "no party 'nobody'; the parties are up, down"),
    ("brief dam.yaml -o x.html --for UP", "there is no party 'UP'; did you mean 'up'?"),
    ("brief dam.yaml -o x.html --for up --full", "drop one of them"),
    ("brief dam.yaml -o x.html --charts dam.yaml", "dam.yaml: this is a file; name a folder"),
    ("brief dam.yaml -o x.html --charts ''", "--charts: the name is empty; give one"),
    ("study dam.yaml -o no/x.csv", "no/x.csv: there is no folder no; make it first"),
    ("impasse dam.yaml --breakdown 0,5", "cannot be '0,5', which is not a number; write 0.5"),
    ("impasse dam.yaml --breakdown half", "give a number such as 2.5"),
    ("verify", "RESULT is missing; add it: a result of advise, roadmap, impasse or analyze"),
    ("verify dam.yaml", "dam.yaml: this is not JSON (line 1, column 1)"),
    ("verify --result r.json hanoi", "do not go together; put the names first, then the options"),
]

FOREIGN = ("Token", "token", "argument", "parameter", "Traceback", "convert", "Invalid", "Unknown")
"""Words of the library."""


def words(line: str) -> list[str]:
    return ["" if word == "''" else word for word in line.split(" ")]


@pytest.mark.parametrize(("line", "wanted"), CASES, ids=[line[:60] for line, _ in CASES])
def test_what_is_told(
    line: str,
    wanted: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(analysis, "analyze", None)  # nothing is analyzed before
    Path("dam.yaml").write_text(DAM, "utf-8")
    with pytest.raises(SystemExit) as stop:
        main(words(line))
    out, err = capsys.readouterr()
    assert (stop.value.code, out) == (2, "")
    assert wanted in err
    assert not any(word in err for word in FOREIGN)
    assert [path.name for path in tmp_path.iterdir()] == ["dam.yaml"]


@pytest.mark.parametrize("threads", ["0", "-1", "many", ""])
def test_a_number_of_threads_that_is_none(threads: str) -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("winset"), "deals"],
        env=os.environ | {"NUMBA_NUM_THREADS": threads},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert f"NUMBA_NUM_THREADS to '{threads}'; unset it" in done.stderr
    assert len(done.stderr.splitlines()) == 1
