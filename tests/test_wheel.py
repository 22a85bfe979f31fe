"""The wheel holds all that Winset needs, and works where nothing else of it is."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("wheel")]

ROOT = Path(__file__).resolve().parents[1]
PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check")


def output_of(*arguments: str | Path, folder: Path) -> str:
    """Return what a command prints, run where no source of Winset is in reach."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        arguments, cwd=folder, env=kept, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def pythons() -> dict[str, str]:
    """Return the Pythons here that Winset is for, by their version; this one for sure."""
    found = {"{}.{}".format(*sys.version_info): sys.executable}
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    for version in ("3.11", "3.12", "3.13", "3.14"):
        name = f"python{version}"
        places = [shutil.which(name), *map(str, pyenv.glob(f"versions/{version}.*/bin/{name}"))]
        for place in filter(None, places):
            if version not in found and runs(place):
                found[version] = place
    return found


def runs(python: str) -> bool:
    """Return whether a Python runs, and can make an environment."""
    asked = (python, "-c", "import venv")
    return subprocess.run(asked, capture_output=True, check=False).returncode == 0


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    output_of(*PIP, "wheel", "--no-deps", "--wheel-dir", folder, ROOT, folder=folder)
    (found,) = folder.glob("winset-*.whl")
    return found


def test_it_holds_all_sources_and_nothing_compiled(wheel: Path) -> None:
    files = (path for path in (ROOT / "src" / "winset").rglob("*") if path.is_file())
    sources = {
        path.relative_to(ROOT / "src").as_posix()
        for path in files
        if "__pycache__" not in path.parts
    }
    with ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert held == sources
    assert {
        "winset/py.typed",
        "winset/__init__.pyi",
        "winset/cases/hanoi.yaml",
        "winset/scenario/__init__.pyi",
        "winset/scenario/file/starter.yaml",
        "winset/language/en.toml",
        "winset/report/forms/templates/page.html.j2",
    } <= held


@pytest.mark.parametrize("made_with", pythons().values(), ids=pythons())
def test_it_works_in_an_empty_environment(made_with: str, wheel: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    output_of(made_with, "-m", "venv", "--without-pip", empty, folder=tmp_path)
    constraints = ("--constraint", ROOT / "constraints.txt")
    python, winset = empty / "bin" / "python", empty / "bin" / "winset"
    output_of(*PIP, "--python", python, "install", *constraints, wheel, folder=tmp_path)
    told = output_of(winset, "analyze", ROOT / "docs" / "examples" / "swap.yaml", folder=tmp_path)
    assert told.startswith("A swap\n")
    assert "WHY THERE IS NO DEAL" in told
    assert "The Hanoi summit" in output_of(winset, "cases", folder=tmp_path)
    output_of(winset, "new", "talks.yaml", folder=tmp_path)
    output_of(winset, "check", "talks.yaml", folder=tmp_path)
    output_of(winset, "brief", "talks.yaml", "--output", "talks.md", folder=tmp_path)
    where = "import winset.cases; print(winset.cases.__file__)"
    assert str(empty) in output_of(python, "-c", where, folder=tmp_path)
