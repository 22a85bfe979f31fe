"""What a command prints: results on stdout; on stderr what is done, and how far it is."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

from winset.report.forms import encoding
from winset.tools.progress import compiling

if TYPE_CHECKING:
    from winset.report.document.blocks import Page
    from winset.report.tables import Row
    from winset.scenario import Scenario

CSV = ("csv", "csv-bom")

_TERMINAL = {"FORCE_COLOR", "TTY_COMPATIBLE"}
"""What may be set where a pipe is to be taken for a terminal."""


def tell(message: str) -> None:
    """Say something on stderr, if anybody listens."""
    with suppress(OSError):
        print(message, file=sys.stderr, flush=True)


@contextmanager
def working(what: str) -> Iterator[Callable[..., None]]:
    """Tell on stderr that something takes its time, where somebody is watching.

    Parameters
    ----------
    what
        The key of what is said, in ``at_work``.
    """
    if not (sys.stderr.isatty() or _TERMINAL & os.environ.keys()):
        yield lambda **_told: None
        return
    from rich.console import Console
    from rich.progress import Progress

    from winset.language.catalogue import say

    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as shown:
        work = shown.add_task(say(f"at_work.{what}"), total=None)
        once = shown.add_task("", total=None, visible=False)

        def tell_compiling(loop: int) -> None:
            told = say("at_work.compiling", loop=loop)
            shown.update(once, description=told, visible=True, refresh=True)

        with compiling.told_to(tell_compiling):
            yield partial(shown.update, work)


@contextmanager
def progress_of(what: str) -> Iterator[Callable[[int, int], None]]:
    """Show on stderr how far something is, where somebody is watching; see `working`."""
    with working(what) as update:
        yield lambda done, total: update(completed=done, total=total)


@contextmanager
def parts_progress() -> Iterator[Callable[[str, int, int], None]]:
    """Show on stderr which part of why there is no deal is at work, and how far it is."""
    with working("packages") as update:
        from winset.language.catalogue import say

        yield lambda part, done, total: update(
            description=say(f"at_work.{part}"), completed=done, total=total
        )


def print_result(
    form: str,
    scenario: "Scenario",
    parts: Mapping[str, object],
    page: "Callable[[], Page]",
) -> None:
    """Print a result as JSON, or as its page."""
    if form == "json":
        from winset.report.envelope import to_json

        print_data(f"{to_json(scenario, parts)}\n")
    else:
        from winset.report.forms.terminal import show

        show(page())


def print_data(text: str) -> None:
    """Print what a program reads: UTF-8, whatever the console's own letters are."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors=encoding.register())
    print(text, end="")


def print_csv(form: str, rows: "Iterable[Row]") -> None:
    """Print rows as CSV."""
    from winset.report.tables import BOM, to_csv

    print_data(f"{BOM if form == 'csv-bom' else ''}{to_csv(rows)}")


def shown_path(path: Path) -> str:
    """Return a path that is safe to print."""
    from winset.scenario.tree import printable

    return printable(str(path))
