"""The commands around a file: `new`, `schema` and `cases`, and results as CSV."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from winset import cases
from winset._version import RESULT_FORMAT, __version__
from winset.deals.find import find_deals
from winset.report.tables import to_csv
from winset.roadmaps.plan import plan_roadmap
from winset.scenario import UsageError, load_text
from winset.scenario.file.schema import json_schema
from winset.scenario.file.starter import write_starter
from winset.scenario.file.yaml import read
from winset.scenario.numbers import LARGEST

ROOT = Path(__file__).resolve().parents[1]
WINSET = Path(sys.executable).with_name("winset")
SCHEMA = json_schema()
SWAP = (
    "winset: 1\ntitle: A swap\nparties:\n  a: {name: Ana}\n  b: {name: Ben}\nsteps:\n"
    "  x: {by: [a], value: {a: -1, b: 3}}\n  y: {by: [b], value: {a: 3, b: -1}}\n"
)
NOBODY = SWAP.replace("name: Ben", "name: Ben, no_deal: 5")

Run = Callable[..., tuple[int, str, str]]


def done(result: tuple[int, str, str]) -> str:
    """Return what a command printed that had nothing to complain about."""
    code, out, err = result
    assert (code, err) == (0, "")
    return out


def refused(result: tuple[int, str, str]) -> str:
    """Return what a command said that refused to do anything."""
    code, out, err = result
    assert (code, out) == (2, "")
    return err


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


def complaints(text: str) -> list[str]:
    """Return what the schema finds wrong with a scenario's text."""
    data = read(text.encode(), "text").data
    return [error.json_path for error in Draft202012Validator(SCHEMA).iter_errors(data)]


# --- schema


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
    assert "$id" not in SCHEMA
    assert SCHEMA["title"]
    assert SCHEMA["description"]


SHIPPED = [
    *(cases.path(name) for name in cases.names()),
    *sorted((ROOT / "tests/data").glob("*.yaml")),
    *sorted((ROOT / "docs/examples").glob("*.yaml")),
    ROOT / "src/winset/scenario/file/starter.yaml",
]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_the_schema_accepts_what_loads(path: Path) -> None:
    assert complaints(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("before", "after", "where"),
    [
        ("winset: 1", "winset: 2", "$.winset"),
        ("title: A swap\n", "", "$"),
        ("title:", "tittle: x\ntitle:", "$"),
        ("a: -1, b: 3", "a: -1, b: much", "$.steps.x.value.b"),
        ("a: -1, b: 3", "a: -1, b: {low: 1, high: 3}", "$.steps.x.value.b"),
        ("by: [b]", "by: [b], reversible: 1.5", "$.steps.y.reversible"),
        ("by: [b]", "by: []", "$.steps.y.by"),
        ("name: Ben", "name: Ben, breach_penalty: -1", "$.parties.b.breach_penalty"),
        ("  y:", "  Y_1:", "$.steps"),
    ],
)
def test_the_schema_refuses(before: str, after: str, where: str) -> None:
    assert before in SWAP
    assert complaints(SWAP) == []
    assert where in complaints(SWAP.replace(before, after))


def test_the_schema_takes_every_form_of_a_number() -> None:
    forms = ("2", "{value: 2, note: why}", "{low: 1, mode: 2, high: 4}", "{values: [1, 2]}")
    for form in forms:
        assert complaints(SWAP.replace("b: 3", f"b: {form}")) == []
    text = json.dumps(SCHEMA)
    assert SCHEMA["$defs"]["Quantity"]["oneOf"][0]["maximum"] == LARGEST
    assert len(SCHEMA["$defs"]["Share"]["oneOf"]) == len(forms)
    for rate, more in (("Discount", 1), ("Leaving", 2)):
        assert len(SCHEMA["$defs"][rate]["oneOf"]) == len(forms) + more
    assert text.count('"oneOf"') == 6
    for form in ("0.9", "{yearly: 0.9}", "{low: 0.8, mode: 0.9, high: 1}"):
        assert complaints(SWAP.replace("name: Ben", f"name: Ben, discount: {form}")) == []
    for form in ("{from: 2033-01-20, chance: 0.1}", "{yearly: 0.1}"):
        assert complaints(SWAP.replace("name: Ben", f"name: Ben, leaves_office: {form}")) == []
    assert complaints(SWAP.replace("name: Ben", "name: Ben, leaves_office: 1"))


def test_names_and_titles_of_the_schema_are_readable() -> None:
    for name, part in SCHEMA["$defs"].items():
        assert re.fullmatch(r"[A-Za-z]+", name)
        assert re.fullmatch(r"[A-Z][a-z]+( [a-z]+)*(: [a-z ]+)?", part["title"])


def test_every_reference_leads_somewhere_and_all_is_used() -> None:
    used = set(re.findall(r'"#/\$defs/(\w+)"', json.dumps(SCHEMA)))
    assert used == set(SCHEMA["$defs"])


def test_every_key_says_what_it_is() -> None:
    for part in (SCHEMA, *(one for one in SCHEMA["$defs"].values() if "properties" in one)):
        for key in part["properties"].values():
            assert key["description"]
            assert key.get("default", 0) is not None


def test_schema_prints_it(run: Run) -> None:
    assert json.loads(done(run("schema"))) == SCHEMA
    assert "again" in refused(run("schema", "again"))


# --- new


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_new_writes_a_file_and_its_schema(run: Run, tmp_path: Path) -> None:
    out = done(run("new", "talks.yaml"))
    assert names_in(tmp_path) == ["talks.schema.json", "talks.yaml"]
    assert json.loads((tmp_path / "talks.schema.json").read_text("utf-8")) == SCHEMA
    first, *_ = (tmp_path / "talks.yaml").read_text("utf-8").splitlines()
    assert first == "# yaml-language-server: $schema=talks.schema.json"
    assert out.endswith("winset analyze talks.yaml\n")


def test_the_starter_analyses(run: Run) -> None:
    done(run("new", "talks.yaml"))
    result = json.loads(done(run("analyze", "talks.yaml", "--quick", "--format", "json")))
    assert result["roadmap"]["verdict"] == "holds"
    assert result["roadmap"]["end_holds"]
    assert [one["signable"] for one in result["proposals"].values()] == [True]
    contents = json.loads(done(run("check", "talks.yaml", "--format", "json")))["contents"]
    kinds = ("parties", "steps", "proposals", "demands", "record", "ranges")
    assert [contents[kind] for kind in kinds] == [2, 6, 1, 1, 1, 1]


def test_the_starter_loads_as_it_ships() -> None:
    """The line for editors is a comment; the name in it is filled in when it is written."""
    text = (ROOT / "src/winset/scenario/file/starter.yaml").read_text("utf-8")
    assert text.startswith("# yaml-language-server: $schema=NAME.schema.json\n")
    assert load_text(text).title


def test_new_copies_a_case_with_its_comments(run: Run, tmp_path: Path) -> None:
    done(run("new", "mine.yaml", "--from", "hanoi"))
    line, _, copied = (tmp_path / "mine.yaml").read_text("utf-8").partition("\n")
    assert line == "# yaml-language-server: $schema=mine.schema.json"
    assert copied == cases.path("hanoi").read_text("utf-8")
    assert cases.load(tmp_path / "mine.yaml").hash == cases.load("hanoi").hash


def test_edits_survive_a_copy(run: Run, tmp_path: Path) -> None:
    done(run("new", "first.yaml"))
    first, second = tmp_path / "first.yaml", tmp_path / "second.yaml"
    edited = first.read_text("utf-8").replace("build-rail-link", "build-line") + "# the end\n"
    first.write_text(edited, encoding="utf-8")
    done(run("new", "second.yaml", "--from", "first.yaml"))
    told = second.read_text("utf-8")
    assert told == edited.replace("$schema=first.", "$schema=second.")
    assert first.read_text("utf-8") == edited


def test_line_ends_are_kept(tmp_path: Path) -> None:
    text = SWAP.replace("\n", "\r\n")
    target, _ = write_starter(tmp_path / "a.yaml", case_text=text, force=False)
    assert (
        target.read_bytes() == f"# yaml-language-server: $schema=a.schema.json\r\n{text}".encode()
    )


@pytest.mark.parametrize("there", ["a.yaml", "a.schema.json"])
def test_what_is_there_is_kept(there: str, run: Run, tmp_path: Path) -> None:
    (tmp_path / there).write_text("kept", encoding="utf-8")
    told = refused(run("new", "a.yaml"))
    assert told.startswith(f"{there}: the file is there already")
    assert "--force" in told
    assert names_in(tmp_path) == [there]
    assert (tmp_path / there).read_text("utf-8") == "kept"


def test_force_replaces(run: Run, tmp_path: Path) -> None:
    for name in ("a.yaml", "a.schema.json"):
        (tmp_path / name).write_text("old", encoding="utf-8")
    done(run("new", "a.yaml", "--force"))
    assert names_in(tmp_path) == ["a.schema.json", "a.yaml"]
    assert cases.load(tmp_path / "a.yaml").title
    assert json.loads((tmp_path / "a.schema.json").read_text("utf-8")) == SCHEMA


def test_a_file_can_be_its_own_source(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(SWAP, encoding="utf-8")
    done(run("new", "a.yaml", "--from", "a.yaml", "--force"))
    assert (tmp_path / "a.yaml").read_text("utf-8").endswith(SWAP)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["no/such/a.yaml"], "no/such/a.yaml: there is no folder no/such; make it first"),
        (["."], "this is a folder"),
        (["my.csv"], "my.csv: the name does not tell what to write; end it in .yaml or .yml"),
        ([""], "the name is empty"),
        ([f"{'a' * 300}.yaml"], "too long"),
        ([f"{'a' * 245}.yaml"], "too long"),
        (["a\0b.yaml"], "cannot be written"),
        (["a.yaml", "--from", "hannoi"], "the cases are: hanoi"),
        (["a.yaml", "--from", "broken.yaml"], "broken.yaml:1:1"),
        (["a.yaml", "--from"], "--from has nothing after it. Start from a copy"),
        ([], "FILE is missing; add it: the file to write"),
    ],
)
def test_new_refuses(arguments: list[str], told: str, run: Run, tmp_path: Path) -> None:
    (tmp_path / "broken.yaml").write_text("nothing", encoding="utf-8")
    err = refused(run("new", *arguments))
    assert told in err
    assert names_in(tmp_path) == ["broken.yaml"]
    if told in {"cannot be written", "too long"}:
        assert len(err.splitlines()) == 1


def test_a_failure_half_way_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk fails when the second file is put in its place."""
    link = os.link

    def failing(part: Path, target: Path) -> None:
        if target.suffix == ".json":
            raise FileExistsError
        link(part, target)

    monkeypatch.setattr(os, "link", failing)
    with pytest.raises(UsageError, match=r"a\.schema\.json: the file is there already"):
        write_starter(tmp_path / "a.yaml", case_text=None, force=False)
    assert names_in(tmp_path) == []


def test_a_link_to_nowhere_is_kept(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").symlink_to("nowhere")
    refused(run("new", "a.yaml"))
    assert (tmp_path / "a.yaml").is_symlink()


@pytest.mark.parametrize("name", ["my talks.yaml", "a\nb.yaml", "50%.yaml", "жé.yaml", "talks"])
def test_any_name_fits_the_line_for_editors(name: str, run: Run, tmp_path: Path) -> None:
    out = done(run("new", name))
    first, second, *_ = (tmp_path / name).read_text("utf-8").splitlines()
    assert re.fullmatch(r"# yaml-language-server: \$schema=\S+\.schema\.json", first)
    assert second == "#"
    assert len(out.splitlines()) == 3
    assert cases.load(tmp_path / name).title


def test_a_file_named_like_a_case_is_told_apart(run: Run) -> None:
    assert done(run("new", "hanoi")).endswith("winset analyze ./hanoi\n")


# --- cases


def test_cases_lists_what_ships(run: Run) -> None:
    hanoi = cases.load("hanoi")
    told = {
        "name": "hanoi",
        "title": hanoi.title,
        "parties": len(hanoi.parties),
        "steps": len(hanoi.steps),
    }
    result = json.loads(done(run("cases", "--format", "json")))
    assert list(result) == ["winset", "result_format", "cases"]
    assert (result["winset"], result["result_format"]) == (__version__, RESULT_FORMAT)
    assert told in result["cases"]
    assert [case["name"] for case in result["cases"]] == list(cases.names())
    head, *table = rows(done(run("cases", "--format", "csv")))
    assert head == list(told)
    assert list(map(str, told.values())) in table
    text = done(run("cases"))
    assert re.search(rf"^hanoi +{hanoi.title} +2 +{len(hanoi.steps)}$", text, flags=re.MULTILINE)


@pytest.mark.parametrize("name", cases.names())
def test_a_case_is_shown_and_found(name: str, run: Run) -> None:
    assert done(run("cases", "show", name)) == cases.path(name).read_text("utf-8")
    assert done(run("cases", "path", name)) == f"{cases.path(name)}\n"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["show", "hannoi"], "the cases are: hanoi"),
        (["path", "../cases/hanoi"], "the cases are: hanoi"),
        (["show"], "NAME is missing; add it: a shipped case's name"),
        (["show", "README.md"], "README.md: there is no shipped case of this name; the cases are"),
        (["list"], "'list' belongs to nothing"),
        (["--format", "xml"], "xml"),
    ],
)
def test_cases_refuses(arguments: list[str], told: str, run: Run) -> None:
    assert told in refused(run("cases", *arguments))


# --- CSV


def test_deals_as_a_table(run: Run) -> None:
    hanoi = cases.load("hanoi")
    head, *table = rows(done(run("deals", "--format", "csv")))
    assert head == ["value.us", "value.dprk", "steps"]
    frontier = find_deals(hanoi).frontier
    assert [(float(us), float(dprk), tuple(steps.split())) for us, dprk, steps in table] == [
        (deal.values["us"], deal.values["dprk"], deal.steps) for deal in frontier
    ]


def test_a_roadmap_as_a_table(run: Run) -> None:
    plan = plan_roadmap(cases.load("hanoi"))
    assert plan is not None
    head, *table = rows(done(run("roadmap", "--package", "nash", "--format", "csv")))
    us, dprk = (
        [f"open.{i}", f"relapse.{i}", f"exposure.{i}.{j}"]
        for i, j in (("us", "dprk"), ("dprk", "us"))
    )
    assert head == ["n", "step", *us, *dprk]
    assert len(table) == len(plan.nodes) == len(plan.moves) + 1
    for n, (row, node) in enumerate(zip(table, plan.nodes, strict=True)):
        cells: dict[str, Any] = dict(zip(head, row, strict=True))
        assert cells["n"] == str(n)
        assert cells["step"] == (plan.moves[n - 1].step if n else "")
        assert float(cells["open.us"]) == node.temptation["us"].open
        relapse = node.temptation["dprk"].relapse
        assert cells["relapse.dprk"] == ("" if relapse is None else str(relapse))
        assert float(cells["exposure.us.dprk"]) == node.exposure["us"]["dprk"]


def test_tables_of_three_parties(run: Run) -> None:
    path = str(ROOT / "tests/data/rivers.yaml")
    head, *_ = rows(done(run("deals", path, "--format", "csv")))
    assert head == ["value.up", "value.down", "value.lake", "steps"]
    asked = ("roadmap", path, "--package", "gauges,open-dam,power-line", "--format", "csv")
    head, *table = rows(done(run(*asked)))
    assert head[2 + 3 * 4 :] == ["ledger.water", "ledger.salt", "ledger.up.assembly"]
    # the gauges are read already, and the other two change hands in one move
    assert [line[1] for line in table] == ["", "open-dam power-line"]
    assert not {"nan", "inf", "-inf"} & {cell.lower() for row in table for cell in row}


def test_tables_where_nobody_would_sign(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(NOBODY, encoding="utf-8")
    assert len(rows(done(run("roadmap", "a.yaml", "--format", "csv")))) == 1
    head, *table = rows(done(run("deals", "a.yaml", "--format", "csv")))
    assert (head, table) == (["value.a", "value.b", "steps"], [])


def test_a_change_counts_in_a_table(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(SWAP, encoding="utf-8")
    _, row = rows(done(run("deals", "a.yaml", "--set", "steps.x.value.b=4", "--format", "csv")))
    assert row == ["2.0", "3.0", "x y"]


@pytest.mark.parametrize("command", ["analyze", "check"])
def test_what_is_no_table_is_refused_as_csv(command: str, run: Run) -> None:
    assert "the choices are text, json" in refused(run(command, "--format", "csv"))


def test_cells_are_quoted_where_they_must_be() -> None:
    assert to_csv([["a,b", 'c"d'], [None, 0.1]]) == '"a,b","c""d"\n,0.1\n'


# --- apart


@pytest.mark.slow
@pytest.mark.parametrize(
    "arguments", [("check",), ("cases",), ("schema",), ("cases", "path", "hanoi")]
)
def test_a_reader_that_leaves_early_is_no_error(arguments: tuple[str, ...]) -> None:
    """Little output is written only at the very end."""
    reading, writing = os.pipe()
    os.close(reading)
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    try:
        ended = subprocess.run(
            [WINSET, *arguments], stdout=writing, stderr=subprocess.PIPE, check=False, env=kept
        )
    finally:
        os.close(writing)
    assert (ended.returncode, ended.stderr) == (0, b"")


@pytest.mark.slow
def test_piped_tables_are_plain() -> None:
    for arguments in (["cases"], ["cases", "--format", "csv"], ["schema"]):
        ended = subprocess.run([WINSET, *arguments], capture_output=True, check=True)
        assert b"\x1b" not in ended.stdout
        assert ended.stderr == b""


# --- citation


def test_the_citation_names_the_version_and_licence() -> None:
    citation = read((ROOT / "CITATION.cff").read_bytes(), "CITATION.cff").data
    assert citation["version"] == __version__
    assert f'license = "{citation["license"]}"' in (ROOT / "pyproject.toml").read_text("utf-8")
    assert {"cff-version", "message", "title", "authors"} <= set(citation)
