"""Which of its two names a thing goes by in a sentence: title or short name."""

from collections.abc import Iterable

from winset.scenario import Scenario

_LONG = 5
"""Words of a title, from which on the short name stands for it."""

_CUT = "…"
"""What a short name ends with that the file does not give."""


def shorter(title: str, short: str | None) -> str:
    """Return the short name where the title is long, and that name is whole.

    Examples
    --------
    >>> shorter("The chair's text", "The text"), shorter("Pay the price in two parts", "Pay the…")
    ("The chair's text", 'Pay the price in two parts')
    """
    return short if short and not is_cut(short) and len(title.split()) > _LONG else title


def is_cut(short: str) -> bool:
    """Return whether a short name is a title that was cut."""
    return short.endswith(_CUT)


def whole(scenario: Scenario, step: str) -> str:
    """Return the short name of a step, or its title where that is cut; of all else the name."""
    short = next((one.short for one in scenario.steps if one.id == step), None)
    return scenario.name(step) if short is None or is_cut(short) else short


def wholes(scenario: Scenario, steps: Iterable[str]) -> list[str]:
    """Return the same of several steps."""
    return [whole(scenario, step) for step in steps]


def uncut(scenario: Scenario, steps: Iterable[str]) -> list[str]:
    """Return the short names of the steps whose names are whole."""
    return [label for label in map(scenario.label, steps) if not is_cut(label)]
