"""A drawing as SVG: an element a mark. Texts are text, whatever they hold."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from math import sqrt
from typing import Any, TypeAlias
from xml.etree.ElementTree import Element, tostring

from winset.report.charts.style import FONT, PAPER, SYMBOLS
from winset.report.document.chart import Drawing

Paint: TypeAlias = Callable[[str], str]
"""What is written for a colour."""

_MIDDLE = 0.3
"""How far below the middle of its letters a text's baseline is, as a share of its size."""

_HALO, _LINE = 4, 2
_ANCHORS = {"left": "start", "center": "middle", "right": "end"}


def svg(width: float, height: float, label: str, parts: Iterable[Element], look: str = "") -> bytes:
    """Return a picture of parts.

    Parameters
    ----------
    label
        Its text for those who do not see it.
    look
        The class by which a page's style knows it.
    """
    root = Element("svg", xmlns="http://www.w3.org/2000/svg", role="img", width=_number(width))
    root.set("height", _number(height))
    root.set("viewBox", f"0 0 {_number(width)} {_number(height)}")
    root.set("aria-label", " ".join(label.split()))
    if look:
        root.set("class", look)
    root.extend(parts)
    return tostring(root, encoding="unicode").encode()


def painted(drawing: Drawing, paint: Paint) -> Element:
    """Return what is drawn as one element."""
    group = Element("g", {"font-family": FONT, "font-size": _number(drawing.size)})
    for kind, marks in drawing.marks.items():
        if kind == "text" and drawing.halo:
            group.append(_halo(marks, drawing.size, paint(PAPER)))
        group.extend(_ELEMENTS[kind](mark, drawing.size, paint) for mark in marks)
    return group


def text(x: float, y: float, told: str, **look: str) -> Element:
    """Return a line of text, its baseline at a height."""
    found = Element("text", {"x": _number(x), "y": _number(y), **look})
    found.text = told
    return found


def _halo(marks: Iterable[Mapping[str, Any]], size: float, paper: str) -> Element:
    """Return a rim of the paper about texts."""
    look = {"stroke": paper, "stroke-width": _number(_HALO), "stroke-linejoin": "round"}
    found = Element("g", look)
    found.extend(_text(mark, size, lambda _: paper) for mark in marks)
    return found


def _text(mark: Mapping[str, Any], size: float, paint: Paint) -> Element:
    look = {"fill": paint(mark["fill"])}
    if mark["align"] != "left":
        look["text-anchor"] = _ANCHORS[mark["align"]]
    if mark["fontWeight"] != "normal":
        look["font-weight"] = mark["fontWeight"]
    return text(mark["x"], mark["y"] + _MIDDLE * size, mark["text"], **look)


def _rect(mark: Mapping[str, Any], _: float, paint: Paint) -> Element:
    (left, right), (top, bottom) = sorted((mark["x"], mark["x2"])), sorted((mark["y"], mark["y2"]))
    found = Element("rect", {"x": _number(left), "y": _number(top), "fill": paint(mark["fill"])})
    found.attrib |= {"width": _number(right - left), "height": _number(bottom - top)}
    if mark["fillOpacity"] != 1:
        found.set("fill-opacity", _number(mark["fillOpacity"]))
    if mark["strokeWidth"]:
        found.attrib |= dict(_stroke(paint(mark["stroke"]), mark["strokeWidth"]))
    return found


def _rule(mark: Mapping[str, Any], _: float, paint: Paint) -> Element:
    ends = {"x1": mark["x"], "y1": mark["y"], "x2": mark["x2"], "y2": mark["y2"]}
    found = Element("line", {name: _number(place) for name, place in ends.items()})
    found.attrib |= dict(_stroke(paint(mark["stroke"]), mark["strokeWidth"], mark["strokeDash"]))
    return found


def _line(mark: Mapping[str, Any], _: float, paint: Paint) -> Element:
    places = (f"{_number(x)},{_number(y)}" for x, y in mark["points"])
    found = Element("polyline", {"points": " ".join(places), "fill": "none"})
    found.attrib |= dict(_stroke(paint(mark["stroke"]), _LINE, mark["strokeDash"]))
    return found


def _point(mark: Mapping[str, Any], _: float, paint: Paint) -> Element:
    """Return a point: a path that is as large as its size in square pixels says."""
    scale = sqrt(mark["size"]) / 2
    place = f"translate({_number(mark['x'])},{_number(mark['y'])})"
    found = Element("path", {"transform": f"{place} scale({_number(scale)})"})
    found.attrib |= {"d": SYMBOLS.get(mark["shape"], mark["shape"]), "fill": paint(mark["fill"])}
    found.attrib |= dict(_stroke(paint(mark["stroke"]), _LINE / scale))
    return found


def _stroke(colour: str, wide: float, dash: Iterable[float] = ()) -> Iterator[tuple[str, str]]:
    yield "stroke", colour
    yield "stroke-width", _number(wide)
    if dash and tuple(dash) != (1, 0):
        yield "stroke-dasharray", ",".join(map(_number, dash))


def _number(value: float) -> str:
    return f"{round(value, 3):g}"


_ELEMENTS: Mapping[str, Callable[[Mapping[str, Any], float, Paint], Element]] = {
    "ground": _rect,
    "rule": _rule,
    "rect": _rect,
    "line": _line,
    "point": _point,
    "text": _text,
}
