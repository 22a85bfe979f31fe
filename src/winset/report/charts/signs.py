"""What the signs of a picture mean, and what things are called in it."""

from collections.abc import Mapping

from winset.language.catalogue import say
from winset.report.charts.style import SHAPES, Look, looks
from winset.scenario import Proposal, Scenario


def looks_of(scenario: Scenario) -> dict[str, Look]:
    """Return by what each party is known in a picture."""
    return looks(party.id for party in scenario.parties)


def signs(scenario: Scenario, shown: Mapping[str, Look]) -> str:
    """Return which shape stands for which party."""
    told = [
        say("charts.sign", shape=say(f"charts.{_WORDS[look.shape]}"), party=scenario.label(party))
        for party, look in shown.items()
    ]
    return say("charts.signs", told=told)


_MOST = 60
"""Letters of a title that stands in a picture whole."""


def uncut(label: str, title: str) -> str:
    """Return what something is called in a picture: its short name, or its title where that is cut.

    Examples
    --------
    >>> uncut("Civilian relief", "Lift the civilian parts of five UN resolutions")
    'Civilian relief'
    >>> uncut("Open the great dam in…", "Open the great dam in every dry summer")
    'Open the great dam in every dry summer'
    """
    return title if "…" in label and len(title) <= _MOST else label


def step_name(scenario: Scenario, step: str) -> str:
    """Return what a step is called in a picture."""
    return uncut(scenario.label(step), scenario.name(step))


def proposal_name(proposal: Proposal) -> str:
    """Return what a proposal is called in a picture."""
    return uncut(proposal.short or proposal.title, proposal.title)


_WORDS = dict(zip(SHAPES, (f"shape_{n}" for n in range(1, len(SHAPES) + 1)), strict=True))
