"""Results as pages in a notebook, registered so that results need not know of it."""

from io import StringIO
from typing import Any

from winset.analysis import Analysis
from winset.report.document.blocks import Page
from winset.report.forms.terminal import plain_console, to_terminal
from winset.report.pages.screens import analysis_screen

_WIDTH = 110


def register(ipython: Any) -> None:
    """Register the pages with an IPython shell.

    An analysis knows its scenario, and so its names; other results keep their plain form.
    """
    html = ipython.display_formatter.formatters["text/html"]
    html.for_type(Analysis, lambda analysis: to_html(analysis_screen(analysis)))


def to_html(page: Page) -> str:
    """Return a page, as a terminal shows it, as a block of HTML; all text is escaped."""
    console = plain_console(record=True, file=StringIO(), width=_WIDTH, force_terminal=True)
    console.print(to_terminal(page))
    return console.export_html(
        inline_styles=True, code_format='<pre style="line-height:1.3">{code}</pre>'
    )
