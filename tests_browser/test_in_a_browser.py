"""The pages in a browser: no barrier, no request, a phone, the keyboard, paper."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from page_cases import IN_A_BROWSER, KINDS, LONGER

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PAGES = [f"{case}-{kind}" for case in IN_A_BROWSER for kind in KINDS]
PHONE: Any = {"width": 360, "height": 740}
DESK: Any = {"width": 1200, "height": 900}


def opened(browser: Browser, file: Path, *, phone: bool = False, dark: bool = False) -> Page:
    context = browser.new_context(
        viewport=PHONE if phone else DESK,
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(file.as_uri())
    return page


@pytest.mark.parametrize(
    ("name", "dark"), [*((name, False) for name in PAGES), *((name, True) for name in PAGES[:2])]
)
def test_axe_finds_no_violation(browser: Browser, folder: Path, name: str, dark: bool) -> None:
    page = opened(browser, folder / f"{name}.html", dark=dark)
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    found = Axe().run(page).response["violations"]
    told = [(one["id"], one["nodes"][0]["html"][:200]) for one in found]
    assert not told
    page.context.close()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_for_nothing_else(browser: Browser, folder: Path, name: str) -> None:
    page = browser.new_context().new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    file = folder / f"{name}.html"
    page.goto(file.as_uri(), wait_until="networkidle")
    assert [url for url in asked if not url.startswith("data:")] == [file.as_uri()]
    assert not said
    page.context.close()


@pytest.mark.parametrize("name", PAGES)
def test_a_phone_does_not_scroll_sideways(browser: Browser, folder: Path, name: str) -> None:
    page = opened(browser, folder / f"{name}.html", phone=True)
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= PHONE["width"]
    page.context.close()


CLIPPED = """
() => {
  document.querySelectorAll('details').forEach(one => one.open = true);
  const found = [];
  const page = document.documentElement;
  if (page.scrollWidth > page.clientWidth) found.push(`page: ${page.scrollWidth}`);
  for (const one of document.querySelectorAll('body *')) {
    const look = getComputedStyle(one);
    const aside = one.clientWidth <= 1 || look.display === 'inline' || look.overflowX === 'auto';
    if (!aside && !one.closest('svg') && one.scrollWidth > one.clientWidth + 1)
      found.push(`${one.tagName} ${one.className}: ${one.textContent.trim().slice(0, 80)}`);
  }
  for (const svg of document.querySelectorAll('svg')) {
    if (!svg.getBoundingClientRect().width) continue;
    const frame = svg.viewBox.baseVal;
    for (const text of svg.querySelectorAll('text')) {
      const box = text.getBBox(), size = parseFloat(getComputedStyle(text).fontSize);
      const base = parseFloat(text.getAttribute('y'));
      if (box.x < -1 || box.x + box.width > frame.width + 1
          || base - 0.75 * size < -1 || base + 0.22 * size > frame.height + 1)
        found.push(`${svg.getAttribute('aria-label').slice(0, 40)}: ${text.textContent}`);
    }
  }
  return found;
}
"""
"""What of a page, all of it unfolded, is wider than its place, or outside its picture.

Not what is for those who hear the page, nor what scrolls in a place of its own.
"""


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("case", ["hanoi", LONGER])
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_clipped(
    browser: Browser, folder: Path, kind: str, case: str, width: int
) -> None:
    page = browser.new_context(viewport={"width": width, "height": 900}).new_page()
    page.goto((folder / f"{case}-{kind}.html").as_uri())
    assert page.evaluate(CLIPPED) == []
    page.context.close()


@pytest.mark.parametrize("kind", KINDS)
def test_the_keyboard_is_enough(browser: Browser, folder: Path, kind: str) -> None:
    page = opened(browser, folder / f"hanoi-{kind}.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#text"
    target = None
    for _ in range(20):
        page.keyboard.press("Tab")
        target = page.evaluate("document.activeElement.getAttribute('href')")
        if target and target.startswith("#"):
            break
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == target
    toggle = page.locator("main details > summary")
    assert (toggle.count() == 0) == (kind in ("roles", "debrief"))  # nothing is folded in these
    if toggle.count():
        toggle.first.focus()
        page.keyboard.press("Enter")
        assert toggle.first.evaluate("one => one.parentElement.open")
    page.context.close()


@pytest.mark.parametrize("name", PAGES)
def test_paper_shows_what_is_behind_toggles(browser: Browser, folder: Path, name: str) -> None:
    page = opened(browser, folder / f"{name}.html")
    page.emulate_media(media="print")
    hidden = page.evaluate(
        """[...document.querySelectorAll('main > section details:not(figure details)')]
           .filter(one => one.lastElementChild.getBoundingClientRect().height === 0).length"""
    )
    assert hidden == 0
    assert page.pdf(format="A4").startswith(b"%PDF")
    page.context.close()


def test_dark_pages_have_dark_charts(browser: Browser, folder: Path) -> None:
    inks = set()
    for dark in (False, True):
        page = opened(browser, folder / "hanoi-brief.html", dark=dark)
        inks.add(page.evaluate("getComputedStyle(document.querySelector('svg text')).fill"))
        page.context.close()
    assert len(inks) == 2
