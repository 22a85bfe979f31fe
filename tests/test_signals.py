"""A signal ends every command at once, with a plain line and nothing half-written."""

from __future__ import annotations

import ast
import signal
import subprocess
import sys
import time
from itertools import islice
from pathlib import Path

import pytest

import winset
from torture import COMMANDS, ENDINGS, Shot, begin, end, faults, fire, shots, wait_for_readiness
from winset.cli import app

pytestmark = pytest.mark.slow

PACKAGE = Path(winset.__file__).parent

PATIENCE = 10.0
"""Seconds, for a machine that does other things too; `make torture` gives one."""


def test_every_command_is_tried() -> None:
    assert {command.split()[0] for command in COMMANDS} >= {
        name for name in app if not name.startswith("-")
    }


@pytest.mark.parametrize("shot", list(islice(shots(seed=2), 10)), ids=str)
def test_a_moment_at_random(shot: Shot) -> None:
    assert list(faults(shot, fire(shot), PATIENCE)) == []


@pytest.mark.parametrize("sent", ENDINGS, ids=lambda sent: sent.name)
def test_the_first_moment(sent: signal.Signals, tmp_path: Path) -> None:
    """Nothing is imported yet but what has the signals in hand."""
    process = begin("check dam.yaml", tmp_path / "here")
    wait_for_readiness(process)
    process.send_signal(sent)
    ended = end(process, tmp_path / "here")
    assert (ended.code, ended.out, ended.err) == (128 + sent, "", ENDINGS[sent])


def test_what_is_ignored_stays_so(tmp_path: Path) -> None:
    """As `nohup` asks, and a shell for what it starts in the background."""
    call = (
        'trap "" HUP; "$0" -m winset check & wait_for=$!; sleep 0.3; kill -HUP $wait_for; wait $!'
    )
    ended = subprocess.run(
        ["bash", "-c", call, sys.executable], cwd=tmp_path, capture_output=True, check=False
    )
    assert (ended.returncode, ended.stderr) == (0, b"")


def test_a_reader_that_waits_does_not_hold_it_up(tmp_path: Path) -> None:
    """The pipe is full and nobody reads on."""
    with begin("cases show hanoi", tmp_path / "here") as process:
        wait_for_readiness(process)
        time.sleep(3)
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE) == 130


def test_who_imports_winset_keeps_their_signals() -> None:
    code = (
        "import signal, os, winset, winset.cli\n"
        "assert signal.getsignal(signal.SIGINT) is signal.default_int_handler\n"
        "assert not signal.pthread_sigmask(signal.SIG_BLOCK, ())\n"
        "try:\n    os.kill(os.getpid(), signal.SIGINT)\n"
        "except KeyboardInterrupt:\n    print('kept')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "kept\n"


def test_no_compiled_loop_hands_python_a_named_tuple() -> None:
    """Making one runs Python, where Ctrl-C may strike, and compiled code does not expect that."""
    trees = {file: ast.parse(file.read_text("utf-8")) for file in PACKAGE.glob("**/*.py")}
    nodes = [node for tree in trees.values() for node in tree.body]
    named = {
        node.name
        for node in nodes
        if isinstance(node, ast.ClassDef) and [*map(ast.unparse, node.bases)] == ["NamedTuple"]
    }
    makers = {
        node.name
        for node in nodes
        if isinstance(node, ast.FunctionDef)
        and [*map(ast.unparse, node.decorator_list)] == ["jit"]
        and node.returns is not None
        and ast.unparse(node.returns) in named
    }
    called = {
        name.name
        for file, tree in trees.items()
        if not file.name.startswith("_")
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for name in node.names
    }
    assert makers
    assert makers & called == set()
