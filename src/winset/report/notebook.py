"""Results as pages in a notebook, registered so that results need not know of it."""

from collections.abc import Callable
from io import StringIO
from typing import Any

from rich.console import RenderableType

from winset.analysis import Analysis
from winset.report.analysis_view import analysis_view
from winset.report.layout import plain_console

_WIDTH = 110


def register(ipython: Any) -> None:
    """Register the views with an IPython shell.

    An analysis knows its scenario, and so its names; other results keep their plain form.
    """
    html = ipython.display_formatter.formatters["text/html"]
    html.for_type(Analysis, _as_html(analysis_view))


def _as_html(view: Callable[[Any], RenderableType]) -> Callable[[Any], str]:
    return lambda result: to_html(view(result))


def to_html(view: RenderableType) -> str:
    """Return a terminal view as a block of HTML; all text is escaped."""
    console = plain_console(record=True, file=StringIO(), width=_WIDTH, force_terminal=True)
    console.print(view)
    return console.export_html(
        inline_styles=True, code_format='<pre style="line-height:1.3">{code}</pre>'
    )
