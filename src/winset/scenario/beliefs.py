"""Whether what the parties believe is about numbers of others, and such as can stand there."""

from collections.abc import Iterator
from typing import Any

from winset.scenario.paths import did_you_mean, no_number, number_paths
from winset.scenario.tree import Finding, Path, children, dotted, mapping, shown
from winset.scenario.whatif import MOST_GUESSED, is_number, outside

_BY_PARTY = (("steps", "value"), ("bonuses", "value"), ("escrow", "cost"))
"""Where a path ends in the party whose number it is: the block, and the key above the party."""


def check_beliefs(data: Any) -> Iterator[Finding]:
    """Yield what is wrong with what the parties of a file believe of one another."""
    held = list(children(data, "beliefs", "*", "*"))
    parties = mapping(data, "parties")
    paths = {dotted(path): path for path in number_paths(data)} if held else {}
    names, guessed = list(paths), 0
    for place, value in held:
        name = str(place[-1])
        about = paths.get(name)
        if about is None:
            guessed += 1
            remedy = did_you_mean(name, names if guessed <= MOST_GUESSED else names[:1])
            yield Finding(place, no_number(name), remedy, on_key=True)
        elif whose(about) not in parties or whose(about) == place[1]:
            wrong = f"{shown(name)} is no number of another party"
            remedy = "name one, such as parties.ID.no_deal or steps.ID.value.ID"
            yield Finding(place, wrong, remedy, on_key=True)
        elif is_number(value):  # what is none, the format objects to
            yield from outside(about, place, value)


def whose(path: Path) -> str | None:
    """Return the party or observer whose number stands at a path; None where it is nobody's."""
    if path[0] == "parties":
        return str(path[1])
    return str(path[-1]) if (path[0], *path[-2:-1]) in _BY_PARTY else None
