"""Whether anything is wrong with a file, and how much is in it."""

from collections.abc import Iterable, Iterator, Mapping

from winset.language.catalogue import say
from winset.language.words import amount
from winset.report.document.blocks import Block, Row, Sentence, Table
from winset.report.document.compose import paragraph
from winset.report.document.sentences import sentence, toned
from winset.scenario import Scenario

_PLACES = {
    "sessions": ("file:talks.sessions",),
    "options": ("file:aftermath.options",),
    "sourced": ("file:parties", "file:steps"),
    "ranges": ("file:parties", "file:steps"),
}
"""Where that stands which is counted, where it is not named by its kind."""


def nothing_wrong(scenario: Scenario) -> Sentence:
    """Return that nothing is wrong with a file, or at most that something has no effect."""
    warnings = len(scenario.warnings) + len(scenario.notices)
    key = "warned" if warnings else "fine"
    told = sentence(f"contents.{key}", "file:title", warnings=warnings)
    return toned(told, "good")


def held(scenario: Scenario, contents: Mapping[str, int]) -> Iterator[Block]:
    """Yield how many things of each kind a file holds, and how far an agreement has come."""
    columns = (say("contents.what"), say("contents.number"))
    rows = tuple(
        Row((say(f"contents.{kind}"), amount(number)), _PLACES.get(kind, (f"file:{kind}",)))
        for kind, number in contents.items()
        if number and kind != "done"
    )
    yield Table(say("contents.caption"), columns, rows, frozenset({1}))
    if scenario.standing is not None:
        done = list(map(scenario.name, scenario.standing.done))
        data = {"done": done, "steps": len(scenario.steps), "date": scenario.standing.date}
        yield paragraph(sentence("contents.progress", "file:standing", **data))


def sizes(cases: Iterable[Scenario]) -> Table:
    """Return the names, titles and sizes of cases."""
    columns = tuple(say(f"cases.{name}") for name in ("name", "title", "parties", "steps"))
    rows = tuple(
        Row(
            (one.id, one.title, amount(len(one.parties)), amount(len(one.steps))),
            ("file:title", "file:parties", "file:steps"),
        )
        for one in cases
    )
    return Table("", columns, rows, frozenset({2, 3}))
