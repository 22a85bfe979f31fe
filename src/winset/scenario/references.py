"""Whether every id of a file leads somewhere, and stands for one thing only.

The checks read plain data of any shape, so that they can speak together with the check of the
format: what has not the expected shape is passed over here.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import islice
from typing import Any, TypeAlias

from winset.scenario.slips import unseen
from winset.scenario.tree import (
    Finding,
    Path,
    children,
    mapping,
    nearest,
    plain_id,
    shown,
    suggest,
    texts,
)

Pattern: TypeAlias = tuple[str, ...]
"""A path in which ``*`` fits any key or item."""

Known: TypeAlias = Mapping[str, list[str]]
"""The ids that the file defines, by what they stand for."""

KEYS: tuple[tuple[Pattern, str], ...] = (
    (("unit",), "parties"),
    (("parties", "*", "trust"), "parties"),
    (("parties", "*", "home", "*", "value"), "steps"),
    (("steps", "*", "value"), "parties and observers"),
    (("steps", "*", "changes"), "ledgers"),
    (("bonuses", "*", "value"), "parties and observers"),
    (("escrow", "*", "cost"), "parties"),
    (("terms", "*", "meaning"), "parties"),
    (("beliefs",), "parties"),
    (("aftermath", "preferences"), "parties"),
    (("aftermath", "effects", "*", "value"), "parties and observers"),
    (("aftermath", "effects", "*", "changes"), "ledgers"),
    (("aftermath", "effects", "*", "kept"), "parties"),
    (("aftermath", "move_rule", "weight"), "parties"),
)
"""Where the keys of a mapping are ids defined elsewhere, and of what."""

VALUES: tuple[tuple[Pattern, str], ...] = (
    (("steps", "*", "by", "*"), "parties"),
    (("steps", "*", "after", "*"), "steps"),
    (("steps", "*", "consent", "*"), "observers and ratifiers"),
    (("choices", "*", "one_of", "*"), "steps"),
    (("bonuses", "*", "when", "*"), "steps"),
    (("escrow", "*", "steps", "*"), "steps"),
    (("standing", "done", "*"), "steps"),
    (("terms", "*", "meaning", "*", "*"), "steps"),
    (("proposals", "*", "by"), "parties"),
    (("proposals", "*", "steps", "*"), "steps"),
    (("proposals", "*", "terms", "*"), "terms"),
    (("proposals", "*", "before", "*", "*"), "steps"),
    (("proposals", "*", "order", "*", "*"), "steps"),
    (("demands", "*", "by"), "parties"),
    (("demands", "*", "before", "*", "*"), "steps"),
    (("demands", "*", "require", "*"), "steps"),
    (("demands", "*", "refuse", "*"), "steps"),
    (("demands", "*", "term"), "terms"),
    (("levers", "*", "by", "*"), "parties"),
    (("record", "*", "by"), "parties and observers"),
    (("record", "*", "to"), "parties and observers"),
    (("talks", "sessions", "*", "parties", "*"), "parties"),
    (("aftermath", "options", "*", "by"), "parties"),
    (("aftermath", "options", "*", "step"), "steps"),
    (("aftermath", "status_quo", "*"), "options"),
    (("aftermath", "common_moves", "*", "by", "*"), "parties"),
    (("aftermath", "common_moves", "*", "on", "*"), "options"),
    (("aftermath", "common_moves", "*", "off", "*"), "options"),
    (("aftermath", "preferences", "*", "ranking", "*", "*", "*"), "options"),
    (("aftermath", "preferences", "*", "one_of", "*", "ranking", "*", "*", "*"), "options"),
    (("elsewhere", "*", "parties", "*"), "parties"),
)
"""Where a text is an id defined elsewhere, and of what."""

LISTS: tuple[Pattern, ...] = (
    ("steps", "*", "by"),
    ("steps", "*", "after"),
    ("steps", "*", "consent"),
    ("choices", "*", "one_of"),
    ("bonuses", "*", "when"),
    ("escrow", "*", "steps"),
    ("standing", "done"),
    ("terms", "*", "meaning", "*"),
    ("proposals", "*", "steps"),
    ("proposals", "*", "terms"),
    ("proposals", "*", "before"),
    ("proposals", "*", "order", "*"),
    ("demands", "*", "before"),
    ("demands", "*", "require"),
    ("demands", "*", "refuse"),
    ("levers", "*", "by"),
    ("talks", "sessions", "*", "parties"),
    ("aftermath", "status_quo"),
    ("aftermath", "common_moves", "*", "by"),
    ("aftermath", "common_moves", "*", "on"),
    ("aftermath", "common_moves", "*", "off"),
    ("aftermath", "preferences", "*", "ranking", "*", "*"),
    ("aftermath", "preferences", "*", "one_of", "*", "ranking", "*", "*"),
    ("elsewhere", "*", "parties"),
)
"""Where naming the same thing twice has no meaning."""

ALONE = (("parties", "observers", "steps"), ("steps", "proposals"), ("terms", "glossary"))
"""Blocks that must not share an id: the same key, option or word may mean either."""

BLOCKS = ("parties", "observers", "steps", "ledgers", "sources", "terms")
"""Where ids are defined that other blocks name."""

MOST_GUESSED = 100
"""Keys of a file among which a block that seems to be missing is looked for."""

EVERYBODY = ("all", "both", "everybody", "everyone", "others")
"""Words that are taken for all parties, where none is to be named."""

RESERVED = ("all", "best")
"""Words that stand for packages on the command line."""


def check_references(data: Any) -> Iterator[Finding]:
    """Yield what is wrong with the ids of a file."""
    known = known_ids(data)
    yield from _unknown(data, known)
    yield from _unknown_sources(data, known["sources"])
    yield from _twice_in_list(data)
    yield from _shared(data)
    yield from _reserved(data)


def known_ids(data: Any) -> Known:
    """Return the ids that a file defines, by what they stand for, in the file's order."""
    known = {block: list(mapping(data, _spelt(data, block))) for block in BLOCKS}
    parties = children(data, _spelt(data, "parties"), "*", "home", "*")
    ratifiers = [f"{path[1]}.{path[3]}" for path, _ in parties]
    return known | {
        "parties and observers": known["parties"] + known["observers"],
        "observers and ratifiers": known["observers"] + ratifiers,
        "options": list(mapping(data, "aftermath", "options")),
    }


def _spelt(data: Any, block: str) -> str:
    """Return the key under which a file has a block, be it misspelt: that is told elsewhere."""
    if block in mapping(data):
        return block
    keys = islice(mapping(data), MOST_GUESSED)
    return next((key for key in keys if _block_meant(key) == block), block)


@lru_cache(maxsize=1024)
def _block_meant(key: str) -> str | None:
    return nearest(key, BLOCKS)


def lacks(data: Any, block: str) -> bool:
    """Return whether a file has not a block that it must have, be it misspelt.

    An aftermath may stand alone, without steps.
    """
    alone = block == "steps" and "aftermath" in mapping(data)
    return _spelt(data, block) not in mapping(data) and not alone


def _unknown(data: Any, known: Known) -> Iterator[Finding]:
    told = [block for block in ("parties", "steps") if _unreadable(data, block)]
    for pattern, what in KEYS:
        if any(block in what for block in told):
            continue  # that the block is missing is all that needs saying
        for path, block in children(data, *pattern):
            for key in block if isinstance(block, dict) else ():
                if key not in known[what] and not _told(key, known[what]):
                    yield _no_such((*path, key), key, what, known, on_key=True)
    for pattern, what in VALUES:
        if any(block in what for block in told):
            continue
        for path, value in children(data, *pattern):
            unknown = isinstance(value, str) and value not in known[what]
            if unknown and not _told(value, known[what]):
                yield _no_such(path, value, what, known)


def _unreadable(data: Any, block: str) -> bool:
    """Return whether a block is missing, or something else stands in its place."""
    found = mapping(data).get(_spelt(data, block), {})
    return lacks(data, block) or not isinstance(found, dict)


def _told(word: str, known: list[str]) -> bool:
    """Return whether a word is an id that is not spelt as one where it is defined."""
    return any(one != plain_id(one) == word for one in known)


def _no_such(path: Path, word: str, what: str, known: Known, *, on_key: bool = False) -> Finding:
    kind = " or ".join(_SINGULAR[one] for one in what.split(" and "))
    remedy = suggest(word, known[what], what)
    if found := unseen(word):
        remedy = f"remove the invisible character {found}"
    elif path[0] == "record" and path[-1] == "to" and plain_id(word) in EVERYBODY:
        remedy = "remove `to`: what names nobody counts for all"
    elif what == "observers and ratifiers" and word in known["parties"]:
        remedy = "a party consents by signing; name an observer, or a ratifier as party.ratifier"
    return Finding(path, f"there is no {kind} {shown(word)}", remedy, on_key)


_SINGULAR = {
    "parties": "party",
    "observers": "observer",
    "ratifiers": "ratifier",
    "steps": "step",
    "ledgers": "ledger",
    "terms": "term",
    "options": "option",
}


def _unknown_sources(data: Any, known: list[str]) -> Iterator[Finding]:
    for path, value in _sources(data, ()):
        if value not in known:
            wrong = f"there is no source {shown(value)}"
            yield Finding(path, wrong, suggest(value, known, "sources"))


def _sources(data: Any, path: Path) -> Iterator[tuple[Path, str]]:
    """Yield every text under a key `source`; a party of that name may have its unit."""
    if isinstance(data, list):
        for i, item in enumerate(data):
            yield from _sources(item, (*path, i))
    elif isinstance(data, dict):
        for key, value in data.items():
            if key == "source" and isinstance(value, str) and path != ("unit",):
                yield (*path, key), value
            yield from _sources(value, (*path, key))


def _twice_in_list(data: Any) -> Iterator[Finding]:
    for pattern in LISTS:
        for path, items in children(data, *pattern):
            seen: list[Any] = []
            for i, item in enumerate(items if isinstance(items, list) else ()):
                if item in seen:
                    named = " before ".join(texts(item)) if isinstance(item, list) else shown(item)
                    yield Finding((*path, i), f"{named} is given twice", "remove one of the two")
                seen.append(item)


def _shared(data: Any) -> Iterator[Finding]:
    for blocks in ALONE:
        seen: dict[str, str] = {}
        for block in blocks:
            for key in mapping(data, block):
                if key in seen:
                    wrong = f"the id {shown(key)} also stands under `{seen[key]}`"
                    yield Finding((block, key), wrong, "give the two different ids", on_key=True)
                seen.setdefault(key, block)


def _reserved(data: Any) -> Iterator[Finding]:
    for block in ("steps", "proposals"):
        for key in RESERVED:
            if key in mapping(data, block):
                wrong = f"the word {shown(key)} has a meaning of its own on the command line"
                yield Finding((block, key), wrong, "choose another id", on_key=True)
