"""The documentation shows what the program does: every block is run, every link followed."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from page_cases import analysis_of
from regenerate_docs import (
    RESULTS,
    ROOT,
    Block,
    CannotRewriteError,
    Run,
    blocks,
    matches,
    output_of,
    pages,
    printed_by,
    prints,
    renewed,
    rewrite,
    runs,
)
from winset import cases, trace_aftermath, which_rankings
from winset.advice.safer import MOST_SETS as MOST_PARTED
from winset.advice.search import MOST_STEPS as MOST_IN_A_BLOCK
from winset.aftermath import coalitions, graph
from winset.aftermath.expect import expect_no_deal
from winset.analysis import MOST_PACKAGES
from winset.cli import app
from winset.deals.packages import MOST_SETS
from winset.impasse.explain import explain_impasse
from winset.impasse.groups import MOST_GROUPS, groups_of
from winset.impasse.reasons import MOST_FOUND
from winset.impasse.repairs import MOST_LISTED
from winset.impasse.thresholds import MOST_CELLS
from winset.report.contents import contents_of
from winset.report.envelope import to_json
from winset.roadmaps._time_kernels import MOST_VECTORS
from winset.roadmaps.large.search import MOST_STEPS
from winset.roadmaps.lattice import MOST_STATES
from winset.roadmaps.limits import MOST_NODES
from winset.roadmaps.plan import plan_roadmap, with_levels
from winset.roadmaps.successors import MOST_STATES as MOST_SUCCEEDED
from winset.roadmaps.timed_search import MOST_CELLS as MOST_TIMED
from winset.scenario import Scenario, load_text, model
from winset.scenario.file.checks.devices import MOST_SLICES
from winset.scenario.file.checks.sets import MOST_SETTERS
from winset.scenario.file.load import MAX_PROBLEMS
from winset.scenario.kinds import MAX_PARTIES, MAX_STEPS, MOST_OPTIONS

PAGES = pages()
COMMANDS = [name for name in app if not name.startswith("-")]


def every(*languages: str) -> list[Any]:
    found = [block for page in PAGES for block in blocks(page, *languages)]
    return [pytest.param(block, id=block.name, marks=of_page(block)) for block in found]


def of_page(block: Block) -> pytest.MarkDecorator:
    """Return the mark that lets one worker run a page's session, once."""
    return pytest.mark.xdist_group(block.page.stem)


def every_run() -> Iterator[Any]:
    for page in PAGES:
        for block in blocks(page, "console"):
            for run in runs(block):
                yield pytest.param(run, id=f"{block.name} {run.command}")


def every_print() -> Iterator[Any]:
    for page in PAGES:
        for code, shown in prints(page):
            yield pytest.param(code, shown, id=shown.name, marks=of_page(code))


def every_link() -> Iterator[Any]:
    for page in PAGES:
        text = re.sub(r"^```.*?^```$", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
        for target in re.findall(r"\]\(([^)\s]+)\)", text):
            if not re.match(r"[a-z]+:", target):
                yield pytest.param(page, target, id=f"{page.relative_to(ROOT)} {target}")


@pytest.mark.parametrize(("file", "command"), RESULTS.items())
def test_a_result_among_the_examples_is_what_is_printed(file: str, command: str) -> None:
    assert (ROOT / file).read_text("utf-8") == output_of(command), "run `make docs`"


@pytest.mark.slow
@pytest.mark.parametrize("run", list(every_run()))
def test_a_command_prints_what_is_shown(run: Run) -> None:
    output = output_of(run.command, run.before)
    assert matches(run.shown, output), f"run `make docs`; it prints now:\n{output}"


@pytest.mark.parametrize("block", every("console"))
def test_a_console_block_holds_commands(block: Block) -> None:
    assert block.body.startswith("$ ")
    assert {shlex.split(run.command)[0] for run in runs(block)} <= {"winset", "cat"}


@pytest.mark.slow
@pytest.mark.parametrize("block", every("python"))
def test_a_python_block_runs(block: Block) -> None:
    printed_by(block)  # raises where it fails


@pytest.mark.slow
@pytest.mark.parametrize(("code", "shown"), list(every_print()))
def test_a_python_block_prints_what_is_shown(code: Block, shown: Block) -> None:
    assert printed_by(code) == shown.body


@pytest.mark.parametrize("block", every("yaml"))
def test_a_whole_file_loads(block: Block) -> None:
    if block.body.lstrip().startswith("winset: 1"):
        assert load_text(block.body, file=block.name).title


@pytest.mark.parametrize(("page", "target"), list(every_link()))
def test_a_link_leads_somewhere(page: Path, target: str) -> None:
    path, _, anchor = target.partition("#")
    file = (page.parent / path).resolve() if path else page
    assert file.exists()
    if anchor:
        assert anchor in headings(file)


def headings(page: Path) -> set[str]:
    """Return the anchors of a page's headings, as GitHub makes them."""
    titles = re.findall(r"^#+ +(.+)$", page.read_text("utf-8"), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_documented(name: str) -> None:
    page = ROOT / "docs/commands.md"
    shown = [run.command for block in blocks(page, "console") for run in runs(block)]
    assert f"winset {name} --help" in shown
    assert name in headings(page)


@pytest.mark.parametrize("path", sorted((ROOT / "docs/examples").glob("*.yaml")), ids=str)
def test_an_example_loads_and_is_used(path: Path) -> None:
    text = path.read_text("utf-8")
    if "\nwinset: 1\n" not in f"\n{text}":  # added to a copy of the Hanoi case
        text = cases.path("hanoi").read_text("utf-8") + text
    assert load_text(text, file=path.name).title
    assert any(f"docs/examples/{path.name}" in page.read_text("utf-8") for page in PAGES)


def test_the_file_in_the_readme_is_the_example() -> None:
    (shown,) = blocks(ROOT / "README.md", "yaml")
    assert shown.body == (ROOT / "docs/examples/dam.yaml").read_text("utf-8")


def test_the_parts_of_files_on_the_page_of_devices_are_the_examples() -> None:
    files = (path.read_text("utf-8") for path in (ROOT / "docs/examples").rglob("*.yaml"))
    lines = {line.strip() for text in files for line in text.splitlines()}
    shown = blocks(ROOT / "docs/roadmaps.md", "yaml")
    assert len(shown) > 5
    assert {line.strip() for block in shown for line in block.body.splitlines()} - lines == set()


def test_the_limits_are_the_codes() -> None:
    text = (ROOT / "docs/limits.md").read_text("utf-8")
    rows = dict(re.findall(r"^\| (.+?) \| ([\d,]+) \|$", text, flags=re.MULTILINE))
    assert {name: int(limit.replace(",", "")) for name, limit in rows.items()} == {
        "problems of a file that are told at once": MAX_PROBLEMS,
        "parties": MAX_PARTIES,
        "steps in a file": MAX_STEPS,
        "packages and their parts, in a file": MOST_SETS,
        "steps in one package that is put in order": MOST_STEPS,
        "steps with `sets`": MOST_SETTERS,
        "states of a package up to which an order is looked for that a successor would keep": (
            MOST_SUCCEEDED
        ),
        "vectors that a search with time counted keeps": MOST_VECTORS,
        "states, times moves, times pairs of parties, of a package with time counted": MOST_TIMED,
        "slices of all steps together": MOST_SLICES,
        "states of one package in slices or with other devices": MOST_STATES,
        "states and times of one package with windows": MOST_NODES,
        "groups of constraints that could be given up": MOST_GROUPS,
        "reasons and largest sets that are looked for, together": MOST_FOUND,
        "repairs of the file's, and of those found, that are listed": MOST_LISTED,
        "cells of a grid": MOST_CELLS,
        "packages of a file that `analyze` asks why there is no deal": MOST_PACKAGES,
        "steps of a block that `advise` searches where packages cannot be listed": MOST_IN_A_BLOCK,
        "states of a package with one step in parts, as `advise` tries it": MOST_PARTED,
        "ledgers": model.MAX_LEDGERS,
        "escrows": model.MAX_ESCROWS,
        "options of an aftermath": MOST_OPTIONS,
        "states of an aftermath": graph.MOST_STATES,
        "moves between them": graph.MOST_MOVES,
        "states for which coalitions are looked at": coalitions.MOST_STATES,
    }


@pytest.mark.slow
@pytest.mark.xdist_group("hanoi")
def test_every_key_of_a_result_is_documented() -> None:
    analysis = analysis_of("hanoi")
    scenario = analysis.scenario
    parts = analysis.to_dict() | {"contents": contents_of(scenario)}
    text = (ROOT / "docs/commands.md").read_text("utf-8")
    told = set(re.findall(r"`([a-z_]+)`", text))
    assert keys(parts) - ids(scenario) - told == set()
    assert '"winset"' in to_json(scenario, parts)


@pytest.mark.parametrize("name", ["tests/data/rivers.yaml", "docs/examples/dyke.yaml"])
def test_every_key_of_a_roadmap_is_documented(name: str) -> None:
    scenario = cases.load(ROOT / name)
    roadmap = plan_roadmap(scenario)
    assert roadmap is not None
    roadmap = with_levels(scenario, roadmap)
    text = (ROOT / "docs/commands.md").read_text("utf-8")
    part = text.partition("**`roadmap`**")[2].partition("**`proposals`**")[0]
    told = set(re.findall(r"`([a-z_]+)`", part))
    assert keys(roadmap.to_dict()) - ids(scenario) - told == set()


def test_every_key_of_an_aftermath_is_documented() -> None:
    scenario = cases.load(ROOT / "tests/data/rivers.yaml")
    parts = [
        trace_aftermath(scenario, roadmap=plan_roadmap(scenario)).to_dict(),
        which_rankings(scenario, [], "lake").to_dict(),
        expect_no_deal(scenario).to_dict(),
    ]
    text = (ROOT / "docs/commands.md").read_text("utf-8")
    part = text.partition("**`aftermath`**")[2].partition("**`verification`**")[0]
    told = set(re.findall(r"`([a-z_]+)`", part))
    assert keys(parts) - ids(scenario) - told == set()


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["docs/examples/exchange.yaml", "docs/examples/dam.yaml", "docs/examples/gate.yaml"]
)
def test_every_key_of_an_impasse_is_documented(name: str) -> None:
    scenario = cases.load(ROOT / name)
    impasse = explain_impasse(scenario)
    text = (ROOT / "docs/commands.md").read_text("utf-8")
    part = text.partition("**`impasse`**")[2].partition("**`firmness`**")[0]
    told = set(re.findall(r"`([a-z_]+)`", part))
    assert keys(impasse.to_dict()) - ids(scenario) - told <= {""}


def ids(scenario: Scenario) -> set[str]:
    named = ("parties", "proposals", "terms", "observers", "steps", "ledgers", "successors")
    things = [getattr(scenario, block) for block in named]
    ratifiers = {f"{party.id}.{one.id}" for party in scenario.parties for one in party.home}
    given_up = {group.id for group in groups_of(scenario).listed}
    return {thing.id for group in things for thing in group} | ratifiers | given_up


def keys(result: object) -> set[str]:
    """Return the keys of a result, however deep."""
    if isinstance(result, dict):
        return set(result).union(*map(keys, result.values()))
    if isinstance(result, list | tuple):
        return set().union(*map(keys, result))
    return set()


OUTPUT = "a\nb\nc\nd\ne\n"


@pytest.mark.parametrize(
    ("shown", "fits"),
    [
        (OUTPUT, True),
        ("a\n…\nc\n…\ne\n", True),
        ("…\nd\ne\n", True),
        ("a\nb\n…\n", True),
        ("a\nb\n", False),
        ("b\n…\n", False),
        ("a\n…\nd\n", False),
        ("a\n…\nx\n…\ne\n", False),
        ("", False),
    ],
)
def test_lines_may_be_left_out(shown: str, fits: bool) -> None:
    assert matches(shown, OUTPUT) == fits


def test_what_is_shown_is_renewed() -> None:
    assert renewed("old\n", OUTPUT) == OUTPUT
    assert renewed("a\n…\nc\nold\n…\nold\n", OUTPUT) == "a\n…\nc\nd\n…\ne\n"


def page_with(tmp_path: Path, text: str) -> Path:
    page = tmp_path / "page.md"
    page.write_text(text, encoding="utf-8")
    return page


def test_only_a_text_right_after_code_is_its_output(tmp_path: Path) -> None:
    near = "```python\nprint(1)\n```\n\n```text\nold\n```\n"
    far = "```python\nprint(2)\n```\n\nSaid between.\n\n```text\nkept\n```\n"
    page = page_with(tmp_path, near + far)
    assert rewrite(page)
    assert page.read_text("utf-8") == near.replace("old", "1") + far


def test_a_page_where_something_fails_is_left_alone(tmp_path: Path) -> None:
    text = "```console\n$ winset --version\nold\n```\n\n```python\nfail\n```\n\n```text\nold\n```\n"
    page = page_with(tmp_path, text)
    with pytest.raises(CannotRewriteError, match="NameError"):
        rewrite(page)
    assert page.read_text("utf-8") == text
