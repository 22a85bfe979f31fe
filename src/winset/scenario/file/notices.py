"""What readers of a file's pages would miss: texts too long, a story that is out of date."""

from collections.abc import Iterable, Iterator
from typing import Any

from winset.language.catalogue import told
from winset.scenario.file.single_forms import Form
from winset.scenario.keys import Room
from winset.scenario.model import Scenario
from winset.scenario.tree import Finding, Path


def notices(scenario: Scenario, places: Iterable[tuple[Path, Any, Form]]) -> Iterator[Finding]:
    """Yield what of a file's texts its pages fold away or leave out."""
    written_for = scenario.story.written_for
    if written_for not in (None, scenario.numbers):
        said = told("errors.story.outdated", numbers=scenario.numbers)
        yield Finding(("story", "written_for"), *said)
    for path, text, form in places:
        room = form.mark(Room)
        if room is not None and isinstance(text, str) and len(text) > room.most:
            yield Finding(path, *told("errors.story.long", length=len(text), most=room.most))
