"""The objections of the check of the format, in plain words."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from pydantic_core import ErrorDetails

from winset.scenario.file.forms import Block, Field, form_at
from winset.scenario.quantities import BARE, FORMS
from winset.scenario.tree import Finding, Path, nearest, shown, suggest

Wording: TypeAlias = tuple[str, str]
"""What is wrong, and what would be right."""

MARKS = frozenset({*FORMS, BARE, "[key]"})
OVERSIZE = "too_long"


def findings(details: Sequence[ErrorDetails], below: Path = ()) -> list[Finding]:
    """Return what a validation found, without what merely follows from something else found.

    Parameters
    ----------
    below
        The place of what was validated, where it is not the whole file.
    """
    details = (
        [{**detail, "loc": (*below, *detail["loc"])} for detail in details] if below else details
    )
    misspelt = set(_misspelt(details))
    return [
        _finding(detail)
        for detail in details
        if not (detail["type"] == "missing" and detail["loc"] in misspelt)
    ]


def oversize(details: Sequence[ErrorDetails]) -> bool:
    """Return whether a part of the file has more entries than the format allows."""
    return any(detail["type"] == OVERSIZE for detail in details)


def key_is_wrong(detail: ErrorDetails) -> bool:
    """Return whether an error is about a key, and not about what stands under it."""
    return detail["loc"][-1:] == ("[key]",) or detail["type"] == "extra_forbidden"


def _misspelt(details: Sequence[ErrorDetails]) -> Iterator[tuple[int | str, ...]]:
    """Yield the places of keys that are there under a name that is nearly right."""
    for detail in details:
        if detail["type"] == "extra_forbidden":
            *above, key = detail["loc"]
            meant = nearest(str(key), keys_at(above))
            if meant:
                yield (*above, meant)


def _finding(detail: ErrorDetails) -> Finding:
    loc = detail["loc"]
    wrong, remedy = _worded(detail)
    return Finding(path_of(loc), wrong, remedy, key_is_wrong(detail))


def path_of(loc: Sequence[int | str]) -> Path:
    """Return the path in the data for the place of an error, its marks left out."""
    return tuple(part for part in loc if part not in MARKS)


def _worded(detail: ErrorDetails) -> Wording:
    kind, loc, given = detail["type"], detail["loc"], detail["input"]
    context = detail.get("ctx", {})
    if kind == "value_error":
        refused = context["error"]
        return refused.wrong, refused.remedy
    if kind == "missing":
        return missing(loc)
    if kind == "extra_forbidden":
        known = keys_at(loc[:-1])
        return f"there is no key {shown(loc[-1])} here", suggest(str(loc[-1]), known, "keys here")
    if given is None:
        return "the value is empty", "write one, or remove the key"
    return _sized(kind, given, context) or _typed(kind, given)


def _sized(kind: str, given: Any, context: Mapping[str, Any]) -> Wording | None:
    match kind:
        case "string_too_short":
            return "the text is empty", "write one, or remove the key"
        case "string_too_long":
            length = f"the text has {len(given):,} characters"
            return length, f"shorten it to {context['max_length']:,}"
        case "too_short":
            least = context["min_length"]
            return _entries(len(given)), f"give at least {least}"
        case "too_long":
            return _entries(len(given)), f"keep to {context['max_length']:,}"
    return None


def _entries(count: int) -> str:
    return "there is 1 entry" if count == 1 else f"there are {count:,} entries"


def _typed(kind: str, given: Any) -> Wording:
    match kind:
        case "string_type":
            return f"{shown(given)} is not text", _as_text(given)
        case "bool_type":
            return f"{shown(given)} is neither true nor false", "write true or false, no quotes"
        case "list_type":
            one = f"[{shown(given)[1:-1]}]" if isinstance(given, str) else "[a, b]"
            return f"{shown(given)} is not a list", f"write a list, such as {one}"
        case "dict_type":
            value = "value" if isinstance(given, list | str) else shown(given)
            return (
                f"{shown(given)} stands where keys with values should",
                f"write them, such as {{key: {value}}}",
            )
    return f"{shown(given)} does not fit here", "see the description of the format"


def _as_text(given: Any) -> str:
    return "write one text" if isinstance(given, list | dict) else "put it in quotes"


def _lowered(sentence: str) -> str:
    """Return a sentence as the end of another one."""
    lowered = sentence[:1].lower() + sentence[1:]
    return lowered.removesuffix(".")


# --- finding the way through the forms


def keys_at(loc: Sequence[int | str]) -> list[str]:
    """Return the keys that the format knows at the place of an error."""
    return list(_keys_at(loc))


def _keys_at(loc: Sequence[int | str]) -> Mapping[str, Field]:
    form = form_at(loc)
    return form.keys if isinstance(form, Block) else {}


def missing(loc: Sequence[int | str]) -> Wording:
    """Return what to say of a key that must be there."""
    about = _keys_at(loc[:-1]).get(str(loc[-1]))
    return "this key is missing", f"add it: {_lowered(about.key.about)}" if about else "add it"
