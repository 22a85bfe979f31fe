"""Why there is no deal, and what would open one, for the terminal."""

from rich.console import Group, RenderableType
from rich.text import Text

from winset.impasse.impasse import Impasse
from winset.report.group_words import reason_sentence
from winset.report.layout import section, title
from winset.scenario import Scenario


def impasse_view(scenario: Scenario, impasse: Impasse) -> RenderableType:
    """Return why there is no deal, and what would open one."""
    reasons = [Text(reason_sentence(scenario, reason.groups)) for reason in impasse.reasons]
    return Group(*title(scenario), *section("Why there is no deal", *reasons))
