"""Fingerprints of a file: of all that it says, and of what engines read of it."""

import hashlib
import json
from typing import Any

from winset.scenario.file.forms import FILE, ById, NumberForm
from winset.scenario.file.single_forms import Form, Inside, TextForm
from winset.scenario.keys import After, Length
from winset.scenario.tree import mapping

_FOR_READERS = frozenset(
    {
        *("lang", "ended", "place", "authors", "story", "sources", "figures", "talks", "claims"),
        *("glossary", "questions", "beliefs", "plural"),
    }
)
"""Keys that no engine reads, beside free texts."""

_COUNTED_APART = frozenset({"approaches", "unit"})


def fingerprint(data: Any) -> str:
    """Return 16 hexadecimal digits that stand for the content of a file.

    Comments, layout, the order of keys (but that of `steps`, which breaks ties, and of `options`,
    which numbers states) and the way a
    number is written (``1`` or ``1.0``) leave it alone; changes made for one call do not, for they
    are made before.
    """
    return _digits(_canonical(data))


def fingerprint_of_numbers(data: Any) -> str:
    """Return 16 hexadecimal digits that stand for what engines read of a file.

    Titles, texts, sources, what is for readers alone, and other approaches leave it alone, as does
    all that leaves `fingerprint` alone. Of units it counts who shares one.
    """
    units = {party: _text(unit) for party, unit in mapping(data, "unit").items()}
    shared = {party: min(p for p in units if units[p] == units[party]) for party in units}
    promises = [one for one in data.get("record", ()) if "kept" in one or "when" not in data]
    read = _read(FILE, {**data, "record": promises})
    return _digits(_canonical({**read, "unit": shared}))


def _text(unit: Any) -> Any:
    return unit["text"] if isinstance(unit, dict) else unit


def _read(form: Form, data: Any) -> Any:
    """Return what engines read of what stands at a place of a sound file; None: nothing."""
    if not isinstance(data, dict | list) or not data:
        return data
    inside = [(key, _read(below, value)) for key, value, below in _inside(form, data)]
    if isinstance(form, ById):
        return {key: value or {} for key, value in inside}
    found = {key: value for key, value in inside if value is not None}
    if isinstance(form, NumberForm) and set(found) == {"value"}:
        return found["value"]
    return (list(found.values()) if isinstance(data, list) else found) or None


def _inside(form: Form, data: Any) -> Inside:
    return (one for one in form.inside(data) if not _for_readers(one[0], one[2]))


def _for_readers(key: str | int, form: Form) -> bool:
    if key in _FOR_READERS or key in _COUNTED_APART:
        return True
    if not isinstance(form, TextForm):
        return False
    source = form.ids is not None and form.ids.of == "sources"
    return source or (form.mark(Length) is not None and form.mark(After) is None)


def _digits(canonical: dict[str, Any]) -> str:
    canonical["steps"] = list(canonical.get("steps", {}).items())
    if "aftermath" in canonical:
        options = list(canonical["aftermath"]["options"].items())
        canonical["aftermath"] = {**canonical["aftermath"], "options": options}
    text = json.dumps(canonical, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _canonical(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _canonical(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_canonical(item) for item in value]
    return float(value) if type(value) is int else value
