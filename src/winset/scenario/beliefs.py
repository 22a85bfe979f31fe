"""Whether what the parties believe is about numbers of others, and such as can stand there."""

from collections.abc import Iterator
from typing import Any

from pydantic import TypeAdapter, ValidationError

from winset.scenario.messages import misfits
from winset.scenario.paths import did_you_mean, number_paths
from winset.scenario.quantities import Quantity
from winset.scenario.tree import Finding, Path, children, dotted, mapping, shown

_BY_PARTY = (("steps", "value"), ("bonuses", "value"), ("escrow", "cost"))
"""Where a path ends in the party whose number it is: the block, and the key above the party."""

_ANY: TypeAdapter[Any] = TypeAdapter(Quantity)


def check_beliefs(data: Any) -> Iterator[Finding]:
    """Yield what is wrong with what the parties of a file believe of one another."""
    held = list(children(data, "beliefs", "*", "*"))
    parties = mapping(data, "parties")
    paths = {dotted(path): path for path in number_paths(data)} if held else {}
    for place, value in held:
        name = str(place[-1])
        about = paths.get(name)
        if about is None:
            wrong = f"there is no number at {shown(name)}"
            yield Finding(place, wrong, did_you_mean(name, list(paths)), on_key=True)
        elif whose(about) not in parties or whose(about) == place[1]:
            wrong = f"{shown(name)} is no number of another party"
            remedy = "name one, such as parties.ID.no_deal or steps.ID.value.ID"
            yield Finding(place, wrong, remedy, on_key=True)
        elif _is_number(value):  # what is none, the format objects to
            for inside, wrong, remedy in misfits(about, value):
                yield Finding((*place, *inside), wrong, remedy)


def whose(path: Path) -> str | None:
    """Return the party or observer whose number stands at a path; None where it is nobody's."""
    if path[0] == "parties":
        return str(path[1])
    return str(path[-1]) if (path[0], path[-2]) in _BY_PARTY else None


def _is_number(value: Any) -> bool:
    try:
        _ANY.validate_python(value)
    except ValidationError:
        return False
    return True
