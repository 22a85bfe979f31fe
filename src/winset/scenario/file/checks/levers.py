"""Check the numbers that levers and approaches set: each can be set, and is in range.

A value must keep to the range that the format has for its path, and the file must still hold
together with it: each lever or approach is tried by itself.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from winset.language.catalogue import told, worded
from winset.scenario.changes import with_changes
from winset.scenario.file.checks.devices import check_escrow, check_slices
from winset.scenario.file.checks.sets import check_detections
from winset.scenario.file.checks.start import check_start
from winset.scenario.file.checks.windows import check_windows
from winset.scenario.file.draft import Draft
from winset.scenario.file.paths import did_you_mean, no_number, settable
from winset.scenario.file.ranges import outside
from winset.scenario.tree import Finding, Path, children, dotted, shown

FITTING = (check_detections, check_escrow, check_slices, check_windows, check_start)
"""The checks that look at numbers."""

MOST_GUESSED = 10  # guessing what a path was meant to be takes long

Sets = Mapping[str, Any]


def check_levers(draft: Draft) -> Iterator[Finding]:
    """Yield what is wrong with what the levers and approaches of a file set."""
    blocks = [
        (path, sets)
        for block in ("levers", "approaches")
        for path, sets in children(draft.data, block, "*", "set")
        if isinstance(sets, dict)
    ]
    if not blocks:
        return
    yield from _unknown(draft, blocks)
    before = {finding for look in FITTING for finding in look(draft)}
    nouns = dict([*draft.each("levers"), *draft.each("approaches")])
    for path, sets in blocks:
        known = {name: draft.numbers[name] for name in sets if _can_set(draft, name)}
        beyond = [
            found
            for name, about in known.items()
            for found in outside(about, (*path, name), sets[name])
        ]
        yield from beyond
        if not beyond and path[:-1] in nouns:
            changes = {name: nouns[path[:-1]].sets[name] for name in known}
            yield from _unfitting(draft, path, changes, before)


def _can_set(draft: Draft, name: str) -> bool:
    return name in draft.numbers and settable(draft.numbers[name])


def _unknown(draft: Draft, blocks: Sequence[tuple[Path, Sets]]) -> Iterator[Finding]:
    names = [name for name in draft.numbers if _can_set(draft, name)]
    guessed = 0
    for where, sets in blocks:
        for name in sets:
            if name not in draft.numbers:
                guessed += 1
                remedy = did_you_mean(name, names if guessed <= MOST_GUESSED else names[:1])
                yield Finding((*where, name), no_number(name), remedy, on_key=True)
            elif not _can_set(draft, name):
                said = told("errors.levers.fixed", path=shown(name))
                yield Finding((*where, name), *said, on_key=True)


def _unfitting(
    draft: Draft, where: Path, changes: Mapping[str, Any], before: set[Finding]
) -> Iterator[Finding]:
    """Yield what does not fit together any more once all of this is set."""
    if not all(draft.leads(draft.numbers[name]) for name in changes):
        return  # told first
    draft = draft.with_scenario(with_changes(draft.scenario, changes))
    for found in (found for look in FITTING for found in look(draft) if found not in before):
        paths = [(name, draft.numbers[name]) for name in changes]
        set_here = [(name, path) for name, path in paths if found.path[: len(path)] == path]
        if set_here:
            name, path = set_here[0]
            below = found.path[len(path) :]
            yield Finding((*where, name, *below), found.wrong, found.remedy)
        else:
            wrong = worded("errors.levers.misfit", path=dotted(found.path), wrong=found.wrong)
            yield Finding(where, wrong, found.remedy)
