"""Check that each belief is about another party's number, and in its range."""

from collections.abc import Iterator

from winset.language.catalogue import told
from winset.scenario.file.checks.levers import MOST_GUESSED
from winset.scenario.file.draft import Draft
from winset.scenario.file.paths import did_you_mean, no_number, whose
from winset.scenario.file.ranges import outside
from winset.scenario.tree import Finding, children, shown


def check_beliefs(draft: Draft) -> Iterator[Finding]:
    """Yield what is wrong with what the parties of a file believe of one another."""
    held = list(children(draft.data, "beliefs", "*", "*"))
    parties = draft.known["parties"]
    paths = draft.numbers if held else {}
    names, guessed = list(paths), 0
    for place, value in held:
        name = str(place[-1])
        about = paths.get(name)
        if about is None:
            guessed += 1
            remedy = did_you_mean(name, names if guessed <= MOST_GUESSED else names[:1])
            yield Finding(place, no_number(name), remedy, on_key=True)
        elif whose(about) not in parties or whose(about) == place[1]:
            yield Finding(place, *told("errors.beliefs.own", path=shown(name)), on_key=True)
        else:
            yield from outside(about, place, value)
