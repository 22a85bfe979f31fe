"""Compiled code: never stale, never in the way."""

from __future__ import annotations

import ast
import errno
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import pytest

import winset
from winset.scenario import kernel_cache
from winset.scenario.kernel_cache import KEPT, Store, sources

pytestmark = pytest.mark.slow

PACKAGE = Path(winset.__file__).parent
DAM = Path(__file__).parents[1] / "docs" / "examples" / "dam.yaml"
FIRST, SECOND = "winset.a-1", "winset.b-1"


# --- what the cache watches


def imports_of(file: Path) -> Iterator[str]:
    """Yield the modules of Winset that a file takes names from."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("winset"):
            yield str(node.module)


def file_of(module: str) -> Path:
    return PACKAGE.parent.joinpath(*module.split(".")).with_suffix(".py")


def test_every_compiled_module_is_watched() -> None:
    compiled = [f for f in PACKAGE.glob("**/*.py") if "winset.scenario.jit" in imports_of(f)]
    assert len(compiled) > 5
    assert set(compiled) <= set(sources())


def test_what_is_watched_takes_names_only_from_what_is_watched() -> None:
    jit = PACKAGE / "scenario" / "jit.py"
    for file in set(sources()) - {jit}:
        for module in imports_of(file):
            assert file_of(module) in sources(), f"{file} takes a name from {module}"


def run_python(code: str, *, tree: Path, cache: Path) -> tuple[str, str]:
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"PYTHONPATH": str(tree), "NUMBA_CACHE_DIR": str(cache)},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout, done.stderr


def test_a_constant_of_another_module_that_changes_is_followed(tmp_path: Path) -> None:
    tree, cache = tmp_path / "tree", tmp_path / "cache"
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(PACKAGE, tree / "winset", ignore=ignored)
    shared = tree / "winset" / "scenario" / "_arrays.py"
    text = shared.read_text("utf-8")
    (tree / "winset" / "_probe.py").write_text(
        "from winset.scenario._arrays import TOLERANCE\n"
        "from winset.scenario.jit import jit\n"
        "@jit\n"
        "def beyond(x: float) -> bool:\n"
        "    return x > TOLERANCE\n",
        "utf-8",
    )
    code = (
        "import winset._probe as k; assert 'tree' in k.__file__; print(k.beyond(0.5));"
        "print(sum(k.beyond.stats.cache_hits.values()))"
    )

    def kept(tolerance: str) -> str:
        shared.write_text(text.replace("TOLERANCE = 1e-9", f"TOLERANCE = {tolerance}"), "utf-8")
        out, err = run_python(code, tree=tree, cache=cache)
        assert err == ""
        return out.strip()

    assert kept("1e-9") == "True\n0"
    assert kept("1.0") == "False\n0"
    assert kept("1e-9") == "True\n1"
    assert len(list((cache / "winset").iterdir())) == 2


def test_what_is_compiled_runs_without_what_compiles(tmp_path: Path) -> None:
    code = (
        "import sys, numpy as np; from winset.roadmaps._set_kernels import largest_of as loop;"
        "print(loop(np.eye(2), np.array([0, 1, 2, 3])));"
        "print(sum(loop.stats.cache_hits.values()), 'numba.np.arrayobj' in sys.modules)"
    )
    first, again = (run_python(code, tree=PACKAGE.parent, cache=tmp_path)[0] for _ in range(2))
    assert first.endswith("0 True\n")
    assert again == first.replace("0 True", "1 False")


# --- what goes wrong with a store


def test_what_is_written_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = Store(tmp_path / "c" / "1")
    assert store.read(FIRST) is None
    store.write(FIRST, b"one")
    store.write(SECOND, b"two")
    assert (store.read(FIRST), store.read(SECOND)) == (b"one", b"two")
    assert [f.name for f in sorted((tmp_path / "c" / "1").iterdir())] == [FIRST, SECOND]
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    "damaged",
    [
        b"",
        b"\0" * 10,
        b"\0" * 100,
    ],
)
def test_damage_is_told_once_and_mended(
    damaged: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = Store(tmp_path)
    for name in (FIRST, SECOND):
        (tmp_path / name).write_bytes(damaged)
        assert store.read(name) is None
        store.write(name, b"new")
        assert store.read(name) == b"new"
    out, err = capsys.readouterr()
    assert out == ""
    assert err == f"winset: a file of compiled code in {tmp_path} was damaged and is made anew\n"


@pytest.mark.parametrize("size", [0, 1, 20, 34])
def test_a_file_cut_short_is_not_believed(size: int, tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.write(FIRST, b"one")
    whole = (tmp_path / FIRST).read_bytes()
    assert size < len(whole)
    (tmp_path / FIRST).write_bytes(whole[:size])
    assert store.read(FIRST) is None


@pytest.mark.parametrize(
    ("method", "code"),
    [
        ("write_bytes", errno.ENOSPC),
        ("write_bytes", errno.EROFS),
        ("write_bytes", errno.EDQUOT),
        ("replace", errno.EACCES),
        ("mkdir", errno.EROFS),
    ],
)
def test_what_cannot_be_written_is_told_once(
    method: str,
    code: int,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(self: Path, *_args: object, **_named: object) -> None:
        if method == "write_bytes":  # what went to disk before it was full
            self.touch()
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(Path, method, refuse)
    store = Store(tmp_path / "c")
    for name in (FIRST, SECOND):
        store.write(name, b"data")
        assert store.read(name) is None
    out, err = capsys.readouterr()
    assert out == ""
    assert err == (
        "winset: compiled code is not kept, so that each call compiles anew: "
        f"{tmp_path / 'c'} cannot be written to ({os.strerror(code)})\n"
    )
    assert not [file for file in tmp_path.glob("**/*") if file.is_file()]


def test_what_cannot_be_read_is_told_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "file"
    file.touch()
    store = Store(file / "folder")
    assert store.read(FIRST) is None
    store.write(FIRST, b"data")
    assert capsys.readouterr().err.count("\n") == 1


def test_code_of_another_user_is_passed_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    Store(tmp_path).write(FIRST, b"theirs")
    monkeypatch.setattr(os, "geteuid", lambda: tmp_path.stat().st_uid + 1)
    store = Store(tmp_path)
    assert store.read(FIRST) is None
    store.write(FIRST, b"ours")
    monkeypatch.undo()
    assert Store(tmp_path).read(FIRST) == b"theirs"
    assert f"{tmp_path} belongs to another user\n" in capsys.readouterr().err


def test_a_closed_stderr_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    (tmp_path / FIRST).write_bytes(b"damaged")
    assert Store(tmp_path).read(FIRST) is None


def test_the_folders_used_last_are_kept_and_nothing_else_is_touched(tmp_path: Path) -> None:
    foreign = tmp_path / "notes"
    foreign.mkdir()
    for age in range(KEPT + 3):
        folder = tmp_path / f"0.1.0-{age:016x}"
        folder.mkdir()
        (folder / FIRST).touch()
        os.utime(folder, (1000 - age, 1000 - age))
    os.utime(foreign, (0, 0))
    new = tmp_path / f"0.1.0-{'f' * 16}"
    Store(new).write(FIRST, b"data")
    kept = {f"0.1.0-{age:016x}" for age in range(KEPT - 1)}
    assert {f.name for f in tmp_path.iterdir()} == {*kept, new.name, "notes"}


# --- where it is


def test_the_folder_is_where_the_environment_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("numba.config.CACHE_DIR", "")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    if sys.platform == "linux":
        assert kernel_cache._base() == tmp_path / "xdg" / "winset"
        monkeypatch.setenv("XDG_CACHE_HOME", "")
        monkeypatch.setenv("HOME", str(tmp_path))
        assert kernel_cache._base() == tmp_path / ".cache" / "winset"
    monkeypatch.setattr("numba.config.CACHE_DIR", str(tmp_path / "numba"))
    assert kernel_cache._base() == tmp_path / "numba" / "winset"


# --- whole commands


def deals(**environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", "import winset.cli; winset.cli.main()", "deals", str(DAM)],
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def said(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    out, err = process.communicate(timeout=300)
    return process.returncode, out, err


def shown_to_a_watcher(cache: Path) -> str:
    """Return what `deals` shows on a terminal."""
    watcher, terminal = os.openpty()
    with open(watcher, "rb", buffering=0) as watched:
        process = subprocess.Popen(
            [sys.executable, "-c", "import winset.cli; winset.cli.main()", "deals", str(DAM)],
            env=os.environ | {"NUMBA_CACHE_DIR": str(cache), "TERM": "xterm", "COLUMNS": "100"},
            stdout=subprocess.DEVNULL,
            stderr=terminal,
        )
        os.close(terminal)
        shown = b""
        with suppress(OSError):  # the end of a terminal
            while more := watched.read(4096):
                shown += more
    assert process.wait(timeout=300) == 0
    return shown.decode("utf-8")


def test_who_watches_a_first_run_is_told_that_it_compiles(tmp_path: Path) -> None:
    first, second = (shown_to_a_watcher(tmp_path) for _ in range(2))
    assert "Looking at every package" in first
    loops = [int(number) for number in re.findall(r"once on this machine: loop (\d+)", first)]
    kept = [file for file in tmp_path.glob("**/*") if file.is_file()]
    assert sorted(set(loops)) == list(range(1, len(kept) + 1))
    assert "once on this machine" not in second


def damage(files: Sequence[Path], size: int) -> None:
    for file in files:
        file.write_bytes(file.read_bytes()[:size])


def test_commands_go_on_whatever_becomes_of_the_cache(tmp_path: Path) -> None:
    code, right, err = said(deals(NUMBA_DISABLE_JIT="1"))
    assert (code, err) == (0, "")
    assert "dam" in right.lower()
    cache = tmp_path / "cache"
    at_once = [deals(NUMBA_CACHE_DIR=str(cache)) for _ in range(2)]
    assert [said(process) for process in at_once] == [(0, right, "")] * 2
    files = [file for file in cache.glob("**/*") if file.is_file()]
    assert files
    assert not [file for file in files if file.name.startswith(".")]
    damage(files, 1000)
    code, out, err = said(deals(NUMBA_CACHE_DIR=str(cache)))
    assert (code, out) == (0, right)
    assert err.startswith("winset: a file of compiled code in ")
    assert err.count("\n") == 1
    assert said(deals(NUMBA_CACHE_DIR=str(cache))) == (0, right, "")
    code, out, err = said(deals(NUMBA_CACHE_DIR=str(files[0])))
    assert (code, out) == (0, right)
    assert err.startswith("winset: compiled code is not kept")
    assert err.count("\n") == 1
