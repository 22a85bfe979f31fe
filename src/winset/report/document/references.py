"""The sources of a page: their numbers, and where a browser may follow them."""

from collections.abc import Iterable, Mapping

from winset.report.document.blocks import Page
from winset.scenario import Source

_MOST_MARKS = 3


def numbers(page: Page) -> dict[str, int]:
    """Return the number of each source of a page, by the basis that names it."""
    return {f"source:{source.id}": n for n, source in enumerate(page.sources, start=1)}


def marks(basis: Iterable[str], known: Mapping[str, int]) -> list[int]:
    """Return the numbers of sources that a sentence shows, three at most; its data have all."""
    return [known[ref] for ref in basis if ref in known][:_MOST_MARKS]


def web_address(source: Source) -> str:
    """Return the address of a source if a browser may follow it, else nothing."""
    url = source.url or ""
    return url if url.lower().startswith(("https://", "http://")) else ""
