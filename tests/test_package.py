"""What the package shows to those who import it."""

from __future__ import annotations

import ast
import inspect
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import winset
from winset.report.notebook import register, to_html
from winset.report.pages.screens import analysis_screen
from winset.scenario import Party, Scenario, Step

HERE = Path(__file__).parent


class Formatter:
    """Stands for IPython's HTML formatter."""

    def __init__(self) -> None:
        self.known: dict[type, object] = {}

    def for_type(self, kind: type, view: object) -> None:
        self.known[kind] = view


class Shell:
    """Stands for an IPython shell, as far as `register` reads it."""

    def __init__(self) -> None:
        self.display_formatter = self
        self.formatters = {"text/html": Formatter()}


def small(name: str = "Up") -> Scenario:
    steps = (Step("a", "First", ("up",)), Step("b", "Second", ("down",)))
    parties = (Party("up", name), Party("down", "Down"))
    return Scenario(id="small", title="Small", hash="", parties=parties, steps=steps)


def surface() -> str:
    """The public names with their signatures, a line each."""
    names = sorted(name for name in winset.__all__ if not name.startswith("__"))
    return "".join(f"{name}{_signature(getattr(winset, name))}\n" for name in names)


def _signature(public: Any) -> str:
    if isinstance(public, type) and issubclass(public, Exception):
        return f"({public.__mro__[1].__name__})"
    parameters = inspect.signature(public).parameters.values()
    bare = [one.replace(annotation=one.empty) for one in parameters]
    return re.sub(r"<function .*? at 0x\w+>", "<function>", str(inspect.Signature(bare)))


def test_the_public_names_and_their_signatures_are_what_they_were() -> None:
    assert surface() == (HERE / "data" / "public-names.txt").read_text("utf-8"), (
        "a change of the public surface: write tests/data/public-names.txt anew with "
        "`python tests/test_package.py`, and a line in CHANGELOG.md"
    )


def test_a_key_of_a_step_is_named_by_its_noun_and_its_use_alone() -> None:
    """What is drawn, changed or without effect is read off the noun; these use it by name."""
    source = Path(winset.__file__).parent
    naming = {
        str(file.relative_to(source))
        for file in source.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if "reversible" in {getattr(node, name, None) for name in ("attr", "id", "arg", "value")}
    }
    shown = {"report/parts/case.py", "report/parts/advice_parts.py"}
    used = {"scenario/steps.py", "scenario/game.py", "impasse/interventions.py"}
    assert naming == used | shown


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="attribute find_dealz"):
        getattr(winset, "find_" + "dealz")


def test_importing_winset_imports_nothing_slow() -> None:
    slow = {"numba", "pydantic", "ruamel", "yaml"}
    code = f"import sys, winset, winset.cli; print({slow} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


@pytest.mark.parametrize(
    ("command", "unused"),
    [("--help", "markdown_it"), ("check", "numba"), ("show", "numba"), ("cases", "numba")],
)
def test_what_computes_nothing_imports_nothing_slow(command: str, unused: str) -> None:
    code = f"from winset.cli import main; main(['{command}']); import sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert unused not in done.stdout.split()


def test_results_have_a_short_repr() -> None:
    analysis = winset.analyze(small())
    assert repr(analysis.deals) == "Deals(3 of 3 packages signable)"
    assert repr(analysis).startswith("Analysis(small: Deals(3 of 3 packages signable), Roadmap(")
    firmness = winset.measure_firmness(small(), ["a"], draws=10)
    assert repr(firmness) == "Firmness(nothing uncertain, best stands in 100%)"


def test_a_notebook_shows_an_analysis_as_a_page_with_its_text_escaped() -> None:
    shell = Shell()
    register(shell)
    (view,) = shell.formatters["text/html"].known.values()
    assert callable(view)
    page = view(winset.analyze(small("<b>Up</b>")))
    assert page.startswith("<pre")
    assert "&lt;b&gt;Up" in page
    assert "<b>" not in page
    assert page == to_html(analysis_screen(winset.analyze(small("<b>Up</b>"))))


def test_load_ext_registers() -> None:
    shell = Shell()
    winset.load_ipython_extension(shell)
    assert len(shell.formatters["text/html"].known) == 1


if __name__ == "__main__":
    (HERE / "data" / "public-names.txt").write_text(surface(), "utf-8")


def folders() -> list[Path]:
    """The packages of more than a dozen modules."""
    inits = sorted((HERE.parent / "src" / "winset").rglob("__init__.py"))
    return [one.parent for one in inits if len(list(one.parent.glob("*.py"))) > 13]


@pytest.mark.parametrize("folder", folders(), ids=lambda folder: folder.name)
def test_a_folder_of_many_modules_has_a_reading_order(folder: Path) -> None:
    order = (folder / "__init__.py").read_text("utf-8")
    modules = {one.stem for one in folder.glob("*.py") if not one.stem.startswith("_")}
    named = set(re.findall(r"`(\w+)`", order))
    assert "Read in this order:" in order
    left_out = sorted(one for one in modules - named if not one.endswith("_view"))
    assert not left_out, f"say in {folder.name}/__init__.py where these are read"
