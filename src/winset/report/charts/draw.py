"""Charts as SVG and PNG, without a network."""

from collections.abc import Iterable, Mapping
from typing import Literal, TypeAlias
from xml.etree.ElementTree import Element

from winset.report.charts.canvas import WIDE
from winset.report.charts.measure import wrapped
from winset.report.charts.style import FONT, INK, PAPER, SOFT, VARIABLES
from winset.report.charts.svg import painted, svg, text
from winset.report.document.chart import Chart, Drawing
from winset.report.drawing import drawing_process
from winset.report.drawing.fonts import Font, folders

Form: TypeAlias = Literal["page", "figure", "dots", "svg", "png"]
"""How a chart is drawn: to stand in a page, narrow and wide, in whose colours; below its title on
paper, as lines or as dots; alone, with its title, in either way."""

_DOTS = ("dots", "png")
_TITLE, _SUBTITLE = 17, 13.5
_EDGE = 16
_LEAD = 1.2
"""From one line of a title to the next, as a share of its size."""


def draw(
    charts: Iterable[Chart], forms: Iterable[Form], fonts: Iterable[Font] = ()
) -> dict[tuple[str, Form], bytes]:
    """Return charts in each of the forms, by the chart's id and the form.

    Parameters
    ----------
    fonts
        The fonts for letters that the program which draws does not bring along.

    Raises
    ------
    UsageError
        Where the extra that draws dots is not installed.
    DrawingError
        Where the program that draws them breaks off.
    """
    kinds = tuple(dict.fromkeys(forms))
    drawn = {(chart.id, form): _in_lines(chart, form) for chart in charts for form in kinds}
    return drawn | _in_dots({key: one for key, one in drawn.items() if key[1] in _DOTS}, fonts)


def _in_dots(
    drawn: Mapping[tuple[str, Form], bytes], fonts: Iterable[Font]
) -> dict[tuple[str, Form], bytes]:
    more = folders(fonts)
    jobs = [{"do": "png", "svg": one.decode(), "folders": more} for one in drawn.values()]
    return dict(zip(drawn, drawing_process.run(jobs), strict=True))


def _in_lines(chart: Chart, form: Form) -> bytes:
    """Return a chart as SVG, its colours those of the page where it stands in one."""
    label, pair = f"{chart.title}. {chart.alt}", chart.drawings
    if form == "page":
        return _in_page(pair.narrow, label, "narrow") + _in_page(pair.wide, label, "wide")
    if form in ("svg", "png"):
        return _alone(chart, label)
    parts = [painted(pair.wide, _as_it_is)]
    if form == "dots":  # where dots let paper through, rims about letters look grey in print
        parts.insert(0, _ground())
    return svg(pair.wide.width, pair.wide.height, label, parts)


def _in_page(drawing: Drawing, label: str, look: str) -> bytes:
    return svg(drawing.width, drawing.height, label, [painted(drawing, _of_the_page)], look)


def _of_the_page(colour: str) -> str:
    return f"var({VARIABLES[colour]})" if colour in VARIABLES else colour


def _as_it_is(colour: str) -> str:
    return colour


def _alone(chart: Chart, label: str) -> bytes:
    """Return a chart with its titles in the picture, for one that stands on no page."""
    drawing, parts, y = chart.drawings.wide, [], float(_EDGE)
    for told, size, colour, weight, below in (
        (chart.title, _TITLE, INK, "bold", _EDGE / 4),
        (chart.subtitle, _SUBTITLE, SOFT, "normal", _EDGE),
    ):
        look = {"font-family": FONT, "font-size": str(size), "font-weight": weight, "fill": colour}
        for line in wrapped(told, WIDE, size, bold=weight == "bold"):
            parts.append(text(_EDGE, y + size, line, **look))
            y += _LEAD * size
        y += below
    picture = painted(drawing, _as_it_is)
    picture.set("transform", f"translate({_EDGE},{y:.1f})")
    wide, tall = drawing.width + 2 * _EDGE, round(y + drawing.height + _EDGE)
    return svg(wide, tall, label, [_ground(), *parts, picture])


def _ground() -> Element:
    return Element("rect", {"width": "100%", "height": "100%", "fill": PAPER})
