"""Pages as files: the form follows the file's name."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath

from winset.report.charts.draw import png, svg
from winset.report.pages.document import Page, charts
from winset.report.pages.html import to_html
from winset.report.pages.markdown import to_markdown
from winset.report.pages.pdf import to_pdf
from winset.scenario import UsageError
from winset.scenario.output import check_free, write_files
from winset.scenario.tree import printable

FORMS = (".html", ".md", ".pdf")
"""What a page can be written as."""

CARDS = ".csv"
"""What flash cards are written as."""


def check_targets(target: Path, forms: tuple[str, ...], *, force: bool) -> None:
    """Refuse a file that cannot be written before anything is computed for it.

    Raises
    ------
    UsageError
        If its name does not tell the form, or something is in the way.
    """
    if target.suffix.lower() not in forms:
        shown = printable(str(target))
        raise UsageError(f"{shown}: the name does not tell what to write; end it in {_or(forms)}")
    check_free((target,), force=force)


def write_text(text: str, target: Path, *, force: bool) -> list[Path]:
    """Write a text; return what was written.

    Raises
    ------
    UsageError
        Where a file is there already or cannot be written.
    """
    check_free((target,), force=force)
    write_files({target: text.encode()})
    return [target]


def write_page(page: Page, target: Path, *, force: bool, folder: Path | None = None) -> list[Path]:
    """Write a page and, if a folder is given, its charts as SVG and PNG; return what was written.

    Raises
    ------
    UsageError
        Where a file is there already or cannot be written, or an extra is missing.
    """
    pictures = {} if folder is None else _pictures(page, folder)
    check_free((target, *pictures), force=force)
    here = target.parent
    linked = _links(page, folder, here) if folder is not None else {}
    contents = {target: _FORMS[target.suffix.lower()](page, linked), **pictures}
    if folder is not None:
        _make(folder)
    write_files(contents)
    return list(contents)


def _pictures(page: Page, folder: Path) -> dict[Path, bytes]:
    found = {}
    for chart in charts(page):
        found[folder / f"{chart.id}.svg"] = svg(chart).encode()
        found[folder / f"{chart.id}.png"] = png(chart)
    return found


def _links(page: Page, folder: Path, here: Path) -> Mapping[str, PurePosixPath]:
    """Return where the picture of each chart is, as seen from the page's folder."""
    way = Path(os.path.relpath(folder, here))
    return {chart.id: PurePosixPath((way / f"{chart.id}.svg").as_posix()) for chart in charts(page)}


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        shown = printable(str(folder))
        raise UsageError(f"{shown}: the folder cannot be made ({reason}); name another") from None


def _or(forms: tuple[str, ...]) -> str:
    *first, last = forms
    return f"{', '.join(first)} or {last}"


def _as_html(page: Page, _: Mapping[str, PurePosixPath]) -> bytes:
    return to_html(page).encode()


def _as_markdown(page: Page, linked: Mapping[str, PurePosixPath]) -> bytes:
    return to_markdown(page, linked).encode()


def _as_pdf(page: Page, _: Mapping[str, PurePosixPath]) -> bytes:
    return to_pdf(page)


_FORMS: Mapping[str, Callable[[Page, Mapping[str, PurePosixPath]], bytes]] = {
    ".html": _as_html,
    ".md": _as_markdown,
    ".pdf": _as_pdf,
}
