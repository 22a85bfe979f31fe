"""The two numbers that a grid varies, read from ``PATH=FROM:TO:COUNT``."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from winset.impasse.thresholds import MOST_CELLS, Axis
from winset.scenario.errors import Problem, ScenarioError
from winset.scenario.paths import settable
from winset.scenario.scalars import number
from winset.scenario.slips import meant
from winset.scenario.tree import printable, shown

SHAPE = "PATH=FROM:TO:COUNT, such as parties.ID.trust.OTHER=0:1:11"
MOST_VALUES = MOST_CELLS // 2

Reload = Callable[[Sequence[str]], object]
"""Reads the scenario with changes, each ``path=value``; raises `ScenarioError` if one is wrong."""


@dataclass(frozen=True, slots=True)
class _Way:
    """The ends of an axis, and how many values it has."""

    text: str
    path: str
    first: float
    last: float
    count: int

    @property
    def axis(self) -> Axis:
        """The axis, its values at equal distances."""
        step = (self.last - self.first) / (self.count - 1)
        inner = (self.first + n * step for n in range(self.count - 1))
        return Axis(self.path, (*inner, self.last))


def read_axes(texts: Sequence[str], reload: Reload) -> tuple[Axis, Axis] | None:
    """Return the axes that were asked for; None where none were.

    Parameters
    ----------
    texts
        None, or two, each ``PATH=FROM:TO:COUNT``.
    reload
        Called with both numbers at each end, to see whether they exist and can be so.

    Raises
    ------
    ScenarioError
        With all that is wrong with them.
    """
    if not texts:
        return None
    if len(texts) != 2:
        wrong = f"a grid varies two numbers, and {'one' if len(texts) == 1 else len(texts)} came"
        raise ScenarioError([Problem("--grid", None, None, "", wrong, f"give it twice: {SHAPE}")])
    read = [_read(text) for text in texts]
    ways = [one for one in read if isinstance(one, _Way)]
    problems = [one for one in read if isinstance(one, Problem)]
    if not problems:
        problems = list(dict.fromkeys((*_together(*ways), *_refused(ways, reload))))
    if problems:
        raise ScenarioError(problems)
    x, y = ways
    return x.axis, y.axis


def _problem(text: str, wrong: str, remedy: str) -> Problem:
    return Problem(f"--grid {printable(text)}", None, None, "", wrong, remedy)


def _read(text: str) -> _Way | Problem:
    """Return the way that a text describes, or what is wrong with it."""
    path, _, rest = (part.strip() for part in text.partition("="))
    parts = [part.strip() for part in rest.split(":")]
    if not path or len(parts) != 3:
        return _problem(text, "this is no way for a number to go", f"write {SHAPE}")
    numbers = [number(part) for part in parts]
    for part, one in zip(parts, numbers, strict=True):
        if one is None or math.isnan(one):
            return _problem(text, f"{shown(part)} is not a number", meant(part) or f"write {SHAPE}")
    first, last, count = (one or 0 for one in numbers)
    if not isinstance(count, int) or not 2 <= count <= MOST_VALUES:
        wrong = f"{shown(parts[2])} is no number of values"
        return _problem(text, wrong, f"give a whole number from 2 to {MOST_VALUES:,}")
    way = _Way(text, path, float(first), float(last), count)
    return _impossible(way) or way


def _impossible(way: _Way) -> Problem | None:
    """Return what is wrong with a way whatever the scenario, if anything."""
    if way.first >= way.last:
        wrong = f"it goes from {way.first:g} to {way.last:g}"
        return _problem(way.text, wrong, "begin with the smaller one")
    if way.path.endswith(".slices") and not all(one.is_integer() for one in way.axis.values):
        return _problem(way.text, "slices are counted", "choose COUNT so that all values are whole")
    if not settable(tuple(way.path.split("."))):
        wrong = f"{way.path} belongs to the file"
        return _problem(way.text, wrong, "vary what somebody could change")
    return None


def _together(x: _Way, y: _Way) -> Iterator[Problem]:
    """Yield what is wrong with the two ways as a pair."""
    if x.path == y.path:
        yield _problem(y.text, "this number was given twice", "a grid varies two")
    if x.count * y.count > MOST_CELLS:
        wrong = f"{x.count} by {y.count} cells are more than can be asked for"
        yield _problem(y.text, wrong, f"the most is {MOST_CELLS:,}")


def _refused(ways: Sequence[_Way], reload: Reload) -> Iterator[Problem]:
    """Yield what the scenario has against either end of the ways."""
    for end in ("first", "last"):
        changes = {f"{way.path}={getattr(way, end)!r}": way for way in ways}
        try:
            reload(tuple(changes))
        except ScenarioError as error:
            for problem in error.problems:
                way = changes.get(problem.file.removeprefix("--set "))
                yield (
                    problem
                    if way is None
                    else replace(problem, file=f"--grid {printable(way.text)}")
                )
