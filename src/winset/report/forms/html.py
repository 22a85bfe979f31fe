"""A page as one HTML file that needs nothing else: no network, no script, no other file."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from winset.language.catalogue import say
from winset.report.document.blocks import Page
from winset.report.document.compose import chart_rows, with_pictures
from winset.report.document.fitting import fitted_page
from winset.report.document.references import marks, numbers, web_address


def to_html(page: Page, pictures: Mapping[str, bytes]) -> str:
    """Return a page as HTML; all that comes from a scenario file is escaped.

    Parameters
    ----------
    pictures
        The SVG of charts by the chart's id; a chart that has none is told in words and as a table.
    """
    template = _environment().get_template("page.html.j2")
    style = Markup(_resource("page.css"))  # noqa: S704 -- the package's own
    drawn = {name: _picture(found) for name, found in pictures.items()}
    shown = with_pictures(fitted_page(page), pictures)
    return template.render(page=shown, numbers=numbers(shown), style=style, drawn=drawn)


def _picture(drawn: bytes) -> Markup:
    return Markup(drawn.decode())  # noqa: S704 -- its texts are escaped where it is drawn


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
        "chart_rows": chart_rows,
        "kind_of": lambda block: type(block).__name__,
        "marks": marks,
        "say": say,
        "web_address": web_address,
    }
    return env


def _resource(name: str) -> str:
    return (files(__package__) / "templates" / name).read_text("utf-8")
