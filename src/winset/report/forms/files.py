"""Pages as files: the form follows the file's name."""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path, PurePosixPath
from typing import TypeAlias

from winset.language.catalogue import worded
from winset.report.charts.draw import Form, draw
from winset.report.document.blocks import Page, charts
from winset.report.document.chart import Chart
from winset.report.drawing.drawing_process import DrawingError, missing
from winset.report.drawing.fonts import Font
from winset.report.forms.data import to_json
from winset.report.forms.html import to_html
from winset.report.forms.markdown import to_markdown
from winset.report.forms.pdf import to_pdf
from winset.scenario.output import check_free, write_files
from winset.scenario.tree import printable

FORMS = (".html", ".md", ".pdf", ".docx", ".json")
"""What a page can be written as."""

CARDS = ".csv"
"""What flash cards are written as."""


def write_text(text: str, target: Path, *, force: bool) -> list[Path]:
    """Write a text; return what was written.

    Raises
    ------
    UsageError
        Where a file is there already or cannot be written.
    """
    check_free((target,), force=force)
    write_files({target: text.encode()}, force=force)
    return [target]


def write_page(  # noqa: PLR0913 -- one option each
    page: Page,
    target: Path,
    *,
    force: bool,
    tell: Callable[[str], None],
    folder: Path | None = None,
    source: Path | None = None,
    fonts: Sequence[Font] = (),
) -> list[Path]:
    """Write a page and, if a folder is given, its charts as SVG and PNG; return what was written.

    Parameters
    ----------
    tell
        Is told where charts cannot be drawn, and stand on the page in words and as tables.
    fonts
        The fonts for letters that the programs which set and draw do not bring along.

    Raises
    ------
    UsageError
        Where a file is there already or cannot be written, or an extra is missing.
    DrawingError
        Where a PDF cannot be set, or charts that were asked for cannot be drawn.
    """
    form = _FORMS[target.suffix.lower()]
    inside = form.pictures(fonts)
    found = tuple(charts(page))
    names = {} if folder is None else _names(found, folder)
    in_the_way = names if folder is not None and folder.exists() else ()
    check_free((target, *in_the_way), force=force, source=source)
    try:
        forms = inside if folder is None else (*inside, "svg", "png")
        drawn = draw(found, forms, fonts)
    except DrawingError as broke:
        if folder is not None:
            raise
        drawn = {}
        tell(worded("errors.drawing.no_charts", file=printable(str(target)), why=broke))
    linked = {} if folder is None else _links(page, folder, target.parent)
    contents = {path: drawn[name] for path, name in names.items()}
    contents[target] = form.write(page, _of(drawn, inside), linked, fonts)
    write_files(contents, force=force, folder=folder)
    return [target, *names]


def _names(found: Iterable[Chart], folder: Path) -> dict[Path, tuple[str, Form]]:
    """Return which picture each file of the charts' folder holds."""
    forms: tuple[Form, ...] = ("svg", "png")
    return {folder / f"{chart.id}.{form}": (chart.id, form) for chart in found for form in forms}


def _links(page: Page, folder: Path, here: Path) -> Mapping[str, PurePosixPath]:
    """Return where the picture of each chart is, as seen from the page's folder."""
    way = Path(os.path.relpath(folder, here))
    return {chart.id: PurePosixPath((way / f"{chart.id}.svg").as_posix()) for chart in charts(page)}


Pictures: TypeAlias = Mapping[str, bytes]
Links: TypeAlias = Mapping[str, PurePosixPath]


@dataclass(frozen=True, slots=True)
class _PageForm:
    """How a page is written in a form, and the form of the pictures that stand in it, if any."""

    write: Callable[[Page, Pictures, Links, Sequence[Font]], bytes]
    pictures: Callable[[Sequence[Font]], tuple[Form, ...]]


def _of(drawn: Mapping[tuple[str, Form], bytes], forms: tuple[Form, ...]) -> Pictures:
    """Return the pictures that stand in a page, by the chart's id."""
    return {name: picture for (name, form), picture in drawn.items() if form in forms}


def _on_paper(fonts: Sequence[Font]) -> tuple[Form, ...]:
    """Return the form of pictures in a PDF: dots where a text may take more than one font.

    In a picture in SVG Typst takes one font for a whole text.
    """
    return ("dots",) if fonts else ("figure",)


def _in_word(page: Page, drawn: Pictures) -> bytes:
    """Return a page as a Word file; what writes it is read when it is first needed."""
    if find_spec("docx") is None:
        raise missing("word")
    written: bytes = import_module("winset.report.forms.docx").to_docx(page, drawn)
    return written


_FORMS: Mapping[str, _PageForm] = {
    ".html": _PageForm(lambda page, drawn, *_: to_html(page, drawn).encode(), lambda _: ("page",)),
    ".md": _PageForm(lambda page, _, linked, __: to_markdown(page, linked).encode(), lambda _: ()),
    ".pdf": _PageForm(lambda page, drawn, _, fonts: to_pdf(page, drawn, fonts), _on_paper),
    ".json": _PageForm(lambda page, *_: to_json(page).encode(), lambda _: ()),
    ".docx": _PageForm(lambda page, drawn, *_: _in_word(page, drawn), lambda _: ("dots",)),
}
