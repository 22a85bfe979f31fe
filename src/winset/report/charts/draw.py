"""Charts as SVG and PNG, without a network: what a chart shows is in its specification."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Literal, TypeAlias
from xml.etree import ElementTree

from winset.report.charts.style import PAPER, VARIABLES
from winset.report.document.chart import Chart
from winset.report.drawing import drawing_process
from winset.report.drawing.fonts import Font, folders

Form: TypeAlias = Literal["page", "svg", "png"]
"""How a chart is drawn: to stand in a page, in whose colours; alone, dark on light; as dots."""

_PAINT = ("color", "fill", "stroke", "background")
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
    drawn = drawing_process.run([_job(chart, form, more) for chart, form in wanted])
    return {
        (chart.id, form): picture if form == "png" else _finished(chart, picture, form)
        for (chart, form), picture in zip(wanted, drawn, strict=True)
    }


def titled(chart: Chart) -> Chart:
    """Return a chart with its title in the picture, for one that stands on no page."""
    return replace(chart, spec={**chart.spec, "title": {"text": chart.title, "anchor": "start"}})


def _job(chart: Chart, form: Form, more: list[str]) -> dict[str, Any]:
    if form == "page":
        return {"do": "svg", "spec": painted(chart.spec)}
    alone = {**chart.spec, "background": PAPER}
    if form == "svg":
        return {"do": "svg", "spec": alone}
    return {"do": "png", "spec": alone, "folders": more}


def painted(part: Any, *, paint: bool = False) -> Any:
    """Return a specification whose colours are those of the page it stands in.

    Only what is a colour by its place is changed, whatever the texts of the data say.
    """
    if isinstance(part, Mapping):
        return {
            key: value if key == "data" else painted(value, paint=_paints(key, paint))
            for key, value in part.items()
        }
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


def _finished(chart: Chart, drawn: bytes, form: Form) -> bytes:
    """Return a picture with its text for those who do not see it, and no other description.

    In a page the picture's own ids are told apart from other pictures'.
    """
    root = ElementTree.fromstring(drawn)  # noqa: S314 -- drawn here; it has no entities
    for one in root.iter():
        for name in [name for name in one.attrib if name == "role" or name.startswith("aria-")]:
            del one.attrib[name]
        if form == "page":
            _name_apart(one, chart.id)
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
