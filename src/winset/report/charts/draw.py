"""Charts as SVG and PNG, without a network: what a chart shows is in its specification."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal, TypeAlias
from xml.etree import ElementTree

from winset.report.charts.canvas import WIDE, Spec
from winset.report.charts.measure import wrapped
from winset.report.charts.style import FONT, INK, PAPER, SOFT, VARIABLES
from winset.report.document.chart import Chart
from winset.report.drawing import drawing_process
from winset.report.drawing.fonts import Font, folders

Form: TypeAlias = Literal["page", "figure", "dots", "svg", "png"]
"""How a chart is drawn: to stand in a page, narrow and wide, in whose colours; below its title on
paper, as lines or as dots; alone, with its title, in either way."""

_PAINT = ("color", "fill", "stroke", "background")
_DOTS = ("dots", "png")
_TITLE, _SUBTITLE = 17, 13.5
ElementTree.register_namespace("", "http://www.w3.org/2000/svg")
ElementTree.register_namespace("xlink", "http://www.w3.org/1999/xlink")


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
        Where the extra that draws is not installed.
    DrawingError
        Where the program that draws breaks off.
    """
    kinds = tuple(dict.fromkeys(forms))
    wanted = [(chart, form) for chart in charts for form in kinds]
    more = folders(fonts)
    jobs = [(chart, form, job) for chart, form in wanted for job in _jobs(chart, form, more)]
    drawn = drawing_process.run([job for *_, job in jobs])
    found: dict[tuple[str, Form], bytes] = {}
    for (chart, form, _), picture in zip(jobs, drawn, strict=True):
        before = found.get((chart.id, form), b"")
        done = picture if form in _DOTS else _finished(chart, picture, form, first=not before)
        found[chart.id, form] = before + done
    return found


def _jobs(chart: Chart, form: Form, more: list[str]) -> Iterator[dict[str, Any]]:
    """Yield what is drawn for a form: one picture, or the narrow and the wide one of a page."""
    pair = chart.drawings
    if form == "page":
        yield from ({"do": "svg", "spec": painted(one)} for one in (pair.narrow, pair.wide))
        return
    shown = _alone(chart) if form in ("svg", "png") else pair.wide
    if form in _DOTS:
        yield {"do": "png", "spec": shown, "folders": more}
    else:
        yield {"do": "svg", "spec": shown}


def _alone(chart: Chart) -> Spec:
    """Return a chart with its titles in the picture, for one that stands on no page."""
    title = {
        "text": wrapped(chart.title, WIDE, _TITLE, bold=True),
        "subtitle": wrapped(chart.subtitle, WIDE, _SUBTITLE),
        "anchor": "start",
        "frame": "group",
        "offset": 16,
        "font": FONT,
        "fontSize": _TITLE,
        "color": INK,
        "subtitleFont": FONT,
        "subtitleFontSize": _SUBTITLE,
        "subtitleColor": SOFT,
        "subtitlePadding": 6,
    }
    return {
        **chart.drawings.wide,
        "autosize": "pad",
        "padding": 16,
        "background": PAPER,
        "title": title,
    }


def painted(part: Any, *, paint: bool = False) -> Any:
    """Return a specification whose colours are those of the page it stands in.

    Only what is a colour by its place is changed, whatever the texts of the data say.
    """
    if isinstance(part, Mapping):
        return {key: painted(value, paint=_paints(key, paint)) for key, value in part.items()}
    if isinstance(part, list | tuple):
        return [painted(one, paint=paint) for one in part]
    if paint and isinstance(part, str) and part in VARIABLES:
        return f"var({VARIABLES[part]})"
    return part


def _paints(key: str, within: bool) -> bool:
    """Return whether what stands under a key is a colour, or leads to one."""
    if within:
        return key in {"value", "range", "scale", "condition"}
    return key in _PAINT or key.endswith("Color")


def _finished(chart: Chart, drawn: bytes, form: Form, *, first: bool) -> bytes:
    """Return a picture with its text for those who do not see it, and no other description.

    In a page the narrow one comes first; its own ids are told apart from other pictures'.
    """
    drawing = "narrow" if first else "wide"
    root = ElementTree.fromstring(drawn)  # noqa: S314 -- drawn here; it has no entities
    for one in root.iter():
        for name in [name for name in one.attrib if name == "role" or name.startswith("aria-")]:
            del one.attrib[name]
        if form == "page":
            _name_apart(one, f"{chart.id}-{drawing}")
    if form == "page":
        root.set("class", drawing)
    root.set("role", "img")
    root.set("aria-label", " ".join(f"{chart.title}. {chart.alt}".split()))
    return ElementTree.tostring(root, encoding="unicode").encode()


def _name_apart(element: ElementTree.Element, prefix: str) -> None:
    """Put a prefix before an element's id and before those that it refers to."""
    for name, value in element.attrib.items():
        if name == "id":
            element.set(name, f"{prefix}-{value}")
        elif value.startswith("url(#"):
            element.set(name, f"url(#{prefix}-{value.removeprefix('url(#')}")
