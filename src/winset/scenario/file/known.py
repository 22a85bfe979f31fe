"""The ids that a file defines, whatever else is wrong with it."""

from collections.abc import Mapping
from functools import lru_cache
from itertools import islice
from typing import Any, TypeAlias

from winset.scenario.tree import children, mapping, nearest

Known: TypeAlias = Mapping[str, list[str]]
"""The ids that the file defines, by what they stand for."""

BLOCKS = ("parties", "observers", "steps", "ledgers", "sources", "terms")
"""Where ids are defined that other blocks name."""

MOST_GUESSED = 100
"""Keys of a file among which a block that seems to be missing is looked for."""


def known_ids(data: Any) -> Known:
    """Return the ids that a file defines, by what they stand for, in the file's order."""
    known = {block: list(mapping(data, _spelt(data, block))) for block in BLOCKS}
    parties = children(data, _spelt(data, "parties"), "*", "home", "*")
    ratifiers = [f"{path[1]}.{path[3]}" for path, _ in parties]
    return known | {
        "parties and observers": known["parties"] + known["observers"],
        "title and parties": ["title", *known["parties"]],
        "observers and ratifiers": known["observers"] + ratifiers,
        "options": list(mapping(data, "aftermath", "options")),
    }


def _spelt(data: Any, block: str) -> str:
    """Return the key under which a file has a block, misspelt or not; that is told elsewhere."""
    if block in mapping(data):
        return block
    keys = islice(mapping(data), MOST_GUESSED)
    return next((key for key in keys if _block_meant(key) == block), block)


@lru_cache(maxsize=1024)
def _block_meant(key: str) -> str | None:
    return nearest(key, BLOCKS)


def lacks(data: Any, block: str) -> bool:
    """Return whether a required block is missing, misspelt names counted as present.

    An aftermath may stand alone, without steps.
    """
    alone = block == "steps" and "aftermath" in mapping(data)
    return _spelt(data, block) not in mapping(data) and not alone


def unreadable(data: Any, block: str) -> bool:
    """Return whether a block is missing, or something else stands in its place."""
    found = mapping(data).get(_spelt(data, block), {})
    return lacks(data, block) or not isinstance(found, dict)
