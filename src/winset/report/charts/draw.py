"""Charts as SVG and PNG, without a network: what a chart shows is in its specification."""

import re
from html import escape
from types import ModuleType
from typing import Any

from winset.report.charts.chart import Chart
from winset.report.charts.style import PAPER, VARIABLES
from winset.scenario import UsageError

INSTALL = "pip install 'winset[report]'"
"""What brings the programs that draw charts and set pages."""

_SCALE = 2.0


def svg(chart: Chart) -> str:
    """Return a chart as a picture that stands alone, dark on light."""
    drawn = drawer().vegalite_to_svg(_alone(chart), allowed_base_urls=[])
    return _described(chart, str(drawn))


def png(chart: Chart) -> bytes:
    """Return a chart as a picture of dots, twice as fine as a screen's."""
    options: dict[str, Any] = {"scale": _SCALE, "allowed_base_urls": []}
    return bytes(drawer().vegalite_to_png(_alone(chart), **options))


def inline_svg(chart: Chart) -> str:
    """Return a chart to stand in a page: its colours follow the page's, its ids are its own."""
    drawn = str(drawer().vegalite_to_svg(dict(chart.spec), allowed_base_urls=[]))
    for colour, variable in VARIABLES.items():
        drawn = drawn.replace(f'"{colour}"', f'"var({variable})"')
    drawn = re.sub(r'(id="|url\(#)(?=clip|gradient)', rf"\1{chart.id}-", drawn)
    return _described(chart, drawn)


def needs(what: str) -> UsageError:
    """Return what to say where an extra is missing."""
    return UsageError(f"{what} needs an extra of Winset that is not installed; run: {INSTALL}")


def _alone(chart: Chart) -> dict[str, Any]:
    return {**chart.spec, "background": PAPER}


def _described(chart: Chart, drawn: str) -> str:
    """Return a picture with its text for those who do not see it, and no other description."""
    drawn = re.sub(r' (role|aria-[a-z]+)="[^"]*"', "", drawn)
    label = escape(f"{chart.title}. {chart.alt}", quote=True)
    return drawn.replace("<svg ", f'<svg role="img" aria-label="{label}" ', 1)


def drawer() -> ModuleType:
    """Return what draws charts.

    Raises
    ------
    UsageError
        Where the extra is not installed.
    """
    try:
        import vl_convert  # noqa: PLC0415 -- an extra
    except ImportError:
        raise needs("drawing charts") from None
    return vl_convert
