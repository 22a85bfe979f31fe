"""Results as JSON, with what they were computed from; written, and read again."""

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

from winset import cases
from winset._version import RESULT_FORMAT, __version__
from winset.language.catalogue import worded
from winset.scenario import Scenario, UsageError
from winset.scenario.tree import mapping, printable, shown
from winset.tools.result import plain

DONE = "standing.done="
"""How a result tells of steps that were taken to be done for it."""

MAX_BYTES = 50_000_000
"""Size of a result at most."""


def to_json(scenario: Scenario, parts: Mapping[str, object]) -> str:
    """Return results as a JSON text; undefined numbers are null, never NaN.

    Parameters
    ----------
    parts
        The results by name.
    """
    envelope = {
        "winset": __version__,
        "result_format": RESULT_FORMAT,
        "scenario": {
            "id": scenario.id,
            "title": scenario.title,
            "hash": scenario.hash,
            "numbers": scenario.numbers,
            "set": list(scenario.changes),
        },
    }
    told = cleaned(plain({**envelope, **parts}))
    return json.dumps(told, indent=2, ensure_ascii=False, allow_nan=False)


def number(value: float) -> float | None:
    """Return a number, None where it is none, and no zero below zero."""
    return value + 0.0 if math.isfinite(value) else None  # -0.0 + 0.0 is 0.0


def cleaned(value: Any) -> Any:
    """Return plain data with numbers that are none as None, and no zero below zero.

    Examples
    --------
    >>> cleaned({"margin": -math.inf, "values": [-0.0, 1.5]})
    {'margin': None, 'values': [0.0, 1.5]}
    """
    if isinstance(value, float):
        return number(value)
    if isinstance(value, Mapping):
        return {key: cleaned(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [cleaned(one) for one in value]
    return value


def read_result(path: Path) -> dict[str, Any]:
    """Return a result that was printed as JSON, as plain data.

    Raises
    ------
    UsageError
        If the file cannot be read, or does not hold a result.
    """
    file = printable(str(path))
    try:
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise UsageError(worded("errors.result.unreadable", file=file, reason=reason)) from error
    if len(raw) > MAX_BYTES:
        raise UsageError(worded("errors.result.large", file=file, most=MAX_BYTES))
    try:
        result = json.loads(raw.decode("utf-8-sig"), parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise UsageError(_not_json(file, error)) from error
    if not isinstance(result, dict):
        raise UsageError(worded("errors.result.no_result", file=file))
    return result


def _not_json(file: str, error: ValueError | RecursionError) -> str:
    """Return in plain words why a file is not JSON."""
    match error:
        case RecursionError():
            return worded("errors.result.deep", file=file)
        case UnicodeDecodeError():
            return worded("errors.result.encoding", file=file)
        case json.JSONDecodeError():
            place = {"line": error.lineno, "column": error.colno}
            return worded("errors.result.place", file=file, **place)
    return worded("errors.result.value", file=file, reason=error)


def source_of(
    result: Mapping[str, Any], case: str | None
) -> tuple[str, tuple[str, ...], str | None]:
    """Return the case that a result was computed from, what was changed in it, and what was done.

    Parameters
    ----------
    case
        The case where it is named; else it must be one that ships.

    Raises
    ------
    UsageError
        If neither is so, or the result does not tell what was changed.
    """
    told = mapping(result, "scenario")
    changes, name = told.get("set"), told.get("id")
    if not isinstance(changes, list) or not all(isinstance(one, str) for one in changes):
        raise UsageError(worded("errors.result.no_changes"))
    if case is None and name not in cases.names():
        raise UsageError(worded("errors.result.no_case", name=shown(name)))
    done = [one.removeprefix(DONE) for one in changes if one.startswith(DONE)]
    numbers = tuple(one for one in changes if not one.startswith(DONE))
    return case or str(name), numbers, done[-1] if done else None


def _refuse(constant: str) -> NoReturn:
    raise ValueError(worded("errors.result.no_number", word=constant))
