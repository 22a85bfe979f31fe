"""The command line: data on stdout, messages on stderr, exit codes, and the keys of the JSON."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from shapes import ROADMAP
from winset import scenario
from winset._version import RESULT_FORMAT, __version__
from winset.cli import app, main
from winset.deals.packages import MOST_SETS
from winset.report.parts.order import steps_table
from winset.roadmaps.plan import plan_roadmap

ROOT = Path(__file__).resolve().parents[1]
WINSET = Path(sys.executable).with_name("winset")
COMMANDS = ("analyze", "deals", "roadmap", "impasse", "check")
"""The commands that take a case and give a result."""
ON_HANOI = tuple(command for command in COMMANDS if command != "impasse")
"""Those that answer on the default case at once."""
ESCAPE = "\x1b"

HEAD = "winset: 1\ntitle: A small file\nparties:\n  a: {name: Ana}\n  b: {name: Ben}\nsteps:\n"
SWAP = f"{HEAD}  x: {{by: [a], value: {{a: -1, b: 3}}}}\n  y: {{by: [b], value: {{a: 3, b: -1}}}}\n"
ONE_STEP = f"{HEAD}  x: {{by: [a], value: {{a: 1, b: 3}}}}\n"
WORTHLESS = f"{HEAD}  x: {{by: [a]}}\n"
UNSEEN = SWAP.replace("b: 3}", "b: 3}, detection: 0")
NOBODY = SWAP.replace("name: Ben", "name: Ben, no_deal: 5")
CHOOSING = SWAP + (
    "  z: {by: [b], value: {a: 4, b: -1}, after: [x]}\n"
    "choices: {price: {one_of: [y, z], required: true}}\n"
    "proposals: {plan: {steps: [x, y]}}\n"
)
RANGED = SWAP.replace("b: 3}", "b: {low: 0, mode: 1, high: 6}}", 1)
ORDERED = SWAP + "  w: {by: [a], value: {a: 1, b: 1}, after: [x]}\n"


def ring(parties: int) -> str:
    """Return a file in which each party pays 1 to the next, who gains 3."""
    names = "".join(f"  p{i}: {{name: Party {i}}}\n" for i in range(parties))
    steps = "".join(
        f"  s{i}: {{by: [p{i}], reversible: 0.9, value: {{p{i}: -1, p{(i + 1) % parties}: 3}}}}\n"
        for i in range(parties)
    )
    return f"winset: 1\ntitle: A ring\nparties:\n{names}steps:\n{steps}"


def long_names() -> str:
    text = SWAP.replace("name: Ana", f"name: {'Ana of the long name ' * 12}")
    text = text.replace("name: Ben", f"name: {'B' * 250}").replace("A small file", "Title " * 45)
    return text.replace("by: [b]", f"title: {'do something ' * 20}, by: [b]") + (
        f"proposals: {{plan: {{title: {'plan ' * 50}, by: a, steps: [x, y]}}}}\n"
    )


SHAPES = {
    "two steps": SWAP,
    "one step": ONE_STEP,
    "worth nothing": WORTHLESS,
    "never found out": UNSEEN,
    "none signable": NOBODY,
    "a required choice": CHOOSING,
    "three parties": ring(3),
    "four parties": ring(4),
    "twelve parties": ring(12),
    "long names": long_names(),
}


@dataclass(frozen=True)
class Result:
    code: int
    out: str
    err: str


Run = Callable[..., Result]
Write = Callable[[str], str]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command line in this process; `analyze` without firmness, which takes long."""

    def call(*arguments: str) -> Result:
        code = 0
        if arguments[:1] == ("analyze",) and "--seed" not in arguments:
            arguments = (*arguments, "--quick")
        try:
            main(arguments)
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else 1
        return Result(code, *capsys.readouterr())

    return call


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a scenario file and return its path."""

    def call(text: str) -> str:
        path = tmp_path / "small.yaml"
        path.write_text(text, encoding="utf-8")
        return str(path)

    return call


def apart(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the installed command, its output piped."""
    shown = ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE")
    kept = {name: value for name, value in os.environ.items() if name not in shown}
    return subprocess.run(
        [WINSET, *arguments],
        capture_output=True,
        encoding="utf-8",
        check=False,
        cwd=ROOT,
        env=kept | {"PYTHONIOENCODING": "utf-8"} | environment,
    )


def read_json(result: Result) -> Any:
    """Return a JSON result, which must be strict: no NaN, no infinity."""

    def refuse(constant: str) -> None:
        raise AssertionError(f"{constant} in JSON")

    assert result.code == 0
    assert all(": warning: " in line for line in result.err.splitlines())
    return json.loads(result.out, parse_constant=refuse)


@cache
def hanoi(command: str, *more: str) -> Any:
    """Return a command's JSON result for the default case, run as it is installed."""
    quick = ["--quick"] if command == "analyze" else []
    done = apart(command, *quick, *more, "--format", "json")
    return read_json(Result(done.returncode, done.stdout, done.stderr))


# --- every command, every shape of file


@pytest.mark.slow
@pytest.mark.parametrize("command", ON_HANOI)
def test_a_command_prints_the_default_case(command: str, run: Run) -> None:
    result = run(command)
    assert (result.code, result.err) == (0, "")
    assert "The Hanoi summit" in result.out
    assert result == run(command, "hanoi") == run(command, "--case", "hanoi")


def _warnings(text: str) -> int:
    return len(scenario.load_text(text).warnings)


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("text", SHAPES.values(), ids=SHAPES.keys())
def test_a_command_takes_any_shape(command: str, text: str, run: Run, write: Write) -> None:
    path = write(text)
    shown = run(command, path)
    if command == "impasse" and text == SHAPES["twelve parties"]:
        assert (shown.code, shown.out) == (2, "")
        assert shown.err.startswith("156 things could be given up")
        return
    assert shown.code == 0
    assert shown.err.count("\n") == shown.err.count(": warning: ") == _warnings(text)
    assert shown.out.strip()
    assert "nan" not in re.findall(r"\w+", shown.out.lower())
    assert ESCAPE not in shown.out
    data = read_json(run(command, path, "--format", "json"))
    assert data["scenario"]["id"] == "small"


@pytest.mark.slow
@pytest.mark.parametrize("text", SHAPES.values(), ids=SHAPES.keys())
def test_lines_are_no_wider_than_the_page(text: str, run: Run, write: Write) -> None:
    path = write(text)
    for command in ("analyze", "deals", "roadmap", "impasse"):
        assert max(map(len, run(command, path).out.splitlines()), default=0) <= 100


@pytest.mark.parametrize(("parties", "headings"), [(2, 2), (3, 1), (12, 1)])
def test_few_parties_have_columns_and_many_share_one(parties: int, headings: int) -> None:
    of = scenario.load_text(ring(parties))
    roadmap = plan_roadmap(of)
    assert roadmap is not None
    columns = " ".join(steps_table(of, roadmap).columns)
    assert columns.count("gains by breaking") == columns.count("could lose") == headings
    assert ("most tempted" in columns) == (headings == 1)


# --- JSON


@pytest.mark.xdist_group("hanoi commands")
@pytest.mark.slow
def test_the_envelope() -> None:
    for command in ON_HANOI:
        result = hanoi(command)
        assert list(result)[:3] == ["winset", "result_format", "scenario"]
        assert result["winset"] == __version__
        assert result["result_format"] == RESULT_FORMAT
        scenario = result["scenario"]
        assert list(scenario) == ["id", "title", "hash", "numbers", "set"]
        assert (scenario["id"], scenario["set"]) == ("hanoi", [])
        for mark in ("hash", "numbers"):
            assert re.fullmatch(r"[0-9a-f]{16}", scenario[mark])


@pytest.mark.xdist_group("hanoi commands")
@pytest.mark.slow
@pytest.mark.parametrize(
    ("command", "parts"),
    [
        ("analyze", {"deals", "roadmap", "proposals", "impasse", "aftermath"}),
        ("deals", {"deals"}),
        ("roadmap", {"seed", "advise", "roadmap"}),
        ("check", {"contents", "warnings"}),
        ("show", {"case"}),
        ("aftermath", {"seed", "aftermath"}),
    ],
)
def test_the_parts_of_a_command(command: str, parts: set[str]) -> None:
    assert set(hanoi(command)) - {"winset", "result_format", "scenario"} == parts


@pytest.mark.xdist_group("hanoi commands")
@pytest.mark.slow
def test_the_keys_of_deals() -> None:
    deals = hanoi("deals")["deals"]
    assert set(deals) == {"packages", "signable", "frontier", "solutions", "overlap", "terms"}
    assert all(set(deal) == {"steps", "values"} for deal in deals["frontier"])
    solutions = deals["solutions"]
    assert set(solutions) == {"nash", "kalai_smorodinsky", "egalitarian", "utilitarian"}
    assert set(solutions["nash"][0]) == {"steps", "values"}
    assert solutions["egalitarian"] is None  # the parties have different units
    assert all(set(term) == {"common", "only"} for term in deals["terms"].values())


@pytest.mark.xdist_group("hanoi commands")
@pytest.mark.slow
def test_the_keys_of_a_roadmap() -> None:
    roadmap = hanoi("roadmap")["roadmap"]
    assert set(roadmap) == ROADMAP | {"survival", "time", "successors", "levels"}
    front = {"required_bond", "required_trust", "order"}
    assert all(set(point) == front for point in roadmap["front"])
    assert set(roadmap["all"]) == {"packages", "signable", "holds", "incentive", "trust"}
    assert set(roadmap["trust"]["us"]["dprk"]) == {"required", "has"}
    assert len(roadmap["nodes"]) == len(roadmap["moves"]) + 1
    for node in roadmap["nodes"]:
        assert set(node) == {"done", "parts", "temptation", "exposure", "ledgers"}
        assert all(set(tempted) == {"open", "relapse"} for tempted in node["temptation"].values())
    assert all(set(move) == {"step", "pretence", "exposure"} for move in roadmap["moves"])
    for binding in roadmap["binding"]:
        assert set(binding) == {"key", "party", "other", "at", "kind", "amount"}
        assert set(binding["at"]) == {"node", "step"}
    assert set(roadmap["survival"]) == {"times", "parties", "all", "stages"}
    assert len(roadmap["survival"]["stages"]) == len(roadmap["calendar"]["phases"])
    assert [level["trust"] for level in roadmap["levels"]] == [n / 10 for n in range(11)]
    assert all(set(one) == {"trust", "package", "values", "count"} for one in roadmap["levels"])


@pytest.mark.xdist_group("hanoi commands")
@pytest.mark.slow
def test_the_keys_of_a_proposal() -> None:
    proposals = hanoi("analyze")["proposals"]
    assert len(proposals) == hanoi("check")["contents"]["proposals"]
    told = {
        "values",
        "worth",
        "signable",
        "refused_by",
        "ratified",
        "breaks",
        "own",
        "best",
        "stopped",
    }
    for proposal in proposals.values():
        assert set(proposal) == told
        short = {"order", "values", "escrow", "verdict", "margin", "binding", "tempted"}
        assert set(proposal["best"]) == short
        assert set(proposal["own"]) == short | {"time", "successors"}


@pytest.mark.slow
def test_firmness_has_its_seed(write: Write) -> None:
    path = write(RANGED)
    asked = ("analyze", path, "--format", "json", "--seed")
    first, again, other = (json.loads(apart(*asked, seed).stdout) for seed in ("3", "3", "4"))
    assert first == again
    assert (first.pop("seed"), other.pop("seed")) == (3, 4)
    assert first["firmness"] != other["firmness"]
    assert first.pop("firmness").keys() == other.pop("firmness").keys()
    assert first == other


@pytest.mark.xdist_group("hanoi commands")
@pytest.mark.slow
def test_the_same_part_is_the_same_in_every_command() -> None:
    assert hanoi("analyze")["deals"] == hanoi("deals")["deals"]
    # only `roadmap` looks for the best deal at each level of trust
    roadmap = hanoi("roadmap", "--package", "nash")["roadmap"]
    del roadmap["levels"]
    assert hanoi("analyze")["roadmap"] == roadmap


def test_undefined_numbers_are_null(run: Run, write: Write) -> None:
    roadmap = read_json(run("roadmap", write(UNSEEN), "--format", "json"))["roadmap"]
    assert roadmap["bond"] == {"a": None, "b": 1.0}
    assert (roadmap["margin"], roadmap["required_bond"]) == (None, None)


def test_a_known_answer(run: Run, write: Write) -> None:
    """The swap: each pays 1 and gives the other 3."""
    result = read_json(run("analyze", write(SWAP), "--format", "json"))
    roadmap = result["roadmap"]
    assert (result["deals"]["packages"], result["deals"]["signable"]) == (3, 1)
    assert (roadmap["verdict"], roadmap["order"]) == ("trust_only", [["x"], ["y"]])
    assert roadmap["margin"] == pytest.approx(-1 / 3)
    assert roadmap["bond"] == {"a": 0.0, "b": 1.0}
    assert roadmap["trust"]["a"]["b"] == {"required": pytest.approx(1 / 3), "has": 0.5}
    assert result["proposals"] == {}


def test_nothing_to_sign(run: Run, write: Write) -> None:
    path = write(NOBODY)
    assert read_json(run("roadmap", path, "--format", "json"))["roadmap"] is None
    assert "no package could be signed by all" in run("roadmap", path).out
    analysis = read_json(run("analyze", path, "--format", "json"))
    assert (analysis["roadmap"], analysis["deals"]["signable"]) == (None, 0)


# --- --set


def test_a_change_shows_and_counts(run: Run, write: Write) -> None:
    path, change = write(SWAP), "parties.b.breach_penalty=1"
    before = read_json(run("roadmap", path, "--format", "json"))
    after = read_json(run("roadmap", path, "--set", change, "--format", "json"))
    assert before["roadmap"]["verdict"] == "trust_only"
    assert after["roadmap"]["verdict"] == "holds"
    assert (before["scenario"]["set"], after["scenario"]["set"]) == ([], [change])
    assert before["scenario"]["hash"] != after["scenario"]["hash"]
    for command in ("analyze", "deals", "roadmap"):
        assert f"Changed for this call: {change}\n" in run(command, path, "--set", change).out


def test_changes_add_up_and_the_last_one_wins(run: Run, write: Write) -> None:
    changes = ("parties.b.breach_penalty=9", "parties.a.trust.b=0.25", "parties.b.breach_penalty=1")
    options = [part for change in changes for part in ("--set", change)]
    result = read_json(run("roadmap", write(SWAP), *options, "--format", "json"))
    assert result["scenario"]["set"] == list(changes)
    assert result["roadmap"]["verdict"] == "incentive_only"
    assert result["roadmap"]["margin"] == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("parties.b.breach_penality=1", "did you mean parties.b.breach_penalty?"),
        ("parties.b.no_deal=much", "is not a number"),
        ("parties.b.no_deal=nan", "is not a number"),
        ("steps.x.reversible=1.5", "1.5 is above 1"),
        ("parties.b.no_deal", "there is no `=`"),
    ],
)
def test_a_wrong_change(change: str, told: str, run: Run, write: Write) -> None:
    for command in COMMANDS:
        result = run(command, write(SWAP), "--set", change)
        assert (result.code, result.out) == (2, "")
        assert result.err.startswith(f"--set {change}: ")
        assert told in result.err


# --- --package


@pytest.mark.parametrize(
    ("asked", "package"),
    [
        ("best", ["x", "z"]),
        ("nash", ["x", "z"]),
        ("plan", ["x", "y"]),
        ("y,x", ["x", "y"]),
        (" x , z ", ["x", "z"]),
    ],
)
def test_a_package(asked: str, package: list[str], run: Run, write: Write) -> None:
    path = write(CHOOSING)
    roadmap = read_json(run("roadmap", path, "--package", asked, "--format", "json"))["roadmap"]
    assert roadmap["package"] == package
    assert [step for move in roadmap["order"] for step in sorted(move)] == [
        move["step"] for move in roadmap["moves"]
    ]


def test_all_steps(run: Run, write: Write) -> None:
    path = write(ring(3))
    roadmap = read_json(run("roadmap", path, "--package", "all", "--format", "json"))["roadmap"]
    assert roadmap["package"] == ["s0", "s1", "s2"]


def test_a_package_that_nobody_would_sign_is_put_in_order(run: Run, write: Write) -> None:
    path = write(NOBODY)
    asked = ("roadmap", path, "--package", "x")
    roadmap = read_json(run(*asked, "--format", "json"))["roadmap"]
    assert (roadmap["signable"], roadmap["order"]) == (False, [["x"]])
    assert roadmap["values"] == {"a": -1.0, "b": -2.0}
    assert roadmap["trust"]["b"]["a"]["required"] is None
    assert (roadmap["required_trust"], roadmap["verdict"]) == (None, "neither")
    assert run(*asked).code == 0


@pytest.mark.parametrize(
    ("text", "asked", "told"),
    [
        (CHOOSING, "nothing", "'nothing'; the proposals and steps are plan, x, y, z"),
        (CHOOSING, "plann", "'plann'; did you mean 'plan'?"),
        (CHOOSING, "X", "'X'; did you mean 'x'?"),
        (CHOOSING, "", "a step is left out; name steps with commas between"),
        (CHOOSING, "x,,y", "a step is left out; name steps with commas between"),
        (CHOOSING, "best,x", "there is no step or proposal 'best'"),
        (CHOOSING, "x y", "'x y' is not a step; put commas between: x,y"),
        (CHOOSING, "x;y", "'x;y' is not a step; put commas between: x,y"),
        (CHOOSING, "x,y,x", "x is named 2 times; name it once"),
        (CHOOSING, "all", "only one of y, z can be part of a package (choice price)"),
        (CHOOSING, "x", "a package needs one of y, z (choice price)"),
        (ORDERED, "w", "w needs x first; add it to the package"),
    ],
)
def test_a_wrong_package(text: str, asked: str, told: str, run: Run, write: Write) -> None:
    result = run("roadmap", write(text), "--package", asked)
    assert (result.code, result.out) == (2, "")
    assert told in result.err


# --- bad use and bad files


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["analyse"], "analyze"),
        (["deals", "hanoi", "again"], "'again' belongs to nothing"),
        (["deals", "hannoi"], "the cases are: hanoi"),
        (["deals", "no/such/file.yaml"], "no such file"),
        (["deals", "."], "folder"),
    ],
)
def test_bad_use(arguments: list[str], told: str, run: Run) -> None:
    result = run(*arguments)
    assert (result.code, result.out) == (2, "")
    assert told in result.err
    assert "Traceback" not in result.err


@pytest.mark.parametrize("command", COMMANDS)
def test_all_that_is_wrong_with_a_file_comes_at_once(command: str, run: Run, write: Write) -> None:
    text = SWAP.replace("by: [a]", "by: [c]").replace("by: [b]", "reversible: 2, by: [b]")
    path = write(text)
    result = run(command, path)
    assert (result.code, result.out) == (2, "")
    first, second = result.err.splitlines()
    assert re.match(rf"{re.escape(path)}:7:\d+: steps\.x\.by", first)
    assert re.match(rf"{re.escape(path)}:8:\d+: steps\.y\.reversible: 2 is above 1; ", second)
    assert run(command, path, "--format", "json") == result


def test_a_case_that_is_too_large(run: Run, write: Write) -> None:
    steps = "".join(f"  s{i}: {{by: [a], value: {{b: 1}}}}\n" for i in range(23))
    result = run("deals", write(HEAD + steps))
    assert (result.code, result.out) == (2, "")
    assert f"{MOST_SETS:,} packages" in result.err
    assert "group steps" in result.err


# --- help


def test_help_lists_every_command(run: Run) -> None:
    result = run("--help")
    assert (result.code, result.err) == (0, "")
    commands = {name for name in app if not name.startswith("-")}
    assert commands >= set(COMMANDS)
    for command in commands:
        assert re.search(rf"^\W*{command} +\w", result.out, flags=re.MULTILINE)
    assert run().out == result.out


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_a_command(command: str, run: Run) -> None:
    result = run(command, "--help")
    assert (result.code, result.err) == (0, "")
    assert f"winset {command}" in result.out
    for option in ("--set", "--format"):
        assert option in result.out
    assert ("--package" in result.out) == (command == "roadmap")


def test_the_version(run: Run) -> None:
    assert run("--version").out.strip() == __version__


# --- pipes, colours, the installed command


@pytest.mark.slow
def test_piped_output_is_plain() -> None:
    for arguments in (["roadmap", "docs/examples/swap.yaml"], ["--help"], ["nonsense"]):
        done = apart(*arguments, TERM="xterm-256color")
        assert done.stdout + done.stderr
        assert ESCAPE not in done.stdout + done.stderr


@pytest.mark.slow
def test_no_color_is_respected() -> None:
    """Colours are codes 30 to 38 and 90 to 97; FORCE_COLOR makes a pipe a terminal."""
    colour = re.compile(r"\x1b\[(?:\d+;)*(?:3[0-8]|9[0-7])[;m]")
    asked = ("roadmap", "docs/examples/swap.yaml")
    assert colour.search(apart(*asked, FORCE_COLOR="1", TERM="xterm-256color").stdout)
    plain = apart(*asked, FORCE_COLOR="1", NO_COLOR="1", TERM="xterm-256color").stdout
    assert not colour.search(plain)


@pytest.mark.slow
def test_text_does_not_depend_on_the_width_of_a_pipe() -> None:
    asked = ("roadmap", "docs/examples/swap.yaml")
    assert apart(*asked, COLUMNS="40").stdout == apart(*asked, COLUMNS="200").stdout


@pytest.mark.slow
@pytest.mark.parametrize("arguments", [("deals",), ("roadmap", "docs/examples/swap.yaml")], ids=str)
@pytest.mark.parametrize("form", ["text", "json"])
def test_a_reader_that_leaves_early_is_no_error(arguments: tuple[str, ...], form: str) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            [WINSET, *arguments, "--format", form],
            stdout=writing,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            check=False,
            cwd=ROOT,
        )
    finally:
        os.close(writing)
    assert done.stderr == ""


def test_a_failure_leaves_stdout_empty_and_has_no_traceback() -> None:
    done = apart("check", "docs/examples/swap.yaml", "--set", "steps.a-pays.reversible=7")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("--set steps.a-pays.reversible=7: ")
    assert "Traceback" not in done.stderr


# --- impasse

TRUST_A, TRUST_B = "parties.a.trust.b=0:1:3", "parties.b.trust.a=0:1:4"


def test_the_keys_of_an_impasse(run: Run, write: Write) -> None:
    result = run("impasse", write(SWAP), "--format", "json", "--grid", TRUST_A, "--grid", TRUST_B)
    assert (result.code, result.err) == (0, "")
    found = json.loads(result.out)["impasse"]
    assert set(found) == {
        *("complete", "deal_exists", "deal", "groups", "reasons", "all_up_to", "largest"),
        *(
            "repairs",
            "repairs_complete",
            "proposals",
            "approaches",
            "thresholds",
            "grid",
            "next_attempt",
        ),
    }
    assert found["deal_exists"] is False
    assert [reason["groups"] for reason in found["reasons"]] == [["bond:a", "bond:b"]]
    assert found["grid"]["x"] == {"path": "parties.a.trust.b", "values": [0.0, 0.5, 1.0]}
    assert [len(row) for row in found["grid"]["opens"]] == [3] * 4
    assert found["next_attempt"]["weight"] == 0.5


def test_a_grid_shows_where_a_deal_exists(run: Run, write: Write) -> None:
    grid = ("parties.a.breach_penalty=0:2:5", "parties.b.breach_penalty=0:2:3")
    result = run("impasse", write(SWAP), "--grid", grid[0], "--grid", grid[1])
    assert result.code == 0
    picture = result.out.partition("WHERE A DEAL EXISTS")[2].partition("To the right")[0]
    assert re.findall(r"[█·]{5}", picture) == ["█████", "█████", "··███"]


def test_a_file_that_can_be_read_only_once_can_have_a_grid() -> None:
    axes = ("--grid", TRUST_A, "--grid", "parties.b.no=0:1:3")
    command = [str(WINSET), "impasse", "/dev/stdin", *axes]
    done = subprocess.run(command, input=SWAP, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "there is no number at 'parties.b.no'" in done.stderr
    assert "did you mean parties.b.no_deal?" in done.stderr


@pytest.mark.slow
def test_a_breakdown_that_counts_more_costs_more_trust(run: Run, write: Write) -> None:
    path = write(SWAP)
    light = run("impasse", path, "--breakdown", "0").out
    heavy = run("impasse", path, "--breakdown", "2").out
    assert "trust of Ana in Ben would stay at 50%" in " ".join(light.split())
    assert "trust of Ana in Ben would fall from 50% to 25%" in " ".join(heavy.split())


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--grid", TRUST_A), "--grid: a grid varies two numbers, and one came; give it twice"),
        (("--grid", TRUST_A, "--grid", TRUST_A), "this number was given twice"),
        (("--grid", "parties.a.trst.b=0:1:3", "--grid", TRUST_B), "did you mean parties.a.trust"),
        (("--grid", "parties.a.trust.b=0:2:3", "--grid", TRUST_B), "2 is above 1; give a share"),
        (("--grid", "x", "--grid", TRUST_B), "--grid x: this does not say how a number varies"),
        (
            ("--breakdown", "-1"),
            "a breakdown cannot count -1 in the record; give a number from 0 to 1e+12",
        ),
        (("--breakdown", "nan"), "a breakdown cannot count nan"),
        (("--breakdown", "much"), "--breakdown"),
        (("--done", "nothing"), "--done nothing"),
    ],
)
def test_an_impossible_question_is_told(
    run: Run, write: Write, options: tuple[str, ...], told: str
) -> None:
    result = run("impasse", write(SWAP), *options)
    assert (result.code, result.out) == (2, "")
    assert told in result.err
    assert "Traceback" not in result.err
