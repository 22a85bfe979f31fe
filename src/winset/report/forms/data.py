"""A document as plain data, for a program that shows it in a way of its own."""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from winset.report.document.blocks import Page
from winset.report.envelope import cleaned


def to_json(page: Page) -> str:
    """Return a page as JSON: blocks by their kinds, in both lengths, each with its basis."""
    return f"{json.dumps(cleaned(to_data(page)), indent=2, ensure_ascii=False, allow_nan=False)}\n"


def to_data(thing: Any) -> Any:
    """Return a page, a block or what is in one as plain data.

    A dataclass becomes a mapping of its fields, with its name as `block`; sets are sorted, and the
    keys of mappings are texts, as JSON has them.
    """
    if is_dataclass(thing) and not isinstance(thing, type):
        told = {one.name: to_data(getattr(thing, one.name)) for one in fields(thing)}
        return {"block": type(thing).__name__, **told}
    if isinstance(thing, Mapping):
        return {str(key): to_data(value) for key, value in thing.items()}
    if isinstance(thing, list | tuple):
        return [to_data(one) for one in thing]
    if isinstance(thing, frozenset | set):
        return sorted(thing)
    return thing
