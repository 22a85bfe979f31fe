"""A page as one HTML file that needs nothing else: no network, no script, no other file."""

from functools import cache
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from winset.report.charts.chart import Chart
from winset.report.charts.draw import inline_svg
from winset.report.pages.document import Page, Row
from winset.report.pages.sources import numbers, web_address
from winset.report.pages.wording import isolated, say


def to_html(page: Page) -> str:
    """Return a page as HTML; all that comes from a scenario file is escaped."""
    template = _environment().get_template("page.html.j2")
    style = Markup(_resource("page.css"))  # noqa: S704 -- the package's own
    return template.render(page=page, numbers=numbers(page), style=style)


def _drawn(chart: Chart) -> Markup:
    return Markup(inline_svg(chart))  # noqa: S704 -- its texts are escaped where it is drawn


def _chart_rows(chart: Chart) -> tuple[Row, ...]:
    return tuple(Row(tuple(map(isolated, cells)), chart.basis) for cells in chart.rows)


@cache
def _environment() -> Environment:
    env = Environment(
        loader=FunctionLoader(_resource),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.globals |= {
        "chart_rows": _chart_rows,
        "drawn": _drawn,
        "kind_of": lambda block: type(block).__name__,
        "say": say,
        "web_address": web_address,
    }
    return env


def _resource(name: str) -> str:
    return (files(__package__) / "templates" / name).read_text("utf-8")
