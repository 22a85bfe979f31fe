"""What is written is whole or not there, in its place or told of, and never over the scenario."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from winset.scenario import UsageError
from winset.scenario.output import cause, check_free, write_files

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[1]
DAM = (ROOT / "docs/examples/dam.yaml").read_text("utf-8")

Run = Callable[..., tuple[int, str, str]]


def held(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): path.read_text("utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def apart(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a line of the shell in which `winset` is this one."""
    (folder / "dam.yaml").write_text(DAM, encoding="utf-8")
    return subprocess.run(
        ["bash", "-c", f'winset() {{ "{sys.executable}" -m winset "$@"; }}\n{command}'],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


# --- files


def test_files_come_together_with_their_folder(tmp_path: Path) -> None:
    folder = tmp_path / "deep/er"
    write_files({folder / "a.svg": b"A", tmp_path / "b.md": b"B"}, force=False, folder=folder)
    assert held(tmp_path) == {"b.md": "B", "deep/er/a.svg": "A"}


@pytest.mark.parametrize("force", [False, True])
def test_what_is_there_stays_where_one_of_several_fails(
    force: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last of them cannot be put in its place."""
    old = {"one": "old one", "three": "old three"} if force else {}
    for name, text in old.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    link = os.link

    def failing(part: Path, path: Path) -> None:
        if path.name == "four":
            raise FileExistsError
        link(part, path)

    monkeypatch.setattr(os, "link", failing)
    contents = {tmp_path / name: b"new" for name in ("one", "two", "three", "four")}
    with pytest.raises(UsageError, match="four: the file is there already"):
        write_files(contents, force=force, folder=tmp_path / "made/for/it")
    assert held(tmp_path) == old
    assert not (tmp_path / "made").exists()


def test_a_file_system_without_links_will_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Path, __: Path) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    write_files({tmp_path / "a": b"new"}, force=False)
    with pytest.raises(UsageError, match="a: the file is there already"):
        write_files({tmp_path / "a": b"newer"}, force=False)
    assert held(tmp_path) == {"a": "new"}


def test_a_replaced_file_keeps_its_mode_and_a_link_its_target(tmp_path: Path) -> None:
    real, link, nowhere = tmp_path / "real", tmp_path / "link", tmp_path / "nowhere"
    real.write_text("old", encoding="utf-8")
    real.chmod(0o640)
    link.symlink_to("real")
    nowhere.symlink_to("new")
    for path in (link, nowhere):
        check_free([path], force=True)
        write_files({path: b"new"}, force=True)
    assert link.is_symlink()
    assert nowhere.is_symlink()
    assert real.stat().st_mode & 0o777 == 0o640
    assert held(tmp_path) == dict.fromkeys(("link", "new", "nowhere", "real"), "new")


def test_a_device_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "a.html").symlink_to("/dev/null")
    with pytest.raises(UsageError, match="this is a device"):
        check_free([tmp_path / "a.html"], force=True)


@pytest.mark.parametrize("name", ["s.md", "./s.md", "../{}/s.md", "link.md", "hard.md"])
def test_the_scenario_itself_is_never_replaced(name: str, run: Run, tmp_path: Path) -> None:
    Path("s.md").write_text(DAM, encoding="utf-8")
    Path("link.md").symlink_to("s.md")
    os.link("s.md", "hard.md")
    code, out, err = run("brief", "s.md", "-o", name.format(tmp_path.name), "--force")
    assert (code, out) == (2, "")
    assert "this is the scenario itself" in err
    assert set(held(tmp_path).values()) == {DAM}


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (errno.ENAMETOOLONG, "too long"),
        (errno.ENOENT, "no such folder"),
        (errno.ENOTDIR, "a file, not a folder"),
        (errno.EACCES, "no permission"),
        (errno.EROFS, "only be read"),
        (errno.ENOSPC, "the disk is full"),
        (errno.EDQUOT, "share of the disk"),
        (errno.ELOOP, "in a circle"),
        (errno.EIO, "Input/output error"),
    ],
)
def test_an_error_is_told_by_its_cause(number: int, told: str) -> None:
    assert told in cause(OSError(number, os.strerror(number)))[0]


# --- two at once, and streams


def test_of_two_who_write_one_name_one_is_told(tmp_path: Path) -> None:
    ended = apart(
        "winset brief dam.yaml -o r.md & first=$!; winset study dam.yaml -o r.md & second=$!\n"
        "wait $first; echo $?; wait $second; echo $?",
        tmp_path,
    )
    assert sorted(ended.stdout.splitlines()) == ["0", "2", "r.md is written."]
    assert ended.stderr.count("\n") == 1
    assert ended.stderr.startswith("r.md: the file is there already")
    assert set(held(tmp_path)) == {"dam.yaml", "r.md"}


PRINTING = (
    "--help",
    "check dam.yaml",
    "cases show hanoi",
    "deals dam.yaml --format csv",
)


@pytest.mark.parametrize("command", PRINTING)
@pytest.mark.parametrize(
    ("stream", "code", "err"),
    [
        (">&-", 2, "winset: the result is lost: the output is closed\n"),
        (">/dev/full", 2, "winset: the result is lost: the disk is full\n"),
        ("2>&- >/dev/full", 2, ""),
        ("2>/dev/full >/dev/full", 2, ""),
        ("<&- >/dev/null", 0, ""),
        ("2>&- >/dev/null", 0, ""),
        ("| true", 0, ""),
    ],
)
def test_a_stream_that_is_closed_or_full(
    command: str, stream: str, code: int, err: str, tmp_path: Path
) -> None:
    ended = apart(f"winset {command} {stream}; exit ${{PIPESTATUS[0]}}", tmp_path)
    assert (ended.returncode, ended.stdout, ended.stderr) == (code, "", err)


def test_bad_input_keeps_its_code_where_nobody_listens(tmp_path: Path) -> None:
    for streams in ("2>&-", "2>/dev/full", ">&- 2>&- <&-"):
        assert apart(f"winset check nothing {streams}", tmp_path).returncode == 2


def test_a_chart_needs_no_input(tmp_path: Path) -> None:
    ended = apart("winset brief dam.yaml -o r.html <&-", tmp_path)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "r.html is written.\n", "")
