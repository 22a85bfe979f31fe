"""Which of its two names a thing goes by: title or short name."""

from collections.abc import Iterable
from typing import Protocol

from winset.language.letters import capital
from winset.language.names import with_small_article, without_article
from winset.scenario import Scenario
from winset.scenario.names import CUT

_LONG = 5
"""Words of a title, from which on the short name stands for it in a sentence."""


class Titled(Protocol):
    """What has a title and a short name: a step, a demand, a proposal."""

    @property
    def title(self) -> str:
        """What it is called."""

    @property
    def short(self) -> str | None:
        """What tables and charts call it."""


def shorter(thing: Titled) -> str:
    """Return what a sentence calls a thing: a long title by its short name, if that is whole.

    An article that it begins with is no capital, but where it begins a sentence.
    """
    long = len(thing.title.split()) > _LONG
    name = thing.short if thing.short and long and not is_cut(thing) else thing.title
    return with_small_article(name)


def is_cut(thing: Titled) -> bool:
    """Return whether the short name of a thing is its title, cut."""
    short = thing.short or thing.title
    bare = capital(without_article(thing.title))
    return short != thing.title and (CUT in short or short == bare)


def cuts(scenario: Scenario, step: str) -> bool:
    """Return whether the short name of a step is its title, cut."""
    return any(one.id == step and is_cut(one) for one in scenario.steps)


def whole(scenario: Scenario, step: str) -> str:
    """Return the short name of a step, or its title where that is cut; of all else the name."""
    short = next((one.short for one in scenario.steps if one.id == step and not is_cut(one)), None)
    return short or scenario.name(step)


def wholes(scenario: Scenario, steps: Iterable[str]) -> list[str]:
    """Return the same of several steps."""
    return [whole(scenario, step) for step in steps]


def uncut(scenario: Scenario, steps: Iterable[str]) -> list[str]:
    """Return the short names of the steps whose names are whole."""
    return [scenario.label(step) for step in steps if not cuts(scenario, step)]
