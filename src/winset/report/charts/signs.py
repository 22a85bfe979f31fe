"""What the signs of a picture mean, in words."""

from collections.abc import Mapping

from winset.language.catalogue import say
from winset.report.charts.style import SHAPES, Look
from winset.scenario import Scenario


def signs(scenario: Scenario, shown: Mapping[str, Look]) -> str:
    """Return which shape stands for which party."""
    told = [
        say("charts.sign", shape=say(f"charts.{_WORDS[look.shape]}"), party=scenario.label(party))
        for party, look in shown.items()
    ]
    return say("charts.signs", told=told)


_WORDS = dict(zip(SHAPES, (f"shape_{n}" for n in range(1, len(SHAPES) + 1)), strict=True))
