"""How much trust, and how large a stake, a first deal takes; and where one exists on a grid."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from winset.impasse.groups import NO_GROUPS, GroupSet
from winset.impasse.interventions import Intervention, current_value, found_interventions
from winset.impasse.openings import Opening, changed
from winset.impasse.solver import Solver, Witness
from winset.impasse.strengths import least_of
from winset.language.catalogue import worded
from winset.scenario import UsageError
from winset.scenario.budget import so_far
from winset.scenario.changes import with_changes
from winset.scenario.number_path import NumberPath
from winset.tools.progress import Progress, untold
from winset.tools.result import Result, plain, plain_fields

MOST_CELLS = 2_500
"""Cells of a grid at most."""

_MONOTONE = frozenset({"trust", "breach_penalty", "guarantee"})  # more never closes a deal


@dataclass(frozen=True, slots=True)
class Threshold(Result):
    """The least value of a number at which a deal exists, all else as it is.

    Attributes
    ----------
    path
        The number: a trust, or a breach penalty.
    has
        What it is.
    opens
        The least value at which a deal exists; None where none does at any.
    shown
        The deal at that value.
    """

    path: NumberPath
    has: float
    opens: float | None
    shown: Witness | None

    @property
    def pair(self) -> tuple[str, str] | None:
        """Who trusts whom, where the number is a trust."""
        return self.path.trust

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        return plain_fields(self, "path", "has", "opens") | {"deal": plain(self.shown)}


@dataclass(frozen=True, slots=True)
class Thresholds(Result):
    """The thresholds of each pair's trust and each party's stake.

    Attributes
    ----------
    demands
        Whether the deal must meet every demand; they are set aside where no trust and no stake
        could make them meet.
    """

    demands: bool
    listed: tuple[Threshold, ...]


@dataclass(frozen=True, slots=True)
class Axis(Result):
    """A number that a grid varies, and its values."""

    path: NumberPath
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Grid(Result):
    """Where a deal exists as two numbers vary.

    Attributes
    ----------
    demands
        As in `Thresholds`.
    opens
        [row, column]: whether one exists at the row's value of `y` and the column's of `x`.
    now
        What `x` and `y` are as things are; NaN where the file gives none and none follows.
    """

    demands: bool
    x: Axis
    y: Axis
    opens: tuple[tuple[bool, ...], ...]
    now: tuple[float, float]

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        return plain_fields(self, "demands", "x", "y", "opens")


def demands_can_meet(solver: Solver) -> bool:
    """Return whether full trust and any stake could make a deal that meets every demand."""
    groups = solver.groups
    waived = groups.mask(g.id for g in groups.listed if g.kind in {"trust", "stake"})
    return solver.can_hold(groups.but(waived))


def thresholds_of(solver: Solver, progress: Progress = untold) -> Thresholds:
    """Return the least trust of each pair, and stake of each party, with which a deal exists."""
    demands = demands_can_meet(solver)
    aside = NO_GROUPS if demands else solver.groups.demands
    interventions = _in_file_order(solver)

    def each() -> Iterator[Threshold]:
        for n, one in enumerate(interventions):
            progress(n, len(interventions))
            yield _threshold(solver, replace(one, start=0.0), aside)

    return Thresholds(demands, tuple(so_far(each())))


def grid_of(solver: Solver, x: Axis, y: Axis, progress: Progress = untold) -> Grid:
    """Return where a deal exists as two numbers vary.

    Raises
    ------
    UsageError
        Where the two are the same number, or there are too many cells.
    """
    if x.path == y.path:
        raise UsageError(worded("errors.impasse.same_number", path=x.path))
    if len(x.values) * len(y.values) > MOST_CELLS:
        size = {"columns": len(x.values), "rows": len(y.values), "most": MOST_CELLS}
        raise UsageError(worded("errors.impasse.cells", **size))
    demands = demands_can_meet(solver)
    groups = solver.groups.but(NO_GROUPS if demands else solver.groups.demands)

    def opens(column: float, row: float) -> bool:
        scenario = with_changes(solver.scenario, {x.path: column, y.path: row})
        same = _never_closes(x.path) and _never_closes(y.path)
        one = solver.like(scenario) if same else solver.of(scenario)
        return one.can_hold(groups)

    rows: list[tuple[bool, ...]] = []
    for n, value in enumerate(y.values):
        progress(n, len(y.values))
        below = rows[-1] if rows and _rising(x, y) else None
        rows.append(_row(x, value, opens, below))
    column, row = (current_value(solver.scenario, solver.game, axis.path) for axis in (x, y))
    return Grid(demands, x, y, tuple(rows), (column, row))


def _in_file_order(solver: Solver) -> list[Intervention]:
    """Return each pair's trust, then each party's stake."""
    place = {party: n for n, (_, party) in enumerate(solver.game.each_party())}
    found = found_interventions(solver.scenario, solver.game)

    def rank(one: Intervention) -> tuple[bool, list[int]]:
        return one.kind != "trust", [place[who] for who in one.id.about.split(".")]

    return sorted((one for one in found if one.kind in {"trust", "stake"}), key=rank)


def trust_axes(solver: Solver, steps: int = 20) -> tuple[Axis, Axis] | None:
    """Return the axes of the two parties' trust in each other; None where there are not two."""
    parties = [party for _, party in solver.game.each_party()]
    if len(parties) != 2:
        return None
    values = tuple(n / steps for n in range(steps + 1))
    a, b = parties
    one, other = (NumberPath(f"parties.{i}.trust.{j}") for i, j in ((a, b), (b, a)))
    return Axis(one, values), Axis(other, values)


def _row(
    x: Axis, value: float, opens: Callable[[float, float], bool], below: Sequence[bool] | None
) -> tuple[bool, ...]:
    """Return a row of a grid. Where more never closes a deal, what is open stays open."""
    if below is None:
        return tuple(opens(column, value) for column in x.values)
    row: list[bool] = []
    for n, column in enumerate(x.values):
        row.append((n > 0 and row[-1]) or below[n] or opens(column, value))
    return tuple(row)


def _rising(x: Axis, y: Axis) -> bool:
    """Return whether both numbers rise along their axis and more of them never closes a deal."""
    return all(_never_closes(a.path) and list(a.values) == sorted(a.values) for a in (x, y))


def _never_closes(path: NumberPath) -> bool:
    return path.block == "parties" and path.name in _MONOTONE


def _threshold(solver: Solver, intervention: Intervention, aside: GroupSet) -> Threshold:
    path = intervention.path or NumberPath()
    has = current_value(solver.scenario, solver.game, path)
    opening = Opening((intervention,), (intervention.full,), aside)
    groups = solver.groups.but(aside)
    if not changed(solver, (intervention,), (intervention.full,)).can_hold(groups):
        return Threshold(path, has, None, None)
    least = least_of(solver, opening, 0)
    shown = changed(solver, (intervention,), (least,)).witness(groups)
    return Threshold(path, has, least, shown)
