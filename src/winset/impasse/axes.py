"""The two numbers that a grid varies, read from ``PATH=FROM:TO:COUNT``."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from winset.impasse.thresholds import MOST_CELLS, Axis
from winset.language.catalogue import told
from winset.scenario.errors import Problem, ScenarioError
from winset.scenario.file.paths import settable
from winset.scenario.number_path import NumberPath
from winset.scenario.slips import meant
from winset.scenario.tree import printable, shown
from winset.scenario.yaml_scalars import number

MOST_VALUES = MOST_CELLS // 2

WithChanges = Callable[[Sequence[str]], object]
"""Makes the scenario with changes, each ``path=value``; raises `ScenarioError` if one is wrong."""


@dataclass(frozen=True, slots=True)
class _AxisSpec:
    """The ends of an axis, and how many values it has."""

    text: str
    path: NumberPath
    first: float
    last: float
    count: int

    @property
    def axis(self) -> Axis:
        """The axis, its values at equal distances."""
        step = (self.last - self.first) / (self.count - 1)
        inner = (self.first + n * step for n in range(self.count - 1))
        return Axis(self.path, (*inner, self.last))


def read_axes(texts: Sequence[str], with_changes: WithChanges) -> tuple[Axis, Axis] | None:
    """Return the axes that were asked for; None where none were.

    Parameters
    ----------
    texts
        None, or two, each ``PATH=FROM:TO:COUNT``.
    with_changes
        Called with both numbers at each end, to see whether they exist and can be so.

    Raises
    ------
    ScenarioError
        With all that is wrong with them.
    """
    if not texts:
        return None
    if len(texts) != 2:
        said = told("errors.grid.count", count=len(texts))
        raise ScenarioError([Problem("--grid", None, None, "", *said)])
    read = [_read(text) for text in texts]
    specs = [one for one in read if isinstance(one, _AxisSpec)]
    problems = [one for one in read if isinstance(one, Problem)]
    if not problems:
        problems = list(dict.fromkeys((*_together(*specs), *_refused(specs, with_changes))))
    if problems:
        raise ScenarioError(problems)
    x, y = specs
    return x.axis, y.axis


def _problem(text: str, why: str, **data: object) -> Problem:
    """Return what is wrong with the text of an axis, by its key in ``errors.grid``."""
    said = told(f"errors.grid.{why}", **data)
    return Problem(f"--grid {printable(text)}", None, None, "", *said)


def _read(text: str) -> _AxisSpec | Problem:
    """Return the axis that a text describes, or what is wrong with it."""
    path, _, rest = (part.strip() for part in text.partition("="))
    parts = [part.strip() for part in rest.split(":")]
    if not path or len(parts) != 3:
        return _problem(text, "form")
    numbers = [number(part) for part in parts]
    for part, one in zip(parts, numbers, strict=True):
        if one is None or math.isnan(one):
            return _problem(text, "number", value=shown(part), meant=meant(part))
    first, last, count = (one or 0 for one in numbers)
    if not isinstance(count, int) or not 2 <= count <= MOST_VALUES:
        return _problem(text, "values", value=shown(parts[2]), most=MOST_VALUES)
    spec = _AxisSpec(text, NumberPath(path), float(first), float(last), count)
    return _impossible(spec) or spec


def _impossible(spec: _AxisSpec) -> Problem | None:
    """Return what is wrong with an axis in any scenario."""
    if spec.first >= spec.last:
        ends = {"first": f"{spec.first:g}", "last": f"{spec.last:g}"}
        return _problem(spec.text, "backwards", **ends)
    if spec.path.last == "slices" and not all(one.is_integer() for one in spec.axis.values):
        return _problem(spec.text, "slices")
    if not settable(spec.path.keys):
        return _problem(spec.text, "fixed", path=spec.path)
    return None


def _together(x: _AxisSpec, y: _AxisSpec) -> Iterator[Problem]:
    """Yield what is wrong with the two axes as a pair."""
    if x.path == y.path:
        yield _problem(y.text, "twice")
    if x.count * y.count > MOST_CELLS:
        yield _problem(y.text, "cells", columns=x.count, rows=y.count, most=MOST_CELLS)


def _refused(specs: Sequence[_AxisSpec], with_changes: WithChanges) -> Iterator[Problem]:
    """Yield what the scenario has against either end of the axes."""
    for end in ("first", "last"):
        changes = {f"{spec.path}={getattr(spec, end)!r}": spec for spec in specs}
        try:
            with_changes(tuple(changes))
        except ScenarioError as error:
            for problem in error.problems:
                spec = changes.get(problem.file.removeprefix("--set "))
                yield (
                    problem
                    if spec is None
                    else replace(problem, file=f"--grid {printable(spec.text)}")
                )
