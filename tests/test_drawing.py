"""Drawing: names are data to it, it can break off without harm, and it tells a dozen apart."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
import typst
from docx import Document

from winset._ending import run_helper
from winset.analysis import Analysis, analyze
from winset.report.charts.canvas import WIDE, Canvas
from winset.report.charts.draw import Form, draw
from winset.report.charts.style import PAPER, SIDES, Look, looks
from winset.report.document.blocks import Page, charts
from winset.report.document.chart import Chart, Drawings
from winset.report.drawing import _drawing_process
from winset.report.forms.pdf import to_typst
from winset.report.pages.full_analysis import write_analysis
from winset.scenario import load_file

pytestmark = pytest.mark.slow

WINSET = Path(sys.executable).with_name("winset")
DATA = Path(__file__).parent / "data"
DOZEN = [f"p{n}" for n in range(12)]
BLUE = SIDES[0]

Run = Callable[..., tuple[int, str, str]]


def analysis_of(file: str) -> Analysis:
    return analyze(load_file(DATA / file), firmness=False, impasse=False)


def page_of(file: str) -> Page:
    return write_analysis(analysis_of(file))


def pictures(page: Page, form: Form) -> dict[str, str]:
    return {name: drawn.decode() for (name, _), drawn in draw(charts(page), [form]).items()}


def texts(picture: str) -> list[str]:
    """Return the texts of a picture in SVG, each as one line."""
    root = ElementTree.fromstring(f"<div>{picture}</div>")  # noqa: S314 -- drawn here
    found = (one for one in root.iter() if one.tag.endswith("}text"))
    return [" ".join(" ".join(one.itertext()).split()) for one in found]


# --- names are data


@pytest.mark.parametrize("form", ["page", "svg"])
def test_a_name_is_no_part_of_the_picture_s_language(form: Form) -> None:
    page = page_of("faults/svg-text.yaml")
    drawn = pictures(page, form)
    for name in ('Hill role="x" end', 'Mill "#0072b2" end', 'Ford url(#clip1) id="clip2" end'):
        assert name in texts(drawn["along"])
    told = texts(drawn["term-fair-share"])
    heads = dict.fromkeys(text for text in told if text.startswith(("Hill", "Mill")))
    assert list(heads) == ['Hill role="x" end means', 'Mill "#0072b2" end means']


def test_only_what_is_a_colour_by_its_place_follows_the_page() -> None:
    canvas = Canvas(WIDE)
    canvas.text(0, 0, BLUE, colour=BLUE)
    canvas.point(0, 0, Look(BLUE, "circle"))
    pair = Drawings(canvas.drawing(9), canvas.drawing(9))
    chart = Chart("c", BLUE, BLUE, BLUE, pair, ("a",), (("b",),), ("file:title",))
    in_page, alone = (draw([chart], [form])["c", form].decode() for form in ("page", "svg"))
    assert in_page.count(BLUE) == 2 * (2 + 2), "a text with its halo, and a label of two texts"
    assert in_page.count('="var(--first)"') == 2 * 2
    assert alone.count(f'="{BLUE}"') == 2


def test_a_picture_names_no_part_that_could_be_another_s() -> None:
    for drawn in pictures(page_of("faults/svg-text.yaml"), "page").values():
        parts = [one.attrib for one in ElementTree.fromstring(f"<p>{drawn}</p>").iter()]  # noqa: S314
        assert not [one for one in parts if "id" in one]


def test_names_that_begin_alike_stay_apart() -> None:
    drawn = pictures(page_of("faults/06-chart-merges.yaml"), "page")["along"]
    assert "Democratic Republic of the Congo" in texts(drawn)
    assert "Democratic Republic of Vietnam" in texts(drawn)


# --- a dozen sides


def seen(colour: str, eye: np.ndarray) -> np.ndarray:
    """Return a colour in CIE L*a*b* as an eye sees it."""
    given = np.array([int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)])
    light = np.where(given <= 0.04045, given / 12.92, ((given + 0.055) / 1.055) ** 2.4)
    to_xyz = [[0.4125, 0.3576, 0.1804], [0.2127, 0.7152, 0.0722], [0.0193, 0.1192, 0.9503]]
    xyz = np.array(to_xyz) @ np.clip(eye @ light, 0, 1) / np.array([0.95047, 1, 1.08883])
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


EYES = {  # Machado, Oliveira and Fernandes 2009, severity 1
    "all cones": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    "no L cones": [[0.1523, 1.0526, -0.2049], [0.1145, 0.7863, 0.0992], [-0.0039, -0.0481, 1.0520]],
    "no M cones": [[0.3673, 0.8606, -0.2280], [0.2801, 0.6725, 0.0474], [-0.0118, 0.0429, 0.9689]],
    "no S cones": [[1.2555, -0.0767, -0.1788], [-0.0784, 0.9308, 0.1476], [0.0047, 0.6914, 0.3039]],
}


@pytest.mark.parametrize("eye", EYES)
def test_a_dozen_are_told_apart_by_every_eye(eye: str) -> None:
    shown = looks(DOZEN).values()
    given = [look.colour for look in shown]
    assert len(set(given)) == 12
    for one, other in combinations([*given, PAPER], 2):
        apart_by = seen(one, np.array(EYES[eye])) - seen(other, np.array(EYES[eye]))
        assert np.linalg.norm(apart_by) > 15, (one, other)
    assert len({look.dash for look in shown}) == 12
    assert len({look.shape for look in shown}) == 12


def test_a_chart_of_five_sides_stands_whole_on_paper() -> None:
    page = page_of("trials/mackerel.yaml")
    files = {name: drawn.encode() for name, drawn in pictures(page, "figure").items()}
    files["main.typ"] = to_typst(page).encode()
    compiler: Any = typst.Compiler
    sheets = compiler(files, ignore_system_fonts=True).compile(format="svg")
    assert isinstance(sheets, list)
    heights = [float(h) for s in sheets for h in re.findall(rb'<image[^>]*height="([\d.]+)', s)]
    assert len(heights) >= 2
    assert max(heights) < 842 - 2 * 62, "A4 less its margins, in points"


# --- drawing breaks off


def test_a_page_is_written_though_its_charts_cannot_be_drawn(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    script = tmp_path / "aborts.py"
    script.write_text("import os; os.abort()", "utf-8")
    monkeypatch.setattr(_drawing_process, "__file__", str(script))
    file = str(DATA / "faults" / "06-chart-merges.yaml")
    code, out, err = run("brief", file, "-o", "page.docx")
    assert (code, out) == (0, "page.docx is written.\n")
    assert err.startswith("page.docx: its charts stand there in words and as tables, for ")
    assert "the signal SIGABRT" in err
    assert err.count("\n") == 1
    assert not Document("page.docx").inline_shapes
    assert run("brief", file, "-o", "page.html")[::2] == (0, "")
    assert "<svg" in Path("page.html").read_text("utf-8")
    for arguments in (("page.pdf",), ("other.html", "--charts", "pictures")):
        code, out, err = run("brief", file, "-o", *arguments)
        assert (code, out) == (2, "")
        assert "the signal SIGABRT" in err
        assert not Path(arguments[0]).exists()
    assert not Path("pictures").exists()


@pytest.mark.parametrize("before", ["ulimit -v 67108864;", "exec <&-;"])
def test_neither_a_limit_on_memory_nor_a_closed_stdin_ends_it(before: str, tmp_path: Path) -> None:
    file = DATA / "faults" / "06-chart-merges.yaml"
    done = subprocess.run(
        ["bash", "-c", f'{before} exec "$0" brief "$1" -o page.docx', str(WINSET), str(file)],
        cwd=tmp_path,
        capture_output=True,
        check=False,
        env=os.environ,
    )
    assert done.returncode == 0
    assert not done.stderr
    assert Document(str(tmp_path / "page.docx")).inline_shapes


def test_one_process_draws_all(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[Sequence[str]] = []

    def counted(call: Sequence[str], told: bytes) -> tuple[int, bytes]:
        calls.append(call)
        return run_helper(call, told)

    monkeypatch.setattr("winset.report.drawing.drawing_process.run_helper", counted)
    page = page_of("faults/svg-text.yaml")
    drawn = draw(charts(page), ("page", "svg", "png"))
    assert len(drawn) == 3 * len(list(charts(page))) > 6
    assert len(calls) == 1
