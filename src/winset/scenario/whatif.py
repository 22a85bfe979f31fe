"""Whether what levers and approaches set can be set, and to such values.

A value must keep to the range that the format has for its path, and the file must still hold
together with it: each lever or approach is tried by itself.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic_core import ValidationError

from winset.scenario import messages
from winset.scenario.forms import form_at, form_of
from winset.scenario.levels import check_levels
from winset.scenario.numbers import point_of
from winset.scenario.paths import did_you_mean, no_number, number_paths, settable
from winset.scenario.quantities import MAX_SLICES, Quantity
from winset.scenario.settings import check_detections, check_settings, numbers_in
from winset.scenario.swaps import check_escrow, check_slices
from winset.scenario.tree import Finding, Path, children, dotted, placed, shown
from winset.scenario.windows import check_windows

FITTING = (
    check_settings,
    check_detections,
    check_escrow,
    check_slices,
    check_windows,
    check_levels,
)
"""The checks that look at numbers."""

MOST_GUESSED = 10  # guessing what a path was meant to be takes long

_QUANTITY = form_of(Quantity)


def check_whatif(data: Any) -> Iterator[Finding]:
    """Yield what is wrong with what the levers and approaches of a file set."""
    blocks = [
        found
        for block in ("levers", "approaches")
        for found in children(data, block, "*", "set")
        if isinstance(found[1], dict)
    ]
    if not blocks:
        return
    known = {dotted(path): path for path in number_paths(data)}
    yield from _unknown(blocks, known)
    before = {finding for look in FITTING for finding in look(data)}
    for where, sets in blocks:
        changed = {
            known[name]: ((*where, name), value)
            for name, value in sets.items()
            if name in known and settable(known[name]) and is_number(value)
        }
        beyond = [found for path in changed for found in outside(path, *changed[path])]
        yield from beyond or _unfitting(where, changed, data, before)


def _unknown(
    blocks: list[tuple[Path, dict[str, Any]]], known: Mapping[str, Path]
) -> Iterator[Finding]:
    names = [name for name, path in known.items() if settable(path)]
    guessed = 0
    for where, sets in blocks:
        for name in sets:
            if name not in known:
                guessed += 1
                remedy = did_you_mean(name, names if guessed <= MOST_GUESSED else names[:1])
                yield Finding((*where, name), no_number(name), remedy, on_key=True)
            elif not settable(known[name]):
                wrong = f"{shown(name)} is nothing that anybody at the table can change"
                remedy = "set numbers that verdicts hang on, such as steps.ID.reversible"
                yield Finding((*where, name), wrong, remedy, on_key=True)


def is_number(value: Any) -> bool:
    """Return whether a value is a number in one of its forms; else the check of the shape tells."""
    try:
        _QUANTITY.validator.validate_python(value)
    except ValidationError:
        return False
    return True


def outside(path: Path, here: Path, value: Any) -> Iterator[Finding]:
    """Yield where a value leaves the range that the format has for its path."""
    if path[-1] == "slices":
        for count in numbers_in(value):
            if not (float(count).is_integer() and 1 <= count <= MAX_SLICES):
                wrong = f"{shown(count)} is no number of slices"
                yield Finding(here, wrong, f"give a whole number from 1 to {MAX_SLICES}")
        return
    form = form_at(path)
    try:
        if form is not None:
            form.validator.validate_python(value)
    except ValidationError as error:
        for found in messages.findings(error.errors(include_url=False), path):
            yield _moved(found, path, here)


def _unfitting(
    where: Path, changed: Mapping[Path, tuple[Path, Any]], data: Any, before: set[Finding]
) -> Iterator[Finding]:
    """Yield what does not fit together any more once all of this is set."""
    for path, (_, value) in changed.items():
        data = placed(data, path, point_of(value) if path[-1] == "slices" else value)
    for found in (found for look in FITTING for found in look(data) if found not in before):
        set_here = [path for path in changed if found.path[: len(path)] == path]
        if set_here:
            yield _moved(found, set_here[0], changed[set_here[0]][0])
        else:
            wrong = f"with this, {dotted(found.path)} does not fit: {found.wrong}"
            yield Finding(where, wrong, found.remedy)


def _moved(found: Finding, path: Path, here: Path) -> Finding:
    """Return what is wrong at or below a path as a finding where the file sets it."""
    return Finding((*here, *found.path[len(path) :]), found.wrong, found.remedy)
