"""A file's name is text like any other: whatever it holds, no output does, and none breaks."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[1]
DAM = (ROOT / "docs/examples/dam.yaml").read_bytes()

Run = Callable[..., tuple[int, str, str]]

NAMES = {
    "a byte that is not UTF-8": (b"\xff", r"\xff"),
    "an order to the terminal": (b"\x1b[31mred", r"\x1b[31mred"),
    "a non-character": ("\ufffe".encode(), r"\ufffe"),
    "a reversed direction": ("\u202egpj".encode(), r"\u202egpj"),
    "two lines": (b"a\nb", r"a\nb"),
}
by_name = pytest.mark.parametrize(("raw", "shown"), NAMES.values(), ids=NAMES)


def safe(text: str) -> bool:
    return all(line.isprintable() for line in text.split("\n"))


@by_name
@pytest.mark.parametrize(
    "command", ["check", "deals", "roadmap --format csv", "impasse", "analyze --quick"]
)
def test_what_is_printed(command: str, raw: bytes, shown: str, run: Run) -> None:
    name = os.fsdecode(raw + b".yaml")
    Path(name).write_bytes(DAM)
    verb, *options = command.split()
    code, out, err = run(verb, f"./{name}", *options)
    assert (code, err) == (0, "")
    assert safe(out)
    assert name.removesuffix(".yaml") not in out


@by_name
def test_the_id_of_a_result(raw: bytes, shown: str, run: Run) -> None:
    name = os.fsdecode(raw + b".yaml")
    Path(name).write_bytes(DAM)
    out = run("roadmap", name, "--format", "json")[1]
    assert json.loads(out)["scenario"]["id"] == shown
    Path("result.json").write_text(out, encoding="utf-8")
    assert run("verify", "result.json", name)[0] == 0


@by_name
@pytest.mark.parametrize("command", ["brief", "study"])
@pytest.mark.parametrize("ending", [".html", ".md", ".pdf", ".docx", ".json"])
def test_a_page(command: str, ending: str, raw: bytes, shown: str, run: Run) -> None:
    name = os.fsdecode(raw)
    Path(f"{name}.yaml").write_bytes(DAM)
    code, out, err = run(command, f"{name}.yaml", "-o", f"{name}{ending}")
    assert (code, out, err) == (0, f"{shown}{ending} is written.\n", "")
    page = Path(f"{name}{ending}").read_bytes()
    if ending in {".pdf", ".docx"}:
        assert page.startswith(b"%PDF" if ending == ".pdf" else b"PK")
        return
    assert safe(page.decode())
    marked = page.decode().replace("\\\\", "\\").replace("\\[", "[")  # as Markdown has it
    if ending == ".json":
        marked = "\n".join(json.loads(page)["made"])
    assert shown in (marked if ending in {".md", ".json"} else page.decode())


@by_name
def test_what_is_refused(raw: bytes, shown: str, run: Run) -> None:
    name = os.fsdecode(raw)
    Path(f"{name}.yaml").write_text("nothing", encoding="utf-8")
    Path(f"{name}.html").touch()
    for arguments in (
        ("check", f"{name}.yaml"),
        ("check", f"{name} that is not there"),
        ("verify", f"{name}.yaml"),
        ("brief", "-o", f"{name}.html"),
        ("brief", "-o", f"{name}.txt"),
        (name,),
        ("check", f"--{name}"),
    ):
        code, out, err = run(*arguments)
        assert (code, out) == (2, "")
        assert safe(err)
        assert shown in err


@by_name
def test_what_new_says_next_can_be_called(raw: bytes, shown: str, tmp_path: Path) -> None:
    name = os.fsdecode(raw + b" 'a\\b.yaml")
    call = [sys.executable, "-m", "winset", "new", name]
    told = subprocess.run(call, cwd=tmp_path, capture_output=True, encoding="utf-8", check=True)
    assert safe(told.stdout)
    assert shown in told.stdout
    word = told.stdout.strip().rpartition("winset analyze ")[2]
    printed = subprocess.run(
        ["bash", "-c", f"printf %s {word}"], cwd=tmp_path, capture_output=True, check=True
    )
    assert printed.stdout == os.fsencode(name)
