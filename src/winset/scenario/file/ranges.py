"""Whether a number that stands for one elsewhere in the file keeps to the range there."""

from collections.abc import Iterator
from typing import Any

from pydantic_core import ValidationError

from winset.language.catalogue import told
from winset.scenario.file import messages
from winset.scenario.file.forms import form_at, form_of
from winset.scenario.file.single_forms import BareNumber
from winset.scenario.number_path import NumberPath
from winset.scenario.numbers import Number
from winset.scenario.quantities import Quantity
from winset.scenario.tree import Finding, Path, shown

_QUANTITY = form_of(Quantity)


def _number(value: Any) -> Number | None:
    """Return a number in one of its forms; None where the check of the shape tells."""
    try:
        number: Number = _QUANTITY.validator.validate_python(value)
    except ValidationError:
        return None
    return number


def _no_count(count: float, form: BareNumber) -> tuple[str, str] | None:
    low, high = form.range.low, form.range.high
    if low <= count <= high and float(count).is_integer():
        return None
    return told("errors.paths.slices", value=shown(count), low=low, high=high)


def outside(path: Path, here: Path, value: Any) -> Iterator[Finding]:
    """Yield where a number leaves the range that the format has for a path.

    Parameters
    ----------
    path
        The path for which it stands; what a step sets has the range of what it sets.
    here
        Where it stands itself.
    """
    about = NumberPath(path[-1]).keys if path[-2:-1] == ("sets",) else path
    form = form_at(about)
    number = _number(value)
    if form is None or number is None:
        return
    if isinstance(form, BareNumber):  # a count, in any form of a number
        yield from (Finding(here, *wrong) for n in number.every if (wrong := _no_count(n, form)))
        return
    try:
        form.validator.validate_python(value)
    except ValidationError as error:
        for found in messages.findings(error.errors(include_url=False), about):
            below = found.path[len(about) :]
            yield Finding((*here, *below), found.wrong, found.remedy)
