"""The objections of the check of the format, in plain words."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from pydantic_core import ErrorDetails

from winset.language.catalogue import told
from winset.scenario.file.forms import Block, Field, form_at
from winset.scenario.quantities import BARE, FORMS
from winset.scenario.tree import Finding, Path, nearest, shown, unknown

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
        return unknown(loc[-1], known, "keys")
    if given is None:
        return told("errors.shape.empty")
    return _sized(kind, given, context) or _typed(kind, given)


def _sized(kind: str, given: Any, context: Mapping[str, Any]) -> Wording | None:
    match kind:
        case "string_too_short":
            return told("errors.shape.no_text")
        case "string_too_long":
            return told("errors.shape.long", length=len(given), most=context["max_length"])
        case "too_short":
            return told("errors.shape.few", count=len(given), least=context["min_length"])
        case "too_long":
            return told("errors.shape.many", count=len(given), most=context["max_length"])
    return None


def _typed(kind: str, given: Any) -> Wording:
    match kind:
        case "string_type":
            single = not isinstance(given, list | dict)
            return told("errors.shape.text", value=shown(given), single=single)
        case "bool_type":
            return told("errors.shape.flag", value=shown(given))
        case "list_type":
            inside = shown(given)[1:-1] if isinstance(given, str) else "a, b"
            return told("errors.shape.list", value=shown(given), inside=inside)
        case "dict_type":
            inside = "value" if isinstance(given, list | str) else shown(given)
            return told("errors.shape.mapping", value=shown(given), inside=inside)
    return told("errors.shape.other", value=shown(given))


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
    return told("errors.shape.missing", about=_lowered(about.key.about) if about else None)
