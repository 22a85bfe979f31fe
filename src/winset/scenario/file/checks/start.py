"""Check that ledgers and balances at home start within their bounds.

Ranges and judgements count at their point, as in single answers. The steps that an agreement under
way has done count; every other step is still to come.
"""

from collections.abc import Iterator

import numpy as np

from winset.language.catalogue import told
from winset.scenario.amounts import beyond, settled
from winset.scenario.bounds import bounds_of
from winset.scenario.file.checks.precedence import done_steps
from winset.scenario.file.draft import Draft
from winset.scenario.tree import Finding, Path, shown

_READS = ("start", "changes", "value", "no_deal", "done", "bonuses", "when")
"""Keys that must be sound for what there is at the start to be told."""


def check_start(draft: Draft) -> Iterator[Finding]:
    """Yield the floors and caps of a file that are passed before anything more is done."""
    scenario = draft.scenario
    if not draft.certain(*_READS):
        return
    bounds, done = bounds_of(scenario), set(done_steps(scenario))
    steps = np.array([step.id in done for step in scenario.steps], dtype=np.bool_)
    bonuses = np.array([done.issuperset(one.when) for one in scenario.bonuses], dtype=np.bool_)
    parts = (bounds.start[:, None], bounds.value[:, steps], bounds.bonus[:, bonuses])
    added = np.hstack(parts)
    levels = settled(added.sum(axis=1), np.abs(added).sum(axis=1))
    for name, level, low, high in zip(bounds.ids, levels, bounds.low, bounds.high, strict=True):
        party, _, body = name.partition(".")
        if body:
            yield from _balance(("parties", party, "home", body), level, low)
        else:
            yield from _ledger(("ledgers", name), level, low, high)


def _ledger(path: Path, start: float, floor: float, cap: float) -> Iterator[Finding]:
    levels = {"start": shown(start), "floor": shown(floor), "cap": shown(cap)}
    if beyond(floor, cap):
        yield Finding((*path, "floor"), *told("errors.start.floor_above_cap", **levels))
    if beyond(floor, start):
        yield Finding((*path, "floor"), *told("errors.start.floor", **levels))
    if beyond(start, cap):
        yield Finding((*path, "cap"), *told("errors.start.cap", **levels))


def _balance(path: Path, start: float, floor: float) -> Iterator[Finding]:
    if beyond(floor, start):
        levels = {"start": shown(start), "floor": shown(floor)}
        yield Finding((*path, "floor_on_the_way"), *told("errors.start.balance", **levels))
