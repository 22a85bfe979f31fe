"""What the terminal views share: how a page is printed, headed and divided.

Colours and styles go where there is no terminal, or NO_COLOR is set. Gains and losses are told
apart by sign and side first, and by blue and orange second, so that no view needs colours.
"""

from collections.abc import Iterator
from functools import partial

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Column, Table
from rich.text import Text

from winset.report.forms.encoding import PIPED
from winset.report.language.dates import days
from winset.report.language.words import capitals
from winset.scenario import Scenario

GOOD, BAD, FAIR = "cyan", "dark_orange3", "yellow"
DIM, HEAD = "dim", "bold"

_NARROWEST, _WIDEST = 60, 110

plain_console = partial(Console, highlight=False, markup=False, emoji=False)
"""A console to which every text is text, whatever brackets and colons it holds."""


def show(view: RenderableType) -> None:
    """Print a view on stdout, as wide as the terminal but no wider than reads well."""
    console = plain_console()
    width = console.width if console.is_terminal else PIPED
    console.width = max(_NARROWEST, min(width, _WIDEST))
    with console.capture() as captured:
        console.print(view)
    # rich pads lines to the full width, which clutters files and diffs
    console.file.write("".join(f"{line.rstrip()}\n" for line in captured.get().splitlines()))


def data_table(*columns: Column | str) -> Table:
    """Return a table without lines, of which a head names the columns."""
    return Table(*columns, box=None, padding=(0, 2, 0, 0), header_style=DIM, pad_edge=False)


def figures(*headings: str) -> Iterator[Column]:
    """Yield columns of numbers."""
    return (Column(heading, justify="right") for heading in headings)


def title(scenario: Scenario, finding: str = "") -> Iterator[RenderableType]:
    """Yield the title of the file, what was found, and the condition under which it is true."""
    where = [scenario.place.name] if scenario.place else []
    when = [days(scenario.when)] if scenario.when else []
    yield Text(" · ".join([scenario.title, *when, *where]), style=HEAD)
    for change in scenario.changes:
        yield Text(f"Changed for this call: {change}", style=FAIR)
    if finding:
        yield Text(finding, style=HEAD)
    yield Text.assemble(
        ("If the values in the file are right", HEAD),
        ", all of this follows. They are judgements; the file says where each comes from.",
    )
    for party in scenario.parties:
        if party.id in scenario.unit:
            told = Text(f"1 for {party.name}: {scenario.unit[party.id]}", style=DIM)
            yield Padding(told, (0, 0, 0, 2))


def section(heading: str, *body: RenderableType) -> Iterator[RenderableType]:
    """Yield a heading and its body, or nothing where there is none."""
    if body:
        yield Text()
        yield Text(capitals(heading), style=HEAD)
        yield Padding(Group(*body), (0, 0, 0, 2))


def indented(*body: RenderableType) -> RenderableType:
    """Return a block set in from the left."""
    return Padding(Group(*body), (0, 0, 0, 2))
