"""Pages as files, and a browser that may not reach anything else."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from page_cases import IN_A_BROWSER, KINDS, LONGER, pages_of, pictures_of
from pseudo import speaking_pseudo
from winset.report.forms.html import to_html

_QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with every page as ``CASE-KIND.html``."""
    made = tmp_path_factory.mktemp("pages")
    for case in IN_A_BROWSER:
        write_pages(case, made, case)
    language = tmp_path_factory.mktemp("language")
    with pytest.MonkeyPatch.context() as patch, speaking_pseudo(language, patch):
        write_pages("hanoi", made, LONGER)
    return made


def write_pages(case: str, folder: Path, name: str) -> None:
    for kind, page in zip(KINDS, pages_of(case), strict=True):
        text = to_html(page, pictures_of(page, "page"))
        (folder / f"{name}-{kind}.html").write_text(text, "utf-8")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return Chromium, from where CHROMIUM says, without a window."""
    where = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=where, headless=True, args=[*_QUIET])
        yield found
        found.close()
