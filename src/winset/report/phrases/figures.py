"""A fact with numbers in words."""

from winset.language.dates import dated
from winset.language.words import exact, from_to
from winset.scenario import Figure


def figure_value(figure: Figure) -> str:
    """Return the number of a figure, or the first and the last of its series, with the unit."""
    if figure.value is None:
        value = from_to(*(exact(figure.series[n][1]) for n in (0, -1)))
    else:
        value = exact(figure.value.point)
    return f"{value} {figure.unit}" if figure.unit else value


def figure_date(figure: Figure) -> str:
    """Return when a figure held, or from when to when its series runs; empty if nobody says."""
    if figure.value is None:
        return from_to(*(dated(figure.series[n][0]) for n in (0, -1)))
    return dated(figure.date or "")
